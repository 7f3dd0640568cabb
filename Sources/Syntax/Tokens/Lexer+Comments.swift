extension Lexer {
  /// At a `#`: moves to the end of the line. The token is nil unless the comment is a type comment that
  /// the options ask for.
  @inline(__always)
  mutating func skipComment(onBlankLine isBlankLine: Bool) -> Token? {
    cursor += (base + cursor).distance(to: UInt8(ascii: "\n"), or: 0, within: source.count - cursor)
    if options.allTokens {
      isAfterLoneComment = isBlankLine
      return token(.comment)
    }
    return options.typeComments ? typeComment(onBlankLine: isBlankLine) : nil
  }

  /// `# type: …` with any blanks where that shows one, from `tokenStart` to `cursor`.
  private mutating func typeComment(onBlankLine isBlankLine: Bool) -> Token? {
    var place = tokenStart
    let prefix: StaticString = "# type: "
    for i in 0..<prefix.utf8CodeUnitCount {
      if prefix.utf8Start[i] == UInt8(ascii: " ") {
        while base[place] == UInt8(ascii: " ") || base[place] == UInt8(ascii: "\t") { place += 1 }
      } else if place < cursor, base[place] == prefix.utf8Start[i] {
        place += 1
      } else {
        return nil
      }
    }
    let ignore: StaticString = "ignore"
    let ignoreEnd = place + ignore.utf8CodeUnitCount
    var isIgnore = cursor >= ignoreEnd
    for i in 0..<ignore.utf8CodeUnitCount where isIgnore && base[place + i] != ignore.utf8Start[i] {
      isIgnore = false
    }
    if isIgnore, cursor > ignoreEnd {
      let next = base[ignoreEnd]
      isIgnore = !(classes.continuesIdentifier(next) && next != UInt8(ascii: "_"))
    }
    if isIgnore {
      typeIgnores.append(
        TypeIgnoreComment(
          line: line, start: Int32(truncatingIfNeeded: ignoreEnd), end: Int32(truncatingIfNeeded: cursor)))
      tokenStart = cursor
      return nil
    }
    tokenStart = place
    return token(.typeComment)
  }
}
