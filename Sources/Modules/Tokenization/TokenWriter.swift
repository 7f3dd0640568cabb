import CRuntime
import Runtime
import Syntax

/// Makes tuples of a source's tokens: type, text, where it begins and ends, the line or lines that it stands on.
struct TokenWriter {
  private let context: Context
  /// The source's lines as they were read, with their ends.
  private let lines: Runtime.List
  private let takesAll: Bool

  init(_ context: Context, _ lines: Runtime.List, takesAll: Bool) {
    (self.context, self.lines, self.takesAll) = (context, lines, takesAll)
  }

  /// Appends the tuples to a list; raises the source's error after the tokens before it.
  func write(to tokens: Runtime.List) throws(Raised) {
    let bytes = try Bytes.make(context, utf8: joined(lines))
    var source: Source?
    var found: [(token: Token, isLast: Bool)] = []
    var fault: SyntaxError?
    var isInFormatString = false
    do throws(SyntaxError) {
      let text = try Source(text: bytes.bytes.assumingMemoryBound(to: UInt8.self))
      source = text
      var lexer = Lexer(text, options: LexerOptions(allTokens: takesAll))
      defer { isInFormatString = lexer.isInFormatString }
      repeat { found.append((try lexer.next(), lexer.hasReachedEnd)) } while found.last?.token.kind != .endOfFile
    } catch {
      fault = error
    }
    if lines.count == 0 { found = takesAll ? found.suffix(1) : [] }
    if let source {
      for (token, isLast) in found { try tokens.append(context, tuple(token, source, isLast: isLast).value) }
    }
    guard let fault else { return }
    if fault.message.hasSuffix("was never closed") { throw raiseEnd(offset: isInFormatString ? endOfLastLine : 0) }
    if fault.message.hasPrefix("unexpected EOF") {
      let startsLine = found.last.map { $0.token.kind == .newline || $0.token.kind == .blankNewline } ?? true
      throw raiseEnd(offset: startsLine ? 0 : endOfLastLine)
    }
    throw context.raise(source.map { asRead(fault, $0) } ?? fault, in: source, filename: "<string>")
  }

  /// The characters of the last line with its end, which CPython adds where there is none.
  private var endOfLastLine: Int64 {
    let text = Text(lines.element(lines.count - 1))
    return Int64(text.count) + (lineEnd(of: text).utf8CodeUnitCount == 0 ? 1 : 0)
  }

  /// The error as CPython's tokeniser raises it: with the line but not its end, and at the line's end for what only its
  /// parser places.
  private func asRead(_ fault: SyntaxError, _ source: Source) -> SyntaxError {
    var fault = fault
    if fault.excerpt == .endedLine { fault.excerpt = .line }
    if fault.kind == .tab || fault.message.hasSuffix("after line continuation character") {
      let (start, end) = source.line(fault.range.line)
      fault.range.column = end - start
    }
    return fault
  }

  /// CPython's tokeniser, without its parser, knows no more than this of a bracket that is never closed, and of a
  /// backslash at the end.
  private func raiseEnd(offset: Int64) -> Raised {
    do throws(Raised) {
      let message = try Text.make(context, "unexpected EOF in multi-line statement").value
      let error = Exception(try context.call(Interpreter(of: context).type(.syntaxError).value, message))
      try context.setAttribute(error.value, interned(context, "lineno"), Value(smallInt: Int64(lines.count)))
      try context.setAttribute(error.value, interned(context, "offset"), Value(smallInt: offset))
      return context.raise(error)
    } catch {
      return error
    }
  }

  private func joined(_ lines: Runtime.List) throws(Raised) -> Text {
    let join = try context.getAttribute(Text.make(context, "" as StaticString).value, interned(context, "join"))
    return Text(try context.call(join, lines.value))
  }

  // MARK: A token

