// From tokens to what they stand for: names and numbers.

import UnicodeTables

extension Parser {
  /// The name that a token spells, in its normal form (NFKC; PEP 3131).
  @inline(__always)
  mutating func intern(_ token: Token) throws(SyntaxError) -> Name {
    let bytes = lexer.source[token.start, token.end]
    for byte in bytes where byte >= 128 { return try internNormalized(bytes) }
    return tree.intern(bytes)
  }

  @inline(never)
  private mutating func internNormalized(_ bytes: UnsafeBufferPointer<UInt8>) throws(SyntaxError) -> Name {
    if let error = SyntaxError(constantSpelledAs: bytes) { throw error }
    return Unicode16.normalizeNFKC(bytes).withUnsafeBufferPointer { tree.intern($0) }
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

extension SyntaxError {
  /// The error of a name beyond ASCII whose normal form is a constant's: `Truᵉ`.
  init?(constantSpelledAs bytes: UnsafeBufferPointer<UInt8>) {
    if !bytes.contains(where: { $0 >= 128 }) { return nil }
    let normal = Unicode16.normalizeNFKC(bytes)
    for constant: StaticString in ["True", "False", "None"] {
      if normal.withUnsafeBufferPointer({ isEqual(constant, $0) }) {
        self.init(
          .value, "identifier field can't represent '\(constant.description)' constant", at: .none, hasEnd: false,
          excerpt: .absent)
        return
      }
    }
    return nil
  }
}
