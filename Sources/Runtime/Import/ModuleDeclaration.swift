import CRuntime

// How a module written in Swift is declared: a table beside the functions that it names. The module is made when it is
// first imported.
//
//     static let module = ModuleDeclaration(
//       "time", "Clocks and waiting.",
//       functions: [
//         .none("perf_counter") { c in … },
//       ],
//       fill: { (c, module) throws(Raised) in try module.set(c, "timezone", Value(smallInt: 0)) })

public struct ModuleDeclaration: Sendable {
  public let name: StaticString
  public let documentation: StaticString
  /// This and the types are computed when the module is first needed: most programs need few of the modules there are.
  public let functions: @Sendable () -> [NativeEntry]
  /// The `BuiltinShape`s of built-in types that the module names.
  public let types: [UInt32]
  /// The types that the module brings and names.
  public let nativeTypes: @Sendable () -> [TypeDeclaration]
  /// Those that it brings without naming them.
  public let hiddenTypes: @Sendable () -> [TypeDeclaration]
  /// Functions that are there without being imported: the module `builtins` has them, and this one takes them from it.
  public let builtins: [NativeEntry]
  let fill: (@Sendable (Context, ModuleBuilder) throws(Raised) -> Void)?

  public init(
    _ name: StaticString, _ documentation: StaticString,
    functions: @autoclosure @escaping @Sendable () -> [NativeEntry] = [], types: [UInt32] = [],
    nativeTypes: @autoclosure @escaping @Sendable () -> [TypeDeclaration] = [],
    hiddenTypes: @autoclosure @escaping @Sendable () -> [TypeDeclaration] = [], builtins: [NativeEntry] = [],
    fill: (@Sendable (Context, ModuleBuilder) throws(Raised) -> Void)? = nil
  ) {
    (self.name, self.documentation) = (name, documentation)
    (self.functions, self.types, self.nativeTypes, self.hiddenTypes) = (functions, types, nativeTypes, hiddenTypes)
    (self.builtins, self.fill) = (builtins, fill)
  }
}

/// A module being made.
public struct ModuleBuilder {
  let module: Module

  /// Binds a name in the module.
  public func set(_ context: Context, _ name: StaticString, _ value: Value) throws(Raised) {
    try module.dict.set(context, Text.interned(context, Text.make(context, name)).value, to: value)
  }

  public func set(_ context: Context, named name: Value, _ value: Value) throws(Raised) {
    try module.dict.set(context, name, to: value)
  }

  public func set(_ context: Context, _ name: StaticString, _ text: String) throws(Raised) {
    try set(context, name, Text.make(context, text).value)
  }

  /// A new exception class; see `Context.makeException`.
  public func makeException(
    _ context: Context, _ name: StaticString, _ documentation: StaticString, base: ExceptionKind
  ) throws(Raised) -> Value {
    try context.makeException(name, base: base, documentation)
  }
}

extension Context {
  /// A new exception class whose name has its module's before it.
  public func makeException(
    _ name: StaticString, base: ExceptionKind, _ documentation: StaticString? = nil
  ) throws(Raised) -> Value {
    let whole = try Text.make(self, name)
    let dict = try Dict.make(self)
    try dict.set(self, self.name(.__module__), to: whole.packageName(self).value)
    if let documentation { try dict.set(self, self.name(.__doc__), to: Text.make(self, documentation).value) }
    let dot = whole.units.lastIndex(ofUnit: 0x2e) ?? -1
    let bases = try Tuple.make(self, Interpreter(of: self).type(base).value)
    return try call(
      Interpreter(of: self).type(.type).value, Text.slice(self, whole, dot + 1, whole.count).value, bases.value, dict.value)
  }
}

extension ModuleDeclaration {
  /// The modules of the runtime itself; a program that embeds it adds others (`InterpreterOptions.modules`).
  static let builtin: [ModuleDeclaration] = [System.module, CollectorModule.module, WeakReference.module]

  /// Makes the module, and what it names. It is in `sys.modules` before it is filled.
  func make(_ context: Context) throws(Raised) -> Module {
    let name = try Text.interned(context, Text.make(context, self.name)).value
    let module = try Module.make(
      context, name: name, documentation: Text.make(context, documentation).value)
    try Dict(context.interpreter.pointee.modules).set(context, name, to: module.value)
    for entry in functions() {
      let entryName = try Text.interned(context, Text.make(context, entry.name)).value
      let function = try NativeFunction.make(context, entry, name: entryName, owner: .empty, module: name)
      try module.dict.set(context, entryName, to: function.value)
    }
    for entry in builtins {
      let entryName = try Text.interned(context, Text.make(context, entry.name)).value
      let function = try Dict(context.interpreter.pointee.builtins).value(context, for: entryName)
      if !function.isEmpty { try module.dict.set(context, entryName, to: function) }
    }
    for shape in types {
      let type = Interpreter(of: context).type(shape: shape)
      try module.dict.set(context, Text.interned(context, Text(type.pointer.pointee.qualifiedName)).value, to: type.value)
    }
    for declaration in nativeTypes() {
      let type = try context.type(declaration.native.unsafelyUnwrapped)
      try module.dict.set(context, Text.interned(context, Text(type.pointer.pointee.qualifiedName)).value, to: type.value)
    }
    if let fill { try fill(context, ModuleBuilder(module: module)) }
    try module.markBuiltin(context, name: name)
    return module
  }
}

extension Context {
  /// The declaration of a built-in module.
  func moduleDeclaration(named name: Text) -> ModuleDeclaration? {
    for declaration in ModuleDeclaration.builtin where name == declaration.name { return declaration }
    for declaration in interpreter.pointee.settings.modules where name == declaration.name { return declaration }
    return nil
  }
}
