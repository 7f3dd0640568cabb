/// A natural number of any size, for literals beyond a machine word. Limbs are little-endian; the last
/// is never zero.
public struct BigNatural {
  public private(set) var limbs: [UInt32]

  init(_ value: UInt64) {
    limbs = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
    trim()
  }

  private mutating func trim() {
    while limbs.last == 0 { limbs.removeLast() }
  }

  public var isZero: Bool { limbs.isEmpty }

  public var bitCount: Int { limbs.count * 32 - (limbs.last?.leadingZeroBitCount ?? 0) }

  /// Whether one of the lowest `count` bits is set.
  public func hasBits(below count: Int) -> Bool {
    for i in 0..<min(count / 32, limbs.count) where limbs[i] != 0 { return true }
    if count % 32 == 0 || count / 32 >= limbs.count { return false }
    return limbs[count / 32] << UInt32(32 - count % 32) != 0
  }

  /// The 64 bits from bit `start`.
  public func bits(from start: Int) -> UInt64 {
    func limb(_ index: Int) -> UInt64 { index < limbs.count ? UInt64(limbs[index]) : 0 }
    let index = start / 32
    let shift = UInt64(start % 32)
    let low = (limb(index) | limb(index + 1) << 32) >> shift
    return shift == 0 ? low : low | limb(index + 2) << (64 - shift)
  }

  mutating func multiply(by factor: UInt32, adding addend: UInt32 = 0) {
    var carry = UInt64(addend)
    for i in 0..<limbs.count {
      let product = UInt64(limbs[i]) * UInt64(factor) + carry
      limbs[i] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry != 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
    trim()
  }

  mutating func multiply(byPowerOfTen exponent: Int) {
    var left = exponent
    while left >= 9 {
      multiply(by: 1_000_000_000)
      left -= 9
    }
    while left > 0 {
      multiply(by: 10)
      left -= 1
    }
  }

  mutating func shiftLeft(by count: Int) {
    if isZero { return }
    let shift = UInt32(count % 32)
    if shift != 0 { multiply(by: 1 << shift) }
    limbs.insert(contentsOf: repeatElement(0, count: count / 32), at: 0)
  }

  static func < (left: BigNatural, right: BigNatural) -> Bool {
    if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
    for i in left.limbs.indices.reversed() where left.limbs[i] != right.limbs[i] {
      return left.limbs[i] < right.limbs[i]
    }
    return false
  }

  /// Takes away what is not larger.
  mutating func subtract(_ other: BigNatural) {
    var borrow: Int64 = 0
    for i in 0..<limbs.count {
      let difference = Int64(limbs[i]) - (i < other.limbs.count ? Int64(other.limbs[i]) : 0) + borrow
      limbs[i] = UInt32(truncatingIfNeeded: difference)
      borrow = difference >> 32
    }
    trim()
  }

  /// From decimal digits.
  public init(decimal digits: UnsafeBufferPointer<UInt8>) {
    self.init(0)
    limbs.reserveCapacity(digits.count / 9 + 1)
    var chunk: UInt32 = 0
    var scale: UInt32 = 1
    for digit in digits {
      chunk = chunk * 10 + UInt32(digit - UInt8(ascii: "0"))
      scale *= 10
      if scale == 1_000_000_000 {
        multiply(by: scale, adding: chunk)
        (chunk, scale) = (0, 1)
      }
    }
    multiply(by: scale, adding: chunk)
  }

  /// From digits of a base of 2 to the power `bitsPerDigit`, underscores between them.
  public init(digits: UnsafeBufferPointer<UInt8>, bitsPerDigit: Int) {
    limbs = []
    limbs.reserveCapacity(digits.count * bitsPerDigit / 32 + 2)
    var pending: UInt64 = 0
    var pendingBits = 0
    for digit in digits.reversed() where digit != UInt8(ascii: "_") {
      pending |= UInt64(digit.hexadecimalValue) << UInt64(pendingBits)
      pendingBits += bitsPerDigit
      if pendingBits >= 32 {
        limbs.append(UInt32(truncatingIfNeeded: pending))
        pending >>= 32
        pendingBits -= 32
      }
    }
    limbs.append(UInt32(truncatingIfNeeded: pending))
    trim()
  }
}

extension UInt8 {
  @inline(__always) var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// Of a decimal or hexadecimal digit.
  @inline(__always)
  var hexadecimalValue: UInt8 { isDigit ? self - UInt8(ascii: "0") : (self | 32) &- UInt8(ascii: "a") &+ 10 }
}
