#!/usr/bin/env python3
"""Derive Sources/Bytecode's Opcode, the tables of Instructions, Choices and Assembler+Instructions from instructions.table.

    Tools/generate/instructions.py           write the files
    Tools/generate/instructions.py --check   say whether they are up to date (CI)
"""
import hashlib
import pathlib
import re
import sys
from dataclasses import dataclass, field

here = pathlib.Path(__file__).resolve().parent
folder = here.parent.parent / "Sources/Bytecode"
header = "// Generated from Tools/generate/instructions.table by Tools/generate/instructions.py; edit those.\n\n"
swift_keywords = {"return", "is", "import", "yield"}


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
    part: str
    section: str
    doc: list = field(default_factory=list)

    @property
    def swift(self):
        return f"`{self.name}`" if self.name in swift_keywords else self.name


@dataclass
class Choice:
    name: str
    cases: list
    doc: list = field(default_factory=list)


def parse(text):
    """The rows of instructions and of choices."""
    part, section, rows = "", "", []
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("=== "):
            part = line[4:].strip()
        elif line.startswith("== "):
            section = line[3:].strip()
        elif line.startswith(" "):
            rows[-1].doc.append(line.strip())
        elif " = " in line:
            name, cases = line.split(" = ")
            rows.append(Choice(name, cases.split(", ")))
        else:
            name, arguments, attributes = re.fullmatch(r"(\w+)\((.*)\)\s*([a-z ]*)", line.strip()).groups()
            rows.append(Instruction(name, operands(name, arguments), attributes.split(), part, section))
    return [r for r in rows if isinstance(r, Instruction)], [r for r in rows if isinstance(r, Choice)]


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
            return f".choice(.{lower(o.argument)})"
        case _:
            return f".{o.role}"


def lower(name):
    return name[0].lower() + name[1:]


def wrapped(start, parts, end, indent):
    """A call on one line, or where that is over 120 columns, a part a line."""
    line = f"{indent}{start}{', '.join(parts)}{end}"
    if len(line) <= 120:
        return line + "\n"
    return f"{indent}{start}\n" + ",\n".join(f"{indent}  {part}" for part in parts) + end + "\n"


def choices(rows):
    out = [header]
    for row in rows:
        out += [f"/// {line}\n" for line in row.doc]
        out.append(f"public enum {row.name}: UInt8, BitwiseCopyable, CaseIterable, Sendable {{\n")
        out.append(f"  case {', '.join(row.cases)}\n}}\n\n")
    out.append("/// The enums that operands of the role `choice` choose from.\n")
    out.append("public enum Choice: UInt8, BitwiseCopyable, CaseIterable, Sendable {\n")
    out.append(f"  case {', '.join(lower(row.name) for row in rows)}\n\n")
    out.append("  /// How many there are to choose from.\n  public var count: UInt8 {\n    switch self {\n")
    out += [f"    case .{lower(row.name)}: {len(row.cases)}\n" for row in rows]
    out.append("    }\n  }\n\n  /// The name of a choice, for listings.\n")
    out.append("  public func name(of value: UInt8) -> StaticString {\n    switch (self, value) {\n")
    out += [f'    case (.{lower(row.name)}, {i}): "{case}"\n' for row in rows for i, case in enumerate(row.cases)]
    out.append('    default: "?"\n    }\n  }\n}\n')
    return "".join(out)


def fingerprint(rows, choice_rows):
    """What changes when code made by one table means something else under another: not the documentation."""
    facts = [(r.name, [(o.slot, o.role, o.argument) for o in r.operands]) for r in rows]
    facts += [(r.name, r.cases) for r in choice_rows]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]


def table(parts, rows, choice_rows):
    out = [header, "extension Opcode {\n  /// Differs where the table does, but for its documentation.\n",
           f"  static let tableFingerprint: UInt32 = 0x{fingerprint(rows, choice_rows)}\n}}\n\n",
           "extension Instruction {\n  /// Every row, by opcode.\n",
           f"  static let table: [Instruction] = Array([{', '.join(lower(part) for part in parts)}].joined())\n}}\n"]
    return "".join(out)


def part_of_table(part, rows):
    out = [header, f"extension Instruction {{\n  static var {lower(part)}: [Instruction] {{\n    [\n"]
    section = None
    for row in rows:
        if row.section != section:
            out.append(("" if section is None else "\n") + f"      // MARK: {row.section}\n\n")
            section = row.section
        parts = [f'"{row.name}"'] + [f'Operand(.{o.slot}, "{o.name}", {role(o, row)})' for o in row.operands]
        if row.attributes:
            parts.append(f"attributes: [{', '.join('.' + a for a in row.attributes)}]")
        out.append(wrapped("Instruction(", parts, "),", "      "))
    out.append("    ]\n  }\n}\n")
    return "".join(out)


swift_type = {"write": "Register", "read": "Register", "update": "Register", "check": "Register",
              "clear": "Register", "maybe": "Register", "maybeWrite": "Register", "cell": "Register", "cellWrite": "Register", "cellUpdate": "Register", "value": "ValueOperand", "writes": "Register",
              "reads": "Register", "window": "Register", "constant": "ConstantIndex", "name": "NameIndex",
              "free": "FreeIndex", "target": "Label", "count": "Int", "flag": "Bool"}


def assembler(rows):
    out = [header, "extension Assembler {\n"]
    for row in rows:
        if row.name == "extend" or "specialised" in row.attributes:
            continue
        out += [f"  /// {line}\n" for line in row.doc]
        parameters = [
            f"{o.name}: {o.argument if o.role == 'choice' else swift_type[o.role]}"
            + (" = false" if o.role == "flag" else "") for o in row.operands]
        arguments = [f".{row.name}"] + [f"{o.slot}: {encode(o)}" for o in sorted(row.operands, key=lambda o: o.slot)]
        start = f"  public mutating func {row.swift}("
        line = start + ", ".join(parameters) + ") {"
        if len(line) > 120:
            line = f"{start}\n    {', '.join(parameters)}\n  ) {{"
        out.append(line + "\n" + wrapped("emit(", arguments, ")", "    ") + "  }\n\n")
    return "".join(out).rstrip() + "\n}\n"


def encode(o):
    name = o.name
    match o.role:
        case "target":
            return f".target({name})"
        case "count":
            return f"small({name})" if o.slot == "d" else f".number({name})"
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
    rows, choice_rows = parse((here / "instructions.table").read_text())
    assert len(rows) <= 256
    parts = {}
    for row in rows:
        parts.setdefault(row.part, []).append(row)
    # A row's place in the table is its opcode.
    assert [row for part in parts.values() for row in part] == rows, "the sections of a part stand together"
    files = {
        "Instructions/Opcode.swift": opcode(rows),
        "Instructions/Instruction+Table.swift": table(parts, rows, choice_rows),
        "Instructions/Choices.swift": choices(choice_rows),
        "Assembler/Assembler+Instructions.swift": assembler(rows),
    }
    files |= {f"Instructions/Instruction+{name}.swift": part_of_table(name, part) for name, part in parts.items()}
    stale = False
    for name, text in files.items():
        path = folder / name
        if "--check" in sys.argv:
            stale |= not path.exists() or path.read_text() != text
        else:
            path.write_text(text)
    if stale:
        sys.exit("instructions: generated files are stale; run Tools/generate/instructions.py")


main()
