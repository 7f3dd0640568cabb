import CRuntime

// The interpreter's interned texts: of those with equal content one, so that attribute and variable names compare by
// address. The table keeps none alive: a collection drops those that nothing else reached.
//
// Open addressing with linear probing; 0 is a free slot. Removing all dead entries at once needs no tombstones: what
// is left is entered anew.

/// Refers to its state, which has a lock of its own.
struct InternTable {
  private let monitor = host_monitor_create()
  private let state: UnsafeMutablePointer<InternTableState>

  init() {
    state = .allocate(capacity: 1)
    state.initialize(to: InternTableState())
  }

  func free() {
    state.pointee.slots.deallocate()
    state.deallocate()
    host_monitor_destroy(monitor)
  }

  var count: Int { state.pointee.count }

  /// The interned text of the same content, or `text` itself, which is interned from now on. Not a safe point.
  func intern(_ text: Text, hash: Int64) -> Text {
    host_monitor_lock(monitor)
    defer { host_monitor_unlock(monitor) }
    return state.pointee.intern(text, hash: hash)
  }

  /// Drops the texts that a collection found dead.
  func removeUnmarked(_ marker: Marker) { state.pointee.removeUnmarked(marker) }
}

private struct InternTableState {
  var slots: UnsafeMutablePointer<UInt>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 1024
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: 0, count: capacity)
  }

  mutating func intern(_ text: Text, hash: Int64) -> Text {
    var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
    while slots[slot] != 0 {
      let other = Self.text(slots[slot])
      if Text.areEqual(other, text) { return other }
      slot = (slot + 1) & (capacity - 1)
    }
    _ = fetch_or_u8(text.flagsAddress, TextFlags.interned)
    slots[slot] = UInt(bitPattern: text.pointer)
    count += 1
    if count * 3 > capacity * 2 { resize(to: capacity * 2) }
    return text
  }

  mutating func removeUnmarked(_ marker: Marker) {
    var hasDead = false
    for slot in 0..<capacity where slots[slot] != 0 && !marker.isMarked(slots[slot]) {
      slots[slot] = 0
      count -= 1
      hasDead = true
    }
    if hasDead { resize(to: count * 8 < capacity && capacity > 1024 ? capacity / 2 : capacity) }
  }

  private mutating func resize(to newCapacity: Int) {
    let (old, oldCapacity) = (slots, capacity)
    slots = .allocate(capacity: newCapacity)
    slots.initialize(repeating: 0, count: newCapacity)
    capacity = newCapacity
    for index in 0..<oldCapacity where old[index] != 0 {
      var slot = Int(truncatingIfNeeded: Self.text(old[index]).pointer.pointee.hash) & (capacity - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      slots[slot] = old[index]
    }
    old.deallocate()
  }

  private static func text(_ address: UInt) -> Text {
    Text(pointer: UnsafeMutablePointer(bitPattern: address).unsafelyUnwrapped)
  }
}

extension Text {
  /// The one text of this content that the interpreter keeps; a text of a derived class is copied first.
  public static func interned(_ context: Context, _ text: Text) throws(Raised) -> Text {
    if text.isInterned { return text }
    var text = text
    // A prefix of a buffer would keep all of it alive.
    if text.isBuffered || text.pointer.pointee.header.kind != kind.rawValue {
      text = try make(context, text.units, flags: text.flags)
    }
    return context.interpreter.pointee.texts.interned.intern(text, hash: hash(context, text))
  }
}

extension Context {
  /// An interned name. Where it is looked up often, a case of `WellKnown` is faster.
  public func interned(_ name: StaticString) throws(Raised) -> Value {
    try Text.interned(self, Text.make(self, name)).value
  }
}
