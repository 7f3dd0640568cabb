import CRuntime

extension Context {
  /// `warnings.warn(message, category)`, where a program has imported `warnings`; raises what a filter makes an error.
  public func warn(_ kind: ExceptionKind, _ message: String) throws(Raised) {
    let name = try Text.interned(self, Text.make(self, "warnings" as StaticString)).value
    let module = try Dict(interpreter.pointee.modules).value(self, for: name)
    if module.isEmpty || module == .none { return }
    let function = try getAttribute(module, Text.interned(self, Text.make(self, "warn" as StaticString)).value)
    _ = try call(function, Text.make(self, message).value, Interpreter(of: self).type(kind).value)
  }
}
