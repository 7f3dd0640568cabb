#!/usr/bin/env python3
"""Says what takes a compiled program's time: the shares of machine code, handlers and runtime, and the runtime's functions.

    Benchmarks/shares.py --python .build/release/taipan [PROGRAM …]

Each program of Benchmarks/programs repeats itself for some seconds under perf, which looks once it is warm. It needs perf,
and `swift` for names.
"""

import argparse
import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from measuring import HERE, TAIL

WARM_UP, LOOKED_AT = 2.2, 1.8
ROW = re.compile(r"\s*([\d.]+)%\s+\S+\s+(.*?)\s+\[(.)\] (.*)")
REPEAT = f"""

import time
end = time.perf_counter() + {WARM_UP + LOOKED_AT}
while time.perf_counter() < end:
    run(SCALE)
"""


def profile(python, program, folder):
    """perf's report of a program: a function of a library and its share, a line each."""
    repeated, data = folder / program.name, folder / "perf.data"
    repeated.write_text(program.read_text().removesuffix(TAIL) + REPEAT)
    perf = ["perf", "record", "-q", "-e", "cpu-clock", "-F", "1500", "-D", str(int(1000 * WARM_UP)), "-o", data]
    subprocess.run([*perf, python, "-X", "perf", repeated], check=True, stderr=subprocess.DEVNULL)
    report = ["perf", "report", "-i", data, "--no-children", "--stdio", "-g", "none"]
    text = subprocess.run(report, check=True, capture_output=True, text=True).stdout
    demangle = ["swift", "demangle", "--simplified", "--compact"]
    return subprocess.run(demangle, check=True, input=text, capture_output=True, text=True).stdout


def short(symbol):
    name = symbol.split("(")[0].removeprefix("specialized ").removeprefix("static ")
    return name.replace("UnsafeMutablePointer<A>.", "").replace("closure #1 in ", "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--python", required=True, help="the interpreter")
    parser.add_argument("programs", nargs="*", help="names (default: all)")
    options = parser.parse_args()
    print("| Program | machine code | compiler | kernel | handlers | runtime | of that most |\n|---|---|---|---|---|---|---|")
    for program in sorted(HERE.glob("programs/*.py")):
        if options.programs and program.stem not in options.programs:
            continue
        with tempfile.TemporaryDirectory() as folder:
            rows = profile(options.python, program, Path(folder)).splitlines()
        shares, functions = Counter(), Counter()
        for share, library, place, symbol in (row.groups() for row in map(ROW.match, rows) if row):
            if "JIT" in library:
                part = "machine code"
            elif "LLVM" in library:
                part = "compiler"
            elif place == "k":
                part = "kernel"
            else:
                part = "handlers" if "fillHandlers" in symbol else "runtime"
            shares[part] += float(share)
            if part == "runtime":
                functions[short(symbol)] += float(share)
        cells = [f"{shares[part]:.0f} %" for part in ("machine code", "compiler", "kernel", "handlers", "runtime")]
        most = ", ".join(f"`{name}` {share:.0f}" for name, share in functions.most_common(4))
        print(f"| `{program.stem}` | {' | '.join(cells)} | {most} |", flush=True)


if __name__ == "__main__":
    main()
