"""Files and streams: the module `_io` and the built-in `open`."""

import _io

NAME = "/tmp/taipan_streams"


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords))[:120])
    except Exception as error:
        print(type(error).__name__, error)


# Text files.
print(open is _io.open, open.__module__)
with open(NAME, "w") as file:
    print(file, file.closed, file.writable(), file.readable(), file.seekable(), file.encoding, file.errors)
    print(file.write("first\nsécond\n"), file.tell(), file.writelines(["third €\n", "fourth 😀\n", "no end"]))
    print(file.line_buffering, file.write_through, file.newlines, file.mode, file.name, type(file.buffer))
print(file.closed, file)
attempt(file.write, "x")
attempt(file.read)
with open(NAME) as file:
    print(file.read())
with open(NAME) as file:
    print(list(file), file.newlines)
with open(NAME) as file:
    print(file.readline(), file.tell(), file.readline(3), file.tell(), file.read(4), file.tell())
    place = file.tell()
    print(repr(file.read()), file.seek(place), repr(file.readline()), file.seek(0, 2), file.seek(0), file.readline())
    print(file.readlines(), file.readlines(), repr(file.readline()), repr(file.read(3)))
with open(NAME, "rb") as file:
    print(file, file.read(3), file.peek()[:3], file.readline(), file.tell(), file.seek(-6, 2), file.read())
    print(file.read(), file.read1(), file.readline(), list(file))
with open(NAME) as file:
    next(file)
    attempt(file.tell)
    attempt(file.write, "x")

# Ends of lines.
with open(NAME, "wb") as file:
    print(file.write(b"a\r\nb\nc\rd\r\n\r\ne"))
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(NAME, newline=newline) as file:
        print(repr(newline), file.readlines(), repr(file.newlines))
    with open(NAME, newline=newline) as file:
        print([file.read(1) for _ in range(12)], file.newlines)
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(NAME, "w", newline=newline) as file:
        print(file.write("a\nb\r\n"))
    with open(NAME, "rb") as file:
        print(repr(newline), file.read())

# Encodings and errors.
for encoding, text in (("utf-8", "é€😀"), ("latin-1", "é"), ("ascii", "abc"), ("utf-16", "é€"), ("utf-8-sig", "é")):
    with open(NAME, "w", encoding=encoding) as file:
        file.write(text)
        file.write(text)
    with open(NAME, "rb") as file:
        print(encoding, file.read())
    with open(NAME, encoding=encoding) as file:
        print(file.read(1), file.read(), file.encoding)
with open(NAME, "wb") as file:
    file.write(b"ab\xff\xe2\x82")
for errors in ("strict", "replace", "ignore", "surrogateescape", "backslashreplace"):
    with open(NAME, errors=errors) as file:
        attempt(file.read)
with open(NAME, "w", encoding="ascii") as file:
    attempt(file.write, "é")
with open(NAME, "w", encoding="ascii", errors="replace") as file:
    attempt(file.write, "é")
attempt(open, NAME, encoding="nonsense")

# Modes.
for mode in ("", "q", "rw", "rr", "r+b+", "rbt", "U", "x", "w+", "a+", "rb+"):
    try:
        with open(NAME, mode) as file:
            print(mode, file, getattr(file, "mode", None))
    except Exception as error:
        print(mode, type(error).__name__, error)
for keywords in (
    dict(buffering=0), dict(mode="rb", encoding="x"), dict(mode="rb", errors="x"), dict(mode="rb", newline="x"),
    dict(newline="x"), dict(encoding=5), dict(closefd=False), dict(mode=5), dict(buffering="x"),
):
    attempt(open, NAME, **keywords)
for name in ("/nonexistent/x", b"/nonexistent/x", "/", 1.5, None, -1, 999, "a\0b"):
    attempt(open, name)
with open(NAME, "wb", buffering=0) as file:
    print(file, file.write(b"raw"), file.tell(), file.closefd)
with open(NAME, "ab") as file:
    print(file.tell(), file.write(b" more"))
with open(NAME, "r+b") as file:
    print(file.read(2), file.write(b"W"), file.tell(), file.seek(0), file.read(), file.truncate(4), file.seek(0), file.read())
with open(NAME, "w+") as file:
    print(file.write("abc"), file.seek(0), file.read(), file.truncate(1), file.seek(0), file.read())
