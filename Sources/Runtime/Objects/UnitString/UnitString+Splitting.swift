import CRuntime
import UnicodeTables

extension UnitString {
  /// `split` and `rsplit`: at a separator, or at runs of white space.
  func split(_ context: Context, _ separator: Value, _ limit: Value, fromEnd: Bool) throws(Raised) -> Value {
    let limit = try context.sizeArgument(limit)
    let rest = limit < 0 ? Int.max : limit
    if separator == .none {
      return fromEnd ? try splitWordsFromEnd(context, rest) : try splitWords(context, rest)
    }
    let separator = try holding(context) { () throws(Raised) in
      try argument(context, separator, "must be str or None")
    }
    if separator.count == 0 { throw context.raise(.valueError, "empty separator") }
    return fromEnd ? try splitFromEnd(context, separator, rest) : try split(context, separator, rest)
  }

  /// How many parts the list has room for at first.
  private static var likelyParts: Int { 10 }

  private func split(_ context: Context, _ separator: TextUnits, _ limit: Int) throws(Raised) -> Value {
    let units = units
    let result = try List.make(context, capacity: UnitString.likelyParts)
    var (start, rest) = (0, limit)
    while rest > 0, let found = units.slice(start, units.count).firstIndex(of: separator) {
      try result.append(context, part(context, of: units, start, start + found))
      start += found + separator.count
      rest -= 1
    }
    try result.append(context, part(context, of: units, start, units.count))
    return result.value
  }

  private func splitFromEnd(_ context: Context, _ separator: TextUnits, _ limit: Int) throws(Raised) -> Value {
    let units = units
    let result = try List.make(context)
    var (end, rest) = (units.count, limit)
    while rest > 0, let found = units.slice(0, end).lastIndex(of: separator) {
      try result.append(context, part(context, of: units, found + separator.count, end))
      end = found
      rest -= 1
    }
    try result.append(context, part(context, of: units, 0, end))
    result.reverse(context)
    return result.value
  }

  private func splitWords(_ context: Context, _ limit: Int) throws(Raised) -> Value {
    switch units.width {
    case .one: try splitWords(context, units.bound(to: UInt8.self), limit)
    case .two: try splitWords(context, units.bound(to: UInt16.self), limit)
    case .four: try splitWords(context, units.bound(to: UInt32.self), limit)
    }
  }

  @inline(__always)
  private func splitWords<Unit: FixedWidthInteger>(
    _ context: Context, _ buffer: UnsafeBufferPointer<Unit>, _ limit: Int
  ) throws(Raised) -> Value {
    let (units, isText) = (units, isText)
    let result = try List.make(context, capacity: UnitString.likelyParts)
    func isSpace(_ place: Int) -> Bool { UnitString.isSpace(UInt32(truncatingIfNeeded: buffer[place]), isText: isText) }
    var (start, rest) = (0, limit)
    while true {
      while start < buffer.count, isSpace(start) { start += 1 }
      if start == buffer.count { return result.value }
      var end = buffer.count
      if rest > 0 {
        end = start + 1
        while end < buffer.count, !isSpace(end) { end += 1 }
      }
      try result.append(context, part(context, of: units, start, end))
      if rest == 0 { return result.value }
      rest -= 1
      start = end
    }
  }

  private func splitWordsFromEnd(_ context: Context, _ limit: Int) throws(Raised) -> Value {
    let units = units
    let result = try List.make(context)
    var (end, rest) = (units.count, limit)
    while true {
      while end > 0, isSpace(units[end - 1]) { end -= 1 }
      if end == 0 { break }
      var start = 0
      if rest > 0 {
        start = end - 1
        while start > 0, !isSpace(units[start - 1]) { start -= 1 }
      }
      try result.append(context, part(context, of: units, start, end))
      if rest == 0 { break }
      rest -= 1
      end = start
    }
    result.reverse(context)
    return result.value
  }

  /// Whether a line ends at the unit; in bytes only line feeds and carriage returns end one.
  @inline(__always)
  private static func isLineEnd(_ code: UInt32, isText: Bool) -> Bool {
    if code < 0x85 { return code < 0x1f && (code == 0x0a || code == 0x0d || isText && (code &- 0x0a < 4 || code >= 0x1c)) }
    return isText && (code == 0x85 || code == 0x2028 || code == 0x2029)
  }

  func lines(_ context: Context, keepsEnds: Bool) throws(Raised) -> Value {
    switch units.width {
    case .one: try lines(context, units.bound(to: UInt8.self), keepsEnds)
    case .two: try lines(context, units.bound(to: UInt16.self), keepsEnds)
    case .four: try lines(context, units.bound(to: UInt32.self), keepsEnds)
    }
  }

  @inline(__always)
  private func lines<Unit: FixedWidthInteger>(
    _ context: Context, _ buffer: UnsafeBufferPointer<Unit>, _ keepsEnds: Bool
  ) throws(Raised) -> Value {
    let (units, isText) = (units, isText)
    let result = try List.make(context)
    var place = 0
    while place < buffer.count {
      let start = place
      while place < buffer.count, !UnitString.isLineEnd(UInt32(truncatingIfNeeded: buffer[place]), isText: isText) {
        place += 1
      }
      let end = place
      if place < buffer.count {
        let isPair = buffer[place] == 0x0d && place + 1 < buffer.count && buffer[place + 1] == 0x0a
        place += isPair ? 2 : 1
      }
      try result.append(context, part(context, of: units, start, keepsEnds ? place : end))
    }
    return result.value
  }

