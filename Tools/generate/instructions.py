#!/usr/bin/env python3
"""Derive Sources/Bytecode/Opcode.swift, Instructions.swift and Assembler+Instructions.swift from instructions.table.

    Tools/generate/instructions.py           write the files
    Tools/generate/instructions.py --check   say whether they are up to date (CI)
"""
import pathlib
import re
import sys
from dataclasses import dataclass, field

here = pathlib.Path(__file__).resolve().parent
folder = here.parent.parent / "Sources/Bytecode"
header = "// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.\n\n"
swift_keywords = {"return", "raise", "not", "is", "import", "yield"} & {"return", "is", "import", "yield"}


@dataclass
class Operand:
    slot: str
    name: str
    role: str
    argument: str


@dataclass
class Instruction:
    name: str
    operands: list
    attributes: list
    section: str
    doc: list = field(default_factory=list)

    @property
    def swift(self):
        return f"`{self.name}`" if self.name in swift_keywords else self.name


def parse(text):
    section, rows = "", []
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("== "):
            section = line[3:].strip()
        elif line.startswith(" "):
            rows[-1].doc.append(line.strip())
        else:
            name, arguments, attributes = re.fullmatch(r"(\w+)\((.*)\)\s*([a-z ]*)", line.strip()).groups()
            rows.append(Instruction(name, operands(name, arguments), attributes.split(), section))
    return rows


def operands(name, text):
    if name == "extend":
        return [Operand(s, s, "count", "") for s in "abc"]
    slots, out = iter("abc"), []
    for part in re.findall(r"(?:d )?\w+: \w+(?:\([^)]*\))?", text):
        d, operand, role, argument = re.fullmatch(r"(d )?(\w+): (\w+)(?:\(([^)]*)\))?", part).groups()
        out.append(Operand("d" if d else next(slots), operand, role, argument or ""))
    # A displacement always stands in `c`, so that one rule patches every jump.
    for o in out:
        if o.role == "target":
            o.slot = "c"
    return out


def opcode(rows):
    out = [header, "/// What an instruction does.\npublic enum Opcode: UInt8, BitwiseCopyable, CaseIterable, Sendable {\n"]
    section = None
    for row in rows:
        if row.section != section:
            section = row.section
            out.append(f"\n  // MARK: {section}\n\n" if len(out) > 2 else f"  // MARK: {section}\n\n")
        out += [f"  /// {line}\n" for line in row.doc]
        out.append(f"  case {row.swift}\n")
    out.append("}\n")
    return "".join(out)


def count(argument, row):
    """A count's formula as `OperandCount`."""
    names = {o.name: o.slot for o in row.operands}
    if argument.isdigit():
        return f".exactly({argument})"
    if argument == "unpack":
        return ".starred"
    base, multiplier, name = re.fullmatch(r"(?:(\d+)\+)?(\d*)(\w+)", argument).groups()
    return f".operand(.{names[name]}, times: {multiplier or 1}, plus: {base or 0})"


def role(o, row):
    match o.role:
        case "writes" | "reads" | "window":
            return f".{o.role}({count(o.argument, row)})"
        case "choice":
            return ".choice"
        case _:
            return f".{o.role}"


def table(rows):
    out = [header, "extension Opcode {\n  /// The instruction's row of the table.\n  public var instruction: Instruction {\n    switch self {\n"]
    for row in rows:
        ops = ", ".join(f'Operand(.{o.slot}, "{o.name}", {role(o, row)})' for o in row.operands)
        attributes = ", ".join(f".{a}" for a in row.attributes)
        out.append(f'    case .{row.name}:\n      Instruction("{row.name}", [{ops}], [{attributes}])\n')
    out.append("    }\n  }\n}\n")
    return "".join(out)


swift_type = {"write": "Register", "read": "Register", "update": "Register", "value": "ValueOperand", "writes": "Register",
              "reads": "Register", "window": "Register", "constant": "ConstantIndex", "name": "NameIndex",
              "free": "FreeIndex", "target": "Label", "count": "Int", "flag": "Bool"}


def assembler(rows):
    out = [header, "extension Assembler {\n"]
    for row in rows:
        if row.name == "extend":
            continue
        out += [f"  /// {line}\n" for line in row.doc]
        parameters = ", ".join(
            f"{o.name}: {o.argument if o.role == 'choice' else swift_type[o.role]}"
            + (" = false" if o.role == "flag" else "") for o in row.operands)
        arguments = "".join(f", {o.slot}: {encode(o)}" for o in sorted(row.operands, key=lambda o: o.slot))
        out.append(f"  public mutating func {row.swift}({parameters}) {{\n")
        out.append(f"    emit(.{row.name}{arguments})\n  }}\n\n")
    return "".join(out).rstrip() + "\n}\n"


def encode(o):
    name = f"`{o.name}`" if o.name in swift_keywords else o.name
    match o.role:
        case "target":
            return f".target({name})"
        case "count":
            return f"UInt8({name})" if o.slot == "d" else f".number({name})"
        case "flag":
            return f"{name} ? 1 : 0" if o.slot == "d" else f".number({name} ? 1 : 0)"
        case "choice":
            return f"{name}.rawValue"
        case "value":
            return f".value({name})"
        case "constant" | "name" | "free":
            return f".number({name}.index)"
        case _:
            return f".register({name})"


def main():
    rows = parse((here / "instructions.table").read_text())
    assert len(rows) <= 256
    stale = False
    for name, text in (("Opcode.swift", opcode(rows)), ("Instructions.swift", table(rows)),
                       ("Assembler+Instructions.swift", assembler(rows))):
        path = folder / name
        if "--check" in sys.argv:
            stale |= not path.exists() or path.read_text() != text
        else:
            path.write_text(text)
    if stale:
        sys.exit("instructions: generated files are stale; run Tools/generate/instructions.py")


main()
