import CRuntime

/// Where a key is in a set's table, or would be.
struct SetPlace {
  /// Nil for a set without storage.
  let storage: SetStorage?
  /// The table's insertions when the search began: more of them later on mean that the key may be there after all.
  let insertions: UInt64
  /// The key's, or where it goes: the last deleted slot that the search came by, else the free one at its end.
  let slot: Int
  let isFound: Bool
}

extension Set {
  // MARK: Finding

  /// Takes no lock.
  @inline(__always)
  public func contains(_ context: Context, _ key: Value) throws(Raised) -> Bool {
    try contains(context, key, hash: try setHash(context, key))
  }

  @inline(__always)
  public func contains(_ context: Context, _ key: Value, hash: Int64) throws(Raised) -> Bool {
    try find(context, key, hash).isFound
  }

  /// Where a key is, or goes if it is to be added. May run `__eq__` of keys, with no lock held; the answer is right for a
  /// moment during the call.
  @inline(__always)
  func find(_ context: Context, _ key: Value, _ hash: Int64, adding: Bool = false) throws(Raised) -> SetPlace {
    while true {
      guard let storage else { return SetPlace(storage: nil, insertions: 0, slot: 0, isFound: false) }
      if key.isSmallInt, let place = findIdentical(in: storage, key, hash, adding) { return place }
      if let place = try find(context, in: storage, key, hash, adding) { return place }
    }
  }

  /// Whether a small int is there; nil where a key that only `__eq__` tells apart is in the way.
  @inline(__always)
  func containsIdentical(_ context: Context, _ key: Value) -> Bool? {
    guard let storage, let hash = plainHash(context, key) else { return false }
    switch storage.contains(key, hash: hash) {
    case .true: return true
    case .false: return false
    case .unknown: return nil
    }
  }

  /// Whether a small int is in what may be an exact set, as far as no other kind of key is in the way. Calls nothing.
  @inline(__always)
  static func containsAtOnce(_ container: Value, _ key: Value) -> FastArithmetic.Answer {
    guard key.isSmallInt, let set = Set(ifExactlyOperand: container), let storage = set.storage else { return .unknown }
    let number = key.smallInt
    // As in `plainHash`.
    if number.magnitude >= (1 << 61) - 1 { return .unknown }
    return storage.contains(key, hash: number == -1 ? -2 : number)
  }

  /// Whether a key is there; nil where only `__eq__` tells it from one that is in the way.
  func containsQuickly(_ key: Value, hash: Int64) -> Bool? {
    guard let storage else { return false }
    var probe = SetProbe(hash, storage.mask)
    while true {
      let slot = storage[probe.slot]
      let other = slot.key
      if other == key { return true }
      if other.isEmpty { return false }
      if _slowPath(slot.hash == hash), other != .unbound {
        switch quickKeyEquality(other, key) {
        case .equal: return true
        case .different: break
        case .unknown: return nil
        }
      }
      probe.advance()
    }
  }

  /// Where a small int is; nil where a key that only `__eq__` tells apart is in the way.
  @inline(__always)
  private func findIdentical(in storage: SetStorage, _ key: Value, _ hash: Int64, _ adding: Bool) -> SetPlace? {
    let insertions = storage.insertions
    var deleted = -1
    var probe = SetProbe(hash, storage.mask)
    while true {
      let slot = storage[probe.slot]
      let other = slot.key
      if other == key { return SetPlace(storage: storage, insertions: insertions, slot: probe.slot, isFound: true) }
      if other.isEmpty, !adding || slot.isFree {
        let place = deleted < 0 ? probe.slot : deleted
        return SetPlace(storage: storage, insertions: insertions, slot: place, isFound: false)
      }
      if _slowPath(slot.hash == hash), !other.isSmallInt { return nil }
      if !SetSlot.isKey(other) { deleted = probe.slot }
      probe.advance()
    }
  }

  /// Nil where `__eq__` changed the set under the search, or is not to be asked and would have to be.
  @inline(__always)
  private func find(
    _ context: Context, in storage: SetStorage, _ key: Value, _ hash: Int64, _ adding: Bool, mayAsk: Bool = true
  ) throws(Raised) -> SetPlace? {
    let insertions = storage.insertions
    var deleted = -1
    var probe = SetProbe(hash, storage.mask)
    while true {
      let slot = storage[probe.slot]
      let other = slot.key
      if other.isEmpty, !adding || slot.isFree {
        let place = deleted < 0 ? probe.slot : deleted
        return SetPlace(storage: storage, insertions: insertions, slot: place, isFound: false)
      }
      if !SetSlot.isKey(other) {
        deleted = probe.slot
      } else if slot.hash == hash {
        let isSame: Bool
        switch quickKeyEquality(other, key) {
        case .equal: isSame = true
        case .different: isSame = false
        case .unknown:
          if !mayAsk { return nil }
          isSame = try context.areEqual(other, key)
          if self.storage != storage || slot.key != other { return nil }
        }
        if isSame { return SetPlace(storage: storage, insertions: insertions, slot: probe.slot, isFound: true) }
      }
      probe.advance()
    }
  }

  // MARK: Changing

  /// False where the key was there already.
  @discardableResult
  public func add(_ context: Context, _ key: Value) throws(Raised) -> Bool {
    try add(context, key, hash: try setHash(context, key))
  }

