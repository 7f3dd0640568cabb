import CSystem
import Glibc
import Runtime

/// An elementary function of complex numbers, after W. Kahan, "Branch cuts for complex elementary functions, or much ado
/// about nothing's sign bit" (1987). What they are at infinities and NaNs, annex G of C says, and the C library.
enum ComplexFunction {
  case acos, acosh, asin, asinh, atan, atanh, cos, cosh, exp, log, sin, sinh, sqrt, tan, tanh

  func callAsFunction(_ z: ComplexNumber) -> ComplexNumber {
    // Circular functions are hyperbolic ones in another direction.
    switch self {
    case .asin: return ComplexFunction.asinh(z.turned).turnedBack
    case .atan: return ComplexFunction.atanh(z.turned).turnedBack
    case .cos: return ComplexFunction.cosh(z.turned)
    case .sin: return ComplexFunction.sinh(z.turned).turnedBack
    case .tan: return ComplexFunction.tanh(z.turned).turnedBack
    default: break
    }
    if !z.real.isFinite || !z.imaginary.isFinite { return special(z) }
    return switch self {
    case .acos: Self.arcCosine(z)
    case .acosh: Self.arcHyperbolicCosine(z)
    case .asinh: Self.arcHyperbolicSine(z)
    case .atanh: Self.arcHyperbolicTangent(z)
    case .cosh: Self.hyperbolicCosine(z)
    case .exp: Self.exponential(z)
    case .log: Self.logarithm(z)
    case .sinh: Self.hyperbolicSine(z)
    case .sqrt: Self.squareRoot(z)
    default: Self.hyperbolicTangent(z)
    }
  }

  /// Whether the function is not defined for an argument that is not finite.
  func isUndefined(at z: ComplexNumber) -> Bool {
    switch self {
    case .exp: z.imaginary.isInfinite && !z.real.isNaN && z.real != -.infinity
    case .cosh, .sinh: z.imaginary.isInfinite && !z.real.isNaN
    case .cos, .sin: z.real.isInfinite && !z.imaginary.isNaN
    case .tanh: z.imaginary.isInfinite && z.real.isFinite
    case .tan: z.real.isInfinite && z.imaginary.isFinite
    default: false
    }
  }

  /// Whether an infinite value at a finite argument is a pole, and not a number too large.
  var hasPoles: Bool { self == .log || self == .atan || self == .atanh }

