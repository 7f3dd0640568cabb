"""Text scanning: tokens of a program, substring search and edit distances.

Search by Knuth, Morris and Pratt (SIAM Journal on Computing 6:2, 1977), distances by Wagner and Fischer (JACM
21:1, 1974). Exercises indexing and comparing characters, text methods, slices and dicts of tables.
"""

SCALE = 6_000
EXPECTED = (66000, 108000, 18000, 1067970, 504, 148)

SOURCE = '''
def area(width, height = 10.5):  # of a rectangle
    total = width * height - 0x1F
    if total >= 100 and name != "wide \\" one":
        return [total, 'x', area(width // 2)]
'''
KEYWORDS = {"def", "if", "return", "and", "else", "while"}
PAIRS = {"==", "!=", ">=", "<=", "//", "**", "->"}


def tokens(text):
    at = 0
    while at < len(text):
        start = at
        character = text[at]
        if character.isspace():
            at += 1
            continue
        if character == "#":
            while at < len(text) and text[at] != "\n":
                at += 1
            continue
        if character.isalpha() or character == "_":
            while at < len(text) and (text[at].isalnum() or text[at] == "_"):
                at += 1
            kind = "keyword" if text[start:at] in KEYWORDS else "name"
        elif character.isdigit():
            while at < len(text) and (text[at].isalnum() or text[at] == "."):
                at += 1
            kind = "number"
        elif character in "'\"":
            at += 1
            while text[at] != character:
                at += 2 if text[at] == "\\" else 1
            at += 1
            kind = "text"
        else:
            at += 2 if text[at : at + 2] in PAIRS else 1
            kind = "operator"
        yield kind, text[start:at]


def occurrences(pattern, text):
    """Where the pattern starts in the text, overlaps included."""
    fallback = [0] * len(pattern)
    matched = 0
    for i in range(1, len(pattern)):
        while matched and pattern[i] != pattern[matched]:
            matched = fallback[matched - 1]
        if pattern[i] == pattern[matched]:
            matched += 1
        fallback[i] = matched
    found = []
    matched = 0
    for i, character in enumerate(text):
        while matched and (matched == len(pattern) or character != pattern[matched]):
            matched = fallback[matched - 1]
        if character == pattern[matched]:
            matched += 1
        if matched == len(pattern):
            found.append(i - matched + 1)
    return found


def distance(a, b):
    """The fewest insertions, deletions and replacements that make one text of the other."""
    previous = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        current = [i]
        for j, right in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (left != right)))
        previous = current
    return previous[-1]


def run(scale):
    text = SOURCE * scale
    kinds = {}
    names = {}
    for kind, token in tokens(text):
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "name":
            names[token] = names.get(token, 0) + 1
    found = occurrences("total", text)
    assert found[0] == text.find("total") and len(found) == text.count("total")
    words = sorted(names) + sorted(KEYWORDS)
    distances = sum(distance(a, b) for a in words for b in words)
    return kinds["name"], kinds["operator"], len(found), found[-1], distances, distance(SOURCE, SOURCE[::-1])


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
