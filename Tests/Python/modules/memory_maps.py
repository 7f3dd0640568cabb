"""mmap: maps of files and of nothing as files, as rows of bytes and as buffers, and what is refused."""

import mmap
import os
import tempfile


def show(what, call, *arguments, **names):
    try:
        result = call(*arguments, **names)
    except BaseException as error:
        print(what, type(error).__name__, error)
    else:
        print(what, result if not isinstance(result, bytes) or len(result) < 50 else (len(result), result[:20]))


def put(target, key, value):
    target[key] = value


print(mmap.error, mmap.ACCESS_COPY, mmap.MAP_SHARED, mmap.PROT_READ, mmap.MADV_DONTNEED, mmap.mmap.__module__)

# Of nothing.
pages = mmap.mmap(-1, 4096)
print(pages, len(pages), pages.closed)
show("write", pages.write, b"hello world\nand more")
show("tell", pages.tell)
for position in ((0,), (-1,), (0, 9), (5000,), (1, 1), (-1, 2), (2,)):
    show("seek", pages.seek, *position)
show("read", pages.read, 3)
show("line", pages.readline)
show("byte", pages.read_byte)
show("read", pages.read, None)
show("byte", pages.read_byte)
show("write", pages.write, b"a")
show("write", pages.write_byte, 1)
show("text", pages.write, "a")
pages.seek(0)
for arguments in ((b"o",), (b"o", 5, 6), (b"o", -10), (b"o", 5, -1), (b"",), (b"zz",), ("o",), (b"lo w", 0, 100)):
    show("find", pages.find, *arguments)
    show("rfind", pages.rfind, *arguments)
for key in (0, -1, 5000, slice(0, 5), slice(0, 10, 2), slice(5, None, -1), "a"):
    show("item", pages.__getitem__, key)
for key, value in (
    (0, 65), (0, 300), (0, b"a"), (5000, 1), (slice(0, 3), b"xyz"), (slice(0, 3), b"xy"), (slice(0, 6, 2), b"ABC"),
    (slice(0, 3), "xyz"), (-1, 7),
):
    show("set", put, pages, key, value)
print(pages[:12], pages[-1])
show("delete", pages.__delitem__, 0)
show("move", pages.move, 0, 6, 5)
show("move", pages.move, 0, 6, 5000)
print(pages[:12], b"o" in pages, 65 in pages, list(pages)[:3])
for arguments in ((), (1,), (0, 99999), (4096, 4096)):
    show("flush", pages.flush, *arguments)
for arguments in ((0,), (0, 1), (0, 4096, 10), (0, -1), (0, 0, -1)):
    show("madvise", pages.madvise, *arguments)
show("resize", pages.resize, 8192)
show("size", pages.size)
view = memoryview(pages)
view[0:2] = b"##"
print(pages[:4], view.readonly, view.nbytes, bytes(view[1:4]))
view.release()
pages.close()
pages.close()
print(pages, pages.closed)
for call in (pages.read, pages.size, pages.__len__, pages.__enter__, pages.tell, pages.flush, pages.readline):
    show("closed", call)
show("closed", pages.__getitem__, 0)

# Of a file.
with tempfile.TemporaryFile() as file:
    show("empty", mmap.mmap, file.fileno(), 0)
    file.write(b"abcdef\nxyz\n")
    file.flush()
    number = file.fileno()
    with mmap.mmap(number, 0) as pages:
        pages[0:3] = b"ABC"
        pages.flush()
        print(pages, pages.size())
    print(pages.closed, os.pread(number, 20, 0))
    pages = mmap.mmap(number, 0, access=mmap.ACCESS_READ)
    print(pages, memoryview(pages).readonly)
    show("read only", pages.write, b"a")
    show("read only", pages.write_byte, 1)
    show("read only", put, pages, 0, 1)
    show("read only", put, pages, slice(0, 1), b"a")
    show("read only", pages.resize, 5)
    show("read only", pages.move, 0, 1, 2)
    show("read only", put, memoryview(pages), 0, 1)
    file.seek(0)
    show("read only", file.readinto, pages)
    print(pages.readline(), pages.readline(), pages.readline(), list(iter(pages.readline, b"")))
    pages = mmap.mmap(number, 0, access=mmap.ACCESS_COPY)
    pages[0] = 0x21
    print(pages, pages[:3], os.pread(number, 3, 0))
    show("copy", pages.resize, 5)
    pages = mmap.mmap(number, 5, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ)
    print(pages)
    pages = mmap.mmap(number, 0, trackfd=False)
    show("untracked", pages.size)
    show("untracked", pages.resize, 3)
    pages = mmap.mmap(number, 6)
    show("resize", pages.resize, 8192)
    print(len(pages), os.fstat(number).st_size)
    show("resize", pages.resize, -1)
    pages.close()
    for arguments in ((100000,), (0, 1, 3, 0, 8192), (0, 1, 3, 0, 1), (5, 1, 3, 0, 9000), (5, 2, 3, 1)):
        show("map", mmap.mmap, number, *arguments)

for arguments in ((-1, 0), (-1, -1), (99, 10), ("a", 1), (-1, "a")):
    show("map", mmap.mmap, *arguments)
show("map", mmap.mmap, -1, 10, access=9)
show("map", mmap.mmap, -1, 10, offset=-1)


# Closed, or made shorter, by what is asked meanwhile.
pages = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE)


class Closing:
    def __index__(self):
        pages.close()
        return 10


for key, value in ((Closing(), 1), (slice(Closing(), 20), b"0123456789"), (3, Closing())):
    show("closing", put, pages, key, value)
    pages = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE)
    show("closing", pages.__getitem__, key)
    pages = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE)
show("closing", pages.find, b"x", Closing())


class Pages(mmap.mmap):
    pass


pages = Pages(-1, 10)
pages.name = "mine"
print(pages.name, len(pages), bytes(pages))
