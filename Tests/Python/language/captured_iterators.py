"""Loops whose iterators nobody sees: in functions called from hot loops, left and entered anew in every way."""


def total(row):
    found = 0
    for item in row:
        found += item
    return found


def first_above(row, limit):
    for item in row:
        if item > limit:
            return item
    return None


def growing(row, most):
    seen = 0
    for item in row:
        seen += 1
        if len(row) < most:
            row.append(item)
    return seen


def shrinking(row):
    seen = []
    for item in row:
        seen.append(item)
        if item % 2 == 0:
            row.pop()
    return seen


def nested(rows):
    found = 0
    for row in rows:
        for item in row:
            if item is None:
                break
            found += item
        else:
            found += 1000
    return found


def pairs(row):
    return sum(1 for left in row for right in row if left < right)


def every(row, test):
    return all(test(item) for item in row)


def twice(row):
    found = []
    for item in row:
        found.append(item)
    for item in row:
        found.append(-item)
    return found


def halves(row):
    quotient = 0
    for item in row:
        quotient += 12 // item
    return quotient


def run(rounds):
    sums = lists = tuples = 0
    for i in range(rounds):
        sums += total([i, i + 1, i + 2]) + total((i, 2))
        lists += first_above([1, i % 7, 5], 4) or 0
        tuples += first_above((1, i % 7, 5), 4) or 0
    return sums, lists, tuples


print(run(3000))

for i in range(600):
    assert growing([i, i + 1], 5) == 5
    assert shrinking([1, 2, 3, 4, 5, 6]) == [1, 2, 3, 4]
    assert nested([[1, 2], (3, None, 4), [], (5,)]) == 3011
    assert pairs([1, 2, 3, i]) == 3 + (i > 1) + (i > 2) + (i > 3) + (i < 1) + (i < 2) + (i < 3)
    assert every([1, i], lambda item: item >= 0)
    assert twice((1, i)) == [1, i, -1, -i]
    assert halves([1, 2, 3]) == 22

# What was always an int is one no more, in the midst of a loop.
print(run(3), total([1.5, 2, 10 ** 30]), total([True, 2.5]))
print(nested([[1.5, None], [2 ** 70]]))
for row in [[1, 2, "x"], [3, 0, 4], [None]]:
    for function in (total, halves):
        try:
            print(function(row))
        except (TypeError, ZeroDivisionError) as error:
            print(type(error).__name__, error, error.__traceback__.tb_next.tb_lineno)


class Rows:
    def __init__(self, rows):
        self.rows = rows

    def fits(self, index):
        below = above = 0
        for other in self.rows[index]:
            if other is None:
                below += 1
            elif other != index:
                above += 1
        return below <= above

    def solved(self):
        return all(self.fits(index) for index in range(len(self.rows)))


rows = Rows([[1, 2, None], [0, 2, None, None], [2, 2, 1]])
print([rows.solved() for _ in range(2000)].count(True))
rows.rows[1].pop()
rows.rows[2].append(0)
print([rows.solved() for _ in range(2000)].count(True))
rows.rows[1] = (0, 2, None)
print([rows.solved() for _ in range(2000)].count(True), rows.fits(1))

# Ranges: between ints that are known, by steps that are.

def triangle(count):
    found = 0
    for i in range(count):
        found += i
    return found


def spread(row, test):
    found = []
    for i in range(0, len(row), 3):
        if test(row[i]):
            found.append(row[i])
    for i in range(len(row) - 1, -1, -2):
        found.append(-row[i])
    return found


def last(row, wanted):
    for i in range(len(row)):
        if row[i] == wanted:
            break
    else:
        i = -1
    return i


def grid(row):
    found = 0
    for i in range(len(row)):
        for j in range(i + 1, len(row)):
            found += row[i] * row[j]
    return found


def of_length(row):
    return triangle(len(row))


for i in range(600):
    assert of_length([0] * (i % 5)) == (0, 0, 1, 3, 6)[i % 5]
    assert spread([1, 2, 3, 4, 5], lambda item: item < 9) == [1, 4, -5, -3, -1]
    assert last([5, 6, i], i) == (0 if i == 5 else 1 if i == 6 else 2)
    assert last([5, 6, 7], i + 8) == -1
    assert grid([1, 2, i]) == 2 + 3 * i

print(grid([2 ** 40, 2 ** 40, 2 ** 40]), grid([1.5, 2, 3]), last([1, "a", None], None))


def failing(row, test):
    try:
        return spread(row, test)
    except ValueError as error:
        return error.args


def refuse(item):
    if item == 4:
        raise ValueError(item)
    return True


print(failing([1, 2, 3, 4, 5], refuse), failing([1, 2], refuse), failing([], refuse))


def wide(low, high):
    """Between ints a range may have more numbers than a small int says."""
    count = 0
    for number in range(low * 1, high * 1):
        count += 1
        if count == 3:
            return number


for _ in range(300):
    assert wide(-5, 5) == -3
print(wide(-2 ** 62, 2 ** 62 - 1), wide(-2 ** 70, 2 ** 70), wide(2 ** 62 - 4, 2 ** 62 + 9), wide(5, 5), wide(True, 9))
