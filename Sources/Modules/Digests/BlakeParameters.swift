import CRuntime
import Runtime

/// What a BLAKE2 hash depends on besides the message and the key (RFC 7693, 2.5, and the tree hashing that BLAKE2's own
/// paper describes there).
struct BlakeParameters {
  var size = 0
  var keySize = 0
  var fanout: UInt8 = 1
  var depth: UInt8 = 1
  var leafSize: UInt32 = 0
  var nodeOffset: UInt64 = 0
  var nodeDepth: UInt8 = 0
  var innerSize: UInt8 = 0
  /// At most as many as the form says; zeros follow.
  var salt: [UInt8] = []
  var person: [UInt8] = []
  var isLastNode = false

  /// The parameters as eight words, least significant bytes first.
  func words(_ form: BlakeForm) -> InlineArray<8, UInt64> {
    var bytes = [UInt8](repeating: 0, count: 8 * form.wordSize)
    bytes[0] = UInt8(size)
    bytes[1] = UInt8(keySize)
    bytes[2] = fanout
    bytes[3] = depth
    for index in 0..<4 { bytes[4 + index] = UInt8(truncatingIfNeeded: leafSize >> UInt32(8 * index)) }
    let offsetSize = form == .blake2b ? 8 : 6
    for index in 0..<offsetSize { bytes[8 + index] = UInt8(truncatingIfNeeded: nodeOffset >> UInt64(8 * index)) }
    bytes[8 + offsetSize] = nodeDepth
    bytes[9 + offsetSize] = innerSize
    for (index, byte) in salt.enumerated() { bytes[bytes.count - 2 * form.saltSize + index] = byte }
    for (index, byte) in person.enumerated() { bytes[bytes.count - form.saltSize + index] = byte }
    var words = InlineArray<8, UInt64>(repeating: 0)
    for (index, byte) in bytes.enumerated() {
      words[index / form.wordSize] |= UInt64(byte) << UInt64(8 * (index % form.wordSize))
    }
    return words
  }
}

extension BlakeParameters {
  /// Those of a constructor's call; *empty* values are absent.
  init(_ context: Context, _ form: BlakeForm, _ a: UnsafeMutablePointer<Value>) throws(Raised) {
    let most = form.maximumSize
    // Each is converted in the order of the parameters, then all are looked at.
    let size = a[2].isEmpty ? Int32(most) : try context.intArgument(a[2])
    let key = a[3].isEmpty ? nil : try context.bytesLike(a[3])
    let salt = a[4].isEmpty ? nil : try context.bytesLike(a[4])
    let person = a[5].isEmpty ? nil : try context.bytesLike(a[5])
    let fanout = a[6].isEmpty ? 1 : try context.intArgument(a[6])
    let depth = a[7].isEmpty ? 1 : try context.intArgument(a[7])
    let nodeDepth = a[10].isEmpty ? 0 : try context.intArgument(a[10])
    let innerSize = a[11].isEmpty ? 0 : try context.intArgument(a[11])
    if !a[12].isEmpty { isLastNode = try context.isTrue(a[12]) }

    if size < 1 || size > most {
      throw context.raise(
        .valueError, "digest_size for \(form.title) must be between 1 and \(most) bytes, here it is \(size)")
    }
    self.size = Int(size)
    if let salt { self.salt = try Self.bytes(context, salt, atMost: form.saltSize, "salt") }
    if let person { self.person = try Self.bytes(context, person, atMost: form.saltSize, "person") }
    self.fanout = try Self.byte(context, fanout, from: 0, "fanout")
    self.depth = try Self.byte(context, depth, from: 1, "depth")
    let leafSize = a[8].isEmpty ? 0 : try context.unsigned64(a[8], "unsigned long")
    guard let leafSize = UInt32(exactly: leafSize) else {
      throw context.raise(.overflowError, "leaf_size is too large")
    }
    self.leafSize = leafSize
    nodeOffset = a[9].isEmpty ? 0 : try context.unsigned64(a[9], "unsigned long long")
    if form == .blake2s, nodeOffset >> 48 != 0 { throw context.raise(.overflowError, "node_offset is too large") }
    self.nodeDepth = try Self.byte(context, nodeDepth, from: 0, "node_depth")
    if innerSize < 0 || innerSize > most {
      throw context.raise(.valueError, "inner_size must be between 0 and is \(most)")
    }
    self.innerSize = UInt8(innerSize)
    if let key, key.count > most { throw context.raise(.valueError, "maximum key length is \(most) bytes") }
    keySize = key?.count ?? 0
  }

  private static func byte(
    _ context: Context, _ number: Int32, from least: Int32, _ name: StaticString
  ) throws(Raised) -> UInt8 {
    if number >= least, let byte = UInt8(exactly: number) { return byte }
    throw context.raise(.valueError, "\(name) must be between \(least) and 255")
  }

  private static func bytes(
    _ context: Context, _ given: TextUnits, atMost most: Int, _ name: StaticString
  ) throws(Raised) -> [UInt8] {
    if given.count > most { throw context.raise(.valueError, "maximum \(name) length is \(most) bytes") }
    return Array(UnsafeRawBufferPointer(start: given.base, count: given.count))
  }
}
