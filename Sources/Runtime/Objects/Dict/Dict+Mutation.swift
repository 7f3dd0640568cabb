import CRuntime

extension Dict {
  // MARK: One key

  @inline(__always)
  public func set(_ context: Context, _ key: Value, to value: Value) throws(Raised) {
    try set(context, key, to: value, hash: try dictHash(context, key))
  }

  @inline(__always)
  public func set(_ context: Context, _ key: Value, to value: Value, hash: Int64) throws(Raised) {
    if context.pointee.isShared == 0, let storage, storage.setAlone(context, self, key, value, hash) { return }
    try setAny(context, key, to: value, hash: hash)
  }

  /// Sets a key without running Python code; false where that is not so simple.
  func setQuickly(_ context: Context, _ key: Value, to value: Value, hash: Int64) -> Bool {
    guard context.pointee.isShared == 0, let storage else { return false }
    return storage.setAlone(context, self, key, value, hash)
  }

  @inline(never)
  private func setAny(_ context: Context, _ key: Value, to value: Value, hash: Int64) throws(Raised) {
    if let mirror {
      if try mirror.set(context, key, to: value) { return }
      try endMirroring(context)
    }
    while true {
      let place = try find(context, key, hash)
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      if isCurrent(place) { return try assign(context, value, at: place, key, hash) }
    }
  }

  /// The key's value; where there is none, `value`, which it has from now on.
  public func setDefault(_ context: Context, _ key: Value, to value: Value) throws(Raised) -> Value {
    let hash = try dictHash(context, key)
    if let mirror {
      let present = try mirror.value(context, for: key, hash: hash)
      if !present.isEmpty { return present }
      if try mirror.set(context, key, to: value) { return value }
      try endMirroring(context)
    }
    while true {
      let place = try find(context, key, hash)
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      if !isCurrent(place) { continue }
      let present = self.value(at: place)
      if !present.isEmpty { return present }
      try assign(context, value, at: place, key, hash)
      return value
    }
  }

  /// Takes a key out. Returns the value that it had; *empty* where the dict lacks it.
  public func remove(_ context: Context, _ key: Value) throws(Raised) -> Value {
    return try remove(context, key, hash: try dictHash(context, key))
  }

  public func remove(_ context: Context, _ key: Value, hash: Int64) throws(Raised) -> Value {
    if let mirror {
      if try mirror.value(context, for: key, hash: hash).isEmpty { return .empty }
      try endMirroring(context)
    }
    while true {
      let place = try find(context, key, hash)
      guard let entry = place.entry else { return .empty }
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      if isCurrent(place) { return remove(entry) }
    }
  }

  /// Takes the last key out; *nil* where there is none. The dict mirrors no object any more.
  public func removeLast(_ context: Context) -> (key: Value, value: Value)? {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let storage else { return nil }
    var index = storage.end
    while index > 0 {
      index -= 1
      let entry = storage.entry(index)
      let key = entry.key
      if key.isEmpty { continue }
      let value = remove(entry)
      if value.isEmpty { continue }
      storage.setEnd(index)
      return (key, value)
    }
    return nil
  }

  // MARK: All keys

  /// Empties a dict that mirrors no object any more.
  public func clear(_ context: Context) {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    guard let storage else { return }
    if storage.hasCells {
      for index in 0..<storage.used where !storage.entry(index).key.isEmpty { _ = remove(storage.entry(index)) }
    } else {
      setCount(0)
      store_release_u64(storageWord, 0)
    }
  }

  // MARK: With the lock held

  /// Whether a search's result still holds: its entry was not deleted, or no key was inserted.
  @inline(__always)
  func isCurrent(_ place: DictPlace) -> Bool {
    guard let storage, storage == place.storage else { return self.storage == place.storage }
    if let entry = place.entry { return !entry.key.isEmpty }
    return storage.used == place.used
  }

  @inline(__always)
  private func value(at place: DictPlace) -> Value {
    guard let entry = place.entry, let storage = place.storage else { return .empty }
    return storage.value(of: entry)
  }

  @inline(__always)
  private func assign(
    _ context: Context, _ value: Value, at place: DictPlace, _ key: Value, _ hash: Int64
  ) throws(Raised) {
    guard let entry = place.entry, let storage = place.storage else {
      try insert(context, key, value, hash, slot: place.slot)
      return setCount(count + 1)
    }
    if storage.hasCells, let cell = GlobalCell(ifExactly: entry.storedValue) {
      return try assign(context, value, to: cell, of: entry, hash)
    }
    publish(value, to: entry.address + 1)
  }

  /// Adds a key that the dict lacks, without counting it. The slot is where it goes if there is room.
  @inline(__always)
  func insert(_ context: Context, _ key: Value, _ value: Value, _ hash: Int64, slot: Int) throws(Raised) {
    if let storage, storage.pointer.pointee.used < storage.pointer.pointee.capacity {
      if !storage.isTextOnly || Text(ifExactly: key) != nil {
        return storage.append(key, value, hash, slot: slot)
      }
    }
    let larger = try makeRoom(context, for: key)
    larger.append(key, value, hash, slot: larger.table.freeSlot(hash))
  }

