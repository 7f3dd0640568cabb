# Classes gain and lose the methods that customise attribute access at places that are specialised already.


class Thing:
    common = "class"

    def __init__(self):
        self.own = "instance"

    def method(self):
        return "method"


def read(t):
    return t.own, t.common, t.method()


def missing(t):
    return t.absent


def write(t, value):
    t.own = value


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def warm(function, *arguments):
    for _ in range(40):
        result = attempt(function, *arguments)
    return result


class Derived(Thing):
    pass


t, d = Thing(), Derived()
print(warm(read, t), warm(read, d), warm(missing, t), warm(missing, d))
warm(write, t, "written")
warm(write, d, "written")

Thing.__getattr__ = lambda self, name: f"<{name}>"
print(read(t), missing(t), missing(d))
del t.own
print(read(t))
write(t, "again")
print(read(t))
del Thing.__getattr__
print(read(t), attempt(missing, t), attempt(missing, d))


def intercept(self, name):
    if name == "method":
        return lambda: "intercepted method"
    return f"intercepted {name}"


Thing.__getattribute__ = intercept
print(read(t), read(d), missing(t))
del Thing.__getattribute__
print(read(t), read(d), attempt(missing, t))

Derived.__getattribute__ = intercept
print(read(t), read(d))
del Derived.__getattribute__
print(read(d))

log = []
Thing.__setattr__ = lambda self, name, value: log.append((name, value))
write(t, 1)
write(d, 2)
print(log, read(t), read(d))
del Thing.__setattr__
write(t, "direct")
print(log, read(t))

Thing.__delattr__ = lambda self, name: log.append(name)
del t.own
print(log, read(t))
del Thing.__delattr__
del t.own
print(attempt(read, t))


# The same on a metaclass, for attributes of a class.
class Meta(type):
    pass


class Settings(metaclass=Meta):
    level = 1

    @classmethod
    def describe(cls):
        return f"level {cls.level}"


def settings():
    return Settings.level, Settings.describe()


def set_level(value):
    Settings.level = value


print(warm(settings))
warm(set_level, 2)
print(settings())
Meta.__getattribute__ = lambda cls, name: (lambda: "described") if name == "describe" else "intercepted"
print(settings())
del Meta.__getattribute__
print(settings())
Meta.__setattr__ = lambda cls, name, value: log.append((name, value))
set_level(3)
print(settings(), log[-1])
del Meta.__setattr__
set_level(4)
print(settings())
Meta.__getattr__ = lambda cls, name: (lambda: "from the metaclass") if name == "describe" else "from the metaclass"
del Settings.level, Settings.describe
print(settings())


# Special methods that operators look up on the class.
class Number:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return self.value + other

    def __getitem__(self, index):
        return self.value * index

    def __bool__(self):
        return True

    def __call__(self):
        return "called"

    def __iter__(self):
        return iter([self.value])

    def __len__(self):
        return 3

    def __eq__(self, other):
        return True

    def __contains__(self, item):
        return True

    def __enter__(self):
        return "entered"

    def __exit__(self, *details):
        return False


def operators(n):
    with n as entered:
        pass
    return n + 1, n[2], not n, n(), [x for x in n], len(n), n == 0, 5 in n, entered


n = Number(10)
print(warm(operators, n))
n.__add__ = n.__getitem__ = n.__bool__ = n.__call__ = n.__iter__ = n.__len__ = "no special method is looked up here"
print(operators(n))
Number.__add__ = lambda self, other: "another add"
Number.__getitem__ = lambda self, index: "another item"
Number.__bool__ = lambda self: False
Number.__call__ = lambda self: "another call"
Number.__iter__ = lambda self: iter("ab")
Number.__len__ = lambda self: 7
Number.__eq__ = lambda self, other: "equal?"
Number.__contains__ = lambda self, item: 0
Number.__enter__ = lambda self: "entered otherwise"
print(operators(n))
del Number.__bool__
print(operators(n))
Number.__len__ = lambda self: 0
print(operators(n))
del Number.__contains__, Number.__iter__
Number.__getitem__ = lambda self, index: [4, 5][index]
print(attempt(operators, n))
Number.__getitem__ = lambda self, index: (3, 4, 5)[index]
print(operators(n))
del Number.__call__
print(attempt(operators, n))
