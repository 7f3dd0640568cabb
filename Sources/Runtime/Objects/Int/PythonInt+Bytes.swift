import CRuntime

extension PythonInt {
  /// The lowest 64 bits of an int, in two's complement: what C makes of one that is too large.
  public static func lowestBits(_ number: Value) -> UInt64 {
    if number.isSmallInt { return UInt64(bitPattern: number.smallInt) }
    let magnitude = BigInt(number).limbs[0]
    return sign(number) < 0 ? 0 &- magnitude : magnitude
  }

  /// `value.to_bytes(length, …)`: the lowest bytes of two's complement, into `length` bytes at `target`.
  public static func write(
    _ context: Context, _ value: Value, to target: UnsafeMutablePointer<UInt8>, count length: Int,
    isLittleEndian: Bool, isSigned: Bool
  ) throws(Raised) {
    let number = try BigInt.operand(context, value)
    if number.isNegative, !isSigned {
      throw context.raise(.overflowError, "can't convert negative int to unsigned")
    }
    var bits = Complement(isNegative: number.isNegative)
    let padding: UInt8 = number.isNegative ? 0xff : 0
    var limb: UInt64 = 0
    var last: UInt8 = 0
    var fits = true
    for place in 0..<max(length, number.count * 8) {
      if place & 7 == 0 {
        limb = bits.next(place >> 3 < number.count ? number.limbs[place >> 3] : 0)
      }
      let byte = UInt8(truncatingIfNeeded: limb >> UInt64((place & 7) * 8))
      if place < length {
        target[isLittleEndian ? place : length - 1 - place] = byte
        last = byte
      } else if byte != padding {
        fits = false
      }
    }
    if length == 0 { fits = number.isZero } else if isSigned, (last ^ padding) >> 7 != 0 { fits = false }
    if !fits { throw context.raise(.overflowError, "int too big to convert") }
  }

  /// `int.from_bytes(bytes, …)`.
  public static func make(
    _ context: Context, bytes: UnsafeRawBufferPointer, isLittleEndian: Bool, isSigned: Bool
  ) throws(Raised) -> Value {
    let count = bytes.count
    let number = try BigInt.allocate(context, count: (count + 7) / 8)
    func byte(_ place: Int) -> UInt8 { bytes[isLittleEndian ? place : count - 1 - place] }
    let isNegative = isSigned && count > 0 && byte(count - 1) >> 7 != 0
    var bits = Complement(isNegative: isNegative)
    for index in 0..<number.count {
      var limb: UInt64 = isNegative ? .max : 0
      for place in (index * 8..<min(index * 8 + 8, count)).reversed() { limb = limb << 8 | UInt64(byte(place)) }
      number.limbs[index] = bits.next(limb)
    }
    return number.finish(isNegative: isNegative)
  }
}
