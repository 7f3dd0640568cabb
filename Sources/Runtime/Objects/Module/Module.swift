import CRuntime

// A module: its namespace.

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
    let dict = try Dict.make(context)
    try dict.set(context, context.name(.__name__), to: name)
    try dict.set(context, context.name(.__doc__), to: documentation)
    for absent in [WellKnown.__package__, .__loader__, .__spec__] {
      try dict.set(context, context.name(absent), to: .none)
    }
    return try make(context, dict: dict)
  }

  static func make(_ context: Context, dict: Dict) throws(Raised) -> Module {
    let cell = try context.allocate(MemoryLayout<ModuleLayout>.size, .plain)
    let module = Module(pointer: cell.assumingMemoryBound(to: ModuleLayout.self))
    module.pointer.pointee = ModuleLayout(header: Self.header, dict: dict.value)
    return module
  }
}

extension Context {
  /// The module `builtins`.
  func builtinsModule() throws(Raised) -> Value {
    try Dict(interpreter.pointee.modules).value(self, for: name(.builtins))
  }
}
