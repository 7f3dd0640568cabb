"""`del object.__dict__`: of instances of a class statement's classes, and of nothing that has its dict from a built-in."""


class Plain:
    pass


class Failure(ValueError):
    pass


def function():
    pass


for thing in (Plain(), Failure(), ValueError(), function, staticmethod(function), classmethod(function)):
    thing.__dict__["name"] = 1
    try:
        del thing.__dict__
        print(type(thing).__name__, thing.__dict__)
    except TypeError as error:
        print(type(thing).__name__, error, thing.name)
