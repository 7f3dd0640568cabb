"""Streams in memory far beyond their end, closed, and closed by what they are given."""

import io
import sys


def attempt(function, *arguments):
    try:
        print("done", function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


def far_places():
    for stream, data in (io.BytesIO(b"abc"), b"x"), (io.StringIO("abc"), "x"):
        print(stream.seek(sys.maxsize) == sys.maxsize == stream.tell(), stream.read(), stream.readline(), stream.read(2))
        attempt(stream.write, data)
        attempt(stream.seek, sys.maxsize + 1)
        attempt(stream.truncate)
        stream.close()
        attempt(stream.__setstate__, (data, "", 0, None) if data == "x" else (data, 0, None))

    class Closes:
        def __buffer__(self, flags):
            stream.close()
            return memoryview(b"A")

    stream = io.BytesIO()
    attempt(stream.write, Closes())


far_places()