  /// `partition` and `rpartition`.
  func partition(_ context: Context, _ separator: Value, fromEnd: Bool) throws(Raised) -> Value {
    let pattern = try argument(context, separator, "must be str")
    if pattern.count == 0 { throw context.raise(.valueError, "empty separator") }
    let units = units
    guard let found = fromEnd ? units.lastIndex(of: pattern) : units.firstIndex(of: pattern) else {
      // Of a bytearray they are three objects.
      let (all, nothing, more) = (try whole(context, units), try part(context, of: units, 0, 0), try part(context, of: units, 0, 0))
      return fromEnd
        ? try Tuple.make(context, nothing, more, all).value : try Tuple.make(context, all, nothing, more).value
    }
    let between = ByteArray(ifHas: value) == nil ? separator : try make(context, pattern)
    return try Tuple.make(
      context, part(context, of: units, 0, found), between,
      part(context, of: units, found + pattern.count, units.count)
    ).value
  }

  // MARK: Joining

  /// `separator.join(iterable)`.
  func join(_ context: Context, _ iterable: Value) throws(Raised) -> Value {
    let type = context.type(of: iterable)
    if !type.has(.iterate), !type.has(.getItem) { throw context.raise(.typeError, "can only join an iterable") }
    if isText {
      let parts = try context.list(of: iterable)
      return try Text.join(context, Text(value), parts.storageElements, count: parts.count).value
    }
    return try holding(context) { () throws(Raised) in try joinBytes(context, iterable) }
  }

  private func joinBytes(_ context: Context, _ iterable: Value) throws(Raised) -> Value {
    let parts = try context.list(of: iterable)
    if parts.count == 1, let only = Bytes(ifExactly: parts.element(0)), Bytes(ifHas: value) != nil {
      return only.value
    }
    let separator = units
    var size = 0
    for index in 0..<parts.count {
      // A `__buffer__` is asked once; what it raises is not told.
      if let view = try? context.exportedView(of: parts.element(index)) {
        store(view.value, to: parts.storageElements + index)
        if let list = List(ifHas: iterable), list.count != parts.count {
          throw context.raise(.runtimeError, "sequence changed size during iteration")
        }
      }
      guard let part = context.contiguousBytes(of: parts.element(index)) else {
        throw context.raise(
          .typeError,
          "sequence item \(index): expected a bytes-like object, \(context.typeName(of: parts.element(index))) found")
      }
      let (sum, overflow) = size.addingReportingOverflow(part.count + (index > 0 ? separator.count : 0))
      if overflow { throw context.raise(.overflowError, "join() result is too long") }
      size = sum
    }
    var builder = try TextBuilder(context, capacity: size)
    for index in 0..<parts.count {
      if index > 0 { try builder.append(context, bytes: separator) }
      if let part = try context.bytes(of: parts.element(index)) { try builder.append(context, bytes: part) }
    }
    return try finish(context, builder)
  }
}

extension Text {
  /// Texts that nobody else changes, with another between them.
  static func join(
    _ context: Context, _ separator: Text, _ elements: UnsafeMutablePointer<Value>, count: Int
  ) throws(Raised) -> Text {
    if count == 0 { return empty(context) }
    if count == 1, let only = Text(ifExactly: elements[0]) { return only }
    var size = 0
    var flags = separator.flags & TextFlags.ascii
    var width = separator.width
    if count < 2 { (flags, width) = (TextFlags.ascii, .one) }
    for index in 0..<count {
      guard let part = Text(ifHas: elements[index]) else {
        throw context.raise(
          .typeError,
          "sequence item \(index): expected str instance, \(context.typeName(of: elements[index])) found")
      }
      let (sum, overflow) = size.addingReportingOverflow(part.count)
      if overflow { throw context.raise(.overflowError, "join() result is too long for a Python string") }
      size = sum
      flags &= part.flags
      width = max(width, part.width)
    }
    let (gaps, overflow) = separator.count.multipliedReportingOverflow(by: count - 1)
    let (total, exceeds) = size.addingReportingOverflow(gaps)
    if overflow || exceeds { throw context.raise(.overflowError, "join() result is too long for a Python string") }
    if total == 0 { return empty(context) }
    let result = try allocate(context, count: total, flags: width.rawValue | flags & TextFlags.ascii)
    var end = result.base
    let gap = separator.units
    for index in 0..<count {
      if index > 0, gap.count > 0 {
        gap.copy(to: end, width: width)
        end += gap.count << width.shift
      }
      let part = Text(elements[index]).units
      part.copy(to: end, width: width)
      end += part.count << width.shift
    }
    return total == 1 ? try make(context, result.units) : result
  }
}

extension Text {
  /// `text.splitlines()`.
  public func lines(_ context: Context) throws(Raised) -> List {
    List(try UnitString(value).lines(context, keepsEnds: false))
  }
}
