#!/usr/bin/env python3
"""Compares how much memory interpreters take for the same objects: what they have resident once they have made them,
and the most that they had on the way there, both beyond what an empty program has.

    Benchmarks/memory.py --python taipan=.build/release/taipan --python cpython=python3.14 [--count 1000000]
"""

import argparse
import shlex
import subprocess
from pathlib import Path

STRUCTURES = {
    "list of ints": "x = [n for n in range({count})]",
    "list of floats": "x = [n + 0.5 for n in range({count})]",
    "tuples of two": "x = [(n, n) for n in range({count})]",
    "instances of two attributes": (
        "class Point:\n"
        "    def __init__(self, x, y):\n"
        "        self.x = x\n"
        "        self.y = y\n"
        "x = [Point(n, n) for n in range({count})]"
    ),
    "instances with slots": (
        "class Point:\n"
        "    __slots__ = ('x', 'y')\n"
        "    def __init__(self, x, y):\n"
        "        self.x = x\n"
        "        self.y = y\n"
        "x = [Point(n, n) for n in range({count})]"
    ),
    "dict of strings": "x = {{str(n): n for n in range({count})}}",
    "dict of ints": "x = {{n: n for n in range({count})}}",
    "set of ints": "x = {{n for n in range({count})}}",
    "empty lists": "x = [[] for n in range({count})]",
    "empty dicts": "x = [{{}} for n in range({count})]",
    "list of strings": "x = [str(n) for n in range({count})]",
    "strings, appended": "x = []\nfor n in range({count}):\n    x.append('item %d' % n)",
    "strings, split": "x = ('word ' * {count}).split()",
}


class Usage:
    """Kilobytes that a process has resident, and the most that it had."""

    def __init__(self, status):
        fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        self.retained = int(fields["VmRSS"].split()[0])
        self.peak = int(fields["VmHWM"].split()[0])


def measure(command, program):
    """Runs a program and looks at it when it has finished its work and collected its garbage, but not yet ended."""
    program += "\nimport gc\ngc.collect()\nprint('ready', flush=True)\ninput()"
    with subprocess.Popen([*command, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        if process.stdout.readline() != b"ready\n":
            raise SystemExit(f"{command[0]} failed")
        usage = Usage(Path(f"/proc/{process.pid}/status").read_text())
        process.communicate(b"\n")
    return usage


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--count", type=int, default=1_000_000)
    options = parser.parse_args()
    commands = {name: shlex.split(command) for name, command in (entry.split("=", 1) for entry in options.python)}
    names = list(commands)
    empty = {name: measure(command, "pass") for name, command in commands.items()}

    def line(title, peaks, retained, form):
        cells = "".join(f"{number:12{form}}" for number in peaks + retained)
        if len(names) == 2:
            cells += f"{peaks[0] / peaks[1]:9.2f}{retained[0] / retained[1]:9.2f}"
        print(f"{title:28}{cells}", flush=True)

    def row(title, program):
        usages = [measure(command, program.format(count=options.count)) for command in commands.values()]
        line(
            title,
            [(usage.peak - empty[name].retained) * 1024 / options.count for usage, name in zip(usages, names)],
            [(usage.retained - empty[name].retained) * 1024 / options.count for usage, name in zip(usages, names)],
            ".1f",
        )

    heads = [f"{name}" for name in names]
    print(f"{'':28}{'peak':>{12 * len(names)}}{'retained':>{12 * len(names)}}" + ("    ratios" if len(names) == 2 else ""))
    print(f"{'bytes an element':28}" + "".join(f"{head:>12}" for head in heads + heads))
    for title, program in STRUCTURES.items():
        row(title, program)
    peaks, retained = ([getattr(empty[name], kind) / 1024 for name in names] for kind in ("peak", "retained"))
    line("empty program, MB", peaks, retained, ".2f")


main()
