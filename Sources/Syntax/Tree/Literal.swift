/// An interned identifier of a tree; equal names of one tree have equal indices. Index 0 is "absent".
public struct Name: TreeWord, Hashable, Sendable {
  public let index: UInt32
  @inlinable @inline(__always) public init(word: UInt32) { index = word }
  @inlinable @inline(__always) public var word: UInt32 { index }
}

/// An index into a tree's table of constants. Index 0 is "absent".
public struct Literal: TreeWord, Hashable, Sendable {
  public let index: UInt32
  @inlinable @inline(__always) public init(word: UInt32) { index = word }
  @inlinable @inline(__always) public var word: UInt32 { index }
}

/// A run of bytes in a tree's text arena.
public struct TextRange: BitwiseCopyable, Hashable, Sendable {
  public let start, count: Int32
  @inlinable public init(start: Int32, count: Int32) { (self.start, self.count) = (start, count) }
}

/// A constant as the source states it.
///
/// Text is UTF-8 in which lone surrogates (`'\ud800'`) stand as three bytes like any other code point
/// ("generalized UTF-8"), since Python's `str` may hold them.
public enum LiteralValue: BitwiseCopyable, Sendable {
  case none, `true`, `false`, ellipsis
  case integer(Int64)
  /// An int beyond 64 bits: its magnitude, little-endian.
  case bigInteger(TextRange)
  case float(Double)
  /// `1.5j`: the imaginary part, the real part being zero.
  case imaginary(Double)
  case text(TextRange)
  case bytes(TextRange)
}
