"""Constructors of built-ins that a class derives from: whose keywords are whose, and which `new` makes what."""


class WithInit(tuple):
    def __init__(self, items, extra=None):
        self.extra = extra


class WithNew(list):
    def __new__(cls, items, extra=None):
        self = super().__new__(cls, items)
        self.extra = extra
        return self


class Plain(frozenset):
    pass


def attempt(action):
    try:
        print(action())
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error, getattr(error, "__notes__", ""))


attempt(lambda: WithInit([1, 2], extra=3).extra)
attempt(lambda: WithNew([1, 2], extra=3).extra)
attempt(lambda: Plain([1], extra=3))
attempt(lambda: tuple([1], extra=3))
attempt(lambda: set([1], extra=3))
attempt(lambda: int.__new__(bool, 0))
attempt(lambda: object.__new__(int))
attempt(lambda: {}.update([1]))
attempt(lambda: {}.update([(1, 2), (1, 2, 3)]))
attempt(lambda: {}.update([[1, 2], 5]))


class Slotted(set):
    __slots__ = ("x", "y", "__dict__")


slotted = Slotted([1])
slotted.x = 5
slotted.z = 6
print(slotted.__reduce__())


class Hashed(int):
    calls = 0

    def __hash__(self):
        Hashed.calls += 1
        return int.__hash__(self)


keys = dict.fromkeys(map(Hashed, range(5)))
keys = dict.fromkeys(set(keys), 1) | dict.fromkeys(frozenset(keys)) | dict.fromkeys(keys)
print(Hashed.calls, len(keys))


class Everything(int):
    def __eq__(self, other):
        return True


print(Everything(11) in range(10), range(10).index(Everything(11)), range(3).count(Everything(5)))
print(len(range(2**63 - 1)), len(range(-(2**62), 2**62 - 1)))


class Circle:
    def __init__(self):
        self.inside = Nested([self])

    def __repr__(self):
        return repr(self.inside)


class Nested(set):
    pass


print(Circle())


def namespace_first(x):
    class Class:
        locals()["x"] = 43
        y = x

    return Class


print(namespace_first(42).y, "x" in vars(namespace_first(1)))


class Documented(property):
    """The class's own."""


class Silent(property):
    __slots__ = ()


def getter(self):
    """the getter's"""


print(Documented(getter).__doc__, Documented(getter, doc="given").setter(None).__doc__, Documented(lambda s: 1).__doc__)
print(Documented(getter).getter(lambda s: 1).__doc__, property(getter).getter(lambda s: 1).__doc__)
try:
    Silent(getter)
except AttributeError as error:
    print(error)
print(Silent(lambda self: 1).__doc__)


# Keywords of a derived class's own __init__ are not the built-in's.
def derive(base):
    class Derived(base):
        def __init__(self, *arguments, extra=None):
            self.extra = extra

    return Derived


for base, arguments in ((filter, (None, [1])), (float, (2.5,))):
    made = derive(base)(*arguments, extra=3)
    print(base.__name__, made.extra, made if base is float else list(made))
    try:
        base(*arguments, extra=3)
    except TypeError as error:
        print(error)
