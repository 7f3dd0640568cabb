import CRuntime
import Runtime
import Syntax

/// Makes the objects of a tree.
struct TreeReader {
  private let context: Context
  private let tree: SyntaxTree
  private let classes: SyntaxClasses
  private static let schemas: [[FieldSchema]] = NodeKind.allCases.map(\.fields)

  init(_ context: Context, _ tree: SyntaxTree) throws(Raised) {
    (self.context, self.tree) = (context, tree)
    classes = try SyntaxClasses.of(context)
  }

  func objects() throws(Raised) -> Value { try node(at: tree.root.offset) }

  private func node(at offset: UInt32) throws(Raised) -> Value {
    try context.checkNativeStack()
    let kind = tree.kind(at: offset)
    let node = try classes.type(of: kind).makeInstance(context)
    let names = classes.fields(of: kind)
    for (index, field) in Self.schemas[Int(kind.rawValue)].enumerated() {
      let word = tree.fieldWord(index, of: offset)
      let isList = field.arity == .list || field.arity == .optionalList
      try context.setAttribute(node, names[index], isList ? list(word, field.type) : value(word, field.type))
    }
    if kind.hasPosition {
      let range = tree.range(of: Statement(offset: offset))
      let numbers = (range.line, range.column, range.endLine, range.endColumn)
      let attributes = classes.attributes
      try context.setAttribute(node, attributes[0], Value(smallInt: Int64(numbers.0)))
      try context.setAttribute(node, attributes[1], Value(smallInt: Int64(numbers.1)))
      try context.setAttribute(node, attributes[2], Value(smallInt: Int64(numbers.2)))
      try context.setAttribute(node, attributes[3], Value(smallInt: Int64(numbers.3)))
    }
    return node
  }

  private func list(_ word: UInt32, _ type: FieldType) throws(Raised) -> Value {
    let list = try List.make(context)
    for member in tree[NodeList<Int32>(word: word)] { try list.append(context, value(member.word, type)) }
    return list.value
  }

  private func value(_ word: UInt32, _ type: FieldType) throws(Raised) -> Value {
    switch type {
    case .node: return word == 0 ? .none : try node(at: word)
    case .identifier, .string:
      if word == 0 { return .none }
      return try Text.interned(context, Text.make(context, utf8: tree[Name(word: word)])).value
    case .constant: return try constant(tree[Literal(word: word)])
    case .integer: return Value(smallInt: Int64(Int32(bitPattern: word)))
    case .context, .booleanOperator, .binaryOperator, .unaryOperator, .comparisonOperator:
      return classes.singleton(type, word)
    }
  }

  private func constant(_ literal: LiteralValue) throws(Raised) -> Value {
    switch literal {
    case .none: return .none
    case .true: return .true
    case .false: return .false
    case .ellipsis: return .ellipsis
    case .integer(let number): return try PythonInt.make(context, number)
    case .bigInteger(let range):
      return try PythonInt.make(
        context, bytes: UnsafeRawBufferPointer(tree[range]), isLittleEndian: true, isSigned: false)
    case .float(let number): return try PythonFloat.make(context, number)
    case .imaginary(let number): return try Complex.make(context, ComplexNumber(0, number))
    case .text(let range): return try Text.make(context, utf8: tree[range]).value
    case .bytes(let range): return try Bytes.make(context, UnsafeRawBufferPointer(tree[range])).value
    }
  }
}
