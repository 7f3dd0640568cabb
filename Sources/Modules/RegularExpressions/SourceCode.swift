// The code that `re._compiler` hands over: a list of 32-bit words, each operation a word followed by its operands. The
// numbers are those of `re._constants`; a *skip* counts from its own word to where it leads.

/// What `re._constants` must agree with.
enum SourceFormat {
  static var magic: Int64 { 20_230_612 }
  /// Bytes of a word.
  static var codeSize: Int64 { 4 }
  /// What stands for "no limit" in a repeat.
  static var unlimited: UInt32 { .max }
  static var maximumGroups: Int64 { Int64(Int32.max) / 2 }
}

enum SourceOperation: UInt32 {
  case failure, success
  case any, anyAll
  case assert, assertNot
  case at
  case branch
  case category
  case charset, bigCharset
  case groupReference, groupExists
  case `in`
  case info
  case jump
  case literal
  case mark
  case maxUntil, minUntil
  case notLiteral
  case negate
  case range
  case `repeat`, repeatOne
  case subpattern
  case minRepeatOne
  case atomicGroup
  case possessiveRepeat, possessiveRepeatOne

  case groupReferenceIgnore, inIgnore, literalIgnore, notLiteralIgnore
  case groupReferenceLocaleIgnore, inLocaleIgnore, literalLocaleIgnore, notLiteralLocaleIgnore
  case groupReferenceUnicodeIgnore, inUnicodeIgnore, literalUnicodeIgnore, notLiteralUnicodeIgnore
  case rangeUnicodeIgnore
}

/// Conditions on a position, by the number that follows `at`.
enum SourceCondition: UInt32 {
  case beginning, beginningOfLine, beginningOfString
  case boundary, notBoundary
  case end, endOfLine, endOfString
  case localeBoundary, notLocaleBoundary
  case unicodeBoundary, notUnicodeBoundary
}

/// Flags of a pattern.
enum PatternFlags {
  static var ignoreCase: Int64 { 2 }
  static var locale: Int64 { 4 }
  static var multiline: Int64 { 8 }
  static var dotAll: Int64 { 16 }
  static var unicode: Int64 { 32 }
  static var verbose: Int64 { 64 }
  static var debug: Int64 { 128 }
  static var ascii: Int64 { 256 }
}
