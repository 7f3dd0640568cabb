import Bytecode

/// What programs see of code objects, in the form in which Tools/frontend/compare_code.py writes CPython's.
///
///     code <qualified name> name=… line=… args=…/…/… flags=…
///       varnames …      cellvars …     freevars …      names …
///       doc …
///       lines …
///       consts …
///       code …                           those inside, in order of their first line
enum CodeDump {
  static func dump(_ code: CodeObject) -> [UInt8] {
    var text = ByteText()
    write(code, indent: "", to: &text)
    return text.bytes
  }

  private static func write(_ code: CodeObject, indent: String, to text: inout ByteText) {
    let header = code.header
    text.append("\(indent)code \(header.qualifiedName.string) name=\(header.name.string) line=\(header.firstLine)")
    text.append(" args=\(header.positionalCount)/\(header.positionalOnlyCount)/\(header.keywordOnlyCount)")
    text.append(" flags=\(String(header.flags.rawValue, radix: 16))\n")
    let inner = indent + "  "
    list("varnames", header.variableNames, inner, &text)
    list("cellvars", header.cellNames, inner, &text)
    list("freevars", header.freeNames, inner, &text)
    list("names", code.names.filter { $0 != Text("__annotate__") }, inner, &text)
    if header.flags.contains(.hasDocstring), let first = code.constants.first {
      text.append("\(inner)doc \(constant(first))\n")
    }
    let lines = Set(code.positions.lines().map(\.line)).filter { $0 >= 0 && $0 != header.firstLine }
    text.append("\(inner)lines \(lines.sorted().map { String($0) }.joined(separator: " "))\n")
    let constants = Set(code.constants.compactMap { isCompared($0) ? constant($0) : nil })
    text.append("\(inner)consts \(constants.sorted().joined(separator: " "))\n")
    for case .code(let nested) in code.constants.sorted(by: { line($0) < line($1) }) {
      write(nested, indent: inner, to: &text)
    }
  }

  private static func line(_ constant: Constant) -> String {
    guard case .code(let code) = constant else { return "" }
    let digits = String(code.header.firstLine)
    return String(repeating: "0", count: 9 - digits.count) + digits + " " + code.header.qualifiedName.string
  }

  private static func list(_ title: String, _ names: [Text], _ indent: String, _ text: inout ByteText) {
    text.append("\(indent)\(title) \(names.map(\.string).joined(separator: " "))\n")
  }

  /// Small numbers and tuples of names stand in different places of the two machines' instructions.
  private static func isCompared(_ constant: Constant) -> Bool {
    switch constant {
    case .text, .bytes, .float, .complex, .frozenSet, .bigInteger: true
    default: false
    }
  }

  private static func constant(_ constant: Constant) -> String {
    switch constant {
    case .none: "None"
    case .true: "True"
    case .false: "False"
    case .ellipsis: "Ellipsis"
    case .integer(let value): String(value)
    case .bigInteger(let value): value.decimal
    case .float(let value): "f\(hexadecimal(value.bitPattern))"
    case .complex(let real, let imaginary): "c\(hexadecimal(real.bitPattern))\(hexadecimal(imaginary.bitPattern))"
    case .text(let text): "s" + text.bytes.map { byte($0) }.joined()
    case .bytes(let bytes): "b" + bytes.map { byte($0) }.joined()
    case .tuple(let items): "(" + items.map { self.constant($0) }.joined(separator: ",") + ")"
    case .frozenSet(let items): "{" + items.map { self.constant($0) }.sorted().joined(separator: ",") + "}"
    case .slice(let start, let stop, let step): "[\(self.constant(start)):\(self.constant(stop)):\(self.constant(step))]"
    case .code(let code): "<\(code.header.qualifiedName.string)>"
    }
  }

  private static func hexadecimal(_ bits: UInt64) -> String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func byte(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
