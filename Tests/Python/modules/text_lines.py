"""Lines of text streams: across the chunks that are read, with every end of line, told positions, and in memory."""

import io
import os
import tempfile

handle, path = tempfile.mkstemp()
os.close(handle)


def show(text, encoding="utf-8"):
    with open(path, "wb") as file:
        file.write(text.encode(encoding))
    for newline in (None, "", "\n", "\r", "\r\n"):
        with open(path, encoding=encoding, newline=newline) as file:
            lines = list(file)
            ends = repr(file.newlines)
        with open(path, encoding=encoding, newline=newline) as file:
            first = file.readline()
            place = file.tell()
            rest = file.read()
            file.seek(place)
            again = file.readlines()
            places = []
            file.seek(0)
            for _ in range(5):
                file.readline()
                places.append(file.tell())
            followers = []
            for place in reversed(places):
                file.seek(place)
                followers.append(file.readline())
            file.seek(0)
            short = [file.readline(7) for _ in range(4)]
        print(
            repr(newline), len(lines), "".join(lines) == first + rest, rest == "".join(again),
            [len(line) for line in lines[:3]], followers == (lines + [""] * 5)[5:0:-1], [len(part) for part in short], ends)


for end in ("\n", "\r\n", "\r"):
    show(end.join("line %d – naïve" % number * (number % 7) for number in range(900)), "utf-8")
    show(end.join("x" * (8190 + number % 5) for number in range(6)), "latin-1")
    show("y" * 8191 + end + end + "z" * 8192 + end, "utf-8")
    show(("wide " * 1700 + end) * 5, "utf-16")

with open(path, "wb") as file:
    file.write(b"good\n" * 3000 + b"bad \xff line\n" + b"after\n")
for errors in ("strict", "replace", "surrogateescape"):
    with open(path, encoding="utf-8", errors=errors) as file:
        count = 0
        try:
            for line in file:
                count += 1
                if "bad" in line:
                    print(ascii(line))
        except UnicodeDecodeError as error:
            print(count, error.reason, error.start, len(error.object), type(error.object).__name__)
        else:
            print(count)
with open(path, "rb") as file:
    print(sum(1 for _ in file), file.readline())

with open(path, "w", encoding="utf-8", newline="\r\n") as file:
    for number in range(4000):
        file.write(f"{number} – \U0001f40d\n" if number % 3 else "plain\n")
    try:
        file.write("lone \ud800\n")
    except UnicodeEncodeError as error:
        print(error.reason)
print(os.stat(path).st_size)
os.unlink(path)

memory = io.StringIO()
seen = []
for number in range(300):
    memory.write("é" * (number % 5) + "\n")
    if number % 50 == 0:
        seen.append(memory.getvalue())
    if number == 120:
        memory.write("\U0001f40d")
print([len(text) for text in seen], [text == memory.getvalue()[: len(text)] for text in seen])
memory.seek(3)
memory.write("over")
memory.seek(0, 2)
memory.write("end")
whole = memory.getvalue()
memory.write("more")
print(whole[:10], whole[-3:], memory.getvalue()[-7:], memory.tell())
memory.seek(0)
print(len(memory.readlines()), memory.readline() == "", memory.truncate(4), memory.getvalue())
