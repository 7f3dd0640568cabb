import CRuntime

// An object of a class that derives from no built-in but `object`, and the attributes of any object that has some.
//
//     instance       ┌────────┬────────────┬────────┬────────┬───
//                    │ header │ attributes │ slot 0 │ slot 1 │ …
//                    └────────┴─────┬──────┴────────┴────────┴───
//     derived   ┌────────────┬──────│─┬───
//               │ attributes │ header │ the built-in's layout …
//               └─────┬──────┴──────│─┴───
//                     └─────────────┤
//                                   ▼
//                    ┌────────┬──────────┬──────┬────────┬────────┬───
//                    │ header │ capacity │ dict │ slot n │  n + 1 │ …         AttributeStorage
//                    └────────┴──────────┴──────┴────────┴────────┴───
//
// Which slot holds which attribute the shape says. Slots up to the shape's inline capacity are in the object, which
// derived objects have none of, further ones in the storage. The first ones may belong to `__slots__`.
//
// Once an attribute is deleted, or `__dict__` is asked for, the attributes move to a real dict in `dict`, and the object
// to its type's shape for that.

public struct InstanceLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// An `AttributeStorage`, or *empty*.
  var attributes: Value
}

public struct Instance: ObjectReference {
  public let pointer: UnsafeMutablePointer<InstanceLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<InstanceLayout>) { self.pointer = pointer }
  @inlinable @inline(__always) public static var kind: Kind { .instance }

  /// Bytes from the header to the first slot.
  @inlinable @inline(__always) public static var slotsOffset: Int { 16 }

  @inlinable @inline(__always)
  public var slots: UnsafeMutablePointer<Value> {
    (UnsafeMutableRawPointer(pointer) + Instance.slotsOffset).assumingMemoryBound(to: Value.self)
  }

  /// A new instance, without attributes.
  @inline(__always)
  static func make(_ context: Context, _ type: Type) throws(Raised) -> Instance {
    let cell = try context.allocate(slotsOffset + Int(type.pointer.pointee.inlineSlots) * 8, .plain)
    let instance = Instance(pointer: cell.assumingMemoryBound(to: InstanceLayout.self))
    instance.pointer.pointee.header = ObjectHeader(
      shape: type.rootShape.index, kind: kind.rawValue, flags: 0, lock: 0, gc: 0)
    if type.flags.contains(.hasFinalizer) { try context.registerFinalizer(of: instance.object) }
    return instance
  }
}

struct AttributeStorageLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// A small int.
  var capacity: Value
  /// The dict that holds the attributes, or *empty* where slots do.
  var dict: Value
}

struct AttributeStorage: ObjectReference {
  let pointer: UnsafeMutablePointer<AttributeStorageLayout>
  init(pointer: UnsafeMutablePointer<AttributeStorageLayout>) { self.pointer = pointer }
  static var kind: Kind { .attributeStorage }

  var capacity: Int { Int(pointer.pointee.capacity.smallInt) }

  var slots: UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: Value.self)
  }

  static func make(_ context: Context, capacity: Int) throws(Raised) -> AttributeStorage {
    let cell = try context.allocate(MemoryLayout<AttributeStorageLayout>.size + capacity * 8, .plain)
    let storage = AttributeStorage(pointer: cell.assumingMemoryBound(to: AttributeStorageLayout.self))
    storage.pointer.pointee = AttributeStorageLayout(
      header: Self.header, capacity: Value(smallInt: Int64(capacity)), dict: .empty)
    return storage
  }
}

extension Context {
  /// Zeroed memory, with its header, for an object of a type: `size` bytes from the header on. An object of a class
  /// derived from a built-in gets the word before.
  func allocateObject(_ type: Type, size: Int, _ space: CellSpace = .plain) throws(Raised) -> ObjectPointer {
    let kind = type.instanceKind
    let isDerived = type.flags.contains(.derivedInstances)
    let cell = try isDerived ? allocate(size + 8, .derived) + 8 : allocate(size, space)
    let object = cell.assumingMemoryBound(to: ObjectHeader.self)
    object.pointee = ObjectHeader(
      shape: type.rootShape.index, kind: isDerived ? kind.rawValue | Kind.derived : kind.rawValue, flags: 0, lock: 0,
      gc: 0)
    if type.flags.contains(.hasFinalizer) { try registerFinalizer(of: object) }
    return object
  }

