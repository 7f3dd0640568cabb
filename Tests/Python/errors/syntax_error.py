"""A program that cannot be compiled."""


def broken(:
    pass
