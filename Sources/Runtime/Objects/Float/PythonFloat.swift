import CRuntime

/// The operations of Python's `float`, on doubles where both operands are floats already.
public enum PythonFloat {
  /// The value of a float.
  @inline(__always)
  public static func make(_ context: Context, _ number: Double) throws(Raised) -> Value {
    if let value = Value(inlineFloat: number) { return value }
    return try makeOnHeap(context, number)
  }

  @inline(never)
  private static func makeOnHeap(_ context: Context, _ number: Double) throws(Raised) -> Value {
    if let shared = context.interpreter.pointee.floats.value(of: number) { return shared }
    return try HeapFloat.make(context, number).value
  }

  /// The number of a value whose layout is a float's; nil for any other.
  @inline(__always)
  public static func number(_ value: Value) -> Double? {
    if value.isInlineFloat { return value.inlineFloat }
    return HeapFloat(ifHas: value)?.number
  }

  // MARK: Arithmetic

  public static func divide(_ context: Context, _ left: Double, _ right: Double) throws(Raised) -> Double {
    if right == 0 { throw divisionByZero(context) }
    return left / right
  }

  /// `left // right`.
  public static func floorDivide(_ context: Context, _ left: Double, _ right: Double) throws(Raised) -> Double {
    try divideWithRemainder(context, left, right).quotient
  }

  /// `left % right`, with the sign of `right`.
  public static func modulo(_ context: Context, _ left: Double, _ right: Double) throws(Raised) -> Double {
    if right == 0 { throw divisionByZero(context) }
    return floorRemainder(left, right)
  }

  /// `divmod(left, right)`.
  public static func divideWithRemainder(
    _ context: Context, _ left: Double, _ right: Double
  ) throws(Raised) -> (quotient: Double, remainder: Double) {
    if right == 0 { throw divisionByZero(context) }
    let truncated = left.truncatingRemainder(dividingBy: right)
    let remainder = floorRemainder(left, right)
    // Nearly an integer already.
    var quotient = (left - truncated) / right
    if truncated != 0, (right < 0) != (truncated < 0) { quotient -= 1 }
    if quotient == 0 { return (Double(signOf: left / right, magnitudeOf: 0), remainder) }
    let floor = quotient.rounded(.down)
    return (quotient - floor > 0.5 ? floor + 1 : floor, remainder)
  }

  private static func floorRemainder(_ left: Double, _ right: Double) -> Double {
    let remainder = left.truncatingRemainder(dividingBy: right)
    if remainder == 0 { return Double(signOf: right, magnitudeOf: 0) }
    return (right < 0) != (remainder < 0) ? remainder + right : remainder
  }

  private static func divisionByZero(_ context: Context) -> Raised {
    context.raise(.zeroDivisionError, "division by zero")
  }

  /// `base ** exponent`; nil where that is a complex number.
  public static func power(_ context: Context, _ base: Double, _ exponent: Double) throws(Raised) -> Double? {
    if exponent == 0 || base == 1 { return 1 }
    if base.isNaN { return base }
    if exponent.isNaN { return exponent }
    if exponent.isInfinite {
      if base.magnitude == 1 { return 1 }
      return (exponent > 0) == (base.magnitude > 1) ? .infinity : 0
    }
    let isOdd = exponent.magnitude.truncatingRemainder(dividingBy: 2) == 1
    if base.isInfinite {
      let magnitude: Double = exponent > 0 ? .infinity : 0
      return isOdd ? Double(signOf: base, magnitudeOf: magnitude) : magnitude
    }
    if base == 0 {
      if exponent < 0 { throw context.raise(.zeroDivisionError, "zero to a negative power") }
      return isOdd ? base : 0
    }
    if base < 0, exponent != exponent.rounded(.down) { return nil }
    let magnitude = math_power(base.magnitude, exponent)
    if magnitude.isInfinite { throw context.raise(.overflowError, "(34, 'Numerical result out of range')") }
    return base < 0 && isOdd ? -magnitude : magnitude
  }

  /// The product of a number with itself where it is what C's `pow(x, 2)` gives, which Python asks for; nil where that is
  /// not sure.
  ///
  /// Before `pow` rounds, it errs by less than a seventieth of the distance between two floats, for numbers of this size
  /// (`Lowering.power` says why). So both are the same unless the square lies as near as that to the middle between two.
  static func square(_ number: Double) -> Double? {
    let product = number * number
    if product == 0 { return number == 0 ? product : nil }
    guard 0x1p-50..<0x1p50 ~= product else { return nil }
    // At a power of two, the next float below is half as near.
    let distance = (product * (1 - 0x1p-53)).ulp
    return (-product).addingProduct(number, number).magnitude < 0.485 * distance ? product : nil
  }

