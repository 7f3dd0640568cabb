import CRuntime

extension Context {
  /// `warnings.warn(message, category)`: raises what a filter makes an error.
  public func warn(_ kind: ExceptionKind, _ message: String) throws(Raised) {
    let module = try nativeModule("_warnings")
    if module.isEmpty { return }
    let function = try getAttribute(module, interned("warn"))
    _ = try call(function, Text.make(self, message).value, Interpreter(of: self).type(kind).value)
  }
}
