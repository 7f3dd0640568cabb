# What ctypes says of wrong types and counts, missing symbols and libraries, NULL, memory that has been resized.
import ctypes
from ctypes import *

libc = CDLL(None)


def attempt(name, action):
    try:
        result = action()
        print(name, "→", repr(result) if type(result) in (int, float, bytes, str, bool, type(None)) else type(result))
    except Exception as error:
        # Which file has no such symbol is another one under each interpreter.
        text = str(error)
        print(name, "→", type(error).__name__, text[max(text.find("undefined symbol"), 0):])


class Point(Structure):
    _fields_ = [("x", c_int), ("y", c_double)]


class Small(Structure):
    _fields_ = [("bits", c_int, 3), ("rest", c_int, 5), ("text", c_char * 4)]


# Arguments.
libc.abs.argtypes = [c_int]
for value in ("1", 1.5, None, b"1", [], 2**40, -(2**70), Point(), c_long(1), c_int(-2), c_short(3), True):
    attempt(f"abs({type(value).__name__})", lambda: libc.abs(value))
attempt("abs()", lambda: libc.abs())
attempt("abs(1, 2)", lambda: libc.abs(1, 2))
attempt("abs(x=1)", lambda: libc.abs(x=1))
libm = CDLL("libm.so.6")
libm.ldexp.argtypes, libm.ldexp.restype = [c_double, c_int], c_double
for number, exponent in (
    (1, 2), (1.5, 2), (True, 1), ("1", 2), (1.5, 2.0), (1j, 1), (None, 1), (1.5, None), (10**400, 1), (c_double(2), 1)
):
    attempt(f"ldexp({type(number).__name__}, {exponent})", lambda: libm.ldexp(number, exponent))
libc.strlen.argtypes, libc.strlen.restype = [c_char_p], c_size_t
for value in (b"text", "text", bytearray(b"text"), 5, 1.5, c_char_p(b"four"), create_string_buffer(b"seven77"), [b"x"]):
    attempt(f"strlen({type(value).__name__})", lambda: libc.strlen(value))
libc.memchr.argtypes, libc.memchr.restype = [c_void_p, c_int, c_size_t], c_void_p
for value in (b"text", None, "text", 1.5, bytearray(b"text"), Point(), pointer(Point()), byref(Point()), (c_int * 2)()):
    attempt(f"memchr({type(value).__name__})", lambda: bool(libc.memchr(value, 300, 0)))
PointPointer = POINTER(Point)
libc.free.argtypes, libc.free.restype = [PointPointer], None
for value in (None, 0, 5, "x", pointer(c_int()), byref(c_int()), c_int(), (c_int * 3)()):
    attempt(f"free({type(value).__name__})", lambda: libc.free(value))
attempt("undeclared float", lambda: libc.labs(1.5))
attempt("undeclared list", lambda: libc.labs([]))
attempt("undeclared huge", lambda: libc.labs(2**64))
attempt("undeclared structure", lambda: CDLL(None)["labs"](object()))


class Refusing:
    @classmethod
    def from_param(cls, value):
        raise ValueError(f"not {value}")


class Standing:
    _as_parameter_ = 7


libc.labs.argtypes = [Refusing]
attempt("from_param raises", lambda: libc.labs(1))
libc.labs.argtypes = [c_long]
attempt("_as_parameter_", lambda: libc.labs(Standing()))

# Declarations.
for value in (5, "text", [5], [int], None, (c_int, "x"), [c_int, None]):
    attempt(f"argtypes = {value}", lambda: setattr(libc.toupper, "argtypes", value))
for value in (5, "text", None, int, len):
    attempt(f"restype = {value}", lambda: setattr(libc.tolower, "restype", value))
attempt("errcheck", lambda: setattr(libc.tolower, "errcheck", 5))
attempt("result by a callable", lambda: libc.tolower(65))
attempt("CFUNCTYPE(5)", lambda: CFUNCTYPE(5))
attempt("CFUNCTYPE(c_int, 5)", lambda: CFUNCTYPE(c_int, 5))
attempt("callback of no callable", lambda: CFUNCTYPE(c_int)("text"))

