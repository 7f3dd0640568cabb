import CRuntime

// A range: start, stop and step, and how many numbers that makes.
//
//     ┌────────┬───────┬───────┬──────┬──────┬────────┐
//     │ header │ small │ start │ stop │ step │ length │
//     └────────┴───────┴───────┴──────┴──────┴────────┘
//     0        8       16
//
// A *small* range has start, stop, step and length of 63 bits, and so are all its numbers: arithmetic on it is the
// machine's. Any other goes through the operators of ints.

public struct RangeLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var isSmall: UInt64
  public var start: Value
  public var stop: Value
  public var step: Value
  public var length: Value
}

public struct Range: ObjectReference {
  public let pointer: UnsafeMutablePointer<RangeLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<RangeLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .range }

  static var traceRule: TraceRule { .words(from: 16) }

  @inlinable @inline(__always) public var isSmall: Bool { pointer.pointee.isSmall != 0 }
  @inlinable @inline(__always) public var start: Value { pointer.pointee.start }
  @inlinable @inline(__always) public var stop: Value { pointer.pointee.stop }
  @inlinable @inline(__always) public var step: Value { pointer.pointee.step }
  /// How many numbers, as an int.
  @inlinable @inline(__always) public var length: Value { pointer.pointee.length }

  /// The range of three ints. ValueError if the step is zero.
  public static func make(
    _ context: Context, _ start: Value, _ stop: Value, _ step: Value = Value(smallInt: 1)
  ) throws(Raised) -> Range {
    if step == Value(smallInt: 0) { throw context.raise(.valueError, "range() arg 3 must not be zero") }
    if Value.areSmallInts(start, stop), step.isSmallInt {
      let length = smallLength(start.smallInt, stop.smallInt, step.smallInt)
      if Value.fitsSmallInt(length) {
        return try make(context, start, stop, step, length: Value(smallInt: length), isSmall: true)
      }
    }
    return try make(
      context, start, stop, step, length: try length(context, start, stop, step), isSmall: false)
  }

  private static func make(
    _ context: Context, _ start: Value, _ stop: Value, _ step: Value, length: Value, isSmall: Bool
  ) throws(Raised) -> Range {
    guard let cell = Heap.allocate(context, size: 48, space: .plain) else { throw context.raiseMemoryError() }
    let pointer = cell.assumingMemoryBound(to: RangeLayout.self)
    pointer.pointee = RangeLayout(
      header: .exact(.range), isSmall: isSmall ? 1 : 0, start: start, stop: stop, step: step, length: length)
    return Range(pointer: pointer)
  }

  /// Differences of 63-bit ints fit 64.
  @inline(__always)
  static func smallLength(_ start: Int64, _ stop: Int64, _ step: Int64) -> Int64 {
    if step > 0 { return start < stop ? (stop - start - 1) / step + 1 : 0 }
    return start > stop ? (start - stop - 1) / -step + 1 : 0
  }

  private static func length(
    _ context: Context, _ start: Value, _ stop: Value, _ step: Value
  ) throws(Raised) -> Value {
    let (zero, one) = (Value(smallInt: 0), Value(smallInt: 1))
    var (low, high, distance) = (start, stop, step)
    if try context.isTrue(try context.compare(.less, step, zero)) {
      (low, high) = (stop, start)
      distance = try context.binary(.subtract, zero, step)
    }
    if try !context.isTrue(try context.compare(.less, low, high)) { return zero }
    let span = try context.binary(.subtract, try context.binary(.subtract, high, low), one)
    return try context.binary(.add, try context.binary(.floorDivide, span, distance), one)
  }
}
