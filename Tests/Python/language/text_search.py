"""Searching and splitting text of every width, compared with definitions by slices."""
state = 2463534242


def below(limit):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % limit


def find(text, part, start=0):
    for i in range(start, len(text) - len(part) + 1):
        if text[i : i + len(part)] == part:
            return i
    return -1


def count(text, part):
    found, at = 0, find(text, part)
    while at >= 0:
        found += 1
        at = find(text, part, at + len(part))
    return found


def split(text, part):
    pieces, at = [], 0
    while (following := find(text, part, at)) >= 0:
        pieces.append(text[at:following])
        at = following + len(part)
    return pieces + [text[at:]]


for alphabet in ("ab", "aé", "a€b", "a\U0001f600é"):
    total = 0
    for _ in range(150):
        text = "".join(alphabet[below(len(alphabet))] for _ in range(below(60)))
        part = "".join(alphabet[below(len(alphabet))] for _ in range(1 + below(4)))
        assert text.find(part) == find(text, part)
        assert text.rfind(part) == max([i for i in range(len(text)) if text[i : i + len(part)] == part], default=-1)
        assert text.count(part) == count(text, part)
        assert text.split(part) == split(text, part)
        assert text.replace(part, "X€") == "X€".join(split(text, part))
        assert part.join(text.split(part)) == text
        assert (part in text) == (find(text, part) >= 0)
        assert text.partition(part)[0] == split(text, part)[0]
        assert text.startswith(part) == (text[: len(part)] == part) and text.endswith(part) == (text[-len(part) :] == part)
        assert "".join(sorted(text)) == "".join(c * text.count(c) for c in sorted(set(text)))
        assert text.encode().decode() == text and text.encode("utf-16").decode("utf-16") == text
        assert (text < part) == ([ord(c) for c in text] < [ord(c) for c in part])
        assert text.strip(part[0]) == text.lstrip(part[0]).rstrip(part[0])
        total += len(text.split(part)) + text.find(part)
    print(ascii(alphabet), total)
long = "ab" * 5000 + "c" + "ab" * 5000
print(long.find("c"), long.rfind("ba"), long.find("abc"), long.find("bab" * 100 + "c"), long.count("ab"))
print(long.count("aba"), len(long.split("c")), long.index("cab"), "x" in long, len(long.replace("ab", "a")))
print(("a" * 1000 + "b").find("a" * 500 + "b"), ("ab" * 1000).rfind("ab" * 3, 0, 100), "é" * 1000 in "é" * 999)
print(("€" + "a" * 100).find("a"), ("a" * 100 + "€").rfind("€"))
