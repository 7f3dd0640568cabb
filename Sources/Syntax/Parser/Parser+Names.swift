// From tokens to what they stand for: names and numbers.

import UnicodeTables

extension Parser {
  /// The name that a token spells, in its normal form (NFKC; PEP 3131).
  @inline(__always)
  mutating func intern(_ token: Token) -> Name {
    let bytes = lexer.source[token.start, token.end]
    for byte in bytes where byte >= 128 { return internNormalized(bytes) }
    return tree.intern(bytes)
  }

  @inline(never)
  private mutating func internNormalized(_ bytes: UnsafeBufferPointer<UInt8>) -> Name {
    Unicode16.normalizeNFKC(bytes).withUnsafeBufferPointer { tree.intern($0) }
  }

  /// The value that a token of kind `number` spells.
  mutating func parseNumber(_ token: Token) throws(SyntaxError) -> Literal {
    let text = lexer.source[token.start, token.end]
    if options.featureVersion < 6, text.contains(UInt8(ascii: "_")) {
      try require(6, "Underscores in numeric literals are")
    }
    do throws(TooManyDigits) {
      return tree.add(try tree.number(text, digitLimit: options.digitLimit))
    } catch {
      // CPython names the line but no columns.
      var range = token.range
      (range.column, range.endColumn) = (-1, -1)
      throw lexer.error(.syntax, error.message, at: range)
    }
  }
}
