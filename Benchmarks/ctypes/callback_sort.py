"""Sorts 100,000 ints by C's `qsort`, which asks Python which of two comes first."""

from ctypes import CDLL, CFUNCTYPE, POINTER, c_int, c_size_t

SCALE = 100_000
EXPECTED = (0, 538_159_080, 2_147_465_837)

Order = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))

libc = CDLL(None)
libc.qsort.argtypes, libc.qsort.restype = [POINTER(c_int), c_size_t, c_size_t, Order], None


def compare(first, second):
    first, second = first[0], second[0]
    return (first > second) - (first < second)


def run(scale):
    numbers = (c_int * scale)()
    number = 0
    for index in range(scale):
        numbers[index] = number
        number = (number * 1_103_515_245 + 12_345) % 2**31
    libc.qsort(numbers, scale, 4, Order(compare))
    return numbers[0], numbers[scale // 4], numbers[scale - 1]


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
