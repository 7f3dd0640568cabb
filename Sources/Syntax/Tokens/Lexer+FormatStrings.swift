extension Lexer {
  /// Whether an f-string or t-string is open.
  public var isInFormatString: Bool { modes.count > 0 }

  /// At the opening quote of an f-string or t-string, whose prefix began at `tokenStart`.
  mutating func beginFormatString(_ prefix: StringPrefix) throws(SyntaxError) -> Token {
    let quote = base[cursor]
    let quoteSize = base[cursor + 1] == quote && base[cursor + 2] == quote ? 3 : 1
    cursor += quoteSize
    if modes.isFull { throw error(before: cursor, "too many nested f-strings or t-strings") }
    modes.push(
      FormatMode(
        quote: quote, quoteSize: quoteSize, isRaw: prefix.isRaw, isTemplate: prefix.isTemplate,
        start: tokenStart, line: line, lineStart: lineStart))
    return token(prefix.isTemplate ? .tstringStart : .fstringStart)
  }

  /// In the text of an f-string: a run of it, the opening brace of a field, or the closing quotes.
  mutating func nextInFormatString() throws(SyntaxError) -> Token {
    let mode = modes.last
    tokenStart = cursor
    if base[cursor] == UInt8(ascii: "{"), base[cursor + 1] != UInt8(ascii: "{") {
      try beginField(at: cursor)
      return try nextInCode()
    }
    if isAtClosingQuotes(of: mode.pointee) {
      cursor += mode.pointee.quoteSize
      let end = token(mode.pointee.isTemplate ? .tstringEnd : .fstringEnd)
      modes.pop()
      return end
    }
    return try formatStringText()
  }

  private func isAtClosingQuotes(of mode: FormatMode) -> Bool {
    for i in 0..<mode.quoteSize where base[cursor + i] != mode.quote { return false }
    return true
  }

  /// Turns to the code of a field whose brace is the next character.
  private mutating func beginField(at place: Int) throws(SyntaxError) {
    let mode = modes.last
    mode.pointee.fieldDepth += 1
    if mode.pointee.fieldDepth >= FormatMode.nestingLimit {
      throw error(before: place, "\(mode.pointee.noun.description): expressions nested too deeply")
    }
    mode.pointee.isInText = false
  }

  /// A run of text, which ends before a field or the closing quotes and after `{{` or `}}`: of two
  /// braces the first belongs to the token's bytes, both to its range.
  private mutating func formatStringText() throws(SyntaxError) -> Token {
    let mode = modes.last
    let kind: TokenKind = mode.pointee.isTemplate ? .tstringMiddle : .fstringMiddle
    let (startLine, startLineStart) = (line, lineStart)
    var isInCharacterName = false
    var place = cursor
    while true {
      let byte = base[place]
      switch byte {
      case mode.pointee.quote:
        cursor = place
        if isAtClosingQuotes(of: mode.pointee) {
          return token(kind, line: startLine, lineStart: startLineStart)
        }
        place += 1

      case UInt8(ascii: "\n"), 0:
        if byte == 0 ? place < source.count : mode.pointee.quoteSize == 3 {
          place += 1
          if byte != 0 { beginLine(at: place) }
          continue
        }
        throw unterminatedFormatString(at: place)

      case UInt8(ascii: "{"):
        let isInSpecifier = mode.pointee.isInFormatSpecifier && mode.pointee.isInField
        if base[place + 1] == byte, !isInSpecifier {
          return doubledBrace(kind, at: place, line: startLine, lineStart: startLineStart)
        }
        cursor = place
        try beginField(at: place)
        return token(kind, line: startLine, lineStart: startLineStart)

      case UInt8(ascii: "}"):
        if isInCharacterName {
          cursor = place + 1
          return token(kind, line: startLine, lineStart: startLineStart)
        }
        let isInSpecifier = mode.pointee.isInFormatSpecifier && mode.pointee.isInField
        if base[place + 1] == byte, !isInSpecifier, mode.pointee.bracketDepth == 0 {
          return doubledBrace(kind, at: place, line: startLine, lineStart: startLineStart)
        }
        cursor = place
        mode.pointee.isInText = false
        return token(kind, line: startLine, lineStart: startLineStart)

      case UInt8(ascii: "\\"):
        place += 1
        switch base[place] {
        case UInt8(ascii: "{"), UInt8(ascii: "}"):
          if !mode.pointee.isRaw { warnInvalidEscape(base[place], before: place + 1) }
        case UInt8(ascii: "N") where !mode.pointee.isRaw:
          place += 1
          if base[place] == UInt8(ascii: "{") {
            isInCharacterName = true
            place += 1
          }
        case UInt8(ascii: "\n"):
          place += 1
          beginLine(at: place)
        default:
          if place < source.count { place += 1 }
        }

      default:
        place += 1
      }
    }
  }

  private mutating func doubledBrace(
    _ kind: TokenKind, at place: Int, line: Int32, lineStart: Int
  ) -> Token {
    cursor = place + 2
    var found = token(kind, line: line, lineStart: lineStart)
    found.end -= 1
    return found
  }

  private mutating func unterminatedFormatString(at place: Int) -> SyntaxError {
    let mode = modes.last.pointee
    if mode.quoteSize == 1, mode.isInFormatSpecifier, mode.isInField, place < source.count {
      return error(
        before: place + 1,
        "\(mode.noun): newlines are not allowed in format specifiers for single quoted \(mode.noun)s")
    }
    let quoting = mode.quoteSize == 3 ? "triple-quoted " : ""
    let message = "unterminated \(quoting)\(mode.noun) literal (detected at line \(line))"
    hasReachedEnd = mode.quoteSize == 3 && place == source.count
    (cursor, line, lineStart) = (mode.start + 1, mode.line, mode.lineStart)
    return error(before: cursor, message)
  }

  private mutating func warnInvalidEscape(_ character: UInt8, before place: Int) {
    let column = Int32(truncatingIfNeeded: place - lineStart - 1)
    warnings.append(
      SyntaxWarning(
        invalidEscapeMessage("\\\(text(character))"),
        at: SourceRange(line: line, column: column, endLine: line, endColumn: column)))
  }
}
