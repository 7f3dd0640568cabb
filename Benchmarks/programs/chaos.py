"""Chaos game: a fractal drawn by jumping at random among points of B-splines.

After Barnsley's "Fractals Everywhere" (1988), with curves by de Boor's algorithm (1972), as several published
chaos-game programs do. Exercises operator overloading on small objects, float arithmetic and nested lists.
"""

SCALE = 45_000
EXPECTED = (4768, 661702)
WIDTH = HEIGHT = 128


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Point(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Point(self.x * factor, self.y * factor)

    def interpolate(self, other, t):
        return self * (1.0 - t) + other * t

    def length(self):
        return (self.x * self.x + self.y * self.y) ** 0.5


class Spline:
    """A B-spline with clamped, evenly spaced knots."""

    def __init__(self, points, degree=3):
        self.points = points
        self.degree = degree
        inner = len(points) - degree
        self.knots = [0.0] * degree + [float(i) for i in range(inner + 1)] + [float(inner)] * degree

    @property
    def domain(self):
        return self.knots[self.degree], self.knots[len(self.points)]

    def __call__(self, u):
        span = self.degree
        while span < len(self.points) - 1 and self.knots[span + 1] <= u:
            span += 1
        local = [self.points[span - self.degree + i] for i in range(self.degree + 1)]
        for level in range(1, self.degree + 1):
            for i in range(self.degree, level - 1, -1):
                low = self.knots[span - self.degree + i]
                high = self.knots[span + i + 1 - level]
                local[i] = local[i - 1].interpolate(local[i], (u - low) / (high - low))
        return local[self.degree]

    def arc_length(self, steps=100):
        start, end = self.domain
        points = [self(start + (end - start) * i / steps) for i in range(steps + 1)]
        return sum((b - a).length() for a, b in zip(points, points[1:]))


class Random:
    """Park and Miller's minimal standard generator (1988)."""

    def __init__(self, seed):
        self.state = seed

    def __call__(self):
        self.state = self.state * 16807 % 2147483647
        return self.state / 2147483647


def curves():
    arch = [(1.6, 0.3), (1.6, 0.9), (1.5, 1.7), (1.2, 2.0), (0.8, 2.0), (0.5, 1.7), (0.4, 0.9), (0.4, 0.3)]
    wave = [(0.3, 0.3), (0.7, 0.9), (1.0, 0.2), (1.4, 0.9), (1.7, 0.3)]
    bow = [(0.2, 1.9), (0.6, 1.2), (1.0, 1.1), (1.4, 1.2), (1.8, 1.9)]
    return [Spline([Point(x, y) for x, y in points]) for points in (arch, wave, bow)]


def run(scale):
    random = Random(1234)
    splines = curves()
    lengths = [spline.arc_length() for spline in splines]
    total = sum(lengths)
    image = [[0] * WIDTH for _ in range(HEIGHT)]
    point = Point(1.0, 1.0)
    for _ in range(scale):
        choice = random() * total
        for spline, length in zip(splines, lengths):
            if choice < length:
                break
            choice -= length
        start, end = spline.domain
        target = spline(start + (end - start) * random())
        point = point.interpolate(target, 0.5)
        image[int(point.y / 2.2 * HEIGHT)][int(point.x / 2.2 * WIDTH)] += 1
    lit = sum(1 for row in image for count in row if count)
    return lit, sum(count * count for row in image for count in row)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
