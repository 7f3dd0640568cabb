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
    let distance = max(0, step < 0 ? self.start - self.stop : self.stop - self.start)
    // Most steps are one, and a division takes longer than all else here.
    count = step.magnitude == 1 || distance == 0 ? distance : (distance - 1) / Int(step.magnitude) + 1
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

  /// Start, stop and step for a sequence of whatever length, as ints without bounds.
  func exactIndices(
    _ context: Context, length: Value
  ) throws(Raised) -> (start: Value, stop: Value, step: Value) {
    let one = Value(smallInt: 1)
    let step = step == .none ? one : try Slice.exact(context, self.step)
    if PythonInt.sign(step) == 0 { throw context.raise(.valueError, "slice step cannot be zero") }
    let isReversed = PythonInt.sign(step) < 0
    let least = Value(smallInt: isReversed ? -1 : 0)
    let most = isReversed ? try PythonInt.subtract(context, length, one) : length
    func bound(_ part: Value, absent: Value) throws(Raised) -> Value {
      if part == .none { return absent }
      var index = try Slice.exact(context, part)
      if PythonInt.sign(index) < 0 { index = try PythonInt.add(context, index, length) }
      if PythonInt.compare(index, least) < 0 { return least }
      return PythonInt.compare(index, most) > 0 ? most : index
    }
    let start = try bound(start, absent: isReversed ? most : least)
    return (start, try bound(stop, absent: isReversed ? least : most), step)
  }

  private static func exact(_ context: Context, _ part: Value) throws(Raised) -> Value {
    if part.isSmallInt { return part }
    if PythonInt.operand(part) == nil, !context.type(of: part).has(.index) {
      throw context.raise(.typeError, "slice indices must be integers or None or have an __index__ method")
    }
    return try context.index(of: part)
  }

  private static func clamped(_ context: Context, _ part: Value) throws(Raised) -> Int {
    if part.isSmallInt { return Int(clamping: part.smallInt) }
    return try clampedIndex(
      context, part, orRaise: "slice indices must be integers or None or have an __index__ method")
  }
}
