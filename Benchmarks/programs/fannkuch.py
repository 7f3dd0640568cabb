"""Fannkuch: the most pancake flips that any permutation of 1 … n needs, and a checksum over all of them.

After Anderson and Rettig, "Performing Lisp Analysis of the FANNKUCH Benchmark" (1994), in the Computer Language
Benchmarks Game's form. Exercises list slicing, in-place reversal and integer loops.
"""

SCALE = 9
EXPECTED = (8629, 30)


def run(scale):
    permutation = list(range(scale))
    counters = [0] * scale
    checksum = max_flips = 0
    sign = 1
    remaining = scale
    while True:
        while remaining > 1:
            counters[remaining - 1] = remaining
            remaining -= 1

        if permutation[0]:
            cards = permutation[:]
            flips = 0
            while first := cards[0]:
                cards[: first + 1] = cards[first::-1]
                flips += 1
            if flips > max_flips:
                max_flips = flips
            checksum += sign * flips
        sign = -sign

        while True:
            if remaining == scale:
                return checksum, max_flips
            permutation[: remaining + 1] = permutation[1 : remaining + 1] + permutation[:1]
            counters[remaining] -= 1
            if counters[remaining] > 0:
                break
            remaining += 1


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
