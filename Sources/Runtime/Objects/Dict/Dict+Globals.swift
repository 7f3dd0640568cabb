import CRuntime

extension Dict {
  /// The cell of a name, made where it has none yet: what inline caches point at. It is empty where the dict lacks
  /// the name and filled as soon as it is inserted.
  public func cell(_ context: Context, for name: Value) throws(Raised) -> GlobalCell {
    try endMirroring(context)
    let hash = try dictHash(context, name)
    while true {
      let place = try find(context, name, hash)
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      if !isCurrent(place) { continue }
      guard let entry = place.entry else { return try insertDormant(context, name, hash) }
      if let cell = GlobalCell(ifExactly: entry.storedValue) { return cell }
      let cell = try GlobalCell.make(context, entry.storedValue)
      storage.unsafelyUnwrapped.setHasCells()
      publish(Value(cell.object), to: entry.address + 1)
      return cell
    }
  }

  private func insertDormant(_ context: Context, _ name: Value, _ hash: Int64) throws(Raised) -> GlobalCell {
    let cell = try GlobalCell.make(context, .empty)
    // The flag must be on the storage before a cell is in it; storage that replaces this one takes the flag over.
    if storage == nil { try reserve(context, adding: 5) }
    storage.unsafelyUnwrapped.setHasCells()
    try insert(context, name, Value(cell.object), hash, slot: storage.unsafelyUnwrapped.table.freeSlot(hash))
    return cell
  }

  /// Assigns to a key whose entry has a cell. A dormant one comes back as the dict's last key. The lock is held.
  @inline(never)
  func assign(
    _ context: Context, _ value: Value, to cell: GlobalCell, of entry: DictEntry, _ hash: Int64
  ) throws(Raised) {
    if cell.assign(context, value) { return }
    let key = entry.key
    store(.empty, to: entry.address)
    do throws(Raised) {
      let storage = storage.unsafelyUnwrapped
      try insert(context, key, Value(cell.object), hash, slot: storage.table.freeSlot(hash))
    } catch {
      store(key, to: entry.address)
      throw error
    }
    _ = cell.exchange(value)
    setCount(count + 1)
  }
}
