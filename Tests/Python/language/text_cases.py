"""Letter cases and classes of code points, summed up, and words whose cases depend on their neighbours."""


def checksum(values):
    total = 0
    for value in values:
        total = (total * 31 + value) % 1000000007
    return total


# The blocks that have cases, and samples of all others.
blocks = [(0, 0x600, 1), (0x1000, 0x2200, 1), (0x2C00, 0x2E00, 1), (0xA640, 0xABC0, 1), (0xFB00, 0xFB20, 1)]
blocks += [(0x10400, 0x105C0, 1), (0x118A0, 0x118E0, 1), (0x16E40, 0x16E80, 1), (0x1E900, 0x1E950, 1)]
blocks += [(0x600, 0x20000, 23), (0x20000, 0x110000, 997)]
points = [chr(code) for first, last, step in blocks for code in range(first, last, step)]
print(checksum(ord(mapped) for c in points for mapped in c.upper()))
print(checksum(ord(mapped) for c in points for mapped in c.lower()))
print(checksum(ord(mapped) for c in points for mapped in c.title()))
print(checksum(ord(mapped) for c in points for mapped in c.casefold()))
print(checksum(ord(mapped) for c in points for mapped in c.swapcase()))
print(checksum(c.isalpha() + 2 * c.isdecimal() + 4 * c.isdigit() + 8 * c.isnumeric() + 16 * c.isspace() for c in points))
print(checksum(c.islower() + 2 * c.isupper() + 4 * c.istitle() + 8 * c.isalnum() + 16 * c.isprintable() for c in points))
print(checksum(c.isidentifier() + 2 * ("a" + c).isidentifier() for c in points))
words = ["ΑΣ", "ΑΣ Β", "Σ", "ΑΣ\u0301", "A\u00adΣ", "ΣΑ", "ΑΣΑ", "aΣ.b", "İ", "straße", "ﬁn", "ǅungla", "ŉa", "ΐ", "ß", "ʼn", "1a 2B", "they're"]
for word in words:
    print([ascii(w) for w in (word.upper(), word.lower(), word.title(), word.capitalize(), word.swapcase(), word.casefold())])
for word in ["Ab Cd", "AB", "ab", "Ab cD", "ǅ", "ǅa", "aǅ", "1", "", "A1b", "ß", "ͅ"]:
    print(ascii(word), word.islower(), word.isupper(), word.istitle(), word.isalnum())
print(len("ß" * 1000) * 2 == len(("ß" * 1000).upper()), ("é" * 50).upper() == "É" * 50, ("ÿ" * 3).upper() == "Ÿ" * 3)
