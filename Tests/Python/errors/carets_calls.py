"""Calls: what stands in the brackets is marked."""


def takes_two(a, b):
    return a


def attempt(function):
    try:
        function()
    except Exception as error:
        return error


def assigned():
    result = takes_two(1)


def returned():
    return takes_two(1)


def returned_method():
    return "".join(1)


def in_lines():
    takes_two(
        1,
        2,
        # a comment
        3,
        4,
    )


def chained():
    return takes_two(1, 2).real.imag.missing.real


def keywords():
    takes_two(1, **{"b": 2,
                    "c": 3})


raise ExceptionGroup("calls", [
    attempt(function)
    for function in (assigned, returned, returned_method, in_lines, chained, keywords)
])
