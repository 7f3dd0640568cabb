"""The % operator of text and bytes."""


def show(expression):
    try:
        print(expression, "->", ascii(eval(expression)))
    except Exception as error:
        print(expression, "->", type(error).__name__, ascii(str(error)))


for row in r"""
"%s" % (1,2)
"%s %s" % 1
"%d" % "x"
"%x" % 1.5
"%c" % "ab"
"%c" % 1114112
"%c" % 1.5
"%y" % 1
"%" % ()
"%(a)s" % 1
"%(a)s" % {}
"%(a" % {}
"%*d" % ("a",1)
"%.*f" % (2,3.14159)
"%d" % 1.9
"%i" % True
"a" % 1
"a" % {}
"a" % ()
"a" % [1]
"%s" % {}
"%s" % [1]
"%f" % "x"
"%s" % ()
"%5%" % ()
"%-5d;" % 3
"%%" % ()
"%%%s" % 1
"%(a)s %s" % {"a":1}
"%s" % (1,)
"%#x %#o %#X" % (1,2,3)
"%05d %+d % d" % (-1,2,3)
"%.3d" % 5
"%.0e" % 12345.
"%#.0f" % 3
"%lld" % 5
"%a %r" % ("é","é")
"%10.2s;" % "abc"
"%-10s;" % "abc"
"%99999999999999999999d" % 1
"%.99999999999999999999d" % 1
"%d" % None
"%o" % "a"
"%c" % "é"
"%c" % b"a"
"%5c;" % "a"
"%e" % 1
"%g" % 10**400
"%d" % 10**20
"%x" % -255
"%#b" % 1
"%b" % 1
"%*d;" % (-5, 1)
"%-05d;" % 3
"%05s;" % "a"
"%+s" % "a"
"%05f %5.1F;" % (float("inf"), float("nan"))
"%(k)d %(k)05.1f" % {"k": 2}
"%((x))s" % {"(x)": 1}
"%s %r %a" % ("€", "€", "€")
"%hd %ld" % (1, 2)
"%#.3x;%#8x;%-#8x;%08x" % (10, 10, 10, 10)
"%G %E" % (1e-10, 12.5)
"%.2f%%" % 12.345
type("S", (str,), {})("%s") % 1
"%s" % type("T", (), {"__str__": lambda s: "own"})()
"%d" % type("T", (), {"__int__": lambda s: 7})()
"%d" % type("T", (), {"__index__": lambda s: 7})()
"%x" % type("T", (), {"__index__": lambda s: 7})()
"%f" % type("T", (), {"__float__": lambda s: 7.5})()
"%s %s" % type("T", (tuple,), {})((1, 2))
b"%s" % 1
b"%s" % b"x"
b"%a" % "é"
b"%r" % 1
b"%c" % 65
b"%c" % b"A"
b"%c" % 256
b"%c" % "a"
b"%c" % b"ab"
b"%d" % "x"
b"%d %x" % (1,255)
b"%(a)s" % {b"a":b"x"}
b"%(a)s" % {"a":b"x"}
b"%b" % bytearray(b"x")
b"%b" % "x"
b"a" % 1
b"%y" % 1
b"%5.1f" % 2.25
bytearray(b"%d") % 1
b"%" % ()
b"%s %s" % (b"a",)
b"%-5s;" % b"a"
b"%.1s" % b"abc"
b"%b" % type("T", (), {"__bytes__": lambda s: b"own"})()
b"\xff%s" % b"\xfe"
""".strip().splitlines():
    show(row)
