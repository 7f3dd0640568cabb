import CRuntime
import Runtime

// What the functions of `_codecs` take.

extension Context {
  /// A text; `what` names the argument where it is none.
  func text(_ value: Value, _ what: @autoclosure () -> String) throws(Raised) -> Text {
    if let text = Text(ifHas: value) { return text }
    throw raise(.typeError, "\(what()) must be str, not \(value == .none ? "None" : typeName(of: value))")
  }

  /// The name of a way to handle errors: the second argument.
  func errors(_ value: Value, _ function: StaticString) throws(Raised) -> Text {
    if value == .none { return try Text.make(self, "strict" as StaticString) }
    if let text = Text(ifHas: value) { return text }
    throw raise(.typeError, "\(function)() argument 2 must be str or None, not \(typeName(of: value))")
  }

  /// The bytes of a bytes-like object, or the UTF-8 of a text.
  func bytesOrText(_ value: Value) throws(Raised) -> TextUnits {
    guard let text = Text(ifHas: value) else { return try bytesLike(value) }
    return try Encoding.utf8.encode(self, text, Text.make(self, "strict" as StaticString)).units
  }

  /// What C code takes as `int`.
  func machineInt(_ value: Value) throws(Raised) -> Int32 {
    if let word = PythonInt.int64(try index(of: value)), let fits = Int32(exactly: word) { return fits }
    throw raise(.overflowError, "Python int too large to convert to C int")
  }
}
