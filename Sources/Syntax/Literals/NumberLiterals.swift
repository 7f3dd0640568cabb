import Numerals

/// A decimal int that is longer than Python converts (`sys.set_int_max_str_digits`).
struct TooManyDigits: Error {
  var limit: Int32
  var count: Int

  var message: String {
    "Exceeds the limit (\(limit) digits) for integer string conversion: value has \(count) digits; "
      + "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
      + "literals to avoid decimal conversion limits."
  }
}

extension SyntaxTreeBuilder {
  /// The value of a number that the lexer found. `digitLimit` is that of decimal ints; 0 for none.
  mutating func number(
    _ text: UnsafeBufferPointer<UInt8>, digitLimit: Int32
  ) throws(TooManyDigits) -> LiteralValue {
    if text.count > 2, text[0] == UInt8(ascii: "0") {
      switch lowercased(text[1]) {
      case UInt8(ascii: "x"): return powerOfTwoBase(text, bitsPerDigit: 4)
      case UInt8(ascii: "o"): return powerOfTwoBase(text, bitsPerDigit: 3)
      case UInt8(ascii: "b"): return powerOfTwoBase(text, bitsPerDigit: 1)
      default: break
      }
    }
    var value: Int64 = 0
    if text.count <= 18 {
      for byte in text {
        if !isDigit(byte) { return try decimal(text, digitLimit: digitLimit) }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      }
      return .integer(value)
    }
    return try decimal(text, digitLimit: digitLimit)
  }

  private mutating func powerOfTwoBase(_ text: UnsafeBufferPointer<UInt8>, bitsPerDigit: Int) -> LiteralValue {
    integer(BigNatural(digits: UnsafeBufferPointer(rebasing: text[2...]), bitsPerDigit: bitsPerDigit))
  }

  /// A decimal of any form.
  private mutating func decimal(
    _ text: UnsafeBufferPointer<UInt8>, digitLimit: Int32
  ) throws(TooManyDigits) -> LiteralValue {
    var digits: [UInt8] = []
    digits.reserveCapacity(text.count)
    var isFloat = false
    var isImaginary = false
    for byte in text {
      switch lowercased(byte) {
      case lowercased(UInt8(ascii: "_")): continue
      case UInt8(ascii: "j"): isImaginary = true
      case UInt8(ascii: "."), UInt8(ascii: "e"):
        isFloat = true
        digits.append(byte)
      default:
        digits.append(byte)
      }
    }
    if isFloat || isImaginary {
      let value = digits.withUnsafeBufferPointer { Double(decimal: $0) }
      return isImaginary ? .imaginary(value) : .float(value)
    }
    if digitLimit > 0, digits.count > Int(digitLimit), digits.contains(where: { $0 != UInt8(ascii: "0") }) {
      throw TooManyDigits(limit: digitLimit, count: digits.count)
    }
    return integer(digits.withUnsafeBufferPointer { BigNatural(decimal: $0) })
  }

  private mutating func integer(_ magnitude: BigNatural) -> LiteralValue {
    if magnitude.bitCount < 64 { return .integer(Int64(magnitude.bits(from: 0))) }
    let start = textEnd
    for limb in magnitude.limbs {
      for shift: UInt32 in [0, 8, 16, 24] { appendText(UInt8(truncatingIfNeeded: limb >> shift)) }
    }
    return .bigInteger(text(since: start))
  }
}
