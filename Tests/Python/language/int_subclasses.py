"""Subclasses of int, and classes that stand for ints by `__index__`, `__int__` and `__trunc__`."""


class Meters(int):
    def __new__(cls, value, unit="m"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __add__(self, other):
        return Meters(int(self) + int(other), self.unit)

    def __repr__(self):
        return f"{int(self)} {self.unit}"


class Plain(int):
    pass


a, b = Meters(3), Meters(4, "km")
print(a + b, b + a, a - b, type(a - b).__name__, a * 2, a == 3, hash(a) == hash(3), {3: "three"}[a])
print(str(a), f"{a}", f"{a:5d}", "%d" % a, "%s" % a, int(a), a.unit, b.unit, -a, abs(Meters(-5)))
print(isinstance(a, int), issubclass(Meters, int), [10, 20, 30, 40][a], list(range(a)), "x" * a)
print(sorted([Meters(3), Meters(1), 2]), max(Meters(3), 5), sum([Meters(1), Meters(2)]), bool(Meters(0)))
print(Plain(5), repr(Plain(5)), Plain("12"), Plain(5) + Plain(6), type(Plain(5) + Plain(6)), Plain(2) ** 10)
print(Plain(7) // 2)
print(Plain(5) is Plain(5), Plain(5) == 5.0, Plain.from_bytes(b"\x05"), type(Plain.from_bytes(b"\x05")), Plain(10**30))
p = Plain(1)
p.attribute = "kept"
print(p.attribute, p.__dict__, int(p), type(int(p)), type(+p), type(round(p)), p.real, type(p.real))


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Int:
    def __int__(self):
        return 42


print([1, 2, 3][Index(1)], "abc"[Index(0) : Index(2)], range(Index(3)), hex(Index(255)), bin(Index(5)), int(Index(7)))
print(float(Index(3)), complex(Index(3)), "ab" * Index(2), Index(2) * "ab" if False else "-", bytes(Index(2)))
print(chr(Index(65)))
print(int(Int()), round(2.567, Index(1)), (1).to_bytes(Index(2)), 1 << True, [0] * True, divmod(True, 2))
for action in (
    lambda: [1][Int()], lambda: range(Int()), lambda: hex(Int()), lambda: 1 << Index(1), lambda: float(Int()),
):
    try:
        print(action())
    except TypeError as error:
        print(error)
