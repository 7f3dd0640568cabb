"""Operators and comparisons of ints around the sizes at which their representation changes, in hot loops."""

import operator

EDGES = sorted({
    sign * (1 << bits) + offset
    for bits in (0, 31, 61, 62, 63, 64, 127, 128, 1000) for sign in (1, -1) for offset in (-1, 0, 1)
} | {0, 10**40, -(10**40)})


def results(left, right):
    yield left + right
    yield left - right
    yield left * right
    yield left & right
    yield left | right
    yield left ^ right
    for divide in (operator.floordiv, operator.mod):
        try:
            yield divide(left, right)
        except ZeroDivisionError as error:
            yield str(error)
    yield left << (right & 127)
    yield left >> (right & 127)
    yield left < right, left <= right, left == right, left != right, left > right, left >= right


def inline(left, right):
    """The same where the operators are instructions of the loop."""
    try:
        quotient, remainder = left // right, left % right
    except ZeroDivisionError as error:
        quotient = remainder = str(error)
    shift = right & 127
    return [
        left + right, left - right, left * right, left & right, left | right, left ^ right, quotient, remainder,
        left << shift, left >> shift,
        (left < right, left <= right, left == right, left != right, left > right, left >= right),
    ]


def checksum(rounds):
    total = 0
    for _ in range(rounds):
        for left in EDGES:
            for right in EDGES:
                found = inline(left, right)
                assert found == list(results(left, right)), (left, right)
                if right:
                    assert found[6] * right + found[7] == left
                    assert found[7] == 0 or (found[7] < 0) == (right < 0)
                for number in found[:6]:
                    total = (total * 31 + number) % (10**30 + 57)
    return total


def in_place(numbers):
    product, total, bits = 1, 0, 0
    for number in numbers:
        product *= number or 1
        total -= number
        bits ^= number
        product %= (1 << 521) - 1
    return product % 10**20, total, bits % 10**20


def failures(number, wrong):
    found = []
    for operate in (
        lambda: number % wrong, lambda: number // wrong, lambda: number << (wrong - 1), lambda: number >> (wrong - 1),
        lambda: number << number, lambda: number + None, lambda: number < "", lambda: number @ number,
    ):
        try:
            found.append(operate())
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}")
    return found


class Modular(int):
    """A derived class has the say, on either side."""

    def __add__(self, other):
        return "add"

    def __rmul__(self, other):
        return "rmul"

    def __lt__(self, other):
        return "lt"


def derived(number, rounds):
    big = Modular(number)
    for _ in range(rounds):
        found = big + number, number * big, number > big, number + big - 1 - number == big - 1, big * True, True * big
    return found


print(checksum(3))
print(*[in_place(EDGES) for _ in range(20)][-1])
for _ in range(20):
    found = failures(1 << 70, 0)
print(*found, sep="\n")
print(derived(1 << 80, 300), derived(3, 300))
