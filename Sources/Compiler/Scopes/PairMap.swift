import Syntax

/// A hash table from pairs of 32-bit words to 32-bit words other than 0.
struct PairMap: ~Copyable {
  private struct Slot: BitwiseCopyable {
    var first, second, value: UInt32
  }

  /// A power of two of them, at most half full; the value 0 marks a free one.
  private var slots: UnsafeMutablePointer<Slot>
  private var shift: UInt64
  private var count = 0

  /// `capacity` pairs fit before the table grows.
  init(capacity: Int) {
    var bits: UInt64 = 5
    while 1 << bits < capacity * 2 { bits += 1 }
    slots = Self.freeSlots(1 << bits)
    shift = 64 - bits
  }

  deinit { slots.deallocate() }

  private static func freeSlots(_ count: Int) -> UnsafeMutablePointer<Slot> {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: count)
    slots.initialize(repeating: Slot(first: 0, second: 0, value: 0), count: count)
    return slots
  }

  private var slotCount: Int { 1 << (64 - shift) }

  /// The slot of a pair, or the free one where it belongs. Fibonacci hashing: the product's high bits.
  @inline(__always)
  private func place(_ first: UInt32, _ second: UInt32) -> Int {
    let key = UInt64(first) << 32 | UInt64(second)
    var place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while slots[place].value != 0, slots[place].first != first || slots[place].second != second {
      place = (place + 1) & (slotCount - 1)
    }
    return place
  }

  /// The value of a pair, or 0.
  @inline(__always)
  subscript(_ first: UInt32, _ second: UInt32) -> UInt32 { slots[place(first, second)].value }

  /// The value of a pair; `fallback`, which it is given from now on, if it had none.
  @inline(__always)
  mutating func value(_ first: UInt32, _ second: UInt32, orInsert fallback: UInt32) -> UInt32 {
    let place = place(first, second)
    let value = slots[place].value
    if value != 0 { return value }
    slots[place] = Slot(first: first, second: second, value: fallback)
    count += 1
    if count * 2 > slotCount { grow() }
    return fallback
  }

  private mutating func grow() {
    let old = slots
    let oldCount = slotCount
    shift -= 1
    slots = Self.freeSlots(slotCount)
    for index in 0..<oldCount where old[index].value != 0 {
      slots[place(old[index].first, old[index].second)] = old[index]
    }
    old.deallocate()
  }
}
