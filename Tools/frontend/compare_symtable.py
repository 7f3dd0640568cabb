"""Compares the symbol tables of the front end with CPython's over Python files.

    python3.14 Tools/frontend/compare_symtable.py [FILE_OR_FOLDER …]

Without files, all of this Python's own library is read. A file that is no program must raise the same error.
"""
import _symtable
import pathlib
import sys
import warnings
from symtable import symtable

import native

# A name without any of these is only passed on to an inner scope.
FLAGS = (1 << _symtable.SCOPE_OFF) - 1 & ~_symtable.DEF_FREE_CLASS


def dump(table, indent=""):
    """What `taipan-frontend symtable` prints: names that only inner scopes use come last, sorted."""
    raw = table._table
    yield (f"{indent}{table.get_type()} {table.get_name()} line={table.get_lineno()} "
           f"optimized={table.is_optimized():d} nested={table.is_nested():d}\n")
    inner = indent + "  "
    own = [(name, value) for name, value in raw.symbols.items() if value & FLAGS]
    passed_on = sorted((name, value) for name, value in raw.symbols.items() if not value & FLAGS)
    for name, value in own + passed_on:
        yield f"{inner}{name} {value}\n"
    for child in table.get_children():
        yield from dump(child, inner)


def expected(source):
    """What CPython makes of a source: ("ok", dump) or ("error", exception record)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return "ok", "".join(dump(symtable(source, "<source>", "exec")))
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            return "error", native.exception(error)


def difference(front_end, source):
    """How the two sides differ over a source, or None."""
    status, wanted = expected(source)
    found_status, found, _ = front_end.ask("symtable", source)
    if status != found_status:
        return f"{status} expected, {found_status} found: {wanted if status == 'error' else found.decode()}"
    if status == "error":
        return native.error_difference(wanted, native.json.loads(found))
    found = found.decode("utf-8", "surrogatepass")
    return None if found == wanted else native.text_difference(wanted, found)


def main():
    paths = [path for name in sys.argv[1:] for path in native.library_files(name) or [name]]
    front_end = native.FrontEnd()
    passed, failures = 0, []
    for path in paths or native.library_files():
        text = difference(front_end, pathlib.Path(path).read_bytes())
        if text is None:
            passed += 1
        else:
            failures.append((path, text))
    return native.report("symbol tables", passed, failures)


if __name__ == "__main__":
    sys.exit(main())
