# Attributes of classes change after the places that read them have run often enough to be specialised.


class Base:
    kind = "base"

    def name(self):
        return "Base.name"


class Derived(Base):
    pass


def read(o):
    return o.kind


def call(o):
    return o.name()


def warm(function, *arguments):
    for _ in range(40):
        result = function(*arguments)
    return result


d = Derived()
print(warm(read, d), warm(call, d))

Base.kind = "changed in the base"
print(read(d))
Derived.kind = "shadowed in the derived class"
print(read(d))
del Derived.kind
print(read(d))

Base.name = lambda self: "another function"
print(call(d))
Derived.name = lambda self: "overridden"
print(call(d))
del Derived.name
print(call(d))
Base.name = "not callable"
try:
    call(d)
except TypeError as error:
    print("TypeError:", error)
Base.name = staticmethod(lambda: "static")
print(call(d))
Base.name = classmethod(lambda cls: f"class method of {cls.__name__}")
print(call(d))
del Base.name
try:
    call(d)
except AttributeError as error:
    print("AttributeError:", error)
d.name = lambda: "of the instance"
print(call(d))


# A data descriptor takes precedence over what instances hold, a plain attribute of the class does not.
class Point:
    def __init__(self, x):
        self.x = x


def read_x(p):
    return p.x


def write_x(p, value):
    p.x = value


p = Point(1)
print(warm(read_x, p))
warm(write_x, p, 2)
print(read_x(p))


class Loud:
    def __get__(self, instance, owner):
        return f"got from {owner.__name__}"

    def __set__(self, instance, value):
        print("set", value)


Point.x = Loud()
print(read_x(p))
write_x(p, 3)
print(p.__dict__)
Point.x = "a plain class attribute"
print(read_x(p))
write_x(p, 4)
print(read_x(p), p.__dict__)
del p.x
print(read_x(p))


class Reader:
    def __get__(self, instance, owner):
        return "read by a non-data descriptor"


Point.x = Reader()
print(read_x(p))
p.x = 5
print(read_x(p))
Reader.__set__ = lambda self, instance, value: print("now a data descriptor", value)
print(read_x(p))
write_x(p, 6)
del Reader.__set__
print(read_x(p))


# A descriptor's class gains __get__ after its object was cached as a plain value.
class Plain:
    def __repr__(self):
        return "<plain>"


class Holder:
    value = Plain()


def read_value(h):
    return h.value


h = Holder()
print(warm(read_value, h))
Plain.__get__ = lambda self, instance, owner: "bound late"
print(read_value(h))
del Plain.__get__
print(read_value(h))


# Bases change.
class Left:
    side = "left"

    def turn(self):
        return "turn left"


class Right:
    side = "right"

    def turn(self):
        return "turn right"


class Walker(Left):
    pass


def side(w):
    return w.side, w.turn()


w = Walker()
print(warm(side, w))
Walker.__bases__ = (Right,)
print(side(w))
Walker.__bases__ = (Right, Left)
del Right.side
print(side(w))


# Class attributes read through the class itself, and through its metaclass.
class Meta(type):
    @property
    def label(cls):
        return f"label of {cls.__name__}"

    def make(cls):
        return f"made by {cls.__name__}"


class Counter(metaclass=Meta):
    total = 0

    @classmethod
    def create(cls):
        return f"created {cls.__name__}"

    @staticmethod
    def help():
        return "help"


def total():
    return Counter.total


def use():
    return Counter.create(), Counter.help(), Counter.label, Counter.make()


print(warm(total), warm(use))
Counter.total += 7
print(total())
Counter.create = classmethod(lambda cls: "created otherwise")
Counter.help = "text"
try:
    use()
except TypeError as error:
    print("TypeError:", error)
Counter.help = staticmethod(lambda: "help again")
print(use())
Counter.make = lambda: "own make"
try:
    Counter.label = "anything"
except AttributeError as error:
    print("AttributeError:", error)
print(use())
Meta.total = property(lambda cls: "a property of the metaclass")
print(total())
del Meta.total
print(total())
