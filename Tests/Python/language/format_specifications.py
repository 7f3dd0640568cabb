"""The format specification of ints, floats and text, in all its parts, through `format`."""
for spec in (
    "", "d", "5", "<5", ">5", "^5", "=5", "05", "+", "-", " ", "+05", "*^9", "x", "X", "#x", "#X", "o", "#o", "b",
    "#b", "#010b", "c", ",", "_", "_x", "_b", "+,", "08,", "e", "f", "g", "%", ".2f", "n", "é>6",
):
    row = []
    for value in (0, 42, -42, 1234567, 65, True, 2**70):
        try:
            row.append(format(value, spec))
        except (ValueError, OverflowError) as error:
            row.append(str(error))
    print(repr(spec), row)
for spec in (
    "", "f", "F", "e", "E", "g", "G", "%", "n", ".0f", ".3f", ".3e", ".3g", ".10g", "#.0f", "#g", "10.2f", "<10.2f|",
    "^10.2f", "=+10.2f", "010.2f", "+", " ", ",", ",.2f", "_.1f", "z.1f", ".1%", "*>12", ".2", ".17g", ".0e", ".30f",
    "12,.3f",
):
    row = []
    for value in (0.0, -0.0, 1.0, -2.5, 3.14159265, 1234567.891, 1e-7, 1e22, float("inf"), float("nan"), -0.04):
        try:
            row.append(format(value, spec))
        except ValueError as error:
            row.append(str(error))
    print(repr(spec), row)
for spec in ("", "s", "6", "<6", ">6", "^6", "*^7", ".2", "6.2", "05", ".0", "é<5"):
    print(repr(spec), [format(value, spec) for value in ("", "abc", "é€", "\U0001f600x")])
for value, spec in (
    (1, "s"), (1, ".2d"), (1, "q"), (1.5, "d"), (1.5, "x"), (1.5, "s"), ("a", "d"), ("a", "+"), ("a", ","),
    ("a", "=5"), (1, ",_"), (1, "#,c"), (1, "+c"), (-1, "c"), (1 << 21, "c"), (1, "5 5"), (1, "<<<5"), (1.5, ".f"),
    (None, "5"), ([], ">3"), (1j, "=5"), (1j, "05"), (1j, "%"), (1, ",x"), (1, "zd"), ("a", "z"), ((), "s"),
    (object, "5"),
):
    try:
        print(format(value, spec))
    except (ValueError, TypeError, OverflowError) as error:
        print(f"{type(error).__name__}: {error}")
