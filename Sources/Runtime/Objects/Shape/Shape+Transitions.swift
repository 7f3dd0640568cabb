import CRuntime

extension Shape {
  /// The shape of a type's new instances: no names but those of `__slots__`, which are hidden.
  init(root type: Value, inlineCapacity: Int, fixedSlots: Int = 0, _ context: Context) throws(Raised) {
    var names = try ShapeNames(context, capacity: max(inlineCapacity, fixedSlots, 1))
    for slot in 0..<fixedSlots { names = try names.appending(context, .unbound, after: slot) }
    self = try Shape(
      context, type: type, slotCount: fixedSlots, inlineCapacity: inlineCapacity, names: names, lastName: .empty)
  }

  /// The shape of a built-in type's exact instances.
  init(builtin index: UInt32, _ context: Context) throws(Raised) {
    let names = try ShapeNames(context, capacity: 1)
    self = try Shape.unregistered(
      context, type: .empty, slotCount: 0, inlineCapacity: 0, names: names, lastName: .empty)
    pointer.pointee.index = Value(smallInt: Int64(index))
    Interpreter(of: context).state.pointee.shapes.table[Int(index)] = UnsafeRawPointer(pointer)
  }

  private static func unregistered(
    _ context: Context, type: Value, slotCount: Int, inlineCapacity: Int, names: ShapeNames, lastName: Value
  ) throws(Raised) -> Shape {
    let cell = try context.allocate(MemoryLayout<ShapeLayout>.size, .plain)
    let shape = Shape(pointer: cell.assumingMemoryBound(to: ShapeLayout.self))
    shape.pointer.pointee = ShapeLayout(
      header: Self.header, type: type, index: Value(smallInt: 0), slotCount: Value(smallInt: Int64(slotCount)),
      inlineCapacity: Value(smallInt: Int64(inlineCapacity)), names: names.value, table: .empty, transitions: .empty,
      lastName: lastName)
    return shape
  }

  private init(
    _ context: Context, type: Value, slotCount: Int, inlineCapacity: Int, names: ShapeNames, lastName: Value
  ) throws(Raised) {
    self = try Shape.unregistered(
      context, type: type, slotCount: slotCount, inlineCapacity: inlineCapacity, names: names, lastName: lastName)
    pointer.pointee.index = Value(smallInt: Int64(try Interpreter(of: context).register(self, context)))
  }

  /// The shape with one attribute more. Only reads where the transition exists already.
  func adding(_ context: Context, _ name: Value) throws(Raised) -> Shape {
    if let known = transition(name) { return known }
    lock(context)
    defer { unlock(context) }
    if let known = transition(name) { return known }
    let names = try self.names.appending(context, name, after: slotCount)
    let next = try Shape(
      context, type: type, slotCount: slotCount + 1, inlineCapacity: inlineCapacity, names: names, lastName: name)
    try record(context, next)
    return next
  }

  private func transition(_ name: Value) -> Shape? {
    let transitions = Value(bits: load_acquire_u64(&pointer.pointee.transitions))
    if transitions.isEmpty { return nil }
    if let only = Shape(ifExactly: transitions) { return only.pointer.pointee.lastName == name ? only : nil }
    return ShapeTable(transitions).find(name).map { Shape($0) }
  }

  /// Remembers a transition: the first one by itself, several in a table.
  private func record(_ context: Context, _ next: Shape) throws(Raised) {
    let transitions = pointer.pointee.transitions
    if transitions.isEmpty {
      publish(next.value, to: &pointer.pointee.transitions)
      return
    }
    var table: ShapeTable
    if let only = Shape(ifExactly: transitions) {
      table = try context.require(ShapeTable(context, count: 4))
      table.insert(only.pointer.pointee.lastName, only.value)
    } else {
      table = ShapeTable(transitions)
      if table.isFull { table = try context.require(table.grown(context)) }
    }
    table.insert(next.pointer.pointee.lastName, next.value)
    publish(table.value, to: &pointer.pointee.transitions)
  }

  /// Makes the table of names; nil where memory is exhausted, in which case the names are searched one by one.
  func indexNames(_ context: Context) -> ShapeTable? {
    guard let table = ShapeTable(context, count: slotCount) else { return nil }
    for slot in 0..<slotCount { table.insert(name(slot), Value(smallInt: Int64(slot))) }
    publish(table.value, to: &pointer.pointee.table)
    return table
  }
}
