import CRuntime

/// What `__spec__` of a module is: where it was found, in the attributes that `importlib.machinery.ModuleSpec` has.
enum ModuleSpec {
  static func makeType(_ context: Context) throws(Raised) -> Type {
    try Type.makeNative(
      context, "importlib.machinery.ModuleSpec", base: Interpreter(of: context).type(shape: BuiltinShape.object),
      flags: [.base, .hasDict, .hasWeakReferences], entries: entries)
  }

  /// `locations` is the `__path__` of a package, or None.
  static func make(
    _ context: Context, name: Value, origin: Value, locations: Value = .none, hasLocation: Bool = false
  ) throws(Raised) -> Value {
    let spec = try Instance.make(context, context.type(.moduleSpec)).value
    let rows: [(StaticString, Value)] = [
      ("name", name), ("loader", .none), ("origin", origin), ("submodule_search_locations", locations),
      ("loader_state", .none), ("cached", .none), ("has_location", Value(hasLocation)), ("_initializing", .false),
    ]
    for (attribute, value) in rows { try set(context, spec, attribute, value) }
    return spec
  }

  static func set(_ context: Context, _ spec: Value, _ name: StaticString, _ value: Value) throws(Raised) {
    try context.setAttribute(spec, Text.interned(context, Text.make(context, name)).value, value)
  }

  static func get(_ context: Context, _ spec: Value, _ name: StaticString) throws(Raised) -> Value {
    try context.findAttribute(spec, Text.interned(context, Text.make(context, name)).value)
  }

  /// The package that the module is in, or is.
  private static func parent(_ context: Context, _ spec: Value) throws(Raised) -> Value {
    guard let name = Text(ifHas: try get(context, spec, "name")) else { return .none }
    if try get(context, spec, "submodule_search_locations") != .none { return name.value }
    return try name.packageName(context).value
  }

  private static let entries: [NativeEntry] = [
    Attributes.dictEntry,
    .window("__init__", "(self, name, loader, *, origin=None, loader_state=None, is_package=None)") { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let isPackage = a[5] == .none ? false : try c.isTrue(a[5])
        try set(c, a[0], "name", a[1])
        try set(c, a[0], "loader", a[2])
        try set(c, a[0], "origin", a[3])
        try set(c, a[0], "loader_state", a[4])
        try set(c, a[0], "submodule_search_locations", isPackage ? List.make(c).value : .none)
        try set(c, a[0], "cached", .none)
        try set(c, a[0], "has_location", .false)
        try set(c, a[0], "_initializing", .false)
      }
    },
    .getter("parent", { c, s in bridge(c) { () throws(Raised) in try parent(c, s) } }),
    .one("__repr__") { c, s in
      bridge(c) { () throws(Raised) in
        var parts = [
          "name=\(try c.reprString(get(c, s, "name")))", "loader=\(try c.reprString(orNone(get(c, s, "loader"))))",
        ]
        for name in ["origin", "submodule_search_locations"] as [StaticString] {
          let value = try get(c, s, name)
          if !value.isEmpty, value != .none { parts.append("\(name)=\(try c.reprString(value))") }
        }
        return try Text.make(c, "ModuleSpec(\(parts.joined(separator: ", ")))").value
      }
    },
  ]
}

extension Text {
  /// What stands before the last dot; nil without one.
  func beforeLastDot(_ context: Context) throws(Raised) -> Text? {
    var index = count - 1
    while index >= 0, codePoint(at: index) != 0x2e { index -= 1 }
    return index < 0 ? nil : try Text.slice(context, self, 0, index)
  }

  /// The package that a module of this name is in; empty for none.
  func packageName(_ context: Context) throws(Raised) -> Text {
    if let package = try beforeLastDot(context) { return package }
    return Text.empty(context)
  }
}