  private func special(_ z: ComplexNumber) -> ComplexNumber {
    let function: system_complex_function =
      switch self {
      case .acos: system_complex_acos
      case .acosh: system_complex_acosh
      case .asinh: system_complex_asinh
      case .atanh: system_complex_atanh
      case .cosh: system_complex_cosh
      case .exp: system_complex_exp
      case .log: system_complex_log
      case .sinh: system_complex_sinh
      case .sqrt: system_complex_sqrt
      default: system_complex_tanh
      }
    var parts: InlineArray<2, Double> = [z.real, z.imaginary]
    withUnsafeMutableBytes(of: &parts) { parts in
      system_complex(function, parts.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: Double.self))
    }
    let (real, imaginary) = (parts[0], parts[1])
    // Signs that the annex leaves open are positive.
    switch self {
    case .acos where z.real.isInfinite && z.imaginary.isNaN, .cosh where z.real.isNaN && z.imaginary == 0,
      .tanh where z.real.isInfinite && z.imaginary.isInfinite:
      return ComplexNumber(real, imaginary.magnitude)
    case .sinh where z.real == 0 && z.imaginary.isNaN, .asinh where z.real.isNaN, .atanh where z.real.isNaN:
      return ComplexNumber(real.magnitude, imaginary)
    case .exp where z.real == -.infinity && z.imaginary.isInfinite: return ComplexNumber(0, 0)
    default: return ComplexNumber(real, imaginary)
    }
  }

  // MARK: Bounds

  /// Sums and products of a few numbers below it do not overflow.
  private static let large = Double.greatestFiniteMagnitude / 4
  private static let largeRoot = large.squareRoot()
  private static let largeLogarithm = Glibc.log(large)
  private static let smallRoot = Double.leastNormalMagnitude.squareRoot()
  private static let logarithmOf2 = 0.693147180559945309417232121458176568

  private static func isLarge(_ z: ComplexNumber) -> Bool { z.real.magnitude > large || z.imaginary.magnitude > large }

  // MARK: Roots and logarithms

  static func squareRoot(_ z: ComplexNumber) -> ComplexNumber {
    if z.real == 0, z.imaginary == 0 { return ComplexNumber(0, z.imaginary) }
    let (x, y) = (z.real.magnitude, z.imaginary.magnitude)
    // The root of half the sum of the magnitude and its real part; so tiny numbers are scaled up by 2⁵³, others down by 4.
    let root =
      x < .leastNormalMagnitude && y < .leastNormalMagnitude
      ? scalbn((scalbn(x, 53) + hypot(scalbn(x, 53), scalbn(y, 53))).squareRoot(), -27)
      : 2 * (x / 8 + hypot(x / 8, y / 8)).squareRoot()
    let other = Double(signOf: z.imaginary, magnitudeOf: y / (2 * root))
    return z.real >= 0
      ? ComplexNumber(root, other)
      : ComplexNumber(other.magnitude, Double(signOf: z.imaginary, magnitudeOf: root))
  }

  /// The magnitude's logarithm is taken near 1 without the magnitude itself, whose rounding would tell.
  static func logarithm(_ z: ComplexNumber) -> ComplexNumber {
    let (x, y) = (z.real.magnitude, z.imaginary.magnitude)
    let angle = atan2(z.imaginary, z.real)
    if isLarge(z) { return ComplexNumber(Glibc.log(hypot(x / 2, y / 2)) + logarithmOf2, angle) }
    if x < .leastNormalMagnitude, y < .leastNormalMagnitude {
      if x == 0, y == 0 { return ComplexNumber(-.infinity, angle) }
      return ComplexNumber(Glibc.log(hypot(scalbn(x, 53), scalbn(y, 53))) - 53 * logarithmOf2, angle)
    }
    let magnitude = hypot(x, y)
    if magnitude < 0.71 || magnitude > 1.73 { return ComplexNumber(Glibc.log(magnitude), angle) }
    let (greater, lesser) = (max(x, y), min(x, y))
    return ComplexNumber(log1p((greater - 1) * (greater + 1) + lesser * lesser) / 2, angle)
  }

  private static func exponential(_ z: ComplexNumber) -> ComplexNumber {
    // e may stand apart: the product need not overflow where its first factor would.
    let isLarge = z.real > largeLogarithm
    let length = Glibc.exp(isLarge ? z.real - 1 : z.real)
    let scale = isLarge ? M_E : 1
    return ComplexNumber(length * Glibc.cos(z.imaginary) * scale, length * Glibc.sin(z.imaginary) * scale)
  }

  // MARK: Hyperbolic functions

  private static func hyperbolicCosine(_ z: ComplexNumber) -> ComplexNumber {
    let isLarge = z.real.magnitude > largeLogarithm
    let x = isLarge ? z.real - Double(signOf: z.real, magnitudeOf: 1) : z.real
    let scale = isLarge ? M_E : 1
    return ComplexNumber(
      Glibc.cos(z.imaginary) * Glibc.cosh(x) * scale, Glibc.sin(z.imaginary) * Glibc.sinh(x) * scale)
  }

  private static func hyperbolicSine(_ z: ComplexNumber) -> ComplexNumber {
    let isLarge = z.real.magnitude > largeLogarithm
    let x = isLarge ? z.real - Double(signOf: z.real, magnitudeOf: 1) : z.real
    let scale = isLarge ? M_E : 1
    return ComplexNumber(
      Glibc.cos(z.imaginary) * Glibc.sinh(x) * scale, Glibc.sin(z.imaginary) * Glibc.cosh(x) * scale)
  }

  private static func hyperbolicTangent(_ z: ComplexNumber) -> ComplexNumber {
    if z.real.magnitude > largeLogarithm {
      return ComplexNumber(
        Double(signOf: z.real, magnitudeOf: 1),
        4 * Glibc.sin(z.imaginary) * Glibc.cos(z.imaginary) * Glibc.exp(-2 * z.real.magnitude))
    }
    let (t, u, inverse) = (Glibc.tanh(z.real), Glibc.tan(z.imaginary), 1 / Glibc.cosh(z.real))
    let product = t * u
    let divisor = 1 + product * product
    return ComplexNumber(t * (1 + u * u) / divisor, u / divisor * inverse * inverse)
  }

  // MARK: Inverse functions

  private static func arcCosine(_ z: ComplexNumber) -> ComplexNumber {
    if isLarge(z) {
      let length = Glibc.log(hypot(z.real / 2, z.imaginary / 2)) + 2 * logarithmOf2
      return ComplexNumber(
        atan2(z.imaginary.magnitude, z.real), Double(signOf: -z.imaginary, magnitudeOf: length))
    }
    let (less, more) = (squareRoot(ComplexNumber(1 - z.real, -z.imaginary)), squareRoot(ComplexNumber(1 + z.real, z.imaginary)))
    return ComplexNumber(
      2 * atan2(less.real, more.real), Glibc.asinh(more.real * less.imaginary - more.imaginary * less.real))
  }

  private static func arcHyperbolicCosine(_ z: ComplexNumber) -> ComplexNumber {
    if isLarge(z) {
      return ComplexNumber(
        Glibc.log(hypot(z.real / 2, z.imaginary / 2)) + 2 * logarithmOf2, atan2(z.imaginary, z.real))
    }
    let (less, more) = (squareRoot(ComplexNumber(z.real - 1, z.imaginary)), squareRoot(ComplexNumber(z.real + 1, z.imaginary)))
    return ComplexNumber(
      Glibc.asinh(less.real * more.real + less.imaginary * more.imaginary), 2 * atan2(less.imaginary, more.real))
  }

  private static func arcHyperbolicSine(_ z: ComplexNumber) -> ComplexNumber {
    if isLarge(z) {
      let length = Glibc.log(hypot(z.real / 2, z.imaginary / 2)) + 2 * logarithmOf2
      return ComplexNumber(
        Double(signOf: z.real, magnitudeOf: length), atan2(z.imaginary, z.real.magnitude))
    }
    let (a, b) = (squareRoot(ComplexNumber(1 + z.imaginary, -z.real)), squareRoot(ComplexNumber(1 - z.imaginary, z.real)))
    return ComplexNumber(
      Glibc.asinh(a.real * b.imaginary - b.real * a.imaginary),
      atan2(z.imaginary, a.real * b.real - a.imaginary * b.imaginary))
  }

  private static func arcHyperbolicTangent(_ z: ComplexNumber) -> ComplexNumber {
    // An odd function; zeros keep their signs.
    if z.real < 0 || z.real == 0 && z.real.sign == .minus {
      let mirrored = arcHyperbolicTangent(ComplexNumber(-z.real, -z.imaginary))
      return ComplexNumber(-mirrored.real, -mirrored.imaginary)
    }
    let y = z.imaginary.magnitude
    if z.real > largeRoot || y > largeRoot {
      let length = hypot(z.real / 2, y / 2)
      return ComplexNumber(z.real / 4 / length / length, Double(signOf: z.imaginary, magnitudeOf: .pi / 2))
    }
    if z.real == 1, y < smallRoot {
      if y == 0 { return ComplexNumber(.infinity, z.imaginary) }
      return ComplexNumber(
        -Glibc.log(y.squareRoot() / hypot(y, 2).squareRoot()), Double(signOf: z.imaginary, magnitudeOf: atan2(2, -y) / 2))
    }
    let rest = 1 - z.real
    return ComplexNumber(
      log1p(4 * z.real / (rest * rest + y * y)) / 4, -atan2(-2 * z.imaginary, rest * (1 + z.real) - y * y) / 2)
  }
}

extension ComplexNumber {
  /// Multiplied by i, and by −i.
  fileprivate var turned: ComplexNumber { ComplexNumber(-imaginary, real) }
  fileprivate var turnedBack: ComplexNumber { ComplexNumber(imaginary, -real) }
}
