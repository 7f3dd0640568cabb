"""`python -m json.tool` and the json module: formats, options, errors, hooks and encoders of one's own."""

import contextlib
import dataclasses
import enum
import io
import json
import json.tool
import sys
from collections import OrderedDict, namedtuple
from decimal import Decimal

DOCUMENT = """{"name": "Zoë", "tags": ["a", "b", []], "empty": {}, "nested": {"deep": {"deeper": [1, 2.50, -3e10, null]}},
"escaped": "tab\\t quote\\" slash\\/ \\u00e9 \\ud83d\\ude00", "truth": [true, false]}"""
LINES = '{"id": 1, "b": 2}\n{"id": 2, "a": [1, 2]}\n"text"\n17\n'


class Kept(io.StringIO):
    """A standard output that the tool may close."""

    def close(self):
        print(self.getvalue(), end="", file=sys.__stdout__)
        super().close()


def tool(*arguments, text=DOCUMENT):
    """Runs the tool's main function as the shell would."""
    print("$ json.tool", *arguments)
    before = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["json.tool", *arguments], io.StringIO(text)
    errors = io.StringIO()
    try:
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(Kept()):
            json.tool.main()
    except SystemExit as stop:
        print("exit:", stop.code)
    finally:
        sys.argv, sys.stdin = before
    print(*errors.getvalue().splitlines()[-1:], sep="\n")


class Colour(enum.Enum):
    RED = "#f00"
    GREEN = "#0f0"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 9


@dataclasses.dataclass
class Point:
    x: float
    y: float
    colour: Colour = Colour.RED


Pair = namedtuple("Pair", "left right")


class Encoder(json.JSONEncoder):
    def default(self, value):
        if dataclasses.is_dataclass(value):
            return {"type": type(value).__name__} | dataclasses.asdict(value)
        if isinstance(value, enum.Enum):
            return value.name
        if isinstance(value, (set, frozenset)):
            return sorted(value)
        if isinstance(value, complex):
            return [value.real, value.imag]
        return super().default(value)


def decode(mapping):
    if mapping.get("type") == "Point":
        return Point(mapping["x"], mapping["y"], Colour[mapping["colour"]])
    return mapping


def attempt(function, *arguments, **options):
    try:
        print(repr(function(*arguments, **options)))
    except (ValueError, TypeError, RecursionError) as error:
        print(f"{type(error).__name__}: {error}")
        if isinstance(error, json.JSONDecodeError):
            print("   ", error.msg, error.pos, error.lineno, error.colno)
        for note in getattr(error, "__notes__", ()):
            print("   note:", note)


tool()
tool("--compact")
tool("--no-indent", "--sort-keys")
tool("--indent", "1", "--no-ensure-ascii")
tool("--tab", text='{"a": [1, {"b": 2}]}')
tool("--json-lines", text=LINES)
tool("--json-lines", "--indent=2", text=LINES)
tool(text='{"broken": [1, 2,]}')
tool(text="")
tool("--indent", "2", "--compact")
tool("--nonsense")

shape = [Point(1, 2.5), Point(0.1, -0.0, Colour.GREEN), {Colour.RED}, {3, 1, 2}, 1 + 2j, Pair(1, "r"), Level.HIGH]
text = json.dumps(shape, cls=Encoder)
print(text)
print(json.loads(text, object_hook=decode))
print(json.dumps({1: "int", 2.5: "float", None: "none", True: "true", "s": "str", Level.LOW: 0}))
print(json.dumps({(1, 2): 3, "kept": 4}, skipkeys=True))
print(json.dumps({"b": 1, "a": [1, 2, {"c": []}]}, indent="--", sort_keys=True))
print(json.dumps([1, 2, 3], separators=(" ; ", " = ")), json.dumps({"k": "v"}, separators=("", "=")))
print(json.dumps("\u2028\x00\x1f\x7f\"\\/é😀"), json.dumps("é😀\u2028", ensure_ascii=False))
print(json.dumps([float("inf"), float("nan"), -float("inf"), 1e100, 1e-7, 123456789.123456789, 10**30]))
print(json.loads("[Infinity, NaN, -Infinity, 1E5, -0, -0.0, 1.0, 12345678901234567890]"))
print(json.loads("[1.10, 2]", parse_float=Decimal, parse_int=lambda digits: f"int:{digits}"))
print(json.loads("[NaN]", parse_constant=lambda name: name.lower()))
print(json.loads('{"z": 1, "a": 2, "z": 3}', object_pairs_hook=list))
print(json.loads('{"z": 1, "a": 2}', object_pairs_hook=OrderedDict))
print(json.loads(b'\xff\xfe[\x00"\x00\xe9\x00"\x00]\x00'), json.loads("\u00a0[1]".strip()), json.loads(b"\xef\xbb\xbf[2]"))
print(list(json.JSONEncoder(indent=None).iterencode({"a": [1, {"b": None}]})))
decoder = json.JSONDecoder()
rest = '{"first": 1} [2] "three" 4'
position, values = 0, []
while position < len(rest):
    value, position = decoder.raw_decode(rest, position)
    values.append(value)
    position += rest[position:position + 1] == " "
print(values)

for broken in ["", "[", "[1", "[1,", '{"a"', '{"a":', '{"a": 1', '{"a": 1,', "{1: 2}", "[1 2]", "nul", '"open', '"\t"', '"\\x"',
               '"\\u12"', "01", "1.", "-", "[1]]", "{'a': 1}", '{"a": 1,}', "\ufeff[]", '[\n  1,\n  oops\n]']:
    attempt(json.loads, broken)
attempt(json.loads, 5)
attempt(json.loads, '["tab\there"]', strict=False)
attempt(json.dumps, object)
attempt(json.dumps, {"deep": [1, {"er": {4: {1, 2}}}]})
attempt(json.dumps, {(1, 2): 3})
attempt(json.dumps, float("nan"), allow_nan=False)
loop = []
loop.append({"again": loop})
attempt(json.dumps, loop)
with io.StringIO() as stream:
    json.dump({"to": "a stream", "n": [1, 2]}, stream, indent=None)
    print(stream.getvalue())
    stream.seek(0)
    print(json.load(stream))
