import CRuntime

// What messages and `repr` say of a module.

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

  /// What an error about a name that cannot be imported says of where the module comes from.
  func place(_ context: Context) throws(Raised) -> String {
    let file = try dict.value(context, for: context.name(.__file__))
    if Text(ifHas: file) != nil { return " from \(try context.reprString(file))" }
    if let origin = Text(ifHas: try specification(context, "origin")) { return " (\(String(origin)))" }
    let locations = try specification(context, "submodule_search_locations")
    return locations.isEmpty || locations == .none ? "" : " (namespace) from \(try context.reprString(locations))"
  }

  func raiseNoAttribute(_ context: Context, _ name: Value) throws(Raised) -> Raised {
    let attribute = "has no attribute '\(String(Text(name)))'"
    guard let title = Text(ifHas: try dict.value(context, for: context.name(.__name__))) else {
      return context.raiseAttributeError("module \(attribute)", value, name)
    }
    let isPartial = try isInitializing(context)
    if let advice = try shadowingAdvice(context, named: title.value, isInitializing: isPartial) {
      return context.raiseAttributeError("module '\(String(title))' \(attribute) (\(advice))", value, name)
    }
    if isPartial {
      return context.raiseAttributeError(
        "partially initialized module '\(String(title))'\(try place(context)) \(attribute) (most likely due to a circular import)",
        value, name)
    }
    let submodule = try Text.make(context, "\(String(title)).\(String(Text(name)))")
    let found = try Dict(context.interpreter.pointee.modules).value(context, for: submodule.value)
    if let submodule = Module(ifHas: found), try submodule.isInitializing(context) {
      return context.raiseAttributeError(
        "cannot access submodule '\(String(Text(name)))' of module '\(String(title))' (most likely due to a circular import)",
        value, name)
    }
    return context.raiseAttributeError("module '\(String(title))' \(attribute)", value, name)
  }

  /// What is said of a module that lies beside the program, and so may hide the one that was meant; nil where it does not.
  func shadowingAdvice(
    _ context: Context, named name: Value, isInitializing: Bool
  ) throws(Raised) -> String? {
    guard try specification(context, "has_location") == .true,
      let origin = Text(ifHas: try specification(context, "origin")), isBesideProgram(context, String(origin))
    else { return nil }
    let key = try Text.make(context, "stdlib_module_names" as StaticString).value
    let library = try context.systemModule().dict.value(context, for: key)
    if Set(ifAny: library) != nil, try context.contains(library, name) {
      return """
        consider renaming \(try context.reprString(origin.value)) since it has the same name as the standard library \
        module named \(try context.reprString(name)) and prevents importing that standard library module
        """
    }
    if !isInitializing { return nil }
    return """
      consider renaming \(try context.reprString(origin.value)) if it has the same name as a library you intended to import
      """
  }

  /// Whether a source lies in the folder that the program was started from.
  private func isBesideProgram(_ context: Context, _ file: String) -> Bool {
    let settings = context.interpreter.pointee.settings
    guard !settings.flags.pathIsSafe, var folder = settings.programFolder else { return false }
    if folder.isEmpty {
      guard let current = host_real_path(".") else { return false }
      defer { host_free(current) }
      folder = String(cString: current)
    }
    var parts = file.split(separator: "/", omittingEmptySubsequences: false)
    if parts.popLast() == "__init__.py" { parts.removeLast() }
    return parts.joined(separator: "/") == folder
  }

  /// What its `repr` says between the brackets: by its `__spec__` where it has one, else by `__name__`, `__file__` and
  /// `__loader__`. Attributes are asked for as a program does: a class derived from modules may answer.
  func description(_ context: Context) throws(Raised) -> String {
    let spec = try context.findAttribute(value, context.name(.__spec__))
    if !spec.isEmpty, try context.isTrue(spec) { return try Self.description(context, ofSpec: spec) }
    let name = try context.findAttribute(value, context.name(.__name__))
    let title = name.isEmpty ? "'?'" : try context.reprString(name)
    let file = try context.findAttribute(value, context.name(.__file__))
    if !file.isEmpty { return "\(title) from \(try context.reprString(file))" }
    return title + (try Self.description(context, ofLoader: context.findAttribute(value, context.name(.__loader__))))
  }

  private static func description(_ context: Context, ofSpec spec: Value) throws(Raised) -> String {
    func attribute(_ name: StaticString) throws(Raised) -> Value {
      try context.getAttribute(spec, Text.interned(context, Text.make(context, name)).value)
    }
    let title = try context.reprString(attribute("name"))
    let origin = try attribute("origin")
    if origin != .none {
      let hasLocation = try context.isTrue(attribute("has_location"))
      return title + (hasLocation ? " from \(try context.reprString(origin))" : " (\(String(try context.str(origin))))")
    }
    let locations = try ModuleSpec.get(context, spec, "submodule_search_locations")
    if !locations.isEmpty, locations != .none {
      return "\(title) (namespace) from \(try context.reprString(context.list(of: locations).value))"
    }
    return title + (try description(context, ofLoader: attribute("loader")))
  }

  private static func description(_ context: Context, ofLoader loader: Value) throws(Raised) -> String {
    loader.isEmpty || loader == .none ? "" : " (\(try context.reprString(loader)))"
  }
}

extension Context {
  /// The module `builtins`.
  func builtinsModule() throws(Raised) -> Value {
    try Dict(interpreter.pointee.modules).value(self, for: name(.builtins))
  }
}
