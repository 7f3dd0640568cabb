import CRuntime
import Runtime
import UnicodeTables

/// The escapes of string literals; of raw ones, as they once were, only those of code points by number.
struct UnicodeEscape {
  let isRaw: Bool

  /// As exceptions show it.
  var name: StaticString { isRaw ? "rawunicodeescape" : "unicodeescape" }

  func encode(_ context: Context, _ text: Text) throws(Raised) -> Bytes {
    var builder = try TextBuilder(context, capacity: text.count + 8)
    for place in 0..<text.count {
      let code = text.codePoint(at: place)
      if code >= 0x100 {
        let isWide = code >= 0x10000
        try builder.appendHexadecimal(context, UInt8(ascii: isWide ? "U" : "u"), code, digits: isWide ? 8 : 4)
        continue
      }
      switch code {
      case _ where isRaw: try builder.append(context, codePoint: code)
      case 0x5c: try builder.append(context, "\\\\")
      case 9: try builder.append(context, "\\t")
      case 10: try builder.append(context, "\\n")
      case 13: try builder.append(context, "\\r")
      case 0x20..<0x7f: try builder.append(context, codePoint: code)
      default: try builder.appendHexadecimal(context, UInt8(ascii: "x"), code, digits: 2)
      }
    }
    return try builder.finishBytes(context)
  }

  // MARK: Decoding

  /// What an escape is found to be.
  private enum Escape {
    case codePoint(UInt32)
    /// No escape: the backslash and the letter are themselves.
    case none
    /// A line's end, which is left out.
    case nothing
    /// It might be whole if there were more bytes.
    case incomplete(StaticString)
    case malformed(StaticString)
  }

  /// The text, and how many bytes were used: all, unless an escape is not complete and the input not at its end.
  func decode(_ context: Context, _ errors: inout CodecErrors, isFinal: Bool) throws(Raised) -> (Text, Int) {
    var builder = try TextBuilder(context, capacity: errors.bytes.count)
    var place = 0
    var invalid: InvalidEscape?
    while place < errors.bytes.count {
      let start = place
      let byte = errors.bytes[place]
      place += 1
      if byte != 0x5c || isRaw && isFinal && place == errors.bytes.count {
        try builder.append(context, codePoint: UInt32(byte))
        continue
      }
      let reason: StaticString
      switch escape(errors.bytes, &place) {
      case .codePoint(let code):
        // Octal ones are those whose first letter is a digit.
        if code > 0xff, invalid == nil, errors.bytes[start + 1] < UInt8(ascii: "8") {
          invalid = InvalidEscape(errors.bytes[start + 1..<place], isOctal: true)
        }
        try builder.append(context, codePoint: code)
        continue
      case .none:
        if !isRaw, invalid == nil { invalid = InvalidEscape(errors.bytes[start + 1..<place]) }
        try builder.append(context, codePoint: 0x5c)
        try builder.append(context, codePoint: UInt32(errors.bytes[place - 1]))
        continue
      case .nothing: continue
      case .incomplete(let what):
        if !isFinal {
          try invalid?.warn(context, "")
          return (try builder.finish(context), start)
        }
        reason = what
      case .malformed(let what): reason = what
      }
      let (text, next) = try errors.decode(start, place, reason)
      try builder.append(context, text)
      place = next
    }
    try invalid?.warn(context, "")
    return (try builder.finish(context), place)
  }

  /// Reads the escape whose backslash stands before a place, which moves behind what was read.
  private func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Escape {
    if place == bytes.count { return .incomplete("\\ at end of string") }
    if !isRaw, let number = octalEscape(bytes, &place) { return .codePoint(number) }
    let letter = bytes[place]
    place += 1
    switch letter {
    case UInt8(ascii: "u"): return number(bytes, &place, digits: 4, "truncated \\uXXXX escape")
    case UInt8(ascii: "U"): return number(bytes, &place, digits: 8, "truncated \\UXXXXXXXX escape")
    case _ where isRaw: return .none
    case UInt8(ascii: "x"): return number(bytes, &place, digits: 2, "truncated \\xXX escape")
    case UInt8(ascii: "N"): return named(bytes, &place)
    case 10: return .nothing
    default: return simpleEscape(letter).map { .codePoint($0) } ?? .none
    }
  }

  private func number(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, digits: Int, _ truncated: StaticString
  ) -> Escape {
    var number: UInt32 = 0
    for _ in 0..<digits {
      if place == bytes.count { return .incomplete(truncated) }
      guard let digit = hexadecimalValue(bytes[place]) else { return .malformed(truncated) }
      number = number << 4 | digit
      place += 1
    }
    if number < 0x110000 { return .codePoint(number) }
    return .malformed(isRaw ? "\\Uxxxxxxxx out of range" : "illegal Unicode character")
  }

  private func named(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Escape {
    let malformed: StaticString = "malformed \\N character escape"
    if place == bytes.count { return .incomplete(malformed) }
    if bytes[place] != UInt8(ascii: "{") { return .malformed(malformed) }
    place += 1
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "}") { place += 1 }
    if place == bytes.count { return .incomplete(malformed) }
    if place == start { return .malformed(malformed) }
    let name = UnsafeBufferPointer(rebasing: bytes[start..<place])
    place += 1
    return Unicode16.scalar(named: name).map { .codePoint($0) } ?? .malformed("unknown Unicode character name")
  }
}
