/// A source text as the lexer reads it: UTF-8 with "\n" line ends and without NUL, followed by a NUL
/// sentinel and room for an eight-byte load from any place.
///
/// Made from bytes or from decoded text by the initialisers of `Source+Decoding.swift`.
public final class Source: @unchecked Sendable {
  public let bytes: UnsafePointer<UInt8>
  /// The number of bytes before the sentinel.
  public let count: Int

  /// How far reads may go beyond the text.
  static let padding = 8

  /// Takes a buffer of `count` bytes and `padding` zeroes.
  init(adopting bytes: UnsafeMutablePointer<UInt8>, count: Int) {
    self.bytes = UnsafePointer(bytes)
    self.count = count
  }

  deinit { bytes.deallocate() }

  /// The bytes from one offset to another; valid while the source lives.
  public subscript(start: Int32, end: Int32) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + Int(start), count: Int(end - start))
  }

  /// The offsets between which a line stands, counted from 1, its line end excluded.
  /// A line beyond the last is the empty one at the end.
  public func line(_ number: Int32) -> (start: Int32, end: Int32) {
    var start = 0
    var left = number - 1
    while left > 0, start < count {
      start = lineEnd(after: start) + 1
      left -= 1
    }
    start = min(start, count)
    return (Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: lineEnd(after: start)))
  }

  /// Where the line around an offset ends: at its "\n" or at the end of the text.
  func lineEnd(after offset: Int) -> Int {
    var place = offset
    while place < count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
    return place
  }
}
