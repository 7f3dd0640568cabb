"""Special methods of instances that hot instructions call: subscripts, `in`, comparisons and operators, whose answers are of
every kind, whose operands change in the midst, and which look at frames, raise and decline."""

import sys


class Vector:
    def __init__(self, *items):
        self.items = list(items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, item):
        self.items[index] = item
        return "ignored"

    def __contains__(self, item):
        return item in self.items

    def __eq__(self, other):
        return self.items == other.items

    def __lt__(self, other):
        return self.items < other.items


def subscripts(vector, count):
    total = 0
    for i in range(count):
        vector[i % 3] = vector[(i + 1) % 3] + 1
        total += vector[i % 3]
    return total


for _ in range(30):
    result = subscripts(Vector(1, 2, 3), 200)
print("subscripts", result)
print("of a list", subscripts([1, 2, 3], 50), subscripts({0: 1, 1: 2, 2: 3}, 50))
try:
    subscripts(Vector(1, 2), 50)
except IndexError as error:
    print("raised", error, error.__traceback__.tb_next.tb_frame.f_code.co_name)
print("floats", subscripts(Vector(1.5, 2, 3), 20))


class Answer:
    """Says what it is told to say."""

    def __init__(self, answer):
        self.answer = answer

    def __contains__(self, item):
        return self.answer

    def __eq__(self, other):
        return self.answer

    def __le__(self, other):
        return self.answer


class Truth:
    def __bool__(self):
        return False


class Untrue:
    def __bool__(self):
        raise ValueError("no truth")


def ask(answer, other):
    found = []
    found.append(1 in answer)
    found.append(1 not in answer)
    if 2 in answer:
        found.append("in")
    if 2 not in answer:
        found.append("not in")
    found.append(answer == other)
    found.append(answer != other)
    if answer == other:
        found.append("equal")
    if answer != other:
        found.append("different")
    return found


other = Answer(True)
for _ in range(200):
    ask(Answer(True), other)
for answer in (True, False, 1, 0, "", "text", None, [], Truth(), 0.0):
    print("answer", repr(answer) if not isinstance(answer, Truth) else "truth", end=" ")
    print([item if isinstance(item, (bool, str)) else type(item).__name__ for item in ask(Answer(answer), other)])
try:
    ask(Answer(Untrue()), other)
except ValueError as error:
    print("raised", error)


def compare(left, right):
    try:
        return [left == right, left != right, "le" if left <= right else "gt"]
    except TypeError as error:
        return str(error)


for _ in range(200):
    compare(Answer(True), other)
print("declined", compare(Answer(NotImplemented), Answer(True)), compare(Answer(NotImplemented), Answer(NotImplemented)))
print("against others", compare(Answer(False), 3), compare(Answer(NotImplemented), 3), compare(3, Answer(NotImplemented)))


class Derived(Answer):
    def __eq__(self, other):
        return "derived"

    def __ge__(self, other):
        return "derived is greater"


print("a derived class is asked first", compare(Answer(True), Derived(False)))


class Number:
    def __init__(self, number):
        self.number = number

    def __add__(self, other):
        if other.number > 100:
            return NotImplemented
        return Number(self.number + other.number)

    def __radd__(self, other):
        return Number(self.number * 1000 + other)

    def __lt__(self, other):
        if other.number > 100:
            return NotImplemented
        return self.number < other.number

    def __gt__(self, other):
        return "greater", self.number


def add(a, b):
    return (Number(a) + Number(b)).number, Number(a) < Number(b)


for i in range(300):
    add(i % 50, i % 7)
try:
    print(add(1, 101))
except TypeError as error:
    print("declined", error)


class Other:
    def __init__(self, number):
        self.number = number

    def __radd__(self, left):
        return Number(self.number * 1000 + left.number)

    def __gt__(self, left):
        return left.number * 1000 + self.number


def mixed(left, right):
    return (Number(left) + make(right)).number, Number(left) < make(right)


kind = Number


def make(number):
    return kind(number)


for i in range(300):
    mixed(i % 50, i % 7)
kind = Other
print("reflected", mixed(5, 101), mixed(6, 102))


class Looking:
    def __init__(self):
        self.depth = 0

    def __getitem__(self, index):
        frame = sys._getframe()
        assert frame.f_locals["index"] == index
        return frame.f_back.f_code.co_name, frame.f_back.f_locals["count"]

    def __contains__(self, item):
        frame = sys._getframe(1)
        return frame.f_code.co_name == item

    def __setitem__(self, index, item):
        frame = sys._getframe(1)
        self.depth += frame.f_locals["i"] + item


def look(looking, count):
    names = set()
    found = 0
    for i in range(count):
        names.add(looking[i])
        if "look" in looking:
            found += 1
        looking[i] = i
    return names, found


for _ in range(20):
    looking = Looking()
    result = look(looking, 100)
print("looking", result, looking.depth)


class Recursive:
    def __init__(self, inner=None):
        self.inner = inner

    def __contains__(self, item):
        return self.inner is not None and (item == 0 or item - 1 in self.inner)

    def __eq__(self, other):
        return (self.inner is None) == (other.inner is None) and (self.inner is None or self.inner == other.inner)

    def __getitem__(self, depth):
        return self if depth == 0 else self.inner[depth - 1]


def nest(depth):
    nested = Recursive()
    for _ in range(depth):
        nested = Recursive(nested)
    return nested


left, right = nest(30), nest(30)
for _ in range(60):
    assert 29 in left and 30 not in left
    assert left == right and not left != right
    assert left[7].inner == right[7].inner and left[7] != right[8]
deep = nest(100_000)
for question in (lambda: 99_999 in deep, lambda: deep == nest(100_000), lambda: deep[99_999]):
    try:
        question()
    except RecursionError as error:
        print("too deep", type(error).__name__)
while deep is not None:
    deep = deep.inner

# A class that changes while its methods are hot.
Vector.__getitem__ = lambda self, index: 7
print("changed", subscripts(Vector(1, 2, 3), 20))
Vector.__contains__ = None
try:
    print(1 in Vector(1))
except TypeError as error:
    print(error)
Answer.__eq__ = object.__eq__
print("identity", compare(Answer(False), Answer(True)), other == other)
Answer.__ne__ = lambda self, other: "not equal"
print("of its own", compare(Answer(True), other))
