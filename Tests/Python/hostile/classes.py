"""Classes that cannot be made, and instances that cannot change."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


class A:
    pass


class B(A):
    pass


class Slotted:
    __slots__ = ("x",)


class SlottedToo:
    __slots__ = ("y",)


class MetaA(type):
    pass


class MetaB(type):
    pass


class NoEntries:
    def __mro_entries__(self, bases):
        return 5


class NoPrepare(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return 5


class WithMetaA(metaclass=MetaA):
    pass


class WithMetaB(metaclass=MetaB):
    pass


def assign(target, name, value):
    setattr(target, name, value)
    return "assigned"


def bad_descriptor():
    class Named:
        def __set_name__(self, owner, name):
            raise ValueError("bad name")

    try:
        type("Owner", (), {"attribute": Named()})
    except ValueError as error:
        return str(error), error.__notes__


def changing_mro_while_looking_up():
    class Meta(type):
        def mro(cls):
            return [cls, object]

    class Strange(A, metaclass=Meta):
        pass

    return Strange.__mro__ == (Strange, object), issubclass(Strange, A), A in Strange.__bases__


def bad_mro():
    class Meta(type):
        def mro(cls):
            return [cls, 5]

    return Meta("Broken", (), {})


case("inconsistent order", lambda: type("X", (A, B), {}))
case("duplicate base", lambda: type("X", (A, A), {}))
case("int and str", lambda: type("X", (int, str), {}))
case("two slotted bases", lambda: type("X", (Slotted, SlottedToo), {}))
case("bool", lambda: type("X", (bool,), {}))
case("NoneType", lambda: type("X", (type(None),), {}))
case("function", lambda: type("X", (type(case),), {}))
case("range", lambda: type("X", (range,), {}))
case("instance as a base", lambda: type("X", (5,), {}))
case("bases that are no tuple", lambda: type("X", [], {}))
case("name that is no text", lambda: type(5, (), {}))
case("dict that is none", lambda: type("X", (), []))
case("metaclass conflict", lambda: type("X", (WithMetaA, WithMetaB), {}))
case("slots conflict", lambda: type("X", (), {"__slots__": ("a",), "a": 1}))
case("slot that is no name", lambda: type("X", (), {"__slots__": ("1a",)}))
case("slot that is no text", lambda: type("X", (), {"__slots__": (1,)}))
case("slots of an int", lambda: type("X", (int,), {"__slots__": ("a",)}))
case("dict slot twice", lambda: type("X", (A,), {"__slots__": ("__dict__",)}))
case("class keyword", lambda: type("X", (), {}, key=1))
case("__bases__ cycle", lambda: assign(A, "__bases__", (B,)))
case("__bases__ empty", lambda: assign(B, "__bases__", ()))
case("__bases__ of an instance", lambda: assign(B, "__bases__", (5,)))
case("__bases__ of a builtin", lambda: assign(int, "__bases__", (object,)))
case("__class__ to a builtin", lambda: assign(A(), "__class__", int))
case("__class__ to a slotted class", lambda: assign(A(), "__class__", Slotted))
case("__class__ to no class", lambda: assign(A(), "__class__", 5))
case("__class__ of an int", lambda: assign(5, "__class__", A))
case("__class__ to a sibling", lambda: assign(A(), "__class__", B))
case("__dict__ to no dict", lambda: assign(A(), "__dict__", 5))
case("__name__ to no text", lambda: assign(A, "__name__", 5))
case("__name__ with a null", lambda: assign(A, "__name__", "a\0b"))
case("__slots__ attribute", lambda: assign(Slotted(), "z", 1))
case("unset slot", lambda: Slotted().x)
case("attribute of a builtin type", lambda: assign(int, "x", 1))
case("attribute of an object", lambda: assign(object(), "x", 1))
case("attribute of an int", lambda: assign(5, "x", 1))
case("missing attribute", lambda: A().missing)
case("missing attribute of a class", lambda: A.missing)
case("method of the wrong type", lambda: list.append({}, 1))
case("slot wrapper of the wrong type", lambda: int.__add__("a", 1))
case("slot wrapper without arguments", lambda: int.__add__())
case("object.__new__ of int", lambda: object.__new__(int))
case("int.__new__ of A", lambda: int.__new__(A))
case("__new__ of no type", lambda: object.__new__(5))
case("object with arguments", lambda: object(1))
case("A with arguments", lambda: A(1))
case("super outside", lambda: super())
case("super of another", lambda: super(B, A()))
case("super of no type", lambda: super(5, 5))
case("__init_subclass__ with a keyword", lambda: exec("class X(key=1): pass"))
case("__set_name__ that raises", bad_descriptor)
case("own mro", changing_mro_while_looking_up)
case("broken mro", bad_mro)
case("delete a class's attribute", lambda: delattr(A, "missing"))
case("delete __class__", lambda: delattr(A(), "__class__"))
case("type without arguments", lambda: type())
case("type with two arguments", lambda: type("X", ()))
case("__mro_entries__ without a tuple", lambda: exec("class X(NoEntries()): pass", globals()))
case("__prepare__ that gives no mapping", lambda: exec("class X(metaclass=NoPrepare): pass", globals()))
