import CRuntime
import UnicodeTables

// Bytes and ASCII text change their letters byte by byte. Other text goes through Unicode's tables, in which a letter
// may become several.

extension UnitString {
  @inline(__always)
  private static func upper(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte ^ 0x20 : byte }
  @inline(__always)
  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte ^ 0x20 : byte }

  /// Whether letters beyond ASCII are letters and there are some.
  private var needsTables: Bool { isText && !isASCIIText }

  @inline(__always)
  private func mapBytes(_ context: Context, _ body: (UInt8) -> UInt8) throws(Raised) -> Value {
    let source = units.bound(to: UInt8.self)
    return try make(context, count: source.count) { target in
      for index in 0..<source.count { target[index] = body(source[index]) }
    }
  }

  @inline(__always)
  private func mapText(
    _ context: Context, _ letterCase: (_ place: Int, _ code: UInt32) -> LetterCase?
  ) throws(Raised) -> Value {
    let units = units
    var builder = try TextBuilder(context, capacity: units.count)
    for place in 0..<units.count {
      let code = units[place]
      guard let letterCase = letterCase(place, code) else {
        try builder.append(context, codePoint: code)
        continue
      }
      if code < 0x80 {
        let isUpper = letterCase == .upper || letterCase == .title
        let byte = UInt8(truncatingIfNeeded: code)
        try builder.append(context, codePoint: UInt32(isUpper ? UnitString.upper(byte) : UnitString.lower(byte)))
        continue
      }
      if code == 0x3a3, letterCase == .lower {
        try builder.append(context, codePoint: units.isFinalSigma(place) ? 0x3c2 : 0x3c3)
        continue
      }
      let mapping = Unicode16.mapping(of: code, to: letterCase)
      for index in 0..<mapping.count { try builder.append(context, codePoint: mapping[index]) }
    }
    return try builder.finish(context).value
  }

  /// Changes all letters where each stays one unit of the same width; nil where one does not.
  private func mapUnits(_ context: Context, to letterCase: LetterCase) throws(Raised) -> Value? {
    switch units.width {
    case .one: try mapUnits(context, units.bound(to: UInt8.self), to: letterCase)
    case .two: try mapUnits(context, units.bound(to: UInt16.self), to: letterCase)
    case .four: try mapUnits(context, units.bound(to: UInt32.self), to: letterCase)
    }
  }

  @inline(__always)
  private func mapUnits<Unit: FixedWidthInteger>(
    _ context: Context, _ source: UnsafeBufferPointer<Unit>, to letterCase: LetterCase
  ) throws(Raised) -> Value? {
    let result = try Text.allocate(context, count: source.count, flags: units.width.rawValue)
    let target = result.base.assumingMemoryBound(to: Unit.self)
    for place in 0..<source.count {
      let code = UInt32(truncatingIfNeeded: source[place])
      if code < 0x80 {
        let byte = UInt8(truncatingIfNeeded: code)
        target[place] = Unit(letterCase == .upper ? UnitString.upper(byte) : UnitString.lower(byte))
        continue
      }
      // Σ becomes one letter or another by where it stands.
      guard code != 0x3a3, let mapped = Unicode16.singleMapping(of: code, to: letterCase),
        let unit = Unit(exactly: mapped)
      else { return nil }
      target[place] = unit
    }
    let flags = Text.flags(codePointBound: result.units.codePointBound)
    return source.count > 1 && flags == units.width.rawValue ? result.value : try Text.make(context, result.units).value
  }

  /// All letters in a case, by Unicode's tables.
  private func mapAll(_ context: Context, to letterCase: LetterCase) throws(Raised) -> Value {
    if let result = try mapUnits(context, to: letterCase) { return result }
    return try mapText(context) { _, _ in letterCase }
  }

  func uppercased(_ context: Context) throws(Raised) -> Value {
    if needsTables { return try mapAll(context, to: .upper) }
    return try mapBytes(context) { UnitString.upper($0) }
  }

  func lowercased(_ context: Context) throws(Raised) -> Value {
    if needsTables { return try mapAll(context, to: .lower) }
    return try mapBytes(context) { UnitString.lower($0) }
  }

  func caseFolded(_ context: Context) throws(Raised) -> Value {
    if needsTables { return try mapAll(context, to: .folded) }
    return try mapBytes(context) { UnitString.lower($0) }
  }

  func caseSwapped(_ context: Context) throws(Raised) -> Value {
    if needsTables {
      return try mapText(context) { _, code in
        Unicode16.isUppercase(code) ? .lower : Unicode16.isLowercase(code) ? .upper : nil
      }
    }
    return try mapBytes(context) { ($0 | 0x20) &- 0x61 < 26 ? $0 ^ 0x20 : $0 }
  }

  func capitalized(_ context: Context) throws(Raised) -> Value {
    if needsTables { return try mapText(context) { place, _ in place == 0 ? .title : .lower } }
    var isFirst = true
    return try mapBytes(context) { byte in
      defer { isFirst = false }
      return isFirst ? UnitString.upper(byte) : UnitString.lower(byte)
    }
  }

  func titled(_ context: Context) throws(Raised) -> Value {
    var followsLetter = false
    if needsTables {
      return try mapText(context) { _, code in
        defer { followsLetter = Unicode16.isCased(code) }
        return followsLetter ? .lower : .title
      }
    }
    return try mapBytes(context) { byte in
      defer { followsLetter = (byte | 0x20) &- 0x61 < 26 }
      return followsLetter ? UnitString.lower(byte) : UnitString.upper(byte)
    }
  }

  // MARK: Questions

  /// Whether there are units and all are of a sort.
  @inline(__always)
  func all(_ body: (UInt32) -> Bool) -> Value {
    let units = units
    for place in 0..<units.count where !body(units[place]) { return .false }
    return Value(units.count > 0)
  }

  /// Whether there are letters and all are small.
  var isAllLower: Bool {
    let units = units
    var hasLetters = false
    for place in 0..<units.count {
      let code = units[place]
      if isUpper(code) || isTitle(code) { return false }
      hasLetters = hasLetters || isLower(code)
    }
    return hasLetters
  }

  var isAllUpper: Bool {
    let units = units
    var hasLetters = false
    for place in 0..<units.count {
      let code = units[place]
      if isLower(code) || isTitle(code) { return false }
      hasLetters = hasLetters || isUpper(code)
    }
    return hasLetters
  }

  /// Whether there are words, and of each just the first letter is a capital.
  var isAllTitled: Bool {
    let units = units
    var (followsLetter, hasLetters) = (false, false)
    for place in 0..<units.count {
      let code = units[place]
      if isUpper(code) || isTitle(code) {
        if followsLetter { return false }
        (followsLetter, hasLetters) = (true, true)
      } else if isLower(code) {
        if !followsLetter { return false }
        hasLetters = true
      } else {
        followsLetter = false
      }
    }
    return hasLetters
  }

  var isASCII: Bool {
    if isText { return isASCIIText }
    return units.codePointBound < 0x80
  }
}

extension TextUnits {
  /// Whether a capital sigma ends a word: it becomes another small letter there (the Unicode Standard, 3.13).
  fileprivate func isFinalSigma(_ place: Int) -> Bool {
    var before = place - 1
    while before >= 0, Unicode16.isCaseIgnorable(self[before]) { before -= 1 }
    if before < 0 || !Unicode16.isCased(self[before]) { return false }
    var after = place + 1
    while after < count, Unicode16.isCaseIgnorable(self[after]) { after += 1 }
    return after == count || !Unicode16.isCased(self[after])
  }
}
