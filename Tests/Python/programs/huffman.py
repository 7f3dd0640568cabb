"""Compression: Huffman codes in canonical form, LZ77, run lengths, the Burrows-Wheeler transform with move-to-front,
arithmetic coding - as codecs that can be chained, with bit streams, headers and checksums."""

import heapq
import io
import itertools
import math
import operator
import random
import struct
from abc import ABC, abstractmethod
from binascii import crc32
from collections import Counter, defaultdict, deque
from collections.abc import Buffer, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Self, override


class CorruptError(ValueError):
    pass


class BitWriter:
    def __init__(self):
        self.data, self.value, self.count = bytearray(), 0, 0

    def write(self, value: int, width: int) -> None:
        self.value = self.value << width | value
        self.count += width
        while self.count >= 8:
            self.count -= 8
            self.data.append(self.value >> self.count)
            self.value &= (1 << self.count) - 1

    def unary(self, value: int) -> None:
        while value >= 16:
            self.write(0xFFFF, 16)
            value -= 16
        self.write((1 << value + 1) - 2, value + 1)

    def gamma(self, value: int) -> None:
        """Elias' code of a positive number."""
        width = value.bit_length()
        self.write(0, width - 1)
        self.write(value, width)

    def finish(self) -> bytes:
        if self.count:
            self.write(0, 8 - self.count)
        return bytes(self.data)


class BitReader:
    def __init__(self, data: Buffer):
        self.data, self.position = memoryview(data), 0

    def bit(self) -> int:
        index, offset = divmod(self.position, 8)
        if index >= len(self.data):
            raise CorruptError("out of bits")
        self.position += 1
        return self.data[index] >> 7 - offset & 1

    def read(self, width: int) -> int:
        return reduce(lambda value, _: value << 1 | self.bit(), range(width), 0)

    def unary(self) -> int:
        return sum(1 for _ in itertools.takewhile(bool, iter(self.bit, None)))

    def gamma(self) -> int:
        width = 0
        while not self.bit():
            width += 1
            if width > 64:
                raise CorruptError("a number that is too long")
        return 1 << width | self.read(width)


class Codec(ABC):
    registry: dict[int, type["Codec"]] = {}
    identifier: int

    def __init_subclass__(cls, identifier: int | None = None, **options):
        super().__init_subclass__(**options)
        if identifier is not None:
            cls.identifier = identifier
            if Codec.registry.setdefault(identifier, cls) is not cls:
                raise TypeError(f"{cls.__name__} and {Codec.registry[identifier].__name__} have one identifier")

    @abstractmethod
    def encode(self, data: bytes) -> bytes: ...

    @abstractmethod
    def decode(self, data: bytes) -> bytes: ...

    def __rshift__(self, other: "Codec") -> "Chain":
        return Chain([*getattr(self, "codecs", [self]), *getattr(other, "codecs", [other])])

    def __repr__(self):
        return type(self).__name__


@dataclass(repr=False)
class Chain(Codec):
    codecs: list[Codec]

    def encode(self, data):
        return reduce(lambda part, codec: codec.encode(part), self.codecs, data)

    def decode(self, data):
        return reduce(lambda part, codec: codec.decode(part), reversed(self.codecs), data)

    def __repr__(self):
        return " >> ".join(map(repr, self.codecs))


@dataclass(order=True)
class Node:
    weight: int
    order: int
    symbols: tuple[int, ...]


