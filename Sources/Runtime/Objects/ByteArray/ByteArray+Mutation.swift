import CRuntime

extension ByteArray {
  /// Puts `source` in the place of the bytes from `start` up to `end`, which are clamped to what there is.
  public func replace(_ context: Context, _ start: Int, _ end: Int, by source: TextUnits) throws(Raised) {
    if source.count != end - start { try requireNoViews(context) }
    lock(context)
    defer { unlock(context) }
    let units = units
    let start = min(start, units.count)
    let end = max(start, min(end, units.count))
    let change = source.count - (end - start)
    if change == 0 {
      (mutableBase + start).update(from: source.bound(to: UInt8.self).baseAddress.unsafelyUnwrapped, count: source.count)
      return
    }
    let (count, overflow) = units.count.addingReportingOverflow(change)
    if overflow { throw context.raiseMemoryError() }
    if start == 0, source.count == 0 {
      pointer.pointee.start += Int64(end)
    } else {
      try makeRoom(context, units, start, end, source.count, count)
    }
    pointer.pointee.count = Int64(count)
    if count == 0 { pointer.pointee.start = 0 }
    if source.count > 0 { (mutableBase + start).update(from: source.base.assumingMemoryBound(to: UInt8.self), count: source.count) }
  }

  /// Moves the bytes from `end` on, so that `room` bytes stand between them and `start`.
  private func makeRoom(
    _ context: Context, _ units: TextUnits, _ start: Int, _ end: Int, _ room: Int, _ count: Int
  ) throws(Raised) {
    let rest = units.count - end
    if let storage, Int(pointer.pointee.start) + count <= storage.count {
      let base = UnsafeMutableRawPointer(mutableBase)
      bytes_move(base + start + room, base + end, Int64(rest))
      return
    }
    let (capacity, overflow) = count.addingReportingOverflow(count >> 3 + 16)
    if overflow { throw context.raiseMemoryError() }
    let larger = try Bytes.allocate(context, count: capacity)
    larger.base.copyMemory(from: units.base, byteCount: start)
    (larger.base + start + room).copyMemory(from: units.base + end, byteCount: rest)
    pointer.pointee.start = 0
    publish(larger.value, to: &pointer.pointee.storage)
  }

  @inline(__always)
  func append(_ context: Context, _ byte: UInt8) throws(Raised) {
    try withUnsafePointer(to: byte) { (address) throws(Raised) in
      let count = count
      try replace(context, count, count, by: TextUnits(base: UnsafeRawPointer(address), count: 1, width: .one))
    }
  }

  /// Appends a bytes-like object's bytes, or the numbers that an iterable gives.
  func extend(_ context: Context, by value: Value) throws(Raised) {
    var end: Int? = count
    let source = try ByteArray.source(context, value, of: self) { (context) throws(Raised) in
      end = nil
      if !context.type(of: value).has(.iterate), !context.type(of: value).has(.getItem) {
        throw context.raise(.typeError, "can't extend bytearray with \(context.typeName(of: value))")
      }
      if Text(ifHas: value) != nil {
        throw context.raise(.typeError, "expected iterable of integers; got: '\(context.typeName(of: value))'")
      }
      _ = try context.lengthHint(of: value)
    }
    // Bytes go where the end was before the value was asked for them, numbers where it is then.
    let place = end ?? count
    try replace(context, place, place, by: source)
  }

  /// The bytes that a value stands for, apart from this array's own. `check` says what else is wrong with a value that
  /// is not bytes-like.
  static func source(
    _ context: Context, _ value: Value, of array: ByteArray, _ check: (Context) throws(Raised) -> Void
  ) throws(Raised) -> TextUnits {
    if let bytes = try context.bytes(of: value) {
      if Bytes(ifHas: value) != nil { return bytes }
      return try Bytes.make(context, UnsafeRawBufferPointer(start: bytes.base, count: bytes.count)).units
    }
    try check(context)
    return try Bytes.numbers(context, of: value, "byte").units
  }

  // MARK: Items

  func setItem(_ context: Context, _ key: Value, _ value: Value) throws(Raised) {
    if let slice = Slice(ifExactly: key) { return try setSlice(context, slice, value) }
    let given = try sequenceIndex(context, key, "bytearray")
    var index = 0
    func checkBounds() throws(Raised) {
      let count = Int64(count)
      let place = given < 0 ? given + count : given
      if place < 0 || place >= count { throw context.raise(.indexError, "bytearray index out of range") }
      index = Int(place)
    }
    try checkBounds()
    if value.isEmpty { return try replace(context, index, index + 1, by: units.slice(0, 0)) }
    let byte = try context.byte(value)
    // Asking for the number may have run Python code.
    if !value.isSmallInt { try checkBounds() }
    mutableBase[index] = byte
  }

