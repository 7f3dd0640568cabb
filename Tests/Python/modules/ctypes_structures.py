# Structures, unions and bit fields: layout, values, errors.
from ctypes import *


def show(body):
    try:
        print(repr(body()))
    except Exception as error:
        print(type(error).__name__, error)


class Point(Structure):
    _fields_ = [("x", c_int), ("y", c_int)]


class Shape(Structure):
    _fields_ = [("name", c_char * 8), ("at", Point), ("weight", c_double), ("next", c_void_p), ("flag", c_bool)]


class Solid(Shape):
    _fields_ = [("depth", c_short)]


print(sizeof(Point), sizeof(Shape), alignment(Shape), sizeof(Solid), Point.x, Shape.at, Solid.depth)
print([field[0] for field in Shape._fields_], Shape.weight.offset, Shape.name.size, Shape.flag.byte_offset)
shape = Shape(b"box", (1, 2), 2.5, flag=True)
print(shape.name, shape.at.x, shape.at.y, shape.weight, shape.next, shape.flag)
at = shape.at
at.x = 40
shape.at.y += 5
print(shape.at.x, shape.at.y, at._b_base_ is shape, at._b_needsfree_, shape._b_needsfree_)
shape.at = Point(7, 8)
print(at.x, at.y)
solid = Solid(b"cube", Point(3, 4), depth=9)
print(solid.name, solid.at.y, solid.depth)

# A copy of the memory, and the memory of others.
raw = bytes(Point(1, -1))
print(raw.hex(), Point.from_buffer_copy(raw).y)
buffer = bytearray(raw)
point = Point.from_buffer(buffer)
point.x = 258
print(buffer.hex())


class Word(Union):
    _fields_ = [("whole", c_uint32), ("bytes", c_ubyte * 4), ("real", c_float)]


word = Word(whole=0x3f800000)
print(sizeof(Word), word.real, word.bytes[:], Word.bytes)
word.bytes[3] = 0
print(hex(word.whole))


class Bits(Structure):
    _fields_ = [("low", c_uint, 3), ("middle", c_int, 5), ("high", c_uint, 8), ("long", c_longlong, 40), ("is", c_bool, 1)]


bits = Bits(9, -1, 300, -5, 2)
print(sizeof(Bits), bits.low, bits.middle, bits.high, bits.long, getattr(bits, "is"), bytes(bits).hex())
print(Bits.low, Bits.long, Bits.low.bit_size, Bits.middle.bit_offset, Bits.low.is_bitfield, Point.x.is_bitfield)


class Packed(Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("a", c_char), ("b", c_int), ("c", c_double)]


class Aligned(Structure):
    _align_ = 32
    _fields_ = [("a", c_char)]


class Network(BigEndianStructure):
    _fields_ = [("size", c_uint16), ("id", c_uint32), ("kind", c_uint16, 4)]


print(sizeof(Packed), Packed.c.offset, sizeof(Aligned), alignment(Aligned))
print(bytes(Network(1, 2, 3)).hex(), Network(1, 2, 3).id)


class Outer(Structure):
    class _Inner(Union):
        _fields_ = [("i", c_int), ("f", c_float)]
    _anonymous_ = ["value"]
    _fields_ = [("tag", c_int), ("value", _Inner)]


outer = Outer(1)
outer.i = 5
print(outer.value.i, outer.i, Outer.i, Outer.value.is_anonymous)


# A class that is completed later.
class Node(Structure):
    pass


Node._fields_ = [("value", c_int), ("next", POINTER(Node))]
last = Node(2)
first = Node(1, pointer(last))
print(first.next.contents.value, bool(last.next), first.next[0].value)


def complete(cls, fields):
    cls._fields_ = fields


def contain(cls):
    cls._fields_ = [("itself", cls)]


def half():
    class Half(Structure):
        pass
    return Half


for body in (
    lambda: Point(1, 2, 3), lambda: Point("x"), lambda: Point(1, x=2), lambda: Point(z=3).z, lambda: setattr(shape, "name", b"123456789"),
    lambda: setattr(shape, "name", 3), lambda: setattr(shape, "at", 3), lambda: setattr(shape, "at", Word()), lambda: delattr(shape, "at"),
    lambda: Point.x.__get__(3), lambda: complete(Point, []), lambda: contain(half()), lambda: complete(half(), 3),
    lambda: complete(half(), [("a", int)]), lambda: complete(half(), [("a", c_float, 3)]), lambda: complete(half(), [(1, c_int)]),
    lambda: complete(half(), [("a", c_int, 40)]), lambda: Structure(), lambda: Point.from_param(3), lambda: Shape("x"),
    lambda: type("T", (Structure,), {"_fields_": [("x", c_int)], "_anonymous_": ["x"]}),
    lambda: type("T", (Structure,), {"_fields_": [("x", c_int)], "_anonymous_": ["y"]}),
):
    show(body)

# Views of the memory.
Triple = c_int * 3
for value in (c_int(3), Point(), (Point * 3)(), (c_short * 2 * 3)(), Network()):
    view = memoryview(value)
    print(view.format, view.itemsize, view.shape, view.strides, view.ndim, view.nbytes, view.readonly)
show(lambda: memoryview((c_int * 3)())[0])
show(lambda: len(memoryview(c_int())))
print(memoryview(Triple(1, 2)) == memoryview(Triple(1, 2)), memoryview(Triple(1, 2)) == memoryview(Triple(1, 3)))

import pickle
print(bytes(pickle.loads(pickle.dumps(Point(5, 6)))).hex())
show(lambda: pickle.dumps(first))
