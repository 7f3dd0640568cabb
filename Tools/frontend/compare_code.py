"""Compares the code objects of the front end with CPython's over Python files.

    python3.14 Tools/frontend/compare_code.py [--all] [-O LEVEL] [FILE_OR_FOLDER …]

Without files, all of this Python's own library is read. What is compared is what programs see and two machines can
agree in. Names, counts, flags, closures, docstrings, errors and warnings must be equal. Of the rest, the number of code
objects that agree is printed, and with `--all` every difference, since some are the machines': CPython counts a cell of
an inlined comprehension among the variables, too; its optimiser leaves constants behind that were folded; an operand
that is read in place, or a handler that nothing can raise to, has no line.
"""
import collections
import pathlib
import struct
import sys
import types
import warnings

import native

STRICT = {"head", "freevars", "doc"}


def constant(value):
    """A constant as `CodeDump` writes it."""
    if isinstance(value, types.CodeType):
        return f"<{value.co_qualname}>"
    if isinstance(value, bool) or value is None or value is ...:
        return repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return "c" + struct.pack(">dd", value.real, value.imag).hex()
    if isinstance(value, str):
        return "s" + value.encode("utf-8", "surrogatepass").hex()
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, tuple):
        return "(" + ",".join(map(constant, value)) + ")"
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(map(constant, value))) + "}"
    return "[" + ":".join(constant(part) for part in (value.start, value.stop, value.step)) + "]"


def is_compared(value):
    if isinstance(value, int) and not isinstance(value, bool):
        return not -1 << 63 <= value < 1 << 63
    return isinstance(value, (str, bytes, float, complex, frozenset))


def dump(code, indent=""):
    args = f"{code.co_argcount}/{code.co_posonlyargcount}/{code.co_kwonlyargcount}"
    yield (f"{indent}code {code.co_qualname} name={code.co_name} line={code.co_firstlineno} args={args} "
           f"flags={code.co_flags:x}\n")
    inner = indent + "  "
    for field in ("varnames", "cellvars", "freevars"):
        yield f"{inner}{field} {' '.join(getattr(code, 'co_' + field))}\n"
    # A module's `__annotate__` is stored first but comes last in `co_names`: CPython writes that part last.
    yield f"{inner}names {' '.join(name for name in code.co_names if name != '__annotate__')}\n"
    if code.co_flags & 0x4000000:
        yield f"{inner}doc {constant(code.co_consts[0])}\n"
    lines = {line for _, _, line in code.co_lines() if line and line != code.co_firstlineno}
    yield f"{inner}lines {' '.join(map(str, sorted(lines)))}\n"
    constants = {constant(value) for value in code.co_consts if is_compared(value)}
    yield f"{inner}consts {' '.join(sorted(constants))}\n"
    nested = [value for value in code.co_consts if isinstance(value, types.CodeType)]
    for value in sorted(nested, key=lambda code: f"{code.co_firstlineno:09} {code.co_qualname}"):
        yield from dump(value, inner)


def expected(source, optimize):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            code = compile(source, "<source>", "exec", dont_inherit=True, optimize=optimize)
            return "ok", list(dump(code)), native.warned(caught)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            return "error", native.exception(error), native.warned(caught)


def difference(front_end, source, optimize, agreed, total):
    status, wanted, wanted_warnings = expected(source, optimize)
    found_status, found, found_warnings = front_end.ask("code", source, optimize=optimize)
    if status != found_status:
        return f"{status} expected, {found_status} found: {wanted if status == 'error' else found.decode()}"
    if status == "error":
        return native.error_difference(wanted, native.json.loads(found))
    found = found.decode("utf-8", "surrogatepass").splitlines(keepends=True)
    differences = []
    if sorted(wanted_warnings) != sorted(found_warnings):
        differences.append(f"warnings: {wanted_warnings} expected, {found_warnings} found")
    if len(wanted) != len(found):
        differences.append("code objects differ")
    where = ""
    for left, right in zip(wanted, found):
        field = left.split(maxsplit=1)[0]
        if field == "code":
            field, where = "head", left.split()[1]
        if right.split(maxsplit=1)[0] != ("code" if field == "head" else field):
            differences.append(f"{where}: {left.strip()} expected, {right.strip()} found")
            break
        total[field] += 1
        if left == right:
            agreed[field] += 1
        elif field in STRICT:
            differences.append(f"{where}: {left.strip()} expected, {right.strip()} found")
    return "\n    ".join(differences[:8]) or None


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--all"]
    if "--all" in sys.argv:
        STRICT.update(("varnames", "cellvars", "names", "lines", "consts"))
    optimize = 0
    if arguments[:1] == ["-O"]:
        optimize = int(arguments[1])
        del arguments[:2]
    paths = [path for name in arguments for path in native.library_files(name) or [name]]
    front_end = native.FrontEnd()
    passed, failures = 0, []
    agreed, total = collections.Counter(), collections.Counter()
    for path in paths or native.library_files():
        text = difference(front_end, pathlib.Path(path).read_bytes(), optimize, agreed, total)
        if text is None:
            passed += 1
        else:
            failures.append((path, text))
    for field, count in total.items():
        print(f"{field}: {agreed[field]} of {count} code objects agree")
    return native.report("code objects", passed, failures)


if __name__ == "__main__":
    sys.exit(main())
