/// A place where bytes are not UTF-8.
struct UTF8Fault {
  var start: Int
  /// How many bytes begin a character that does not go on.
  var length: Int
  var reason: StaticString

  /// The first in a text, if any.
  static func first(in text: UnsafeBufferPointer<UInt8>) -> UTF8Fault? {
    guard let base = text.baseAddress else { return nil }
    var place = 0
    while place < text.count {
      // Eight ASCII bytes at a time.
      while place + 8 <= text.count,
        UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      { place += 8 }
      if place == text.count { break }
      let lead = base[place]
      if lead < 0x80 {
        place += 1
        continue
      }
      guard let (count, second) = sequence(after: lead) else {
        return UTF8Fault(start: place, length: 1, reason: "invalid start byte")
      }
      for i in 1...count {
        if place + i == text.count { return UTF8Fault(start: place, length: i, reason: "unexpected end of data") }
        let isValid = i == 1 ? second.contains(base[place + i]) : base[place + i] & 0xc0 == 0x80
        if !isValid { return UTF8Fault(start: place, length: i, reason: "invalid continuation byte") }
      }
      place += count + 1
    }
    return nil
  }

  /// How many bytes follow a lead byte, and what the first of them may be: neither overlong forms nor
  /// surrogates nor what is beyond U+10FFFF.
  private static func sequence(after lead: UInt8) -> (count: Int, second: ClosedRange<UInt8>)? {
    switch lead {
    case 0xc2...0xdf: (1, 0x80...0xbf)
    case 0xe0: (2, 0xa0...0xbf)
    case 0xed: (2, 0x80...0x9f)
    case 0xe1...0xef: (2, 0x80...0xbf)
    case 0xf0: (3, 0x90...0xbf)
    case 0xf1...0xf3: (3, 0x80...0xbf)
    case 0xf4: (3, 0x80...0x8f)
    default: nil
    }
  }
}
