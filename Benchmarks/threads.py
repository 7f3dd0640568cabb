#!/usr/bin/env python3
"""Compares what threads do at the same time with what one does alone.

    Benchmarks/threads.py --python .build/release/taipan [--threads 2] [PROGRAM …]

For each program of Benchmarks/programs, once it is warm: how long it takes while another thread waits, as a ratio to alone
(locks are taken by atomic instructions then), and how many times as much several threads do at the same time as one does
alone. Each in a process of its own, the best of the rounds.
"""

import argparse
import json
import math
import subprocess
from pathlib import Path

from measuring import HERE

# Prints the times of a run: alone, while another thread waits, and in one of several threads.
TIMES = """
import importlib, json, sys, threading, time
program = importlib.import_module(sys.argv[1])
thread_count, warm_up = int(sys.argv[2]), float(sys.argv[3])

def repeat(seconds):
    '''How long a run takes, of as many as the time is enough for.'''
    begun = time.perf_counter()
    runs = 0
    while not runs or time.perf_counter() - begun < seconds:
        program.run(program.SCALE)
        runs += 1
    return (time.perf_counter() - begun) / runs

repeat(warm_up)
times = [repeat(warm_up / 4)]
done = threading.Event()
waiting = threading.Thread(target=done.wait)
waiting.start()
times.append(repeat(warm_up / 4))
done.set()
waiting.join()
found = []
threads = [threading.Thread(target=lambda: found.append(repeat(warm_up / 4))) for _ in range(thread_count)]
for thread in threads: thread.start()
for thread in threads: thread.join()
times.append(sum(found) / len(found))
print(json.dumps(times))
"""


def times(python, name, options):
    command = [python, "-c", TIMES, name, str(options.threads), str(options.warm_up)]
    done = subprocess.run(command, cwd=HERE / "programs", capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def geometric_mean(numbers):
    return math.exp(sum(map(math.log, numbers)) / len(numbers))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--warm-up", type=float, default=2.0, help="seconds (default: 2)")
    parser.add_argument("programs", nargs="*")
    options = parser.parse_args()
    python = str(Path(options.python).absolute()) if "/" in options.python else options.python
    names = options.programs or sorted(path.stem for path in (HERE / "programs").glob("*.py"))
    print(f"{'':20}{'another waits':>15}{f'{options.threads} do':>8}")
    rows = []
    for name in names:
        rounds = [times(python, name, options) for _ in range(options.rounds)]
        alone, waiting, together = (min(column) for column in zip(*rounds))
        rows.append((waiting / alone, options.threads * alone / together))
        print(f"{name:20}{rows[-1][0]:15.2f}{rows[-1][1]:8.2f}", flush=True)
    means = [geometric_mean(column) for column in zip(*rows)]
    print(f"{'geometric mean':20}{means[0]:15.2f}{means[1]:8.2f}")


if __name__ == "__main__":
    main()
