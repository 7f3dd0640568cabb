import CRuntime

// A module: its namespace. Every module has room for what a derived class may add, as if its class were derived from a
// built-in, so that it can be given such a class later on (`module.__class__ = …`).

public struct ModuleLayout: BitwiseCopyable {
  var header: ObjectHeader
  var dict: Value
}

public struct Module: ObjectReference {
  public let pointer: UnsafeMutablePointer<ModuleLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<ModuleLayout>) { self.pointer = pointer }
  public static var kind: Kind { .module }
  static var traceRule: TraceRule { .words(from: 8) }

  public var dict: Dict { Dict(load(&pointer.pointee.dict)) }

  /// A module whose namespace has its `__name__` and nothing else of note.
  public static func make(_ context: Context, name: Value, documentation: Value = .none) throws(Raised) -> Module {
    let module = try make(context, dict: Dict.make(context))
    try module.fill(context, name: name, documentation: documentation)
    return module
  }

  static func make(_ context: Context, dict: Dict) throws(Raised) -> Module {
    try make(context, Interpreter(of: context).type(kind), dict: dict)
  }

  static func make(_ context: Context, _ type: Type, dict: Dict) throws(Raised) -> Module {
    let module = Module(Value(try context.allocateObject(type, size: MemoryLayout<ModuleLayout>.size)))
    publish(dict.value, to: &module.pointer.pointee.dict)
    return module
  }

  /// Says in the namespace that the module is part of the interpreter.
  func markBuiltin(_ context: Context, name: Value) throws(Raised) {
    let spec = try ModuleSpec.make(context, name: name, origin: Text.make(context, "built-in" as StaticString).value)
    try dict.set(context, context.name(.__spec__), to: spec)
    try dict.set(context, context.name(.__package__), to: Text(name).packageName(context).value)
  }

  /// What a new module's namespace begins with.
  func fill(_ context: Context, name: Value, documentation: Value) throws(Raised) {
    try dict.set(context, context.name(.__name__), to: name)
    try dict.set(context, context.name(.__doc__), to: documentation)
    for absent in [WellKnown.__package__, .__loader__, .__spec__] {
      try dict.set(context, context.name(absent), to: .none)
    }
  }
}
