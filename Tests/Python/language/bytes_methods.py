"""Bytes and bytearrays: literals, methods, mutation, conversion."""

b = b"Hello, World"
print(b, b[0], b[-1:], b[1:4], len(b), b.upper(), b.lower(), b.swapcase(), b.title(), b.capitalize())
print(b == b"Hello, World", b < b"I", list(b[:3]))
print(b.find(b"o"), b.rfind(b"o"), b.find(111), b.index(b"W"), b.count(b"l"), b.count(108), b.startswith(b"He"))
print(b.endswith((b"x", b"d")), b"lo" in b, 72 in b, b"x" in b)
print(b.replace(b"l", b"L"), b.split(b", "), b.split(), b.rsplit(b"o", 1), b.partition(b","))
print(b.rpartition(b"o"), b" x ".strip(), b"xxaxx".strip(b"x"), b"-".join([b"a", b"b"]))
print(b"a\nb\r\n".splitlines())
print(b"x".ljust(3), b"x".rjust(3, b"."), b"x".center(5, b"*"), b"7".zfill(3), b"a\tb".expandtabs(2))
print(b"abc".translate(bytes.maketrans(b"ab", b"xy"), b"c"), b"abc".removeprefix(b"a"))
print(b"abc".removesuffix(b"c"))
print(b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" ".isspace(), b"AB".isupper(), b"ab".islower())
print(b"Ab".istitle(), b"\xff".isascii(), b"".isalpha())
print(b.hex(), b"\x01\xab".hex(":"), b"\x01\x02\x03".hex("-", 2), bytes.fromhex("01 ab FF"), bytes(3))
print(bytes([1, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(), bytes(range(3)), bytes(bytearray(b"y")))
print(b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"a\xff".decode("utf-8", "replace"))
print(b"a\xff".decode("ascii", "ignore"), b"\xff".decode("utf-8", "backslashreplace"))
print(b"\xff".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"))
print(b"a" + b"b", b"ab" * 2, b"%d %s %b %x" % (5, b"x", b"y", 255), b"%5.1f|%r" % (2.5, "z"))
print(b"\x00\t\n\r\x7f\\'", b'"', b"'", rb"\n", b"\101", hash(b"a") == hash(b"a"), {b"k": 1}[b"k"])
a = bytearray(b"abc")
a.append(100)
a.extend(b"ef")
a += b"g"
a.insert(0, 33)
a[1] = 65
a[2:4] = b"-+-"
print(a, a.pop(), a.pop(0), a.remove(45), a, len(a), a.reverse(), a, a.copy() == a, a == bytes(a))
print(bytes(a) == a, a[0], a[:2], type(a[:2]))
del a[0]
a *= 2
a.clear()
print(a, bool(a), bytearray(2), bytearray("x", "ascii"), bytearray([1]), bytearray(b"x") + b"y")
print(b"y" + bytearray(b"x"), type(b"y" + bytearray(b"x")), bytearray(b"ab").upper(), a.__repr__())
m = memoryview(bytearray(b"abcd"))
m[0] = 90
m[1:3] = b"yx"
print(bytes(m), m[0], m[1:].tobytes(), len(m), m.tolist(), m.nbytes, m.format, m.readonly)
print(memoryview(b"a").readonly, m == b"Zyxd", m.hex())


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: bytes([256]))
attempt(lambda: bytes([-1]))
attempt(lambda: bytes(["a"]))
attempt(lambda: bytes("a"))
attempt(lambda: bytes(5, "utf-8"))
attempt(lambda: bytes(1.5))
attempt(lambda: b"a" + "b")
attempt(lambda: "a" in b"a")
attempt(lambda: 300 in b"a")
attempt(lambda: b"a".find("a"))
attempt(lambda: b"a".join(["x"]))
attempt(lambda: b"\xff".decode())
attempt(lambda: b"\xc3".decode())
attempt(lambda: b"\xff".decode("ascii"))
attempt(lambda: bytes.fromhex("0"))
attempt(lambda: bytes.fromhex("zz"))
attempt(lambda: bytearray().pop())
attempt(lambda: bytearray(b"a").append(256))
attempt(lambda: bytearray(b"a").remove(5))
attempt(lambda: hash(bytearray()))
attempt(lambda: b"a" < "a")
attempt(lambda: b"%s" % "text")
attempt(lambda: b"abc".index(b"z"))
attempt(lambda: memoryview(b"a").__setitem__(0, 1))
attempt(lambda: memoryview("a"))

# Arrays of bytes: sizes, copies, text
array = bytearray(b"abc")
array.resize(5)
print(array, array.__alloc__() > len(array))
array.resize(1)
print(array, ord(array))
for size in (-1, "a"):
    try:
        array.resize(size)
    except (ValueError, TypeError) as error:
        print(error)
try:
    ord(bytearray())
except TypeError as error:
    print(error)
for data in (b"ab\xff", b""):
    for version in (0, 2, 3):
        print(bytearray(data).__reduce_ex__(version))
    print(bytearray(data).__reduce__())
print(bytearray(b"\"'"), bytearray(b"'"), bytearray(b'"'))
all, nothing, more = bytearray(b"a").partition(b",")
print(all, nothing, more, nothing is more)
print(b"a".__rmod__(b"%s"), bytearray(b"a").__rmod__(bytearray(b"%s")), b"a".__rmod__("%s"), "a".__rmod__("%s"), "".__rmod__(3))


class Wrong:
    pass


for format in ("%c", b"%c"):
    try:
        format % Wrong()
    except TypeError as error:
        print(error)
text = "abc"
print(text.__getnewargs__()[0] is text)
