"""Loops over ranges and lists that machine code counts in registers: wherever one is left, all is as it should be."""

import math
import sys


def times(function, *arguments, count=40):
    """The result of the last of so many calls, by which time it may be compiled."""
    for _ in range(count):
        result = function(*arguments)
    return result


# What iterators and variables have where a loop is left.

def left_of_list(items, stop):
    iterator = iter(items)
    seen = 0
    for item in iterator:
        if item == stop:
            break
        seen += item
    return seen, list(iterator)


def left_of_range(start, end, step, stop):
    iterator = iter(range(start, end, step))
    seen = 0
    for number in iterator:
        seen += number
        if number == stop:
            break
    return seen, number, list(iterator)


def last_number(count):
    total = 0
    for k in range(count):
        total += k
    return total, k


print(times(left_of_list, list(range(200)), 190), times(left_of_list, [1, 2, 3], 7), times(left_of_list, [], 7))
print(times(left_of_range, 0, 300, 1, 290), times(left_of_range, 300, 0, -1, 8), times(left_of_range, 5, 300, 7, 285))
print(times(last_number, 100), times(last_number, 1))
try:
    last_number(0)
except UnboundLocalError as error:
    print(error)


def steps(ranges):
    return [sum_of(numbers) for numbers in ranges]


def sum_of(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


print(times(steps, [range(50), range(50, 0, -1), range(0, 50, 3), range(7, 7), range(-9, -3), range(0, 2 ** 62, 2 ** 60)]))
for step in (1, 2, -1):
    print([sum_of(range(0, 90 * step, step)) for _ in range(3)])


# One iterator for two loops, one list for two iterators.

def shared(items):
    iterator, pairs = iter(items), []
    for first in iterator:
        for second in iterator:
            if second % 5 == 0:
                break
            first += second
        pairs.append(first)
    return pairs


def squared(items):
    total = 0
    for x in items:
        for y in items:
            total += x * y
    return total


def by_rows(rows):
    total = 0.0
    for row in rows:
        for item in row:
            total += item
    return total


print(times(shared, list(range(60))), times(squared, list(range(40))))
print(times(by_rows, [[0.5] * 30, [], [1, 2], [-0.0], [True, 2.5]]))


# Lists that change while they are gone through.

def doubled(items):
    items, place = list(items), 0
    for item in items:
        if place + 1 < len(items):
            items[place + 1] = item + 1
        place += 1
    return items


def grows(items):
    items = list(items)
    for item in items:
        if item < 100:
            items.append(item + 7)
    return items


def shrinks(items):
    items, seen = list(items), []
    for item in items:
        seen.append(item)
        if item % 3 == 0:
            items.pop()
    return seen, items


def emptied(items):
    total = 0
    for item in items:
        total += item
        if item == 50:
            items.clear()
    return total, items


def indexed(items, indices):
    total = 0
    for index in indices:
        total += items[index]
    return total


print(times(doubled, [3] * 50)[-5:], times(grows, [1, 2]), times(shrinks, list(range(30))))
print([emptied(list(range(90))) for _ in range(30)][-1])
print(times(indexed, list(range(40)), range(40)), times(indexed, list(range(40)), range(-40, 40)))
for indices in (range(30, 45), range(-41, 0), [0, 39, -40, 40]):
    try:
        print(times(indexed, list(range(40)), indices))
    except IndexError as error:
        print(error)


# Items of other kinds come.

def mixed(items):
    total = 0.0
    for k in range(len(items)):
        total += items[k] * 2
    return total


def product(rows, column):
    total = 0.0
    for k in range(len(rows)):
        total += rows[k][column] * rows[k][-1]
    return total


floats = [0.25 * k for k in range(80)]
print(times(mixed, floats), mixed(floats + [3]), mixed(floats + [True, 10 ** 30]), mixed([1e300, -1e300, 1e-300, -0.0]))
try:
    mixed(floats + [None])
except TypeError as error:
    print(error)
rows = [[0.5 * i + j for j in range(6)] for i in range(60)]
print(times(product, rows, 2), product(rows, -6), product(rows + [(1.5, 2.5, 3.5)], 0), product(rows + [[1, 2, 3, 10 ** 20]], 1))
for column in (6, -7):
    try:
        product(rows, column)
    except IndexError as error:
        print(error)


# Calls in a loop find room, or not.

def one_more(x):
    return x + 1


def descend(depth):
    if depth:
        return descend(depth - 1)
    total = 0
    for k in range(20):
        total += one_more(k)
    return total


def deepest():
    found = set()
    for depth in range(sys.getrecursionlimit() - 60, sys.getrecursionlimit() + 40):
        try:
            found.add(descend(depth))
        except RecursionError:
            found.add("too deep")
    return sorted(found, key=str)


print(times(descend, 3), deepest(), times(descend, 5))


# Square roots are those of `pow`.

def roots(numbers):
    found = []
    for number in numbers:
        found.append(number ** 0.5)
    return found


def checksum(count, seed):
    total = 0
    for _ in range(count):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        mantissa, exponent = seed >> 12, (seed & 511) - 255
        root = math.ldexp(mantissa | 1 << 52, exponent - 52) ** 0.5
        total = (total * 31 + hash(root)) % (2 ** 61 - 1)
    return total


special = [
    0.0, -0.0, 1.0, 2.0, 4.0, 0.25, 1e-310, 5e-324, 1e308, math.inf, math.nan, 1 - 2.0 ** -53, 1 + 2.0 ** -52, 2.0 ** -100,
    2.0 ** 100, 4 - 2.0 ** -51, 9007199254740993.0, 3.0, 0.1, 1e-300, 1e300, -math.inf,
]
print(times(roots, special))
print(times(roots, [4.0, -4.0]))
print(checksum(20000, 1), checksum(20000, 2))


# Attributes that are floats, until they are not.

class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


def moved(points, step):
    for point in points:
        point.x += step * point.y
        point.y -= step * point.x
    return sum(point.x - point.y for point in points)


points = [Point(0.5 * k, -0.0) for k in range(50)]
print(times(moved, points, 0.125))
for odd in (Point(3, 0.5), Point(math.inf, math.nan), Point(0.0, -0.0), Point(1e-308, 1e308)):
    print(moved([Point(1.5, 2.5), odd, Point(-1.5, 2.5)], 0.5), odd.x, odd.y)
del points[20].y
try:
    moved(points, 0.125)
except AttributeError as error:
    print(error, points[19].x == moved(points[19:20], 0.0) + points[19].y)
