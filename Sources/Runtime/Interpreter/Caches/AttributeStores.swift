import Bytecode
import CRuntime

// Inline caches of `object.name = value`.

extension Activation {
  func storeAttribute() throws(Raised) {
    let word = frame.lastInstruction
    let (object, value) = (frame.valueA(operands), frame.valueB(operands))
    if word.trustedOpcode.hasSite, context.storeCached(frame.pointee.constants.cache(word.c), object, value) { return }
    let name = attributeName(operands.c)
    if let site = cacheSite(megamorphic: .storeAttributeAny) {
      add(
        try context.describeStore(object, name), to: site, as: { _ in .storeAttributeCached },
        orElse: .storeAttributeAny)
    }
    try context.setAttribute(object, name, value)
  }
}

extension Context {
  /// Stores an attribute as a site's records say; false where they say nothing of such an object.
  @inline(__always)
  func storeCached(_ cache: Value, _ object: Value, _ value: Value) -> Bool {
    if !object.isPointer { return false }
    let header = object.object
    let shape = load_relaxed_u32(header)
    var record = CacheRecord(cache)
    while true {
      let layout = record.pointer
      if layout.pointee.shape == shape {
        if record.form == .storage || pointee.isShared != 0 { return storeSlowly(record, object, value) }
        store(value, to: object.slot(at: layout.pointee.offset))
        if layout.pointee.newShape != 0 { store_release_u32(header, layout.pointee.newShape) }
        return true
      }
      if record.next.isEmpty { return false }
      record = CacheRecord(record.next)
    }
  }

  /// With the object's lock, where other threads may be changing its shape; into its storage, which may be too short. What
  /// an object has in a slot of its own stays there until all threads are stopped (`Attributes.move`), and takes no lock.
  @inline(never)
  private func storeSlowly(_ record: CacheRecord, _ object: Value, _ value: Value) -> Bool {
    let layout = record.pointer.pointee
    if record.form != .storage {
      let slot = object.slot(at: layout.offset)
      if layout.newShape != 0 { return storeLocked(value, to: slot, of: object.object, from: layout.shape, to: layout.newShape) }
      publish(value, to: slot)
      return true
    }
    let newShape = layout.newShape == 0 ? layout.shape : layout.newShape
    return (layout.newShape == 0 || hasRoom(in: object, for: Int(layout.offset)))
      && storeLocked(value, toStorageOf: object, at: Int(layout.offset), from: layout.shape, to: newShape)
  }

  /// Stores into a slot of an object, which gets another shape or keeps its own. False where another thread has given it
  /// one meanwhile.
  func storeLocked(
    _ value: Value, to slot: UnsafeMutablePointer<Value>, of object: ObjectPointer, from shape: UInt32, to newShape: UInt32
  ) -> Bool {
    holdingLock(of: object, ifShaped: shape, newShape) {
      publish(value, to: slot)
      return true
    }
  }

  /// The same of a slot in the object's storage.
  func storeLocked(
    _ value: Value, toStorageOf object: Value, at index: Int, from shape: UInt32, to newShape: UInt32
  ) -> Bool {
    holdingLock(of: object.object, ifShaped: shape, newShape) {
      guard let slot = Attributes(object)?.storageSlot(index) else { return false }
      publish(value, to: slot)
      return true
    }
  }

  @inline(__always)
  private func holdingLock(
    of object: ObjectPointer, ifShaped shape: UInt32, _ newShape: UInt32, _ body: () -> Bool
  ) -> Bool {
    ByteLock.acquire(self, object)
    defer { ByteLock.release(self, object) }
    guard load_relaxed_u32(object) == shape, body() else { return false }
    if newShape != shape { store_release_u32(object, newShape) }
    return true
  }

  /// Whether an object's storage reaches, or has just been made to reach, a slot.
  private func hasRoom(in object: Value, for index: Int) -> Bool {
    guard let attributes = Attributes(object) else { return false }
    do throws(Raised) {
      try attributes.reserveStorage(self, count: index + 1)
      return true
    } catch {
      pointee.pendingException = .empty
      return false
    }
  }

  /// A record that says how to store an attribute of objects like this one; nil where there can be none.
  func describeStore(_ object: Value, _ name: Value) throws(Raised) -> CacheRecord? {
    guard let attributes = Attributes(object) else { return nil }
    let type = type(of: object)
    guard type[.setAttribute] == ObjectType.setAttributeBody else { return nil }
    let found = try type.lookup(self, name)
    if !found.isEmpty, self.type(of: found).has(.setDescriptor) {
      return Member(ifExactly: found).flatMap { describeSlot($0, object) }
    }
    guard type.flags.contains(.hasDict), Attributes(named: object) != nil else { return nil }
    let shapeIndex = load_relaxed_u32(attributes.object)
    let place = place(of: name, in: object)
    let shape = shape(of: attributes.object)
    // Another thread may have given the object another shape meanwhile.
    if shape.index != shapeIndex { return nil }
    switch place {
    case .slot(let offset): return CacheRecord.make(self, .slot, shape: shapeIndex, offset: offset)
    case .storage(let index): return CacheRecord.make(self, .storage, shape: shapeIndex, offset: index)
    case .unknown: return nil
    case .absent: break
    }
    let index = shape.slotCount
    if index >= Attributes.slotLimit { return nil }
    let next = try shape.adding(self, name)
    if index < shape.inlineCapacity {
      return CacheRecord.make(
        self, .newSlot, shape: shapeIndex, offset: Instance.slotsOffset + index * MemoryLayout<Value>.size,
        newShape: next.index)
    }
    return CacheRecord.make(
      self, .storage, shape: shapeIndex, offset: index - shape.inlineCapacity, newShape: next.index)
  }
}