# Libraries and symbols.
attempt("no library", lambda: CDLL("libnothing_such.so.9"))
attempt("no symbol", lambda: libc.nothing_such)
attempt("no symbol by name", lambda: libc["nothing_such"])
attempt("symbol by number", lambda: libc[5])
attempt("no data", lambda: c_int.in_dll(libc, "nothing_such"))
attempt("name with a zero", lambda: c_int.in_dll(libc, "a\0b"))
attempt("in_dll of no library", lambda: c_int.in_dll(5, "environ"))
attempt("prototype", lambda: CFUNCTYPE(c_int)(("nothing_such", libc)))
attempt("prototype of no library", lambda: CFUNCTYPE(c_int)(("abs", 5)))
attempt("prototype of one", lambda: CFUNCTYPE(c_int)(("abs",)))
attempt("paramflags", lambda: CFUNCTYPE(c_int, c_int)(("abs", libc), ((9, "x"),)))
attempt("too few paramflags", lambda: CFUNCTYPE(c_int, c_int)(("abs", libc), ()))
named = CFUNCTYPE(c_int, c_int)(("abs", libc), ((1, "number"),))
attempt("by name", lambda: named(number=-3))
attempt("by another name", lambda: named(digit=-3))
attempt("twice", lambda: named(-3, number=-3))

# Pointers.
attempt("NULL contents", lambda: POINTER(c_int)().contents)
attempt("NULL item", lambda: POINTER(c_int)()[0])
attempt("NULL item set", lambda: POINTER(c_int)().__setitem__(0, 1))
attempt("NULL slice", lambda: POINTER(c_int)()[0:2])
attempt("slice without end", lambda: pointer(c_int(5))[0:])
attempt("text index", lambda: pointer(c_int(5))["0"])
attempt("delete item", lambda: pointer(c_int(5)).__delitem__(0))
attempt("contents of another type", lambda: setattr(pointer(c_int()), "contents", c_short()))
attempt("POINTER(c_int)(c_short)", lambda: POINTER(c_int)(c_short()))
attempt("POINTER(5)", lambda: POINTER(5))
attempt("pointer(5)", lambda: pointer(5))
attempt("byref(5)", lambda: byref(5))
attempt("byref offset", lambda: byref(c_int(), "x"))
attempt("addressof(5)", lambda: addressof(5))
attempt("sizeof(5)", lambda: sizeof(5))
attempt("alignment(5)", lambda: alignment(5))
attempt("cast to a number", lambda: cast(5, c_int))
attempt("cast of text", lambda: cast("x", POINTER(c_int)))
attempt("cast of a float", lambda: cast(1.5, c_void_p))
attempt("string_at size", lambda: string_at(b"abc", -2))
attempt("instance of _Pointer", lambda: ctypes._Pointer())

# Values.
for type_, value in (
    (c_int, "x"), (c_int, 1.5), (c_int, None), (c_char, b"ab"), (c_char, 300), (c_char, "a"), (c_wchar, "ab"),
    (c_wchar, b"a"), (c_bool, []), (c_double, "1"), (c_double, 1j), (c_float, 10**400), (c_char_p, "text"),
    (c_wchar_p, b"text"), (c_void_p, "x"), (c_void_p, 1.5), (c_ubyte, 257), (c_ubyte, -1), (c_longlong, 2**64 + 5),
):
    attempt(f"{type_.__name__}({value if not isinstance(value, int) else 'int'!r})", lambda: type_(value).value)
attempt("two values", lambda: c_int(1, 2))
attempt("delete value", lambda: delattr(c_int(), "value"))
attempt("no such attribute", lambda: c_int().nothing)
attempt("hash", lambda: hash(Point()))

