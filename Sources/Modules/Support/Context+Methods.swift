import CRuntime
import Runtime

// Calling methods by name.

extension Context {
  func callMethod(_ value: Value, _ name: StaticString, _ first: Value) throws(Raised) -> Value {
    try call(getAttribute(value, Text.make(self, name).value), first)
  }

  func callMethod(_ value: Value, _ name: StaticString, _ first: Value, _ second: Value) throws(Raised) -> Value {
    try call(getAttribute(value, Text.make(self, name).value), first, second)
  }

  func attribute(_ value: Value, _ name: StaticString) throws(Raised) -> Value {
    try getAttribute(value, Text.make(self, name).value)
  }

  /// *Empty* where there is none.
  func attributeIfAny(_ value: Value, _ name: StaticString) throws(Raised) -> Value {
    try findAttribute(value, Text.make(self, name).value)
  }

  /// The lowest 32 bits of an int.
  func word(of value: Value) throws(Raised) -> UInt32 {
    let number = try index(of: value)
    if number.isSmallInt { return UInt32(truncatingIfNeeded: number.smallInt) }
    return UInt32(try PythonInt.and(self, number, Value(smallInt: 0xffff_ffff)).smallInt)
  }

  /// Runs `body`, then `last`, whatever came of it. Where both raise, the first is the second's context.
  func run(_ body: () throws(Raised) -> Void, finally last: () throws(Raised) -> Void) throws(Raised) {
    do throws(Raised) {
      try body()
    } catch {
      let first = takeException()
      do throws(Raised) {
        try last()
      } catch {
        let second = takeException()
        if first != second { try setAttribute(second.value, Text.make(self, "__context__").value, first.value) }
        throw raise(second)
      }
      throw raise(first)
    }
    try last()
  }
}
