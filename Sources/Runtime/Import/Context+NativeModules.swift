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
}
