import CRuntime

public struct ByteRowLayout: BitwiseCopyable {
  public var header: ObjectHeader
  /// 0: whoever asks a list's storage for words finds none.
  public var capacity: Int64
  public var count: Int64
}

/// A list's storage whose elements take a byte each: small ints and constants.
///
///     ┌────────┬──────────────┬───────┬────────┬────────┬───
///     │ header │ capacity = 0 │ count │ byte 0 │ byte 1 │ …
///     └────────┴──────────────┴───────┴────────┴────────┴───
///     0        8              16      24
///
/// Long lists that begin as so many copies of `False`, `0` or `None` have one: an eighth of the memory, which is what
/// limits a sieve. PyPy's list strategies are the precedent. A byte is its element's word, extended by its sign: ints from
/// −64 to 63 and constants. A row is as long as its list, always: what is to be longer, shorter or to hold any other Value
/// first gets words in its place (`List.requireWords`).
public struct ByteRow: ObjectReference {
  public let pointer: UnsafeMutablePointer<ByteRowLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<ByteRowLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .byteRow }

  static var traceRule: TraceRule { .leaf }
  static var bytesOffset: Int { MemoryLayout<ByteRowLayout>.size }
  /// Of how many elements a list may begin as a row. Words of fewer are in a processor's first cache anyway; more than that
  /// are refused more often than their bytes would be, and writing those could take all the memory there is.
  static var counts: ClosedRange<Int> { 4096...1 << 30 }

  @usableFromInline var count: Int { Int(truncatingIfNeeded: pointer.pointee.count) }
  var bytes: UnsafeMutablePointer<Int8> {
    (UnsafeMutableRawPointer(pointer) + Self.bytesOffset).assumingMemoryBound(to: Int8.self)
  }

  /// A row of `count` elements, all of which are written before anything else is allocated.
  static func allocate(_ context: Context, count: Int) throws(Raised) -> ByteRow {
    guard let cell = Heap.allocate(context, size: bytesOffset + count, space: .leaf, isFilled: true) else {
      throw context.raiseMemoryError()
    }
    let pointer = cell.assumingMemoryBound(to: ByteRowLayout.self)
    pointer.pointee = ByteRowLayout(header: header, capacity: 0, count: Int64(count))
    return ByteRow(pointer: pointer)
  }

  /// The byte of a Value; nil where it takes more.
  @inline(__always)
  static func byte(_ value: Value) -> Int8? { Int8(exactly: Int64(bitPattern: value.bits)) }

  @inline(__always)
  static func value(_ byte: Int8) -> Value { Value(bits: UInt64(bitPattern: Int64(byte))) }

  /// The element at an index that the row has.
  subscript(index: Int) -> Value { Self.value(Int8(bitPattern: load_relaxed_u8(bytes + index))) }

  /// Replaces the element at an index that the row has; false where the Value takes more than a byte.
  func set(_ index: Int, _ value: Value) -> Bool {
    guard let byte = Self.byte(value) else { return false }
    store_relaxed_u8(bytes + index, UInt8(bitPattern: byte))
    return true
  }

  /// Writes the elements at so many indices as words.
  func copy(to target: Elements, _ indices: SliceIndices) {
    for place in 0..<indices.count { target[place] = self[indices.start &+ place &* indices.step] }
  }

  /// Has the elements at so many indices be those of a list, which all take a byte.
  func set(_ indices: SliceIndices, to list: List) {
    if let source = list.row {
      for place in 0..<indices.count { copyByte(from: source, place, to: indices.start &+ place &* indices.step) }
    } else {
      for place in 0..<indices.count { _ = set(indices.start &+ place &* indices.step, list.element(place)) }
    }
  }

  private func copyByte(from source: ByteRow, _ place: Int, to index: Int) {
    store_relaxed_u8(bytes + index, load_relaxed_u8(source.bytes + place))
  }

  // MARK: Filling a row that no other thread has seen

  func fill(from source: ByteRow, _ indices: SliceIndices) {
    if indices.step == 1 { return bytes.update(from: source.bytes + indices.start, count: count) }
    for place in 0..<count { bytes[place] = source.bytes[indices.start &+ place &* indices.step] }
  }

  /// Writes a list's elements, which all take a byte, from an index on.
  func fill(from list: List, at index: Int = 0) {
    if let row = list.row { return (bytes + index).update(from: row.bytes, count: row.count) }
    for place in 0..<list.count { _ = set(index &+ place, list.element(place)) }
  }

  /// Writes a list's elements again and again.
  func fill(repeating list: List) {
    fill(from: list)
    var done = list.count
    if done == 1 { return bytes.update(repeating: bytes.pointee, count: count) }
    while done < count {
      let step = min(done, count - done)
      (bytes + done).update(from: bytes, count: step)
      done += step
    }
  }

  func reverse() {
    var (low, high) = (0, count - 1)
    while low < high {
      let first = self[low]
      _ = set(low, self[high])
      _ = set(high, first)
      (low, high) = (low + 1, high - 1)
    }
  }
}

extension List {
  /// A list of `count` elements, many, of a byte each.
  static func make(_ context: Context, count: Int, filledBy fill: (ByteRow) -> Void) throws(Raised) -> List {
    let row = try ByteRow.allocate(context, count: count)
    fill(row)
    return try make(context, count: count, storage: row.value)
  }

  /// The elements, where they are bytes.
  @inline(__always)
  var row: ByteRow? {
    guard let storage, storage.capacity == 0 else { return nil }
    return ByteRow(ifExactlyOperand: storage.value)
  }

  /// Whether each element takes a byte, and is no float: others would not.
  var areBytes: Bool {
    if row != nil { return true }
    return (0..<count).allSatisfy { ByteRow.byte(element($0)) != nil && !element($0).isInlineFloat }
  }

  /// Copies the first elements as words. The lock is held.
  @inline(__always)
  func copyElements(to target: Elements, count: Int) {
    if let row { return row.copy(to: target, SliceIndices(start: 0, stop: count, step: 1, length: count)) }
    if let storage { target.fill(from: storage.elements, count: count) }
  }

  /// An element of a list whose storage has no word for it; *empty* where it has no byte either.
  @usableFromInline @inline(never)
  func elementOfRow(_ storage: ListStorage, _ index: Int) -> Value {
    guard let row = ByteRow(ifExactlyOperand: storage.value), UInt(bitPattern: index) < UInt(bitPattern: row.count) else {
      return .empty
    }
    return row[index]
  }

  /// The storage as words; nil for an empty list that has none. The lock is held, or nobody else has the list.
  @inline(__always)
  func requireWords(_ context: Context) throws(Raised) -> ListStorage? {
    guard let storage else { return nil }
    if storage.capacity > 0 { return storage }
    return try words(context, insteadOf: storage)
  }

  @inline(never)
  private func words(_ context: Context, insteadOf storage: ListStorage) throws(Raised) -> ListStorage {
    guard let row = ByteRow(ifExactlyOperand: storage.value) else { return storage }
    let words = try ListStorage.allocate(context, capacity: row.count)
    copyElements(to: words.elements, count: row.count)
    store_release_u64(storageWord, words.value.bits)
    return words
  }
}
