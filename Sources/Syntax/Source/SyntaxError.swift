/// Why a source is not a program. What Python raises for it is the `kind`'s exception.
public struct SyntaxError: Error, Sendable {
  public enum Kind: Sendable {
    case syntax, indentation, tab
    /// `MemoryError`: nested beyond what the parser follows.
    case tooComplex
    /// `RecursionError`: nested beyond what the compiler follows.
    case recursion
    /// `ValueError`: a source that cannot be text at all.
    case value
  }

  public var kind: Kind
  public var message: String
  /// Lines from 1, columns in UTF-8 bytes from 0. `hasEnd` is false where CPython gives no end.
  public var range: SourceRange
  public var hasEnd: Bool

  public init(_ kind: Kind = .syntax, _ message: String, at range: SourceRange, hasEnd: Bool = true) {
    (self.kind, self.message, self.range, self.hasEnd) = (kind, message, range, hasEnd)
  }
}

/// A `SyntaxWarning` (or `DeprecationWarning`) that reading a source gave rise to.
public struct SyntaxWarning: Sendable {
  public var message: String
  public var range: SourceRange
  public init(_ message: String, at range: SourceRange) { (self.message, self.range) = (message, range) }
}
