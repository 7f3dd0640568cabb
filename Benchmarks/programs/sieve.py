"""Sieves: primes by Eratosthenes on a bytearray and on a list of bools, and Euler's totient for every number.

Eratosthenes (third century BC); the linear sieve is Gries and Misra's (CACM 21:12, 1978). Exercises slice
assignment with a step, bytearrays, nested loops over ints and list appends.
"""

SCALE = 600_000
EXPECTED = (49098, 599999, 5331, 109426976722)


def primes_by_slices(limit):
    flags = bytearray([1]) * (limit + 1)
    flags[0] = flags[1] = 0
    n = 2
    while n * n <= limit:
        if flags[n]:
            flags[n * n :: n] = bytes(len(range(n * n, limit + 1, n)))
        n += 1
    return [n for n, flag in enumerate(flags) if flag]


def primes_by_loops(limit):
    composite = [False] * (limit + 1)
    primes = []
    for n in range(2, limit + 1):
        if not composite[n]:
            primes.append(n)
            for multiple in range(n * n, limit + 1, n):
                composite[multiple] = True
    return primes


def totients(limit):
    """φ of every number up to the limit; every composite is struck once, by its least prime factor."""
    phi = [0] * (limit + 1)
    phi[1] = 1
    primes = []
    for n in range(2, limit + 1):
        if phi[n] == 0:
            primes.append(n)
            phi[n] = n - 1
        for p in primes:
            product = n * p
            if product > limit:
                break
            if n % p == 0:
                phi[product] = phi[n] * p
                break
            phi[product] = phi[n] * (p - 1)
    return phi


def run(scale):
    primes = primes_by_slices(scale)
    assert primes == primes_by_loops(scale)
    phi = totients(scale)
    twins = sum(1 for p, q in zip(primes, primes[1:]) if q - p == 2)
    return len(primes), primes[-1], twins, sum(phi)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
