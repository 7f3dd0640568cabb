/// The 16-bit floats of IEEE 754, which Swift has on some machines only.
public enum HalfFloat {
  public static func double(_ bits: UInt16) -> Double {
    let magnitude: Double
    let (exponent, fraction) = (Int(bits >> 10 & 0x1f), Double(bits & 0x3ff))
    switch exponent {
    case 0: magnitude = scaled(fraction, -24)
    case 31: magnitude = fraction == 0 ? .infinity : .nan
    default: magnitude = scaled(fraction + 1024, exponent - 25)
    }
    return bits >> 15 == 0 ? magnitude : -magnitude
  }

  /// Rounded to nearest, ties to even; nil for a number beyond the largest.
  public static func bits(of number: Double) -> UInt16? {
    let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
    if number.isNaN { return sign | 0x7e00 }
    if number.isInfinite { return sign | 0x7c00 }
    let magnitude = number.magnitude
    // Below the normal range the unit is 2⁻²⁴.
    let exponent = magnitude < 0x1p-14 ? -14 : Int(magnitude.exponent)
    let units = scaled(magnitude, 10 - exponent).rounded(.toNearestOrEven)
    // Rounding up may reach the next power of two: the sum carries into the exponent.
    let bits = UInt64(units) + UInt64(exponent + 14) << 10
    return bits >= 0x7c00 ? nil : sign | UInt16(bits)
  }

  private static func scaled(_ number: Double, _ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: number)
  }
}
