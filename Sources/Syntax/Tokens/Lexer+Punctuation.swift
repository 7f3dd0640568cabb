extension Lexer {
  /// At a character that begins an operator or a bracket, or has no place in Python.
  @inline(__always)
  mutating func punctuation(_ byte: UInt8) throws(SyntaxError) -> Token {
    let second = base[cursor + 1]
    let equal = UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "("): return try openBracket(byte, .leftParenthesis)
    case UInt8(ascii: ")"): return try closeBracket(byte, .rightParenthesis)
    case UInt8(ascii: ","): return takeOperator(.comma, 1)
    case UInt8(ascii: "="):
      if second == equal { return takeOperator(.equalEqual, 2) }
      if modes.count > 0, modes.last.pointee.isInField { modes.last.pointee.isDebug = true }
      return takeOperator(.equal, 1)
    case UInt8(ascii: ":"):
      if modes.count > 0, let colon = beginFormatSpecifier() { return colon }
      return second == equal ? takeOperator(.colonEqual, 2) : takeOperator(.colon, 1)
    case UInt8(ascii: "["): return try openBracket(byte, .leftBracket)
    case UInt8(ascii: "]"): return try closeBracket(byte, .rightBracket)
    case UInt8(ascii: "{"): return try openBracket(byte, .leftBrace)
    case UInt8(ascii: "}"): return try closeBracket(byte, .rightBrace)
    case UInt8(ascii: "+"):
      return second == equal ? takeOperator(.plusEqual, 2) : takeOperator(.plus, 1)
    case UInt8(ascii: "-"):
      if second == UInt8(ascii: ">") { return takeOperator(.arrow, 2) }
      return second == equal ? takeOperator(.minusEqual, 2) : takeOperator(.minus, 1)
    case UInt8(ascii: "*"): return operatorMaybeDoubled(byte, .star, .starEqual, .doubleStar, .doubleStarEqual)
    case UInt8(ascii: "/"): return operatorMaybeDoubled(byte, .slash, .slashEqual, .doubleSlash, .doubleSlashEqual)
    case UInt8(ascii: "<"):
      if second == UInt8(ascii: ">"), barryAsBDFL { return takeOperator(.notEqual, 2) }
      return operatorMaybeDoubled(byte, .less, .lessEqual, .leftShift, .leftShiftEqual)
    case UInt8(ascii: ">"):
      return operatorMaybeDoubled(byte, .greater, .greaterEqual, .rightShift, .rightShiftEqual)
    case UInt8(ascii: "%"):
      return second == equal ? takeOperator(.percentEqual, 2) : takeOperator(.percent, 1)
    case UInt8(ascii: "@"):
      return second == equal ? takeOperator(.atEqual, 2) : takeOperator(.at, 1)
    case UInt8(ascii: "|"):
      return second == equal ? takeOperator(.pipeEqual, 2) : takeOperator(.pipe, 1)
    case UInt8(ascii: "&"):
      return second == equal ? takeOperator(.ampersandEqual, 2) : takeOperator(.ampersand, 1)
    case UInt8(ascii: "^"):
      return second == equal ? takeOperator(.caretEqual, 2) : takeOperator(.caret, 1)
    case UInt8(ascii: "!"):
      return second == equal ? takeOperator(.notEqual, 2) : takeOperator(.exclamation, 1)
    case UInt8(ascii: "~"): return takeOperator(.tilde, 1)
    case UInt8(ascii: ";"): return takeOperator(.semicolon, 1)
    default:
      if byte < 32 || byte == 127 {
        throw error(before: cursor + 1, "invalid non-printable character U+\(hexadecimal(UInt32(byte)))")
      }
      return takeOperator(.unknown, 1)
    }
  }

  /// An operator with the forms `x`, `x=`, `xx` and `xx=`.
  @inline(__always)
  private mutating func operatorMaybeDoubled(
    _ byte: UInt8, _ single: TokenKind, _ singleEqual: TokenKind, _ doubled: TokenKind, _ doubledEqual: TokenKind
  ) -> Token {
    let second = base[cursor + 1]
    if second == UInt8(ascii: "=") { return takeOperator(singleEqual, 2) }
    if second != byte { return takeOperator(single, 1) }
    return base[cursor + 2] == UInt8(ascii: "=") ? takeOperator(doubledEqual, 3) : takeOperator(doubled, 2)
  }

  /// The colon that ends a field's expression; nil for one inside it.
  private mutating func beginFormatSpecifier() -> Token? {
    let mode = modes.last
    if !mode.pointee.isInField || mode.pointee.bracketDepth - 1 != mode.pointee.fieldDepth { return nil }
    mode.pointee.isInText = true
    mode.pointee.isInFormatSpecifier = true
    return takeOperator(.colon, 1)
  }

  @inline(__always)
  private mutating func openBracket(_ byte: UInt8, _ kind: TokenKind) throws(SyntaxError) -> Token {
    if brackets.isFull { throw error(before: cursor + 1, "too many nested parentheses") }
    brackets.push(
      Bracket(character: byte, line: line, column: Int32(truncatingIfNeeded: cursor - lineStart)))
    if modes.count > 0 { modes.last.pointee.bracketDepth += 1 }
    return takeOperator(kind, 1)
  }

  @inline(__always)
  private mutating func closeBracket(_ byte: UInt8, _ kind: TokenKind) throws(SyntaxError) -> Token {
    if modes.count > 0 { return try closeBracketInFormatString(byte, kind) }
    guard let opening = try openBracket(closedBy: byte) else { return takeOperator(kind, 1) }
    if !matches(opening, byte), !options.allTokens { throw mismatch(opening, byte) }
    return takeOperator(kind, 1)
  }

  /// Takes the innermost open bracket, if there is one; there need not be where all tokens are wanted.
  @inline(__always)
  private mutating func openBracket(closedBy byte: UInt8) throws(SyntaxError) -> Bracket? {
    let opening = brackets.pop()
    if opening == nil, !options.allTokens { throw error(before: cursor + 1, "unmatched '\(text(byte))'") }
    return opening
  }

  private mutating func closeBracketInFormatString(_ byte: UInt8, _ kind: TokenKind) throws(SyntaxError) -> Token {
    let mode = modes.last
    let noun = mode.pointee.noun
    if mode.pointee.bracketDepth == 0, byte == UInt8(ascii: "}") {
      throw error(before: cursor + 1, "\(noun): single '}' is not allowed")
    }
    if let opening = try openBracket(closedBy: byte), !matches(opening, byte), !options.allTokens {
      if opening.character == UInt8(ascii: "{"), mode.pointee.bracketDepth - 1 == mode.pointee.fieldDepth {
        throw error(before: cursor + 1, "\(noun): unmatched '\(text(byte))'")
      }
      throw mismatch(opening, byte)
    }
    mode.pointee.bracketDepth -= 1
    if mode.pointee.bracketDepth < 0 {
      throw error(before: cursor + 1, "\(noun): unmatched '\(text(byte))'")
    }
    if byte == UInt8(ascii: "}"), mode.pointee.bracketDepth == mode.pointee.fieldDepth {
      mode.pointee.fieldDepth -= 1
      mode.pointee.isInText = true
      mode.pointee.isInFormatSpecifier = false
      mode.pointee.isDebug = false
    }
    return takeOperator(kind, 1)
  }

  @inline(__always)
  private func matches(_ opening: Bracket, _ closing: UInt8) -> Bool {
    switch opening.character {
    case UInt8(ascii: "("): closing == UInt8(ascii: ")")
    case UInt8(ascii: "["): closing == UInt8(ascii: "]")
    default: closing == UInt8(ascii: "}")
    }
  }

  private func mismatch(_ opening: Bracket, _ closing: UInt8) -> SyntaxError {
    let place = opening.line == line ? "" : " on line \(opening.line)"
    return error(
      before: cursor + 1,
      "closing parenthesis '\(text(closing))' does not match opening parenthesis "
        + "'\(text(opening.character))'\(place)")
  }
}
