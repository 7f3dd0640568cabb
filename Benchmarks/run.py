#!/usr/bin/env python3
"""Runs the benchmark programs under several Python interpreters, side by side.

    taipan bench [NAME …] [--tiers interpreter,jit] [--against python3.14,pypy3] [--format table|json]
    python3 Benchmarks/run.py --python cpython=python3.14 --python taipan=.build/release/taipan [NAME …]

Both are this program; under Taipan it compares Taipan's own tiers, and others that it is told of.

Every round starts each interpreter once per program, in a fresh process, one after the other and in alternating
order, so that a machine that slows down slows all of them. A process repeats its program: its first iteration is
*cold*; when it has run for some seconds, the next iterations are *steady*. What passes before the first one that takes
no more than a tenth longer than those is its *warm-up*. Figures are medians over the rounds, of steady iterations the
least, with their spread, of wall-clock time or (for a machine shared with others) of processor time, which counts that
of compiling beside the program. Ratios are to the first interpreter: 2.00 is twice as fast. Peak memory is the
process's largest resident set.

A program is a file of `programs/`, which import nothing, of `library/`, which use the standard library, or of
`ctypes/`, which call C. It defines `run(scale)`, `SCALE` and `EXPECTED` and ends with `TAIL`.
"""

import argparse
import json
import shlex
import shutil
import signal
import sys

from measuring import HERE, run_all
from report import print_table, summarize

FOLDERS = "programs", "library", "ctypes"
# The options that choose a tier of Taipan's.
TIERS = {"interpreter": ["-X", "jit=off"], "jit": ["-X", "jit=on"]}


class Interpreter:
    """An interpreter's name and the words that start it."""

    def __init__(self, name, command):
        self.name = name
        self.command = command

    @classmethod
    def named(cls, text):
        """From `pypy=pypy3 -X options`."""
        name, separator, command = text.partition("=")
        if not separator or not command:
            raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PATH [OPTION …]")
        return cls(name, shlex.split(command))


def peers(text):
    """The interpreters of a list of commands, as in `python3.14,pypy3`."""
    commands = [command for command in text.split(",") if command]
    for command in commands:
        if not shutil.which(command):
            raise argparse.ArgumentTypeError(f"there is no command {command!r}")
    return [Interpreter(command.rpartition("/")[2], [command]) for command in commands]


def tiers(text):
    """The names of tiers in a list of them."""
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in TIERS:
            raise argparse.ArgumentTypeError(f"there is no tier {name!r} (there are {', '.join(TIERS)})")
    return names


def parse_arguments():
    is_taipan = sys.implementation.name == "taipan"
    parser = argparse.ArgumentParser(
        prog="taipan bench" if is_taipan else None, description=__doc__.partition("\n")[0]
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="programs, or folders of them (default: all)")
    parser.add_argument(
        "--python", action="append", type=Interpreter.named, metavar="NAME=COMMAND", dest="interpreters", default=[],
        help="an interpreter with its options; may be given again (default: the one that runs this)",
    )
    parser.add_argument(
        "--against", type=peers, metavar="COMMAND,…", default=[],
        help="other interpreters by their commands; ratios are to the first",
    )
    if is_taipan:
        parser.add_argument(
            "--tiers", type=tiers, metavar="TIER,…", default=list(TIERS),
            help=f"which of Taipan's tiers to measure (default: {','.join(TIERS)})",
        )
    parser.add_argument("--rounds", type=int, default=3, help="processes per program and interpreter (default: 3)")
    parser.add_argument(
        "--warm-up", type=float, default=2, metavar="SECONDS", help="how long to run before measuring (default: 2)"
    )
    parser.add_argument("--iterations", type=int, default=5, help="repetitions that are measured then (default: 5)")
    parser.add_argument("--timeout", type=float, default=300, help="seconds that a process may take (default: 300)")
    parser.add_argument("--cpu", action="store_true", help="measure processor time, not wall-clock time")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="of the figures (default: table)")
    options = parser.parse_args()
    if options.rounds < 1 or options.iterations < 1:
        parser.error("--rounds and --iterations must be at least 1")
    options.interpreters += options.against
    if is_taipan:
        options.interpreters += [Interpreter(name, [sys.executable, *TIERS[name]]) for name in options.tiers]
    if not options.interpreters:
        options.interpreters = [Interpreter("python", [sys.executable])]
    names = [interpreter.name for interpreter in options.interpreters]
    if len(set(names)) < len(names):
        parser.error(f"two interpreters have the same name: {', '.join(names)}")
    return options


def chosen_programs(names):
    """The programs that are named themselves, or by their folders."""
    folders = {folder: sorted((HERE / folder).glob("*.py")) for folder in FOLDERS}
    available = {path.stem: [path] for paths in folders.values() for path in paths}
    unknown = [name for name in names if name not in available and name not in folders]
    if unknown:
        known = ", ".join([*folders, *available])
        raise SystemExit(f"no such program: {', '.join(unknown)} (there are {known})")
    groups = [folders.get(name) or available[name] for name in names] or folders.values()
    return list(dict.fromkeys(path for group in groups for path in group))


def main():
    # Ends without a word where the reader of its output has: `taipan bench | head`.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    options = parse_arguments()
    results = run_all(options.interpreters, chosen_programs(options.names), options)
    summary = {program: {n: summarize(m) for n, m in outcomes.items()} for program, outcomes in results.items()}
    if options.format == "json":
        settings = {name: getattr(options, name) for name in ("rounds", "warm_up", "iterations", "cpu")}
        print(json.dumps({**settings, "programs": summary}, indent=2))
    else:
        print_table(summary, [interpreter.name for interpreter in options.interpreters])
    return any("failure" in outcome for outcomes in summary.values() for outcome in outcomes.values())


if __name__ == "__main__":
    sys.exit(main())
