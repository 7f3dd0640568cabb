"""Complex numbers in hot loops, where compiled code holds them by their parts."""

INF, NAN = float("inf"), float("nan")


def shown(function, *arguments, times=60):
    """What the calls answered, each answer once; zeros and NaNs told apart."""
    answers = []
    for _ in range(times):
        try:
            answer = repr(function(*arguments))
        except Exception as error:
            answer = f"{type(error).__name__}: {error}"
        if answer not in answers:
            answers.append(answer)
    print(function.__name__, *answers)


def escape(c, limit):
    z = 0j
    for i in range(limit):
        z = z * z + c
        if abs(z) > 2.0:
            return i, z
    return limit, z


def orbit(c, n):
    z, seen = c, []
    for _ in range(n):
        z = z * z - c
        seen.append(z)
    return seen


def mixed(z, x, k, n):
    total = 0j
    for _ in range(n):
        total = total + z * x - k
        total = x - total
        total = k * total + x
        total = -total
        total -= z
        total *= 0.5
    return total


def signs(x, y):
    z = complex(x, y)
    w = complex(-0.0, 0.0)
    for _ in range(9):
        a, b, c, d, e = z + 0.0, z - 0.0, 0.0 - z, z * -1.0, w + z
    return a, b, c, d, e, -w, -z, w * z


shown(escape, 0.1 + 0.2j, 40)
shown(escape, -1.8 + 0.01j, 40)
shown(escape, complex(2, 2), 40)
shown(escape, 2, 40)
shown(escape, 0.25, 40)
shown(escape, complex(NAN, 1), 9)
shown(escape, complex(INF, 1), 9)
shown(escape, "no number", 9)
shown(orbit, 0.3 - 0.4j, 8)
shown(orbit, 30.0 - 40.0j, 12)
shown(orbit, complex(INF, -0.0), 4)
shown(mixed, 1 + 2j, 0.5, 3, 10)
shown(mixed, 1 + 2j, 0.5, 2**60 + 1, 5)
shown(mixed, 1 + 2j, 0.5, 2**200, 5)
shown(mixed, 1 + 2j, True, False, 5)
shown(mixed, complex(INF, NAN), -0.0, 0, 2)
for parts in ((0.0, 0.0), (-0.0, -0.0), (0.0, -0.0), (1.5, -0.0), (INF, NAN), (-INF, 2.0), (NAN, NAN)):
    shown(signs, *parts)


def products(numbers):
    """Infinities in products (C11, annex G)."""
    found = []
    for z in numbers:
        for w in numbers:
            found.append(z * w)
    return found


shown(products, [complex(a, b) for a in (INF, -1.0, NAN, 0.0) for b in (-INF, 2.0, NAN)], times=20)


def near(z, bounds):
    """Magnitudes that differ from a bound in their last bits only."""
    return [(abs(z) < 5.0, abs(z) <= 5.0, abs(z) > 5.0, abs(z) >= 5.0, abs(z) == 5.0, abs(z) < b) for b in bounds]


def counted(numbers):
    below = above = 0
    for z in numbers:
        z = z * 1.0
        if abs(z) < 2.5:
            below += 1
        if abs(z) >= 2.5:
            above += 1
    return below, above


for z in (3 + 4j, 3 + 4.000000000000001j, 3 + 3.9999999999999996j, 0j, complex(NAN, 3), complex(INF, NAN)):
    shown(lambda z: near(z * 1.0, (5.0, 5.000000000000001, 0.0, INF, NAN)), z)
shown(counted, [complex(1.5, 2 + k * 2**-51) for k in range(-4, 5)])


def large(x, n):
    z, found = complex(x, x), []
    for _ in range(n):
        z = z * 2.0
        found.append(abs(z) > 10.0)
    return found, z


shown(large, 1e306, 3)
shown(large, 1e307, 5)
shown(large, 5e307, 5)
shown(large, 1e-310, 2)


def magnitudes(numbers):
    total = 0.0
    for z in numbers:
        z = z + 0.0
        total += abs(z)
    return total


shown(magnitudes, [3 + 4j, 1e-320 + 1e-322j, 5e-324j, 1e200 + 1e200j, 0.1 + 0.7j])
shown(magnitudes, [3 + 4j, complex(1e308, 1.7e308)])

# What others see of them.


def kept(n):
    z, row, place = 1j, [], {}
    for k in range(n):
        z = z * 1j + k
        w = z
        row.append(z)
        place[z] = k
        if z is not w or row[-1] is not z or z != row[k] or z not in row:
            raise AssertionError
    return row[-3:], place[row[2]], [x is y for x, y in zip(row, list(place))]


def generated(n):
    z = 0.5 + 0j
    for _ in range(n):
        z = z * (1 + 1j)
        yield z


def summed(n):
    return sum(generated(n)), list(generated(3)), max(abs(z) for z in generated(n)), [str(z) for z in generated(2)]


def nested(n):
    total = 0j
    for i in range(n):
        w = complex(i)
        for j in range(n):
            w = w + complex(0, j)
            if j == i:
                w = w * 1j
        total = total + w
    return total


def turned(n, at, other):
    """Another kind midway."""
    z = 1 + 1j
    for k in range(n):
        if k == at:
            z = other
        z = z + z
    return z


class Offset:
    def __init__(self, by):
        self.by = by

    def __add__(self, other):
        return Offset(self.by + (other.by if isinstance(other, Offset) else other))

    __radd__ = __add__

    def __repr__(self):
        return f"Offset({self.by!r})"


class Rotation(complex):
    def __mul__(self, other):
        return "rotated"

    __rmul__ = __mul__


def rotated(z, w, n):
    answers = []
    for _ in range(n):
        answers.append((z * w, w * z, z + w))
    return answers[-1], len(set(map(repr, answers)))


def added(numbers):
    total = 0j
    for number in numbers:
        total = total + number
    return total


shown(kept, 9)
shown(summed, 6)
shown(nested, 7)
for other in (2, 0.5, 2**70, "ab", [1], None, Offset(1), Rotation(1, 2)):
    shown(turned, 6, 3, other)
    shown(added, [1j, 2 + 1j, other, 1j])
shown(added, [1j, 2 + 1j, 0.5, 3, True])
shown(rotated, 1j, Rotation(2, 3), 4)


def unbound(n):
    for k in range(n):
        if k > 2:
            z = z * 2.0
        if k == 0 and n > 4:
            z = 1j
    return z


def caught(n):
    z = 1j
    try:
        for k in range(n):
            z = z * 1j
            if k == 5:
                z = z / 0
    except ZeroDivisionError as error:
        return z, str(error)
    return z / (1 + 1j)


def local(n):
    z = 1j
    for k in range(n):
        z = z * 1j
        if k == n - 2:
            return dict(locals())


def closed(n):
    z = 1j

    def turn():
        nonlocal z
        z = z * 1j
        return z
    return [turn() for _ in range(n)][-1], z


def parts(n):
    z = 1 + 2j
    for _ in range(n):
        z = z * z.conjugate() + z
        z = complex(z.real / 8, z.imag)
    return z, bool(z), z == z, hash(z) == hash(complex(z.real, z.imag))


shown(unbound, 4)
shown(unbound, 9)
shown(caught, 5)
shown(caught, 9)
shown(local, 9)
shown(closed, 9)
shown(parts, 9)
