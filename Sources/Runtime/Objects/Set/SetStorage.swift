import CRuntime

public struct SetStorageLayout: BitwiseCopyable {
  public var header: ObjectHeader
  /// Slots less one; their number is a power of two.
  public var mask: Int64
  /// Keys ever put into a free or deleted slot; tells whoever searched whether one came after.
  public var insertions: Int64
  /// Keys outside the first stretch of their probing.
  public var strays: Int64
}

/// A set's table.
///
/// Where keys go, and with that the order of a set, is as in CPython, whose deleted slots stay. A search need not pass all
/// of them: once no key lies behind a deleted slot it counts as free again (*freed*), but for who looks for a place for a
/// new key. That new key may come to lie behind freed slots, which are then deleted ones again.
public struct SetStorage: ObjectReference {
  public let pointer: UnsafeMutablePointer<SetStorageLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<SetStorageLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .setStorage }

  static var slotsOffset: Int { 32 }
  static var leastSize: Int { 8 }

  static var traceRule: TraceRule {
    .function { object, marker in
      let storage = SetStorage(Value(object))
      let marker = Marker(opaque: marker)
      for index in 0...storage.mask { marker.mark(storage[index].key) }
    }
  }

  /// A table without keys; `size` is a power of two.
  static func allocate(_ context: Context, size: Int) throws(Raised) -> SetStorage {
    guard size <= Int.max / 32, let cell = Heap.allocate(context, size: slotsOffset + size * 16, space: .plain) else {
      throw context.raiseMemoryError()
    }
    let pointer = cell.assumingMemoryBound(to: SetStorageLayout.self)
    pointer.pointee = SetStorageLayout(header: .exact(.setStorage), mask: Int64(size - 1), insertions: 0, strays: 0)
    return SetStorage(pointer: pointer)
  }

  @inline(__always) var mask: Int { Int(truncatingIfNeeded: pointer.pointee.mask) }

  @inline(__always) var insertions: UInt64 { load_acquire_u64(UnsafeRawPointer(pointer) + 16) }

  /// Puts a key into a free or deleted slot of a table that others may see. The set's lock is held.
  @inline(__always)
  func insert(_ key: Value, _ hash: Int64, slot: Int) {
    if slot != Int(truncatingIfNeeded: hash) & mask { retakeFreed(before: slot, hash) }
    fill(key, hash, slot: slot)
    store_release_u64(UnsafeMutableRawPointer(pointer) + 16, insertions &+ 1)
  }

  /// Puts a key into a slot.
  @inline(__always)
  func fill(_ key: Value, _ hash: Int64, slot: Int) {
    if isStray(slot, hash) { pointer.pointee.strays &+= 1 }
    self[slot].fill(key, hash)
  }

  /// Takes a key out that others may see. The set's lock is held.
  @inline(__always)
  func delete(slot: Int) {
    if isStray(slot, self[slot].hash) { pointer.pointee.strays &-= 1 }
    self[slot].delete()
    // Without strays all keys behind the slot in some probing are next to it.
    if pointer.pointee.strays == 0, slot == mask || self[slot &+ 1].key.isEmpty { free(from: slot) }
  }

  /// No key lies behind a deleted slot, nor then behind deleted ones before it.
  @inline(__always)
  private func free(from slot: Int) {
    var index = slot
    repeat {
      self[index].free()
      index &-= 1
    } while index >= 0 && self[index].key == .unbound
  }

  private func retakeFreed(before slot: Int, _ hash: Int64) {
    var probe = SetProbe(hash, mask)
    while probe.slot != slot {
      if self[probe.slot].isFreed { self[probe.slot].delete() }
      probe.advance()
    }
  }

  @inline(__always)
  private func isStray(_ slot: Int, _ hash: Int64) -> Bool {
    let first = Int(truncatingIfNeeded: hash) & mask
    return slot < first || slot > SetProbe.stretchEnd(first, mask)
  }

  @inline(__always)
  subscript(index: Int) -> SetSlot {
    let address = UnsafeMutableRawPointer(pointer) + (SetStorage.slotsOffset &+ index &* 16)
    return SetSlot(address: address.assumingMemoryBound(to: Value.self))
  }

  /// Whether a small int is there; unknown where a key that only `__eq__` tells apart is in the way.
  @inline(__always)
  func contains(_ key: Value, hash: Int64) -> FastArithmetic.Answer {
    var probe = SetProbe(hash, mask)
    while true {
      let slot = self[probe.slot]
      let other = slot.key
      if other == key { return .true }
      if other.isEmpty { return .false }
      // Other kinds of slots are told apart only here, where it hardly ever comes to: each test would be mispredicted.
      if _slowPath(slot.hash == hash), !other.isSmallInt { return .unknown }
      probe.advance()
    }
  }

  /// Puts a key that is not there into a table without deleted ones.
  @inline(__always)
  func insertClean(_ key: Value, _ hash: Int64) {
    var probe = SetProbe(hash, mask)
    while !self[probe.slot].key.isEmpty { probe.advance() }
    fill(key, hash, slot: probe.slot)
  }
}

