"""Identity, equality and hashes of numbers, text and containers that must agree."""


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a, b = 10**30, 10**30
print(a == b, hash(a) == hash(b), hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(2**61 - 1))
print(hash(2**61), hash(-1), hash(-2), hash(-(2**61 - 1)), hash(2**64), hash(10**20), hash(-(10**20)))
print(hash(0.5), hash(1.5), hash(-0.0), hash(1e100), hash(float("inf")), hash(float("-inf")), hash(3.14))
print(hash(1 / 3), hash(2.0**-1074), hash(1j), hash(1 + 1j), hash(1.5 - 2j))
print(hash(None) == hash(None), hash(()) == hash(()), hash((1, 2, 3)), hash((1.0, 2, 3)) == hash((1, 2, 3)))
print(hash(frozenset({1, 2, 3})), hash(range(5)) == hash(range(0, 5)), hash("") == 0, hash(b"") == 0)
print(hash("abc") == hash(b"abc"), hash("abc"), hash("é"), hash("\U0001f600"), hash(b"xyz"))
nan = float("nan")
print(nan in [nan], [nan] == [nan], (nan,) == (nan,), {nan: 1} == {nan: 1}, nan == nan, {nan} == {nan})
print([nan].index(nan), [nan].count(nan), nan is nan)
x = y = []
print(x is y, [] is [], x == y, id(x) == id(y), x is not [], (lambda: 1) == (lambda: 1), len == len, int == int)
print([].append == [].append, x.append == y.append, x.append is x.append)


class Always:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 5


class Never:
    def __eq__(self, other):
        return False

    __hash__ = object.__hash__


n = Never()
print(n == n, n in [n], [n] == [n], {n: 1}[n], n != n, Always() == 1, 1 == Always(), Always() in {Always(): 1})
print(5 in {Always(): 1}, {Always(), Always(), 5}.__len__(), [1, 2].index(Always()), Always() != 1)


class NoHash:
    def __eq__(self, other):
        return True


class HashOnly:
    def __hash__(self):
        return 2**70 + 1


print(hash(HashOnly()), hash(object()) != 0, isinstance(hash("x"), int), NoHash.__hash__)
print({1: "a", True: "b", 1.0: "c"}, {0, False, 0.0, -0.0, 0j}, {"a", "a"}, len({1, 1.5, 2**70, 2.0**70}))
attempt(lambda: hash(NoHash()))
attempt(lambda: {NoHash(): 1})
attempt(lambda: {NoHash()})
attempt(lambda: hash([]))
attempt(lambda: hash({}))
attempt(lambda: hash(([],)))
attempt(lambda: hash(set()))
attempt(lambda: hash(bytearray()))
attempt(lambda: hash(slice(0, [])))
attempt(lambda: [] in {1})
attempt(lambda: {}[{}])
