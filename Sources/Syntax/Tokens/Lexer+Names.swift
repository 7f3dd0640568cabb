import UnicodeTables

extension Lexer {
  /// At a character that begins identifiers: a name, a keyword, or a string with a prefix.
  @inline(__always)
  mutating func identifierOrPrefixedString() throws(SyntaxError) -> Token {
    var place = tokenStart
    var byte = base[place]
    var allBits: UInt8 = 0
    repeat {
      allBits |= byte
      place += 1
      byte = base[place]
    } while classes.continuesIdentifier(byte)
    if classes[byte] == .quote, let prefix = StringPrefix(base + tokenStart, count: place - tokenStart) {
      cursor = place
      if let clash = prefix.clash {
        throw SyntaxError(
          .syntax, "'\(text(clash.0))' and '\(text(clash.1))' prefixes are incompatible",
          at: SourceRange(
            line: line, column: Int32(truncatingIfNeeded: tokenStart - lineStart), endLine: line,
            endColumn: Int32(truncatingIfNeeded: place - lineStart)))
      }
      return prefix.isFormatted ? try beginFormatString(prefix) : try string()
    }
    cursor = place
    let kind = keywords.kind(at: base + tokenStart, length: place - tokenStart)
    if allBits >= 128, !options.allTokens { try verifyIdentifier(from: tokenStart, to: place) }
    return token(kind)
  }

  /// Throws unless the characters beyond ASCII are those of identifiers (PEP 3131).
  @inline(never)
  private func verifyIdentifier(from start: Int, to end: Int) throws(SyntaxError) {
    var place = start
    while place < end {
      let scalar = UTF8Scalar(at: base + place)
      let isFirst = place == start
      place += scalar.length
      if scalar.value < 128 { continue }
      let isValid = isFirst ? Unicode16.isIdentifierStart(scalar.value) : Unicode16.isIdentifierContinue(scalar.value)
      if isValid { continue }
      let digits = hexadecimal(scalar.value)
      let message =
        Unicode16.isPrintable(scalar.value)
        ? "invalid character '\(scalar.text)' (U+\(digits))" : "invalid non-printable character U+\(digits)"
      throw error(before: place, message)
    }
  }
}

/// A character decoded from valid UTF-8.
struct UTF8Scalar {
  var value: UInt32
  var length: Int

  @inline(__always)
  init(at bytes: UnsafePointer<UInt8>) {
    let first = UInt32(bytes[0])
    if first < 0x80 {
      (value, length) = (first, 1)
    } else if first < 0xe0 {
      (value, length) = ((first & 0x1f) << 6 | UInt32(bytes[1] & 0x3f), 2)
    } else if first < 0xf0 {
      value = (first & 0x0f) << 12 | UInt32(bytes[1] & 0x3f) << 6 | UInt32(bytes[2] & 0x3f)
      length = 3
    } else {
      let high = (first & 0x07) << 18 | UInt32(bytes[1] & 0x3f) << 12
      value = high | UInt32(bytes[2] & 0x3f) << 6 | UInt32(bytes[3] & 0x3f)
      length = 4
    }
  }

  var text: String { Unicode.Scalar(value).map { String($0) } ?? "\u{fffd}" }
}

/// Upper-case hexadecimal digits, four at least, as in `U+00A0`.
func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}
