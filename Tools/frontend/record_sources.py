#!/usr/bin/env python3
"""Record every source that CPython's own tests of its front end compile, into .oracle/sources.jsonl.

    python3.14 Tools/frontend/record_sources.py [TEST …]

The tests run under CPython with everything hooked that compiles: `compile` (and so `ast.parse`, `codeop`, doctests
and imports), `eval`, `exec`, `symtable.symtable`, and the starting of other interpreters with `-c`, a file or
standard input. A line holds a source, how it was compiled, and which test did; compare_sources.py asks both sides
what comes of it. Sources that are files of the library are left to compare_ast.py.
"""
import builtins
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import _symtable
import native

tests = ["test_syntax", "test_exceptions", "test_fstring", "test_tstring", "test_eof", "test_unparse",
         "test_string_literals", "test_symtable", "test_ast", "test_codeop", "test_compile", "test_grammar",
         "test_patma", "test_positional_only_arg", "test_named_expressions", "test_source_encoding", "test_tokenize",
         "test_type_comments", "test_type_params", "test_type_aliases", "test_type_annotations", "test_future_stmt",
         "test_unpack_ex", "test_except_star", "test_generators", "test_coroutines", "test_scope", "test_global",
         "test_flufl", "test_unicode_identifiers", "test_keywordonlyarg", "test_dictcomps", "test_genexps",
         "test_listcomps", "test_setcomps", "test_lambda", "test_with", "test_asyncgen", "test_cmd_line_script",
         "test_annotationlib"]
target = native.project / ".oracle/sources.jsonl"
size_limit = 300_000
# The flags that a frame hands on to what it compiles: those of its `from __future__` imports.
inherited = 0x1000000 | 0x400000 | 0x800000
modes = {"exec", "eval", "single", "func_type"}

records = {}
current = ""


def record(source, mode, flags=0, feature=-1, optimize=-1):
    if isinstance(source, (bytearray, memoryview)):
        source = bytes(source)
    if not isinstance(source, (str, bytes)) or len(source) > size_limit or mode not in modes:
        return
    if not isinstance(flags, int) or optimize not in range(-1, 3):  # a test of `compile`'s own checks
        return
    key = type(source), source, mode, flags, feature, optimize
    records.setdefault(key, current)


def frame_flags(depth):
    return sys._getframe(depth + 1).f_code.co_flags & inherited


def hook_builtins():
    compile, eval, exec = builtins.compile, builtins.eval, builtins.exec

    def hooked_compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1):
        if not str(filename).startswith(str(native.library)):
            effective = flags if dont_inherit or not isinstance(flags, int) else flags | frame_flags(1)
            record(source, mode, effective, _feature_version, optimize)
        if isinstance(flags, int) and not dont_inherit:
            flags |= frame_flags(1)
        return compile(source, filename, mode, flags, dont_inherit, optimize, _feature_version=_feature_version)

    def namespaces(globals, locals):
        frame = sys._getframe(2)
        if globals is not None:
            return globals, locals
        if locals is None:
            locals = frame.f_locals if frame.f_locals is frame.f_globals else dict(frame.f_locals)
        return frame.f_globals, locals

    def hooked_eval(source, /, globals=None, locals=None):
        if isinstance(source, (str, bytes, bytearray)):
            record(source.lstrip(" \t" if isinstance(source, str) else b" \t"), "eval", frame_flags(1))
        return eval(source, *namespaces(globals, locals))

    def hooked_exec(source, /, globals=None, locals=None, *, closure=None):
        record(source, "exec", frame_flags(1))
        return exec(source, *namespaces(globals, locals), closure=closure)

    builtins.compile, builtins.eval, builtins.exec = hooked_compile, hooked_eval, hooked_exec


# How `_symtable` calls the modes.
start_symbols = {256: "single", 257: "exec", 258: "eval"}


def hook_symtable():
    symtable = _symtable.symtable

    def hooked(source, filename, mode, *more):
        record(source, start_symbols.get(mode))
        return symtable(source, filename, mode, *more)

    _symtable.symtable = hooked


class RecordingPopen(subprocess.Popen):
    """Notes what another interpreter is started on."""

    def __init__(self, args, *more, **options):
        if isinstance(args, (list, tuple)) and args and str(args[0]).startswith(sys.executable):
            self.note([os.fsdecode(arg) if not isinstance(arg, str) else arg for arg in args[1:]], options.get("cwd"))
        super().__init__(args, *more, **options)

    @staticmethod
    def note(args, folder):
        takes_value = {"-X", "-W"}
        position = 0
        while position < len(args):
            arg = args[position]
            if arg == "-c":
                return record(args[position + 1], "exec")
            if not arg.startswith("-"):
                path = pathlib.Path(folder or ".", arg)
                if path.is_file():
                    record(path.read_bytes(), "exec")
                return
            position += 2 if arg in takes_value else 1

    def communicate(self, input=None, timeout=None):
        if input and isinstance(input, (str, bytes)):
            record(input, "exec")
        return super().communicate(input, timeout)


def main():
    global current
    os.chdir(tempfile.mkdtemp(prefix="taipan-record-"))  # where tests leave their files
    hook_builtins()
    hook_symtable()
    subprocess.Popen = RecordingPopen
    from test import support
    support.use_resources = None  # all of them: test_unparse then reads the whole library
    # What the tests and their subprocesses print goes nowhere.
    say = open(os.dup(1), "w", buffering=1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    for name in sys.argv[1:] or tests:
        current = name
        before = len(records)
        try:
            suite = unittest.defaultTestLoader.loadTestsFromName(f"test.{name}")
            unittest.TextTestRunner(verbosity=0).run(suite)
        except (Exception, SystemExit) as error:
            print(f"{name}: {type(error).__name__}: {error}", file=say)
        print(f"{name}: {len(records) - before} sources", file=say)
    target.parent.mkdir(exist_ok=True)
    with open(target, "w") as file:
        for (kind, source, mode, flags, feature, optimize), test in records.items():
            text = source if kind is str else source.decode("latin-1")
            print(json.dumps({"test": test, "bytes": kind is bytes, "source": text, "mode": mode, "flags": flags,
                              "feature": feature, "optimize": optimize}), file=file)
    print(f"{len(records)} sources recorded in {target.relative_to(native.project)}", file=say)
    os._exit(0)  # whatever threads the tests left behind


if __name__ == "__main__":
    main()
