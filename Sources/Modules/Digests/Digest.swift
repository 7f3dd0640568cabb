import Blake2
import CRuntime
import Runtime

// The hash objects of `_md5`, `_sha1` and `_sha2`. All take text in blocks, of which the last is padded with its length,
// and have one layout; which digest an object computes, its form says.
//
//     ┌────────┬──────┬────────┬───────────┬──────────────┐
//     │ header │ form │ length │ 8 × state │ block, 128 B │
//     └────────┴──────┴────────┴───────────┴──────────────┘

struct DigestLayout: BitwiseCopyable {
  var header: ObjectHeader
  var form: Int64
  /// How many bytes have been taken; those of an unfinished block are in `block`.
  var length: UInt64
  var state: InlineArray<8, UInt64>
  var block: InlineArray<128, UInt8>
}

enum DigestForm: Int64, CaseIterable {
  case md5, sha1, sha224, sha256, sha384, sha512

  var name: StaticString {
    switch self {
    case .md5: "md5"
    case .sha1: "sha1"
    case .sha224: "sha224"
    case .sha256: "sha256"
    case .sha384: "sha384"
    case .sha512: "sha512"
    }
  }

  /// The sizes in bytes of a block, and of the digest.
  var blockSize: Int { self == .sha384 || self == .sha512 ? 128 : 64 }

  var size: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha224: 28
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }

  var nativeType: NativeType {
    switch self {
    case .md5: .md5
    case .sha1: .sha1
    case .sha224: .sha224
    case .sha256: .sha256
    case .sha384: .sha384
    case .sha512: .sha512
    }
  }

  fileprivate var initialState: InlineArray<8, UInt64> {
    var state = InlineArray<8, UInt64>(repeating: 0)
    switch self {
    case .md5, .sha1: break
    case .sha224: for index in 0..<8 { state[index] = DigestConstants.laterSquareRoots[index] & 0xffff_ffff }
    case .sha256: state = Blake2s.initialState
    case .sha384: state = DigestConstants.laterSquareRoots
    case .sha512: state = Blake2b.initialState
    }
    if self == .md5 || self == .sha1 {
      state[0] = 0x6745_2301
      state[1] = 0xefcd_ab89
      state[2] = 0x98ba_dcfe
      state[3] = 0x1032_5476
      if self == .sha1 { state[4] = 0xc3d2_e1f0 }
    }
    return state
  }
}

struct Digest: HashObject {
  let pointer: UnsafeMutablePointer<DigestLayout>
  init(pointer: UnsafeMutablePointer<DigestLayout>) { self.pointer = pointer }

  var form: DigestForm { DigestForm(rawValue: pointer.pointee.form).unsafelyUnwrapped }

  private var block: UnsafeMutablePointer<UInt8> {
    UnsafeMutableRawPointer(pointer).advanced(by: MemoryLayout<DigestLayout>.offset(of: \.block).unsafelyUnwrapped)
      .assumingMemoryBound(to: UInt8.self)
  }

  static func make(_ context: Context, _ form: DigestForm) throws(Raised) -> Digest {
    let object = try context.allocateObject(context.type(form.nativeType), size: MemoryLayout<DigestLayout>.size)
    let digest = Digest(Value(object))
    digest.pointer.pointee.form = form.rawValue
    digest.pointer.pointee.state = form.initialState
    return digest
  }

  // MARK: Taking bytes

  func take(_ source: UnsafeRawBufferPointer) {
    let size = form.blockSize
    let filled = Int(pointer.pointee.length % UInt64(size))
    pointer.pointee.length += UInt64(source.count)
    _ = HashBlock.fill(size, from: filled, with: source) { place, part in
      UnsafeMutableRawBufferPointer(start: block + place, count: part.count).copyMemory(from: part)
    } mix: {
      mix()
    }
  }

