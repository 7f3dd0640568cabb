"""Subscripts and attributes."""


def attempt(function):
    try:
        function()
    except Exception as error:
        return error


table = {"row": [1, 2, 3]}


def assign():
    table["row"][1:2][5] = 3


def delete():
    del table["row"]["x"]


def unpack():
    a, b = table["row"]


def nested():
    return [value for value in table["row"] if table["rows"
    ][value]]


raise ExceptionGroup("subscripts", [attempt(function) for function in (assign, delete, unpack, nested)])
