# Calls of built-in classes, of unbound methods and of `isinstance` with tuples, from code that is hot, and what they raise.
from decimal import Decimal


class Meta(type):
    def __instancecheck__(cls, value): return value == 3


class Odd(metaclass=Meta): pass


class Text(str): pass


class Claims:
    __class__ = int


def converted(texts): return [(int(text), float(text), str(text)) for text in texts]


def kept(predicate, items): return [item for item in items if predicate(item)]


def kinds(values, classes): return [isinstance(value, classes) for value in values]


def outcome(function, *arguments):
    try: return function(*arguments)
    except Exception as error: return type(error).__name__, str(error)


def unpacked(row):
    first, *rest = row
    *most, last = row
    head, *middle, tail = row
    return first, rest, most, last, head, middle, tail


def pairs(table, items):
    found = []
    for place, (key, value) in enumerate(table.items()): found.append((place, key, value))
    for (a, b), c in zip(zip(items, reversed(items)), table.values()): found.append((a, b, c))
    for key in table.keys(): found.append(key)
    for item in map(str, filter(None, items)): found.append(item)
    return found


values = [1, 2.5, "a", b"b", None, True, Text("t"), Decimal(3), 3, [], Claims(), Claims]
for _ in range(150):
    small = (
        converted(["1", "22", " 3 "]), kept(str.isdigit, "a1b2"), kept(str.upper, ["x", "", Text("y")]),
        kinds(values, (int, str)), kinds(values, ()), kinds(values, (float, (bytes, list))), kinds(values, (str, Odd)),
        unpacked([1, 2, 3]), unpacked((1, 2)), pairs({"a": 1, "b": 2}, [4, 0, 6]))
print(*small, sep="\n")

for texts in (["x"], ["1", ""], [None], ["9" * 30], ["1_0", "-7"], [b"5"], [Text("12")], ["1" * 5000], [3, 4.5]):
    result = outcome(converted, texts)
    print(str(result)[:120])
for items in ([1], ["1", 2], [None], [b"1"], [Text("7")], "٣x"): print(outcome(kept, str.isdigit, items))
for classes in (1, (int, 1), (1, int), ("int",), int | str, (int | str, list), Odd, (Odd,), list[int], (list[int],), Meta):
    print(outcome(kinds, values, classes))
for row in ([], (), [1], (1,), "ab", range(3), {1: 2, 3: 4}, iter([1]), 5, None, Text("xyz")): print(outcome(unpacked, row))


def changing(table):
    for key, value in table.items(): table[len(table) + 7] = value


for _ in range(60): changed = outcome(changing, {1: 2})
print(changed)


class Keys(dict):
    def keys(self): return ["mine"]

    def __iter__(self): return iter("own")


for _ in range(60): mine = [*Keys(a=1)], list(Keys(a=1).keys()), list(Keys(a=1).items()), outcome(pairs, Keys(a=1), [1])
print(mine)
