#!/usr/bin/env python3
"""What a large program in Python costs the compiler: `ast` and `tokenize` over the standard library.

    .build/release/taipan Benchmarks/compile_budget.py [SECONDS]

Each file is parsed, walked through, written as source again and taken apart into tokens, for as long as is given or until
all are done. What is shown is what `taipan.jit.stats()` says then. The share of the time in machine code is perf's:

    perf record -F 1000 .build/release/taipan -X perf Benchmarks/compile_budget.py && perf report --sort dso
"""

import ast
import io
import sys
import time
import tokenize
from pathlib import Path

from taipan import jit


def sources():
    for path in sorted(Path(ast.__file__).parent.rglob("*.py")):
        source = path.read_text(encoding="utf-8", errors="replace")
        if "lib2to3" not in path.parts and "test" not in path.parts:
            yield path, source


def work(source):
    """How many nodes and tokens a source has; its tree written as source must be the same tree."""
    tree = ast.parse(source)
    nodes = sum(1 for _ in ast.walk(tree))
    assert sum(1 for _ in ast.walk(ast.parse(ast.unparse(tree)))) == nodes
    return nodes + sum(1 for _ in tokenize.generate_tokens(io.StringIO(source).readline))


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else float("inf")
    begun = time.perf_counter()
    files = total = 0
    for path, source in sources():
        if time.perf_counter() - begun > seconds:
            break
        try:
            total += work(source)
        except (SyntaxError, tokenize.TokenError):
            continue
        files += 1
    spent = time.thread_time()
    stats = jit.stats()
    compiling = sum(stats["seconds"].values())
    print(f"{files} files, {total} nodes and tokens in {spent:.1f} s of the program's thread")
    print(f"{stats['compilations']} compilations of {stats['functions']} functions: {stats['code_bytes'] / 1024:.0f} KB of code")
    shown = ", ".join(f"{phase} {time:.2f}" for phase, time in stats["seconds"].items() if time)
    print(f"{compiling:.1f} s on the compiler's thread ({shown}), {100 * compiling / spent:.0f} % of the program's own")
    print(f"{stats['exits']} exits")


if __name__ == "__main__":
    main()
