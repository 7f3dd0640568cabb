/// A token: its kind and where it stands, in the source's bytes and in lines and columns.
public struct Token: BitwiseCopyable, Sendable {
  public var kind: TokenKind
  /// Byte offsets into the source; the end exclusive.
  public var start, end: Int32
  public var range: SourceRange

  @inlinable
  public init(kind: TokenKind, start: Int32, end: Int32, range: SourceRange) {
    (self.kind, self.start, self.end, self.range) = (kind, start, end, range)
  }
}

/// The kinds of tokens. Hard keywords are kinds of their own; soft ones (`match`, `case`, `type`, `_`)
/// are names that the parser looks at twice.
public enum TokenKind: UInt8, BitwiseCopyable, Sendable, CaseIterable {
  case endOfFile, newline, indent, dedent
  case name, number, string
  /// `f"` … a run of literal text … the closing quotes; the same for t-strings.
  case fstringStart, fstringMiddle, fstringEnd
  case tstringStart, tstringMiddle, tstringEnd
  /// `# type: …`, only when type comments are asked for; `# type: ignore` is collected apart.
  case typeComment
  /// What no parser wants, only when all tokens are asked for: comments, and the ends of lines that end no statement.
  case comment, blankNewline

  case `false`, none, `true`, and, `as`, assert, async, await, `break`, `class`, `continue`, def, del
  case elif, `else`, except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda, nonlocal
  case not, or, pass, raise, `return`, `try`, `while`, with, yield

  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  case colon, comma, semicolon, dot, ellipsis, at, arrow, colonEqual, exclamation
  case plus, minus, star, slash, doubleSlash, percent, doubleStar, pipe, ampersand, caret, tilde
  case leftShift, rightShift
  case less, greater, equalEqual, notEqual, lessEqual, greaterEqual
  case equal, plusEqual, minusEqual, starEqual, slashEqual, doubleSlashEqual, percentEqual, doubleStarEqual
  case atEqual, pipeEqual, ampersandEqual, caretEqual, leftShiftEqual, rightShiftEqual
  /// A printable character that means nothing: `$`, `?`, a back-quote.
  case unknown
}
