"""Runs benchmark programs in processes of their own and takes their times and their memory."""

import os
import subprocess
import sys
import tempfile
import time
from itertools import takewhile
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

HERE = Path(__file__).resolve().parent
TAIL = '\n\nif __name__ == "__main__":\n    assert run(SCALE) == EXPECTED\n'
POLL_SECONDS = 0.005
# An iteration that takes no more than this times the steady ones ends the warm-up.
NEARLY_STEADY = 1.1


class Failure(Exception):
    """A program that did not end as it should; the text is its last line of error."""


class Measurement:
    """One process: seconds of its whole life and of its iterations, and its peak memory in bytes."""

    def __init__(self, seconds, warm_up, steady, memory):
        self.seconds = seconds
        self.memory = memory
        iterations = warm_up + steady
        self.cold = iterations[0] if iterations else seconds
        self.steady = median(steady) if steady else seconds
        self.warm_up = sum(takewhile(lambda time: time > NEARLY_STEADY * self.steady, iterations))


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


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
        times = {"warm-up": [], "steady": []}
        for phase, *rest in map(str.split, filter(str.strip, output)):
            if phase in times:
                times[phase].append(float(rest[0]))
    own = getrusage(RUSAGE_SELF).ru_maxrss * 1024
    peak = usage.ru_maxrss * 1024
    seconds = usage.ru_utime + usage.ru_stime if cpu else elapsed
    return Measurement(seconds, times["warm-up"], times["steady"], peak if peak > own or not seen else seen)


def with_repetitions(program, options, folder):
    """A copy of a program that repeats itself, in the folder given."""
    source = program.read_text()
    if not source.endswith(TAIL):
        raise SystemExit(f"{program} does not end as a benchmark program does")
    repeated = folder / program.name
    repeat = (HERE / "repeat.py").read_text()
    clock = "process_time" if options.cpu else "perf_counter"
    settings = f"WARM_UP = {options.warm_up}\nITERATIONS = {options.iterations}\nCLOCK = {clock!r}\n"
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
