"""What objects share: attributes of classes and modules, static methods and class methods, called and changed while the
code that uses them is hot; and calls whose arguments are calls."""

import sys

Module = type(sys)
tools = Module("tools")
tools.twice = lambda x: x * 2
tools.limit = 7
tools.biggest = max


class Base:
    kind = "base"
    weight = 2

    @staticmethod
    def plus(x): return x + 1

    @classmethod
    def named(cls, x): return cls.__name__, x

    def all(self, x): return self.plus(x), self.named(x), self.kind, self.weight, Base.plus(x), Base.named(x), Base.weight


class Left(Base):
    kind = "left"


class Right(Base):
    kind = "right"
    weight = 0.5

    @staticmethod
    def plus(x): return x - 1


def of_module(n):
    total = 0
    for i in range(n): total += tools.twice(i) + tools.limit + tools.biggest(i, 3)
    return total


def of_objects(objects):
    return [o.all(i) for i, o in enumerate(objects)]


def inner(items): return [x for x in items if x is not None]


def nested(items):
    """The callee waits in the window while its arguments are computed."""
    found = []
    for turn in range(4):
        found.extend(inner(items))
        found.append(len(inner(items)))
        found.append(max(len(inner(items)), turn))
        found.append(str(tools.twice(len(inner(items)))))
    return len(found), found[-4:]


def kinds(objects):
    counts = {}
    for o in objects: counts[o.kind] = counts.get(o.kind, 0) + o.weight
    return counts


objects = [Left(), Right(), Base()] * 6
for turn in range(120):
    results = [of_module(20), of_objects(objects)[:3], nested([1, None, 2]), kinds(objects)]
    if turn == 60:
        tools.twice = lambda x: x * 3
        tools.limit = 100
    elif turn == 70:
        del tools.limit
        tools.limit = 1
        tools.biggest = min
    elif turn == 75:
        Base.plus = staticmethod(lambda x: x + 1000)
        Base.weight = 5
    elif turn == 80:
        Left.named = classmethod(lambda cls, x: (cls, x)[1])
        Left.kind = property(lambda self: "computed")
    elif turn == 85:
        objects[0].plus = lambda x: "own"
        objects[1].weight = 11
    elif turn == 90:
        Right.plus = lambda self, x: x
    if turn % 10 == 9 or 59 < turn < 63: print(turn, results)


class Watched(Module):
    """CPython goes past a property of a name that the module has; so there is none of such a name."""
    @property
    def bound(self): return 50
    def doubled(self, x): return x * 2


def watched(n):
    total = 0
    for i in range(n): total += tools.bound + tools.doubled(i) + tools.limit
    return total


tools.__class__ = Watched
for turn in range(60):
    total = watched(20)
    if turn == 30: Watched.bound = 3
    if turn == 45: tools.doubled = lambda x: x
    if turn % 15 in (0, 1): print(turn, total)

missing = Module("missing")
missing.__getattr__ = lambda name: len(name)
for turn in range(60):
    total = sum(missing.abc for _ in range(20))
    if turn == 30: missing.abc = 1
    if turn == 45: del missing.abc
    if turn % 15 in (0, 1): print(turn, total)
for name in ("twice", "limit"): delattr(tools, name)
for code in ("tools.twice(1)", "tools.limit", "Base.nothing", "Base().nothing()", "tools.nothing()"):
    try: eval(code)
    except AttributeError as error: print(error)


# Attributes that do not fit into the object.

class Wide:
    def fill(self, count):
        for i in range(count): setattr(self, f"a{i}", i)
        return self


class Failure(Exception):
    def __init__(self, code): self.code = code; self.count = 0


class Table(dict):
    pass


def use(o, n):
    total = 0
    for i in range(n):
        o.a9 = o.a9 + i
        total += o.a9 + o.a1
    return total


def count(o, n):
    for i in range(n): o.count += o.code
    return o.count


tables = [Table() for _ in range(3)]
for t in tables: t.code, t.count = 2, 0
for turn in range(120):
    wide = Wide().fill(12)
    results = use(wide, 30), count(Failure(turn), 20), count(tables[turn % 3], 5)
    if turn == 60: Wide.a1 = property(lambda self: 100, lambda self, value: None)
    if turn == 70: del Wide.a1
    if turn == 80: tables[0].code = 0.5
    if turn % 20 == 19 or turn == 61: print(turn, results)
del wide.a9
for o in (wide, Wide().fill(5), Failure(1)):
    try: print(use(o, 3))
    except AttributeError as error: print(error)
wide.__dict__["a9"] = 5
print(use(wide, 3), wide.__dict__["a9"])
