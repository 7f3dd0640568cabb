# Structures that C libraries make and fill: libxml2's trees, zlib's streams, cairo's pictures, libcurl's addresses,
# the C library's calendar, text and searching.
import os
import struct
import tempfile
from ctypes import *
from ctypes.util import find_library


def library(name):
    return CDLL(find_library(name))


def declare(library, name, result, *arguments):
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments
    return function


# libxml2: a tree of nodes, walked by their pointers, changed, and written again.
class Node(Structure):
    def children(self):
        child = self.first
        while child:
            yield child.contents
            child = child.contents.next


NodePointer = POINTER(Node)
Node._fields_ = [
    ("private", c_void_p), ("kind", c_int), ("name", c_char_p), ("first", NodePointer), ("last", NodePointer),
    ("parent", NodePointer), ("next", NodePointer), ("previous", NodePointer), ("document", c_void_p),
    ("namespace", c_void_p), ("content", c_char_p)]
xml = library("xml2")
read_memory = declare(xml, "xmlReadMemory", c_void_p, c_char_p, c_int, c_char_p, c_char_p, c_int)
root_of = declare(xml, "xmlDocGetRootElement", NodePointer, c_void_p)
property_of = declare(xml, "xmlGetProp", c_void_p, NodePointer, c_char_p)
new_child = declare(xml, "xmlNewTextChild", NodePointer, NodePointer, c_void_p, c_char_p, c_char_p)
dump = declare(xml, "xmlDocDumpMemory", None, c_void_p, POINTER(c_void_p), POINTER(c_int))
free = CFUNCTYPE(None, c_void_p)(c_void_p.in_dll(xml, "xmlFree").value)
SOURCE = b'<zoo city="Alice Springs"><snake venom="1">taipan</snake><snake>boa</snake><!-- more --></zoo>'
document = read_memory(SOURCE, len(SOURCE), None, None, 0)
root = root_of(document).contents
city = property_of(root, b"city")
print(root.name, cast(city, c_char_p).value, [(node.kind, node.name) for node in root.children()])
free(city)
print([node.first.contents.content for node in root.children() if node.kind == 1])
new_child(root, None, b"snake", "Kreuzotter & Söhne".encode())
print(addressof(root.last.contents) == addressof(root.last.contents.first.contents.parent.contents))
text, size = c_void_p(), c_int()
dump(document, byref(text), byref(size))
print(string_at(text, size.value).decode())
free(text)
declare(xml, "xmlFreeDoc", None, c_void_p)(document)
print(bool(read_memory(b"<open>", 6, None, None, 32 | 64)), bool(root_of(None)))


# zlib: a stream, whose state is a structure that C and Python both change.
class Stream(Structure):
    _fields_ = [
        ("next_in", POINTER(c_ubyte)), ("available_in", c_uint), ("total_in", c_ulong),
        ("next_out", POINTER(c_ubyte)), ("available_out", c_uint), ("total_out", c_ulong),
        ("message", c_char_p), ("state", c_void_p), ("allocate", c_void_p), ("free", c_void_p), ("opaque", c_void_p),
        ("data_type", c_int), ("adler", c_ulong), ("reserved", c_ulong)]


zlib = library("z")
StreamPointer = POINTER(Stream)
version = declare(zlib, "zlibVersion", c_char_p)()
declare(zlib, "deflateInit_", c_int, StreamPointer, c_int, c_char_p, c_int)
declare(zlib, "inflateInit_", c_int, StreamPointer, c_char_p, c_int)


def pump(step, flush, stream, source, room):
    """Everything that a stream makes of bytes, with so much room at a time."""
    given = (c_ubyte * len(source)).from_buffer_copy(source)
    taken, result = (c_ubyte * room)(), b""
    stream.next_in, stream.available_in = given, len(source)
    while True:
        stream.next_out, stream.available_out = taken, room
        status = step(byref(stream), flush)
        result += bytes(taken[:room - stream.available_out])
        if status != 0:
            return status, result


plain = b"to be or not to be, " * 300
stream = Stream()
print(zlib.deflateInit_(byref(stream), 9, version, sizeof(Stream)))
status, packed = pump(zlib.deflate, 4, stream, plain, 16)
print(status, len(packed) < 100, stream.total_in, stream.total_out == len(packed), zlib.deflateEnd(byref(stream)))
stream = Stream()
zlib.inflateInit_(byref(stream), version, sizeof(Stream))
status, unpacked = pump(zlib.inflate, 2, stream, packed, 1000)
print(status, unpacked == plain, hex(stream.adler), zlib.inflateEnd(byref(stream)))
stream = Stream()
zlib.inflateInit_(byref(stream), version, sizeof(Stream))
print(pump(zlib.inflate, 2, stream, b"no stream", 100), stream.message)
zlib.inflateEnd(byref(stream))


# cairo: a picture drawn and written as PNG, to a file and through a callback.
class Matrix(Structure):
    _fields_ = [(name, c_double) for name in ("xx", "yx", "xy", "yy", "x0", "y0")]


cairo = library("cairo")
Write = CFUNCTYPE(c_int, c_void_p, POINTER(c_ubyte), c_uint)
surface = declare(cairo, "cairo_image_surface_create", c_void_p, c_int, c_int, c_int)(0, 64, 48)
picture = declare(cairo, "cairo_create", c_void_p, c_void_p)(surface)
for name, count in ("set_source_rgb", 3), ("arc", 5), ("rectangle", 4), ("scale", 2):
    declare(cairo, f"cairo_{name}", None, c_void_p, *[c_double] * count)
