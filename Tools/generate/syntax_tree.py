#!/usr/bin/env python3
"""Derive Sources/Syntax/Tree/Nodes.swift and Schema.swift from syntax-tree.asdl.

    Tools/generate/syntax_tree.py           write both files
    Tools/generate/syntax_tree.py --check   say whether they are up to date (CI)
"""
import pathlib
import re
import sys
from dataclasses import dataclass

here = pathlib.Path(__file__).resolve().parent
tree_folder = here.parent.parent / "Sources/Syntax/Tree"

# How a table's type is called in Swift: (handle type, node type).
sums = {
    "mod": ("Module", "ModuleNode"),
    "stmt": ("Statement", "StatementNode"),
    "expr": ("Expression", "ExpressionNode"),
    "excepthandler": ("ExceptionHandler", "ExceptionHandlerNode"),
    "comprehension": ("Comprehension", "ComprehensionNode"),
    "arguments": ("Parameters", "ParametersNode"),
    "arg": ("Parameter", "ParameterNode"),
    "keyword": ("KeywordArgument", "KeywordArgumentNode"),
    "alias": ("Alias", "AliasNode"),
    "withitem": ("WithItem", "WithItemNode"),
    "match_case": ("MatchCase", "MatchCaseNode"),
    "pattern": ("Pattern", "PatternNode"),
    "type_ignore": ("TypeIgnore", "TypeIgnoreNode"),
    "type_param": ("TypeParameter", "TypeParameterNode"),
}
enums = {
    "expr_context": "ExpressionContext",
    "boolop": "BooleanOperator",
    "operator": "BinaryOperator",
    "unaryop": "UnaryOperator",
    "cmpop": "ComparisonOperator",
}
scalars = {"identifier": "Name", "string": "Name", "constant": "Literal", "int": "Int32"}


@dataclass
class Field:
    type: str
    mark: str
    name: str

    @property
    def swift_name(self):
        return escaped(self.label)

    @property
    def label(self):
        return camel(self.name)

    @property
    def swift_type(self):
        base = scalars.get(self.type) or enums.get(self.type) or sums[self.type][0]
        if self.type == "int":  # an absent int (ImportFrom's level) is 0
            return base
        return {"": base, "?": f"{base}?", "*": f"NodeList<{base}>", "?*": f"NodeList<{base}?>"}[self.mark]


@dataclass
class Case:
    name: str
    fields: list

    @property
    def swift_name(self):
        plain = camel(self.name[0].lower() + self.name[1:])
        if self.name[:2].isupper():
            plain = self.name[0].lower() + self.name[1].lower() + self.name[2:]
        return escaped(plain)


def camel(name):
    words = name.split("_")
    return words[0] + "".join(w.capitalize() for w in words[1:])


def escaped(name):
    return f"`{name}`" if name in swift_keywords else name


swift_keywords = {"return", "if", "for", "while", "import", "break", "continue", "is", "in", "case", "try", "as",
                  "func", "guard", "subscript"}


def parse(text):
    text = re.sub(r"--.*", "", text)
    for chunk in re.split(r"\n(?=\w+@?\s*=)", text.strip()):
        head, body = chunk.split("=", 1)
        head = head.strip()
        positioned = not head.endswith("@")
        name = head.rstrip("@")
        product = body.strip().startswith("(")
        cases = []
        for part in re.findall(r"(\w*)\s*(?:\(([^)]*)\))?\s*(?:\||$)", body.strip()):
            if not part[0] and not part[1]:
                continue
            fields = [Field(*re.fullmatch(r"(\w+?)([?*]*) (\w+)", f.strip()).groups())
                      for f in part[1].split(",")] if part[1].strip() else []
            cases.append(Case(part[0] or name, fields))
        yield name, cases, positioned, product


header = """// Generated from Tools/generate/syntax-tree.asdl by Tools/generate/syntax_tree.py; edit those.

"""


