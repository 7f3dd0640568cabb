import CRuntime

extension UnitString {
  static func replace(_ context: Context, _ a: UnsafeMutablePointer<Value>) throws(Raised) -> Value {
    let string = UnitString(a[0])
    let limit = try context.sizeArgument(a[3])
    let old = try string.argument(context, a[1], "replace() argument 1 must be str")
    let new = try string.argument(context, a[2], "replace() argument 2 must be str")
    return try string.replaced(context, old, new, limit: limit < 0 ? Int.max : Int(limit))
  }

  private func replaced(
    _ context: Context, _ old: TextUnits, _ new: TextUnits, limit: Int
  ) throws(Raised) -> Value {
    let units = units
    if limit == 0 || old.count > units.count { return try whole(context, units) }
    if old.count == 0 { return try interspersed(context, units, new, limit: limit) }
    guard let first = units.firstIndex(of: old) else { return try whole(context, units) }
    if old.count == 1, new.count == 1, limit == .max, units.width == .one, new[0] < (isText ? 0x80 : 0x100),
      !isText || isASCIIText
    {
      let (from, to) = (UInt8(old[0]), UInt8(new[0]))
      let source = units.bound(to: UInt8.self)
      return try make(context, count: units.count) { target in
        for index in 0..<source.count { target[index] = source[index] == from ? to : source[index] }
      }
    }
    if isASCIIText, new.width == .one, new.codePointBound < 0x80 {
      return try replacedInASCII(context, units, old, new, limit: limit, first: first)
    }
    var builder = try TextBuilder(context, capacity: replacedCount(context, units, old, new, limit: limit))
    var (start, rest) = (0, limit)
    var next: Int? = first
    while rest > 0, let found = next {
      try append(context, units.slice(start, start + found), to: &builder)
      try append(context, new, to: &builder)
      start += found + old.count
      rest -= 1
      next = units.slice(start, units.count).firstIndex(of: old)
    }
    try append(context, units.slice(start, units.count), to: &builder)
    return try finish(context, builder)
  }

  /// The same where the result is ASCII, as all of it is: its size is counted first, so that it is written in place.
  private func replacedInASCII(
    _ context: Context, _ units: TextUnits, _ old: TextUnits, _ new: TextUnits, limit: Int, first: Int
  ) throws(Raised) -> Value {
    let rest = units.slice(first + old.count, units.count)
    let times = 1 + rest.occurrences(of: old, limit: limit == .max ? .max : limit - 1)
    let count = try total(context, units.count, plus: new.count - old.count, times: times)
    return try make(context, count: count) { target in
      var (end, start, found) = (UnsafeMutableRawPointer(target), 0, first)
      for time in 1...times {
        copyBytes(from: units.base + start, to: end, found)
        copyBytes(from: new.base, to: end + found, new.count)
        end += found + new.count
        start += found + old.count
        if time < times { found = units.slice(start, units.count).firstIndex(of: old) ?? 0 }
      }
      copyBytes(from: units.base + start, to: end, units.count - start)
    }
  }

  /// Room for the result of replacing: exact where that may be large, so that it is asked for at once.
  private func replacedCount(
    _ context: Context, _ units: TextUnits, _ old: TextUnits, _ new: TextUnits, limit: Int
  ) throws(Raised) -> Int {
    let growth = new.count - old.count
    if growth <= 0 { return units.count }
    let most = (units.count / old.count).multipliedReportingOverflow(by: growth)
    if !most.overflow, most.partialValue < 1 << 20 { return units.count + growth &* min(limit, 8) }
    return try total(context, units.count, plus: growth, times: units.occurrences(of: old, limit: limit))
  }

  /// The size of a result; one that is no machine's int is an OverflowError.
  private func total(_ context: Context, _ count: Int, plus more: Int, times: Int) throws(Raised) -> Int {
    let (product, overflow) = more.multipliedReportingOverflow(by: times)
    let (sum, exceeds) = count.addingReportingOverflow(product)
    if overflow || exceeds {
      throw context.raise(.overflowError, isText ? "replace string is too long" : "replace bytes is too long")
    }
    return sum
  }

  /// With `new` before each unit and at the end.
  private func interspersed(
    _ context: Context, _ units: TextUnits, _ new: TextUnits, limit: Int
  ) throws(Raised) -> Value {
    var builder = try TextBuilder(
      context, capacity: total(context, units.count, plus: new.count, times: min(limit, units.count + 1)))
    var place = 0
    while place < limit, place <= units.count {
      try append(context, new, to: &builder)
      if place < units.count { try builder.append(context, codePoint: units[place]) }
      place += 1
    }
    if place < units.count { try append(context, units.slice(place, units.count), to: &builder) }
    return try finish(context, builder)
  }

  /// Appends units of this object, or of one that it is put together with.
  @inline(__always)
  func append(_ context: Context, _ units: TextUnits, to builder: inout TextBuilder) throws(Raised) {
    if isText {
      try builder.append(context, measuring: units)
    } else {
      try builder.append(context, bytes: units)
    }
  }

