"""What every object has from `object`: making, showing, comparing, describing its state."""

def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")



class A:
    def __init__(self):
        self.x = 1


class Slotted:
    __slots__ = ("a", "b")


class Both(Slotted):
    pass


class PassesOn:
    def __new__(cls, *a):
        return object.__new__(cls, *a)


class Initializes:
    def __init__(self, *a):
        super().__init__(*a)


class Makes:
    def __new__(cls, *a):
        return object.__new__(cls)


class Returns:
    def __init__(self, a):
        return 5


class Reduces:
    def __reduce__(self):
        return "reduced"


s = Slotted()
s.a = 1
b = Both()
b.a = 2
b.q = 3
attempt(lambda: A().__getstate__())
attempt(lambda: s.__getstate__())
attempt(lambda: b.__getstate__())
attempt(lambda: (object().__getstate__(), (5).__getstate__(), [].__getstate__()))
attempt(lambda: A().__reduce_ex__())
attempt(lambda: A().__reduce_ex__("x"))
attempt(lambda: Reduces().__reduce_ex__(2))
attempt(lambda: object().__format__("x"))
attempt(lambda: object().__format__(5))
attempt(lambda: A.__init_subclass__(1))
attempt(lambda: A.__init_subclass__(x=1))
attempt(lambda: object.__init_subclass__(x=1))
attempt(lambda: object.__subclasshook__())
attempt(lambda: object.__subclasshook__(1))
attempt(lambda: object().__init__(1))
attempt(lambda: A().__init__(1))
attempt(lambda: type(object.__new__(A, 1)))
attempt(lambda: object.__new__())
attempt(lambda: object.__new__(int))
attempt(lambda: PassesOn(1))
attempt(lambda: Initializes(1))
attempt(lambda: type(Makes(1)))
attempt(lambda: Returns(1))
attempt(lambda: Returns())
attempt(lambda: object.__repr__(5)[:12])
attempt(lambda: (object.__str__(5), object.__eq__(5, 5), object.__ne__(5, 5), object.__lt__(5, 5), A().__eq__(1)))
attempt(lambda: sorted(object().__dir__()))
attempt(lambda: list(object.__dict__))
attempt(lambda: list(type.__dict__))


class NoHash:
    def __eq__(self, other):
        return True


class KeepsHash:
    def __eq__(self, other):
        return True

    __hash__ = object.__hash__


class Inherits(KeepsHash):
    pass


class Again(KeepsHash):
    def __eq__(self, other):
        return False


print(NoHash.__hash__, list(NoHash.__dict__)[-1], KeepsHash.__hash__, Inherits.__hash__, Again.__hash__)
attempt(lambda: hash(NoHash()))
attempt(lambda: hash(Again()))


class NotIterable:
    __iter__ = None

    def __getitem__(self, index):
        return index


class NoContainer:
    __contains__ = None

    def __iter__(self):
        return iter([1])


attempt(lambda: iter(NotIterable()))
attempt(lambda: list(NotIterable()))
attempt(lambda: 1 in NoContainer())
attempt(lambda: 1 in NotIterable())
attempt(lambda: 1 in A())


class Power:
    def __pow__(self, other, modulus=None):
        return ("pow", other, modulus)

    def __rpow__(self, other, modulus=None):
        return ("rpow", other, modulus)


attempt(lambda: (Power() ** 2, 2 ** Power(), pow(Power(), 2, 3), pow(2, Power(), 5)))


class Left:
    def __add__(self, other):
        return "Left.__add__"

    def __radd__(self, other):
        return "Left.__radd__"


class Right(Left):
    def __radd__(self, other):
        return "Right.__radd__"


class Plain(Left):
    pass


print(Left() + Right(), Left() + Plain(), Right() + Left(), Plain() + Right(), Left() + Left())

# A built-in type that compares has all six comparisons, and those of others are not asked.
comparisons = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"]
for value in (
    None, 1, 1j, "a", b"a", [], (), {}, {1}, range(3), slice(1), memoryview(b"a"), len, [].append, "".__add__,
    attempt.__code__, A().__init__, list[int], int | str, {}.keys(), {}.items(), {}.values(), iter([]), ..., attempt,
):
    own = vars(type(value))
    print(type(value).__name__, [name for name in comparisons if name in own])
attempt(lambda: (range(3).__lt__(range(4)), range(3).__ne__(range(4)), range(3).__ne__(range(3)), range(3).__ne__(3)))
attempt(lambda: ({}.__ge__({}), {}.__ne__({1: 2}), dict.__ne__({}, []), None.__eq__(None), None.__eq__(0), None.__ne__(0)))
attempt(lambda: (1j.__lt__(2j), 1j != 1j, {} != {}, {1: 2} != {}, range(2) != range(0, 2), None != None, len != print))
attempt(lambda: range(3) < range(4))
attempt(lambda: {} >= {})
attempt(lambda: None < None)
attempt(lambda: sorted([{}, {}]))


class Same(dict):
    def __eq__(self, other):
        return True


class Ordered:
    def __lt__(self, other):
        return "Ordered"


class First(Ordered, dict):
    pass


class Last(dict, Ordered):
    pass


attempt(lambda: (Same() == Same(a=1), Same() != Same(a=1), Same() != Same(), Same().__ne__(1)))
attempt(lambda: First() < First())
attempt(lambda: Last() < Last())

# Containers and ints say what they take with all that they hold.
attempt(lambda: [type_.__name__ for type_ in (int, list, dict, set, frozenset, str, type) if "__sizeof__" in vars(type_)])
attempt(lambda: [kind(range(1000)).__sizeof__() > 8000 for kind in (list, set, frozenset, dict.fromkeys)])
attempt(lambda: [kind(()).__sizeof__() < 500 for kind in (list, set, frozenset, dict.fromkeys)])
attempt(lambda: ((1).__sizeof__() < (1 << 100).__sizeof__() < (1 << 10000).__sizeof__(), True.__sizeof__() > 0))
