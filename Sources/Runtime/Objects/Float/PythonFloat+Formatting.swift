import CRuntime

extension PythonFloat {
  /// `repr(number)`: the shortest text that reads back as the same number. A whole number keeps a zero after the point,
  /// unless it is a part of a complex one.
  public static func representation(
    _ context: Context, _ number: Double, keepsFraction: Bool = true
  ) throws(Raised) -> Text {
    if !number.isFinite { return try Text.make(context, number.isNaN ? "nan" : number < 0 ? "-inf" : "inf") }
    var builder = try TextBuilder(context, capacity: 32)
    if number.sign == .minus { try builder.append(context, "-") }
    if number == 0 {
      try builder.append(context, keepsFraction ? "0.0" : "0")
      return try builder.finish(context)
    }
    let shortest = ShortestDigits(number.magnitude)
    let digits = DecimalDigits(context, shortest)
    // Below 10⁻⁴ and from 10¹⁶ on with an exponent.
    if shortest.point > 16 || shortest.point < -3 {
      try builder.appendExponential(context, digits, fractionDigits: shortest.count - 1, keepsPoint: false)
    } else {
      let fraction = max(shortest.count - shortest.point, keepsFraction ? 1 : 0)
      try builder.appendFixed(context, digits, fractionDigits: fraction, keepsPoint: false)
    }
    return try builder.finish(context)
  }

  /// How `%` and `format` write a float: with `precision` digits after the point for *fixed* and *exponential*,
  /// significant ones for *general*, which drops trailing zeros unless `isAlternate`; *general with fraction* keeps a
  /// digit after the point. Unsigned: the magnitude only.
  public enum Style: Sendable { case fixed, exponential, general, generalWithFraction }

  public static func text(
    _ context: Context, _ number: Double, _ style: Style, precision: Int, isAlternate: Bool = false
  ) throws(Raised) -> Text {
    let number = number.magnitude
    if !number.isFinite { return try Text.make(context, number.isNaN ? "nan" : "inf") }
    if style == .fixed, let text = try shortFixed(context, number, places: precision, keepsPoint: isAlternate) {
      return text
    }
    var builder = try TextBuilder(context, capacity: 32)
    switch style {
    case .fixed:
      let digits = try DecimalDigits(context, number, fractionDigits: precision)
      try builder.appendFixed(context, digits, fractionDigits: precision, keepsPoint: isAlternate)
    case .exponential:
      let digits = try DecimalDigits(context, number, significantDigits: precision + 1)
      try builder.appendExponential(context, digits, fractionDigits: precision, keepsPoint: isAlternate)
    case .general, .generalWithFraction:
      let keepsFraction = style == .generalWithFraction
      let precision = max(precision, 1)
      let digits = try DecimalDigits(context, number, significantDigits: precision)
      let exponent = number == 0 ? 0 : digits.point - 1
      let count = isAlternate ? precision : digits.countWithoutTrailingZeros
      if exponent < -4 || exponent >= precision - (keepsFraction ? 1 : 0) {
        try builder.appendExponential(context, digits, fractionDigits: count - 1, keepsPoint: isAlternate)
      } else {
        try builder.appendFixed(
          context, digits, fractionDigits: max(count - exponent - 1, keepsFraction ? 1 : 0), keepsPoint: isAlternate)
      }
    }
    return try builder.finish(context)
  }
}

