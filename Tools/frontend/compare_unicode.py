#!/usr/bin/env python3
"""Compare the Unicode tables with CPython's, exhaustively.

    python3.14 Tools/frontend/compare_unicode.py

Every code point's identifier and printable properties, combining class and normal forms; every name in several
spellings, and names that are none.
"""
import subprocess
import sys
import unicodedata

import native


def properties():
    """What `taipan-frontend unicode` must print."""
    for code in range(0x110000):
        c = chr(code)
        row = (("S" if c.isidentifier() else "-") + ("C" if ("a" + c).isidentifier() else "-")
               + ("P" if c.isprintable() else "-") + str(unicodedata.combining(c)))
        if not 0xD800 <= code <= 0xDFFF:
            for form in ("NFC", "NFD", "NFKC", "NFKD"):
                normal = unicodedata.normalize(form, c)
                row += " " + (normal if normal != c else "")
        yield row


def names():
    """(name, code point or 0) for names, aliases, and what is close to names."""
    listed = [name for code in range(0x110000) if (name := unicodedata.name(chr(code), None))]
    aliases = (native.project / "Tools/generate/unicode-name-aliases.txt").read_text().splitlines()
    listed += [row.split(";")[1] for row in aliases if not row.startswith("#")]
    for number, name in enumerate(listed):
        yield name
        if number % 7 == 0:
            yield from (name.lower(), name.capitalize(), name + " ", name[:-1], name + "A", name.replace(" ", "-", 1))
    yield from ("", "-", " ", "KEYCAP DIGIT ONE", "HANGUL SYLLABLE", "CJK UNIFIED IDEOGRAPH-", "CJK UNIFIED IDEOGRAPH-0041")


def code_point(name):
    try:
        value = unicodedata.lookup(name)
    except KeyError:
        return 0
    return ord(value) if len(value) == 1 else 0  # `\N{…}` refuses the named sequences


def ask(lines=None):
    arguments = [native.binary, "unicode"] + (["--names"] if lines else [])
    text = "".join(f"{line}\n" for line in lines) if lines else None
    output = subprocess.run(arguments, input=text, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return output.stdout.removesuffix("\n").split("\n")


def main():
    failures, rows = [], 0
    spelled = list(names())
    kinds = {
        "names": zip(map(repr, spelled), (str(code_point(name)) for name in spelled), ask(spelled), strict=True),
        "code points": zip((f"U+{code:04X}" for code in range(0x110000)), properties(), ask(), strict=True),
    }
    for kind, triples in kinds.items():
        wrong = []
        for label, expected, actual in triples:
            rows += 1
            if expected != actual:
                wrong.append(f"{label}: {expected!r} expected, {actual!r} found")
        if wrong:
            failures.append((kind, "; ".join(wrong[:10])))
    print(f"{rows} rows compared")
    sys.exit(native.report("Unicode tables as CPython's", len(kinds) - len(failures), failures))


main()
