"""Runs the program in front of it several times and prints what each took.

`run.py` puts this in the place of a program's last lines, so that a program needs nothing of an interpreter beyond
what it measures. An interpreter without a `time` module still checks its results; only whole processes are then timed.
"""

try:
    import time
except ImportError:
    clock = None
else:
    clock = getattr(time, CLOCK)

for _ in range(ITERATIONS):
    started = clock() if clock else None
    result = run(SCALE)
    if clock:
        print("iteration", clock() - started, flush=True)
    if result != EXPECTED:
        raise AssertionError(f"expected {EXPECTED!r}, got {result!r}")
