#!/usr/bin/env python3
"""Checks that the benchmark programs compute under an interpreter what they should, and that collections at any
allocation change nothing.

    Benchmarks/check.py --python .build/release/taipan --oracle python3.14 [PROGRAM …]

Each program runs once as it is, which checks its own result, and once with little to do while the collector is under
stress, compared with what CPython makes of the same.
"""

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measuring import HERE, TAIL
from run import FOLDERS


def reduced(scale):
    """A scale that is quick: what the programs with a small one compute grows exponentially with it."""
    return scale * 2 // 3 if scale < 50 else scale // 8


def outcome(command, program, timeout, **environment):
    """What a program prints, or how it failed."""
    try:
        process = subprocess.run(
            [*command, str(program)], env={**os.environ, "PYTHONHASHSEED": "0", **environment},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        return None, f"still running after {timeout:g} s"
    if process.returncode:
        lines = process.stderr.strip().splitlines() or ["no message"]
        return None, f"status {process.returncode}: {lines[-1]}"
    return process.stdout, None


def failures(program, options):
    """How a program fails, if it does."""
    _, failure = outcome(options.python, program, options.timeout)
    if failure:
        yield failure
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / program.name
        source = program.read_text()
        scale = next(int(line.split("=")[1]) for line in source.splitlines() if line.startswith("SCALE = "))
        copy.write_text(f"{source.removesuffix(TAIL)}\n\n\nprint(run({reduced(scale)}))\n")
        expected, failure = outcome(options.oracle, copy, options.timeout)
        if failure:
            raise SystemExit(f"{program.name} fails under CPython at a reduced scale: {failure}")
        printed, failure = outcome(options.python, copy, options.timeout, TAIPAN_GC=options.stress)
        if failure or printed != expected:
            yield f"under stress: {failure or f'{printed.strip()[:100]} instead of {expected.strip()[:100]}'}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="names of programs (default: all)")
    parser.add_argument("--python", type=shlex.split, required=True, help="the interpreter to check, with its options")
    parser.add_argument("--oracle", type=shlex.split, required=True, help="CPython 3.14")
    parser.add_argument("--stress", default="stress", help="what TAIPAN_GC is under stress (default: stress)")
    parser.add_argument("--jobs", type=int, default=2, help="programs at a time (default: 2)")
    parser.add_argument("--timeout", type=float, default=60, help="seconds that a program may take (default: 60)")
    options = parser.parse_args()
    available = [path for folder in FOLDERS for path in sorted((HERE / folder).glob("*.py"))]
    programs = [path for path in available if path.stem in options.programs or not options.programs]

    passed = failed = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for program, found in zip(programs, pool.map(lambda program: list(failures(program, options)), programs)):
            failed += len(found)
            passed += 2 - len(found)
            for failure in found:
                print(f"FAILED {program.name}: {failure}")
    print(f"benchmark programs: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
