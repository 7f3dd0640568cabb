# Hot calls of foreign functions, which are compiled to native calls: every kind of argument and result, arguments of other
# kinds midway, types that change midway, callbacks, exceptions, threads.
import gc
import sys
import threading
from ctypes import *

libc = CDLL("libc.so.6")
libm = CDLL("libm.so.6")


def declared(name, result, *arguments, library=libc):
    function = CFUNCTYPE(result, *arguments)((name, library))
    return function


labs = libc.labs
labs.argtypes, labs.restype = [c_long], c_long


def total(function, numbers):
    result = 0
    for number in numbers:
        result += function(number)
    return result


print("integers", [total(labs, range(-scale, scale)) for scale in (10, 100, 1000)])

# Every width: what C gets is truncated, what comes back is of the result's type.
NUMBERS = [0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, -32769, 65535, 2**31 - 1, 2**31, -2**31, 2**32 - 1,
           2**61, 2**62 - 1, -2**62, 2**62, -2**62 - 1, 2**63 - 1, -2**63, 2**64 - 1, 2**64, -2**64 - 5]


def through(kind):
    echo = CFUNCTYPE(kind, kind)(lambda value: value)
    rows = []
    for _ in range(12):
        row = []
        for number in NUMBERS:
            row.append(echo(number))
        rows.append(row)
    assert all(row == rows[0] for row in rows), rows
    return rows[0]


for kind in (c_byte, c_ubyte, c_short, c_ushort, c_int, c_uint, c_long, c_ulong, c_longlong, c_ulonglong, c_size_t):
    print(kind.__name__, through(kind))


def through_bool(values):
    echo = CFUNCTYPE(c_bool, c_bool)(lambda value: not value)
    answers = []
    for _ in range(20):
        for value in values:
            answers.append(echo(value))
    return answers[-len(values):], answers == answers[:len(values)] * 20


print("bool", through_bool([True, False, 0, 1, 2, -1, 256, "text", "", None, 0.0, 2.5, [], 2**70]))

FLOATS = [0.0, -0.0, 1.5, -2.25, 1e300, 1e-300, 5e-324, float("inf"), -float("inf"), float("nan"), 3, -7, 2**53 + 1, True,
          2**100, 1e38, 3.4e39]


def through_floats(kind):
    echo = CFUNCTYPE(kind, kind)(lambda value: value)
    rows = []
    for _ in range(12):
        row = []
        for number in FLOATS:
            row.append(repr(echo(number)))
        rows.append(row)
    assert all(row == rows[0] for row in rows)
    return rows[0]


print("double", through_floats(c_double))
print("float", through_floats(c_float))

pow_, ldexp = declared("pow", c_double, c_double, c_double, library=libm), declared("ldexp", c_double, c_double, c_int, library=libm)
fabsf = declared("fabsf", c_float, c_float, library=libm)


def floats(scale):
    result = 0.0
    for number in range(scale):
        result += pow_(number, 2) + ldexp(0.5, number % 7) + fabsf(-number * 0.25)
        result -= pow_(0.5, 3)
    return result


print("floats", [floats(scale) for scale in (5, 50, 500)])

# Strings and addresses.
strlen, strchr = declared("strlen", c_size_t, c_char_p), declared("strchr", c_char_p, c_char_p, c_int)
memchr = declared("memchr", c_void_p, c_void_p, c_int, c_size_t)
strtoull = declared("strtoull", c_ulonglong, c_char_p, c_void_p, c_int)
strtol = declared("strtol", c_long, c_char_p, POINTER(c_char_p), c_int)
toupper, isdigit = declared("toupper", c_int, c_int), declared("isdigit", c_bool, c_int)


class Bytes(bytes):
    pass


def strings(scale):
    lengths, found = 0, []
    texts = [b"", b"a", b"taipan", bytes(40), b"null\0 inside", Bytes(b"derived"), c_char_p(b"object"), create_string_buffer(b"buffer")]
    for index in range(scale):
        lengths += strlen(texts[index % len(texts)])
        found.append(strchr(b"taipan", 97 + index % 26))
    return lengths, found[:20], len(found)


print("strings", [strings(scale) for scale in (8, 200)])


