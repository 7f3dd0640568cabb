"""Pi digits: a stream of the decimals of π, without end.

After Gibbons, "Unbounded Spigot Algorithms for the Digits of Pi" (American Mathematical Monthly 113, 2006).
Exercises arithmetic of big integers: multiplication, division by a small quotient and comparison.
"""

SCALE = 2_000
EXPECTED = ("3141592653", "4780275900", 9092)


def digits():
    q, r, k, m, x = 1, 0, 1, 1, 3
    t = 1
    while True:
        if 4 * q + r - t < m * t:
            yield m
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2


def machin(places):
    """The same by Machin's formula (1706), in fixed point: π = 16 arctan 1/5 − 4 arctan 1/239."""

    def arctan_inverse(x, unity):
        total = term = unity // x
        square = x * x
        divisor, sign = 3, -1
        while term:
            term //= square
            total += sign * (term // divisor)
            divisor += 2
            sign = -sign
        return total

    unity = 10 ** (places + 10)
    return (16 * arctan_inverse(5, unity) - 4 * arctan_inverse(239, unity)) // 10 ** 10


def run(scale):
    stream = digits()
    text = "".join(str(next(stream)) for _ in range(scale))
    assert text == str(machin(scale - 1))
    return text[:10], text[-10:], sum(map(int, text))


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
