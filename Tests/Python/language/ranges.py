"""Ranges: arithmetic of membership, equality, slicing and reversal."""

for r in (
    range(5), range(2, 5), range(0, 10, 3), range(10, 0, -3), range(0), range(5, 5), range(5, 0), range(-3, 3),
    range(10**20, 10**20 + 3), range(0, -10**20, -(10**19) * 4),
):
    print(r, list(r), len(r), bool(r), r.start, r.stop, r.step, list(reversed(r)), r[::-1], r[1:], r[:-1])
    print(hash(r) == hash(range(r.start, r.stop, r.step)))
r = range(0, 20, 3)
print(3 in r, 4 in r, 3.0 in r, 3.5 in r, "3" in r, True in range(2), r.index(9), r.count(9), r.count(10), r[2])
print(r[-1], r[1:4], r[::2], r[5:1:-1], range(5)[2:100])
print(range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2])
print(range(1, 2) == range(1, 3, 5), range(3) != range(4), range(0, 10, 3) == range(0, 12, 3))
print(hash(range(0)) == hash(range(1, 1)))
print(list(range(True)), max(range(5)), min(range(5, 9)), sum(range(10)), sorted(range(3), reverse=True))
print([*range(3)], list(map(str, range(3))), tuple(range(2)), list(zip(range(3), range(3, 6))))
iterator = iter(range(3))
print(next(iterator), iterator.__length_hint__(), list(iterator), list(iterator), next(iterator, "end"))
print(isinstance(r, range), repr(range(1)), str(range(1, 2, 3)))
total = 0
for i in range(10, -10, -4):
    for j in range(i):
        total += j
    else:
        total += 1000
print(total, i, j)
for i in range(0):
    print("never")
print(i, list(range(2**62 - 1, 2**62 + 2)), list(range(2**63 - 2, 2**63 + 1)))
print((2**63 + 5) in range(2**63, 2**64), range(-(2**70), 2**70)[-1], 5 in range(10, 0, -1))


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: range(1.5))
attempt(lambda: range("a"))
attempt(lambda: range())
attempt(lambda: range(1, 2, 0))
attempt(lambda: range(1, 2, 3, 4))
attempt(lambda: range(3).index(5))
attempt(lambda: range(3).index("x"))
attempt(lambda: range(3)[3])
attempt(lambda: range(3)[::0])
attempt(lambda: range(3) + range(3))
attempt(lambda: range(3) < range(4))
attempt(lambda: exec("r.start = 5", {"r": r}))
attempt(lambda: exec("r[0] = 5", {"r": r}))
attempt(lambda: next(range(3)))
