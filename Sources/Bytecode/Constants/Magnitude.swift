/// Arithmetic of natural numbers in limbs of 32 bits, least significant first. Results may have leading zeroes.
enum Magnitude {
  static func compare(_ left: [UInt32], _ right: [UInt32]) -> Int {
    if left.count != right.count { return left.count < right.count ? -1 : 1 }
    for index in left.indices.reversed() where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return 0
  }

  static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    let (long, short) = left.count >= right.count ? (left, right) : (right, left)
    var limbs = long
    var carry: UInt64 = 0
    for index in long.indices {
      if index >= short.count, carry == 0 { break }
      carry += UInt64(long[index]) + (index < short.count ? UInt64(short[index]) : 0)
      limbs[index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    if carry != 0 { limbs.append(UInt32(truncatingIfNeeded: carry)) }
    return limbs
  }

  /// `left` is not less than `right`.
  static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var limbs = left
    var borrow: UInt32 = 0
    for index in left.indices {
      if index >= right.count, borrow == 0 { break }
      let subtrahend = index < right.count ? right[index] : 0
      let (first, under1) = left[index].subtractingReportingOverflow(subtrahend)
      let (second, under2) = first.subtractingReportingOverflow(borrow)
      limbs[index] = second
      borrow = under1 || under2 ? 1 : 0
    }
    return limbs
  }

  static func product(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    if left.isEmpty || right.isEmpty { return [] }
    var limbs = [UInt32](repeating: 0, count: left.count + right.count)
    for (i, factor) in left.enumerated() where factor != 0 {
      var carry: UInt64 = 0
      for (j, other) in right.enumerated() {
        carry += UInt64(factor) * UInt64(other) + UInt64(limbs[i + j])
        limbs[i + j] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      limbs[i + right.count] = UInt32(truncatingIfNeeded: carry)
    }
    return limbs
  }

  /// Divides in place, and gives the remainder.
  static func divide(_ limbs: inout [UInt32], bySmall divisor: UInt32) -> UInt32 {
    var remainder: UInt64 = 0
    for index in limbs.indices.reversed() {
      let part = remainder << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(truncatingIfNeeded: part / UInt64(divisor))
      remainder = part % UInt64(divisor)
    }
    while limbs.last == 0 { limbs.removeLast() }
    return UInt32(truncatingIfNeeded: remainder)
  }

  /// Quotient and remainder by Knuth's algorithm D (The Art of Computer Programming, 4.3.1); nil where the divisor
  /// is 0.
  static func divide(_ dividend: [UInt32], _ divisor: [UInt32]) -> (quotient: [UInt32], remainder: [UInt32])? {
    guard let top = divisor.last else { return nil }
    if compare(dividend, divisor) < 0 { return ([], dividend) }
    if divisor.count == 1 {
      var quotient = dividend
      let remainder = divide(&quotient, bySmall: top)
      return (quotient, [remainder])
    }
    // With the divisor's top bit set, an estimate from its two upper limbs is at most one too large.
    let shift = UInt32(truncatingIfNeeded: top.leadingZeroBitCount)
    let v = shifted(divisor, shift, count: divisor.count)
    var u = shifted(dividend, shift, count: dividend.count + 1)
    let n = v.count
    var quotient = [UInt32](repeating: 0, count: u.count - n)
    for j in quotient.indices.reversed() {
      let numerator = UInt64(u[j + n]) << 32 | UInt64(u[j + n - 1])
      var estimate = numerator / UInt64(v[n - 1])
      var rest = numerator % UInt64(v[n - 1])
      while estimate >> 32 != 0 || estimate * UInt64(v[n - 2]) > (rest << 32 | UInt64(u[j + n - 2])) {
        estimate -= 1
        rest += UInt64(v[n - 1])
        if rest >> 32 != 0 { break }
      }
      if subtract(v, times: estimate, from: &u, at: j) {
        estimate -= 1
        addBack(v, to: &u, at: j)
      }
      quotient[j] = UInt32(truncatingIfNeeded: estimate)
    }
    var remainder = Array(u[0..<n])
    if shift != 0 {
      for index in 0..<n {
        remainder[index] = u[index] >> shift | (index + 1 < n ? u[index + 1] << (32 - shift) : 0)
      }
    }
    return (quotient, remainder)
  }

  /// Shifted left by less than a limb, in `count` limbs.
  private static func shifted(_ limbs: [UInt32], _ bits: UInt32, count: Int) -> [UInt32] {
    var result = [UInt32](repeating: 0, count: count)
    var carry: UInt32 = 0
    for index in 0..<count {
      let limb = index < limbs.count ? limbs[index] : 0
      result[index] = limb << bits | carry
      carry = bits == 0 ? 0 : limb >> (32 - bits)
    }
    return result
  }

  /// Whether the difference is negative, and so wrapped.
  private static func subtract(_ v: [UInt32], times factor: UInt64, from u: inout [UInt32], at j: Int) -> Bool {
    var borrow: UInt64 = 0
    for index in v.indices {
      let part = factor * UInt64(v[index]) + borrow
      let low = UInt32(truncatingIfNeeded: part)
      borrow = part >> 32
      if u[j + index] < low { borrow += 1 }
      u[j + index] &-= low
    }
    let wraps = UInt64(u[j + v.count]) < borrow
    u[j + v.count] &-= UInt32(truncatingIfNeeded: borrow)
    return wraps
  }

  private static func addBack(_ v: [UInt32], to u: inout [UInt32], at j: Int) {
    var carry: UInt64 = 0
    for index in v.indices {
      carry += UInt64(u[j + index]) + UInt64(v[index])
      u[j + index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    u[j + v.count] &+= UInt32(truncatingIfNeeded: carry)
  }
}
