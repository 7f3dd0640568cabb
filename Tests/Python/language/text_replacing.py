"""`replace`, `count` and `find` beside the plainest way to do them, in every width and near every end."""


def plain_find(text, part, start=0):
    for place in range(start, len(text) - len(part) + 1):
        if text[place : place + len(part)] == part:
            return place
    return -1


def plain_replace(text, old, new, limit):
    result, place = text[:0], 0
    while limit != 0 and (found := plain_find(text, old, place)) >= 0:
        result += text[place:found] + new
        place = found + len(old)
        limit -= 1
    return result + text[place:]


state = 12345


def pick(count):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % count


failures = checks = 0
for letters in ("ab", "abé", "ab–", "ab\U0001f40d"):
    for _ in range(400):
        text = "".join(letters[pick(len(letters))] for _ in range(pick(40)))
        old = "".join(letters[pick(len(letters))] for _ in range(1 + pick(4)))
        new = ("", "x", "é", "long – one", "ab")[pick(5)]
        limit = (-1, -1, 1, 2, 0)[pick(5)]
        for kind in (str, lambda s: s.encode(), lambda s: bytearray(s.encode())):
            whole, part, other = kind(text), kind(old), kind(new)
            checks += 1
            if (
                whole.replace(part, other, limit) != plain_replace(whole, part, other, limit)
                or whole.find(part) != plain_find(whole, part)
                or whole.count(part) != (len(whole) - len(whole.replace(part, part[:0]))) // len(part)
                or part.join(whole.split(part)) != whole
                or part.join(whole.rsplit(part, 2)) != whole
            ):
                failures += 1
                print(repr(whole), repr(part), repr(other), limit)
print(checks, failures)
print(["a" * n + "b" for n in range(3)], [("a" * n + "b").replace("b", "") for n in range(3)])
print("abc".replace("b", "é"), "aébé".replace("é", "e").isascii(), "".replace("", "x"), "ab".replace("", "-", 2))
print("a,b,,c".split(","), "a,b,,c".split(",", 1), "a b  c".split(), "a,b".split(sep=","), "a b c".rsplit(maxsplit=1))
for call in (lambda: "a".split(1), lambda: "a".split(""), lambda: "a".split(",", "x"), lambda: "a".split(x=1)):
    try:
        call()
    except (TypeError, ValueError) as error:
        print(error)
