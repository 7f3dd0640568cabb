# Frames of inlined calls are written on one side of an allocation and on the other: what machine code keeps in registers
# across it, vectors with the words of a frame among them, is as it was.
import threading

lock = threading.Lock()


class Sections:
    @classmethod
    def pairs(cls, text):
        return ((name, 1) for name in cls.read(text))

    @staticmethod
    def read(text, wanted=None):
        yield from text


class Points(tuple):
    @classmethod
    def of(cls, text, distribution):
        return cls(distribution.marked(point) for point in cls.read(text))

    @staticmethod
    def read(text):
        return ([pair] for pair in Sections.pairs(text or ""))


def text(name):
    with lock:
        return name


class Distribution:
    def __init__(self, number):
        self.number = number

    def marked(self, point):
        return self.number, point

    @property
    def points(self):
        return Points.of(text("ab"), self)


distributions = [Distribution(number) for number in range(4)]


def all_points():
    points = []
    for distribution in distributions:
        points.extend(distribution.points)
    return points


expected = [(number, [(name, 1)]) for number in range(4) for name in "ab"]
wrong = 0
for _ in range(1500):
    try:
        wrong += all_points() != expected
    except TypeError:
        wrong += 1
print(wrong)


# Numbers in registers across allocations.
class Body:
    def __init__(self, x, y, z, mass):
        self.x, self.y, self.z, self.mass = x, y, z, mass


def sums(count):
    a = b = c = d = 0.0
    kept = []
    for i in range(count):
        body = Body(i * 0.5, i * 0.25, i * 0.125, i * 2.0)
        a += body.x
        b += body.y
        c += body.z
        d += body.mass
        kept.append((body, [i], {i: i}))
    return a, b, c, d, len(kept)


for _ in range(30):
    result = sums(400)
print(result)
