import CRuntime
import Runtime

// The hash objects of `_sha3` (FIPS 202). The message is added to a part of a state of 25 words, the *rate*, and each
// time that is full the whole is permuted; then the digest is read off the same part.
//
//     ┌────────┬──────┬────────┬────────────┐
//     │ header │ form │ filled │ 25 × lanes │
//     └────────┴──────┴────────┴────────────┘

struct SpongeLayout: BitwiseCopyable {
  var header: ObjectHeader
  var form: Int64
  /// How many bytes of the rate the message has reached since the last permutation.
  var filled: Int64
  var lanes: InlineArray<25, UInt64>
}

enum SpongeForm: Int64, CaseIterable {
  case sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256

  var name: StaticString {
    switch self {
    case .sha3_224: "sha3_224"
    case .sha3_256: "sha3_256"
    case .sha3_384: "sha3_384"
    case .sha3_512: "sha3_512"
    case .shake128: "shake_128"
    case .shake256: "shake_256"
    }
  }

  /// The bytes of the digest; 0 where whoever asks says how many.
  var size: Int {
    switch self {
    case .sha3_224: 28
    case .sha3_256: 32
    case .sha3_384: 48
    case .sha3_512: 64
    case .shake128, .shake256: 0
    }
  }

  var isExtendable: Bool { size == 0 }

  /// The bytes of the state that the message does not reach.
  var capacity: Int {
    switch self {
    case .shake128: 32
    case .shake256: 64
    default: 2 * size
    }
  }

  var rate: Int { 200 - capacity }

  /// The bits that end the message, the first of the padding among them.
  var suffix: UInt8 { isExtendable ? 0x1f : 0x06 }

  var nativeType: NativeType {
    switch self {
    case .sha3_224: .sha3_224
    case .sha3_256: .sha3_256
    case .sha3_384: .sha3_384
    case .sha3_512: .sha3_512
    case .shake128: .shake128
    case .shake256: .shake256
    }
  }
}

struct Sponge: HashObject {
  let pointer: UnsafeMutablePointer<SpongeLayout>
  init(pointer: UnsafeMutablePointer<SpongeLayout>) { self.pointer = pointer }

  var form: SpongeForm { SpongeForm(rawValue: pointer.pointee.form).unsafelyUnwrapped }

  /// The lanes' bytes: the least significant of each comes first, as on the machine.
  private var bytes: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(pointer).advanced(by: MemoryLayout<SpongeLayout>.offset(of: \.lanes).unsafelyUnwrapped)
      .assumingMemoryBound(to: UInt8.self)
  }

  static func make(_ context: Context, _ form: SpongeForm) throws(Raised) -> Sponge {
    let object = try context.allocateObject(context.type(form.nativeType), size: MemoryLayout<SpongeLayout>.size)
    let sponge = Sponge(Value(object))
    sponge.pointer.pointee.form = form.rawValue
    return sponge
  }

  func take(_ source: UnsafeRawBufferPointer) {
    let filled = HashBlock.fill(form.rate, from: Int(pointer.pointee.filled), with: source) { place, part in
      for index in 0..<part.count { bytes[place + index] ^= part[index] }
    } mix: {
      permute()
    }
    pointer.pointee.filled = Int64(filled)
  }

  func copy(_ context: Context) throws(Raised) -> Sponge {
    let copy = try Sponge.make(context, form)
    locked(context) {
      copy.pointer.pointee.filled = pointer.pointee.filled
      copy.pointer.pointee.lanes = pointer.pointee.lanes
    }
    return copy
  }

  func digest(_ context: Context, count: Int) throws(Raised) -> [UInt8] {
    try copy(context).finish(count: count)
  }

  func digest(_ context: Context) throws(Raised) -> [UInt8] { try digest(context, count: form.size) }

  /// So many bytes as a caller asks for.
  func digest(_ context: Context, length: Value) throws(Raised) -> [UInt8] {
    let count = try context.unsigned64(length, "unsigned long")
    if count >= 1 << 29 { throw context.raise(.valueError, "length is too large") }
    return try digest(context, count: Int(count))
  }

  /// Pads what is there and reads the digest; the object is spent.
  private func finish(count: Int) -> [UInt8] {
    let rate = form.rate
    bytes[Int(pointer.pointee.filled)] ^= form.suffix
    bytes[rate - 1] ^= 0x80
    var digest: [UInt8] = []
    digest.reserveCapacity(count)
    while digest.count < count {
      permute()
      digest += UnsafeBufferPointer(start: bytes, count: min(rate, count - digest.count))
    }
    return digest
  }

  /// Keccak-f[1600]: 24 rounds of the five steps of FIPS 202, 3.2; the middle two are one walk through the lanes.
  private func permute() {
    var lanes = pointer.pointee.lanes
    var columns = InlineArray<5, UInt64>(repeating: 0)
    for round in 0..<24 {
      for x in 0..<5 { columns[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] }
      for x in 0..<5 {
        let parity = columns[(x + 4) % 5] ^ rotateLeft(columns[(x + 1) % 5], 1)
        for y in 0..<5 { lanes[x + 5 * y] ^= parity }
      }
      var (x, y, moved) = (1, 0, lanes[1])
      for step in 0..<24 {
        (x, y) = (y, (2 * x + 3 * y) % 5)
        let displaced = lanes[x + 5 * y]
        lanes[x + 5 * y] = rotateLeft(moved, UInt64((step + 1) * (step + 2) / 2 % 64))
        moved = displaced
      }
      for y in 0..<5 {
        for x in 0..<5 { columns[x] = lanes[x + 5 * y] }
        for x in 0..<5 { lanes[x + 5 * y] = columns[x] ^ ~columns[(x + 1) % 5] & columns[(x + 2) % 5] }
      }
      lanes[0] ^= DigestConstants.rounds[round]
    }
    pointer.pointee.lanes = lanes
  }
}

private func rotateLeft(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }
