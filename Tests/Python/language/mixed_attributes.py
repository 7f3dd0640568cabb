"""Attributes in hot loops that one object has of its own, another of its class, a third by a property."""


class Own:
    def __init__(self):
        self.value = 1
        self.call = lambda: "own"


class Shared:
    value = 2

    def call(self):
        return "shared"


class Computed:
    @property
    def value(self):
        return 3

    @classmethod
    def call(cls):
        return cls.__name__


class Slotted:
    __slots__ = ("value", "call")

    def __init__(self):
        self.value = 4
        self.call = Own


def values(objects, count):
    total = []
    for i in range(count):
        total.append(objects[i % len(objects)].value)
    return total


def calls(objects, count):
    seen = []
    for i in range(count):
        seen.append(objects[i % len(objects)].call())
    return [each if isinstance(each, str) else type(each).__name__ for each in seen]


objects = [Own(), Shared(), Computed(), Slotted()]
for count in (5, 3000):
    print(sum(values(objects, count)), values(objects, count)[-4:], calls(objects, count)[-4:])

# Each of them changes in turn.
Shared.value = 20
print(values(objects, 4))
objects[1].value = 21
print(values(objects, 4))
Computed.value = 30
print(values(objects, 4))
del objects[0].value
try:
    values(objects, 4)
except AttributeError as error:
    print(error)
Own.value = 10
print(values(objects, 4))
objects[0].call, Shared.call, Computed.call = str, staticmethod(int), lambda self: self.value
print(calls(objects, 4))
for stranger in (5, "text", None, Own, 2.5):
    try:
        print(values([stranger], 1))
    except AttributeError as error:
        print(error)


# Bound methods as values.
class Counter:
    def __init__(self):
        self.count = 0

    def step(self, by=1):
        self.count += by
        return self.count


def bound(counter, count):
    total = 0
    for i in range(count):
        step = counter.step
        total += step() + step(2)
    return total, step.__self__ is counter, step.__func__ is Counter.step, step == counter.step, step is counter.step


counter = Counter()
print(bound(counter, 2000))
kept = [counter.step for i in range(2000)]
print(len(set(kept)), len({id(each) for each in kept}), kept[-1](), counter.count)
Counter.step = lambda self: -1
try:
    bound(counter, 3)
except TypeError as error:
    print(error)
counter.step = lambda by=0: by
print(counter.step(5), [counter.step for i in range(3)][0](7))


# Two classes, and two modules, at one place.
class A:
    name = "a"

    @classmethod
    def make(cls):
        return cls.name


class B(A):
    name = "b"


def of_classes(classes, count):
    return [classes[i & 1].name + classes[i & 1].make() for i in range(count)]


print(sorted(set(of_classes([A, B], 3000))))
B.name = "c"
print(sorted(set(of_classes([B, A], 3000))))
