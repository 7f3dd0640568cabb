import CRuntime
import Runtime

/// The escapes of bytes literals.
enum BytesEscape {
  static func encode(_ context: Context, _ bytes: Bytes) throws(Raised) -> Bytes {
    var builder = try TextBuilder(context, capacity: bytes.count + 8)
    for byte in bytes.bytes {
      switch byte {
      case UInt8(ascii: "'"): try builder.append(context, "\\'")
      case UInt8(ascii: "\\"): try builder.append(context, "\\\\")
      case 9: try builder.append(context, "\\t")
      case 10: try builder.append(context, "\\n")
      case 13: try builder.append(context, "\\r")
      case 0x20..<0x7f: try builder.append(context, codePoint: UInt32(byte))
      default: try builder.appendHexadecimal(context, UInt8(ascii: "x"), UInt32(byte), digits: 2)
      }
    }
    return try builder.finishBytes(context)
  }

  static func decode(_ context: Context, _ units: TextUnits, _ errors: Text) throws(Raised) -> Bytes {
    let bytes = UnsafeBufferPointer(start: units.base.assumingMemoryBound(to: UInt8.self), count: units.count)
    var builder = try TextBuilder(context, capacity: bytes.count)
    var place = 0
    var invalid: InvalidEscape?
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte != 0x5c {
        try builder.append(context, codePoint: UInt32(byte))
        continue
      }
      if place == bytes.count { throw context.raise(.valueError, "Trailing \\ in string") }
      let start = place
      if let number = octalEscape(bytes, &place) {
        if number > 0xff, invalid == nil { invalid = InvalidEscape(bytes[start..<place], isOctal: true) }
        try builder.append(context, codePoint: number & 0xff)
        continue
      }
      let letter = bytes[place]
      place += 1
      if letter == 10 { continue }
      if let code = simpleEscape(letter) {
        try builder.append(context, codePoint: code)
      } else if letter == UInt8(ascii: "x") {
        try decodeHexadecimal(context, bytes, &place, errors, &builder)
      } else {
        if invalid == nil { invalid = InvalidEscape(bytes[start..<place]) }
        try builder.append(context, codePoint: 0x5c)
        try builder.append(context, codePoint: UInt32(letter))
      }
    }
    try invalid?.warn(context, "b")
    return try builder.finishBytes(context)
  }

  private static func decodeHexadecimal(
    _ context: Context, _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int, _ errors: Text,
    _ builder: inout TextBuilder
  ) throws(Raised) {
    let high = place < bytes.count ? hexadecimalValue(bytes[place]) : nil
    if let high, place + 1 < bytes.count, let low = hexadecimalValue(bytes[place + 1]) {
      place += 2
      return try builder.append(context, codePoint: high << 4 | low)
    }
    switch errors {
    case _ where errors == "strict":
      throw context.raise(.valueError, "invalid \\x escape at position \(place - 2)")
    case _ where errors == "replace": try builder.append(context, codePoint: 0x3f)
    case _ where errors == "ignore": break
    default:
      throw context.raise(.valueError, "decoding error; unknown error handling code: \(String(errors))")
    }
    if high != nil { place += 1 }
  }
}
