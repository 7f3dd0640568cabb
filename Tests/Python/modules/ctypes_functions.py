# Calls of the C library: arguments, results, callbacks, errors, threads.
import math
import sys
import threading
import time as clock
from ctypes import *
import ctypes.util


def show(body):
    try:
        print(repr(body()))
    except Exception as error:
        text = str(error)
        print(type(error).__name__, text[text.index(": ") + 2:] if "undefined symbol" in text else text)


libc = CDLL("libc.so.6", use_errno=True)
libm = CDLL("libm.so.6")
print(libc.abs(-5), libc.strlen(b"four"), repr(libc.abs)[:20])

libm.pow.argtypes, libm.pow.restype = [c_double, c_double], c_double
libm.fabsf.argtypes, libm.fabsf.restype = [c_float], c_float
print(libm.pow(2, 0.5) == math.sqrt(2), libm.pow(c_double(3), 2), libm.fabsf(-1.5))

libc.strchr.argtypes, libc.strchr.restype = [c_char_p, c_char], c_char_p
print(libc.strchr(b"abcdef", b"d"), libc.strchr(b"abcdef", ord("c")), libc.strchr(b"abc", b"x"))
libc.wcslen.restype = c_size_t
print(libc.wcslen("größe"), libc.wcslen(c_wchar_p("ab")))
buffer = create_string_buffer(64)
print(libc.snprintf(buffer, c_size_t(64), b"%d %s %.2f %c", 7, b"seven", c_double(7.5), ord("!")), buffer.value)
libc.snprintf.argtypes = [c_char_p, c_size_t, c_char_p]
print(libc.snprintf(buffer, 64, b"%s-%ld", b"x", c_long(1 << 40)), buffer.value)
now = c_long()
print(libc.time(byref(now)) == now.value & 0xffffffff or now.value > 0, abs(now.value - clock.time()) < 5)
libc.getenv.restype = c_char_p
print(libc.getenv(b"SURELY_NOT_SET"))


class Division(Structure):
    _fields_ = [("quotient", c_int), ("remainder", c_int)]


class LongDivision(Structure):
    _fields_ = [("quotient", c_long), ("remainder", c_long)]


libc.div.restype, libc.ldiv.restype, libc.ldiv.argtypes = Division, LongDivision, [c_long, c_long]
result, longer = libc.div(17, 5), libc.ldiv(10 ** 12 + 1, 10)
print(result.quotient, result.remainder, longer.quotient, longer.remainder)

# Callbacks.
Compare = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))
numbers = (c_int * 8)(5, 1, 9, 3, 7, 2, 8, 4)
libc.qsort(numbers, len(numbers), sizeof(c_int), Compare(lambda a, b: a[0] - b[0]))
print(numbers[:])
libc.bsearch.restype = POINTER(c_int)
print(libc.bsearch(byref(c_int(7)), numbers, 8, sizeof(c_int), Compare(lambda a, b: a[0] - b[0]))[0])


@CFUNCTYPE(c_double, c_double, Division, c_char_p)
def mixed(number, division, text):
    return number + division.quotient + len(text)


print(mixed(0.5, Division(3, 4), b"text"), repr(mixed)[:22], bool(mixed), mixed.argtypes, mixed.restype)


@CFUNCTYPE(c_int)
def failing():
    return 1 // 0


reports = []
sys.unraisablehook = lambda report: reports.append((report.err_msg[:60], type(report.exc_value).__name__, report.object))
failing(), CFUNCTYPE(c_int)(lambda: "no number")()
print(reports)
sys.unraisablehook = sys.__unraisablehook__

# What is declared.
libc.labs.argtypes, libc.labs.restype = [c_long], c_long
print(libc.labs(-(1 << 40)), libc.labs(c_long(-3)), libc.labs.argtypes)
libc.labs.restype = lambda number: ["made of", number]
print(libc.labs(-3))
libc.labs.restype = c_long
libc.labs.errcheck = lambda result, function, arguments: (result, arguments)
print(libc.labs(-3))
del libc.labs.errcheck


class Wrapped:
    def __init__(self, value):
        self._as_parameter_ = value


