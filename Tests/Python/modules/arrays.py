"""The module array: items of all type codes, sequences, bytes, pickling, views."""
import array as module
from array import array, typecodes


def show(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


# Items
print(typecodes, module.ArrayType is array)
for code in typecodes.replace("u", ""):
    a = array(code)
    print(a, a.itemsize, a.typecode, len(a))
    if code == "w":
        for value in (1, "ab", b"a", None):
            show(a.append, value)
        a.extend("x\u1234\U0001F600")
        print(a, a.tolist(), a.tounicode())
        show(a.fromunicode, 3)
        show(a.__setitem__, 0, 3)
        continue
    for value in (-1, 300, 1 << 15, 1 << 16, 1 << 31, 1 << 32, 1 << 63, 1 << 64, -(1 << 7) - 1, -(1 << 15) - 1,
                  -(1 << 31) - 1, -(1 << 63) - 1, 1.5, "a", None):
        show(a.append, value)
    print(a)
    show(a.__setitem__, 0, "x")
    show(a.__setitem__, 100, 1)
    show(a.__setitem__, "x", 1)
    show(a.tounicode)
    show(a.fromunicode, "a")
print(array("f", [1.1, float("inf"), float("nan")]))
show(array("f").append, 1e300)
show(array("f").append, 10**400)

# Making
for arguments in ((), ("x",), ("i", 1), ("ii",), (1,), (b"i",), ("i", "abc"), ("w", "abc"), ("i", b"abcd"),
                  ("i", b"abc"), ("i", bytearray(b"abcd")), ("i", [1, "a"]), ("i", array("d", [1.5])),
                  ("d", array("i", [1])), ("i", array("w", "a")), ("i", {1: 2}), ("i", (1, 2)), ("i", [], 1)):
    show(array, *arguments)
show(lambda: array("i", x=1))

# Sequences
a = array("i", range(10))
for key in ("x", 1.0, 20, -1, slice(2, 5), slice(None, None, -3), slice(5, 2)):
    show(a.__getitem__, key)
show(a.pop, 20)
show(array("i").pop)
show(a.remove, 99)
show(a.index, 99)
show(a.index, 3, 5)
show(a.index, 3, 1, 8)
show(a.index, 3, -9)
show(a.count, 3)
for value in (1, array("d"), [1]):
    show(a.extend, value)
for value in ([1], array("d")):
    show(a.__add__, value)
    show(a.__iadd__, value)
print(a + a[:2], a * 2 == 2 * a, a[:2] * 3, a * -1)
show(lambda: a * "x")
show(lambda: a * 2.0)
show(lambda: a * (1 << 70))
show(lambda: a * (1 << 62))
show(a.__setitem__, slice(0, 2), [1])
show(a.__setitem__, slice(0, 2), array("d"))
show(a.__setitem__, slice(0, 6, 2), array("i", [1]))
show(a.__setitem__, slice(0, 6, 2), array("i", [1, 2, 3]))
a[3:5] = array("i", [7, 8, 9])
a[8:] = a
print(a)
del a[0:4:2], a[0], a[-1:-5:-2]
print(a)
show(a.__delitem__, 100)
a.insert(-100, 5)
a.insert(100, 6)
a.reverse()
print(a, 6 in a, "x" in a, 99 in a)
nan = float("nan")
print(array("d", [nan]) == array("d", [nan]), nan in array("d", [nan]), array("d", [nan]).count(nan))
show(lambda: a < [1])
print(a == [1], a == a[:], a < a, array("i", [1]) < array("d", [1.5]), array("b", [1, 2]) > array("q", [1]))
show(hash, a)
i = iter(a)
print(type(i), next(i))
print(i.__reduce__()[1:])
i.__setstate__(3)
print(next(i))
show(i.__setstate__, "x")
print(list(i), list(i), i.__reduce__()[1:])

# Bytes
show(a.fromlist, 1)
show(a.fromlist, [1, "a"])
show(a.frombytes, b"abc")
show(a.frombytes, "a")
show(a.frombytes, array("i", [1]))
show(a.frombytes, memoryview(b"abcdefgh")[::2])
a = array("i", [1, 2])
a.frombytes(b"abcd")
print(a, a.tobytes())
a.byteswap()
print(a, a.buffer_info()[1])
a.clear()
print(a)
show(a.tofile, 1)
show(a.fromfile, 1, 2)


class File:
    def __init__(self, data=b""):
        self.data = data

    def write(self, data):
        self.data += data

    def read(self, count):
        return self.data[:count]


file = File()
array("h", range(5)).tofile(file)
print(file.data)
a = array("h")
a.fromfile(file, 3)
print(a)
show(a.fromfile, file, 9)
show(a.fromfile, file, -1)
print(a)

# Views
a = array("i", [1, 2, 3])
with memoryview(a) as view:
    print(view.format, view.itemsize, view.shape, view.tolist(), view.readonly, view.nbytes)
    view[1] = 9
    print(a, view.cast("B")[:5].tolist())
with memoryview(array("w", "a")) as view:
    print(view.format)
    show(view.tolist)
print(bytes(a), bytearray(array("B", b"xyz")), b"".join([array("b", b"12")]))

# Pickling
print(a.__reduce_ex__(2)[1:], a.__reduce_ex__(3)[1:], array("w", "ab").__reduce_ex__(3)[1:])
show(a.__reduce_ex__, "x")
make = module._array_reconstructor
for arguments in ((array, "i", 8, b"abcd"), (array, "i", 99, b"abcd"), (int, "i", 8, b"abcd"), (array, "z", 8, b"abcd"),
                  (array, "i", 8, "x"), (array, "i", 8, b"abc"), (array, "i", 9, b"\0\0\0\1"), (array, "b", 4, b"\1\2"),
                  (array, "l", 12, b"\1" + b"\0" * 7), (array, "d", 15, b"\x3f\x80\0\0"), (array, "w", 18, b"a\0b\0"),
                  (array, "B", 13, b"\xff" * 8), (1, "i", 8, b"")):
    show(make, *arguments)


class Derived(array):
    pass


class Lenient(array):
    def __init__(self, *arguments, **keywords):
        pass


a = Derived("i", [1])
a.y = 1
print(a, a.__reduce_ex__(3)[1:], a[:], a.__copy__(), a.__deepcopy__({}))
show(lambda: Lenient("i", [1], z=1))
show(lambda: Derived("i", [1], z=1))
print(array[int])

import collections.abc
print(issubclass(array, collections.abc.MutableSequence))