print(open(NAME, opener=lambda name, flags: __import__("posix").open(name, flags)).read())

# Streams in memory.
stream = _io.BytesIO(b"one\ntwo\nthree")
print(stream.readline(), stream.read(2), stream.tell(), list(stream), stream.read(), stream.seek(1), stream.getvalue())
print(stream.write(b"XY"), stream.seek(0, 2), stream.write(b"end"), stream.getvalue(), stream.truncate(4), stream.getvalue())
print(stream.seek(8), stream.write(b"z"), stream.getvalue(), bytes(stream.getbuffer()), stream.readinto(bytearray(2)))
attempt(stream.write, "x")
attempt(stream.seek, -1)
attempt(stream.seek, 0, 9)
attempt(stream.read, "x")
stream.close()
attempt(stream.read)
attempt(stream.getvalue)
stream = _io.StringIO("one\ntwo\r\nthree")
print(stream.readline(), stream.read(2), stream.tell(), list(stream), repr(stream.read()), stream.seek(1), stream.getvalue())
print(stream.write("XY"), stream.seek(0, 2), stream.write("é€"), repr(stream.getvalue()), stream.truncate(4), stream.getvalue())
print(stream.seek(6), stream.write("z"), repr(stream.getvalue()))
attempt(stream.write, b"x")
attempt(stream.seek, -1)
attempt(stream.seek, 1, 1)
attempt(_io.StringIO, newline="x")
attempt(_io.StringIO, 5)
stream.close()
attempt(stream.read)
for newline in (None, "", "\n", "\r", "\r\n"):
    stream = _io.StringIO("a\nb\r\nc\rd", newline=newline)
    print(repr(newline), repr(stream.getvalue()), stream.readlines(), stream.newlines)


# Streams written in Python.
class Raw(_io._RawIOBase):
    def __init__(self, data):
        self.data = data
        self.written = []

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, buffer):
        part, self.data = self.data[: len(buffer)], self.data[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def write(self, data):
        self.written.append(bytes(data))
        return len(data)


print(_io.BufferedReader(Raw(b"abc\ndef\n")).readlines(), Raw(b"abcdef").read(4), Raw(b"abcdef").readall())
raw = Raw(b"")
writer = _io.BufferedWriter(raw, 4)
print(writer.write(b"ab"), raw.written, writer.write(b"cdefg"), raw.written, writer.flush(), raw.written)
text = _io.TextIOWrapper(_io.BytesIO(b"x\ny\n"), encoding="ascii")
print(text, text.readlines(), text.detach().getvalue())
attempt(text.read)
text = _io.TextIOWrapper(_io.BytesIO(), "utf-8", write_through=True)
print(text.write("é"), text.buffer.getvalue(), text.reconfigure(newline="\r\n"), text.write("\n"), text.buffer.getvalue())
pair = _io.BufferedRWPair(Raw(b"abc"), raw)
print(pair.read(2), pair.write(b"z"), pair.flush(), raw.written[-1], pair.readable(), pair.writable())
attempt(_io.BufferedReader, 5)
attempt(_io.BufferedReader, raw, 0)
attempt(_io.BufferedWriter(raw).read)
attempt(_io._IOBase().fileno)
attempt(_io._IOBase().seek, 0)
attempt(_io._IOBase().readline)
attempt(_io._BufferedIOBase().read)
attempt(_io._TextIOBase().write, "x")
print(_io.UnsupportedOperation.__mro__, issubclass(_io.FileIO, _io._RawIOBase))
decoder = _io.IncrementalNewlineDecoder(None, True)
print(repr(decoder.decode("a\r")), decoder.getstate(), repr(decoder.decode("\nb\rc", True)), decoder.newlines)
attempt(decoder.decode, 5)

# Iterating leaves what is not read.
with open(NAME, "w") as file:
    for number in range(5000):
        print("line", number, file=file)
with open(NAME) as file:
    count = sum(1 for line in file)
with open(NAME, "rb") as file:
    print(count, sum(len(line) for line in file), file.tell())
with open(NAME) as file:
    places = [file.tell() for _ in range(3) if file.readline()]
    print(places, file.seek(places[1]), file.readline())
__import__("posix").unlink(NAME)
