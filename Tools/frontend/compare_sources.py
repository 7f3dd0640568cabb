#!/usr/bin/env python3
"""Compare what comes of the sources that record_sources.py recorded: tree or error, and warnings.

    python3.14 Tools/frontend/compare_sources.py [--all] [TEST …]

Trees must be equal to the letter; of errors the class, the message and all positions must be. A source that was
compiled, and not only parsed, must also give the same error (or none) in the later phases. `--all` prints every
difference instead of the first ten; tests named restrict the comparison to their sources.
"""
import ast
import collections
import json
import multiprocessing
import sys
import warnings

import native

front_end = native.FrontEnd()
# Flags that say what to return rather than how to read.
not_for_parser = ast.PyCF_ONLY_AST | ast.PyCF_OPTIMIZED_AST


def compile_all(source, mode, flags, feature, optimize):
    """CPython's outcome of the whole pipeline: an exception record or None, and the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(source, "<source>", mode, flags, dont_inherit=True, optimize=optimize, _feature_version=feature)
            return None, native.warned(caught)
        except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
            return native.exception(error), native.warned(caught)


def compare_errors(expected, status, payload):
    if status == "crash":
        return f"crash: {payload.decode()}"
    if status == "ok":
        return f"no error; CPython: {expected}" if expected else None
    actual = json.loads(payload)
    if expected is None:
        return f"no error in CPython; here {actual}"
    if expected["class"] in ("MemoryError", "RecursionError"):  # whose messages speak of CPython's stack
        return None if actual["class"] == expected["class"] else f"{expected} expected, {actual} found"
    return native.error_difference(expected, actual)


def compare(row):
    source = row["source"].encode("latin-1") if row["bytes"] else row["source"]
    mode, flags, feature = row["mode"], row["flags"] & ~not_for_parser, row["feature"]
    arguments = dict(mode=mode, flags=flags, feature=feature if feature >= 0 else 14)
    status, expected, expected_warnings = native.parse(source, mode, flags, feature)
    actual_status, payload, actual_warnings = front_end.ask("ast", source, **arguments)
    difference = compare_errors(expected if status == "error" else None, actual_status, payload)
    if difference or status == "error":
        return difference
    if payload.decode() != expected:
        return native.text_difference(expected, payload.decode())
    if row["flags"] & ast.PyCF_ONLY_AST or mode == "func_type":
        if expected_warnings != actual_warnings:
            return f"warnings {expected_warnings} expected, {actual_warnings} found"
        return None
    error, expected_warnings = compile_all(source, mode, flags, feature, row["optimize"])
    status, payload, actual_warnings = front_end.ask("compile", source, **arguments, optimize=row["optimize"])
    difference = compare_errors(error, status, payload)
    if difference is None and not error and expected_warnings != actual_warnings:
        return f"warnings {expected_warnings} expected, {actual_warnings} found"
    return difference


def main():
    arguments = sys.argv[1:]
    shown = 10**9 if "--all" in arguments else 10
    chosen = [name for name in arguments if name != "--all"]
    path = native.project / ".oracle/sources.jsonl"
    with open(path) as file:
        rows = [json.loads(line) for line in file]
    rows = [row for row in rows if not chosen or row["test"] in chosen]
    with multiprocessing.Pool() as pool:
        results = pool.map(compare, rows, chunksize=16)
    failures = []
    by_test = collections.Counter()
    for row, difference in zip(rows, results):
        if difference:
            by_test[row["test"]] += 1
            failures.append((f"{row['test']}: {row['mode']} {row['source'][:300]!r}", "\n    " + difference))
    print(", ".join(f"{test}: {count}" for test, count in by_test.most_common()))
    sys.exit(native.report("sources of CPython's tests", len(rows) - len(failures), failures, shown))


if __name__ == "__main__":
    main()
