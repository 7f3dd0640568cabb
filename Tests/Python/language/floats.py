"""Floats: shortest repr, rounding, special values, comparison with ints, methods and conversions."""

values = [0.0, -0.0, 1.0, -1.5, 0.1, 1 / 3, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.5e300, 5e-324, 2.0**-1022]
values += [1.7976931348623157e308, 2**53 + 0.0, 100.0, 1e22, 1e23, 9007199254740993.0, 0.30000000000000004, 2.5, 3.5]
for x in values:
    print(x, repr(x), hash(x), bool(x), x.hex(), x.is_integer(), x.as_integer_ratio(), int(x) if abs(x) < 1e20 else "-")

inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf + 1, inf - inf, inf * 0, -inf < inf, nan == nan, nan != nan, nan < 1, [nan] == [nan])
print(nan in [nan])
print(1e308 * 10, -1e308 * 10, 1e-320 / 10**5, 0.0 == -0.0, str(-0.0), 0.0 * -1, max(nan, 1), max(1, nan))
print(hash(inf), hash(-inf))
print(float("1e3"), float(" -1.5\n"), float("inf"), float("-Infinity"), float("NaN"), float("1_000.5"))
print(float("٣.٥"), float(".5"))
print(float("5."), float(True), float(10**20), float(b"2.5"), float(), float("1e400"), float("1e-400"))
print(float("0x10") if 0 else "")
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), 1.0 // 0.1, 1.0 % 0.1)
print(-0.0 % 3, inf % 2 != inf % 2)
print(2.0**0.5, 2**-1, (-8) ** (1 / 3), 0.0**0, inf**0, nan**0, 1.0**nan, (-1.0) ** 3, 2.0**1023, pow(2.5, 2), 4**0.5)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1.5))
print(round(1e22), round(5e15 + 0.5))
print(round(0.15, 1), round(0.25, 1), round(0.35, 1), round(1e300, 2), round(-0.4), round(-0.4, 0))
print(round(inf, 2), round(2.5, None))
print(1 == 1.0, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**400 > inf, -(10**400) < -inf, 1e16 == 10**16)
print(0.1 + 0.2 == 0.3)
print(sorted([2.5, 1, -inf, 10**20, 1e19, 3]), min(1, 1.0), max(1, 1.0), sum([0.1] * 10))
print(sum([1e308, 1e308, -1e308]), abs(-2.5))
print(float.fromhex("0x1.8p3"), float.fromhex("-0x1p-1074"), float.fromhex("inf"), float.fromhex("1.8"))
print((0.1).hex(), (0.0).hex(), inf.hex())
print((2.5).conjugate(), (2.5).real, (2.5).imag, float.from_number(3), (1.0).__class__, -(-2.0), +2.5)
print(1.5.__floor__(), 1.5.__ceil__(), (-1.5).__trunc__())
print(1.5 + True, 2 * 1.5, 1 - 0.5, 3 / 2, 4 / 2, 10**25 / 10**5, (2**64) * 1.0, 1e3, 1E3, 1_0.0_1, 1e+3, 12e-1)
print({1: "a", 1.0: "b", True: "c"}, hash(2.0**61), hash(0.5), hash(-1.0), hash(1e300), hash(2.5) == hash(5) / 2)


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: 1.0 / 0)
attempt(lambda: 1.0 // 0)
attempt(lambda: 1.0 % 0)
attempt(lambda: divmod(1.0, 0.0))
attempt(lambda: 0.0**-1)
attempt(lambda: 10.0**400)
attempt(lambda: float("x"))
attempt(lambda: float(""))
attempt(lambda: float("1 2"))
attempt(lambda: float(None))
attempt(lambda: float([]))
attempt(lambda: float(10**400))
attempt(lambda: int(nan))
attempt(lambda: round(inf))
attempt(lambda: round(nan))
attempt(lambda: inf.as_integer_ratio())
attempt(lambda: nan.as_integer_ratio())
attempt(lambda: float.fromhex("xyz"))
attempt(lambda: 1.5 + "a")
attempt(lambda: 1.5 & 1)
attempt(lambda: [1][1.0])
attempt(lambda: round(1e308, -400))
attempt(lambda: round(1.7e308, -308))


# A square that overflows raises, however hot it is.
def square(x): return x ** 2


for _ in range(3000): square(1.5)
for x in [1e154, -1e154, 1e200, -1e200, float("inf"), float("nan"), -0.0]:
    try:
        print(x, square(x), x * x)
    except OverflowError as error:
        print(x, error)
