#!/usr/bin/env python3
"""Measure the front end beside CPython's, over CPython's whole library.

    make bench
    python3.14 Benchmarks/frontend.py [--rounds N]

Source → syntax tree beside `ast.parse`, source → code object beside `compile`, in one run on one machine: the two
sides take turns, and the median round counts. All files are in memory before the first round; neither side writes
anything. CPython's collector is off, which is to its advantage. Only files that CPython compiles are measured.
"""
import argparse
import ast
import gc
import pathlib
import statistics
import subprocess
import sys
import time
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Tools/frontend"))
import native

phases = {  # ours, CPython's, what it does, the ratio to reach
    "ast": ("ast.parse", lambda source: ast.parse(source), 4),
    "code": ("compile", lambda source: compile(source, "<source>", "exec", dont_inherit=True), 1.5),
}


def sources():
    """(path, bytes) of the files that compile."""
    for path in native.library_files():
        source = pathlib.Path(path).read_bytes()
        try:
            compile(source, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            continue
        yield path, source


def seconds_here(function, files):
    start = time.perf_counter()
    for _, source in files:
        function(source)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    warnings.simplefilter("ignore")
    gc.disable()
    files = list(sources())
    size = sum(len(source) for _, source in files) / 1e6
    front_end = subprocess.Popen([native.binary, "bench", *(path for path, _ in files)], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True, bufsize=1)

    def seconds_there(phase):
        print(phase, file=front_end.stdin, flush=True)
        seconds, failures = front_end.stdout.readline().split()
        if failures != "0":
            sys.exit(f"{failures} files fail in the phase {phase}")
        return float(seconds)

    print(f"{len(files)} files, {size:.1f} MB, median of {rounds} interleaved rounds")
    print(f"{'phase':12}{'CPython':>14}{'Taipan':>14}{'ratio':>9}{'goal':>7}")
    for phase, (name, function, goal) in phases.items():
        theirs, ours = [], []
        for _ in range(rounds):
            theirs.append(seconds_here(function, files))
            ours.append(seconds_there(phase))
        slow, fast = statistics.median(theirs), statistics.median(ours)
        print(f"{name:12}{size / slow:9.1f} MB/s{size / fast:9.1f} MB/s{slow / fast:8.1f}×{goal:6}×", flush=True)


if __name__ == "__main__":
    main()
