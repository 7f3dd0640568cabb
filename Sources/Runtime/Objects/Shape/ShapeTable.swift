import CRuntime

/// A hash table from interned names to values, for shapes: their slots, and the shapes reached from them. It only
/// grows, by being replaced; readers need no lock, as an entry's value is published after its name.
struct ShapeTable: ObjectReference {
  let pointer: UnsafeMutablePointer<ShapeTableLayout>
  static var kind: Kind { .attributeStorage }

  init(pointer: UnsafeMutablePointer<ShapeTableLayout>) { self.pointer = pointer }

  /// Room for `count` entries at most half full; nil where memory is exhausted.
  init?(_ context: Context, count: Int) {
    var places = 16
    while places < count * 2 { places *= 2 }
    let size = MemoryLayout<ShapeTableLayout>.size + places * 2 * MemoryLayout<Value>.size
    guard let cell = Heap.allocate(context, size: size, space: .plain) else { return nil }
    self.init(pointer: cell.assumingMemoryBound(to: ShapeTableLayout.self))
    pointer.pointee = ShapeTableLayout(
      header: Self.header, count: Value(smallInt: 0), mask: Value(smallInt: Int64(places - 1)))
  }

  private var mask: Int { Int(pointer.pointee.mask.smallInt) }
  var count: Int { Int(pointer.pointee.count.smallInt) }
  var isFull: Bool { (count + 1) * 2 > mask + 1 }

  /// Name and value in turn.
  private var places: UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: Value.self)
  }

  /// Interned text is equal only to itself: its address is its hash.
  private func firstPlace(_ name: Value) -> Int { Int(truncatingIfNeeded: (name.bits >> 4) ^ (name.bits >> 12)) & mask }

  func find(_ name: Value) -> Value? {
    var place = firstPlace(name)
    while true {
      let found = load(places + 2 * place)
      if found == name {
        let value = Value(bits: load_acquire_u64(places + 2 * place + 1))
        return value.isEmpty ? nil : value
      }
      if found.isEmpty { return nil }
      place = (place + 1) & mask
    }
  }

  /// Adds an entry for a name that has none; the table must have room, and the caller its owner's lock.
  func insert(_ name: Value, _ value: Value) {
    var place = firstPlace(name)
    while !places[2 * place].isEmpty { place = (place + 1) & mask }
    publish(value, to: places + 2 * place + 1)
    publish(name, to: places + 2 * place)
    store(Value(smallInt: Int64(count + 1)), to: &pointer.pointee.count)
  }

  /// A table of twice the size with the same entries.
  func grown(_ context: Context) -> ShapeTable? {
    guard let larger = ShapeTable(context, count: mask + 1) else { return nil }
    for place in 0...mask where !places[2 * place].isEmpty {
      larger.insert(places[2 * place], places[2 * place + 1])
    }
    return larger
  }
}

struct ShapeTableLayout: BitwiseCopyable {
  var header: ObjectHeader
  var count: Value
  var mask: Value
}
