// The lexer reads tokens one at a time, as the parser asks: an error lies in wait until its token is
// asked for. It follows CPython's tokeniser in every position and message.
//
// State, beside the place in the source:
//
//     line, lineStart   the line of `cursor`. A line begins when its first character is wanted, not when
//                       the "\n" before it is consumed: until then errors belong to the line that ended.
//     joinedStart       where the line begins to which one token joins the current one, or that itself
//     indentation       columns of the open blocks, counted with tabs to 8 and, to detect mixtures, to 1
//     brackets          the open ones, f-string fields' braces included
//     modes             one per f-string or t-string that is open, below them the module's

/// Splits a source into tokens.
public struct Lexer: ~Copyable {
  public let source: Source
  let base: UnsafePointer<UInt8>
  let options: LexerOptions
  let classes = CharacterClassTable()
  let keywords = KeywordTable()

  /// The offset of the next byte.
  var cursor = 0
  var line: Int32 = 0
  var lineStart = 0
  var joinedStart = 0
  /// The offset of the token being read, or -1 between tokens.
  var tokenStart = -1

  var isAtLineStart = true
  /// The last token was a comment that stands alone on its line.
  var isAfterLoneComment = false
  var indentation: IndentationStack
  var brackets: BracketStack
  var modes: FormatModeStack

  /// Read `<>` as one token, as `from __future__ import barry_as_FLUFL` asks in mid-source.
  public var barryAsBDFL = false

  /// Warnings, in the order found.
  public internal(set) var warnings: [SyntaxWarning] = []
  /// Comments of the form `# type: ignore…`, when type comments are asked for.
  public internal(set) var typeIgnores: [TypeIgnoreComment] = []
  /// Whether the end of the source has been met, in a token or between tokens.
  public internal(set) var hasReachedEnd = false
  /// The last error was one that only the reader of that token is told; see `errorInRemainder(after:)`.
  var errorIsLocal = false

  public init(_ source: Source, options: LexerOptions = LexerOptions()) {
    self.source = source
    self.options = options
    base = source.bytes
    indentation = IndentationStack()
    brackets = BracketStack()
    modes = FormatModeStack()
  }

  /// The next token; `endOfFile` again and again at the end.
  public mutating func next() throws(SyntaxError) -> Token {
    if modes.isInText { return try nextInFormatString() }
    return try nextInCode()
  }

  // MARK: What the parser asks

  /// The innermost bracket that is open.
  public var openBracket: Bracket? { brackets.last }

  /// How many brackets are open.
  public var bracketDepth: Int { brackets.count }

  /// The line being read.
  public var currentLine: Int32 { line }

  /// The column, in bytes, up to which it has been read.
  public var currentColumn: Int32 { Int32(truncatingIfNeeded: cursor - lineStart) }

  // MARK: Code

  mutating func nextInCode() throws(SyntaxError) -> Token {
    while true {
      tokenStart = -1
      var isBlankLine = false
      if isAtLineStart {
        isAtLineStart = false
        isBlankLine = try measureIndentation()
      }
      if indentation.pending != 0 { return pendingIndentation() }

      skipBlanks()
      while base[cursor] == UInt8(ascii: "\\") {
        tokenStart = cursor
        cursor += 1
        try continueLine()
        skipBlanks()
      }
      tokenStart = cursor
      if isAfterLoneComment {
        isAfterLoneComment = false
        isBlankLine = true
      }
      if base[cursor] == UInt8(ascii: "#"), let comment = skipComment(onBlankLine: isBlankLine) { return comment }

      let byte = base[cursor]
      switch classes[byte] {
      case .identifier: return try identifierOrPrefixedString()
      case .newline:
        cursor += 1
        isAtLineStart = true
        if isBlankLine || brackets.count > 0 {
          if options.allTokens { return token(.blankNewline) }
          continue
        }
        return token(.newline)
      case .digit: return try number()
      case .quote: return try string()
      case .dot:
        if isDigit(base[cursor + 1]) { return try number() }
        if base[cursor + 1] == byte, base[cursor + 2] == byte { return takeOperator(.ellipsis, 3) }
        return takeOperator(.dot, 1)
      case .end:
        hasReachedEnd = true
        if brackets.count > 0 { throw unclosedBracket() }
        return token(.endOfFile, column: -1)
      default: return try punctuation(byte)
      }
    }
  }

  @inline(__always)
  mutating func skipBlanks() {
    while true {
      switch base[cursor] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), formFeed: cursor += 1
      default: return
      }
    }
  }

  /// Begins the line at `cursor`; the end of the source begins none.
  @inline(__always)
  mutating func beginLine() {
    if cursor == source.count { return }
    line &+= 1
    lineStart = cursor
    if tokenStart < 0 { joinedStart = cursor }
  }

  /// After a backslash: goes on to the next line.
  mutating func continueLine() throws(SyntaxError) {
    if base[cursor] != UInt8(ascii: "\n") {
      if cursor < source.count { cursor += 1 }
      // CPython takes the column from the start of what it has in its buffer.
      throw localError(
        .syntax, "unexpected character after line continuation character", column: cursor - joinedStart - 1)
    }
    cursor += 1
    if cursor == source.count {
      hasReachedEnd = true
      if brackets.count > 0 { throw unclosedBracket() }
      throw localError(
        .syntax, "unexpected EOF while parsing", column: cursor - lineStart - 1, endColumn: -2)
    }
    beginLine()
  }

  // MARK: Tokens

  /// The token from `tokenStart` to `cursor`, on one line.
  @inline(__always)
  func token(_ kind: TokenKind) -> Token { token(kind, column: Int32(truncatingIfNeeded: tokenStart - lineStart)) }

  @inline(__always)
  func token(_ kind: TokenKind, column: Int32) -> Token {
    Token(
      kind: kind, start: Int32(truncatingIfNeeded: tokenStart), end: Int32(truncatingIfNeeded: cursor),
      range: SourceRange(
        line: line, column: column, endLine: line,
        endColumn: column < 0 ? -1 : Int32(truncatingIfNeeded: cursor - lineStart)))
  }

  /// The token from `tokenStart` to `cursor`, which began on an earlier line perhaps.
  func token(_ kind: TokenKind, line startLine: Int32, lineStart start: Int) -> Token {
    Token(
      kind: kind, start: Int32(truncatingIfNeeded: tokenStart), end: Int32(truncatingIfNeeded: cursor),
      range: SourceRange(
        line: startLine, column: Int32(truncatingIfNeeded: tokenStart - start), endLine: line,
        endColumn: Int32(truncatingIfNeeded: cursor - lineStart)))
  }

  @inline(__always)
  mutating func takeOperator(_ kind: TokenKind, _ length: Int) -> Token {
    cursor += length
    return token(kind)
  }
}

/// How a lexer reads.
public struct LexerOptions: Sendable {
  /// Make tokens of `# type:` comments.
  public var typeComments = false
  /// Make tokens of comments, and of the ends of blank and of unfinished lines; and let pass what a tool may want to
  /// show: brackets that do not match, names of any characters, integers with leading zeros.
  public var allTokens = false

  public init(typeComments: Bool = false, allTokens: Bool = false) {
    (self.typeComments, self.allTokens) = (typeComments, allTokens)
  }
}

/// A `# type: ignore` comment: its line, and the bytes after that word.
public struct TypeIgnoreComment: BitwiseCopyable, Sendable {
  public var line: Int32
  public var start, end: Int32
}

let formFeed: UInt8 = 12
