import CRuntime

extension Tuple {
  private var isExact: Bool { object.pointee.kind == Kind.tuple.rawValue }

  /// `self + other`, both of the exact class.
  public func concatenated(_ context: Context, with other: Tuple) throws(Raised) -> Tuple {
    if count == 0, other.isExact { return other }
    if other.count == 0, isExact { return self }
    let result = try Tuple.allocate(context, count: count + other.count)
    result.elements.fill(from: elements, count: count)
    (result.elements + count).fill(from: other.elements, count: other.count)
    return result
  }

  /// `self * copies`, of the exact class.
  public func repeated(_ context: Context, _ copies: Int64) throws(Raised) -> Tuple {
    if copies == 1 || count == 0, isExact { return self }
    if copies <= 0 || count == 0 { return try Tuple.empty(context) }
    guard let total = elementCount(count, times: copies) else { throw context.raiseMemoryError() }
    let result = try Tuple.allocate(context, count: total)
    result.elements.fill(repeating: elements, count: count, copies: Int(copies))
    return result
  }

  /// The elements that a slice's indices select.
  public func slice(_ context: Context, _ indices: SliceIndices) throws(Raised) -> Tuple {
    if indices.count == 0 { return try Tuple.empty(context) }
    if indices.count == count, indices.step == 1, isExact { return self }
    let result = try Tuple.allocate(context, count: indices.count)
    (elements + indices.start).copy(to: result.elements, count: indices.count, step: indices.step)
    return result
  }

  // MARK: Comparing

  /// The first index at which two tuples differ; nil where one begins with the other.
  public func firstDifference(_ context: Context, from other: Tuple) throws(Raised) -> Int? {
    for index in 0..<min(count, other.count) {
      if try !areElementsEqual(context, self[index], other[index]) { return index }
    }
    return nil
  }

  public func isEqual(_ context: Context, to other: Tuple) throws(Raised) -> Bool {
    if count != other.count { return false }
    return try firstDifference(context, from: other) == nil
  }

  /// Where `value` first stands at or after `start` and before `end`; nil where it does not.
  public func firstIndex(
    _ context: Context, of value: Value, from start: Int = 0, to end: Int = .max
  ) throws(Raised) -> Int? {
    var index = start
    while index < min(end, count) {
      if try areElementsEqual(context, self[index], value) { return index }
      index += 1
    }
    return nil
  }

  /// How many elements equal `value`.
  public func occurrences(_ context: Context, of value: Value) throws(Raised) -> Int {
    var found = 0
    for index in 0..<count where try areElementsEqual(context, self[index], value) { found += 1 }
    return found
  }

  // MARK: Hash

  /// The hash of a short tuple of small ints and text; nil for any other.
  @inline(__always)
  func flatHash(_ context: Context) -> Int64? {
    if count == 2, let first = Tuple.ownHash(self[0]), let second = Tuple.ownHash(self[1]) {
      var accumulator = HashAccumulator()
      accumulator.add(first)
      accumulator.add(second)
      return accumulator.finish(count: 2)
    }
    return flatHashSlowly(context)
  }

  /// The hash of a small int that is its own.
  @inline(__always)
  private static func ownHash(_ value: Value) -> Int64? {
    let number = value.smallInt
    if !value.isSmallInt || number.magnitude >= 1 << 60 { return nil }
    return number == -1 ? -2 : number
  }

  @inline(never)
  private func flatHashSlowly(_ context: Context) -> Int64? {
    let count = count
    if count > 8 { return nil }
    var accumulator = HashAccumulator()
    for index in 0..<count {
      guard let hash = plainHash(context, self[index]) else { return nil }
      accumulator.add(hash)
    }
    return accumulator.finish(count: count)
  }

  /// The hash of the elements' hashes.
  public func hash(_ context: Context) throws(Raised) -> Int64 {
    var accumulator = HashAccumulator()
    for index in 0..<count { accumulator.add(try quickHash(context, self[index])) }
    return accumulator.finish(count: count)
  }
}

extension Tuple {
  /// Whether two tuples are equal, as far as that is told by small ints and text.
  static func quickEquality(_ left: Tuple, _ right: Tuple) -> QuickEquality {
    let count = left.count
    if count != right.count { return .different }
    for index in 0..<count {
      let equality = Runtime.quickEquality(left[index], right[index])
      if equality != .equal { return equality }
    }
    return .equal
  }
}

/// Whether two elements of containers are identical or equal.
@inline(__always)
public func areElementsEqual(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Bool {
  switch quickEquality(left, right) {
  case .equal: true
  case .different: false
  case .unknown: try context.areEqual(left, right)
  }
}
