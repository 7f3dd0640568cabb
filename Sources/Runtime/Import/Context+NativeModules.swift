import CRuntime

extension Context {
  /// What `sys.modules` has under a name; *empty* where it has nothing.
  public func importedModule(_ name: StaticString) throws(Raised) -> Value {
    guard let modules = Dict(ifHas: interpreter.pointee.modules) else { return .empty }
    return try modules.value(self, for: interned(name))
  }

  /// A module written in Swift, which is made now if nobody has imported it; *empty* where there is none.
  public func nativeModule(_ name: StaticString) throws(Raised) -> Value {
    let known = try importedModule(name)
    if !known.isEmpty { return known }
    guard let declaration = moduleDeclaration(named: Text(try interned(name))) else { return .empty }
    return try declaration.make(self).value
  }

  /// `warnings.warn(message, category, level)`, as the filters have it: raises where they say that it is an error.
  public func warn(_ category: ExceptionKind, _ message: String, level: Int = 1) throws(Raised) {
    let module = try nativeModule("_warnings")
    if module.isEmpty { return }
    let function = try getAttribute(module, interned("warn"))
    let text = try Text.make(self, message).value
    _ = try call(function, text, Interpreter(of: self).type(category).value, Value(smallInt: Int64(level)))
  }
}
