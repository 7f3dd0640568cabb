import CRuntime

extension Dict {
  /// A dict of the exact class with the same keys and values.
  public func copy(_ context: Context) throws(Raised) -> Dict {
    if mirror != nil { return try copyMirrored(context) }
    let result = try Dict.make(context)
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if let storage = try copyStorage(context) {
      result.pointer.pointee.storage = storage.value
      result.pointer.pointee.count = Int64(count)
    }
    return result
  }

  /// The lock is held.
  private func copyStorage(_ context: Context) throws(Raised) -> DictStorage? {
    guard let storage, count > 0 else { return nil }
    let isDense = storage.used == count && !storage.hasCells
    let copy = try DictStorage.allocate(
      context, capacity: isDense ? storage.capacity : count, isTextOnly: storage.isTextOnly)
    if isDense {
      // Without deleted entries it can be taken as it is.
      UnsafeMutableRawPointer(copy.pointer).copyMemory(from: UnsafeRawPointer(storage.pointer), byteCount: storage.size)
    } else {
      copy.fill(from: storage, seeingThrough: true)
    }
    return copy
  }

  /// Takes over another dict's keys and values: `update`, or, without overriding, only of keys that are not here yet.
  public func merge(_ context: Context, from other: Dict, isOverriding: Bool = true) throws(Raised) {
    if other == self || other.count == 0 { return }
    if mirror != nil || other.mirror != nil {
      return try mergeMirrored(context, from: other, isOverriding: isOverriding)
    }
    if count == 0, try adopt(context, other) { return }
    ByteLock.acquire(context, object)
    do throws(Raised) {
      // Where most keys may be here already, room is made as it is needed.
      if other.count > count { try reserve(context, adding: other.count) }
    } catch {
      ByteLock.release(context, object)
      throw error
    }
    ByteLock.release(context, object)
    guard let source = other.storage else { return }
    let used = source.used
    for index in 0..<used {
      let entry = source.entry(index)
      let (key, value) = (entry.key, source.value(of: entry))
      if key.isEmpty || value.isEmpty { continue }
      let hash = entry.hash(of: key, isTextOnly: source.isTextOnly)
      if isOverriding {
        try set(context, key, to: value, hash: hash)
      } else if try self.value(context, for: key, hash: hash).isEmpty {
        try set(context, key, to: value, hash: hash)
      }
      if other.storage != source || source.used != used {
        throw context.raise(.runtimeError, "dict mutated during update")
      }
    }
  }

  /// Takes a copy of another dict's storage; false if this one is not empty or has cells to keep.
  private func adopt(_ context: Context, _ other: Dict) throws(Raised) -> Bool {
    ByteLock.acquire(context, object, other.object)
    defer { ByteLock.release(context, object, other.object) }
    if count != 0 || storage.map({ $0.hasCells }) ?? false { return false }
    guard let copy = try other.copyStorage(context) else { return true }
    store_release_u64(storageWord, copy.value.bits)
    setCount(other.count)
    return true
  }

  /// `self | other`.
  public func union(_ context: Context, with other: Dict) throws(Raised) -> Dict {
    let result = try copy(context)
    try result.update(context, from: other.value)
    return result
  }

  public func isEqual(_ context: Context, to other: Dict) throws(Raised) -> Bool {
    if self == other { return true }
    if count != other.count { return false }
    if mirror != nil { return try copyMirrored(context).isEqual(context, to: other) }
    var position = 0
    while let storage, position < storage.end {
      let entry = storage.entry(position)
      position += 1
      let (key, value) = (entry.key, storage.value(of: entry))
      if key.isEmpty || value.isEmpty { continue }
      let hash = entry.hash(of: key, isTextOnly: storage.isTextOnly)
      let counterpart = try other.value(context, for: key, hash: hash)
      if counterpart.isEmpty { return false }
      if try !areElementsEqual(context, value, counterpart) { return false }
    }
    return true
  }
}

// MARK: Mappings

extension Dict {
  /// A dict, also of a derived class unless that iterates in a way of its own: its entries are what is taken over.
  static func plain(_ context: Context, _ value: Value) -> Dict? {
    guard let dict = Dict(ifHas: value) else { return nil }
    let type = context.type(of: value)
    if !type.flags.contains(.heap) { return dict }
    let own = Interpreter(of: context).type(.dict).unary(.iterate)
    return unsafeBitCast(type.unary(.iterate), to: UInt.self) == unsafeBitCast(own, to: UInt.self) ? dict : nil
  }

  /// Takes over a mapping's keys and values; false for what is none.
  func merge(_ context: Context, fromMapping other: Value) throws(Raised) -> Bool {
    if let dict = Dict.plain(context, other) {
      try merge(context, from: dict)
      return true
    }
    return try context.forEachItem(of: other) { (key, value) throws(Raised) in try set(context, key, to: value) }
  }
}

extension Context {
  /// Whether a value is one of the built-in containers and iterators without keys.
  private func isPlainIterable(_ value: Value) -> Bool {
    if !value.isPointer { return false }
    switch Kind(rawValue: value.object.pointee.kind) {
    case .list, .tuple, .set, .iterator, .adaptor: return true
    default: return false
    }
  }

  /// Calls `body` with the keys and values of a mapping; false for what is none: it has no `keys`.
  func forEachItem(
    of mapping: Value, _ body: (_ key: Value, _ value: Value) throws(Raised) -> Void
  ) throws(Raised) -> Bool {
    if let dict = Dict.plain(self, mapping) {
      var position = 0
      while let (key, value) = dict.next(&position) { try body(key, value) }
      return true
    }
    if isPlainIterable(mapping) { return false }
    let method = try findAttribute(mapping, Text.make(self, "keys").value)
    if method.isEmpty { return false }
    let answer = try call(method)
    let type = type(of: answer)
    if !type.has(.iterate), !type.has(.getItem) {
      throw raise(
        .typeError, "\(typeName(of: mapping)).keys() returned a non-iterable (type \(typeName(of: answer)))")
    }
    let keys = try list(of: answer)
    for index in 0..<keys.count {
      let key = keys.element(index)
      try body(key, item(of: mapping, key))
    }
    return true
  }
}
