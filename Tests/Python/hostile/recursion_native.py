"""Recursion through built-in functions that call back."""


def case(name, action):
    """Prints one line: how the action ended. How deep it came, and thus the message, is the interpreter's affair."""
    try:
        action()
    except BaseException as error:
        print(f"{name}: {type(error).__name__}")
    else:
        print(f"{name}: done")


class Call:
    pass


Call.__call__ = Call()


class New:
    def __new__(cls):
        return cls()


class Init:
    def __init__(self):
        Init()


class Meta(type):
    def __call__(cls):
        return cls()


class MetaCalled(metaclass=Meta):
    pass


class InstanceCheck(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, cls)

    def __subclasscheck__(cls, other):
        return issubclass(other, cls)


class Checked(metaclass=InstanceCheck):
    pass


class Number:
    def __index__(self):
        return int(self)

    def __float__(self):
        return float(self)

    def __add__(self, other):
        return self + other

    def __radd__(self, other):
        return other + self

    def __neg__(self):
        return -self

    def __abs__(self):
        return abs(self)

    def __round__(self, digits=None):
        return round(self)


class Iterable:
    def __iter__(self):
        return iter(self)


class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self)


class Length:
    def __length_hint__(self):
        return len(list(self))

    def __iter__(self):
        return iter(list(self))


def key(item):
    return sorted([item], key=key)


def mapped(item):
    return list(map(mapped, [item]))


case("__call__ that is its own instance", lambda: Call()())
case("__new__", New)
case("__init__", Init)
case("metaclass's __call__", MetaCalled)
case("isinstance", lambda: isinstance(1, Checked))
case("issubclass", lambda: issubclass(int, Checked))
case("int", lambda: int(Number()))
case("float", lambda: float(Number()))
case("+", lambda: Number() + 1)
case("reflected +", lambda: 1 + Number())
case("negation", lambda: -Number())
case("abs", lambda: abs(Number()))
case("round", lambda: round(Number()))
case("sum", lambda: sum([Number(), Number()]))
case("iter", lambda: list(Iterable()))
case("next", lambda: list(Iterator()))
case("length hint", lambda: list(Length()))
case("key of sorted", lambda: key(1))
case("map", lambda: mapped(1))
