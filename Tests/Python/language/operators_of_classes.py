"""Operators of classes: who is asked, who declines, and how deep they may recurse."""

import sys


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        if isinstance(other, int):
            return Vector(self.x + other, self.y + other)
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return self + other * -1

    def __mul__(self, factor):
        if factor == 7:
            raise ValueError("seven")
        return Vector(self.x * factor, self.y * factor)

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __floordiv__(self, other):
        return NotImplemented

    def __pow__(self, other):
        return self if other == 1 else self * other


class Late:
    def __radd__(self, other):
        return ("late", other.x)

    def __rfloordiv__(self, other):
        return ("floor", other.y)


class Special(Vector):
    def __radd__(self, other):
        return ("special", other.x)


def many(count):
    total = Vector(0, 0)
    step = Vector(1, 2)
    dots = 0
    for i in range(count):
        total = total + step - step * 2 + 3
        dots += total @ step
        dots += (total ** 1).x
    return total.x, total.y, dots


print(many(10))
print(many(3000))


def add(a, b):
    return a + b


def divide(a, b):
    return a // b


one = Vector(1, 2)
for right in [one, 5, Late(), Special(3, 4), True] * 20:
    result = add(one, right)
print(add(one, Late()), add(one, Special(3, 4)), add(one, 5).x, divide(one, Late()))

for body in [lambda: add(one, None), lambda: divide(one, one), lambda: divide(one, 3), lambda: one * 7, lambda: add(one, "x")]:
    for _ in range(30):
        try:
            body()
        except Exception as error:
            message = f"{type(error).__name__}: {error}"
            names = []
            traceback = error.__traceback__
            while traceback:
                names.append(traceback.tb_frame.f_code.co_name)
                traceback = traceback.tb_next
    print(message, names)


class Deep:
    def __init__(self, depth):
        self.depth = depth

    def __add__(self, other):
        return self.depth if self.depth == 0 else Deep(self.depth - 1) + other

    def __sub__(self, other):
        return self - other

    def __mul__(self, other):
        frame = sys._getframe()
        names = []
        while frame:
            names.append(frame.f_code.co_name)
            frame = frame.f_back
        return names


print(Deep(500) + 1)
try:
    Deep(1) - 1
except RecursionError as error:
    print(error)


def outer(value):
    return value * 2


for _ in range(100):
    names = outer(Deep(1))
print(names)

Vector.__add__ = lambda self, other: "changed"
print(add(one, one), many.__name__)
Vector.__add__ = Late.__radd__
print(add(one, one))
del Vector.__add__
try:
    add(one, one)
except TypeError as error:
    print(error)
print(add(one, Late()))


class Counter:
    def __init__(self, n):
        self.n = n

    def __iadd__(self, other):
        self.n += other
        return self

    def __and__(self, other):
        yield self.n
        yield other


counter = Counter(0)
for i in range(100):
    counter += i
print(counter.n, list(counter & 3))


class Words:
    @property
    def first(self):
        return self.words[0]

    def __init__(self, *words):
        self.words = words

    def __or__(self, other):
        return Words(*self.words, *other.words)

    def __mod__(self, text):
        return self.first % text


joined = Words("a%s")
for i in range(50):
    joined = joined | Words(str(i))
    text = joined % "b"
print(len(joined.words), text)
