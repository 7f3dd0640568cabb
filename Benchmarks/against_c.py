#!/usr/bin/env python3
"""Loops over ints and floats beside the same in C at -O2.

    Benchmarks/against_c.py --python taipan=.build/release/taipan --python cpython=python3.14 [--rounds 3]

Prints how many times as long as C each interpreter takes: of the least of some runs, in processor time. Compilers and
interpreters run one after the other, round by round, and all must find the same. "on words" is C on Taipan's own
representation of lists and numbers, where a kernel has any (`kernels_on_words.c`).
"""

import argparse
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

KERNELS = Path(__file__).resolve().parent / "kernels"
SOURCES = {"C": KERNELS / "kernels.c", "on words": KERNELS / "kernels_on_words.c"}
SCALES = {
    "collatz": 40_000, "mandelbrot": 300, "matrix_multiply": 160, "n_body": 60_000, "sieve": 1_000_000,
    "spectral_norm": 250,
}
# Kernels that keep nothing in objects.
IN_REGISTERS = {"mandelbrot"}
RUNS = 8
# Seconds before the runs that count.
WARM_UP = 1.5


def compiled(compiler, source, folder):
    """The program that a source of C becomes."""
    program = f"{folder}/{source.stem}"
    subprocess.run([compiler, "-O2", "-o", program, source, "-lm"], check=True)
    return program


def outcome(command, name, divisor):
    """What a kernel finds, and its seconds."""
    arguments = [name, SCALES[name] // divisor, RUNS, WARM_UP / divisor]
    done = subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True, check=True)
    result, seconds = done.stdout.split()
    return result, float(seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", action="append", required=True, metavar="NAME=COMMAND")
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--divide", type=int, default=1, metavar="N", help="an N-th of the work")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = {name: [compiled(options.cc, source, folder)] for name, source in SOURCES.items()}
        for named in options.python:
            name, _, command = named.rpartition("=")
            commands[name or command] = [*shlex.split(command), str(KERNELS / "kernels.py")]
        print(f"{'':16}{'C':>10}" + "".join(f"{name:>12}" for name in commands if name != "C"))
        for kernel in SCALES:
            found = {name: [] for name in commands if name != "on words" or kernel not in IN_REGISTERS}
            for _ in range(options.rounds):
                for name, outcomes in found.items():
                    outcomes.append(outcome(commands[name], kernel, options.divide))
            results = {result for outcomes in found.values() for result, _ in outcomes}
            if len(results) != 1:
                print(f"{kernel}: results differ: {sorted(results)}", file=sys.stderr)
                return 1
            least = {name: min(seconds for _, seconds in outcomes) for name, outcomes in found.items()}
            ratios = (f"{least[name] / least['C']:11.1f}×" if name in least else f"{'':12}" for name in commands if name != "C")
            print(f"{kernel:16}{least['C'] * 1e3:7.1f} ms{''.join(ratios)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
