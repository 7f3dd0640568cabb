import CGMP
import CRuntime
import UnicodeTables

extension PythonInt {
  /// `int(text, base)`: digits, underscores between them, a sign, a prefix where the base has one or is 0, white space
  /// around. nil where the text is none of that. Throws ValueError beyond the limit of decimal digits.
  public static func parse(_ context: Context, _ units: TextUnits, base: Int32) throws(Raised) -> Value? {
    let numeral = units.trimmed
    var start = 0
    var isNegative = false
    if start < numeral.count, numeral[start] == 0x2b || numeral[start] == 0x2d {
      isNegative = numeral[start] == 0x2d
      start += 1
    }
    guard let (base, prefix) = resolve(base, numeral, start) else { return nil }
    start += prefix
    // After a prefix an underscore may come first.
    if prefix > 0, start < numeral.count, numeral[start] == 0x5f { start += 1 }
    if let small = parseSmall(numeral, start, base) {
      return Value(smallInt: isNegative ? -small : small)
    }
    return try parseLarge(context, numeral, start, base, isNegative)
  }

  /// The base, and the length of the prefix. In base 0 a number without prefix is decimal and begins with no zero,
  /// unless it is zero.
  private static func resolve(_ base: Int32, _ numeral: TextUnits, _ start: Int) -> (base: Int32, prefix: Int)? {
    if start + 1 < numeral.count, numeral[start] == 0x30 {
      var prefixed: Int32 = 0
      switch numeral[start + 1] | 0x20 {
      case 0x78: prefixed = 16
      case 0x6f: prefixed = 8
      case 0x62: prefixed = 2
      default: break
      }
      if prefixed != 0, base == 0 || base == prefixed { return (prefixed, 2) }
      if base == 0 {
        for index in start..<numeral.count where numeral[index] != 0x30 && numeral[index] != 0x5f { return nil }
      }
    }
    return (base == 0 ? 10 : base, 0)
  }

  /// A number of up to 11 plain digits, which fits a small int in every base.
  private static func parseSmall(_ numeral: TextUnits, _ start: Int, _ base: Int32) -> Int64? {
    if numeral.count - start > 11 || start >= numeral.count { return nil }
    var number: Int64 = 0
    for index in start..<numeral.count {
      let digit = digitValue(numeral[index])
      if digit >= UInt8(truncatingIfNeeded: base) { return nil }
      number = number &* Int64(base) &+ Int64(digit)
    }
    return number
  }

  private static func parseLarge(
    _ context: Context, _ numeral: TextUnits, _ start: Int, _ base: Int32, _ isNegative: Bool
  ) throws(Raised) -> Value? {
    let digits = try Bytes.allocate(context, count: max(numeral.count - start, 1))
    let target = digits.base.assumingMemoryBound(to: UInt8.self)
    var count = 0
    var isAfterDigit = false
    for index in start..<max(start, numeral.count) {
      if numeral[index] == 0x5f {
        if !isAfterDigit { return nil }
        isAfterDigit = false
        continue
      }
      let digit = digitValue(numeral[index])
      if digit >= UInt8(truncatingIfNeeded: base) { return nil }
      isAfterDigit = true
      target[count] = digit
      count += 1
    }
    if !isAfterDigit { return nil }
    let limit = Int(context.interpreter.pointee.maxDecimalDigits)
    if limit > 0, count > limit, base & (base - 1) != 0 { throw tooManyDigits(context, limit, count: count) }
    var zeros = 0
    while zeros < count, target[zeros] == 0 { zeros += 1 }
    if zeros == count { return Value(smallInt: 0) }
    // A digit of a base up to 36 takes less than 6 bits.
    let bits = base <= 10 ? 4 : base <= 16 ? 4 : 6
    let number = try BigInt.allocate(context, count: (count - zeros) * bits / 64 + 2)
    try BigInt.reserveScratch(context, limbs: number.count)
    number.pointer.pointee.size = limbs_from_digits(number.limbs, target + zeros, Int64(count - zeros), base)
    return number.finish(isNegative: isNegative)
  }

  /// The value of a decimal digit of any script.
  static func decimalDigit(_ code: UInt32) -> Int? {
    if code < 0x80 { return code &- 0x30 < 10 ? Int(code) - 0x30 : nil }
    return Unicode16.decimalValue(code).map { Int($0) }
  }

  /// The value of a digit or letter, of any script's decimal digits; 255 for all else.
  static func digitValue(_ code: UInt32) -> UInt8 {
    switch code {
    case 0x30...0x39: UInt8(code - 0x30)
    case 0x41...0x5a: UInt8(code - 0x41 + 10)
    case 0x61...0x7a: UInt8(code - 0x61 + 10)
    case ..<0x80: 255
    default: Unicode16.decimalValue(code) ?? 255
    }
  }

  /// The ValueError of `int` for what is no number; `shown` is the argument's `repr`.
  public static func invalidLiteral(_ context: Context, base: Int32, shown: Text) -> Raised {
    let shown = String(shown.units.slice(0, min(shown.count, 200)))
    return context.raise(.valueError, "invalid literal for int() with base \(base): \(shown)")
  }
}

extension TextUnits {
  /// Without white space around.
  public var trimmed: TextUnits {
    var (start, end) = (0, count)
    while start < end, Unicode16.isWhitespace(self[start]) { start += 1 }
    while end > start, Unicode16.isWhitespace(self[end - 1]) { end -= 1 }
    return slice(start, end)
  }
}
