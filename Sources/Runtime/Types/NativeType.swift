import CRuntime

// The types of native modules. They all have the kind `native`; which of them an object has, or which of them its class
// derives from, is a number in the byte `flags` of its header:
//
//     ┌───────┬────────┬────────┬──────┬────┬───
//     │ shape │ native │ number │ lock │ gc │ words, then Values …
//     └───────┴────────┴────────┴──────┴────┴───
//     0       4        5        6      7    8
//
// A type comes to be with the module that declares it, or when native code first makes an object of it. A type that has
// the layout of a built-in (a `defaultdict`) keeps that kind, and the number only finds the type.

/// The number of a native module's type, the same in every interpreter. Taipan's own modules count from 1 up, those of
/// a program that embeds it from 255 down.
public struct NativeType: BitwiseCopyable, Equatable, Sendable {
  public let number: UInt8
  @inlinable @inline(__always) public init(_ number: UInt8) { self.number = number }
}

/// A handle on objects of a native module's type. Layouts are those of every object: the header, words that are not
/// Values, Values.
public protocol NativeObject: ObjectReference {
  static var nativeType: NativeType { get }
}

extension NativeObject {
  @inlinable @inline(__always) public static var kind: Kind { .native }

  /// The handle of an instance of the type or of a class derived from it; nil for any other value.
  @inlinable @inline(__always)
  public init?(ifHas value: Value) {
    guard value.isPointer, value.object.pointee.kind & 0x7f == Kind.native.rawValue,
      value.object.pointee.flags == Self.nativeType.number
    else { return nil }
    self.init(value)
  }

  /// The handle of a value whose class is exactly the type; nil for any other.
  @inlinable @inline(__always)
  public init?(ifExactly value: Value) {
    guard value.isPointer, value.object.pointee.kind == Kind.native.rawValue,
      value.object.pointee.flags == Self.nativeType.number
    else { return nil }
    self.init(value)
  }

  /// A new object of the type, or of a class derived from it, zeroed but for its header. `elements` bytes follow the
  /// layout.
  public static func allocate(_ context: Context, _ type: Type? = nil, elements: Int = 0) throws(Raised) -> Self {
    let type = if let type { type } else { try context.type(nativeType) }
    return Self(Value(try context.allocateObject(type, size: MemoryLayout<Layout>.size + elements)))
  }
}

extension NativeEntry {
  /// `__dict__`, for a native type whose instances have one and whose base's have not.
  public static var instanceDict: NativeEntry { Attributes.dictEntry }
}

extension Type {
  /// Gives a class that a native module's metaclass makes what a row of a declaration says.
  public func define(_ context: Context, _ entry: NativeEntry) throws(Raised) {
    let name = try Text.interned(context, Text.make(context, entry.name)).value
    try define(context, name, attribute(context, entry, name: name))
    try attributeChanged(context, name)
  }

  /// Binds a name in a native module's type, which programs cannot change.
  public func define(_ context: Context, _ name: Value, _ value: Value) throws(Raised) {
    try Dict(pointer.pointee.dict).set(context, name, to: value)
  }
}

/// The native types of an interpreter, by number.
struct NativeTypeTable {
  /// The types made so far, or *empty*.
  var types = InlineArray<256, Value>(repeating: .empty)
  /// What modules keep, by the numbers of their variables.
  var variables = InlineArray<64, Value>(repeating: .empty)
  /// What modules declare, by number, of the modules that were asked so far.
  private(set) var declarations = [TypeDeclaration?](repeating: nil, count: 256)
  private var modulesAsked = 0

  /// The declaration of a type, wherever it stands: native code makes objects of modules that nobody imported.
  mutating func declaration(of type: NativeType, among modules: [ModuleDeclaration], in heap: Heap) -> TypeDeclaration? {
    while declarations[Int(type.number)] == nil, modulesAsked < modules.count {
      let module = modules[modulesAsked]
      modulesAsked += 1
      for declaration in module.nativeTypes() + module.hiddenTypes() {
        guard let native = declaration.native else { continue }
        assert(declarations[Int(native.number)] == nil, "two native types have the number \(native.number)")
        declarations[Int(native.number)] = declaration
        if declaration.kind == .native { heap.setTraceRule(declaration.traceRule, for: native) }
      }
    }
    return declarations[Int(type.number)]
  }

  /// Where the variables are: they follow the types.
  static var variablesOffset: Int { 256 * MemoryLayout<Value>.stride }

  func mark(_ marker: Marker) {
    for index in 0..<types.count { marker.mark(types[index]) }
    for index in 0..<variables.count { marker.mark(variables[index]) }
  }
}

extension Context {
  /// A native module's type, which is made now if it has not been.
  public func type(_ native: NativeType) throws(Raised) -> Type {
    let known = load(nativeTypeSlot(native))
    return known.isEmpty ? try makeType(native) : Type(known)
  }

  private func nativeTypeSlot(_ native: NativeType) -> UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(interpreter.pointee.nativeTypes).assumingMemoryBound(to: Value.self) + Int(native.number)
  }

  @inline(never)
  private func makeType(_ native: NativeType) throws(Raised) -> Type {
    guard let declaration = declaration(of: native) else {
      throw raise(.systemError, "no module declares the native type")
    }
    let base =
      if let base = declaration.nativeBase { try type(base) } else { Interpreter(of: self).type(shape: declaration.base) }
    let metaclass: Type? = if let metaclass = declaration.metaclass { try type(metaclass) } else { nil }
    let made = try Type.make(self, declaration, base: base, metaclass: metaclass)
    // Several threads may get here; one's type is everybody's.
    return withNativeTypesLocked {
      let slot = nativeTypeSlot(native)
      if load(slot).isEmpty { publish(made.value, to: slot) }
      return Type(load(slot))
    }
  }

  private func declaration(of native: NativeType) -> TypeDeclaration? {
    withNativeTypesLocked {
      interpreter.pointee.nativeTypes.pointee.declaration(
        of: native, among: interpreter.pointee.settings.modules, in: interpreter.pointee.heap)
    }
  }

  private func withNativeTypesLocked<Result>(_ body: () -> Result) -> Result {
    let lock = Interpreter(of: self).type(.type).object
    ByteLock.acquire(self, lock)
    defer { ByteLock.release(self, lock) }
    return body()
  }
}
