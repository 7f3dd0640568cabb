"""What streams say where the raw stream, a name or a text is wrong, and what threads and finalisers see of them."""

import gc
import io
import os
import sys
import threading


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)), repr(error.__cause__))


# Names of encodings and error handlers are C's strings.
stream = io.TextIOWrapper(io.BytesIO(), "ascii", "replace", "\r")
for keywords in {"encoding": "\udcfe"}, {"errors": "\udcfe"}, {"errors": "replace\0"}, {"encoding": "utf-8\0"}:
    attempt(io.TextIOWrapper, io.BytesIO(), **({"encoding": "utf-8"} | keywords))
for keywords in {"encoding": "\udcfe"}, {"errors": "\udcfe"}, {"newline": "\udcfe"}, {"encoding": "locale\0"}:
    attempt(stream.reconfigure, **keywords)


class Raw(io.RawIOBase):
    def __init__(self, answer=None):
        self.answer = answer

    def readable(self):
        return True

    def writable(self):
        return True

    def readinto(self, target):
        return self.answer

    def write(self, data):
        return self.answer


# Answers of raw streams that are no counts, and no answers.
attempt(io.BufferedReader(Raw(b"")).readline)
attempt(io.BufferedReader(Raw(99999999)).readline)
writer = io.BufferedWriter(Raw(b""))
writer.write(b"x")
attempt(writer.flush)
attempt(writer.detach)
writer.raw.answer = 1
for method in "read", "readline":
    attempt(getattr(io.TextIOWrapper(io.BufferedReader(Raw())), method))
attempt(io.TextIOWrapper(Raw()).read)


# A stream that is detached as it is asked whether it is closed.
class Detaching(Raw):
    @property
    def closed(self):
        if not detached:
            detached.append(True)
            wrapper.detach()
        return False


detached = [True]
wrapper = io.TextIOWrapper(Detaching())
detached.clear()
attempt(wrapper.close)


# A buffer that is written to from within.
class Reentrant(Raw):
    def write(self, data):
        try:
            buffer.write(b"y" * 9)
        except RuntimeError as error:
            print(str(error).partition("<")[0])
        return len(data)


buffer = io.BufferedWriter(Reentrant(), 8)
buffer.write(b"x" * 5)
buffer.flush()

# Threads that write lines to one file: each line is there once, and each thread's in order.
name = f"/tmp/taipan_stream_faults_{os.getpid()}"
with open(name, "w", buffering=1) as file:
    def work(number):
        start.wait()
        for line in range(50):
            file.write(f"thread {number:03} line {line:03}\n")

    start = threading.Event()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
with open(name) as file:
    lines = list(file)
os.unlink(name)
print(len(lines), len(set(lines)))
for number in range(10):
    own = [line for line in lines if line.startswith(f"thread {number:03}")]
    if own != sorted(own):
        print("not in order:", number)


# What a finaliser's `close` raises is shown.
class Failing(Raw):
    def close(self):
        raise OSError("no")


def drop():
    io.BufferedReader(Failing())


shown = set()
sys.unraisablehook = lambda it: shown.add((it.err_msg.partition("<")[0], type(it.exc_value).__name__))
for _ in range(20):
    drop()
    gc.collect()
sys.unraisablehook = sys.__unraisablehook__
Failing.close = lambda self: None
print(shown)


# A stream of which `input` only writes.
class Sink:
    def write(self, text):
        written.append(text)


written, sys.stdin, sys.stdout = [], io.StringIO("answer\n"), Sink()
answer = input("question")
sys.stdin, sys.stdout = sys.__stdin__, sys.__stdout__
print(answer, written)
with open(__file__, "rb", 0) as file:
    print(file._blksize == os.stat(__file__).st_blksize)
