import CRuntime

/// An iterator whose next item is found without calling out: over a list, a tuple or a small range.
struct FastIterator {
  private let iterator: Iterator

  @inline(__always)
  init?(_ value: Value) {
    guard let iterator = Iterator(ifExactlyOperand: value), iterator.form.rawValue <= IteratorForm.smallRange.rawValue,
      !iterator.source.isEmpty
    else { return nil }
    self.iterator = iterator
  }

  /// *Empty* at the end.
  @inline(__always)
  func next() -> Value {
    switch iterator.form {
    case .smallRange: iterator.nextOfSmallRange()
    case .list: iterator.nextOfList()
    default: iterator.nextOfTuple()
    }
  }
}
