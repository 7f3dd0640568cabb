"""Binary formats written and read back: a PNG-like image of chunks, WAV sound, a tar archive, variable-length
integers, a small database file with an index, bit fields and a hex dump."""

import binascii
import contextlib
import enum
import hashlib
import io
import math
import mmap
import operator
import os
import struct
import tarfile
import tempfile
import wave
import zlib
from array import array
from collections import namedtuple
from dataclasses import dataclass, fields
from functools import partial, reduce
from pathlib import Path
from typing import Annotated, BinaryIO, get_type_hints


class FormatError(ValueError):
    pass


def dump(data: bytes, width=16):
    for offset in range(0, len(data), width):
        row = data[offset:offset + width]
        text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        yield f"{offset:08x}  {row.hex(' ', -8):<{width * 2 + 1}}  |{text}|"


# Records described by annotations


def record(cls=None, /, *, order="<"):
    """Gives a class `pack`, `unpack` and `size` by its fields' annotations."""

    def decorate(cls):
        cls = dataclass(cls)
        hints = get_type_hints(cls, include_extras=True)
        cls.layout = struct.Struct(order + "".join(hints[field.name].__metadata__[0] for field in fields(cls)))

        def pack(self):
            return self.layout.pack(*(int(v) if isinstance(v, enum.Enum) else v for v in (getattr(self, f.name) for f in fields(self))))

        def unpack(cls, data, offset=0):
            values = cls.layout.unpack_from(data, offset)
            return cls(*(hints[f.name].__origin__(v) if issubclass(hints[f.name].__origin__, enum.Enum) else v for f, v in zip(fields(cls), values)))

        cls.pack, cls.unpack, cls.size = pack, classmethod(unpack), cls.layout.size
        return cls

    return decorate(cls) if cls else decorate


U8, U16, U32 = (Annotated[int, code] for code in "BHI")


class Colour(enum.IntEnum):
    GREY = 0
    RGB = 2
    PALETTE = 3


@record(order=">")
class Header:
    width: U32
    height: U32
    depth: U8
    colour: Annotated[Colour, "B"]
    compression: U8 = 0
    filter: U8 = 0
    interlace: U8 = 0


class Image:
    MAGIC = b"\x89PNG\r\n\x1a\n"

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.pixels = bytearray(width * height * 3)

    def __setitem__(self, place, colour):
        x, y = place
        start = (y * self.width + x) * 3
        self.pixels[start:start + 3] = bytes(colour)

    def __getitem__(self, place):
        x, y = place
        start = (y * self.width + x) * 3
        return tuple(memoryview(self.pixels)[start:start + 3])

    @staticmethod
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def rows(self):
        view = memoryview(self.pixels).cast("B", (self.height, self.width * 3)) if self.height else []
        for y in range(self.height):
            yield bytes(view[y, x] for x in range(self.width * 3)) if y < 2 else bytes(self.pixels[y * self.width * 3:(y + 1) * self.width * 3])

    def encode(self):
        lines, before = [], bytes(self.width * 3)
        for row in self.rows():
            up = bytes((a - b) & 255 for a, b in zip(row, before))
            left = bytes((a - b) & 255 for a, b in zip(row, bytes(3) + row))
            choice, data = min(enumerate([row, left, up]), key=lambda pair: sum(min(v, 256 - v) for v in pair[1]))
            lines.append(bytes([choice]) + data)
            before = row
        header = Header(self.width, self.height, 8, Colour.RGB)
        return self.MAGIC + self.chunk(b"IHDR", header.pack()) + self.chunk(b"IDAT", zlib.compress(b"".join(lines), 9)) + self.chunk(b"IEND", b"")

    @classmethod
    def decode(cls, data):
        if not data.startswith(cls.MAGIC):
            raise FormatError("no PNG")
        offset, body, header = len(cls.MAGIC), b"", None
        while True:
            length, kind = struct.unpack_from(">I4s", data, offset)
            content = data[offset + 8:offset + 8 + length]
            crc, = struct.unpack_from(">I", data, offset + 8 + length)
            if crc != binascii.crc32(content, binascii.crc32(kind)):
                raise FormatError(f"bad checksum of {kind} at {offset}")
            offset += length + 12
            match kind:
                case b"IHDR":
                    header = Header.unpack(content)
                case b"IDAT":
                    body += content
                case b"IEND":
                    break
        image = cls(header.width, header.height)
        raw, stride, before = zlib.decompress(body), header.width * 3, bytes(header.width * 3)
        for y in range(header.height):
            line = bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
            match raw[y * (stride + 1)]:
                case 1:
                    for x in range(3, stride):
                        line[x] = (line[x] + line[x - 3]) & 255
                case 2:
                    line = bytearray(map(lambda a, b: (a + b) & 255, line, before))
            image.pixels[y * stride:(y + 1) * stride] = before = line
        return image, header


