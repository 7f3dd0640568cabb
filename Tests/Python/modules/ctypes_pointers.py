# Arrays and pointers: elements, slices, what keeps what alive, errors.
import gc
import ctypes
from ctypes import *


def show(body):
    try:
        print(repr(body()))
    except Exception as error:
        print(type(error).__name__, error)


Triple = c_int * 3
print(Triple.__name__, Triple is c_int * 3, Triple._length_, Triple._type_, sizeof(Triple), (Triple * 2).__name__)
triple = Triple(1, 2)
triple[-1] = 9
print(triple[:], triple[::-1], triple[1], len(triple), list(triple), 9 in triple)
triple[0:2] = [7, 8]
print(triple[:])
grid = (Triple * 2)((1, 2, 3), (4, 5, 6))
grid[1][1] = 50
print([row[:] for row in grid], grid[1]._b_base_ is grid)

text = create_string_buffer(b"hello", 10)
print(text.value, text.raw, text[:3], text[1], len(text))
text.value = b"bye"
print(text.raw)
text.raw = b"0123456789"
wide = create_unicode_buffer("größe")
print(wide.value, wide[1:4], len(wide), sizeof(wide))
wide.value = "klein"
print(wide[:])

number = c_int(42)
place = pointer(number)
place.contents.value += 1
place[0] += 1
print(number, place.contents, place[0], type(place), POINTER(c_int) is type(place), bool(place), bool(POINTER(c_int)()))
place.contents = c_int(5)
print(number.value, place[0])
row = cast(triple, POINTER(c_int))
print(row[:3], row[2], row[2:0:-1])
row[1] = 80
print(triple[:])
print(cast(c_void_p(addressof(triple)), POINTER(c_int))[0], string_at(b"abcdef", 3), wstring_at("wide"), string_at(addressof(text), 4))
memmove(text, b"moved", 5)
memset(addressof(text) + 5, ord("."), 2)
print(text.raw)

# What memory refers to lives as long as the memory.
names = (c_char_p * 3)(b"one", b"two")
names[2] = b"th" + b"ree"
pointers = (POINTER(c_int) * 2)()
for index in range(2):
    pointers[index] = pointer(c_int(index + 100))
gc.collect()
print(list(names), [p.contents.value for p in pointers], sorted(names._objects))
holder = py_object({"a": 1})
gc.collect()
print(holder.value)


class Node(Structure):
    pass


Node._fields_ = [("value", c_int), ("next", POINTER(Node))]


def chain(count):
    head = None
    for value in range(count):
        head = Node(value, pointer(head) if head else None)
    return head


node, values = chain(50), []
gc.collect()
while True:
    values.append(node.value)
    if not node.next:
        break
    node = node.next.contents
print(sum(values), len(values))

block = (c_char * 4)()
resize(block, 100)
print(sizeof(block), sizeof(type(block)))

null = POINTER(c_int)()
for body in (
    lambda: triple[3], lambda: triple["x"], lambda: Triple(1, 2, 3, 4), lambda: triple.__setitem__(0, "x"),
    lambda: triple.__delitem__(0), lambda: triple.__setitem__(slice(0, 2), [1]), lambda: c_int * -1, lambda: c_int * "x",
    lambda: c_int * (1 << 62), lambda: null.contents, lambda: null[0], lambda: null.__setitem__(0, 1), lambda: place["x"],
    lambda: POINTER(c_int)(3), lambda: setattr(place, "contents", 3), lambda: place[:], lambda: place[0:1:0],
    lambda: place[::-1], lambda: place.__delitem__(0), lambda: pointer(3), lambda: POINTER(c_int).from_param(3),
    lambda: POINTER(c_int).from_param(byref(c_long())), lambda: cast(3, c_int), lambda: setattr(text, "value", b"x" * 11),
    lambda: setattr(text, "value", "x"), lambda: setattr(text, "raw", b"x" * 11), lambda: setattr(wide, "value", 3),
    lambda: ctypes.Array(), lambda: ctypes._Pointer(), lambda: resize(Triple.from_buffer(bytearray(12)), 50),
    lambda: type("A", (ctypes.Array,), {"_type_": c_int}), lambda: type("A", (ctypes.Array,), {"_length_": 3}),
    lambda: type("A", (ctypes.Array,), {"_length_": -3, "_type_": c_int}), lambda: type("A", (ctypes.Array,), {"_length_": 3, "_type_": int}),
    lambda: pointers.__setitem__(0, pointer(c_short())), lambda: pointers.__setitem__(0, 5), lambda: create_string_buffer("x"),
):
    show(body)
