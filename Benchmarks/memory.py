#!/usr/bin/env python3
"""Compares how much memory interpreters take for the same objects: growth of the peak over an empty program.

    Benchmarks/memory.py --python taipan=.build/release/taipan --python cpython=python3.14 [--count 1000000]
"""

import argparse
import os
import shlex
import subprocess

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
    "strings": "x = [str(n) for n in range({count})]",
}


def peak(command, program):
    """The most kilobytes that a program had resident."""
    process = subprocess.Popen([*command, "-c", program])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed with status {process.returncode}")
    return usage.ru_maxrss


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--count", type=int, default=1_000_000)
    options = parser.parse_args()
    interpreters = dict(entry.split("=", 1) for entry in options.python)
    commands = {name: shlex.split(command) for name, command in interpreters.items()}
    empty = {name: peak(command, "pass") for name, command in commands.items()}
    print(f"{'bytes an element':30}" + "".join(f"{name:>12}" for name in commands) + f"{'ratio':>9}")
    for title, program in STRUCTURES.items():
        program = program.format(count=options.count)
        bytes_each = [
            (peak(command, program) - empty[name]) * 1024 / options.count for name, command in commands.items()
        ]
        ratio = f"{bytes_each[0] / bytes_each[1]:9.2f}" if len(bytes_each) == 2 else ""
        print(f"{title:30}" + "".join(f"{number:12.1f}" for number in bytes_each) + ratio)
    print(f"{'empty program, MB':30}" + "".join(f"{empty[name] / 1024:12.1f}" for name in commands))


main()
