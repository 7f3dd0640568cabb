import Bytecode
import CRuntime

// The library's own `importlib`. The common case of an import needs none of it: sources in folders, and modules written
// in Swift, are found natively. It is loaded when a program asks for it, names `__loader__` or `__spec__`, or has put
// finders or hooks into `sys`; from then on modules have its specs and loaders, and what it alone can find is left to it.

struct ImportMachinery {
  let context: Context
  private var state: UnsafeMutablePointer<ImportState> { context.interpreter.pointee.imports }

  private static var bootstrapName: StaticString { "_frozen_importlib" }
  private static var externalName: StaticString { "_frozen_importlib_external" }

  /// What a program that has use for the machinery calls by name.
  static var namesForIt: Swift.Set<Bytecode.Text> { [Bytecode.Text("__loader__"), Bytecode.Text("__spec__")] }

  var isLoading: Bool { load_relaxed_u32(&state.pointee.isLoading) != 0 }
  var isLoaded: Bool { !load(&state.pointee.machinery).isEmpty }

  /// The file of the library that is a part of the machinery, by its module's name.
  static func source(of name: Text) -> StaticString? {
    if name == bootstrapName { return "_bootstrap" }
    if name == externalName { return "_bootstrap_external" }
    return nil
  }

  /// Whether a program has changed how modules are found.
  func isCustomized() throws(Raised) -> Bool {
    // What it imports itself while it is being loaded is found natively.
    if load_relaxed_u32(&state.pointee.isLoading) != 0 { return false }
    if try !isUnchanged("meta_path", load(&state.pointee.finders)) { return true }
    return try !isUnchanged("path_hooks", load(&state.pointee.hooks))
  }

  private func isUnchanged(_ name: StaticString, _ original: Value) throws(Raised) -> Bool {
    let system = context.interpreter.pointee.system
    if system.isEmpty { return true }
    let current = try Module(system).dict.value(context, for: interned(name))
    guard !current.isEmpty, let list = List(ifHas: current) else { return false }
    if original.isEmpty { return list.count == 0 }
    let known = Tuple(original)
    if list.count != known.count { return false }
    return (0..<known.count).allSatisfy { list.element($0) == known[$0] }
  }

  private func interned(_ name: StaticString) throws(Raised) -> Value {
    try Text.interned(context, Text.make(context, name)).value
  }

  // MARK: Loading

  /// Loads the machinery, if the library is there; gives all modules its specs and loaders.
  func load() throws(Raised) {
    if isLoaded { return }
    store_relaxed_u32(&state.pointee.isLoading, 1)
    defer { store_relaxed_u32(&state.pointee.isLoading, 0) }
    let importer = Importer(context: context)
    let bootstrap = try importer.module(named: Text.make(context, Self.bootstrapName))
    if isLoaded { return }
    let system = try context.systemModule().value
    let native = try importer.module(named: Text.make(context, "_imp" as StaticString))
    try call(bootstrap, "_install", system, native)
    try call(bootstrap, "_install_external_importers")
    let external = try importer.module(named: Text.make(context, Self.externalName))
    let hooks = try Module(system).dict.value(context, for: interned("path_hooks"))
    if let hooks = List(ifHas: hooks) { try hooks.insert(context, archiveHook(), at: 0) }
    try remember("meta_path", to: &state.pointee.finders)
    try remember("path_hooks", to: &state.pointee.hooks)
    publish(external, to: &state.pointee.machinery)
    try adoptModules()
  }

  private func remember(_ name: StaticString, to slot: UnsafeMutablePointer<Value>) throws(Raised) {
    let list = try Module(context.systemModule().value).dict.value(context, for: interned(name))
    publish(try context.tuple(of: list).value, to: slot)
  }

  @discardableResult
  private func call(_ module: Value, _ name: StaticString, _ arguments: Value...) throws(Raised) -> Value {
    let function = try context.getAttribute(module, interned(name))
    switch arguments.count {
    case 0: return try context.call(function)
    case 1: return try context.call(function, arguments[0])
    default: return try context.call(function, arguments[0], arguments[1])
    }
  }

  /// The hook for archives: `zipimport`, which is imported for the first path that is no folder.
  private func archiveHook() throws(Raised) -> Value {
    let entry = NativeEntry.one("zipimporter", "(path, /)", .function) { c, path in
      bridge(c) { () throws(Raised) in
        if let text = Text(ifHas: path), !ModuleFinder(context: c).isInArchive(String(text)) {
          throw Importer(context: c).raise(
            .importError, "not a Zip file: \(try c.reprString(path))", name: .none, path: path)
        }
        // Nothing that it needs lies in an archive.
        let state = ImportMachinery(context: c).state
        store_relaxed_u32(&state.pointee.isLoading, 1)
        defer { store_relaxed_u32(&state.pointee.isLoading, 0) }
        let module = try Importer(context: c).module(named: Text.make(c, "zipimport" as StaticString))
        return try c.call(c.getAttribute(module, Text.interned(c, Text.make(c, "zipimporter" as StaticString)).value), path)
      }
    }
    return try NativeFunction.make(context, entry, name: interned("zipimporter"), owner: .empty).value
  }

