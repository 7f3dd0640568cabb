"""How text is shown: quotes, escapes, printability and every width of storage."""

samples = [
    "", "plain", "it's", 'say "hi"', "both ' and \"", "tab\tnewline\nreturn\r", "back\\slash", "\0\x01\x1f\x7f", "é",
    "\x80\x9f\xa0\xad",
]
samples += [
    "\u0100\u200b\u2028\ufeff", "\ud800", "\uffff", "\U0001f600", "\U0010ffff", "\U000e0001", "mixed é€\U0001f600",
    "日本語", "\u0301", "\u00ad",
]
for sample in samples:
    print(repr(sample), ascii(sample), len(sample), [hex(ord(c)) for c in sample][:4])
print("\a\b\f\v" == "\x07\x08\x0c\x0b", "\101\x41\u0041\U00000041\N{LATIN CAPITAL LETTER A}", "\N{EURO SIGN}", r"\n", "a\
b", """triple
line""", '''it's''', r'\'' + "|")
print(repr("a" + "é"), repr("a" + "€"), repr("a" + "\U0001f600"), "é" + "€" == "é€", ("a\U0001f600")[0] == "a")
print("€a"[1:] == "a", len("a" * 3 + "\U0001f600"))
narrow = ("x\U0001f600")[:1]
print(narrow == "x", hash(narrow) == hash("x"), {narrow: 1}["x"], narrow.isascii(), "é€"[:1] == "é")
print(hash("é€"[:1]) == hash("é"))
print([str(x) for x in (None, True, 1, 1.5, "t", b"b", [1, "a"], ("t",), {"k": "v"}, {1}, int, len)])
print(repr(b"bytes \x00\xff'\""), repr(bytearray(b"x\n")), str(b"x", "ascii"), str(b"\xff", "latin-1"))
print(str(b"\xc3\xa9", "utf-8"), str(object=5))
text = ""
for i in range(1000):
    text += chr(97 + i % 26)
    if i == 500:
        kept = text
        text += "é"
    if i == 900:
        text += "\U0001f600"
print(len(text), len(kept), text[498:504], text[-3:], kept[-3:], text.count("z"), text.isascii(), kept.isascii())
parts = [text[i : i + 100] for i in range(0, len(text), 100)]
print(len(parts), "".join(parts) == text, parts[5][0:3], max(parts) > min(parts))
