"""`super()` in hot methods: what was found is used again only where it would be found again."""


class Base:
    def __new__(cls, *arguments):
        return super().__new__(cls)

    def __init__(self, number):
        self.number = number

    def value(self):
        return self.number

    @classmethod
    def make(cls, number):
        return cls(number)

    @staticmethod
    def double(number):
        return 2 * number


class Derived(Base):
    def __init__(self, number):
        super().__init__(number + 1)

    def value(self):
        return super().value() * 10

    @classmethod
    def make(cls, number):
        return super().make(number + 100)

    @staticmethod
    def double(number):
        return super(Derived, Derived).double(number) + 1


def repeat(count):
    total = 0
    for i in range(count):
        derived = Derived.make(i)
        total += derived.value() + derived.double(i)
    return total


print(repeat(2000))

# What a base has changes.
Base.value = lambda self: self.number + 7
print(repeat(500))
Base.make = staticmethod(lambda number: Derived(number))
print(repeat(500))
Base.make = classmethod(lambda cls, number: cls(-number))
print(repeat(500))
del Base.value
try:
    repeat(5)
except AttributeError as error:
    print(error)


# One function is that of several classes.
def make_class(base):
    class Made(base):
        def name(self):
            return "made of " + super().name()

    return Made


class First:
    def name(self):
        return "first"


class Second:
    def name(self):
        return "second"


made = [make_class(base) for base in (First, Second, First, Second)]
objects = [each() for each in made]
print(sorted({objects[i % 4].name() for i in range(2000)}))
nested = make_class(made[1])()
print(sorted({(nested if i % 3 else objects[0]).name() for i in range(2000)}))


# Which class is next depends on the object.
class Top:
    def path(self):
        return ["Top"]


class Left(Top):
    def path(self):
        return ["Left", *super().path()]


class Right(Top):
    def path(self):
        return ["Right", *super().path()]


class Bottom(Left, Right):
    def path(self):
        return ["Bottom", *super().path()]


bottom, left = Bottom(), Left()
for i in range(1500):
    paths = bottom.path(), left.path()
print(paths)
Bottom.__bases__ = (Right, Left)
print(bottom.path(), left.path())
left.__class__ = Bottom
print(left.path())


# `super` is a name like any other, and its class a variable.
class Odd(Top):
    def path(self):
        return super().path()

    def through(self, which):
        return super(which, self).path()


odd = Odd()
for i in range(1500):
    odd.path(), odd.through(Odd)
for which in (Top, int, None):
    try:
        print(odd.through(which))
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)


class Instead:
    def __init__(self, *arguments):
        self.arguments = arguments

    def path(self):
        return [type(each).__name__ for each in self.arguments]


super = Instead
print(odd.path())
del super
print(odd.path())


# Attributes of an instance are not asked for.
odd.path = lambda: ["own"]
print(odd.path(), Odd.path(odd))


class Meta(type):
    def __new__(mcls, name, bases, namespace):
        return super().__new__(mcls, name, bases, namespace)

    def __call__(cls, *arguments):
        return super().__call__(*arguments), cls.__name__


for i in range(1500):
    Of = Meta(f"Of{i % 3}", (), {})
    result = Of()[1]
print(result, type(Of).__name__)


class Number(int):
    def __add__(self, other):
        return Number(super().__add__(other))

    def __class_getitem__(cls, item):
        return super().__name__ if item else super().__repr__()


total = Number(0)
for i in range(2000):
    total = total + i
print(total, type(total).__name__)
try:
    print(Number[1])
except AttributeError as error:
    print(error)


# A method without a first argument, and one whose class is gone.
class Bare:
    def method(*arguments):
        return super().method()


for i in range(3):
    try:
        Bare().method()
    except RuntimeError as error:
        print(error)
