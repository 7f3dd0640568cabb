extension BigInteger {
  /// Decimal digits, after a sign where it is negative.
  public var decimal: String {
    if isZero { return "0" }
    var digits: [UInt8] = []
    var rest = magnitude
    while !rest.isEmpty {
      var chunk = Magnitude.divide(&rest, bySmall: 1_000_000_000)
      for _ in 0..<9 {
        if rest.isEmpty, chunk == 0 { break }
        digits.append(48 + UInt8(truncatingIfNeeded: chunk % 10))
        chunk /= 10
      }
    }
    if isNegative { digits.append(45) }
    return String(decoding: digits.reversed(), as: UTF8.self)
  }

  /// The nearest double, ties to even; nil where that is beyond the largest.
  public var double: Double? {
    BigInteger.rounded(magnitude, scale: 0, isInexact: false, isNegative: isNegative)
  }

  /// The double nearest to `self / divisor` (Python's true division of ints); nil where the divisor is 0 or the result
  /// beyond the largest double.
  public func dividedRounding(by divisor: BigInteger) -> Double? {
    // A quotient of at least 66 bits and a word on whether a remainder is left decide every rounding.
    let shift = max(0, 66 + divisor.bitLength - bitLength)
    let scaled = shiftedLeft(by: shift)
    guard let (quotient, remainder) = Magnitude.divide(scaled.magnitude, divisor.magnitude) else { return nil }
    return BigInteger.rounded(
      quotient, scale: -shift, isInexact: remainder.contains { $0 != 0 },
      isNegative: isNegative != divisor.isNegative)
  }

  /// `limbs` times 2 to the power `scale`, a little more where it `isInexact`, to the nearest double.
  private static func rounded(_ limbs: [UInt32], scale: Int, isInexact: Bool, isNegative: Bool) -> Double? {
    let value = BigInteger(magnitude: limbs, isNegative: false)
    if value.isZero { return isNegative ? -0.0 : 0.0 }
    // The upper 64 bits, their lowest bit's exponent, and whether anything stands below.
    let excess = value.bitLength - 64
    let upper = excess > 0 ? value.shiftedRight(by: excess) : value.shiftedLeft(by: -excess)
    var top: UInt64 = 0
    for limb in upper.magnitude.reversed() { top = top << 32 | UInt64(limb) }
    var sticky = isInexact
    if excess > 0 {
      sticky = sticky || value.magnitude[0..<(excess >> 5)].contains { $0 != 0 }
        || value.magnitude[excess >> 5] & (1 << UInt32(truncatingIfNeeded: excess & 31) &- 1) != 0
    }
    let exponent = excess + scale
    // A double has 53 bits, and none below 2⁻¹⁰⁷⁴.
    let dropped = max(11, -1074 - exponent)
    if dropped > 64 { return isNegative ? -0.0 : 0.0 }
    var mantissa = dropped == 64 ? 0 : top >> UInt64(dropped)
    let rest = dropped == 64 ? top : top & (1 << UInt64(dropped) &- 1)
    let half = UInt64(1) << UInt64(dropped - 1)
    if rest > half || (rest == half && (sticky || mantissa & 1 == 1)) { mantissa += 1 }
    let magnitude = Double(sign: .plus, exponent: exponent + dropped, significand: Double(mantissa))
    if magnitude.isInfinite { return nil }
    return isNegative ? -magnitude : magnitude
  }
}
