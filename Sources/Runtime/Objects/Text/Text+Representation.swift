import CRuntime
import UnicodeTables

extension Text {
  /// `repr(text)`, or `ascii(text)` where nothing beyond ASCII may stand as itself.
  public static func representation(
    _ context: Context, _ text: Text, isASCIIOnly: Bool = false
  ) throws(Raised) -> Text {
    let units = text.units
    if text.isASCII, units.firstUnquotable(0x27) == units.count {
      let result = try Text.allocate(context, count: units.count + 2, flags: TextFlags.ascii)
      let bytes = result.base.assumingMemoryBound(to: UInt8.self)
      (bytes[0], bytes[units.count + 1]) = (0x27, 0x27)
      copyBytes(from: units.base, to: bytes + 1, units.count)
      return result
    }
    let quote = units.preferredQuote
    var builder = try TextBuilder(context, capacity: units.count + 2)
    try builder.append(context, codePoint: quote)
    // Runs that stand as themselves are copied as such.
    var runStart = 0
    // What ASCII text needs no look at: its letters, digits and other marks.
    let firstSpecial = text.isASCII ? units.firstUnquotable(quote) : 0
    for index in firstSpecial..<units.count {
      let code = units[index]
      if code != quote, code != 0x5c, code >= 0x20, code < 0x7f { continue }
      if code > 0x7f, !isASCIIOnly, Unicode16.isPrintable(code) { continue }
      try builder.append(context, sliceOf: text, runStart, index)
      runStart = index + 1
      try builder.appendEscape(context, code, quote: quote)
    }
    try builder.append(context, sliceOf: text, runStart, units.count)
    try builder.append(context, codePoint: quote)
    return try builder.finish(context)
  }
}

extension TextUnits {
  /// The quote that `repr` puts around: single ones, unless only those stand inside.
  var preferredQuote: UInt32 {
    let (single, double): (UInt32, UInt32) = (0x27, 0x22)
    return firstIndex(ofUnit: single) != nil && firstIndex(ofUnit: double) == nil ? double : single
  }
}

extension TextUnits {
  /// How many bytes there are before the first that is a quote, a backslash or a control character.
  fileprivate func firstUnquotable(_ quote: UInt32) -> Int {
    let bytes = bound(to: UInt8.self)
    let quote = UInt8(truncatingIfNeeded: quote)
    var place = 0
    while place < bytes.count, bytes[place] &- 0x20 < 0x5f, bytes[place] != quote, bytes[place] != 0x5c { place += 1 }
    return place
  }
}

extension TextBuilder {
  /// Appends what `repr` writes for a code point that does not stand as itself.
  mutating func appendEscape(_ context: Context, _ code: UInt32, quote: UInt32) throws(Raised) {
    switch code {
    case quote, 0x5c:
      try append(context, "\\")
      try append(context, codePoint: code)
    case 0x09: try append(context, "\\t")
    case 0x0a: try append(context, "\\n")
    case 0x0d: try append(context, "\\r")
    case ..<0x100: try appendHexadecimal(context, "\\x", code, digits: 2)
    case ..<0x10000: try appendHexadecimal(context, "\\u", code, digits: 4)
    default: try appendHexadecimal(context, "\\U", code, digits: 8)
    }
  }

  private mutating func appendHexadecimal(
    _ context: Context, _ prefix: StaticString, _ code: UInt32, digits: Int
  ) throws(Raised) {
    try append(context, prefix)
    for place in (0..<UInt32(digits)).reversed() {
      let digit = code >> (place * 4) & 0xf
      try append(context, codePoint: digit + (digit < 10 ? 0x30 : 0x57))
    }
  }
}