  @discardableResult
  func add(_ context: Context, _ key: Value, hash: Int64) throws(Raised) -> Bool {
    while true {
      let place = try find(context, key, hash, adding: true)
      if place.isFound { return false }
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      if storage != place.storage { continue }
      if let storage, storage.insertions != place.insertions { continue }
      try insert(context, key, hash, slot: place.slot)
      return true
    }
  }

  /// Adds a key without running Python code; false where that takes more, and then nothing is changed.
  func addQuickly(_ context: Context, _ key: Value) -> Bool {
    guard context.pointee.isShared == 0, let storage, let hash = keyHash(context, key),
      let place = key.isSmallInt
        ? findIdentical(in: storage, key, hash, true)
        : try? find(context, in: storage, key, hash, true, mayAsk: false)
    else { return false }
    if place.isFound { return true }
    do throws(Raised) {
      try insert(context, key, hash, slot: place.slot)
    } catch {
      // The key is in its slot. There was no memory for more slots, for which the next one asks again.
      context.pointee.pendingException = .empty
    }
    return true
  }

  /// The slot is free or deleted, unless the set has no storage.
  @inline(__always)
  private func insert(_ context: Context, _ key: Value, _ hash: Int64, slot: Int) throws(Raised) {
    if let storage {
      let isReused = !storage[slot].isFree
      storage.insert(key, hash, slot: slot)
      setCount(count + 1)
      // As CPython: the table is looked at only when it gets fuller.
      if isReused { return }
    } else {
      let first = try SetStorage.allocate(context, size: SetStorage.leastSize)
      first.insertClean(key, hash)
      setStorage(first)
      setCount(1)
    }
    setFill(fill + 1)
    if fill * 5 >= mask * 3 { try resize(context, keeping: growth) }
  }

  /// False where the key was not there.
  @discardableResult
  public func discard(_ context: Context, _ key: Value) throws(Raised) -> Bool {
    try discard(context, key, hash: try setHash(context, key))
  }

  func discard(_ context: Context, _ key: Value, hash: Int64) throws(Raised) -> Bool {
    while true {
      let place = try find(context, key, hash)
      guard place.isFound, let storage = place.storage else { return false }
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      if self.storage != storage || !storage[place.slot].holdsKey { continue }
      storage.delete(slot: place.slot)
      setCount(count - 1)
      return true
    }
  }

  /// Takes a key out; *empty* where there is none.
  public func pop(_ context: Context) -> Value {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let storage, count > 0 else { return .empty }
    var index = Int(pointer.pointee.finger) & storage.mask
    while !storage[index].holdsKey { index = index == storage.mask ? 0 : index + 1 }
    let key = storage[index].key
    storage.delete(slot: index)
    setCount(count - 1)
    pointer.pointee.finger = Int64(index + 1)
    return key
  }

  public func clear(_ context: Context) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    setCount(0)
    setFill(0)
    setStorage(nil)
  }

  // MARK: The table

  /// How many keys to make room for when the table gets full.
  var growth: Int { count > 50_000 ? count * 2 : count * 4 }

  /// Replaces the table by one with more than `least` slots, without deleted keys. The lock is held.
  @inline(never)
  func resize(_ context: Context, keeping least: Int) throws(Raised) {
    var size = SetStorage.leastSize
    while size <= least { size <<= 1 }
    guard let storage else { return setStorage(try SetStorage.allocate(context, size: size)) }
    // As CPython, whose sets have their first table within them.
    if size == SetStorage.leastSize, storage.mask + 1 == size, fill == count { return }
    let replacement = try SetStorage.allocate(context, size: size)
    for index in 0...storage.mask {
      let slot = storage[index]
      let key = slot.key
      if SetSlot.isKey(key) { replacement.insertClean(key, slot.hash) }
    }
    setStorage(replacement)
    setFill(count)
  }

  // MARK: Iterating

  /// The first key from `position` on; the position is then behind it. *Empty* at the end.
  @inline(__always)
  public func next(_ position: inout Int) -> Value { nextSlot(&position)?.key ?? .empty }

  /// The first slot with a key from `position` on.
  @inline(__always)
  func nextSlot(_ position: inout Int) -> (key: Value, hash: Int64)? {
    guard let storage else { return nil }
    while position <= storage.mask {
      let slot = storage[position]
      position += 1
      let key = slot.key
      if SetSlot.isKey(key) { return (key, slot.hash) }
    }
    return nil
  }

  // MARK: Hash

  /// A frozenset's hash: whatever the order, the same. CPython's, which mixes in its free slots an even number of
  /// times.
  public var hash: Int64 {
    let known = Int64(bitPattern: load_relaxed_u64(UnsafeRawPointer(pointer) + 32))
    if known != -1 { return known }
    var sum: UInt64 = 0
    var position = 0
    while let (_, hash) = nextSlot(&position) { sum ^= Set.shuffled(UInt64(bitPattern: hash)) }
    sum ^= (UInt64(count) &+ 1) &* 1_927_868_237
    sum ^= (sum >> 11) ^ (sum >> 25)
    sum = sum &* 69069 &+ 907_133_923
    let hash = sum == .max ? 590_923_713 : Int64(bitPattern: sum)
    store_relaxed_u64(UnsafeMutableRawPointer(pointer) + 32, UInt64(bitPattern: hash))
    return hash
  }

  /// Spreads the bits, so that neighbouring hashes do not cancel each other out.
  private static func shuffled(_ hash: UInt64) -> UInt64 {
    ((hash ^ 89_869_747) ^ (hash << 16)) &* 3_644_798_167
  }
}
