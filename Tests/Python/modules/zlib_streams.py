"""zlib: compression at once and in parts, dictionaries, copies, checksums and what is refused."""

import copy
import pickle
import zlib


def show(what, call, *arguments, **names):
    try:
        result = call(*arguments, **names)
    except BaseException as error:
        print(what, type(error).__name__, error)
    else:
        print(what, result if not isinstance(result, bytes) or len(result) < 50 else (len(result), result[:20]))


print(zlib.error.__module__, zlib.error.__mro__[1].__name__, zlib.MAX_WBITS, zlib.DEF_BUF_SIZE, zlib.Z_TREES)
text = b"".join(b"%d green bottles\n" % number for number in range(3000))

# At once.
for level in range(-1, 10):
    assert zlib.decompress(zlib.compress(text, level)) == text
for window in (15, -15, 31, 9, -9):
    packed = zlib.compress(text, wbits=window)
    assert zlib.decompress(packed, wbits=window) == text
    assert zlib.decompress(packed, window, 1) == text
assert zlib.decompress(zlib.compress(text, wbits=31), 47) == text
assert zlib.decompress(bytearray(zlib.compress(memoryview(text)))) == text
show("empty", zlib.decompress, zlib.compress(b""))
packed = zlib.compress(text)
show("level", zlib.compress, b"a", 10)
show("level", zlib.compress, b"a", level=-2)
show("window", zlib.compress, b"a", wbits=3)
show("text", zlib.compress, "a")
show("nothing", zlib.compress)
show("empty", zlib.decompress, b"")
show("wrong", zlib.decompress, b"abc")
show("short", zlib.decompress, packed[:-1])
show("wrong sum", zlib.decompress, packed[:-1] + b"x")
show("room", zlib.decompress, b"x", bufsize=-1)
show("window", zlib.decompress, b"x", wbits=99)

# Compression in parts.
for mode in (zlib.Z_NO_FLUSH, zlib.Z_PARTIAL_FLUSH, zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_BLOCK):
    for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED):
        packer = zlib.compressobj(6, zlib.DEFLATED, 15, 9, strategy)
        parts = []
        for start in range(0, len(text), 5000):
            parts.append(packer.compress(text[start : start + 5000]))
            parts.append(packer.flush(mode))
        parts.append(packer.flush())
        assert zlib.decompress(b"".join(parts)) == text
packer = zlib.compressobj()
show("mode", packer.flush, 99)
show("no flush", packer.flush, zlib.Z_NO_FLUSH)
packer = zlib.compressobj()
start = packer.compress(text[:1000])
for other in (packer.copy(), copy.copy(packer), copy.deepcopy(packer), packer):
    assert zlib.decompress(start + other.compress(text[1000:]) + other.flush()) == text
show("flushed", packer.flush)
show("flushed", packer.compress, b"a")
show("flushed", packer.copy)
show("options", zlib.compressobj, 10)
show("options", zlib.compressobj, 1, 9)
show("options", zlib.compressobj, 1, 8, 99)
show("pickle", pickle.dumps, packer)
show("class", type(packer))

# Decompression in parts.
unpacker = zlib.decompressobj()
parts = [unpacker.decompress(packed[start : start + 1]) for start in range(len(packed))]
assert b"".join(parts) == text and unpacker.eof
unpacker = zlib.decompressobj()
rest, parts = packed + b"rest", []
while rest:
    parts.append(unpacker.decompress(rest, 100))
    assert len(parts[-1]) <= 100
    rest = unpacker.unconsumed_tail
parts.append(unpacker.flush())
assert b"".join(parts) == text
print(unpacker.eof, unpacker.unused_data, unpacker.unconsumed_tail)
show("ended", unpacker.decompress, b"more")
show("ended", unpacker.flush)
show("copy", unpacker.copy)
unpacker = zlib.decompressobj()
unpacker.decompress(packed + b"rest")
show("ended", unpacker.decompress, b"more")
print(unpacker.eof, unpacker.unused_data, unpacker.flush())
unpacker = zlib.decompressobj()
start = unpacker.decompress(packed, 10)
other = unpacker.copy()
assert start + other.flush() == start + unpacker.flush(1) == text
unpacker = zlib.decompressobj()
show("length", unpacker.decompress, b"", -1)
show("length", unpacker.flush, 0)
show("wrong", unpacker.decompress, b"abcdef")
print(unpacker.eof, unpacker.unconsumed_tail, unpacker.unused_data)
show("wrong", unpacker.flush)
show("window", zlib.decompressobj, 99)
show("class", type(unpacker))
show("read only", setattr, unpacker, "eof", True)

# Dictionaries.
packer = zlib.compressobj(zdict=b"hello")
packed = packer.compress(b"hello hello") + packer.flush()
show("no dictionary", zlib.decompress, packed)
show("no dictionary", zlib.decompressobj().decompress, packed)
show("wrong one", zlib.decompressobj(zdict=b"bad").decompress, packed)
show("right one", zlib.decompressobj(zdict=bytearray(b"hello")).decompress, packed)
packer = zlib.compressobj(wbits=-15, zdict=b"hello")
packed = packer.compress(b"hello hello") + packer.flush()
show("raw", zlib.decompressobj(-15, b"hello").decompress, packed)
show("text", zlib.compressobj, zdict="a")
show("text", zlib.decompressobj, zdict="a")

# By parts of a given size.
packed = zlib.compress(text)
unpacker = zlib._ZlibDecompressor()
print(unpacker.eof, unpacker.needs_input, unpacker.unused_data)
parts = []
while not unpacker.eof:
    parts.append(unpacker.decompress((packed + b"rest") if unpacker.needs_input else b"", 1000))
assert b"".join(parts) == text
print(unpacker.eof, unpacker.needs_input, unpacker.unused_data, max(map(len, parts)))
show("ended", unpacker.decompress, b"")
unpacker = zlib._ZlibDecompressor()
show("none", unpacker.decompress, packed, 0)
print(unpacker.needs_input)
assert unpacker.decompress(b"") == text
unpacker = zlib._ZlibDecompressor(wbits=-15)
show("wrong", unpacker.decompress, b"\xff\xff")
show("window", zlib._ZlibDecompressor, wbits=99)
show("pickle", pickle.dumps, unpacker)

# Checksums.
for call in (zlib.crc32, zlib.adler32):
    print(call(b""), call(b"abc"), call(b"abc", -1), call(b"abc", 2**40 + 5), call(bytearray(text)), call(text, 7))
    assert call(text) == call(text[500:], call(text[:500]))
    show("text", call, "a")
    show("number", call, b"a", 1.0)
