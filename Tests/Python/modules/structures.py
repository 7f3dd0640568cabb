"""Records packed as C lays them out: formats, values, buffers, and what is wrong with them."""

import _struct as S


def show(function, *arguments):
    try:
        result = repr(function(*arguments))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(function.__name__, arguments, "=>", result.partition(" at 0x")[0])


for letter in "bBhHiIlLqQ":
    for value in (0, 1, -1, 127, 128, 255, 256, -128, -129, 1 << 31, (1 << 63) - 1, 1 << 70, -1 - (1 << 70)):
        for order in "<>@=!":
            show(S.pack, order + letter, value)
for letter in "nNP":
    show(S.pack, letter, 1 << 70)
    show(S.pack, letter, -1)
    show(S.pack, letter, 5)
for form, value in (
    ("i", "a"), ("i", 1.5), ("f", "a"), ("f", 1e300), ("f", 1.5), ("f", float("inf")), ("e", 1e6), ("e", 65504.0),
    ("e", 65519.9), ("e", 65520.0), ("e", 1e-8), ("e", 5.96e-8), ("e", 6e-5), ("e", 6.1035e-05), ("e", -0.0),
    ("e", 0.333), ("e", float("nan")), ("d", 2), ("c", b"ab"), ("c", b"a"), ("c", 3), ("5s", "a"), ("5s", b"abcdefg"),
    ("5s", bytearray(b"xy")), ("5p", 3), ("5p", b"abcdefg"), ("0p", b"a"), ("1p", b"a"), ("0s", b"a"), ("300p", b"b" * 299),
    ("?", []), ("?", 1), ("F", 1 + 2j), ("D", 3), ("F", "x"), ("P", 1 << 63), ("b", True),
):
    show(S.pack, form, value)
for arguments in (("2i", 1), ("i", 1, 2), ("z",), ("5",), ("",), ("bi", 1, 2), ("=bi", 1, 2), ("b0i", 1), ("2x",), ("hxxb", 1, 2)):
    show(S.pack, *arguments)
for form in (
    "99999999999999999999i", "iii999999999999999999q", "<n", "@n", "bi", "=bi", "b0i", "b 2i", " b2 i", 3, "\u1234",
    b"hh", "<qbqb", "qbqb", "xxx", "D", "bD", "bF", "9223372036854775807x", "9223372036854775807xx",
):
    show(S.calcsize, form)
for form, data in (
    ("i", b"abc"), ("<i", b"\xff\xff\xff\xff"), (">H", b"\x01\x02"), ("<e", b"\x00\x7c"), ("<e", b"\x01\x00"), ("e", b"\x00\xfc"),
    ("<f", b"\x00\x00\xc0\x3f"), ("<d", b"\0" * 8), ("3s", b"abc"), ("4p", b"\x02abc"), ("2?", b"\0\x05"), ("2c", b"ab"),
    ("<Q", b"\xff" * 8), ("<q", b"\xff" * 8), ("F", b"\0" * 8), ("x2b", b"abc"), ("i", "abcd"), ("0p", b""),
):
    show(S.unpack, form, data)
for arguments in (("i", b"abc"), ("<i", b"abcd", 2), ("<i", b"abcd", -10), ("<i", b"abcd", -2), ("<h", b"abcd", 2), ("<h", b"abcd", -2), ("<h", b"abcd", -4)):
    show(S.unpack_from, *arguments)
for arguments in (
    ("i", bytearray(3), 0, 1), ("i", bytearray(8), -2, 1), ("i", bytearray(8), -20, 1), ("i", b"abcdefgh", 0, 1), ("i",),
    ("i", bytearray(4)), ("i", bytearray(4), 0), ("i", 5, 0, 1),
):
    show(S.pack_into, *arguments)
room = bytearray(b"........")
S.pack_into("<hb", room, 2, 258, 65)
S.pack_into("<b", room, -1, 66)
print(room)
show(S.iter_unpack, "", b"")
show(S.iter_unpack, "i", b"abc")
print(list(S.iter_unpack("<h", b"abcd")), type(S.iter_unpack("h", b"")), S.iter_unpack("<h", b"abcdef").__length_hint__())
record = S.Struct(">hh")
print(record, record.size, record.format, repr(S.Struct(b"i").format), S.Struct.__doc__)
show(S.Struct)
show(record.pack, 1)
show(record.unpack, b"a")
show(record.unpack_from, b"abcdef", 2)
print(S.error, S.error.__mro__)


class Index:
    def __index__(self):
        return 7


class Number:
    def __float__(self):
        return 2.5


print(S.pack("b", Index()), S.pack("?", Index()), S.pack("<d", Number()), S.pack("<f", Index()))
print(S.unpack("<e", S.pack("<e", 1 / 3)), S.unpack("<f", S.pack("<f", 1 / 3)), S.pack(">2s3p?eFD", b"ab", b"xyz", 1, 1.5, 1 + 2j, 3j))
for bits in range(0, 65536, 97):
    value = S.unpack("<e", bits.to_bytes(2, "little"))[0]
    if value == value and S.pack("<e", value) != bits.to_bytes(2, "little"):
        print("half", bits, value)

import sys
for call in (lambda: S.pack_into('<I', bytearray(10), sys.maxsize, 1), lambda: S.unpack_from('<I', bytearray(10), sys.maxsize)):
    try:
        call()
    except S.error as error:
        print(error)

try:
    type(S.iter_unpack("B", b""))()
except TypeError as error:
    print(error)
