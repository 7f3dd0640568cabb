import CRuntime
import Runtime

// Base 64 of RFC 4648: three bytes in four characters.

extension BinaryText {
  private static var alphabet: StaticString { "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" }
  private static var pad: UInt8 { UInt8(ascii: "=") }

  /// The number of a character; nil for one that is not of the alphabet.
  @inline(__always)
  private static func sextet(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  static func encodeBase64(
    _ context: Context, _ data: UnsafeBufferPointer<UInt8>, endsLine: Bool
  ) throws(Raised) -> Bytes {
    let result = try Bytes.allocate(context, count: (data.count + 2) / 3 * 4 + (endsLine ? 1 : 0))
    let (target, letters) = (result.base.assumingMemoryBound(to: UInt8.self), alphabet.utf8Start)
    var (source, place) = (0, 0)
    while source < data.count {
      let left = data.count - source
      let group =
        UInt32(data[source]) << 16 | (left > 1 ? UInt32(data[source + 1]) << 8 : 0) | (left > 2 ? UInt32(data[source + 2]) : 0)
      target[place] = letters[Int(group >> 18)]
      target[place + 1] = letters[Int(group >> 12 & 63)]
      target[place + 2] = left > 1 ? letters[Int(group >> 6 & 63)] : pad
      target[place + 3] = left > 2 ? letters[Int(group & 63)] : pad
      (source, place) = (source + 3, place + 4)
    }
    if endsLine { target[place] = 0x0a }
    return result
  }

  /// Characters that are not of the alphabet are passed over, unless `isStrict`.
  static func decodeBase64(
    _ context: Context, _ text: UnsafeBufferPointer<UInt8>, isStrict: Bool
  ) throws(Raised) -> Bytes {
    if isStrict, text.first == pad { throw raise(context, "Leading padding not allowed") }
    let room = try Bytes.allocate(context, count: (text.count + 3) / 4 * 3)
    let target = room.base.assumingMemoryBound(to: UInt8.self)
    // How many characters of a group of four there are, and how many pads follow them.
    var (written, filled, pads, bits): (Int, Int, Int, UInt32) = (0, 0, 0, 0)
    scanning: for byte in text {
      if byte == pad {
        if isStrict, filled == 1 { break scanning }
        if filled > 1 { pads += 1 }
        if isStrict, filled == 0 || filled + pads > 4 { throw raise(context, "Excess padding not allowed") }
        continue
      }
      guard let sextet = sextet(byte) else {
        if isStrict { throw raise(context, "Only base64 data is allowed") }
        continue
      }
      if isStrict, pads > 0 {
        throw raise(
          context, filled + pads == 4 ? "Excess data after padding" : "Discontinuous padding not allowed")
      }
      pads = 0
      bits = bits << 6 | sextet
      filled = (filled + 1) & 3
      if filled != 1 {
        target[written] = UInt8(truncatingIfNeeded: bits >> (filled == 2 ? 4 : filled == 3 ? 2 : 0))
        written += 1
      }
    }
    if filled == 1 {
      throw raise(
        context,
        "Invalid base64-encoded string: number of data characters (\(written / 3 * 4 + 1)) cannot be 1 more than a multiple of 4")
    }
    if filled != 0, filled + pads < 4 { throw raise(context, "Incorrect padding") }
    return try Bytes.slice(context, room, 0, written)
  }
}
