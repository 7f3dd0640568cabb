"""`min` and `max` of two in hot loops: which of two equals, what is no number, what changes its kind midway."""


class Text(str):
    """Compared by its length."""

    def __lt__(self, other):
        return len(self) < len(other)

    def __gt__(self, other):
        return len(self) > len(other)


def extremes(pairs, times=60):
    answers = []
    for _ in range(times):
        for a, b in pairs:
            try:
                answer = repr(min(a, b)), repr(max(a, b)), min(a, b) is a, max(a, b) is b
            except TypeError as error:
                answer = str(error)
            if answer not in answers:
                answers.append(answer)
    for answer in answers:
        print(answer)


def clamped(numbers, low, high):
    total = 0
    for number in numbers:
        total += max(low, min(number, high))
    return total


nan, inf = float("nan"), float("inf")
extremes([(0, 1), (1, 0), (-(2**62), 2**62), (2**62, 2**62 - 1), (3, 3)])
extremes([(0.5, 1.5), (1.5, 0.5), (0.0, -0.0), (-0.0, 0.0), (nan, 1.0), (1.0, nan), (inf, -inf), (1e300, 5e-324)])
extremes([(1, 1.0), (1.0, 1), (True, 1), (1, True), (2**70, 1e30), (False, 0.0)])
extremes([("a", "b"), (Text("ccc"), Text("dd")), ([1], [0, 5]), (1, "a"), (None, None), (2.5, None)])
for numbers in (range(-50, 50), [k * 0.25 for k in range(99)], [1, 2.5, True, 2**65, -0.0]):
    print({clamped(numbers, -3, 20) for _ in range(60)}, {clamped(numbers, 0.5, 20.5) for _ in range(60)})
