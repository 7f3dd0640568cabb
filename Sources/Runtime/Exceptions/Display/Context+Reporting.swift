import Bytecode
import CRuntime

// Running the main program, and what becomes of exceptions that nobody catches.

extension Context {
  /// Runs a program as the module `__main__`: its exit status. What it raises is written to the standard error.
  public func runMain(_ source: UnsafeRawBufferPointer, filename: String) -> Int32 {
    defer { runRemainingFinalizers() }
    do throws(Raised) {
      let module = try Module.make(self, name: name(.__main__))
      try module.dict.set(self, name(.__builtins__), to: builtinsModule())
      try module.dict.set(self, name(.__file__), to: Text.make(self, filename).value)
      let modules = Dict(Interpreter(of: self).state.pointee.modules)
      try modules.set(self, name(.__main__), to: module.value)
      let code = try compile(source, filename: filename)
      _ = try run(code, globals: module.dict)
      return 0
    } catch {
      return reportUncaught(takeException(), SourceTexts(main: source, named: filename))
    }
  }

  /// The exit status after an exception that ends the program.
  private func reportUncaught(_ exception: Exception, _ sources: SourceTexts) -> Int32 {
    if exception.isInstance(self, .systemExit) { return exitStatus(exception) }
    writeError(ExceptionDisplay(self, sources).text(exception))
    return exception.isInstance(self, .keyboardInterrupt) ? 130 : 1
  }

  private func exitStatus(_ exit: Exception) -> Int32 {
    let code = load(exit.field(0))
    if code.isEmpty || code == .none { return 0 }
    if let number = PythonInt.operand(code) { return Int32(truncatingIfNeeded: PythonInt.int64(number) ?? -1) }
    if let text = try? str(code) { writeError("\(displayString(text))\n") }
    pointee.pendingException = .empty
    return 1
  }

  /// Reports the pending exception, which is nobody's: a finaliser raised it, or something else that has no caller.
  func reportUnraisable(_ occasion: String, _ object: Value) {
    let exception = takeException()
    let shown = (try? repr(object)).map { displayString($0) } ?? "<object repr() failed>"
    pointee.pendingException = .empty
    writeError("Exception ignored \(occasion) \(shown):\n\(ExceptionDisplay(self, SourceTexts()).text(exception))")
  }

  func writeError(_ text: String) {
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
