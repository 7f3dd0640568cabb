# Membership and look-ups of ints in compiled loops, beside keys that equal them.
def members(container, numbers):
    found = []
    for number in numbers:
        if number in container:
            found.append(number)
    return found


def lacking(container, numbers):
    return sum(1 for number in numbers if number not in container)


def answers(container, numbers):
    count = 0
    for number in numbers:
        is_there = number in container
        count = count * 2 + is_there & 0xFFFF
    return count


def values(container, numbers):
    total = 0
    for number in numbers:
        total += container[number]
    return total


class Equal:
    """Equals an int with whose hash it hashes."""

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return hash(self.number)

    def __eq__(self, other):
        return self.number == other


NUMBERS = list(range(-40, 100)) + [2**61 - 2, 2**61 - 1, 2**61, -(2**61) + 2, -(2**61) + 1, -(2**61), 2**62 - 1, -(2**62), 1 << 33, (1 << 32) + 5, 2**32 - 1]
CONTAINERS = {
    "empty": set(),
    "few": {1, 2, 3, -1, -2},
    "many": set(range(0, 90, 3)),
    "far": {2**61 - 1, 2**61, 0, -(2**61), 1 << 33, -1},
    "collisions": {n * 32 for n in range(20)} | {5, 37, 69},
    "floats": {1.0, 2.0, -3.0, True, 7},
    "equal": {Equal(4), Equal(36), 5, Equal(-2)},
    "frozen": frozenset({1, 5, 9}),
    "texts": {"1", "2"},
    "dict": {n: n * n for n in range(0, 90, 2)},
    "wide dict": {n * 7: n for n in range(5000)},
    "far dict": {1 << 33: 1, (1 << 32) + 5: 2, 5: 3, 2**61 - 1: 4, -1: 5, -2: 6},
    "equal dict": {Equal(4): 1, 4.5: 2, True: 3, 36.0: 4},
    "text dict": {"1": 1},
    "no dict": {},
    "list": [1, 2, 3],
    "range": range(5, 50, 4),
}
for name, container in CONTAINERS.items():
    for _ in range(60):
        result = members(container, NUMBERS), lacking(container, NUMBERS), answers(container, NUMBERS)
    print(name, *result)

deleting = set(range(64))
for number in range(0, 64, 3):
    deleting.remove(number)
for number in range(200, 232):
    deleting.add(number)
    deleting.discard(number - 190)
for _ in range(60):
    result = members(deleting, NUMBERS), lacking(deleting, NUMBERS)
print(*result)

growing = {}
for number in range(3000):
    growing[number * 3] = number
    if number % 7 == 0:
        del growing[number * 3]
keys = list(growing)
for _ in range(20):
    result = values(growing, keys), members(growing, NUMBERS)
print(*result)
for number in range(50):
    try:
        values(growing, [3, 6, number])
    except KeyError as error:
        print(error, end=" ")
print()


class Counting(dict):
    def __missing__(self, key):
        return key * 1000


print(values(Counting({1: 2}), [1, 2, 3]), values({1: 2, True: 5}, [1, 1]), values([1, 2, 3], [0, -1]))
for _ in range(100):
    values(growing, keys[:50])
print(values(Counting({1: 2}), [1, 2, 3]), values([1, 2, 3], [0, -1]), values({4.0: 8}, [4]))

total = 0


def globals_as_dict(names):
    found = 0
    for name in names:
        found += name in globals()
    return found


print(globals_as_dict([1, 2, 3] * 100))
