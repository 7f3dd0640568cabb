import CRuntime

// `memoryview`: a row of numbers in the bytes of another object.
//
//     ┌────────┬───────┬───────┬────────┬────────┬───────┬──────────┐
//     │ header │ start │ count │ stride │ format │ flags │ exporter │
//     └────────┴───────┴───────┴────────┴────────┴───────┴──────────┘
//     0        8       16      24       32       36      40
//
// A view keeps no address: it finds the exporter's bytes each time, and whatever lies beyond them is not there. So a
// bytearray may change its size under a view, which CPython does not allow.

struct MemoryViewLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The first byte of the first item, counted from the exporter's.
  var start: Int64
  /// Items.
  var count: Int64
  /// Bytes from an item to the next.
  var stride: Int64
  /// A letter of the module `struct`.
  var format: UInt32
  var isReadOnly: UInt32
  /// *Empty* once the view is released.
  var exporter: Value
}

struct MemoryView: ObjectReference {
  let pointer: UnsafeMutablePointer<MemoryViewLayout>
  @inline(__always) init(pointer: UnsafeMutablePointer<MemoryViewLayout>) { self.pointer = pointer }
  static var kind: Kind { .memoryView }
  static var traceRule: TraceRule { .words(from: 40) }

  var count: Int { Int(pointer.pointee.count) }
  var stride: Int { Int(pointer.pointee.stride) }
  var isReadOnly: Bool { pointer.pointee.isReadOnly != 0 }
  var format: ItemFormat { ItemFormat(code: pointer.pointee.format) }
  var isContiguous: Bool { stride == format.size || count < 2 }

  static func make(
    _ context: Context, _ exporter: Value, start: Int, count: Int, stride: Int, format: UInt32, isReadOnly: Bool
  ) throws(Raised) -> MemoryView {
    let cell = try context.allocate(MemoryLayout<MemoryViewLayout>.size, .plain)
    let view = MemoryView(pointer: cell.assumingMemoryBound(to: MemoryViewLayout.self))
    view.pointer.pointee = MemoryViewLayout(
      header: header, start: Int64(start), count: Int64(count), stride: Int64(stride), format: format,
      isReadOnly: isReadOnly ? 1 : 0, exporter: exporter)
    return view
  }

  /// A view of all bytes of an object.
  static func make(_ context: Context, of object: Value) throws(Raised) -> MemoryView {
    if let view = MemoryView(ifHas: object) {
      try view.requireExporter(context)
      return try view.part(context, from: 0, count: view.count, step: 1)
    }
    guard let exporter = Exporter(context, object) else {
      throw context.raise(
        .typeError, "memoryview: a bytes-like object is required, not '\(context.typeName(of: object))'")
    }
    let size = ItemFormat(code: exporter.format).size
    return try make(
      context, object, start: 0, count: exporter.units.count / size, stride: size, format: exporter.format,
      isReadOnly: exporter.isReadOnly)
  }

  /// The items from one on, `step` apart.
  func part(_ context: Context, from first: Int, count: Int, step: Int) throws(Raised) -> MemoryView {
    try MemoryView.make(
      context, pointer.pointee.exporter, start: Int(pointer.pointee.start) + first * stride, count: count,
      stride: stride * step, format: pointer.pointee.format, isReadOnly: isReadOnly)
  }

  func requireExporter(_ context: Context) throws(Raised) {
    if pointer.pointee.exporter.isEmpty {
      throw context.raise(.valueError, "operation forbidden on released memoryview object")
    }
  }

  // MARK: Items

  /// The exporter's bytes as they are now.
  private func exported(_ context: Context) -> TextUnits {
    Exporter(context, pointer.pointee.exporter).unsafelyUnwrapped.units
  }

  /// The address of an item within bounds; IndexError where the exporter has become too short.
  func address(_ context: Context, _ index: Int) throws(Raised) -> UnsafeMutableRawPointer {
    let units = exported(context)
    let offset = Int(pointer.pointee.start) + index * stride
    if offset < 0 || offset + format.size > units.count {
      throw context.raise(.indexError, "index out of bounds on dimension 1")
    }
    return UnsafeMutableRawPointer(mutating: units.base) + offset
  }

