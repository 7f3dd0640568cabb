#!/usr/bin/env python3
"""Runs the benchmark programs under several Python interpreters, side by side.

    Benchmarks/run.py --python cpython=python3.14 --python taipan=.build/release/taipan [PROGRAM …]

Every round starts each interpreter once per program, in a fresh process, one after the other and in alternating
order, so that a machine that slows down slows all of them. A process repeats its program: its first iteration is
*cold*, the last half of its iterations are *steady*, and what lies between is warm-up. Figures are medians over the
rounds, with their spread, of wall-clock time or (for a machine shared with others) of processor time. Ratios are to
the first interpreter: 2.00 is twice as fast. Peak memory is the process's largest resident set.

A program is a file of `programs/`, which import nothing, or of `library/`, which use the standard library; it defines
`run(scale)`, `SCALE` and `EXPECTED` and ends with `TAIL`.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

HERE = Path(__file__).resolve().parent
FOLDERS = "programs", "library"
TAIL = '\n\nif __name__ == "__main__":\n    assert run(SCALE) == EXPECTED\n'
POLL_SECONDS = 0.005


class Interpreter:
    """An interpreter's name and the words that start it, as in `pypy=pypy3 -X options`."""

    def __init__(self, text):
        name, separator, command = text.partition("=")
        if not separator or not command:
            raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PATH [OPTION …]")
        self.name = name
        self.command = shlex.split(command)


class Failure(Exception):
    """A program that did not end as it should; the text is its last line of error."""


