#!/usr/bin/env python3
"""Compares how interpreters start: the time that `-c pass` takes, and the most memory that they have once they are there.

    Benchmarks/start.py --python .build/release/taipan --oracle python3.14

It fails where the interpreter takes longer than the oracle or, without `site`, more memory. That is mostly a matter of
which pages of the executable a start touches (Tools/start-order).
"""

import argparse
import os
import subprocess
import time
from pathlib import Path

RUNS = 15
# Both find what they have compiled before.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def start_time(command):
    """Seconds, from here to the end."""
    started = time.perf_counter()
    subprocess.run([*command, "-c", "pass"], stdin=subprocess.DEVNULL, env=ENVIRONMENT, check=True)
    return time.perf_counter() - started


def start_memory(command):
    """The most bytes resident so far when a program waits for its input."""
    program = "import posix; posix.write(1, b'.'); posix.read(0, 1)"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([*command, "-c", program], env=ENVIRONMENT, **pipes) as process:
        process.stdout.read(1)
        status = Path(f"/proc/{process.pid}/status").read_text()
        process.communicate()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def least(measure, commands):
    """The least of several figures for each command, taken by turns."""
    rounds = [[measure(command) for command in commands] for _ in range(RUNS)]
    return [min(figures) for figures in zip(*rounds)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--python", required=True, help="the interpreter to check")
    parser.add_argument("--oracle", required=True, help="CPython 3.14")
    options = parser.parse_args()
    passed = failed = 0
    for flags, limits in (["-S"], ("time", "memory")), ([], ("time",)):
        commands = [[options.python, *flags], [options.oracle, *flags]]
        for name, measure, unit in ("time", start_time, 1e-3), ("memory", start_memory, 1e6):
            own, other = least(measure, commands)
            shown = f"{own / unit:.1f} and {other / unit:.1f} {'ms' if name == 'time' else 'MB'}: {own / other:.2f}"
            print(f"{name} of a start{' with -S' if flags else ''}: {shown}")
            if name in limits:
                passed, failed = passed + (own <= other), failed + (own > other)
    print(f"starts: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    raise SystemExit(main())
