import CRuntime
import Runtime

// The hash objects of `_blake2` (RFC 7693): BLAKE2b of 64-bit words, and BLAKE2s of 32-bit ones. The last block is mixed
// in another way than those before, so a full one waits until more comes.
//
//     ┌────────┬──────┬───────┬────────┬──────┬──────────┬───────────┬──────────────┐
//     │ header │ form │ taken │ filled │ size │ lastNode │ 8 × state │ block, 128 B │
//     └────────┴──────┴───────┴────────┴──────┴──────────┴───────────┴──────────────┘

struct BlakeLayout: BitwiseCopyable {
  var header: ObjectHeader
  var form: Int64
  /// How many bytes have been mixed in.
  var taken: UInt64
  /// How many more are in the block.
  var filled: Int64
  /// The bytes of the digest.
  var size: Int64
  /// Whether the message is the last node of its level in a tree: 1 or 0.
  var lastNode: Int64
  var state: InlineArray<8, UInt64>
  var block: InlineArray<128, UInt8>
}

enum BlakeForm: Int64, CaseIterable {
  case blake2b, blake2s

  var name: StaticString { self == .blake2b ? "blake2b" : "blake2s" }
  var title: StaticString { self == .blake2b ? "Blake2b" : "Blake2s" }
  var nativeType: NativeType { self == .blake2b ? .blake2b : .blake2s }

  var wordSize: Int { self == .blake2b ? 8 : 4 }
  var blockSize: Int { 16 * wordSize }
  /// The most bytes of a digest, and of a key.
  var maximumSize: Int { 8 * wordSize }
  /// The bytes of a salt, and of a personal string.
  var saltSize: Int { 2 * wordSize }
}

struct Blake: HashObject {
  let pointer: UnsafeMutablePointer<BlakeLayout>
  init(pointer: UnsafeMutablePointer<BlakeLayout>) { self.pointer = pointer }

  var form: BlakeForm { BlakeForm(rawValue: pointer.pointee.form).unsafelyUnwrapped }
  var size: Int { Int(pointer.pointee.size) }

  private var block: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(pointer).advanced(by: MemoryLayout<BlakeLayout>.offset(of: \.block).unsafelyUnwrapped)
      .assumingMemoryBound(to: UInt8.self)
  }

  private static func allocate(_ context: Context, _ form: BlakeForm) throws(Raised) -> Blake {
    let object = try context.allocateObject(context.type(form.nativeType), size: MemoryLayout<BlakeLayout>.size)
    let hash = Blake(Value(object))
    hash.pointer.pointee.form = form.rawValue
    return hash
  }

  static func make(
    _ context: Context, _ form: BlakeForm, _ parameters: BlakeParameters, key: UnsafeRawBufferPointer
  ) throws(Raised) -> Blake {
    let hash = try allocate(context, form)
    hash.pointer.pointee.size = Int64(parameters.size)
    hash.pointer.pointee.lastNode = parameters.isLastNode ? 1 : 0
    let words = parameters.words(form)
    for index in 0..<8 {
      let root = DigestConstants.squareRoots[index]
      hash.pointer.pointee.state[index] = words[index] ^ (form == .blake2b ? root : root >> 32)
    }
    if key.count > 0 {
      hash.take(key)
      hash.pointer.pointee.filled = Int64(form.blockSize)
    }
    return hash
  }

  func take(_ source: UnsafeRawBufferPointer) {
    let size = form.blockSize
    let before = Int(pointer.pointee.filled)
    let filled = HashBlock.fill(size, from: before, with: source, waitsForMore: true) { place, part in
      UnsafeMutableRawBufferPointer(start: block + place, count: part.count).copyMemory(from: part)
    } mix: {
      pointer.pointee.taken += UInt64(size)
      mix(isLast: false)
    }
    pointer.pointee.filled = Int64(filled)
  }

  func copy(_ context: Context) throws(Raised) -> Blake {
    let copy = try Blake.allocate(context, form)
    locked(context) {
      let header = copy.pointer.pointee.header
      copy.pointer.pointee = pointer.pointee
      copy.pointer.pointee.header = header
    }
    return copy
  }

  func digest(_ context: Context) throws(Raised) -> [UInt8] { try copy(context).finish() }

  /// Mixes what is there as the last block and reads the digest; the object is spent.
  private func finish() -> [UInt8] {
    let filled = Int(pointer.pointee.filled)
    for index in filled..<form.blockSize { block[index] = 0 }
    pointer.pointee.taken += UInt64(filled)
    mix(isLast: true)
    let wordSize = form.wordSize
    return (0..<size).map { index in
      UInt8(truncatingIfNeeded: pointer.pointee.state[index / wordSize] >> UInt64(8 * (index % wordSize)))
    }
  }

  // MARK: Mixing a block

  private func mix(isLast: Bool) {
    switch form {
    case .blake2b: mix(UInt64.self, rounds: 12, rotations: [32, 24, 16, 63], isLast: isLast)
    case .blake2s: mix(UInt32.self, rounds: 10, rotations: [16, 12, 8, 7], isLast: isLast)
    }
  }

  /// RFC 7693, 3.2. The message is shorter than 2⁶⁴ bytes, so the upper half of BLAKE2b's counter is 0.
  @inline(__always)
  private func mix<Word: FixedWidthInteger & UnsignedInteger>(
    _: Word.Type, rounds: Int, rotations: InlineArray<4, Word>, isLast: Bool
  ) {
    var words = InlineArray<16, Word>(repeating: 0)
    var v = InlineArray<16, Word>(repeating: 0)
    for index in 0..<16 {
      words[index] = UnsafeRawPointer(block)
        .loadUnaligned(fromByteOffset: index * MemoryLayout<Word>.size, as: Word.self)
    }
    for index in 0..<8 {
      v[index] = Word(truncatingIfNeeded: pointer.pointee.state[index])
      v[index + 8] = Word(DigestConstants.squareRoots[index] >> UInt64(64 - Word.bitWidth))
    }
    v[12] ^= Word(truncatingIfNeeded: pointer.pointee.taken)
    if Word.bitWidth == 32 { v[13] ^= Word(pointer.pointee.taken >> 32) }
    if isLast {
      v[14] = ~v[14]
      if pointer.pointee.lastNode != 0 { v[15] = ~v[15] }
    }
    for round in 0..<rounds {
      for step in 0..<8 {
        // Four columns, then four diagonals.
        let shift = step / 4
        let (a, b) = (step % 4, 4 + (step + shift) % 4)
        let (c, d) = (8 + (step + 2 * shift) % 4, 12 + (step + 3 * shift) % 4)
        let place = round % 10 * 16 + 2 * step
        v[a] = v[a] &+ v[b] &+ words[Int(DigestConstants.schedule[place])]
        v[d] = rotateRight(v[d] ^ v[a], rotations[0])
        v[c] = v[c] &+ v[d]
        v[b] = rotateRight(v[b] ^ v[c], rotations[1])
        v[a] = v[a] &+ v[b] &+ words[Int(DigestConstants.schedule[place + 1])]
        v[d] = rotateRight(v[d] ^ v[a], rotations[2])
        v[c] = v[c] &+ v[d]
        v[b] = rotateRight(v[b] ^ v[c], rotations[3])
      }
    }
    for index in 0..<8 { pointer.pointee.state[index] ^= UInt64(v[index] ^ v[index + 8]) }
  }
}

@inline(__always)
private func rotateRight<Word: FixedWidthInteger & UnsignedInteger>(_ word: Word, _ bits: Word) -> Word {
  word >> bits | word << (Word(Word.bitWidth) - bits)
}
