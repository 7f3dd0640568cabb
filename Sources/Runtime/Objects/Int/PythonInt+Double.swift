import CRuntime
import Numerals

extension PythonInt {
  /// The double nearest to the number, ties to even; infinite where it is too large.
  @inline(__always)
  public static func nearestDouble(_ value: Value) -> Double {
    if value.isSmallInt { return Double(value.smallInt) }
    return nearestDoubleOfBig(BigInt(value))
  }

  @inline(never)
  private static func nearestDoubleOfBig(_ number: BigInt) -> Double {
    let excess = number.bitLength - 64
    if excess > 1024 { return number.isNegative ? -.infinity : .infinity }
    let magnitude = Double(
      rounding: number.bits(from: excess), isExact: excess <= 0 || !number.hasBits(below: excess), exponent: excess)
    return number.isNegative ? -magnitude : magnitude
  }

  /// `float(value)`. Throws OverflowError where it is too large.
  @inline(__always)
  public static func double(_ context: Context, _ value: Value) throws(Raised) -> Double {
    let number = nearestDouble(value)
    if number.isInfinite { throw context.raise(.overflowError, "int too large to convert to float") }
    return number
  }

  /// `int(number)`: towards zero. Throws OverflowError for infinities, ValueError for NaN.
  public static func make(_ context: Context, truncating number: Double) throws(Raised) -> Value {
    if number.magnitude < 0x1p62 { return Value(smallInt: Int64(number)) }
    if number.isNaN { throw context.raise(.valueError, "cannot convert float NaN to integer") }
    if number.isInfinite { throw context.raise(.overflowError, "cannot convert float infinity to integer") }
    return try make(
      context, significand: number.magnitude.significandBitPattern | 1 << 52, shiftedLeft: Int(number.exponent) - 52,
      isNegative: number < 0)
  }

  /// ± `significand` · 2^`shift`.
  static func make(
    _ context: Context, significand: UInt64, shiftedLeft shift: Int, isNegative: Bool
  ) throws(Raised) -> Value {
    let value = try shiftLeft(context, Value(smallInt: Int64(significand)), by: shift)
    return isNegative ? try negate(context, value) : value
  }
}
