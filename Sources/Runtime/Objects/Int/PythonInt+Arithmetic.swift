import CGMP
import CRuntime

extension PythonInt {
  // MARK: Sums

  /// Where both are small, and so is their sum.
  @inline(__always)
  static func smallSum(_ left: Value, _ right: Value) -> Value? {
    if !Value.areSmallInts(left, right) { return nil }
    // One tag is taken off: the sum of the words is then the word of the sum.
    let (sum, overflow) = Int64(bitPattern: left.bits).addingReportingOverflow(Int64(bitPattern: right.bits &- 1))
    return overflow ? nil : Value(bits: UInt64(bitPattern: sum))
  }

  @inline(__always)
  public static func add(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if let sum = smallSum(left, right) { return sum }
    return try addLarge(context, left, right, negatingRight: false)
  }

  @inline(__always)
  public static func subtract(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right) {
      let (difference, overflow) = Int64(bitPattern: left.bits)
        .subtractingReportingOverflow(Int64(bitPattern: right.bits &- 1))
      if !overflow { return Value(bits: UInt64(bitPattern: difference)) }
    }
    return try addLarge(context, left, right, negatingRight: true)
  }

  @inline(never)
  private static func addLarge(
    _ context: Context, _ left: Value, _ right: Value, negatingRight: Bool
  ) throws(Raised) -> Value {
    if Value.areSmallInts(left, right) {
      let number = negatingRight ? left.smallInt - right.smallInt : left.smallInt + right.smallInt
      return try make(context, number)
    }
    // At most one of them is small: its limb is here.
    var limb: UInt64 = 0
    return try withUnsafeMutablePointer(to: &limb) { limb throws(Raised) in
      var (a, b) = (Magnitude(of: left, small: limb), Magnitude(of: right, small: limb))
      if negatingRight { b.isNegative.toggle() }
      if a.count < b.count || a.count == b.count && limbs_compare(a.limbs, b.limbs, Int64(a.count)) < 0 { swap(&a, &b) }
      if a.isNegative != b.isNegative {
        let result = try BigInt.allocate(context, count: a.count, isFilled: true)
        _ = limbs_subtract(result.limbs, a.limbs, Int64(a.count), b.limbs, Int64(b.count))
        return result.finish(isNegative: a.isNegative)
      }
      let result = try BigInt.allocate(context, count: a.count + 1, isFilled: true)
      result.limbs[a.count] = limbs_add(result.limbs, a.limbs, Int64(a.count), b.limbs, Int64(b.count))
      return result.finish(isNegative: a.isNegative)
    }
  }

  @inline(__always)
  public static func negate(_ context: Context, _ value: Value) throws(Raised) -> Value {
    if value.isSmallInt { return try make(context, -value.smallInt) }
    return try copy(context, BigInt(value), isNegative: !BigInt(value).isNegative)
  }

  public static func absolute(_ context: Context, _ value: Value) throws(Raised) -> Value {
    sign(value) < 0 ? try negate(context, value) : try exact(context, value)
  }

  // MARK: Products

  @inline(__always)
  public static func multiply(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right) {
      // Twice the product: one factor without tag, the other without the place of its tag.
      let (product, overflow) = (Int64(bitPattern: left.bits &- 1)).multipliedReportingOverflow(by: right.smallInt)
      if !overflow { return Value(bits: UInt64(bitPattern: product) | 1) }
    }
    return try multiplyLarge(context, left, right)
  }

  @inline(never)
  private static func multiplyLarge(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    let isNegative = sign(left) * sign(right) < 0
    if Value.areSmallInts(left, right) {
      let product = left.smallInt.magnitude.multipliedFullWidth(by: right.smallInt.magnitude)
      return try make(context, high: product.high, low: product.low, isNegative: isNegative)
    }
    if right.isSmallInt { return try multiply(context, BigInt(left), by: right.smallInt.magnitude, isNegative) }
    if left.isSmallInt { return try multiply(context, BigInt(right), by: left.smallInt.magnitude, isNegative) }
    let (a, b) = (BigInt(left), BigInt(right))
    let result = try BigInt.allocate(context, count: a.count + b.count, isFilled: true)
    try BigInt.reserveScratch(context, limbs: a.count + b.count)
    if a == b {
      limbs_square(result.limbs, a.limbs, Int64(a.count))
    } else if a.count >= b.count {
      limbs_multiply(result.limbs, a.limbs, Int64(a.count), b.limbs, Int64(b.count))
    } else {
      limbs_multiply(result.limbs, b.limbs, Int64(b.count), a.limbs, Int64(a.count))
    }
    return result.finish(isNegative: isNegative)
  }

  private static func multiply(
    _ context: Context, _ number: BigInt, by factor: UInt64, _ isNegative: Bool
  ) throws(Raised) -> Value {
    let result = try BigInt.allocate(context, count: number.count + 1, isFilled: true)
    result.limbs[number.count] = limbs_multiply_limb(result.limbs, number.limbs, Int64(number.count), factor)
    return result.finish(isNegative: isNegative)
  }
}
