"""Writes cases for CaseRunner.swift, computed by the CPython 3.14 that runs this:

    PYTHONHASHSEED=0 python3.14 make_cases.py COUNT SEED
"""
import math
import os
import random
import struct
import sys

if os.environ.get("PYTHONHASHSEED") != "0":
    sys.exit("hashes of text are among the results: run this with PYTHONHASHSEED=0")
count, seed = int(sys.argv[1]), int(sys.argv[2])
r = random.Random(seed)


def bits(x):
    return "f:nan" if x != x else "f:%x" % struct.unpack(">Q", struct.pack(">d", x))[0]


def codes(s):
    return "t:" + " ".join("%x" % ord(c) for c in s)


def raw(b):
    return "b:" + " ".join("%x" % c for c in b)


def whole(n):
    return "i:%x" % n


def show(x):
    match x:
        case bool() | int(): return whole(int(x))
        case float(): return bits(x)
        case str(): return codes(x)
        case bytes(): return raw(x)
        case tuple(): return " ".join(map(show, x))
        case _: return str(x)


def case(name, f, *arguments, plain=()):
    try:
        expected = show(f(*arguments))
    except (ArithmeticError, ValueError) as error:
        expected = "!" + str(error)
    shown = [show(a) for a in arguments] if not plain else [show(a) for a in plain]
    print("\t".join([name, *shown, expected]))


class Plain(str):
    """Shown as it is."""


def show_plain(x, show=show):
    return str(x) if isinstance(x, Plain) else show(x)


show = show_plain

# MARK: What to compute with

edges = [0, 1, -1, 2, -2, 2**53, 2**53 + 1, 2**61 - 1, 2**61, 2**62 - 1, 2**62, -2**62, -2**62 - 1, 2**63 - 1, 2**63,
         -2**63, 2**64 - 1, 2**64, -2**64, 2**127, 2**128 - 1, -2**128, 10**18, 10**19, 10**20]


def integer(limit=400):
    kind = r.random()
    if limit == 400 and kind > 0.999: limit = 20000
    if kind < 0.25: return r.choice(edges) + r.choice([0, 0, 1, -1])
    if kind < 0.5: return r.randint(-1000, 1000)
    n = r.getrandbits(r.randint(1, limit))
    if kind < 0.6: n = (n >> r.randint(0, 70)) << r.randint(0, 140)
    return -n if r.random() < 0.5 else n


float_edges = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 1e16, 1e-5, 1e-4, 9999999999999998.0, 1e22, 1e23, 5e-324, 2.2250738585072014e-308,
               1.7976931348623157e308, float("inf"), -float("inf"), float("nan"), 2.0**-256, 2.0**256, 2.0**53, 0.1, 2.675]


def real():
    kind = r.random()
    if kind < 0.25: return r.choice(float_edges)
    if kind < 0.5: return r.randint(-10**6, 10**6) / r.choice([1, 2, 4, 8, 10, 100, 1000])
    if kind < 0.7: return r.uniform(-1000, 1000)
    return struct.unpack(">d", struct.pack(">Q", r.getrandbits(64)))[0]


alphabets = ["ab", "abc\n\t\r'\"\\ ", "aé\xad\xff\x7f", "aЖ€\u200b\u0378", "a\ud800\udfff\u3000", "a😀\U000e0001\U0010ffff", "\x00\x1f\x80"]


def string(limit=12):
    alphabet = r.choice(alphabets)
    if r.random() < 0.2: alphabet += r.choice(alphabets)
    if r.random() < 0.05: limit = 300
    return "".join(r.choice(alphabet) for _ in range(r.randint(0, limit)))


def pair():
    s = string(40)
    if r.random() < 0.6 and s:
        i = r.randint(0, len(s))
        return s, s[i:r.randint(i, min(len(s), i + 12))]
    return s, string(4)


def digits(n, base):
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    sign, n, out = "-" if n < 0 else "", abs(n), ""
    while n or not out:
        out = alphabet[n % base] + out
        n //= base
    return sign + out


def sign(a, b): return (a > b) - (a < b)


def power(a, b):
    if -float("inf") < a < 0 and abs(b) < float("inf") and b % 1: return Plain("complex")
    return a**b


def numeral():
    text = r.choice([
        lambda: str(integer(100)), lambda: hex(integer(100)), lambda: bin(integer(20)), lambda: oct(integer(20)),
        lambda: repr(real()), lambda: "".join(r.choice("0123456789_+-.eExXbo naifty\u0663\u3000") for _ in range(r.randint(0, 6)))])()
    for _ in range(r.choice([0, 0, 1, 2])):
        i = r.randint(0, len(text))
        text = text[:i] + r.choice("_ 0\t.e") + text[i:]
    return text


def hex_numeral():
    text = real().hex()
    for _ in range(r.choice([0, 0, 0, 1, 2])):
        i = r.randint(0, len(text))
        text = text[:i] + r.choice("0fx.p-+ 8") + text[i:]
    return text


def with_format(x, style, precision, alternate):
    return ("%" + ("#" if alternate else "") + "." + str(precision) + style) % abs(x)


operations = []


def operation(f):
    operations.append(f)
    return f


def binary(name, f, right=integer):
    operation(lambda: case(name, f, integer(), right()))


def shift(): return r.choice([0, 1, 5, 62, 63, 64, 65, 128, 200, -1, r.randint(0, 300)])