  // MARK: Filling up

  /// `ljust`, `rjust`, `center`: filled up to a width. `before` says how much of what is missing goes to the left.
  static func padded(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ name: StaticString, _ before: (Int, Int) -> Int
  ) throws(Raised) -> Value {
    let string = UnitString(a[0])
    let width = try context.sizeArgument(a[1])
    let fill = try string.fillUnit(context, a[2], name)
    let units = string.units
    let missing = width.subtractingReportingOverflow(units.count)
    if missing.overflow || missing.partialValue <= 0 { return try string.whole(context, units) }
    let left = before(missing.partialValue, width)
    return try string.filled(context, units, fill, left, missing.partialValue - left)
  }

  private func filled(
    _ context: Context, _ units: TextUnits, _ fill: UInt32, _ left: Int, _ right: Int
  ) throws(Raised) -> Value {
    if !isText || isASCIIText && fill < 0x80 {
      let (total, overflow) = (left + right).addingReportingOverflow(units.count)
      if overflow { throw context.raiseMemoryError() }
      return try make(context, count: total) { target in
        target.update(repeating: UInt8(fill), count: left)
        copyBytes(from: units.base, to: target + left, units.count)
        (target + left + units.count).update(repeating: UInt8(fill), count: right)
      }
    }
    var builder = try TextBuilder(context, capacity: units.count + left + right)
    try builder.append(context, codePoint: fill, times: left)
    try append(context, units, to: &builder)
    try builder.append(context, codePoint: fill, times: right)
    return try finish(context, builder)
  }

  private func fillUnit(_ context: Context, _ value: Value, _ name: StaticString) throws(Raised) -> UInt32 {
    if value.isEmpty { return 0x20 }
    if isText {
      guard let text = Text(ifHas: value) else {
        throw context.raise(
          .typeError, "The fill character must be a unicode character, not \(context.typeName(of: value))")
      }
      if text.count == 1 { return text.codePoint(at: 0) }
      throw context.raise(.typeError, "The fill character must be exactly one character long")
    }
    let isArray = ByteArray(ifHas: value) != nil
    guard isArray || Bytes(ifHas: value) != nil else {
      throw context.raise(
        .typeError, "\(name)() argument 2 must be a byte string of length 1, not \(context.typeName(of: value))")
    }
    let units = UnitString(value).units
    if units.count == 1 { return units[0] }
    let what = isArray ? "bytearray" : "bytes"
    throw context.raise(
      .typeError,
      "\(name)(): argument 2 must be a byte string of length 1, not a \(what) object of length \(units.count)")
  }

  /// Filled up with zeroes after a sign.
  func zeroFilled(_ context: Context, _ width: Value) throws(Raised) -> Value {
    let width = try context.sizeArgument(width)
    let units = units
    if width <= units.count { return try whole(context, units) }
    let signs = units.count > 0 && (units[0] == 0x2b || units[0] == 0x2d) ? 1 : 0
    if !isText || isASCIIText {
      return try make(context, count: width) { target in
        let digits = units.count - signs
        copyBytes(from: units.base, to: target, signs)
        (target + signs).update(repeating: 0x30, count: width - units.count)
        copyBytes(from: units.base + signs, to: target + (width - digits), digits)
      }
    }
    var builder = try TextBuilder(context, capacity: width)
    try append(context, units.slice(0, signs), to: &builder)
    try builder.append(context, codePoint: 0x30, times: width - units.count)
    try append(context, units.slice(signs, units.count), to: &builder)
    return try finish(context, builder)
  }

  func withTabsExpanded(_ context: Context, _ size: Value) throws(Raised) -> Value {
    let size = Int(try context.intArgument(size))
    let units = units
    var total = 0
    forEachExpanded(units, size) { (_, times) in total += times }
    if !isText || isASCIIText {
      return try make(context, count: total) { target in
        var end = target
        forEachExpanded(units, size) { (code, times) in
          for place in 0..<times { end[place] = UInt8(truncatingIfNeeded: code) }
          end += times
        }
      }
    }
    var builder = try TextBuilder(context, capacity: total)
    try forEachExpanded(units, size) { (code, times) throws(Raised) in
      try builder.append(context, codePoint: code, times: times)
    }
    return try finish(context, builder)
  }

  /// Calls `body` with each unit and 1, and for each tab with a blank and how many stand for it.
  @inline(__always)
  private func forEachExpanded<Failure: Error>(
    _ units: TextUnits, _ size: Int, _ body: (_ code: UInt32, _ times: Int) throws(Failure) -> Void
  ) throws(Failure) {
    var column = 0
    for index in 0..<units.count {
      let code = units[index]
      if code == 0x09 {
        if size <= 0 { continue }
        let spaces = size - column % size
        try body(0x20, spaces)
        column = (column + spaces) % size
      } else {
        try body(code, 1)
        column = code == 0x0a || code == 0x0d ? 0 : column + 1
      }
    }
  }
}
