extension Double {
  /// The double nearest to `bits` · 2^`exponent` and a little more unless exact, ties to even.
  public init(rounding bits: UInt64, isExact: Bool, exponent: Int) {
    if bits == 0 {
      self = 0
      return
    }
    let leading = bits.leadingZeroBitCount
    let normalized = bits << UInt64(leading)
    // 1.xxx · 2 to this; below −1022 there are fewer bits.
    let binade = exponent + 63 - leading
    if binade > 1023 {
      self = .infinity
      return
    }
    let dropped = 11 + max(0, -1022 - binade)
    if dropped > 64 {
      self = 0
      return
    }
    // Shifts by 64 give zero here.
    var kept = normalized >> dropped
    let rest = normalized << (64 - dropped)
    let half: UInt64 = 1 << 63
    if rest > half || rest == half && (!isExact || kept & 1 == 1) { kept += 1 }
    // Rounding up may carry into the exponent, which is then right.
    self.init(bitPattern: kept + (binade < -1022 ? 0 : UInt64(binade + 1022) << 52))
  }
}
