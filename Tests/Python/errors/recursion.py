"""Repeated lines are folded, by file, line and name."""


def down(n):
    if n == 0:
        return ending(3)
    return down(n - 1)


def ending(value):
    return value.missing_attribute


def twice(n):
    if n:
        return twice(n - 1) + 1
    return down(3)


twice(5)
