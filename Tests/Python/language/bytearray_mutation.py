"""Bytearrays that change: items, slices, growth, and arguments that change them meanwhile."""


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


a = bytearray(range(10))
a[2:5] = b"xyz!"
print(a, len(a))
a[::2] = bytes(len(a[::2]))
print(a)
del a[1::3]
print(a)
del a[:2]
print(a, a[0])
a[1:1] = a
print(a)
a += bytes(a)
print(a, len(a))
a[3:-3] = []
print(a)
a[-1] = True
a[len(a):] = range(3)
print(a)
a *= 3
print(a)
a *= 0
print(a, bool(a))
for i in range(1000):
    a.append(i & 255)
for i in range(400):
    del a[0]
print(len(a), a[0], a[-1], sum(a), bytes(a[:3]))
while len(a) > 5:
    a.pop(0)
    a.pop()
print(a)
a.insert(-100, 1)
a.insert(100, 2)
a.insert(-1, 3)
print(a, a.index(3), a.count(b"\x03"), a.find(b"\x02"))


class Shrinking:
    def __init__(self, target, index):
        self.target, self.index = target, index

    def __index__(self):
        self.target.clear()
        return self.index


b = bytearray(b"abcdef")
attempt(lambda: b.__setitem__(3, Shrinking(b, 65)))
b = bytearray(b"abcdef")
attempt(lambda: b[Shrinking(b, 2):5])
b = bytearray(b"abcdef")
attempt(lambda: b.find(b"c", Shrinking(b, 0)))
b = bytearray(b"abcdef")
attempt(lambda: b.__setitem__(slice(Shrinking(b, 1), 3), b"12"))
print(b)
b = bytearray(b"abcdef")
attempt(lambda: b.extend(b.pop() for _ in range(3)))
print(b)
attempt(lambda: b.__setitem__(slice(0, 2), 5))
attempt(lambda: b.__setitem__(slice(0, 2), "ab"))
attempt(lambda: b.__setitem__(slice(0, 4, 2), b"abc"))
attempt(lambda: b.__setitem__(slice(0, 2), [1, 256]))
attempt(lambda: b.__setitem__("a", 1))
attempt(lambda: b.__delitem__(50))
attempt(lambda: bytearray(b"a").__iadd__("x"))
it = iter(c := bytearray(b"ab"))
print(next(it), c.append(99), list(it), list(it), type(it).__name__)
print({bytes(b"k"): 1}[b"k"], b"k" == bytearray(b"k"), bytearray(b"b") > b"a")


# resize
b = bytearray(b"abc")
print(b.resize(5), b, b.resize(2), b)
for size in [-1, "x", 2**70]:
    try:
        b.resize(size)
    except (ValueError, TypeError, OverflowError) as error:
        print(repr(error))
