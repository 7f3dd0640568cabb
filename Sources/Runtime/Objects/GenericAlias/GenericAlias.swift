import CRuntime

// `list[int]`: a class, or whatever else stands before the brackets, and what stands in them. A `Union` has the same
// layout without an origin.

struct GenericAliasLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// *Empty* for a union.
  var origin: Value
  /// A tuple.
  var arguments: Value
  /// The type variables among the arguments: a tuple, or *empty* until it is asked for.
  var parameters: Value
  /// Whether a star stands before it: `*tuple[int]`.
  var isUnpacked: Value
}

struct GenericAlias: ObjectReference {
  let pointer: UnsafeMutablePointer<GenericAliasLayout>
  init(pointer: UnsafeMutablePointer<GenericAliasLayout>) { self.pointer = pointer }
  static var kind: Kind { .genericAlias }
  static var traceRule: TraceRule { .words(from: 8) }

  var origin: Value { pointer.pointee.origin }
  var arguments: Tuple { Tuple(pointer.pointee.arguments) }
  var isUnpacked: Bool { pointer.pointee.isUnpacked == .true }
  var isUnion: Bool { pointer.pointee.origin.isEmpty }

  /// `origin[arguments]`; arguments that are no tuple are the only one.
  static func make(
    _ context: Context, _ origin: Value, _ arguments: Value, isUnpacked: Bool = false
  ) throws(Raised) -> GenericAlias {
    try make(
      context, shape: UInt32(kind.rawValue), origin, context.asTuple(arguments), isUnpacked: isUnpacked)
  }

  static func make(
    _ context: Context, shape: UInt32, _ origin: Value, _ arguments: Tuple, isUnpacked: Bool = false
  ) throws(Raised) -> GenericAlias {
    let cell = try context.allocate(MemoryLayout<GenericAliasLayout>.size, .plain)
    let alias = GenericAlias(pointer: cell.assumingMemoryBound(to: GenericAliasLayout.self))
    alias.pointer.pointee = GenericAliasLayout(
      header: ObjectHeader(shape: shape, kind: kind.rawValue, flags: 0, lock: 0, gc: 0), origin: origin,
      arguments: arguments.value, parameters: .empty, isUnpacked: Value(isUnpacked))
    return alias
  }

  /// The `__class_getitem__` of built-in classes that are generic.
  static let classGetItem: NativeEntry = .two("__class_getitem__", "(cls, object, /)", .classMethod) { c, s, item in
    bridge(c) { () throws(Raised) in try GenericAlias.make(c, s, item).value }
  }

  // MARK: Representation

  func representation(_ context: Context) throws(Raised) -> Text {
    try context.checkNativeStack()
    var builder = try TextBuilder(context)
    if isUnion {
      for index in 0..<arguments.count {
        if index > 0 { try builder.append(context, " | ") }
        try context.appendArgument(arguments[index], to: &builder)
      }
      return try builder.finish(context)
    }
    if isUnpacked { try builder.append(context, "*") }
    try context.appendArgument(origin, to: &builder)
    try builder.append(context, "[")
    if arguments.count == 0 { try builder.append(context, "()") }
    try context.appendArguments(arguments.elements, arguments.count, to: &builder)
    try builder.append(context, "]")
    return try builder.finish(context)
  }
}

extension Context {
  fileprivate func appendArguments(
    _ arguments: Elements, _ count: Int, to builder: inout TextBuilder
  ) throws(Raised) {
    for index in 0..<count {
      if index > 0 { try builder.append(self, ", ") }
      try appendArgument(arguments[index], to: &builder)
    }
  }

  /// A class by its name, that of None as `None`, `...` as such, a list by its elements, anything else by its `repr`.
  fileprivate func appendArgument(_ argument: Value, to builder: inout TextBuilder) throws(Raised) {
    if argument == .ellipsis { return try builder.append(self, "...") }
    if argument == Interpreter(of: self).typeOfImmediate(.none).value {
      return try builder.append(self, "None")
    }
    if let list = List(ifExactly: argument) {
      let elements = try tuple(of: list.value)
      try builder.append(self, "[")
      try appendArguments(elements.elements, elements.count, to: &builder)
      return try builder.append(self, "]")
    }
    var isAlias = try !findAttribute(argument, name(.__origin__)).isEmpty
    if isAlias { isAlias = try !findAttribute(argument, name(.__args__)).isEmpty }
    if !isAlias {
      let (name, module) = (
        try findAttribute(argument, name(.__qualname__)), try findAttribute(argument, name(.__module__))
      )
      if let name = Text(ifHas: name), !module.isEmpty, module != .none {
        if let module = Text(ifHas: module), !(module == "builtins") {
          try builder.append(self, module)
          try builder.append(self, ".")
        }
        return try builder.append(self, name)
      }
    }
    try builder.append(self, try repr(argument))
  }
}

extension NativeEntry {
  /// The `__class_getitem__` of a class that is generic.
  public static var genericAlias: NativeEntry { GenericAlias.classGetItem }
}
