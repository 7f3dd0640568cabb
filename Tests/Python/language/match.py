"""Structural pattern matching: every kind of pattern, guards, captures and failures."""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


class Color:
    RED = "red"
    GREEN = "green"


def describe(value):
    match value:
        case None | True | False:
            return "constant"
        case 0 | -1 | 1.5 | 2 + 3j:
            return "number"
        case "text" | b"bytes":
            return "literal"
        case Color.RED:
            return "dotted"
        case int(n) if n > 100:
            return f"big {n}"
        case int() | float():
            return f"some {type(value).__name__}"
        case str(s):
            return f"text {s}"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, _, *rest]:
            return f"one, any, {rest}"
        case (first, *_, last) if first == last:
            return f"ends alike {first}"
        case [[a, b], {"k": c}]:
            return f"nested {a} {b} {c}"
        case [*_, Point()]:
            return "ends in a point"
        case {"type": "a", "value": v, **rest}:
            return f"a {v} {rest}"
        case {"type": ("b" | "c") as kind}:
            return f"kind {kind}"
        case {}:
            return f"mapping {len(value)}"
        case Point(0, 0):
            return "origin"
        case Point(x=0) | Point(y=0):
            return "axis"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point(x, y=(1 | 2) as y):
            return f"low {x} {y}"
        case (1 | 2) as n, *_:
            return n
        case _:
            return "other"


samples = [
    None, True, 0, -1, 1.5, 2 + 3j, "text", b"bytes", "red", "green", 101, 5, 2.5, [], [7], (7,), [1, 2],
    [1, 2, 3, 4], (5, 6, 5),
]
samples += [
    [[1, 2], {"k": 3, "more": 4}], [8, Point(1, 1)], {"type": "a", "value": 1, "x": 2}, {"type": "c"}, {}, {"q": 1},
    Point(0, 0), Point(0, 5),
]
samples += [
    Point(4, 4), Point(9, 2), Point(9, 3), range(2), set(), b"other", bytearray(b"ab"), object, (2, 3), "",
    [Point(1, 2)], iter([1]),
]
for sample in samples:
    print(type(sample).__name__, describe(sample))


def bind(value):
    match value:
        case [a, b] | [a, b, _]:
            return a, b
        case {"a": {"b": [_, c]}}:
            return c
        case (str() | int()) as scalar:
            return scalar
    return "nothing"


print(bind([1, 2]), bind([1, 2, 3]), bind({"a": {"b": [0, "deep"]}}), bind("s"), bind([1]), bind({"a": 1}))
match 5, 6:
    case x, y if x > y:
        print("greater")
    case x, y:
        print("bound", x, y)
match = "soft"
case = "keyword"
_ = 1
print(match, case, _)
match match:
    case "soft":
        print("soft keywords")


class Odd:
    __match_args__ = ("a", "a")
    a = 1


for action in (
    lambda: exec("match 1:\n case int(1, 2): pass"),
    lambda: exec("match p:\n case Point(1, 2, 3): pass", {"p": Point(1, 2), "Point": Point}),
    lambda: exec("match o:\n case Odd(1, 1): pass", {"o": Odd(), "Odd": Odd}),
    lambda: exec("match o:\n case Odd(x, a=y): pass", {"o": Odd(), "Odd": Odd}),
    lambda: exec("match 1:\n case x(): pass", {"x": 5}),
    lambda: exec("match {}:\n case {'a': 1, 'a': 2}: pass"),
    lambda: exec("match 1:\n case x: pass\n case 2: pass"),
    lambda: exec("match 1:\n case [x, x]: pass"),
    lambda: exec("match 1:\n case x | 1: pass"),
):
    try:
        print(action())
    except (TypeError, SyntaxError) as error:
        print(f"{type(error).__name__}: {error}")


class Meta(type):
    def __instancecheck__(cls, instance):
        return instance == "yes"


class Strange(metaclass=Meta):
    pass


match "yes":
    case Strange():
        print("by __instancecheck__")
match {"a": 1}:
    case {"b": x}:
        print(x)
    case {"a": x, **others}:
        print(x, others)


# Keys are asked for by `get`; the same key twice is found out when it is known.
class Got(dict):
    def get(self, key, default=None):
        print("get", key)
        return super().get(key, default)

    def __missing__(self, key):
        return "missing"


class Names:
    x = y = "x"


match Got(x=1):
    case {"y": _}:
        print("no")
    case {"x": value, **rest}:
        print(value, rest)
try:
    match {"x": 1}:
        case {Names.x: _, Names.y: _}:
            print("no")
except ValueError as error:
    print(error)
