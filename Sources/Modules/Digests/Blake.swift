import Blake2
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
    hash.pointer.pointee.state = form == .blake2b ? Blake2b.initialState : Blake2s.initialState
    for index in 0..<8 { hash.pointer.pointee.state[index] ^= words[index] }
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

  private func mix(isLast: Bool) {
    let (taken, isLastNode) = (pointer.pointee.taken, pointer.pointee.lastNode != 0)
    switch form {
    case .blake2b: Blake2b.mix(block, into: &pointer.pointee.state, taken: taken, isLast: isLast, isLastNode: isLastNode)
    case .blake2s: Blake2s.mix(block, into: &pointer.pointee.state, taken: taken, isLast: isLast, isLastNode: isLastNode)
    }
  }
}