# Arrays.
three = (c_int * 3)(1, 2, 3)
attempt("index", lambda: three[3])
attempt("negative index", lambda: three[-4])
attempt("set index", lambda: three.__setitem__(3, 1))
attempt("set text", lambda: three.__setitem__(0, "x"))
attempt("text index", lambda: three["x"])
attempt("slice of another length", lambda: three.__setitem__(slice(0, 2), [1]))
attempt("slice of texts", lambda: three.__setitem__(slice(0, 2), ["a", "b"]))
attempt("delete", lambda: three.__delitem__(0))
attempt("too many", lambda: (c_int * 1)(1, 2))
attempt("of a text", lambda: (c_int * 1)("x"))
attempt("negative length", lambda: c_int * -1)
attempt("length of a text", lambda: c_int * "x")
attempt("too large", lambda: c_int * 2**62)
attempt("characters too long", lambda: setattr((c_char * 2)(), "value", b"abc"))
attempt("characters of text", lambda: setattr((c_char * 2)(), "value", "ab"))
attempt("raw too long", lambda: setattr((c_char * 2)(), "raw", b"abc"))
attempt("create_string_buffer(text)", lambda: create_string_buffer("text"))
attempt("create_string_buffer(negative)", lambda: create_string_buffer(-1))
attempt("create_string_buffer(short)", lambda: create_string_buffer(b"abc", 2))
attempt("abstract array", lambda: ctypes.Array())

# Structures.
attempt("too many initializers", lambda: Point(1, 2, 3))
attempt("wrong initializer", lambda: Point("x"))
attempt("twice", lambda: Point(1, x=1))
attempt("other name", lambda: Point(z=1).z)
attempt("wrong field", lambda: setattr(Point(), "x", "x"))
attempt("delete field", lambda: delattr(Point(), "x"))
attempt("bits", lambda: setattr(Small(), "bits", "x"))
attempt("bits overflow", lambda: (lambda s: (setattr(s, "bits", 9), s.bits)[1])(Small()))
attempt("text too long", lambda: setattr(Small(), "text", b"abcde"))
attempt("text of str", lambda: setattr(Small(), "text", "ab"))
attempt("descriptor of another object", lambda: Point.x.__get__(5))
attempt("_fields_ again", lambda: setattr(Point, "_fields_", []))
for fields in (5, [5], [("a",)], [("a", 5)], [("a", int)], [(5, c_int)], [("a", c_int, 0)], [("a", c_int, 40)],
               [("a", c_double, 3)], [("a", c_int, "x")], [("a", c_int), ("a", c_int)]):
    attempt(f"_fields_ = {fields}", lambda: type("S", (Structure,), {"_fields_": fields}))
attempt("_pack_", lambda: type("S", (Structure,), {"_pack_": -1, "_layout_": "ms", "_fields_": [("a", c_int)]}))
attempt("_anonymous_", lambda: type("S", (Structure,), {"_anonymous_": ["b"], "_fields_": [("a", c_int)]}))
attempt("abstract", lambda: Structure().nothing)
attempt("in itself", lambda: type("S", (Structure,), {}) and setattr(Loop, "_fields_", [("a", Loop)]))


class Loop(Structure):
    pass


attempt("in itself", lambda: setattr(Loop, "_fields_", [("a", Loop)]))

# Memory.
attempt("from_buffer of bytes", lambda: c_int.from_buffer(b"1234"))
attempt("from_buffer of text", lambda: c_int.from_buffer("1234"))
attempt("from_buffer too small", lambda: c_int.from_buffer(bytearray(3)))
attempt("from_buffer offset", lambda: c_int.from_buffer(bytearray(8), -1))
attempt("from_buffer far", lambda: c_int.from_buffer(bytearray(8), 5))
attempt("from_buffer_copy too small", lambda: c_int.from_buffer_copy(b"123"))
attempt("from_address of text", lambda: c_int.from_address("x"))
buffer = create_string_buffer(b"abc")
attempt("resize down", lambda: resize(buffer, 2))
attempt("resize a part", lambda: resize((Point * 2)()[0], 100))
attempt("resize text", lambda: resize("x", 10))
resize(buffer, 1000)
buffer[3:4] = b"d"
attempt("resized", lambda: (sizeof(buffer), len(buffer), buffer.value, buffer.raw[:6]).__repr__())
attempt("beyond the type", lambda: buffer[5])
point = Point(1, 2.5)
resize(point, 500)
point.x = 9
attempt("instance of before", lambda: (point.x, point.y, sizeof(point)).__repr__())
attempt("memmove", lambda: memmove([], b"x", 1))
attempt("memset", lambda: memset(1.5, 0, 1))
