"""Matches random patterns against random strings and prints all that `re` says of them.

    fuzz_regular_expressions.py SEED COUNT                       prints
    fuzz_regular_expressions.py SEED COUNT --compare COMMAND …   runs this under each command and tells where they differ

Patterns of any feature are nested as the generator happens to; those that `re` refuses count too.
"""
import sys


class Random:
    def __init__(self, seed):
        self.state = seed * 2862933555777941757 + 3037000493

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def choose(self, items):
        return items[self.below(len(items))]


LETTERS = ["a", "b", "c", "a", "b", "A", "B", "k", "K", "s", "1", "2", " ", "_", "-", "\n"]
WIDE = ["é", "É", "ß", "µ", "ÿ", "K", "ſ", "σ", "ς", "Σ", "И", "и", "٣", "\u2028", "\u3000", "😀", "𐐀", "𐐨", "İ", "ı", "ǅ"]
CLASSES = [r"\w", r"\W", r"\d", r"\D", r"\s", r"\S"]
SETS = ["[ab]", "[^a]", "[^ab]", "[a-c]", "[a-zA-Z]", r"[\w-]", r"[^\s\d]", r"[\W_]", "[b-]", "[]a]", "[^]]", r"[\s\S]",
        r"[^\w\W]", "[0-9a-f]", "[A-Z]", "[k-s]"]
WIDE_SETS = ["[à-ÿ]", "[а-я]", "[^а-я]", "[α-ω]", "[😀-😎a]", "[\U00010400-\U0001044f]", r"[\dИ]", "[KÉ]", "[^K]",
             "[a-\u3000]", "[ĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢ]"]
POSITIONS = ["^", "$", r"\A", r"\Z", r"\b", r"\B", r"\z"]
COUNTS = ["*", "+", "?", "{2}", "{1,2}", "{,2}", "{2,}", "{0}", "{1}", "{3,5}"]


class Patterns:
    def __init__(self, random, is_wide):
        self.random, self.is_wide = random, is_wide

    def pattern(self):
        self.groups, self.open, self.names = 0, [], []
        return self.alternatives(3)

    def alternatives(self, depth):
        count = self.random.choose([1, 1, 1, 2, 2, 3]) if depth else 1
        return "|".join(self.sequence(depth) for _ in range(count))

    def sequence(self, depth):
        return "".join(self.item(depth) for _ in range(self.random.choose([0, 1, 1, 2, 2, 3, 4])))

    def item(self, depth):
        part = self.atom(depth)
        if self.random.below(5) < 2 and part not in POSITIONS:
            part += self.random.choose(COUNTS) + self.random.choose(["", "", "", "?", "+"])
        return part

    def letter(self):
        if self.is_wide and self.random.below(3) == 0:
            return self.random.choose(WIDE)
        return self.random.choose(LETTERS)

    def atom(self, depth):
        kind = self.random.below(20)
        if kind < 7 or depth == 0 and kind > 12:
            return self.letter()
        if kind == 7:
            return "."
        if kind == 8:
            return self.random.choose(CLASSES)
        if kind in (9, 10):
            return self.random.choose(WIDE_SETS if self.is_wide and self.random.below(2) else SETS)
        if kind == 11:
            return self.random.choose(POSITIONS)
        if kind == 12:
            closed = [group for group in range(1, self.groups + 1) if group not in self.open]
            return rf"(?:\{self.random.choose(closed)})" if closed else self.letter()
        if kind == 13:
            return "(?:" + self.alternatives(depth - 1) + ")"
        if kind in (14, 15):
            return self.group(depth)
        if kind == 16:
            return self.random.choose(["(?=", "(?!"]) + self.alternatives(depth - 1) + ")"
        if kind == 17:
            return self.random.choose(["(?<=", "(?<!"]) + self.letters() + ")"
        if kind == 18:
            return self.random.choose(["(?>", "(?i:", "(?s:", "(?m:", "(?-i:", "(?a:"]) + self.alternatives(depth - 1) + ")"
        closed = [group for group in range(1, self.groups + 1) if group not in self.open]
        if not closed:
            return self.letter()
        return f"(?({self.random.choose(closed)}){self.sequence(depth - 1)}|{self.sequence(depth - 1)})"

    def letters(self):
        return "".join(self.random.choose([self.letter, lambda: ".", lambda: r"\w", lambda: "[ab]"])()
                       for _ in range(1 + self.random.below(2)))

    def group(self, depth):
        self.groups += 1
        number = self.groups
        self.open.append(number)
        name = f"?P<g{number}>" if self.random.below(3) == 0 else ""
        body = self.alternatives(depth - 1)
        self.open.remove(number)
        return f"({name}{body})"


def show(function):
    try:
        return repr(function())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def describe(match):
    return match and (match.regs, match.lastindex, match.lastgroup)


def run(seed, count):
    import re
    random = Random(seed)
    for number in range(count):
        is_wide = random.below(2) == 1
        generator = Patterns(random, is_wide)
        source = generator.pattern()
        flags = random.choose([0, 0, 0, re.I, re.I, re.M, re.S, re.I | re.A, re.A, re.I | re.M | re.S])
        is_bytes = not is_wide and random.below(4) == 0
        if is_bytes:
            source = source.encode()
            flags = random.choose([0, re.I, re.L, re.I | re.L, re.M])
        print(number, ascii(source), int(flags))
        try:
            pattern = re.compile(source, flags)
        except Exception as error:
            print("  ", type(error).__name__, ascii(str(error)))
            continue
        for _ in range(4):
            text = "".join(generator.letter() for _ in range(random.below(13)))
            if is_bytes:
                text = text.encode()
            start, end = random.below(5), random.below(14)
            results = [
                show(lambda: describe(pattern.match(text))),
                show(lambda: describe(pattern.fullmatch(text))),
                show(lambda: [describe(match) for match in pattern.finditer(text)]),
                show(lambda: pattern.findall(text, start, end)),
                show(lambda: describe(pattern.search(text, start, end))),
                show(lambda: describe(pattern.fullmatch(text, start, end))),
                show(lambda: pattern.split(text, random.below(3))),
                show(lambda: pattern.subn(b"<\\g<0>>" if is_bytes else "<\\g<0>>", text)),
                show(lambda: pattern.sub(lambda match: match.group() * 2, text, random.below(3))),
            ]
            if pattern.groups:
                results.append(show(lambda: pattern.sub(b"\\1!" if is_bytes else "\\1!", text)))
            print("  ", ascii(text), start, end)
            for result in results:
                print("    ", ascii(result))


def compare(seed, count, commands):
    import subprocess
    outputs = []
    for command in commands:
        result = subprocess.run([*command.split(), __file__, str(seed), str(count)], capture_output=True, text=True)
        outputs.append((result.stdout + result.stderr).splitlines())
    first, second = outputs
    differing = 0
    for line in range(max(map(len, outputs))):
        a, b = (output[line] if line < len(output) else "(nothing)" for output in outputs)
        if a == b:
            continue
        differing += 1
        if differing <= 10:
            above = [row for row in first[:line] if row[:1] != " "][-1:]
            print(*above, "  " + a, "  " + b, sep="\n")
    print(f"seed {seed}: {len(first)} lines, {differing} differ")
    return differing


if __name__ == "__main__":
    if len(sys.argv) > 3:
        sys.exit(compare(int(sys.argv[1]), int(sys.argv[2]), sys.argv[4:]) != 0)
    run(int(sys.argv[1]), int(sys.argv[2]))
