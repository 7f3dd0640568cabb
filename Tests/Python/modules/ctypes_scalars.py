# Simple types: their sizes, conversions, errors and reprs.
import ctypes
from ctypes import *


def show(body):
    try:
        print(repr(body()))
    except Exception as error:
        print(type(error).__name__, error)


integers = [c_byte, c_ubyte, c_short, c_ushort, c_int, c_uint, c_long, c_ulong, c_longlong, c_ulonglong]
for kind in integers:
    print(kind.__name__, kind._type_, sizeof(kind), alignment(kind), [kind(n).value for n in (-1, 0, 1 << 7, 1 << 70, -(1 << 63))])
for kind in (c_float, c_double, c_longdouble):
    print(kind.__name__, sizeof(kind), kind(1.5), kind(-3), kind(True), bool(kind()), bool(kind(0.1)))
for kind in (c_float_complex, c_double_complex, c_longdouble_complex):
    print(kind.__name__, sizeof(kind), kind(1.5 - 2j), kind(3), kind(2.5).value)
print(c_bool(3), c_bool([]), c_char(b"x"), c_char(65), c_char(bytearray(b"z")), c_wchar("é"), c_wchar("\U0001f40d"))
print(c_char_p(b"text").value, c_char_p(None), c_wchar_p("ünï").value, c_void_p(), c_void_p(77).value, py_object([1, 2]))

# A number's own class, and one derived from it.
class Index:
    def __index__(self):
        return 42


class Celsius(c_double):
    def warmer(self):
        return Celsius(self.value + 1)


print(c_int(Index()), Celsius(20).warmer().value, type((Celsius * 2)(1, 2)[0]).__name__)
value = c_int(5)
value.value += 1
print(value, value.value, bool(value), bool(c_int(0)))

# Refused values.
for body in (
    lambda: c_int("x"), lambda: c_int(1.5), lambda: c_int(1, 2), lambda: c_double("x"), lambda: c_char(b"ab"),
    lambda: c_char("a"), lambda: c_char(300), lambda: c_wchar("ab"), lambda: c_wchar(1), lambda: c_char_p(1.5),
    lambda: c_wchar_p(b"s"), lambda: c_void_p("x"), lambda: c_double_complex("x"), lambda: hash(c_int(3)),
    lambda: delattr(c_int(1), "value"), lambda: ctypes._SimpleCData(), lambda: py_object().value,
    lambda: sizeof(3), lambda: alignment("x"), lambda: addressof(None), lambda: byref(1), lambda: resize(c_int(), 1),
    lambda: c_float(1e300),
):
    show(body)
for letter in (None, 1, "ab", "y"):
    show(lambda: type("Wrong", (ctypes._SimpleCData,), {} if letter is None else {"_type_": letter}))

# Parameters.
for body in (
    lambda: c_int.from_param(5), lambda: c_char.from_param(b"x"), lambda: c_char.from_param(b"\0"),
    lambda: c_double.from_param(2), lambda: c_int.from_param("x"), lambda: c_void_p.from_param(7),
    lambda: c_void_p.from_param(1.5), lambda: c_char_p.from_param(1.5), lambda: c_wchar_p.from_param(b""),
    lambda: c_char_p.from_param(None), lambda: c_int.from_param(c_int(3)), lambda: c_ubyte.from_param(300),
):
    show(body)

# The other order of bytes.
for kind in (c_short, c_int, c_ulonglong, c_float, c_double, c_double_complex):
    big, little = kind.__ctype_be__, kind.__ctype_le__
    print(kind.__name__, bytes(big(3)).hex(), bytes(little(3)).hex(), big(3).value, big.from_buffer_copy(bytes(big(7))).value)
print(c_byte.__ctype_be__ is c_byte, c_char.__ctype_le__ is c_char)

# Memory that is there.
buffer = bytearray(8)
number = c_uint.from_buffer(buffer, 4)
number.value = 0x01020304
print(buffer, c_ushort.from_buffer_copy(buffer, 6).value, c_uint.from_address(addressof(number)).value)
for body in (
    lambda: c_int.from_buffer(b"1234"), lambda: c_int.from_buffer(bytearray(2)), lambda: c_int.from_buffer(buffer, -1),
    lambda: c_int.from_buffer(buffer, 6), lambda: c_int.from_buffer_copy(b"1"), lambda: c_int.from_buffer_copy(3),
    lambda: c_int.from_address("x"), lambda: c_int.in_dll(3, "x"),
):
    show(body)
