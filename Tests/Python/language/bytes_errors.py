"""Forms of arguments of bytes and bytearrays, right and wrong."""


def show(expression):
    try:
        print(expression, "->", ascii(eval(expression)))
    except Exception as error:
        print(expression, "->", type(error).__name__, ascii(str(error)))


for row in r"""
b"a".find("a")
bytearray(b"a").find("a")
b"a".find(300)
b"a".count("a")
b"a".startswith("a")
b"a".startswith(("a",))
bytearray(b"a").endswith("a")
b"a".split(1)
b"a".split(b"")
b"a".replace("",b"")
b"a".partition("a")
b"a".strip("a")
b"a".removesuffix("a")
b"a".center(5,"a")
b"a".center(5,b"ab")
bytearray(b"a").ljust(5,bytearray(b"x"))
b"a".ljust(5,1)
b"a".join(1)
b"a".join(["x"])
b"".join([bytearray(b"a"),memoryview(b"b")])
bytearray(b",").join([b"a"])
b"a".index(b"x")
b"a".rindex(b"x")
b"a".index(5)
bytes("a")
bytes(1,"a")
bytes("a",1)
bytes(-1)
bytes([256])
bytes(["a"])
bytes(1.5)
bytes(None)
bytearray("a")
bytearray(-1)
bytearray(1.5)
bytearray([300])
bytearray(b"a").append("a")
bytearray(b"a").append(300)
bytearray(b"a").insert(0,300)
bytearray(b"a").extend("a")
bytearray(b"a").extend(5)
bytearray(b"a").extend([300])
bytearray(b"").pop()
bytearray(b"a").pop(4)
bytearray(b"a").remove(4)
bytearray(b"a").remove("a")
bytearray(b"a").remove(300)
bytes(type("T", (), {"__bytes__": lambda s: b"own"})())
bytes(type("T", (), {"__bytes__": lambda s: 5})())
bytes(type("T", (), {"__index__": lambda s: 3})())
bytes(type("T", (), {"__iter__": lambda s: iter([1, 2])})())
bytes(type("T", (), {"__getitem__": lambda s, i: [65, 66][i]})())
"a" in b"a"
300 in b"a"
b"" in b"a"
bytearray(b"b") in b"abc"
b"a"+"b"
bytearray(b"a")+"b"
b"a"+bytearray(b"b")
b"a"+memoryview(b"b")
bytearray(b"a")[5]
b"a"[5]
b"a"*"x"
b"a"<"a"
b"a"==bytearray(b"a")
bytearray(b"a") == memoryview(b"a")
b"a" < bytearray(b"b")
memoryview(b"a")==b"a"
b"a" == "a"
b"abc".translate(b"x")
b"a".translate(1)
b"a".translate(None,b"a")
bytes.maketrans(b"a",b"bc")
bytes.maketrans("a",b"b")
b"abcabc".translate(bytes.maketrans(b"ab", b"xy"), delete=b"c")
b"a".hex(1)
b"a".hex("xx")
b"a".hex(b"x")
b"ab".hex("é")
b"ab".hex(" ","x")
b"abcde".hex(":", 2)
b"abcde".hex(":", -2)
b"abcde".hex(":", 0)
bytes.fromhex(1)
bytes.fromhex("a")
bytes.fromhex("zz")
bytes.fromhex("aé")
bytes.fromhex(b"aa")
bytes.fromhex(" 0a\n0B ")
bytearray.fromhex("0a")
type("B", (bytes,), {}).fromhex("61")
b"a".splitlines(keepends=1)
b"a\x0bb\x85c\r\nd".splitlines()
b" \x1c\xa0a\x0b ".strip()
b"a b\tc".split(maxsplit=1)
b"\xe9A".upper()
b"\xc9A".lower()
b"they're".title()
b"aB".swapcase()
b"\xe9".isalpha()
b"+5".zfill(4)
b"a\tb".expandtabs(4)
b"abc".__getnewargs__()
repr(bytearray(b"'\"\\\n\xff"))
type("A", (bytearray,), {})(b"x")
bytearray(b"abc")[::-1]
b"abcdef"[4:0:-2]
""".strip().splitlines():
    show(row)
