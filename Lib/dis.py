"""Disassembler of Taipan's bytecode, with the interface of CPython's module.

Offsets are in words of eight bytes. An instruction has up to four operands, so `arg` is a tuple, and `argrepr` shows
them as results, an arrow, and what they are made of.
"""

import collections
import io
import sys
import types

from opcode import *
from opcode import __all__ as _opcode_names
from _opcode import instructions as _instructions, exception_ranges as _exception_ranges

__all__ = [
    "code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels", "show_code",
    "get_instructions", "Instruction", "Bytecode",
] + _opcode_names

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED",
    2: "NEWLOCALS",
    4: "VARARGS",
    8: "VARKEYWORDS",
    16: "NESTED",
    32: "GENERATOR",
    64: "NOFREE",
    128: "COROUTINE",
    256: "ITERABLE_COROUTINE",
    512: "ASYNC_GENERATOR",
    0x4000000: "HAS_DOCSTRING",
    0x8000000: "METHOD",
}

Positions = collections.namedtuple(
    "Positions", ["lineno", "end_lineno", "col_offset", "end_col_offset"], defaults=[None] * 4)

_Fields = collections.namedtuple(
    "_Fields",
    ["opname", "opcode", "arg", "argval", "argrepr", "offset", "start_offset", "starts_line", "line_number", "label",
     "positions"],
    defaults=[None, None])


class Instruction(_Fields):
    """One instruction; `argval` is the constant, the name or the jump's target that it has, else its operands."""

    @property
    def oparg(self):
        return self.arg

    @property
    def baseopcode(self):
        return self.opcode

    @property
    def baseopname(self):
        return self.opname

    @property
    def jump_target(self):
        return self.argval if self.opcode in hasjump else None

    @property
    def is_jump_target(self):
        return self.label is not None

    @property
    def cache_offset(self):
        return self.offset + 1

    @property
    def end_offset(self):
        return self.offset + 1

    def __str__(self):
        output = io.StringIO()
        _Writer(output).write(self)
        return output.getvalue().rstrip("\n")


class _Writer:
    """Writes instructions, a line each, the source's line numbers at the left."""

    def __init__(self, output, line_width=4, offset_width=0, last=-1):
        self.output = output
        self.line_width = line_width
        self.offset_width = offset_width
        self.last = last

    def write(self, instruction):
        line = instruction.line_number
        number = ("--" if line is None else str(line)) if instruction.starts_line else ""
        fields = [number.rjust(self.line_width)]
        fields.append("-->" if instruction.offset == self.last else "   ")
        fields.append(f"L{instruction.label}:".rjust(6) if instruction.label else " " * 6)
        if self.offset_width:
            fields.append(str(instruction.offset).rjust(self.offset_width))
        fields.append(instruction.opname.ljust(24))
        fields.append(instruction.argrepr)
        print(" ".join(fields).rstrip(), file=self.output)


def _code_of(x):
    """The code object in what may hold one, or in a source."""
    for name in ("__func__", "__code__", "gi_code", "ag_code", "cr_code"):
        x = getattr(x, name, x)
    if isinstance(x, str):
        try:
            x = compile(x, "<disassembly>", "eval")
        except SyntaxError:
            x = compile(x, "<disassembly>", "exec")
    if hasattr(x, "co_code"):
        return x
    raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Iterates over the instructions of a function, a method, a source or a code object."""
    return _decoded(_code_of(x), first_line)


def _decoded(code, first_line=None):
    shift = first_line - code.co_firstlineno if first_line is not None else 0
    rows = _instructions(code)
    labels = {offset: number for number, offset in enumerate(findlabels(code), 1)}
    previous = None
    for offset, start, number, operands, value, shown, position in rows:
        line = position[0]
        if line is not None:
            line += shift
        place = Positions(line, position[1] and position[1] + shift, *position[2:])
        starts = line != previous
        previous = line
        yield Instruction(
            opname[number], number, operands, value, shown, offset, start, starts, line, labels.get(start), place)


def findlabels(code):
    """The offsets that jumps and exceptions lead to."""
    code = _code_of(code) if not isinstance(code, types.CodeType) else code
    found = {row[4] for row in _instructions(code) if row[2] in hasjump}
    found.update(handler for _, _, handler in _exception_ranges(code))
    return sorted(found)


def findlinestarts(code):
    """Pairs of the offset where a line of the source begins, and its number."""
    previous = False
    for _, start, _, _, _, _, position in _instructions(code):
        if position[0] != previous:
            previous = position[0]
            yield start, previous


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Disassembles classes, methods, functions, sources and what is nested in them; the last traceback by default."""
    if x is None:
        distb(file=file, show_offsets=show_offsets)
        return
    for name in ("__func__", "__code__", "gi_code", "ag_code", "cr_code"):
        x = getattr(x, name, x)
    if hasattr(x, "co_code"):
        _disassemble_nested(x, file, depth, show_offsets)
    elif hasattr(x, "__dict__"):
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, _MAY_HOLD_CODE):
                print("Disassembly of %s:" % name, file=file)
                try:
                    dis(member, file=file, depth=depth, show_offsets=show_offsets)
                except TypeError as error:
                    print("Sorry:", error, file=file)
                print(file=file)
    elif isinstance(x, str):
        _disassemble_nested(_code_of(x), file, depth, show_offsets)
    else:
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


