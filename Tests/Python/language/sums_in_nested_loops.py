# Loops in loops that sum: machine code may make the sums of several items of the outer loop at once, and nobody must see it.
# Every function is called often, and each time its result is compared with that of a call that is traced, which no machine
# code takes, with lists of its own.
import sys
import threading


def product(a, b):
    size, inner, width = len(a), len(b), len(b[0])
    result = [[0.0] * width for _ in range(size)]
    for i in range(size):
        row, target = a[i], result[i]
        for j in range(width):
            total = 0.0
            for k in range(inner):
                total += row[k] * b[k][j]
            target[j] = total
    return result


def into(a, b, target):
    # The target may be a row of either, or the list of rows.
    width, inner, row = len(b[0]), len(b), a[0]
    for j in range(width):
        total = 0
        for k in range(inner):
            total += row[k] * b[k][j]
        target[j] = total
    return target


def appended(rows, vector):
    result = []
    for i in range(len(rows)):
        total = 0.0
        for j in range(len(vector)):
            total += rows[i][j] * vector[j]
        result.append(total)
    return result


def running(b):
    # The sum goes on from one item to the next.
    total, seen = 0.0, []
    for j in range(len(b[0])):
        for k in range(len(b)):
            total += b[k][j]
        seen.append(total)
    return seen


def triangle(b):
    seen = []
    for j in range(len(b)):
        total = 0
        for k in range(j + 1):
            total += b[k][j]
        seen.append(total)
    return seen


def carried(b):
    # What an item stores the next ones read.
    row = [1.0] * len(b)
    for j in range(len(b)):
        total = 0.0
        for k in range(len(b)):
            total += b[k][j] * row[k]
        row[j] = total % 7
    return row


def before(b):
    row = [1.0] * len(b)
    for j in range(len(b)):
        row[j] = j + 0.5
        total = 0.0
        for k in range(len(b)):
            total += b[k][j] * row[k]
        row[j] = total % 7
    return row


def steps(b, start, stop, step):
    seen = [0.0] * (2 * len(b))
    for j in range(start, stop, step):
        total = 0.0
        for k in range(len(b)):
            total += b[k][j]
        seen[j] = total
    return seen


def reassigned(b):
    seen = []
    for j in range(len(b)):
        total = 0
        for k in range(len(b)):
            total += b[k][j]
        j = j // 2
        seen.append((j, k, total))
    return seen, j, k


def two(b):
    seen = []
    for j in range(len(b)):
        total, count = 0.0, 0
        for k in range(len(b)):
            total += b[k][j]
            count += k ^ j
        seen.append((total, count))
    return seen


def stopped(b, limit):
    for j in range(len(b)):
        total = 0.0
        for k in range(len(b)):
            total += b[k][j]
        if total > limit:
            break
    return j, k, total


def greatest(b):
    seen = []
    for j in range(len(b)):
        most = -1.0
        for k in range(len(b)):
            if b[k][j] > most:
                most = b[k][j]
        seen.append(most)
    return seen


def shared(b):
    # The iterators are the program's own.
    seen, items = [], iter(range(len(b)))
    for j in items:
        total, inner = 0.0, iter(range(len(b)))
        for k in inner:
            total += b[k][j]
        seen.append((total, next(items, None), next(inner, "none")))
    return seen


def wide(b):
    # Sums beyond machine words.
    seen = []
    for j in range(len(b)):
        total = 1 << 61
        for k in range(len(b)):
            total += b[k][j]
        seen.append(total)
    return seen


def shrinking(b):
    seen = []
    for j in range(len(b)):
        total = 0.0
        for k in range(len(b) - 2):
            total += b[k][j]
        seen.append(total)
        if j == 9:
            b.pop()
    return seen


def growing(b):
    # As many terms as there are sums already.
    made, longer = [], [1.0]
    for j in range(len(b)):
        total = 0.0
        for k in range(len(made)):
            total += b[k][j]
        made.append(total)
    for j in range(len(b)):
        total = 0.0
        for k in range(len(b)):
            total += b[k][j] * len(longer) + longer[-1]
        longer.append(total % 3)
    return made, longer


