import CGMP
import CRuntime

// Negative ints behave as if they went on with ones for ever: two's complement without end.

extension PythonInt {
  // MARK: Logic

  @inline(__always)
  public static func and(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right) { return Value(bits: left.bits & right.bits) }
    return try combine(context, left, right) { $0 & $1 }
  }

  @inline(__always)
  public static func or(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right) { return Value(bits: left.bits | right.bits) }
    return try combine(context, left, right) { $0 | $1 }
  }

  @inline(__always)
  public static func exclusiveOr(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right) { return Value(bits: (left.bits ^ right.bits) | 1) }
    return try combine(context, left, right) { $0 ^ $1 }
  }

  /// `~value`.
  @inline(__always)
  public static func invert(_ context: Context, _ value: Value) throws(Raised) -> Value {
    if value.isSmallInt { return Value(smallInt: ~value.smallInt) }
    return try subtract(context, Value(smallInt: -1), value)
  }

  @inline(never)
  private static func combine(
    _ context: Context, _ left: Value, _ right: Value, _ operation: (UInt64, UInt64) -> UInt64
  ) throws(Raised) -> Value {
    let a = try BigInt.operand(context, left)
    let b = try BigInt.operand(context, right)
    let result = try BigInt.allocate(context, count: max(a.count, b.count) + 1)
    var leftBits = Complement(isNegative: a.isNegative)
    var rightBits = Complement(isNegative: b.isNegative)
    for index in 0..<result.count {
      result.limbs[index] = operation(
        leftBits.next(index < a.count ? a.limbs[index] : 0), rightBits.next(index < b.count ? b.limbs[index] : 0))
    }
    let isNegative = result.limbs[result.count - 1] >> 63 != 0
    var resultBits = Complement(isNegative: isNegative)
    for index in 0..<result.count { result.limbs[index] = resultBits.next(result.limbs[index]) }
    return result.finish(isNegative: isNegative)
  }

  /// Limb by limb from magnitude to two's complement, or back.
  struct Complement {
    private let mask: UInt64
    private var carry: UInt64

    init(isNegative: Bool) {
      mask = isNegative ? .max : 0
      carry = isNegative ? 1 : 0
    }

    @inline(__always)
    mutating func next(_ limb: UInt64) -> UInt64 {
      let (sum, overflow) = (limb ^ mask).addingReportingOverflow(carry)
      carry = overflow ? 1 : 0
      return sum
    }
  }

  // MARK: Shifts

  /// `left << right`.
  @inline(__always)
  public static func shiftLeft(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right), UInt64(bitPattern: right.smallInt) < 62 {
      let shifted = left.smallInt << right.smallInt
      if shifted >> right.smallInt == left.smallInt, Value.fitsSmallInt(shifted) { return Value(smallInt: shifted) }
    }
    return try shiftLeftSlowly(context, left, right)
  }

  @inline(never)
  private static func shiftLeftSlowly(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if sign(right) < 0 { throw context.raise(.valueError, "negative shift count") }
    if left == Value(smallInt: 0) { return left }
    // CPython counts in digits of 30 bits, of which it can have (2⁶³ − 2) / 30.
    guard let bits = int64(right), bits / 30 + Int64(bitLength(left) + 29) / 30 <= (Int64.max - 1) / 30 else {
      throw context.raise(.overflowError, "too many digits in integer")
    }
    guard let count = Int(exactly: bits) else { throw context.raiseMemoryError() }
    return try shiftLeft(context, left, by: count)
  }

  static func shiftLeft(_ context: Context, _ value: Value, by bits: Int) throws(Raised) -> Value {
    let number = try BigInt.operand(context, value)
    if number.isZero { return Value(smallInt: 0) }
    let whole = bits >> 6
    let result = try BigInt.allocate(context, count: number.count + whole + 1)
    let target = result.limbs + whole
    if bits & 63 == 0 {
      target.update(from: number.limbs, count: number.count)
    } else {
      target[number.count] = limbs_shift_left(target, number.limbs, Int64(number.count), UInt32(bits & 63))
    }
    return result.finish(isNegative: number.isNegative)
  }

  /// `left >> right`, rounded downwards.
  @inline(__always)
  public static func shiftRight(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if Value.areSmallInts(left, right), right.smallInt >= 0 {
      return Value(smallInt: left.smallInt >> min(right.smallInt, 63))
    }
    return try shiftRightSlowly(context, left, right)
  }

  @inline(never)
  private static func shiftRightSlowly(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if sign(right) < 0 { throw context.raise(.valueError, "negative shift count") }
    guard let bits = int64(right).flatMap({ Int(exactly: $0) }), !left.isSmallInt, bits < BigInt(left).bitLength else {
      return Value(smallInt: sign(left) < 0 ? -1 : 0)
    }
    let number = BigInt(left)
    let whole = bits >> 6
    let count = number.count - whole
    let result = try BigInt.allocate(context, count: count + 1)
    if bits & 63 == 0 {
      result.limbs.update(from: number.limbs + whole, count: count)
    } else {
      _ = limbs_shift_right(result.limbs, number.limbs + whole, Int64(count), UInt32(bits & 63))
    }
    if number.isNegative, number.hasBits(below: bits) {
      result.limbs[count] = limbs_add_limb(result.limbs, result.limbs, Int64(count), 1)
    }
    return result.finish(isNegative: number.isNegative)
  }
}
