import CRuntime

// The hash of text and bytes: SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012), keyed as
// CPython keys it, so that both iterate over sets of text in the same order under the same PYTHONHASHSEED.

/// The 128 bits that a process's hashes depend on.
public struct HashKey: BitwiseCopyable, Sendable {
  var first: UInt64
  var second: UInt64

  /// Of random bits.
  public init(_ first: UInt64, _ second: UInt64) {
    self.first = first
    self.second = second
  }

  /// Of random bits of the machine's: PYTHONHASHSEED=random, and where there is none.
  public static func random() -> HashKey {
    var key = HashKey(0, 0)
    withUnsafeMutableBytes(of: &key) { bytes in host_random(bytes.baseAddress.unsafelyUnwrapped, bytes.count) }
    return key
  }

  /// Of PYTHONHASHSEED's number: 0 is the key of zeroes, others are expanded by a linear congruential generator.
  public init(seed: UInt32) {
    self.init(0, 0)
    if seed == 0 { return }
    var state = seed
    func next() -> UInt64 {
      var word: UInt64 = 0
      for place in 0..<8 {
        state = state &* 214_013 &+ 2_531_011
        word |= UInt64(state >> 16 & 0xff) << UInt64(place * 8)
      }
      return word
    }
    first = next()
    second = next()
  }

  /// The hash of some bytes as Python has it: never −1, and 0 for none.
  public func hash(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return 0 }
    var state = SipState(self)
    var offset = 0
    while offset + 8 <= bytes.count {
      state.add(UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    var last = UInt64(truncatingIfNeeded: bytes.count) << 56
    var shift: UInt64 = 0
    while offset < bytes.count {
      last |= UInt64(bytes[offset]) << shift
      shift += 8
      offset += 1
    }
    state.add(last)
    let hash = Int64(bitPattern: state.finish())
    return hash == -1 ? -2 : hash
  }
}

private struct SipState {
  var v0, v1, v2, v3: UInt64

  @inline(__always)
  init(_ key: HashKey) {
    v0 = key.first ^ 0x736f_6d65_7073_6575
    v1 = key.second ^ 0x646f_7261_6e64_6f6d
    v2 = key.first ^ 0x6c79_6765_6e65_7261
    v3 = key.second ^ 0x7465_6462_7974_6573
  }

  @inline(__always)
  mutating func add(_ word: UInt64) {
    v3 ^= word
    round()
    v0 ^= word
  }

  @inline(__always)
  mutating func finish() -> UInt64 {
    v2 ^= 0xff
    round()
    round()
    round()
    return v0 ^ v1 ^ v2 ^ v3
  }

  @inline(__always)
  private mutating func round() {
    v0 &+= v1
    v1 = v1 << 13 | v1 >> 51
    v1 ^= v0
    v0 = v0 << 32 | v0 >> 32
    v2 &+= v3
    v3 = v3 << 16 | v3 >> 48
    v3 ^= v2
    v0 &+= v3
    v3 = v3 << 21 | v3 >> 43
    v3 ^= v0
    v2 &+= v1
    v1 = v1 << 17 | v1 >> 47
    v1 ^= v2
    v2 = v2 << 32 | v2 >> 32
  }
}
