# Bools in sums, differences and products of code that is hot, alone and between ints, floats and what comes later.


def counted(items, limit):
    found = more = 0
    for item in items:
        found += item > limit
        more = more + (item == limit) * 2 - (item != 0)
    return found, more


def added(a, b): return a + b, a - b, a * b, b + a, b - a


def bits(a, b): return a & b, a | b, a ^ b


def scaled(values, flags):
    total = 0.0
    for value, flag in zip(values, flags): total += value * flag
    return total


class Odd:
    def __add__(self, other): return f"odd + {other!r}"

    def __radd__(self, other): return f"{other!r} + odd"

    def __sub__(self, other): return "less"

    def __rsub__(self, other): return "from"

    def __mul__(self, other): return "times"


def outcome(function, *arguments):
    try: return function(*arguments)
    except Exception as error: return type(error).__name__, str(error)


for _ in range(150):
    small = counted([1, 5, 0, 5, 9], 4), counted(range(20), 5), added(True, False), added(True, True), bits(True, False)
    small += added(3, True), scaled([1.5, 2.5, -3.0], [True, False, True])
print(*small, sep="\n")
for a in (True, False, 1, -1, 2**62 - 1, -2**62, 2**70, 1.5, -0.0, float("inf"), "ab", [1], (2,), None, Odd(), 1j):
    print(repr(a) if not isinstance(a, Odd) else "odd", outcome(added, a, True), outcome(added, False, a), outcome(bits, a, True))
print(scaled([-0.0, float("nan"), 2**70, 3], [False, True, True, 2]), scaled([1.0, 2.0], [1.5, None or 0]))
print(counted([2**70, 1, -1, True], True), counted([0.5, 1.5], 1))
for _ in range(150): again = added(True, 7), counted([3, True, False], 0)
print(again)
