"""What a call says about keywords that no parameter has, and about too many of them."""


def defaults(a, b=1, /, ccc=2, *, ddd=3):
    return a, b, ccc, ddd


class Point:
    def __init__(self, left, top=0):
        self.place = left, top


for call in (
    lambda: defaults(1, bb=2),
    lambda: defaults(1, cc=2),
    lambda: defaults(1, dd=2),
    lambda: defaults(1, ddddddd=2),
    lambda: Point(lift=1),
    lambda: print(endd=1),
    lambda: "".split(maxsplt=1),
    lambda: [].sort(kei=1),
    lambda: round(1, ndigit=3),
    lambda: sum([], star=2),
    lambda: compile(sourc=1),
    lambda: pow(bas=1),
    lambda: bytearray(sorce=1),
    lambda: ImportError(nam=1),
    lambda: int("1", base=10, x=3),
    lambda: int(1, 2, 3),
    lambda: str(1, 2, 3, 4),
    lambda: str(object=2, encoding="a", errors="b", x=1),
    lambda: str(encoding=1),
    lambda: memoryview(1, 2),
    lambda: memoryview(objec=1),
    lambda: enumerate(),
    lambda: enumerate([], 1, start=2),
    lambda: enumerate([], iterable=[]),
    lambda: enumerate([], star=1),
):
    try:
        print(call())
    except TypeError as error:
        print(error)
