"""Types as objects: names, bases, calls, unions, generic aliases and `isinstance`."""


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class C:
    """Doc."""

    class Inner:
        pass


print(type(1), type("a"), type(None), type(type), type(C), type(C()), type(...), type(NotImplemented))
print(type(len), type(C.__init__), type(lambda: 1))
print(int.__name__, int.__module__, int.__bases__, bool.__mro__, object.__bases__, type.__mro__, C.__qualname__)
print(C.Inner.__qualname__, C.__doc__, C.Inner.__doc__)
print(int | str, int | None, type(int | str), (int | str) == (str | int), isinstance(1, int | str))
print(isinstance([], int | None), (int | str).__args__, int | int, (int | str) | float)
print(list[int], dict[str, list[int]], tuple[int, ...], type(list[int]), list[int].__origin__)
print(list[int].__args__, list[int]([1, 2]), list[int] == list[int], type[C], set[C])
print(isinstance(True, int), isinstance(1, (str, (int,))), issubclass(bool, (int, str)), isinstance(C, type))
print(isinstance(type, object), issubclass(type, object), isinstance(object, type), type(1) is int, C == C)
print(C != int)
print(callable(C), repr(C), str(int), f"{C.__name__}", hash(C) == hash(C), {int: "int", str: "str"}[type(5)])
print(C().__class__ is C)
print([t.__name__ for t in (int, float, complex, str, bytes, list, tuple, dict, set, frozenset, range, slice, property, staticmethod, classmethod, super, memoryview, bytearray, object, type, enumerate, zip, map, filter, reversed)])
print(int(), float(), complex(), str(), bytes(), list(), tuple(), dict(), set(), frozenset(), bool())
print(bytearray(), object().__class__, type("X", (), {})().__class__.__name__, type("Y", (int,), {"z": 1})(5).z)
print(C.__dict__["Inner"], type(C.__dict__), "Inner" in C.__dict__, C.__dict__.get("nope"))
print(sorted(n for n in dir(C()) if not n.startswith("__")), hasattr(C, "__weakref__"))
print(C.__basicsize__ > 0 if False else "")
print((5).__add__(3), int.__add__(5, 3), (5).__add__("x"), "a".__len__(), [1].__contains__(1))
print((1).__class__.__name__, int.__eq__(1, 1), int.__lt__(1, "a"), object.__eq__(1, 1))
print(object.__repr__(5).startswith("<int object at"), str.__str__("x"), None.__class__, type(None)())
attempt(lambda: isinstance(1, list[int]))
attempt(lambda: issubclass(int, list[int]))
attempt(lambda: isinstance(1, "int"))
attempt(lambda: int[str])
attempt(lambda: int | 5)
attempt(lambda: type(5, 6))
attempt(lambda: type(None)(1))
attempt(lambda: NotImplemented())
attempt(lambda: bool(NotImplemented))
attempt(lambda: type("X", (5,), {}))
attempt(lambda: type("X", (bool,), {}))
attempt(lambda: C(1))
attempt(lambda: C.Inner(x=1))
attempt(lambda: object(5))
attempt(lambda: list[int]().missing)
attempt(lambda: setattr(C, "__name__", "Renamed") or C.__name__)
attempt(lambda: C)
