/// An int of any size, for constants and their folding: a sign and a magnitude in 32-bit limbs.
///
/// Folding bounds sizes to a few thousand bits, literals to what a source writes, so the schoolbook's algorithms serve.
/// The runtime's ints are GMP's.
public struct BigInteger: Hashable, Sendable {
  /// Limbs, least significant first, without leading zeroes: zero has none.
  public internal(set) var magnitude: [UInt32]
  /// Never of zero.
  public internal(set) var isNegative: Bool

  init(magnitude: [UInt32], isNegative: Bool) {
    var limbs = magnitude
    while limbs.last == 0 { limbs.removeLast() }
    self.magnitude = limbs
    self.isNegative = isNegative && !limbs.isEmpty
  }

  public init(_ value: Int64) {
    let bits = value.magnitude
    self.init(
      magnitude: [UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32)], isNegative: value < 0)
  }

  /// The value of a magnitude in bytes, least significant first.
  public init(littleEndian bytes: some Collection<UInt8>, isNegative: Bool = false) {
    var limbs: [UInt32] = []
    limbs.reserveCapacity(bytes.count / 4 + 1)
    var place: UInt32 = 0
    for byte in bytes {
      if place == 0 { limbs.append(0) }
      limbs[limbs.count - 1] |= UInt32(byte) << place
      place = (place + 8) & 31
    }
    self.init(magnitude: limbs, isNegative: isNegative)
  }

  public var isZero: Bool { magnitude.isEmpty }

  /// How many bits the magnitude takes; none for zero (`int.bit_length`).
  public var bitLength: Int {
    guard let top = magnitude.last else { return 0 }
    return magnitude.count * 32 - top.leadingZeroBitCount
  }
}

extension Int64 {
  /// The value, where it fits.
  public init?(exactly value: BigInteger) {
    guard value.magnitude.count <= 2 else { return nil }
    var bits: UInt64 = 0
    for limb in value.magnitude.reversed() { bits = bits << 32 | UInt64(limb) }
    if value.isNegative {
      guard bits <= UInt64(1) << 63 else { return nil }
      self = Int64(truncatingIfNeeded: 0 &- bits)
    } else {
      guard bits < UInt64(1) << 63 else { return nil }
      self = Int64(truncatingIfNeeded: bits)
    }
  }
}
