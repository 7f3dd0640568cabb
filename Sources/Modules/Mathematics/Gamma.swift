import CRuntime
import Glibc
import Runtime

/// The gamma function and the logarithm of its magnitude, by Lanczos's approximation, with the coefficients for 53 bits
/// that J. Maddock computed for Boost (g = 6.0247…, 13 terms).
enum Gamma {
  private static let numerator: [Double] = [
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
  ]
  private static let denominator: [Double] = [
    0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
  ]
  private static let g = 6.024680040776729583740234375
  private static var gMinusHalf: Double { g - 0.5 }

  private static let message: StaticString = "expected a noninteger or positive integer"

  /// The rational function of the approximation, evaluated from whichever end keeps its terms small.
  private static func lanczosSum(_ x: Double) -> Double {
    var (above, below) = (0.0, 0.0)
    if x < 5 {
      for index in numerator.indices.reversed() {
        above = above * x + numerator[index]
        below = below * x + denominator[index]
      }
    } else {
      for index in numerator.indices {
        above = above / x + numerator[index]
        below = below / x + denominator[index]
      }
    }
    return above / below
  }

  /// sin(πx), exact at multiples of a half.
  private static func sineOfPi(_ x: Double) -> Double {
    let y = fmod(x.magnitude, 2)
    let result: Double
    switch Int((2 * y).rounded()) {
    case 0: result = sin(.pi * y)
    case 1: result = cos(.pi * (y - 0.5))
    case 2: result = sin(.pi * (1 - y))
    case 3: result = -cos(.pi * (y - 1.5))
    default: result = sin(.pi * (y - 2))
    }
    return x < 0 ? -result : result
  }

  static func value(_ context: Context, _ x: Double) throws(Raised) -> Double {
    if !x.isFinite {
      if x.isNaN || x > 0 { return x }
      throw Mathematics.domainError(context, message, x)
    }
    if x == 0 { throw Mathematics.domainError(context, message, x) }
    if x == x.rounded(.down) {
      if x < 0 { throw Mathematics.domainError(context, message, x) }
      if x <= 23 {
        var product = 1.0
        for factor in 1..<max(1, Int(x)) { product *= Double(factor) }
        return product
      }
    }
    let magnitude = x.magnitude
    if magnitude < 1e-20 {
      let result = 1 / x
      if result.isInfinite { throw Mathematics.rangeError(context) }
      return result
    }
    if magnitude > 200 {
      if x < 0 { return 0 / sineOfPi(x) }
      throw Mathematics.rangeError(context)
    }
    let y = magnitude + gMinusHalf
    // How much y lost to rounding.
    let lost = magnitude > gMinusHalf ? (y - magnitude) - gMinusHalf : (y - gMinusHalf) - magnitude
    let correction = lost * g / y
    var result: Double
    if x < 0 {
      result = -Double.pi / sineOfPi(magnitude) / magnitude * exp(y) / lanczosSum(magnitude)
      result -= correction * result
      if magnitude < 140 {
        result /= pow(y, magnitude - 0.5)
      } else {
        let root = pow(y, magnitude / 2 - 0.25)
        result = result / root / root
      }
    } else {
      result = lanczosSum(magnitude) / exp(y)
      result += correction * result
      if magnitude < 140 {
        result *= pow(y, magnitude - 0.5)
      } else {
        let root = pow(y, magnitude / 2 - 0.25)
        result = result * root * root
      }
    }
    if result.isInfinite { throw Mathematics.rangeError(context) }
    return result
  }

  static func logarithm(_ context: Context, _ x: Double) throws(Raised) -> Double {
    if !x.isFinite { return x.isNaN ? x : .infinity }
    if x == x.rounded(.down), x <= 2 {
      if x <= 0 { throw Mathematics.domainError(context, message, x) }
      return 0
    }
    let magnitude = x.magnitude
    if magnitude < 1e-20 { return -log(magnitude) }
    var result = log(lanczosSum(magnitude)) - g
    result += (magnitude - 0.5) * (log(magnitude + g - 0.5) - 1)
    // Γ(x)Γ(−x) = −π / (x sin πx)
    if x < 0 { result = log(.pi) - log(sineOfPi(magnitude).magnitude) - log(magnitude) - result }
    if result.isInfinite { throw Mathematics.rangeError(context) }
    return result
  }
}
