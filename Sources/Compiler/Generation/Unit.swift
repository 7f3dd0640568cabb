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
  let qualifiedName: String
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
  var cells: [Name] = []
  var freeNames: [Name] = []

  /// Variables that are bound for certain at this point of the code.
  var bound = VariableSet()
  /// Variables that some statement of the unit unbinds: not to be relied on across loops and into handlers.
  var unbindable = VariableSet()
  /// For each label, what is bound wherever a jump to it was written.
  var labelStates: [VariableSet] = []

  /// What control flow leaves when it leaves them: loops, handlers, `with` and `finally`.
  var blocks: [Block] = []
  /// The comprehensions that run inline around this point, the innermost last.
  var inlined: [ScopeIndex] = []
  /// Where an exception goes from here.
  var handler: Label?
  /// The offset since which that is so.
  var protectedSince = 0

  /// Annotated assignments of a module or class, for its `__annotate__`.
  var deferredAnnotations: [DeferredAnnotation] = []
  /// How many `if`, loops and the like surround this point: annotations there are conditional.
  var conditionalDepth = 0
  /// Names assigned through the first parameters of a class's methods, in order.
  var staticAttributes: [Name] = []

  init(scope: ScopeIndex, of table: borrowing SymbolTable, number: UInt32, qualifiedName: String) {
    self.scope = scope
    self.number = number
    self.qualifiedName = qualifiedName
    kind = table[scope].kind
    privateClass = table[scope].privateClass
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
    let register = Register(index: top)
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

  mutating func newLabel() -> Label {
    let label = code.newLabel()
    if isFunctionLike { labelStates.append(.everything) }
    return label
  }

  /// The label, when a jump to it is about to be written.
  @inline(__always)
  mutating func jumping(to label: Label) -> Label {
    if isFunctionLike, code.isReachable { labelStates[label.index].formIntersection(bound) }
    return label
  }

  /// Binds a label that jumps lead to from above.
  mutating func bind(_ label: Label) {
    if isFunctionLike {
      if code.isReachable { labelStates[label.index].formIntersection(bound) }
      bound = labelStates[label.index]
    }
    code.bind(label)
  }

  /// Binds a label that jumps will lead back to.
  mutating func bindLoop(_ label: Label) {
    if isFunctionLike { bound.subtract(unbindable) }
    code.bind(label)
  }

  /// From here, exceptions go to `target`.
  mutating func protect(by target: Label?) {
    closeRegion()
    handler = target
    guard isFunctionLike, code.isReachable, let target else { return }
    var state = bound
    state.subtract(unbindable)
    labelStates[target.index].formIntersection(state)
  }

  /// Writes down which handler the instructions since the last change have.
  mutating func closeRegion() {
    if let handler, code.offset > protectedSince {
      code.addHandler(handler, from: protectedSince, to: code.offset)
    }
    protectedSince = code.offset
  }

  /// Binds a handler's label.
  mutating func bindHandler(_ label: Label) {
    if isFunctionLike { bound = labelStates[label.index] }
    code.bind(label)
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
