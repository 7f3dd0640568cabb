import CRuntime

// Importing: `sys.modules`, then the built-in modules, then the folders of `sys.path` or of the package's `__path__`.
// The order of the steps is `importlib`'s.

struct Importer {
  let context: Context

  private var modules: Dict { Dict(context.interpreter.pointee.modules) }

  /// What `import` of a dotted name ends with: the module of the whole name, its packages imported before it.
  func module(named name: Text) throws(Raised) -> Value {
    let name = try Text.interned(context, name)
    let known = try modules.value(context, for: name.value)
    if known == .none {
      throw raiseNotFound(name, "import of \(String(name)) halted; None in sys.modules")
    }
    if !known.isEmpty { return known }
    try context.checkNativeStack()
    guard let parentName = try name.beforeLastDot(context) else {
      if let declaration = context.moduleDeclaration(named: name) { return try declaration.make(context).value }
      _ = try context.systemModule()
      return try loadModule(name, from: context.interpreter.pointee.searchPath)
    }
    let parent = try module(named: parentName)
    // The package may have imported it meanwhile.
    let imported = try modules.value(context, for: name.value)
    if !imported.isEmpty { return imported }
    let path = try context.findAttribute(parent, context.name(.__path__))
    if path.isEmpty {
      throw raiseNotFound(name, "No module named '\(String(name))'; '\(String(parentName))' is not a package")
    }
    let loaded = try loadModule(name, from: path)
    let last = try Text.slice(context, name, parentName.count + 1, name.count)
    try context.setAttribute(parent, Text.interned(context, last).value, loaded)
    return loaded
  }

  func raiseNotFound(_ name: Text, _ message: String) -> Raised {
    raise(.moduleNotFoundError, message, name: name.value, path: .none)
  }

  /// ImportError or ModuleNotFoundError with its attributes.
  func raise(
    _ kind: ExceptionKind, _ message: String, name: Value, path: Value, nameFrom: Value = .none
  ) -> Raised {
    let raised = context.raise(kind, message)
    if let exception = Exception(ifHas: context.pointee.pendingException) {
      for (field, value) in [(1, name), (2, path), (3, nameFrom)] { publish(value, to: exception.field(field)) }
      if let text = try? Text.make(context, message) { publish(text.value, to: exception.field(0)) }
    }
    return raised
  }

  // MARK: Loading

  private func loadModule(_ name: Text, from path: Value) throws(Raised) -> Value {
    guard let found = try ModuleFinder(context: context).find(name, in: path) else {
      throw raiseNotFound(name, "No module named '\(String(name))'")
    }
    return try loadModule(name, found)
  }

  private func loadModule(_ name: Text, _ found: FoundModule) throws(Raised) -> Value {
    let module = try Module.make(context, name: name.value)
    let spec = try describe(module, name, found)
    try modules.set(context, name.value, to: module.value)
    if let file = found.file {
      try ModuleSpec.set(context, spec, "_initializing", .true)
      do throws(Raised) {
        let code = try compile(file)
        _ = try context.run(code, globals: module.dict)
      } catch {
        let pending = context.pointee.pendingException
        _ = try modules.remove(context, name.value)
        context.pointee.pendingException = pending
        throw error
      }
      try ModuleSpec.set(context, spec, "_initializing", .false)
    }
    // The module may have put something else in its place.
    let result = try modules.value(context, for: name.value)
    if result.isEmpty { throw context.raise(.keyError, argument: name.value) }
    return result
  }

  /// Gives a module the attributes that say where it comes from.
  func describe(_ module: Module, _ name: Text, _ found: FoundModule) throws(Raised) -> Value {
    let dict = module.dict
    var locations = Value.none
    if found.isPackage {
      locations = try System.list(context, found.folders)
      try dict.set(context, context.name(.__path__), to: locations)
    }
    let package =
      found.isPackage ? name.value : try name.packageName(context).value
    var origin = Value.none
    if let file = found.file {
      origin = try Text.make(context, file).value
      try dict.set(context, context.name(.__file__), to: origin)
    }
    try dict.set(context, context.name(.__package__), to: package)
    try dict.set(context, context.name(.__builtins__), to: context.builtinsModule())
    let spec = try ModuleSpec.make(
      context, name: name.value, origin: origin, locations: locations, hasLocation: found.file != nil)
    try dict.set(context, context.name(.__spec__), to: spec)
    return spec
  }

  func compile(_ file: String) throws(Raised) -> Value {
    var count = 0
    var error: Int32 = 0
    guard let bytes = host_read_file(file, &count, &error) else {
      throw context.raiseSystemError(error, path: try Text.make(context, file).value)
    }
    defer { host_free(bytes) }
    return try context.compile(UnsafeRawBufferPointer(start: bytes, count: count), filename: file)
  }

  // MARK: The import statement

