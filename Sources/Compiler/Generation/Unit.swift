import Bytecode
import Syntax

/// A code object in the making.
///
/// The registers of its window, in order:
///
///     │ parameters │ other variables │ cells │ temporaries … │
///     0            parameterCount    ▲       firstTemporary  ▲ top
///
/// Variables get their registers when code first mentions them, as `co_varnames` orders them; the scope says
/// beforehand how many there can be. Temporaries are a stack: whoever needs some raises `top`, and lowers it
/// again when the instruction that reads them is written.
struct Unit: ~Copyable {
  let scope: ScopeIndex
  let kind: ScopeKind
  let number: UInt32
  let form: UnitForm
  let name: Text
  let qualifiedName: Text
  let firstLine: Int32
  var code = Assembler()

  /// The class by whose name private names are mangled.
  let privateClass: Name

  // Registers.
  var variables: [Name] = []
  var firstCell = 0
  var firstTemporary = 0
  var top = 0
  var windowSize = 0

  // Tables of the code object.
  var names: [Name] = []
  var constants: [PooledConstant] = []
  var cells: [Name] = []
  var cellRegisters: [Register] = []
  var freeNames: [Name] = []
  var parameterCount = 0
  /// Whether expressions may be the first to mention variables: there are `:=` or inlined comprehensions.
  var hasInnerVariables = false
  /// How many parameters a caller may give by position.
  var positionalCount = 0
  var positionalOnlyCount = 0
  var keywordOnlyCount = 0
  var hasDocstring = false
  /// What the names of those inside would begin with if this were not around them.
  let outerPrefix: Text
  /// Of an annotation scope: its parameter is called `format` where programs see it.
  var showsFormat = false
  let isAsync: Bool
  /// Whether it is an annotation or type-parameter scope of a class, which sees the class's names.
  let seesClassScope: Bool
  let isMethod: Bool

  /// Variables that are bound for certain at this point of the code.
  var bound = VariableSet()
  /// Variables that some statement of the unit unbinds: not to be relied on across loops and into handlers.
  var unbindable = VariableSet()
  private var labels: [LabelState] = []
  /// Whether control comes to the last label that was bound.
  private var isLive = true

  /// What control flow leaves when it leaves them: loops, handlers, `with` and `finally`.
  var blocks: [Block] = []
  /// The comprehensions that run inline around this point, the innermost last.
  var inlined: [ScopeIndex] = []
  /// Where an exception goes from here.
  private(set) var handler: Label?

  /// Annotated assignments of a module or class, for its `__annotate__`.
  var deferredAnnotations: [DeferredAnnotation] = []
  var conditionalAnnotationCount: Int32 = 0
  /// How many `if`, loops and the like surround this point: annotations there are conditional.
  var conditionalDepth = 0
  /// The name of the first parameter of a method, whose attributes its class notes as static.
  var selfName: Name?
  /// Names assigned through the first parameters of a class's methods, in order.
  var staticAttributes: [Name] = []

  init(
    _ form: UnitForm, scope: ScopeIndex, of table: borrowing SymbolTable, number: UInt32, name: Text,
    qualifiedName: Text, outerPrefix: Text, firstLine: Int32
  ) {
    self.outerPrefix = outerPrefix
    (self.form, self.scope, self.number) = (form, scope, number)
    (self.name, self.qualifiedName, self.firstLine) = (name, qualifiedName, firstLine)
    let scope = table[scope]
    kind = scope.kind
    privateClass = scope.privateClass
    seesClassScope = scope.flags.contains(.seesClassScope)
    isAsync = scope.flags.contains(.coroutine)
    isMethod = scope.flags.contains(.method)
  }

  init(module table: borrowing SymbolTable) {
    self.init(
      .module, scope: .module, of: table, number: 1, name: Text("<module>"), qualifiedName: Text("<module>"),
      outerPrefix: Text(""), firstLine: 1)
  }

  /// Whether its variables live in registers.
  var isFunctionLike: Bool { kind.isFunctionLike }

  // MARK: Registers

  /// A temporary above all others.
  @inline(__always)
  mutating func push() -> Register { push(1) }

  /// The first of that many consecutive temporaries above all others.
  @inline(__always)
  mutating func push(_ count: Int) -> Register {
    let register = Register(top)
    top += count
    if top > windowSize { windowSize = top }
    return register
  }

  /// Whether a register is a variable's, which handlers and debuggers can see.
  @inline(__always)
  func isVariable(_ register: Register) -> Bool { Int(register.index) < firstTemporary }

  /// The destination itself if nothing sees it until the expression is finished, else a temporary.
  @inline(__always)
  mutating func unseen(_ destination: Register?) -> Register {
    if let destination, !isVariable(destination) { return destination }
    return push()
  }

