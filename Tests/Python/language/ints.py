"""Ints: arithmetic across the word's edge, division and its signs, methods, literals and conversions."""

edges = [
    0, 1, -1, 2**31, -(2**31), 2**62 - 1, 2**62, -(2**62), -(2**62) - 1, 2**63 - 1, 2**63, 2**64, 10**30, -(10**30),
]
for a in edges:
    print(a, -a, +a, ~a, abs(a), a + 1, a - 1, a * 3, a * a)
    print(" ", a.bit_length(), a.bit_count(), hash(a), bool(a), float(a), hex(a), oct(a), bin(a))

for a in (7, -7, 2**64 + 7, -(2**64) - 7):
    for b in (2, -2, 3, -3, 2**33, -(2**70)):
        print(a, b, a // b, a % b, divmod(a, b), a / b, a & b, a | b, a ^ b)

for shift in (0, 1, 31, 61, 62, 63, 64, 100):
    print(shift, 1 << shift, -1 << shift, 10**25 >> shift, -(10**25) >> shift, -1 >> shift)

print(pow(3, 200), pow(3, 200, 1000), pow(-3, 3), pow(2, -2), pow(3, -1, 11), pow(-5, 3, 7), pow(5, 3, -7), 0**0)
print(0x_ff, 0b1010_1010, 0o777, 1_000_000, 0xDEAD_BEEF, 00)
print(int("42"), int("  -42\n"), int("+7"), int("1_000"), int("ff", 16), int("0xff", 16), int("0b11", 0), int("z", 36))
print(int("٣٤"), int(b"12"), int(3.99), int(-3.99), int(True), int(), int("-0"), int("0o17", 0))
print(int.from_bytes(b"\x01\x02", "big"), int.from_bytes(b"\xff\xfe", "little", signed=True), (1000).to_bytes(2))
print((-2).to_bytes(4, "little", signed=True), (255).to_bytes(), int.from_bytes([1, 0, 0]))
print((5).as_integer_ratio(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (5).is_integer())
print(round(12345, -2), round(15, -1), round(25, -1), round(-15, -1), round(5), round(10**20 + 5, -1))
print(True + True, True & False, True ^ True, ~0, True | 2, -True, isinstance(True, int), True == 1, str(True))
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, 2**53 == 2.0**53, 2**53 + 1 == float(2**53), 10**400 > 1e308, -(10**400) < -1e308)
print(max(1, 2.5, -3), min(2**70, 1e20), sum(range(101)), sum([2**62, 2**62]), sum([1, 2.5], 10))
print(isinstance(10**30, int), type(2**100) is int, (10**18) * (10**18), (2**31) * (2**31), 3037000500 * 3037000500)
print(99999999999 // 10, 12345678901234567890 // 987654321, 12345678901234567890 % 987654321, -(10**40) // (10**20 + 1))


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: 1 // 0)
attempt(lambda: 1 % 0)
attempt(lambda: 1 / 0)
attempt(lambda: divmod(1, 0))
attempt(lambda: 2**100 // 0)
attempt(lambda: 0**-1)
attempt(lambda: 1 << -1)
attempt(lambda: 1 >> -1)
attempt(lambda: int("x"))
attempt(lambda: int(""))
attempt(lambda: int("1__0"))
attempt(lambda: int("12", 1))
attempt(lambda: int("9", 8))
attempt(lambda: int("0x", 16))
attempt(lambda: int(None))
attempt(lambda: int([]))
attempt(lambda: int(float("nan")))
attempt(lambda: int(float("inf")))
attempt(lambda: pow(2, 3, 0))
attempt(lambda: pow(2, -1, 4))
attempt(lambda: (300).to_bytes(1))
attempt(lambda: (-1).to_bytes(1))
attempt(lambda: (1).to_bytes(-1))
attempt(lambda: int.from_bytes(b"", "middle"))
attempt(lambda: 1 + "1")
attempt(lambda: "1" + 1)
attempt(lambda: 1 & 1.0)
attempt(lambda: ~1.0)
attempt(lambda: 1 < "1")
