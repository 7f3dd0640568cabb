# Numbers in C's memory in hot code, where they are read and written without the runtime: fields and elements of every kind,
# values that do not fit, values of other kinds midway, bounds, classes that change, memory that moves.
import gc
import threading
from ctypes import *


class Numbers(Structure):
    _fields_ = [
        ("int8", c_int8), ("uint8", c_uint8), ("int16", c_int16), ("uint16", c_uint16), ("int32", c_int32),
        ("uint32", c_uint32), ("int64", c_int64), ("uint64", c_uint64), ("truth", c_bool), ("single", c_float),
        ("double", c_double),
    ]


class Packed(Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = Numbers._fields_


class Swapped(BigEndianStructure):
    _fields_ = [("int16", c_int16), ("uint32", c_uint32), ("double", c_double)]


INTS = [0, 1, -1, 127, 128, -129, 255, 256, 32768, 65536, 2**31, -2**31, 2**32, 2**61, 2**62, -2**62, -2**62 - 1, 2**63,
        2**64 - 1, 2**64 + 5, -2**70]
FLOATS = [0.0, -0.0, 1.5, 1e300, 5e-324, 1e-40, float("inf"), float("-inf"), float("nan"), 3, 2**53 + 1, 2**70, True]


def all_ints(make):
    rows = []
    for _ in range(8):
        record = make()
        for number in INTS:
            record.int8 = record.uint8 = number
            record.int16 = record.uint16 = number
            record.int32 = record.uint32 = number
            record.int64 = record.uint64 = number
            rows.append((record.int8, record.uint8, record.int16, record.uint16, record.int32, record.uint32, record.int64,
                         record.uint64))
    assert rows == rows[:len(INTS)] * 8
    return rows[:len(INTS)]


for make in (Numbers, Packed):
    for row in all_ints(make):
        print(make.__name__, *row)


def all_floats(make):
    rows = []
    for _ in range(12):
        record = make()
        for number in FLOATS:
            record.single = record.double = number
            rows.append((repr(record.single), repr(record.double)))
    assert rows == rows[:len(FLOATS)] * 12
    return rows[:len(FLOATS)]


print(*all_floats(Numbers), sep="\n")
print(all_floats(Packed) == all_floats(Numbers))


def truths(record):
    answers = []
    for _ in range(12):
        for value in (True, False, 0, 1, 2, -1, 256, 0.0, 0.5, "", "text", None, [1], 2**80):
            record.truth = value
            answers.append(record.truth)
    return answers[:14], answers == answers[:14] * 12


print("truths", truths(Numbers()))


def refused(record):
    errors = []
    for index in range(240):
        try:
            record.int32 = [index, index + 1, index + 2, "text", 1.5, None, b"x", index][index % 8]
            record.double = ["text", None, 1, 2.5, [], 3, 4, 1e10][index % 8]
            record.single = index
        except (TypeError, ValueError) as error:
            errors.append(f"{type(error).__name__}: {error}")
    return len(errors), sorted(set(errors)), record.int32, record.double, record.single


print("refused", refused(Numbers()))


def swapped(record):
    for index in range(200):
        record.int16, record.uint32, record.double = -index, index * 99991, index * 0.75
    return record.int16, record.uint32, record.double, bytes(record).hex()


print("swapped", swapped(Swapped()))


# Classes: derived ones, several at one place, one that changes.
class Point(Structure):
    _fields_ = [("x", c_double), ("y", c_double)]

    def __init__(self, x, y):
        super().__init__(x, y)
        self.tag = "tag"


class Named(Point):
    _fields_ = [("name", c_char * 8), ("count", c_int)]


class Either(Union):
    _fields_ = [("bits", c_uint64), ("x", c_double), ("halves", c_uint32 * 2)]


def moving(points, scale):
    for index in range(scale):
        for point in points:
            point.x += 0.5
            point.y = point.x * 2 - index
    return [(point.x, point.y) for point in points]


print("moving", moving([Point(1, 2)], 100), moving([Point(1, 2), Named(3, 4)], 100), moving([Named(1, 1)], 100))


def reinterpreted(scale):
    either, answers = Either(), []
    for index in range(scale):
        either.x = index * 0.5
        answers.append(either.bits + either.halves[1])
        either.bits = index
        answers.append(either.x * 2.0**1000)
    return answers[-2:], sum(answers[::2])


print("union", reinterpreted(100))


def replaced(scale):
    class Local(Structure):
        _fields_ = [("x", c_int), ("y", c_int)]

    record, seen = Local(1, 2), []
    for index in range(scale):
        if index == scale // 2:
            Local.x = property(lambda self: "property", lambda self, value: seen.append(value))
        if index == scale // 4 * 3:
            Local.x = 7
        record.y = index
        record.x = index
        seen.append(record.x)
    return [seen[place * len(seen) // 8] for place in range(8)], record.y, len(seen)


print("replaced", replaced(40), replaced(400))


def overridden(scale):
    class Local(Structure):
        _fields_ = [("x", c_int)]

    record, seen = Local(1), []
    for index in range(scale):
        if index == scale // 2:
            Local.__setattr__ = lambda self, name, value: seen.append((name, value))
        if index == scale // 4 * 3:
            Local.__getattribute__ = lambda self, name: "any"
        record.x = index
        seen.append(record.x)
    return [seen[place * len(seen) // 8] for place in range(8)], len(seen)


print("overridden", overridden(40), overridden(400))


# Simple types' own objects.
class Derived(c_int16):
    pass


def values(make, scale):
    number, answers = make(1), []
    for index in range(scale):
        number.value = index * 1000
        number.value += 1
        answers.append(number.value)
    try:
        for index in range(scale):
            number.value = index if index < scale - 1 else "text"
    except (TypeError, ValueError) as error:
        answers.append(str(error))
    return answers[-2:], number.value


for make in (c_int8, c_uint16, Derived, c_int, c_ulong, c_double, c_float, c_int16.__ctype_be__):
    print(make.__name__, values(make, 100))


# Elements.
def elements(kind, scale):
    array = (kind * scale)()
    for index in range(scale):
        array[index] = INTS[index % len(INTS)]
    total = 0
    for index in range(scale):
        total += array[index] * (index + 1)
    return total


for kind in (c_int8, c_uint8, c_int16, c_uint16, c_int32, c_uint32, c_int64, c_uint64):
    print(kind.__name__, elements(kind, 20), elements(kind, 500))


def float_elements(kind, scale):
    array, total = (kind * scale)(), 0.0
    for index in range(scale):
        array[index] = index * 0.1 if index % 3 else index
    for index in range(scale):
        total += array[index]
    array[0] = float("nan")
    return total, repr(array[0]), array[-1]


print("floats", float_elements(c_double, 300), float_elements(c_float, 300))


def truth_elements(scale):
    array = (c_bool * scale)()
    for index in range(scale):
        array[index] = index % 3 == 0
    count = 0
    for index in range(scale):
        if array[index]:
            count += 1
    return count, array[:5]


print("truths", truth_elements(200))


def bounds(array):
    errors, total = [], 0
    for index in range(-20, 200):
        try:
            array[index % 25 - 12] = index
            total += array[index % 25 - 12]
        except IndexError as error:
            errors.append(str(error))
    return total, len(errors), set(errors)


print("bounds", bounds((c_int * 10)()))


def other_elements(scale):
    array, errors = (c_int * 4)(), []
    for index in range(scale):
        try:
            array[index % 4] = [index, "text", 2.5, index, 2**40 + 1, None, True, index][index % 8]
        except TypeError as error:
            errors.append(str(error))
        if index % 50 == 0:
            errors.append(array[1:3])
    return list(array), len(errors), errors[:5]


print("others", other_elements(200))


class Checked(c_int * 5):
    def __getitem__(self, index):
        return f"item {index}"


def derived(scale):
    array, answers = Checked(), []
    for index in range(scale):
        array[index % 5] = index
        answers.append(array[index % 5])
    return answers[-2:], bytes(array).hex()


print("derived", derived(100))


# Pointers as arrays without an end.
def pointers(scale):
    array = (c_short * scale)(*range(scale))
    first, middle = cast(array, POINTER(c_short)), cast(byref(array, scale), POINTER(c_short))
    total = 0
    for index in range(scale // 2):
        total += first[index] + middle[-index] + middle[index]
        first[index] = -index
        if index % 7 == 6:
            first.contents = c_short.from_buffer(array, 2)
    empty, errors = POINTER(c_int)(), 0
    for index in range(100):
        try:
            total += (empty if index % 10 == 9 else middle)[index // 25]
        except ValueError as error:
            errors += str(error) == "NULL pointer access"
    return total, errors, array[:6]


print("pointers", pointers(20), pointers(200))


# Where the memory lies may change, and it lives as long as anyone has it.
def resized(scale):
    array = (c_int * 4)(1, 2, 3, 4)
    total = 0
    for index in range(scale):
        if index % 40 == 0:
            resize(array, 16 + index * 8)
            gc.collect()
        array[index % 4] += 1
        total += array[index % 4]
    return total, list(array)


print("resized", resized(200))


def shared(scale):
    buffer = bytearray(16)
    array, record = (c_uint16 * 8).from_buffer(buffer), Point.from_buffer(buffer)
    for index in range(scale):
        array[index % 4] = index
        record.y = index * 0.5
    inner = (Point * 3)()[1]
    gc.collect()
    for index in range(scale):
        inner.x += index
    return bytes(buffer).hex(), record.y, inner.x, inner.y


print("shared", shared(200))


# Other threads write what a loop waits for.
def waiting():
    flag, ready = c_int * 2, threading.Event()
    memory = flag()

    def answer():
        ready.wait()
        memory[1] = 5

    thread = threading.Thread(target=answer)
    thread.start()
    turns = 0
    while memory[1] == 0:
        turns += 1
        if turns == 3000:
            ready.set()
    thread.join()
    return memory[1], turns >= 3000


print("waiting", waiting())
