"""Fills arrays of C's ints and doubles element by element, and reads them again."""

from ctypes import c_double, c_int

SCALE = 400_000
EXPECTED = (239_999_400_000, 39_999_900_000.0)


def run(scale):
    integers, reals = (c_int * scale)(), (c_double * scale)()
    for index in range(scale):
        integers[index] = index * 3
        reals[index] = index * 0.5
    total, real_total = 0, 0.0
    for index in range(scale):
        total += integers[index]
        real_total += reals[index]
    return total, real_total


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
