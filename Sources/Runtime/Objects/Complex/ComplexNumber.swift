import CRuntime

/// A complex number by its parts, and the arithmetic of it.
///
/// Where one operand is real, it stays so: its imaginary part is not taken for +0.0, which would change the signs of
/// zeros and turn infinities to NaNs (C11, annex G). The same annex says how products and quotients that come out as
/// NaN + NaNi are given the infinity or zero that they stand for.
public struct ComplexNumber: BitwiseCopyable, Equatable, Sendable {
  public var real: Double
  public var imaginary: Double

  public init(_ real: Double, _ imaginary: Double = 0) { (self.real, self.imaginary) = (real, imaginary) }

  var isZero: Bool { real == 0 && imaginary == 0 }
  var isNaN: Bool { real.isNaN && imaginary.isNaN }
  var isInfinite: Bool { real.isInfinite || imaginary.isInfinite }
  var isFinite: Bool { real.isFinite && imaginary.isFinite }

  /// The distance from zero; infinite where it is too large.
  var magnitude: Double { math_hypotenuse(real, imaginary) }

  static prefix func - (operand: ComplexNumber) -> ComplexNumber { ComplexNumber(-operand.real, -operand.imaginary) }

  // MARK: Sums

  static func + (left: ComplexNumber, right: ComplexNumber) -> ComplexNumber {
    ComplexNumber(left.real + right.real, left.imaginary + right.imaginary)
  }
  static func + (left: ComplexNumber, right: Double) -> ComplexNumber {
    ComplexNumber(left.real + right, left.imaginary)
  }
  static func + (left: Double, right: ComplexNumber) -> ComplexNumber { right + left }

  static func - (left: ComplexNumber, right: ComplexNumber) -> ComplexNumber {
    ComplexNumber(left.real - right.real, left.imaginary - right.imaginary)
  }
  static func - (left: ComplexNumber, right: Double) -> ComplexNumber {
    ComplexNumber(left.real - right, left.imaginary)
  }
  static func - (left: Double, right: ComplexNumber) -> ComplexNumber {
    ComplexNumber(left - right.real, -right.imaginary)
  }

  // MARK: Products

  static func * (left: ComplexNumber, right: ComplexNumber) -> ComplexNumber {
    let product = plainProduct(left, right)
    return product.isNaN ? recoveredProduct(left, right) ?? product : product
  }
  static func * (left: ComplexNumber, right: Double) -> ComplexNumber {
    ComplexNumber(left.real * right, left.imaginary * right)
  }
  static func * (left: Double, right: ComplexNumber) -> ComplexNumber { right * left }

  private static func plainProduct(_ left: ComplexNumber, _ right: ComplexNumber) -> ComplexNumber {
    ComplexNumber(
      left.real * right.real - left.imaginary * right.imaginary,
      left.real * right.imaginary + left.imaginary * right.real)
  }

  /// The direction of an infinite number: infinite parts are 1, others 0, with their signs.
  private var direction: ComplexNumber {
    ComplexNumber(
      Double(signOf: real, magnitudeOf: real.isInfinite ? 1 : 0),
      Double(signOf: imaginary, magnitudeOf: imaginary.isInfinite ? 1 : 0))
  }

  /// NaNs as zeros with their signs.
  private var withoutNaNs: ComplexNumber {
    ComplexNumber(
      real.isNaN ? Double(signOf: real, magnitudeOf: 0) : real,
      imaginary.isNaN ? Double(signOf: imaginary, magnitudeOf: 0) : imaginary)
  }

  private static func recoveredProduct(_ left: ComplexNumber, _ right: ComplexNumber) -> ComplexNumber? {
    var (left, right) = (left, right)
    let overflows =
      (left.real * right.real).isInfinite || (left.imaginary * right.imaginary).isInfinite
      || (left.real * right.imaginary).isInfinite || (left.imaginary * right.real).isInfinite
    if !left.isInfinite && !right.isInfinite && !overflows { return nil }
    if left.isInfinite || right.isInfinite {
      if left.isInfinite { (left, right) = (left.direction, right.withoutNaNs) }
      if right.isInfinite { (left, right) = (left.withoutNaNs, right.direction) }
    } else {
      (left, right) = (left.withoutNaNs, right.withoutNaNs)
    }
    return plainProduct(left, right) * .infinity
  }

