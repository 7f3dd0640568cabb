import CRuntime

// Floats that do not fit the word of a Value: very large, very small, infinities, NaNs and −0.0.
//
//     ┌────────┬────────┐
//     │ header │ bits   │
//     └────────┴────────┘

public struct HeapFloatLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var number: Double
}

public struct HeapFloat: ObjectReference {
  public let pointer: UnsafeMutablePointer<HeapFloatLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<HeapFloatLayout>) { self.pointer = pointer }

  @inlinable @inline(__always) public static var kind: Kind { .float }
  static var traceRule: TraceRule { .leaf }

  @inlinable @inline(__always) public var number: Double { pointer.pointee.number }

  static func make(_ context: Context, _ number: Double) throws(Raised) -> HeapFloat {
    guard let cell = Heap.allocate(context, size: MemoryLayout<HeapFloatLayout>.size, space: .leaf) else {
      throw context.raiseMemoryError()
    }
    let float = HeapFloat(pointer: cell.assumingMemoryBound(to: HeapFloatLayout.self))
    float.pointer.pointee = HeapFloatLayout(
      header: ObjectHeader(shape: UInt32(kind.rawValue), kind: kind.rawValue, flags: 0, lock: 0, gc: 0),
      number: number)
    return float
  }
}

/// The heap floats that every program meets, made once for an interpreter.
public struct FloatState {
  private(set) var infinity = Value.empty
  private(set) var negativeInfinity = Value.empty
  private(set) var nan = Value.empty
  private(set) var negativeZero = Value.empty

  mutating func fill(_ context: Context) throws(Raised) {
    infinity = try HeapFloat.make(context, .infinity).value
    negativeInfinity = try HeapFloat.make(context, -.infinity).value
    nan = try HeapFloat.make(context, .nan).value
    negativeZero = try HeapFloat.make(context, -0.0).value
  }

  func mark(_ marker: Marker) {
    marker.mark(infinity)
    marker.mark(negativeInfinity)
    marker.mark(nan)
    marker.mark(negativeZero)
  }

  /// The value of a float that is one of these.
  func value(of number: Double) -> Value? {
    switch number.bitPattern {
    case Double.infinity.bitPattern: infinity
    case (-Double.infinity).bitPattern: negativeInfinity
    case Double.nan.bitPattern: nan
    case (-0.0).bitPattern: negativeZero
    default: nil
    }
  }
}
