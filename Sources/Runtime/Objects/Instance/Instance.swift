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
// `dict` is `__dict__`, once somebody has looked at it: a dict that mirrors the slots. Once an attribute is deleted the
// dict holds the attributes itself, and the object has its type's shape for that.

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
  /// `__dict__`, or *empty* where nobody has asked for it.
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
  public func allocateObject(_ type: Type, size: Int, _ space: CellSpace = .plain) throws(Raised) -> ObjectPointer {
    let kind = type.instanceKind
    let isDerived = type.flags.contains(.derivedInstances)
    let cell = try isDerived ? allocate(size + 8, .derived) + 8 : allocate(size, space)
    let object = cell.assumingMemoryBound(to: ObjectHeader.self)
    object.pointee = ObjectHeader(
      shape: type.rootShape.index, kind: isDerived ? kind.rawValue | Kind.derived : kind.rawValue,
      flags: kind == .native ? type.pointer.pointee.nativeType : 0, lock: 0, gc: 0)
    if type.flags.contains(.hasFinalizer) { try registerFinalizer(of: object) }
    return object
  }

  /// An object of a class derived from a built-in with the content of an exact one, `size` bytes from the header on.
  /// What `new` of built-in types ends with; for the built-in itself the exact object will do.
  public func derived(_ exact: Value, size: Int, as type: Type) throws(Raised) -> Value {
    if !type.flags.contains(.derivedInstances) { return exact }
    let object = try allocateObject(type, size: size)
    object.pointee.flags = exact.object.pointee.flags
    (UnsafeMutableRawPointer(object) + 8).copyMemory(
      from: UnsafeRawPointer(exact.object) + 8, byteCount: size - 8)
    return Value(object)
  }
}
