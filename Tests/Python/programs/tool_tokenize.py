"""`python -m tokenize`, round trips through untokenize, encodings, and a small highlighter and minifier."""

import contextlib
import io
import sys
import tempfile
import token
import tokenize
from collections import Counter
from pathlib import Path

SOURCE = '''\
#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""Doc
string."""
def f(a, b: int = 0x1F, *, c=1_000.5e-3j) -> "x":  # comment
    if a <= b and a is not b:
        return f"{a!r:>{b}} text {{}} {'in' 'ner'}" rf'\\d{a=}' + t'{b:%Y}'

    x = [1,
         2]; y = x @ x // 2 ** -a ; z = a if b else (c := ...)
    x <<= 1; x->y
    lambda π, /: π != 'é\\'s' b"raw" \\
        + 1
class C: pass
async def g(): await h()
'''


def main(*arguments, stdin=""):
    before = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["tokenize", *arguments], io.TextIOWrapper(io.BytesIO(stdin.encode()))
    try:
        with contextlib.redirect_stderr(io.StringIO()) as errors:
            tokenize._main(arguments)
    except SystemExit as stop:
        print("exit:", stop.code)
    finally:
        sys.argv, sys.stdin = before
    for line in errors.getvalue().splitlines():
        print("stderr:", line.rpartition("/")[2])


def tokens(text):
    return list(tokenize.generate_tokens(io.StringIO(text).readline))


with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "input.py")
    path.write_text(SOURCE)
    main(str(path))
    main("-e", str(path))
    path.write_text("x = (1,\n")
    main(str(path))
    path.write_bytes(b"# coding: latin-1\nx = '\xe9'\n")
    main("--exact", str(path))
    with tokenize.open(path) as stream:
        print(stream.encoding, stream.read())
    main(str(Path(folder, "missing.py")))
main(stdin="if x:\n  y\n z\n")
main(stdin="'open")
main(stdin="if x:\n    a\n\tb  # c\n")

print(tokenize.untokenize(tokens(SOURCE)) == SOURCE)
print(tokenize.untokenize((t.type, t.string) for t in tokens("a=(1+ 2)\nif a :\n  b\n")))
print(Counter(token.tok_name[t.type] for t in tokens(SOURCE)).most_common())
print([t for t in tokens("x+=1")])
print(tokens("f'{x:>3}'")[3].line, tokens("a")[0].exact_type, token.EXACT_TOKEN_TYPES[":="] == token.COLONEQUAL)
print(token.ISTERMINAL(5), token.ISNONTERMINAL(300), token.ISEOF(0), token.tok_name[token.N_TOKENS - 1])

for data in [b"# coding: utf8\n", b"\xef\xbb\xbfx", b"\n# vim: set fileencoding=ISO-8859-15 :\n", b"x\ny\n# coding: ascii\n",
             b"# coding: nonsense\n", b"\xef\xbb\xbf# coding: latin-1\n", b"'\xff'\n", b""]:
    try:
        print(tokenize.detect_encoding(io.BytesIO(data).readline))
    except SyntaxError as error:
        print("SyntaxError", error)

for broken in ["(", "a)", "(]", "'''abc", "'abc", "  x\n y", "0777", "1__0", "1_", "0b2", "1a", "a $ b", "é€", "f'{", "f'{a'", "\\", "x = \\ 1", '"\n', "a?b", "0xg", "1e+"]:
    try:
        print(repr(broken), [(token.tok_name[t.type], t.string) for t in tokens(broken)][:4])
    except tokenize.TokenError as error:
        print(repr(broken), "TokenError", error.args)
    except SyntaxError as error:
        print(repr(broken), type(error).__name__, error.msg, error.lineno, error.offset)


def highlight(text):
    """Marks keywords <k>, strings <s>, numbers <n> and comments <c>."""
    import keyword

    marks = {token.STRING: "s", token.NUMBER: "n", tokenize.COMMENT: "c", token.FSTRING_MIDDLE: "f"}
    out, (row, column) = [], (1, 0)
    lines = text.splitlines(keepends=True)
    for t in tokens(text):
        if t.type == token.ENDMARKER or t.type in (token.INDENT, token.DEDENT):
            continue
        if t.start[0] > row:
            out.append("".join([lines[row - 1][column:], *lines[row:t.start[0] - 1]]) if row <= len(lines) else "")
            column = 0
        out.append(lines[t.start[0] - 1][column:t.start[1]] if t.start[0] <= len(lines) else "")
        mark = "k" if t.type == token.NAME and keyword.iskeyword(t.string) else marks.get(t.type)
        out.append(f"<{mark}>{t.string}</{mark}>" if mark else t.string)
        row, column = t.end
    return "".join(out)


def minify(text):
    """Drops comments and blank lines, and indents by one space."""
    depth, line, result = 0, [], []
    for t in tokens(text):
        match t.type:
            case tokenize.COMMENT | tokenize.NL | token.ENDMARKER:
                continue
            case token.INDENT:
                depth += 1
            case token.DEDENT:
                depth -= 1
            case token.NEWLINE:
                result.append(" " * depth + "".join(line))
                line = []
            case _:
                if line and (line[-1][-1].isalnum() or line[-1][-1] == "_") and (t.string[0].isalnum() or t.string[0] in "_'\""):
                    line.append(" ")
                line.append(t.string)
    return "\n".join(result)


CODE = "def area(r):  # of a circle\n\n    if r < 0:\n        # never\n        raise ValueError('r')\n    return 3.14 * r ** 2\n\n\nprint(area(2))\n"
print(highlight(CODE))
print(minify(CODE))
exec(minify(CODE))
