import CRuntime
import Glibc
import Runtime

/// Names of hosts and services, which the system looks up.
enum HostNames {
  static let functions: [NativeEntry] = hosts + services

  /// `gaierror` for an error of the look-up's.
  static func raise(_ context: Context, _ error: Int32) throws(Raised) -> Raised {
    if error == EAI_SYSTEM { return context.raiseSystemError(errno) }
    let text = try Text.make(context, String(cString: gai_strerror(error))).value
    let type = try Sockets.errorType(context, .addressError, "socket.gaierror")
    return context.raise(Exception(try context.call(type, Value(smallInt: Int64(error)), text)))
  }

  private static func raiseHostError(_ context: Context, _ error: Int32) throws(Raised) -> Raised {
    let text = try Text.make(context, String(cString: hstrerror(error))).value
    let type = try Sockets.errorType(context, .hostError, "socket.herror")
    return context.raise(Exception(try context.call(type, Value(smallInt: Int64(error)), text)))
  }

  // MARK: Addresses

  /// What a look-up found, to be freed.
  private struct Found {
    var first: UnsafeMutablePointer<addrinfo>?

    func free() {
      if let first { freeaddrinfo(first) }
    }

    static func address(of entry: addrinfo) -> SocketAddress {
      var address = SocketAddress()
      withUnsafeMutableBytes(of: &address.storage) {
        $0.baseAddress.unsafelyUnwrapped.copyMemory(
          from: UnsafeRawPointer(entry.ai_addr), byteCount: min($0.count, Int(entry.ai_addrlen)))
      }
      address.length = entry.ai_addrlen
      return address
    }
  }

  private static func find(
    _ context: Context, _ host: Bytes?, _ service: Bytes?, _ wanted: addrinfo
  ) throws(Raised) -> Found {
    var (found, wanted) = (Found(), wanted)
    let error = context.blocking { Int(getaddrinfo(host?.string, service?.string, &wanted, &found.first)) }
    if error != 0 { throw try raise(context, Int32(error)) }
    return found
  }

  /// The first address of a host. An empty name stands for any.
  static func address(_ context: Context, of host: Bytes, family: Int32) throws(Raised) -> SocketAddress {
    var wanted = addrinfo()
    wanted.ai_family = family
    wanted.ai_socktype = 2
    if host.count == 1 {
      wanted.ai_flags = AI_PASSIVE
      let found = try find(context, nil, Bytes.make(context, [0x30, 0]), wanted)
      defer { found.free() }
      if found.first?.pointee.ai_next != nil {
        throw context.raise(.osError, "wildcard resolved to multiple address")
      }
      return Found.address(of: found.first.unsafelyUnwrapped.pointee)
    }
    if family == AF_INET, strcmp(host.string, "<broadcast>") == 0 || strcmp(host.string, "255.255.255.255") == 0 {
      return .broadcast
    }
    let found = try find(context, host, nil, wanted)
    defer { found.free() }
    return Found.address(of: found.first.unsafelyUnwrapped.pointee)
  }

  private static let hosts: [NativeEntry] = [
    .window("getaddrinfo", "(host, port, family=0, type=0, proto=0, flags=0) unpacking", .function) { c, a in
      bridge(c) { () throws(Raised) in try addresses(c, a).value }
    },
    .two("getnameinfo", "(sockaddr, flags, /) parsed", .function) { c, address, flags in
      bridge(c) { () throws(Raised) in try name(c, of: address, flags: c.intArgument(flags)).value }
    },
    .one("gethostbyname", "(hostname, /) parsed", .function) { c, name in
      bridge(c) { () throws(Raised) in
        try address(c, of: hostArgument(c, name, "gethostbyname"), family: AF_INET).numericHost(c)
      }
    },
    .one("gethostbyname_ex", "(hostname, /) parsed", .function) { c, name in
      bridge(c) { () throws(Raised) in
        let name = try hostArgument(c, name, "gethostbyname_ex")
        return try entry(c, gethostbyname(name.string)).value
      }
    },
    .one("gethostbyaddr", "(ip_address, /) parsed", .function) { c, name in
      bridge(c) { () throws(Raised) in
        let name = try hostArgument(c, name, "gethostbyaddr")
        let address = try address(c, of: name, family: AF_UNSPEC)
        let isWide = Int32(address.storage.ss_family) == AF_INET6
        let found = address.pass { address, _ in
          gethostbyaddr(UnsafeRawPointer(address) + (isWide ? 8 : 4), isWide ? 16 : 4, isWide ? AF_INET6 : AF_INET)
        }
        return try entry(c, found).value
      }
    },
    .none("gethostname", "() self") { c in
      bridge(c) { () throws(Raised) in
        let name = try Bytes.allocate(c, count: 1025)
        try c.system { Int(Glibc.gethostname(name.string, 1024)) }
        return try c.fileSystemText(name.string)
      }
    },
    .one("sethostname", "(name, /) parsed", .function) { c, name in
      bridge(c) { () throws(Raised) -> Void in
        let name = try c.terminatedString(name)
        try c.system { Int(Glibc.sethostname(name.string, name.count - 1)) }
      }
    },
  ]

