"""Lists: methods, operators, comparison, identity and building."""

a = [3, 1, 2]
a.append(4)
a.extend((5, 6))
a.extend("xy")
a.insert(0, "first")
a.insert(-1, "before last")
a.insert(100, "end")
a.insert(-100, "start")
print(a, len(a), a.index(1), a.index("x", 3), a.count(3), a.pop(), a.pop(0), a.pop(-2), a)
a.remove("x")
a.reverse()
print(a, a.copy() == a, a.copy() is a, [] == [], [] is [], not [], bool([0]))
a.clear()
print(a, [1, 2] + [3], [1, 2] * 2, 2 * [0], [[]] * 2, [1] + [] == [1], [1, [2, [3]]])
rows = [[0] * 2] * 2
rows[0][0] = 1
print(rows, [[0] * 2 for _ in range(2)], [*range(3), *"ab", *[]], [*(1, 2)] + [3])
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, 2] == [1.0, 2.0], [1] != [2], [1, 2] <= [1, 2])
print([[1]] < [[2]])
print(sorted([3, 1, 2]), sorted([3, 1, 2], reverse=True), sorted("bca"), sorted([(1, "b"), (1, "a")]))
print(sorted(["b", "A", "c"], key=str.lower), sorted([-3, 2, -1], key=abs))
b = [("a", 2), ("b", 1), ("c", 2), ("d", 1)]
b.sort(key=lambda pair: pair[1])
print(b)
b.sort(key=lambda pair: pair[1], reverse=True)
print(b, b.sort(), b)
print(2 in [1, 2], "x" not in [1], [1] in [[1]], None in [None], list(), list((1, 2)), list({"a": 1}))
print(list(reversed([1, 2])), list(range(3)))
c = d = [1]
c += [2]
print(d, c is d)
c = c + [3]
print(d, c is d)
d *= 2
print(d, list(enumerate("ab", 1)), list(zip([1, 2], "ab")), list(map(lambda x, y: x + y, [1, 2], [3, 4])))
print(list(filter(None, [0, 1, "", "a"])))
first, *rest = [1, 2, 3]
*start, last = "abc"
x, (y, *z), w = 1, (2, 3, 4), 5
(p), [q, r] = 1, [2, 3]
print(first, rest, start, last, x, y, z, w, p, q, r)
print(min([3, 1]), max([3, 1]), sum([1, 2, 3]), all([]), any([]), all([1, 0]), any([0, 1]), len([[]]))
print([].__len__(), list.__name__)
big = list(range(10000))
for i in range(0, 5000):
    big.pop()
print(len(big), big[-1], sum(big), big[::1000], sorted(big, key=lambda n: n * 7919 % 5003)[:5])


class Sub(list):
    def __getitem__(self, index):
        return super().__getitem__(index if isinstance(index, slice) else index - 1)


s = Sub([1, 2, 3])
s.extra = "attribute"
print(s, s[1], s[0], list(s), s + [4], type(s + [4]), type(s[1:]), s.extra, len(s), isinstance(s, list))
print(s == [1, 2, 3], repr(s), Sub() == [])


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: [].pop())
attempt(lambda: [1].pop(5))
attempt(lambda: [1].remove(2))
attempt(lambda: [1].index(2))
attempt(lambda: [1].index("needle"))
attempt(lambda: [1] + (2,))
attempt(lambda: [1] * "a")
attempt(lambda: [1] * [2])
attempt(lambda: [1] < 1)
attempt(lambda: [1] - [1])
attempt(lambda: [].extend(5))
attempt(lambda: hash([]))
attempt(lambda: [1, "a"].sort())
attempt(lambda: [].missing)
attempt(lambda: list(5))
attempt(lambda: exec("a, b = [1]"))
attempt(lambda: exec("a, b = [1, 2, 3]"))
attempt(lambda: exec("a, *b, c = [1]"))
attempt(lambda: exec("a, b = 5"))
attempt(lambda: exec("[a, b] = 'x'"))
