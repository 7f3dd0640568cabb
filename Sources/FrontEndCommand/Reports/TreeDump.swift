import Syntax

/// Writes trees as CPython's `ast.dump(tree, include_attributes=True)` does, driven by the schema.
struct TreeDump {
  private static let schemas: [[FieldSchema]] = NodeKind.allCases.map(\.fields)

  private let tree: SyntaxTree
  private var text = ByteText()

  /// The dump of a whole tree, in UTF-8.
  static func dump(_ tree: SyntaxTree) -> [UInt8] {
    var dump = TreeDump(tree: tree)
    dump.appendNode(tree.root.offset)
    return dump.text.bytes
  }

  private init(tree: SyntaxTree) { self.tree = tree }

  private mutating func appendNode(_ offset: UInt32) {
    let kind = tree.kind(at: offset)
    text.append(kind.name)
    text.append("(")
    var separator: StaticString = ""
    for (index, field) in Self.schemas[Int(kind.rawValue)].enumerated() {
      let word = tree.fieldWord(index, of: offset)
      switch field.arity {
      case .optional where word == 0 && field.type != .integer: continue
      case .list where NodeList<Int32>(word: word).isEmpty(in: tree): continue
      case .optionalList where NodeList<Int32>(word: word).isEmpty(in: tree): continue
      default: break
      }
      text.append(separator)
      text.append(field.name)
      text.append("=")
      switch field.arity {
      case .one, .optional: appendValue(word, field.type)
      case .list, .optionalList: appendList(word, field.type)
      }
      separator = ", "
    }
    if kind.hasPosition {
      let range = tree.range(of: Statement(offset: offset))
      text.append(separator)
      text.append("lineno=")
      text.append(range.line)
      text.append(", col_offset=")
      text.append(range.column)
      text.append(", end_lineno=")
      text.append(range.endLine)
      text.append(", end_col_offset=")
      text.append(range.endColumn)
    }
    text.append(")")
  }

  private mutating func appendList(_ word: UInt32, _ type: FieldType) {
    text.append("[")
    var separator: StaticString = ""
    for member in tree[NodeList<Int32>(word: word)] {
      text.append(separator)
      appendValue(member.word, type)
      separator = ", "
    }
    text.append("]")
  }

  private mutating func appendValue(_ word: UInt32, _ type: FieldType) {
    switch type {
    case .node: if word == 0 { text.append("None") } else { appendNode(word) }
    case .identifier, .string:
      if word == 0 { text.append("None") } else { text.append(reprOfText: tree[Name(word: word)]) }
    case .constant: text.append(repr: tree[Literal(word: word)], in: tree)
    case .integer: text.append(Int32(bitPattern: word))
    case .context: appendClass(ExpressionContext(word: word).name)
    case .booleanOperator: appendClass(BooleanOperator(word: word).name)
    case .binaryOperator: appendClass(BinaryOperator(word: word).name)
    case .unaryOperator: appendClass(UnaryOperator(word: word).name)
    case .comparisonOperator: appendClass(ComparisonOperator(word: word).name)
    }
  }

  private mutating func appendClass(_ name: StaticString) {
    text.append(name)
    text.append("()")
  }
}

extension NodeList {
  fileprivate func isEmpty(in tree: SyntaxTree) -> Bool { tree[self].isEmpty }
}