class Measurement:
    """One process: seconds of its whole life and of each iteration, and its peak memory in bytes."""

    def __init__(self, seconds, iterations, memory):
        self.seconds = seconds
        self.memory = memory
        self.cold = iterations[0] if iterations else seconds
        self.steady = median(iterations[len(iterations) // 2 :]) if iterations else None


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def spread(values):
    """Half of the distance between the extremes, as a share of the median."""
    return (max(values) - min(values)) / 2 / median(values)


def geometric_mean(values):
    product = 1.0
    for value in values:
        product *= value ** (1 / len(values))
    return product


def resident_peak(pid):
    """The peak so far of a live process in bytes, or 0 if it has just ended."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def measure(command, timeout, cpu):
    """Runs a command to its end.

    The kernel's figure for a child's peak never falls below its parent's own size (the child starts as its parent's
    copy), so below that the peak is the one last seen while the process ran.
    """
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        seen = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            seen = max(seen, resident_peak(process.pid))
            if time.perf_counter() - started > timeout:
                process.kill()
            time.sleep(POLL_SECONDS)
        elapsed = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            lines = errors.read().strip().splitlines() or output.read().strip().splitlines()
            reason = lines[-1] if lines else "no message"
            raise Failure("timed out" if elapsed > timeout else f"exit {process.returncode}: {reason}")
        iterations = [float(line.split()[1]) for line in output if line.startswith("iteration ")]
    own = getrusage(RUSAGE_SELF).ru_maxrss * 1024
    peak = usage.ru_maxrss * 1024
    seconds = usage.ru_utime + usage.ru_stime if cpu else elapsed
    return Measurement(seconds, iterations, peak if peak > own or not seen else seen)


def with_repetitions(program, options, folder):
    """A copy of a program that repeats itself, in the folder given."""
    source = program.read_text()
    if not source.endswith(TAIL):
        raise SystemExit(f"{program} does not end as a benchmark program does")
    repeated = folder / program.name
    repeat = (HERE / "repeat.py").read_text()
    clock = "process_time" if options.cpu else "perf_counter"
    settings = f"ITERATIONS = {options.iterations}\nCLOCK = {clock!r}\n"
    repeated.write_text(f"{source.removesuffix(TAIL)}\n\n{settings}{repeat}")
    return repeated


class Progress:
    """One line of a terminal that says what runs now; nothing elsewhere."""

    def __init__(self, total):
        self.total = total
        self.done = 0
        self.shown = sys.stderr.isatty()

    def step(self, text):
        self.done += 1
        if self.shown:
            print(f"\r\x1b[K[{self.done}/{self.total}] {text}", end="", file=sys.stderr, flush=True)

    def clear(self):
        if self.shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def run_all(interpreters, programs, options):
    """What every program gave under every interpreter: program → interpreter → Measurements, or a Failure."""
    results = {program.stem: {i.name: [] for i in interpreters} for program in programs}
    progress = Progress(options.rounds * len(programs) * len(interpreters))
    with tempfile.TemporaryDirectory() as folder:
        copies = [with_repetitions(program, options, Path(folder)) for program in programs]
        for round_number in range(options.rounds):
            order = interpreters if round_number % 2 == 0 else interpreters[::-1]
            for copy in copies:
                for interpreter in order:
                    progress.step(f"round {round_number + 1}: {copy.stem} under {interpreter.name}")
                    outcomes = results[copy.stem]
                    if isinstance(outcomes[interpreter.name], Failure):
                        continue
                    try:
                        command = [*interpreter.command, str(copy)]
                        outcomes[interpreter.name].append(measure(command, options.timeout, options.cpu))
                    except Failure as failure:
                        outcomes[interpreter.name] = failure
    progress.clear()
    return results


def summarize(measurements):
    """The medians of one program under one interpreter, ready for JSON."""
    if isinstance(measurements, Failure):
        return {"failure": str(measurements)}
    steady = [m.steady if m.steady is not None else m.seconds for m in measurements]
    return {
        "process_seconds": median([m.seconds for m in measurements]),
        "cold_seconds": median([m.cold for m in measurements]),
        "steady_seconds": median(steady),
        "steady_spread": spread(steady),
        "peak_bytes": median([m.memory for m in measurements]),
    }


def ratios(summary, names, key):
    """Per interpreter, the first one's figure over its own for every program that both completed."""
    first = names[0]
    found = {name: [] for name in names[1:]}
    for outcomes in summary.values():
        for name in names[1:]:
            if "failure" not in outcomes[first] and "failure" not in outcomes[name]:
                found[name].append(outcomes[first][key] / outcomes[name][key])
    return found


def print_table(summary, names):
    width = max(map(len, summary))
    columns = "".join(f" │ {name:^38}" for name in names)
    headings = f"{'cold ms':>8} {'steady ms':>10} {'±':>4} {'MB':>6} {'ratio':>6}"
    print(f"{'':{width}}{columns}\n{'':{width}}" + f" │ {headings}" * len(names))
    for program, outcomes in summary.items():
        cells = ""
        for name in names:
            own, first = outcomes[name], outcomes[names[0]]
            if "failure" in own:
                cells += f" │ {own['failure'][:38]:38}"
                continue
            ratio = "" if "failure" in first else f"{first['steady_seconds'] / own['steady_seconds']:.2f}"
            cells += (
                f" │ {own['cold_seconds'] * 1e3:8.1f} {own['steady_seconds'] * 1e3:10.1f}"
                f" {own['steady_spread'] * 100:3.0f}% {own['peak_bytes'] / 1e6:6.1f} {ratio:>6}"
            )
        print(f"{program:{width}}{cells}")
    print()
    for label, key in ("cold", "cold_seconds"), ("steady", "steady_seconds"), ("memory", "peak_bytes"):
        for name, values in ratios(summary, names, key).items():
            if values:
                mean, lowest, highest = geometric_mean(values), min(values), max(values)
                print(
                    f"{label:>7}: {names[0]} / {name} = {mean:.2f} (geometric mean of {len(values)};"
                    f" {lowest:.2f} to {highest:.2f})"
                )


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="names of programs (default: all)")
    parser.add_argument(
        "--python", action="append", type=Interpreter, metavar="NAME=COMMAND", dest="interpreters",
        help="an interpreter with its options; may be given again (default: the Python that runs this)",
    )
    parser.add_argument("--rounds", type=int, default=3, help="processes per program and interpreter (default: 3)")
    parser.add_argument("--iterations", type=int, default=6, help="repetitions within a process (default: 6)")
    parser.add_argument("--timeout", type=float, default=300, help="seconds that a process may take (default: 300)")
    parser.add_argument("--cpu", action="store_true", help="measure processor time, not wall-clock time")
    parser.add_argument("--json", metavar="FILE", help="write the figures there ('-': to standard output, no table)")
    options = parser.parse_args()
    if options.rounds < 1 or options.iterations < 1:
        parser.error("--rounds and --iterations must be at least 1")
    return options


def main():
    options = parse_arguments()
    interpreters = options.interpreters or [Interpreter(f"python={shlex.quote(sys.executable)}")]
    available = {path.stem: path for folder in FOLDERS for path in sorted((HERE / folder).glob("*.py"))}
    unknown = [name for name in options.programs if name not in available]
    if unknown:
        raise SystemExit(f"no such program: {', '.join(unknown)} (there are {', '.join(available)})")
    programs = [available[name] for name in options.programs] or list(available.values())

    results = run_all(interpreters, programs, options)
    summary = {program: {n: summarize(m) for n, m in outcomes.items()} for program, outcomes in results.items()}
    if options.json:
        settings = {"rounds": options.rounds, "iterations": options.iterations, "cpu": options.cpu}
        document = json.dumps({**settings, "programs": summary}, indent=2)
        if options.json == "-":
            print(document)
        else:
            Path(options.json).write_text(document + "\n")
    if options.json != "-":
        print_table(summary, [interpreter.name for interpreter in interpreters])
    return any("failure" in outcome for outcomes in summary.values() for outcome in outcomes.values())


if __name__ == "__main__":
    sys.exit(main())
