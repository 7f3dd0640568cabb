"""Compares the tokens of the front end with those of CPython's tokeniser over Python files.

    python3.14 Tools/frontend/compare_tokens.py [FILE_OR_FOLDER …]

Without files, all of this Python's own library is read. CPython's parser does not show its tokens; the
`tokenize` module runs the same tokeniser, with a few differences that are evened out here. Files that are
not UTF-8, or that hold errors, are left to compare_ast.py.
"""
import io
import keyword
import pathlib
import sys
import token
import tokenize

import native

OPERATORS = dict(zip(
    "( ) [ ] { } : , ; . ... @ -> := ! + - * / // % ** | & ^ ~ << >> < > == != <= >= = += -= *= /= //= %= **= "
    "@= |= &= ^= <<= >>= <>".split(),
    "leftParenthesis rightParenthesis leftBracket rightBracket leftBrace rightBrace colon comma semicolon dot "
    "ellipsis at arrow colonEqual exclamation plus minus star slash doubleSlash percent doubleStar pipe ampersand "
    "caret tilde leftShift rightShift less greater equalEqual notEqual lessEqual greaterEqual equal plusEqual "
    "minusEqual starEqual slashEqual doubleSlashEqual percentEqual doubleStarEqual atEqual pipeEqual "
    "ampersandEqual caretEqual leftShiftEqual rightShiftEqual notEqual".split()))
KINDS = {
    "FSTRING_START": "fstringStart", "FSTRING_MIDDLE": "fstringMiddle", "FSTRING_END": "fstringEnd",
    "TSTRING_START": "tstringStart", "TSTRING_MIDDLE": "tstringMiddle", "TSTRING_END": "tstringEnd",
    "NUMBER": "number", "STRING": "string", "NEWLINE": "newline", "INDENT": "indent", "DEDENT": "dedent",
    "ENDMARKER": "endOfFile",
}
# `tokenize` shows other positions of these than the parser sees.
WITHOUT_POSITION = {"newline", "indent", "dedent", "endOfFile"}


def normalized(source):
    """The text of a source as CPython's tokeniser gets it, or None."""
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(source).readline)[0]
        text = source.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") else text + "\n"


def expected(text):
    """Kinds and positions of CPython's tokens, columns in bytes."""
    lines = text.split("\n")

    def position(line, column):
        in_line = lines[line - 1][:column] if line <= len(lines) else ""
        return f"{line}:{column if in_line.isascii() else len(in_line.encode())}"

    for found in tokenize.generate_tokens(io.StringIO(text).readline):
        name = token.tok_name[found.type]
        if name in ("COMMENT", "NL"):
            continue
        if name == "OP":
            kind = OPERATORS.get(found.string, "unknown")
        elif name == "NAME":
            kind = found.string.lower() if keyword.iskeyword(found.string) else "name"
        else:
            kind = KINDS[name]
        if kind in WITHOUT_POSITION:
            yield kind
        else:
            yield f"{kind} {position(*found.start)}-{position(*found.end)}"


def found(payload, source):
    """The same of the front end's dump."""
    rows = [line.split() for line in payload.decode().splitlines()]
    for row, following in zip(rows, rows[1:] + [None]):
        kind, place, span = row
        if kind in WITHOUT_POSITION:
            yield kind
            continue
        end = int(span.split("-")[1])
        if kind.endswith("Middle") and source[end - 1:end + 1] in (b"{{", b"}}") and following:
            # Of a doubled brace `tokenize` shows the first.
            if int(following[2].split("-")[0]) == end + 1:
                start, _, column = place.rpartition(":")
                place = f"{start}:{int(column) - 1}"
        yield f"{kind} {place}"


def difference(front_end, source):
    """How the two sides differ over a source, or None."""
    text = normalized(source)
    if text is None or "\0" in text:
        return None
    try:
        wanted = list(expected(text))
    except (SyntaxError, tokenize.TokenError):
        return None
    source = text.encode()
    status, payload, _ = front_end.ask("tokens", text)
    if status != "ok":
        # `tokenize` does not check identifiers.
        return None if b"invalid character" in payload else payload.decode()
    wanted, got = "\n".join(wanted), "\n".join(found(payload, source))
    return None if wanted == got else native.text_difference(wanted, got)


def main():
    paths = [path for name in sys.argv[1:] for path in native.library_files(name) or [name]]
    front_end = native.FrontEnd()
    passed, failures = 0, []
    for path in paths or native.library_files():
        text = difference(front_end, pathlib.Path(path).read_bytes())
        if text is None:
            passed += 1
        else:
            failures.append((path, text))
    return native.report("tokens", passed, failures)


if __name__ == "__main__":
    sys.exit(main())
