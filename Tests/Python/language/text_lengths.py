# Methods of text at every length around the widths of machine words, and calls that leave out arguments.

alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
wide = "äöüßéñ中文字符Ωπσς😀𝒳"


def check(what, left, right):
    if left != right:
        print("wrong:", what, ascii(left), ascii(right))


def slow_find(text, part):
    for place in range(len(text) - len(part) + 1):
        if all(text[place + k] == part[k] for k in range(len(part))):
            return place
    return -1


# Searching.
for length in range(0, 40):
    text = (alphabet * 2)[:length]
    for start in range(0, length, 3):
        for size in (1, 2, 3, 7, 8, 9, 17):
            part = text[start:start + size]
            check(("find", length, start, size), text.find(part), slow_find(text, part))
            check(("in", length, start, size), part in text, True)
            check(("missing", length, start, size), text.find(part + "!"), -1)
            check(("bytes", length, start, size), text.encode().find(part.encode()), slow_find(text, part))
for size in range(2, 30):
    nearly = "a" + "b" * (size - 2) + "c"
    text = ("a" + "x" * (size - 2) + "c") * 40 + nearly
    check(("misleading", size), text.find(nearly), slow_find(text, nearly))
text = "aab" * 500 + "aaab"
check("repetitive", text.find("aaab"), slow_find(text, "aaab"))
check("high bytes", ("\x80\x7f\x81" * 20 + "\x80\x81").find("\x80\x81"), slow_find("\x80\x7f\x81" * 20 + "\x80\x81", "\x80\x81"))
check("count", ("ab" * 33).count("ab"), 33)
check("count of three", ("the quick " * 21).count("the"), 21)

# Replacing.
for length in range(0, 36):
    text = (alphabet * 2)[:length]
    for old, new in (("b", ""), ("b", "BB"), ("bc", "x"), ("bc", "é"), ("c", "中"), ("", "-"), ("zz", "y")):
        parts = text.split(old) if old else None
        expected = new.join(parts) if old else new + "".join(c + new for c in text)
        check(("replace", length, old, new), text.replace(old, new), expected)
    check(("replace once", length), text.replace("a", "🙂", 1), "🙂" + text[1:] if text else "")
print(ascii("äbäb".replace("ä", "x")), ascii("xx".replace("x", "ä")), b"a.b.c".replace(b".", b"\xff"))