binary("add", lambda a, b: a + b)
binary("subtract", lambda a, b: a - b)
binary("multiply", lambda a, b: a * b)
binary("floorDivide", lambda a, b: a // b)
binary("modulo", lambda a, b: a % b)
binary("divmod", divmod)
binary("trueDivide", lambda a, b: a / b)
binary("trueDivide", lambda a, b: a / b, lambda: integer(1400))
binary("and", lambda a, b: a & b)
binary("or", lambda a, b: a | b)
binary("xor", lambda a, b: a ^ b)
binary("gcd", math.gcd)
binary("compare", sign)
binary("shiftLeft", lambda a, b: a << b, shift)
binary("shiftRight", lambda a, b: a >> b, shift)
binary("power", lambda a, b: a**b, lambda: r.randint(0, 40))
operation(lambda: case("powerModulo", pow, integer(), integer(), integer()))
operation(lambda: case("powerModulo", pow, r.randint(-99, 99), r.randint(-9, 99), r.randint(-99, 99)))
for name, f in [("invert", lambda a: ~a), ("negate", lambda a: -a), ("absolute", abs), ("isqrt", math.isqrt), ("hashInt", hash),
                ("bitLength", int.bit_length), ("bitCount", int.bit_count), ("str", str)]:
    operation(lambda name=name, f=f: case(name, f, integer()))
operation(lambda: case("intToFloat", float, integer(r.choice([70, 1100]))))
operation(lambda: case("intText", digits, integer(700), r.randint(2, 36)))
operation(lambda: case("parseInt", int, numeral(), r.choice([0, 10, 10, 2, 8, 16, 36, 7])))
operation(lambda: (lambda b: case("parseInt", int, digits(integer(700), b), b))(r.randint(2, 36)))


@operation
def to_bytes():
    n, length, order, signed = integer(80), r.randint(0, 12), r.choice(["big", "little"]), r.random() < 0.5
    case("toBytes", lambda *_: n.to_bytes(length, order, signed=signed), n, length, Plain(order),
         Plain("signed" if signed else "unsigned"))


@operation
def from_bytes():
    data, order, signed = r.randbytes(r.randint(0, 20)), r.choice(["big", "little"]), r.random() < 0.5
    case("fromBytes", lambda *_: int.from_bytes(data, order, signed=signed), data, Plain(order),
         Plain("signed" if signed else "unsigned"))


for name, f in [("floatFloorDivide", lambda a, b: a // b), ("floatModulo", lambda a, b: a % b),
                ("floatDivmod", divmod), ("floatDivide", lambda a, b: a / b), ("floatPower", power)]:
    operation(lambda name=name, f=f: case(name, f, real(), real()))
for name, f in [("floatValue", lambda a: a), ("repr", repr), ("truncate", int), ("round", round),
                ("isInteger", float.is_integer), ("ratio", float.as_integer_ratio), ("hex", float.hex)]:
    operation(lambda name=name, f=f: case(name, f, real()))
operation(lambda: (lambda x: x == x and case("hashFloat", hash, x))(real()))
operation(lambda: case("floatCompareInt", lambda a, b: Plain("nan") if a != a else sign(a, b), real(), integer(1100)))
operation(lambda: (lambda n: case("floatCompareInt", sign, float(n), n + r.choice([-1, 0, 1])))(integer(300)))
operation(lambda: case("roundTo", round, real(), r.choice([0, 1, 2, 3, 5, -1, -2, 20, 300, 400, -308, -400])))


@operation
def formatted():
    x, style, precision, alternate = real(), r.choice("feg"), r.choice([0, 1, 2, 6, 6, 17, 30, 400]), r.random() < 0.3
    case("format", lambda *_: with_format(x, style, precision, alternate), x, Plain(style), precision,
         Plain("alternate" if alternate else "plain"))


operation(lambda: case("parseFloat", float, numeral()))
operation(lambda: case("parseFloat", float, "%.*e" % (r.randint(0, 60), real())))
operation(lambda: case("fromHex", float.fromhex, hex_numeral()))

for name, f in [("concatenate", lambda a, b: a + b), ("equal", lambda a, b: a == b), ("compareText", sign),
                ("find", str.find), ("rfind", str.rfind), ("count", str.count), ("startsWith", str.startswith),
                ("endsWith", str.endswith)]:
    operation(lambda name=name, f=f: case(name, f, *pair()))
operation(lambda: case("repeat", lambda a, b: a * b, string(), r.randint(-1, 9)))
for name, f in [("hashText", hash), ("reprText", repr), ("ascii", ascii),
                ("encode", lambda s: s.encode("utf-8", "surrogatepass"))]:
    operation(lambda name=name, f=f: case(name, f, string()))
operation(lambda: (lambda s: case("decode", lambda b: b.decode("utf-8", "surrogatepass"),
                                  s.encode("utf-8", "surrogatepass")))(string()))
operation(lambda: case("hashBytes", hash, r.randbytes(r.randint(0, 40))))
operation(lambda: case("reprBytes", repr, r.choice([r.randbytes(8), b"'\"", b"it's", b'"', b"\\\n\r\t a"])))


@operation
def sliced():
    s = string(20)
    start = r.randint(0, len(s))
    end = r.randint(start, len(s))
    case("slice", lambda s, a, b: s[a:b], s, start, end)


@operation
def stepped():
    s = string(20)
    if s:
        places = range(len(s))[slice(*r.choice([(None, None, -1), (None, None, 2), (1, None, 3), (None, 2, -2)]))]
        case("sliceStep", lambda s, *_: "".join(s[i] for i in places), s, places.start, places.step, len(places))


for index in range(count):
    operations[index % len(operations)]()
