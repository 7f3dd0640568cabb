import CRuntime

// The operations between sets. Each goes about it as CPython does, which of the two is iterated and when tables are
// replaced: the result's order shows it. Arguments that are neither set nor dict are first made a set, or added one
// by one, by the caller.

extension Set {
  /// A set of the same keys, of the exact class.
  public func copy(_ context: Context, isFrozen: Bool? = nil) throws(Raised) -> Set {
    let result = try Set.make(context, isFrozen: isFrozen ?? self.isFrozen)
    try result.merge(context, self)
    return result
  }

  // MARK: Union

  /// `self |= other`.
  public func merge(_ context: Context, _ other: Set) throws(Raised) {
    if other == self || other.count == 0 { return }
    if try mergeLocked(context, other) { return }
    // There may be duplicates, which `__eq__` must tell.
    var position = 0
    while let (key, hash) = other.nextSlot(&position) { try add(context, key, hash: hash) }
  }

  /// Makes room, and takes over all keys if there are none yet; false if they must be added one by one.
  private func mergeLocked(_ context: Context, _ other: Set) throws(Raised) -> Bool {
    ByteLock.acquire(context, object, other.object)
    defer { ByteLock.release(context, object, other.object) }
    guard let source = other.storage else { return true }
    if (fill + other.count) * 5 >= mask * 3 { try resize(context, keeping: (count + other.count) * 2) }
    if fill != 0 { return false }
    let isCopy = mask == source.mask && other.fill == other.count
    var table = storage
    if table == nil { table = try SetStorage.allocate(context, size: mask + 1) }
    let target = table.unsafelyUnwrapped
    for index in 0...source.mask {
      let slot = source[index]
      let key = slot.key
      if !SetSlot.isKey(key) { continue }
      if isCopy { target.fill(key, slot.hash, slot: index) } else { target.insertClean(key, slot.hash) }
    }
    setStorage(target)
    setFill(other.count)
    setCount(other.count)
    return true
  }

  /// Adds a dict's keys.
  public func merge(_ context: Context, keysOf dict: Dict) throws(Raised) {
    try makeRoom(context, for: dict.count)
    var position = 0
    while let (key, _, hash) = try dict.nextHashed(context, &position) { try add(context, key, hash: hash) }
  }

  private func makeRoom(_ context: Context, for added: Int) throws(Raised) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if (fill + added) * 5 >= mask * 3 { try resize(context, keeping: (count + added) * 2) }
  }

  /// `self | other`.
  public func union(_ context: Context, _ other: Set) throws(Raised) -> Set {
    let result = try copy(context)
    if other != self { try result.merge(context, other) }
    return result
  }

  // MARK: Intersection

  /// `self & other`.
  public func intersection(_ context: Context, _ other: Set) throws(Raised) -> Set {
    if other == self { return try copy(context) }
    let result = try Set.make(context, isFrozen: isFrozen)
    let (iterated, searched) = other.count > count ? (self, other) : (other, self)
    var position = 0
    while let (key, hash) = iterated.nextSlot(&position) {
      if try searched.contains(context, key, hash: hash) { try result.add(context, key, hash: hash) }
    }
    return result
  }

  /// `self &= other`.
  public func intersect(_ context: Context, _ other: Set) throws(Raised) {
    exchangeContents(context, try intersection(context, other))
  }

  public func isDisjoint(_ context: Context, with other: Set) throws(Raised) -> Bool {
    if other == self { return count == 0 }
    let (iterated, searched) = other.count > count ? (self, other) : (other, self)
    var position = 0
    while let (key, hash) = iterated.nextSlot(&position) {
      if try searched.contains(context, key, hash: hash) { return false }
    }
    return true
  }

  // MARK: Difference

  /// `self - other`.
  public func difference(_ context: Context, _ other: Set) throws(Raised) -> Set {
    if count >> 2 > other.count {
      let result = try copy(context)
      try result.subtract(context, other)
      return result
    }
    let result = try Set.make(context, isFrozen: isFrozen)
    var position = 0
    while let (key, hash) = nextSlot(&position) {
      if try !other.contains(context, key, hash: hash) { try result.add(context, key, hash: hash) }
    }
    return result
  }

  /// `self -= other`.
  public func subtract(_ context: Context, _ other: Set) throws(Raised) {
    if other == self { return clear(context) }
    let removed = other.count >> 3 > count ? try intersection(context, other) : other
    var position = 0
    while let (key, hash) = removed.nextSlot(&position) { _ = try discard(context, key, hash: hash) }
    try dropDeleted(context)
  }

  /// Replaces the table if more than a quarter of it are deleted keys: what ends every `difference_update`.
  public func dropDeleted(_ context: Context) throws(Raised) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if fill - count > mask / 4 { try resize(context, keeping: growth) }
  }

  // MARK: Symmetric difference

  /// `self ^ other`.
  public func symmetricDifference(_ context: Context, _ other: Set) throws(Raised) -> Set {
    let result = try other.copy(context, isFrozen: isFrozen)
    try result.formSymmetricDifference(context, self)
    return result
  }

  /// `self ^= other`.
  public func formSymmetricDifference(_ context: Context, _ other: Set) throws(Raised) {
    if other == self { return clear(context) }
    var position = 0
    while let (key, hash) = other.nextSlot(&position) {
      if try !discard(context, key, hash: hash) { try add(context, key, hash: hash) }
    }
  }

  // MARK: Comparing

  public func isSubset(_ context: Context, of other: Set) throws(Raised) -> Bool {
    if count > other.count { return false }
    var position = 0
    while let (key, hash) = nextSlot(&position) {
      if try !other.contains(context, key, hash: hash) { return false }
    }
    return true
  }

  public func isEqual(_ context: Context, to other: Set) throws(Raised) -> Bool {
    if count != other.count { return false }
    if isFrozen, other.isFrozen, pointer.pointee.hash != -1, other.pointer.pointee.hash != -1,
      pointer.pointee.hash != other.pointer.pointee.hash
    {
      return false
    }
    return try isSubset(context, of: other)
  }

  /// Takes another set's keys, which gets this one's.
  func exchangeContents(_ context: Context, _ other: Set) {
    ByteLock.acquire(context, object, other.object)
    defer { ByteLock.release(context, object, other.object) }
    let (storage, fill, count) = (storage, fill, count)
    setStorage(other.storage)
    setFill(other.fill)
    setCount(other.count)
    other.setStorage(storage)
    other.setFill(fill)
    other.setCount(count)
  }
}
