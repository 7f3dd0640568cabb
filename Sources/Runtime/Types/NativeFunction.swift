import CRuntime

// A function written in Swift, as Python sees it: a row of a declaration, or a slot under its special method's name.
// One layout serves Python's five kinds of them; which it is, its class says:
//
//     builtin_function_or_method   a module's function; a method bound to `receiver`
//     method_descriptor            a method in its class's dict
//     classmethod_descriptor       the same, bound to the class
//     wrapper_descriptor           a slot in its class's dict
//     method-wrapper               a slot bound to `receiver`

public struct NativeFunctionLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The C function pointer.
  var body: UInt
  /// A `NativeEntry.Convention`, or that of a slot's signature.
  var convention: UInt8
  /// A `NativeEntry.Form`.
  var form: UInt8
  /// A slot, if `isSlot`.
  var slot: UInt8
  var isSlot: Bool
  /// Whether Python has seen it under another class that deletes: `__delitem__`.
  var deletes: Bool
  /// How many arguments a call must give, the receiver included, to be made without binding: of a module's or class's
  /// function, and of a method; `notDirect` where no call may.
  var functionArity: UInt8 = NativeFunction.notDirect
  var methodArity: UInt8 = NativeFunction.notDirect
  /// Whether it is there to collect: what nothing but a stale word refers to is to be found dead.
  var collects = false
  /// The signature's text, 0 for a slot.
  var notation: UInt
  var notationCount: UInt

  var name: Value
  /// The class that declares it, or *empty* for a module's function.
  var owner: Value
  /// What it is bound to, or *empty*.
  var receiver: Value
  /// The name of its module, or *empty*.
  var module: Value
  /// Its `Signature`, once it has been needed.
  var signature: Value
}

public struct NativeFunction: ObjectReference {
  public let pointer: UnsafeMutablePointer<NativeFunctionLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<NativeFunctionLayout>) { self.pointer = pointer }
  public static var kind: Kind { .nativeFunction }
  static var traceRule: TraceRule { .words(from: 40) }

  static var notDirect: UInt8 { 0xff }

  var body: UInt { pointer.pointee.body }
  @inline(__always)
  var collects: Bool { pointer.pointee.collects }
  var owner: Type { Type(pointer.pointee.owner) }
  var slot: Slot? { pointer.pointee.isSlot ? Slot(rawValue: pointer.pointee.slot) : nil }
  @inline(__always)
  var convention: NativeEntry.Convention { unsafeBitCast(pointer.pointee.convention, to: NativeEntry.Convention.self) }
  @inline(__always)
  var form: NativeEntry.Form { unsafeBitCast(pointer.pointee.form, to: NativeEntry.Form.self) }

  /// Whether it stands in a class and takes the receiver as its first argument.
  var isMethod: Bool { pointer.pointee.receiver.isEmpty && (form == .method || pointer.pointee.isSlot) }

  var nameString: String { String(Text(pointer.pointee.name)) }

  /// With the class that declares it: `list.append`.
  var qualifiedNameString: String {
    if pointer.pointee.owner.isEmpty { return nameString }
    return "\(String(Text(owner.pointer.pointee.qualifiedName))).\(nameString)"
  }

  /// The same, with a function's module: as TypeErrors about arguments show it where C code is called by CPython's
  /// simplest conventions.
  var calledString: String {
    guard let module = Text(ifHas: pointer.pointee.module), !(module == "builtins") else { return qualifiedNameString }
    return "\(String(module)).\(nameString)"
  }

  /// The signature's text.
  var notation: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: UnsafePointer(bitPattern: pointer.pointee.notation), count: Int(pointer.pointee.notationCount))
  }
}

// MARK: Making one

extension NativeFunction {
  /// The function of an entry: in the dict of `owner`, or of a module.
  static func make(
    _ context: Context, _ entry: NativeEntry, name: Value, owner: Value, module: Value = .empty
  ) throws(Raised) -> NativeFunction {
    let shape =
      switch entry.form {
      case .method: BuiltinShape.methodDescriptor
      case .classMethod: BuiltinShape.classMethodDescriptor
      default: UInt32(kind.rawValue)
      }
    let function = try allocate(context, shape)
    function.pointer.pointee.body = entry.body
    function.pointer.pointee.convention = entry.convention.rawValue
    function.pointer.pointee.form = entry.form.rawValue
    function.pointer.pointee.notation = UInt(bitPattern: entry.signature.utf8Start)
    function.pointer.pointee.notationCount = UInt(entry.signature.utf8CodeUnitCount)
    function.pointer.pointee.collects = entry.collects
    let arity = entry.convention == .window || entry.collects ? notDirect : entry.convention.rawValue
    function.pointer.pointee.functionArity = entry.form == .function || entry.form == .staticMethod ? arity : notDirect
    function.pointer.pointee.methodArity = entry.form == .method ? arity : notDirect
    function.pointer.pointee.name = name
    function.pointer.pointee.owner = owner
    function.pointer.pointee.module = module
    return function
  }

  /// What a special method of a type is whose slot is filled by the type itself.
  static func make(
    _ context: Context, _ slot: Slot, _ body: UInt, name: Value, owner: Type, deletes: Bool
  ) throws(Raised) -> NativeFunction {
    let function = try allocate(context, slot == .new ? UInt32(kind.rawValue) : BuiltinShape.slotWrapper)
    function.pointer.pointee.body = body
    function.pointer.pointee.form = (slot == .new ? NativeEntry.Form.staticMethod : .method).rawValue
    function.pointer.pointee.slot = slot.rawValue
    function.pointer.pointee.isSlot = true
    function.pointer.pointee.deletes = deletes
    function.pointer.pointee.name = name
    function.pointer.pointee.owner = owner.value
    return function
  }

  /// The same function with its first argument given.
  func bound(_ context: Context, to receiver: Value) throws(Raised) -> NativeFunction {
    // One for all that are bound: such functions are often called once.
    if slot == nil, convention == .window { _ = try signature(context) }
    let function = try NativeFunction.allocate(
      context, slot == nil ? UInt32(Self.kind.rawValue) : BuiltinShape.methodWrapper)
    let header = function.pointer.pointee.header
    function.pointer.pointee = pointer.pointee
    function.pointer.pointee.header = header
    function.pointer.pointee.receiver = receiver
    return function
  }

  private static func allocate(_ context: Context, _ shape: UInt32) throws(Raised) -> NativeFunction {
    let cell = try context.allocate(MemoryLayout<NativeFunctionLayout>.size, .plain)
    let function = NativeFunction(pointer: cell.assumingMemoryBound(to: NativeFunctionLayout.self))
    function.pointer.pointee.functionArity = notDirect
    function.pointer.pointee.methodArity = notDirect
    function.pointer.pointee.header = ObjectHeader(shape: shape, kind: kind.rawValue, flags: 0, lock: 0, gc: 0)
    return function
  }
}
