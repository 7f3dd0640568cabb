"""Tuples: packing, methods, comparison, hashing and named access by subclasses."""

t = 1, "a", 2.5
print(t, (), (1,), (1, 2), tuple("ab"), tuple([1]), tuple(), t[0], t[-1], t[1:], len(t), t.index("a"))
print(t.count(1), "a" in t)
print(t + (3,), t * 2, 2 * (0,), () * 5, (1, 2) == (1.0, 2), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,))
print((1, "a") < (2, 0), (1, 2) != [1, 2])
print(hash((1, 2)) == hash((1, 2)), hash(()) == hash(tuple()), hash((1, (2, 3))) == hash((1, (2, 3))))
print({(1, 2): "point"}[1, 2], () is tuple())
print(hash(()), hash((1,)), hash((1, 2)), hash((0, 0.5)), hash((None,)) == hash((None,)), hash((1, (2, (3,)))))
a, b = b, a = 1, 2
print(a, b, *t, (*t, *range(2)), [*t], {*(1, 2, 2)}, ((1, 2), (3, 4))[1][0])
for i, (x, y) in enumerate([(1, 2), (3, 4)]):
    print(i, x, y)


class Point(tuple):
    __slots__ = ()

    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]

    @property
    def y(self):
        return self[1]

    def __repr__(self):
        return f"Point(x={self.x}, y={self.y})"

    def __add__(self, other):
        return Point(self.x + other[0], self.y + other[1])


p = Point(1, 2)
print(p, p.x, p == (1, 2), hash(p) == hash((1, 2)), p + (3, 4), isinstance(p, tuple), len(p), [*p], p[:1])
print(type(p[:]), sorted([Point(2, 1), p]))
x, y = p
print(x, y, max((1, 2), (1, 3)), min([(2, 1), (1, 9)]), sum(((1,), (2,)), ()), tuple(reversed(t)))
print(tuple(sorted((3, 1, 2))), tuple(i * i for i in range(4)))


def many():
    return 1, 2, *(3, 4)


print(many(), (lambda *a: a)(*many()), (yield_ := (1)), type(()), repr((1,)), str(("a",)), (((1,),),))
print(((), (()), ((),)))


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: t.index("missing"))
attempt(lambda: t + [1])
attempt(lambda: t + 1)
attempt(lambda: t * 1.5)
attempt(lambda: t < 5)
attempt(lambda: (1, "a") < (1, 2))
attempt(lambda: hash(([],)))
attempt(lambda: exec("t[0] = 1", {"t": t}))
attempt(lambda: exec("del t[0]", {"t": t}))
attempt(lambda: t.append(1))
attempt(lambda: tuple(5))
attempt(lambda: tuple(1, 2))
attempt(lambda: Point(1))
attempt(lambda: p.z)
attempt(lambda: setattr(p, "x", 1))
attempt(lambda: setattr(p, "z", 1))
attempt(lambda: exec("(a, b), c = (1, 2, 3), 4"))
