import CRuntime

// `memoryview`: a row of numbers, or of blocks of numbers, in the bytes of another object.
//
//     ┌────────┬───────┬───────┬────────┬──────┬────────┬───────┬──────┬──────┬──────────┬───────┬───────────┐
//     │ header │ start │ count │ stride │ hash │ format │ flags │ uses │ unit │ exporter │ block │ described │
//     └────────┴───────┴───────┴────────┴──────┴────────┴───────┴──────┴──────┴──────────┴───────┴───────────┘
//     0        8       16      24       32     40       44      48     56     64         72      80
//
// Of more than one dimension, the first is the row's: its items are blocks, in which numbers stand without gaps. What
// has no dimension, as a structure, is a row of one item that no index leads to.
//
// A view keeps no address: it finds the exporter's bytes each time, and whatever lies beyond them is not there. So a
// bytearray may change its size under a view of which it does not know (`ByteArray+Holding.swift`).

struct MemoryViewLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The first byte of the first item, counted from the exporter's.
  var start: Int64
  /// Items of the row.
  var count: Int64
  /// Bytes from an item of the row to the next.
  var stride: Int64
  /// 0 where it is not known; stays when the view is released.
  var hash: Int64
  /// A letter of the module `struct`; 0 where a text describes the items.
  var format: UInt32
  var isReadOnly: Bool
  /// Has no dimension.
  var isScalar: Bool
  /// A `with` statement has entered it.
  var isEntered = false
  /// How many operations that call Python code use the view: it cannot be released meanwhile.
  var uses: Int64
  /// Bytes of a number.
  var unit: Int64
  /// *Empty* once the view is released.
  var exporter: Value
  /// A tuple of the dimensions of a block; *empty* for a row of numbers.
  var block: Value
  /// The text that describes the items, which nobody can read one by one then; or *empty*.
  var described: Value
}

struct MemoryView: ObjectReference {
  let pointer: UnsafeMutablePointer<MemoryViewLayout>
  @inline(__always) init(pointer: UnsafeMutablePointer<MemoryViewLayout>) { self.pointer = pointer }
  static var kind: Kind { .memoryView }
  static var traceRule: TraceRule { .words(from: 64) }

  var count: Int { Int(pointer.pointee.count) }
  var stride: Int { Int(pointer.pointee.stride) }
  var isReadOnly: Bool { pointer.pointee.isReadOnly }
  var isScalar: Bool { pointer.pointee.isScalar }
  /// Bytes of a number.
  var unit: Int { Int(pointer.pointee.unit) }
  var format: ItemFormat { ItemFormat(code: pointer.pointee.format) }
  var block: Tuple? { pointer.pointee.block.isEmpty ? nil : Tuple(pointer.pointee.block) }

  /// Bytes of an item of the row.
  var itemSize: Int {
    guard let block else { return unit }
    return (0..<block.count).reduce(unit) { $0 * Int(block[$1].smallInt) }
  }
  var isContiguous: Bool { stride == itemSize || count < 2 }

  static func make(
    _ context: Context, _ exporter: Value, start: Int, count: Int, stride: Int, format: UInt32, isReadOnly: Bool,
    block: Value = .empty
  ) throws(Raised) -> MemoryView {
    let cell = try context.allocate(MemoryLayout<MemoryViewLayout>.size, .plain)
    let view = MemoryView(pointer: cell.assumingMemoryBound(to: MemoryViewLayout.self))
    view.pointer.pointee = MemoryViewLayout(
      header: header, start: Int64(start), count: Int64(count), stride: Int64(stride), hash: 0, format: format,
      isReadOnly: isReadOnly, isScalar: false, uses: 0, unit: Int64(ItemFormat(code: format).size), exporter: exporter,
      block: block, described: .empty)
    view.array(context)?.noteView()
    return view
  }

  /// A view of memory that is described: see `MemoryExporterLayout`.
  private static func make(_ context: Context, _ exporter: Value, described: Tuple) throws(Raised) -> MemoryView {
    let (unit, shape) = (Int(described[1].smallInt), Tuple(described[2]))
    let rows = shape.count == 0 ? 1 : Int(PythonInt.int64(shape[0]) ?? 0)
    let block = shape.count < 2 ? nil : try Tuple.make(context, copying: shape.elements + 1, count: shape.count - 1)
    let view = try make(
      context, exporter, start: 0, count: rows, stride: 0, format: 0, isReadOnly: false, block: block?.value ?? .empty)
    view.pointer.pointee.unit = Int64(unit)
    view.pointer.pointee.stride = Int64(view.itemSize)
    view.pointer.pointee.isScalar = shape.count == 0
    publish(described[0], to: &view.pointer.pointee.described)
    return view
  }

