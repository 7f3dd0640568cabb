import CRuntime
import Glibc
import Runtime

/// An address as the system has it.
struct SocketAddress {
  var storage = sockaddr_storage()
  var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

  /// Has `body` read the address.
  func pass<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    withUnsafePointer(to: storage) { storage in
      body(UnsafeRawPointer(storage).assumingMemoryBound(to: sockaddr.self), length)
    }
  }

  /// Has `body` write the address and its length.
  mutating func fill<Result>(
    _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
  ) -> Result {
    length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { storage in
      body(UnsafeMutableRawPointer(storage).assumingMemoryBound(to: sockaddr.self), &length)
    }
  }

  /// The storage as the structure of a family.
  private mutating func write<Form>(_ form: Form) {
    withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: form, as: Form.self) }
    length = socklen_t(MemoryLayout<Form>.size)
  }

  private func read<Form>(as form: Form.Type) -> Form {
    withUnsafeBytes(of: storage) { $0.load(as: Form.self) }
  }
}

// MARK: From Python

extension SocketAddress {
  /// The address that a program gives a socket of a family; `function` is what an error names.
  init(_ context: Context, _ value: Value, family: Int32, _ function: String) throws(Raised) {
    switch family {
    case AF_INET, AF_INET6: try self.init(context, internet: value, family, function)
    case AF_UNIX: try self.init(context, local: value)
    case AF_NETLINK:
      let numbers = try SocketAddress.numbers(context, value, "AF_NETLINK", function)
      self.init()
      write(NetlinkAddress(family: UInt16(AF_NETLINK), padding: 0, process: numbers.0, groups: numbers.1))
    case AF_VSOCK:
      let numbers = try SocketAddress.numbers(context, value, "AF_VSOCK", function)
      self.init()
      write(VirtualAddress(family: UInt16(AF_VSOCK), reserved: 0, port: numbers.1, machine: numbers.0, rest: 0))
    default: throw context.raise(.osError, "\(function)(): bad family")
    }
  }

  private static func tuple(
    _ context: Context, _ value: Value, _ family: String, _ function: String
  ) throws(Raised) -> Tuple {
    if let tuple = Tuple(ifHas: value) { return tuple }
    throw context.raise(
      .typeError, "\(function)(): \(family) address must be tuple, not \(context.typeName(of: value))")
  }

  private static func numbers(
    _ context: Context, _ value: Value, _ family: String, _ function: String
  ) throws(Raised) -> (UInt32, UInt32) {
    let tuple = try tuple(context, value, family, function)
    if tuple.count != 2 { throw context.raise(.typeError, "\(family) address must be a pair") }
    let (first, second) = (try context.machineIndex(of: tuple[0]), try context.machineIndex(of: tuple[1]))
    return (UInt32(truncatingIfNeeded: first), UInt32(truncatingIfNeeded: second))
  }

  private init(_ context: Context, internet value: Value, _ family: Int32, _ function: String) throws(Raised) {
    let isWide = family == AF_INET6
    let tuple = try SocketAddress.tuple(context, value, isWide ? "AF_INET6" : "AF_INET", function)
    if isWide ? !(2...4).contains(tuple.count) : tuple.count != 2 {
      throw context.raise(
        .typeError,
        isWide
          ? "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"
          : "AF_INET address must be a pair (host, port)")
    }
    let host = try context.hostName(tuple[0])
    let port = try context.parsedIntArgument(tuple[1])
    func number(_ index: Int) throws(Raised) -> UInt32 {
      index < tuple.count ? UInt32(truncatingIfNeeded: try context.machineIndex(of: tuple[index])) : 0
    }
    let (flow, scope) = (try number(2), try number(3))
    self = try HostNames.address(context, of: host, family: family)
    guard let port = UInt16(exactly: port) else {
      throw context.raise(.overflowError, "\(function)(): port must be 0-65535.")
    }
    if isWide {
      if flow > 0xfffff { throw context.raise(.overflowError, "\(function)(): flowinfo must be 0-1048575.") }
      var form = read(as: sockaddr_in6.self)
      (form.sin6_port, form.sin6_flowinfo, form.sin6_scope_id) = (port.bigEndian, flow.bigEndian, scope)
      write(form)
    } else {
      var form = read(as: sockaddr_in.self)
      form.sin_port = port.bigEndian
      write(form)
    }
  }

  private init(_ context: Context, local value: Value) throws(Raised) {
    let path =
      if Text(ifHas: value) != nil {
        try context.fileSystemBytes(value).units
      } else {
        try context.bytesLike(value)
      }
    // A name of the abstract kind begins with a zero; a path has one behind it.
    let isAbstract = path.count > 0 && path[0] == 0
    if path.count + (isAbstract ? 0 : 1) > 108 { throw context.raise(.osError, "AF_UNIX path too long") }
    self.init()
    storage.ss_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &storage) {
      ($0.baseAddress.unsafelyUnwrapped + 2).copyMemory(from: path.base, byteCount: path.count)
    }
    length = socklen_t(2 + path.count + (isAbstract || path.count == 0 ? 0 : 1))
  }
}

