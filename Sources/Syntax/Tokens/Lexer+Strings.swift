extension Lexer {
  /// At the opening quote (`cursor`) of a string whose prefix, if any, began at `tokenStart`.
  mutating func string() throws(SyntaxError) -> Token {
    let quote = base[cursor]
    let (startLine, startLineStart) = (line, lineStart)
    var place = cursor + 1
    var quoteSize = 1
    if base[place] == quote {
      if base[place + 1] != quote {
        cursor = place + 1
        return token(.string)
      }
      quoteSize = 3
      place += 2
    }

    var closingQuotes = 0
    var hasEscapedQuote = false
    while closingQuotes != quoteSize {
      if closingQuotes == 0 { place = endOfPlainText(from: place, quote) }
      let byte = base[place]
      if byte == quote {
        closingQuotes += 1
        place += 1
        continue
      }
      closingQuotes = 0
      if byte == UInt8(ascii: "\\") {
        place += 1
        if base[place] == quote { hasEscapedQuote = true }
        if base[place] == UInt8(ascii: "\n") { beginLine(at: place + 1) }
        if place < source.count { place += 1 }
      } else if byte == UInt8(ascii: "\n"), quoteSize == 3 {
        place += 1
        beginLine(at: place)
      } else if byte == UInt8(ascii: "\n") || place == source.count {
        let message = unterminatedString(quote, quoteSize, hasEscapedQuote: hasEscapedQuote)
        hasReachedEnd = place == source.count
        (cursor, line, lineStart) = (tokenStart + 1, startLine, startLineStart)
        throw error(before: tokenStart + 1, line: startLine, lineStart: startLineStart, message)
      } else {
        place += 1
      }
    }
    cursor = place
    return token(.string, line: startLine, lineStart: startLineStart)
  }

  /// Where the text from `place` on first has something to look at.
  @inline(__always)
  private func endOfPlainText(from start: Int, _ quote: UInt8) -> Int {
    var place = start
    while place < source.count {
      let word = ByteWord(at: base + place)
      let marks =
        word.marks(of: quote) | word.marks(of: UInt8(ascii: "\\")) | word.marks(of: UInt8(ascii: "\n"))
        | word.marks(of: 0)
      if marks != 0 { return place + ByteWord.first(in: marks) }
      place += 8
    }
    return source.count
  }

  /// Begins the line at an offset inside a token.
  @inline(__always)
  mutating func beginLine(at place: Int) {
    if place == source.count { return }
    line &+= 1
    lineStart = place
  }

  private func unterminatedString(_ quote: UInt8, _ quoteSize: Int, hasEscapedQuote: Bool) -> String {
    if let mode = modes.innermost, mode.quote == quote, mode.quoteSize == quoteSize {
      return "\(mode.noun): expecting '}'"
    }
    if quoteSize == 3 { return "unterminated triple-quoted string literal (detected at line \(line))" }
    let advice = hasEscapedQuote ? "; perhaps you escaped the end quote?" : ""
    return "unterminated string literal (detected at line \(line))\(advice)"
  }
}