  private func tuple(_ token: Token, _ source: Source, isLast: Bool) throws(Raised) -> Tuple {
    let isTrailing = token.kind == .endOfFile || token.kind == .dedent && isLast
    var text = try Text.make(
      context,
      utf8: UnsafeBufferPointer(start: source.bytes + Int(token.start), count: Int(token.end - token.start)))
    var (first, last) = (token.range.line, token.range.endLine)
    var start = column(of: Int(token.start), on: first, source)
    var end = column(of: Int(token.end), on: last, source)
    switch token.kind {
    case .indent where !takesAll, .dedent where !takesAll, .endOfFile where !takesAll:
      text = try Text.make(context, "" as StaticString)
      (start, end) = (-1, -1)
    case .indent:
      // From the line's beginning.
      text = try Text.make(
        context, utf8: UnsafeBufferPointer(start: source.bytes + Int(token.start) - start, count: start))
      start = 0
    case .newline where takesAll, .blankNewline:
      let line = lines.count >= Int(first) && first > 0 ? Text(lines.element(Int(first) - 1)) : text
      text = try Text.make(context, lineEnd(of: line))
      end = start + max(1, text.count)
    case .newline:
      let hasReturn = "\(lineEnd(of: Text(lines.element(Int(first) - 1))))" == "\r\n"
      text = try Text.make(context, hasReturn ? "\r" : "" as StaticString)
      end = start + text.count
    case .endOfFile, .dedent: text = try Text.make(context, "" as StaticString)
    default: break
    }
    if isLiteral(token.kind), first != last {
      // As it was read, carriage returns included.
      let whole = try lines(from: first, through: last)
      let rest = Text(lines.element(Int(last) - 1)).count - end
      text = try Text.slice(context, whole, start, whole.count - rest)
    }
    var line = try lines(from: isLiteral(token.kind) ? first : last, through: last)
    if takesAll, isTrailing {
      let following = Int32(lines.count) + 1
      (first, last, start, end) = (following, following, 0, 0)
    }
    if isTrailing, takesAll || line.count == lineEnd(of: line).utf8CodeUnitCount { line = try Text.make(context, "" as StaticString) }
    let tuple = try Tuple.allocate(context, count: 5)
    tuple.elements[0] = Value(smallInt: Int64(type(of: token, source)))
    tuple.elements[1] = text.value
    tuple.elements[2] = try pair(first, start)
    tuple.elements[3] = try pair(last, end)
    tuple.elements[4] = line.value
    return tuple
  }

  private func pair(_ line: Int32, _ column: Int) throws(Raised) -> Value {
    try Tuple.make(context, Value(smallInt: Int64(line)), Value(smallInt: Int64(column))).value
  }

  /// The characters before an offset on its line.
  private func column(of offset: Int, on line: Int32, _ source: Source) -> Int {
    var start = offset
    while start > 0, source.bytes[start - 1] != 10 { start -= 1 }
    var count = 0
    for place in start..<offset where source.bytes[place] & 0xc0 != 0x80 { count += 1 }
    return count
  }

  private func lineEnd(of line: Text) -> StaticString {
    let count = line.count
    if count == 0 || line.codePoint(at: count - 1) != 10 { return "" }
    return count > 1 && line.codePoint(at: count - 2) == 13 ? "\r\n" : "\n"
  }

  private func lines(from first: Int32, through last: Int32) throws(Raised) -> Text {
    let (first, last) = (max(1, Int(first)), min(lines.count, Int(last)))
    if first == last { return Text(lines.element(first - 1)) }
    let part = try List.make(context)
    for number in first..<max(first, last + 1) { try part.append(context, lines.element(number - 1)) }
    return try joined(part)
  }

  private func isLiteral(_ kind: TokenKind) -> Bool {
    switch kind {
    case .string, .fstringStart, .fstringMiddle, .fstringEnd, .tstringStart, .tstringMiddle, .tstringEnd: true
    default: false
    }
  }

  // MARK: Types

  /// The number that the module `token` gives the type.
  private func type(of token: Token, _ source: Source) -> Int {
    switch token.kind {
    case .endOfFile: 0
    case .number: 2
    case .string: 3
    case .newline: 4
    case .indent: 5
    case .dedent: 6
    case .typeComment: 57
    case .fstringStart: 59
    case .fstringMiddle: 60
    case .fstringEnd: 61
    case .tstringStart: 62
    case .tstringMiddle: 63
    case .tstringEnd: 64
    case .comment: 65
    case .blankNewline: 66
    default: takesAll && operatorType(token.kind) != nil ? 55 : operatorType(token.kind) ?? 1
    }
  }

  /// Nil for names and keywords.
  private func operatorType(_ kind: TokenKind) -> Int? {
    switch kind {
    case .leftParenthesis: 7
    case .rightParenthesis: 8
    case .leftBracket: 9
    case .rightBracket: 10
    case .colon: 11
    case .comma: 12
    case .semicolon: 13
    case .plus: 14
    case .minus: 15
    case .star: 16
    case .slash: 17
    case .pipe: 18
    case .ampersand: 19
    case .less: 20
    case .greater: 21
    case .equal: 22
    case .dot: 23
    case .percent: 24
    case .leftBrace: 25
    case .rightBrace: 26
    case .equalEqual: 27
    case .notEqual: 28
    case .lessEqual: 29
    case .greaterEqual: 30
    case .tilde: 31
    case .caret: 32
    case .leftShift: 33
    case .rightShift: 34
    case .doubleStar: 35
    case .plusEqual: 36
    case .minusEqual: 37
    case .starEqual: 38
    case .slashEqual: 39
    case .percentEqual: 40
    case .ampersandEqual: 41
    case .pipeEqual: 42
    case .caretEqual: 43
    case .leftShiftEqual: 44
    case .rightShiftEqual: 45
    case .doubleStarEqual: 46
    case .doubleSlash: 47
    case .doubleSlashEqual: 48
    case .at: 49
    case .atEqual: 50
    case .arrow: 51
    case .ellipsis: 52
    case .colonEqual: 53
    case .exclamation: 54
    case .unknown: 55
    default: nil
    }
  }
}
