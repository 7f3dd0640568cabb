import CGMP
import CRuntime

extension PythonInt {
  /// `base ** exponent` for an exponent that is not negative; a negative one makes a float of both.
  public static func power(_ context: Context, _ base: Value, _ exponent: Value) throws(Raised) -> Value {
    if base.isSmallInt, base.smallInt.magnitude <= 1 || exponent == Value(smallInt: 0) {
      let isOdd = exponent.isSmallInt ? exponent.smallInt & 1 != 0 : BigInt(exponent).limbs[0] & 1 != 0
      if exponent == Value(smallInt: 0) { return Value(smallInt: 1) }
      return Value(smallInt: isOdd ? base.smallInt : base.smallInt.magnitude == 0 ? 0 : 1)
    }
    guard let times = int64(exponent).flatMap({ Int(exactly: $0) }) else { throw context.raiseMemoryError() }
    if base.isSmallInt, let small = smallPower(base.smallInt, times) { return Value(smallInt: small) }
    return try powerLarge(context, base, times)
  }

  private static func smallPower(_ base: Int64, _ exponent: Int) -> Int64? {
    if exponent > 62 { return nil }
    var result: Int64 = 1
    for _ in 0..<exponent {
      let (product, overflow) = result.multipliedReportingOverflow(by: base)
      if overflow { return nil }
      result = product
    }
    return Value.fitsSmallInt(result) ? result : nil
  }

  /// The odd part's power by squaring, from the exponent's highest bit, then shifted.
  private static func powerLarge(_ context: Context, _ base: Value, _ exponent: Int) throws(Raised) -> Value {
    if exponent == 0 { return Value(smallInt: 1) }
    let isNegative = sign(base) < 0 && exponent & 1 != 0
    let magnitude = try absolute(context, base)
    let zeros = trailingZeroBits(magnitude)
    let (shift, overflow) = zeros.multipliedReportingOverflow(by: exponent)
    let odd = try BigInt.operand(context, try shiftRight(context, magnitude, Value(smallInt: Int64(zeros))))
    let (bits, tooLarge) = odd.bitLength.multipliedReportingOverflow(by: exponent)
    if overflow || tooLarge { throw context.raiseMemoryError() }
    if odd.bitLength == 1 {
      return try signed(context, try shiftLeft(context, Value(smallInt: 1), by: shift), isNegative)
    }
    // A product may have one limb more than its value takes.
    var result = try BigInt.allocate(context, count: bits / 64 + 4)
    var spare = try BigInt.allocate(context, count: bits / 64 + 4)
    try BigInt.reserveScratch(context, limbs: bits / 64)
    var count = odd.count
    result.limbs.update(from: odd.limbs, count: count)
    var bit = Int.bitWidth - 2 - exponent.leadingZeroBitCount
    while bit >= 0 {
      limbs_square(spare.limbs, result.limbs, Int64(count))
      count = count * 2 - (spare.limbs[count * 2 - 1] == 0 ? 1 : 0)
      swap(&result, &spare)
      if exponent >> bit & 1 != 0 {
        limbs_multiply(spare.limbs, result.limbs, Int64(count), odd.limbs, Int64(odd.count))
        count += odd.count - (spare.limbs[count + odd.count - 1] == 0 ? 1 : 0)
        swap(&result, &spare)
      }
      bit -= 1
    }
    result.pointer.pointee.size = Int64(count)
    let power = result.finish(isNegative: false)
    return try signed(context, shift == 0 ? power : try shiftLeft(context, power, by: shift), isNegative)
  }

  private static func signed(_ context: Context, _ value: Value, _ isNegative: Bool) throws(Raised) -> Value {
    isNegative ? try negate(context, value) : value
  }

  private static func trailingZeroBits(_ value: Value) -> Int {
    if value.isSmallInt { return value.smallInt.trailingZeroBitCount }
    let limbs = BigInt(value).limbs
    var index = 0
    while limbs[index] == 0 { index += 1 }
    return index * 64 + limbs[index].trailingZeroBitCount
  }

  // MARK: Modulo

  /// `pow(base, exponent, modulus)`.
  public static func power(
    _ context: Context, _ base: Value, _ exponent: Value, modulo modulus: Value
  ) throws(Raised) -> Value {
    if modulus == Value(smallInt: 0) { throw context.raise(.valueError, "pow() 3rd argument cannot be 0") }
    let divisor = try absolute(context, modulus)
    var residue = try modulo(context, base, divisor)
    var times = exponent
    if sign(exponent) < 0 {
      residue = try inverse(context, residue, modulo: divisor)
      times = try negate(context, exponent)
    }
    let power = try positivePower(context, residue, times, divisor)
    return sign(modulus) < 0 && power != Value(smallInt: 0) ? try add(context, power, modulus) : power
  }

  /// For a base below the modulus, neither negative.
  private static func positivePower(
    _ context: Context, _ base: Value, _ exponent: Value, _ modulus: Value
  ) throws(Raised) -> Value {
    if exponent == Value(smallInt: 0) { return try modulo(context, Value(smallInt: 1), modulus) }
    if base == Value(smallInt: 0) { return base }
    if modulus.isSmallInt, exponent.isSmallInt {
      return Value(
        smallInt: smallPower(
          UInt64(base.smallInt), UInt64(exponent.smallInt), modulo: UInt64(modulus.smallInt)))
    }
    let (b, e, m) = (
      try BigInt.operand(context, base), try BigInt.operand(context, exponent), try BigInt.operand(context, modulus)
    )
    let result = try BigInt.allocate(context, count: m.count)
    try BigInt.reserveScratch(context, limbs: m.count)
    let count = limbs_power_modulo(
      result.limbs, b.limbs, Int64(b.count), e.limbs, Int64(e.count), m.limbs, Int64(m.count))
    result.pointer.pointee.size = count
    return result.finish(isNegative: false)
  }

  private static func smallPower(_ base: UInt64, _ exponent: UInt64, modulo modulus: UInt64) -> Int64 {
    func product(_ left: UInt64, _ right: UInt64) -> UInt64 {
      modulus <= 1 << 32
        ? left * right % modulus
        : modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }
    var result = 1 % modulus
    var square = base
    var left = exponent
    while left != 0 {
      if left & 1 != 0 { result = product(result, square) }
      left >>= 1
      if left != 0 { square = product(square, square) }
    }
    return Int64(result)
  }

  /// The number whose product with `value`, which is below `modulus`, leaves 1.
  private static func inverse(
    _ context: Context, _ value: Value, modulo modulus: Value
  ) throws(Raised) -> Value {
    if modulus == Value(smallInt: 1) { return Value(smallInt: 0) }
    let message = "base is not invertible for the given modulus"
    if value == Value(smallInt: 0) { throw context.raise(.valueError, message) }
    let (number, divisor) = (try BigInt.operand(context, value), try BigInt.operand(context, modulus))
    let result = try BigInt.allocate(context, count: divisor.count)
    let count = limbs_invert(
      result.limbs, number.limbs, Int64(number.count), divisor.limbs, Int64(divisor.count))
    if count < 0 { throw context.raise(.valueError, message) }
    result.pointer.pointee.size = count
    return result.finish(isNegative: false)
  }
}