def nodes(table):
    out = [header]
    kind = 0
    for name, cases, positioned, product in table:
        if name in enums:
            out.append(f"public enum {enums[name]}: UInt32, TreeWord, CaseIterable, Sendable {{\n")
            out += [f"  case {c.swift_name}\n" for c in cases]
            out.append("}\n\n")
            continue
        handle, node = sums[name]
        out.append(f"/// Refers to a node of the grammar's `{name}` in a `SyntaxTree`.\n")
        out.append(f"public struct {handle}: NodeHandle {{\n  public let offset: UInt32\n"
                   f"  @inlinable @inline(__always) public init(offset: UInt32) {{ self.offset = offset }}\n}}\n\n")
        if product:
            (case,) = cases
            out.append(f"public struct {node}: BitwiseCopyable {{\n")
            out += [f"  public var {f.swift_name}: {f.swift_type}\n" for f in case.fields]
            parameters = ", ".join(f"{f.label}: {f.swift_type}" for f in case.fields)
            out.append(f"\n  public init({parameters}) {{\n")
            out += [f"    self.{f.swift_name} = {f.swift_name}\n" for f in case.fields]
            out.append("  }\n}\n\n")
        else:
            out.append(f"public enum {node}: BitwiseCopyable {{\n")
            for c in cases:
                payload = ", ".join(f"{f.label}: {f.swift_type}" for f in c.fields)
                out.append(f"  case {c.swift_name}{f'({payload})' if payload else ''}\n")
            out.append("}\n\n")
        # Decoding.
        out.append("extension NodeStorage where Self: ~Copyable {\n")
        out.append(f"  @inlinable public subscript(_ node: {handle}) -> {node} {{\n")
        if product:
            (case,) = cases
            args = ", ".join(f"{f.label}: field({i}, of: node.offset)" for i, f in enumerate(case.fields))
            out.append(f"    {node}({args})\n")
        else:
            out.append("    switch kind(at: node.offset) {\n")
            for c in cases:
                args = ", ".join(f"{f.label}: field({i}, of: node.offset)" for i, f in enumerate(c.fields))
                out.append(f"    case .{c.swift_name.strip('`')}: "
                           f".{c.swift_name.strip('`')}{f'({args})' if args else ''}\n")
            out.append(f'    default: preconditionFailure("not a node of {name}")\n    }}\n')
        out.append("  }\n}\n\n")
        # Encoding.
        out.append("extension SyntaxTreeBuilder {\n")
        position = "at range: SourceRange" if positioned else ""
        range_value = "range" if positioned else ".none"
        comma = ", " if position else ""
        out.append(f"  @discardableResult\n  public mutating func add(_ node: {node}{comma}{position}) -> {handle} {{\n")
        if product:
            (case,) = cases
            out.append(f"    let offset = begin(.{case_kind(case)}, fields: {len(case.fields)}, at: {range_value})\n")
            out += [f"    store(node.{f.swift_name})\n" for f in case.fields]
        else:
            out.append("    let offset: UInt32\n    switch node {\n")
            for c in cases:
                names = ", ".join(f"let {f.swift_name}" for f in c.fields)
                out.append(f"    case .{c.swift_name.strip('`')}{f'({names})' if names else ''}:\n")
                out.append(f"      offset = begin(.{case_kind(c)}, fields: {len(c.fields)}, at: {range_value})\n")
                out += [f"      store({f.swift_name})\n" for f in c.fields]
            out.append("    }\n")
        out.append(f"    return {handle}(offset: offset)\n  }}\n}}\n\n")
    return "".join(out).rstrip() + "\n"


def case_kind(case):
    return case.swift_name.strip("`")


def schema(table):
    out = [header]
    cases = [(c, positioned) for name, cs, positioned, _ in table if name not in enums for c in cs]
    out.append("/// What a node is: the case of its sum, or its product.\n")
    out.append("public enum NodeKind: UInt32, CaseIterable, Sendable {\n")
    out += [f"  case {c.swift_name}\n" for c, _ in cases]
    out.append("}\n\n")
    out.append("extension NodeKind {\n  /// The class's name in the `ast` module.\n")
    out.append("  public var name: StaticString {\n    switch self {\n")
    out += [f'    case .{case_kind(c)}: "{c.name}"\n' for c, _ in cases]
    out.append("    }\n  }\n\n")
    out.append("  /// Whether nodes of this kind have `lineno`, `col_offset`, `end_lineno`, `end_col_offset`.\n")
    out.append("  public var hasPosition: Bool {\n    switch self {\n    case ")
    out.append(", ".join(f".{case_kind(c)}" for c, p in cases if not p))
    out.append(": false\n    default: true\n    }\n  }\n\n")
    out.append("  /// The fields in the order in which the arena stores them, a word each.\n")
    out.append("  public var fields: [FieldSchema] {\n    switch self {\n")
    for c, _ in cases:
        rows = ", ".join(
            f'FieldSchema("{f.name}", .{type_case(f)}{", ." + mark_case[f.mark] if f.mark else ""})'
            for f in c.fields)
        out.append(f"    case .{case_kind(c)}: [{rows}]\n")
    out.append("    }\n  }\n}\n\n")
    out.append("extension SyntaxRule {\n  /// The grammar, in the order in which it is published.\n")
    out.append("  public static let all: [SyntaxRule] = [\n")
    for name, cs, positioned, product in table:
        constructors = ",\n".join(f'        "{constructor(c)}"' for c in cs)
        out.append(f'    SyntaxRule(\n      "{name}", isProduct: {str(product).lower()}, '
                   f"hasPosition: {str(positioned and name not in enums).lower()},\n      [\n{constructors},\n      ]),\n")
    out.append("  ]\n}\n\n")
    for name, cs, _, _ in table:
        if name not in enums:
            continue
        out.append(f"extension {enums[name]} {{\n  /// The class's name in the `ast` module.\n"
                   "  public var name: StaticString {\n    switch self {\n")
        out += [f'    case .{case_kind(c)}: "{c.name}"\n' for c in cs]
        out.append("    }\n  }\n}\n\n")
    return "".join(out).rstrip() + "\n"


def constructor(case):
    """As the table states it."""
    fields = ", ".join(f"{f.type}{f.mark} {f.name}" for f in case.fields)
    return f"{case.name}({fields})" if fields else case.name


mark_case = {"?": "optional", "*": "list", "?*": "optionalList"}


def type_case(field):
    special = {"expr_context": "context", "boolop": "booleanOperator", "operator": "binaryOperator",
               "unaryop": "unaryOperator", "cmpop": "comparisonOperator", "identifier": "identifier",
               "string": "string", "constant": "constant", "int": "integer"}
    return special.get(field.type, "node")


def main():
    table = list(parse((here / "syntax-tree.asdl").read_text()))
    stale = False
    for path, text in ((tree_folder / "Nodes.swift", nodes(table)), (tree_folder / "Schema.swift", schema(table))):
        if "--check" in sys.argv:
            stale |= not path.exists() or path.read_text() != text
        else:
            path.write_text(text)
    if stale:
        sys.exit("syntax tree: generated files are stale; run Tools/generate/syntax_tree.py")


main()
