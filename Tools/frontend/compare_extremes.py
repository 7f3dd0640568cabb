#!/usr/bin/env python3
"""Compare what comes of sources nested or repeated beyond measure: CPython's exception or a result, never a crash.

    python3.14 Tools/frontend/compare_extremes.py

Where CPython runs into its own stack a result is as good. A source of twice the length must not take much more than
twice the time.
"""
import json
import sys

import native

# name, a source of a given size, the size
extremes = [
    ("parentheses", lambda n: "(" * n + "1" + ")" * n, 100_000),
    ("open parentheses", lambda n: "(" * n, 100_000),
    ("lists", lambda n: "[" * n + "]" * n, 10_000),
    ("subscripts", lambda n: "a[" * n + "0" + "]" * n, 10_000),
    ("dicts", lambda n: "{0:" * n + "0" + "}" * n, 10_000),
    ("calls", lambda n: "f(" * n + ")" * n, 10_000),
    ("unary minuses", lambda n: "-" * n + "1", 50_000),
    ("nots", lambda n: "not " * n + "1", 50_000),
    ("awaits", lambda n: "await " * n + "x", 50_000),
    ("lambdas", lambda n: "lambda: " * n + "1", 50_000),
    ("conditionals", lambda n: "1 if 1 else " * n + "1", 50_000),
    ("powers", lambda n: "1**" * n + "1", 50_000),
    ("attributes", lambda n: "a" + ".a" * n, 100_000),
    ("call chains", lambda n: "a" + "()" * n, 100_000),
    ("sums", lambda n: "1" + "+1" * n, 2_500_000),
    ("sums of names", lambda n: "a" + "+a" * n, 100_000),
    ("comparisons", lambda n: "a" + "<a" * n, 100_000),
    ("conjunctions", lambda n: "a" + " and a" * n, 100_000),
    ("strings", lambda n: "x = " + "'a' " * n, 500_000),
    ("f-strings", lambda n: "f'{" * n + "1" + "}'" * n, 1_000),
    ("format specifiers", lambda n: "f'" + "{a:" * n + "}" * n + "'", 1_000),
    ("elements", lambda n: "[" + "1, " * n + "]", 1_000_000),
    ("arguments", lambda n: "f(" + "a, " * n + ")", 500_000),
    ("targets", lambda n: "a = " * n + "1", 100_000),
    ("indentation", lambda n: "".join(" " * i + "if 1:\n" for i in range(n)) + " " * n + "pass", 99),
    ("too much indentation", lambda n: "".join(" " * i + "if 1:\n" for i in range(n)) + " " * n + "pass", 1_000),
    ("elifs", lambda n: "if a: pass\n" + "elif a: pass\n" * n, 50_000),
    ("statements", lambda n: "pass\n" * n, 1_000_000),
    ("decorators", lambda n: "@a\n" * n + "def f(): pass", 100_000),
    ("continuation lines", lambda n: "a = \\\n" + "\\\n" * n + "1", 100_000),
    ("comments", lambda n: "#\n" * n, 1_000_000),
    ("one number", lambda n: "1" * n, 1_000_000),
    ("one hexadecimal number", lambda n: "0x" + "f" * n, 500_000),
    ("one name", lambda n: "a" * n, 5_000_000),
    ("one string", lambda n: "'" + "a" * n + "'", 5_000_000),
    ("patterns", lambda n: "match a:\n case " + "[" * n + "]" * n + ": pass", 10_000),
    ("alternatives", lambda n: "match a:\n case " + "1 | " * n + "2: pass", 100_000),
    ("type parameters", lambda n: "def f[" + "".join(f"T{i}, " for i in range(n)) + "](): pass", 50_000),
]

front_end = native.FrontEnd()


def seconds(source):
    """Processor time, since the machine may be busy, and the answer."""
    start = front_end.processor_seconds()
    answer = front_end.ask("compile", source)
    return front_end.processor_seconds() - start, answer


def compare(source):
    """The difference, or None."""
    status, expected, _ = native.parse(source, dump=lambda tree, **options: None)
    _, (actual_status, payload, _) = seconds(source)
    if actual_status == "crash":
        return f"crash: {payload.decode()}"
    if status == "error" and expected["class"] in ("MemoryError", "RecursionError"):
        return None  # CPython's own stack: any answer will do
    if actual_status == "ok":
        return f"no error; CPython: {expected}" if status == "error" else None
    actual = json.loads(payload)
    if status == "error":
        return native.error_difference(expected, actual)
    # CPython's compiler may give up on what its parser reads, as ours does.
    return None if actual["class"] in ("MemoryError", "RecursionError") else f"no error in CPython; here {actual}"


def is_linear(make, size, attempts=5):
    """Whether one of a few measurements says so: what else runs on the machine only ever makes a source slower."""
    sources = make(size // 2), make(size)
    for _ in range(attempts):
        small, large = (min(seconds(source)[0] for _ in range(3)) for source in sources)
        if large < 0.05 or large < 3.5 * small:
            return True
    return False


def main():
    failures = []
    for name, make, size in extremes:
        difference = compare(make(size)) or (None if is_linear(make, size) else "not linear in time")
        if difference:
            failures.append((name, difference[:500]))
    sys.exit(native.report("extreme sources", len(extremes) - len(failures), failures, len(extremes)))


main()
