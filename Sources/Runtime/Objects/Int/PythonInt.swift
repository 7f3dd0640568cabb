import CGMP
import CRuntime

/// The operations of Python's `int` on values that are small ints or `BigInt`s. The ways for small operands are meant
/// to be inlined; the others are functions of their own.
///
/// Operands are words from `operand(_:)` or results of these functions; a result is never an instance of a class
/// derived from `int`.
public enum PythonInt {
  /// What stands for a value in arithmetic, if it is an int: small where it fits, `False` and `True` as 0 and 1.
  @inline(__always)
  public static func operand(_ value: Value) -> Value? {
    if value.isSmallInt { return value }
    if value.isPointer, value.object.pointee.kind == Kind.int.rawValue { return value }
    return otherOperand(value)
  }

  /// The same for `int` and `bool` themselves only; a class derived from `int` may have its own idea of equality.
  static func exact(_ value: Value) -> Value? {
    if let number = BigInt(ifHas: value), number.pointer.pointee.header.kind != BigInt.kind.rawValue { return nil }
    return operand(value)
  }

  @inline(never)
  private static func otherOperand(_ value: Value) -> Value? {
    if value == .true { return Value(smallInt: 1) }
    if value == .false { return Value(smallInt: 0) }
    guard let number = BigInt(ifHas: value) else { return nil }
    if number.count == 0 { return Value(smallInt: 0) }
    guard number.count == 1 else { return value }
    let magnitude = number.limbs[0]
    if magnitude < 1 << 62 {
      return Value(smallInt: number.isNegative ? -Int64(magnitude) : Int64(magnitude))
    }
    return magnitude == 1 << 62 && number.isNegative ? Value(smallInt: -1 << 62) : value
  }

  // MARK: Making

  @inline(__always)
  public static func make(_ context: Context, _ number: Int64) throws(Raised) -> Value {
    Value.fitsSmallInt(number) ? Value(smallInt: number) : try BigInt.make(context, number).value
  }

  public static func make(_ context: Context, _ number: UInt64) throws(Raised) -> Value {
    if number < 1 << 62 { return Value(smallInt: Int64(number)) }
    return try make(context, high: 0, low: number, isNegative: false)
  }

  /// An int of a magnitude of two limbs.
  static func make(
    _ context: Context, high: UInt64, low: UInt64, isNegative: Bool
  ) throws(Raised) -> Value {
    let number = try BigInt.allocate(context, count: 2, isFilled: true)
    number.limbs[0] = low
    number.limbs[1] = high
    return number.finish(isNegative: isNegative)
  }

  /// An int of a magnitude's 32-bit limbs, the least significant first, as code objects have it.
  public static func make(
    _ context: Context, magnitude limbs: [UInt32], isNegative: Bool
  ) throws(Raised) -> Value {
    let number = try BigInt.allocate(context, count: (limbs.count + 1) / 2)
    for index in 0..<limbs.count { number.limbs[index / 2] |= UInt64(limbs[index]) << UInt64((index & 1) * 32) }
    return number.finish(isNegative: isNegative)
  }

  /// The operand as an exact int: what an operation answers that changes nothing.
  static func exact(_ context: Context, _ value: Value) throws(Raised) -> Value {
    if value.isSmallInt || value.object.pointee.kind == Kind.int.rawValue { return value }
    return try copy(context, BigInt(value), isNegative: BigInt(value).isNegative)
  }

  static func copy(_ context: Context, _ number: BigInt, isNegative: Bool) throws(Raised) -> Value {
    let result = try BigInt.allocate(context, count: number.count, isFilled: true)
    result.limbs.update(from: number.limbs, count: number.count)
    return result.finish(isNegative: isNegative)
  }

  // MARK: Looking

  /// −1, 0 or 1.
  @inline(__always)
  public static func sign(_ value: Value) -> Int64 {
    value.isSmallInt ? value.smallInt.signum() : BigInt(value).isNegative ? -1 : 1
  }

  /// The number, if it fits.
  public static func int64(_ value: Value) -> Int64? {
    if value.isSmallInt { return value.smallInt }
    let number = BigInt(value)
    if number.count > 1 { return nil }
    let magnitude = number.limbs[0]
    if magnitude < 1 << 63 { return number.isNegative ? -Int64(magnitude) : Int64(magnitude) }
    return magnitude == 1 << 63 && number.isNegative ? .min : nil
  }

  /// The number, if it is not negative and fits.
  public static func uint64(_ value: Value) -> UInt64? {
    if value.isSmallInt { return UInt64(exactly: value.smallInt) }
    let number = BigInt(value)
    return number.count == 1 && !number.isNegative ? number.limbs[0] : nil
  }

  /// The bits of the magnitude.
  public static func bitLength(_ value: Value) -> Int {
    value.isSmallInt ? 64 - value.smallInt.magnitude.leadingZeroBitCount : BigInt(value).bitLength
  }

  /// The set bits of the magnitude.
  public static func bitCount(_ value: Value) -> Int {
    if value.isSmallInt { return value.smallInt.magnitude.nonzeroBitCount }
    let number = BigInt(value)
    return (0..<number.count).reduce(0) { $0 + number.limbs[$1].nonzeroBitCount }
  }

  @inline(__always)
  public static func areEqual(_ left: Value, _ right: Value) -> Bool {
    left == right || (!left.isSmallInt && !right.isSmallInt && compareBig(left, right) == 0)
  }

  /// Negative, zero or positive.
  @inline(__always)
  public static func compare(_ left: Value, _ right: Value) -> Int {
    if Value.areSmallInts(left, right) {
      let (a, b) = (left.smallInt, right.smallInt)
      return a < b ? -1 : a > b ? 1 : 0
    }
    return compareBig(left, right)
  }

  @inline(never)
  private static func compareBig(_ left: Value, _ right: Value) -> Int {
    // What is not small lies beyond all that is.
    if left.isSmallInt { return BigInt(right).isNegative ? 1 : -1 }
    if right.isSmallInt { return BigInt(left).isNegative ? -1 : 1 }
    let (a, b) = (BigInt(left), BigInt(right))
    if a.pointer.pointee.size != b.pointer.pointee.size {
      return a.pointer.pointee.size < b.pointer.pointee.size ? -1 : 1
    }
    let order = Int(limbs_compare(a.limbs, b.limbs, Int64(a.count)))
    return a.isNegative ? -order : order
  }

  /// The number modulo 2⁶¹ − 1, with its sign; never −1.
  @inline(__always)
  public static func hash(_ value: Value) -> Int64 {
    if value.isSmallInt {
      let number = value.smallInt
      if number.magnitude < hashModulus { return number == -1 ? -2 : number }
    }
    return hashLarge(value)
  }

  /// Hashes of numbers are taken modulo this prime.
  @inline(__always) static var hashModulus: UInt64 { 1 << 61 - 1 }

  @inline(never)
  private static func hashLarge(_ value: Value) -> Int64 {
    let magnitude =
      value.isSmallInt
      ? value.smallInt.magnitude % hashModulus
      : limbs_remainder_limb(BigInt(value).limbs, Int64(BigInt(value).count), hashModulus)
    let hash = sign(value) < 0 ? -Int64(magnitude) : Int64(magnitude)
    return hash == -1 ? -2 : hash
  }
}
