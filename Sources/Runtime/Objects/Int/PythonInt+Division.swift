import CGMP
import CRuntime
import Numerals

// Division rounds downwards and the remainder has the divisor's sign, where GMP and the machine round towards zero: a
// quotient of different signs that leaves a remainder is one less, and the remainder a divisor more.

extension PythonInt {
  /// A quotient and what it leaves.
  public struct Division {
    public var quotient: Value
    public var remainder: Value
  }

  /// `left // right`.
  @inline(__always)
  public static func floorDivide(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right), right.smallInt > 0 {
      let (quotient, remainder) = left.smallInt.quotientAndRemainder(dividingBy: right.smallInt)
      return Value(smallInt: quotient &+ remainder >> 63)
    }
    return try divideSlowly(context, left, right).quotient
  }

  /// `left % right`.
  @inline(__always)
  public static func modulo(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right), right.smallInt > 0 {
      let remainder = left.smallInt % right.smallInt
      return Value(smallInt: remainder &+ remainder >> 63 & right.smallInt)
    }
    return try moduloSlowly(context, left, right)
  }

  /// Where the left one is big, no object is made for the quotient, unless that is large.
  @inline(never)
  private static func moduloSlowly(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    guard !left.isSmallInt, right != Value(smallInt: 0) else { return try divideSlowly(context, left, right).remainder }
    let dividend = BigInt(left)
    let truncated: Value
    if right.isSmallInt {
      let remainder = Int64(bitPattern: limbs_remainder_limb(dividend.limbs, Int64(dividend.count), right.smallInt.magnitude))
      truncated = Value(smallInt: dividend.isNegative ? -remainder : remainder)
    } else {
      let divisor = BigInt(right)
      let quotientCount = dividend.count - divisor.count + 1
      guard (1...mostLimbsOnStack).contains(quotientCount) else {
        return try divideSlowly(context, left, right).remainder
      }
      let remainder = try BigInt.allocate(context, count: divisor.count, isFilled: true)
      try BigInt.reserveScratch(context, limbs: dividend.count)
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: quotientCount) { quotient in
        limbs_divide(
          quotient.baseAddress.unsafelyUnwrapped, remainder.limbs, dividend.limbs, Int64(dividend.count), divisor.limbs,
          Int64(divisor.count))
      }
      truncated = remainder.finish(isNegative: dividend.isNegative)
    }
    let isQuotientNegative = dividend.isNegative != (sign(right) < 0)
    return isQuotientNegative && truncated != Value(smallInt: 0) ? try add(context, truncated, right) : truncated
  }

  /// What `withUnsafeTemporaryAllocation` takes from the stack.
  private static var mostLimbsOnStack: Int { 128 }

  /// `divmod(left, right)`.
  public static func divide(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Division {
    try divideSlowly(context, left, right)
  }

  @inline(never)
  private static func divideSlowly(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Division {
    if right == Value(smallInt: 0) { throw context.raise(.zeroDivisionError, "division by zero") }
    if Value.areSmallInts(left, right) { return try divideSmall(context, left.smallInt, right.smallInt) }
    if left.isSmallInt, isCloserToZero(left.smallInt, than: BigInt(right)) {
      let hasSameSign = (left.smallInt < 0) == BigInt(right).isNegative || left.smallInt == 0
      return hasSameSign
        ? Division(quotient: Value(smallInt: 0), remainder: left)
        : Division(quotient: Value(smallInt: -1), remainder: try add(context, left, right))
    }
    let dividend = try BigInt.operand(context, left)
    let isQuotientNegative = dividend.isNegative != (sign(right) < 0)
    let truncated =
      right.isSmallInt
      ? try divide(context, dividend, by: right.smallInt.magnitude, isQuotientNegative)
      : try divide(context, dividend, by: BigInt(right), isQuotientNegative)
    if !isQuotientNegative || truncated.remainder == Value(smallInt: 0) { return truncated }
    return Division(
      quotient: try subtract(context, truncated.quotient, Value(smallInt: 1)),
      remainder: try add(context, truncated.remainder, right))
  }

  private static func divideSmall(_ context: Context, _ left: Int64, _ right: Int64) throws(Raised) -> Division {
    var (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
    if remainder != 0, (remainder ^ right) < 0 {
      quotient -= 1
      remainder += right
    }
    return Division(quotient: try make(context, quotient), remainder: Value(smallInt: remainder))
  }

  /// Only −2⁶² has the magnitude of an int that is not small.
  private static func isCloserToZero(_ small: Int64, than number: BigInt) -> Bool {
    number.count > 1 || small.magnitude < number.limbs[0]
  }

  /// Rounded towards zero.
  private static func divide(
    _ context: Context, _ dividend: BigInt, by divisor: UInt64, _ isQuotientNegative: Bool
  ) throws(Raised) -> Division {
    let quotient = try BigInt.allocate(context, count: dividend.count, isFilled: true)
    let remainder = limbs_divide_limb(quotient.limbs, dividend.limbs, Int64(dividend.count), divisor)
    let signed = dividend.isNegative ? 0 &- Int64(bitPattern: remainder) : Int64(bitPattern: remainder)
    return Division(
      quotient: quotient.finish(isNegative: isQuotientNegative), remainder: try make(context, signed))
  }

  /// Rounded towards zero.
  private static func divide(
    _ context: Context, _ dividend: BigInt, by divisor: BigInt, _ isQuotientNegative: Bool
  ) throws(Raised) -> Division {
    if dividend.count < divisor.count {
      return Division(quotient: Value(smallInt: 0), remainder: try exact(context, dividend.value))
    }
    let quotient = try BigInt.allocate(context, count: dividend.count - divisor.count + 1, isFilled: true)
    let remainder = try BigInt.allocate(context, count: divisor.count, isFilled: true)
    try BigInt.reserveScratch(context, limbs: dividend.count)
    limbs_divide(
      quotient.limbs, remainder.limbs, dividend.limbs, Int64(dividend.count), divisor.limbs, Int64(divisor.count))
    return Division(
      quotient: quotient.finish(isNegative: isQuotientNegative),
      remainder: remainder.finish(isNegative: dividend.isNegative))
  }

  // MARK: True division

  /// `left / right`: the double nearest to the quotient, ties to even.
  @inline(__always)
  public static func trueDivide(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Double {
    if Value.areSmallInts(left, right), right.smallInt != 0, left.smallInt.magnitude <= 1 << 53,
      right.smallInt.magnitude <= 1 << 53
    {
      return Double(left.smallInt) / Double(right.smallInt)
    }
    return try trueDivideLarge(context, left, right)
  }

  @inline(never)
  private static func trueDivideLarge(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Double {
    if right == Value(smallInt: 0) { throw context.raise(.zeroDivisionError, "division by zero") }
    let isNegative = (sign(left) < 0) != (sign(right) < 0)
    if left == Value(smallInt: 0) { return isNegative ? -0.0 : 0 }
    // Scaled so that the integral quotient has 64 or 65 bits; what it leaves only matters by not being zero.
    let scale = 64 - (bitLength(left) - bitLength(right))
    if scale > 1200 { return isNegative ? -0.0 : 0 }
    if scale < -1100 { throw quotientTooLarge(context) }
    var dividend = try absolute(context, left)
    var divisor = try absolute(context, right)
    if scale > 0 {
      dividend = try shiftLeft(context, dividend, by: scale)
    } else {
      divisor = try shiftLeft(context, divisor, by: -scale)
    }
    let division = try divide(context, dividend, divisor)
    let quotient = try BigInt.operand(context, division.quotient)
    let excess = quotient.bitLength - 64
    let magnitude = Double(
      rounding: quotient.bits(from: excess),
      isExact: division.remainder == Value(smallInt: 0) && !(excess > 0 && quotient.hasBits(below: excess)),
      exponent: excess - scale)
    if magnitude.isInfinite {
      throw quotientTooLarge(context)
    }
    return isNegative ? -magnitude : magnitude
  }

  private static func quotientTooLarge(_ context: Context) -> Raised {
    context.raise(.overflowError, "integer division result too large for a float")
  }
}
