"""String formatting: f-strings, `format` and `%` with widths, precisions, signs, bases and conversions."""

SCALE = 25_000
EXPECTED = 5094231


def run(scale):
    total = 0
    for number in range(scale):
        value = number * 7919 % 100_000 / 64
        total += len(f"{number:08d} {value:.3f} {value:>12,.2f} {number:#x} {'name':<10}|{number % 7:^5}|{value!r}")
        total += len("{:>6} {:+.4e} {!r:>8} {name:*^9} {flag:b}".format(number, value, "q", name=number % 100, flag=number))
        total += len("%05d %-8s|%8.3f %x %r %%" % (number, "left", value, number, "text"))
        total += len(str(number) + repr(value) + format(value, "010.2f") + format(number, ","))
        total += len(f"{f'{number % 10}':>{number % 12}}{value:{'.1f'}}{number=}")
    return total


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
