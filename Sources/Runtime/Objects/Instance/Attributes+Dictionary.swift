import CRuntime

// `__dict__` of an object with slots: see `Dict+Mirror.swift`.

extension Attributes {
  /// `__dict__`, made when it is first asked for: a mirror of the slots.
  func dictionary(_ context: Context) throws(Raised) -> Dict {
    if let dict { return dict }
    let fresh = try Dict.make(context, mirroring: object)
    try keep(context) { (storage) in
      if storage.pointer.pointee.dict.isEmpty { publish(fresh.value, to: &storage.pointer.pointee.dict) }
    }
    return dict.unsafelyUnwrapped
  }

  /// Runs a body that changes the storage with the lock held; makes the storage where there is none.
  private func keep(_ context: Context, _ body: (AttributeStorage) -> Void) throws(Raised) {
    let fresh = storage == nil ? try AttributeStorage.make(context, capacity: 0) : nil
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if storage == nil, let fresh { publish(fresh.value, to: word) }
    body(storage.unsafelyUnwrapped)
  }

  /// Moves the attributes from the slots to their mirror, which holds them itself from now on. Other threads are stopped:
  /// they store into the slots without the lock, once they have seen the shape.
  func move(_ context: Context, to dict: Dict) throws(Raised) {
    let shape = context.shape(of: object)
    let first = Int(Type(shape.type).pointer.pointee.fixedSlots)
    let next = try Type(shape.type).dictionaryShape(context, inlineCapacity: shape.inlineCapacity)
    let entries = try DictStorage.allocate(context, capacity: max(shape.slotCount - first, 5), isTextOnly: true)
    ByteLock.acquire(context, object, dict.object)
    defer { ByteLock.release(context, object, dict.object) }
    if object.pointee.shape != shape.index || dict.mirror == nil { return }
    Heap(of: context).whileOthersStop(context) {
      var count = 0
      for index in first..<max(first, shape.slotCount) {
        guard let slot = slot(index, shape) else { continue }
        let (name, value) = (shape.name(index), load(slot))
        if value.isEmpty { continue }
        let hash = Text.hash(context, Text(name))
        entries.append(name, value, hash, slot: entries.table.freeSlot(hash))
        count += 1
        // Others may have read the shape, and be about to look.
        if context.pointee.isShared == 0 { store(.empty, to: slot) }
      }
      dict.adopt(entries, count: count)
      store_release_u32(object, next.index)
    }
  }

  /// `object.__dict__ = dict`: the old one keeps what it shows.
  func setDictionary(_ context: Context, _ dict: Dict) throws(Raised) {
    try self.dictionary(context).endMirroring(context)
    try keep(context) { (storage) in publish(dict.value, to: &storage.pointer.pointee.dict) }
  }

  /// `__dict__` as an attribute: in the dict of the first class on the way from `object` whose instances have one.
  static let dictEntry = NativeEntry.getter("__dict__", { c, s in
    bridge(c) { () throws(Raised) in
      guard let dict = try c.ownDict(s) else { throw c.raiseNoAttribute(s, c.name(.__dict__)) }
      return dict.value
    }
  }, set: { c, s, value, _ in
    bridge(c) { () throws(Raised) -> Void in
      guard let attributes = Attributes(s) else { throw c.raiseNoAttribute(s, c.name(.__dict__)) }
      if value.isEmpty {
        if c.type(of: s).nearestBuiltin.flags.contains(.hasDict) {
          throw c.raise(.typeError, "cannot delete __dict__")
        }
        return try attributes.setDictionary(c, Dict.make(c))
      }
      guard let dict = Dict(ifHas: value) else {
        throw c.raise(.typeError, "__dict__ must be set to a dictionary, not a '\(c.typeName(of: value))'")
      }
      try attributes.setDictionary(c, dict)
    }
  })

  /// `__weakref__` as an attribute: the first weak reference to the object.
  static let weakReferenceEntry = NativeEntry.getter("__weakref__", { c, s in orNone(c.firstWeakReference(to: s)) })
}

extension Type {
  /// The shape of instances whose attributes are in a dict.
  func dictionaryShape(_ context: Context, inlineCapacity: Int) throws(Raised) -> Shape {
    if let known = Shape(ifHas: load(&pointer.pointee.dictionaryShape)), known.inlineCapacity == inlineCapacity {
      return known
    }
    let shape = try Shape(
      root: value, inlineCapacity: inlineCapacity, fixedSlots: Int(pointer.pointee.fixedSlots), context)
    shape.setHasDictionary()
    publish(shape.value, to: &pointer.pointee.dictionaryShape)
    return shape
  }
}
