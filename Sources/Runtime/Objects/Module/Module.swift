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

extension Module {
  private func specification(_ context: Context, _ name: StaticString) throws(Raised) -> Value {
    let spec = try dict.value(context, for: context.name(.__spec__))
    if spec.isEmpty || spec == .none { return .empty }
    return try ModuleSpec.get(context, spec, name)
  }

  /// Whether its code is still running.
  func isInitializing(_ context: Context) throws(Raised) -> Bool {
    try specification(context, "_initializing") == .true
  }

  /// What its `repr` says of where it comes from.
  func place(_ context: Context) throws(Raised) -> String {
    let file = try dict.value(context, for: context.name(.__file__))
    if Text(ifHas: file) != nil { return " from \(try context.reprString(file))" }
    if let origin = Text(ifHas: try specification(context, "origin")) { return " (\(String(origin)))" }
    let locations = try specification(context, "submodule_search_locations")
    return locations.isEmpty || locations == .none ? "" : " (namespace) from \(try context.reprString(locations))"
  }
}

extension Context {
  /// The module `builtins`.
  func builtinsModule() throws(Raised) -> Value {
    try Dict(interpreter.pointee.modules).value(self, for: name(.builtins))
  }
}
