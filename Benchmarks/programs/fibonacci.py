"""Calls: recursive functions with positional, keyword and default arguments.

Fibonacci numbers by their definition, Ackermann's function (1928, in Péter's form) and Takeuchi's. Exercises the
cost of a call and nothing else.
"""

SCALE = 30
EXPECTED = (832040, 403, 6, 75025, 832040)


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def takeuchi(x, y, z):
    if y >= x:
        return z
    return takeuchi(takeuchi(x - 1, y, z), takeuchi(y - 1, z, x), takeuchi(z - 1, x, y))


def climb(steps, *, step=1, longest=2):
    """Ways to climb stairs by one or two at a time, with keyword arguments."""
    if steps <= 1:
        return 1
    return sum(climb(steps - size, step=step, longest=longest) for size in range(step, longest + 1))


class Numbers:
    def fibonacci(self, n, base=2):
        return n if n < base else self.fibonacci(n - 1) + self.fibonacci(n - 2, base)


def run(scale):
    return (
        fibonacci(scale),
        ackermann(2, 200),
        takeuchi(16, 10, 5),
        climb(scale - 6),
        Numbers().fibonacci(scale),
    )


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
