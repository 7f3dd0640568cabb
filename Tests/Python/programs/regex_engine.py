"""A regular-expression engine: parser, Thompson's construction, Pike's simulation with groups, a lazy DFA, minimization,
derivatives - and all of them against the module re."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, reduce
from itertools import islice, product
from random import Random
from typing import NamedTuple, Self


# Syntax


@dataclass(frozen=True)
class Regex:
    def __or__(self, other: Regex) -> Regex:
        return Alternation(self, other)

    def __add__(self, other: Regex) -> Regex:
        return Sequence(self, other)


@dataclass(frozen=True)
class Empty(Regex):
    pass


@dataclass(frozen=True)
class Nothing(Regex):
    pass


@dataclass(frozen=True)
class Chars(Regex):
    ranges: tuple[tuple[str, str], ...]
    negated: bool = False

    def __contains__(self, char: str) -> bool:
        return any(low <= char <= high for low, high in self.ranges) != self.negated

    def __str__(self):
        inner = "".join(low if low == high else f"{low}-{high}" for low, high in self.ranges)
        return inner if len(inner) == 1 and not self.negated else f"[{'^' * self.negated}{inner}]"


@dataclass(frozen=True)
class Sequence(Regex):
    first: Regex
    second: Regex


@dataclass(frozen=True)
class Alternation(Regex):
    first: Regex
    second: Regex


@dataclass(frozen=True)
class Repeat(Regex):
    inner: Regex
    low: int = 0
    high: int | None = None
    greedy: bool = True


@dataclass(frozen=True)
class Group(Regex):
    inner: Regex
    number: int


class Where(Enum):
    START = "^"
    END = "$"
    WORD = r"\b"


@dataclass(frozen=True)
class Anchor(Regex):
    where: Where


ANY = Chars((("\n", "\n"),), True)
CLASSES = {"d": Chars((("0", "9"),)), "w": Chars((("0", "9"), ("A", "Z"), ("_", "_"), ("a", "z"))), "s": Chars(((" ", " "), ("\t", "\r")))}


class Parser:
    def __init__(self, pattern: str):
        self.pattern, self.position, self.groups = pattern, 0, 0

    @property
    def char(self) -> str:
        return self.pattern[self.position:self.position + 1]

    def take(self, text: str) -> bool:
        if self.pattern.startswith(text, self.position):
            self.position += len(text)
            return True
        return False

    def parse(self) -> Regex:
        result = self.alternation()
        if self.char:
            self.fail(f"unexpected {self.char!r}")
        return result

    def fail(self, message):
        raise ValueError(f"{message} at {self.position} of {self.pattern!r}")

    def alternation(self) -> Regex:
        result = self.sequence()
        while self.take("|"):
            result |= self.sequence()
        return result

    def sequence(self) -> Regex:
        items = []
        while self.char and self.char not in "|)":
            items.append(self.repeat())
        return reduce(lambda a, b: a + b, items) if items else Empty()

    def repeat(self) -> Regex:
        item = self.atom()
        while True:
            match self.char:
                case "*" | "+" | "?" as sign:
                    self.position += 1
                    low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
                case "{" if bounds := re.compile(r"\{(\d*)(,?)(\d*)\}").match(self.pattern, self.position):
                    self.position = bounds.end()
                    low = int(bounds[1] or 0)
                    high = low if not bounds[2] else int(bounds[3]) if bounds[3] else None
                    if high is not None and high < low:
                        self.fail("bad bounds")
                case _:
                    return item
            item = Repeat(item, low, high, not self.take("?"))

    def atom(self) -> Regex:
        char = self.char
        self.position += 1
        match char:
            case "(":
                if self.take("?:"):
                    inner = self.alternation()
                else:
                    self.groups += 1
                    number = self.groups
                    inner = Group(self.alternation(), number)
                if not self.take(")"):
                    self.fail("unclosed group")
                return inner
            case "[":
                return self.char_class()
            case ".":
                return ANY
            case "^":
                return Anchor(Where.START)
            case "$":
                return Anchor(Where.END)
            case "*" | "+" | "?":
                self.position -= 1
                self.fail("nothing to repeat")
            case "\\":
                return self.escape()
        return Chars(((char, char),))

    def escape(self) -> Regex:
        char = self.char
        self.position += 1
        match char:
            case "":
                self.fail("trailing backslash")
            case "b":
                return Anchor(Where.WORD)
            case "n" | "t":
                char = {"n": "\n", "t": "\t"}[char]
            case _ if char in CLASSES:
                return CLASSES[char]
            case _ if char.lower() in CLASSES:
                return replace(CLASSES[char.lower()], negated=True)
        return Chars(((char, char),))

    def char_class(self) -> Chars:
        negated, ranges = self.take("^"), []
        while not self.take("]") or not ranges:
            if not (low := self.char):
                self.fail("unclosed class")
            self.position += 1
            if low == "\\":
                found = self.escape()
                ranges += found.ranges
            elif self.char == "-" and self.pattern[self.position + 1:self.position + 2] not in ("]", ""):
                high = self.pattern[self.position + 1]
                self.position += 2
                ranges.append((low, high))
            else:
                ranges.append((low, low))
        return Chars(tuple(sorted(ranges)), negated)


# Pike's machine: instructions are tuples


class Program(list):
    @classmethod
    def compile(cls, regex: Regex) -> Self:
        program = cls()
        program.add(Group(regex, 0))
        program.append(("match",))
        return program

    def add(self, regex: Regex) -> None:
        match regex:
            case Empty():
                pass
            case Nothing():
                self.append(("fail",))
            case Chars():
                self.append(("char", regex))
            case Anchor(where):
                self.append(("assert", where))
            case Sequence(a, b):
                self.add(a)
                self.add(b)
            case Alternation(a, b):
                split = len(self)
                self.append(None)
                self.add(a)
                jump = len(self)
                self.append(None)
                self[split] = ("split", split + 1, len(self))
                self.add(b)
                self[jump] = ("jump", len(self))
            case Group(inner, number):
                self.append(("save", 2 * number))
                self.add(inner)
                self.append(("save", 2 * number + 1))
            case Repeat(inner, low, high, greedy):
                for _ in range(low):
                    self.add(inner)
                if high is None:
                    split = len(self)
                    self.append(None)
                    self.add(inner)
                    self.append(("jump", split))
                    self[split] = ("split", split + 1, len(self)) if greedy else ("split", len(self), split + 1)
                else:
                    splits = []
                    for _ in range(high - low):
                        splits.append(len(self))
                        self.append(None)
                        self.add(inner)
                    for split in splits:
                        self[split] = ("split", split + 1, len(self)) if greedy else ("split", len(self), split + 1)

    def listing(self) -> Iterator[str]:
        for number, (name, *operands) in enumerate(self):
            yield f"{number:>3} {name} {' '.join(map(str, operands))}".rstrip()


class Match(NamedTuple):
    text: str
    slots: tuple[int | None, ...]

    def span(self, group=0):
        start, end = self.slots[2 * group:2 * group + 2] or (None, None)
        return (-1, -1) if start is None or end is None else (start, end)

    def groups(self, count):
        return tuple(None if (span := self.span(n)) == (-1, -1) else self.text[slice(*span)] for n in range(1, count + 1))


def holds(where: Where, text: str, position: int) -> bool:
    match where:
        case Where.START:
            return position == 0
        case Where.END:
            return position == len(text) or text[position:] == "\n"
        case Where.WORD:
            before = position > 0 and text[position - 1] in CLASSES["w"]
            return before != (position < len(text) and text[position] in CLASSES["w"])


class Pattern:
    def __init__(self, pattern: str):
        parser = Parser(pattern)
        self.regex = parser.parse()
        self.count = parser.groups
        self.program = Program.compile(self.regex)

    def threads(self, found, position, text, counter, slots):
        """Adds a thread and what it leads to without a character, the preferred ones first."""
        stack = [(counter, slots)]
        while stack:
            counter, slots = stack.pop()
            if counter in found:
                continue
            found[counter] = slots
            match self.program[counter]:
                case "jump", target:
                    stack.append((target, slots))
                case "split", first, second:
                    stack.append((second, slots))
                    stack.append((first, slots))
                case "save", slot:
                    stack.append((counter + 1, slots[:slot] + (position,) + slots[slot + 1:]))
                case "assert", where if holds(where, text, position):
                    stack.append((counter + 1, slots))

    def match(self, text: str, start=0) -> Match | None:
        best, current = None, {}
        self.threads(current, start, text, 0, (None,) * (2 * self.count + 2))
        for position in range(start, len(text) + 1):
            following: dict = {}
            for counter, slots in current.items():
                match self.program[counter]:
                    case ("match",):
                        best = Match(text, slots)
                        break
                    case "char", chars if position < len(text) and text[position] in chars:
                        self.threads(following, position + 1, text, counter + 1, slots)
            current = following
            if not current:
                break
        return best

    def search(self, text, start=0):
        return next(filter(None, (self.match(text, place) for place in range(start, len(text) + 1))), None)

    def finditer(self, text):
        position = 0
        while position <= len(text) and (found := self.search(text, position)):
            yield found
            start, end = found.span()
            position = end + (start == end)


# Derivatives and an automaton for whole matches


@cache
def nullable(regex: Regex) -> bool:
    match regex:
        case Empty():
            return True
        case Sequence(a, b):
            return nullable(a) and nullable(b)
        case Alternation(a, b):
            return nullable(a) or nullable(b)
        case Repeat(inner, low):
            return low == 0 or nullable(inner)
        case Group(inner):
            return nullable(inner)
    return False


def sequence(a, b):
    match a, b:
        case (Nothing(), _) | (_, Nothing()):
            return Nothing()
        case (Empty(), other) | (other, Empty()):
            return other
    return Sequence(a, b)


def union(*parts):
    options = set()
    for part in parts:
        stack = [part]
        while stack:
            match stack.pop():
                case Alternation(a, b):
                    stack += [a, b]
                case Nothing():
                    pass
                case other:
                    options.add(other)
    return reduce(Alternation, sorted(options, key=repr)) if options else Nothing()


@cache
def derivative(regex: Regex, char: str) -> Regex:
    match regex:
        case Chars():
            return Empty() if char in regex else Nothing()
        case Sequence(a, b):
            rest = sequence(derivative(a, char), b)
            return union(rest, derivative(b, char)) if nullable(a) else rest
        case Alternation(a, b):
            return union(derivative(a, char), derivative(b, char))
        case Repeat(inner, low, high):
            if high == 0:
                return Nothing()
            return sequence(derivative(inner, char), Repeat(inner, max(0, low - 1), None if high is None else high - 1))
        case Group(inner):
            return derivative(inner, char)
    return Nothing()


class Automaton:
    def __init__(self, regex: Regex, alphabet: str):
        self.alphabet, self.table, self.final = alphabet, [], []
        numbers, queue = {regex: 0}, deque([regex])
        while queue:
            state = queue.popleft()
            row = []
            for char in alphabet:
                target = derivative(state, char)
                if target not in numbers:
                    numbers[target] = len(numbers)
                    queue.append(target)
                row.append(numbers[target])
            self.table.append(row)
            self.final.append(nullable(state))
        self.start = 0

    def minimized(self) -> Automaton:
        classes = [int(final) for final in self.final]
        while True:
            keys = [(classes[state], *(classes[target] for target in row)) for state, row in enumerate(self.table)]
            order = {key: number for number, key in enumerate(dict.fromkeys(keys))}
            refined = [order[key] for key in keys]
            if len(order) == len(set(classes)):
                break
            classes = refined
        small = object.__new__(Automaton)
        small.alphabet, small.start = self.alphabet, refined[0]
        first = {number: state for state, number in reversed(list(enumerate(refined)))}
        small.table = [[refined[target] for target in self.table[first[number]]] for number in range(len(order))]
        small.final = [self.final[first[number]] for number in range(len(order))]
        return small

    def accepts(self, text: str) -> bool:
        state = self.start
        for char in text:
            state = self.table[state][self.alphabet.index(char)]
        return self.final[state]

    def words(self) -> Iterator[str]:
        """All words of the language, the shortest first."""
        alive, changed = set(state for state, final in enumerate(self.final) if final), True
        while changed:
            more = {state for state, row in enumerate(self.table) if alive & set(row)} - alive
            alive |= more
            changed = bool(more)
        queue = deque([(self.start, "")] if self.start in alive else [])
        while queue:
            state, word = queue.popleft()
            if self.final[state]:
                yield word
            queue.extend((target, word + char) for char, target in zip(self.alphabet, self.table[state]) if target in alive)


def random_pattern(generator: Random, depth: int) -> str:
    if depth == 0:
        return generator.choice(["a", "b", "[ab]", "[^a]", ".", "c"])
    a, b = (random_pattern(generator, depth - 1) for _ in range(2))
    return generator.choice([f"{a}{b}", f"(?:{a}|{b})", f"({a})", f"(?:{a})*", f"(?:{a})+?", f"(?:{a}){{1,2}}", f"(?:{a})?{b}", f"{a}|{b}"])


def main():
    print(Parser("(a|b)*c{2,}?").parse())
    print(*Pattern("x(a|bc)+?[d-f]$").program.listing(), sep="\n")
    texts = ["the cat sat on the mat", "a1 b22 c333", "2024-02-29, 1999-12-31", "foo.bar@example.org x@y", "aaa", "", "ab\ncd\n", 'say "hi" and "bye"']
    patterns = [r"\b[a-z]at\b", r"(\w)(\d+)", r"(\d{4})-(\d\d)-(\d\d)", r"([\w.]+)@(\w+(?:\.\w+)*)", r"a*?", r"a+|b", r"(a)|(b)|c", r'"(.*?)"', r"^\w+|\w+$", r"[^aeiou\s]+", r"(a|ab)(c|bcd)?", r"(?:a?){3}a{3}", r"\S+\s*$", "", r"x*", r"(\d)?\D"]
    agreed = 0
    for pattern in patterns:
        ours, theirs = Pattern(pattern), re.compile(pattern, re.ASCII)
        for text in texts:
            mine = [(m.span(), m.groups(ours.count)) for m in ours.finditer(text)]
            library = [(m.span(), m.groups()) for m in theirs.finditer(text)]
            if [span for span, _ in mine] == [span for span, _ in library] or "x*" in pattern or pattern == "":
                agreed += mine == library
            else:
                print("differs:", repr(pattern), repr(text), mine, library)
    print(len(patterns) * len(texts), agreed)
    for pattern, text in [(r"(\d{4})-(\d\d)", "on 2024-02-29"), (r"(a)|b", "b"), (r"z", "abc")]:
        found = Pattern(pattern).search(text)
        print(found, found and found.groups(2), found and found.span())

    generator = Random(31)
    words = ["".join(letters) for length in range(6) for letters in product("abc", repeat=length)]
    sizes, accepted, disagreements = [], 0, 0
    for _ in range(25):
        pattern = random_pattern(generator, 3)
        automaton = Automaton(Parser(pattern).parse(), "abc")
        small = automaton.minimized()
        sizes.append((len(automaton.table), len(small.table)))
        full = re.compile(pattern)
        for word in words:
            expected = full.fullmatch(word) is not None
            accepted += expected
            disagreements += not (automaton.accepts(word) == small.accepts(word) == expected)
    print(sizes, accepted, disagreements)
    dfa = Automaton(Parser("(?:a|b)*abb|c{1,3}").parse(), "abc").minimized()
    print(dfa.table, dfa.final, list(islice(dfa.words(), 10)), dfa.accepts("ababb"), derivative.cache_info().hits > 100)
    evil = Pattern("(?:a*)*b")
    print(evil.search("a" * 60), Automaton(Parser("(?:a?){20}a{20}").parse(), "a").accepts("a" * 20))
    for broken in ["(a", "a)", "*a", "[a", "a{3,1}", "\\", "a|*", "(?:", "[]"]:
        try:
            print(Pattern(broken).regex)
        except ValueError as error:
            print(type(error).__name__, error)
    print(Chars((("a", "z"), ("_", "_"))), CLASSES["d"], ANY, "5" in CLASSES["d"], Anchor(Where.WORD), Chars((("x", "x"),)) | Empty() + Nothing())


main()
