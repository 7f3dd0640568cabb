"""The module _json: scanning and encoding, errors and what they say."""
import _json


class Decoder:
    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    memo = {}

    @staticmethod
    def parse_constant(name):
        return "constant " + name


def show(function, *arguments, **keywords):
    try:
        print(ascii(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "value", ""), getattr(error, "__notes__", ""))


scan = _json.make_scanner(Decoder)
print(type(scan).__name__, scan.strict, scan.object_hook, scan.parse_float, scan.parse_int)
for text in ("1", "-0", "01", "12345678901234567890123", "1.5", "-1.5e3", "1e5", "1E+2", "1.", "1e", "-", "-a", ".5", "null", "true",
             "false", "nul", "NaN", "Infinity", "-Infinity", "-Inf", '"abc"', '"a\\n\\u00e9\\ud834\\udd1e\\ud834x"', '"\u0416\U0001d11e"',
             "[]", "[ ]", "[1, 2 ,3]", "[1,\t[2, {}], null]", "{}", '{ "a" : 1 , "b":[2]}', '{"a":1,"a":2}', "", " 1", "x",
             "123456789012345678", "1234567890123456789", "1e400", "[1.0, -0.0]", "{\"\\u0041\": \"\\\\\\/\\\"\\b\\f\\r\\t\"}"):
    show(scan, text, 0)
show(scan, "xx[1]yy", 2)
show(scan, "1", -1)
show(scan, 3, 0)
show(scan, "1")
show(scan, "1", idx=0)
show(scan, "1", "x")
show(scan, "\u0416 [true, \"\u0416\"]", 2)
show(scan, "\U0001d11e {\"\U0001d11e\": [1]}", 2)
show(_json.make_scanner)
show(_json.make_scanner, 3)


class Hooked(Decoder):
    object_hook = staticmethod(lambda d: ("hook", d))
    parse_float = staticmethod(lambda s: "float " + s)
    parse_int = staticmethod(lambda s: "int " + s)


show(_json.make_scanner(Hooked), '[1, 2.5, {"a": {}}]', 0)
Hooked.object_pairs_hook = staticmethod(lambda pairs: ("pairs", pairs))
show(_json.make_scanner(Hooked), '[1, 2.5, {"a": {}, "a": 1}]', 0)
Decoder.strict = False
show(_json.make_scanner(Decoder), '"a\nb"', 0)

for arguments in (('abc"def', 0), ('abc\\"def"x', 0), (3, 0), ("abc", 10), ("abc", -1), ("a",), ('a\x01b"', 0, False),
                  ('\\u12345"', 0), ('"', 0)):
    show(_json.scanstring, *arguments)

for text in ("", "abc", 'a"b\\c/', "\x00\x1f\x7f\x80\xff\n\r\t\b\f", "\u0416", "\U0001d11e", "\ud800", "plain \u20ac plain"):
    show(_json.encode_basestring, text)
    show(_json.encode_basestring_ascii, text)
show(_json.encode_basestring, 3)
show(_json.encode_basestring_ascii, b"a")


def default(value):
    if isinstance(value, set):
        return sorted(value)
    raise TypeError(f"no JSON: {type(value).__name__}")


def encode(value, level=0, markers=None, encoder=_json.encode_basestring_ascii, indent=None, key=": ", item=", ",
           sorts=False, skips=False, nan=True):
    return _json.make_encoder(markers, default, encoder, indent, key, item, sorts, skips, nan)(value, level)


class Integer(int):
    def __repr__(self):
        return "wrong"


class Real(float):
    def __repr__(self):
        return "wrong"


class Items(dict):
    def items(self):
        return [("made", 1), ("up", 2)]


class Array(list):
    pass


nan, inf = float("nan"), float("inf")
for value in (None, True, False, 0, -1, 12345678901234567890, 1.5, -0.0, 1e100, nan, inf, -inf, "a\u20ac", [], (), {}, [1], (1, [2, ()]),
              {"a": 1, "b": {"c": []}}, {1: 2, 2.5: 3, None: 4, True: 5, False: 6, nan: 7}, Integer(3), Real(2.5), Items(a=1), Array([1]),
              {3, 1}, [{2}], {"x": {1}}):
    show(encode, value)
    show(encode, value, 1, {}, _json.encode_basestring, "  ", ":", ",", True)
show(encode, nan, nan=False)
show(encode, [inf], nan=False)
show(encode, {(1, 2): 3, "a": 1}, skips=True)
show(encode, {(1, 2): 3})
show(encode, [1, {"k": [object()]}])
show(encode, Array([1, Items()]) + [1j])
show(encode, {"b": 1, "a": 2, "c": {"z": 1, "y": 2}}, sorts=True)
show(encode, {"b": 1, 3: 2}, sorts=True)
show(encode, ["a", "b"], encoder=lambda text: "<" + text + ">")
show(encode, ["a"], encoder=lambda text: 3)
show(encode, [1, [2]], indent="\t")
show(encode, {"a": [], "b": [1]}, 2, indent=" ")
show(encode, {"a": [], "b": [1]}, -2, indent=" ")
circle = [1]
circle.append({"x": circle})
show(encode, circle, markers={})
show(encode, [[1], [1]], markers={})
for arguments in ((), (1, 2, 3, 4, 5, 6, 7, 8, 9), (None, None, None, None, ":", 6, 7, 8, 9)):
    show(_json.make_encoder, *arguments)
encoder = _json.make_encoder(None, None, _json.encode_basestring, "  ", ": ", ", ", False, False, True)
print(encoder.markers, encoder.default, encoder.encoder, repr(encoder.indent), repr(encoder.key_separator),
      repr(encoder.item_separator), encoder.sort_keys, encoder.skipkeys)
show(encoder, 1)
show(encoder, 1, "x")
