"""`raise from`."""


def low():
    return {}["key"]


def high():
    try:
        low()
    except KeyError as error:
        raise ValueError("converted") from error


try:
    high()
except ValueError as error:
    raise RuntimeError("outermost") from error
