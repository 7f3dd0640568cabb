import CRuntime

/// What a slice selects of a sequence: `count` indices from `start` on, `step` apart, all within the sequence.
public struct SliceIndices: BitwiseCopyable, Equatable {
  public var start: Int
  public var stop: Int
  public var step: Int
  public var count: Int

  /// Clamps start and stop to a sequence of `length` elements. `step` is not zero, nor the least Int.
  public init(start: Int, stop: Int, step: Int, length: Int) {
    let (least, most) = step < 0 ? (-1, length - 1) : (0, length)
    self.step = step
    self.start = min(max(start < 0 ? start &+ length : start, least), most)
    self.stop = min(max(stop < 0 ? stop &+ length : stop, least), most)
    count = 0
    if step > 0, self.start < self.stop { count = (self.stop - self.start - 1) / step + 1 }
    if step < 0, self.start > self.stop { count = (self.start - self.stop - 1) / -step + 1 }
  }

  /// The same elements from the lowest index up.
  var ascending: SliceIndices {
    if step > 0 { return self }
    var result = self
    result.start = start + (count - 1) * step
    result.stop = start + 1
    result.step = -step
    return result
  }
}

extension Slice {
  /// What the slice selects of a sequence of `length` elements, which is asked only after the parts were converted:
  /// they may change it.
  @inline(__always)
  public func indices(
    _ context: Context, length: @autoclosure () -> Int
  ) throws(Raised) -> SliceIndices {
    let parts = try bounds(context)
    return SliceIndices(start: parts.start, stop: parts.stop, step: parts.step, length: length())
  }

  /// The parts as numbers, those out of range as the nearest that is in it, None as what it stands for.
  public func bounds(_ context: Context) throws(Raised) -> (start: Int, stop: Int, step: Int) {
    var step = 1
    if self.step != .none {
      // Kept above the least Int, so that it may be negated.
      step = max(try Slice.clamped(context, self.step), -Int.max)
      if step == 0 { throw context.raise(.valueError, "slice step cannot be zero") }
    }
    let start = start == .none ? (step < 0 ? Int.max : 0) : try Slice.clamped(context, self.start)
    let stop = stop == .none ? (step < 0 ? Int.min : Int.max) : try Slice.clamped(context, self.stop)
    return (start, stop, step)
  }

  private static func clamped(_ context: Context, _ part: Value) throws(Raised) -> Int {
    if part.isSmallInt { return Int(clamping: part.smallInt) }
    return try clampedIndex(
      context, part, orRaise: "slice indices must be integers or None or have an __index__ method")
  }
}
