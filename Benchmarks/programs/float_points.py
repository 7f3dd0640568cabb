"""Floats: normalise a cloud of points and find its bounds, one object per point.

A common micro-application of float benchmarks; here with the sine and cosine as Taylor series (Taylor, 1715), so
that nothing but arithmetic is measured. Exercises instance creation, attributes, float arithmetic and methods.
"""

SCALE = 200_000
EXPECTED = (0.8944244, 1.0, 0.4472137)


def sine(x):
    square = x * x
    return x * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))))


def cosine(x):
    square = x * x
    return 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56)))


class Point:
    __slots__ = ("x", "y", "z")

    def __init__(self, angle):
        self.x = x = sine(angle)
        self.y = cosine(angle) * 3
        self.z = x * x / 2

    def normalize(self):
        x, y, z = self.x, self.y, self.z
        norm = (x * x + y * y + z * z) ** 0.5
        self.x = x / norm
        self.y = y / norm
        self.z = z / norm

    def maximize(self, other):
        self.x = max(self.x, other.x)
        self.y = max(self.y, other.y)
        self.z = max(self.z, other.z)
        return self


def run(scale):
    points = [Point(i % 1571 / 1000) for i in range(scale)]
    for point in points:
        point.normalize()
    bounds = points[0]
    for point in points[1:]:
        bounds = bounds.maximize(point)
    return round(bounds.x, 7), round(bounds.y, 7), round(bounds.z, 7)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