  private static func hostArgument(
    _ context: Context, _ value: Value, _ function: StaticString
  ) throws(Raised) -> Bytes {
    if Text(ifHas: value) == nil, Bytes(ifHas: value) == nil, ByteArray(ifHas: value) == nil {
      throw context.raise(
        .typeError, "\(function)() argument 1 must be str, bytes or bytearray, not \(context.typeName(of: value))")
    }
    return try context.hostName(value)
  }

  private static func addresses(_ context: Context, _ a: UnsafeMutablePointer<Value>) throws(Raised) -> List {
    var host: Bytes?
    if a[0] != .none {
      if Text(ifHas: a[0]) == nil, Bytes(ifHas: a[0]) == nil {
        throw context.raise(.typeError, "getaddrinfo() argument 1 must be string or None")
      }
      host = try context.hostName(a[0])
    }
    var service: Bytes?
    if context.isInt(a[1]) {
      service = try context.terminated(context.str(a[1]).value)
    } else if Text(ifHas: a[1]) != nil || Bytes(ifHas: a[1]) != nil {
      service = try context.terminated(a[1])
    } else if a[1] != .none {
      throw context.raise(.osError, "Int or String expected")
    }
    var wanted = addrinfo()
    (wanted.ai_family, wanted.ai_socktype) = (try context.intArgument(a[2]), try context.intArgument(a[3]))
    (wanted.ai_protocol, wanted.ai_flags) = (try context.intArgument(a[4]), try context.intArgument(a[5]))
    let found = try find(context, host, service, wanted)
    defer { found.free() }
    let list = try List.make(context)
    var next = found.first
    while let entry = next?.pointee {
      let tuple = try Tuple.allocate(context, count: 5)
      for (index, number) in [entry.ai_family, entry.ai_socktype, entry.ai_protocol].enumerated() {
        tuple.elements[index] = Value(smallInt: Int64(number))
      }
      tuple.elements[3] = try Text.make(context, entry.ai_canonname.map { String(cString: $0) } ?? "").value
      tuple.elements[4] = try Found.address(of: entry).value(context)
      try list.append(context, tuple.value)
      next = entry.ai_next
    }
    return list
  }

