#!/usr/bin/env python3
"""Random programs, run by CPython, by the interpreter and by compiled code: all must print the same.

    Tools/jit/fuzz.py --python .build/release/taipan [--oracle python3.14] [--count 200] [--seed 1]

What a program does, `random_program.py` says. Several are run by one process; those of a process whose output differs are
run again, each by its own. A program that differs is left in the folder named by --keep.
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

# The interpreter, then compiled code: when it is compiled decides what is known of it then. Under stress the collector
# comes often, and each time machine code's allocations take their slow way.
MODES = ("off", "threshold:2", "threshold:15", "threshold:2 stress", "threshold:200", "eager", "threshold:15 stress")
BATCH = 8
RUNNER = '''
import sys
for path in sys.argv[1:]:
    with open(path) as file: source = file.read()
    try: exec(compile(source, path, "exec"), {"__name__": "__main__"})
    except BaseException as error: print("ended by", type(error).__name__, error)
    print("end of", path.rpartition("/")[2], flush=True)
'''


def run(command, programs, environment, seconds):
    """What the programs print, each by itself; None if their processor time is up."""
    def limit(): resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    done = subprocess.run(
        [*command, "-c", RUNNER, *programs], capture_output=True, env=environment, preexec_fn=limit)
    if done.returncode in (-9, -24): return None
    parts = done.stdout.decode(errors="replace").split("end of ")
    if done.returncode or len(parts) != len(programs) + 1:
        parts.append(f"status {done.returncode} {done.stderr[-300:]}")
    return parts


class Comparison:
    """Compares batches of programs, by their first seeds."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.environment = {**os.environ, "PYTHONHASHSEED": "0"}
        self.environment.pop("TAIPAN_JIT", None)

    def oracle(self, programs):
        return run([self.options.oracle, "-S", "-E"], programs, self.environment, 2)

    def taipan(self, programs, mode):
        mode, *collector = mode.split()
        environment = {**self.environment, "TAIPAN_GC": "".join(collector)}
        return run([self.options.python, "-S", "-X", f"jit={mode}"], programs, environment, 90)

    def batch(self, start):
        """How many programs of a batch passed, failed, and had no end."""
        seeds = range(start, min(start + BATCH, self.options.seed + self.options.count))
        paths = {seed: f"{self.folder}/{seed}.py" for seed in seeds}
        for seed, path in paths.items(): Path(path).write_text(Program(seed).text())
        modes = ("off", MODES[1 + start // BATCH % (len(MODES) - 1)])
        together = self.oracle(list(paths.values()))
        if together and all(self.taipan(list(paths.values()), mode) == together for mode in modes):
            return len(seeds), 0, 0
        passed = failed = skipped = 0
        for seed, path in paths.items():
            expected = self.oracle([path])
            # Numbers can grow without end.
            if expected is None:
                skipped += 1
                continue
            wrong = [mode for mode in modes if self.taipan([path], mode) != expected]
            passed += not wrong
            failed += bool(wrong)
            if wrong: self.report(seed, path, wrong)
        if together and not failed:
            failed = 1
            print(f"programs {start} to {seeds[-1]}, in one process: {', '.join(modes)}", flush=True)
        return passed, failed, skipped

    def report(self, seed, path, wrong):
        print(f"program {seed} differs: {', '.join(wrong)}", flush=True)
        if self.options.keep:
            self.options.keep.mkdir(exist_ok=True)
            (self.options.keep / f"{seed}.py").write_text(Path(path).read_text())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", required=True)
    parser.add_argument("--oracle", default=sys.executable)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="batches at a time (default: 2)")
    parser.add_argument("--keep", type=Path, default=None)
    options = parser.parse_args()
    starts = range(options.seed, options.seed + options.count, BATCH)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        counts = list(pool.map(Comparison(options, folder).batch, starts))
    passed, failed, skipped = (sum(column) for column in zip(*counts))
    print(f"random programs, compiled and not ({skipped} without an end): {passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
