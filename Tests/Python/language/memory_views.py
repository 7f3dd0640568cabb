"""Memory views: items, slices, formats, equality and release."""


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


data = bytearray(range(16))
view = memoryview(data)
print(len(view), view[3], view[-1], view.tolist()[:3], view.nbytes, view.itemsize, view.format, view.readonly)
print(view.shape, view.strides, view.ndim, view.contiguous, view.obj is data, view.suboffsets)
part = view[2:10:2]
print(part.tolist(), part.tobytes(), part.strides, part.contiguous, len(part), part[::-1].tolist())
part[0] = 255
part[1:3] = b"ab"
print(data, bytes(part), list(part), 97 in part, part.hex(), part.hex(":"))
for code in "bBhHiIlLqQfd?c":
    cast = view.cast(code)
    print(code, cast.itemsize, len(cast), cast.tolist()[:2])
words = view.cast("I")
words[1] = 0xDEADBEEF
print(data[4:8].hex(), words[1], words == view.cast("I"), words == view, words.cast("B") == data)
print(memoryview(b"abc") == b"abc", b"abc" == memoryview(b"abc"), memoryview(b"abc") != b"abd", memoryview(b"a") == 1)
print(hash(memoryview(b"abc")) == hash(b"abc"), memoryview(b"abc").toreadonly().readonly)
print(b"".join([view[:2], b"x"]), bytes(view[:3]), bytearray(view[:2]), b"ab".startswith(memoryview(b"a")))
print(memoryview(b"abcb").count(98), memoryview(b"abcb").index(98), isinstance(view, memoryview))
with memoryview(b"abc") as released:
    print(released.tobytes())
attempt(lambda: released[0])
attempt(lambda: len(released))
attempt(lambda: released.tobytes())
attempt(lambda: memoryview(1))
attempt(lambda: memoryview("a"))
attempt(lambda: memoryview(b"a").__setitem__(0, 1))
attempt(lambda: view.__setitem__(0, 256))
attempt(lambda: view.__setitem__(0, "a"))
attempt(lambda: view.__setitem__(slice(0, 2), b"abc"))
attempt(lambda: view[100])
attempt(lambda: view["a"])
attempt(lambda: view.cast("x"))
attempt(lambda: view[:15].cast("I"))
attempt(lambda: words.cast("h"))
attempt(lambda: hash(view))
attempt(lambda: view < view)
attempt(lambda: view.__delitem__(0))


# Several dimensions
def show(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


row = memoryview(bytearray(range(12)))
cube = row.cast("B", (2, 2, 3))
print(cube.shape, cube.strides, cube.ndim, cube.tolist(), len(cube), cube.nbytes, cube.c_contiguous, cube.f_contiguous)
for key in (0, (0, 1), (0, 1, 2), (0, 1, 2, 3), (0, 1, 5), (-1, -1, -1), (slice(0, 1), slice(0, 1)), (slice(0, 1), 0), "a", ()):
    show(lambda: cube[key])
print(cube[1:].tolist(), cube[::-1].tobytes(), cube.hex())
cube[1, 0, 2] = 99
print(row.tolist())
show(lambda: list(cube))
show(cube.__setitem__, slice(0, 1), b"ab")
show(cube.cast, "B", (2, 6))
print(cube.cast("I").shape, row.cast("B", shape=[3, 4]).tolist(), row.cast("H", (2, 3)).strides)
for shape in (3, [0, 1], ["a"], [], None, (2, 3)):
    show(row.cast, "B", shape)
show(cube.index, 0)
show(cube.count, 0)
print(cube == row.cast("B", (2, 2, 3)), cube == row)

# Formats that compare by value, and halves
print(memoryview(b"\0\2\0").cast("?") == memoryview(b"\0\4\0").cast("?"))
halves = memoryview(bytearray(6)).cast("e")
halves[0], halves[1] = -1.5, 65504
print(halves.tolist(), halves.tobytes())
show(halves.__setitem__, 0, 1e6)

# Released
view = memoryview(b"abc")
print(hash(view) == hash(b"abc"))
view.release()
print(hash(view) == hash(b"abc"))
other = memoryview(b"abc")
other.release()
show(hash, other)


class Releasing:
    def __index__(self):
        view.release()
        return 1


view = memoryview(bytearray(4))
show(lambda: view[Releasing()])
view = memoryview(bytearray(4))
show(view.__setitem__, Releasing(), 3)
view = memoryview(bytearray(4))
show(view.__setitem__, 0, Releasing())
view = memoryview(bytearray(b"abcd"))
print(view[:Releasing()].tobytes())


class Separator(bytes):
    def __len__(self):
        view.release()
        return 1


view = memoryview(bytearray(4))
show(view.hex, Separator(b":"))
show(view.__reduce__)
show(lambda: b"".join([view[::2]]))


# Classes that export bytes of other objects.
class Exporter:
    def __init__(self, data):
        self.data = data

    def __buffer__(self, flags):
        return self.data


array = bytearray(b"abcdef")
for data in (memoryview(array), memoryview(b"abcdef")[1:4], b"abc", None):
    for take in (memoryview, bytes, lambda x: b"-".join([x, x]), lambda x: b"abc".find(x), lambda x: bytearray(x)):
        try:
            result = take(Exporter(data))
            print(result.tolist() if isinstance(result, memoryview) else result)
        except (TypeError, BufferError) as error:
            print(type(error).__name__, error)
memoryview(Exporter(memoryview(array)))[0] = 65
print(array, b"x".__buffer__(0).nbytes, array.__buffer__(0).readonly, memoryview(array)[1:3].__buffer__(0).tolist())

# What a class written in Python inherits of a built-in exporter: giving the view back.
array = bytearray(b"abc")
view = memoryview(array)
for given in (3, memoryview(b"x"), view, view):
    attempt(lambda: array.__release_buffer__(given))
attempt(lambda: view[0])
for arguments in ((array, 0), (array, 1), (b"x", 1), (3, 0), (array, "x"), (array, 0x11C)):
    attempt(lambda: memoryview._from_flags(*arguments).readonly)
