"""Operators of classes: reflected forms, in-place forms, comparison, subclass priority, containers, calls."""


class Traced:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def binary(symbol, reflected=False):
    if reflected:
        return lambda self, other: f"({other} {symbol} {self})r"
    return lambda self, other: f"({self} {symbol} {other})"


OPERATORS = {
    "add": "+", "sub": "-", "mul": "*", "matmul": "@", "truediv": "/", "floordiv": "//", "mod": "%",
    "pow": "**", "lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^",
}
for name, symbol in OPERATORS.items():
    setattr(Traced, f"__{name}__", binary(symbol))
    setattr(Traced, f"__r{name}__", binary(symbol, True))
a, b = Traced("a"), Traced("b")
print(a + b, a - 1, 1 - a, a * 2, 2 * a, a @ b, [1] @ a, a / 2, 2 / a, a // b, 5 // a, a % b, 5 % a)
print(a**2, 2**a, a << 1, 1 << a, a >> 1, 1 >> a, a & 1, 1 & a, a | 1, 1 | a, a ^ b, 1 ^ a, divmod(5, 2))
a += 1
print(a, type(a))


class InPlace:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(("+=", other))
        return self

    def __imul__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return "multiplied"


i = j = InPlace()
i += 5
i += "x"
print(i is j, i.log)
i *= 2
print(i)


class Base:
    def __add__(self, other):
        return "Base.__add__"

    def __radd__(self, other):
        return "Base.__radd__"

    def __eq__(self, other):
        return "Base.__eq__"

    def __lt__(self, other):
        return "Base.__lt__"

    def __gt__(self, other):
        return "Base.__gt__"


class Derived(Base):
    def __radd__(self, other):
        return "Derived.__radd__"

    def __gt__(self, other):
        return "Derived.__gt__"


class Same(Base):
    pass


print(Base() + Base(), Base() + Derived(), Derived() + Base(), Base() + Same(), Base() < Derived())
print(Base() < Same(), Derived() < Base(), Base() == Derived(), 1 + Base(), Base() + 1, Base() != Base())


class Ordered:
    def __init__(self, key):
        self.key = key

    def __eq__(self, other):
        return self.key == other.key if isinstance(other, Ordered) else NotImplemented

    def __lt__(self, other):
        return self.key < other.key if isinstance(other, Ordered) else NotImplemented

    def __repr__(self):
        return f"O{self.key}"


x, y = Ordered(1), Ordered(2)
print(x < y, x > y, x == y, x != y, x == 1, x != 1, sorted([y, x]), max(x, y), x in [Ordered(1)])
print([x] == [Ordered(1)], (x, 1) < (x, 2), Ordered.__hash__)
for action in (
    lambda: x < 1, lambda: x <= y, lambda: 1 > x, lambda: hash(x), lambda: x + y, lambda: -x, lambda: x(),
    lambda: x[0], lambda: len(x), lambda: iter(x), lambda: 1 in x, lambda: {x: 1}, lambda: ~x, lambda: +x,
):
    try:
        print(action())
    except TypeError as error:
        print(error)


class Unary:
    __neg__ = lambda self: "neg"
    __pos__ = lambda self: "pos"
    __invert__ = lambda self: "invert"
    __abs__ = lambda self: "abs"
    __bool__ = lambda self: False
    __len__ = lambda self: 3
    __int__ = lambda self: 4
    __float__ = lambda self: 5.0
    __complex__ = lambda self: 6j
    __index__ = lambda self: 1
    __round__ = lambda self, n=None: ("round", n)
    __trunc__ = lambda self: "trunc"
    __floor__ = lambda self: "floor"
    __contains__ = lambda self, item: item == "in"
    __call__ = lambda self, *args, **kwargs: (args, kwargs)
    __reversed__ = lambda self: "reversed"
    __divmod__ = lambda self, other: ("divmod", other)
    __rdivmod__ = lambda self, other: ("rdivmod", other)
    __format__ = lambda self, spec: f"<{spec}>"
    __bytes__ = lambda self: b"bytes"
    __hash__ = lambda self: 77
    __str__ = lambda self: "str"
    __repr__ = lambda self: "repr"


u = Unary()
print(-u, +u, ~u, abs(u), bool(u), not u, len(u), int(u), float(u), complex(u), [7, 8][u], round(u))
print(round(u, 2), "in" in u, 1 in u, u(1, k=2), reversed(u))
print(divmod(u, 1), divmod(1, u), f"{u:spec}", f"{u!s} {u!r}", format(u), bytes(u), hash(u), str(u), repr(u))
print([u], "yes" if u else "no", u and 1, u or 2)


class Sequence:
    def __getitem__(self, index):
        if index >= 3:
            raise IndexError
        return index * 10


s = Sequence()
print(list(s), 20 in s, 5 in s, [*s], max(s), list(zip(s, "ab")), dict(enumerate(s)), list(map(str, s)), sum(s))
p, q, r = s
print(p, q, r, 1 if s else 0, pow(Traced("c"), 2))


# `%` of a text asks the text first, `+` and `*` last
class Right:
    def __radd__(self, left):
        return "radd"

    def __rmul__(self, left):
        return "rmul"

    def __rmod__(self, left):
        return "rmod"

    def __str__(self):
        return "text"


print("a" + Right(), "a" * Right(), "%s" % Right(), [1] + Right(), b"%b" % b"x")
