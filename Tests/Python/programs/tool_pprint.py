"""pprint, reprlib and textwrap: how structures and paragraphs are laid out."""

import collections
import dataclasses
import enum
import pprint
import reprlib
import string
import textwrap
import types
from fractions import Fraction


@dataclasses.dataclass
class Part:
    name: str
    size: int = 3
    parts: list = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=0, repr=False)


class Shade(enum.Enum):
    DARK = 1


class Opaque:
    def __repr__(self):
        return "<opaque\nobject>"


DATA = {
    "numbers": list(range(30)),
    "text": "The quick brown fox jumps over the lazy dog, and then it sleeps for a very long time under the tree. " * 2,
    "bytes": b"some bytes that are long enough to be wrapped \x00\xff" * 2,
    "nested": {"b": {"c": {"d": {"e": [1, (2, {3: {4}})]}}}, "a": set(range(20)), 3: frozenset({Fraction(1, 2)})},
    ("tuple", 1): (), "single": (1,), "parts": [Part("a"), Part("b", 10**20, [Part("inner", parts=["x" * 30, "y" * 40])])],
    "counter": collections.Counter("mississippi"), "ordered": collections.OrderedDict.fromkeys("abc" * 10, "value" * 5),
    "default": collections.defaultdict(list, {"key" * 5: ["value" * 6] * 2}), "deque": collections.deque(range(40), maxlen=50),
    "chain": collections.ChainMap({"one" * 10: 1}, {"two" * 10: 2}, {"three" * 10: 3}), "space": types.SimpleNamespace(alpha="a" * 40, beta=["b" * 40]),
    "shade": Shade.DARK, "opaque": Opaque(), "proxy": types.MappingProxyType({"k" * 30: "v" * 30, "l": 2}), "user": collections.UserDict({"u": [1, 2]}),
}

pprint.pprint(DATA)
pprint.pprint(DATA["nested"], width=30, indent=4)
pprint.pprint(DATA["nested"], depth=2)
pprint.pprint(list(range(50)), compact=True, width=40)
pprint.pprint({"z": 1, "a": 2, "m": {"q": 1, "b": 2}}, sort_dicts=False, width=20)
pprint.pp({"z": 1, "a": 2})
pprint.pprint(123456789012345, underscore_numbers=True)
print(pprint.pformat("short"), pprint.saferepr({"b": [1, {}], "a": ()}), pprint.isreadable(DATA), pprint.isreadable([1, "x"]))
loop = [1, 2]
loop.append({"loop": loop})
print(pprint.isrecursive(loop), pprint.pformat(loop).replace(str(id(loop)), "ID"))
pprint.pprint({None: 1, 2: "two", "three": 3, (4,): 4.0, Shade.DARK: 5})
pprint.pprint(["a b c " * 20, "no_spaces_at_all" * 6, "line one\nline two\r\nline three" * 3], width=50)


class Upper(pprint.PrettyPrinter):
    def format(self, value, context, maxlevels, level):
        if isinstance(value, str):
            return value.upper(), True, False
        return super().format(value, context, maxlevels, level)


Upper(width=40).pprint(["mixed", {"Case": "Words"}, 5])

short = reprlib.Repr(maxlist=3, maxstring=20, maxdict=2, maxlevel=2, maxother=15, indent=None)
for value in [list(range(10)), "x" * 50, {n: n for n in range(5)}, [[[[1]]]], 10**60, tuple(range(10)), set(range(9)), collections.deque(range(9)), Opaque(), frozenset(), {}, range(100)]:
    print(short.repr(value), "|", reprlib.repr(value))
print(reprlib.Repr(indent="  ", maxlist=2).repr([1, {"a": [2, 3, 4]}, 5]))


class Node:
    def __init__(self, *children):
        self.children = list(children)

    @reprlib.recursive_repr("<loop>")
    def __repr__(self):
        return f"Node({', '.join(map(repr, self.children))})"


node = Node(1, Node(2))
node.children.append(node)
print(node)

TEXT = """  It was the best of times, it was the worst of times -- an age of wisdom/foolishness.  Hyphenated-words-are-broken,
\tas are tabs.\n\n  A superlongwordthatdoesnotfitanywhereatallintheline ends here. """
for options in [{"width": 30}, {"width": 25, "initial_indent": "* ", "subsequent_indent": "  "}, {"width": 20, "break_long_words": False},
                {"width": 20, "break_on_hyphens": False}, {"width": 40, "fix_sentence_endings": True}, {"width": 30, "max_lines": 3, "placeholder": " ..."},
                {"width": 40, "replace_whitespace": False, "drop_whitespace": False}, {"width": 35, "expand_tabs": False}]:
    print(options)
    print(textwrap.fill(TEXT, **options))
print(textwrap.wrap("", 10), textwrap.wrap("   ", 10), textwrap.shorten("Hello  brave new world", 15), textwrap.shorten("Hello", 3, placeholder=""))
print(repr(textwrap.dedent("    a\n      b\n\n   \n    c")), repr(textwrap.dedent("\ta\n    b")), repr(textwrap.indent("a\n\n b\n", "> ")), repr(textwrap.indent("a\n\n", "+", lambda line: True)))
for wrong in [lambda: textwrap.wrap("x", 0), lambda: textwrap.wrap("x y", 2, max_lines=1, placeholder="......"), lambda: textwrap.dedent(5)]:
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)


class Shell(string.Template):
    delimiter = "%"
    idpattern = r"[a-z]+(?:\.[a-z]+)*"


template = string.Template("$who likes ${what}s, $$5 and $missing")
print(template.safe_substitute(who="Ann", what="apple"), template.get_identifiers(), template.is_valid(), string.Template("$ x").is_valid())
print(Shell("%user.name has %% %{n}").substitute({"user.name": "Bob", "n": 3}))
for text in ["$missing", "a\n$ b", "${open"]:
    try:
        string.Template(text).substitute()
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)


class Loud(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else super().get_value(key, args, kwargs)

    def convert_field(self, value, conversion):
        return str(value).upper() if conversion == "u" else super().convert_field(value, conversion)


print(Loud().format("{0!u} {name:>8} {missing} {1[k]} {2.real:{3}}", "loud", {"k": "v"}, 3 + 4j, ".2f", name="n"))
print(list(string.Formatter().parse("a{b!r:c{d}}e{{f}}")), string.capwords("the  end of-all", None), string.capwords("a,b", ","), string.punctuation)
