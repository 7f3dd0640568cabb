// BLAKE2 (RFC 7693), as far as its two forms share it: what mixes a block into a state of eight words.

/// BLAKE2b: words of 64 bits, blocks of 128 bytes, digests of at most 64.
public enum Blake2b {
  /// The state before its parameters are mixed in, which is SHA-512's: the first 64 bits of the fractions of the square
  /// roots of the first eight primes.
  public static let initialState: InlineArray<8, UInt64> = [
    0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
  ]

  /// Mixes a block into a state.
  ///
  /// - Parameters:
  ///   - block: 128 bytes, wherever they stand.
  ///   - taken: How many bytes of the message have been mixed in once this block is. Below 2⁶⁴, so that the upper half of
  ///     the counter is 0.
  ///   - isLastNode: Whether the message is the last of its level in a tree of hashes; tells of the last block only.
  public static func mix(
    _ block: UnsafeRawPointer, into state: inout InlineArray<8, UInt64>, taken: UInt64, isLast: Bool,
    isLastNode: Bool = false
  ) {
    mixBlock(
      block, into: &state, Counter<UInt64>(lower: taken, upper: 0, isLast: isLast, isLastNode: isLastNode),
      rounds: 12, rotations: [32, 24, 16, 63])
  }
}

/// BLAKE2s: words of 32 bits, blocks of 64 bytes, digests of at most 32.
public enum Blake2s {
  /// The upper halves of BLAKE2b's, which is SHA-256's.
  public static let initialState: InlineArray<8, UInt64> = InlineArray { Blake2b.initialState[$0] >> 32 }

  /// Mixes a block of 64 bytes into a state, whose words are the lower halves. Otherwise like BLAKE2b's.
  public static func mix(
    _ block: UnsafeRawPointer, into state: inout InlineArray<8, UInt64>, taken: UInt64, isLast: Bool,
    isLastNode: Bool = false
  ) {
    mixBlock(
      block, into: &state,
      Counter(
        lower: UInt32(truncatingIfNeeded: taken), upper: UInt32(taken >> 32), isLast: isLast, isLastNode: isLastNode),
      rounds: 10, rotations: [16, 12, 8, 7])
  }
}

/// What a block is told of the message.
private struct Counter<Word> {
  let lower, upper: Word
  let isLast, isLastNode: Bool
}

/// RFC 7693, 3.2.
@inline(__always)
private func mixBlock<Word: FixedWidthInteger & UnsignedInteger>(
  _ block: UnsafeRawPointer, into state: inout InlineArray<8, UInt64>, _ counter: Counter<Word>, rounds: Int,
  rotations: InlineArray<4, Word>
) {
  var words = InlineArray<16, Word>(repeating: 0)
  var v = InlineArray<16, Word>(repeating: 0)
  for index in 0..<16 {
    words[index] = Word(
      littleEndian: block.loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self))
  }
  for index in 0..<8 {
    v[index] = Word(truncatingIfNeeded: state[index])
    v[index + 8] = Word(Blake2b.initialState[index] >> UInt64(64 - Word.bitWidth))
  }
  v[12] ^= counter.lower
  v[13] ^= counter.upper
  if counter.isLast {
    v[14] = ~v[14]
    if counter.isLastNode { v[15] = ~v[15] }
  }
  for round in 0..<rounds {
    for step in 0..<8 {
      // Four columns, then four diagonals.
      let shift = step / 4
      let (a, b) = (step % 4, 4 + (step + shift) % 4)
      let (c, d) = (8 + (step + 2 * shift) % 4, 12 + (step + 3 * shift) % 4)
      let place = round % 10 * 16 + 2 * step
      v[a] = v[a] &+ v[b] &+ words[Int(schedule[place])]
      v[d] = rotateRight(v[d] ^ v[a], rotations[0])
      v[c] = v[c] &+ v[d]
      v[b] = rotateRight(v[b] ^ v[c], rotations[1])
      v[a] = v[a] &+ v[b] &+ words[Int(schedule[place + 1])]
      v[d] = rotateRight(v[d] ^ v[a], rotations[2])
      v[c] = v[c] &+ v[d]
      v[b] = rotateRight(v[b] ^ v[c], rotations[3])
    }
  }
  for index in 0..<8 { state[index] ^= UInt64(v[index] ^ v[index + 8]) }
}

@inline(__always)
private func rotateRight<Word: FixedWidthInteger & UnsignedInteger>(_ word: Word, _ bits: Word) -> Word {
  word >> bits | word << (Word(Word.bitWidth) - bits)
}

/// The order in which the rounds take the block's words (RFC 7693, 2.7).
private let schedule: InlineArray<160, UInt8> = [
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
