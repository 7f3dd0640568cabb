"""Calls C's `labs`, which does next to nothing: what a call itself costs."""

from ctypes import CDLL, c_long

SCALE = 400_000
EXPECTED = 40_000_000_000

labs = CDLL(None).labs
labs.argtypes, labs.restype = [c_long], c_long


def run(scale):
    total = 0
    for number in range(-scale // 2, scale // 2):
        total += labs(number)
    return total


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
