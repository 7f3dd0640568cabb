// Searches that look at eight bytes at a time. They may read, never use, bytes up to seven beyond the place
// where they stop, which a source's padding allows.

/// Eight bytes of a text, to be searched at once.
struct ByteWord {
  private let word: UInt64

  @inline(__always)
  init(at bytes: UnsafePointer<UInt8>) {
    word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self).littleEndian
  }

  /// Marks, by its high bit, the first byte that equals `byte`; later marks may be false.
  ///
  /// Subtracting one borrows from the high bit of a byte only if that byte is zero or one before it was
  /// (Mycroft's test); the first mark is always true.
  @inline(__always)
  func marks(of byte: UInt8) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & (ones << 7)
  }

  /// The index of the first mark.
  @inline(__always)
  static func first(in marks: UInt64) -> Int { marks.trailingZeroBitCount / 8 }
}

extension UnsafePointer<UInt8> {
  /// How many bytes precede the first that equals either, within `count`; `count` if none does. There must be
  /// seven readable bytes beyond.
  @inline(__always)
  func distance(to byte: UInt8, or other: UInt8, within count: Int) -> Int {
    var place = 0
    while place < count {
      let word = ByteWord(at: self + place)
      let marks = word.marks(of: byte) | word.marks(of: other)
      if marks != 0 { return Swift.min(place + ByteWord.first(in: marks), count) }
      place += 8
    }
    return count
  }
}
