import CRuntime

extension Context {
  /// `warnings.warn(message, category)`: raises what a filter makes an error.
  public func warn(_ kind: ExceptionKind, _ message: String) throws(Raised) {
    let module = try nativeModule("_warnings")
    if module.isEmpty { return }
    let function = try getAttribute(module, interned("warn"))
    _ = try call(function, Text.make(self, message).value, Interpreter(of: self).type(kind).value)
  }

  /// `warnings.warn_explicit(message, category, filename, line)`.
  func warn(_ kind: ExceptionKind, _ message: String, filename: String, line: Int64) throws(Raised) {
    let module = try nativeModule("_warnings")
    if module.isEmpty { return }
    let function = try getAttribute(module, interned("warn_explicit"))
    _ = try withWindow(4) { (window) throws(Raised) in
      window[0] = try Text.make(self, message).value
      window[1] = Interpreter(of: self).type(kind).value
      window[2] = try Text.make(self, filename).value
      window[3] = Value(smallInt: line)
      return try call(function, window, count: 4)
    }
  }
}