_MAY_HOLD_CODE = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)


def _disassemble_nested(code, file, depth, show_offsets):
    disassemble(code, file=file, show_offsets=show_offsets)
    if depth is not None and depth <= 0:
        return
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            print(file=file)
            print("Disassembly of %r:" % (constant,), file=file)
            _disassemble_nested(constant, file, None if depth is None else depth - 1, show_offsets)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False,
                show_positions=False):
    """Writes the instructions of a code object; an arrow marks the one at `lasti`."""
    rows = list(_decoded(co))
    lines = [row.line_number for row in rows if row.line_number is not None]
    width = max(4, len(str(max(lines, default=0))))
    writer = _Writer(file, width, len(str(rows[-1].offset)) if show_offsets and rows else 0, lasti)
    for row in rows:
        if row.starts_line and row is not rows[0]:
            print(file=file)
        writer.write(row)
    ranges = _exception_ranges(co)
    if ranges:
        print("ExceptionTable:", file=file)
        for start, end, handler in ranges:
            print(f"  {start} to {end} -> {handler}", file=file)


disco = disassemble


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Disassembles where a traceback ends; the last uncaught exception's by default."""
    if tb is None:
        try:
            tb = sys.last_exc.__traceback__ if hasattr(sys, "last_exc") else sys.last_traceback
        except AttributeError:
            raise RuntimeError("no last traceback to disassemble") from None
        while tb.tb_next:
            tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_offsets=show_offsets)


def pretty_flags(flags):
    """The names of a code object's flags."""
    names = []
    for bit in range(32):
        flag = 1 << bit
        if flags & flag:
            names.append(COMPILER_FLAG_NAMES.get(flag, hex(flag)))
            flags ^= flag
    return ", ".join(names) if names else hex(flags)


def code_info(x):
    """What is known of a code object besides its instructions, for people to read."""
    code = _code_of(x)
    lines = [
        ("Name", code.co_name),
        ("Filename", code.co_filename),
        ("Argument count", code.co_argcount),
        ("Positional-only arguments", code.co_posonlyargcount),
        ("Kw-only arguments", code.co_kwonlyargcount),
        ("Number of locals", code.co_nlocals),
        ("Stack size", code.co_stacksize),
        ("Flags", pretty_flags(code.co_flags)),
    ]
    text = ["%s%s" % ((title + ":").ljust(19), value) for title, value in lines]
    for title, values in (
        ("Constants", [repr(constant) for constant in code.co_consts]), ("Names", code.co_names),
        ("Variable names", code.co_varnames), ("Free variables", code.co_freevars),
        ("Cell variables", code.co_cellvars),
    ):
        if values:
            text.append(title + ":")
            text += ["%4d: %s" % pair for pair in enumerate(values)]
    return "\n".join(text)


def show_code(co, *, file=None):
    """Writes what `code_info` says."""
    print(code_info(co), file=file)


class Bytecode:
    """The instructions of what holds code: iterable, and shown by `dis` and `info`."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False,
                 show_offsets=False, show_positions=False):
        self.codeobj = _code_of(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset
        self.show_offsets = show_offsets
        self._original_object = x

    def __iter__(self):
        return _decoded(self.codeobj, self.first_line)

    def __repr__(self):
        return "{}({!r})".format(self.__class__.__name__, self._original_object)

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        output = io.StringIO()
        offset = -1 if self.current_offset is None else self.current_offset
        disassemble(self.codeobj, offset, file=output, show_offsets=self.show_offsets)
        return output.getvalue()


def main(args=None):
    import argparse

    parser = argparse.ArgumentParser(color=True)
    parser.add_argument("-O", "--show-offsets", action="store_true", help="show instruction offsets")
    parser.add_argument("infile", nargs="?", default="-")
    options = parser.parse_args(args=args)
    if options.infile == "-":
        name, source = "<stdin>", sys.stdin.buffer.read()
    else:
        name = options.infile
        with open(name, "rb") as file:
            source = file.read()
    dis(compile(source, name, "exec"), show_offsets=options.show_offsets)


if __name__ == "__main__":
    main()
