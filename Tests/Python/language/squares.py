"""`x ** 2` is what C's `pow` gives, which may differ from `x * x` where that lies in the middle between two floats."""

import math


def differences(numbers):
    return sum(x ** 2 != math.pow(x, 2.0) for x in numbers)


def numbers(count):
    state = 12345
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        # Of 27 bits, so that the middle is met exactly; and of all bits.
        yield float((state >> 37) | 1) * 2.0 ** (state % 90 - 60)
        yield -float(state >> 11)


print(differences(numbers(30000)))
print([x ** 2 for x in (0.0, -0.0, 1.5, -3.0, float("inf"), -float("inf"), 1e-200, 5e-324, 8.539449277959441e+36)])
print(float("nan") ** 2)
for x in (1e200, -1e200):
    try:
        print(x ** 2)
    except OverflowError as error:
        print(error)
