"""Iteration by built-ins: enumerate, zip, map, filter, reversed, sorted, iter, sum, min, max, any, all."""

print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)))
print(list(enumerate([], 10**20)), next(enumerate("x", 10**20)))
print(list(zip()), list(zip("ab")), list(zip("abc", [1, 2])), list(zip("ab", range(9), strict=False)))
print(list(zip(*[(1, 2), (3, 4)])), dict(zip("ab", [1, 2])))
print(list(map(int, "123")), list(map(pow, [2, 3], [3, 2])), list(map(lambda *a: a, "ab", "cde")))
print(list(map(str.upper, "ab")), list(map(None.__class__, [])) == [])
print(list(filter(None, [0, 1, "", "a", [], [0]])), list(filter(str.isdigit, "a1b2")))
print(list(filter(lambda x: x > 1, range(4))), list(filter(bool, [])))
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed((1,))), list(reversed(range(3))))
print(list(reversed({"a": 1, "b": 2})), type(reversed([])).__name__)
print(sorted({3, 1, 2}), sorted("hello", reverse=True), sorted([(2, "a"), (1, "b"), (1, "a")]))
print(sorted(["bb", "a", "ccc"], key=len, reverse=True), sorted([True, 0, 2.5, -1]), sorted({"b": 1, "a": 2}))
stable = sorted([("x", 1), ("y", 0), ("z", 1), ("w", 0)], key=lambda p: p[1], reverse=True)
print(stable, sorted([[2], [1, 5], [1]]), sorted(range(10), key=lambda n: (n % 3, -n)), sorted([3, 1, 2], key=None))
print(sum([]), sum([1, 2], 10), sum([[1], [2]], []), sum((0.1,) * 3), sum([1, 2.5, 1j]), sum(range(1000)))
print(sum([True, True]), sum([2**62, 2**62, -(2**63)]), sum([1.5], start=2), sum([0.1] * 10) == 1.0)
print(min(3, 1, 2), max("abc"), min([1], default=5), max([], default="none"), max("a", "bb", key=len))
print(min([3, 1], key=lambda v: -v), max([1, 1.0]), min(1.0, 1), max((1, 2), (1, 3)), max({"a": 1, "b": 0}))
print(any([]), all([]), any([0, "", None, 1]), all([1, "a", [0]]), any(x > 2 for x in range(5)))
print(all(x > 2 for x in range(5)), abs(-3), abs(-2.5), abs(3 - 4j), divmod(17, 5), divmod(-17, 5))
print(divmod(1.5, 0.5))
it = iter([1, 2, 3])
print(next(it), list(it), next(it, "default"), list(iter(lambda: 1, 1)), iter(it) is it, it.__length_hint__())
print(type(it).__name__, type(iter("")).__name__, type(iter({})).__name__, type(iter(())).__name__)
m = map(print, [1])
print("lazy", type(m).__name__, iter(m) is m)
list(m)
print(len("abc"), len({}), len(range(5)), len(b"ab"), hash(5), hash("a") == hash("a"), id(it) == id(it))
print(callable(len), callable(5), callable(lambda: 1), bool([]), repr("x"), ascii("é"), chr(97), ord("a"))
print(hex(255), oct(8), bin(5), hex(-1), round(2.567, 1), round(7), pow(2, 10), pow(2, 10, 7))
print(isinstance(1, int | str), issubclass(bool, int), isinstance([], list | None))
print(isinstance(None, int | None), getattr("x", "nope", 1))
print(
    eval("1 + 1"), eval("x * 2", {"x": 4}), eval("x", {}, {"x": 5}), exec("y = 5"),
    type(compile("1", "s", "eval")).__name__, vars(type("V", (), {"a": 1})()),
), print(*[1, 2], sep="-", end="!\n")
print(1, "a", None, sep=", ", end=";\n"), print(), print("", "", sep="|"), print("x", end=""), print("y", flush=True), print(sep="x")


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n

    def __reversed__(self):
        return iter("reversed")


class Old:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError(i)
        return i * i

    def __len__(self):
        return 3


print(list(Countdown(3)), sum(Countdown(4)), list(reversed(Countdown(1))), list(Old()), list(reversed(Old())))
print(4 in Old(), max(Old()), list(zip(Countdown(2), Old())), sorted(Countdown(3)), tuple(Countdown(2)))
print(set(Countdown(2)))
print(dict(enumerate(Countdown(2))), [*Countdown(2)], "".join(map(str, Countdown(3))))
print(list(enumerate(reversed("ab"))), any(Countdown(1)), all(Countdown(3)))
for action in (
    lambda: next(iter([])), lambda: iter(5), lambda: enumerate(5), lambda: zip(5), lambda: map(5, [1]).__next__(),
    lambda: list(map(5, [1])), lambda: list(filter(5, [1])), lambda: reversed({1}), lambda: reversed(5),
    lambda: sorted(5), lambda: sorted([1, "a"]), lambda: sorted([1], key=5), lambda: sum(5), lambda: sum(["a"]),
    lambda: sum([[]]), lambda: sum([], ""), lambda: min(5), lambda: min([]), lambda: max(1, "a"), lambda: any(5),
    lambda: abs("a"), lambda: len(5), lambda: next(5), lambda: next([]), lambda: chr(-1), lambda: ord(""),
    lambda: hex("a"), lambda: round("a"), lambda: hash([]), lambda: callable(), lambda: isinstance(1, "int"),
    lambda: issubclass(1, int), lambda: print(end=5), lambda: eval("1 +"), lambda: eval(5),
    lambda: compile("1", "s", "bad"), lambda: dir(1, 2), lambda: vars(5), lambda: iter(len), lambda: bin(1.5),
    lambda: pow("a", 2), lambda: id(), lambda: getattr(1, "x"), lambda: setattr(1, "x", 2), lambda: delattr(1, "x"),
    lambda: __import__("no_such_module_here"), lambda: zip([1], [1, 2], strict=True).__class__.__name__,
    lambda: list(zip([1], [], [1], strict=True)),
):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