class Huffman(Codec, identifier=1):
    limit = 15

    @staticmethod
    def lengths(counts: Counter) -> dict[int, int]:
        if len(counts) == 1:
            return dict.fromkeys(counts, 1)
        lengths: defaultdict[int, int] = defaultdict(int)
        heap = [Node(count, symbol, (symbol,)) for symbol, count in counts.items()]
        heapq.heapify(heap)
        for number in itertools.count(256):
            if len(heap) == 1:
                return dict(lengths)
            first, second = heapq.heappop(heap), heapq.heappop(heap)
            for symbol in first.symbols + second.symbols:
                lengths[symbol] += 1
            heapq.heappush(heap, Node(first.weight + second.weight, number, first.symbols + second.symbols))
        raise AssertionError

    @classmethod
    def limited(cls, counts: Counter) -> dict[int, int]:
        while max((lengths := cls.lengths(counts)).values(), default=0) > cls.limit:
            counts = Counter({symbol: count // 2 + 1 for symbol, count in counts.items()})
        return lengths

    @staticmethod
    def canonical(lengths: dict[int, int]) -> MappingProxyType[int, tuple[int, int]]:
        code, before, table = 0, 0, {}
        for length, symbol in sorted((length, symbol) for symbol, length in lengths.items()):
            code <<= length - before
            table[symbol] = code, length
            code, before = code + 1, length
        return MappingProxyType(table)

    @override
    def encode(self, data):
        writer, lengths = BitWriter(), self.limited(Counter(data)) if data else {}
        writer.gamma(len(data) + 1)
        for length, run in itertools.groupby(lengths.get(symbol, 0) for symbol in range(256)):
            writer.write(length, 4)
            writer.gamma(len(list(run)))
        table = self.canonical(lengths)
        for symbol in data:
            writer.write(*table[symbol])
        return writer.finish()

    @override
    def decode(self, data):
        reader, lengths, symbol = BitReader(data), {}, 0
        count = reader.gamma() - 1
        while symbol < 256:
            length, run = reader.read(4), reader.gamma()
            lengths |= dict.fromkeys(range(symbol, symbol + run), length) if length else {}
            symbol += run
        codes = {pair: symbol for symbol, pair in self.canonical(lengths).items()}
        out = bytearray()
        while len(out) < count:
            code = length = 0
            while (code, length) not in codes:
                code, length = code << 1 | reader.bit(), length + 1
                if length > self.limit:
                    raise CorruptError("no such code")
            out.append(codes[code, length])
        return bytes(out)


class LZ77(Codec, identifier=2):
    def __init__(self, window=1024, longest=66):
        self.window, self.longest = window, longest

    def tokens(self, data: bytes) -> Iterator[int | tuple[int, int]]:
        places: defaultdict[bytes, deque[int]] = defaultdict(lambda: deque(maxlen=16))
        position = 0
        while position < len(data):
            best = (0, 0)
            for place in reversed(places[data[position:position + 3]]):
                if position - place > self.window:
                    break
                length = 0
                while length < self.longest and position + length < len(data) and data[place + length] == data[position + length]:
                    length += 1
                best = max(best, (length, place - position))
            step = best[0] if best[0] >= 3 else 1
            yield (-best[1], best[0]) if step > 1 else data[position]
            for start in range(position, position + step):
                places[data[start:start + 3]].append(start)
            position += step

    def encode(self, data):
        writer = BitWriter()
        writer.gamma(len(data) + 1)
        for token in self.tokens(data):
            match token:
                case int(byte):
                    writer.write(byte, 9)
                case distance, length:
                    writer.write(1, 1)
                    writer.gamma(distance)
                    writer.gamma(length - 2)
        return writer.finish()

    def decode(self, data):
        reader, out = BitReader(data), bytearray()
        count = reader.gamma() - 1
        while len(out) < count:
            if reader.bit():
                distance, length = reader.gamma(), reader.gamma() + 2
                if distance > len(out):
                    raise CorruptError(f"{distance} is before the beginning")
                for _ in range(length):
                    out.append(out[-distance])
            else:
                out.append(reader.read(8))
        return bytes(out)


class RunLength(Codec, identifier=3):
    def encode(self, data):
        out = bytearray()
        for byte, run in itertools.groupby(data):
            count = sum(1 for _ in run)
            for chunk in [255] * (count // 255) + [count % 255] * (count % 255 > 0):
                out += bytes([byte] * min(chunk, 3)) + (bytes([chunk - 3]) if chunk >= 3 else b"")
        return bytes(out)

    def decode(self, data):
        out, source = bytearray(), iter(data)
        run = 0
        for byte in source:
            run = run + 1 if out and run and out[-1] == byte else 1
            out.append(byte)
            if run == 3:
                out += bytes([byte]) * next(source)
                run = 0
        return bytes(out)


class BurrowsWheeler(Codec, identifier=4):
    block = 1024

    def encode(self, data):
        out = io.BytesIO()
        for block in itertools.batched(data, self.block):
            block = bytes(block)
            doubled = block * 2
            order = sorted(range(len(block)), key=lambda start: doubled[start:start + len(block)])
            out.write(struct.pack(">HH", len(block), order.index(0)) + bytes(block[start - 1] for start in order))
        return out.getvalue()

    def decode(self, data):
        source, out = io.BytesIO(data), []
        while header := source.read(4):
            length, place = struct.unpack(">HH", header)
            last = source.read(length)
            order = sorted(range(length), key=last.__getitem__)
            for _ in range(length):
                place = order[place]
                out.append(last[place])
        return bytes(out)


class MoveToFront(Codec, identifier=5):
    def encode(self, data):
        table, out = list(range(256)), bytearray()
        for byte in data:
            out.append(place := table.index(byte))
            table.insert(0, table.pop(place))
        return bytes(out)

    def decode(self, data):
        table, out = list(range(256)), bytearray()
        for place in data:
            out.append(table[place])
            table.insert(0, table.pop(place))
        return bytes(out)


class Arithmetic(Codec, identifier=6):
    """An adaptive model of order 0 and integers of any size."""

    @staticmethod
    def intervals(counts: list[int], symbol: int) -> tuple[int, int, int]:
        low = sum(counts[:symbol])
        return low, low + counts[symbol], sum(counts)

    def encode(self, data):
        out = [struct.pack(">I", len(data))]
        for chunk in itertools.batched(data, 64):
            low, width, scale, counts = 0, 1, 1, [1] * 256
            for symbol in chunk:
                start, end, total = self.intervals(counts, symbol)
                low, width, scale = low * total + width * start, width * (end - start), scale * total
                counts[symbol] += 32
            bits = (scale // width).bit_length() + 1
            value = -(-(low << bits) // scale)
            payload = value.to_bytes(-(-bits // 8), "big")
            out.append(struct.pack(">BH", len(payload), bits) + payload)
        return b"".join(out)

    def decode(self, data):
        count, = struct.unpack_from(">I", data)
        offset, out = 4, bytearray()
        while len(out) < count:
            size, bits = struct.unpack_from(">BH", data, offset)
            value = int.from_bytes(data[offset + 3:offset + 3 + size], "big")
            offset += 3 + size
            low, width, scale, counts = 0, 1, 1, [1] * 256
            for _ in range(min(64, count - len(out))):
                total = sum(counts)
                target = ((value * scale - (low << bits)) * total) // (width << bits)
                symbol = next(n for n, end in enumerate(itertools.accumulate(counts)) if target < end)
                start, end, total = self.intervals(counts, symbol)
                low, width, scale = low * total + width * start, width * (end - start), scale * total
                counts[symbol] += 32
                out.append(symbol)
        return bytes(out)


class Archive:
    HEADER = struct.Struct(">4sBII")

    def __init__(self, codec: Codec):
        self.codec = codec

    def pack(self, data: bytes) -> bytes:
        packed = self.codec.encode(data)
        codecs = bytes(codec.identifier for codec in getattr(self.codec, "codecs", [self.codec]))
        return self.HEADER.pack(b"PACK", len(codecs), len(packed), crc32(data)) + codecs + packed

    @classmethod
    def unpack(cls, data: bytes) -> tuple[Self, bytes]:
        if len(data) < cls.HEADER.size:
            raise CorruptError("too short")
        magic, count, length, check = cls.HEADER.unpack_from(data)
        if magic != b"PACK":
            raise CorruptError(f"bad magic {magic!r}")
        try:
            codecs = [Codec.registry[identifier]() for identifier in data[cls.HEADER.size:cls.HEADER.size + count]]
        except KeyError as error:
            raise CorruptError(f"unknown codec {error}") from None
        chain = Chain(codecs)
        try:
            result = chain.decode(data[cls.HEADER.size + count:][:length])
        except (struct.error, IndexError, StopIteration) as error:
            raise CorruptError(f"damaged: {type(error).__name__}") from error
        if crc32(result) != check:
            raise CorruptError("bad checksum")
        return cls(chain), result


def samples() -> Iterator[tuple[str, bytes]]:
    generator = random.Random(77)
    words = "the of and to in is that it was for on are with as his they be at one have this".split()
    yield "empty", b""
    yield "one", b"x"
    yield "same", b"a" * 700
    yield "text", " ".join(generator.choices(words, range(len(words), 0, -1), k=350)).encode()
    yield "noise", generator.randbytes(900)
    yield "ramp", bytes(range(256)) * 3
    yield "sparse", bytes(byte if generator.random() < 0.05 else 0 for byte in generator.randbytes(1200))
    yield "unicode", "Straße – Καλημέρα – 日本語 😀 ".encode() * 12


def entropy(data: Iterable[int]) -> float:
    counts = Counter(data)
    return -sum(count / counts.total() * math.log2(count / counts.total()) for count in counts.values())


def main():
    codecs = [Huffman(), LZ77(), RunLength(), BurrowsWheeler(), Arithmetic(), LZ77() >> Huffman(), BurrowsWheeler() >> MoveToFront() >> RunLength() >> Huffman()]
    for name, data in samples():
        sizes = []
        for codec in codecs:
            packed = Archive(codec).pack(data)
            archive, again = Archive.unpack(packed)
            assert again == data, (name, codec)
            sizes.append(len(packed) - Archive.HEADER.size)
        print(f"{name:<8}{len(data):>5} bytes, {entropy(data):.3f} bits;", *(f"{size:>5}" for size in sizes))
    print(*codecs, sep="; ")
    table = Huffman.canonical(Huffman.lengths(Counter(b"abracadabra")))
    print({chr(symbol): f"{code:0{length}b}" for symbol, (code, length) in table.items()}, list(LZ77().tokens(b"abcabcabcd")), BurrowsWheeler().encode(b"banana")[4:], list(MoveToFront().encode(b"bbaac")), RunLength().encode(b"aaaaabcccc"))
    kraft = sum(2.0**-length for _, length in table.values())
    fibonacci = Counter({n: value for n, value in enumerate(itertools.islice(map(operator.itemgetter(0), iter_fibonacci()), 30))})
    print(kraft, max(Huffman.lengths(fibonacci).values()), max(Huffman.limited(fibonacci).values()))
    writer = BitWriter()
    for value in (1, 2, 17, 1000):
        writer.gamma(value)
        writer.unary(value % 20)
    reader = BitReader(data := writer.finish())
    print(data.hex(), [(reader.gamma(), reader.unary()) for _ in range(4)])
    good = Archive(LZ77() >> Huffman()).pack(b"some text, some text, some more text" * 5)
    outcomes = Counter()
    for position in range(len(good)):
        damaged = bytearray(good)
        damaged[position] ^= 0x10
        try:
            Archive.unpack(bytes(damaged))
            outcomes["accepted"] += 1
        except CorruptError as error:
            outcomes[str(error).split()[0]] += 1
    print(dict(sorted(outcomes.items())))
    for wrong in [lambda: Archive.unpack(b""), lambda: Archive.unpack(b"JUNK" + good[4:]), lambda: Archive.unpack(good[:-5]), lambda: type("Twin", (Codec,), {}, identifier=1), lambda: Codec(), lambda: Huffman() >> 5, lambda: BitReader("text"), lambda: table.__setitem__(1, 2), lambda: BitReader(b"").gamma()]:
        try:
            print(wrong())
        except Exception as error:
            print(type(error).__name__, error)


def iter_fibonacci():
    pair = 1, 1
    while True:
        yield pair
        pair = pair[1], sum(pair)


main()
