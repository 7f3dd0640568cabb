"""What has a quick way for the common case says the same in the cases beside it."""


class Name(str):
    __slots__ = ()


class Loud(str):
    def __eq__(self, other):
        return "loud"

    def __hash__(self):
        return 5


class Plain:
    pass


# Keys: tuples of small ints and text, classes derived from str, instances compared by identity.
table = {(1, "a"): 1, (1, 2, 3): 2, ("x",): 3, (1, (2, 3)): 4, (1.0, "b"): 5}
print(table[1, "a"], table[True, "a"], table[1, 2, 3], table[1, (2, 3)], table[1, "b"], table.get((1, 2)))
table[1, 2, 3] = 6
table[(4,) * 9] = 7
print(table[(4,) * 9], len(table), list(table.values()))
cells = {(x, y) for x in range(-3, 3) for y in range(3)}
print((-1, 2) in cells, (-1, 3) in cells, (-1.0, 2) in cells, sum(x * y for x, y in cells))
names = {Name("a"): 1, "b": 2}
print(names["a"], names[Name("b")], Name("a") == "a", "a" != Name("a"), Name("a") < Name("b"), hash(Name("q")) == hash("q"))
print(Loud("a") == "b", "b" == Loud("a"), {Loud("a"): 1}.get("a"), hash(Loud("z")))
first, second = Plain(), Plain()
print({first: 1}.get(second), {first: 1}[first], first == second, first in [second], first in (first,))
try:
    {(1, []): 2}
except TypeError as error:
    print(error)

# Slices of lists, to and from themselves.
row = list(range(8))
row[1:3] = row
print(row)
row[:4] = row[3::-1]
row[-2:] = (9, 9, 9)
row[20:] = []
print(row)
row[2:2] = [7] * 3
row[5:100] = ()
row[-100:1] = [None, row[0]]
print(row)
try:
    row[0:1] = 5
except TypeError as error:
    print(error)

# Unpacking lists.
a, b, c = [1, 2, 3]
a, b = b, a
head, *middle, last = [1, 2, 3, 4]
print(a, b, c, head, middle, last)
*front, last = [1]
row = [1, 2, 3, 4]
row[0], *row = row
print(front, last, row)
for items in [1], [1, 2, 3]:
    try:
        a, b = items
    except ValueError as error:
        print(error)
try:
    a, *b, c = [1]
except ValueError as error:
    print(error)


# Starred calls.
def collect(*arguments, **keywords):
    return arguments, keywords


def wrapper(*arguments, **keywords):
    return collect(*arguments, **keywords)


def count(*rest):
    return 1 + count(*rest[1:]) if rest else 0


def numbers(*rest):
    yield from rest


def two(x, y=5):
    return x, y


print(wrapper(1, *[2, 3], a=4, **{"b": 5}), count(*range(50)), list(numbers(*"abc")), two(*[1]), two(**{"x": 2}))
for arguments, keywords in ([1, 2, 3], {}), ([1], {"x": 2}), ([], {"z": 1}):
    try:
        two(*arguments, **keywords)
    except TypeError as error:
        print(error)


def endless(*arguments):
    return endless(*arguments)


try:
    endless(1, 2)
except RecursionError as error:
    print(type(error).__name__)

# Iterators through iterators.
left, right = iter([1, 2, 3]), iter("ab")
print(list(zip(left, right)), next(left, "end"), next(right, "end"))
left, right = iter([1]), iter("ab")
print(list(zip(left, right)), next(right))
print(list(zip()), list(zip([1, 2])), list(zip("ab", [1, 2], (3, 4, 5))))
for strict in ([1, 2], [3]), ([1], [3, 4]):
    try:
        print(list(zip(*strict, strict=True)))
    except ValueError as error:
        print(error)
pairs = zip([1, 2], [3, 4])
print(next(pairs) is next(pairs), list(enumerate("ab", 2**62 - 2)), list(enumerate([], 1)))
print(list(enumerate("xyz", 2**62)), list(map(str, [1, None, "a"])), list(filter(None, [0, 1, "", "a"])))


def failing():
    yield 1
    raise KeyError("end")


for iterable in enumerate(failing()), zip(failing(), "ab"), zip("ab", failing()), map(abs, failing()), filter(None, failing()):
    try:
        for item in iterable:
            print(item, end=" ")
    except KeyError as error:
        print(error)

# Construction.
print(dict(a=1), dict([(1, 2)], b=3), dict({"a": 1}, a=2), dict(zip("ab", [1, 2]), c=3), dict([[1, 2], "ab"]))
for make in lambda: dict(1), lambda: dict([1]), lambda: dict([(1,)]), lambda: dict(1, 2), lambda: set(1), lambda: set(1, 2):
    try:
        print(make())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
kept = {1, 2}
kept.__init__([3])
print(set(), set([1, 1]), set("a"), kept, set({1: 2}), list("añ中😀"), list(""))

# Text.
print("42".zfill(5), "-42".zfill(5), "+".zfill(3), "".zfill(2), "é".zfill(4), b"-7".zfill(4), bytearray(b"7").zfill(3))
print("a\tbc\t\nd\t".expandtabs(4), "é\tb".expandtabs(3), b"a\tb".expandtabs(2), "\t".expandtabs(1), "a\tb".expandtabs(0))
print(repr("it's"), repr('"'), repr("'\""), repr("a\\b"), repr("a\nb"), repr(""), repr("é"), repr("~\x7f"))
print("a,b,,c".split(","), "a b".split(" ", 0), ",".join("abc"), "  a  b ".split(), "".split(), ("x," * 30).split(","))
for text in "", "a", "é", "Ā", "ÿ", "中文 text", "😀", "aé中😀" * 9, "abcdefgh" * 3 + "é", "é" + "abcdefgh" * 3:
    assert text.encode().decode() == text and text.encode("utf-8").decode("U8") == text, text
    print(text.encode()[:12], len(text.encode()), end="; ")
print()
for data in b"\xff", b"abcdefgh\xc3", b"\xed\xa0\x80", b"a\xf0\x9f\x98":
    try:
        data.decode()
    except UnicodeDecodeError as error:
        print(error)
print(b"a\xf0\x9f\x98z".decode(errors="replace"), "\udc80a".encode(errors="surrogateescape"))

# Numbers.
for number in 0.0, -0.0, 0.5, 1.5, 2.5, 2.675, 1e15 + 0.3, 123456789.987654321, 1e22, 5e-324, -7.25, float("inf"), float("nan"):
    print(f"{number:.0f} {number:.1f} {number:.2f} {number:.10f}", "%.0f|%.3f|%#.0f|%8.2f" % ((number,) * 4))
print(f"{9.995:.2f} {0.05:.1f} {0.25:.1f} {99999999999999.995:.2f} {1e17:.2f} {0.1:.18f} {0.1:.19f} {1.5:+.1f} {1234.5:,.2f}")
print(round(2.5), round(3.5), round(-2.5), round(7), round(True), round(1e20), round(2.675, 2), round(1234, -2))
for call in lambda: round("a"), lambda: round(float("nan")), lambda: round(float("inf")):
    try:
        call()
    except (TypeError, ValueError, OverflowError) as error:
        print(error)
