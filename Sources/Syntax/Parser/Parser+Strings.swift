// String literals: decoded, and neighbours joined to one constant or one f-string.

/// The constant that adjoining parts of strings join to. Its text is at the end of the tree's text arena
/// while parts are added; a field whose own strings come in between makes it move there again.
struct StringRun {
  var range: SourceRange
  var text: TextRange
  /// Of the first part: `'u'` after that prefix.
  var kind: Name?
}

/// What the parts of an f-string or t-string need to know of it.
private struct FormatKind {
  var isTemplate, isRaw: Bool
  /// Fields of a format specifier are formatted values in t-strings too.
  var isInSpecifier = false

  var noun: StaticString { isTemplate ? "t-string" : "f-string" }
}

extension Parser {
  /// strings: (fstring | STRING)+ | tstring+
  mutating func parseStrings() throws(SyntaxError) -> Expression {
    if kind == .tstringStart { return try parseTemplateStrings() }
    let start = token.range
    let mark = children.mark
    var run: StringRun?
    var isFormat = false
    var bytesCount = 0
    var count = 0
    while true {
      if kind == .string {
        if try parseString(into: &run) { bytesCount += 1 }
      } else if kind == .fstringStart {
        isFormat = true
        try parseFormatString(into: &run)
      } else {
        break
      }
      count += 1
    }
    if bytesCount != 0, bytesCount != count {
      throw lexer.error(.syntax, "cannot mix bytes and nonbytes literals", at: token.range)
    }
    if kind == .tstringStart { throw unexpectedToken }
    if isFormat {
      finish(&run)
      return tree.add(.joinedStr(values: popList(from: mark)), at: range(from: start))
    }
    let text = run?.text ?? tree.text(since: tree.textEnd)
    let value = tree.add(bytesCount > 0 ? LiteralValue.bytes(text) : .text(text))
    return tree.add(.constant(value: value, kind: run?.kind), at: range(from: start))
  }

  private mutating func parseTemplateStrings() throws(SyntaxError) -> Expression {
    let start = token.range
    let mark = children.mark
    var run: StringRun?
    while kind == .tstringStart { try parseFormatString(into: &run) }
    try require(14, "t-strings are")
    if kind == .string || kind == .fstringStart { throw unexpectedToken }
    finish(&run)
    return tree.add(.templateStr(values: popList(from: mark)), at: range(from: start))
  }

  // MARK: Runs

  /// Makes the run's text the end of the arena, or begins one there.
  private mutating func extend(_ run: inout StringRun?, to range: SourceRange, kind: Name? = nil) {
    guard var open = run else {
      run = StringRun(range: range, text: tree.text(since: tree.textEnd), kind: kind)
      return
    }
    open.range = open.range.through(range)
    if open.text.start + open.text.count != tree.textEnd { open.text = tree.repeatText(open.text) }
    run = open
  }

  /// Takes into the run what was appended to the arena since it was extended.
  private func close(_ run: inout StringRun?) {
    if let open = run { run?.text = tree.text(since: open.text.start) }
  }

  /// Ends the run of an f-string, as one of its values unless it is empty.
  private mutating func finish(_ run: inout StringRun?) {
    if let done = run, done.text.count > 0 {
      children.push(tree.add(.constant(value: tree.add(.text(done.text)), kind: done.kind), at: done.range))
    }
    run = nil
  }

  // MARK: Plain strings

  /// STRING: adds what it stands for to the run; answers whether it is bytes.
  private mutating func parseString(into run: inout StringRun?) throws(SyntaxError) -> Bool {
    let literal = lexer.source[token.start, token.end]
    var place = 0
    while classifiesAsLetter(literal[place]) { place += 1 }
    let prefix = place == 0 ? StringPrefix() : StringPrefix(literal.baseAddress!, count: place) ?? StringPrefix()
    let quote = literal[place]
    let isTriple = literal.count - place >= 6 && literal[place + 1] == quote && literal[place + 2] == quote
    let quoteSize = isTriple ? 3 : 1
    let body = UnsafeBufferPointer(rebasing: literal[(place + quoteSize)..<(literal.count - quoteSize)])

    extend(&run, to: token.range, kind: literal[0] == UInt8(ascii: "u") ? tree.intern("u") : nil)
    if prefix.isBytes, body.contains(where: { $0 >= 128 }) {
      throw lexer.error(.syntax, "bytes can only contain ASCII literal characters", at: token.range)
    }
    if prefix.isRaw || !body.contains(UInt8(ascii: "\\")) {
      tree.appendText(body)
    } else {
      let invalid: InvalidEscape?
      do throws(EscapeError) {
        invalid = prefix.isBytes ? try tree.appendUnescapedBytes(body) : try tree.appendUnescaped(body)
      } catch {
        throw lexer.error(.syntax, error.message, at: token.range)
      }
      if let invalid { warn(of: invalid, line: token.range.line + invalid.lineOffset, end: token.end) }
    }
    close(&run)
    try advance()
    return prefix.isBytes
  }

