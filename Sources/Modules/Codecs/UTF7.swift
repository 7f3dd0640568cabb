import CRuntime
import Runtime

/// UTF-7 (RFC 2152): ASCII as it is, anything else as UTF-16 in base 64 between `+` and `-`.
enum UTF7 {
  // MARK: Encoding

  static func encode(_ context: Context, _ text: Text) throws(Raised) -> Bytes {
    var builder = try TextBuilder(context, capacity: text.count + 8)
    var (bits, bitCount): (UInt32, UInt32) = (0, 0)
    var isShifted = false
    func put(_ unit: UInt32) throws(Raised) {
      bits = bits << 16 | unit
      bitCount += 16
      while bitCount >= 6 {
        bitCount -= 6
        try builder.append(context, codePoint: digit(bits >> bitCount))
      }
    }
    func putRest() throws(Raised) {
      if bitCount > 0 { try builder.append(context, codePoint: digit(bits << (6 - bitCount))) }
      (bits, bitCount) = (0, 0)
    }
    for place in 0..<text.count {
      let code = text.codePoint(at: place)
      if isDirect(code) {
        if isShifted {
          try putRest()
          isShifted = false
          // Other characters end the section by themselves.
          if value(of: code) != nil || code == 0x2d { try builder.append(context, codePoint: 0x2d) }
        }
        try builder.append(context, codePoint: code)
      } else if code == 0x2b, !isShifted {
        try builder.append(context, "+-")
      } else {
        if !isShifted { try builder.append(context, codePoint: 0x2b) }
        isShifted = true
        if code >= 0x10000 { try put(0xd800 + (code - 0x10000) >> 10) }
        try put(code < 0x10000 ? code : 0xdc00 + code & 0x3ff)
      }
    }
    if isShifted {
      try putRest()
      try builder.append(context, codePoint: 0x2d)
    }
    return try builder.finishBytes(context)
  }

  /// Whether a character stands for itself.
  private static func isDirect(_ code: UInt32) -> Bool {
    switch code {
    case 0x09, 0x0a, 0x0d: true
    case 0x2b, 0x5c, 0x7e: false
    default: code >= 0x20 && code < 0x7f
    }
  }

  private static func digit(_ bits: UInt32) -> UInt32 {
    switch bits & 0x3f {
    case let value where value < 26: value + 0x41
    case let value where value < 52: value - 26 + 0x61
    case let value where value < 62: value - 52 + 0x30
    case 62: 0x2b
    default: 0x2f
    }
  }

  /// What a digit of base 64 stands for.
  private static func value(of code: UInt32) -> UInt32? {
    switch code {
    case 0x41...0x5a: code - 0x41
    case 0x61...0x7a: code - 0x61 + 26
    case 0x30...0x39: code - 0x30 + 52
    case 0x2b: 62
    case 0x2f: 63
    default: nil
    }
  }

  // MARK: Decoding

  /// The text, and how many bytes were used: all, unless a section is not complete and the input not at its end.
  static func decode(
    _ context: Context, _ errors: inout CodecErrors, isFinal: Bool
  ) throws(Raised) -> (Text, Int) {
    var decoder = Decoder(context: context, builder: try TextBuilder(context, capacity: errors.bytes.count))
    try decoder.run(&errors, isFinal: isFinal)
    let text = try decoder.builder.finish(context)
    if isFinal || !decoder.isShifted { return (text, decoder.place) }
    return (try Text.make(context, text.units.slice(0, decoder.countBefore)), decoder.start)
  }

  private struct Decoder {
    let context: Context
    var builder: TextBuilder
    var place = 0
    /// Within a section in base 64.
    var isShifted = false
    /// Where the section began, and how much text there was before it.
    var start = 0
    var countBefore = 0
    private var bits: UInt32 = 0
    private var bitCount: UInt32 = 0
    /// The first half of a pair of surrogates, or 0.
    private var surrogate: UInt32 = 0

    init(context: Context, builder: TextBuilder) { (self.context, self.builder) = (context, builder) }

    mutating func run(_ errors: inout CodecErrors, isFinal: Bool) throws(Raised) {
      while true {
        while place < errors.bytes.count {
          guard let reason = try step(errors.bytes) else { continue }
          try handle(reason, upTo: place, &errors)
        }
        if !isShifted || !isFinal { return }
        isShifted = false
        if surrogate == 0, bitCount < 6, bitCount == 0 || bits == 0 { return }
        try handle("unterminated shift sequence", upTo: errors.bytes.count, &errors)
        if place >= errors.bytes.count { return }
      }
    }

    private mutating func handle(_ reason: StaticString, upTo end: Int, _ errors: inout CodecErrors) throws(Raised) {
      let (text, next) = try errors.decode(start, end, reason)
      try builder.append(context, text)
      place = next
    }

    /// Takes a byte, or says what is wrong with it.
    private mutating func step(_ bytes: UnsafeBufferPointer<UInt8>) throws(Raised) -> StaticString? {
      let byte = UInt32(bytes[place])
      if isShifted {
        if let value = UTF7.value(of: byte) {
          place += 1
          try take(value)
          return nil
        }
        return try leave(byte)
      }
      if byte != 0x2b {
        if byte >= 0x80 { start = place }
        place += 1
        if byte >= 0x80 { return "unexpected special character" }
        try builder.append(context, codePoint: byte)
        return nil
      }
      start = place
      place += 1
      if place < bytes.count, bytes[place] == 0x2d {
        place += 1
        try builder.append(context, codePoint: 0x2b)
      } else if place < bytes.count, UTF7.value(of: UInt32(bytes[place])) == nil {
        place += 1
        return "ill-formed sequence"
      } else {
        (isShifted, countBefore, surrogate, bits, bitCount) = (true, builder.count, 0, 0, 0)
      }
      return nil
    }

    private mutating func take(_ value: UInt32) throws(Raised) {
      bits = bits << 6 | value
      bitCount += 6
      if bitCount < 16 { return }
      bitCount -= 16
      let unit = bits >> bitCount
      bits &= 1 << bitCount - 1
      if surrogate != 0 {
        let first = surrogate
        surrogate = 0
        if unit & 0xfc00 == 0xdc00 {
          return try builder.append(context, codePoint: 0x10000 + (first & 0x3ff) << 10 + unit & 0x3ff)
        }
        try builder.append(context, codePoint: first)
      }
      if unit & 0xfc00 == 0xd800 { surrogate = unit } else { try builder.append(context, codePoint: unit) }
    }

    /// A byte that is no digit ends the section; `-` is part of it, others are not.
    private mutating func leave(_ byte: UInt32) throws(Raised) -> StaticString? {
      isShifted = false
      if bitCount >= 6 {
        place += 1
        return "partial character in base64 sequence"
      }
      if bitCount > 0, bits != 0 {
        place += 1
        return "non-zero padding bits in base64 sequence"
      }
      if surrogate != 0, byte < 0x80 { try builder.append(context, codePoint: surrogate) }
      surrogate = 0
      if byte == 0x2d { place += 1 }
      return nil
    }
  }
}