def addresses(scale):
    buffer = (c_ubyte * 8)(*range(8))
    answers = []
    for index in range(scale):
        place = memchr(buffer, index % 10, 8)
        answers.append(None if place is None else place - addressof(buffer))
    end = c_char_p()
    parsed, big = 0, 0
    for index in range(scale):
        parsed += strtol(b"12x" if index % 2 else b"-7", byref(end), 10) + len(end.value or b"")
        big += strtoull(b"18446744073709551615", None, 10)
        parsed += strtol(b"5", None, 10) + strtol(b"6", pointer(end), 10)
    return answers[:10], answers.count(None), parsed, big


print("addresses", addresses(10), addresses(300))


def characters(scale):
    # The result's conversion raises, after the call.
    find = declared("memchr", c_wchar_p, c_void_p, c_int, c_size_t)
    good, bad = create_unicode_buffer("Aß"), (c_uint32 * 3)(65, 0x110000, 0)
    answers, total = [], 0
    for index in range(scale):
        for offset in [1000, index, 0]:
            try:
                total += offset + len([index, find(bad if index % 10 == 9 else good, 65, 4)])
            except ValueError as error:
                answers.append((index, offset, str(error)))
            finally:
                total += 1
    return total, len(answers), answers[:2], answers[-1]


print("characters", characters(20), characters(200))


def letters(text):
    return "".join(chr(toupper(ord(letter))) for letter in text), [isdigit(ord(letter)) for letter in text]


for _ in range(60):
    answer = letters("Taipan 3.14")
print("letters", answer)

# The callee as an attribute of its library.
libc.toascii.argtypes, libc.toascii.restype = [c_int], c_int


def as_attribute(scale):
    result = 0
    for number in range(scale):
        result += libc.toascii(number * 3)
    return result


print("attribute", [as_attribute(scale) for scale in (10, 100, 1000)])


# Arguments that are refused, and those that need converting, midway.
class Number:
    def __index__(self):
        return -5


class Parameter:
    def __init__(self, value):
        self._as_parameter_ = value


ODD = [c_long(-4), True, Number(), Parameter(-6), 2**80, "text", 1.5, None, b"x", c_int(3), [], Parameter("x")]


