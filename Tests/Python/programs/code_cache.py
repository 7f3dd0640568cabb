# Machine code that is kept on disk: programs print the same whether it is made, found, damaged, or raced for.
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = """
import json, sys

class Shape:
    sides = 0
    def __init__(self, size): self.size = size
    def area(self): return self.size * self.size * self.sides / 4

class Square(Shape): sides = 4
class Other(Shape):
    sides = 5
    def area(self): return super().area() + 0.5

def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps

def words(text):
    count = {}
    for word in text.split():
        count[word] = count.get(word, 0) + 1
    return sorted(count.items())

def pairs(n):
    for i in range(n):
        try:
            yield i, 10 // (i % 4)
        except ZeroDivisionError as error:
            yield i, str(error)

for turn in range(30):
    total = sum(shape.area() for shape in [Square(turn), Other(turn), Square(0.5)])
    if turn % 10 == 9:
        print(turn, total, max(map(collatz, range(1, 60))), words("a b c a b a"), list(pairs(5)))
print(json.dumps({"list": [1, 2.5, None], "text": "é"}))
if sys.implementation.name == "taipan":
    from taipan import jit
    print(jit.stats()["cache_misses"], jit.stats()["cache_hits"], file=sys.stderr)
"""


def start(directory, **environment):
    environment = {**os.environ, "TAIPAN_JIT": "threshold:2", "TAIPAN_JIT_CACHE": str(directory), **environment}
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def outcome(process):
    output, errors = process.communicate()
    counts = [int(number) for number in errors.split()] if sys.implementation.name == "taipan" else [0, 0]
    return process.returncode, output, *counts


def agree(found, expected):
    """Whether runs that do the same count the same. Under stress they do not: a collection has machine code left for the
    interpreter, which then has other calls to count and to record, and no two runs collect at the same moments."""
    return found == expected or "TAIPAN_GC" in os.environ


with tempfile.TemporaryDirectory() as folder:
    # Once elsewhere, so that the library's bytecode is there as well.
    outcome(start(Path(folder, "elsewhere")))
    directory = Path(folder, "made", "by", "the", "program")
    first = outcome(start(directory))
    print(first[0], first[1])

    # Several at a time find what there is, and make what there is not, all of them the same files.
    for turn in range(3):
        for path in list(directory.glob("*"))[:: turn + 1]:
            path.unlink()
        racing = [outcome(process) for process in [start(directory) for _ in range(4)]]
        print([result[:2] == first[:2] for result in racing])
    status, output, misses, hits = outcome(start(directory))
    print((status, output) == first[:2], agree((misses, hits), (0, sum(first[2:]))))

    # What was damaged is made anew.
    for number, path in enumerate(sorted(directory.glob("*"))):
        content = path.read_bytes()
        path.write_bytes([b"", content[: len(content) // 2], content[:-1] + bytes([content[-1] ^ 1]), content[::-1], b"\0" * 4096][number % 5])
    status, output, misses, hits = outcome(start(directory))
    print((status, output) == first[:2], agree((misses, hits), first[2:]))
    status, output, misses, hits = outcome(start(directory))
    print((status, output) == first[:2], agree((misses, hits), (0, sum(first[2:]))))

    # Text has other hashes, and objects other addresses.
    status, output, misses, hits = outcome(start(directory, PYTHONHASHSEED="12345"))
    print((status, output) == first[:2], agree((misses, hits), (0, sum(first[2:]))))

    # A directory that is none, or that cannot be made, is done without.
    file = Path(folder, "file")
    file.touch()
    for wrong in (file, file / "below", "/dev/null", "/proc/none"):
        print(outcome(start(wrong))[:2] == first[:2], end=" ")
    print(file.stat().st_size)