  private static func name(_ context: Context, of address: Value, flags: Int32) throws(Raised) -> Tuple {
    guard let tuple = Tuple(ifHas: address) else {
      throw context.raise(.typeError, "getnameinfo() argument 1 must be a tuple")
    }
    guard (2...4).contains(tuple.count), let host = Text(ifHas: tuple[0]) else {
      throw context.raise(.typeError, "getnameinfo(): illegal sockaddr argument")
    }
    let port = try context.parsedIntArgument(tuple[1])
    let flow = tuple.count > 2 ? try context.machineIndex(of: tuple[2]) : 0
    if !(0...0xfffff).contains(flow) {
      throw context.raise(.overflowError, "getnameinfo(): flowinfo must be 0-1048575.")
    }
    let scope = tuple.count > 3 ? try context.machineIndex(of: tuple[3]) : 0
    var wanted = addrinfo()
    (wanted.ai_socktype, wanted.ai_flags) = (2, AI_NUMERICHOST)
    let service = try context.terminated(Text.make(context, "\(port)").value)
    let found = try find(context, context.terminatedString(host.value), service, wanted)
    defer { found.free() }
    guard let entry = found.first?.pointee, entry.ai_next == nil else {
      throw context.raise(.osError, "sockaddr resolved to multiple addresses")
    }
    if entry.ai_family == AF_INET {
      if tuple.count != 2 { throw context.raise(.osError, "IPv4 sockaddr must be 2 tuple") }
    } else if entry.ai_family == AF_INET6 {
      entry.ai_addr.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        ($0.pointee.sin6_flowinfo, $0.pointee.sin6_scope_id) = (UInt32(flow).bigEndian, UInt32(truncatingIfNeeded: scope))
      }
    }
    let (name, port_) = (try Bytes.allocate(context, count: 1025), try Bytes.allocate(context, count: 32))
    let error = context.blocking {
      Int(getnameinfo(entry.ai_addr, entry.ai_addrlen, name.string, 1025, port_.string, 32, flags))
    }
    if error != 0 { throw try raise(context, Int32(error)) }
    return try Tuple.make(context, context.fileSystemText(name.string), context.fileSystemText(port_.string))
  }

  /// A host's name, its other names, its addresses.
  private static func entry(_ context: Context, _ found: UnsafeMutablePointer<hostent>?) throws(Raised) -> Tuple {
    guard let host = found?.pointee else { throw try raiseHostError(context, h_errno_value()) }
    let aliases = try List.make(context)
    var alias = host.h_aliases
    while let name = alias?.pointee {
      try aliases.append(context, context.fileSystemText(name))
      alias = alias.unsafelyUnwrapped + 1
    }
    let addresses = try List.make(context)
    var address = host.h_addr_list
    while let bytes = address?.pointee {
      let text = try Bytes.allocate(context, count: 64)
      inet_ntop(host.h_addrtype, bytes, text.string, 64)
      try addresses.append(context, context.fileSystemText(text.string))
      address = address.unsafelyUnwrapped + 1
    }
    return try Tuple.make(context, context.fileSystemText(host.h_name), aliases.value, addresses.value)
  }

  private static func h_errno_value() -> Int32 { __h_errno_location().pointee }

  // MARK: Services

  private static let services: [NativeEntry] = [
    .two("getservbyname", "(servicename, protocolname=<unset>, /) parsed", .function) { c, name, kind in
      bridge(c) { () throws(Raised) in
        let name = try string(c, name, "getservbyname() argument 1")
        let kind = kind.isEmpty ? nil : try string(c, kind, "getservbyname() argument 2")
        guard let found = getservbyname(name.string, kind?.string) else {
          throw c.raise(.osError, "service/proto not found")
        }
        return Value(smallInt: Int64(UInt16(truncatingIfNeeded: found.pointee.s_port).bigEndian))
      }
    },
    .two("getservbyport", "(port, protocolname=<unset>, /) parsed", .function) { c, port, kind in
      bridge(c) { () throws(Raised) in
        let kind = kind.isEmpty ? nil : try string(c, kind, "getservbyport() argument 2")
        guard let port = UInt16(exactly: try c.parsedIntArgument(port)) else {
          throw c.raise(.overflowError, "getservbyport: port must be 0-65535.")
        }
        guard let found = getservbyport(Int32(port.bigEndian), kind?.string) else {
          throw c.raise(.osError, "port/proto not found")
        }
        return try c.fileSystemText(found.pointee.s_name)
      }
    },
    .one("getprotobyname", "(name, /) parsed", .function) { c, name in
      bridge(c) { () throws(Raised) in
        let name = try string(c, name, "getprotobyname() argument 1")
        guard let found = getprotobyname(name.string) else { throw c.raise(.osError, "protocol not found") }
        return Value(smallInt: Int64(found.pointee.p_proto))
      }
    },
  ]

  private static func string(_ context: Context, _ value: Value, _ what: StaticString) throws(Raised) -> Bytes {
    try context.terminatedString(context.textArgument(value, what).value)
  }
}

extension SocketAddress {
  /// Every host of the network.
  static var broadcast: SocketAddress {
    var form = sockaddr_in()
    form.sin_family = sa_family_t(AF_INET)
    form.sin_addr.s_addr = .max
    var address = SocketAddress()
    withUnsafeMutableBytes(of: &address.storage) { $0.storeBytes(of: form, as: sockaddr_in.self) }
    address.length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return address
  }
}
