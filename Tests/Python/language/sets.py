"""Sets and frozensets: algebra, methods, comparison, hashing."""

a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a <= b, a < a | b, a >= {1}, a > a, a == {3, 2, 1}, a != b, len(a), 2 in a)
print(a.isdisjoint({9}), bool(set()), set())
print(a.union(b, [5]), a.intersection([1, 2], (2,)), a.difference(b, [1]), a.symmetric_difference(b))
print(a.issubset(range(10)), a.issuperset([1]), sorted(a.union("x"), key=str))
c = set(a)
c.add(4)
c.add(4)
c.discard(99)
c.remove(1)
c.update([5, 6], {7})
c |= {8}
c &= {2, 3, 4, 8}
c -= {2}
c ^= {3, 9}
print(sorted(c), c.copy() == c, c.copy() is c, c.pop() in {4, 8, 9}, len(c), c.clear(), c)
c.update("ab")
c.intersection_update("bc")
c.difference_update("x")
c.symmetric_difference_update("bd")
print(c, {*[1, 1, 2]}, {1, 1.0, True}, {x % 3 for x in range(10)}, set("hello") == set("olleh"), frozenset([1]))
print(frozenset(), {frozenset({1}), frozenset({1})})
f = frozenset([1, 2])
print(f | {3}, type(f | {3}), {3} | f, type({3} | f), f == {1, 2}, hash(f) == hash(frozenset([2, 1])))
print({f: "key"}[frozenset([2, 1])], f in {f}, {1, 2} in {f}, f.copy() is f, frozenset(f) is f)
print(hash(frozenset()), hash(frozenset([1])), hash(frozenset([1, 2, 3])), {1} < {1, 2} < {1, 2, 3}, {1} < {2})
print({2} < {1}, set() <= set(), sorted([{1, 2}, {1}], key=len))
print(list({10, 3, 7, 0, 15, 8}), list(set(range(20, 0, -1))), list({i * 8 for i in range(6)}))
print({2**61 - 1, 0, 2**61}, {-1, -2}, list({1000, 1, 33, 65}))
big = set()
for i in range(500):
    big.add(i * 7 % 1009)
for i in range(0, 500, 2):
    big.discard(i * 7 % 1009)
print(len(big), sum(big), list(big)[:6], min(big), max(big))


class Sub(set):
    pass


s = Sub([1])
s.name = "named"
print(s, s | {2}, type(s | {2}), type(s.copy()), s.name, s == {1}, repr(Sub()), Sub([1]) | Sub([2]))


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: set().pop())
attempt(lambda: {1}.remove(2))
attempt(lambda: {1}.remove("x"))
attempt(lambda: {[]})
attempt(lambda: {1}.add({}))
attempt(lambda: [] in {1})
attempt(lambda: hash({1}))
attempt(lambda: {1} | [2])
attempt(lambda: {1} + {2})
attempt(lambda: {1} < [1])
attempt(lambda: set(5))
attempt(lambda: set(1, 2))
attempt(lambda: {1}.union(5))
attempt(lambda: frozenset().add(1))
attempt(lambda: {1}[0])
attempt(lambda: exec("a &= [1]", {"a": {1}}))
# The operators by their reflected names: they take sets only, and the receiver is the right operand.
for method in ("__rand__", "__ror__", "__rsub__", "__rxor__"):
    for receiver in ({1, 2}, frozenset({1, 2})):
        print(method, *(getattr(receiver, method)(other) for other in ({2, 3}, frozenset({2, 3}), [2, 3])))
