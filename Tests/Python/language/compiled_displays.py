"""Small objects that compiled code makes: lists, tuples, slices, functions, generators, text; and loops with calls in them."""


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def displays(n):
    result = []
    for i in range(n):
        result.append([i])
        result.append([i, -i])
        result.append([i, -i, float(i)])
        result.append((i,))
        result.append([])
        result.append(())
        result.append(not i)
        result.append(i not in (1, 2))
    return result


for _ in range(60):
    displays(20)
print(displays(3))


def rotate(items, k):
    items[:k] = items[k::-1]
    items[k:] = items[1:k] + items[:1]
    items[1:1] = (k,)
    return items


for n in range(400):
    rotate(list(range(n % 7)), 3)
print(rotate([1, 2, 3, 4, 5], 2), rotate([], 1), attempt(rotate, (1, 2), 1), attempt(rotate, "ab", 1), attempt(rotate, [1], "k"))


def counters(n):
    made = []
    for i in range(n):
        total = i

        def bump(by):
            nonlocal total
            total += by * i
            return total

        made.append(bump)
    return made


for _ in range(40):
    [f(1) for f in counters(30)]
made = counters(4)
print([f(2) for f in made], [f(1) for f in made], made[0].__qualname__, made[0].__closure__ is not None)


def pick(items, least):
    return [sum(x for x in row if x >= least) for row in items]


def walk(tree):
    if tree is None:
        return
    left, value, right = tree
    yield from walk(left)
    yield value
    yield from walk(right)


def flat(tree):
    result = []
    for value in walk(tree):
        result.append(value)
    return result


class Basket:
    def __init__(self, items):
        self.items = items

    def above(self, least):
        for item in self.items:
            if item > least:
                yield item

    def total(self):
        return sum(self.above(1)) + len(list(self.above(2)))


tree = (((None, 1, None), 2, (None, 3, None)), 4, (None, 5, None))
for _ in range(400):
    pick([[1, 2, 3]] * 4, 2)
    flat(tree)
    Basket([1, 2, 3]).total()
print(pick([[1, 2, 3], [], [5.5]], 2), flat(tree), Basket([1, 2, 3, 2.5]).total(), attempt(pick, [["a", 1]], 0))
print(attempt(pick, [5], 0), attempt(flat, (1, 2)), attempt(flat, (None, 1, 7)))
generator = walk(tree)
print(next(generator), generator.gi_frame is not None, generator.__name__, list(generator), generator.gi_frame)


def shown(items):
    parts = []
    for item in items:
        parts.append(f"{item}|{item!r}")
        parts.append(f"<{item:>6}>")
    return "".join(parts)


for _ in range(150):
    shown([1, "a", 2.5, 12345678901234567890])
print(shown([1, -7, "é", 2.5, 1e300, True]), attempt(shown, [None]), attempt(shown, [[1]]))


class Word(str):
    pass


class Loud(str):
    def __eq__(self, other):
        return "loud"

    __hash__ = str.__hash__


class Table(dict):
    def __missing__(self, key):
        return f"no {key}"


class Closed(dict):
    def __contains__(self, key):
        return "closed"

    def __getitem__(self, key):
        return "hidden"


def asked(words, table):
    result = []
    for word in words:
        if word == "a":
            result.append("is a")
        if word != "b":
            result.append("not b")
        result.append(word in table)
        result.append(word not in table)
        result.append(table[word])
    return result


for _ in range(200):
    asked(["a", Word("b"), Word("a")], {"a": 1, "b": 2})
    asked([Word("b")], Table(b=3))
print(asked(["a", Word("b"), Word("a")], {"a": 1, "b": 2}))
print(asked([Loud("x"), "a"], Table(x=1)))
print(asked(["a", "q"], Closed(a=1)), attempt(asked, ["a", "q"], {"a": 1}))


def numbers(n, scale):
    """Numbers that calls of native functions leave where they are."""
    (x, y, count, items) = (0.5, 1.5, 0, [])
    for i in range(n):
        x = x * y + i
        if x > 100.0:
            items.append(int(x))
            x = abs(x) / max(scale, len(items))
        count += len(items)
    return round(x, 6), y, count, items[-3:]


for _ in range(20):
    numbers(200, 50)
print(numbers(300, 50), numbers(30, 7), attempt(numbers, 30, 0), attempt(numbers, 30, "x"))


def stopped(limit):
    """What a loop had when something raised in a call."""
    (total, last) = (0, None)
    try:
        for i in range(1000):
            total += i
            last = [total]
            if len(last) > 0 and i == limit:
                int("stop")
    except ValueError:
        return total, last, i
    return total


for _ in range(30):
    stopped(200)
print(stopped(10), stopped(2000))


def ranges(n, step=1):
    """Ranges that only a loop sees, and some that it does not keep to itself."""
    total = 0
    for i in range(n):
        for j in range(i, n):
            total += i * j
    for i in range(n, 0, -step):
        total += i
    for i in range(2**61, 2**61 + n):
        total += i % 7
    numbers = range(n)
    for i in numbers:
        total += i
    return total, numbers, [i for i in (range(3) if n else [5])]


for _ in range(60):
    ranges(10)
print(ranges(5), ranges(0), ranges(-1), ranges(7, 3), attempt(ranges, 5, 0), attempt(ranges, 2.5), attempt(ranges, "5"))
print(ranges(True), attempt(ranges, 3, -1), attempt(ranges, None))


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def adders():
    return compose(*[lambda x, n=n: x + n for n in range(3)]), compose(*[(lambda n: lambda x: x * n)(n) for n in range(1, 4)])


for _ in range(200):
    first, second = adders()
    first(1), second(2)
print(first(1), second(2), compose(str, len)(12345), attempt(first, "a"), attempt(compose(lambda: 1), 1))
print(compose(lambda x: x + 1, lambda x: [x])(1), attempt(compose(lambda x, y: x), 1), compose(lambda x: (yield x))(3).__name__)


def changing(functions, n):
    result = []
    for function in functions:
        for i in range(n):
            result.append(function(i))
    return result


class Callable:
    def __call__(self, x):
        return -x


for _ in range(40):
    changing([(lambda k: lambda x: x + k)(k) for k in range(3)], 20)
print(changing([(lambda k: lambda x: x + k)(k) for k in range(3)] + [abs, Callable(), lambda x: x / 2, float], 2))


def spread(items, extra):
    return (*items, extra), [*items, extra, *items], (*items,)


for _ in range(300):
    spread([1, 2], 3)
print(spread([1, 2], 3), spread((), None), spread("ab", 1), spread({1: 2}, 1), attempt(spread, 5, 1))


def converted(values):
    return [(int(x), float(x), bool(x), str(x)) for x in values]


for _ in range(200):
    converted([1, 2.5, "3", True, 2**70, -0.0])
print(converted([1, -2.5, "3", True, 2**62, 2**70, 1e18, -0.0]), attempt(converted, [1e400]), attempt(converted, ["x"]), attempt(converted, [None]))


def rows(n):
    return [(i,) for i in range(n)], [(i, -i, str(i), None) for i in range(n)], [(i,) * 2 for i in range(n)]


for _ in range(200):
    rows(5)
print(rows(2))
