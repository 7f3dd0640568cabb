"""Complex numbers: arithmetic, repr with signed zeros, comparison, powers and parsing."""

values = [
    0j, 1j, -1j, 1 + 2j, -1.5 - 2.5j, complex(0.0, -0.0), complex(-0.0, 1), complex("nan"), complex(1, float("inf")),
    1e20 + 1e-20j,
]
for z in values:
    print(z, str(z), z.real, z.imag, z.conjugate(), -z, bool(z), abs(z) if z == z else "-")
a, b = 1 + 2j, 3 - 4j
print(a + b, a - b, a * b, a / b, a**2, a**b, a**0.5, abs(b), a == 1 + 2j, a != b, a == 1, 1 + 0j == 1)
print(hash(1 + 0j) == hash(1))
print(a + 1, 1 - a, 2.5 * a, a / 2, 1 / a, 2**a, a**-1, a**3, 0j**0, pow(a, 2), sum([a, b, 1]))
print(hash(a) == hash(complex(1, 2)))
print(complex("1+2j"), complex(" -1j "), complex("(3-4j)"), complex("1e3"), complex("+j"), complex("inf-nanj"))
print(complex(), complex(1.5), complex(True))
print(complex(1, 2), complex(imag=3), complex(real=1), complex.from_number(2), 3J, 0.5j, 1_0j, f"{a:.2f}")
print(f"{a}", "%s" % a, format(a, "g"), f"{a:>12}")


class Convertible:
    def __complex__(self):
        return 7 + 8j


print(complex(Convertible()), isinstance(a, complex), type(a * 0), (1j).__class__, {1j: "key"}[0 + 1j])


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: a < b)
attempt(lambda: a / 0)
attempt(lambda: 0j**-1)
attempt(lambda: int(a))
attempt(lambda: float(a))
attempt(lambda: a // b)
attempt(lambda: a % b)
attempt(lambda: complex("1+"))
attempt(lambda: complex("1 + 2j"))
attempt(lambda: complex("1", 2))
attempt(lambda: complex([]))
attempt(lambda: pow(a, 2, 3))
attempt(lambda: round(a))
attempt(lambda: sorted([a, b]))
attempt(lambda: a + "x")
attempt(lambda: f"{a:d}")
attempt(lambda: setattr(a, "real", 5))
