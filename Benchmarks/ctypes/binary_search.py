"""Calls `bsearch` with five arguments: a string, an array, two sizes and a function of C's own."""

from ctypes import CDLL, CFUNCTYPE, c_char, c_char_p, c_int, c_size_t, c_void_p

SCALE = 100_000
EXPECTED = 755_553
WORDS = b"alder", b"beech", b"elm", b"hazel", b"larch", b"maple", b"oak", b"willow"

Word = c_char * 8
Order = CFUNCTYPE(c_int, c_char_p, c_char_p)

libc = CDLL(None)
libc.bsearch.argtypes = [c_char_p, Word * len(WORDS), c_size_t, c_size_t, Order]
libc.bsearch.restype = c_void_p
strcmp = Order(("strcmp", libc))


def run(scale):
    bsearch, names = libc.bsearch, [*WORDS, b"yew"]
    table = (Word * len(WORDS))()
    for place, word in enumerate(WORDS):
        table[place].value = word
    found = 0
    for index in range(scale):
        if bsearch(names[index % 9], table, 8, 8, strcmp):
            found += index % 9 + 5
    return found


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
