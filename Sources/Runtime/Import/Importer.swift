import CRuntime

// Importing: `sys.modules`, then the built-in modules, a package's among them, then the folders of `sys.path` or of the package's `__path__`.
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
    if !known.isEmpty {
      // Another thread may be at it.
      if context.pointee.isShared != 0 { try ImportLock(context).wait(for: name.value) }
      ImportTimes.noteKnown(context, name)
      return known
    }
    try context.checkNativeStack()
    let parent = try name.beforeLastDot(context).map { (name) throws(Raised) in try module(named: name) }
    let lock = try ImportLock(context)
    let isOwner = try lock.acquire(name.value)
    defer { if isOwner { lock.release(name.value) } }
    // The package, or another thread, may have imported it meanwhile.
    let imported = try modules.value(context, for: name.value)
    if !imported.isEmpty { return imported }
    return try ImportTimes.timing(context, name) { () throws(Raised) in try load(name, in: parent) }
  }

  /// Loads a module that nobody has imported yet; its package is there.
  private func load(_ name: Text, in parent: Value?) throws(Raised) -> Value {
    let machinery = ImportMachinery(context: context)
    if try machinery.isCustomized() { return try machinery.findAndLoad(name) }
    guard let parent else { return try topModule(name) }
    let parentName = try name.packageName(context)
    let path = try context.findAttribute(parent, context.name(.__path__))
    if path.isEmpty {
      throw raiseNotFound(name, "No module named '\(String(name))'; '\(String(parentName))' is not a package")
    }
    let loaded: Value
    if let declaration = context.moduleDeclaration(named: name) {
      loaded = try declaration.make(context).value
    } else {
      loaded = try loadModule(name, from: path)
    }
    try bind(loaded, name, in: parentName)
    return loaded
  }

  /// Makes a module an attribute of its package, which may be another by now. One that takes no attributes is warned of.
  private func bind(_ module: Value, _ name: Text, in package: Text) throws(Raised) {
    let parent = try modules.value(context, for: package.value)
    if parent.isEmpty { throw context.raise(.keyError, argument: package.value) }
    let child = try Text.interned(context, Text.slice(context, name, package.count + 1, name.count)).value
    do throws(Raised) {
      try context.setAttribute(parent, child, module)
    } catch {
      guard context.isPending(.attributeError) else { throw error }
      context.pointee.pendingException = .empty
      try context.warn(
        .importWarning,
        "Cannot set an attribute on \(context.reprString(package.value)) for child module \(context.reprString(child))")
    }
  }

  private func topModule(_ name: Text) throws(Raised) -> Value {
    if let declaration = context.moduleDeclaration(named: name) {
      let module = try declaration.make(context)
      let machinery = ImportMachinery(context: context)
      if machinery.isLoaded { try machinery.adopt(module, module.dict.value(context, for: context.name(.__spec__))) }
      return module.value
    }
    _ = try context.systemModule()
    if let part = ImportMachinery.source(of: name) {
      let machinery = ImportMachinery(context: context)
      if machinery.isLoaded || machinery.isLoading { return try machineryModule(name, part) }
      // Who asks for a part gets the whole, set up.
      try machinery.load()
      return try modules.value(context, for: name.value)
    }
    return try loadModule(name, from: searchPath())
  }

  /// `sys.path` as it is now.
  func searchPath() throws(Raised) -> Value {
    let path = try setting("path")
    return List(ifHas: path) == nil ? context.interpreter.pointee.searchPath : path
  }

  /// A part of the library's `importlib` under the name by which it is known as a part of the interpreter.
  private func machineryModule(_ name: Text, _ part: StaticString) throws(Raised) -> Value {
    let package = try Text.make(context, "importlib" as StaticString)
    guard
      let folder = try ModuleFinder(context: context).find(package, in: searchPath())?.folders.first
    else { throw raiseNotFound(name, "No module named '\(String(name))'") }
    let module = try Module.make(context, name: name.value)
    try module.markBuiltin(context, name: name.value)
    try module.dict.set(context, context.name(.__builtins__), to: context.builtinsModule())
    try modules.set(context, name.value, to: module.value)
    do throws(Raised) {
      let code = try self.code(of: "\(folder)/\(part).py", shownAs: "<frozen importlib.\(part)>")
      _ = try context.run(code, globals: module.dict)
    } catch {
      forget(name)
      throw error
    }
    return module.value
  }

  /// Takes a module that failed out of `sys.modules`.
  private func forget(_ name: Text) {
    let pending = context.pointee.pendingException
    context.pointee.pendingException = .empty
    do throws(Raised) { _ = try modules.remove(context, name.value) } catch {}
    context.pointee.pendingException = pending
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
    let isLoadingMachinery = ImportMachinery(context: context).isLoading
    switch try ModuleFinder(context: context).search(name, in: path, passesArchives: isLoadingMachinery) {
    case .found(let found): return try loadModule(name, found)
    case .unclear where isLoadingMachinery: throw raiseNotFound(name, "No module named '\(String(name))'")
    case .none: throw raiseNotFound(name, "No module named '\(String(name))'")
    case .unclear: return try ImportMachinery(context: context).findAndLoad(name)
    }
  }

  private func loadModule(_ name: Text, _ found: FoundModule) throws(Raised) -> Value {
    let module = try Module.make(context, name: name.value)
    let spec = try describe(module, name, found)
    try modules.set(context, name.value, to: module.value)
    if let file = found.file {
      try ModuleSpec.set(context, spec, "_initializing", .true)
      do throws(Raised) {
        let code = try self.code(of: file, shownAs: file)
        _ = try context.run(code, globals: module.dict)
      } catch {
        forget(name)
        throw error
      }
      // The module may have another by now: the library's machinery gives its own.
      let present = orNone(try module.dict.value(context, for: context.name(.__spec__)))
      if present != .none { try ModuleSpec.set(context, present, "_initializing", .false) }
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
    let machinery = ImportMachinery(context: context)
    if !machinery.isLoaded { return spec }
    try machinery.adopt(module, spec)
    return try dict.value(context, for: context.name(.__spec__))
  }

  /// A source's code: what is cached of it, or what is compiled now, and cached.
  private func code(of file: String, shownAs filename: String) throws(Raised) -> Value {
    guard let cache = try usesCache() ? BytecodeCache(context, for: file) : nil else {
      return try compile(file, filename)
    }
    if let code = try cache.read(as: filename) { return code }
    let code = try compile(file, filename)
    if try writesCache() { cache.write(code) }
    return code
  }

  private func usesCache() throws(Raised) -> Bool { try setting("pycache_prefix") == .none }

  private func writesCache() throws(Raised) -> Bool { try !context.isTrue(setting("dont_write_bytecode")) }

  /// An attribute of `sys`; None where it was deleted.
  private func setting(_ name: StaticString) throws(Raised) -> Value {
    let key = try Text.interned(context, Text.make(context, name)).value
    return orNone(try context.systemModule().dict.value(context, for: key))
  }

  private func compile(_ file: String, _ filename: String) throws(Raised) -> Value {
    var count = 0
    var error: Int32 = 0
    guard let bytes = host_read_file(file, &count, &error) else {
      throw context.raiseSystemError(error, path: try Text.make(context, file).value)
    }
    defer { host_free(bytes) }
    return try context.compile(UnsafeRawBufferPointer(start: bytes, count: count), filename: filename)
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
    let given = orNone(try dict.value(context, for: context.name(.__package__)))
    let spec = orNone(try dict.value(context, for: context.name(.__spec__)))
    let parent = spec == .none ? .none : try context.getAttribute(spec, Text.make(context, "parent" as StaticString).value)
    if given != .none {
      guard let text = Text(ifHas: given) else { throw context.raise(.typeError, "package must be a string") }
      if spec != .none, try !context.areEqual(given, parent) {
        try context.warn(.deprecationWarning, "__package__ != __spec__.parent")
      }
      return text
    }
    if spec != .none {
      guard let text = Text(ifHas: parent) else { throw context.raise(.typeError, "__spec__.parent must be a string") }
      return text
    }
    try context.warn(
      .importWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__")
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
    func package() throws(Raised) -> String {
      String(try context.str(context.getAttribute(module, context.name(.__name__))))
    }
    try context.forEach(in: names) { (name) throws(Raised) in
      guard let text = Text(ifHas: name) else {
        let place = isAll ? "\(try package()).__all__" : "``from list''"
        throw context.raise(.typeError, "Item in \(place) must be str, not \(context.typeName(of: name))")
      }
      if text == "*" {
        let all = try context.findAttribute(module, context.name(.__all__))
        if !isAll, !all.isEmpty { try importNames(all, from: module, isAll: true) }
        return true
      }
      let attribute = try Text.interned(context, text).value
      if try !context.findAttribute(module, attribute).isEmpty { return true }
      let full = try Text.make(context, "\(package()).\(String(text))")
      do throws(Raised) {
        _ = try self.module(named: full)
      } catch {
        // A name that is no module is the `from` clause's to complain of.
        guard context.isPending(.moduleNotFoundError), try isMissing(full) else { throw error }
        // None in its place forbids the module.
        if try modules.value(context, for: full.value) == .none { throw error }
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

extension Builtins {
  static let importing: [NativeEntry] = [
    .window(
      "__import__",
      """
      (name, globals=None, locals=None, fromlist=(),
                 level=0)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) in
        var globals = a[1]
        let level = try c.machineIndex(of: a[4])
        if globals == .none, level > 0 { globals = try c.requireFrame().function.pointer.pointee.globals }
        return try Importer(context: c).importModule(a[0], globals: globals, names: a[3], level: level)
      }
    }
  ]
}

extension Context {
  /// What a module has by a name; it is imported if nobody has.
  public func attribute(_ name: StaticString, ofModule module: StaticString) throws(Raised) -> Value {
    let module = try Importer(context: self).module(named: Text.make(self, module))
    return try getAttribute(module, Text.make(self, name).value)
  }
}
