import Bytecode
import Syntax

/// Turns a syntax tree, whose names are resolved, into code objects.
///
/// One pass over the tree writes the instructions; there is no intermediate form. Expressions are
/// *destination-driven*: `value(_:into:)` says where the value stands, which for a variable or a constant is
/// where it stands already, so that most operations read their operands in place and write their result where
/// it is wanted. Constants are folded on the way up, before anything is written.
///
/// The extensions follow the language: `CodeGenerator+Expressions.swift`, `+Calls.swift`, `+Patterns.swift` …
struct CodeGenerator: ~Copyable {
  let tree: SyntaxTree
  let options: CompileOptions
  var table: SymbolTable
  var pool: ConstantPool
  /// The code object being written. Those around it wait in the callers' variables.
  var unit: Unit
  /// By the unit's number and a name or pooled constant: one more than the index or register it has there.
  var nameIndices = PairMap(capacity: 1024)
  var constantIndices = PairMap(capacity: 1024)
  var variableRegisters = PairMap(capacity: 512)
  var cellRegisters = PairMap(capacity: 64)
  var freeIndices = PairMap(capacity: 64)
  /// 1 for the names that a unit's statements unbind.
  var unbindableNames = PairMap(capacity: 64)
  /// By a unit's number and a scope in it: one more than the constant that its code is.
  var finishedScopes = PairMap(capacity: 256)
  var texts: [Text?]
  /// For each scope, how many variables inlined comprehensions add to its own.
  let extraVariables: [Int32]
  /// For each class around this point, the attributes that its methods assign.
  var classAttributes: [[Name]] = []
  private(set) var selfName = Name(word: 0)
  var unitCount: UInt32 = 1
  var depth = 0
  var warnings: [SyntaxWarning] = []

  init(_ table: consuming SymbolTable, options: CompileOptions) {
    tree = table.tree
    self.options = options
    pool = ConstantPool(literalCount: table.tree.literalCount)
    texts = [Text?](repeating: nil, count: table.tree.nameCount)
    unit = Unit(module: table)
    extraVariables = Self.comprehensionVariables(of: table)
    self.table = table
    selfName = self.table.intern(StaticString("self").bytes)
  }

  // MARK: Positions

  @inline(__always)
  mutating func locate(_ range: SourceRange) { unit.code.position = SourcePosition(range) }

  @inline(__always)
  mutating func locate<Node: NodeHandle>(_ node: Node) { locate(tree.range(of: node)) }

  // MARK: Errors and warnings

  func error<Node: NodeHandle>(_ message: String, at node: Node) -> SyntaxError {
    SyntaxError(compiling: message, at: tree.range(of: node))
  }

  /// Code that is written twice, such as a `finally` body, warns once.
  mutating func warn(_ message: String, at range: SourceRange) {
    for warning in warnings where warning.range == range && warning.message == message { return }
    warnings.append(SyntaxWarning(message, at: range))
  }

  /// Counts a level of nesting; the caller lowers `depth` when it returns.
  @inline(__always)
  mutating func descend() throws(SyntaxError) {
    depth += 1
    if depth > options.depthLimit { throw SyntaxError.recursion(at: .none) }
  }

  func checkLength(of chain: [Expression]) throws(SyntaxError) {
    if chain.count > options.chainLimit { throw SyntaxError.recursion(at: .none) }
  }

  // MARK: Values

  /// The form in which an instruction names a value.
  @inline(__always)
  mutating func operand(_ value: Value) -> ValueOperand {
    switch value {
    case .register(let register): .register(register)
    case .constant(let constant): .constant(index(of: constant))
    }
  }

  /// The unit's index of a constant. Code that nobody reaches adds none.
  mutating func index(of constant: PooledConstant) -> ConstantIndex {
    guard unit.isReachable else { return ConstantIndex(0) }
    let next = UInt32(truncatingIfNeeded: unit.constants.count) + 1
    let index = constantIndices.value(unit.number, constant.index + 1, orInsert: next)
    if index == next { unit.constants.append(constant) }
    return ConstantIndex(Int(index) - 1)
  }

  /// Brings a value to the destination, if there is one.
  @inline(__always)
  mutating func deliver(_ value: Value, into destination: Register?) -> Value {
    guard let destination else { return value }
    move(value, to: destination)
    return .register(destination)
  }

  mutating func move(_ value: Value, to destination: Register) {
    switch value {
    case .register(let source):
      if source != destination { unit.code.move(result: destination, source: source) }
    case .constant(let constant):
      unit.code.loadConstant(result: destination, value: index(of: constant))
    }
  }

  /// A register that holds the value.
  mutating func register(_ value: Value) -> Register {
    if case .register(let register) = value { return register }
    let register = unit.push()
    move(value, to: register)
    return register
  }

  /// The value in a register of its own, which no assignment changes.
  mutating func copy(_ value: Value) -> Value {
    guard case .register(let source) = value, unit.isVariable(source) else { return value }
    let register = unit.push()
    unit.code.move(result: register, source: source)
    return .register(register)
  }

  /// An expression's value in exactly this register.
  @inline(__always)
  mutating func evaluate(_ expression: Expression, into destination: Register) throws(SyntaxError) {
    _ = try value(expression, into: destination)
  }

  /// An expression's value in the next temporary.
  mutating func push(_ expression: Expression) throws(SyntaxError) -> Register {
    let register = unit.push()
    try evaluate(expression, into: register)
    return register
  }

  /// The value of an expression that stays valid while `later` is evaluated, which might assign to the
  /// variable that holds it.
  mutating func value(_ expression: Expression, before later: Expression) throws(SyntaxError) -> Value {
    let value = try value(expression)
    return hasAssignmentExpressions && !isAtom(later) ? copy(value) : value
  }

  /// Whether the scope's expressions assign to its variables.
  var hasAssignmentExpressions: Bool { table[unit.scope].flags.contains(.assignsInExpressions) }

  func isAtom(_ expression: Expression) -> Bool {
    let kind = tree.kind(of: expression)
    return kind == .name || kind == .constant
  }
}

extension SourcePosition {
  init(_ range: SourceRange) {
    self.init(line: range.line, endLine: range.endLine, column: range.column, endColumn: range.endColumn)
  }
}

extension StaticString {
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount) }
}
