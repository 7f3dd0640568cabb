# Real C libraries through ctypes: zlib, SQLite, libpng, OpenSSL's digests, the C library's getaddrinfo.
from ctypes import *
from ctypes.util import find_library

ENOUGH = 4096


def library(name):
    return CDLL(find_library(name))


# zlib: there and back.
zlib = library("z")
zlib.compressBound.argtypes, zlib.compressBound.restype = [c_ulong], c_ulong
zlib.compress.argtypes = [c_void_p, POINTER(c_ulong), c_char_p, c_ulong]
zlib.uncompress.argtypes = [c_void_p, POINTER(c_ulong), c_void_p, c_ulong]
zlib.crc32.argtypes, zlib.crc32.restype = [c_ulong, c_char_p, c_uint], c_ulong
source = b"the quick brown fox " * 100
packed, packed_size = create_string_buffer(zlib.compressBound(len(source))), c_ulong(ENOUGH)
print("compress", zlib.compress(packed, byref(packed_size), source, len(source)), packed_size.value < 100)
unpacked, size = create_string_buffer(len(source)), c_ulong(len(source))
print("uncompress", zlib.uncompress(unpacked, byref(size), packed, packed_size), unpacked.raw == source)
print("crc32", hex(zlib.crc32(0, source, len(source))))


# SQLite: a table, rows by a prepared statement, rows by a callback, a function in Python.
sqlite = library("sqlite3")
RowCallback = CFUNCTYPE(c_int, c_void_p, c_int, POINTER(c_char_p), POINTER(c_char_p))
SqlFunction = CFUNCTYPE(None, c_void_p, c_int, POINTER(c_void_p))
sqlite.sqlite3_exec.argtypes = [c_void_p, c_char_p, c_void_p, c_void_p, POINTER(c_char_p)]
sqlite.sqlite3_column_text.restype = sqlite.sqlite3_errmsg.restype = c_char_p
sqlite.sqlite3_column_double.restype = sqlite.sqlite3_value_double.restype = c_double
sqlite.sqlite3_errmsg.argtypes = [c_void_p]
sqlite.sqlite3_value_double.argtypes = [c_void_p]
sqlite.sqlite3_result_double.argtypes = [c_void_p, c_double]
database = c_void_p()
print("open", sqlite.sqlite3_open(b":memory:", byref(database)))


def execute(text, callback=None):
    return sqlite.sqlite3_exec(database, text, cast(callback, c_void_p) if callback else None, None, None)


print("create", execute(b"create table fruit (name text, weight real)"))
statement = c_void_p()
sqlite.sqlite3_prepare_v2(database, b"insert into fruit values (?, ?)", -1, byref(statement), None)
for name, weight in ((b"apple", 0.25), (b"pear", 0.5), (b"melon", 3.75)):
    sqlite.sqlite3_bind_text(statement, 1, name, -1, c_void_p(-1))
    sqlite.sqlite3_bind_double(statement, 2, c_double(weight))
    print("step", sqlite.sqlite3_step(statement), sqlite.sqlite3_reset(statement))
print("finalize", sqlite.sqlite3_finalize(statement))
rows = []


@RowCallback
def row(_, count, values, names):
    rows.append({names[i].decode(): values[i].decode() for i in range(count)})
    return 0


@SqlFunction
def twice(context, count, values):
    sqlite.sqlite3_result_double(context, 2 * sqlite.sqlite3_value_double(values[0]))


print("select", execute(b"select * from fruit order by weight desc", row), rows)
print("function", sqlite.sqlite3_create_function(database, b"twice", 1, 1, None, twice, None, None))
sqlite.sqlite3_prepare_v2(database, b"select name, twice(weight) from fruit", -1, byref(statement), None)
while sqlite.sqlite3_step(statement) == 100:
    print("row", sqlite.sqlite3_column_text(statement, 0), sqlite.sqlite3_column_double(statement, 1))