extension PythonFloat {
  /// *Fixed* where all digits together fit a machine word; nil where they do not.
  private static func shortFixed(
    _ context: Context, _ number: Double, places: Int, keepsPoint: Bool
  ) throws(Raised) -> Text? {
    guard let scaled = DecimalDigits.smallScaled(number, places) else { return nil }
    var digits = 1
    var limit: Int64 = 10
    while scaled >= limit, digits < 18 {
      digits += 1
      limit *= 10
    }
    if scaled >= limit { digits += 1 }
    let length = max(digits, places + 1) + (places > 0 || keepsPoint ? 1 : 0)
    if length == 1 { return try Text.make(context, codePoint: 0x30 + UInt32(scaled)) }
    let text = try Text.allocate(context, count: length, flags: TextFlags.ascii)
    var end = text.base.assumingMemoryBound(to: UInt8.self) + length
    var rest = scaled.magnitude
    func put(_ byte: UInt8) {
      end -= 1
      end.pointee = byte
    }
    func putDigit() {
      put(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    for _ in 0..<places { putDigit() }
    if places > 0 || keepsPoint { put(0x2e) }
    repeat { putDigit() } while rest != 0
    return text
  }
}

/// Decimal digits of a number, 0.d₁d₂…dₙ · 10^point; those beyond the last are zeros. They may stand in a text, and so
/// live on the native stack only.
struct DecimalDigits {
  private var short = InlineArray<20, UInt8>(repeating: 0)
  private var long: Text?
  private(set) var count: Int
  private(set) var point: Int

  init(_ context: Context, _ shortest: ShortestDigits) {
    short = shortest.digits
    (count, point) = (shortest.count, shortest.point)
  }

  /// The number rounded to so many digits after the point, half to even, exactly. Negative counts round before it.
  init(_ context: Context, _ number: Double, fractionDigits: Int) throws(Raised) {
    // No double has a digit beyond 1074 places after the point.
    let places = min(fractionDigits, 1074)
    self = try DecimalDigits(context, number, places: places)
    if count == 0 { point = 0 }
  }

  /// The number rounded to so many digits from its first on that is not zero.
  init(_ context: Context, _ number: Double, significantDigits: Int) throws(Raised) {
    if number == 0 {
      (count, point) = (0, 1)
      return
    }
    let wanted = min(significantDigits, 770)
    // log₂(1 + x) is at least x and at most 0.09 more, so this is seldom one less than the exponent of ten.
    let exponent = (Double(number.exponent) + number.significand - 1) * 0.301029995663981
    var places = wanted - Int(exponent.rounded(.down)) - 1
    // Digits that were rounded up to a power of ten are one more, a zero.
    var digits = try DecimalDigits(context, number, places: places)
    while digits.count < wanted || digits.count > wanted && !digits.isPowerOfTen {
      places += digits.count < wanted ? 1 : -1
      digits = try DecimalDigits(context, number, places: places)
    }
    (short, long, count, point) = (digits.short, digits.long, min(digits.count, wanted), digits.point)
  }

  /// The number rounded to so many digits after the point; without digits where that is zero.
  private init(_ context: Context, _ number: Double, places: Int) throws(Raised) {
    if let small = DecimalDigits.smallScaled(number, places), small > 0 {
      var buffer = InlineArray<20, UInt8>(repeating: 0)
      var span = buffer.mutableSpan
      let length = span.withUnsafeMutableBufferPointer {
        let base = $0.baseAddress.unsafelyUnwrapped
        let length = PythonInt.writeDecimal(UInt64(small), upTo: base + 20)
        base.update(from: base + 20 - length, count: length)
        return length
      }
      (short, count, point) = (buffer, length, length - places)
      return
    }
    let scaled = try DecimalDigits.scaled(context, number, places)
    let text = try PythonInt.text(context, scaled, base: 10, limit: 0)
    (long, count, point) = (text, scaled == Value(smallInt: 0) ? 0 : text.count, text.count - places)
  }

  /// `number` · 10^`places` as an int, half to even.
  static func scaled(_ context: Context, _ number: Double, _ places: Int) throws(Raised) -> Value {
    if number == 0 { return Value(smallInt: 0) }
    let (odd, exponent) = PythonFloat.oddSignificand(number)
    if let small = smallScaled(UInt64(odd), exponent, places) { return Value(smallInt: small) }
    var numerator = Value(smallInt: Int64(odd))
    var denominator = Value(smallInt: 1)
    if places < -330 { return Value(smallInt: 0) }
    let power = try PythonInt.power(context, Value(smallInt: 10), Value(smallInt: Int64(places.magnitude)))
    if places >= 0 {
      numerator = try PythonInt.multiply(context, numerator, power)
    } else {
      denominator = power
    }
    if exponent >= 0 {
      numerator = try PythonInt.shiftLeft(context, numerator, by: exponent)
    } else {
      denominator = try PythonInt.shiftLeft(context, denominator, by: -exponent)
    }
    return try PythonInt.divideToNearest(context, numerator, denominator)
  }

  /// The same for a number that is not negative, where it fits a machine word.
  static func smallScaled(_ number: Double, _ places: Int) -> Int64? {
    if number == 0 { return places >= 0 && places <= 18 ? 0 : nil }
    let (odd, exponent) = PythonFloat.oddSignificand(number)
    return smallScaled(UInt64(odd), exponent, places)
  }

  /// The same where the product fits a machine word and the quotient is a shift away.
  private static func smallScaled(_ odd: UInt64, _ exponent: Int, _ places: Int) -> Int64? {
    if places < 0 || places > 18 || exponent > 0 || exponent < -63 { return nil }
    var power: UInt64 = 1
    for _ in 0..<places { power *= 10 }
    let (high, low) = odd.multipliedFullWidth(by: power)
    if exponent == 0 { return high == 0 && low < 1 << 62 ? Int64(low) : nil }
    let shift = UInt64(-exponent)
    if high >> shift != 0 { return nil }
    let quotient = high << (64 - shift) | low >> shift
    if quotient >= 1 << 62 { return nil }
    let rest = low & (1 << shift - 1)
    let half: UInt64 = 1 << (shift - 1)
    let roundsUp = rest > half || rest == half && quotient & 1 == 1
    return Int64(quotient) + (roundsUp ? 1 : 0)
  }

  /// The digit at a place, as a character.
  subscript(place: Int) -> UInt32 {
    if place < 0 || place >= count { return 0x30 }
    return long?.codePoint(at: place) ?? UInt32(short[place])
  }

  var countWithoutTrailingZeros: Int {
    var count = count
    while count > 1, self[count - 1] == 0x30 { count -= 1 }
    return max(count, 1)
  }

  /// Whether the digits are a one and zeros.
  private var isPowerOfTen: Bool { self[0] == 0x31 && countWithoutTrailingZeros == 1 }
}

extension TextBuilder {
  /// `ddd.ddd`.
  mutating func appendFixed(
    _ context: Context, _ digits: DecimalDigits, fractionDigits: Int, keepsPoint: Bool
  ) throws(Raised) {
    if digits.point <= 0 || digits.count == 0 {
      try append(context, "0")
    } else {
      for place in 0..<digits.point { try append(context, codePoint: digits[place]) }
    }
    if fractionDigits > 0 || keepsPoint { try append(context, ".") }
    let start = digits.count == 0 ? 0 : digits.point
    let known = min(max(fractionDigits, 0), max(digits.count - start, 0))
    for place in 0..<known { try append(context, codePoint: digits[start + place]) }
    try append(context, codePoint: 0x30, times: fractionDigits - known)
  }

  /// `d.ddde+xx`.
  mutating func appendExponential(
    _ context: Context, _ digits: DecimalDigits, fractionDigits: Int, keepsPoint: Bool
  ) throws(Raised) {
    try append(context, codePoint: digits[0])
    if fractionDigits > 0 || keepsPoint { try append(context, ".") }
    let known = min(fractionDigits, max(digits.count - 1, 0))
    for place in 0..<known { try append(context, codePoint: digits[1 + place]) }
    try append(context, codePoint: 0x30, times: fractionDigits - known)
    let exponent = digits.point - 1
    try append(context, exponent < 0 ? "e-" : "e+")
    // No double has an exponent of more than three digits.
    let (hundreds, rest) = UInt32(exponent.magnitude).quotientAndRemainder(dividingBy: 100)
    if hundreds > 0 { try append(context, codePoint: 0x30 + hundreds) }
    try append(context, codePoint: 0x30 + rest / 10)
    try append(context, codePoint: 0x30 + rest % 10)
  }
}
