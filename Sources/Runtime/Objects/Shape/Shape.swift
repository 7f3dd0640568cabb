import CRuntime

// Hidden classes. A shape is a type and an ordered list of attribute names; an instance's header names its shape by
// index, and its slot i holds the attribute that the shape lists i-th. Adding an attribute follows a transition to the
// shape with one name more; shapes that were reached from one another share one array of names:
//
//     Point{} ──x──▶ Point{x} ──y──▶ Point{x, y}
//        │              │                │
//        └──────────────┴───── names ────┴──▶ [x, y]
//
// Self's maps and V8's hidden classes are the precedents. A slot is never reused for another name: an inline cache that
// has seen a shape may read its slot without asking again.

/// Every word after the header is traced; numbers are therefore stored as small ints.
public struct ShapeLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The type of the instances, at a fixed place so that `type(object)` is three loads.
  var type: Value
  var index: Value
  var slotCount: Value
  /// How many slots an instance has inside itself; further ones are in its overflow storage.
  var inlineCapacity: Value
  /// A `ShapeNames`, of which this shape owns the first `slotCount`.
  var names: Value
  /// A `ShapeTable` over the names once there are many, else *empty*.
  var table: Value
  /// *Empty*, the one shape that was reached from here, or a `ShapeTable` from names to shapes.
  var transitions: Value
  /// The name by which this shape was reached from its parent, or *empty*.
  var lastName: Value
}

public struct Shape: ObjectReference {
  public let pointer: UnsafeMutablePointer<ShapeLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<ShapeLayout>) { self.pointer = pointer }
  public static var kind: Kind { .shape }
  static var traceRule: TraceRule { .words(from: 8) }

  /// Shapes of more names are searched by hash, from their second search on: the shapes that a constructor only passes
  /// through are searched once.
  static var linearSearchLimit: Int { 8 }
  private static var wasSearched: UInt8 { 1 }
  private static var dictionary: UInt8 { 2 }

  @inline(__always)
  private var flagsAddress: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + 5 }

  /// Whether the instances' attributes are in a dict, of which the shape says nothing; only `__slots__` are in slots.
  @inline(__always)
  public var hasDictionary: Bool { load_relaxed_u8(flagsAddress) & Self.dictionary != 0 }

  func setHasDictionary() { store_relaxed_u8(flagsAddress, Self.dictionary) }

  public var type: Value { pointer.pointee.type }
  public var index: UInt32 { UInt32(truncatingIfNeeded: pointer.pointee.index.smallInt) }
  public var slotCount: Int { Int(pointer.pointee.slotCount.smallInt) }
  public var inlineCapacity: Int { Int(pointer.pointee.inlineCapacity.smallInt) }
  var names: ShapeNames { ShapeNames(pointer.pointee.names) }

  /// The name of a slot; *unbound* for one of `__slots__`, which only its descriptor knows.
  public func name(_ slot: Int) -> Value { names[slot] }

  /// The slot of an attribute, by its interned name; nil where the shape does not list it.
  public func slot(_ context: Context, of name: Value) -> Int? {
    let count = slotCount
    if count > Self.linearSearchLimit, let table = table(context) {
      return table.find(name).map { Int($0.smallInt) }
    }
    let names = self.names
    for slot in 0..<count where names[slot] == name { return slot }
    return nil
  }

  private func table(_ context: Context) -> ShapeTable? {
    let table = Value(bits: load_acquire_u64(&pointer.pointee.table))
    if table.isPointer { return ShapeTable(table) }
    if load_relaxed_u8(flagsAddress) & Self.wasSearched == 0 {
      store_relaxed_u8(flagsAddress, Self.wasSearched)
      return nil
    }
    return indexNames(context)
  }
}

// MARK: Names

struct ShapeNamesLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// As small ints: how many names are in use, by the longest shape that shares the array; and room for how many.
  var used: Value
  var capacity: Value
}

struct ShapeNames: ObjectReference {
  let pointer: UnsafeMutablePointer<ShapeNamesLayout>
  static var kind: Kind { .shapeNames }
  static var traceRule: TraceRule { .words(from: 8, hasElements: true) }

  init(pointer: UnsafeMutablePointer<ShapeNamesLayout>) { self.pointer = pointer }

  init(_ context: Context, capacity: Int) throws(Raised) {
    let size = MemoryLayout<ShapeNamesLayout>.size + capacity * MemoryLayout<Value>.size
    self.init(pointer: try context.allocate(size, .plain).assumingMemoryBound(to: ShapeNamesLayout.self))
    pointer.pointee = ShapeNamesLayout(
      header: Self.header, used: Value(smallInt: 0), capacity: Value(smallInt: Int64(capacity)))
  }

  var used: Int { Int(pointer.pointee.used.smallInt) }
  var capacity: Int { Int(pointer.pointee.capacity.smallInt) }

  private var elements: UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: Value.self)
  }

  subscript(index: Int) -> Value { load(elements + index) }

  /// Appends a name to the first `count`, in place where no other shape has gone on from there, else in a copy.
  func appending(_ context: Context, _ name: Value, after count: Int) throws(Raised) -> ShapeNames {
    var target = self
    if used != count || count == capacity {
      target = try ShapeNames(context, capacity: max(4, count * 2))
      target.elements.update(from: elements, count: count)
    }
    store(name, to: target.elements + count)
    store(Value(smallInt: Int64(count + 1)), to: &target.pointer.pointee.used)
    return target
  }
}
