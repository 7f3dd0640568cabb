import CRuntime

// A slice: what stands between the brackets of `a[start:stop:step]`.
//
//     ┌────────┬───────┬──────┬──────┐
//     │ header │ start │ stop │ step │
//     └────────┴───────┴──────┴──────┘

public struct SliceLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var start: Value
  public var stop: Value
  public var step: Value
}

public struct Slice: ObjectReference {
  public let pointer: UnsafeMutablePointer<SliceLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<SliceLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .slice }

  static var traceRule: TraceRule { .words(from: 8) }

  @inlinable @inline(__always) public var start: Value { pointer.pointee.start }
  @inlinable @inline(__always) public var stop: Value { pointer.pointee.stop }
  @inlinable @inline(__always) public var step: Value { pointer.pointee.step }

  public static func make(
    _ context: Context, _ start: Value, _ stop: Value, _ step: Value
  ) throws(Raised) -> Slice {
    guard let cell = Heap.allocate(context, size: 32, space: .plain) else { throw context.raiseMemoryError() }
    let pointer = cell.assumingMemoryBound(to: SliceLayout.self)
    pointer.pointee = SliceLayout(header: .exact(.slice), start: start, stop: stop, step: step)
    return Slice(pointer: pointer)
  }

  public func isEqual(_ context: Context, to other: Slice) throws(Raised) -> Bool {
    if self == other { return true }
    if try !areElementsEqual(context, start, other.start) { return false }
    if try !areElementsEqual(context, stop, other.stop) { return false }
    return try areElementsEqual(context, step, other.step)
  }

  public func hash(_ context: Context) throws(Raised) -> Int64 {
    var accumulator = HashAccumulator()
    accumulator.add(try quickHash(context, start))
    accumulator.add(try quickHash(context, stop))
    accumulator.add(try quickHash(context, step))
    return accumulator.finish()
  }
}