  // MARK: Control flow

  /// Whether control can come to the next instruction. Code that it cannot come to is compiled for its errors,
  /// and dropped.
  @inline(__always)
  var isReachable: Bool { isLive && !code.isUnreachable }

  mutating func newLabel() -> Label {
    labels.append(LabelState())
    return code.newLabel()
  }

  /// The label, when a jump to it is about to be written.
  @inline(__always)
  mutating func jumping(to label: Label) -> Label {
    if isReachable { labels[label.number].reach(with: bound) }
    return label
  }

  /// Binds a label that jumps lead to from above.
  mutating func bind(_ label: Label) {
    if isReachable { labels[label.number].reach(with: bound) }
    land(on: label)
  }

  /// Binds a label that jumps will lead back to. `entered` tells whether control comes to the loop at all.
  mutating func bindLoop(_ label: Label, entered: Bool) {
    bound.subtract(unbindable)
    isLive = entered
    code.bind(label)
  }

  /// From here, exceptions go to `target`.
  mutating func protect(by target: Label?) {
    handler = target
    code.handler = target
    guard isReachable, let target else { return }
    var state = bound
    state.subtract(unbindable)
    labels[target.number].reach(with: state)
  }

  /// Binds the label of a handler, to which only exceptions lead.
  mutating func bindHandler(_ label: Label) { land(on: label) }

  private mutating func land(on label: Label) {
    isLive = labels[label.number].isReached
    bound = labels[label.number].bound
    code.bind(label)
  }
}

/// What is known where a label stands: what holds at every jump to it.
private struct LabelState: BitwiseCopyable {
  var bound = VariableSet.everything
  var isReached = false

  mutating func reach(with state: VariableSet) {
    bound.formIntersection(state)
    isReached = true
  }
}

/// A set of a unit's first 256 variables. Of further ones nothing is known, and their uses are checked.
struct VariableSet: BitwiseCopyable {
  private var bits = SIMD4<UInt64>()

  static var everything: VariableSet {
    var set = VariableSet()
    set.bits = SIMD4(repeating: .max)
    return set
  }

  @inline(__always)
  func contains(_ register: Register) -> Bool {
    let index = Int(register.index)
    return index < 256 && bits[index >> 6] >> UInt64(index & 63) & 1 != 0
  }

  @inline(__always)
  mutating func insert(_ register: Register) {
    let index = Int(register.index)
    if index < 256 { bits[index >> 6] |= 1 << UInt64(index & 63) }
  }

  @inline(__always)
  mutating func remove(_ register: Register) {
    let index = Int(register.index)
    if index < 256 { bits[index >> 6] &= ~(1 << UInt64(index & 63)) }
  }

  mutating func formIntersection(_ other: VariableSet) { bits &= other.bits }
  mutating func subtract(_ other: VariableSet) { bits &= ~other.bits }
}

/// What a code object comes from; decides how those inside it are called and what may stand in it.
enum UnitForm: BitwiseCopyable {
  case module, function, lambda, comprehension, `class`
  /// The type parameters of a definition.
  case typeParameters
  /// Annotations, and what else is evaluated when asked for.
  case annotations
}

/// Where a value stands.
enum Value: BitwiseCopyable {
  case register(Register)
  case constant(PooledConstant)
}

/// What a jump out of it must see to.
struct Block: BitwiseCopyable {
  enum Kind: BitwiseCopyable {
    case whileLoop(next: Label, end: Label)
    case forLoop(next: Label, end: Label)
    /// The body of `try … finally`: leaving it runs `cleanup`.
    case finallyBody(cleanup: NodeList<Statement>)
    /// The body of `try … except`.
    case tryBody
    /// The body of `with`, by the two registers of its exit method.
    case with(exit: Register, isAsync: Bool, range: SourceRange)
    /// A handler, by the first of its state's registers.
    case handler(state: Register)
    /// What follows `except … as name:`.
    case namedHandler(name: Name?)
    /// A clause of `except*`.
    case groupHandler
    /// What runs no code when it is left, but counts as a block: the body of a generator or coroutine, an inlined
    /// comprehension, an `async for` in a comprehension.
    case counted
    /// `finally` run on the way of an exception.
    case finallyHandler(state: Register)
  }

  var kind: Kind
  /// Where exceptions go outside of it.
  var outerHandler: Label?
}

/// An annotated name whose annotation is evaluated when asked for.
struct DeferredAnnotation: BitwiseCopyable {
  var statement: Statement
  /// Its number among the conditional ones; -1 where it is not conditional.
  var condition: Int32
}
