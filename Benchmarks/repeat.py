"""Runs the program in front of it again and again and prints what each time took: first until it is warm, then those
times that count.

`run.py` puts this in the place of a program's last lines, so that a program needs nothing of an interpreter beyond
what it measures. An interpreter without a `time` module still checks its results; only whole processes are then timed.
"""

try:
    import time
except ImportError:
    clock = None
else:
    clock = getattr(time, CLOCK)


def repeat(phase):
    started = clock() if clock else None
    result = run(SCALE)
    if clock:
        print(phase, clock() - started, flush=True)
    if result != EXPECTED:
        raise AssertionError(f"expected {EXPECTED!r}, got {result!r}")


if clock:
    warm = time.perf_counter() + WARM_UP
    while time.perf_counter() < warm:
        repeat("warm-up")
for _ in range(ITERATIONS):
    repeat("steady")
