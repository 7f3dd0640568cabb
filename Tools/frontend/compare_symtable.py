"""Compares the symbol tables of the front end with CPython's over Python files.

    python3.14 Tools/frontend/compare_symtable.py [-v] COMMAND [FILE_OR_FOLDER …]

COMMAND is the built `taipan-frontend`. Without files, all of this Python's own library is read. Prints the
files that differ (with -v, where they begin to) and the counts; fails if any differs. Files that are no programs for either
are compared by message and position, and counted apart, since most of that is the parser's.
"""

import difflib
import itertools
import pathlib
import subprocess
import sys
import sysconfig
import warnings
from symtable import symtable

FLAGS = (1 << 12) - 1


def dump(table, indent=""):
    raw = table._table
    yield (f"{indent}{table.get_type()} {table.get_name()} line={table.get_lineno()} "
           f"optimized={table.is_optimized():d} nested={table.is_nested():d}")
    inner = indent + "  "
    own = [(name, value) for name, value in raw.symbols.items() if value & FLAGS]
    passed_on = sorted((name, value) for name, value in raw.symbols.items() if not value & FLAGS)
    for name, value in own + passed_on:
        yield f"{inner}{name} {value}"
    for child in table.get_children():
        yield from dump(child, inner)


def expected(path):
    try:
        return list(dump(symtable(path.read_bytes(), str(path), "exec")))
    except SyntaxError as error:
        return [f"error {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}"]


def actual(command, paths):
    """The front end's dumps: it marks where each file's begins."""
    run = subprocess.run(
        [command, "symtable", *map(str, paths)], stdout=subprocess.PIPE, text=True, errors="surrogateescape", check=True)
    files = run.stdout.split("\f\n")[1:]
    return [file.splitlines() for file in files]


def main():
    warnings.simplefilter("ignore")
    sys.set_int_max_str_digits(0)
    arguments = sys.argv[1:]
    verbose = "-v" in arguments
    command, *roots = [argument for argument in arguments if argument != "-v"]
    paths = []
    for root in map(pathlib.Path, roots or [sysconfig.get_path("stdlib")]):
        paths += sorted(filter(pathlib.Path.is_file, root.rglob("*.py"))) if root.is_dir() else [root]
    same = errors = 0
    different = []
    for start in range(0, len(paths), 100):
        batch = paths[start : start + 100]
        for path, ours in zip(batch, actual(command, batch), strict=True):
            theirs = expected(path)
            errors += theirs[0].startswith("error ")
            if ours == theirs:
                same += 1
                continue
            different.append(path)
            print(f"differs: {path}")
            if verbose:
                diff = difflib.unified_diff(theirs, ours, "CPython", "ours", n=2, lineterm="")
                for line in itertools.islice(diff, 20):
                    print("   ", line)
    print(f"{len(paths)} files: {same} identical ({errors} of all are errors in CPython), {len(different)} differ")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main())
