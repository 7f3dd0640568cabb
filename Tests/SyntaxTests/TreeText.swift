@testable import Syntax

/// A tree as text, with the fields that are set, in the manner of `ast.dump`: `BinOp(Name(a), Add, Name(b))`.
/// Names stand for themselves, load contexts are left out.
struct TreeText {
  let tree: SyntaxTree
  /// Whether nodes show where they are: `Name(a)@1:0-1:1`.
  var showsRanges = false

  func text(_ offset: UInt32) -> String {
    let kind = tree.kind(at: offset)
    var parts: [String] = []
    for (index, field) in kind.fields.enumerated() {
      let word = tree.fieldWord(index, of: offset)
      switch field.arity {
      case .one, .optional:
        if let part = text(word, field) { parts.append(part) }
      case .list, .optionalList:
        let members = (0..<tree.words[Int(word)]).map { text(tree.words[Int(word + 1 + $0)], field) ?? "None" }
        parts.append("[" + members.joined(separator: ", ") + "]")
      }
    }
    let node = parts.isEmpty ? "\(kind.name)" : "\(kind.name)(" + parts.joined(separator: ", ") + ")"
    if !showsRanges || !kind.hasPosition { return node }
    let words = tree.words + Int(offset)
    return "\(node)@\(words[1]):\(words[2])-\(words[3]):\(words[4])"
  }

  private func text(_ word: UInt32, _ field: FieldSchema) -> String? {
    switch field.type {
    case .node: word == 0 ? nil : text(word)
    case .identifier, .string: word == 0 ? nil : tree.string(Name(word: word))
    case .constant: literal(tree[Literal(word: word)])
    case .integer: "\(Int32(bitPattern: word))"
    case .context: word == 0 ? nil : "\(ExpressionContext(word: word).name)"
    case .booleanOperator: "\(BooleanOperator(word: word).name)"
    case .binaryOperator: "\(BinaryOperator(word: word).name)"
    case .unaryOperator: "\(UnaryOperator(word: word).name)"
    case .comparisonOperator: "\(ComparisonOperator(word: word).name)"
    }
  }

  private func literal(_ value: LiteralValue) -> String {
    switch value {
    case .none: "None"
    case .true: "True"
    case .false: "False"
    case .ellipsis: "..."
    case .integer(let value): "\(value)"
    case .bigInteger: "big"
    case .float(let value): "\(value)"
    case .imaginary(let value): "\(value)j"
    case .text(let range): "'\(String(decoding: tree[range], as: UTF8.self))'"
    case .bytes(let range): "b'\(String(decoding: tree[range], as: UTF8.self))'"
    }
  }
}

/// The statements of a source as text, one a line.
func statements(_ text: String, showsRanges: Bool = false, options: ParseOptions = ParseOptions()) throws -> String {
  let (tree, _) = try Parser.parse(try source(text, mode: options.mode), options: options)
  let dump = TreeText(tree: tree, showsRanges: showsRanges)
  switch tree[tree.root] {
  case .module(let body, _), .interactive(let body):
    return tree[body].map { dump.text($0.offset) }.joined(separator: "\n")
  default: return dump.text(tree.root.offset)
  }
}

/// An expression's tree as text.
func expression(_ text: String, showsRanges: Bool = false) throws -> String {
  var options = ParseOptions()
  options.mode = .expression
  let (tree, _) = try Parser.parse(try source(text, mode: .expression), options: options)
  guard case .expression(let body) = tree[tree.root] else { return "" }
  return TreeText(tree: tree, showsRanges: showsRanges).text(body.offset)
}

/// The error of a source that does not parse: `message (line:offset-line:offset)`, as Python's exceptions count.
func syntaxError(_ text: String, options: ParseOptions = ParseOptions()) throws -> String {
  let source = try source(text, mode: options.mode)
  do throws(SyntaxError) {
    _ = try Parser.parse(source, options: options)
    return "none"
  } catch {
    let details = error.details(in: source)
    func number(_ value: Int32?) -> String { value.map { "\($0)" } ?? "None" }
    return "\(error.message) (\(number(details.line)):\(number(details.offset))"
      + "-\(number(details.endLine)):\(number(details.endOffset)))"
  }
}
