import CRuntime

// A list: a count, and the storage that holds the elements.
//
//     List                              ListStorage
//     ┌────────┬───────┬─────────┐      ┌────────┬──────────┬───────────┬───────────┬───
//     │ header │ count │ storage │─────▶│ header │ capacity │ element 0 │ element 1 │ …
//     └────────┴───────┴─────────┘      └────────┴──────────┴───────────┴───────────┴───
//     0        8       16               0        8          16
//
// Readers of one element take no lock. They read the storage, then the count, and keep within both; what they find was
// published with its storage, and the collector keeps a storage that they still hold. So storage is replaced, never
// reused, its capacity never changes, and the words above the count are *empty*. While a writer moves elements up or
// down, a reader may see one of them twice, or not at all, but never anything else. Long lists of small Values may have
// a `ByteRow` for storage, whose capacity is 0.
//
// Everything that changes a list holds its byte lock, or is the only thread.

public struct ListLayout: BitwiseCopyable {
  public var header: ObjectHeader
  public var count: Int64
  /// A `ListStorage` or a `ByteRow`, or *empty* for a list that has none yet.
  public var storage: Value
}

public struct List: ObjectReference {
  public let pointer: UnsafeMutablePointer<ListLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<ListLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .list }

  static var traceRule: TraceRule { .words(from: 16) }

  @usableFromInline @inline(__always)
  var countWord: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + 8 }
  @usableFromInline @inline(__always)
  var storageWord: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + 16 }
}

// MARK: Reading

extension List {
  @inlinable @inline(__always)
  public var count: Int { Int(truncatingIfNeeded: load_acquire_u64(countWord)) }

  /// What holds the elements as words, if there is room for any.
  @inlinable @inline(__always)
  var storage: ListStorage? {
    let word = Value(bits: load_acquire_u64(storageWord))
    return word.isEmpty ? nil : ListStorage(word)
  }

  /// The element at an index; *empty* where the list has none there. Takes no lock.
  @inlinable @inline(__always)
  public func element(_ index: Int) -> Value {
    guard let storage, UInt(bitPattern: index) < UInt(bitPattern: count) else { return .empty }
    if UInt(bitPattern: index) >= UInt(bitPattern: storage.capacity) { return elementOfRow(storage, index) }
    return Value(bits: load_acquire_u64(storage.elements + index))
  }

  /// The elements as they are now, where they are words; nil where they take a byte each.
  var words: Elements? { row == nil ? storageElements : nil }

  /// The elements as they are now, of a list that nobody else has.
  var storageElements: Elements {
    storage.map { $0.elements } ?? UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Value.self)
  }

  /// How many bytes the storage takes.
  var storageSize: Int {
    if let row { return ByteRow.bytesOffset + row.count }
    return storage.map { ListStorage.elementsOffset + $0.capacity * MemoryLayout<Value>.size } ?? 0
  }

  /// An index as Python counts, from the end where it is negative; it may still be out of range.
  @inlinable @inline(__always)
  public func position(_ index: Int64) -> Int {
    Int(truncatingIfNeeded: index < 0 ? index &+ Int64(count) : index)
  }
}

// MARK: Making one

extension List {
  /// An empty list with room for `capacity` elements.
  public static func make(_ context: Context, capacity: Int = 0) throws(Raised) -> List {
    // The storage first: whatever is allocated next may collect, and then the list must be whole.
    let storage = capacity == 0 ? Value.empty : try ListStorage.allocate(context, capacity: capacity).value
    guard let cell = Heap.allocate(context, size: 24, space: .plain) else { throw context.raiseMemoryError() }
    let pointer = cell.assumingMemoryBound(to: ListLayout.self)
    pointer.pointee = ListLayout(header: .exact(.list), count: 0, storage: storage)
    return List(pointer: pointer)
  }

  /// A list of `count` elements, more than none, all of which are written before anything else is allocated.
  @inline(__always)
  static func make(_ context: Context, count: Int, filledBy fill: (Elements) -> Void) throws(Raised) -> List {
    let storage = try ListStorage.allocate(context, capacity: count, isFilled: true)
    fill(storage.elements)
    return try make(context, count: count, storage: storage.value)
  }

  /// A list that has elements in a storage.
  @inline(__always)
  static func make(_ context: Context, count: Int, storage: Value) throws(Raised) -> List {
    guard let cell = Heap.allocate(context, size: 24, space: .plain) else { throw context.raiseMemoryError() }
    let list = List(pointer: cell.assumingMemoryBound(to: ListLayout.self))
    list.pointer.pointee = ListLayout(header: .exact(.list), count: Int64(count), storage: storage)
    return list
  }

  /// A list of `count` elements copied from a row that no other thread changes.
  public static func make(_ context: Context, copying source: Elements, count: Int) throws(Raised) -> List {
    if count == 0 { return try make(context) }
    return try make(context, count: count) { $0.fill(from: source, count: count) }
  }
}
