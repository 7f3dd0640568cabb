import CRuntime
import Runtime

// Codecs of Python's own escapes: `escape` of bytes, `unicode_escape` and `raw_unicode_escape` of text.

extension Codecs {
  static let escapes: [NativeEntry] = [
    .two("escape_encode", "(data, errors=None, /)", .function) { c, data, errors in
      bridge(c) { () throws(Raised) in
        guard let bytes = Bytes(ifHas: data) else {
          throw c.raise(.typeError, "escape_encode() argument 1 must be bytes, not \(c.typeName(of: data))")
        }
        _ = try c.errors(errors, "escape_encode")
        return try result(c, BytesEscape.encode(c, bytes).value, bytes.count)
      }
    },
    .two("escape_decode", "(data, errors=None, /)", .function) { c, data, errors in
      bridge(c) { () throws(Raised) in
        let bytes = try c.bytesOrText(data)
        return try result(c, BytesEscape.decode(c, bytes, c.errors(errors, "escape_decode")).value, bytes.count)
      }
    },
    .two("unicode_escape_encode", "(str, errors=None, /)", .function) { c, text, errors in
      encoded(c, text, errors, "unicode_escape_encode", UnicodeEscape(isRaw: false))
    },
    .three("unicode_escape_decode", "(data, errors=None, final=True, /)", .function) { c, data, errors, final in
      decoded(c, data, errors, final, "unicode_escape_decode", UnicodeEscape(isRaw: false))
    },
    .two("raw_unicode_escape_encode", "(str, errors=None, /)", .function) { c, text, errors in
      encoded(c, text, errors, "raw_unicode_escape_encode", UnicodeEscape(isRaw: true))
    },
    .three("raw_unicode_escape_decode", "(data, errors=None, final=True, /)", .function) { c, data, errors, final in
      decoded(c, data, errors, final, "raw_unicode_escape_decode", UnicodeEscape(isRaw: true))
    },
  ]

  private static func encoded(
    _ context: Context, _ text: Value, _ errors: Value, _ function: StaticString, _ codec: UnicodeEscape
  ) -> Value {
    bridge(context) { () throws(Raised) in
      let text = try context.text(text, "\(function)() argument 1")
      _ = try context.errors(errors, function)
      return try result(context, codec.encode(context, text).value, text.count)
    }
  }

  private static func decoded(
    _ context: Context, _ data: Value, _ errors: Value, _ final: Value, _ function: StaticString,
    _ codec: UnicodeEscape
  ) -> Value {
    bridge(context) { () throws(Raised) in
      let bytes = try context.bytesOrText(data)
      var errors = CodecErrors(context, codec.name, try context.errors(errors, function), decoding: data, bytes)
      let (text, used) = try codec.decode(context, &errors, isFinal: context.isTrue(final))
      return try result(context, text.value, used)
    }
  }
}

/// The value of a hexadecimal digit.
func hexadecimalValue(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x30...0x39: UInt32(byte - 0x30)
  case 0x41...0x46: UInt32(byte - 0x41 + 10)
  case 0x61...0x66: UInt32(byte - 0x61 + 10)
  default: nil
  }
}

/// What the letter of a simple escape stands for.
func simpleEscape(_ letter: UInt8) -> UInt32? {
  switch letter {
  case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): UInt32(letter)
  case UInt8(ascii: "a"): 7
  case UInt8(ascii: "b"): 8
  case UInt8(ascii: "t"): 9
  case UInt8(ascii: "n"): 10
  case UInt8(ascii: "v"): 11
  case UInt8(ascii: "f"): 12
  case UInt8(ascii: "r"): 13
  default: nil
  }
}

/// The number of an octal escape of up to three digits, which begin at a place; it moves behind them.
func octalEscape(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt32? {
  var number: UInt32 = 0
  let start = place
  while place < min(bytes.count, start + 3), bytes[place] &- 0x30 < 8 {
    number = number << 3 | UInt32(bytes[place] - 0x30)
    place += 1
  }
  return place == start ? nil : number
}

extension TextBuilder {
  /// Appends `\`, a letter and so many hexadecimal digits.
  mutating func appendHexadecimal(
    _ context: Context, _ letter: UInt8, _ number: UInt32, digits: UInt32
  ) throws(Raised) {
    try append(context, codePoint: 0x5c)
    try append(context, codePoint: UInt32(letter))
    for place in 0..<digits {
      let digit = number >> (4 * (digits - 1 - place)) & 15
      try append(context, codePoint: digit < 10 ? digit + 0x30 : digit - 10 + 0x61)
    }
  }
}

/// An escape that is none, or stands for more than a byte: the first of those that were decoded is warned of.
struct InvalidEscape {
  /// What follows the backslash, as Latin-1.
  private let letters: String
  private let isOctal: Bool

  init(_ letters: UnsafeBufferPointer<UInt8>.SubSequence, isOctal: Bool = false) {
    self.letters = letters.map { String(Unicode.Scalar($0)) }.joined()
    self.isOctal = isOctal
  }

  /// `prefix` is that of the literal.
  func warn(_ context: Context, _ prefix: StaticString) throws(Raised) {
    try context.warn(
      .deprecationWarning,
      "\(prefix)\"\\\(letters)\" is an invalid \(isOctal ? "octal " : "")escape sequence. Such sequences will not work in the future. ")
  }
}
