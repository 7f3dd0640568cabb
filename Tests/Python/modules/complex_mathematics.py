"""The module cmath: values to twelve digits, and what infinities and NaNs give."""
import cmath

inf, nan = float("inf"), float("nan")
numbers = [0.0, -0.0, 1.0, -1.0, inf, -inf, nan, 1e-320, 1e308, 710.0, -710.0, 0.5, 2.5]


def text(part):
    return f"{part:.12g}"


def show(name, function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    if isinstance(result, complex):
        result = f"{text(result.real)} {text(result.imag)}i"
    elif isinstance(result, tuple):
        result = " ".join(map(text, result))
    elif isinstance(result, float):
        result = text(result)
    print(name, *arguments, "->", result)


for name in ("acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "log", "log10", "sin", "sinh",
             "sqrt", "tan", "tanh", "polar", "isfinite", "isinf", "isnan"):
    for x in numbers:
        for y in numbers:
            show(name, getattr(cmath, name), complex(x, y))
for x in numbers:
    for y in numbers:
        show("rect", cmath.rect, x, y)

for arguments in ((2, 3), (0,), (1, 0), (1j, 2j), (1, 2, 3), ()):
    show("log", cmath.log, *arguments)
for value in ("a", [], True, 10**400, -4):
    show("sqrt", cmath.sqrt, value)
for arguments in ((1, 1 + 1e-10), (1, 1.1), (inf, inf), (inf + 1j, inf), (1e300, 1e300 + 1e300j)):
    show("isclose", cmath.isclose, *arguments)
show("isclose", lambda: cmath.isclose(1, 2, abs_tol=-1))
show("isclose", lambda: cmath.isclose(1, 1.1, rel_tol=.5))
show("phase", cmath.phase, -1)
show("phase", cmath.phase, complex(-1, -0.0))


class HasComplex:
    def __complex__(self):
        return 3 + 4j


class HasFloat:
    def __float__(self):
        return 4.0


class HasIndex:
    def __index__(self):
        return 9


class Wrong:
    def __complex__(self):
        return 3


for value in (HasComplex(), HasFloat(), HasIndex(), Wrong()):
    show("sqrt", lambda: cmath.sqrt(value))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj)
