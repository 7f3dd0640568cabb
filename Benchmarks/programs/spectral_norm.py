"""Spectral norm: the largest singular value of an infinite matrix's corner, by the power method.

After the Computer Language Benchmarks Game (from Trefethen's Hundred-Dollar, Hundred-Digit Challenge, problem 3).
Exercises function calls, generator expressions and mixed int and float arithmetic.
"""

SCALE = 220
EXPECTED = "1.274223736"


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    return [sum(entry(i, j) * v for j, v in enumerate(vector)) for i in range(len(vector))]


def transposed_times(vector):
    return [sum(entry(j, i) * v for j, v in enumerate(vector)) for i in range(len(vector))]


def run(scale):
    u = [1.0] * scale
    for _ in range(10):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    numerator = sum(a * b for a, b in zip(u, v))
    denominator = sum(b * b for b in v)
    return f"{(numerator / denominator) ** 0.5:.9f}"


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
