#!/usr/bin/env python3
"""Runs folders of Python programs under an interpreter and compares what each prints with what CPython prints.

    Tests/Python/run.py --python .build/release/taipan [FOLDER or PROGRAM …]

Beside `NAME.py` lies `NAME.expected`, its standard output under CPython 3.14, which `--record` writes. A program
passes when it prints exactly that and ends with status 0. Programs import nothing that a bare interpreter may lack,
but those in `programs`: real ones, which use the library as people do.

Programs in the folder `errors` end with an uncaught exception: theirs is the standard error, and status 1.
"""

import argparse
import difflib
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Programs that Taipan does not pass yet, or not every time, a line each: neither passed nor failed.
UNFINISHED = HERE / "unfinished.txt"
FOLDERS = ("language", "modules", "programs", "hostile", "errors")
ERRORS = "errors"


class Outcome:
    """What a program printed, and why it counts as failed, or None."""

    def __init__(self, program, output, failure):
        self.program = program
        self.output = output
        self.failure = failure


def run(command, program, timeout):
    """Runs one program in its own folder, with hashes of text that are the same every time."""
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": ""}
    try:
        process = subprocess.run(
            [*command, program.name],
            cwd=program.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        return Outcome(program, "", f"still running after {timeout:g} s")
    if program.parent.name == ERRORS:
        # Whatever the place of the repository is.
        errors = process.stderr.decode(errors="replace").replace(f"{program.parent}/", "")
        return Outcome(program, errors, None if process.returncode == 1 else f"status {process.returncode}")
    output = process.stdout.decode(errors="replace")
    if process.returncode:
        errors = process.stderr.decode(errors="replace").strip().splitlines()
        reason = errors[-1] if errors else "no message"
        return Outcome(program, output, f"status {process.returncode}: {reason}")
    return Outcome(program, output, None)


def compare(outcome):
    """The outcome with a failure if its output differs from what is expected."""
    expected_path = outcome.program.with_suffix(".expected")
    if not expected_path.exists():
        return Outcome(outcome.program, outcome.output, "nothing recorded")
    expected = expected_path.read_bytes().decode()
    if outcome.output == expected:
        return outcome
    difference = "\n".join(
        list(
            difflib.unified_diff(
                expected.splitlines(), outcome.output.splitlines(), "expected", "printed", lineterm="", n=0
            )
        )[2:12]
    )
    reason = outcome.failure or "prints something else"
    return Outcome(outcome.program, outcome.output, f"{reason}\n{difference}")


def programs_in(paths):
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.py"))
        else:
            yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, help=f"folders or programs (default: {', '.join(FOLDERS)})")
    parser.add_argument("--python", default=shlex.quote(sys.executable), help="the interpreter, with its options")
    parser.add_argument("--record", action="store_true", help="write what it prints as what is expected")
    parser.add_argument("--jobs", type=int, default=2, help="programs at a time (default: 2)")
    parser.add_argument("--timeout", type=float, default=60, help="seconds that a program may take (default: 60)")
    options = parser.parse_args()
    command = shlex.split(options.python)
    if "/" in command[0]:
        command[0] = str(Path(command[0]).absolute())
    programs = [p.absolute() for p in programs_in(options.paths or [HERE / folder for folder in FOLDERS])]

    unfinished = set() if options.record else set(UNFINISHED.read_text(encoding="utf-8").split())
    passed = failed = skipped = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(lambda program: run(command, program, options.timeout), programs):
            if options.record and outcome.failure is None:
                outcome.program.with_suffix(".expected").write_text(outcome.output, encoding="utf-8")
            elif not options.record:
                outcome = compare(outcome)
            name = f"{outcome.program.parent.name}/{outcome.program.name}"
            if name in unfinished:
                state = "passes: take it off the list" if outcome.failure is None else outcome.failure.splitlines()[0]
                print(f"unfinished {name}: {state}")
                skipped += 1
                continue
            if outcome.failure is None:
                passed += 1
            else:
                failed += 1
                print(f"FAILED {name}: {outcome.failure}")
    if skipped:
        print(f"{skipped} unfinished")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
