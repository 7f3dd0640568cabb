"""Numbers by specification, by `%` and by `str.format`: fills of every width, signs, groups, bases, roundings."""

INTS = (0, 5, -7, 10, 255, -1234567, 2**62, -2**62, 2**70, True)
FLOATS = (0.0, -0.0, 0.5, 9.9996, 99999.5, 999999.5, 1e16, 123456.789, -2.5e-7, 1e22, 5e-324, 1.7976931348623157e308,
          float("inf"), float("-inf"), float("nan"))


def shown(function, *arguments):
    try:
        return repr(function(*arguments))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for fill in ("", "<", "*^", ">", "é=", "日^", "🐍>", "0=", "=", "x<"):
    for rest in ("", "1", "08", "12", "+12", " 12,", "#_12", "-2", "z9"):
        for kind in ("", "d", "x", "X", "b", "o", "n", "c", "q"):
            print(fill + rest + kind, *(shown(format, number, fill + rest + kind) for number in INTS[1:9:3]))
        for kind in ("", ".0f", ".3f", ".2e", ".4G", ".3%", ",.2f", "_", ".5_f", "#.0e", ".1", "E"):
            specification = fill + rest.rstrip(",_") + kind
            print(specification, *(shown(format, number, specification) for number in FLOATS[1:13:4]))

for number in INTS:
    print(*(shown(format, number, kind) for kind in ("", "d", "x", "#X", "#b", "o", ",", "_x", "08,", "010_b", "e", ".3f")))
    print(*(shown(kind.__mod__, (number,)) for kind in ("%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%x", "%#X", "%#o", "%.4d", "%.0e")))
for number in FLOATS:
    for precision in (0, 1, 2, 3, 4, 5, 6, 15, 16, 17, 20, 40):
        print(*(shown(format, number, f".{precision}{kind}") for kind in "fegG%"), shown(format, number, f".{precision}"))
for power in range(-12, 24):
    for number in (10.0**power, 10.0**power * 9.5, 10.0**power * 9.995, 10.0**power * 1.0000000000000002):
        print(*(f"{number:.{precision}e}" for precision in range(5)), f"{number:.3g}", f"{number:g}")

print("{} {:>6} {!r:^9} {name:*^9} {flag:b} {0x}".format(1, 2, "é", name=3, flag=5, **{"0x": 6}))
print("{{}} {0} {0!s:5}| {1[a]} {2.real:{3}}".format("x", {"a": 1}, 4, "05"))
print(shown("{:{}{}}".format, 3, ">", 5), shown("{".format), shown("}".format), shown("{0} {}".format, 1), shown("{a}".format))