/// The address of a slot: free (*empty*), with a key, deleted (*unbound*) or freed (*empty*), these two with a hash that no
/// key has.
struct SetSlot: BitwiseCopyable {
  let address: UnsafeMutablePointer<Value>

  @inline(__always) var key: Value { Value(bits: load_acquire_u64(address)) }
  /// Only meaningful once a key was found.
  @inline(__always) var hash: Int64 { Int64(bitPattern: load_relaxed_u64(address + 1)) }

  @inline(__always) var holdsKey: Bool { SetSlot.isKey(key) }
  @inline(__always) var isFreed: Bool { key.isEmpty && hash == SetSlot.noHash }
  /// Whether there was never a key in it.
  @inline(__always) var isFree: Bool { key.isEmpty && hash != SetSlot.noHash }
  @inline(__always) private static var noHash: Int64 { -1 }
  @inline(__always) static func isKey(_ word: Value) -> Bool { !word.isEmpty && word != .unbound }

  /// Whoever meanwhile compares the new hash with the deleted key's place finds no key there.
  @inline(__always)
  func fill(_ key: Value, _ hash: Int64) {
    store_relaxed_u64(address + 1, UInt64(bitPattern: hash))
    publish(key, to: address)
  }

  @inline(__always)
  func delete() {
    store_relaxed_u64(address + 1, UInt64(bitPattern: SetSlot.noHash))
    store(.unbound, to: address)
  }

  /// Of a deleted slot.
  @inline(__always)
  func free() { store(.empty, to: address) }
}

/// CPython's order of probing a set: stretches of ten neighbours where that many lie before the table's end, else a
/// single slot; between them a linear congruence into which the hash's upper bits are mixed.
struct SetProbe {
  private(set) var slot: Int
  private var first: Int
  /// The last slot of the stretch.
  private var last: Int
  private var perturbation: UInt64
  private let mask: Int

  @inline(__always)
  init(_ hash: Int64, _ mask: Int) {
    self.mask = mask
    perturbation = UInt64(bitPattern: hash)
    first = Int(truncatingIfNeeded: hash) & mask
    slot = first
    last = SetProbe.stretchEnd(first, mask)
  }

  /// So many slots follow the first one before the probing jumps, if there are so many.
  static var stretch: Int { 9 }

  /// The last slot of the stretch that begins at a slot.
  @inline(__always)
  static func stretchEnd(_ first: Int, _ mask: Int) -> Int { first &+ stretch <= mask ? first &+ stretch : first }

  @inline(__always)
  mutating func advance() {
    if slot < last {
      slot &+= 1
    } else {
      jump()
    }
  }

  @inline(__always)
  private mutating func jump() {
    perturbation >>= 5
    first = Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: first) &* 5 &+ 1 &+ perturbation) & mask
    slot = first
    last = SetProbe.stretchEnd(first, mask)
  }
}