private struct NetlinkAddress {
  var family: UInt16
  var padding: UInt16
  var process: UInt32
  var groups: UInt32
}

private struct VirtualAddress {
  var family: UInt16
  var reserved: UInt16
  var port: UInt32
  var machine: UInt32
  var rest: UInt32
}

// MARK: To Python

extension SocketAddress {
  /// As Python shows it: a tuple or a path; None where there is none.
  func value(_ context: Context) throws(Raised) -> Value {
    if length == 0 { return .none }
    switch Int32(storage.ss_family) {
    case AF_INET:
      let form = read(as: sockaddr_in.self)
      return try Tuple.make(context, numericHost(context), Value(smallInt: Int64(UInt16(bigEndian: form.sin_port)))).value
    case AF_INET6:
      let form = read(as: sockaddr_in6.self)
      let tuple = try Tuple.allocate(context, count: 4)
      tuple.elements[0] = try numericHost(context)
      tuple.elements[1] = Value(smallInt: Int64(UInt16(bigEndian: form.sin6_port)))
      tuple.elements[2] = Value(smallInt: Int64(UInt32(bigEndian: form.sin6_flowinfo)))
      tuple.elements[3] = Value(smallInt: Int64(form.sin6_scope_id))
      return tuple.value
    case AF_UNIX: return try localPath(context)
    case AF_NETLINK:
      let form = read(as: NetlinkAddress.self)
      return try Tuple.make(
        context, Value(smallInt: Int64(form.process)), Value(smallInt: Int64(form.groups))).value
    case AF_VSOCK:
      let form = read(as: VirtualAddress.self)
      return try Tuple.make(context, Value(smallInt: Int64(form.machine)), Value(smallInt: Int64(form.port))).value
    default:
      return try Tuple.make(context, Value(smallInt: Int64(storage.ss_family)), content(context).value).value
    }
  }

  /// The address in digits; its scope is no part of that.
  func numericHost(_ context: Context) throws(Raised) -> Value {
    let name = try Bytes.allocate(context, count: 64)
    let family = Int32(storage.ss_family)
    let place = family == AF_INET6 ? 8 : 4
    let found = withUnsafeBytes(of: storage) { inet_ntop(family, $0.baseAddress.unsafelyUnwrapped + place, name.string, 64) }
    if found == nil { throw context.raiseSystemError(errno) }
    return try context.fileSystemText(name.string)
  }

  /// What follows the family.
  private func content(_ context: Context) throws(Raised) -> Bytes {
    let count = max(0, min(Int(length), MemoryLayout<sockaddr_storage>.size) - 2)
    let bytes = try Bytes.allocate(context, count: count)
    withUnsafeBytes(of: storage) {
      bytes.base.copyMemory(from: $0.baseAddress.unsafelyUnwrapped + 2, byteCount: count)
    }
    return bytes
  }

  private func localPath(_ context: Context) throws(Raised) -> Value {
    let path = try content(context)
    if path.count > 0, path.bytes[0] == 0 { return path.value }
    let end = bytes_find_byte(path.base, Int64(path.count), 0)
    return try context.fileSystemText(UnsafeRawBufferPointer(rebasing: path.bytes[..<(end < 0 ? path.count : Int(end))]))
  }
}

extension Context {
  /// A host's name as the system takes it, with a zero behind it.
  func hostName(_ value: Value) throws(Raised) -> Bytes {
    var name = value
    if let text = Text(ifHas: value) {
      if !text.isASCII {
        do throws(Raised) {
          name = try CodecRegistry(self).encode(value, named: Text.make(self, "idna" as StaticString), errors: Text.make(self, "strict" as StaticString).value)
        } catch {
          _ = takeException()
          throw raise(.typeError, "encoding of hostname failed")
        }
      }
    } else if Bytes(ifHas: value) == nil, ByteArray(ifHas: value) == nil {
      throw raise(.typeError, "str, bytes or bytearray expected, not \(typeName(of: value))")
    }
    if let array = ByteArray(ifHas: name) {
      name = try Bytes.make(self, UnsafeRawBufferPointer(start: array.units.base, count: array.units.count)).value
    }
    let bytes = try terminated(name)
    if bytes_find_byte(bytes.base, Int64(bytes.count - 1), 0) >= 0 {
      throw raise(.typeError, "host name must not contain null character")
    }
    return bytes
  }
}