  // MARK: Quotients

  /// R. L. Smith's method ("Algorithm 116: Complex division", 1962), which divides by the larger part first. The
  /// divisor is not zero.
  static func / (left: ComplexNumber, right: ComplexNumber) -> ComplexNumber {
    let quotient: ComplexNumber
    if right.real.magnitude >= right.imaginary.magnitude {
      let ratio = right.imaginary / right.real
      let divisor = right.real + right.imaginary * ratio
      quotient = ComplexNumber(
        (left.real + left.imaginary * ratio) / divisor, (left.imaginary - left.real * ratio) / divisor)
    } else if right.imaginary.magnitude >= right.real.magnitude {
      let ratio = right.real / right.imaginary
      let divisor = right.real * ratio + right.imaginary
      quotient = ComplexNumber(
        (left.real * ratio + left.imaginary) / divisor, (left.imaginary * ratio - left.real) / divisor)
    } else {
      quotient = ComplexNumber(.nan, .nan)
    }
    if !quotient.isNaN { return quotient }
    if left.isInfinite, right.isFinite { return conjugateProduct(left.direction, right) * .infinity }
    if right.isInfinite, left.isFinite { return conjugateProduct(left, right.direction) * 0 }
    return quotient
  }
  static func / (left: ComplexNumber, right: Double) -> ComplexNumber {
    ComplexNumber(left.real / right, left.imaginary / right)
  }
  static func / (left: Double, right: ComplexNumber) -> ComplexNumber {
    if right.isInfinite, left.isFinite {
      let direction = right.direction
      return ComplexNumber(left * direction.real * 0, -left * direction.imaginary * 0)
    }
    if right.real.magnitude >= right.imaginary.magnitude {
      let ratio = right.imaginary / right.real
      let divisor = right.real + right.imaginary * ratio
      return ComplexNumber(left / divisor, -left * ratio / divisor)
    }
    if right.imaginary.magnitude >= right.real.magnitude {
      let ratio = right.real / right.imaginary
      let divisor = right.real * ratio + right.imaginary
      return ComplexNumber(left * ratio / divisor, -left / divisor)
    }
    return ComplexNumber(.nan, .nan)
  }

  /// `left` times the conjugate of `right`.
  private static func conjugateProduct(_ left: ComplexNumber, _ right: ComplexNumber) -> ComplexNumber {
    ComplexNumber(
      left.real * right.real + left.imaginary * right.imaginary,
      left.imaginary * right.real - left.real * right.imaginary)
  }

  // MARK: Powers

  /// By squaring for small whole exponents, else by way of polar coordinates. Not for zero to a power that is negative
  /// or not real.
  func power(_ exponent: ComplexNumber) -> ComplexNumber {
    if exponent.imaginary == 0, exponent.real == exponent.real.rounded(.down), exponent.real.magnitude <= 100 {
      let power = power(UInt(exponent.real.magnitude))
      return exponent.real > 0 ? power : ComplexNumber(1) / power
    }
    if exponent.isZero { return ComplexNumber(1) }
    if isZero { return ComplexNumber(0) }
    let (magnitude, angle) = (magnitude, math_angle(imaginary, real))
    var length = math_power(magnitude, exponent.real)
    var phase = angle * exponent.real
    if exponent.imaginary != 0 {
      length *= math_exponential(-angle * exponent.imaginary)
      phase += exponent.imaginary * math_logarithm(magnitude)
    }
    return ComplexNumber(length * math_cosine(phase), length * math_sine(phase))
  }

  private func power(_ exponent: UInt) -> ComplexNumber {
    var result = ComplexNumber(1)
    var (square, rest) = (self, exponent)
    while rest != 0 {
      if rest & 1 != 0 { result = result * square }
      square = square * square
      rest >>= 1
    }
    return result
  }
}
