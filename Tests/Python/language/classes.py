"""Classes: attributes, methods, inheritance, `super`, mixins and the order of resolution."""


class Animal:
    """An animal."""

    count = 0
    kinds = []

    def __init__(self, name):
        self.name = name
        Animal.count += 1
        self.kinds.append(type(self).__name__)

    def speak(self):
        return f"{self.name} makes {self.sound()}"

    def sound(self):
        return "a sound"

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"


class Dog(Animal):
    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)

    def sound(self):
        return "woof, not " + super().sound()


class Puppy(Dog):
    count = 100

    def sound(self):
        return "yip and " + super(Dog, self).sound()


a, d, p = Animal("cat"), Dog("rex", ["sit"]), Puppy("bit")
print(a, d, p, a.speak(), d.speak(), p.speak(), Animal.count, Puppy.count, d.count, Animal.kinds)
d.count = 5
print(d.count, Dog.count, "count" in d.__dict__, d.__dict__, vars(a), a.__class__, Dog.__bases__, Puppy.__mro__)
print(Animal.__doc__, Dog.__doc__, d.__doc__)
print(isinstance(p, Animal), isinstance(p, (int, Dog)), issubclass(Puppy, Dog), issubclass(Dog, Dog))
print(isinstance(Dog, type), type(p) is Puppy, type(Puppy))
print(Animal.__name__, Animal.__qualname__, Animal.__module__, hasattr(d, "tricks"))
print(getattr(d, "none", "default"), Dog.speak is Animal.speak, Dog.sound is Animal.sound)


class A:
    def who(self):
        return ["A"]


class B(A):
    def who(self):
        return ["B", *super().who()]


class C(A):
    def who(self):
        return ["C", *super().who()]


class D(B, C):
    def who(self):
        return ["D", *super().who()]


print(D().who(), [c.__name__ for c in D.__mro__], D.__base__, D.mro() == list(D.__mro__), A.__subclasses__())
print(B.__subclasses__())
C.who = lambda self: ["patched"]
print(D().who())
del B.who
print(D().who())
A.added = lambda self: "added later"
print(D().added(), D.added(D()))
d1 = D()
d1.who = lambda: "instance"
print(d1.who())
d1.__class__ = A
print(type(d1).__name__, isinstance(d1, D))


class Outer:
    class Inner:
        def where(self):
            return __class__.__qualname__

    def make(self):
        class Local:
            pass

        return Local


print(Outer.Inner().where(), Outer().make().__qualname__, Outer.Inner.__name__)


class Body:
    x = 1
    y = x + 1
    for z in range(3):
        pass
    squares = [n * n for n in range(z + 1)]
    if x:
        conditional = True
    del x


print(Body.y, Body.z, Body.squares, Body.conditional, hasattr(Body, "x"))
print([n for n in vars(Body) if not n.startswith("__")])


class Private:
    def __init__(self):
        self.__secret = 1
        self.__dunder__ = 2

    def get(self):
        return self.__secret


print(Private().get(), Private().__dict__, Private()._Private__secret)
Dynamic = type("Dynamic", (Animal,), {"sound": lambda self: "dynamic", "extra": 1})
print(Dynamic("x").speak(), Dynamic.__module__, Dynamic.extra, Dynamic)


class Static:
    @staticmethod
    def static(x):
        return x

    @classmethod
    def make(cls, *args):
        return cls, args


class SubStatic(Static):
    pass


print(Static.static(1), Static().static(2), SubStatic.make(3), SubStatic().make()[0].__name__)
print(Static.__dict__["static"](9), type(Static.__dict__["make"]).__name__)
for action in (
    lambda: d.missing, lambda: Dog.missing, lambda: Dog(), lambda: d.speak(1), lambda: super(Dog, a).speak(),
    lambda: delattr(d, "nope"), lambda: Animal.speak(), lambda: object().x,
):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
print(repr(object())[:18], repr(A())[:22], str(A)[:20], repr(Outer.Inner), object() == object())
print((o := object()) == o, a != d, a == a, hash(a) == hash(a))