# Joining and copying parts.
for length in range(0, 40):
    text = (alphabet * 2)[:length]
    check(("join", length), "".join([text[:length // 2], text[length // 2:]]), text)
    check(("joined with", length), "·".join([text, text]), text + "·" + text)
    check(("slice", length), (text + "!")[:-1], text)
    check(("step", length), text[::-1][::-1], text)
    check(("format", length), f"{text}{length}{text}", text + str(length) + text)
    check(("ljust", length), text.ljust(20, "*"), text + "*" * (20 - length))
    check(("rjust", length), text.rjust(20, "é"), "é" * (20 - length) + text)
    check(("center", length), len(text.center(21)), max(21, length))
print(ascii("ab中"[::2]), ascii("中ab"[::2]), ascii("a😀b"[::2]), ascii("é"[::-1]), ascii("aé"[::-2]))

# UTF-8.
for length in range(0, 36):
    for place in range(length + 1):
        for character in wide:
            text = alphabet[:place] + character + alphabet[place:length]
            check(("utf-8", length, place), text.encode().decode(), text)
            check(("bytes", length, place), len(text.encode()), length + len(character.encode()))
for place in (0, 5, 63, 64, 65, 100):
    text = "ä" * place + "\ud800" + "中" * 40
    try:
        text.encode()
    except UnicodeEncodeError as error:
        print(error.start, error.end, error.reason)
    data = b"a" * place + b"\xc3\x28" + b"b" * 20
    try:
        data.decode()
    except UnicodeDecodeError as error:
        print(error.start, error.end, error.reason)
for name in ("UTF-8", "utf_8", " ascii ", "Latin_1", "ISO-8859-1", "U8", "l1"):
    print(name, "abc".encode(name), b"abc".decode(name))
try:
    "a".encode("no\0name")
except (LookupError, ValueError) as error:
    print(type(error).__name__, error)

# Cases.
for text in ("ÀÉÎ", "àéî", "ß", "straße", "ÿ", "µ", "ΑΣ", "ΑΣΑ", "ŉ", "ǆ", "𐐀x", "Ünïcode Text", "İ", "ſ", "é", "É"):
    print(ascii([text.upper(), text.lower(), text.casefold(), text.title(), text.swapcase(), text.capitalize()]))

# Lines, words, white space.
for text in ("a\nb\r\nc\rd", "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i", "\n\n", "x\r", "é\nü\r\n", "中\u2028文\n", ""):
    print(ascii([text.splitlines(), text.splitlines(True), text.split(), text.strip()]))
print(b"a\x0bb\x1cc\x85d\ne\r\nf".splitlines(), b" a\x1cb c ".split(), ascii(" \x1c a\x85b\xa0c\u3000 d ".split()))

# Translating.
table = str.maketrans({"a": "A", "b": None, "c": "<c>", "d": 0xe9, "é": "e", "x": "中"})
print(ascii("abcdabcd".translate(table)), ascii("éaéb".translate(table)), ascii("xyzx".translate(table)))
print("hello".translate(str.maketrans("l", "L", "o")))

# Numbers in bases of two.
for number in (0, 1, -1, 7, 8, -8, 255, 256, 2**61, -2**62, 2**62 - 1, 2**64, True):
    print(hex(number), oct(number), bin(number))

# Left-out arguments, bound methods, built-in classes.
pop, get, append = [3, 1, 2].pop, {"k": 1}.get, [].append
print(pop(), pop(0), get("k"), get("x"), get("x", 5), append(1))
for call in (
    lambda: pop(1, 2), lambda: get(), lambda: get(1, 2, 3), lambda: append(), lambda: "a".split(1, 2, 3),
    lambda: "a".split(None, 1, 2, 3), lambda: [].pop(), lambda: {}.pop("x"), lambda: min(), lambda: max([]),
    lambda: int([]), lambda: float("x"), lambda: float(1, 2), lambda: bool(1, 2),
    lambda: list(1), lambda: list(1, 2), lambda: tuple(1, 2), lambda: tuple(3),
    lambda: range(), lambda: range(1, 2, 3, 4), lambda: type(), lambda: type(1, 2), lambda: object(1),
    lambda: (5).bit_length(1), lambda: (1.5).is_integer(2), lambda: str.upper(), lambda: str.upper(1),
    lambda: dict.get({}), lambda: list.append([]),
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
print(min(3, 1, 2), max(3, 1, 2), min("b", "a", key=ord), max(1, 2.5, True), min([4], [3, 9]), max(1, 1.0), max(1.0, 1))
print(int("12"), int(3.9), int(), float("1e3"), float(), bool([]), bool(), list("añ"), tuple("añ"), tuple([1, 2]), str(b"x"))
for number in (5, 2.5, 10**30, 5, True, 2.0):
    print(number.conjugate(), [number.__class__.__name__ for _ in range(3)])


class Number(int):
    def bit_length(self):
        return "mine"


def lengths(numbers):
    return [number.bit_length() for number in numbers]


for _ in range(3):
    print(lengths([1, 2**70, Number(3), True, 7]))


def joined(s, times):
    for k in range(times):
        s += "xy"
        s += str(k)
    return s


print(len(joined("", 500)), joined("é", 20), sum(1 for _ in zip("abc", "abcd")), list(map(str, [1, 2])))


class Counting:
    def __init__(self):
        self.calls = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.calls += 1
        if self.calls > 2:
            raise StopIteration
        return self.calls


counting = Counting()
for number in map(str, counting):
    pass
print(counting.calls)
