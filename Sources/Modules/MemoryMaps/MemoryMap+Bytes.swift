import CRuntime
import Runtime

// A map as a file, and as a row of bytes.

extension MemoryMap {
  // MARK: As a file

  private func take(_ context: Context, _ length: Int) throws(Raised) -> Value {
    let start = min(position, count)
    position = start + length
    return try Bytes.make(context, UnsafeRawBufferPointer(start: base + start, count: length)).value
  }

  private var left: Int { max(0, count - position) }

  func read(_ context: Context, _ limit: Int) throws(Raised) -> Value {
    try requireOpen(context)
    return try take(context, limit < 0 ? left : min(limit, left))
  }

  func readLine(_ context: Context) throws(Raised) -> Value {
    try requireOpen(context)
    let end = left == 0 ? -1 : bytes_find_byte(base + position, Int64(left), 10)
    return try take(context, end < 0 ? left : Int(end) + 1)
  }

  func readByte(_ context: Context) throws(Raised) -> Value {
    try requireOpen(context)
    if left == 0 { throw context.raise(.valueError, "read byte out of range") }
    position += 1
    return Value(smallInt: Int64(units[position - 1]))
  }

  func write(_ context: Context, _ data: Value) throws(Raised) -> Value {
    try requireOpen(context)
    let bytes = try context.bytesLike(data)
    try requireWritable(context)
    if bytes.count > left { throw context.raise(.valueError, "data out of range") }
    bytes_move(base + position, bytes.base, Int64(bytes.count))
    position += bytes.count
    return Value(smallInt: Int64(bytes.count))
  }

  func writeByte(_ context: Context, _ number: Value) throws(Raised) {
    try requireOpen(context)
    let byte = try context.byte(number)
    try requireWritable(context)
    if left == 0 { throw context.raise(.valueError, "write byte out of range") }
    base.storeBytes(of: byte, toByteOffset: position, as: UInt8.self)
    position += 1
  }

  func seek(_ context: Context, _ offset: Int, _ whence: Int32) throws(Raised) -> Value {
    try requireOpen(context)
    if !(0...2).contains(whence) { throw context.raise(.valueError, "unknown seek type") }
    let start = whence == 0 ? 0 : whence == 1 ? position : count
    let (place, overflow) = start.addingReportingOverflow(offset)
    if overflow || place < 0 || place > count { throw context.raise(.valueError, "seek out of range") }
    position = place
    return Value(smallInt: Int64(place))
  }

  func move(_ context: Context, to target: Int, from source: Int, _ length: Int) throws(Raised) {
    try requireWritable(context)
    if target < 0 || source < 0 || length < 0 || length > count - target || length > count - source {
      throw context.raise(.valueError, "source, destination, or count out of range")
    }
    bytes_move(base + target, base + source, Int64(length))
  }

  // MARK: As a row

  /// Where bytes stand first, or last, from the position or the bounds that are given; −1 where they do not.
  func find(
    _ context: Context, _ pattern: Value, _ start: Value, _ end: Value, isLast: Bool
  ) throws(Raised) -> Value {
    try requireOpen(context)
    let pattern = try context.bytesLike(pattern)
    func bound(_ given: Value, _ usual: Int) throws(Raised) -> Int {
      if given == .none { return usual }
      let place = try context.sizeArgument(given)
      return max(0, min(place < 0 ? place + count : place, count))
    }
    let (first, last) = (try bound(start, position), try bound(end, count))
    try requireOpen(context)
    if first > min(last, count) { return Value(smallInt: -1) }
    let part = units.slice(first, min(last, count))
    let found = isLast ? part.lastIndex(of: pattern) : part.firstIndex(of: pattern)
    return Value(smallInt: found.map { Int64(first + $0) } ?? -1)
  }

  private func index(_ context: Context, _ key: Value) throws(Raised) -> Int {
    if !context.type(of: key).has(.index) { throw context.raise(.typeError, "mmap indices must be integers") }
    var place = Int(try context.machineIndex(of: key, .indexError))
    try requireOpen(context)
    if place < 0 { place += count }
    if place < 0 || place >= count { throw context.raise(.indexError, "mmap index out of range") }
    return place
  }

  func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    try requireOpen(context)
    guard let slice = Slice(ifExactly: key) else { return Value(smallInt: Int64(units[try index(context, key)])) }
    let indices = try slice.indices(context, length: count)
    try requireOpen(context)
    let result = try Bytes.allocate(context, count: indices.count, isFilled: true)
    for place in 0..<indices.count {
      let byte = (base + indices.start + place * indices.step).load(as: UInt8.self)
      result.base.storeBytes(of: byte, toByteOffset: place, as: UInt8.self)
    }
    return result.value
  }

  func setItem(_ context: Context, _ key: Value, _ value: Value) throws(Raised) {
    try requireWritable(context)
    guard let slice = Slice(ifExactly: key) else {
      let place = try index(context, key)
      if value.isEmpty { throw context.raise(.typeError, "mmap doesn't support item deletion") }
      if !context.type(of: value).has(.index) { throw context.raise(.typeError, "mmap item value must be an int") }
      let byte = try context.byte(value, "mmap item value")
      try requireOpen(context)
      if place >= count { throw context.raise(.indexError, "mmap index out of range") }
      base.storeBytes(of: byte, toByteOffset: place, as: UInt8.self)
      return
    }
    let indices = try slice.indices(context, length: count)
    try requireOpen(context)
    if value.isEmpty { throw context.raise(.typeError, "mmap object doesn't support slice deletion") }
    let bytes = try context.bytesLike(value)
    if bytes.count != indices.count { throw context.raise(.indexError, "mmap slice assignment is wrong size") }
    try requireOpen(context)
    // Asking for the bytes may have run Python code.
    if max(indices.start, indices.start + (indices.count - 1) * indices.step) >= count, indices.count > 0 {
      throw context.raise(.indexError, "mmap index out of range")
    }
    if indices.step == 1 { return bytes_move(base + indices.start, bytes.base, Int64(bytes.count)) }
    for place in 0..<indices.count {
      let byte = UInt8(truncatingIfNeeded: bytes[place])
      base.storeBytes(of: byte, toByteOffset: indices.start + place * indices.step, as: UInt8.self)
    }
  }
}
