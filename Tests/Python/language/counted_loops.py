"""Loops over ranges: what is left of the iterator wherever a loop is left, and elements of lists in them."""


def broken_off(iterator, limit):
    total = 0
    for i in iterator:
        total += i
        if i > limit: break
    return total, list(iterator)


def left_by_overflow(iterator, x):
    """Sums leave 63 bits midway."""
    for i in iterator:
        x = x * 3 + i
    return x, list(iterator)


def left_by_an_exception(iterator, items):
    total = 0
    try:
        for i in iterator: total += items[i]
    except (IndexError, TypeError) as error: return total, str(error), list(iterator)
    return total, None, list(iterator)


def shared(iterator):
    """The same iterator in both loops."""
    pairs = []
    for i in iterator:
        for j in iterator:
            pairs.append((i, j))
            if j % 5 == 0: break
    return pairs


def variable_after(n, step):
    i = None
    for i in range(0, n * step, step): pass
    return i


def returned(items, wanted):
    for i in range(len(items)):
        if items[i] == wanted: return i
    return -1


def products(a, b, n):
    total = 0.0
    for i in range(n): total += a[i] * b[i]
    return total


def from_the_end(items, n):
    total = 0
    for i in range(-n, n): total += items[i]
    return total


def written(items, n, value):
    for i in range(n): items[i] = value
    return items


def struck(n):
    flags = [False] * n
    for i in range(2, n):
        if flags[i]: continue
        for j in range(i * i, n, i): flags[j] = True
    return [i for i in range(2, n) if not flags[i]]


def growing(items, n):
    for i in range(n):
        if i == len(items): items.append(i)
        items[i] += 1
    return items


def shrinking(items, n):
    seen = []
    try:
        for i in range(n):
            seen.append(items[i])
            if i % 3 == 2: items.pop()
    except IndexError as error: seen.append(str(error))
    return seen


def matrix(rows, columns):
    size = len(rows)
    result = [[0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            total = 0
            for k in range(size): total += rows[i][k] * columns[k][j]
            result[i][j] = total
    return result


def backwards(items):
    found = []
    for i in range(len(items) - 1, -1, -1): found.append(items[i])
    return found


def generated(n):
    for i in range(n):
        if i % 3: yield i


def mixed(items, n):
    """The kind of an element changes midway."""
    total = 0
    for i in range(n): total = total + items[i]
    return total


for turn in range(60):
    n = 40 + turn
    results = [
        broken_off(iter(range(n)), 30),
        left_by_overflow(iter(range(n)), turn)[0] % 1_000_003,
        left_by_an_exception(iter(range(n)), [1] * (n - 3)),
        left_by_an_exception(iter(range(n)), [1] * (n // 2) + [None] + [1] * n),
        left_by_an_exception(iter(range(n)), []),
        shared(iter(range(n)))[-3:],
        variable_after(n, 3), variable_after(n, -2), variable_after(0, 1),
        returned(list(range(n)), 33), returned([], 1),
        products([0.5] * n, [float(i) for i in range(n)], n), products([], [], 0),
        from_the_end(list(range(n)), n),
        written([0] * n, n - 2, turn)[-4:],
        struck(n)[-3:],
        growing([5] * 10, n)[-2:],
        shrinking(list(range(n)), n)[-3:],
        matrix([[i + j for j in range(6)] for i in range(6)], [[i * j for j in range(6)] for i in range(6)])[-1],
        backwards(list(range(n)))[:3],
        sum(generated(n)),
        mixed([1] * 20 + [0.5] * 20, 40), mixed([1] * 20 + [2 ** 70] * 20, 40),
        mixed([1] * 39 + [True], 40),
    ]
    if turn % 20 == 19:
        for result in results: print(result)

big = 2 ** 62 - 3
for last in (big, big + 1):
    print([i for i in range(last - 4, last + 1)], [i for i in range(-last, -last - 9, -4)])