  private func setSlice(_ context: Context, _ slice: Slice, _ value: Value) throws(Raised) {
    if value.isEmpty { return try deleteSlice(context, slice) }
    let source = try ByteArray.source(context, value, of: self) { (context) throws(Raised) in
      let type = context.type(of: value)
      if Text(ifHas: value) != nil || type.has(.index) || type.has(.float) || !type.has(.iterate) && !type.has(.getItem) {
        throw context.raise(
          .typeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
      }
    }
    let indices = try slice.indices(context, length: count)
    if indices.step == 1 {
      return try replace(context, indices.start, max(indices.start, indices.stop), by: source)
    }
    if source.count == 0 { return try deleteSlice(context, slice) }
    if source.count != indices.count {
      throw context.raise(
        .valueError,
        "attempt to assign bytes of size \(source.count) to extended slice of size \(indices.count)")
    }
    lock(context)
    defer { unlock(context) }
    let target = mutableBase
    let bytes = source.bound(to: UInt8.self)
    var place = indices.start
    for index in 0..<indices.count {
      target[place] = bytes[index]
      // The place after the last may be beyond what an int holds.
      place &+= indices.step
    }
  }

  private func deleteSlice(_ context: Context, _ slice: Slice) throws(Raised) {
    let indices = try slice.indices(context, length: count).ascending
    if indices.count == 0 { return }
    if indices.step == 1 {
      return try replace(context, indices.start, indices.start + indices.count, by: units.slice(0, 0))
    }
    // What is kept, in one piece.
    let units = units
    let kept = try Bytes.allocate(context, count: units.count - indices.count)
    let target = kept.base.assumingMemoryBound(to: UInt8.self)
    let source = units.bound(to: UInt8.self)
    var (next, removed, left) = (0, indices.start, indices.count)
    for index in 0..<units.count {
      if left > 0, index == removed {
        removed &+= indices.step
        left -= 1
      } else {
        target[next] = source[index]
        next += 1
      }
    }
    try replace(context, 0, units.count, by: kept.units)
  }

  func insert(_ context: Context, _ index: Value, _ item: Value) throws(Raised) {
    let index = try context.sizeArgument(index)
    let byte = try context.byte(item)
    let place = index < 0 ? max(0, index + count) : min(index, count)
    try withUnsafePointer(to: byte) { (address) throws(Raised) in
      try replace(context, place, place, by: TextUnits(base: UnsafeRawPointer(address), count: 1, width: .one))
    }
  }

  func pop(_ context: Context, _ index: Value) throws(Raised) -> Value {
    let given = try context.sizeArgument(index)
    let units = units
    if units.count == 0 { throw context.raise(.indexError, "pop from empty bytearray") }
    let place = given < 0 ? given + units.count : given
    if place < 0 || place >= units.count { throw context.raise(.indexError, "pop index out of range") }
    let byte = units[place]
    try replace(context, place, place + 1, by: units.slice(0, 0))
    return Value(smallInt: Int64(byte))
  }

  func remove(_ context: Context, _ item: Value) throws(Raised) {
    let byte = try context.byte(item)
    guard let place = units.firstIndex(ofUnit: UInt32(byte)) else {
      throw context.raise(.valueError, "value not found in bytearray")
    }
    try replace(context, place, place + 1, by: units.slice(0, 0))
  }

  /// Cuts bytes off, or adds zeros.
  func resize(_ context: Context, to size: Int) throws(Raised) {
    if size < 0 { throw context.raise(.valueError, "Can only resize to positive sizes, got \(size)") }
    let count = count
    if size < count { return try replace(context, size, count, by: units.slice(0, 0)) }
    try replace(context, count, count, by: Bytes.allocate(context, count: size - count).units)
  }

  func reverse(_ context: Context) {
    lock(context)
    defer { unlock(context) }
    var bytes = UnsafeMutableBufferPointer(start: mutableBase, count: units.count)
    bytes.reverse()
  }

  func repeatInPlace(_ context: Context, _ times: Int64) throws(Raised) {
    let units = units
    if times == 1 || units.count == 0 { return }
    if times <= 0 { return try replace(context, 0, units.count, by: units.slice(0, 0)) }
    let (size, overflow) = units.count.multipliedReportingOverflow(by: Int(times))
    if overflow { throw context.raiseMemoryError() }
    let repeated = try Bytes.allocate(context, count: size)
    repeatBytes(of: units.base, units.count, times: Int(times), to: repeated.base)
    try replace(context, 0, units.count, by: repeated.units)
  }
}
