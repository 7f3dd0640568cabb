import CRuntime
import Runtime

// An array as a sequence: indices, slices, searching, comparing.

extension NumberArray {
  private func index(_ context: Context, _ key: Value, orRaise message: StaticString) throws(Raised) -> Int {
    var given = key.isSmallInt ? Int(key.smallInt) : 0
    if !key.isSmallInt {
      if !context.type(of: key).has(.index) { throw context.raise(.typeError, "array indices must be integers") }
      given = Int(try context.machineIndex(of: key, .indexError))
    }
    let count = count
    if given < 0 { given += count }
    if given < 0 || given >= count { throw context.raise(.indexError, "\(message)") }
    return given
  }

  func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    guard let slice = Slice(ifExactly: key) else {
      return try element(context, at: index(context, key, orRaise: "array index out of range"))
    }
    let indices = try slice.indices(context, length: count)
    let (size, units) = (item.size, bytes.units)
    if indices.step == 1 {
      let start = indices.start * size
      return try NumberArray.make(context, item, units.slice(start, start + indices.count * size)).value
    }
    let part = try Bytes.allocate(context, count: indices.count * size)
    for place in 0..<indices.count {
      let source = units.base + (indices.start + place * indices.step) * size
      (part.base + place * size).copyMemory(from: source, byteCount: size)
    }
    return try NumberArray.make(context, item, part.units).value
  }

  func setItem(_ context: Context, _ key: Value, _ value: Value) throws(Raised) {
    if let slice = Slice(ifExactly: key) { return try setSlice(context, slice, value) }
    let message: StaticString = "array assignment index out of range"
    let index = try index(context, key, orRaise: message)
    if value.isEmpty { return try remove(context, index..<(index + 1)) }
    let bits = try item.bits(context, value)
    // Asking for the number may have run Python code.
    let units = bytes.units
    if (index + 1) * item.size > units.count { throw context.raise(.indexError, "\(message)") }
    item.store(bits, to: UnsafeMutableRawPointer(mutating: units.base) + index * item.size)
  }

  private func setSlice(_ context: Context, _ slice: Slice, _ value: Value) throws(Raised) {
    let size = item.size
    if value.isEmpty { return try removeSlice(context, slice.indices(context, length: count)) }
    guard let other = NumberArray(ifHas: value) else {
      throw context.raise(
        .typeError, "can only assign array (not \"\(context.typeName(of: value))\") to array slice")
    }
    if other.item != item { throw context.raise(.typeError, "bad argument type for built-in operation") }
    // The source may be this array.
    let source = try other.content(context)
    let indices = try slice.indices(context, length: count)
    if indices.step == 1 {
      let stop = max(indices.start, indices.stop)
      return try replace(context, indices.start * size, stop * size, by: source.units)
    }
    let given = source.count / size
    if given != indices.count {
      throw context.raise(
        .valueError, "attempt to assign array of size \(given) to extended slice of size \(indices.count)")
    }
    let target = UnsafeMutableRawPointer(mutating: bytes.units.base)
    for place in 0..<given {
      (target + (indices.start + place * indices.step) * size)
        .copyMemory(from: source.base + place * size, byteCount: size)
    }
  }

  private func removeSlice(_ context: Context, _ indices: SliceIndices) throws(Raised) {
    if indices.count == 0 { return }
    if indices.step == 1 { return try remove(context, indices.start..<(indices.start + indices.count)) }
    let (step, last) = (abs(indices.step), indices.start + (indices.count - 1) * indices.step)
    let (low, high) = (min(indices.start, last), max(indices.start, last))
    let (size, units) = (item.size, bytes.units)
    let kept = try Bytes.allocate(context, count: units.count - indices.count * size)
    var next = 0
    for index in 0..<(units.count / size) where index < low || index > high || (index - low) % step != 0 {
      (kept.base + next).copyMemory(from: units.base + index * size, byteCount: size)
      next += size
    }
    try replace(context, 0, units.count, by: kept.units)
  }

  // MARK: Searching

  /// Floats that are no numbers equal nothing, not even themselves, as an array has no objects that could be identical.
  func firstIndex(_ context: Context, of value: Value, from start: Int = 0, to end: Int = .max) throws(Raised) -> Int? {
    var index = start
    while index < end, case let element = try element(context, at: index), !element.isEmpty {
      if try context.isTrue(context.compare(.equal, element, value)) { return index }
      index += 1
    }
    return nil
  }

  func occurrences(_ context: Context, of value: Value) throws(Raised) -> Int {
    var (count, index) = (0, 0)
    while let found = try firstIndex(context, of: value, from: index) { (count, index) = (count + 1, found + 1) }
    return count
  }

  func pop(_ context: Context, _ index: Int) throws(Raised) -> Value {
    let count = count
    if count == 0 { throw context.raise(.indexError, "pop from empty array") }
    let place = index < 0 ? index + count : index
    let element = try element(context, at: place)
    if element.isEmpty { throw context.raise(.indexError, "pop index out of range") }
    try remove(context, place..<(place + 1))
    return element
  }

  static func compare(_ context: Context, _ left: Value, _ right: Value, _ comparison: Comparison) -> Value {
    guard let left = NumberArray(ifHas: left), let right = NumberArray(ifHas: right) else { return .notImplemented }
    return bridge(context) { () throws(Raised) in
      let isEquality = comparison == .equal || comparison == .notEqual
      if isEquality, left.count != right.count { return Value(comparison == .notEqual) }
      var index = 0
      while true {
        let (a, b) = (try left.element(context, at: index), try right.element(context, at: index))
        if a.isEmpty || b.isEmpty { return Value(comparison.holds(a.isEmpty ? 0 : 1, b.isEmpty ? 0 : 1)) }
        if try !context.isTrue(context.compare(.equal, a, b)) {
          return isEquality ? Value(comparison == .notEqual) : try context.compare(comparison, a, b)
        }
        index += 1
      }
    }
  }

  // MARK: Concatenating and repeating

  func concatenated(_ context: Context, with value: Value) throws(Raised) -> Value {
    guard let other = NumberArray(ifHas: value) else {
      throw context.raise(.typeError, "can only append array (not \"\(context.typeName(of: value))\") to array")
    }
    if other.item != item { throw context.raise(.typeError, "bad argument type for built-in operation") }
    let sum = try copy(context)
    try sum.append(context, other.bytes.units)
    return sum.value
  }

  func repeatInPlace(_ context: Context, _ copies: Int64) throws(Raised) {
    let units = bytes.units
    if copies <= 0 { return try replace(context, 0, units.count, by: units.slice(0, 0)) }
    let once = try content(context)
    let (size, overflow) = once.count.multipliedReportingOverflow(by: Int(copies))
    if overflow { throw context.raiseMemoryError() }
    try replace(context, 0, once.count, by: Bytes.repeated(context, once, times: size / max(1, once.count)).units)
  }
}
