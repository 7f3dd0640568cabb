"""Instances that are called, in loops that become machine code: classes, their changes, wrong arguments, recursion."""

import sys


class Counter:
    def __init__(self, step):
        self.step = step
        self.total = 0

    def __call__(self):
        self.total += self.step
        return self.total


class Scaled:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, x, y=1):
        return x * self.factor + y


class Shifted(Scaled):
    def __call__(self, x, y=2):
        return super().__call__(x, y) - 1


class Long:
    def __call__(self, x):
        total = 0
        for i in range(x):
            total += i
        return total


class Yields:
    def __call__(self, n):
        yield from range(n)


class Static:
    @staticmethod
    def __call__(x):
        return x + 1


class ByClass:
    @classmethod
    def __call__(cls, x):
        return cls.__name__, x


class Indirect:
    __call__ = Scaled(3)


def once(n):
    counter = Counter(3)
    for _ in range(n):
        result = counter()
    return result


def several(n):
    total = 0
    callees = [Scaled(2), Shifted(3), Long(), Static(), Scaled(1.5), lambda x: x]
    for i in range(n):
        total += callees[i % 6](i % 7)
    return total


class Holder:
    def __init__(self):
        self.scaled = Scaled(2)
        self.long = Long()

    def run(self, n):
        total = 0
        for i in range(n):
            total += self.scaled(i, 3) + self.long(i % 5) + self.scaled(i, y=4)
        return total


def generators(n):
    yields = Yields()
    return sum(sum(yields(i % 4)) for i in range(n))


def changed(n):
    class Changing:
        def __call__(self, x):
            return x

    instance = Changing()
    instance.__call__ = lambda x: "never"
    total = 0
    for i in range(n):
        if i == n // 2:
            Changing.__call__ = lambda self, x: 2 * x
        if i == n // 2 + 5:
            Changing.__call__ = Scaled(5)
        total += instance(i)
    del Changing.__call__
    try:
        instance(1)
    except TypeError as error:
        print(error)
    return total


def refused(n):
    seen = set()
    scaled, counter = Scaled(1), Counter(1)
    for i in range(n):
        for call in (lambda: scaled(), lambda: scaled(1, 2, 3), lambda: counter(i), lambda: scaled(1, z=2), lambda: scaled("a")):
            try:
                call()
            except TypeError as error:
                seen.add(str(error))
    return sorted(seen)


class Deep:
    def __call__(self, n):
        return 0 if n == 0 else 1 + self(n - 1)


class Endless:
    def __call__(self):
        return self()


class Raises:
    def __call__(self, x):
        frame = sys._getframe(1)
        if x == 190:
            raise ValueError(frame.f_code.co_name, sorted(frame.f_locals))
        return x


def raising():
    raises = Raises()
    total = 0
    for i in range(200):
        total += raises(i)
    return total


for _ in range(3):
    print(once(400), several(600), Holder().run(300), generators(300), changed(100))
print(*refused(50), sep="\n")
print(ByClass()(1), Indirect()(2), [Deep()(n) for n in (0, 1, 500)])
for _ in range(2):
    try:
        Endless()()
    except RecursionError as error:
        print(error)
try:
    raising()
except ValueError as error:
    print(error)
    entry = error.__traceback__
    while entry:
        print(entry.tb_frame.f_code.co_name, entry.tb_lineno)
        entry = entry.tb_next


def pairs(n):
    """`enumerate` and `zip` over what has iterators of its own, and over what has not."""
    class Sequence:
        def __getitem__(self, index):
            if index == 3:
                raise IndexError
            return index

    total = 0
    sources = [[1, 2, 3], (4, 5), "abc", {1: 2}, {7}, range(3), Sequence(), iter([1, 2]), (x for x in (1, 2))]
    for i in range(n):
        source = sources[i % 9]
        for index, item in enumerate(source):
            total += index if isinstance(item, str) else index * item
        for left, right in zip(source, [1, 2, 3]):
            total += right
        counted = enumerate(source)
        total += sum(index for index, _ in counted)
    for source in (1, None):
        for make in (lambda: enumerate(source), lambda: zip(source, [1]), lambda: zip([1], source), lambda: enumerate()):
            try:
                make()
            except TypeError as error:
                print(error)
    return total


for _ in range(3):
    print(pairs(450))
