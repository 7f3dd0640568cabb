"""Big integers: Mersenne primes, factorials, Fibonacci numbers and integer roots.

Lucas and Lehmer's test (1930), fast doubling, and Newton's method for roots. Exercises multiplication, modulo,
shifts, conversion to text and back, and `pow` of big ints.
"""

SCALE = 1_300
EXPECTED = ([3, 5, 7, 13, 17, 19, 31, 61, 89, 107, 127, 521, 607, 1279], 3486, 483572010875, 51843056, 267)


def is_mersenne_prime(p):
    """Whether 2**p − 1 is prime, for an odd prime p."""
    mersenne = (1 << p) - 1
    s = 4
    for _ in range(p - 2):
        s = (s * s - 2) % mersenne
    return s == 0


def fibonacci(n):
    """F(n) and F(n + 1) by doubling."""
    if n == 0:
        return 0, 1
    a, b = fibonacci(n >> 1)
    c = a * ((b << 1) - a)
    d = a * a + b * b
    return (d, c + d) if n & 1 else (c, d)


def integer_root(n):
    guess = 1 << (n.bit_length() + 1) // 2
    while True:
        better = (guess + n // guess) >> 1
        if better >= guess:
            return guess
        guess = better


def is_probable_prime(n):
    """Miller and Rabin's test to the first bases."""
    d, shift = n - 1, 0
    while d % 2 == 0:
        d //= 2
        shift += 1
    for base in (2, 3, 5, 7, 11):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(shift - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def run(scale):
    primes = [n for n in range(3, scale, 2) if all(n % d for d in range(3, int(n ** 0.5) + 1, 2))]
    mersenne = [p for p in primes if is_mersenne_prime(p)]
    factorial = 1
    for n in range(2, scale + 1):
        factorial *= n
    digits = str(factorial)
    assert int(digits) == factorial
    number, following = fibonacci(scale * 40)
    assert number * number % 10**9 == (following * (following - number) - (-1) ** (scale * 40 + 1) * -1) % 10**9
    root = integer_root(2 * 10 ** (4 * scale))
    google = 10**100
    probable = next(n for n in range(google + 1, google + 1000, 2) if is_probable_prime(n))
    return mersenne, len(digits), number % 10**12, root % 10**8, probable - google


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