  // MARK: Specs and loaders

  /// Gives the modules that are there already the specs and loaders that they would have got from the machinery.
  private func adoptModules() throws(Raised) {
    let modules = try Dict(context.interpreter.pointee.modules).list(context, of: .items)
    for index in 0..<modules.count {
      let pair = Tuple(modules.element(index))
      guard let module = Module(ifHas: pair[1]), Text(ifHas: pair[0]) != nil else { continue }
      let spec = try module.dict.value(context, for: context.name(.__spec__))
      let native = try context.type(.moduleSpec)
      if !spec.isEmpty, spec != .none, context.type(of: spec) == native { try adopt(module, spec) }
    }
    let main = try Dict(context.interpreter.pointee.modules).value(context, for: context.name(.__main__))
    if let main = Module(ifHas: main) { try adopt(main: main) }
  }

  /// Gives the program's module the loader of its file, or, where the program is none, the one of built-in modules. What
  /// has a spec has got its loader with that.
  private func adopt(main module: Module) throws(Raised) {
    if try module.dict.value(context, for: context.name(.__loader__)) != .none { return }
    let external = load(&state.pointee.machinery)
    let file = try module.dict.value(context, for: context.name(.__file__))
    let loader: Value
    if let file = Text(ifHas: file), !(file == "<stdin>") {
      loader = try call(external, "SourceFileLoader", context.name(.__main__), file.value)
    } else {
      loader = try context.getAttribute(context.getAttribute(external, interned("_bootstrap")), interned("BuiltinImporter"))
    }
    try module.dict.set(context, context.name(.__loader__), to: loader)
  }

  /// Puts the machinery's spec and loader in the place of a native spec.
  func adopt(_ module: Module, _ spec: Value) throws(Raised) {
    let origin = try ModuleSpec.get(context, spec, "origin")
    let name = try ModuleSpec.get(context, spec, "name")
    let locations = try ModuleSpec.get(context, spec, "submodule_search_locations")
    let external = load(&state.pointee.machinery)
    let made: Value
    if try ModuleSpec.get(context, spec, "has_location") == .true {
      let loader = try call(external, "SourceFileLoader", name, origin)
      let make = try context.getAttribute(external, interned("spec_from_file_location"))
      made = try context.withWindow(4) { (window) throws(Raised) in
        (window[0], window[1], window[2], window[3]) = (name, origin, loader, locations)
        let names = try Tuple.make(context, interned("loader"), interned("submodule_search_locations"))
        return try context.call(make, window, count: 4, names: names.value)
      }
      try module.dict.set(context, context.name(.__loader__), to: loader)
      let cached = try context.getAttribute(made, interned("cached"))
      if cached != .none { try module.dict.set(context, interned("__cached__"), to: cached) }
    } else if locations != .none {
      let bootstrap = try context.getAttribute(external, interned("_bootstrap"))
      made = try call(bootstrap, "ModuleSpec", name, .none)
      try ModuleSpec.set(context, made, "submodule_search_locations", locations)
    } else {
      guard let origin = Text(ifHas: origin), origin == "built-in" else { return }
      let bootstrap = try context.getAttribute(external, interned("_bootstrap"))
      let loader = try context.getAttribute(bootstrap, interned("BuiltinImporter"))
      made = try call(bootstrap, "ModuleSpec", name, loader)
      try ModuleSpec.set(context, made, "origin", origin.value)
      try module.dict.set(context, context.name(.__loader__), to: loader)
    }
    try ModuleSpec.set(context, made, "_initializing", ModuleSpec.get(context, spec, "_initializing"))
    try module.dict.set(context, context.name(.__spec__), to: made)
  }

  // MARK: Finding

  /// The module of a name as the machinery finds and loads it.
  func findAndLoad(_ name: Text) throws(Raised) -> Value {
    try load()
    let bootstrap = try context.getAttribute(load(&state.pointee.machinery), interned("_bootstrap"))
    return try call(bootstrap, "_gcd_import", name.value)
  }

  private func load(_ slot: UnsafePointer<Value>) -> Value { Value(bits: load_relaxed_u64(slot)) }
}
