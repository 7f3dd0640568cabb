import CRuntime

/// The attributes of an object whose shape says where they are.
struct Attributes {
  let object: ObjectPointer

  /// Nil for an object without attributes of its own.
  @inline(__always)
  init?(_ value: Value) {
    if !value.isPointer { return nil }
    let kind = value.object.pointee.kind
    if kind != Kind.instance.rawValue, kind & Kind.derived == 0 { return nil }
    object = value.object
  }

  /// The attributes that the object has by name; nil also where those are in a dict of the object's own layout, as a
  /// class's or a module's, whose slots are only those of `__slots__`.
  @inline(__always)
  init?(named value: Value) {
    self.init(value)
    let layout = object.pointee.kind & 0x7f
    if layout == Kind.type.rawValue || layout == Kind.module.rawValue { return nil }
  }

  /// Where the pointer to the storage is.
  @inline(__always)
  var word: UnsafeMutablePointer<Value> {
    (UnsafeMutableRawPointer(object) + Self.storageOffset(ofKind: object.pointee.kind)).assumingMemoryBound(to: Value.self)
  }

  /// The same in bytes from the object: what is derived from a built-in has a word before it.
  @inline(__always)
  static func storageOffset(ofKind kind: UInt8) -> Int { kind == Kind.instance.rawValue ? 8 : -8 }

  var storage: AttributeStorage? {
    let word = Value(bits: load_acquire_u64(self.word))
    return word.isEmpty ? nil : AttributeStorage(word)
  }

  /// `__dict__`, if somebody has asked for it.
  var dict: Dict? {
    guard let storage else { return nil }
    return Dict(ifHas: load(&storage.pointer.pointee.dict))
  }

  /// Where a slot of a shape is; nil where the storage does not reach that far.
  @inline(__always)
  func slot(_ index: Int, _ shape: Shape) -> UnsafeMutablePointer<Value>? {
    let inline = shape.inlineCapacity
    if index < inline { return Instance(Value(object)).slots + index }
    guard let storage, index - inline < storage.capacity else { return nil }
    return storage.slots + (index - inline)
  }

  // MARK: By name

  /// *Empty* where the object has no such attribute.
  @inline(__always)
  func value(_ context: Context, _ name: Value) throws(Raised) -> Value {
    let found = slotValue(context, name)
    if found.isEmpty, context.shape(of: object).hasDictionary, let dict { return try dict.value(context, for: name) }
    return found
  }

  /// The attribute if it is in a slot.
  @inline(__always)
  func slotValue(_ context: Context, _ name: Value) -> Value {
    let shape = context.shape(of: object)
    guard let index = shape.slot(context, of: name), let slot = slot(index, shape) else { return .empty }
    return load(slot)
  }

  func set(_ context: Context, _ name: Value, to value: Value) throws(Raised) {
    while true {
      let shape = context.shape(of: object)
      if shape.hasDictionary { return try dictionary(context).set(context, name, to: value) }
      if let index = shape.slot(context, of: name), let slot = slot(index, shape) {
        // Looking for the name may have been a safe point.
        if load_relaxed_u32(object) != shape.index { continue }
        return publish(value, to: slot)
      }
      let index = shape.slotCount
      if index >= Self.slotLimit {
        let dict = try dictionary(context)
        try dict.endMirroring(context)
        return try dict.set(context, name, to: value)
      }
      let next = try shape.adding(context, name)
      if index >= next.inlineCapacity { try reserveStorage(context, count: index - next.inlineCapacity + 1) }
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      if object.pointee.shape != shape.index { continue }
      publish(value, to: slot(index, next).unsafelyUnwrapped)
      store_release_u32(object, next.index)
      return
    }
  }

  /// Whether there was one.
  func delete(_ context: Context, _ name: Value) throws(Raised) -> Bool {
    if try value(context, name).isEmpty { return false }
    return try !dictionary(context).remove(context, name).isEmpty
  }

  /// Objects with more attributes than this have them in a dict.
  static var slotLimit: Int { 256 }

  /// Makes room for so many slots in the storage.
  func reserveStorage(_ context: Context, count: Int) throws(Raised) {
    let old = storage
    if let old, old.capacity >= count { return }
    let larger = try AttributeStorage.make(context, capacity: max(count, (old?.capacity ?? 2) * 2))
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if storage != old { return }
    if let old {
      larger.slots.update(from: old.slots, count: old.capacity)
      larger.pointer.pointee.dict = old.pointer.pointee.dict
    }
    publish(larger.value, to: word)
  }

  // MARK: Another class

  /// Gives the object the shape that it would have had if it had been made by another type, whose instances are laid
  /// out alike.
  func changeType(_ context: Context, to type: Type) throws(Raised) {
    let shape = context.shape(of: object)
    var next: Shape
    if shape.hasDictionary {
      next = try type.dictionaryShape(context, inlineCapacity: shape.inlineCapacity)
    } else {
      let fixed = Int(type.pointer.pointee.fixedSlots)
      next = type.rootShape
      if next.inlineCapacity != shape.inlineCapacity {
        next = try Shape(root: type.value, inlineCapacity: shape.inlineCapacity, fixedSlots: fixed, context)
      }
      for index in fixed..<max(fixed, shape.slotCount) { next = try next.adding(context, shape.name(index)) }
    }
    store_release_u32(object, next.index)
  }
}
