import CRuntime

// An iterator over a built-in container: a position, and what it is a position in.
//
//     ┌────────┬──────────┬───────┬───────────┬────────┐
//     │ header │ position │ limit │ remaining │ source │
//     └────────┴──────────┴───────┴───────────┴────────┘
//     0        8          16      24          32
//
// The header's flags say what it iterates over (`IteratorForm`). Once it has come to its end it lets go of the
// source, and stays there whatever happens to the container.
//
// Threads that share an iterator may each get an element or skip one, as in CPython's free-threaded build.

public struct IteratorLayout: BitwiseCopyable {
  public var header: ObjectHeader
  /// The next index or entry; of a small range the next number.
  public var position: Int64
  /// How many keys the dict or set had at the start; −1 once it was found to have changed.
  public var limit: Int64
  /// How many numbers of a small range, or keys of a dict, are still to come.
  public var remaining: Int64
  /// The container; of a small range the step; *empty* at the end.
  public var source: Value
}

public struct IteratorForm: BitwiseCopyable, Equatable, Sendable {
  public let rawValue: UInt8

  @inlinable @inline(__always) public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static var list: IteratorForm { IteratorForm(rawValue: 0) }
  public static var tuple: IteratorForm { IteratorForm(rawValue: 1) }
  public static var smallRange: IteratorForm { IteratorForm(rawValue: 2) }
  public static var range: IteratorForm { IteratorForm(rawValue: 3) }
  public static var set: IteratorForm { IteratorForm(rawValue: 4) }
  public static var reversedList: IteratorForm { IteratorForm(rawValue: 5) }
  public static func dict(_ part: DictPart) -> IteratorForm { IteratorForm(rawValue: 8 + part.rawValue) }
  public static func reversedDict(_ part: DictPart) -> IteratorForm { IteratorForm(rawValue: 12 + part.rawValue) }

  /// What of a dict's entries the iterator gives.
  @inline(__always) var dictPart: DictPart { DictPart(rawValue: rawValue & 3).unsafelyUnwrapped }
}

public struct Iterator: ObjectReference {
  public let pointer: UnsafeMutablePointer<IteratorLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<IteratorLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .iterator }

  static var traceRule: TraceRule { .words(from: 32) }

  @inlinable @inline(__always)
  public var form: IteratorForm { IteratorForm(rawValue: pointer.pointee.header.flags) }

  @inlinable @inline(__always) public var position: Int64 { pointer.pointee.position }
  @inlinable @inline(__always) public var source: Value { pointer.pointee.source }

  @inline(__always)
  static func header(_ form: IteratorForm) -> ObjectHeader {
    var header = ObjectHeader.exact(.iterator)
    header.flags = form.rawValue
    header.shape = BuiltinShape.iterator(form)
    return header
  }

  @inline(__always)
  private static func make(
    _ context: Context, _ form: IteratorForm, position: Int64 = 0, limit: Int64 = 0, remaining: Int64 = 0,
    over source: Value
  ) throws(Raised) -> Iterator {
    guard let cell = Heap.allocate(context, size: 40, space: .plain) else { throw context.raiseMemoryError() }
    let pointer = cell.assumingMemoryBound(to: IteratorLayout.self)
    pointer.pointee = IteratorLayout(
      header: header(form), position: position, limit: limit, remaining: remaining, source: source)
    return Iterator(pointer: pointer)
  }
}

// MARK: Making one

extension Iterator {
  public static func make(_ context: Context, over list: List) throws(Raised) -> Iterator {
    try make(context, .list, over: list.value)
  }

  public static func make(_ context: Context, reversing list: List) throws(Raised) -> Iterator {
    try make(context, .reversedList, position: Int64(list.count) - 1, over: list.value)
  }

  public static func make(_ context: Context, over tuple: Tuple) throws(Raised) -> Iterator {
    try make(context, .tuple, over: tuple.value)
  }

  public static func make(_ context: Context, over range: Range) throws(Raised) -> Iterator {
    if !range.isSmall { return try make(context, .range, over: range.value) }
    return try make(
      context, .smallRange, position: range.start.smallInt, remaining: range.length.smallInt, over: range.step)
  }

  /// Over the small ints of a range that need not be made; nil where it is not so simple.
  static func make(_ context: Context, from start: Int64, to stop: Int64, by step: Int64) throws(Raised) -> Iterator? {
    let limit: Int64 = 1 << 60
    if step == 0 || max(start.magnitude, stop.magnitude, step.magnitude) >= UInt64(limit) { return nil }
    let distance = step > 0 ? stop - start : start - stop
    let length = distance <= 0 ? 0 : (distance - 1) / Int64(step.magnitude) + 1
    return try make(context, .smallRange, position: start, remaining: length, over: Value(smallInt: step))
  }

  public static func make(_ context: Context, over set: Set) throws(Raised) -> Iterator {
    try make(context, .set, limit: Int64(set.count), remaining: Int64(set.count), over: set.value)
  }

  public static func make(_ context: Context, over dict: Dict, _ part: DictPart) throws(Raised) -> Iterator {
    let count = Int64(dict.count)
    return try make(context, .dict(part), limit: count, remaining: count, over: dict.value)
  }

  public static func make(_ context: Context, reversing dict: Dict, _ part: DictPart) throws(Raised) -> Iterator {
    let count = Int64(dict.count)
    return try make(
      context, .reversedDict(part), position: .max, limit: count, remaining: count, over: dict.value)
  }
}
