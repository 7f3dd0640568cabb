/// What the end of an interactive source is to the grammar: the newline that ends its statement, and the end
/// of its blocks.
///
///     if x:⏎
///       y           the end here reads as NEWLINE, DEDENT, NEWLINE, ENDMARKER
struct InteractiveEnd {
  let impliesDedents: Bool
  /// Whether a token has come since the source began, or since the last end.
  private var isStarted = false

  init(impliesDedents: Bool) { self.impliesDedents = impliesDedents }

  /// The token as the grammar sees it.
  mutating func translate(_ token: Token, of lexer: inout Lexer) -> Token {
    if token.kind != .endOfFile || !isStarted {
      isStarted = true
      return token
    }
    isStarted = false
    if impliesDedents { lexer.closeBlocks() }
    return Token(kind: .newline, start: token.start, end: token.end, range: token.range)
  }
}

extension Lexer {
  /// Whether only blank lines and comments follow what has been read.
  var remainderIsBlank: Bool {
    var place = cursor
    while place < source.count {
      switch source.bytes[place] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), formFeed: place += 1
      case UInt8(ascii: "#"): place = source.lineEnd(after: place)
      default: return false
      }
    }
    return true
  }
}
