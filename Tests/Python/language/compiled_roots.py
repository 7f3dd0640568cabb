# Square roots by ** 0.5, which machine code takes itself where C's pow is sure to give the same: beside
# math.pow, of floats of all sizes, of squares, of their neighbours, and of what has no root.
import math
import time


def roots(numbers):
    return [number ** 0.5 for number in numbers]


def spread(count, seed):
    """Floats whose exponents and digits follow no pattern."""
    state = seed
    numbers = []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        numbers.append(math.ldexp(1 + (state >> 12) / 2**52, (state >> 3) % 2045 - 1022))
    return numbers


numbers = spread(20_000, 7)
numbers += [float(n * n) for n in range(1, 2000)]
for power in range(-500, 500):
    for start in (math.ldexp(1.0, power), math.ldexp(1.0, power) * 1.0000000001):
        numbers += [math.nextafter(start, 0), start, math.nextafter(start, math.inf)]
numbers += [5e-324, 2.5e-310, math.nextafter(math.inf, 0), 2.2250738585072014e-308]

differing = 0
end = time.monotonic() + 0.6
while time.monotonic() < end:
    differing += sum(root != math.pow(number, 0.5) for number, root in zip(numbers, roots(numbers)))
print(len(numbers), differing)
# Nor are the machine's roots all those of pow: the test could not fail otherwise.
print(any(math.sqrt(number) != math.pow(number, 0.5) for number in numbers))

print(roots([4.0, 2, 0.0, -0.0, math.inf, 1e308, 10**30]))
print(roots([math.nan])[0], roots([-4.0])[0].imag, roots([True, 16]))
try:
    roots([10**400])
except OverflowError as error:
    print(error)
