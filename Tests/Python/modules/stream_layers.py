"""Streams over others: what waits, what is read at once, and files that nobody closes."""

import gc
import io
import os
import tempfile
import warnings

# What the raw stream does not take waits, as far as there is room.

class Narrow(io.RawIOBase):
    def __init__(self, room):
        self.room, self.data = room, b""

    def writable(self):
        return True

    def write(self, data):
        count = min(len(data), self.room)
        if not count:
            return None
        self.room -= count
        self.data += bytes(data[:count])
        return count


narrow = Narrow(5)
stream = io.BufferedWriter(narrow, 8)
for text in (b"abcd", b"efghi", b"jkl", b"mnopqrstuvwxyz0123456789"):
    try:
        print(stream.write(text), narrow.data)
    except BlockingIOError as error:
        print(error.args[1:], error.characters_written, narrow.data)
narrow.room = 100
stream.flush()
print(narrow.data)


class Parts(io.RawIOBase):
    def __init__(self, *parts):
        self.parts = list(parts)

    def readable(self):
        return True

    def readinto(self, room):
        part = self.parts.pop(0) if self.parts else b""
        room[:len(part)] = part
        return len(part)


stream = io.BufferedReader(Parts(b"abc", b"de", b"fgh", b"jkl"), 10)
print(stream.peek(), stream.readinto1(room := bytearray(2)), room)
print(stream.readinto1(room), room, stream.readinto1(room), room)
print(stream.peek(), stream.readinto1(room := bytearray(20)), room)


class Noting(io.RawIOBase):
    def __init__(self):
        self.written = []
        self.inner = None

    def writable(self):
        return True

    def write(self, data):
        if self.inner:
            inner, self.inner = self.inner, None
            stream.write(inner)
        self.written.append(len(data))
        return len(data)


noting = Noting()
stream = io.TextIOWrapper(noting, "ascii", newline="\n")
stream._CHUNK_SIZE = 100
for length in (3, 3, 101, 3, 100, 60, 60):
    stream.write("x" * length)
    print(length, noting.written)
noting.inner = "inner"
stream.write("y" * 100)
stream.flush()
print(noting.written)
for size in (0, -1, 2**63, 2**100, "x"):
    try:
        stream._CHUNK_SIZE = size
    except Exception as error:
        print(type(error).__name__, error)

pair = io.TextIOWrapper(io.BufferedRWPair(io.BytesIO(b"foo\nbar\n"), io.BytesIO()), "ascii")
print(repr(pair.readline()), pair.write("x"), repr(pair.readline()))
raw = io.BytesIO()
stream = io.TextIOWrapper(raw, "ascii", newline="\n")
stream.write("abc\n")
stream.reconfigure(encoding="utf-8-sig")
stream.write("d\n")
stream.flush()
print(raw.getvalue())

# A file that nobody closes.
with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for mode, buffering in (("wb", 0), ("wb", -1), ("w", -1)):
        def forget():
            file = open(os.path.join(folder, "file"), mode, buffering)
            file.write(b"text" if "b" in mode else "text")
        forget()
        for _ in range(3):
            gc.collect()
    print([(warning.category.__name__, str(warning.message).replace(folder, "FOLDER")) for warning in caught])
