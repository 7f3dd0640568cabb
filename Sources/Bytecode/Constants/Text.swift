/// A Python string of a code object: generalised UTF-8, in which lone surrogates stand as three bytes.
///
/// The hash is computed once: names are looked up far more often than made.
public struct Text: Hashable, Sendable {
  public let bytes: [UInt8]
  let quickHash: UInt32

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    quickHash = Text.hash(bytes)
  }

  public init(_ bytes: UnsafeBufferPointer<UInt8>) { self.init(Array(bytes)) }

  public init(_ string: StaticString) {
    self.init(UnsafeBufferPointer(start: string.utf8Start, count: string.utf8CodeUnitCount))
  }

  public init(_ string: String) { self.init(Array(string.utf8)) }

  /// For messages: lone surrogates become U+FFFD.
  public var string: String { String(decoding: bytes, as: UTF8.self) }

  @inlinable public var count: Int { bytes.count }

  public static func == (left: Text, right: Text) -> Bool {
    left.quickHash == right.quickHash && left.bytes == right.bytes
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(quickHash) }

  /// Whether bytes are UTF-8 but for surrogates, which may stand alone.
  static func isWellFormed(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
      let (length, least): (Int, UInt32)
      switch bytes[index] {
      case 0..<0x80: (length, least) = (1, 0)
      case 0xC2..<0xE0: (length, least) = (2, 0x80)
      case 0xE0..<0xF0: (length, least) = (3, 0x800)
      case 0xF0..<0xF5: (length, least) = (4, 0x10000)
      default: return false
      }
      guard index + length <= bytes.count else { return false }
      var point = length == 1 ? UInt32(bytes[index]) : UInt32(bytes[index]) & (0x7F >> UInt32(length))
      for byte in bytes[(index + 1)..<(index + length)] {
        guard byte & 0xC0 == 0x80 else { return false }
        point = point << 6 | UInt32(byte & 0x3F)
      }
      guard point >= least, point <= 0x10FFFF else { return false }
      index += length
    }
    return true
  }

  private static func hash(_ bytes: [UInt8]) -> UInt32 {
    var hash = QuickHash()
    hash.combine(bytes)
    return UInt32(truncatingIfNeeded: hash.value)
  }
}

/// A fast hash for tables that live as long as one compilation and are shared with nobody: flooding one slows only
/// the program that does it.
struct QuickHash {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  mutating func combine(_ word: UInt64) {
    value = (value ^ word) &* 0xD6E8_FEB8_6659_FD93
    value ^= value >> 32
  }

  mutating func combine(_ bytes: [UInt8]) {
    combine(UInt64(truncatingIfNeeded: bytes.count))
    bytes.withUnsafeBytes { raw in
      var index = 0
      while index + 8 <= raw.count {
        combine(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var rest: UInt64 = 0
      while index < raw.count {
        rest = rest << 8 | UInt64(raw[index])
        index += 1
      }
      combine(rest)
    }
  }
}
