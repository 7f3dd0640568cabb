import CRuntime

/// Where a key is in a dict's storage, or would be.
struct DictPlace {
  /// Nil for a dict without storage.
  let storage: DictStorage?
  /// Entries in use when the search began: more of them later on mean that the key may be there after all.
  let used: Int
  /// The key's entry; nil where it has none.
  let entry: DictEntry?
  /// The free slot where the search ended.
  let slot: Int
}

extension Dict {
  /// The value of a key; *empty* where the dict lacks it. Takes no lock.
  @inline(__always)
  public func value(_ context: Context, for key: Value) throws(Raised) -> Value {
    try value(context, for: key, hash: try dictHash(context, key))
  }

  @inline(__always)
  public func value(_ context: Context, for key: Value, hash: Int64) throws(Raised) -> Value {
    guard let storage else { return try valueWithoutStorage(context, key, hash) }
    if storage.isTextOnly, let text = Text(ifExactly: key) {
      guard let entry = storage.find(text, hash).entry else { return .empty }
      return storage.value(of: entry)
    }
    let place = try find(context, key, hash)
    guard let entry = place.entry, let storage = place.storage else { return .empty }
    return storage.value(of: entry)
  }

  @inline(__always)
  public func contains(_ context: Context, _ key: Value) throws(Raised) -> Bool {
    try !value(context, for: key).isEmpty
  }

  /// Where a key is. May run `__eq__` of keys, with no lock held; the answer is right for a moment during the call.
  @inline(__always)
  func find(_ context: Context, _ key: Value, _ hash: Int64) throws(Raised) -> DictPlace {
    guard let storage else { return DictPlace(storage: nil, used: 0, entry: nil, slot: 0) }
    if storage.isTextOnly, let text = Text(ifExactly: key) { return storage.find(text, hash) }
    if key.isSmallInt, !storage.isTextOnly, let place = storage.findIdentical(key, hash) { return place }
    return try findAny(context, key, hash)
  }

  @inline(never)
  private func findAny(_ context: Context, _ key: Value, _ hash: Int64) throws(Raised) -> DictPlace {
    while true {
      guard let storage else { return DictPlace(storage: nil, used: 0, entry: nil, slot: 0) }
      if let place = try find(context, in: storage, key, hash) { return place }
    }
  }

  /// Nil where `__eq__` changed the dict under the search.
  @inline(__always)
  private func find(
    _ context: Context, in storage: DictStorage, _ key: Value, _ hash: Int64
  ) throws(Raised) -> DictPlace? {
    let (used, table, stride, isTextOnly) = (storage.used, storage.table, storage.stride, storage.isTextOnly)
    let tag = table.tag(hash)
    let indexMask = UInt32(truncatingIfNeeded: table.mask)
    var probe = DictProbe(hash, table.mask)
    while true {
      let word = table[probe.slot]
      if word == 0 { return DictPlace(storage: storage, used: used, entry: nil, slot: probe.slot) }
      if word & ~indexMask == tag {
        let entry = storage.entry(Int(word & indexMask) &- 1, stride: stride)
        let other = entry.key
        if !other.isEmpty, other == key || entry.hash(of: other, isTextOnly: isTextOnly) == hash {
          let isSame: Bool
          switch quickKeyEquality(other, key) {
          case .equal: isSame = true
          case .different: isSame = false
          case .unknown:
            isSame = try context.areEqual(other, key)
            if self.storage != storage || entry.key != other { return nil }
          }
          if isSame { return DictPlace(storage: storage, used: used, entry: entry, slot: probe.slot) }
        }
      }
      probe.advance()
    }
  }
}

extension DictStorage {
  /// Where text is, in storage whose keys are all text: nothing is called.
  @inline(__always)
  func find(_ text: Text, _ hash: Int64) -> DictPlace {
    let (used, table) = (used, table)
    let tag = table.tag(hash)
    let indexMask = UInt32(truncatingIfNeeded: table.mask)
    var probe = DictProbe(hash, table.mask)
    while true {
      let word = table[probe.slot]
      if word == 0 { return DictPlace(storage: self, used: used, entry: nil, slot: probe.slot) }
      if word & ~indexMask == tag {
        let entry = entry(Int(word & indexMask) &- 1, stride: 16)
        let key = entry.key
        if key == text.value || !key.isEmpty && Text(key).knownHash == hash && Text.areEqual(Text(key), text) {
          return DictPlace(storage: self, used: used, entry: entry, slot: probe.slot)
        }
      }
      probe.advance()
    }
  }

  /// Where a small int is, in storage with hashes; nil where a key that only `__eq__` tells apart is in the way.
  @inline(__always)
  func findIdentical(_ key: Value, _ hash: Int64) -> DictPlace? {
    let (used, table) = (used, table)
    let tag = table.tag(hash)
    let indexMask = UInt32(truncatingIfNeeded: table.mask)
    var probe = DictProbe(hash, table.mask)
    while true {
      let word = table[probe.slot]
      if word == 0 { return DictPlace(storage: self, used: used, entry: nil, slot: probe.slot) }
      if word & ~indexMask == tag {
        let entry = entry(Int(word & indexMask) &- 1, stride: 24)
        let other = entry.key
        if other == key { return DictPlace(storage: self, used: used, entry: entry, slot: probe.slot) }
        // Ints that differ may share a hash; anything else that does might equal this one.
        if !other.isSmallInt, !other.isEmpty, entry.hash(of: other, isTextOnly: false) == hash { return nil }
      }
      probe.advance()
    }
  }

  /// Where any key is, in storage with hashes; nil where only `__eq__` tells it from one that is in the way.
  @inline(never)
  func findQuickly(_ context: Context, _ key: Value, _ hash: Int64) -> DictPlace? {
    let (used, table) = (used, table)
    let tag = table.tag(hash)
    let indexMask = UInt32(truncatingIfNeeded: table.mask)
    var probe = DictProbe(hash, table.mask)
    while true {
      let word = table[probe.slot]
      if word == 0 { return DictPlace(storage: self, used: used, entry: nil, slot: probe.slot) }
      if word & ~indexMask == tag {
        let entry = entry(Int(word & indexMask) &- 1, stride: 24)
        let other = entry.key
        if other == key || !other.isEmpty && entry.hash(of: other, isTextOnly: false) == hash {
          guard let isSame = context.areKeysEqual(other, key) else { return nil }
          if isSame { return DictPlace(storage: self, used: used, entry: entry, slot: probe.slot) }
        }
      }
      probe.advance()
    }
  }

  /// The value of an entry; *empty* for a dormant one.
  @inline(__always)
  func value(of entry: DictEntry) -> Value {
    let stored = entry.storedValue
    return hasCells ? seenThrough(stored) : stored
  }
}

/// What an entry's value stands for: a cell's content, else itself.
@inline(__always)
func seenThrough(_ stored: Value) -> Value {
  if let cell = GlobalCell(ifExactly: stored) { return cell.value }
  return stored
}
