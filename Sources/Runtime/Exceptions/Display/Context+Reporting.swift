import Bytecode
import CRuntime

// What becomes of exceptions that nobody catches.

extension Context {
  /// Reports the pending exception, which is nobody's: a finaliser raised it, or something else that has no caller.
  public func reportUnraisable(_ occasion: String, _ object: Value) {
    let exception = takeException()
    let shown = (try? repr(object)).map { displayString($0) } ?? "<object repr() failed>"
    pointee.pendingException = .empty
    reportUnraisable(exception, "Exception ignored \(occasion) \(shown)")
  }

  /// The same of an exception that was taken, with the words before it.
  func reportUnraisable(_ exception: Exception, _ message: String) {
    if showUnraisableByHook(exception, message) { return }
    writeError("\(message):\n\(ExceptionDisplay(self, SourceTexts()).text(exception))")
  }

  /// Has the program's own `sys.unraisablehook` show an exception; false where it has none.
  private func showUnraisableByHook(_ exception: Exception, _ message: String) -> Bool {
    if interpreter.pointee.system.isEmpty { return false }
    var hook = Value.empty
    do throws(Raised) {
      let names = Module(interpreter.pointee.system).dict
      hook = try names.value(self, for: interned("unraisablehook"))
      let original = try names.value(self, for: interned("__unraisablehook__"))
      if hook.isEmpty || hook == .none || hook == original { return false }
      let fields = try Tuple.allocate(self, count: 5)
      fields.elements[0] = type(of: exception.value).value
      fields.elements[1] = exception.value
      fields.elements[2] = orNone(load(&exception.pointer.pointee.traceback))
      fields.elements[3] = try Text.make(self, message).value
      fields.elements[4] = .none
      let arguments = try StructSequence.make(self, type(.unraisable), fields)
      try audit("sys.unraisablehook", hook, arguments)
      _ = try call(hook, arguments)
    } catch {
      let raised = takeException()
      let shown = (try? repr(hook)).map { displayString($0) } ?? "<object repr() failed>"
      pointee.pendingException = .empty
      writeError(
        "Exception ignored in sys.unraisablehook: \(shown)\n\(ExceptionDisplay(self, SourceTexts()).text(raised))")
    }
    return true
  }

  /// `sys.stderr`; *empty* where there is none.
  public func standardErrorStream() throws(Raised) -> Value { try standardStream(.stderr) }

  /// Writes to a file object.
  public func write(_ text: String, to stream: Value) throws(Raised) { try write(Text.make(self, text), to: stream) }

  /// Writes an exception to a file object as an uncaught one is shown, and flushes it.
  public func show(_ exception: Value, on stream: Value) throws(Raised) {
    if let exception = Exception(ifHas: exception) {
      try write(ExceptionDisplay(self, SourceTexts()).text(exception), to: stream)
    }
    _ = try callMethod(stream, "flush")
  }

  /// Writes to what `sys.stderr` is or, where that cannot be, to the process's standard error.
  func writeError(_ text: String) {
    // What the program wrote before comes before.
    _ = flushStandardFiles()
    do throws(Raised) {
      let stream = try standardStream(.stderr)
      if stream == .none { return }
      if !stream.isEmpty, TextFile(ifExactly: stream) == nil {
        try write(Text.make(self, text), to: stream)
        _ = try callMethod(stream, "flush")
        return
      }
    } catch {
      pointee.pendingException = .empty
    }
    var text = text
    _ = text.withUTF8 { host_write(2, $0.baseAddress, $0.count) }
  }

  /// A text as the standard error shows it: what UTF-8 cannot say is escaped.
  func displayString(_ text: Text) -> String {
    if text.isASCII { return String(text) }
    var scalars = String.UnicodeScalarView()
    let units = text.units
    for index in 0..<units.count {
      if let scalar = Unicode.Scalar(units[index]) {
        scalars.append(scalar)
      } else {
        scalars.append(contentsOf: "\\u\(String(units[index], radix: 16))".unicodeScalars)
      }
    }
    return String(scalars)
  }
}
