"""Operators: the sign is marked, its operands are underlined."""


def attempt(function):
    try:
        function()
    except Exception as error:
        return error


values = {"a": None, "long": (1, 2)}
raise ExceptionGroup("operators", [
    attempt(lambda: 1 + values["a"]),
    attempt(lambda: (values["a"]) ** 2 + 1),
    attempt(lambda: values["a"] // 2 * 3),
    attempt(lambda: 2 @ values["long"]),
    attempt(lambda: (1) <<  # a comment + here
            (values["a"])),
    attempt(lambda: -values["a"]),
    attempt(lambda: 1 < values["a"]),
    attempt(lambda: "é" + "日本" - values["a"]),
])