  /// Pads what is there and returns the digest's bytes; the object is spent.
  private func finish() -> [UInt8] {
    let (form, size) = (form, form.blockSize)
    let bits = pointer.pointee.length << 3
    let lengthSize = size / 8
    var filled = Int(pointer.pointee.length % UInt64(size))
    block[filled] = 0x80
    filled += 1
    if filled > size - lengthSize {
      for index in filled..<size { block[index] = 0 }
      mix()
      filled = 0
    }
    for index in filled..<size { block[index] = 0 }
    for index in 0..<8 {
      let byte = UInt8(truncatingIfNeeded: bits >> UInt64(8 * index))
      block[form == .md5 ? size - 8 + index : size - 1 - index] = byte
    }
    mix()
    let wordSize = size == 128 ? 8 : 4
    var bytes: [UInt8] = []
    for index in 0..<form.size {
      let word = pointer.pointee.state[index / wordSize]
      let place = form == .md5 ? index % wordSize : wordSize - 1 - index % wordSize
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * place)))
    }
    return bytes
  }

  // MARK: Results

  func copy(_ context: Context) throws(Raised) -> Digest {
    let copy = try Digest.make(context, form)
    locked(context) {
      copy.pointer.pointee.length = pointer.pointee.length
      copy.pointer.pointee.state = pointer.pointee.state
      copy.pointer.pointee.block = pointer.pointee.block
    }
    return copy
  }

  func digest(_ context: Context) throws(Raised) -> [UInt8] { try copy(context).finish() }

  // MARK: Mixing a block

  private func mix() {
    switch form {
    case .md5: mixMD5()
    case .sha1: mixSHA1()
    case .sha224, .sha256: mixSHA256()
    case .sha384, .sha512: mixSHA512()
    }
  }

  /// A word of the block, most significant byte first.
  private func word32(_ index: Int) -> UInt32 {
    UnsafeRawPointer(block).loadUnaligned(fromByteOffset: index * 4, as: UInt32.self).byteSwapped
  }

  private func state32(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: pointer.pointee.state[index]) }

  private func add(_ index: Int, _ word: UInt32) {
    pointer.pointee.state[index] = UInt64(state32(index) &+ word)
  }

  /// RFC 1321.
  private func mixMD5() {
    var (a, b, c, d) = (state32(0), state32(1), state32(2), state32(3))
    let shifts: InlineArray<16, UInt32> = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
    DigestConstants.sines.withUnsafeBufferPointer { sines in
      for step in 0..<64 {
        let (mixed, place): (UInt32, Int)
        switch step >> 4 {
        case 0: (mixed, place) = (b & c | ~b & d, step)
        case 1: (mixed, place) = (d & b | ~d & c, (5 * step + 1) & 15)
        case 2: (mixed, place) = (b ^ c ^ d, (3 * step + 5) & 15)
        default: (mixed, place) = (c ^ (b | ~d), (7 * step) & 15)
        }
        let sum = a &+ mixed &+ sines[step] &+ word32(place).byteSwapped
        (a, d, c) = (d, c, b)
        b = b &+ rotateLeft(sum, shifts[step >> 4 * 4 + step & 3])
      }
    }
    add(0, a)
    add(1, b)
    add(2, c)
    add(3, d)
  }

  /// FIPS 180-4, 6.1.
  private func mixSHA1() {
    var words = InlineArray<80, UInt32>(repeating: 0)
    for index in 0..<16 { words[index] = word32(index) }
    for index in 16..<80 {
      words[index] = rotateLeft(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
    }
    var (a, b, c, d, e) = (state32(0), state32(1), state32(2), state32(3), state32(4))
    for step in 0..<80 {
      let (mixed, constant): (UInt32, UInt32)
      switch step / 20 {
      case 0: (mixed, constant) = (b & c | ~b & d, 0x5a82_7999)
      case 1: (mixed, constant) = (b ^ c ^ d, 0x6ed9_eba1)
      case 2: (mixed, constant) = (b & c | b & d | c & d, 0x8f1b_bcdc)
      default: (mixed, constant) = (b ^ c ^ d, 0xca62_c1d6)
      }
      let sum = rotateLeft(a, 5) &+ mixed &+ e &+ constant &+ words[step]
      (e, d, c, b, a) = (d, c, rotateLeft(b, 30), a, sum)
    }
    add(0, a)
    add(1, b)
    add(2, c)
    add(3, d)
    add(4, e)
  }

  /// FIPS 180-4, 6.2.
  private func mixSHA256() {
    var words = InlineArray<64, UInt32>(repeating: 0)
    for index in 0..<16 { words[index] = word32(index) }
    for index in 16..<64 {
      let (x, y) = (words[index - 15], words[index - 2])
      let first = rotateRight(x, 7) ^ rotateRight(x, 18) ^ x >> 3
      let second = rotateRight(y, 17) ^ rotateRight(y, 19) ^ y >> 10
      words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
    }
    var s = InlineArray<8, UInt32>(repeating: 0)
    for index in 0..<8 { s[index] = state32(index) }
    DigestConstants.cubeRoots.withUnsafeBufferPointer { constants in
      for step in 0..<64 {
        let (a, e) = (s[0], s[4])
        let choice = e & s[5] ^ ~e & s[6]
        let sum = s[7] &+ (rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)) &+ choice
          &+ UInt32(constants[step] >> 32) &+ words[step]
        let majority = a & s[1] ^ a & s[2] ^ s[1] & s[2]
        let other = (rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)) &+ majority
        for index in (1..<8).reversed() { s[index] = s[index - 1] }
        s[4] = s[4] &+ sum
        s[0] = sum &+ other
      }
    }
    for index in 0..<8 { add(index, s[index]) }
  }

  /// FIPS 180-4, 6.4.
  private func mixSHA512() {
    var words = InlineArray<80, UInt64>(repeating: 0)
    for index in 0..<16 {
      words[index] = UnsafeRawPointer(block).loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).byteSwapped
    }
    for index in 16..<80 {
      let (x, y) = (words[index - 15], words[index - 2])
      let first = rotateRight(x, 1) ^ rotateRight(x, 8) ^ x >> 7
      let second = rotateRight(y, 19) ^ rotateRight(y, 61) ^ y >> 6
      words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
    }
    var s = pointer.pointee.state
    DigestConstants.cubeRoots.withUnsafeBufferPointer { constants in
      for step in 0..<80 {
        let (a, e) = (s[0], s[4])
        let choice = e & s[5] ^ ~e & s[6]
        let sum = s[7] &+ (rotateRight(e, 14) ^ rotateRight(e, 18) ^ rotateRight(e, 41)) &+ choice
          &+ constants[step] &+ words[step]
        let majority = a & s[1] ^ a & s[2] ^ s[1] & s[2]
        let other = (rotateRight(a, 28) ^ rotateRight(a, 34) ^ rotateRight(a, 39)) &+ majority
        for index in (1..<8).reversed() { s[index] = s[index - 1] }
        s[4] = s[4] &+ sum
        s[0] = sum &+ other
      }
    }
    for index in 0..<8 { pointer.pointee.state[index] = pointer.pointee.state[index] &+ s[index] }
  }
}

private func rotateLeft(_ word: UInt32, _ bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }
private func rotateRight(_ word: UInt32, _ bits: UInt32) -> UInt32 { word >> bits | word << (32 - bits) }
private func rotateRight(_ word: UInt64, _ bits: UInt64) -> UInt64 { word >> bits | word << (64 - bits) }
