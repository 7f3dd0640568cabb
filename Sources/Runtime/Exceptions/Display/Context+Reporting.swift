import Bytecode
import CRuntime

// What becomes of exceptions that nobody catches.

extension Context {
  /// Reports the pending exception, which is nobody's: a finaliser raised it, or something else that has no caller.
  public func reportUnraisable(_ occasion: String, _ object: Value) {
    let exception = takeException()
    let shown = (try? repr(object)).map { displayString($0) } ?? "<object repr() failed>"
    pointee.pendingException = .empty
    writeError("Exception ignored \(occasion) \(shown):\n\(ExceptionDisplay(self, SourceTexts()).text(exception))")
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
