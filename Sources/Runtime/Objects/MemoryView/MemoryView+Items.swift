import CRuntime

// Items of a view, and its shape.

extension MemoryView {
  // MARK: Shape

  var dimensionCount: Int { isScalar ? 0 : 1 + (block?.count ?? 0) }

  func shape(_ context: Context) throws(Raised) -> Tuple {
    if isScalar { return try Tuple.empty(context) }
    let shape = try Tuple.allocate(context, count: dimensionCount)
    shape.elements[0] = try PythonInt.make(context, Int64(count))
    if let block { (shape.elements + 1).fill(from: block.elements, count: block.count) }
    return shape
  }

  /// Bytes from an item of each dimension to the next.
  func strides(_ context: Context) throws(Raised) -> Tuple {
    if isScalar { return try Tuple.empty(context) }
    let strides = try Tuple.allocate(context, count: dimensionCount)
    strides.elements[0] = Value(smallInt: Int64(stride))
    var size = Int64(unit)
    if let block {
      for dimension in (0..<block.count).reversed() {
        strides.elements[dimension + 1] = Value(smallInt: size)
        size *= block[dimension].smallInt
      }
    }
    return strides
  }

  // MARK: Places

  /// The place that an index, which may count from the end, stands for in a dimension.
  private func place(
    _ context: Context, _ key: Value, in count: () throws(Raised) -> Int, dimension: Int
  ) throws(Raised) -> Int {
    let given = Int(try context.machineIndex(of: key, .indexError))
    let count = try count()
    let index = given < 0 ? given + count : given
    if index < 0 || index >= count {
      throw context.raise(.indexError, "index out of bounds on dimension \(dimension)")
    }
    return index
  }

  private func isIndex(_ context: Context, _ key: Value) -> Bool {
    PythonInt.operand(key) != nil || context.type(of: key).has(.index)
  }

  /// The place of a number in the row, and within the block there; TypeError for what is no index of it.
  private func place(_ context: Context, _ key: Value) throws(Raised) -> (index: Int, offset: Int) {
    if isScalar {
      if let indices = Tuple(ifHas: key), indices.count == 0 { return (0, 0) }
      throw context.raise(.typeError, "invalid indexing of 0-dim memory")
    }
    if isIndex(context, key) {
      if block != nil {
        throw context.raise(.notImplementedError, "multi-dimensional sub-views are not implemented")
      }
      return (try place(context, key, in: { count }, dimension: 1), 0)
    }
    guard let indices = Tuple(ifHas: key) else { throw context.raise(.typeError, "memoryview: invalid slice key") }
    let (areIndices, areSlices) = kinds(context, indices)
    if areSlices, indices.count > 0 {
      throw context.raise(.notImplementedError, "multi-dimensional slicing is not implemented")
    }
    if !areIndices { throw context.raise(.typeError, "memoryview: invalid slice key") }
    if indices.count > dimensionCount {
      throw context.raise(
        .typeError, "cannot index \(dimensionCount)-dimension view with \(indices.count)-element tuple")
    }
    if indices.count < dimensionCount { throw context.raise(.notImplementedError, "sub-views are not implemented") }
    let index = try place(context, indices[0], in: { count }, dimension: 1)
    var offset = 0
    for dimension in 1..<max(1, indices.count) {
      let size = Int(block.unsafelyUnwrapped[dimension - 1].smallInt)
      offset = offset * size + (try place(context, indices[dimension], in: { size }, dimension: dimension + 1))
    }
    return (index, offset * unit)
  }

  /// NotImplementedError for items that only a text describes.
  private func requireLetter(_ context: Context) throws(Raised) {
    guard let described = Text(ifHas: load(&pointer.pointee.described)) else { return }
    throw context.raise(.notImplementedError, "memoryview: unsupported format \(String(described))")
  }

  private func kinds(_ context: Context, _ keys: Tuple) -> (areIndices: Bool, areSlices: Bool) {
    var (areIndices, areSlices) = (true, true)
    for index in 0..<keys.count {
      if !isIndex(context, keys[index]) { areIndices = false }
      if Slice(ifExactly: keys[index]) == nil { areSlices = false }
    }
    return (areIndices, areSlices)
  }

  // MARK: Reading and writing

