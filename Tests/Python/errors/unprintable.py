"""An exception whose text raises; a class in a class."""


class Outer:
    class Broken(Exception):
        def __str__(self):
            return 1 / 0


raise Outer.Broken("never shown")
