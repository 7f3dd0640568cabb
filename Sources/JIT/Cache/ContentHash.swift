import Blake2

/// BLAKE2b with 32 bytes of result and no key: names what the cache keeps, and tells whether it is whole.
enum ContentHash {
  static let size = 32
  private static let blockSize = 128

  static func of(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    // The parameter block: the size of the result, no key, no tree.
    var state = Blake2b.initialState
    state[0] ^= 0x0101_0000 ^ UInt64(size)
    bytes.withUnsafeBytes { bytes in
      // The last block is mixed in as such, so a full one waits for what follows.
      var start = 0
      while bytes.count - start > blockSize {
        let block = UnsafeRawBufferPointer(rebasing: bytes[start..<start + blockSize])
        start += blockSize
        Blake2b.mix(block.baseAddress.unsafelyUnwrapped, into: &state, taken: UInt64(start), isLast: false)
      }
      let last = Array(bytes[start...]) + [UInt8](repeating: 0, count: blockSize - (bytes.count - start))
      last.withUnsafeBytes {
        Blake2b.mix($0.baseAddress.unsafelyUnwrapped, into: &state, taken: UInt64(bytes.count), isLast: true)
      }
    }
    return (0..<size).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
  }
}
