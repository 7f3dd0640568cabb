import CRuntime

extension Range {
  // MARK: Elements

  /// The number at an index that lies in a small range.
  @inlinable @inline(__always)
  public func smallElement(_ index: Int64) -> Value {
    Value(smallInt: start.smallInt &+ index &* step.smallInt)
  }

  /// The number at an index, an int that counts from the end where it is negative. IndexError out of range.
  public func element(_ context: Context, at index: Value) throws(Raised) -> Value {
    if isSmall, index.isSmallInt {
      let place = index.smallInt < 0 ? index.smallInt + length.smallInt : index.smallInt
      if place >= 0, place < length.smallInt { return smallElement(place) }
    } else {
      let zero = Value(smallInt: 0)
      var place = index
      if try isLess(context, index, zero) { place = try context.binary(.add, index, length) }
      if try !isLess(context, place, zero), try isLess(context, place, length) {
        return try number(context, at: place)
      }
    }
    throw context.raise(.indexError, "range object index out of range")
  }

  /// `start + place * step`, which lies in the range or just beyond it.
  func number(_ context: Context, at place: Value) throws(Raised) -> Value {
    if isSmall, place.isSmallInt {
      let (offset, tooFar) = place.smallInt.multipliedReportingOverflow(by: step.smallInt)
      let (sum, overflow) = start.smallInt.addingReportingOverflow(offset)
      if !tooFar, !overflow, Value.fitsSmallInt(sum) { return Value(smallInt: sum) }
    }
    return try context.binary(.add, start, try context.binary(.multiply, place, step))
  }

  /// Where an int stands; *empty* where it does not.
  public func index(_ context: Context, of number: Value) throws(Raised) -> Value {
    if isSmall {
      if !number.isSmallInt { return .empty }
      let offset = number.smallInt - start.smallInt
      if offset % step.smallInt != 0 { return .empty }
      let place = offset / step.smallInt
      return place >= 0 && place < length.smallInt ? Value(smallInt: place) : .empty
    }
    let offset = try context.binary(.subtract, number, start)
    let place = try context.binary(.floorDivide, offset, step)
    if try isLess(context, place, Value(smallInt: 0)) { return .empty }
    if try !isLess(context, place, length) { return .empty }
    return try context.areEqual(try context.binary(.multiply, place, step), offset) ? place : .empty
  }

  /// The range that a slice of this one is.
  public func slice(_ context: Context, _ indices: SliceIndices) throws(Raised) -> Range {
    let step = Value(smallInt: Int64(indices.step))
    let wider = try Range.product(context, self.step, step)
    return try Range.make(
      context, try number(context, at: Value(smallInt: Int64(indices.start))),
      try number(context, at: Value(smallInt: Int64(indices.stop))), wider)
  }

  private static func product(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right) {
      let (product, overflow) = left.smallInt.multipliedReportingOverflow(by: right.smallInt)
      if !overflow, Value.fitsSmallInt(product) { return Value(smallInt: product) }
    }
    return try context.binary(.multiply, left, right)
  }

  private func isLess(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Bool {
    try context.isTrue(try context.compare(.less, left, right))
  }

  // MARK: Comparing

  /// Whether two ranges have the same numbers.
  public func isEqual(_ context: Context, to other: Range) throws(Raised) -> Bool {
    if self == other { return true }
    if try !areElementsEqual(context, length, other.length) { return false }
    if length == Value(smallInt: 0) { return true }
    if try !areElementsEqual(context, start, other.start) { return false }
    if length == Value(smallInt: 1) { return true }
    return try areElementsEqual(context, step, other.step)
  }

  /// That of the tuple (length, start, step), with None for what does not matter.
  public func hash(_ context: Context) throws(Raised) -> Int64 {
    let isEmpty = length == Value(smallInt: 0)
    var accumulator = HashAccumulator()
    accumulator.add(try quickHash(context, length))
    accumulator.add(try quickHash(context, isEmpty ? .none : start))
    accumulator.add(try quickHash(context, isEmpty || length == Value(smallInt: 1) ? .none : step))
    return accumulator.finish(count: 3)
  }
}
