extension Lexer {
  /// At a digit, or a dot before one.
  mutating func number() throws(SyntaxError) -> Token {
    var place = tokenStart
    if base[place] == UInt8(ascii: "0") {
      switch lowercased(base[place + 1]) {
      case UInt8(ascii: "x"): return try number(inBase: 16, "hexadecimal")
      case UInt8(ascii: "o"): return try number(inBase: 8, "octal")
      case UInt8(ascii: "b"): return try number(inBase: 2, "binary")
      default: return try numberAfterZero()
      }
    }
    if base[place] != UInt8(ascii: ".") { place = try decimalDigits(from: place) }
    return try fractionAndExponent(from: place)
  }

  private mutating func finishNumber(at place: Int, _ kind: StaticString) throws(SyntaxError) -> Token {
    try verifyNumberEnds(at: place, kind)
    cursor = place
    return token(.number)
  }

  /// `0x…`, `0o…`, `0b…`: digits with single underscores before and between them.
  private mutating func number(inBase radix: UInt8, _ kind: StaticString) throws(SyntaxError) -> Token {
    var place = tokenStart + 2
    repeat {
      if base[place] == UInt8(ascii: "_") { place += 1 }
      if !isDigit(base[place], inBase: radix) {
        if isDigit(base[place]) { throw wrongDigit(at: place, kind) }
        throw error(before: place, "invalid \(kind.description) literal")
      }
      while isDigit(base[place], inBase: radix) { place += 1 }
    } while base[place] == UInt8(ascii: "_")
    if isDigit(base[place]) { throw wrongDigit(at: place, kind) }
    return try finishNumber(at: place, kind)
  }

  private func wrongDigit(at place: Int, _ kind: StaticString) -> SyntaxError {
    error(before: place + 1, "invalid digit '\(text(base[place]))' in \(kind.description) literal")
  }

  /// A number that begins with a zero: more zeroes, or digits that only a float or an imaginary may have.
  private mutating func numberAfterZero() throws(SyntaxError) -> Token {
    var place = tokenStart + 1
    while true {
      if base[place] == UInt8(ascii: "_") {
        place += 1
        if !isDigit(base[place]) { throw error(before: place, "invalid decimal literal") }
      }
      if base[place] != UInt8(ascii: "0") { break }
      place += 1
    }
    let zeroesEnd = place
    if isDigit(base[place]) {
      place = try decimalDigits(from: place)
      switch lowercased(base[place]) {
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "j"): break
      case _ where options.allTokens: break
      default:
        throw SyntaxError(
          .syntax,
          "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
          at: SourceRange(
            line: line, column: Int32(truncatingIfNeeded: tokenStart - lineStart), endLine: line,
            endColumn: Int32(truncatingIfNeeded: zeroesEnd - lineStart)))
      }
    }
    return try fractionAndExponent(from: place)
  }

  /// From a first digit to the end of digits with single underscores between them.
  @inline(__always)
  private func decimalDigits(from start: Int) throws(SyntaxError) -> Int {
    var place = start
    while true {
      while isDigit(base[place]) { place += 1 }
      if base[place] != UInt8(ascii: "_") { return place }
      place += 1
      if !isDigit(base[place]) { throw error(before: place, "invalid decimal literal") }
    }
  }

  /// After the integral digits of a decimal number.
  private mutating func fractionAndExponent(from start: Int) throws(SyntaxError) -> Token {
    var place = start
    if base[place] == UInt8(ascii: ".") {
      place += 1
      if isDigit(base[place]) { place = try decimalDigits(from: place) }
    }
    if lowercased(base[place]) == UInt8(ascii: "e") {
      let exponent = place
      place += 1
      if base[place] == UInt8(ascii: "+") || base[place] == UInt8(ascii: "-") {
        place += 1
        if !isDigit(base[place]) { throw error(before: place, "invalid decimal literal") }
      } else if !isDigit(base[place]) {
        return try finishNumber(at: exponent, "decimal")
      }
      place = try decimalDigits(from: place)
    }
    if lowercased(base[place]) == UInt8(ascii: "j") { return try finishNumber(at: place + 1, "imaginary") }
    return try finishNumber(at: place, "decimal")
  }

  /// A number may touch a keyword that can follow it, with a warning; another name makes it invalid.
  @inline(__always)
  private mutating func verifyNumberEnds(at place: Int, _ kind: StaticString) throws(SyntaxError) {
    let byte = base[place]
    if byte < 128, classes.continuesIdentifier(byte), !options.allTokens { try verifyNumberTouchesKeyword(at: place, kind) }
  }

  @inline(never)
  private mutating func verifyNumberTouchesKeyword(at place: Int, _ kind: StaticString) throws(SyntaxError) {
    let found = error(before: place, "invalid \(kind.description) literal")
    let touchesKeyword =
      switch base[place] {
      case UInt8(ascii: "a"): isWord("and", at: place)
      case UInt8(ascii: "e"): isWord("else", at: place)
      case UInt8(ascii: "f"): isWord("for", at: place)
      // What follows `if`, `in` and `is` does not matter to CPython.
      case UInt8(ascii: "i"):
        switch base[place + 1] {
        case UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "s"): true
        default: false
        }
      case UInt8(ascii: "n"): isWord("not", at: place)
      case UInt8(ascii: "o"): isWord("or", at: place)
      default: false
      }
    if !touchesKeyword { throw found }
    warnings.append(SyntaxWarning(found.message, at: found.range))
  }

  private func isWord(_ word: StaticString, at place: Int) -> Bool {
    for i in 0..<word.utf8CodeUnitCount where base[place + i] != word.utf8Start[i] { return false }
    return !classes.continuesIdentifier(base[place + word.utf8CodeUnitCount])
  }
}
