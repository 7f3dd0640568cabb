import CRuntime

// A dict: how many keys it has, and the storage that holds them.
//
//     Dict                              DictStorage (see there)
//     ┌────────┬───────┬─────────┐      ┌────────┬────────┬──────────┬─────────────┐
//     │ header │ count │ storage │─────▶│ header │ counts │ entries… │ index table │
//     └────────┴───────┴─────────┘      └────────┴────────┴──────────┴─────────────┘
//     0        8       16
//
// Looking up takes no lock. Within one storage an entry is written once: its key and hash before the index that leads
// to it; then only its value changes, until the key is emptied for good. What needs room replaces the storage.
//
// Everything that changes a dict finds the entry first, without a lock, as that may run a key's `__eq__`; then takes
// the lock, makes sure that nothing was inserted since, and does the rest; or begins again.
//
// A dict that is the `__dict__` of an object may have no storage and mirror the object (`Dict+Mirror.swift`).
//
// In a dict that is a module's globals an entry may hold a `GlobalCell` in the place of its value: the cell is what
// inline caches point at. It outlives the name: once deleted, the cell is empty, and the entry stays, *dormant*, so
// that the name gets the same cell back.

public struct DictLayout: BitwiseCopyable {
  public var header: ObjectHeader
  /// Keys in the dict; dormant ones are not counted.
  public var count: Int64
  /// A `DictStorage`, or *empty* for a dict that has none yet.
  public var storage: Value
  /// The `AttributeMirror` of a dict that mirrors an object's attributes and has neither count nor storage; else *empty*.
  public var mirror: Value
}

public struct Dict: ObjectReference {
  public let pointer: UnsafeMutablePointer<DictLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<DictLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .dict }

  static var traceRule: TraceRule { .words(from: 16) }

  @usableFromInline @inline(__always)
  var countWord: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + 8 }
  @usableFromInline @inline(__always)
  var storageWord: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + 16 }

  @inlinable @inline(__always)
  public var count: Int {
    let count = Int(truncatingIfNeeded: load_acquire_u64(countWord))
    return count >= 0 ? count : mirroredCount
  }

  @inline(__always)
  func setCount(_ count: Int) { store_release_u64(countWord, UInt64(count)) }

  @inline(__always)
  var storage: DictStorage? {
    let word = Value(bits: load_acquire_u64(storageWord))
    return word.isEmpty ? nil : DictStorage(word)
  }

  /// The bytes that it and its storage take.
  public var memorySize: Int { MemoryLayout<DictLayout>.size + (storage?.size ?? 0) }

  /// An empty dict with room for `capacity` keys, all of them text if `isTextOnly` should turn out right.
  public static func make(
    _ context: Context, capacity: Int = 0, isTextOnly: Bool = true
  ) throws(Raised) -> Dict {
    let storage =
      capacity == 0
      ? Value.empty : try DictStorage.allocate(context, capacity: capacity, isTextOnly: isTextOnly).value
    guard let cell = Heap.allocate(context, size: MemoryLayout<DictLayout>.size, space: .plain) else {
      throw context.raiseMemoryError()
    }
    let pointer = cell.assumingMemoryBound(to: DictLayout.self)
    pointer.pointee = DictLayout(header: .exact(.dict), count: 0, storage: storage, mirror: .empty)
    return Dict(pointer: pointer)
  }
}
