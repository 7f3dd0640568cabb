"""Text files: lines written, read, decoded and counted, through files, in memory and as bytes."""

import io
import os
import tempfile

SCALE = 30_000
EXPECTED = (30000, 1350000, 1380000, 30000, 120000, 30000)


def run(scale):
    handle, path = tempfile.mkstemp()
    os.close(handle)
    try:
        with open(path, "w", encoding="utf-8") as file:
            for number in range(scale):
                file.write(f"{number:>8}: the quick brown fox – naïve – jumps\n")
        with open(path, encoding="utf-8") as file:
            lines = [line.rstrip("\n") for line in file]
        characters = sum(map(len, lines))
        with open(path, encoding="utf-8", newline="") as file:
            whole = len(file.read())
        with open(path, "rb") as file:
            raw = sum(1 for _ in file)
        memory = io.StringIO("\n".join(lines))
        words = sum(line.count(" – ") * 2 for line in memory)
        output = io.StringIO()
        for line in lines:
            print(line, end="\r\n", file=output)
        returns = output.getvalue().count("\r\n")
    finally:
        os.unlink(path)
    return len(lines), characters, whole, raw, words, returns


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
