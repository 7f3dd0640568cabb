"""Unpacking and assignment: targets of every form, order, chained and augmented, the walrus, `del`."""

a, b = 1, 2
(c, d), [e, *f] = (3, 4), "xyz"
g = h = [0]
g[0], i = 5, g[0]
*j, = range(2)
k, (l, (m, *n)), *o = 1, (2, (3, 4, 5)), 6, 7
print(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o)


class Log:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __setattr__(self, name, value):
        self.log.append((name, value))

    def __setitem__(self, key, value):
        self.log.append((key, value))

    def __getitem__(self, key):
        self.log.append(("get", key))
        return 10


log = Log()
log.x, log[0], (log.y, *log[1:2]) = 1, 2, (3, 4, 5)
log.p = log["q"] = "chain"
log["aug"] += 1
print(log.log)
x = [1, 2, 3]
index = 0
index, x[index] = 2, "changed"
print(x, index)
x[0], x[1], x[2] = x[2], x[0], x[1]
print(x)


def side(label):
    print(label, end=" ")
    return {}


side("target")["k"] = side("value")
side("a")[str(side("key"))] = 1
print()
counter = 5
counter += 1; counter -= 2; counter *= 3; counter //= 2; counter **= 2; counter %= 7; counter <<= 3; counter |= 1; counter ^= 3; counter &= 0xFF; counter >>= 1; counter /= 2
print(counter)
text = "a"
text += "b"
text *= 2
t = (1,)
alias = t
t += (2,)
print(text, t, alias)
try:
    nested = ([],)
    nested[0] += [1]
except TypeError as error:
    print(error, nested)
if (value := 10) > 5 and (other := value + 1):
    print(value, other)
while (counter := counter - 1) > 3:
    pass
print(counter, [y := 5, y**2], (z := 1, 2), z)
del a, (b, c), [d], x[0], log.__dict__["log"][0]
print("a" in globals(), "d" in globals(), x)
x: int = 5
y: "text"
z.real: int if False else int
print(x)


def pair():
    return 1, 2


first, second = pair()
for first, *rest in [(1, 2, 3), "ab"]:
    print(first, rest)
for x[0] in range(2) if isinstance(x, list) else ():
    pass
[p, q] = (p, q) = {1: "a", 2: "b"}
print(p, q, *pair(), [*pair(), *pair()], {**{"a": 1}, **dict(b=2)}, {*pair()}, (*pair(),), [*"ab"][::-1])


def attempt(source):
    try:
        exec(source, {})
        print("fine")
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for source in (
    "a, b = 1", "a, b = 1,", "a, b = 1, 2, 3", "a, *b, c = 1,", "a, b = {}", "a, b = 'abc'", "a, b = iter([1])",
    "(a, b), c = 1, 2", "*a = 1", "*a, *b = 1", "a, b += 1", "f() = 1", "1 = a", "None = 1", "a + b = 1", "del f()",
    "del 1", "x = y = 1 = z", "(a := 1) = 2", "a := 1", "[a, 1] = 2", "a.b: int = c", "for 1 in x: pass",
    "with a as 1: pass", "a = *b", "a = *b,", "print(*1)", "print(**1)", "del undefined", "undefined += 1",
    "True = 1", "x.None = 1", "a if b else c = 1", "lambda: 1 = 1", "f'{x}' = 1", "'s' = 1", "... = 1", "{} = 1",
    "a < b = 1", "not a = 1", "-a = 1", "await_ = 1", "import a as 1",
):
    attempt(source)