  /// A view of all bytes of an object.
  static func make(_ context: Context, of object: Value) throws(Raised) -> MemoryView {
    if let view = MemoryView(ifHas: object) {
      try view.requireExporter(context)
      return try view.part(context, from: 0, count: view.count, step: 1)
    }
    if let view = try context.exportedView(of: object) { return try make(context, of: view.value) }
    guard let exporter = Exporter(context, object) else {
      throw context.raise(
        .typeError, "memoryview: a bytes-like object is required, not '\(context.typeName(of: object))'")
    }
    if let described = Tuple(ifHas: exporter.description) { return try make(context, object, described: described) }
    let size = ItemFormat(code: exporter.format).size
    return try make(
      context, object, start: 0, count: exporter.units.count / size, stride: size, format: exporter.format,
      isReadOnly: exporter.isReadOnly)
  }

  /// The items from one on, `step` apart.
  func part(_ context: Context, from first: Int, count: Int, step: Int) throws(Raised) -> MemoryView {
    let part = try MemoryView.make(
      context, pointer.pointee.exporter, start: Int(pointer.pointee.start) + first * stride, count: count,
      stride: stride * step, format: pointer.pointee.format, isReadOnly: isReadOnly, block: pointer.pointee.block)
    (part.pointer.pointee.unit, part.pointer.pointee.isScalar) = (pointer.pointee.unit, isScalar)
    publish(pointer.pointee.described, to: &part.pointer.pointee.described)
    return part
  }

  func requireExporter(_ context: Context) throws(Raised) {
    if pointer.pointee.exporter.isEmpty {
      throw context.raise(.valueError, "operation forbidden on released memoryview object")
    }
  }

  func release(_ context: Context) throws(Raised) {
    let uses = pointer.pointee.uses
    if uses > 0 {
      throw context.raise(.bufferError, "memoryview has \(uses) exported buffer\(uses == 1 ? "" : "s")")
    }
    if pointer.pointee.isEntered { array(context)?.letGo(context) }
    pointer.pointee.isEntered = false
    store(.empty, to: &pointer.pointee.exporter)
  }

  /// `__enter__`: what it views keeps its size until it is released.
  func enter(_ context: Context) {
    if !pointer.pointee.isEntered { array(context)?.hold(context) }
    pointer.pointee.isEntered = true
  }

  /// Calls a body that may run Python code, which cannot release the view meanwhile.
  func using<Result>(_ body: () throws(Raised) -> Result) throws(Raised) -> Result {
    pointer.pointee.uses += 1
    defer { pointer.pointee.uses -= 1 }
    return try body()
  }

  // MARK: Bytes

  /// The exporter's bytes as they are now.
  private func exported(_ context: Context) throws(Raised) -> TextUnits {
    try requireExporter(context)
    return Exporter(context, pointer.pointee.exporter).unsafelyUnwrapped.units
  }

  /// The address of an item of the row, or what lies `offset` behind it; IndexError where the exporter has become too
  /// short.
  func address(_ context: Context, _ index: Int, offset: Int = 0) throws(Raised) -> UnsafeMutableRawPointer {
    let units = try exported(context)
    let place = Int(pointer.pointee.start) + index * stride
    if place < 0 || place + itemSize > units.count {
      throw context.raise(.indexError, "index out of bounds on dimension 1")
    }
    return UnsafeMutableRawPointer(mutating: units.base) + place + offset
  }

  /// The bytes of all items in a row: those of the exporter, or a copy.
  func bytes(_ context: Context) throws(Raised) -> TextUnits {
    let units = try exported(context)
    let size = itemSize
    if isContiguous {
      let start = min(Int(pointer.pointee.start), units.count)
      return units.slice(start, min(units.count, start + count * size))
    }
    let copy = try Bytes.allocate(context, count: count * size)
    for index in 0..<count {
      (copy.base + index * size).copyMemory(from: try address(context, index), byteCount: size)
    }
    return copy.units
  }

  // MARK: Equality

  /// Views are equal where their shapes and items are.
  func isEqual(_ context: Context, to other: Value) throws(Raised) -> Value {
    if pointer.pointee.exporter.isEmpty { return Value(value == other) }
    let right: MemoryView
    if let view = MemoryView(ifHas: other) {
      if view.pointer.pointee.exporter.isEmpty { return .false }
      right = view
    } else if Exporter(context, other) != nil {
      right = try MemoryView.make(context, of: other)
    } else {
      return .notImplemented
    }
    if try !shape(context).isEqual(context, to: right.shape(context)) { return .false }
    if format.code == 0 || right.format.code == 0 {
      // Numbers in an order of bytes that is said are compared as bytes, structures not at all.
      guard format.code == right.format.code, Text(pointer.pointee.described).count == 2,
        try context.compare(.equal, pointer.pointee.described, right.pointer.pointee.described) == .true
      else { return .false }
    }
    if pointer.pointee.format == right.pointer.pointee.format, !format.comparesByValue {
      return Value(TextUnits.areEqual(try bytes(context), try right.bytes(context)))
    }
    let (a, b) = (try bytes(context), try right.bytes(context))
    for index in 0..<min(a.count / format.size, b.count / right.format.size) {
      let first = try format.load(context, UnsafeMutableRawPointer(mutating: a.base) + index * format.size)
      let second = try right.format.load(context, UnsafeMutableRawPointer(mutating: b.base) + index * right.format.size)
      if try context.compare(.equal, first, second) != .true { return .false }
    }
    return .true
  }
}
