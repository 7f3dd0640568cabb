"""Subclasses of list, dict, str, tuple, set, float and Exception: what stays the subclass and what does not."""
class L(list):
    def append(self, item):
        super().append(("wrapped", item))


class D(dict):
    def __getitem__(self, key):
        return f"got {super().__getitem__(key)}"


class S(str):
    def __add__(self, other):
        return S(str(self) + "+" + other)

    def __eq__(self, other):
        return str.__eq__(self, other.lower())

    __hash__ = str.__hash__


class F(float):
    def __repr__(self):
        return f"F({float(self)})"


class T(tuple):
    pass


class B(bytes):
    def __len__(self):
        return 99


l = L([1])
l.append(2)
l += [3]
l.tag = "tagged"
print(l, type(l[:]), type(l + []), type(l * 2), type(l.copy()), l.tag, l == [1, ("wrapped", 2), 3])
print(isinstance(l, list), L(), L("ab"))
d = D(a=1)
print(d["a"], d.get("a"), d, dict(d), list(d.values()), {**d}, type(d.copy()), type(d | {}))
print("{a}".format_map(d), D.fromkeys("x"), type(D.fromkeys("x")))
s = S("Text")
print(s + "more", type(s + "x"), type(s.upper()), type(s[0]), type(S(s)), str(s), type(str(s)), s == "TEXT")
print(S("text") == "TEXT", {S("k"): 1}["k"], "-".join([s, s]), f"{s:>6}", len(s), type(f"{s}"))
f = F(2.5)
print(f, str(f), f"{f}", f + 1, type(f + 1), type(-f), f == 2.5, hash(f) == hash(2.5), F("1e3"), [f], round(f), int(f))
t = T((1, 2))
t.note = "n"
print(t, type(t + ()), type(t[:]), type(T(t)), t == (1, 2), hash(t) == hash((1, 2)), t.note, {t: 1}[1, 2], [*t])
b = B(b"abc")
print(b, len(b), b[0], type(b + b"x"), type(b.upper()), b == b"abc", bool(B()), [*b])


class Stack(list):
    def __init__(self, *items):
        super().__init__(items)

    def __bool__(self):
        return True

    def __contains__(self, item):
        return item == "always"

    def __iter__(self):
        return iter(["own iterator"])

    def __len__(self):
        return 42


k = Stack(1, 2, 3)
print(k, bool(Stack()), 1 in k, "always" in k, list(k), len(k), k[0], [*k], sorted(k), tuple(k), [x for x in k])
print(sum(Stack() and [1]), k + [4], list.__len__(k))


class Counter(dict):
    def __missing__(self, key):
        return 0

    def __init__(self, items=()):
        super().__init__()
        for item in items:
            self[item] += 1


c = Counter("hello")
print(c, c["z"], "z" in c, c == {"h": 1, "e": 1, "l": 2, "o": 1}, max(c, key=c.get), type(c))
print(sorted(c.items(), key=lambda i: (-i[1], i[0])))


class E(ValueError, KeyError):
    pass


try:
    raise E("both")
except KeyError as error:
    print(repr(error), str(error), [m.__name__ for m in E.__mro__])


class O(set):
    def add(self, item):
        super().add(item * 2)


o = O([1])
o.add(2)
o |= {9}
print(sorted(o), type(o), type(o | {1}), type(o.copy()), type(o - {1}), o == {1, 4, 9})
