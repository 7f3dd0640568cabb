/// Why a source is not a program. What Python raises for it is the `kind`'s exception; what that
/// exception carries is worked out by `details(in:)`.
public struct SyntaxError: Error, Sendable {
  public enum Kind: Sendable {
    case syntax, indentation, tab
    /// `_IncompleteInputError`: more input could make a program of the source.
    case incompleteInput
    /// `MemoryError`: nested beyond what the parser follows.
    case tooComplex
    /// `RecursionError`: nested beyond what the compiler follows.
    case recursion
    /// `ValueError`: a name whose normal form is a constant's. It has no position.
    case value
    /// `UnicodeEncodeError`: text with lone surrogates. It has no position.
    case unicodeEncode
    /// `UnicodeDecodeError`: what CPython lets through for an escape in a format specifier.
    case unicodeDecode
  }

  /// The text that the exception shows, which also decides what its offsets count.
  public enum Excerpt: Equatable, Sendable {
    /// The line of the error, without its line end; offsets count its characters.
    case line
    /// The same with its line end: what CPython shows of the line that it is reading.
    case endedLine
    /// This text, in whose characters the range counts columns: the source is not text.
    case text(String)
    /// None; offsets count bytes. Errors of later stages, which no longer have the source.
    case absent
  }

  public var kind: Kind
  public var message: String
  /// Lines from 1, columns in UTF-8 bytes from 0. `hasEnd` is false where CPython gives no end.
  public var range: SourceRange
  public var hasEnd: Bool
  public var excerpt: Excerpt
  /// Where the last compound statement before it begins that was read whole; `none` where there is none.
  public var statement = SourceRange.none

  public init(
    _ kind: Kind, _ message: String, at range: SourceRange, hasEnd: Bool = true, excerpt: Excerpt = .line
  ) {
    (self.kind, self.message, self.range, self.hasEnd) = (kind, message, range, hasEnd)
    self.excerpt = excerpt
  }
}

/// A `SyntaxWarning` (or `DeprecationWarning`) that reading a source gave rise to.
public struct SyntaxWarning: Sendable {
  public var message: String
  public var range: SourceRange
  public init(_ message: String, at range: SourceRange) { (self.message, self.range) = (message, range) }
}
