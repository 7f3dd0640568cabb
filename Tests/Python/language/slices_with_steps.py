"""Slices whose parts are computed, hot: of what the runtime knows, and of what it does not."""


def shown(function, *arguments, times=40):
    """What the calls answered, each answer once."""
    answers = []
    for _ in range(times):
        try:
            answer = repr(function(*arguments))
        except Exception as error:
            answer = f"{type(error).__name__}: {error}"
        if answer not in answers:
            answers.append(answer)
    print(function.__name__, *answers)


def part(row, lower, upper, step):
    return row[lower:upper:step], row[lower::step], row[:upper:step], row[::step], row[lower:upper]


class Row:
    def __getitem__(self, key):
        return key


class Index:
    def __init__(self, number):
        self.number = number

    def __index__(self):
        if self.number is None:
            raise KeyError("no number")
        return self.number


class Letters(str):
    pass


ROWS = ([0, 1, 2, 3, 4, 5, 6], (0, 1, 2, 3, 4), "abcdefg", "a\xe9\u20ac\U0001f40d", b"bytes", bytearray(b"array"), range(9),
        Row(), Letters("letters"), memoryview(b"viewed"), [], "", ())
PARTS = ((1, 5, 2), (5, 1, -1), (None, None, -1), (-1, None, -2), (None, -2, 3), (2, 100, 1), (100, -100, -3), (0, 0, 1),
         (2**70, -2**70, -1), (-2**70, 2**70, 2**65), (1, 3, -2**62), (2**61, 0, -(2**61)), (Index(4), Index(0), Index(-2)),
         (True, None, True))
for row in ROWS:
    for parts in PARTS:
        if type(row) is Row and type(parts[0]) is Index:
            continue
        shown(lambda *parts: [bytes(x) if type(x) is memoryview else x for x in part(row, *parts)], *parts, times=5)
for parts in ((1, 2, 0), (1, 2, 1.5), ("a", 2, 1), (1, Index(None), 1), (0, 1, Index(0)), (0, 1, "b")):
    for row in ROWS[:3]:
        shown(part, row, *parts)


def flips(cards):
    """Pancakes are turned until the first is 0."""
    cards, count = list(cards), 0
    while first := cards[0]:
        cards[: first + 1] = cards[first::-1]
        count += 1
    return count, cards


def halves(row, n):
    found = []
    for k in range(1, n):
        found.append(row[k::2] + row[: k - n : k] + row[::-k])
    return found


def augmented(n):
    row = list(range(n))
    row[1:3] += [9]
    row[::2] = row[::-2] if len(row) % 2 else row[-2::-2]
    del row[n - 1 : 0 : -3]
    return row


def changing(row, n):
    """The row's class changes midway."""
    found = []
    for k in range(n):
        if k == n // 2:
            row = tuple(row) if type(row) is list else "".join(map(str, row))
        found.append(row[k:0:-1])
    return found


shown(flips, (3, 1, 4, 2, 0))
shown(flips, (8, 3, 5, 1, 7, 2, 6, 4, 0))
shown(halves, [1, 2, 3, 4, 5], 5)
shown(halves, "abcde", 5)
shown(halves, (1, 2, 3, 4, 5), 5)
shown(augmented, 8)
shown(augmented, 9)
shown(changing, [1, 2, 3, 4, 5], 6)
shown(changing, (1, 2, 3, 4, 5), 6)


def places(row, n):
    """What the parts are asked for comes in their order, and before the row is looked at."""
    asked = []

    def noted(name, number):
        asked.append(name)
        return number

    class Noted(Index):
        def __index__(self):
            asked.append(self.number)
            row.append(self.number)
            return self.number
    row[noted("lower", 0):noted("upper", n):noted("step", 2)]
    return row[Noted(1):Noted(n):Noted(2)], asked


for _ in range(3):
    print(places([1, 2, 3], 9))

# A range keeps whatever step it gets.
for step in (2**61, 2**62, -2**62, 2**63, -2**63, 2**64 + 1, Index(2**65)):
    print(range(9)[::step], range(0, 2**65, 2**60)[::step])
