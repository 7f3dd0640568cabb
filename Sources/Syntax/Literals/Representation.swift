import UnicodeTables

/// Text under construction in which constants stand as Python's `repr` writes them.
public struct Representation: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  public mutating func append(_ text: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: text) }

  public mutating func append(byte: UInt8) { bytes.append(byte) }

  public mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  // MARK: Literals

  public mutating func append(_ value: LiteralValue, of tree: SyntaxTree) {
    switch value {
    case .none: append("None")
    case .true: append("True")
    case .false: append("False")
    case .ellipsis: append("Ellipsis")
    case .integer(let value): append(String(value))
    case .bigInteger(let magnitude): append(decimal: tree[magnitude])
    case .float(let value): append(float: value, alwaysWithPoint: true)
    case .imaginary(let value):
      append(float: value, alwaysWithPoint: false)
      append("j")
    case .text(let range): append(text: tree[range])
    case .bytes(let range): append(bytes: tree[range])
    }
  }

  // MARK: Text

  /// The repr of a `str`, from UTF-8 that may hold surrogates.
  public mutating func append(text: UnsafeBufferPointer<UInt8>) {
    let quote = Self.quote(for: text)
    bytes.append(quote)
    var position = 0
    while position < text.count {
      let start = position
      let code = Self.decodeScalar(text, &position)
      if appendEscape(of: code, quote: quote) { continue }
      if code > 0x7E, !Unicode16.isPrintable(code) {
        if code < 0x100 {
          append("\\x")
          append(hexadecimal: code, digits: 2)
        } else if code < 0x10000 {
          append("\\u")
          append(hexadecimal: code, digits: 4)
        } else {
          append("\\U")
          append(hexadecimal: code, digits: 8)
        }
      } else {
        append(UnsafeBufferPointer(rebasing: text[start..<position]))
      }
    }
    bytes.append(quote)
  }

  /// The repr of a `bytes`.
  public mutating func append(bytes literal: UnsafeBufferPointer<UInt8>) {
    let quote = Self.quote(for: literal)
    append("b")
    bytes.append(quote)
    for byte in literal where !appendEscape(of: UInt32(byte), quote: quote) {
      if byte > 0x7E {
        append("\\x")
        append(hexadecimal: UInt32(byte), digits: 2)
      } else {
        bytes.append(byte)
      }
    }
    bytes.append(quote)
  }

  /// Single quotes, unless double ones save escapes.
  private static func quote(for text: UnsafeBufferPointer<UInt8>) -> UInt8 {
    let (single, double) = (UInt8(ascii: "'"), UInt8(ascii: "\""))
    return text.contains(single) && !text.contains(double) ? double : single
  }

  /// Appends what stands for a quote, a backslash or an ASCII control, if this is one.
  private mutating func appendEscape(of code: UInt32, quote: UInt8) -> Bool {
    switch code {
    case UInt32(quote), 0x5C:
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(UInt8(truncatingIfNeeded: code))
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case ..<0x20, 0x7F:
      append("\\x")
      append(hexadecimal: code, digits: 2)
    default: return false
    }
    return true
  }

  private mutating func append(hexadecimal number: UInt32, digits: Int) {
    for place in (0..<digits).reversed() {
      let digit = UInt8(truncatingIfNeeded: number >> UInt32(place * 4) & 15)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// The code point that begins at `position`, which moves behind it.
  private static func decodeScalar(_ text: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> UInt32 {
    let lead = text[position]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var code = length == 1 ? UInt32(lead) : UInt32(lead & (0xFF >> UInt8(length + 1)))
    for byte in text[(position + 1)..<min(position + length, text.count)] { code = code << 6 | UInt32(byte & 0x3F) }
    position = min(position + length, text.count)
    return code
  }

  // MARK: Numbers

  /// The shortest digits that read back as the same number, laid out as Python does: with an exponent
  /// from 10¹⁶ upwards and below 10⁻⁴.
  public mutating func append(float value: Double, alwaysWithPoint: Bool) {
    guard value.isFinite else { return append(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf") }
    // Swift's description has the shortest digits, and an exponent beyond other bounds.
    var digits: [UInt8] = []
    var exponent = 0
    var exponentSign = 1
    var pointOffset: Int?
    var isExponent = false
    for byte in value.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): pointOffset = digits.count
      case UInt8(ascii: "e"): isExponent = true
      case UInt8(ascii: "-"): exponentSign = -1
      case UInt8(ascii: "+"): break
      default:
        if isExponent { exponent = exponent * 10 + Int(byte - UInt8(ascii: "0")) } else { digits.append(byte) }
      }
    }
    // The value is 0.DIGITS × 10^exponent.
    exponent = exponent * exponentSign + (pointOffset ?? digits.count)
    while digits.count > 1, digits.first == UInt8(ascii: "0") {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits == [UInt8(ascii: "0")] { exponent = 1 }

    if value.sign == .minus { append("-") }
    if exponent > 16 || exponent < -3 {
      bytes.append(digits[0])
      if digits.count > 1 { append(".") }
      bytes.append(contentsOf: digits[1...])
      let power = exponent - 1
      append(power < 0 ? "e-" : "e+")
      if power.magnitude < 10 { append("0") }
      append(String(power.magnitude))
    } else if exponent <= 0 {
      append("0.")
      for _ in exponent..<0 { append("0") }
      bytes.append(contentsOf: digits)
    } else if digits.count <= exponent {
      bytes.append(contentsOf: digits)
      for _ in digits.count..<exponent { append("0") }
      if alwaysWithPoint { append(".0") }
    } else {
      bytes.append(contentsOf: digits[..<exponent])
      append(".")
      bytes.append(contentsOf: digits[exponent...])
    }
  }

  /// A natural number in decimal, from its magnitude, little-endian.
  public mutating func append(decimal magnitude: UnsafeBufferPointer<UInt8>) {
    var limbs = [UInt32](repeating: 0, count: (magnitude.count + 3) / 4)
    for (place, byte) in magnitude.enumerated() { limbs[place / 4] |= UInt32(byte) << UInt32(place % 4 * 8) }
    var groups: [UInt32] = []
    while !limbs.isEmpty {
      var remainder: UInt64 = 0
      for place in limbs.indices.reversed() {
        let part = remainder << 32 | UInt64(limbs[place])
        limbs[place] = UInt32(truncatingIfNeeded: part / 1_000_000_000)
        remainder = part % 1_000_000_000
      }
      groups.append(UInt32(truncatingIfNeeded: remainder))
      while limbs.last == 0 { limbs.removeLast() }
    }
    append(String(groups.last ?? 0))
    for group in groups.dropLast().reversed() {
      let digits = String(group)
      for _ in digits.utf8.count..<9 { append("0") }
      append(digits)
    }
  }
}
