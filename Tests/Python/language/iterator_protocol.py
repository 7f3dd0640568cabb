"""User-defined iterators, context, containers and callables through every consumer."""
class Range:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return RangeIterator(self.n)

    def __len__(self):
        return self.n

    def __contains__(self, x):
        return isinstance(x, int) and 0 <= x < self.n

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [*range(self.n)][i]
        if not 0 <= i < self.n:
            raise IndexError("out")
        return i

    def __reversed__(self):
        return iter([*range(self.n)][::-1])


class RangeIterator:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i - 1


r = Range(4)
a, b, *c = r
print(list(r), tuple(r), set(r), sorted(r, reverse=True), sum(r), max(r), [*r], {*r}, dict.fromkeys(r), a, b, c)
print(len(r), bool(Range(0)), 2 in r, 9 in r, r[1:3], list(reversed(r)))
print(list(zip(r, r)), list(enumerate(r)), list(map(str, r)), list(filter(None, r)), any(r), all(r))
print("".join(map(str, r)), bytes(r), bytearray(r), list(iter(r)), dict(zip("abcd", r)), (lambda *x: x)(*r))
print(print(*r))
print([x for x in r if x % 2], {x: x for x in r}, [(x, y) for x in r for y in Range(x)], min(r, default=0))
print(next(iter(r)), frozenset(r), slice(*Range(3)), range(*Range(3)), complex(*Range(2)))
values = [0]
values[1:] = r
values.extend(r)
values += r
print(values, [].extend(r), {1, 2}.union(r), {1, 2}.intersection(r), {1, 2} <= set(r), {9}.isdisjoint(r))
print(",".join(str(x) for x in r))


def consume():
    yield from r
    return "end"


print(list(consume()), [i for i in (yielded for yielded in r)])
it = iter(r)
for x in it:
    if x == 1:
        break
print(list(it), next(it, "exhausted"))


class Failing:
    def __iter__(self):
        yield 1
        raise ValueError("mid-iteration")


for consumer in (
    list, tuple, set, sum, sorted, max, dict.fromkeys, "".join, bytes, lambda f: [*f], lambda f: (lambda *a: a)(*f),
    lambda f: list(zip(f)), any, all, lambda f: 5 in f, lambda f: [].extend(f), lambda f: [x for x in f],
    lambda f: dict(enumerate(f)),
):
    try:
        print(consumer(Failing()))
    except Exception as error:
        print(type(error).__name__, error)


class Callable:
    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1
        return self.count


print(list(iter(Callable(), 4)), sorted([3, 1], key=lambda x: Callable()()), list(map(lambda _: 1, Range(2))))
