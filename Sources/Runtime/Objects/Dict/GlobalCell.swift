import CRuntime

// A global variable, as inline caches know it: one word beside its header. It belongs to a name of one dict for as long
// as either lives.

public struct GlobalCellLayout: BitwiseCopyable {
  public var header: ObjectHeader
  /// *Empty* while the name has no value.
  public var value: Value
}

public struct GlobalCell: ObjectReference {
  public let pointer: UnsafeMutablePointer<GlobalCellLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<GlobalCellLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .globalCell }

  static var traceRule: TraceRule { .words(from: 8) }

  @usableFromInline @inline(__always)
  var valueWord: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + 8 }

  /// *Empty* while the name has no value.
  @inlinable @inline(__always)
  public var value: Value { Value(bits: load_acquire_u64(valueWord)) }

  static func make(_ context: Context, _ value: Value) throws(Raised) -> GlobalCell {
    guard let cell = Heap.allocate(context, size: 16, space: .plain) else { throw context.raiseMemoryError() }
    let pointer = cell.assumingMemoryBound(to: GlobalCellLayout.self)
    pointer.pointee = GlobalCellLayout(header: .exact(.globalCell), value: value)
    return GlobalCell(pointer: pointer)
  }

  /// Assigns to a variable that has a value. False where it has none: then the name must be inserted in its dict, which
  /// counts and orders it.
  @inlinable @inline(__always)
  public func assign(_ context: Context, _ value: Value) -> Bool {
    if context.pointee.isShared != 0 { return assignShared(value) }
    if pointer.pointee.value.isEmpty { return false }
    store_release_u64(valueWord, value.bits)
    return true
  }

  /// A deletion by another thread must not be undone.
  @usableFromInline @inline(never)
  func assignShared(_ value: Value) -> Bool {
    while true {
      let current = load_acquire_u64(valueWord)
      if current == 0 { return false }
      if exchange_if_u64(valueWord, current, value.bits) { return true }
    }
  }

  /// What the dict does, with its lock held. Returns what was there.
  func exchange(_ value: Value) -> Value {
    while true {
      let current = load_acquire_u64(valueWord)
      if exchange_if_u64(valueWord, current, value.bits) { return Value(bits: current) }
    }
  }
}
