"""The module unicodedata: both editions of the database, by checksums over all code points and by examples."""
import unicodedata
from unicodedata import ucd_3_2_0 as old


def show(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


def checksum(texts):
    result = 1
    for text in texts:
        result = (result * 31 + sum(text.encode("utf-8", "surrogatepass"))) % 1_000_000_007
    return result


SAMPLE = [chr(code) for start in range(0, 0x110000, 0x400) for code in range(start, start + 0x400, 37 if start < 0x30000 else 499)]

print(unicodedata.unidata_version, old.unidata_version, unicodedata.UCD, len(SAMPLE))
for data in (unicodedata, old):
    for name in ("category", "bidirectional", "east_asian_width", "decomposition"):
        function = getattr(data, name)
        print(name, checksum(map(function, SAMPLE)))
    for name in ("combining", "mirrored"):
        function = getattr(data, name)
        print(name, checksum(str(function(c)) for c in SAMPLE))
    for name in ("decimal", "digit", "numeric", "name"):
        function = getattr(data, name)
        print(name, checksum(str(function(c, None)) for c in SAMPLE))
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        print(form, checksum(data.normalize(form, c) for c in SAMPLE))

for code in range(0x20, 0x2700, 0x113):
    name = unicodedata.name(chr(code), None)
    print(hex(code), name, name and unicodedata.lookup(name.lower()) == chr(code))

for name in ("numeric", "decimal", "digit", "name", "category", "bidirectional", "combining", "mirrored",
             "east_asian_width", "decomposition"):
    function = getattr(unicodedata, name)
    for argument in ("ab", 1, "", "\0"):
        show(function, argument)
show(unicodedata.name, "\0", None)
for c in "\u00bd\u0f33\U00016b60\u4e07\u2155\u00b2\u0663\u3007\U0001d7ce":
    print(ascii(c), unicodedata.numeric(c, None), unicodedata.digit(c, None), unicodedata.decimal(c, None),
          old.numeric(c, None), old.digit(c, None), old.decimal(c, None))

for name in ("foo", 3, "LATIN SMALL LETTER A", "latin small letter a", b"LATIN SMALL LETTER B", "x" * 300, "\xe9",
             "KEYCAP DIGIT ONE", "TAMIL SYLLABLE SAI", "LATIN CAPITAL LETTER GHA", "NULL", "HANGUL SYLLABLE GAG",
             "CJK UNIFIED IDEOGRAPH-4E00", "INDIAN RUPEE SIGN"):
    show(unicodedata.lookup, name)
    show(old.lookup, name)
try:
    compile(r"'\N{KEYCAP DIGIT ONE}'", "?", "eval")
except SyntaxError as error:
    print(error)

show(unicodedata.normalize, "NFX", "a")
show(unicodedata.normalize, "NFC", 1)
show(unicodedata.normalize, 1, "a")
show(unicodedata.is_normalized, "NFC", "a")
show(unicodedata.is_normalized, "NFZ", "a")
show(unicodedata.is_normalized, "NFD", "\xe9")
show(unicodedata.UCD)
for text in ("e\u0301", "\ufb01", "\u1e9b\u0323", "a\u0327\u0301", "\uac01", "\U0002f868", "\U0001f100", "\ud800"):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        print(ascii(unicodedata.normalize(form, text)), ascii(old.normalize(form, text)), unicodedata.is_normalized(form, text))