for name in "fill", "paint", "destroy", "surface_destroy", "surface_flush":
    declare(cairo, f"cairo_{name}", None, c_void_p)
cairo.cairo_set_source_rgb(picture, 1, 1, 1)
cairo.cairo_paint(picture)
cairo.cairo_scale(picture, 2, 2.0)
matrix = Matrix()
declare(cairo, "cairo_get_matrix", None, c_void_p, POINTER(Matrix))(picture, matrix)
print([getattr(matrix, name) for name, _ in Matrix._fields_])
cairo.cairo_set_source_rgb(picture, 0.8, 0, 0)
cairo.cairo_arc(picture, 16, 12, 6, 0, 7)
cairo.cairo_fill(picture)
cairo.cairo_surface_flush(surface)
pixels = declare(cairo, "cairo_image_surface_get_data", POINTER(c_uint32), c_void_p)(surface)
print(hex(pixels[0]), hex(pixels[24 * 64 + 32]))
pieces = []


@Write
def keep(_, data, length):
    pieces.append(string_at(data, length))
    return 0


declare(cairo, "cairo_surface_write_to_png_stream", c_int, c_void_p, Write, c_void_p)
print(cairo.cairo_surface_write_to_png_stream(surface, keep, None))
written = b"".join(pieces)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "circle.png")
    print(declare(cairo, "cairo_surface_write_to_png", c_int, c_void_p, c_char_p)(surface, path.encode()))
    print(open(path, "rb").read() == written, written[:8], struct.unpack(">II", written[16:24]))
    print(cairo.cairo_surface_write_to_png(surface, os.path.join(folder, "none", "x.png").encode()) != 0)
cairo.cairo_destroy(picture)
cairo.cairo_surface_destroy(surface)

# libcurl: addresses taken apart and put together.
curl = library("curl")
declare(curl, "curl_url", c_void_p)
declare(curl, "curl_url_set", c_int, c_void_p, c_int, c_char_p, c_uint)
declare(curl, "curl_url_get", c_int, c_void_p, c_int, POINTER(c_void_p), c_uint)
declare(curl, "curl_free", None, c_void_p)
declare(curl, "curl_url_cleanup", None, c_void_p)
address = curl.curl_url()


def part(number):
    text = c_void_p()
    status = curl.curl_url_get(address, number, byref(text), 0)
    value = string_at(text).decode() if status == 0 else status
    curl.curl_free(text)
    return value


print(curl.curl_url_set(address, 0, b"https://user@example.org:8443/a/../b?q=1#part", 0))
print([part(number) for number in range(1, 10)])
print(curl.curl_url_set(address, 5, b"localhost", 0), part(0))
print(curl.curl_url_set(address, 0, b"http://[bad", 0) != 0)
curl.curl_url_cleanup(address)


# The C library: the calendar, text, searching.
class Calendar(Structure):
    _fields_ = [(name, c_int) for name in "second minute hour day month year weekday yearday saving".split()] + [
        ("offset", c_long), ("zone", c_char_p)]


libc = CDLL(None)
declare(libc, "gmtime_r", POINTER(Calendar), POINTER(c_long), POINTER(Calendar))
declare(libc, "timegm", c_long, POINTER(Calendar))
declare(libc, "strftime", c_size_t, c_char_p, c_size_t, c_char_p, POINTER(Calendar))
moment = Calendar()
filled = libc.gmtime_r(c_long(1_700_000_000), moment).contents
print(filled.year + 1900, filled.month + 1, filled.day, filled.hour, filled.zone)
print(addressof(filled) == addressof(moment))
room = create_string_buffer(40)
print(libc.strftime(room, sizeof(room), b"%Y-%m-%d %H:%M:%S", moment), room.value)
moment.day += 20
print(libc.timegm(moment), moment.month + 1, moment.day, moment.yearday)
print(libc.snprintf(room, sizeof(room), b"%s %d %.2f %c", b"text", 42, c_double(2.5), 33), room.value)


class Word(Structure):
    _fields_ = [("text", c_char * 12), ("length", c_ubyte)]


Order = CFUNCTYPE(c_int, POINTER(Word), POINTER(Word))
declare(libc, "qsort", None, POINTER(Word), c_size_t, c_size_t, Order)
declare(libc, "bsearch", POINTER(Word), POINTER(Word), POINTER(Word), c_size_t, c_size_t, Order)
by_length = Order(lambda a, b: (a[0].length, a[0].text) < (b[0].length, b[0].text) and -1 or a[0].text != b[0].text)
words = (Word * 6)(*[Word(word, len(word)) for word in b"pear fig apple quince date plum".split()])
libc.qsort(words, len(words), sizeof(Word), by_length)
print([word.text for word in words])
found = libc.bsearch(Word(b"plum", 4), words, len(words), sizeof(Word), by_length)
print(found.contents.text, bool(libc.bsearch(Word(b"kiwi", 4), words, len(words), sizeof(Word), by_length)))
libm = library("m")
print(declare(libm, "hypot", c_double, c_double, c_double)(3, 4))
print(declare(libm, "ldexp", c_double, c_double, c_int)(0.75, 4))
exponent = c_int()
print(declare(libm, "frexp", c_double, c_double, POINTER(c_int))(10, exponent), exponent.value)
print(declare(libm, "fmaf", c_float, *[c_float] * 3)(1.5, 2, 0.25), declare(libm, "lround", c_long, c_double)(-2.5))
