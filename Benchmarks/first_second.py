#!/usr/bin/env python3
"""Compares what the compiler costs before it pays: programs in their first second, and short scripts, with it and without.

    Benchmarks/first_second.py --python .build/release/taipan [PROGRAM …]

For each program of Benchmarks/programs: how much of its work is done a second after its first instruction, as a ratio to
the same with `-X jit=off` (the best of the rounds); and how long a process takes that does so little of it that it takes
some 100 ms without the compiler, as a ratio of medians.
"""

import argparse
import math
import subprocess
import tempfile
import time
from pathlib import Path

from measuring import HERE, TAIL, median

# Prints how many iterations were done after a second, the one that was going on then in part.
IN_A_SECOND = """

import time
begun = time.perf_counter()
before = iterations = 0
while (elapsed := time.perf_counter() - begun) < 1:
    before = elapsed
    run(SCALE)
    iterations += 1
print(iterations - (elapsed - 1) / (elapsed - before))
"""
SHORT_SECONDS = 0.1
MODES = ("on", "off")


def work_in_a_second(command, program):
    return float(subprocess.run([*command, program], capture_output=True, check=True, text=True).stdout)


def time_of_a_run(command, program):
    started = time.perf_counter()
    subprocess.run([*command, program], check=True)
    return time.perf_counter() - started


def by_turns(measure, commands, program, rounds):
    """The figures of each command."""
    figures = [[measure(command, program) for command in commands] for _ in range(rounds)]
    return list(zip(*figures))


def shorten(program, text, command):
    """Has a program do so little that a process of it takes about as long as a short script."""
    scale, seconds = 1.25, math.inf
    while seconds > SHORT_SECONDS and scale > 0.01:
        scale *= 0.8
        program.write_text(f"{text}\n\nrun(type(SCALE)(SCALE * {scale}))\n")
        seconds = min(time_of_a_run(command, program) for _ in range(3))
    return seconds


def geometric_mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--python", required=True, help="the interpreter to measure")
    parser.add_argument("--rounds", type=int, default=3, help="for the first second (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=20, help="of short scripts (default: %(default)s)")
    parser.add_argument("programs", nargs="*", help="names (default: all)")
    options = parser.parse_args()
    commands = [[options.python, "-X", f"jit={mode}"] for mode in MODES]
    programs = [p for p in sorted(HERE.glob("programs/*.py")) if not options.programs or p.stem in options.programs]
    firsts, shorts = [], []
    print(f"{'':18} first second   script of ms")
    with tempfile.TemporaryDirectory() as folder:
        for program in programs:
            repeated = Path(folder) / program.name
            text = program.read_text().removesuffix(TAIL)
            repeated.write_text(text + IN_A_SECOND)
            compiled, interpreted = map(max, by_turns(work_in_a_second, commands, repeated, options.rounds))
            firsts.append(compiled / interpreted)
            seconds = shorten(repeated, text, commands[1])
            compiled, interpreted = map(median, by_turns(time_of_a_run, commands, repeated, options.runs))
            shorts.append(compiled / interpreted)
            print(f"{program.stem:18} {firsts[-1]:12.2f} {shorts[-1]:8.3f} {1000 * seconds:6.0f}", flush=True)
    print(f"first second: {geometric_mean(firsts):.2f} (geometric mean of {len(firsts)}; {min(firsts):.2f} to {max(firsts):.2f})")
    print(f"short scripts: {median(shorts):.3f} (median of {len(shorts)}; {min(shorts):.3f} to {max(shorts):.3f})")


if __name__ == "__main__":
    main()
