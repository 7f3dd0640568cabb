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
from pathlib import Path

from random_program import Program

# The interpreter, then compiled code: when it is compiled decides what is known of it then.
MODES = ("off", "threshold:2", "threshold:15", "threshold:2", "threshold:200", "eager")
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


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", required=True)
    parser.add_argument("--oracle", default=sys.executable)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None)
    options = parser.parse_args()
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.pop("TAIPAN_JIT", None)
    passed = failed = skipped = 0

    def oracle(programs): return run([options.oracle, "-S", "-E"], programs, environment, 2)
    def taipan(programs, mode): return run([options.python, "-S", "-X", f"jit={mode}"], programs, environment, 90)

    with tempfile.TemporaryDirectory() as folder:
        for start in range(options.seed, options.seed + options.count, BATCH):
            seeds = range(start, min(start + BATCH, options.seed + options.count))
            paths = {seed: f"{folder}/{seed}.py" for seed in seeds}
            for seed, path in paths.items(): Path(path).write_text(Program(seed).text())
            modes = ("off", MODES[1 + start // BATCH % (len(MODES) - 1)])
            all_expected = oracle(list(paths.values()))
            if all_expected and all(taipan(list(paths.values()), mode) == all_expected for mode in modes):
                passed += len(seeds)
                continue
            differing = 0
            for seed, path in paths.items():
                expected = oracle([path])
                # Numbers can grow without end.
                if expected is None:
                    skipped += 1
                    continue
                wrong = [mode for mode in modes if taipan([path], mode) != expected]
                passed += not wrong
                differing += bool(wrong)
                if not wrong: continue
                print(f"program {seed} differs: {', '.join(wrong)}", flush=True)
                if options.keep:
                    options.keep.mkdir(exist_ok=True)
                    (options.keep / f"{seed}.py").write_text(Path(path).read_text())
            failed += differing
            if all_expected and not differing:
                failed += 1
                print(f"programs {start} to {seeds[-1]}, in one process: {', '.join(modes)}", flush=True)
    print(f"random programs, compiled and not ({skipped} without an end): {passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
