#!/usr/bin/env python3
"""Runs programs that use packages of PyPI under an interpreter, and compares what they print with what CPython prints.

    Tests/Packages/run.py --python .build/release/taipan --oracle python3.14 --packages FOLDER [PROGRAM …]

The packages are in Python and stand on `ctypes`; `Tools/setup-packages` fetches them, and installs the C library that
each wraps. A program that CPython cannot run here, for want of either, is skipped.
"""

import argparse
import difflib
import os
import shlex
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def outcome(command, program, options):
    """What a program prints, and why it failed, if it did."""
    try:
        process = subprocess.run(
            [*command, program.name], cwd=program.parent, env={**os.environ, "PYTHONPATH": options.packages},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=options.timeout,
        )
    except subprocess.TimeoutExpired:
        return "", f"still running after {options.timeout:g} s"
    if process.returncode:
        lines = process.stderr.strip().splitlines() or ["no message"]
        return process.stdout, f"status {process.returncode}: {lines[-1]}"
    return process.stdout, None


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="names of programs (default: all)")
    parser.add_argument("--python", type=shlex.split, required=True, help="the interpreter to check, with its options")
    parser.add_argument("--oracle", type=shlex.split, required=True, help="CPython 3.14")
    parser.add_argument("--packages", type=os.path.abspath, required=True, help="the folder that has the packages")
    parser.add_argument("--timeout", type=float, default=60, help="seconds that a program may take (default: 60)")
    options = parser.parse_args()
    options.python[0], options.oracle[0] = os.path.abspath(options.python[0]), os.path.abspath(options.oracle[0])

    passed = failed = 0
    for program in sorted(set(HERE.glob("*.py")) - {HERE / "run.py"}):
        if options.programs and program.stem not in options.programs:
            continue
        expected, failure = outcome(options.oracle, program, options)
        if failure:
            print(f"skipped {program.name}: under CPython {failure}")
            continue
        printed, failure = outcome(options.python, program, options)
        if failure or printed != expected:
            failed += 1
            print(f"FAILED {program.name}: {failure or 'another output'}")
            print("\n".join(list(difflib.unified_diff(expected.splitlines(), printed.splitlines(), lineterm=""))[:20]))
        else:
            passed += 1
    print(f"PyPI packages: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
