"""Prints the primes below a bound, by the sieve of Eratosthenes."""


def primes(bound):
    composite = bytearray(bound)
    for candidate in range(2, bound):
        if not composite[candidate]:
            yield candidate
            for multiple in range(candidate * candidate, bound, candidate):
                composite[multiple] = 1


print(*primes(100))
