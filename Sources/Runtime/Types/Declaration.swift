import CRuntime

// How a built-in type, or a module of functions, is declared: a table beside the functions that it names.
//
//     extension List {
//       static let declaration = TypeDeclaration(
//         "list", kind: .list, flags: [.base, .sequence, .matchesSelf],
//         slots: [
//           .unary(.length) { c, s in List(s).lengthValue },
//           .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try List(s).item(c, key) } },
//         ],
//         methods: [
//           .two("append", "(self, object, /)") { c, s, x in … },
//           .window("sort", "(self, /, *, key=None, reverse=False)") { c, arguments in … },
//         ])
//     }
//
// A signature is Python's own notation; `Signature.swift` reads it once, when the function is first called in a way
// that needs it, and binds arguments and words the TypeErrors by it. A function of up to three positional-only
// parameters gets its arguments in registers.

/// The body of a native function whose arguments come in a window, one for each parameter of its signature (an absent
/// one is its default, or *empty* where the signature gives `=<unset>`).
public typealias ArgumentsFunction = @convention(c) (Context, UnsafeMutablePointer<Value>) -> Value
public typealias NullaryFunction = @convention(c) (Context) -> Value

/// A method, static method, class method, getter or function, by name.
public struct NativeEntry: BitwiseCopyable, @unchecked Sendable {
  public enum Form: UInt8, BitwiseCopyable, Sendable {
    case method, classMethod, staticMethod, getter, member, function
  }

  /// How the body takes its arguments: so many in registers, or a window.
  public enum Convention: UInt8, BitwiseCopyable, Sendable {
    case nullary, unary, binary, ternary, window
  }

  public let name: StaticString
  /// The parameters in Python's notation, `self` included where there is one.
  public let signature: StaticString
  public let form: Form
  public let convention: Convention
  let body: UInt
  /// A getter's counterpart; 0 where the attribute cannot be set.
  let setter: UInt
  /// Whether what it does is to collect.
  private(set) var collects = false

  private init(
    _ name: StaticString, _ signature: StaticString, _ form: Form, _ convention: Convention, _ body: UInt,
    setter: UInt = 0
  ) {
    (self.name, self.signature, self.form, self.convention) = (name, signature, form, convention)
    (self.body, self.setter) = (body, setter)
  }

  /// The same, of a function that collects: machine code calls it so that nothing lives on by accident.
  func collecting() -> NativeEntry {
    var entry = self
    entry.collects = true
    return entry
  }

  public static func none(
    _ name: StaticString, _ signature: StaticString = "()", _ form: Form = .function, _ body: NullaryFunction
  ) -> NativeEntry {
    NativeEntry(name, signature, form, .nullary, unsafeBitCast(body, to: UInt.self))
  }

  public static func one(
    _ name: StaticString, _ signature: StaticString = "(self, /)", _ form: Form = .method, _ body: UnaryFunction
  ) -> NativeEntry {
    NativeEntry(name, signature, form, .unary, unsafeBitCast(body, to: UInt.self))
  }

  public static func two(
    _ name: StaticString, _ signature: StaticString, _ form: Form = .method, _ body: BinaryFunction
  ) -> NativeEntry {
    NativeEntry(name, signature, form, .binary, unsafeBitCast(body, to: UInt.self))
  }

  public static func three(
    _ name: StaticString, _ signature: StaticString, _ form: Form = .method, _ body: TernaryFunction
  ) -> NativeEntry {
    NativeEntry(name, signature, form, .ternary, unsafeBitCast(body, to: UInt.self))
  }

  public static func window(
    _ name: StaticString, _ signature: StaticString, _ form: Form = .method, _ body: ArgumentsFunction
  ) -> NativeEntry {
    NativeEntry(name, signature, form, .window, unsafeBitCast(body, to: UInt.self))
  }

  /// A function without a name, for binding alone.
  static func window(signature: StaticString, _ body: ArgumentsFunction) -> NativeEntry {
    NativeEntry("", signature, .function, .window, unsafeBitCast(body, to: UInt.self))
  }

  /// An attribute that is computed; `set` gets *empty* as the value to delete.
  public static func getter(
    _ name: StaticString, _ get: UnaryFunction, set: TernaryFunction? = nil
  ) -> NativeEntry {
    NativeEntry(
      name, "", .getter, .unary, unsafeBitCast(get, to: UInt.self),
      setter: set.map { unsafeBitCast($0, to: UInt.self) } ?? 0)
  }
}

extension NativeEntry {
  func isNamed(as other: NativeEntry) -> Bool {
    name.utf8CodeUnitCount == other.name.utf8CodeUnitCount && name.description == other.name.description
  }