  /// An object of a class derived from a built-in with the content of an exact one, `size` bytes from the header on.
  /// What `new` of built-in types ends with; for the built-in itself the exact object will do.
  func derived(_ exact: Value, size: Int, as type: Type) throws(Raised) -> Value {
    if !type.flags.contains(.derivedInstances) { return exact }
    let object = try allocateObject(type, size: size)
    object.pointee.flags = exact.object.pointee.flags
    (UnsafeMutableRawPointer(object) + 8).copyMemory(
      from: UnsafeRawPointer(exact.object) + 8, byteCount: size - 8)
    return Value(object)
  }
}

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

  /// Where the pointer to the storage is.
  @inline(__always)
  var word: UnsafeMutablePointer<Value> {
    let isInstance = object.pointee.kind == Kind.instance.rawValue
    return (UnsafeMutableRawPointer(object) + (isInstance ? 8 : -8)).assumingMemoryBound(to: Value.self)
  }

  var storage: AttributeStorage? {
    let word = Value(bits: load_acquire_u64(self.word))
    return word.isEmpty ? nil : AttributeStorage(word)
  }

  /// The dict that holds the attributes, if one does.
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
    let shape = context.shape(of: object)
    if let index = shape.slot(context, of: name) {
      guard let slot = slot(index, shape) else { return .empty }
      return load(slot)
    }
    if shape.hasDictionary, let dict { return try dict.value(context, for: name) }
    return .empty
  }

  func set(_ context: Context, _ name: Value, to value: Value) throws(Raised) {
    while true {
      let shape = context.shape(of: object)
      if shape.hasDictionary { return try dictionary(context).set(context, name, to: value) }
      if let index = shape.slot(context, of: name), let slot = slot(index, shape) { return store(value, to: slot) }
      let index = shape.slotCount
      if index >= Self.slotLimit { return try dictionary(context).set(context, name, to: value) }
      let next = try shape.adding(context, name)
      try reserve(context, index, next)
      ByteLock.acquire(context, object)
      defer { ByteLock.release(context, object) }
      if object.pointee.shape != shape.index { continue }
      store(value, to: slot(index, next).unsafelyUnwrapped)
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
  private static var slotLimit: Int { 256 }

  /// Makes room for a slot.
  private func reserve(_ context: Context, _ index: Int, _ shape: Shape) throws(Raised) {
    if slot(index, shape) != nil { return }
    let old = storage
    let needed = index - shape.inlineCapacity + 1
    let larger = try AttributeStorage.make(context, capacity: max(needed, (old?.capacity ?? 2) * 2))
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    if storage != old { return }
    if let old {
      larger.slots.update(from: old.slots, count: old.capacity)
      larger.pointer.pointee.dict = old.pointer.pointee.dict
    }
    publish(larger.value, to: word)
  }

  // MARK: As a dict

  /// `__dict__`: moves the attributes to a dict if they are not in one yet.
  func dictionary(_ context: Context) throws(Raised) -> Dict {
    let shape = context.shape(of: object)
    if shape.hasDictionary, let dict { return dict }
    let type = Type(shape.type)
    let hidden = Int(type.pointer.pointee.fixedSlots)
    let dict = try Dict.make(context, capacity: max(shape.slotCount - hidden, 1))
    for index in hidden..<max(hidden, shape.slotCount) {
      if let slot = slot(index, shape), !load(slot).isEmpty { try dict.set(context, shape.name(index), to: load(slot)) }
    }
    try adopt(context, dict, from: shape, hidden: hidden)
    return dict
  }

  /// Has the object keep its attributes in a dict from now on.
  func setDictionary(_ context: Context, _ dict: Dict) throws(Raised) {
    let shape = context.shape(of: object)
    try adopt(context, dict, from: shape, hidden: Int(Type(shape.type).pointer.pointee.fixedSlots))
  }

  private func adopt(_ context: Context, _ dict: Dict, from shape: Shape, hidden: Int) throws(Raised) {
    let next = try Type(shape.type).dictionaryShape(context, inlineCapacity: shape.inlineCapacity)
    let storage: AttributeStorage
    if let present = self.storage { storage = present } else { storage = try AttributeStorage.make(context, capacity: 1) }
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    publish(dict.value, to: &storage.pointer.pointee.dict)
    publish(storage.value, to: word)
    store_release_u32(object, next.index)
    if !shape.hasDictionary {
      for index in hidden..<max(hidden, shape.slotCount) { if let slot = slot(index, shape) { store(.empty, to: slot) } }
    }
  }

  /// `__dict__` as an attribute: in the dict of the first class on the way from `object` whose instances have one.
  static let dictEntry = NativeEntry.getter("__dict__", { c, s in
    bridge(c) { () throws(Raised) in
      guard let dict = try c.ownDict(s) else { throw c.raiseNoAttribute(s, c.name(.__dict__)) }
      return dict.value
    }
  }, set: { c, s, value, _ in
    bridge(c) { () throws(Raised) -> Void in
      guard let dict = Dict(ifHas: value), let attributes = Attributes(s) else {
        throw c.raise(
          .typeError, "__dict__ must be set to a dictionary, not a '\(c.typeName(of: value))'")
      }
      try attributes.setDictionary(c, dict)
    }
  })

  /// `__weakref__` as an attribute: who refers weakly to an object is not known to it.
  static let weakReferenceEntry = NativeEntry.getter("__weakref__", { _, _ in .none })

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

// MARK: Of any object

extension Context {
  /// The attribute that the object itself has, whatever its class has; *empty* where there is none.
  @inline(__always)
  func ownAttribute(_ value: Value, _ name: Value) throws(Raised) -> Value {
    if let attributes = Attributes(value), value.object.pointee.kind & 0x7f != Kind.type.rawValue {
      return try attributes.value(self, name)
    }
    guard let dict = try ownDict(value, isMaking: false) else { return .empty }
    return try dict.value(self, for: name)
  }

  /// Sets an attribute of the object itself; false where it has none.
  func setOwnAttribute(_ value: Value, _ name: Value, _ attribute: Value) throws(Raised) -> Bool {
    if let attributes = Attributes(value), value.object.pointee.kind & 0x7f != Kind.type.rawValue {
      if !type(of: value).flags.contains(.hasDict) { return false }
      try attributes.set(self, name, to: attribute)
      return true
    }
    guard let dict = try ownDict(value, isMaking: true) else { return false }
    try dict.set(self, name, to: attribute)
    return true
  }

  /// Whether the object had it.
  func deleteOwnAttribute(_ value: Value, _ name: Value) throws(Raised) -> Bool {
    if let attributes = Attributes(value), value.object.pointee.kind & 0x7f != Kind.type.rawValue {
      return try attributes.delete(self, name)
    }
    guard let dict = try ownDict(value, isMaking: false) else { return false }
    return try !dict.remove(self, name).isEmpty
  }

  /// `__dict__` of an object that has one; nil for any other.
  func ownDict(_ value: Value, isMaking: Bool = true) throws(Raised) -> Dict? {
    guard value.isPointer else { return nil }
    if let type = Type(ifHas: value) { return try type.dict(self) }
    if let function = Function(ifExactly: value) {
      if isMaking, function.pointer.pointee.dict.isEmpty {
        publish(try Dict.make(self).value, to: &function.pointer.pointee.dict)
      }
      return Dict(ifHas: load(&function.pointer.pointee.dict))
    }
    if let module = Module(ifHas: value) { return module.dict }
    guard let attributes = Attributes(value), type(of: value).flags.contains(.hasDict) else { return nil }
    return try attributes.dictionary(self)
  }
}