class Odd:
    calls = 0

    def __init__(self, number):
        self.number = number

    def __rmul__(self, other):
        Odd.calls += 1
        return other * self.number

    __radd__ = __mul__ = __add__ = __rmul__


def grid(size, value=lambda i, j: (i * 7 + j * 3) % 11 / 4):
    return [[value(i, j) for j in range(size)] for i in range(size)]


def uneven(size):
    # Numbers of other kinds, rows that are too short, and no numbers at all, far on.
    for place, odd in ((size - 2, 3), (1, 1 << 70), (5, Odd(2)), (7, "text"), (3, None), (6, True)):
        b = grid(size)
        b[size - 1][place] = odd
        yield b
    b = grid(size)
    b[size // 2] = b[size // 2][: size - 1]
    yield b
    b = grid(size)
    b[size // 2] = tuple(b[size // 2])
    yield b


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except (TypeError, IndexError) as error:
        return type(error).__name__, str(error)


def traced(function, *arguments):
    sys.settrace(lambda *_: None)
    try:
        return outcome(function, *arguments)
    finally:
        sys.settrace(None)


def same(function, make, times=5):
    wrong = 0
    for _ in range(times):
        first, second = make(), make()
        found, expected = outcome(function, *first), traced(function, *second)
        wrong += repr((found, first)) != repr((expected, second)) and "Odd" not in repr(first)
        wrong += "Odd" in repr(first) and str(found) != str(expected)
    return wrong


def shapes():
    yield "usual", lambda: grid(23)
    for size in (1, 2, 3, 4, 5, 7):
        yield f"of {size}", lambda: grid(size)
    yield "ints", lambda: grid(19, lambda i, j: i * 5 - j)
    yield "large", lambda: grid(19, lambda i, j: (i * j) << 56)
    yield "bytes", lambda: [[0] * 5000 for _ in range(9)]
    for number, b in enumerate(uneven(17)):
        yield f"uneven {number}", lambda: [row[:] for row in b]
    yield "usual again", lambda: grid(23)


for name, make in shapes():
    wrong = {
        "product": same(product, lambda: (make(), make())),
        "into": same(into, lambda: (make(), make(), [None] * len(make()[0]))),
        "appended": same(appended, lambda: (make(), make()[0])),
    }
    if name != "bytes":
        wrong |= {f.__name__: same(f, lambda: (make(),)) for f in
                  (running, triangle, carried, before, reassigned, two, greatest, shared, wide, shrinking, growing)}
        wrong["stopped"] = sum(same(stopped, lambda: (make(), limit), 4) for limit in (-1, 5, 20, 1e9))
        size = len(make())
        wrong["steps"] = sum(same(steps, lambda: (make(), *bounds), 4) for bounds in (
            (0, size, 1), (0, size, 2), (size - 1, -1, -1), (-size, 0, 1), (-2, size, 1), (-3, 3, 1), (size - 3, size + 2, 1)))
    print(name, {key: count for key, count in wrong.items() if count})


def alias(kind):
    b = grid(21)
    a = [b[3]]
    if kind == "row": return a, b, a[0]
    if kind == "inner": return a, b, b[4]
    if kind == "own": return [[*b[3]]], b, b[0]
    return [[1.5] * 21], [[2.0] * 21] * 21, [0.0] * 21


for kind in ("row", "inner", "own", "same"):
    print(kind, same(into, lambda: alias(kind), 40))


def of_rows(b):
    # The list of rows is the target.
    for j in range(len(b) - 1):
        total = 0
        for k in range(1, len(b)):
            total += b[k][j]
        b[0] = [total] * len(b)
    return b[0]


print(sum(of_rows(grid(15))[0] for _ in range(40)))


def while_others_store():
    b, stop = grid(40), threading.Event()

    def store():
        while not stop.is_set():
            for row in b:
                row[7] = row[7]
                row[3] = 1.5 if row[3] is None else row[3]

    thread = threading.Thread(target=store)
    thread.start()
    wanted = product(b, b)
    wrong = sum(product(b, b) != wanted for _ in range(60))
    stop.set()
    thread.join()
    return wrong


print(while_others_store())
