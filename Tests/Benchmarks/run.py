#!/usr/bin/env python3
"""Checks the command `taipan bench`.

    Tests/Benchmarks/run.py --python .build/release/taipan
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

QUICK = "--rounds", "2", "--warm-up", "0.1", "--iterations", "2"


class Bench:
    """The command under test."""

    def __init__(self, python):
        self.python = os.path.abspath(python)

    def run(self, *arguments, folder=None):
        return subprocess.run(
            [self.python, "bench", *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=300,
        )

    # Each method below is a test.

    def compares_tiers_in_a_table(self):
        lines = self.run("array_filling", *QUICK).stdout.splitlines()
        assert "interpreter" in lines[0] and "jit" in lines[0], lines
        assert lines[1].split().count("steady") == 2, lines
        assert lines[2].split()[0] == "array_filling", lines
        assert [line.split(":")[0].strip() for line in lines[4:]] == ["cold", "steady", "memory"], lines

    def writes_json(self):
        process = self.run("string_lengths", *QUICK, "--tiers", "interpreter", "--format", "json", "--cpu")
        document = json.loads(process.stdout)
        settings = [document[name] for name in ("rounds", "warm_up", "iterations", "cpu")]
        assert settings == [2, 0.1, 2, True], document
        figures = document["programs"]["string_lengths"]["interpreter"]
        assert set(figures) == {
            "process_seconds", "cold_seconds", "warm_up_seconds", "steady_seconds", "steady_spread", "peak_bytes"
        }, figures
        assert 0 < figures["steady_seconds"] <= figures["process_seconds"], figures
        assert figures["peak_bytes"] > 1_000_000, figures

    def compares_with_other_interpreters(self):
        process = self.run("array_filling", *QUICK, "--tiers", "interpreter", "--against", sys.executable)
        name = os.path.basename(sys.executable)
        assert f"steady: {name} / interpreter = " in process.stdout, process

    def runs_folders_of_programs(self):
        once = "--rounds", "1", "--warm-up", "0", "--iterations", "1"
        process = self.run("ctypes", *once, "--tiers", "interpreter", "--format", "json")
        programs = json.loads(process.stdout)["programs"]
        assert {"absolute_values", "callback_sort", "structure_fields"} <= set(programs), process
        assert all("failure" not in outcome["interpreter"] for outcome in programs.values()), process

    def compares_loops_with_c(self):
        heading, *rows = self.tool("against_c.py", "--python", f"taipan={self.python}", "--rounds", "1", "--divide", "10")
        assert heading.split() == ["C", "on", "words", "taipan"] and len(rows) == 6, rows
        assert all(float(row.split()[-1].rstrip("×")) > 0 for row in rows), rows

    def compares_the_first_second_and_short_scripts(self):
        arguments = "--python", self.python, "--rounds", "1", "--runs", "2", "collatz"
        heading, row, first, short = self.tool("first_second.py", *arguments)
        name, *figures = row.split()
        assert name == "collatz" and all(float(figure) > 0.1 for figure in figures), row
        assert first.startswith("first second: ") and short.startswith("short scripts: "), (first, short)

    def compares_threads_with_one(self):
        heading, row, mean = self.tool("threads.py", "--python", self.python, "--rounds", "1", "--warm-up", "0.2", "collatz")
        assert heading.split() == ["another", "waits", "2", "do"], heading
        name, *ratios = row.split()
        assert name == "collatz" and all(float(ratio) > 0 for ratio in ratios), row
        assert mean.startswith("geometric mean"), mean

    def says_what_compiling_costs(self):
        work, compilations, seconds, exits = self.tool("compile_budget.py", "3", interpreter=self.python)
        assert int(work.split()[0]) > 0 and int(compilations.split()[0]) > 0, (work, compilations)
        assert "emit" in seconds and exits.endswith(" exits"), (seconds, exits)

    def tool(self, name, *arguments, interpreter=sys.executable):
        """The lines that a program of Benchmarks prints."""
        path = os.path.join(os.path.dirname(__file__), "..", "..", "Benchmarks", name)
        process = subprocess.run([interpreter, path, *arguments], capture_output=True, text=True, timeout=300)
        assert process.returncode == 0, process
        return process.stdout.splitlines()

    def shows_no_progress_where_there_is_no_terminal(self):
        assert self.run("array_filling", *QUICK, "--tiers", "interpreter").stderr == ""

    def says_what_it_does_not_know(self):
        for arguments, expected in (
            (["nothing_such"], "no such program: nothing_such (there are programs, library, ctypes, "),
            (["--tiers", "fast"], "there is no tier 'fast' (there are interpreter, jit)"),
            (["--against", "no-such-python"], "there is no command 'no-such-python'"),
            (["--rounds", "0"], "--rounds and --iterations must be at least 1"),
            (["--format", "xml"], "invalid choice: 'xml'"),
        ):
            process = self.run(*arguments)
            assert process.returncode != 0 and expected in process.stderr, process

    def leaves_the_name_to_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "bench"), "w") as file:
                file.write("print('the file')")
            assert self.run(folder=folder).stdout == "the file\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--python", required=True, help="the taipan to check")
    bench = Bench(parser.parse_args().python)
    tests = [name for name, value in vars(Bench).items() if callable(value) and name not in ("__init__", "run", "tool")]
    failed = 0
    for name in tests:
        try:
            getattr(bench, name)()
        except (AssertionError, ValueError, LookupError, subprocess.TimeoutExpired) as error:
            failed += 1
            print(f"FAILED {name}: {type(error).__name__}: {error}")
    print(f"taipan bench: {len(tests) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
