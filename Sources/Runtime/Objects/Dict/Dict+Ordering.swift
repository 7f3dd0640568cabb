import CRuntime

// Taking keys from the front and moving them to either end: what `OrderedDict` needs beyond a dict.
//
// An entry is never used twice, so there must be unused ones before the first to put a key in front: storage that is
// replaced for its sake gets some, marked by the value *unbound* of an empty key, about as many as the root of the number
// of keys. Whoever takes keys from the front remembers where it was in the storage, so that no deleted entry is passed
// over twice.

/// Where the first key of a dict was found: two words of an object, read and written with the dict's lock held. The
/// storage is one that may have been replaced since; that it is referred to keeps its address from being used again.
public struct DictFront: BitwiseCopyable {
  var storage = Value.empty
  var index = Value(smallInt: 0)

  public init() {}
}

extension Dict {
  /// Takes the first key out; nil where there is none. The dict mirrors no object.
  public func removeFirst(
    _ context: Context, _ front: UnsafeMutablePointer<DictFront>
  ) throws(Raised) -> (key: Value, value: Value)? {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let storage, count > 0 else { return nil }
    var index = front.pointee.storage == storage.value ? Int(front.pointee.index.smallInt) : 0
    while storage.entry(index).key.isEmpty || storage.value(of: storage.entry(index)).isEmpty { index += 1 }
    let entry = storage.entry(index)
    let key = entry.key
    let value = remove(entry)
    store(storage.value, to: &front.pointee.storage)
    store(Value(smallInt: Int64(index)), to: &front.pointee.index)
    return (key, value)
  }

  /// Puts a key behind all others; false where the dict lacks it.
  public func moveToEnd(_ context: Context, _ key: Value, hash: Int64) throws(Raised) -> Bool {
    while true {
      let place = try find(context, key, hash)
      guard let entry = place.entry else { return false }
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      guard isCurrent(place), let storage = place.storage else { continue }
      if entry.address == storage.entry(storage.end - 1).address { return true }
      let key = entry.key
      let value = remove(entry)
      try insert(context, key, value, hash, slot: storage.table.freeSlot(hash))
      setCount(count + 1)
      return true
    }
  }

  /// Puts a key before all others; false where the dict lacks it.
  public func moveToFront(
    _ context: Context, _ key: Value, hash: Int64, _ front: UnsafeMutablePointer<DictFront>
  ) throws(Raised) -> Bool {
    while true {
      let place = try find(context, key, hash)
      guard let entry = place.entry else { return false }
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      guard isCurrent(place), var storage = place.storage else { continue }
      store(.empty, to: &front.pointee.storage)
      var first = 0
      while storage.entry(first).key.isEmpty { first += 1 }
      if entry.address == storage.entry(first).address { return true }
      let key = entry.key
      if first == 0 || storage.entry(first - 1).storedValue != .unbound {
        first = 8 + Int(Double(count).squareRoot())
        let replacement = try DictStorage.allocate(
          context, capacity: 2 * count + first, isTextOnly: storage.isTextOnly)
        for index in 0..<first { store(.unbound, to: replacement.entry(index).address + 1) }
        let value = remove(entry)
        replacement.fill(from: storage, seeingThrough: false, start: first)
        replacement.prepend(key, value, hash, at: first - 1)
        storage = replacement
        store_release_u64(storageWord, storage.value.bits)
      } else {
        storage.prepend(key, remove(entry), hash, at: first - 1)
      }
      setCount(count + 1)
      return true
    }
  }
}

extension DictStorage {
  /// Writes an unused entry before all others, and makes a slot lead to it.
  fileprivate func prepend(_ key: Value, _ value: Value, _ hash: Int64, at index: Int) {
    let entry = entry(index)
    store(value, to: entry.address + 1)
    if !isTextOnly { store_relaxed_u64(entry.address + 2, UInt64(bitPattern: hash)) }
    publish(key, to: entry.address)
    table.store(index, hash, slot: table.freeSlot(hash))
  }
}
