import CRuntime

// `==` of an element may run Python code that changes the list: each of these reads the count and the storage anew for
// each element, holds no lock, and keeps what it compares on the stack.

extension List {
  /// Where `value` first stands at or after `start` and before `end`; nil where it does not.
  public func firstIndex(
    _ context: Context, of value: Value, from start: Int = 0, to end: Int = .max
  ) throws(Raised) -> Int? {
    var index = start
    while index < end {
      let element = element(index)
      if element.isEmpty { return nil }
      if try areElementsEqual(context, element, value) { return index }
      index += 1
    }
    return nil
  }

  /// How many elements equal `value`.
  public func occurrences(_ context: Context, of value: Value) throws(Raised) -> Int {
    var (index, found) = (0, 0)
    while true {
      let element = element(index)
      if element.isEmpty { return found }
      if try areElementsEqual(context, element, value) { found += 1 }
      index += 1
    }
  }

  /// The first index at which two lists differ; nil where one begins with the other. The elements that differ are to be
  /// compared further as they were found.
  public func firstDifference(_ context: Context, from other: List) throws(Raised) -> (left: Value, right: Value)? {
    var index = 0
    while true {
      let (left, right) = (element(index), other.element(index))
      if left.isEmpty || right.isEmpty { return nil }
      if try !areElementsEqual(context, left, right) { return (left, right) }
      index += 1
    }
  }

  public func isEqual(_ context: Context, to other: List) throws(Raised) -> Bool {
    if count != other.count { return false }
    // The lists may have changed meanwhile: what counts in the end is whether they are of one length.
    return try firstDifference(context, from: other) == nil && count == other.count
  }
}
