import CRuntime

// A set or frozenset: the table with its keys, and how much of it is taken.
//
//     Set                                                         SetStorage
//     ┌────────┬───────┬──────┬────────┬──────┬─────────┐         ┌────────┬──────┬────────────┬─────┬──────┬───
//     │ header │ count │ fill │ finger │ hash │ storage │────────▶│ header │ mask │ insertions │ key │ hash │ …
//     └────────┴───────┴──────┴────────┴──────┴─────────┘         └────────┴──────┴────────────┴─────┴──────┴───
//     0        8       16     24       32     40                  0        8      16           24
//
// The order in which a set is iterated is that of its table, and programs print it. So hashes, probing, when the
// table is replaced and by what size are CPython's; so are the ways in which operations go about their work.
//
// Looking up takes no lock. A deleted slot gets a key again, but while a key is in the table it stays where it is: a
// reader that takes a slot's key and hash for one another's misses only what came or went meanwhile.

public struct SetLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var count: Int64
  /// Slots that hold a key or a deleted one.
  public var fill: Int64
  /// Where `pop` goes on looking.
  public var finger: Int64
  /// A frozenset's hash once asked for, else −1.
  public var hash: Int64
  /// A `SetStorage`, or *empty* for a set that has none yet.
  public var storage: Value
}

/// A set or a frozenset.
public struct Set: ObjectReference {
  public let pointer: UnsafeMutablePointer<SetLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<SetLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .set }

  static var traceRule: TraceRule { .words(from: 40) }

  /// The set or frozenset that a value is, whatever its class; nil for anything else.
  @inlinable @inline(__always)
  public init?(ifAny value: Value) {
    if !value.isPointer { return nil }
    let kind = value.object.pointee.kind & 0x7f
    if kind != Kind.set.rawValue, kind != Kind.frozenSet.rawValue { return nil }
    self.init(value)
  }

  @inlinable @inline(__always)
  public var isFrozen: Bool { pointer.pointee.header.kind & 0x7f == Kind.frozenSet.rawValue }

  /// An empty set or frozenset, of the exact class.
  public static func make(_ context: Context, isFrozen: Bool = false) throws(Raised) -> Set {
    guard let cell = Heap.allocate(context, size: 48, space: .plain) else { throw context.raiseMemoryError() }
    let pointer = cell.assumingMemoryBound(to: SetLayout.self)
    pointer.pointee = SetLayout(
      header: .exact(isFrozen ? .frozenSet : .set), count: 0, fill: 0, finger: 0, hash: -1, storage: .empty)
    return Set(pointer: pointer)
  }

  // MARK: Words

  @inlinable @inline(__always)
  public var count: Int { Int(truncatingIfNeeded: load_acquire_u64(UnsafeRawPointer(pointer) + 8)) }

  @inline(__always)
  func setCount(_ count: Int) { store_release_u64(UnsafeMutableRawPointer(pointer) + 8, UInt64(count)) }

  @inline(__always)
  var fill: Int { Int(truncatingIfNeeded: load_acquire_u64(UnsafeRawPointer(pointer) + 16)) }

  @inline(__always)
  func setFill(_ fill: Int) { store_release_u64(UnsafeMutableRawPointer(pointer) + 16, UInt64(fill)) }

  @inline(__always)
  var storage: SetStorage? {
    let word = Value(bits: load_acquire_u64(UnsafeRawPointer(pointer) + 40))
    return word.isEmpty ? nil : SetStorage(word)
  }

  func setStorage(_ storage: SetStorage?) {
    store_release_u64(UnsafeMutableRawPointer(pointer) + 40, storage?.value.bits ?? 0)
  }

  /// The table's slots less one; what a set without storage would begin with.
  @inline(__always)
  var mask: Int { storage?.mask ?? SetStorage.leastSize - 1 }
}
