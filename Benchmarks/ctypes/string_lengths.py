"""Calls `strlen` with bytes of several lengths."""

from ctypes import CDLL, c_char_p, c_size_t

SCALE = 400_000
EXPECTED = 4_000_000

strlen = CDLL(None).strlen
strlen.argtypes, strlen.restype = [c_char_p], c_size_t


def run(scale):
    texts = [b"", b"a", b"taipan", b"a snake of Australia", b"inland taipan, coastal taipan"[:23]]
    total = 0
    for index in range(scale):
        total += strlen(texts[index % 5])
    return total


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
