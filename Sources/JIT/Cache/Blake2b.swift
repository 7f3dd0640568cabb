/// BLAKE2b with 32 bytes of result and no key (RFC 7693): names what the cache keeps, and tells whether it is whole.
enum Blake2b {
  static let digestSize = 32
  private static let blockSize = 128

  static func hash(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    // The parameter block: the size of the result, no key, no tree.
    var state = initial
    state[0] ^= 0x0101_0000 ^ UInt64(digestSize)
    bytes.withUnsafeBytes { bytes in
      // The last block is compressed as such, so a full one waits for what follows.
      var start = 0
      while bytes.count - start > blockSize {
        compress(UnsafeRawBufferPointer(rebasing: bytes[start..<start + blockSize]), end: start + blockSize, &state, isLast: false)
        start += blockSize
      }
      var last = [UInt8](repeating: 0, count: blockSize)
      for place in start..<bytes.count { last[place - start] = bytes[place] }
      last.withUnsafeBytes { compress($0, end: bytes.count, &state, isLast: true) }
    }
    return (0..<digestSize).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
  }

  /// - Parameter end: how many bytes have been hashed once the block is.
  private static func compress(_ block: UnsafeRawBufferPointer, end: Int, _ state: inout [UInt64], isLast: Bool) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 32) { memory in
      guard let work = memory.baseAddress else { return }
      let message = work + 16
      for place in 0..<8 {
        work[place] = state[place]
        work[8 + place] = initial[place]
      }
      for place in 0..<16 {
        message[place] = UInt64(littleEndian: block.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self))
      }
      work[12] ^= UInt64(end)
      if isLast { work[14] = ~work[14] }
      orders.withUnsafeBufferPointer { orders in
        for round in 0..<12 {
          let first = round % 10 * 16
          for (place, (a, b, c, d)) in quadruples.enumerated() {
            mix(work, a, b, c, d, message[Int(orders[first + 2 * place])], message[Int(orders[first + 2 * place + 1])])
          }
        }
      }
      for place in 0..<8 { state[place] ^= work[place] ^ work[8 + place] }
    }
  }

  @inline(__always)
  private static func mix(
    _ work: UnsafeMutablePointer<UInt64>, _ a: Int, _ b: Int, _ c: Int, _ d: Int, _ x: UInt64, _ y: UInt64
  ) {
    work[a] = work[a] &+ work[b] &+ x
    work[d] = rotated(work[d] ^ work[a], 32)
    work[c] = work[c] &+ work[d]
    work[b] = rotated(work[b] ^ work[c], 24)
    work[a] = work[a] &+ work[b] &+ y
    work[d] = rotated(work[d] ^ work[a], 16)
    work[c] = work[c] &+ work[d]
    work[b] = rotated(work[b] ^ work[c], 63)
  }

  @inline(__always)
  private static func rotated(_ word: UInt64, _ distance: UInt64) -> UInt64 { word >> distance | word << (64 - distance) }

  /// The fractions of the square roots of the first primes.
  private static let initial: [UInt64] = [
    0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
  ]

  /// The columns of the work, and its diagonals.
  private static let quadruples = [
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13),
    (3, 4, 9, 14),
  ]

  /// In which order the words of the message are taken, for each of ten rounds.
  private static let orders: [UInt8] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
    7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
    9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
    2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
    12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
    13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
    6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
    10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
  ]
}
