# Values of unusual kinds where the interpreter has a fast way for the usual ones.


class Same:
    """Equals what it was made of, and has its hash."""

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return self.value == (other.value if isinstance(other, Same) else other)

    def __hash__(self):
        return hash(self.value)


numbers = {1, 2.0, Same(3), -1, -2, 1 << 61, (1 << 61) - 1, True, 8}
for item in (1, 2, 3, -1, -2, 0, 9, 1 << 61, (1 << 61) - 1, 1 << 62, -(1 << 61), True, False, 1.0, 8.0):
    print(item in numbers, item not in numbers, "in" if item in numbers else "out", end="; ")
print()

few = set()
print(1 in few, 1 in frozenset((1,)), 1 in {1: 2}, 1 in [1], 1 in (2, 3))
for n in range(60):
    few.add(n * 7 % 40)
    few.discard(n * 3 % 40)
print(sorted(few), [n for n in range(40) if n in few] == sorted(few), 40 in few, -1 in few)

long = "x" * 5000
texts = ["", "a", "b", "ab", "é", "ÿ", "Ā", "a" + "b", "aé", "a\u0100", "\U0001f600", long, long + "y", "y" + long]
for left in texts:
    print("".join("=" if left == right else "." for right in texts), [left != right for right in texts].count(False))
built = ""
for part in texts[:8]:
    built += part
print(built == "abab" + "éÿĀab"[0:0], built == "".join(texts[:8]), built != "".join(texts[:8]))


class Word(str):
    def __eq__(self, other):
        return "asked"

    __hash__ = str.__hash__


print(Word("a") == "a", "a" == Word("a"), "a" == 1, "1" == 1, ("a" == b"a"))

text = "aé\u0100"
for index in (0, 1, 2, -1, -3, 3, -4, 1 << 70):
    for each in (text, text[:2], text[:1]):
        try:
            print(ascii(each[index]), end=" ")
        except IndexError as error:
            print(error, end=" ")
print()

for sequence in ([1, 2], (1, 2), [1], (1, 2, 3), "ab", {1: 2, 3: 4}, [], range(2)):
    try:
        a, b = sequence
        print(a, b, end="; ")
    except ValueError as error:
        print(error, end="; ")
print()

pairs = {}
for key in ((1, 2), (-1, -1), (-2, -1), (1 << 60, 1), ((1 << 61) - 1, 0), (0, 0), (1 << 61, 5), (True, 2), (1.0, 2)):
    pairs[key] = pairs.get(key, 0) + 1
print(pairs, hash((1, 2)), hash((-1, -1)), hash((1 << 60, -(1 << 60))), hash((1 << 61, 1)), hash((0, 0)))
print({(1, 2), (1.0, 2.0), (-1, 0), (-2, 0)} == {(1, 2), (-2, 0), (-1, 0)}, (-1, 0) in {(-2, 0)})

for factor in (0, 1, 3, -1, True, 1 << 40):
    for each in ("", "ab", "é\u0100"):
        try:
            print(ascii(each * factor), ascii(factor * each), end=" ")
        except (MemoryError, OverflowError) as error:
            print(type(error).__name__, end=" ")
print()


class Shown:
    def __init__(self):
        self.calls = 0

    @property
    def counted(self):
        self.calls += 1
        return self.calls

    @property
    def failing(self):
        raise KeyError(self.calls)

    def method(self, more=2):
        return self.calls, more

    constant = "class"


shown = Shown()
for turn in range(5):
    call = shown.method
    print(shown.counted, shown.constant, call(), call(3), Shown.constant, end="; ")
    try:
        shown.failing
    except KeyError as error:
        print("raised", error, end="; ")
    if turn == 3:
        Shown.constant = "changed"
        Shown.counted = 5
        shown.__dict__["counted"] = 6
print()
for arguments in ((), (1, 2)):
    try:
        print(shown.method(*arguments), (lambda call=shown.method: call(*arguments))())
        bound = shown.method
        print(bound(1, 2, 3))
    except TypeError as error:
        print(error)
for truth in ([], [0], (), (0,), {}, "", "0", 0.0, None):
    print("yes" if truth else "no", not truth, end=" ")
print()