print(libc.labs(Wrapped(-4)), libc.labs(Wrapped(Wrapped(-5))))


class Doubled(c_int):
    @classmethod
    def from_param(cls, value):
        return c_int(value * 2)


libc.abs.argtypes = [Doubled]
print(libc.abs(-5))
frexp = CFUNCTYPE(c_double, c_double, POINTER(c_int))(("frexp", libm), ((1, "number"), (2, "exponent")))
print(frexp(8.0), frexp(number=10.0))
strtol = CFUNCTYPE(c_long, c_char_p, c_void_p, c_int)(("strtol", libc), ((1, "text"), (1, "end", None), (1, "base", 10)))
print(strtol(b"123"), strtol(b"ff", base=16), strtol(text=b"7"))

# errno, a copy for each thread.
set_errno(0)
print(libc.open(b"/no/such/file", 0), get_errno(), set_errno(9), get_errno())
thread = threading.Thread(target=lambda: print("thread", get_errno()))
thread.start()
thread.join()

# Threads wait for C while others run; callbacks run on all of them.
libc.usleep(1)
counts = []


def work(number):
    total = []
    array = (c_int * 50)(*[(i * 37 + number) % 50 for i in range(50)])
    libc.qsort(array, 50, 4, Compare(lambda a, b: total.append(1) or a[0] - b[0]))
    counts.append(array[:] == sorted(array[:]) and len(total) > 49)


threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counts)

# A thread that C has started.
libc.pthread_create.argtypes = [POINTER(c_ulong), c_void_p, c_void_p, py_object]
libc.pthread_join.argtypes = [c_ulong, c_void_p]
seen = []


@CFUNCTYPE(c_void_p, py_object)
def started(argument):
    seen.append((argument, threading.current_thread() is threading.main_thread(), [x * x for x in range(5)]))


ident = c_ulong()
print(libc.pthread_create(byref(ident), None, started, "given"), libc.pthread_join(ident, None), seen)

libc.labs.argtypes = [c_long]
for body in (
    lambda: libc.surely_not_there, lambda: CDLL("no-such-library.so"), lambda: libc.labs("x"), lambda: libc.labs(),
    lambda: libc.strlen(1.5), lambda: libc.strlen(1 << 70), lambda: setattr(libc.labs, "argtypes", [int]),
    lambda: setattr(libc.labs, "argtypes", 3), lambda: setattr(libc.labs, "restype", 3), lambda: setattr(libc.labs, "errcheck", 3),
    lambda: CFUNCTYPE(c_int)("x"), lambda: CFUNCTYPE(c_int)(("labs", 3)), lambda: CFUNCTYPE(c_int)(("labs",)),
    lambda: CFUNCTYPE(c_int, c_int)(("labs", libc), ((1,), (1,))), lambda: CFUNCTYPE(c_int, c_int)(("labs", libc), ((2,),)),
    lambda: CFUNCTYPE(Division)(lambda: 0), lambda: frexp(), lambda: frexp(1.0, 2.0), lambda: c_int.in_dll(libc, "surely_not_there"),
    lambda: pythonapi.PySurely_NotThere, lambda: CFUNCTYPE(c_int, wrong=1),
):
    show(body)
print(ctypes.util.find_library("surely-not-there"), CFUNCTYPE(c_int, c_int) is CFUNCTYPE(c_int, c_int))

# Variadic functions with all their arguments declared: how many floats there are is part of the call.
text = create_string_buffer(60)
for types, format, values in (
    ([c_double], b"%.2f", [2.5]), ([c_int], b"%d", [-7]), ([c_int, c_double, c_char_p], b"%d %g %s", [3, 0.25, b"x"]),
    ([c_double] * 5, b"%g %g %g %g %g", [1, 2.5, 3, 4.5, 5]), ([], b"none", []), ([c_double] * 9, b"%g" * 9, range(9)),
):
    function = libc["snprintf"]
    function.argtypes = [c_char_p, c_size_t, c_char_p, *types]
    print([(function(text, 60, format, *values), text.value) for _ in range(2)])
