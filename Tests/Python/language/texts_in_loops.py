"""Characters, counts and equality of texts in loops that were compiled for plain ones, and then meet others."""


class Shouting(str):
    def __len__(self):
        return 3

    def __getitem__(self, index):
        return str.__getitem__(self, index).upper()

    def __eq__(self, other):
        return "equal" if str.__eq__(self, other) is True else ""

    def __ne__(self, other):
        return "unequal" if str.__ne__(self, other) is True else ""

    __hash__ = str.__hash__


class Row(list):
    def __len__(self):
        return 7


def characters(text, places):
    found = []
    for place in places:
        try:
            found.append(text[place])
        except (IndexError, TypeError) as error:
            found.append(str(error))
    return found


def occurrences(text, wanted):
    count = unlike = 0
    for i in range(len(text)):
        if text[i] == wanted:
            count += 1
        if text[i] != wanted:
            unlike += 1
    return count, unlike


def equal(texts, other):
    return [text == other for text in texts], [text != other for text in texts], [1 if text == other else 0 for text in texts]


def counts(containers):
    total = 0
    for container in containers:
        total += len(container)
    return total


def buffered(count):
    text = ""
    seen = []
    for i in range(count):
        text += chr(97 + i % 26)
        seen.append(text[-1] == text[i] and len(text) == i + 1)
    return all(seen), text[3], text == "abcdefghijklmnopqrstuvwxyz" * (count // 26), text[:3] == "abc"


plain = "the quick brown fox"
for i in range(3000):
    characters(plain, (0, 5, -1, 18, -19))
    occurrences(plain, "o")
    equal(("fox", "o", "the", plain, "quick"), "fox")
    counts((plain, "", [1, 2], (3,), {4: 5}, {6, 7}, b"bytes", range(3)))
print(characters(plain, (0, 5, -1, 18, -19)), occurrences(plain, "o"), equal(("fox", "o", "f" + "ox"[:2]), "fox"))
print(characters(plain, (19, -20, 10**30, "0", None, True, 1.5)))
for text in ("é", "naïve café", "Ωmega", "x\u20acy", "a\U0001f600b", "", "\x00\xff", Shouting("quiet")):
    print(ascii(characters(text, range(-3, 3))), occurrences(text, "é"), occurrences(text, "a"), len(text))
for other in ("é", "\u20ac", "\U0001f600", "e", "", "ab", "\xff", 1, None, b"e", Shouting("e"), ["e"]):
    print(ascii(other), equal(("é", "\u20ac", "\U0001f600", "e", "", "ab", "ba", "\xff", Shouting("e"), Shouting("f")), other))
print(equal((1, None, [], "x"), "x"), equal(("x", 2.5), 2.5))
print(counts((Shouting("a"), Row([1]), "bc", {}, frozenset((1,)), bytearray(3), memoryview(b"four"))))
try:
    counts(("a", 5))
except TypeError as error:
    print(error)
print(buffered(26 * 40))
