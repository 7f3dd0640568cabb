"""`sum` of ints, floats and complex numbers in turn: compensated, but for what comes after ints of more than 64 bits."""

HUGE = 2**63

for start, items in [
    (0, [0.1] * 10),
    (1, [1e16, 1.0, -1e16]),
    (0, [2**53, 1, 0.5, -(2.0**53)]),
    (0, [HUGE - 1, 0.1, 1e300, -1e300, 3]),
    (0, [HUGE, 0.1, 1e300, -1e300, 3]),
    (0, [HUGE - 1, 1, -HUGE, 0.1, 1e300, -1e300, 3]),
    (0, [HUGE - 1, True, -HUGE, 0.1, 1e300, -1e300, 3]),
    (-1, [HUGE, -HUGE, 0.1, 1e300, -1e300, 3]),
    (HUGE, [-HUGE, 0.1, 1e300, -1e300, 3]),
    (-HUGE, [0.1, 1e300, -1e300, 3]),
    (-HUGE - 1, [1, 0.1, 1e300, -1e300, 3]),
    (0.1, [HUGE, 1e300, -1e300, 3, 0.1]),
    (0, [1, 2.5, 1e100, 1j, -1e100, 2**70, 1]),
]:
    print(start, items, sum(items, start), sum((item for item in items), start))
