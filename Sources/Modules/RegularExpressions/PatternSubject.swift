import CRuntime
import Runtime

/// What a pattern is matched against: text, or bytes in whatever object. Units are those at the time of asking.
struct PatternSubject {
  let value: Value
  let units: TextUnits
  let isText: Bool

  init(_ context: Context, _ value: Value) throws(Raised) {
    self.value = value
    if let text = Text(ifHas: value) {
      (units, isText) = (text.units, true)
    } else if let bytes = context.contiguousBytes(of: value) {
      (units, isText) = (bytes, false)
    } else {
      throw context.raise(
        .typeError, "expected string or bytes-like object, got '\(context.typeName(of: value))'")
    }
  }

  /// The same, for a pattern, which must be of the same kind.
  init(_ context: Context, _ value: Value, for pattern: CompiledPattern) throws(Raised) {
    try self.init(context, value)
    let wanted = pattern.pointer.pointee.isText
    if wanted == .none || wanted == Value(isText) { return }
    throw context.raise(
      .typeError,
      isText
        ? "cannot use a bytes pattern on a string-like object" : "cannot use a string pattern on a bytes-like object")
  }

  /// A part, within the units as they are now: text of text, else bytes.
  @inline(__always)
  func slice(_ context: Context, _ start: Int, _ end: Int) throws(Raised) -> Value {
    if isText { return try Text.slice(context, Text(value), start, end).value }
    if let bytes = Bytes(ifExactly: value) { return try Bytes.slice(context, bytes, start, end).value }
    let part = units.slice(start, end)
    return try Bytes.make(context, UnsafeRawBufferPointer(start: part.base, count: part.count)).value
  }

  /// An index of an argument that is absent, or out of bounds.
  func clamp(_ index: Int) -> Int { min(max(index, 0), units.count) }
}