  /// An attribute that shows as a `member_descriptor`; `set` as for a getter.
  public static func member(
    _ name: StaticString, _ get: UnaryFunction, set: TernaryFunction? = nil
  ) -> NativeEntry {
    NativeEntry(
      name, "", .member, .unary, unsafeBitCast(get, to: UInt.self),
      setter: set.map { unsafeBitCast($0, to: UInt.self) } ?? 0)
  }
}

/// A slot that a built-in type fills itself.
public struct SlotEntry: BitwiseCopyable, @unchecked Sendable {
  let slot: Slot
  let body: UInt

  public static func unary(_ slot: Slot, _ body: UnaryFunction) -> SlotEntry {
    SlotEntry(slot: slot, body: unsafeBitCast(body, to: UInt.self))
  }
  public static func binary(_ slot: Slot, _ body: BinaryFunction) -> SlotEntry {
    SlotEntry(slot: slot, body: unsafeBitCast(body, to: UInt.self))
  }
  public static func ternary(_ slot: Slot, _ body: TernaryFunction) -> SlotEntry {
    SlotEntry(slot: slot, body: unsafeBitCast(body, to: UInt.self))
  }
  public static func window(_ slot: Slot, _ body: WindowFunction) -> SlotEntry {
    SlotEntry(slot: slot, body: unsafeBitCast(body, to: UInt.self))
  }
}

/// A built-in type as its file declares it.
public struct TypeDeclaration: Sendable {
  public let name: StaticString
  public let kind: Kind
  /// The `BuiltinShape` of exact instances.
  public let shape: UInt32
  /// That of the base's.
  public let base: UInt32
  /// Of a native module's type: its number, and that of its base where that is one, too.
  let native: NativeType?
  let nativeBase: NativeType?
  /// Its class, where that is a native module's, too.
  let metaclass: NativeType?
  var nativeNumber: UInt8 { native?.number ?? 0 }
  let traceRule: TraceRule
  public let flags: TypeFlags
  public let documentation: StaticString
  /// The parameters of a call of the type in Python's notation, as `__text_signature__` tells them; empty where it does not.
  let signature: StaticString
  /// `__match_args__`, if any.
  let matchArguments: [StaticString]
  /// Of a class of tuples whose elements have names.
  let sequence: SequenceFields?
  let slots: [SlotEntry]
  let entries: [NativeEntry]

  public init(
    _ name: StaticString, kind: Kind, shape: UInt32? = nil, base: UInt32 = BuiltinShape.object, flags: TypeFlags = [],
    documentation: StaticString = "", signature: StaticString = "", matchArguments: [StaticString] = [],
    slots: [SlotEntry] = [], methods: [NativeEntry] = []
  ) {
    (self.name, self.kind, self.flags, self.documentation) = (name, kind, flags, documentation)
    (self.shape, self.base) = (shape ?? UInt32(kind.rawValue), base)
    (native, nativeBase, metaclass, traceRule) = (nil, nil, nil, .leaf)
    (self.slots, entries, self.matchArguments, sequence) = (slots, methods, matchArguments, nil)
    self.signature = signature
  }
}

extension TypeDeclaration {
  /// A type of a native module. Where its layout is that of a built-in, or it has none, `kind` says so.
  public init(
    native: NativeType, _ name: StaticString, kind: Kind = .native, base: UInt32 = BuiltinShape.object,
    nativeBase: NativeType? = nil, metaclass: NativeType? = nil, flags: TypeFlags = [],
    trace: TraceRule = .words(from: 8),
    documentation: StaticString = "", signature: StaticString = "", matchArguments: [StaticString] = [],
    sequence: SequenceFields? = nil,
    slots: [SlotEntry] = [], methods: [NativeEntry] = []
  ) {
    (self.name, self.kind, self.flags, self.documentation) = (name, kind, flags, documentation)
    (shape, self.base, self.native, self.nativeBase, traceRule) = (0, base, native, nativeBase, trace)
    self.metaclass = metaclass
    (self.slots, entries, self.matchArguments, self.sequence) = (slots, methods, matchArguments, sequence)
    self.signature = signature
  }
}

// MARK: Bridging

/// Runs a Swift body for a C function pointer: what it throws waits in the context, *empty* says so.
@inline(__always)
public func bridge(_ context: Context, _ body: () throws(Raised) -> Value) -> Value {
  do { return try body() } catch { return .empty }
}

/// The same for a body without a result, which Python sees as None.
@inline(__always)
public func bridge(_ context: Context, _ body: () throws(Raised) -> Void) -> Value {
  do {
    try body()
    return .none
  } catch {
    return .empty
  }
}

/// The result of a C function pointer as Swift takes it.
@inline(__always)
public func check(_ result: Value) throws(Raised) -> Value {
  if result.isEmpty { throw Raised() }
  return result
}
