import CRuntime
import Runtime
import Syntax

/// Writes the tree that objects describe. The objects are what any program may have made of them: each is checked, with
/// the words of CPython's compiler.
struct TreeWriter: ~Copyable {
  private let context: Context
  private let classes: SyntaxClasses
  private var builder = SyntaxTreeBuilder(sourceSize: 4096)

  private static let schemas: [[FieldSchema]] = NodeKind.allCases.map(\.fields)
  private static let rules = NodeRules()

  private init(_ context: Context) throws(Raised) {
    self.context = context
    classes = try SyntaxClasses.of(context)
  }

  /// The tree of a module for one of `compile`'s modes.
  static func tree(_ context: Context, _ root: Value, _ mode: ParseOptions.Mode) throws(Raised) -> SyntaxTree {
    var writer = try TreeWriter(context)
    let wanted: NodeKind =
      switch mode {
      case .file: .module
      case .expression: .expression
      case .interactive: .interactive
      case .functionType: .functionType
      }
    if !context.type(of: root).isSubtype(of: writer.classes.type(of: wanted)) {
      let name = context.typeName(of: root).split(separator: ".").last ?? ""
      throw context.raise(.typeError, "expected \(wanted.name) node, got \(name)")
    }
    let offset = try writer.node(root, ofRule: "mod")
    let tree = writer.finish(Syntax.Module(offset: offset))
    try TreeValidator(context, tree).validate()
    return tree
  }

  private consuming func finish(_ root: Syntax.Module) -> SyntaxTree { builder.finished(root: root) }

  // MARK: Nodes

  /// A node of a rule's; the word 0 for None.
  private mutating func node(_ object: Value, ofRule rule: StaticString) throws(Raised) -> UInt32 {
    if object == .none { return 0 }
    try context.checkNativeStack()
    let range = try range(of: object, rule)
    guard context.type(of: object).isSubtype(of: try classes.type(ofRule: rule)),
      let place = try classes.place(of: object), let kind = NodeKind(rawValue: UInt32(place))
    else { throw raiseUnexpected(object, rule) }
    let schema = Self.schemas[place]
    let names = classes.fields(of: kind)
    if kind == .constant, let tuple = Tuple(ifExactly: try context.findAttribute(object, names[0])) {
      return try display(of: tuple, at: range)
    }
    var words: [UInt32] = []
    words.reserveCapacity(schema.count)
    for (index, field) in schema.enumerated() {
      let value = try context.findAttribute(object, names[index])
      words.append(try word(value, field, Self.rules[kind, index], kind))
    }
    return builder.add(kind, fields: words, at: range)
  }

  /// What a source would write for a constant that is a tuple: no literal is one.
  private mutating func display(of tuple: Tuple, at range: SourceRange) throws(Raised) -> UInt32 {
    try context.checkNativeStack()
    var words: [Int32] = []
    for index in 0..<tuple.count {
      if let inner = Tuple(ifExactly: tuple[index]) {
        words.append(Int32(bitPattern: try display(of: inner, at: range)))
      } else {
        let value = try constant(tuple[index])
        words.append(Int32(bitPattern: builder.add(.constant, fields: [value, 0], at: range)))
      }
    }
    return builder.add(.tuple, fields: [builder.list(words).word, UInt32(ExpressionContext.load.rawValue)], at: range)
  }

  private func raiseUnexpected(_ object: Value, _ rule: StaticString) -> Raised {
    do throws(Raised) {
      let shown = try context.reprString(object)
      return context.raise(.typeError, "expected some sort of \(rule), but got \(shown)")
    } catch {
      return error
    }
  }

  private func range(of object: Value, _ rule: StaticString) throws(Raised) -> SourceRange {
    guard Self.rules.hasPosition(rule) else { return .none }
    var numbers: [Int32] = []
    for index in 0..<4 {
      let name = classes.attributes[index]
      let value = try context.findAttribute(object, name)
      if value.isEmpty || value == .none && index >= 2 {
        if index < 2 {
          throw context.raise(.typeError, "required field \"\(String(Text(name)))\" missing from \(rule)")
        }
        // The end is the beginning.
        numbers.append(numbers[index - 2])
      } else {
        numbers.append(try integer(value))
      }
    }
    return SourceRange(line: numbers[0], column: numbers[1], endLine: numbers[2], endColumn: numbers[3])
  }

  // MARK: Fields

  private mutating func word(
    _ value: Value, _ field: FieldSchema, _ rule: StaticString, _ kind: NodeKind
  ) throws(Raised) -> UInt32 {
    if field.arity == .list || field.arity == .optionalList { return try list(value, field, rule, kind) }
    if value.isEmpty {
      if field.arity == .optional { return 0 }
      throw context.raise(.typeError, "required field \"\(field.name)\" missing from \(kind.name)")
    }
    let word = try single(value, field.type, rule)
    // None is a constant like any other.
    if word == 0, value == .none, field.arity == .one, field.type != .constant {
      throw context.raise(.valueError, "field '\(field.name)' is required for \(kind.name)")
    }
    return word
  }

