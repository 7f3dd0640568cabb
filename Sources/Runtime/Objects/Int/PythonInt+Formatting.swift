import CGMP
import CRuntime

extension PythonInt {
  /// `str(value)`. Throws ValueError beyond the interpreter's limit of digits.
  public static func decimalText(_ context: Context, _ value: Value) throws(Raised) -> Text {
    try text(context, value, base: 10)
  }

  /// The digits of a machine word in one of the bases that are written most; nil for another.
  private static func smallText(_ context: Context, _ number: Int64, base: Int32) throws(Raised) -> Text? {
    switch base {
    case 10: try smallDecimalText(context, number)
    case 2, 8, 16: try text(context, number, bitsPerDigit: base.trailingZeroBitCount, after: "")
    default: nil
    }
  }

  private static func smallDecimalText(_ context: Context, _ number: Int64) throws(Raised) -> Text {
    let rest = number.magnitude
    if number >= 0, rest < 10 { return try Text.make(context, codePoint: UInt32(rest) + 0x30) }
    let count = decimalDigitCount(rest) + (number < 0 ? 1 : 0)
    let text = try Text.allocate(context, count: count, flags: TextFlags.ascii)
    let digits = text.base.assumingMemoryBound(to: UInt8.self)
    writeDecimal(rest, upTo: digits + count)
    if number < 0 { digits[0] = UInt8(ascii: "-") }
    return text
  }

  /// The digits in a base that is a power of two, after a sign and a prefix of ASCII.
  static func text(
    _ context: Context, _ number: Int64, bitsPerDigit: Int, after prefix: StaticString
  ) throws(Raised) -> Text {
    let signCount = number < 0 ? 1 : 0
    let digitCount = max(1, (64 - number.magnitude.leadingZeroBitCount + bitsPerDigit - 1) / bitsPerDigit)
    let start = signCount + prefix.utf8CodeUnitCount
    let text = try Text.allocate(context, count: start + digitCount, flags: TextFlags.ascii)
    let target = text.base.assumingMemoryBound(to: UInt8.self)
    if number < 0 { target[0] = UInt8(ascii: "-") }
    (target + signCount).update(from: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
    writeDigits(number.magnitude, bitsPerDigit: bitsPerDigit, upTo: target + start + digitCount)
    return text
  }

  /// Writes a number's decimal digits so that they end before `end`; gives how many there are.
  @discardableResult
  static func writeDecimal(_ number: UInt64, upTo end: UnsafeMutablePointer<UInt8>) -> Int {
    var (rest, next) = (number, end)
    repeat {
      next -= 1
      next.pointee = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
      rest /= 10
    } while rest != 0
    return end - next
  }

  /// The same in a base that is a power of two.
  @discardableResult
  private static func writeDigits(_ number: UInt64, bitsPerDigit: Int, upTo end: UnsafeMutablePointer<UInt8>) -> Int {
    var (rest, next) = (number, end)
    repeat {
      next -= 1
      let digit = UInt8(truncatingIfNeeded: rest & (1 << UInt64(bitsPerDigit) - 1))
      next.pointee = digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a")
      rest >>= UInt64(bitsPerDigit)
    } while rest != 0
    return end - next
  }

  /// Calls a body with the digits of a number that is not negative, in base 2, 8, 10 or 16. Throws ValueError beyond the
  /// limit of decimal digits.
  static func withDigits<Result>(
    _ context: Context, _ number: Value, base: Int32, _ body: (TextUnits) throws(Raised) -> Result
  ) throws(Raised) -> Result {
    if !number.isSmallInt { return try body(text(context, number, base: base).units) }
    var digits = InlineArray<64, UInt8>(repeating: 0)
    var span = digits.mutableSpan
    return try span.withUnsafeMutableBufferPointer { (buffer) throws(Raised) in
      let end = buffer.baseAddress.unsafelyUnwrapped + 64
      let magnitude = number.smallInt.magnitude
      let count = base == 10 ? writeDecimal(magnitude, upTo: end)
        : writeDigits(magnitude, bitsPerDigit: base.trailingZeroBitCount, upTo: end)
      return try body(TextUnits(base: UnsafeRawPointer(end - count), count: count, width: .one))
    }
  }

  private static func decimalDigitCount(_ number: UInt64) -> Int {
    var count = 1
    var bound: UInt64 = 10
    while number >= bound, count < 19 {
      count += 1
      bound *= 10
    }
    return count
  }

  /// The digits in a base of 2 to 36, with a sign, without a prefix. In base 10 the limit of digits applies.
  public static func text(_ context: Context, _ value: Value, base: Int32) throws(Raised) -> Text {
    let limit = base == 10 ? Int(context.interpreter.pointee.maxDecimalDigits) : 0
    return try text(context, value, base: base, limit: limit)
  }

  /// The digits, of which there may be `limit`; 0 for any number.
  static func text(_ context: Context, _ value: Value, base: Int32, limit: Int) throws(Raised) -> Text {
    if value.isSmallInt, let text = try smallText(context, value.smallInt, base: base) { return text }
    let number = try BigInt.operand(context, value)
    if number.isZero { return try Text.make(context, codePoint: 0x30) }
    // 2¹⁰ is more than 10³: an int far too long is not even converted.
    if limit > 0, number.bitLength / 10 * 3 > limit { throw tooManyDigits(context, limit, count: nil) }
    let capacity = digitBound(bits: number.bitLength, base: base)
    let digits = try Bytes.allocate(context, count: capacity)
    let target = digits.base.assumingMemoryBound(to: UInt8.self)
    // The conversion destroys what it converts.
    let copy = try BigInt.allocate(context, count: number.count + 1)
    copy.limbs.update(from: number.limbs, count: number.count)
    try BigInt.reserveScratch(context, limbs: number.count)
    var count = Int(limbs_to_digits(target, base, copy.limbs, Int64(number.count)))
    var start = 0
    while count > 1, target[start] == 0 {
      start += 1
      count -= 1
    }
    if limit > 0, count > limit { throw tooManyDigits(context, limit, count: nil) }
    let sign = number.isNegative ? 1 : 0
    let text = try Text.allocate(context, count: count + sign, flags: TextFlags.ascii)
    let characters = text.base.assumingMemoryBound(to: UInt8.self)
    if sign == 1 { characters[0] = UInt8(ascii: "-") }
    for index in 0..<count {
      let digit = target[start + index]
      characters[sign + index] = digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a")
    }
    return text
  }

  /// No number of so many bits has more digits than this, with room for the one that GMP may write too many.
  private static func digitBound(bits: Int, base: Int32) -> Int {
    // Bits of a digit, rounded down to eighths.
    let eighths = [8, 12, 16, 18, 20, 22, 24, 25, 26, 27, 28, 29, 30, 31]
    let perDigit = base < 16 ? eighths[Int(base) - 2] : base < 32 ? 32 : 40
    return bits / perDigit * 8 + 16
  }

  /// The ValueError of a conversion beyond the limit; the number of digits is told where it is known beforehand.
  static func tooManyDigits(_ context: Context, _ limit: Int, count: Int?) -> Raised {
    let found = count.map { ": value has \($0) digits" } ?? ""
    return context.raise(
      .valueError,
      "Exceeds the limit (\(limit) digits) for integer string conversion\(found); "
        + "use sys.set_int_max_str_digits() to increase the limit")
  }
}
