"""Calls of known functions from compiled code: names, defaults, `*arguments`, and functions that change."""


def attempt(function, *arguments, **names):
    try:
        return function(*arguments, **names)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def hot(function, *arguments):
    for _ in range(300):
        result = attempt(function, *arguments)
    return result


def three(a, b=20, c=30):
    return a, b, c


def only(a, *, key, other=5):
    return a, key, other


def rest(a, *more, key=None):
    return a, more, key


def everything(a, /, b, *more, key=1, **names):
    return a, b, more, key, sorted(names.items())


def positional(a, b, /, c=3):
    return a - b - c


def big(a, b=1, c=2, d=3, e=4, f=5, g=6, h=7):
    values = [a, b, c, d, e, f, g, h]
    for i in range(len(values)):
        values[i] = values[i], i
    return values[:3]


def threes(x):
    return three(x), three(x, c=1), three(c=x, a=1), three(b=x, c=2, a=3), three(x, 2), three(1, 2, x)


print(hot(threes, 9))
print(hot(lambda x: (only(x, key=2), only(key=x, a=1), only(1, other=x, key=3)), 7))
print(hot(lambda x: (rest(x), rest(x, 2), rest(x, 2, 3, key=x), rest(a=x, key=1)), 7))
print(hot(lambda x: (everything(x, 2), everything(x, 2, 3, key=4, z=5), everything(1, b=x)), 7))
print(hot(lambda x: (positional(x, 2), positional(x, 2, c=x)), 7))
print(hot(lambda x: (big(x), big(x, h=1), big(h=x, a=2)), 7))
for bad in (
    lambda x: three(),
    lambda x: three(x, a=1),
    lambda x: three(x, d=1),
    lambda x: three(1, 2, 3, x),
    lambda x: only(x),
    lambda x: only(x, 2),
    lambda x: rest(key=x),
    lambda x: positional(a=x, b=1),
    lambda x: everything(x),
):
    print(hot(bad, 7))


class Point:
    def __init__(self, x=0, y=0):
        self.x, self.y = x, y

    def moved(self, dx=0, dy=0, *, scale=1):
        return Point(self.x + dx * scale, y=self.y + dy * scale)

    def pair(self, *extra, by=2):
        return (self.x, self.y, *extra, by)

    @staticmethod
    def of(x, y=7):
        return Point(x=x, y=y)

    @classmethod
    def named(cls, *, x, y):
        return cls(x, y)


def walk(n):
    p = Point.of(y=1, x=n)
    for i in range(n):
        p = p.moved(dy=i, scale=2).moved(1).moved(dx=i, dy=1)
    return p.pair(), p.pair(1, by=3), Point.named(y=n, x=p.x).pair(by=0)


for n in range(60):
    walk(n)
print(walk(5), attempt(walk, "a"))


def traced(function):
    calls = []

    def wrapper(*arguments, **names):
        calls.append(len(arguments) + len(names))
        return function(*arguments, **names)

    wrapper.calls = calls
    return wrapper


def plain(function):
    def wrapper(*arguments):
        return [function(*arguments)]

    return wrapper


@traced
def summed(a, b=1, *rest):
    return a + b + len(rest)


@plain
def product(a, b):
    return a * b


for i in range(400):
    summed(i), summed(i, b=2), summed(1, 2, 3, 4), product(i, 2)
print(summed(1), summed(1, b=2), summed(1, 2, 3, 4), product("a", 3), sum(summed.calls), attempt(summed), attempt(product, 1))


def scaled(x, by=2):
    return x * by


def scaling(x):
    return scaled(x), scaled(by=3, x=x)


print(hot(scaling, 5))
scaled.__defaults__ = (10,)
print(scaling(5), hot(scaling, 5))
scaled.__defaults__ = None
print(attempt(scaling, 5))
scaled.__defaults__ = (2,)
scaled.__code__ = (lambda x, by=1: (x, by)).__code__
print(scaling(5), hot(scaling, 5))
scaled = lambda *, x, by: (by, x)
print(attempt(scaling, 5))


def late(function, n):
    """Defaults and names that are bound late, by a function that is found out only then."""
    total = 0
    for i in range(n):
        total += function(i)
    return total


def shifts(k):
    def shifted(x, by=k):
        return x + by

    return shifted


for k in range(80):
    late(shifts(k), 20)
print(late(shifts(3), 10), late(lambda x, y=2: x * y, 5), late(abs, 4), attempt(late, lambda: 1, 2), attempt(late, lambda x, y: 1, 2))


def deep(n, *rest, key=0):
    return deep(n - 1, n, *rest, key=key + 1) if n else (len(rest), key)


print(hot(deep, 20), attempt(deep, 10**6).partition(":")[0])


def frames(a, b=2, *rest, key=None):
    import sys

    names = sys._getframe().f_locals
    return {name: names[name] for name in ("a", "b", "rest", "key")}


print(hot(lambda x: (frames(x, key=1), frames(b=x, a=0), frames(1, 2, x)), 5))


async def waits(x):
    return x


async def awaits(n):
    total = 0
    for i in range(n):
        total += await waits(i)
    return total


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


for _ in range(60):
    drive(awaits(20))
print(drive(awaits(30)))
