#!/usr/bin/env python3
"""Every N-th guard of compiled code fails, for many N: programs must print what they do without.

    Tools/jit/force_exits.py --python .build/release/taipan [--random 20] [--intervals 1 2 3] [PROGRAM …]

Programs are those given, else the tests of inline caches in Tests/Python/language, and as many random ones as told.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from random_program import Program

TESTS = Path(__file__).resolve().parents[2] / "Tests" / "Python" / "language"
INTERVALS = (1, 2, 3, 4, 5, 7, 11, 17, 29, 53, 97, 211, 499, 1009, 4001)
MODES = ("eager", "threshold:2", "threshold:30")


def run(python, program, *options):
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.pop("TAIPAN_JIT", None)

    # Processor time: a machine that is busy with other things makes no difference.
    def limit(): resource.setrlimit(resource.RLIMIT_CPU, (120, 121))
    done = subprocess.run(
        [python, "-S", *options, program], capture_output=True, env=environment, cwd=program.parent, preexec_fn=limit)
    return done.returncode, done.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", required=True)
    parser.add_argument("--random", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--intervals", type=int, nargs="*", default=INTERVALS)
    parser.add_argument("--modes", nargs="*", default=MODES)
    parser.add_argument("--jobs", type=int, default=2, help="programs at a time (default: 2)")
    parser.add_argument("programs", type=Path, nargs="*")
    options = parser.parse_args()
    python = Path(options.python).resolve()

    def differing(program):
        """The modes and intervals with which a program prints something else than without forced exits."""
        expected = run(python, program.resolve(), "-X", "jit=off")
        return [
            (program, mode, interval) for mode in options.modes for interval in options.intervals
            if run(python, program.resolve(), "-X", f"jit={mode}", "-X", f"jit-exit={interval}") != expected]

    failed = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        programs = options.programs or sorted(TESTS.glob("inline_caches_*.py"))
        for seed in range(options.seed, options.seed + options.random):
            path = Path(folder) / f"random_{seed}.py"
            path.write_text(Program(seed).text())
            programs.append(path)
        for found in pool.map(differing, programs):
            for program, mode, interval in found:
                failed += 1
                print(f"{program.name} differs: -X jit={mode} -X jit-exit={interval}", flush=True)
    passed = len(programs) * len(options.modes) * len(options.intervals) - failed
    print(f"forced exits: {passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