  @inline(__always)
  private func classifiesAsLetter(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\"")
  }

  /// Warns once, though a trial may read the string again.
  private mutating func warn(of invalid: InvalidEscape, line: Int32, end: Int32) {
    if end <= warnedEnd { return }
    warnedEnd = end
    var range = token.range
    range.line = line
    lexer.warnings.append(SyntaxWarning(invalid.message, at: range))
  }

  // MARK: Formatted strings

  /// What CPython's parser stacks between the start of an f-string and an expression in it.
  private static let formatStringLevels: Int32 = 30

  /// fstring: FSTRING_START fstring_middle* FSTRING_END, and the same of t-strings
  ///
  /// Text joins the run, fields go to the stack of children.
  private mutating func parseFormatString(into run: inout StringRun?) throws(SyntaxError) {
    let start = token
    let kindOfString = FormatKind(isTemplate: start.kind == .tstringStart, isRaw: formatStringIsRaw(start))
    try descend(Self.formatStringLevels)
    defer { depth -= Self.formatStringLevels }
    try advance()
    // Text is decoded as it comes, but CPython does it at the end of the string: its errors wait.
    var fault: EscapeError?
    var invalid: [InvalidEscape] = []
    loop: while true {
      switch kind {
      case .fstringMiddle, .tstringMiddle:
        do throws(EscapeError) {
          if let found = try appendFormatText(isRaw: kindOfString.isRaw, into: &run) { invalid.append(found) }
        } catch {
          if fault == nil { fault = error }
        }
        try advance()
      case .leftBrace:
        try parseField(of: kindOfString, into: &run)
      case .fstringEnd, .tstringEnd:
        break loop
      default:
        throw unexpectedToken
      }
    }
    if let fault { throw lexer.error(.syntax, fault.message, at: token.range) }
    if !invalid.isEmpty, token.end > warnedEnd {
      for escape in invalid {
        warnedEnd = 0
        warn(of: escape, line: token.range.line + escape.lineOffset, end: token.end)
      }
    }
    try advance()
  }

  private func formatStringIsRaw(_ start: Token) -> Bool {
    for byte in lexer.source[start.start, start.end] where lowercased(byte) == UInt8(ascii: "r") { return true }
    return false
  }

  /// Adds the text of the current token to the run, unless there is none.
  private mutating func appendFormatText(
    isRaw: Bool, into run: inout StringRun?
  ) throws(EscapeError) -> InvalidEscape? {
    let body = lexer.source[token.start, token.end]
    if body.isEmpty { return nil }
    let before = run
    extend(&run, to: token.range)
    let start = tree.textEnd
    var invalid: InvalidEscape?
    if isRaw || !body.contains(UInt8(ascii: "\\")) {
      tree.appendText(body)
    } else {
      invalid = try tree.appendUnescaped(body)
      // The lexer has warned of a backslash before a brace.
      if let found = invalid, found.isBrace { invalid = nil }
    }
    close(&run)
    if tree.textEnd == start { run = before }
    return invalid
  }

  /// fstring_replacement_field:
  ///   '{' annotated_rhs '='? ['!' NAME] [':' fstring_format_spec*] '}'
  private mutating func parseField(of format: FormatKind, into run: inout StringRun?) throws(SyntaxError) {
    let brace = token
    try advance()
    let value = try parseAnnotatedRightSide()
    let isDebug = try take(.equal)
    let expressionEnd = token.start

    var conversion: Int32 = -1
    var debugEnd: SourceRange?
    if kind == .exclamation {
      conversion = try parseConversion(in: format)
      debugEnd = previous
      debugEnd?.endColumn = previous.column - 1
      debugEnd?.endLine = previous.line
    }
    var specifier: Expression?
    if kind == .colon {
      if debugEnd == nil {
        debugEnd = token.range
        debugEnd?.endColumn = token.range.column
      }
      specifier = try parseFormatSpecifier(of: format)
    }
    if kind != .rightBrace { throw unexpectedToken }
    try advance()
    if isDebug, conversion < 0, specifier == nil { conversion = Int32(UInt8(ascii: "r")) }

    if isDebug {
      let end = debugEnd ?? SourceRange(
        line: previous.line, column: previous.column, endLine: previous.line, endColumn: previous.column)
      var textRange = brace.range.through(end)
      textRange.column += 1
      extend(&run, to: textRange)
      appendExpressionText(from: brace.end, to: expressionEnd)
      close(&run)
    }
    finish(&run)

    let node: ExpressionNode
    if format.isTemplate, !format.isInSpecifier {
      let start = tree.textEnd
      appendExpressionText(from: brace.end, to: expressionEnd)
      var text = tree.text(since: start)
      if isDebug { text = withoutEqualSign(text) }
      let literal = tree.add(.text(text))
      node = .interpolation(value: value, str: literal, conversion: conversion, formatSpec: specifier)
    } else {
      node = .formattedValue(value: value, conversion: conversion, formatSpec: specifier)
    }
    children.push(tree.add(node, at: range(from: brace.range)))
  }

  /// '!' NAME, which names a conversion; answers its letter.
  private mutating func parseConversion(in format: FormatKind) throws(SyntaxError) -> Int32 {
    let mark = token
    try advance()
    if kind != .name { throw unexpectedToken }
    if token.start != mark.end {
      throw lexer.error(
        .syntax, "\(format.noun): conversion type must come right after the exclamation mark",
        at: mark.range.through(token.range))
    }
    let name = lexer.source[token.start, token.end]
    switch name[0] {
    case UInt8(ascii: "s"), UInt8(ascii: "r"), UInt8(ascii: "a"):
      if name.count == 1 { break }
      fallthrough
    default:
      let text = String(decoding: name, as: UTF8.self)
      throw lexer.error(
        .syntax, "\(format.noun): invalid conversion character '\(text)': expected 's', 'r', or 'a'", at: token.range)
    }
    let letter = Int32(name[0])
    try advance()
    return letter
  }

  /// ':' (FSTRING_MIDDLE | fstring_replacement_field)*
  private mutating func parseFormatSpecifier(of format: FormatKind) throws(SyntaxError) -> Expression {
    let colon = token.range
    let mark = children.mark
    var run: StringRun?
    try descend(Self.formatStringLevels)
    defer { depth -= Self.formatStringLevels }
    try advance()
    while true {
      switch kind {
      case .fstringMiddle, .tstringMiddle:
        do throws(EscapeError) {
          if let invalid = try appendFormatText(isRaw: format.isRaw, into: &run) {
            warn(of: invalid, line: token.range.line + invalid.lineOffset, end: token.end)
          }
        } catch {
          throw lexer.error(.unicodeDecode, error.reason, at: token.range)
        }
        try advance()
      case .leftBrace:
        var nested = format
        nested.isInSpecifier = true
        try parseField(of: nested, into: &run)
      default:
        finish(&run)
        return tree.add(.joinedStr(values: popList(from: mark)), at: range(from: colon))
      }
    }
  }

  /// Appends the source of a field's expression, without its comments.
  private mutating func appendExpressionText(from start: Int32, to end: Int32) {
    let text = lexer.source[start, end]
    if !text.contains(UInt8(ascii: "#")) { return tree.appendText(text) }
    var openQuote: UInt8 = 0
    var place = 0
    while place < text.count {
      let byte = text[place]
      if openQuote != 0 {
        if byte == UInt8(ascii: "\\"), place + 1 < text.count {
          tree.appendText(byte)
          place += 1
        } else if byte == openQuote {
          openQuote = 0
        }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        openQuote = byte
      } else if byte == UInt8(ascii: "#") {
        while place < text.count, text[place] != UInt8(ascii: "\n") { place += 1 }
        continue
      }
      tree.appendText(text[place])
      place += 1
    }
  }

  /// The text up to its last "=".
  private func withoutEqualSign(_ range: TextRange) -> TextRange {
    let text = tree[range]
    guard let place = text.lastIndex(of: UInt8(ascii: "=")) else { return range }
    return TextRange(start: range.start, count: Int32(truncatingIfNeeded: place))
  }
}
