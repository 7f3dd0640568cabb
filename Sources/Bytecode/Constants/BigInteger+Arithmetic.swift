extension BigInteger: Comparable {
  public static func < (left: BigInteger, right: BigInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    let order = Magnitude.compare(left.magnitude, right.magnitude)
    return left.isNegative ? order > 0 : order < 0
  }
}

extension BigInteger {
  public static prefix func - (value: BigInteger) -> BigInteger {
    BigInteger(magnitude: value.magnitude, isNegative: !value.isNegative)
  }

  public static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      return BigInteger(magnitude: Magnitude.sum(left.magnitude, right.magnitude), isNegative: left.isNegative)
    }
    return Magnitude.compare(left.magnitude, right.magnitude) >= 0
      ? BigInteger(magnitude: Magnitude.difference(left.magnitude, right.magnitude), isNegative: left.isNegative)
      : BigInteger(magnitude: Magnitude.difference(right.magnitude, left.magnitude), isNegative: right.isNegative)
  }

  public static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

  public static func * (left: BigInteger, right: BigInteger) -> BigInteger {
    BigInteger(
      magnitude: Magnitude.product(left.magnitude, right.magnitude), isNegative: left.isNegative != right.isNegative)
  }

  /// Python's `divmod`: the quotient is rounded down, the remainder has the divisor's sign. Nil where the divisor is 0.
  public func dividedFlooring(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger)? {
    guard let (q, r) = Magnitude.divide(magnitude, divisor.magnitude) else { return nil }
    let quotient = BigInteger(magnitude: q, isNegative: isNegative != divisor.isNegative)
    let remainder = BigInteger(magnitude: r, isNegative: isNegative)
    if !remainder.isZero, isNegative != divisor.isNegative {
      return (quotient - BigInteger(1), remainder + divisor)
    }
    return (quotient, remainder)
  }

  /// The power; the caller bounds its size.
  public func raised(to exponent: UInt) -> BigInteger {
    var result = BigInteger(1)
    var base = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * base }
      rest >>= 1
      if rest > 0 { base = base * base }
    }
    return result
  }

  /// Times 2 to the power `count`, which the caller bounds.
  public func shiftedLeft(by count: Int) -> BigInteger {
    if isZero { return self }
    let bits = UInt32(truncatingIfNeeded: count & 31)
    var limbs = [UInt32](repeating: 0, count: count >> 5)
    limbs.reserveCapacity(limbs.count + magnitude.count + 1)
    var carry: UInt32 = 0
    for limb in magnitude {
      limbs.append(limb << bits | carry)
      carry = bits == 0 ? 0 : limb >> (32 - bits)
    }
    limbs.append(carry)
    return BigInteger(magnitude: limbs, isNegative: isNegative)
  }

  /// Divided by 2 to the power `count`, rounded down.
  public func shiftedRight(by count: Int) -> BigInteger {
    if isNegative { return ~((~self).shiftedRight(by: count)) }
    let dropped = count >> 5
    guard dropped < magnitude.count else { return BigInteger(0) }
    let bits = UInt32(truncatingIfNeeded: count & 31)
    var limbs: [UInt32] = []
    limbs.reserveCapacity(magnitude.count - dropped)
    for index in dropped..<magnitude.count {
      let upper = index + 1 < magnitude.count && bits != 0 ? magnitude[index + 1] << (32 - bits) : 0
      limbs.append(magnitude[index] >> bits | upper)
    }
    return BigInteger(magnitude: limbs, isNegative: false)
  }
}

// MARK: Bits

extension BigInteger {
  public static prefix func ~ (value: BigInteger) -> BigInteger { -value - BigInteger(1) }

  public static func & (left: BigInteger, right: BigInteger) -> BigInteger { bitwise(left, right) { $0 & $1 } }
  public static func | (left: BigInteger, right: BigInteger) -> BigInteger { bitwise(left, right) { $0 | $1 } }
  public static func ^ (left: BigInteger, right: BigInteger) -> BigInteger { bitwise(left, right) { $0 ^ $1 } }

  private static func bitwise(
    _ left: BigInteger, _ right: BigInteger, _ operation: (UInt32, UInt32) -> UInt32
  ) -> BigInteger {
    let count = max(left.magnitude.count, right.magnitude.count) + 1
    let (l, r) = (left.twosComplement(count), right.twosComplement(count))
    var limbs: [UInt32] = []
    limbs.reserveCapacity(count)
    for index in 0..<count { limbs.append(operation(l[index], r[index])) }
    let isNegative = limbs[count - 1] >> 31 == 1
    return BigInteger(magnitude: isNegative ? negated(limbs) : limbs, isNegative: isNegative)
  }

  private func twosComplement(_ count: Int) -> [UInt32] {
    let limbs = magnitude + [UInt32](repeating: 0, count: count - magnitude.count)
    return isNegative ? BigInteger.negated(limbs) : limbs
  }

  private static func negated(_ limbs: [UInt32]) -> [UInt32] {
    var carry = true
    return limbs.map { limb in
      let (sum, overflow) = (~limb).addingReportingOverflow(carry ? 1 : 0)
      carry = overflow
      return sum
    }
  }
}