  func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    try requireExporter(context)
    if let slice = Slice(ifExactly: key) {
      // A part of the view as it was: computing the bounds may release it.
      let whole = try part(context, from: 0, count: count, step: 1)
      let indices = try slice.indices(context, length: count)
      return try whole.part(context, from: indices.start, count: indices.count, step: indices.step).value
    }
    if isScalar, key == .ellipsis { return value }
    let (index, offset) = try place(context, key)
    try requireLetter(context)
    return try format.load(context, address(context, index, offset: offset))
  }

  func setItem(_ context: Context, _ key: Value, _ value: Value) throws(Raised) {
    try requireExporter(context)
    if isReadOnly { throw context.raise(.typeError, "cannot modify read-only memory") }
    if value.isEmpty { throw context.raise(.typeError, "cannot delete memory") }
    guard let slice = Slice(ifExactly: key) else {
      let (index, offset) = try place(context, key)
      try requireLetter(context)
      return try format.store(context, value) { () throws(Raised) in try address(context, index, offset: offset) }
    }
    if block != nil {
      throw context.raise(
        .notImplementedError, "memoryview slice assignments are currently restricted to ndim = 1")
    }
    guard let source = try context.bytes(of: value) else {
      throw context.raise(.typeError, "a bytes-like object is required, not '\(context.typeName(of: value))'")
    }
    let indices = try slice.indices(context, length: count)
    try requireExporter(context)
    let sourceFormat = MemoryView(ifHas: value)?.pointer.pointee.format ?? Exporter(context, value)?.format
    if sourceFormat != pointer.pointee.format || source.count != indices.count * unit {
      throw context.raise(
        .valueError, "memoryview assignment: lvalue and rvalue have different structures")
    }
    // The source may be a part of the same bytes.
    let copy = try Bytes.make(context, UnsafeRawBufferPointer(start: source.base, count: source.count))
    for index in 0..<indices.count {
      try address(context, indices.start + index * indices.step)
        .copyMemory(from: copy.base + index * unit, byteCount: unit)
    }
  }

  /// The items, those of blocks in lists of their own.
  func list(_ context: Context) throws(Raised) -> List {
    try requireLetter(context)
    let list = try List.make(context, capacity: count)
    for index in 0..<count {
      let address = try address(context, index)
      var offset = 0
      try list.append(context, item(context, address, &offset, dimension: 0))
    }
    return list
  }

  private func item(
    _ context: Context, _ base: UnsafeMutableRawPointer, _ offset: inout Int, dimension: Int
  ) throws(Raised) -> Value {
    guard let block, dimension < block.count else {
      let item = try format.load(context, base + offset)
      offset += format.size
      return item
    }
    let count = Int(block[dimension].smallInt)
    let list = try List.make(context, capacity: count)
    for _ in 0..<count { try list.append(context, item(context, base, &offset, dimension: dimension + 1)) }
    return list.value
  }

  // MARK: Casting

  /// `cast(format, shape)`: the same bytes as items of another format, where one of the two has a byte.
  func cast(_ context: Context, _ format: Value, shape: Value) throws(Raised) -> MemoryView {
    let target = try castFormat(context, format)
    if !isContiguous { throw context.raise(.typeError, "memoryview: casts are restricted to C-contiguous views") }
    let dimensions = shape.isEmpty ? nil : try castShape(context, shape)
    if dimensions != nil, block != nil {
      throw context.raise(.typeError, "memoryview: cast must be 1D -> ND or ND -> 1D")
    }
    let described = Text(ifHas: load(&pointer.pointee.described))
    if let described, !(described == "B") {
      throw context.raise(
        .valueError, "memoryview: source format must be a native single character format prefixed with an optional '@'")
    }
    if !self.format.isByte, !target.isByte {
      throw context.raise(.typeError, "memoryview: cannot cast between two non-byte formats")
    }
    // A structure without fields has no size, but may have been given room.
    let hasSize = described == nil || itemSize > 0
    let size = hasSize ? count * itemSize : Exporter(context, pointer.pointee.exporter)?.units.count ?? 0
    if size % target.size != 0 {
      throw context.raise(.typeError, "memoryview: length is not a multiple of itemsize")
    }
    var (rows, block) = (size / target.size, Value.empty)
    if let dimensions {
      var product = 1
      for index in 0..<dimensions.count {
        let (next, overflow) = product.multipliedReportingOverflow(by: Int(dimensions[index].smallInt))
        product = overflow ? .max : next
      }
      if product != rows || dimensions.count == 0 {
        throw context.raise(.typeError, "memoryview: product(shape) * itemsize != buffer size")
      }
      rows = Int(dimensions[0].smallInt)
      if dimensions.count > 1 {
        block = try Tuple.make(context, copying: dimensions.elements + 1, count: dimensions.count - 1).value
      }
    }
    return try MemoryView.make(
      context, pointer.pointee.exporter, start: Int(pointer.pointee.start), count: rows,
      stride: rows == 0 ? target.size : size / rows, format: target.code, isReadOnly: isReadOnly, block: block)
  }

  private func castFormat(_ context: Context, _ format: Value) throws(Raised) -> ItemFormat {
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
    return target
  }

  private func castShape(_ context: Context, _ shape: Value) throws(Raised) -> Tuple {
    if List(ifHas: shape) == nil, Tuple(ifHas: shape) == nil {
      throw context.raise(.typeError, "shape must be a list or a tuple")
    }
    let dimensions = try context.tuple(of: shape)
    for index in 0..<dimensions.count {
      if PythonInt.operand(dimensions[index]) == nil {
        throw context.raise(.typeError, "memoryview.cast(): elements of shape must be integers")
      }
      if !dimensions[index].isSmallInt || dimensions[index].smallInt <= 0 {
        throw context.raise(.valueError, "memoryview.cast(): elements of shape must be integers > 0")
      }
    }
    return dimensions
  }
}
