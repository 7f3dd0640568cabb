"""Objects that hot code need not make, as nobody sees them: whoever looks must find them all the same."""

import sys


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y

    def __repr__(self):
        return f"<{self.x!r} {self.y!r}>"


class Pair:
    def __init__(self, first):
        self.first = first

    def grow(self, second):
        self.second = second
        return self


def temporaries(values):
    total = 0.0
    for value in values:
        total += ((Vector(value, 1) + Vector(2, value)) * 3).dot(Vector(1, 1))
    return total


def kept(values, wanted):
    """One of the objects is handed over, at a place that is seldom reached."""
    found = []
    for value in values:
        sum_ = Vector(value, -0.0) + Vector(1, 1)
        if value == wanted:
            found.append(sum_)
            found.append(sum_)
    return found, found and found[0] is found[1]


def grown(values):
    total = 0
    for value in values:
        pair = Pair(value).grow(value + 1) if value % 2 else Pair(value)
        total += pair.first
        if value % 2:
            total += pair.second
    return total


def failing(values):
    """What raises amid the making of objects."""
    done = 0
    try:
        for value in values:
            done += (Vector(value, 1) + Vector(1, 2)).dot(Vector(1, 1))
    except TypeError as error:
        return done, str(error), error.__traceback__.tb_next.tb_frame.f_locals["self"]
    return done


def nested(values):
    total = 0
    for value in values:
        pair = Pair(Pair(Vector(value, 2)))
        total += pair.first.first.x + pair.first.first.y
    return total


def seen(values):
    """Its variables, read from outside while it runs."""
    states = []
    for value in values:
        vector = Vector(value, 2)
        if value > 2998:
            states.append({k: repr(v) for k, v in sys._getframe().f_locals.items() if k in ("vector", "value")})
        value = vector.dot(vector)
    return states


def all_of(rows, limit):
    return [all(item < limit for item in row) for row in rows]


def all_fails(rows):
    results = []
    for row in rows:
        try:
            results.append(all(10 // item for item in row))
        except ZeroDivisionError as error:
            names = []
            traceback = error.__traceback__
            while traceback:
                names.append((traceback.tb_frame.f_code.co_name, traceback.tb_lineno - all_fails.__code__.co_firstlineno))
                traceback = traceback.tb_next
            results.append(names)
    return results


def scaled(row, factor):
    for item in row:
        yield item * factor


def any_of(rows, wanted):
    found = 0
    for row in rows:
        generator = scaled(row, 2)
        if any(item == wanted for item in generator):
            found += 1
            found += sum(generator)
    return found


def adders(count):
    total = 0
    for n in range(count):
        add = lambda x, y=n: x + y + n
        total += add(1) + add(2, 3)
    return total, add.__name__, add.__qualname__, add.__defaults__, add.__closure__[0].cell_contents


def lists(count):
    rows = []
    for n in range(count):
        row = [n, n + 1, n + 2, n + 3, n + 4]
        empty = []
        for item in row:
            empty.append(item)
        row.append(empty)
        empty.extend([n])
        rows = [row, [], [n], empty]
    return rows


class Amount:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return Amount(self.value + other)

    def __lt__(self, other):
        return self.value < other


def least(row):
    """A loop that is inlined, in which operators are."""
    best = 1000
    for item in row:
        if item < best:
            best = item.value
    return best


def all_above(tables, limit):
    return [all(least(row) > limit for row in rows) for rows in tables]


def all_above_one(rows, amount):
    found = 0
    for _ in range(300):
        pair = Pair(amount)
        if least(rows[0]) > pair.first and all(least(row) > pair.grow(amount).second for row in rows):
            found += 1
    return found


def changing_class(values):
    total = 0
    for value in values:
        if value == 2500:
            Vector.dot = lambda self, other: 1
        total += (Vector(value, 1) + Vector(1, 1)).dot(Vector(1, 0))
    return total


for _ in range(3):
    print(temporaries(range(3000)), temporaries([0.5, 2, 1e300] * 1000), temporaries([2**62, 2**70] * 20))
    print(kept(range(3000), 2999), kept([1.5] * 3000, 1.5)[1], kept(range(3000), -1))
    print(grown(range(3000)), nested(range(3000)), nested([0.5] * 3000))
    print(failing([*range(3000), "text"]), failing([1.5] * 3000 + [None]))
    print(seen(range(3001)))
    print(all_of([range(40), [1, 2.5, 3] * 20, [], [9] * 50, [2**70]] * 40, 10)[-5:])
    print(all_fails([[1, 2, 3] * 20, [5] * 30 + [0], [20, 1]] * 60)[-3:])
    print(any_of([[1, 2, 3, 4] * 5, [7, 8]] * 300, 6))
    print(adders(3000))
    print(lists(3000))
    amounts = [[Amount(n % 7 + 2) for n in range(20)] for _ in range(10)]
    print(all_above([amounts, amounts[:2]] * 60, 1)[-2:], all_above([amounts, [[Amount(1)]]] * 60, 1)[-2:])
    print(all_above_one(amounts, 1), all_above_one(amounts + [[Amount(0.5)]], 1), all_above_one([[Amount(5)]], 4.5))
print(changing_class(range(3000)))
