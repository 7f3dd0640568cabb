import CRuntime

extension UnitString {
  /// Where the part that a search's bounds leave has a pattern, from the first or the last place on.
  static func find(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ name: StaticString, isLast: Bool = false
  ) throws(Raised) -> Int? {
    let string = UnitString(a[0])
    let (start, stop) = try searchBounds(context, a[2], a[3], string.units.count)
    let pattern = try string.needle(context, a[1], name)
    let units = string.units
    let end = min(stop, units.count)
    if start > end { return nil }
    let part = units.slice(start, end)
    let found = isLast ? part.lastIndex(of: pattern) : part.firstIndex(of: pattern)
    return found.map { $0 + start }
  }

  /// `index` and `rindex`: a pattern must be there.
  static func index(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ name: StaticString, isLast: Bool = false
  ) throws(Raised) -> Int {
    if let found = try find(context, a, name, isLast: isLast) { return found }
    throw context.raise(.valueError, UnitString(a[0]).isText ? "substring not found" : "subsection not found")
  }

  static func count(_ context: Context, _ a: UnsafeMutablePointer<Value>) throws(Raised) -> Int {
    let string = UnitString(a[0])
    let (start, stop) = try searchBounds(context, a[2], a[3], string.units.count)
    let pattern = try string.needle(context, a[1], "count")
    let units = string.units
    let end = min(stop, units.count)
    return start > end ? 0 : units.slice(start, end).occurrences(of: pattern)
  }

  /// `part in string`.
  func contains(_ context: Context, _ part: Value) throws(Raised) -> Bool {
    if isText {
      if let part = Text(ifHas: part) { return units.firstIndex(of: part.units) != nil }
      throw context.raise(
        .typeError, "'in <string>' requires string as left operand, not \(context.typeName(of: part))")
    }
    if let part = Bytes(ifHas: part) { return units.firstIndex(of: part.units) != nil }
    return try holding(context) { () throws(Raised) in
      if let part = try context.bytes(of: part) { return units.firstIndex(of: part) != nil }
      if PythonInt.operand(part) != nil || context.type(of: part).has(.index) {
        let byte = try context.byte(part)
        return units.firstIndex(ofUnit: UInt32(byte)) != nil
      }
      _ = try context.bytesLike(part)
      return false
    }
  }

  /// `startswith` and `endswith`: of one part, or one of a tuple.
  static func hasAffix(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ name: StaticString, isSuffix: Bool
  ) throws(Raised) -> Bool {
    let string = UnitString(a[0])
    let (start, stop) = try searchBounds(context, a[2], a[3], string.units.count)
    func matches(_ affix: TextUnits) -> Bool {
      let units = string.units
      let end = min(stop, units.count)
      if start > end || affix.count > end - start { return false }
      let place = isSuffix ? end - affix.count : start
      return TextUnits.areEqual(units.slice(place, place + affix.count), affix)
    }
    if string.isText, let affix = Text(ifHas: a[1]) { return matches(affix.units) }
    if let choices = Tuple(ifHas: a[1]) {
      for index in 0..<choices.count {
        if string.isText, Text(ifHas: choices[index]) == nil {
          throw context.raise(
            .typeError,
            "tuple for \(name) must only contain str, not \(context.typeName(of: choices[index]))")
        }
        if matches(try string.argument(context, choices[index], name)) { return true }
      }
      return false
    }
    guard !string.isText, let affix = try context.bytes(of: a[1]) else {
      let wanted = string.isText ? "str" : "bytes"
      throw context.raise(
        .typeError,
        "\(name) first arg must be \(wanted) or a tuple of \(wanted), not \(context.typeName(of: a[1]))")
    }
    return matches(affix)
  }

  func withoutPrefix(_ context: Context, _ prefix: Value) throws(Raised) -> Value {
    let prefix = try argument(context, prefix, "removeprefix() argument must be str")
    let units = units
    let matches = prefix.count <= units.count && TextUnits.areEqual(units.slice(0, prefix.count), prefix)
    return try part(context, of: units, matches ? prefix.count : 0, units.count)
  }

  func withoutSuffix(_ context: Context, _ suffix: Value) throws(Raised) -> Value {
    let suffix = try argument(context, suffix, "removesuffix() argument must be str")
    let units = units
    let end = units.count - suffix.count
    let matches = end >= 0 && TextUnits.areEqual(units.slice(end, units.count), suffix)
    return try part(context, of: units, 0, matches ? end : units.count)
  }

  /// `strip`, `lstrip` and `rstrip`: of white space, or of the units in a set.
  func stripped(
    _ context: Context, _ set: Value, _ name: StaticString, left: Bool = true, right: Bool = true
  ) throws(Raised) -> Value {
    if set != .none, isText, Text(ifHas: set) == nil {
      throw context.raise(.typeError, "\(name) arg must be None or str")
    }
    let members = set == .none ? nil : try argument(context, set, name)
    let units = units
    var (start, end) = (0, units.count)
    if let members {
      if left { while start < end, members.firstIndex(ofUnit: units[start]) != nil { start += 1 } }
      if right { while end > start, members.firstIndex(ofUnit: units[end - 1]) != nil { end -= 1 } }
    } else {
      if left { while start < end, isSpace(units[start]) { start += 1 } }
      if right { while end > start, isSpace(units[end - 1]) { end -= 1 } }
    }
    return try part(context, of: units, start, end)
  }
}
