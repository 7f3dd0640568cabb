"""Special methods that answer with the wrong type."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


def make(**methods):
    """An instance of a class of which each method answers with the value given."""

    def answering(value):
        return lambda self, *arguments: value

    return type("Liar", (), {name: answering(value) for name, value in methods.items()})()


class Matched:
    __match_args__ = 1


case("__len__ negative", lambda: len(make(__len__=-1)))
case("__len__ text", lambda: len(make(__len__="1")))
case("__len__ huge", lambda: len(make(__len__=10**30)))
case("__len__ float", lambda: len(make(__len__=1.0)))
case("__bool__ int", lambda: bool(make(__bool__=1)))
case("__bool__ None", lambda: not make(__bool__=None))
case("truth by __len__", lambda: bool(make(__len__=-5)))
case("__hash__ text", lambda: hash(make(__hash__="1")))
case("__hash__ huge", lambda: hash(make(__hash__=2**70)))
case("__hash__ minus one", lambda: hash(make(__hash__=-1)))
case("__repr__ None", lambda: repr(make(__repr__=None)))
case("__str__ int", lambda: str(make(__str__=1)))
case("__format__ int", lambda: format(make(__format__=1)))
case("f-string of a bad __format__", lambda: f"{make(__format__=None)}")
case("__bytes__ text", lambda: bytes(make(__bytes__="x")))
case("__index__ float", lambda: [1][make(__index__=0.0)])
case("__index__ text", lambda: range(make(__index__="0")))
case("__int__ text", lambda: int(make(__int__="0")))
case("__float__ int", lambda: float(make(__float__=0)))
case("__complex__ text", lambda: complex(make(__complex__="0")))
case("__iter__ list", lambda: iter(make(__iter__=[])))
case("for over a bad __iter__", lambda: [x for x in make(__iter__=5)])
case("__iter__ None", lambda: iter(type("NoIter", (), {"__iter__": None})()))
case("__contains__ text", lambda: 1 in make(__contains__="yes"))
case("__contains__ None", lambda: 1 in type("NoIn", (), {"__contains__": None})())
case("__getitem__ without end", lambda: 5 in make(__getitem__=5))
case("__next__ missing", lambda: next(object()))
case("__call__ missing", lambda: object()())
case("__call__ None", lambda: type("NoCall", (), {"__call__": None})()())
case("__enter__ missing", lambda: exec("with object(): pass"))
case("__exit__ missing", lambda: exec("with x: pass", {"x": make(__enter__=1)}))
case("__eq__ odd", lambda: make(__eq__="maybe") == 1)
case("__lt__ odd", lambda: sorted([make(__lt__=0.0), make(__lt__=0.0)]) and "sorted")
case("__add__ NotImplemented", lambda: make(__add__=NotImplemented) + 1)
case("__radd__ NotImplemented", lambda: 1 + make(__radd__=NotImplemented))
case("__iadd__ None", lambda: exec("x += 1\nprint(' ', x)", {"x": make(__iadd__=None)}))
case("__neg__ missing", lambda: -object())
case("__getattr__ for special methods", lambda: len(make(__getattr__=lambda: 1)))
case("__dir__ int", lambda: dir(make(__dir__=1)))
case("__dir__ mixed", lambda: dir(make(__dir__=["b", "a"])))
case("__class_getitem__", lambda: make.__class__[1])
case("__getitem__ on a class", lambda: type(make(__getitem__=1))[0])
case("__new__ of another type", lambda: type("Odd", (), {"__new__": lambda cls: 5})())
case("__init__ with a result", lambda: type("Odd", (), {"__init__": lambda self: 5})())
case("__instancecheck__ odd", lambda: isinstance(1, make(__instancecheck__=[])))
case("isinstance of no type", lambda: isinstance(1, 1))
case("issubclass of no type", lambda: issubclass(1, int))
case("__reversed__ None", lambda: reversed(type("NoReverse", (), {"__reversed__": None})()))
case("reversed of no sequence", lambda: reversed({1}))
case("__missing__", lambda: type("D", (dict,), {"__missing__": lambda self, key: key * 2})()[4])
case("__length_hint__ negative", lambda: list(make(__length_hint__=-1, __iter__=iter(""))))
case("__round__", lambda: round(make(__round__="rounded")))
case("round without", lambda: round(object()))
case("abs without", lambda: abs("x"))
case("divmod", lambda: divmod(make(__divmod__="pair"), 1))
case("pow of three", lambda: pow(make(__pow__="power"), 2, 3))
case("matmul", lambda: [1] @ [2])
case("unpacking", lambda: exec("a, b = x", {"x": make(__iter__=iter([1, 2, 3]))}))
case("star of no iterable", lambda: print(*5))
case("double star of no mapping", lambda: dict(**5))
case("double star with an odd key", lambda: dict(**{1: 2}))
case("keys that are no method", lambda: dict(**make(keys=5)))
case("join of numbers", lambda: ",".join([1]))
case("__match_args__ int", lambda: exec("match Matched():\n case Matched(1): pass", globals()))
case("await", lambda: exec("async def f(): await x\nf().send(None)", {"x": make(__await__=1)}))
