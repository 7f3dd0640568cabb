#!/usr/bin/env python3
"""Compare Taipan's trees with CPython's `ast.dump(…, include_attributes=True)`.

    python3.14 Tools/frontend/compare_ast.py [FILE …]

Without files: every .py file of CPython's library and test suite. Dumps must be equal to the letter, and so must
warnings; where CPython raises, the exception's class, message and positions must be.
"""
import json
import multiprocessing
import sys

import native

front_end = native.FrontEnd()


def compare(path):
    """The difference, or None."""
    with open(path, "rb") as file:
        source = file.read()
    status, expected, warnings = native.parse(source)
    actual_status, payload, actual_warnings = front_end.ask("ast", source)
    if actual_status == "error":
        record = json.loads(payload)
        if status == "ok":
            return f"CPython parses it; here {record['class']} in line {record['lineno']}: {record['msg']}"
        return native.error_difference(expected, record)
    if actual_status == "crash":
        return f"crash: {payload.decode()}"
    if status == "error":
        return f"no error; CPython: {expected['class']} in line {expected.get('lineno')}: {expected['msg']}"
    actual = payload.decode()
    if actual != expected:
        return native.text_difference(expected, actual)
    if actual_warnings != warnings:
        return f"warnings {warnings} expected, {actual_warnings} found"


def main():
    files = sys.argv[1:] or native.library_files()
    with multiprocessing.Pool() as pool:
        results = pool.map(compare, files, chunksize=4)
    failures = [(path, text) for path, text in zip(files, results) if text]
    sys.exit(native.report("trees as CPython's", len(files) - len(failures), failures))


if __name__ == "__main__":
    main()
