import CRuntime

extension Context {
  /// Makes a UnicodeEncodeError or a UnicodeDecodeError pending: which codec, of what, from where to where, and why.
  func raiseUnicodeError(
    _ kind: ExceptionKind, _ encoding: StaticString, _ object: Value, _ start: Int, _ end: Int, _ reason: StaticString
  ) -> Raised {
    do throws(Raised) {
      let args = try Tuple.allocate(self, count: 5)
      args.elements[0] = try Text.make(self, encoding).value
      args.elements[1] = object
      args.elements[2] = Value(smallInt: Int64(start))
      args.elements[3] = Value(smallInt: Int64(end))
      args.elements[4] = try Text.make(self, reason).value
      return raise(Exception(try call(Interpreter(of: self).type(kind).value, args)))
    } catch {
      return error
    }
  }
}

extension Context {
  /// Adds a note to the pending exception.
  func addNote(_ note: @autoclosure () -> String) {
    let exception = Exception(pointee.pendingException)
    pointee.pendingException = .empty
    // An exception whose notes are no list goes without this one.
    do throws(Raised) { try exception.addNote(self, Text.make(self, note()).value) } catch {}
    pointee.pendingException = exception.value
  }
}

/// A code point as a `\x`, `\u` or `\U` escape.
func escaped(_ code: UInt32) -> String {
  let (prefix, width) = code < 0x100 ? ("\\x", 2) : code < 0x10000 ? ("\\u", 4) : ("\\U", 8)
  let digits = String(code, radix: 16)
  return prefix + String(repeating: "0", count: width - digits.utf8.count) + digits
}
