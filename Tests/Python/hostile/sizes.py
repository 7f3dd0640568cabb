"""Requests for more than any memory holds, and sizes that overflow."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


HUGE = 10**18
LARGE = 10**15


class Hint:
    """An iterable that lies about its length."""

    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint

    def __iter__(self):
        return iter("abc")


def extend(hint):
    items = []
    items.extend(Hint(hint))
    return items


def assign_slice():
    items = [1, 2, 3]
    items[10**30 :] = [4]
    return items


def multiply_in_place():
    items = [1, 2]
    try:
        items *= HUGE
    except MemoryError:
        return "MemoryError", items


case("list * huge", lambda: [0] * HUGE)
case("list * larger than an index", lambda: [0] * 10**30)
case("list * -huge", lambda: [0] * -HUGE)
case("empty list * huge", lambda: [] * HUGE)
case("list *= huge", multiply_in_place)
case("tuple * huge", lambda: (0,) * HUGE)
case("str * large", lambda: "x" * LARGE)
case("str * huge", lambda: "xyz" * HUGE * 100)
case("wide str * huge", lambda: "\U0001f600" * HUGE)
case("empty str * huge", lambda: "" * HUGE)
case("bytes * large", lambda: b"x" * LARGE)
case("bytes of a large size", lambda: bytes(LARGE))
case("bytes of a size beyond an index", lambda: bytes(10**30))
case("bytes of a negative size", lambda: bytes(-1))
case("bytearray of a large size", lambda: bytearray(LARGE))
case("bytearray * huge", lambda: bytearray(b"ab") * HUGE * 10)
case("ljust", lambda: "x".ljust(LARGE))
case("center", lambda: "x".center(LARGE))
case("zfill", lambda: "x".zfill(LARGE))
case("zfill beyond an index", lambda: "x".zfill(10**30))
case("expandtabs", lambda: "\t\t".expandtabs(2**31))
case("format width", lambda: format("x", f"{LARGE}"))
case("format width beyond an index", lambda: format("x", "1" + "0" * 30))
case("format precision beyond an index", lambda: format(1.0, ".1" + "0" * 30 + "f"))
case("% width", lambda: "%*d" % (LARGE, 1))
case("% width beyond an index", lambda: "%1000000000000000000000d" % 1)
case("len of a huge range", lambda: len(range(10**30)))
case("index into a huge range", lambda: range(10**30)[10**29])
case("in a huge range", lambda: 10**29 in range(10**30))
case("list of a huge range", lambda: list(range(HUGE)))
case("shift by a huge number", lambda: 1 << HUGE)
case("shift of zero by a huge number", lambda: 0 << HUGE)
case("shift beyond an index", lambda: 1 << 10**30)
case("right shift by a huge number", lambda: (-1 >> 10**30, 5 >> 10**30))
case("int from many digits", lambda: int("9" * 5000))
case("many digits from int", lambda: str(10**5000))
case("float of a huge int", lambda: float(10**400))
case("int / int", lambda: 10**400 / 3)
case("huge / huge", lambda: 10**400 / 10**399)
case("index beyond an index", lambda: [1, 2][10**30])
case("slice beyond an index", lambda: [1, 2][-(10**30) : 10**30])
case("slice assignment beyond an index", assign_slice)
case("chr", lambda: chr(0x110000))
case("chr of a huge number", lambda: chr(10**30))
case("negative chr", lambda: chr(-1))
case("honest hint", lambda: extend(3))
case("hint too small", lambda: extend(0))
case("negative hint", lambda: extend(-1))
case("hint that is no number", lambda: extend("many"))
case("hint NotImplemented", lambda: extend(NotImplemented))
case("join", lambda: len("ab".join([""] * 1000)))
case("pow", lambda: pow(2, -1, 0))
case("hash of a huge int", lambda: hash(2**61 - 1 + 5))
case("round", lambda: round(12345, -(10**3)))
