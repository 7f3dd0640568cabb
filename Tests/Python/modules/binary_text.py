"""The module binascii."""
import binascii
from binascii import *


def show(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


print(Error.__mro__, Incomplete.__mro__)

for data in (b"x", b"#86)C\n", "\xe9", b"", b"#8\x7f)C", b"#86)Czzz", b"#86", "#86)C  `\r\n"):
    show(a2b_uu, data)
show(b2a_uu, b"abc")
show(b2a_uu, b"\0\0a", backtick=True)
show(b2a_uu, b"a" * 46)
show(b2a_uu, b"")
show(b2a_uu, "a")

for data in (b"YWJj", b"YWJ", b"Y", b"Y==", b"YW=J=", b"YWJj!", b"=YWJj", b"YW==Jj", b"YWJj\n", b"YW===", b"YWJjYQ",
             b"YWJ=jYQ", b"Y=J=jYQ", b"YWJj=", b"YWJjYQ==x", b"YW=x=", b"ab==c=", b"ab==:", b"abc=a", b"abc=:", b"a=b="):
    show(a2b_base64, data)
    show(a2b_base64, data, strict_mode=True)
show(a2b_base64, 3)
show(a2b_base64, "\xfc")
print(b2a_base64(b"abc"), b2a_base64(b"ab", newline=False), b2a_base64(bytes(range(0, 256, 5))))
show(b2a_base64, "")

print(crc32(b"abc"), crc32(b"abc", 5), crc32(b"abc", -1), crc32(b"abc", 1 << 70), crc_hqx(b"abc", 3), crc_hqx(b"abc", 1 << 20))
show(crc32, "a")
show(crc32, b"", "x")

print(hexlify(b"abc"), b2a_hex(b"abcdef", ":"), b2a_hex(b"abcdef", b"-", 2), b2a_hex(b"abcdef", "-", -4))
print(b2a_hex(b"abc", sep=":", bytes_per_sep=0), b2a_hex(b"", ":"))
for separator in ("--", 3, "\u1234"):
    show(b2a_hex, b"abc", separator)
show(b2a_hex, memoryview(b"abc")[::2])
for digits in (b"616", b"61zz", "6162", "\xe9", 3, b"", b"aAfF"):
    show(unhexlify, digits)

for data in (b"a=3Db=\nc=\r\nd=zz=4", "a=3d", b"==", b"=\n=", b"a= \nb", b"a=xx\nb"):
    show(a2b_qp, data)
show(a2b_qp, b"a_b", header=True)
for data in (b"a=b \n \t\nx\x80\xff.", b"a" * 100, b".\n.a\n.", b"x" * 75 + b"\xff", b"a\r\nb\n.", b"abc ", b"abc\t\n"):
    show(b2a_qp, data)
show(b2a_qp, b"a b_c\td", True)
show(b2a_qp, b"a b_c", header=True)
show(b2a_qp, b"a\r\nb\n", istext=False)
