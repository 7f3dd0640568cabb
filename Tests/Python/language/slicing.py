"""Indexing and slicing of lists, tuples, text, bytes and ranges: reading, assigning and deleting."""

items = list(range(10))
for s in (
    slice(None), slice(2, 5), slice(-3, None), slice(None, None, 2), slice(None, None, -1), slice(8, 2, -2),
    slice(5, 2), slice(-100, 100), slice(100, -100, -3), slice(None, -20),
):
    print(s, items[s], tuple(items)[s], "0123456789"[s], bytes(items)[s], range(10)[s], s.indices(10))
print(items[0], items[-1], items[-10], items[True], items[2:][1:][0], (1, 2)[-1], range(5, 50, 5)[3])
print(range(10)[::-1][2:5])

a = list("abcdef")
a[1:3] = "XYZ"
print(a)
a[:0] = [0]
a[len(a):] = ["end"]
print(a)
a[::2] = range(5)
print(a)
a[2:5] = []
print(a)
a[5:2] = ["in"]
print(a)
a[:] = a[::-1]
print(a)
del a[0], a[-1]
print(a)
del a[::2]
print(a)
del a[10:]
a[-1] = "last"
print(a)
b = [1, 2, 3]
b[1:1] = b
print(b, b[:] == b, b[:] is b, (t := (1, 2))[:] is t, "abc"[:] == "abc")
b[0], b[-1] = b[-1], b[0]
b[1] += 10
b[0:2] += [7]
print(b)

c = bytearray(b"hello world")
c[0:5] = b"HOWDY!"
c[-1] = 33
del c[6]
c[::3] = b"...."
print(c, c[1], c[2:4])


class Recorder:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


r = Recorder()
print(r[1], r[1:2], r[::], r[1, 2], r[1:2, ..., None], r["k"], r[()], r[(1, 2):3], r[*[1, 2]], r[lambda: 1].__name__)
r[1:2] = 3
r[0, 1] = 4
del r[5:], r[6]
r[7] += (8,) if False else 0


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def assign(target, key, value):
    target[key] = value
    return target


attempt(lambda: [1][1])
attempt(lambda: [1][-2])
attempt(lambda: (1,)[5])
attempt(lambda: range(3)[3])
attempt(lambda: b"a"[1])
attempt(lambda: [1]["0"])
attempt(lambda: (1,)[1.0])
attempt(lambda: [1][None])
attempt(lambda: range(3)["x"])
attempt(lambda: [1, 2]["a":])
attempt(lambda: [1, 2][::0])
attempt(lambda: assign([1], 5, 0))
attempt(lambda: assign([1], "a", 0))
attempt(lambda: assign([1, 2], slice(0, 1), 5))
attempt(lambda: assign([1, 2, 3], slice(None, None, 2), [1]))
attempt(lambda: assign((1,), 0, 0))
attempt(lambda: assign(bytearray(2), 0, 256))
attempt(lambda: assign(bytearray(2), 0, "a"))
attempt(lambda: [].pop())
attempt(lambda: 5[0])
attempt(lambda: None[0])
attempt(lambda: len[0])
attempt(lambda: {1}[0])
print(slice(1, 2) == slice(1, 2), slice(1, 2) < slice(1, 3), hash(slice(1)) == hash(slice(1)))
print(slice(1, 2, 3).start, slice(4).stop, repr(slice("a", None)))