# Variable-length integers and a message format


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


def read_varint(stream: BinaryIO) -> int:
    value = shift = 0
    while byte := stream.read(1):
        value |= (byte[0] & 127) << shift
        if byte[0] < 128:
            return value
        shift += 7
    raise FormatError("truncated integer")


def zigzag(value):
    return value << 1 if value >= 0 else (-value << 1) - 1


def encode(value) -> bytes:
    match value:
        case bool() | None:
            return b"t" if value else b"n" if value is None else b"f"
        case int():
            return b"i" + varint(zigzag(value))
        case float():
            return b"d" + struct.pack("<d", value)
        case str():
            data = value.encode()
            return b"s" + varint(len(data)) + data
        case bytes() | bytearray() | memoryview():
            return b"b" + varint(len(value)) + bytes(value)
        case list() | tuple():
            return b"l" + varint(len(value)) + b"".join(map(encode, value))
        case dict():
            return b"m" + varint(len(value)) + b"".join(encode(k) + encode(v) for k, v in value.items())
    raise TypeError(f"cannot encode {type(value).__name__}")


def decode(stream: BinaryIO):
    match stream.read(1):
        case b"n":
            return None
        case b"t" | b"f" as byte:
            return byte == b"t"
        case b"i":
            value = read_varint(stream)
            return -(value + 1 >> 1) if value & 1 else value >> 1
        case b"d":
            return struct.unpack("<d", stream.read(8))[0]
        case b"s" | b"b" as kind:
            data = stream.read(read_varint(stream))
            return data.decode() if kind == b"s" else data
        case b"l":
            return [decode(stream) for _ in range(read_varint(stream))]
        case b"m":
            return {decode(stream): decode(stream) for _ in range(read_varint(stream))}
        case other:
            raise FormatError(f"unknown kind {other!r} at {stream.tell()}")


# A file of records with an index at its end

Entry = namedtuple("Entry", "offset length digest")


class Database(contextlib.AbstractContextManager):
    TRAILER = struct.Struct("<QI4s")

    def __init__(self, path, mode="r"):
        self.file = open(path, {"r": "rb", "w": "wb+"}[mode])
        self.writing, self.index = mode == "w", {}
        if not self.writing:
            self.map = mmap.mmap(self.file.fileno(), 0, access=mmap.ACCESS_READ)
            start, count, magic = self.TRAILER.unpack_from(self.map, len(self.map) - self.TRAILER.size)
            if magic != b"TINY":
                raise FormatError("no database")
            self.index = {k: Entry(*v) for k, v in decode(io.BytesIO(self.map[start:])).items()}
            assert count == len(self.index)

    def __setitem__(self, key, value):
        data = encode(value)
        self.index[key] = Entry(self.file.tell(), len(data), hashlib.md5(data).digest()[:4])
        self.file.write(data)

    def __getitem__(self, key):
        entry = self.index[key]
        data = self.map[entry.offset:entry.offset + entry.length]
        if hashlib.md5(data).digest()[:4] != entry.digest:
            raise FormatError(f"{key} is damaged")
        return decode(io.BytesIO(data))

    def __exit__(self, *exception):
        if self.writing:
            start = self.file.tell()
            self.file.write(encode(self.index))
            self.file.write(self.TRAILER.pack(start, len(self.index), b"TINY"))
        else:
            self.map.close()
        self.file.close()


class Bits:
    """Fields of an integer by name, the lowest first."""

    def __init__(self, **widths):
        self.widths = widths

    def pack(self, **values):
        word = shift = 0
        for name, width in self.widths.items():
            if not 0 <= values[name] < 1 << width:
                raise OverflowError(f"{name}={values[name]} does not fit {width} bits")
            word |= values[name] << shift
            shift += width
        return word.to_bytes(math.ceil(shift / 8), "big")

    def unpack(self, data):
        word, found = int.from_bytes(data, "big"), {}
        for name, width in self.widths.items():
            found[name] = word & (1 << width) - 1
            word >>= width
        return found


