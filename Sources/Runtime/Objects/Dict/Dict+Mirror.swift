import CRuntime

// `__dict__` of an object whose attributes are where its shape says: a dict without storage, whose keys are the shape's
// names and whose values are the object's slots. Looking at it costs the object nothing; what is stored in it is stored
// in the object.
//
//     object ──attributes──▶ AttributeStorage ──dict──▶ Dict ──mirror──▶ AttributeMirror ──object──▶ object
//
// It gets storage of its own, for good, when something is to be stored that no slot can hold: when a key is deleted, or
// is no text. The object then keeps its attributes there.

struct AttributeMirrorLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The interpreter's shapes by their indices.
  var shapes: UnsafePointer<UnsafeRawPointer?>
  var object: Value
}

struct AttributeMirror: ObjectReference {
  let pointer: UnsafeMutablePointer<AttributeMirrorLayout>
  init(pointer: UnsafeMutablePointer<AttributeMirrorLayout>) { self.pointer = pointer }
  static var kind: Kind { .attributeMirror }
  static var traceRule: TraceRule { .words(from: 16) }

  private var attributes: Attributes { Attributes(pointer.pointee.object).unsafelyUnwrapped }

  private var shape: Shape {
    let entry = pointer.pointee.shapes[Int(load_relaxed_u32(pointer.pointee.object.object))].unsafelyUnwrapped
    return Shape(pointer: UnsafeMutablePointer(mutating: entry.assumingMemoryBound(to: ShapeLayout.self)))
  }

  /// The first slot that is an attribute, not one of `__slots__`.
  private func firstSlot(_ shape: Shape) -> Int { Int(Type(shape.type).pointer.pointee.fixedSlots) }

  var count: Int {
    let shape = shape
    return max(0, shape.slotCount - firstSlot(shape))
  }

  /// The key and value at a place in the order of insertion.
  private func entry(_ place: Int) -> (key: Value, value: Value)? {
    let shape = shape
    let index = firstSlot(shape) + place
    guard index < shape.slotCount, let slot = attributes.slot(index, shape) else { return nil }
    let value = load(slot)
    return value.isEmpty ? nil : (shape.name(index), value)
  }

  func next(_ position: inout Int) -> (key: Value, value: Value)? {
    guard let found = entry(position) else { return nil }
    position += 1
    return found
  }

  func previous(_ position: inout Int) -> (key: Value, value: Value)? {
    position = min(position, count)
    if position == 0 { return nil }
    position -= 1
    return entry(position)
  }

  /// *Empty* where the object has no such attribute.
  func value(_ context: Context, for key: Value, hash: Int64) throws(Raised) -> Value {
    if let text = Text(ifExactly: key) {
      let name = try attributeName(context, text)
      return attributes.slotValue(context, name)
    }
    // Any other key may equal a name all the same.
    var position = 0
    while let (name, value) = next(&position) {
      if Text.hash(context, Text(name)) == hash, try context.areEqual(name, key) { return value }
    }
    return .empty
  }

  /// Stores an attribute; false where the key is none.
  func set(_ context: Context, _ key: Value, to value: Value) throws(Raised) -> Bool {
    guard let text = Text(ifExactly: key) else { return false }
    try attributes.set(context, attributeName(context, text), to: value)
    return true
  }

  private func attributeName(_ context: Context, _ text: Text) throws(Raised) -> Value {
    text.isInterned ? text.value : try Text.interned(context, text).value
  }

  /// Has the object keep its attributes in the dict itself from now on.
  fileprivate func end(_ context: Context, _ dict: Dict) throws(Raised) { try attributes.move(context, to: dict) }
}

extension Dict {
  /// A dict that mirrors an object's attributes.
  static func make(_ context: Context, mirroring object: ObjectPointer) throws(Raised) -> Dict {
    let dict = try Dict.make(context)
    let cell = try context.allocate(MemoryLayout<AttributeMirrorLayout>.size, .plain)
    let mirror = AttributeMirror(pointer: cell.assumingMemoryBound(to: AttributeMirrorLayout.self))
    mirror.pointer.pointee = AttributeMirrorLayout(
      header: AttributeMirror.header, shapes: context.pointee.shapes.unsafelyUnwrapped, object: Value(object))
    dict.pointer.pointee.mirror = mirror.value
    dict.pointer.pointee.count = -1
    return dict
  }

  /// Only for a dict without storage.
  var mirror: AttributeMirror? {
    let word = Value(bits: load_acquire_u64(&pointer.pointee.mirror))
    return word.isEmpty ? nil : AttributeMirror(word)
  }

  @usableFromInline @inline(never)
  var mirroredCount: Int {
    if let mirror { return mirror.count }
    return Int(truncatingIfNeeded: load_acquire_u64(countWord))
  }

  /// Gives a dict that mirrors an object storage of its own.
  @inline(never)
  func endMirroring(_ context: Context) throws(Raised) {
    while let mirror { try mirror.end(context, self) }
  }

  /// The storage, count and mirror of a dict whose mirroring ends; the lock is held. Readers look at them in the
  /// opposite order.
  func adopt(_ storage: DictStorage, count: Int) {
    store_release_u64(storageWord, storage.value.bits)
    setCount(count)
    publish(.empty, to: &pointer.pointee.mirror)
  }

  /// A look-up in a dict that had no storage.
  @inline(never)
  func valueWithoutStorage(_ context: Context, _ key: Value, _ hash: Int64) throws(Raised) -> Value {
    if let mirror { return try mirror.value(context, for: key, hash: hash) }
    return storage == nil ? .empty : try value(context, for: key, hash: hash)
  }

  /// What a mirror shows now, as a dict by itself.
  func copyMirrored(_ context: Context) throws(Raised) -> Dict {
    let result = try Dict.make(context, capacity: count)
    var position = 0
    while let (key, value) = next(&position) { try result.set(context, key, to: value) }
    return result
  }

  /// `merge` where one of the two is a mirror.
  func mergeMirrored(_ context: Context, from other: Dict, isOverriding: Bool) throws(Raised) {
    let expected = other.count
    var position = 0
    while let (key, value) = other.next(&position) {
      let isWanted = isOverriding ? true : try !contains(context, key)
      if isWanted { try set(context, key, to: value) }
      if other.count != expected { throw context.raise(.runtimeError, "dict mutated during update") }
    }
  }
}
