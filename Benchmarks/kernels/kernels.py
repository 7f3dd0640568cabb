"""Loops over ints and floats, as Python has them; `kernels.c` and `kernels_on_words.c` have the same in C.

    python kernels.py NAME SCALE RUNS SECONDS

prints a kernel's result and the least of the seconds that its runs took, once it has been repeated for some seconds: it
may be compiled meanwhile.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "programs"))
from matrix_multiply import multiply_floats
from n_body import advance, pairs_of


def collatz(limit):
    best = 0
    for start in range(1, limit):
        n, steps = start, 1
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > best:
            best = steps
    return best


def mandelbrot(size):
    total = 0
    for row in range(size):
        ci = 2.5 * row / size - 1.25
        for column in range(size):
            cr = 3.0 * column / size - 2.1
            zr = zi = 0.0
            steps = 0
            while steps < 60:
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                if zr * zr + zi * zi > 4.0:
                    break
                steps += 1
            total += steps
    return total


def matrix_multiply(size):
    a = [[(i * 7 + j * 3) % 11 / 4 for j in range(size)] for i in range(size)]
    b = [[(i * 5 + j * 2) % 13 / 8 for j in range(size)] for i in range(size)]
    c = multiply_floats(a, b)
    return sum(c[i][i] for i in range(size))


class Body:
    def __init__(self, i):
        self.x, self.y, self.z = 5.0 * i, 0.1 * i, 0.05 * i
        self.vx, self.vy, self.vz = 0.0, (0.0, 2.8, 2.0, 1.6, 1.4)[i], 0.0
        self.mass = 40.0 if i == 0 else 0.01


def n_body(steps):
    # A heavy body and four light ones, nearly in circles around it.
    bodies = [Body(i) for i in range(5)]
    pairs = pairs_of(bodies)
    for _ in range(steps):
        advance(bodies, pairs, 0.001)
    return bodies[0].x


def sieve(limit):
    composite = [False] * (limit + 1)
    count = 0
    for n in range(2, limit + 1):
        if composite[n]:
            continue
        count += 1
        for multiple in range(n * n, limit + 1, n):
            composite[multiple] = True
    return count


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector, transposed):
    result = []
    for i in range(len(vector)):
        total = 0.0
        for j in range(len(vector)):
            total += (entry(j, i) if transposed else entry(i, j)) * vector[j]
        result.append(total)
    return result


def spectral_norm(size):
    u = [1.0] * size
    for _ in range(10):
        v = times(times(u, False), True)
        u = times(times(v, False), True)
    numerator = denominator = 0.0
    for a, b in zip(u, v):
        numerator += a * b
        denominator += b * b
    return (numerator / denominator) ** 0.5


def main(name, scale, runs, seconds):
    warm = time.monotonic() + float(seconds)
    while time.monotonic() < warm:
        globals()[name](int(scale))
    best = float("inf")
    for _ in range(int(runs)):
        before = time.process_time()
        result = globals()[name](int(scale))
        best = min(best, time.process_time() - before)
    print(f"{result:.8g} {best:.9f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
