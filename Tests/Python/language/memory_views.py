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
