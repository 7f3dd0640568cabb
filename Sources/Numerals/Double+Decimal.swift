// The double nearest to a decimal, ties to even.
//
// A decimal is w × 10ᵉ. When w fits a double's 53 bits and |e| ≤ 22 both w and 10^|e| are exact doubles,
// so that one multiplication or division rounds once (Clinger, "How to Read Floating Point Numbers
// Accurately", 1990). Whatever is longer or larger is worked out exactly, on integers of any size.

extension Double {
  /// From digits with an optional point and exponent, as the lexer accepts them, without underscores.
  public init(decimal text: UnsafeBufferPointer<UInt8>) {
    var significand: UInt64 = 0
    var digitCount = 0
    var exponent = 0
    var isAfterPoint = false
    var place = 0
    while place < text.count {
      let byte = text[place]
      if byte == UInt8(ascii: ".") {
        isAfterPoint = true
      } else if byte.isDigit {
        if isAfterPoint { exponent -= 1 }
        if digitCount > 0 || byte != UInt8(ascii: "0") {
          digitCount += 1
          if digitCount <= 19 { significand = significand * 10 + UInt64(byte - UInt8(ascii: "0")) }
        }
      } else {
        break
      }
      place += 1
    }
    let mantissaEnd = place
    if place < text.count { exponent += Self.exponent(UnsafeBufferPointer(rebasing: text[(place + 1)...])) }

    if digitCount == 0 {
      self = 0
    } else if digitCount + exponent > 310 {
      self = .infinity
    } else if digitCount + exponent < -330 {
      self = 0
    } else if digitCount <= 19, significand <= 1 << 53, abs(exponent) <= 22 {
      let power = Self.smallPowerOfTen(abs(exponent))
      self = exponent < 0 ? Double(significand) / power : Double(significand) * power
    } else {
      self.init(exactly: UnsafeBufferPointer(rebasing: text[..<mantissaEnd]), digitCount, exponent)
    }
  }

  /// Exact up to 10²².
  private static func smallPowerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// Beyond a million the exact value no longer matters, only that sums do not overflow.
  private static func exponent(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var value = 0
    for byte in text where byte.isDigit && value < 100_000_000 {
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return text.first == UInt8(ascii: "-") ? -value : value
  }

  /// No tie between two doubles has more significant digits than this: what follows matters only by
  /// being zero or not.
  private static let significantDigits = 770

  /// `mantissa`, digits and a point of which `digitCount` count, as an integer times 10 to the exponent.
  private init(exactly mantissa: UnsafeBufferPointer<UInt8>, _ digitCount: Int, _ exponent: Int) {
    var digits: [UInt8] = []
    digits.reserveCapacity(min(digitCount, Self.significantDigits) + 1)
    var exponent = exponent
    var hasMore = false
    for byte in mantissa where byte != UInt8(ascii: ".") {
      if digits.isEmpty, byte == UInt8(ascii: "0") { continue }
      if digits.count < Self.significantDigits {
        digits.append(byte)
      } else {
        exponent += 1
        hasMore = hasMore || byte != UInt8(ascii: "0")
      }
    }
    if hasMore {
      digits.append(UInt8(ascii: "1"))
      exponent -= 1
    }
    var numerator = digits.withUnsafeBufferPointer { BigNatural(decimal: $0) }
    if exponent >= 0 {
      numerator.multiply(byPowerOfTen: exponent)
      self.init(rounding: numerator, scale: 0)
    } else {
      var denominator = BigNatural(1)
      denominator.multiply(byPowerOfTen: -exponent)
      self.init(rounding: numerator, over: denominator)
    }
  }

  /// The quotient, by long division in base 2 to 64 bits; what remains makes the last of them sticky.
  private init(rounding numerator: BigNatural, over denominator: BigNatural) {
    var remainder = numerator
    var divisor = denominator
    // Makes the quotient's integral part a single bit or none.
    let scale = numerator.bitCount - denominator.bitCount
    if scale > 0 { divisor.shiftLeft(by: scale) } else { remainder.shiftLeft(by: -scale) }
    var quotient: UInt64 = 0
    for _ in 0..<64 {
      quotient <<= 1
      if !(remainder < divisor) {
        remainder.subtract(divisor)
        quotient |= 1
      }
      remainder.shiftLeft(by: 1)
    }
    self.init(rounding: quotient, isExact: remainder.isZero, exponent: scale - 63)
  }

  private init(rounding value: BigNatural, scale: Int) {
    let excess = max(0, value.bitCount - 64)
    self.init(
      rounding: value.bits(from: excess), isExact: !value.hasBits(below: excess), exponent: scale + excess)
  }
}