def main():
    image = Image(24, 16)
    for y in range(16):
        for x in range(24):
            image[x, y] = (x * 10, y * 16, (x ^ y) * 8)
    data = image.encode()
    again, header = Image.decode(data)
    print(again.pixels == image.pixels, header, again[5, 7], Header.size, data[:33].hex())
    print(*dump(data[:40]), sep="\n")
    for damage in [lambda: Image.decode(b"GIF"), lambda: Image.decode(data[:40] + b"\0\0" + data[42:]), lambda: Image.decode(data[:45]), lambda: Header(2**40, 1, 8, 2).pack(), lambda: Header.unpack(b"short")]:
        try:
            damage()
        except (FormatError, struct.error) as error:
            print(type(error).__name__, error)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "tone.wav")
        samples = array("h", (int(20000 * math.sin(2 * math.pi * 440 * n / 8000)) for n in range(800)))
        with wave.open(str(path), "wb") as sound:
            sound.setparams((1, 2, 8000, 0, "NONE", "not compressed"))
            sound.writeframes(samples.tobytes())
        with wave.open(str(path)) as sound:
            back = array("h", sound.readframes(sound.getnframes()))
            print(sound.getparams(), back == samples, max(back), sum(a < 0 <= b for a, b in zip(back, back[1:])), path.stat().st_size)
        print(*dump(path.read_bytes()[:44]), sep="\n")

        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for name, content in {"a.txt": b"alpha", "dir/b.bin": bytes(600), "dir/ü.txt": "ü".encode()}.items():
                info = tarfile.TarInfo(name)
                info.size, info.mtime, info.mode = len(content), 1_000_000_000, 0o640
                archive.addfile(info, io.BytesIO(content))
        raw = stream.getvalue()
        print(len(raw), hashlib.sha256(raw).hexdigest()[:16], sum(raw[:512]) - sum(raw[148:156]) + 8 * 32 == int(raw[148:154], 8))
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            print([(m.name, m.size, oct(m.mode), m.isfile()) for m in archive], archive.extractfile("a.txt").read())
            archive.extractall(folder, filter="data")
        print(sorted(str(p.relative_to(folder)) for p in Path(folder).rglob("*") if p.is_file()))

        path = Path(folder, "tiny.db")
        with Database(path, "w") as database:
            database["numbers"] = [0, 1, -1, 63, 64, -64, -65, 2**70, 1.5, float("inf")]
            database["nested"] = {"k": [None, True, False, {"é": b"\0\xff"}], "empty": [(), {}, "", b""]}
            database["long"] = "x" * 1000
        with Database(path) as database:
            print({key: database[key] for key in ("numbers", "nested")}, len(database["long"]), database.index["numbers"][:2])
            damaged = bytearray(path.read_bytes())
        damaged[database.index["long"].offset + 50] ^= 1
        path.write_bytes(damaged)
        with Database(path) as database:
            for attempt in [lambda: database["long"], lambda: database["none"]]:
                try:
                    attempt()
                except (FormatError, KeyError) as error:
                    print(type(error).__name__, error)
    for bad in [b"", b"x", b"i\xff", b"l\x02i\x00"]:
        try:
            print(decode(io.BytesIO(bad)))
        except FormatError as error:
            print("FormatError", error)
    print([varint(n).hex() for n in (0, 127, 128, 300, 2**35)], [zigzag(n) for n in (0, -1, 1, -2)])
    bits = Bits(day=5, month=4, year=7)
    packed = bits.pack(day=26, month=11, year=46)
    print(packed, bits.unpack(packed))
    try:
        bits.pack(day=1, month=16, year=0)
    except OverflowError as error:
        print("OverflowError", error)
    text = b"the quick brown fox " * 40
    for level in (0, 1, 6, 9):
        packed = zlib.compress(text, level)
        print(level, zlib.decompress(packed) == text, f"{zlib.adler32(text):08x}")
    decompressor = zlib.decompressobj()
    pieces = [decompressor.decompress(bytes([byte])) for byte in zlib.compress(text)]
    print(b"".join(pieces) == text, decompressor.eof, reduce(operator.xor, text), next(iter(partial(io.BytesIO(text).read, 7), b"")), os.sep)
    values = array("d", [1.5, -2.25, 1e300])
    swapped = array("d", values)
    swapped.byteswap()
    print(swapped.tobytes() == struct.pack(">3d", *values), memoryview(values).format, values.itemsize, struct.calcsize("<b?hxi3sq"), struct.unpack("<2h", struct.pack("<i", -2)))


main()
