# Instances change after the places that use them have run often enough to be specialised.


def warm(function, *arguments):
    for _ in range(40):
        result = function(*arguments)
    return result


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


# An attribute of the instance shadows a function of the class.
class Greeter:
    def greet(self):
        return "class"


def greet(g):
    return g.greet()


def bound(g):
    return g.greet


plain, shadowing = Greeter(), Greeter()
print(warm(greet, plain), warm(bound, plain)())
shadowing.greet = lambda: "instance"
print(greet(shadowing), bound(shadowing)(), greet(plain))
del shadowing.greet
print(greet(shadowing), bound(shadowing)())
plain.__dict__["greet"] = lambda: "through __dict__"
print(greet(plain), bound(plain)())
plain.__dict__.clear()
print(greet(plain))


# Attributes go and come back, in other orders and through __dict__.
class Record:
    def __init__(self):
        self.first = 1
        self.second = 2


def first(r):
    return r.first


def set_first(r, value):
    r.first = value


r = Record()
print(warm(first, r))
warm(set_first, r, 10)
del r.first
print(attempt(first, r))
r.first = "back"
print(first(r), r.__dict__)
del r.first, r.second
r.second = 2
r.first = "in another order"
print(first(r), r.__dict__)
set_first(r, "written")
print(first(r), r.__dict__)
r.__dict__ = {"first": "of a new dict"}
print(first(r))
set_first(r, "written to a new dict")
print(r.__dict__)
other = Record()
other.__dict__[1] = "a key that is no text"
set_first(other, "beside it")
print(first(other), other.__dict__)
del other.__dict__["first"]
print(attempt(first, other))
Record.first = "of the class"
print(first(other))
del Record.first
print(attempt(first, other))


# Stores that add attributes at a warm place.
class Node:
    pass


def fill(node):
    node.a = 1
    node.b = 2
    return list(node.__dict__)


for _ in range(40):
    fill(Node())
started = Node()
started.b = "earlier"
print(fill(started), fill(Node()))
with_more = Node()
for index in range(30):
    setattr(with_more, f"field_{index}", index)
print(len(fill(with_more)), with_more.a, with_more.b)


# __class__ is assigned at warm places.
class Cat:
    sound = "meow"

    def speak(self):
        return f"{self.sound} {self.tag}"


class Dog:
    sound = "woof"

    def speak(self):
        return f"{self.sound}! {self.tag}"


def speak(animal):
    return animal.speak()


animal = Cat()
animal.tag = 1
print(warm(speak, animal))
animal.__class__ = Dog
print(speak(animal), animal.__dict__)
animal.tag = 2
animal.__class__ = Cat
print(speak(animal))


class Turncoat:
    def flip(self):
        self.__class__ = Dog
        return self.sound, self.speak()


def flip(t):
    t.tag = "flipped"
    return t.flip()


print([flip(Turncoat()) for _ in range(40)][-1])


# More classes at one place than a cache has records.
def area(shape):
    return shape.area() + shape.extra


def grow(shape):
    shape.extra = shape.extra + 1


shapes = []
for number in range(9):

    class Shape:
        factor = number

        def area(self, number=number):
            return number * self.factor

        def __init__(self):
            self.extra = 100

    shapes.append(Shape())

for _ in range(40):
    for shape in shapes:
        grow(shape)
print([area(shape) for shape in shapes])
type(shapes[8]).area = lambda self: -1
type(shapes[0]).extra = property(lambda self: "a property", lambda self, value: print("refused", value))
print([attempt(area, shape) for shape in shapes])
print([attempt(grow, shape) for shape in shapes])


# __slots__.
class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x):
        self.x = x


def get_x(s):
    return s.x


def put_x(s, value):
    s.x = value


s = Slotted(1)
print(warm(get_x, s))
warm(put_x, s, 2)
print(get_x(s))
del s.x
print(attempt(get_x, s))
put_x(s, 3)
member = Slotted.x
Slotted.x = "shadowed"
print(get_x(s), attempt(put_x, s, 4))
Slotted.x = property(lambda self: "property", lambda self, value: None)
print(get_x(s), attempt(put_x, s, 5))
Slotted.x = member
print(get_x(s))
del Slotted.x
print(attempt(get_x, s), attempt(put_x, s, 6))
Slotted.z = member
print(s.z)


class Widened(Slotted):
    pass


w = Widened.__new__(Widened)
print(attempt(get_x, w))
w.x = "in the dict"
print(get_x(w), w.__dict__, attempt(lambda: w.z))
Slotted.x = member
print(attempt(get_x, w))
put_x(w, "in the slot")
print(get_x(w), w.__dict__)
try:
    member.__get__(object(), Slotted)
except TypeError as error:
    print("TypeError:", error)


# Properties.
class Celsius:
    def __init__(self):
        self.kelvin = 300

    @property
    def degrees(self):
        return self.kelvin - 273

    @degrees.setter
    def degrees(self, value):
        self.kelvin = value + 273


def degrees(c):
    return c.degrees


def set_degrees(c, value):
    c.degrees = value


c = Celsius()
print(warm(degrees, c))
warm(set_degrees, c, 20)
print(degrees(c))
Celsius.degrees = property(lambda self: "another getter")
print(degrees(c), attempt(set_degrees, c, 1))
Celsius.degrees = property(None, lambda self, value: print("only a setter", value))
print(attempt(degrees, c), attempt(set_degrees, c, 2))
Celsius.degrees = property(len)
print(attempt(degrees, c))
del Celsius.degrees
print(attempt(degrees, c), attempt(set_degrees, c, 3), degrees(c))


class Failing:
    fails = False

    @property
    def value(self):
        if self.fails:
            raise AttributeError("raised by the getter")
        return "fine"


def value(f):
    return f.value


f = Failing()
print(warm(value, f))
f.fails = True
print(attempt(value, f))
Failing.__getattr__ = lambda self, name: f"__getattr__ {name}"
print(attempt(value, f))
