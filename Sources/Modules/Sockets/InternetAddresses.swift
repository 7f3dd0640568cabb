import CRuntime
import Glibc
import Runtime

/// Addresses of hosts in text and in bytes, and numbers in the order that networks have them in.
enum InternetAddresses {
  static let functions: [NativeEntry] = addresses + orders

  private static let addresses: [NativeEntry] = [
    .one("inet_aton", "(ip_addr, /)", .function) { c, text in
      bridge(c) { () throws(Raised) in
        let text = try c.terminatedString(c.textArgument(text, "inet_aton() argument").value)
        var address = in_addr()
        if Glibc.inet_aton(text.string, &address) == 0 {
          throw c.raise(.osError, "illegal IP address string passed to inet_aton")
        }
        return try bytes(c, address).value
      }
    },
    .one("inet_ntoa", "(packed_ip, /)", .function) { c, packed in
      bridge(c) { () throws(Raised) in
        let packed = try c.bytesLike(packed)
        if packed.count != 4 { throw c.raise(.osError, "packed IP wrong length for inet_ntoa") }
        return try text(c, AF_INET, packed.base)
      }
    },
    .two("inet_pton", "(address_family, ip_string, /) parsed", .function) { c, family, text in
      bridge(c) { () throws(Raised) in
        let family = try c.intArgument(family)
        let text = try c.terminatedString(c.textArgument(text, "inet_pton() argument 2").value)
        var address = in6_addr()
        let result = Glibc.inet_pton(family, text.string, &address)
        if result < 0 { throw c.raiseSystemError(errno) }
        if result == 0 { throw c.raise(.osError, "illegal IP address string passed to inet_pton") }
        let bytes = try bytes(c, address)
        return family == AF_INET ? try Bytes.slice(c, bytes, 0, 4).value : bytes.value
      }
    },
    .two("inet_ntop", "(address_family, packed_ip, /) parsed", .function) { c, family, packed in
      bridge(c) { () throws(Raised) in
        let (family, packed) = (try c.intArgument(family), try c.bytesLike(packed))
        if family != AF_INET, family != AF_INET6 { throw c.raise(.valueError, "unknown address family \(family)") }
        if packed.count != (family == AF_INET ? 4 : 16) {
          throw c.raise(.valueError, "invalid length of packed IP address string")
        }
        return try text(c, family, packed.base)
      }
    },
  ]

  private static func bytes<Address>(_ context: Context, _ address: Address) throws(Raised) -> Bytes {
    let bytes = try Bytes.allocate(context, count: MemoryLayout<Address>.size)
    bytes.base.storeBytes(of: address, as: Address.self)
    return bytes
  }

  private static func text(_ context: Context, _ family: Int32, _ packed: UnsafeRawPointer) throws(Raised) -> Value {
    let text = try Bytes.allocate(context, count: 64)
    Glibc.inet_ntop(family, packed, text.string, 64)
    return try context.fileSystemText(text.string)
  }

  // MARK: The order of bytes

  private static func entry(_ name: StaticString, _ body: UnaryFunction) -> NativeEntry {
    .one(name, "(integer, /)", .function, body)
  }

  private static let orders: [NativeEntry] = [
    entry("htons") { c, number in bridge(c) { () throws(Raised) in try swap(c, number, UInt16.self, "uint16_t") } },
    entry("ntohs") { c, number in bridge(c) { () throws(Raised) in try swap(c, number, UInt16.self, "uint16_t") } },
    entry("htonl") { c, number in bridge(c) { () throws(Raised) in try swap(c, number, UInt32.self, "uint32_t") } },
    entry("ntohl") { c, number in bridge(c) { () throws(Raised) in try swap(c, number, UInt32.self, "uint32_t") } },
  ]

  private static func swap<Word: FixedWidthInteger>(
    _ context: Context, _ value: Value, _ type: Word.Type, _ name: StaticString
  ) throws(Raised) -> Value {
    let number: Word = try context.unsigned(value, name)
    return Value(smallInt: Int64(number.bigEndian))
  }
}

extension Context {
  /// An int that C code takes as an unsigned type.
  func unsigned<Word: FixedWidthInteger>(_ value: Value, _ type: StaticString) throws(Raised) -> Word {
    let number = try index(of: value)
    if PythonInt.sign(number) < 0 { throw raise(.valueError, "Cannot convert negative int") }
    guard let word = PythonInt.int64(number).flatMap({ Word(exactly: $0) }) else {
      throw raise(.overflowError, "Python int too large for C \(type)")
    }
    return word
  }
}