  /// The bytes of all items in a row: those of the exporter, or a copy.
  func bytes(_ context: Context) throws(Raised) -> TextUnits {
    try requireExporter(context)
    let units = exported(context)
    let size = format.size
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

  /// The place that an index or its absence from the end stands for.
  func place(_ context: Context, _ key: Value) throws(Raised) -> Int {
    if PythonInt.operand(key) == nil, !context.type(of: key).has(.index) {
      throw context.raise(.typeError, "memoryview: invalid slice key")
    }
    let given = Int(try context.machineIndex(of: key, .indexError))
    let index = given < 0 ? given + count : given
    if index < 0 || index >= count { throw context.raise(.indexError, "index out of bounds on dimension 1") }
    return index
  }

  func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    try requireExporter(context)
    if let slice = Slice(ifExactly: key) {
      let indices = try slice.indices(context, length: count)
      return try part(context, from: indices.start, count: indices.count, step: indices.step).value
    }
    return try format.load(context, address(context, place(context, key)))
  }

  func setItem(_ context: Context, _ key: Value, _ value: Value) throws(Raised) {
    try requireExporter(context)
    if isReadOnly { throw context.raise(.typeError, "cannot modify read-only memory") }
    if value.isEmpty { throw context.raise(.typeError, "cannot delete memory") }
    guard let slice = Slice(ifExactly: key) else {
      let place = try place(context, key)
      return try format.store(context, value) { () throws(Raised) in try address(context, place) }
    }
    guard let source = try context.bytes(of: value) else {
      throw context.raise(.typeError, "a bytes-like object is required, not '\(context.typeName(of: value))'")
    }
    let indices = try slice.indices(context, length: count)
    let sourceFormat = MemoryView(ifHas: value)?.pointer.pointee.format ?? 0x42
    if sourceFormat != pointer.pointee.format || source.count != indices.count * format.size {
      throw context.raise(
        .valueError, "memoryview assignment: lvalue and rvalue have different structures")
    }
    // The source may be a part of the same bytes.
    let copy = try Bytes.make(context, UnsafeRawBufferPointer(start: source.base, count: source.count))
    for index in 0..<indices.count {
      try address(context, indices.start + index * indices.step)
        .copyMemory(from: copy.base + index * format.size, byteCount: format.size)
    }
  }

  func list(_ context: Context) throws(Raised) -> List {
    try requireExporter(context)
    let list = try List.make(context, capacity: count)
    for index in 0..<count { try list.append(context, format.load(context, address(context, index))) }
    return list
  }

  /// `cast(format)`: the same bytes as items of another format, one of which has a byte.
  func cast(_ context: Context, _ format: Value) throws(Raised) -> MemoryView {
    try requireExporter(context)
    guard let text = Text(ifHas: format) else {
      throw context.raise(
        .typeError, "cast() argument 'format' must be str, not \(context.typeName(of: format))")
    }
    var code: UInt32 = 0
    if text.count == 1 { code = text.codePoint(at: 0) }
    if text.count == 2, text.codePoint(at: 0) == 0x40 { code = text.codePoint(at: 1) }
    let target = ItemFormat(code: code)
    if target.size == 0 || code == ItemFormat.character {
      throw context.raise(
        .valueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
    }
    if !isContiguous { throw context.raise(.typeError, "memoryview: casts are restricted to C-contiguous views") }
    if !self.format.isByte, !target.isByte {
      throw context.raise(.typeError, "memoryview: cannot cast between two non-byte formats")
    }
    let size = count * self.format.size
    if size % target.size != 0 {
      throw context.raise(.typeError, "memoryview: length is not a multiple of itemsize")
    }
    return try MemoryView.make(
      context, pointer.pointee.exporter, start: Int(pointer.pointee.start), count: size / target.size,
      stride: target.size, format: code, isReadOnly: isReadOnly)
  }

  /// Views are equal where their items are.
  func isEqual(_ context: Context, to other: Value) throws(Raised) -> Value {
    if pointer.pointee.exporter.isEmpty { return Value(value == other) }
    let right: MemoryView
    if let view = MemoryView(ifHas: other) {
      if view.pointer.pointee.exporter.isEmpty { return .false }
      right = view
    } else if try context.bytes(of: other) != nil {
      right = try MemoryView.make(context, of: other)
    } else {
      return .notImplemented
    }
    if count != right.count { return .false }
    if pointer.pointee.format == right.pointer.pointee.format, !format.isFloat {
      return Value(TextUnits.areEqual(try bytes(context), try right.bytes(context)))
    }
    for index in 0..<count {
      let (a, b) = (try format.load(context, address(context, index)), try right.format.load(context, right.address(context, index)))
      if try context.compare(.equal, a, b) != .true { return .false }
    }
    return .true
  }
}
