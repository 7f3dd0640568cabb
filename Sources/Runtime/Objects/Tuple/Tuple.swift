import CRuntime

// A tuple: its elements follow its count.
//
//     ┌────────┬───────┬───────────┬───────────┬───
//     │ header │ count │ element 0 │ element 1 │ …
//     └────────┴───────┴───────────┴───────────┴───
//     0        8       16
//
// Nothing in it changes once others can see it, so nothing is locked. There is one empty tuple of the exact class.

public struct TupleLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var count: Int64
}

public struct Tuple: ObjectReference {
  public let pointer: UnsafeMutablePointer<TupleLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<TupleLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .tuple }

  static var traceRule: TraceRule { .words(from: 16, hasElements: true) }
  static var elementsOffset: Int { 16 }

  @inlinable @inline(__always) public var count: Int { Int(pointer.pointee.count) }

  @inlinable @inline(__always) public var elements: Elements {
    (UnsafeMutableRawPointer(pointer) + 16).assumingMemoryBound(to: Value.self)
  }

  /// The element at an index below `count`.
  @inlinable @inline(__always) public subscript(index: Int) -> Value { elements[index] }
}

// MARK: Making one

extension Tuple {
  /// A tuple whose `count` elements the caller fills in before anyone else sees it. *Empty* words until then.
  @inline(__always)
  public static func allocate(_ context: Context, count: Int) throws(Raised) -> Tuple {
    guard count <= Int.max / 16,
      let cell = Heap.allocate(context, size: elementsOffset + count * 8, space: .plain)
    else { throw context.raiseMemoryError() }
    let pointer = cell.assumingMemoryBound(to: TupleLayout.self)
    pointer.pointee = TupleLayout(header: .exact(.tuple), count: Int64(count))
    return Tuple(pointer: pointer)
  }

  /// A tuple of `count` elements copied from a row that no other thread changes.
  @inline(__always)
  public static func make(_ context: Context, copying source: Elements, count: Int) throws(Raised) -> Tuple {
    if count == 0 { return try empty(context) }
    let tuple = try allocate(context, count: count)
    tuple.elements.fill(from: source, count: count)
    return tuple
  }

  @inline(__always)
  public static func make(_ context: Context, _ only: Value) throws(Raised) -> Tuple {
    let single = try allocate(context, count: 1)
    single.elements[0] = only
    return single
  }

  @inline(__always)
  public static func make(_ context: Context, _ first: Value, _ second: Value) throws(Raised) -> Tuple {
    let pair = try allocate(context, count: 2)
    pair.elements[0] = first
    pair.elements[1] = second
    return pair
  }

  @inline(__always)
  public static func make(_ context: Context, _ first: Value, _ second: Value, _ third: Value) throws(Raised) -> Tuple {
    let triple = try allocate(context, count: 3)
    triple.elements[0] = first
    triple.elements[1] = second
    triple.elements[2] = third
    return triple
  }

  /// The empty tuple.
  public static func empty(_ context: Context) throws(Raised) -> Tuple {
    let slot = Heap(of: context).emptyTupleSlot
    let known = Value(bits: load_acquire_u64(slot))
    if !known.isEmpty { return Tuple(known) }
    let made = try allocate(context, count: 0)
    // Another thread's may have come first.
    _ = exchange_if_u64(slot, 0, made.value.bits)
    return Tuple(Value(bits: load_acquire_u64(slot)))
  }
}

extension ObjectHeader {
  /// The header of an object whose class is exactly the built-in.
  @inline(__always)
  static func exact(_ kind: Kind) -> ObjectHeader {
    ObjectHeader(shape: UInt32(kind.rawValue), kind: kind.rawValue, flags: 0, lock: 0, gc: 0)
  }
}

extension Heap {
  fileprivate var emptyTupleSlot: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(state) + MemoryLayout<HeapState>.offset(of: \.emptyTuple).unsafelyUnwrapped
  }
}