  /// `__import__(name, globals, locals, names, level)`.
  func importModule(_ name: Value, globals: Value, names: Value, level: Int64) throws(Raised) -> Value {
    guard let text = Text(ifHas: name) else { throw context.raise(.typeError, "module name must be a string") }
    if level < 0 { throw context.raise(.valueError, "level must be >= 0") }
    var absolute = text
    if level > 0 {
      absolute = try resolve(text, package(of: globals), level)
    } else if text.count == 0 {
      throw context.raise(.valueError, "Empty module name")
    }
    let module = try module(named: absolute)
    if names != .none, try context.isTrue(names) {
      try importNames(names, from: module)
      return module
    }
    guard let dot = (0..<text.count).first(where: { text.codePoint(at: $0) == 0x2e }) else { return module }
    if level == 0 { return try self.module(named: Text.slice(context, text, 0, dot)) }
    return try self.module(named: Text.slice(context, absolute, 0, absolute.count - (text.count - dot)))
  }

  /// `__package__` of the module that imports, or what its name says.
  private func package(of globals: Value) throws(Raised) -> Text {
    guard let dict = Dict(ifHas: globals) else { throw context.raise(.typeError, "globals must be a dict") }
    let given = try dict.value(context, for: context.name(.__package__))
    if !given.isEmpty, given != .none {
      guard let text = Text(ifHas: given) else { throw context.raise(.typeError, "package must be a string") }
      return text
    }
    let spec = try dict.value(context, for: context.name(.__spec__))
    if !spec.isEmpty, spec != .none, let parent = Text(ifHas: try ModuleSpec.get(context, spec, "parent")) { return parent }
    let name = try dict.value(context, for: context.name(.__name__))
    if name.isEmpty { throw context.raise(.keyError, "'__name__' not in globals") }
    guard let name = Text(ifHas: name) else { throw context.raise(.typeError, "__name__ must be a string") }
    if try !dict.value(context, for: context.name(.__path__)).isEmpty { return name }
    return try name.packageName(context)
  }

  private func resolve(_ name: Text, _ package: Text, _ level: Int64) throws(Raised) -> Text {
    if package.count == 0 {
      throw context.raise(.importError, "attempted relative import with no known parent package")
    }
    var base = package
    for _ in 1..<max(1, level) {
      guard let outer = try base.beforeLastDot(context) else {
        throw context.raise(.importError, "attempted relative import beyond top-level package")
      }
      base = outer
    }
    return name.count == 0 ? base : try Text.make(context, "\(String(base)).\(String(name))")
  }

  /// The submodules among the names of a `from` clause.
  private func importNames(_ names: Value, from module: Value, isAll: Bool = false) throws(Raised) {
    if try context.findAttribute(module, context.name(.__path__)).isEmpty { return }
    guard let package = Text(ifHas: try context.findAttribute(module, context.name(.__name__))) else { return }
    try context.forEach(in: names) { (name) throws(Raised) in
      guard let text = Text(ifHas: name) else {
        let place = isAll ? "\(String(package)).__all__" : "``from list''"
        throw context.raise(.typeError, "Item in \(place) must be str, not \(context.typeName(of: name))")
      }
      if text == "*" {
        let all = try context.findAttribute(module, context.name(.__all__))
        if !isAll, !all.isEmpty { try importNames(all, from: module, isAll: true) }
        return true
      }
      let attribute = try Text.interned(context, text).value
      if try !context.findAttribute(module, attribute).isEmpty { return true }
      let full = try Text.make(context, "\(String(package)).\(String(text))")
      do throws(Raised) {
        _ = try self.module(named: full)
      } catch {
        // A name that is no module is the `from` clause's to complain of.
        guard context.isPending(.moduleNotFoundError), try isMissing(full) else { throw error }
        context.pointee.pendingException = .empty
      }
      return true
    }
  }

  /// Whether the pending ModuleNotFoundError is about that module, and not one that it imports.
  private func isMissing(_ name: Text) throws(Raised) -> Bool {
    let pending = context.pointee.pendingException
    let wanted = Exception(pending).field(1).pointee
    let isSame = try context.areEqual(wanted, name.value)
    context.pointee.pendingException = pending
    return isSame
  }
}

extension Context {
  /// The module of a name, imported if it has not been.
  public func importModule(_ name: StaticString) throws(Raised) -> Value {
    try Importer(context: self).module(named: Text.make(self, name))
  }
}

extension Context {
  /// The module of a dotted name, which is imported if it has not been.
  public func importedModule(_ name: StaticString) throws(Raised) -> Value {
    try Importer(context: self).module(named: Text.make(self, name))
  }
}

extension Builtins {
  static let importing: [NativeEntry] = [
    .window("__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        var globals = a[1]
        let level = try c.machineIndex(of: a[4])
        if globals == .none, level > 0 { globals = try c.requireFrame().function.pointer.pointee.globals }
        return try Importer(context: c).importModule(a[0], globals: globals, names: a[3], level: level)
      }
    }
  ]
}
