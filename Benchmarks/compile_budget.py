#!/usr/bin/env python3
"""What large programs in Python cost the compiler.

    .build/release/taipan Benchmarks/compile_budget.py [SECONDS]
    .build/release/taipan Benchmarks/compile_budget.py programs
    .build/release/taipan Benchmarks/compile_budget.py tests DIR LIST

At first `ast` and `tokenize` go through the standard library: each file is parsed, walked through, written as source again
and taken apart into tokens, for as long as is given or until all are done. `programs` has `unittest` run the programs of
Tests/Python/language, all in one process. `tests` runs the modules of CPython's test suite that the file LIST names, each
in a process of its own; DIR is the library that has the package `test`. What is shown is what `taipan.jit.stats()` says at
the end, of the last one in sum.

The share of the time in machine code is perf's:

    perf record -F 1000 .build/release/taipan -X perf Benchmarks/compile_budget.py && perf report --sort dso
"""

import ast
import contextlib
import io
import json
import os
import subprocess
import sys
import time
import tokenize
import unittest
from pathlib import Path

from taipan import jit

PROGRAMS = Path(__file__).resolve().parent.parent / "Tests/Python/language"
# Seconds for one module of the test suite.
LIMIT = 600


class Cost:
    """What the program's own threads and the compiler's have taken, of one process or in sum."""

    def __init__(self):
        self.spent, self.phases, self.counts = 0.0, {}, dict.fromkeys(("compilations", "functions", "code_bytes", "exits"), 0)

    def add(self, spent, stats):
        self.spent += spent
        for phase, seconds in stats["seconds"].items():
            self.phases[phase] = self.phases.get(phase, 0) + seconds
        for name in self.counts:
            self.counts[name] += stats[name]

    def show(self):
        compiling, counts = sum(self.phases.values()), self.counts
        print(f"{counts['compilations']} compilations of {counts['functions']} functions: "
              f"{counts['code_bytes'] / 1024:.0f} KB of code")
        shown = ", ".join(f"{phase} {seconds:.2f}" for phase, seconds in self.phases.items() if seconds)
        print(f"{compiling:.1f} s on the compiler's thread ({shown}), {100 * compiling / self.spent:.0f} % of the "
              f"program's {self.spent:.1f} s")
        print(f"{counts['exits']} exits")


def own_cost():
    cost = Cost()
    cost.add(time.thread_time(), jit.stats())
    return cost


# MARK: The library


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


def library(seconds=float("inf")):
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
    print(f"{files} files, {total} nodes and tokens")
    return own_cost()


# MARK: The programs of Tests/Python


class Program(unittest.TestCase):
    """A program prints what CPython prints."""

    def __init__(self, path):
        super().__init__("runTest")
        self.path = path

    def runTest(self):
        output = io.StringIO()
        names = {"__name__": "__main__", "__file__": str(self.path)}
        with contextlib.redirect_stdout(output), contextlib.suppress(SystemExit):
            exec(compile(self.path.read_text(), str(self.path), "exec"), names)
        self.assertEqual(output.getvalue(), self.path.with_suffix(".expected").read_text())


def programs():
    os.chdir(PROGRAMS)
    sys.path.insert(0, str(PROGRAMS))
    suite = unittest.TestSuite(Program(path) for path in sorted(PROGRAMS.glob("*.py")))
    result = unittest.TextTestRunner(io.StringIO()).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} programs of {result.testsRun} print in one process what they print in their own")
    return own_cost()


# MARK: CPython's test suite


def tests(folder, names):
    """Each module in a process of its own, which says on its last line what it has cost."""
    environment = {**os.environ, "TAIPAN_STDLIB": folder}
    cost, ended = Cost(), 0
    modules = [name for name in Path(names).read_text().split() if name.startswith("test")]
    for module in modules:
        command = [sys.executable, __file__, "module", module]
        with contextlib.suppress(subprocess.TimeoutExpired):
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=LIMIT)
            if done.returncode == 0:
                cost.add(*json.loads(done.stdout.splitlines()[-1]))
                ended += 1
    print(f"{ended} modules of {len(modules)} came to their end")
    return cost


def module(name):
    with contextlib.redirect_stdout(io.StringIO()):
        suite = unittest.defaultTestLoader.loadTestsFromName("test." + name)
        unittest.TextTestRunner(io.StringIO()).run(suite)
    print(json.dumps([time.thread_time(), jit.stats()]), flush=True)
    # Threads that a test has left are not waited for.
    os._exit(0)


def main():
    match sys.argv[1:]:
        case []: library().show()
        case ["programs"]: programs().show()
        case ["tests", folder, names]: tests(folder, names).show()
        case ["module", name]: module(name)
        case [seconds] if seconds.isdigit(): library(float(seconds)).show()
        case _: sys.exit(__doc__)


if __name__ == "__main__":
    main()