  /// Deletes an entry, or makes it dormant. Returns the value that it had; *empty* where it was dormant already.
  func remove(_ entry: DictEntry) -> Value {
    let stored = entry.storedValue
    let value: Value
    if let cell = GlobalCell(ifExactly: stored) {
      value = cell.exchange(.empty)
    } else {
      value = stored
      // The value first: a reader that found the key then finds nothing, rather than another key's value.
      store(.empty, to: entry.address + 1)
      store(.empty, to: entry.address)
    }
    if !value.isEmpty { setCount(count - 1) }
    return value
  }

  // MARK: Storage

  @inline(never)
  private func makeRoom(_ context: Context, for key: Value) throws(Raised) -> DictStorage {
    let isText = Text(ifExactly: key) != nil
    guard let storage else {
      let first = try DictStorage.allocate(context, capacity: 5, isTextOnly: isText)
      store_release_u64(storageWord, first.value.bits)
      return first
    }
    let live = storage.hasCells ? storage.keyCount : count
    return try replaceStorage(context, storage, capacity: max(2 * live, 5), isTextOnly: isText && storage.isTextOnly)
  }

  /// Makes room for `added` more keys at once.
  func reserve(_ context: Context, adding added: Int) throws(Raised) {
    if mirror != nil { return }
    guard let storage else {
      let first = try DictStorage.allocate(context, capacity: added, isTextOnly: true)
      return store_release_u64(storageWord, first.value.bits)
    }
    if storage.capacity - storage.used >= added { return }
    let live = storage.hasCells ? storage.keyCount : count
    _ = try replaceStorage(context, storage, capacity: live + added, isTextOnly: storage.isTextOnly)
  }

  func replaceStorage(
    _ context: Context, _ storage: DictStorage, capacity: Int, isTextOnly: Bool
  ) throws(Raised) -> DictStorage {
    let replacement = try DictStorage.allocate(
      context, capacity: capacity, isTextOnly: isTextOnly, hasCells: storage.hasCells)
    replacement.fill(from: storage, seeingThrough: false)
    store_release_u64(storageWord, replacement.value.bits)
    return replacement
  }
}

extension DictStorage {
  /// Sets a key of the storage's only thread where nothing is to be called and nothing to be replaced; false otherwise.
  @inline(__always)
  fileprivate func setAlone(_ context: Context, _ dict: Dict, _ key: Value, _ value: Value, _ hash: Int64) -> Bool {
    let place: DictPlace
    if isTextOnly {
      guard let text = Text(ifExactly: key) else { return false }
      place = find(text, hash)
    } else {
      guard let found = key.isSmallInt ? findIdentical(key, hash) : findQuickly(context, key, hash) else { return false }
      place = found
    }
    if let entry = place.entry {
      if hasCells { return false }
      store(value, to: entry.address + 1)
      return true
    }
    if pointer.pointee.used == pointer.pointee.capacity { return false }
    append(key, value, hash, slot: place.slot)
    dict.setCount(dict.count &+ 1)
    return true
  }

  /// Entries with a key, dormant ones too.
  fileprivate var keyCount: Int {
    var count = 0
    for index in 0..<used where !entry(index).key.isEmpty { count += 1 }
    return count
  }

  /// Takes over the entries of other storage in their order: into storage without any, which has room for them and
  /// which nobody else sees. Seeing through cells leaves out dormant entries. The first one is entry `start`.
  func fill(from source: DictStorage, seeingThrough: Bool, start: Int = 0) {
    let table = table
    let (stride, sourceStride) = (stride, source.stride)
    var count = start
    if stride == sourceStride, !source.hasCells {
      return fillAlike(from: source, stride: stride, start: start)
    }
    for index in 0..<source.used {
      let old = source.entry(index, stride: sourceStride)
      let key = old.key
      if key.isEmpty { continue }
      let value = seeingThrough ? source.value(of: old) : old.storedValue
      if value.isEmpty { continue }
      let hash = old.hash(of: key, isTextOnly: sourceStride == 16)
      let entry = entry(count, stride: stride)
      store(key, to: entry.address)
      store(value, to: entry.address + 1)
      if stride == 24 { store_relaxed_u64(entry.address + 2, UInt64(bitPattern: hash)) }
      table.store(count, hash, slot: table.freeSlot(hash))
      count += 1
    }
    setUsed(count)
  }

  /// The same where entries can be copied as they are.
  @inline(__always)
  private func fillAlike(from source: DictStorage, stride: Int, start: Int) {
    let table = table
    var target = entry(start).address
    var old = source.entry(0).address
    var count = start
    for _ in 0..<source.used {
      let key = old[0]
      if !key.isEmpty {
        target[0] = key
        target[1] = old[1]
        if stride == 24 { target[2] = old[2] }
        let hash = stride == 16 ? Text(key).knownHash : Int64(bitPattern: old[2].bits)
        table.store(count, hash, slot: table.freeSlot(hash))
        target += stride >> 3
        count &+= 1
      }
      old += stride >> 3
    }
    setUsed(count)
  }

  private func setUsed(_ count: Int) {
    pointer.pointee.used = UInt32(count)
    pointer.pointee.end = UInt32(count)
  }
}
