"""What hot code asks of dicts, sets, text and iterators, where it is not as it was: keys with `__eq__`, missing keys,
ends of iterators, containers that become others, and calls that raise or look at their callers."""

import sys


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return hash(self.number)

    def __eq__(self, other):
        seen.append(sys._getframe(1).f_code.co_name)
        return isinstance(other, (Key, int)) and self.number == getattr(other, "number", other)


seen = []


def look_up(table, key):
    before = len(table)
    try:
        return table[key], before
    except KeyError as error:
        return "missing", error.args, before, error.__traceback__.tb_lineno - look_up.__code__.co_firstlineno


def is_in(container, item):
    if item in container:
        return "in"
    return "out" if item not in container else "both"


def put(table, key, value):
    table[key] = value
    return len(table)


def run(function, usual, unusual):
    for _ in range(400):
        for arguments in usual:
            function(*arguments)
    print([function(*arguments) for arguments in usual], end=" ")
    results = []
    for arguments in unusual:
        try:
            results.append(function(*arguments))
        except Exception as error:
            results.append((type(error).__name__, str(error)))
    print(results)


table = {"a": 1, "b": 2, 3: "three", (1, 2): "pair"}
odd = {Key(5): "five"}
run(look_up, [(table, "a"), (table, 3), (table, (1, 2)), ("text", 2)],
    [(table, "z"), (odd, 5), (odd, 6), ([1, 2], 1), ((1, 2), -1), ("text", 9), (table, []), (range(9), 4), ({}, "a")])
print(sorted(set(seen)))
run(is_in, [(table, "a"), ({1, 2}, 2), ("text", "ex"), ((1, "b"), "b")],
    [(odd, 5), ({Key(7)}, 7), ([1, 2], 2), ((Key(1),), 1), (5, 5), ({1}, []), ("text", 5), ({}, 1), (set(), ())])
run(put, [({}, "a", 1), ({}, 3, 1), ({(1, 2): 0}, (1, 2), 5)],
    [([0], 0, 5), (odd, 5, 6), ({}, [], 1), (bytearray(3), 0, 9), ("text", 0, "x"), ([], 0, 0)])
print(odd[5], len(odd))


def compare(left, right):
    if left == right:
        return "same", left != right
    return ("less", left == right) if left < right else ("not less", left != right)


run(compare, [("a", "b"), ("b", "a"), ("a", "a"), (1, 2.5)],
    [(1, 2), (None, None), ("a", 1), ([1], [1]), ((1, 2), (1, 3)), (float("nan"), float("nan")), (Key(1), 1), (2**80, 2**80)])


def add(left, right):
    return left + right, left * 2


run(add, [("a", "b"), (1.5, 2), (1j, 2 + 1j)], [([1], [2]), (1, 2**62), ("a", 1), (None, 1), (2**62, 2**62), (b"a", b"b")])


def truths(values):
    return ["yes" if value else "no" for value in values if not value or value]


class Falsy:
    def __bool__(self):
        raise ValueError("no truth")


run(truths, [(["", "a", [], [0], {}, {1: 2}, 0.0, 1.5, (), (1,), None, object],)], [([Falsy()],), ([1, True, 0, False],)])


def iterate(values):
    total = 0
    for index, value in enumerate(values):
        for other in values:
            if other == value:
                total += index
    return total


class Counting:
    def __init__(self, count):
        self.left = count

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left


run(iterate, [([1, 2, 3],), ((4, 5),), ({"a": 1, "b": 2},), ("abc",), ({1, 2},)],
    [(Counting(4),), ((number for number in range(3)),), (5,), (zip("ab", "cd"),), (range(5),), ({}.items(),)])


def changing(table):
    count = 0
    for key in table:
        count += 1
        if count == 3:
            table["new"] = 1
    return count


run(changing, [({"a": 1, "b": 2},)], [(dict.fromkeys("abcd"),), (dict.fromkeys("abc"),)])


def built_ins(value, kind):
    return len(value), isinstance(value, kind), isinstance(value, str), max(len(value), 2), min(len(value), 2.5)


run(built_ins, [([1], list), ("abc", str), ((), list), ({}, dict), ({1}, set), (b"ab", bytes)],
    [(5, int), (Key(1), Key), (range(4), (int, range)), ([1], 5), ([1], int | list)])


def codes(text):
    return [chr(ord(character) + 1) for character in text], abs(-len(text)), abs(-1.5), abs(3 + 4j)


run(codes, [("abc",), ("é",)], [("\U0010ffff",), (["ab"],), (b"ab",)])


def stack(items):
    rest = list(items)
    taken = []
    while rest:
        taken.append(rest.pop())
    return taken, {"a": 1}.get("a"), {}.get("b"), {"a": 1}.get("c", taken)


run(stack, [([1, 2, 3],), ("ab",)], [(5,), ([],), ({1: 2},)])


class Circle:
    def __init__(self, radius):
        self.radius = radius

    def area(self, scale):
        return self.radius * self.radius * scale

    def name(self):
        return "circle"


class Square(Circle):
    def area(self, scale):
        if scale > 100:
            raise ValueError(f"too large: {scale}")
        return self.radius * scale

    def name(self):
        return sys._getframe(1).f_code.co_name


class Triangle(Circle):
    name = "no method"

    def area(self, scale, half=2):
        return self.radius * scale / half


def total(shapes, scale):
    return [(shape.area(scale), shape.name() if type(shape) is not Triangle else shape.name) for shape in shapes]


shapes = [Circle(2), Square(3), Circle(4), Square(5)]
run(total, [(shapes, 2), (shapes, 1.5)], [(shapes, 2**62), (shapes, 200), ([Triangle(3)], 2), ([None], 1), (shapes, "x")])
Square.area = lambda self, scale: "changed"
print(total(shapes, 2))


def callers(values):
    return [max(values, key=lambda value: (value, sys._getframe(1).f_lineno > 0)), sorted(values, reverse=True), locals().keys() >= {"values"}]


run(callers, [([1, 2],)], [(["a"],), ([],), (5,)])
max = lambda *values: "another"
print(built_ins([1, 2, 3], list))
del max
print(built_ins([1, 2, 3], list))


# Calls that leave parameters to their defaults, which change.
def scaled(value, factor=2, offset=1.5):
    return value * factor + offset


def deep(value, limit=3, trace=None):
    if value >= limit:
        return trace, value
    for _ in range(1):
        return deep(value + 1)


class Scaled:
    def __init__(self, value, factor=3):
        self.value = value * factor

    def plus(self, other=10, *, sign=1):
        return self.value + other * sign

    def minus(self, other=10):
        return self.value - other


def calls(number):
    scaled_object = Scaled(number)
    return (scaled(number), scaled(number, 3), scaled(number, 3, 4), deep(0), scaled_object.plus(), scaled_object.minus(),
            scaled_object.minus(2), Scaled(number, 2).minus())


run(calls, [(1,), (2.5,)], [("a",), (2**62,)])
scaled.__defaults__ = (5, 100)
Scaled.minus.__defaults__ = (1000,)
deep.__defaults__ = (2, "traced")
print(calls(1), calls(1))
scaled.__defaults__ = (7,)
try:
    print(calls(1))
except TypeError as error:
    print(error)
