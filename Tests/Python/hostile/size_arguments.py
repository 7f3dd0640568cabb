"""Sizes that no index or int of C has, and results that no memory holds: refused before anything is filled."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


HUGE = 10**30
MUCH = 10**15
LONG = "ab" * 10**6

for s in "a", b"a", bytearray(b"a"):
    case("zfill", lambda: s.zfill(HUGE))
    case("ljust", lambda: s.ljust(HUGE))
    case("center", lambda: s.center(HUGE))
    case("expandtabs", lambda: s.expandtabs(2**31))
    case("expandtabs below", lambda: s.expandtabs(-(2**31) - 1))
    case("expandtabs least", lambda: s.expandtabs(-(2**31)))
    case("split", lambda: s.split(None, HUGE))
    case("rsplit", lambda: s.rsplit(None, -HUGE))
    case("replace", lambda: s.replace(s, s, HUGE))
    case("times", lambda: s * HUGE)
    case("index", lambda: s[HUGE])
    case("times much", lambda: s * MUCH)
    case("ljust much", lambda: s.ljust(MUCH))
    case("zfill of no number", lambda: s.zfill(1.5))
case("pop", lambda: [1].pop(HUGE))
case("insert", lambda: [1].insert(-HUGE, 1))
case("bytearray.insert", lambda: bytearray().insert(HUGE, 1))
case("bytearray.pop", lambda: bytearray(1).pop(HUGE))
case("bytes", lambda: bytes(HUGE))
case("to_bytes", lambda: (1).to_bytes(HUGE))
case("hex", lambda: b"ab".hex(":", 2**31))
case("compile", lambda: compile("1", "", "eval", 2**31))
case("width", lambda: "%*d" % (HUGE, 1))
case("precision", lambda: "%.*f" % (2**31, 1))
case("iterator state", lambda: iter([]).__setstate__(HUGE))

case("list of range", lambda: list(range(MUCH)))
case("list of a range beyond indices", lambda: list(range(HUGE)))
case("sorted range", lambda: sorted(range(MUCH)))
case("unpacked range", lambda: [*range(MUCH)])
case("join of texts", lambda: "a".join([LONG] * 10**6))
case("join of bytes", lambda: b"a".join([LONG.encode()] * 10**6))
case("replacing", lambda: LONG.replace("a", LONG))
case("replacing nothing", lambda: LONG.replace("", LONG))
case("replacing bytes", lambda: LONG.encode().replace(b"a", LONG.encode()))
case("tabs", lambda: ("\t" * 10**6).expandtabs(2**31 - 1))
case("tabs of bytes", lambda: (b"\t" * 10**6).expandtabs(2**31 - 1))


class Hinting:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter("abc")

    def __length_hint__(self):
        if isinstance(self.hint, Exception):
            raise self.hint
        return self.hint


for hint in 3, 0, True, NotImplemented, -1, "x", 1.0, HUGE, 2**62, MUCH, TypeError("hidden"), ValueError("shown"):
    case(f"list, hint {hint!r}", lambda: list(Hinting(hint)))
    case(f"tuple, hint {hint!r}", lambda: tuple(Hinting(hint)))
    case(f"extend, hint {hint!r}", lambda: [1].extend(Hinting(hint)))
    case(f"sorted, hint {hint!r}", lambda: sorted(Hinting(hint)))
    case(f"bytes, hint {hint!r}", lambda: bytes(Hinting(hint)))
