import CRuntime

// Text of strict UTF-8, in two goes: the first counts the bytes that begin a code point and finds the greatest, which
// tells the text's size and width; the second checks the sequences as it decodes them.

extension TextUnits {
  /// Of bytes: how many do not continue a sequence of UTF-8, and the greatest of all.
  fileprivate var utf8Shape: (count: Int, greatest: UInt8) {
    let bytes = bound(to: UInt8.self)
    var (begun, greatest, place) = (0, UInt8(0), 0)
    // As many at a time as can be counted in a byte: so the loop is vectorised.
    while place < count {
      let end = min(place + 128, count)
      var more: UInt8 = 0
      for index in place..<end {
        more &+= Int8(bitPattern: bytes[index]) >= -64 ? 1 : 0
        greatest = max(greatest, bytes[index])
      }
      begun += Int(more)
      place = end
    }
    return (begun, greatest)
  }
}

extension Text {
  /// A text of bytes; nil where they are not well-formed.
  static func make(_ context: Context, strictUTF8 bytes: TextUnits) throws(Raised) -> Text? {
    let (count, greatest) = bytes.utf8Shape
    if greatest < 0x80 {
      return count < 2 ? try make(context, bytes) : try make(context, bytes, flags: TextFlags.ascii)
    }
    if count == 0 { return nil }
    // The leads of two bytes up to U+00FF are C2 and C3, those of four are from F0 up.
    let bound: UInt32 = greatest < 0xc4 ? 0xff : greatest < 0xf0 ? 0xffff : 0x10ffff
    let text = try allocate(context, count: count, flags: flags(codePointBound: bound))
    let source = bytes.bound(to: UInt8.self)
    let isWellFormed =
      switch text.width {
      case .one: decodeStrictly(source, to: text.base.assumingMemoryBound(to: UInt8.self), count)
      case .two: decodeStrictly(source, to: text.base.assumingMemoryBound(to: UInt16.self), count)
      case .four: decodeStrictly(source, to: text.base.assumingMemoryBound(to: UInt32.self), count)
      }
    if !isWellFormed { return nil }
    return count == 1 ? try make(context, codePoint: text.codePoint(at: 0)) : text
  }

  /// Decodes as many code points as begin in the bytes; false where a sequence is malformed.
  @inline(__always)
  private static func decodeStrictly<Unit: FixedWidthInteger>(
    _ bytes: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<Unit>, _ count: Int
  ) -> Bool {
    let base = bytes.baseAddress.unsafelyUnwrapped
    var (place, index) = (0, 0)
    while place < bytes.count {
      if place + 8 <= bytes.count, index + 8 <= count {
        // Eight bytes are taken as if all were ASCII; what comes after those that are is overwritten.
        for step in 0..<8 { target[index + step] = Unit(truncatingIfNeeded: base[place + step]) }
        let high = UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080
        let plain = UInt64(littleEndian: high).trailingZeroBitCount / 8
        (place, index) = (place + plain, index + plain)
        if plain == 8 { continue }
      }
      guard let code = strictCodePoint(base, &place, bytes.count) else { return false }
      target[index] = Unit(truncatingIfNeeded: code)
      index += 1
    }
    return true
  }

  /// The code point of the sequence at a place, which moves behind it; nil where it is malformed.
  @inline(__always)
  private static func strictCodePoint(_ bytes: UnsafePointer<UInt8>, _ place: inout Int, _ end: Int) -> UInt32? {
    let lead = UInt32(bytes[place])
    if lead < 0x80 {
      place += 1
      return lead
    }
    // The bits of a byte that continues a sequence; beyond 63 for any other.
    func more(_ step: Int) -> UInt32 { place + step < end ? UInt32(bytes[place + step] ^ 0x80) : 64 }
    let second = more(1)
    if lead < 0xe0 {
      if lead < 0xc2 || second > 63 { return nil }
      place += 2
      return (lead & 0x1f) << 6 | second
    }
    let third = more(2)
    if lead < 0xf0 {
      let code = (lead & 0x0f) << 12 | second << 6 | third
      if second | third > 63 || code < 0x800 || code & 0xf800 == 0xd800 { return nil }
      place += 3
      return code
    }
    let fourth = more(3)
    let code = (lead & 0x07) << 18 | second << 12 | third << 6 | fourth
    if lead > 0xf4 || second | third | fourth > 63 || code < 0x10000 || code > 0x10ffff { return nil }
    place += 4
    return code
  }
}
