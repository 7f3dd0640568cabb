"""Class bodies and decorators."""


def decorator(argument):
    def apply(function):
        raise TypeError(f"not {argument}")

    return apply


class Decorated:
    @decorator(
        "this"
    )
    def method(self):
        pass
