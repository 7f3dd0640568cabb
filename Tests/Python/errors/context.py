"""An exception while another is handled; `from None` hides it."""


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise LookupError("alone") from None


try:
    suppressed()
except LookupError:
    [][1]
