"""Notes, of any kind."""


class Unprintable:
    def __str__(self):
        raise ValueError

    __repr__ = __str__


error = ValueError("with notes")
error.__notes__ = ["first", 5, Unprintable(), "two\nlines", ""]
try:
    raise error
except ValueError:
    other = KeyError("other")
    other.__notes__ = 17
    raise other
