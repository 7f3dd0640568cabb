/// The identifiers of a tree, each once: an open-addressing table of indices over a byte arena.
public struct NameTable: ~Copyable {
  /// Not private: Swift 6.3.1 emits a broken module for a private argument of a noncopyable generic type.
  struct Entry: BitwiseCopyable {
    var start: Int32
    var count: Int32
    var hash: UInt32
  }

  private var entries: Arena<Entry>
  private var text: Arena<UInt8>
  /// Indices of entries; 0 marks a free place. A power of two, at most half full.
  private var slots: Arena<UInt32>
  private var slotMask: Int

  /// `capacity` names fit before the table grows.
  public init(capacity: Int) {
    entries = Arena(capacity: capacity + 1)
    text = Arena(capacity: capacity * 8)
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = Arena(zeroes: size)
    slotMask = size - 1
    entries.append(Entry(start: 0, count: 0, hash: 0))  // index 0 is "absent"
  }

  /// How many indices are in use, "absent" included.
  public var count: Int { entries.count }

  /// The UTF-8 bytes of a name; valid until a name is interned.
  public subscript(_ name: Name) -> UnsafeBufferPointer<UInt8> {
    let entry = entries[Int(name.index)]
    return text.view(entry.start, entry.count)
  }

  /// The name with these bytes, new or not.
  public mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Name {
    let hash = Self.hash(bytes)
    let place = place(of: bytes, hash: hash)
    if slots[place] != 0 { return Name(word: slots[place]) }
    let index = UInt32(truncatingIfNeeded: entries.count)
    entries.append(
      Entry(start: Int32(truncatingIfNeeded: text.count), count: Int32(truncatingIfNeeded: bytes.count), hash: hash))
    text.append(contentsOf: bytes)
    slots[place] = index
    if entries.count * 2 > slotMask { growSlots() }
    return Name(word: index)
  }

  /// The name with these bytes, if the table has it.
  public func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Name? {
    Optional(word: slots[place(of: bytes, hash: Self.hash(bytes))])
  }

  /// The slot that holds these bytes' index, or the free one where it belongs.
  @inline(__always)
  private func place(of bytes: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    var place = Int(hash) & slotMask
    while slots[place] != 0 {
      let entry = entries[Int(slots[place])]
      if entry.hash == hash, Int(entry.count) == bytes.count, equal(bytes, at: Int(entry.start)) { break }
      place = (place + 1) & slotMask
    }
    return place
  }

  @inline(__always)
  private func equal(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    let (left, right) = (UnsafeRawPointer(base), UnsafeRawPointer(text.base + start))
    let count = bytes.count
    if count <= 8 { return Self.shortWord(left, count) == Self.shortWord(right, count) }
    var place = 0
    while place < count {
      let offset = min(place, count - 8)
      if Self.word(left, offset) != Self.word(right, offset) { return false }
      place += 8
    }
    return true
  }

  private mutating func growSlots() {
    let size = (slotMask + 1) * 2
    slots = Arena(zeroes: size)
    slotMask = size - 1
    for index in 1..<entries.count {
      var place = Int(entries[index].hash) & slotMask
      while slots[place] != 0 { place = (place + 1) & slotMask }
      slots[place] = UInt32(truncatingIfNeeded: index)
    }
  }

  /// The bytes in words, the last of which overlaps rather than runs over, mixed by the halves of a product
  /// (as wyhash does). Names come from one source file: an attacker who floods the table slows only himself,
  /// and the table is never shared.
  @inline(__always)
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let base = bytes.baseAddress.map({ UnsafeRawPointer($0) }) else { return 0 }
    let count = bytes.count
    var hash = UInt64(truncatingIfNeeded: count)
    if count <= 8 {
      hash = mix(hash ^ shortWord(base, count))
    } else {
      var place = 0
      while place < count {
        hash = mix(hash ^ word(base, min(place, count - 8)))
        place += 8
      }
    }
    return UInt32(truncatingIfNeeded: hash)
  }

  @inline(__always)
  private static func mix(_ word: UInt64) -> UInt64 {
    let product = (word ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
    return product.high ^ product.low
  }

  @inline(__always)
  private static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// All of at most eight bytes in one word, whichever way; no other bytes of that count give the same.
  @inline(__always)
  private static func shortWord(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
    func byte(_ offset: Int) -> UInt64 { UInt64(base.load(fromByteOffset: offset, as: UInt8.self)) }
    if count >= 4 {
      let low = base.loadUnaligned(as: UInt32.self)
      let high = base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      return UInt64(low) | UInt64(high) << 32
    }
    if count == 0 { return 0 }
    return byte(0) | byte(count / 2) << 8 | byte(count - 1) << 16
  }
}