  // MARK: Comparison

  /// Negative, zero or positive as a float is less than, equal to or more than an int, exactly; nil for NaN.
  public static func compare(_ number: Double, _ integer: Value) -> Int? {
    if number.isNaN { return nil }
    if integer.isSmallInt, integer.smallInt.magnitude <= 1 << 53 {
      let other = Double(integer.smallInt)
      return number < other ? -1 : number > other ? 1 : 0
    }
    let sign = Int(PythonInt.sign(integer))
    // The int is beyond 2⁵³, so that a float of its size has no fraction.
    if number == 0 || (number < 0) != (sign < 0) { return -sign }
    if number.isInfinite { return sign }
    return sign * compareMagnitudes(number.magnitude, integer)
  }

  private static func compareMagnitudes(_ number: Double, _ integer: Value) -> Int {
    let bits = PythonInt.bitLength(integer)
    let binade = Int(number.exponent) + 1
    if binade != bits { return binade < bits ? -1 : 1 }
    let significand = (number.significandBitPattern | 1 << 52) << 11
    var top: UInt64
    var hasMore = false
    if integer.isSmallInt {
      top = integer.smallInt.magnitude
      top <<= UInt64(top.leadingZeroBitCount)
    } else {
      top = BigInt(integer).bits(from: bits - 64)
      hasMore = bits > 64 && BigInt(integer).hasBits(below: bits - 64)
    }
    return significand < top ? -1 : significand > top ? 1 : hasMore ? -1 : 0
  }

  // MARK: Hash

  /// The number modulo 2⁶¹ − 1, as for the rational that it is; infinities have a hash of their own, a NaN that of
  /// its bits.
  public static func hash(_ number: Double) -> Int64 {
    if number.isInfinite { return number > 0 ? 314_159 : -314_159 }
    if number.isNaN { return Int64(bitPattern: number.bitPattern &* 0x9e37_79b9_7f4a_7c15 >> 4) }
    if number == 0 { return 0 }
    // significand · 2^exponent with an odd significand; 2⁶¹ is 1 modulo the prime, so powers of two rotate 61 bits.
    let bits = number.magnitude.bitPattern
    let isSubnormal = bits < 1 << 52
    let significand = isSubnormal ? bits : bits & (1 << 52 - 1) | 1 << 52
    let exponent = (isSubnormal ? 1 : Int(bits >> 52)) - 1075
    let rotation = UInt64(((exponent % 61) + 61) % 61)
    let modulus = PythonInt.hashModulus
    var hash = (significand << rotation & modulus) | significand >> (61 - rotation)
    if hash >= modulus { hash -= modulus }
    let signed = number < 0 ? -Int64(hash) : Int64(hash)
    return signed == -1 ? -2 : signed
  }

  // MARK: Integers

  /// `number.is_integer()`.
  public static func isInteger(_ number: Double) -> Bool { number.isFinite && number.rounded(.down) == number }

  /// `number.as_integer_ratio()`: coprime, the denominator positive.
  public static func integerRatio(
    _ context: Context, _ number: Double
  ) throws(Raised) -> (numerator: Value, denominator: Value) {
    if number.isNaN { throw context.raise(.valueError, "cannot convert NaN to integer ratio") }
    if number.isInfinite { throw context.raise(.overflowError, "cannot convert Infinity to integer ratio") }
    if number == 0 { return (Value(smallInt: 0), Value(smallInt: 1)) }
    let (odd, exponent) = oddSignificand(number.magnitude)
    let one = Value(smallInt: 1)
    let numerator = try PythonInt.make(
      context, significand: odd, shiftedLeft: max(exponent, 0), isNegative: number < 0)
    return (numerator, exponent < 0 ? try PythonInt.shiftLeft(context, one, by: -exponent) : one)
  }

  /// `number` = odd · 2^exponent, for a positive finite number.
  static func oddSignificand(_ number: Double) -> (odd: UInt64, exponent: Int) {
    let bits = number.bitPattern
    let significand = bits < 1 << 52 ? bits : bits & (1 << 52 - 1) | 1 << 52
    let exponent = max(Int(bits >> 52), 1) - 1075
    let zeros = significand.trailingZeroBitCount
    return (significand >> UInt64(zeros), exponent + zeros)
  }
}