def mixed(scale):
    result, errors = 0, []
    for index in range(scale):
        value = ODD[index // 10 % len(ODD)] if index % 10 == 9 else -index
        try:
            result += labs(value)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
    return result, len(errors), errors[:8]


print("mixed", mixed(50))
print("mixed", mixed(600))


def counts(scale):
    wrong = []
    for index in range(scale):
        try:
            if index % 50 == 49:
                labs()
            elif index % 50 == 48:
                labs(-1, 2)
            else:
                labs(-1)
        except TypeError as error:
            wrong.append(str(error))
    return len(wrong), sorted(set(wrong))


print("counts", counts(200))


# Types that change midway.
def changing(scale):
    function = declared("abs", c_int, c_int)
    answers = []
    for index in range(scale):
        if index == scale // 5:
            function.restype = c_ubyte
        if index == scale // 4:
            function.restype = None
        if index == scale // 3:
            function.restype = lambda value: f"<{value}>"
        if index == scale // 2:
            function.restype, function.argtypes = c_int, [c_short]
        if index == scale // 3 * 2:
            function.errcheck = lambda result, function, arguments: (result, arguments)
        if index == scale // 10 * 9:
            del function.errcheck
            function.argtypes = None
        answers.append(function(-index - 300))
    return [answers[scale * part // 20] for part in range(20)]


print("changing", changing(40))
print("changing", changing(800))

# Two functions at one place of call, and a callee that is something else midway.
def several(scale):
    functions = [declared("abs", c_int, c_int), declared("labs", c_long, c_long), abs, lambda value: value * 2]
    result = []
    for index in range(scale):
        result.append(functions[min(index // (scale // 4), 3)](-index))
        result.append(functions[index % 4](-index))
    return sum(result), result[:: scale // 8]


print("several", several(40), several(800))


# Callbacks: into Python in the midst of a call.
Order = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))
qsort = declared("qsort", None, c_void_p, c_size_t, c_size_t, Order)


def sorting(scale):
    compared = 0

    def compare(first, second):
        nonlocal compared
        compared += 1
        return (first[0] > second[0]) - (first[0] < second[0])

    answers = []
    order = Order(compare)
    for index in range(scale):
        numbers = (c_int * 6)(index, 5, -index, 3, index % 4, 9)
        answers.append(qsort(numbers, 6, 4, order))
        answers.append(list(numbers))
    return answers[-2:], compared > scale


print("sorting", sorting(5), sorting(200))


def collecting(scale):
    kept = []

    def callback(number):
        gc.collect()
        kept.append([number] * 3)
        return number + 1

    function = CFUNCTYPE(c_int, c_int)(callback)
    values, texts = [], []
    for index in range(scale):
        texts.append(str(index) + "!")
        values.append(function(index) * 1.5)
        del kept[:-5]
    return values[-3:], texts[-3:], kept


print("collecting", collecting(60))


def looking(scale):
    seen = []

    def callback(number):
        frame = sys._getframe(1)
        seen.append((frame.f_code.co_name, frame.f_locals["index"], frame.f_locals["total"]))
        return number * 2

    function = CFUNCTYPE(c_int, c_int)(callback)
    total = 0
    for index in range(scale):
        total += function(index)
    return total, seen[-2:], len(seen)


print("looking", looking(10), looking(150))


def recursing(scale):
    def callback(number):
        return 1 if number == 0 else number + function(number - 1)

    function = CFUNCTYPE(c_int, c_int)(callback)
    return [function(index % 6) for index in range(scale)][-6:]


print("recursing", recursing(60))

unraisable = []
sys.unraisablehook = lambda hook: unraisable.append((hook.exc_type.__name__, str(hook.exc_value)))


def raising(scale):
    def callback(number):
        if number % 3 == 0:
            raise ValueError(f"number {number}")
        return 1

    function = CFUNCTYPE(c_int, c_int)(callback)
    result = 0
    for index in range(scale):
        # What comes of a callback that raises is anything.
        answer = function(index)
        if index % 3:
            result += answer
    return result


print("raising", raising(10), raising(150), len(unraisable), unraisable[:2], unraisable[-1])


def changed_by_callback(scale):
    def callback(number):
        if number == scale // 2:
            function.restype = c_double
        return number

    function = CFUNCTYPE(c_int, c_int)(callback)
    answers = []
    for index in range(scale):
        answers.append(function(index))
    return answers[scale // 2], type(answers[-1]).__name__


print("changed", changed_by_callback(150))

# An address that changes beneath the function, and one that becomes NULL.
def replaced(scale):
    function, other = CFUNCTYPE(c_int, c_int)(lambda number: number + 1), CFUNCTYPE(c_int, c_int)(lambda number: number - 1)
    result, errors = 0, 0
    for index in range(scale):
        if index == scale // 2:
            memmove(byref(function), byref(other), sizeof(c_void_p))
        result += function(10)
    return result


print("replaced", replaced(200))

# The thread's copy of errno.
careful = CDLL("libc.so.6", use_errno=True)
close = careful.close
close.argtypes, close.restype = [c_int], c_int


def errors(scale):
    answers = set()
    for index in range(scale):
        set_errno(index)
        answers.add((close(-1), get_errno()))
    return answers


print("errno", errors(200))

# Variadic functions ask how many registers of floats are filled.
snprintf = libc.snprintf
snprintf.argtypes, snprintf.restype = [c_char_p, c_size_t, c_char_p, c_int, c_double], c_int


def formatting(scale):
    buffer, texts = create_string_buffer(40), set()
    for index in range(scale):
        snprintf(buffer, 40, b"%d %.2f", index % 3, index % 2 / 4)
        texts.add(buffer.value)
    return sorted(texts)


print("formatting", formatting(120))


# Others run and collect while C does.
def working(results, place):
    usleep, callback = declared("usleep", c_int, c_uint), CFUNCTYPE(c_int, c_int)(lambda number: len([number] * 10))
    total = 0
    for index in range(150):
        total += usleep(10) + labs(-index) + callback(index)
        if index % 50 == 0:
            gc.collect()
    results[place] = total


results = [None] * 4
threads = [threading.Thread(target=working, args=(results, place)) for place in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("threads", results)
