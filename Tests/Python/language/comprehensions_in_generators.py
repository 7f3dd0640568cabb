"""A comprehension in a generator expression has a variable of its own, also where both are of one name."""

print(list(q for q in [1, 2] if q != sum([q * 2 for q in range(3)])))
print(list((q, [q for q in range(2)], q) for q in "ab"))
print(list(q for q in [1, 2] if len({q for q in range(3)}) == 3 and {q: q for q in "x"} == {"x": "x"}))
print(sorted(q for q in [3, 1, 2] if q < sum([q * 2 for q in range(3)])))
print(list((lambda: q)() for q in [1, 2] if [q for q in "yz"] == ["y", "z"]))
print(list([(p, q) for p in range(q)] for q in [1, 2]))
print(list(q for q in [1, 2] for p in [q for q in range(q)] if [p for p in "p"] and q > p))


def within(items):
    return list(q for q in items if [q for q in [q, q]] == [q, q])


print(within([1, 2]))


def raising(q):
    try:
        return list(q for q in [1, 2] if [1 / q for q in (1, 0)])
    except ZeroDivisionError:
        return q


print(raising(5))


def caught(items):
    def check(q):
        try:
            return [1 // q for q in [q, 0]]
        except ZeroDivisionError:
            return q

    return list(check(q) + sum([q for q in range(3)]) + q for q in items)


print(caught([1, 2]))
