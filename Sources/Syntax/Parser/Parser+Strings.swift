extension Parser {
  /// strings: (fstring | tstring | STRING)+
  mutating func parseStrings() throws(SyntaxError) -> Expression {
    let start = token.range
    let a = tree.textEnd
    while kind == .string {
      tree.appendText(lexer.source[token.start, token.end])
      try advance()
    }
    if kind == .fstringStart { throw unexpectedToken }
    return tree.add(.constant(value: tree.add(.text(tree.text(since: a))), kind: nil), at: range(from: start))
  }
}
