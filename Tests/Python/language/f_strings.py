"""f-strings: conversions, specifications, nesting, `=` and quoting."""

name, number, pi, items, d = "Ada", 42, 3.14159265, [1, 2], {"k": "v"}
print(f"{name}", f"{name!r} {name!s} {'é'!a}")
print(f"{number:5}|{number:<5}|{number:^5}|{number:>5}|{number:05}|{number:+}|{number: }", f"{{}} {{{number}}}")
print(f"{pi:.2f} {pi:8.3f} {pi:e} {pi:g} {pi:%} {pi!r:.4} {pi:010.2f} {pi:+.1f}")
print(f"{number:x} {number:#x} {number:b} {number:o} {number:#010b} {number:c} {number:,} {1234567:_} {255:X}")
print(f"{name:>10}|{name:*^9}|{name:.2}|{name!r:>8}", f"{items} {items[0]} {d['k']} {d["k"]} {len(items)}")
print(f"{number=} {number = } {name=!s} {pi=:.2f} {items[0]=} {1+1=}")
width, precision = 10, 3
print(f"{pi:{width}.{precision}f}|{name:{'>'}{width}}|{number:{'0'}{5}}", f"{'nested ' + f'{number + 1}'}")
print(f"{(lambda x: x * 2)(3)} {[x for x in range(3)]} { {'a': 1} } {number if number > 1 else 0} {name.upper()!r}")
print(f"multi" f" {number} " "plain" rf"\n{number}", f"""triple {
    number
}""", f"{'a' 'b'}", f"{number:}", f"{number!r}", f'{name:{"<5"}}|', F"{number}", fr"{number}\d", f"{'\n'}" == "\n", f"\x41\u00e9\N{EURO SIGN}{number}")
print(f"{1_000}", f"{None} {True} {...}", f"{3.0} {1e20} {-0.0} {2**100}", f"{(yield_ := 5)}", f"{number!s:>5}")
print(f"{'{'}{'}'}", f"{name[0]}{name[-1]}", f"{number:{width}d}")


class Spec:
    def __format__(self, spec):
        return f"[{spec}]"

    def __repr__(self):
        return "R"

    def __str__(self):
        return "S"


s = Spec()
print(f"{s} {s:abc} {s!r} {s!s} {s!r:>3} {s:%Y-%m} {s:{number}x} {s=} {s=!s} {s:{'{}'}}")
print("{:q} {!r}".format(s, s), format(s, "zz"))
print(f"{42:d} {True:d} {True} {3.7:.0f} {2.5:.0f} {1e100:.3g} {123456789.0:,.2f} {0.000012345:g} {1234567.891:_.1f} {float('inf'):05} {float('nan'):f} {1.5:<8}| {-5:=6} {1+2j:.1f}")
print(f"{'x':s} {b'x'} {[1]!s:>5} {'abc':5.1}| {'é':^5}| {10**20:,} {-1234:,} {0:x} {-255:#x} {65:c} {5:+d} {5:08.3f} {5:.2%} {5:e} {12345.678:n}")


def attempt(source):
    try:
        print(eval(source))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


for source in (
    "f'{5:s}'", "f'{\"a\":d}'", "f'{1.5:d}'", "f'{5:.2d}'", "f'{5:q}'", "f'{\"a\":,}'",
    "f'{5:99999999999999999999d}'", "f'{[]:5}'", "f'{None:>5}'", "f'{\"a\":=5}'", "f'{undefined}'", "f'{5:,_}'",
    "f'{'", "f'}'", "f'{}'", "f'{a b}'", "f'{5!x}'", "f'{5!}'", "f'{lambda x: 1}'", "f'{5:{6'", "f'{a.}'", "f'{*a}'",
    "f'{5'", "f'{#}'", "f'{a:{b:{c}}}'", "f'{5:c}{-1:c}'", "f'{1114112:c}'", "f'{5:+c}'",
    "'%d' % 'a'", "'%d' % 1.9", "'%s %s' % 1", "'%s' % (1, 2)", "'%(a)s' % {'a': 1}", "'%(a)s' % 1", "'%z' % 1",
    "'%' % ()", "'%5.2f|%-5d|%05d|%+d|%x|%o|%e|%g|%c|%%|%r|%a' % (2.5, 1, 2, 3, 255, 8, 1.5, 0.1, 'c', 'r', 'é')",
    "'%*d|%-*d|%.*f' % (5, 1, 5, 2, 2, 1.239)", "'%c' % 'ab'", "'%x' % 1.5", "'%i %u %s' % (1, 2, None)",
    "'%s' % [1]", "'%(k)5s|%(k)-5s|' % {'k': 'v'}", "'%d' % True", "'%.3s|%10.2s|' % ('abcdef', 'xyz')",
    "'%#x %#o % d' % (255, 8, 5)",
):
    attempt(source)
