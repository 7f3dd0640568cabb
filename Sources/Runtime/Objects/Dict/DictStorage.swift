import CRuntime

// What holds a dict's keys and values: entries in the order of insertion, and a hash table of their indices.
//
//     ┌────────┬──────────────────────┬───────┬───────┬───┬────────────────────┐
//     │ header │ sizes, used, end     │ entry │ entry │ … │ index table        │
//     └────────┴──────────────────────┴───────┴───────┴───┴────────────────────┘
//     0        8                      24                  24 + capacity × stride
//
//     entry, all keys exact text:  │ key │ value │              the hash is in the text
//     entry otherwise:             │ key │ value │ hash │
//
// A slot of the index table has 1, 2 or 4 bytes; 0 is a free one. Its low bits are an entry's index plus one, the
// rest are bits of the hash, so that most slots of other keys are passed over without a look at their entries.
//
// Probing goes over four neighbouring slots, which share a cache line, then jumps as CPython does: by a linear
// congruence into which the hash's upper bits are mixed.
//
// A deleted entry has an empty key. Slots keep leading to it; no entry is ever used again.

public struct DictStorageLayout: BitwiseCopyable {
  public var header: ObjectHeader
  /// The table has 2 to the power of this many slots.
  public var slotBits: UInt8
  /// A slot has 1, 2 or 4 bytes: 2 to the power of this.
  public var widthShift: UInt8
  public var isTextOnly: Bool
  /// Whether values may be `GlobalCell`s.
  public var hasCells: Bool
  public var capacity: UInt32
  /// Entries that were ever in use.
  public var used: UInt32
  /// One past the last that may have a key: `used`, less what `popitem` took away.
  public var end: UInt32
}

public struct DictStorage: ObjectReference {
  public let pointer: UnsafeMutablePointer<DictStorageLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<DictStorageLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .dictStorage }

  static var entriesOffset: Int { 24 }

  static var traceRule: TraceRule {
    .function { object, marker in
      DictStorage(Value(object)).trace(Marker(opaque: marker))
    }
  }

  private func trace(_ marker: Marker) {
    for index in 0..<used {
      marker.mark(entry(index).key)
      marker.mark(entry(index).storedValue)
    }
  }
}

// MARK: Sizes

extension DictStorage {
  /// Storage for `capacity` keys or more.
  static func allocate(
    _ context: Context, capacity: Int, isTextOnly: Bool, hasCells: Bool = false
  ) throws(Raised) -> DictStorage {
    // Two thirds of the slots may be taken.
    let bits = max(3, Int.bitWidth - max(0, capacity + capacity / 2).leadingZeroBitCount)
    if bits > 31 || capacity > Int.max / 4 { throw context.raiseMemoryError() }
    let sizes = DictStorageLayout(
      header: .exact(.dictStorage), slotBits: UInt8(bits), widthShift: bits <= 5 ? 0 : bits <= 12 ? 1 : 2,
      isTextOnly: isTextOnly, hasCells: hasCells, capacity: UInt32((1 << bits) * 2 / 3), used: 0, end: 0)
    guard let cell = Heap.allocate(context, size: size(sizes), space: .plain) else {
      throw context.raiseMemoryError()
    }
    let pointer = cell.assumingMemoryBound(to: DictStorageLayout.self)
    pointer.pointee = sizes
    return DictStorage(pointer: pointer)
  }

  private static func size(_ sizes: DictStorageLayout) -> Int {
    let stride = sizes.isTextOnly ? 16 : 24
    return entriesOffset + Int(sizes.capacity) * stride + 1 << (Int(sizes.slotBits) + Int(sizes.widthShift))
  }

  var size: Int { DictStorage.size(pointer.pointee) }

  @inline(__always) var isTextOnly: Bool { pointer.pointee.isTextOnly }
  @inline(__always) var hasCells: Bool { load_relaxed_u8(UnsafeRawPointer(pointer) + 11) != 0 }
  @inline(__always) var capacity: Int { Int(pointer.pointee.capacity) }
  @inline(__always) var stride: Int { isTextOnly ? 16 : 24 }

  /// Entries below this index are or were in use.
  @inline(__always) var used: Int { Int(load_acquire_u32(UnsafeRawPointer(pointer) + 16)) }
  @inline(__always) var end: Int { Int(load_relaxed_u32(UnsafeRawPointer(pointer) + 20)) }

  @inline(__always) func setEnd(_ end: Int) { store_relaxed_u32(UnsafeMutableRawPointer(pointer) + 20, UInt32(end)) }
  func setHasCells() { store_relaxed_u8(UnsafeMutableRawPointer(pointer) + 11, 1) }
}

// MARK: Entries

/// The address of an entry.
struct DictEntry: BitwiseCopyable {
  let address: UnsafeMutablePointer<Value>

