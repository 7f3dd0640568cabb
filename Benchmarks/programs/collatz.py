"""Collatz: the longest chain of the 3n + 1 problem, walked plainly and with remembered lengths.

Collatz (1937); OEIS A006877 has the starting numbers that set records. Exercises int arithmetic, `while` loops,
globals and a dict of ints.
"""

SCALE = 32_000
EXPECTED = (308, 351, 77031, 208588, [17647, 23529, 26623])

records = []


def length(n):
    steps = 1
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def longest_plainly(limit):
    global records
    records = []
    best = 0
    for start in range(1, limit):
        steps = length(start)
        if steps > best:
            best = steps
            records.append(start)
    return best


def longest_remembering(limit):
    lengths = {1: 1}
    best = best_start = 1
    for start in range(2, limit):
        path = []
        n = start
        while n not in lengths:
            path.append(n)
            n = 3 * n + 1 if n & 1 else n >> 1
        steps = lengths[n]
        for n in reversed(path):
            steps += 1
            lengths[n] = steps
        if steps > best:
            best, best_start = steps, start
    return best, best_start, len(lengths)


def run(scale):
    plain = longest_plainly(scale)
    best, start, remembered = longest_remembering(scale * 3)
    assert start == records[-1] or best > plain
    return plain, best, start, remembered, records[-3:]


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