sqlite.sqlite3_finalize(statement)
print("mistake", execute(b"select from"), sqlite.sqlite3_errmsg(database))
print("close", sqlite.sqlite3_close(database))


# libpng: an image in memory, written and read again.
class Image(Structure):
    _fields_ = [
        ("opaque", c_void_p), ("version", c_uint32), ("width", c_uint32), ("height", c_uint32), ("format", c_uint32),
        ("flags", c_uint32), ("colormap_entries", c_uint32), ("warning_or_error", c_uint32), ("message", c_char * 64)]


png = library("png16")
png.png_image_write_to_memory.argtypes = [POINTER(Image), c_void_p, POINTER(c_size_t), c_int, c_void_p, c_int32, c_void_p]
png.png_image_begin_read_from_memory.argtypes = [POINTER(Image), c_void_p, c_size_t]
png.png_image_finish_read.argtypes = [POINTER(Image), c_void_p, c_void_p, c_int32, c_void_p]
image = Image(version=1, width=16, height=8, format=2)
pixels = (c_ubyte * (16 * 8 * 3))(*[x * 7 % 256 for x in range(16 * 8 * 3)])
file, size = create_string_buffer(ENOUGH), c_size_t(ENOUGH)
print("write", png.png_image_write_to_memory(byref(image), file, byref(size), 0, pixels, 0, None), file.raw[1:4])
back = Image(version=1)
print("begin", png.png_image_begin_read_from_memory(byref(back), file, size), back.width, back.height, back.format)
back.format = 2
read = type(pixels)()
print("finish", png.png_image_finish_read(byref(back), None, read, 0, None), read[:] == pixels[:])
print("wrong", png.png_image_begin_read_from_memory(byref(Image(version=1)), b"no image at all", 15))


# OpenSSL: digests.
crypto = library("crypto")
crypto.EVP_get_digestbyname.restype = crypto.EVP_MD_CTX_new.restype = c_void_p
crypto.EVP_MD_CTX_free.argtypes = [c_void_p]
crypto.EVP_DigestInit_ex.argtypes = [c_void_p, c_void_p, c_void_p]
crypto.EVP_DigestUpdate.argtypes = [c_void_p, c_char_p, c_size_t]
crypto.EVP_DigestFinal_ex.argtypes = [c_void_p, c_void_p, POINTER(c_uint)]
for name in (b"sha256", b"md5", b"sha3-256"):
    state, digest, length = crypto.EVP_MD_CTX_new(), create_string_buffer(64), c_uint()
    crypto.EVP_DigestInit_ex(state, crypto.EVP_get_digestbyname(name), None)
    for part in (b"hello ", b"world"):
        crypto.EVP_DigestUpdate(state, part, len(part))
    crypto.EVP_DigestFinal_ex(state, digest, byref(length))
    crypto.EVP_MD_CTX_free(state)
    print(name.decode(), digest.raw[:length.value].hex())


# getaddrinfo: a list of structures that C has made.
class Address(Structure):
    _fields_ = [("family", c_ushort), ("port", c_uint16.__ctype_be__), ("host", c_ubyte * 4)]


class Information(Structure):
    pass


Information._fields_ = [
    ("flags", c_int), ("family", c_int), ("kind", c_int), ("protocol", c_int), ("length", c_uint),
    ("address", POINTER(Address)), ("name", c_char_p), ("next", POINTER(Information))]
libc = CDLL(None)
libc.getaddrinfo.argtypes = [c_char_p, c_char_p, POINTER(Information), POINTER(POINTER(Information))]
found = POINTER(Information)()
print("getaddrinfo", libc.getaddrinfo(b"127.0.0.1", b"80", byref(Information(family=2, kind=1)), byref(found)))
entry = found.contents
print(entry.family, entry.kind, entry.length, entry.address.contents.port, entry.address.contents.host[:], bool(entry.next))
libc.freeaddrinfo(found)
