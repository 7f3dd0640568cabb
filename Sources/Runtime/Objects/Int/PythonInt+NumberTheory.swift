import CGMP
import CRuntime

extension PythonInt {
  /// `math.gcd(left, right)`: never negative.
  public static func greatestCommonDivisor(
    _ context: Context, _ left: Value, _ right: Value
  ) throws(Raised) -> Value {
    if left == Value(smallInt: 0) { return try absolute(context, right) }
    if right == Value(smallInt: 0) { return try absolute(context, left) }
    if Value.areSmallInts(left, right) {
      var (a, b) = (left.smallInt.magnitude, right.smallInt.magnitude)
      while b != 0 { (a, b) = (b, a % b) }
      return try make(context, a)
    }
    let (a, b) = (try BigInt.operand(context, left), try BigInt.operand(context, right))
    let result = try BigInt.allocate(context, count: min(a.count, b.count))
    try BigInt.reserveScratch(context, limbs: max(a.count, b.count))
    result.pointer.pointee.size = limbs_greatest_common_divisor(
      result.limbs, a.limbs, Int64(a.count), b.limbs, Int64(b.count))
    return result.finish(isNegative: false)
  }

  /// `math.isqrt(value)`: rounded downwards.
  public static func squareRoot(_ context: Context, _ value: Value) throws(Raised) -> Value {
    if sign(value) < 0 { throw context.raise(.valueError, "isqrt() argument must be nonnegative") }
    let number = try BigInt.operand(context, value)
    if number.isZero { return value }
    let result = try BigInt.allocate(context, count: (number.count + 1) / 2)
    try BigInt.reserveScratch(context, limbs: number.count)
    limbs_square_root(result.limbs, number.limbs, Int64(number.count))
    return result.finish(isNegative: false)
  }
}