  /// *Empty* once deleted.
  @inline(__always) var key: Value { Value(bits: load_acquire_u64(address)) }
  /// The value or the `GlobalCell` that holds it.
  @inline(__always) var storedValue: Value { Value(bits: load_acquire_u64(address + 1)) }

  /// The hash of the key that was read from here; storage for text only has it in the text.
  @inline(__always)
  func hash(of key: Value, isTextOnly: Bool) -> Int64 {
    isTextOnly ? Text(key).knownHash : Int64(bitPattern: load_relaxed_u64(address + 2))
  }
}

extension DictStorage {
  @inline(__always)
  func entry(_ index: Int) -> DictEntry { entry(index, stride: stride) }

  @inline(__always)
  func entry(_ index: Int, stride: Int) -> DictEntry {
    let address = UnsafeMutableRawPointer(pointer) + (DictStorage.entriesOffset &+ index &* stride)
    return DictEntry(address: address.assumingMemoryBound(to: Value.self))
  }

  /// Adds an entry and makes the free slot lead to it. There is room; the lock is held, or nobody else sees the
  /// storage.
  @inline(__always)
  func append(_ key: Value, _ value: Value, _ hash: Int64, slot: Int) {
    let index = Int(pointer.pointee.used)
    let entry = entry(index)
    store(value, to: entry.address + 1)
    if !isTextOnly { store_relaxed_u64(entry.address + 2, UInt64(bitPattern: hash)) }
    publish(key, to: entry.address)
    store_release_u32(UnsafeMutableRawPointer(pointer) + 16, UInt32(index + 1))
    setEnd(index + 1)
    table.store(index, hash, slot: slot)
  }
}

// MARK: The index table

/// What probing needs of the index table, read once.
struct DictIndexTable {
  let base: UnsafeMutableRawPointer
  let widthShift: UInt8
  /// Slots less one; also the bits of a slot that are an index.
  let mask: UInt64

  @inline(__always)
  subscript(slot: Int) -> UInt32 {
    if widthShift == 0 { return UInt32(load_acquire_u8(base + slot)) }
    if widthShift == 1 { return UInt32(load_acquire_u16(base + slot &* 2)) }
    return load_acquire_u32(base + slot &* 4)
  }

  /// What a slot holds that leads to an entry with this hash, but for the index.
  @inline(__always)
  func tag(_ hash: Int64) -> UInt32 {
    let bits = UInt32(truncatingIfNeeded: hash >> 32) & ~UInt32(truncatingIfNeeded: mask)
    if widthShift == 0 { return bits & 0xff }
    return widthShift == 1 ? bits & 0xffff : bits
  }

  func store(_ index: Int, _ hash: Int64, slot: Int) {
    let word = tag(hash) | UInt32(index + 1)
    if widthShift == 0 {
      store_release_u8(base + slot, UInt8(truncatingIfNeeded: word))
    } else if widthShift == 1 {
      store_release_u16(base + slot &* 2, UInt16(truncatingIfNeeded: word))
    } else {
      store_release_u32(base + slot &* 4, word)
    }
  }

  /// The first free slot for a hash.
  @inline(__always)
  func freeSlot(_ hash: Int64) -> Int {
    var probe = DictProbe(hash, mask)
    while self[probe.slot] != 0 { probe.advance() }
    return probe.slot
  }
}

extension DictStorage {
  @inline(__always) var table: DictIndexTable {
    DictIndexTable(
      base: UnsafeMutableRawPointer(pointer) + (DictStorage.entriesOffset &+ capacity &* stride),
      widthShift: pointer.pointee.widthShift, mask: 1 << UInt64(pointer.pointee.slotBits) &- 1)
  }
}

/// The slots at which a hash may be found, one after the other; every slot comes up in the end.
struct DictProbe {
  private var first: UInt64
  private var offset: UInt64 = 0
  private var perturbation: UInt64
  private let mask: UInt64

  @inline(__always)
  init(_ hash: Int64, _ mask: UInt64) {
    perturbation = UInt64(bitPattern: hash)
    first = perturbation & mask
    self.mask = mask
  }

  @inline(__always) var slot: Int { Int(truncatingIfNeeded: (first &+ offset) & mask) }

  @inline(__always)
  mutating func advance() {
    offset &+= 1
    if offset == 4 { jump() }
  }

  @inline(__always)
  private mutating func jump() {
    offset = 0
    perturbation >>= 5
    first = (first &* 5 &+ perturbation &+ 1) & mask
  }
}

extension Text {
  /// The hash of text that is a key: it was asked for before.
  @inline(__always) var knownHash: Int64 { Int64(bitPattern: load_relaxed_u64(hashWord)) }
}