  private mutating func list(
    _ value: Value, _ field: FieldSchema, _ rule: StaticString, _ kind: NodeKind
  ) throws(Raised) -> UInt32 {
    if value.isEmpty { return NodeList<Int32>.empty.word }
    guard let list = List(ifHas: value) else {
      throw context.raise(
        .typeError, "\(kind.name) field \"\(field.name)\" must be a list, not a \(context.typeName(of: value))")
    }
    let count = list.count
    var words: [Int32] = []
    for index in 0..<count {
      let member = list.element(index)
      words.append(Int32(bitPattern: try single(member, field.type, rule)))
      if list.count != count {
        throw context.raise(.runtimeError, "\(kind.name) field \"\(field.name)\" changed size during iteration")
      }
    }
    return builder.list(words).word
  }

  private mutating func single(_ value: Value, _ type: FieldType, _ rule: StaticString) throws(Raised) -> UInt32 {
    switch type {
    case .node: return try node(value, ofRule: rule)
    case .identifier, .string:
      if value == .none { return 0 }
      return try name(value, type == .identifier ? "AST identifier must be of type str" : "AST string must be of type str")
    case .constant: return try constant(value)
    case .integer: return value == .none ? 0 : UInt32(bitPattern: try integer(value))
    case .context, .booleanOperator, .binaryOperator, .unaryOperator, .comparisonOperator:
      guard context.type(of: value).isSubtype(of: try classes.type(ofRule: rule)), let place = try classes.place(of: value)
      else { throw raiseUnexpected(value, rule) }
      return UInt32(place)
    }
  }

  private func integer(_ value: Value) throws(Raised) -> Int32 {
    guard context.type(of: value).isSubtype(of: Interpreter(of: context).type(.int)) else {
      let shown = try context.reprString(value)
      throw context.raise(.valueError, "invalid integer value: \(shown)")
    }
    let number = try context.machineIndex(of: value)
    guard let fitting = Int32(exactly: number) else {
      throw context.raise(.overflowError, "Python int too large to convert to C int")
    }
    return fitting
  }

  private mutating func name(_ value: Value, _ message: StaticString) throws(Raised) -> UInt32 {
    guard let text = Text(ifExactly: value) else { throw context.raise(.typeError, "\(message)") }
    let bytes = try Bytes.make(context, utf8: text)
    return builder.intern(bytes.bytes.assumingMemoryBound(to: UInt8.self)).word
  }

  private mutating func constant(_ value: Value) throws(Raised) -> UInt32 {
    builder.add(try literal(value)).word
  }

  private mutating func literal(_ value: Value) throws(Raised) -> LiteralValue {
    switch value {
    case .none: return .none
    case .true: return .true
    case .false: return .false
    case .ellipsis: return .ellipsis
    default: break
    }
    if value.isSmallInt { return .integer(value.smallInt) }
    let type = context.type(of: value)
    if type == Interpreter(of: context).type(.float) { return .float(PythonFloat.number(value).unsafelyUnwrapped) }
    if let text = Text(ifExactly: value) { return .text(try stored(Bytes.make(context, utf8: text))) }
    if let bytes = Bytes(ifExactly: value) { return .bytes(stored(bytes)) }
    if let number = Complex(ifExactly: value)?.number, number.real == 0, number.real.sign == .plus {
      return .imaginary(number.imaginary)
    }
    if let number = BigInt(ifExactly: value) { return try bigInteger(number) }
    throw context.raise(.typeError, "got an invalid type in Constant: \(context.typeName(of: value))")
  }

  private mutating func bigInteger(_ number: BigInt) throws(Raised) -> LiteralValue {
    let count = (number.bitLength + 7) / 8
    var bytes = [UInt8](repeating: 0, count: count)
    // Of a negative one, which no source has, the error says so.
    try PythonInt.write(context, number.value, to: &bytes, count: count, isLittleEndian: true, isSigned: false)
    let start = builder.textEnd
    for byte in bytes { builder.appendText(byte) }
    return .bigInteger(builder.text(since: start))
  }

  private mutating func stored(_ bytes: Bytes) -> TextRange {
    let start = builder.textEnd
    builder.appendText(bytes.bytes.assumingMemoryBound(to: UInt8.self))
    return builder.text(since: start)
  }
}

/// Which rule a field's nodes are of, and which rules have positions.
private struct NodeRules {
  private var rules: [[StaticString]] = []
  private var positioned: [StaticString] = []

  init() {
    let names = SyntaxRule.all
    for rule in names {
      if rule.hasPosition { positioned.append(rule.name) }
      let isEnum = ["expr_context", "boolop", "operator", "unaryop", "cmpop"].contains("\(rule.name)")
      if isEnum { continue }
      for constructor in rule.constructors {
        rules.append(
          Constructor(constructor).fields.map { field in
            names.first { "\($0.name)" == field.type }?.name ?? "object"
          })
      }
    }
  }

  subscript(kind: NodeKind, field: Int) -> StaticString { rules[Int(kind.rawValue)][field] }

  func hasPosition(_ rule: StaticString) -> Bool { positioned.contains { "\($0)" == "\(rule)" } }
}
