# Classes and functions change after the places that call them are specialised.


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def warm(function, *arguments):
    for _ in range(40):
        result = function(*arguments)
    return result


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def make(x, y):
    return Point(x, y)


def show(object):
    return type(object).__name__, getattr(object, "__dict__", object)


print(show(warm(make, 1, 2)))


def swapped(self, x, y):
    self.y, self.x = x, y


Point.__init__ = swapped
print(show(make(1, 2)))
Point.__init__ = lambda self, x: None
print(attempt(make, 1, 2))
Point.__init__ = lambda self, *rest, **named: self.__dict__.update(rest=rest)
print(show(make(1, 2)))
Point.__init__ = lambda self, x, y: "a result"
print(attempt(make, 1, 2))
Point.__init__ = lambda self, x, y, z=3: setattr(self, "sum", x + y + z)
print(show(make(1, 2)))
Point.__init__.__defaults__ = (30,)
print(show(make(1, 2)))
Point.__init__.__defaults__ = None
print(attempt(make, 1, 2))
Point.__init__ = print
print(show(make("printed", "only")))
del Point.__init__
print(attempt(make, 1, 2))

Point.__new__ = staticmethod(lambda cls, x, y: (cls.__name__, x, y))
print(make(1, 2))
Point.__new__ = lambda cls, *rest: object.__new__(cls)
Point.__init__ = lambda self, x, y: setattr(self, "both", (x, y))
print(show(warm(make, 3, 4)))


# A metaclass's __call__, and a class that takes another's name.
class Meta(type):
    pass


class Item(metaclass=Meta):
    def __init__(self, value):
        self.value = value


def item(value):
    return Item(value)


print(show(warm(item, 1)))
Meta.__call__ = lambda cls, value: f"called {cls.__name__} with {value}"
print(item(2))
del Meta.__call__
print(show(item(3)))


class Item:
    def __init__(self, value):
        self.other = value


print(show(item(4)))
Item = lambda value: f"a function of {value}"
print(item(5))
Item = "nothing to call"
print(attempt(item, 6))


# __init__ inherited, then overridden, then not.
class Base:
    def __init__(self, value):
        self.base = value


class Derived(Base):
    pass


def derived(value):
    return Derived(value)


print(show(warm(derived, 1)))
Base.__init__ = lambda self, value: setattr(self, "changed", value)
print(show(derived(2)))
Derived.__init__ = lambda self, value: setattr(self, "own", value)
print(show(derived(3)))
del Derived.__init__
print(show(derived(4)))
Derived.__slots__ = ()
Base.__abstractmethods__ = frozenset({"something"})
print(show(attempt(derived, 5)))
Derived.__abstractmethods__ = frozenset({"something"})
print(attempt(derived, 6))
Derived.__abstractmethods__ = frozenset()
print(show(derived(7)))


# Many classes at one place; __init__ that raises, recurses or returns early.
class Fails:
    def __init__(self, n):
        if n == 0:
            raise ValueError("from __init__")
        self.inner = Fails(n - 1) if n > 1 else None


class Early:
    def __init__(self, n):
        if n:
            return
        self.n = n


classes = [Fails, Early, Base, int, str, list, dict, Derived]


def construct(cls, value):
    return cls(value)


for _ in range(40):
    for cls in classes:
        attempt(construct, cls, 1)
Base.__abstractmethods__ = frozenset()
for cls in classes:
    result = attempt(construct, cls, 0)
    print(cls.__name__, show(result))
print(attempt(construct, Fails, 3).inner.inner.inner)


# Functions whose parameters change.
def target(a, b=2):
    return a, b


def call_target():
    return target(1)


print(warm(call_target))
target.__defaults__ = (20,)
print(call_target())
target.__defaults__ = None
print(attempt(call_target))
