"""Descriptors: data and non-data, property, `__set_name__`, lookup order, `__getattr__` and its kin, slots."""


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = "_" + name
        print("named", owner.__name__, name)

    def __get__(self, instance, owner):
        return self if instance is None else getattr(instance, self.name, "unset")

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        delattr(instance, self.name)


class NonData:
    def __get__(self, instance, owner):
        return "non-data", instance is None, owner.__name__


class Holder:
    number = Typed(int)
    plain = NonData()

    def __getattr__(self, name):
        if name.startswith("dynamic"):
            return f"made {name}"
        raise AttributeError(f"no {name}")


h = Holder()
print(h.number, type(Holder.number).__name__, h.plain, Holder.plain)
h.number = 5
h.__dict__["number"] = "hidden"
h.plain = "instance wins"
print(h.number, h.plain, h.dynamic_1, hasattr(h, "other"), sorted(h.__dict__))
del h.number
print(h.number)
for action in (lambda: setattr(h, "number", "x"), lambda: h.other, lambda: delattr(h, "number")):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Temperature:
    def __init__(self):
        self._celsius = 0

    @property
    def celsius(self):
        """Degrees."""
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("deleted")

    fahrenheit = property(lambda self: self._celsius * 9 / 5 + 32)


t = Temperature()
t.celsius = 100
print(t.celsius, t.fahrenheit, Temperature.celsius.__doc__, type(Temperature.celsius).__name__)
print(Temperature.celsius.fget(t))
del t.celsius
for action in (lambda: setattr(t, "fahrenheit", 1), lambda: delattr(t, "fahrenheit")):
    try:
        action()
    except AttributeError as error:
        print(error)


class Watched:
    def __getattribute__(self, name):
        if name == "secret":
            return "intercepted"
        return super().__getattribute__(name)

    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("delete", name)
        super().__delattr__(name)


w = Watched()
w.x = 1
w.x += 1
del w.x
print(w.secret, w.__dict__)


class Slotted:
    __slots__ = ("a", "__b", "c")

    def __init__(self):
        self.a = 1
        self.__b = 2

    def total(self):
        return self.a + self.__b


class WithDict(Slotted):
    pass


s = Slotted()
print(s.total(), hasattr(s, "c"), hasattr(s, "__dict__"), type(Slotted.a).__name__, Slotted.__slots__)
print(Slotted.a.__get__(s))
for action in (lambda: s.c, lambda: setattr(s, "d", 1), lambda: delattr(s, "c"), lambda: Slotted.a.__get__(5)):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
d = WithDict()
d.anything = 1
print(d.__dict__, d.a, Slotted.total.__get__(d)())


class Cached:
    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        print("computed")
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class Lazy:
    @Cached
    def value(self):
        return 42


lazy = Lazy()
print(lazy.value, lazy.value, lazy.__dict__)
