"""JSON: an encoder and a recursive-descent decoder in plain Python, taken round a nested document.

The format is RFC 8259's. Exercises scanning text by index, dicts and lists, type dispatch, recursion, escapes and
`join`.
"""

SCALE = 5_000
EXPECTED = (985943, 10002)

ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
UNESCAPES = {escaped[1]: plain for plain, escaped in ESCAPES.items()} | {"/": "/"}
WHITESPACE = " \t\n\r"


def encode_text(text):
    parts = ['"']
    for character in text:
        if character in ESCAPES:
            parts.append(ESCAPES[character])
        elif character < " " or character > "~":
            parts.append(f"\\u{ord(character):04x}")
        else:
            parts.append(character)
    parts.append('"')
    return "".join(parts)


def encode(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return encode_text(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{encode_text(key)}: {encode(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(encode(item) for item in value) + "]"


class Decoder:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip_whitespace(self):
        while self.at < len(self.text) and self.text[self.at] in WHITESPACE:
            self.at += 1

    def expect(self, wanted):
        if not self.text.startswith(wanted, self.at):
            raise ValueError(f"expected {wanted!r} at {self.at}")
        self.at += len(wanted)

    def follows(self, wanted):
        self.skip_whitespace()
        if self.text[self.at] == wanted:
            self.at += 1
            return True
        return False

    def value(self):
        self.skip_whitespace()
        match self.text[self.at]:
            case "{":
                return self.object()
            case "[":
                return self.array()
            case '"':
                return self.string()
            case "n":
                self.expect("null")
                return None
            case "t":
                self.expect("true")
                return True
            case "f":
                self.expect("false")
                return False
        return self.number()

    def object(self):
        self.expect("{")
        result = {}
        if self.follows("}"):
            return result
        while True:
            self.skip_whitespace()
            key = self.string()
            self.skip_whitespace()
            self.expect(":")
            result[key] = self.value()
            if not self.follows(","):
                break
        self.expect("}")
        return result

    def array(self):
        self.expect("[")
        result = []
        if self.follows("]"):
            return result
        while True:
            result.append(self.value())
            if not self.follows(","):
                break
        self.expect("]")
        return result

    def string(self):
        self.expect('"')
        parts = []
        while (character := self.text[self.at]) != '"':
            self.at += 1
            if character == "\\":
                escape = self.text[self.at]
                self.at += 1
                if escape == "u":
                    character = chr(int(self.text[self.at : self.at + 4], 16))
                    self.at += 4
                else:
                    character = UNESCAPES[escape]
            parts.append(character)
        self.at += 1
        return "".join(parts)

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-0123456789.eE":
            self.at += 1
        digits = self.text[start : self.at]
        return int(digits) if digits.lstrip("-").isdigit() else float(digits)


def make_document(count):
    return {
        "title": "Ledger of the Müller & Søn company\n",
        "accounts": [
            {
                "id": i,
                "owner": f"owner “{i}”",
                "open": i % 3 != 0,
                "closed": None,
                "balance": i * 1234.5 / 7,
                "moves": [[j, -j * i, {"tag": "\t" * (j % 3), "rate": 1e-7 * j}] for j in range(i % 5)],
            }
            for i in range(count)
        ],
        "empty": [[], {}],
    }


def run(scale):
    document = make_document(scale)
    text = encode(document)
    decoder = Decoder(text)
    assert decoder.value() == document
    assert decoder.at == len(text)
    return len(text), text.count("\\u")


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
