"""bz2 and lzma: streams in parts, what is behind their end, filters, and what is refused."""

import _bz2
import _lzma
import bz2
import io
import lzma

data = b"".join(b"line %d of some text\n" % (i * i % 77) for i in range(3000))
filters = [{"id": lzma.FILTER_DELTA, "dist": 4}, {"id": lzma.FILTER_LZMA2, "preset": 3, "dict_size": 1 << 16}]
pairs = {
    "bz2": lambda: (_bz2.BZ2Compressor(5), _bz2.BZ2Decompressor()),
    "xz": lambda: (_lzma.LZMACompressor(), _lzma.LZMADecompressor()),
    "alone": lambda: (_lzma.LZMACompressor(lzma.FORMAT_ALONE, preset=1), _lzma.LZMADecompressor()),
    "raw": lambda: (
        _lzma.LZMACompressor(format=lzma.FORMAT_RAW, filters=filters), _lzma.LZMADecompressor(3, None, filters)),
}


def attempt(call):
    try:
        print(repr(call()))
    except Exception as error:
        print(type(error).__name__, error)


for kind, make in pairs.items():
    compressor, decompressor = make()
    packed = compressor.compress(data[:1000]) + compressor.compress(data[1000:]) + compressor.flush()
    print(kind, len(packed) < len(data) // 10, decompressor.needs_input, decompressor.eof)
    attempt(compressor.flush)
    attempt(lambda: compressor.compress(b""))
    result, place = b"", 0
    while not decompressor.eof:
        part = b""
        if decompressor.needs_input:
            part, place = packed[place : place + 97], place + 97
            if place >= len(packed):
                part += b"after"
        result += decompressor.decompress(part, 300)
    print(result == data, decompressor.unused_data, decompressor.needs_input, getattr(decompressor, "check", None))
    attempt(lambda: decompressor.decompress(b""))

for call in (
    lambda: _bz2.BZ2Compressor(10),
    lambda: _bz2.BZ2Compressor(x=1),
    lambda: _bz2.BZ2Decompressor(1),
    lambda: _bz2.BZ2Decompressor().decompress("x"),
    lambda: _bz2.BZ2Decompressor().decompress(b"x" * 20),
    lambda: _lzma.LZMACompressor(9),
    lambda: _lzma.LZMACompressor(1, 5),
    lambda: _lzma.LZMACompressor(preset=3, filters=[]),
    lambda: _lzma.LZMACompressor(preset=77),
    lambda: _lzma.LZMACompressor(preset=2**40),
    lambda: _lzma.LZMACompressor(filters=3),
    lambda: _lzma.LZMACompressor(filters={}),
    lambda: _lzma.LZMACompressor(filters=[1]),
    lambda: _lzma.LZMACompressor(filters=["x"]),
    lambda: _lzma.LZMACompressor(filters=[{}]),
    lambda: _lzma.LZMACompressor(filters=[{"id": 1}]),
    lambda: _lzma.LZMACompressor(filters=[{"id": -1}]),
    lambda: _lzma.LZMACompressor(filters=[{"id": 2**70}]),
    lambda: _lzma.LZMACompressor(filters=[{"id": 3, "x": 1}]),
    lambda: _lzma.LZMACompressor(filters=[{"id": 0x21, "x": 1}]),
    lambda: _lzma.LZMACompressor(filters=[{"id": 0x21, "preset": "x"}]),
    lambda: _lzma.LZMACompressor(filters=[{"id": 0x21, "dict_size": -1}]),
    lambda: _lzma.LZMACompressor(filters=[{"id": 0x21}] * 5),
    lambda: _lzma.LZMACompressor(format=2, filters=[{"id": 0x21}]),
    lambda: _lzma.LZMACompressor(format=3),
    lambda: _lzma.LZMADecompressor(memlimit="x"),
    lambda: _lzma.LZMADecompressor(memlimit=-1),
    lambda: _lzma.LZMADecompressor(memlimit=2**70),
    lambda: _lzma.LZMADecompressor(format=3, memlimit=1),
    lambda: _lzma.LZMADecompressor(format=3),
    lambda: _lzma.LZMADecompressor(format=2, filters=[]),
    lambda: _lzma.LZMADecompressor(format=9),
    lambda: _lzma.LZMADecompressor().decompress(b"x" * 20),
    lambda: _lzma._encode_filter_properties({"id": 0x21}),
    lambda: _lzma._encode_filter_properties({"id": 3}),
    lambda: _lzma._decode_filter_properties(0x21, b"\x16"),
    lambda: _lzma._decode_filter_properties(3, b"\x01"),
    lambda: _lzma._decode_filter_properties(4, b""),
    lambda: _lzma._decode_filter_properties(4, b"\1\2\3\4"),
    lambda: _lzma._decode_filter_properties(lzma.FILTER_LZMA1, bytes([93, 0, 0, 128, 0])),
    lambda: _lzma.is_check_supported(lzma.CHECK_SHA256),
    lambda: _lzma.is_check_supported(77),
):
    attempt(call)

for module in (bz2, lzma):
    packed = module.compress(data)
    print(module.decompress(packed + packed) == data * 2)
    attempt(lambda: module.decompress(packed[:-5]))
    stream = io.BytesIO()
    with module.open(stream, "wt", encoding="utf-8") as file:
        file.write("é\n" * 50)
    stream.seek(0)
    print(module.open(stream, "rt", encoding="utf-8").readlines() == ["é\n"] * 50)
