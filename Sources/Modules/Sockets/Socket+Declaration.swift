import CRuntime
import CSystem
import Glibc
import Runtime

extension Socket {
  static let declaration = TypeDeclaration(
    native: .socket, "_socket.socket", flags: [.base], trace: .leaf,
    documentation: "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOne end of a connection.",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          let made = try allocate(c, Type(type))
          (made.pointer.pointee.descriptor, made.pointer.pointee.timeout) = (-1, -1)
          return made.value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "socket", "(self, family=-1, type=-1, proto=-1, fileno=None)",
          { c, a in
            bridge(c) { () throws(Raised) -> Void in
              let (family, type) = (try c.intArgument(a[1]), try c.intArgument(a[2]))
              try Socket(a[0]).open(
                c, family: family, type: type, number: c.intArgument(a[3]), descriptor: a[4])
            }
          }, s, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let state = Socket(s).pointer.pointee
          return try Text.make(
            c,
            "<socket object, fd=\(state.descriptor), family=\(state.family), type=\(state.type), proto=\(state.number)>"
          ).value
        }
      },
      .unary(.delete) { c, s in
        bridge(c) { () throws(Raised) -> Void in
          let socket = Socket(s)
          if socket.descriptor < 0 { return }
          let shown = String(try c.repr(s))
          let descriptor = socket.detach()
          Glibc.close(descriptor)
          try c.warn(.resourceWarning, "unclosed \(shown)")
        }
      },
    ],
    methods: connecting + state + transfer + messages)

  // MARK: Connections

  private static let connecting: [NativeEntry] = [
    .two("bind", "(self, object, /)") { c, s, address in
      bridge(c) { () throws(Raised) -> Void in
        let socket = Socket(s)
        let address = try SocketAddress(c, address, family: socket.family, "bind")
        let descriptor = socket.descriptor
        try c.system { Int(address.pass { Glibc.bind(descriptor, $0, $1) }) }
      }
    },
    .two("connect", "(self, object, /)") { c, s, address in
      bridge(c) { () throws(Raised) -> Void in
        let socket = Socket(s)
        let error = try socket.connect(c, SocketAddress(c, address, family: socket.family, "connect"))
        if error != 0 { throw c.raiseSystemError(error) }
      }
    },
    .two("connect_ex", "(self, object, /)") { c, s, address in
      bridge(c) { () throws(Raised) in
        let socket = Socket(s)
        let address = try SocketAddress(c, address, family: socket.family, "connect_ex")
        do throws(Raised) {
          return Value(smallInt: Int64(try socket.connect(c, address)))
        } catch {
          if !c.isPending(.timeoutError) { throw error }
          _ = c.takeException()
          return Value(smallInt: Int64(EWOULDBLOCK))
        }
      }
    },
    .two("listen", "(self, backlog=128, /) parsed") { c, s, backlog in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, backlog) = (Socket(s).descriptor, max(0, try c.intArgument(backlog)))
        try c.system { Int(Glibc.listen(descriptor, backlog)) }
      }
    },
    .one("_accept") { c, s in
      bridge(c) { () throws(Raised) in
        let socket = Socket(s)
        let descriptor = socket.descriptor
        var address = SocketAddress()
        let accepted = try socket.perform(c, .input) {
          Int(address.fill { system_accept4(descriptor, $0, $1, Socket.closingOnExec) })
        }
        return try Tuple.make(c, Value(smallInt: Int64(accepted)), address.value(c)).value
      }
    },
    .two("shutdown", "(self, object, /)") { c, s, how in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, how) = (Socket(s).descriptor, try c.intArgument(how))
        try c.system { Int(Glibc.shutdown(descriptor, how)) }
      }
    },
    .one("close") { c, s in bridge(c) { () throws(Raised) -> Void in try Socket(s).close(c) } },
    .one("detach") { _, s in Value(smallInt: Int64(Socket(s).detach())) },
  ]

  // MARK: State

  private static let state: [NativeEntry] = [
    .one("fileno") { _, s in Value(smallInt: Int64(Socket(s).descriptor)) },
    .member("family") { _, s in Value(smallInt: Int64(Socket(s).family)) },
    .member("type") { _, s in Value(smallInt: Int64(Socket(s).pointer.pointee.type)) },
    .member("proto") { _, s in Value(smallInt: Int64(Socket(s).pointer.pointee.number)) },
    .getter("timeout", { c, s in
      bridge(c) { () throws(Raised) in try Sockets.timeoutValue(c, Socket(s).pointer.pointee.timeout) }
    }),
    .one("gettimeout") { c, s in
      bridge(c) { () throws(Raised) in try Sockets.timeoutValue(c, Socket(s).pointer.pointee.timeout) }
    },
    .two("settimeout", "(self, object, /)") { c, s, timeout in
      bridge(c) { () throws(Raised) -> Void in try Socket(s).setTimeout(c, Sockets.timeout(c, timeout)) }
    },
    .one("getblocking") { _, s in Value(Socket(s).pointer.pointee.timeout != 0) },
    .two("setblocking", "(self, object, /)") { c, s, blocks in
      bridge(c) { () throws(Raised) -> Void in try Socket(s).setTimeout(c, c.isTrue(blocks) ? -1 : 0) }
    },
    .one("getsockname") { c, s in
      bridge(c) { () throws(Raised) in
        let descriptor = Socket(s).descriptor
        var address = SocketAddress()
        try c.system { Int(address.fill { Glibc.getsockname(descriptor, $0, $1) }) }
        return try address.value(c)
      }
    },
    .one("getpeername") { c, s in
      bridge(c) { () throws(Raised) in
        let descriptor = Socket(s).descriptor
        var address = SocketAddress()
        try c.system { Int(address.fill { Glibc.getpeername(descriptor, $0, $1) }) }
        return try address.value(c)
      }
    },
    .window("getsockopt", "(self, level, option, buflen=0, /) parsed") { c, a in
      bridge(c) { () throws(Raised) in
        let (level, option) = (try c.intArgument(a[1]), try c.intArgument(a[2]))
        return try Socket(a[0]).option(c, level, option, size: c.intArgument(a[3]))
      }
    },
    .window("setsockopt", "(self, *args) silent") { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let given = Tuple(a[1])
        // A fourth argument is the size of what is None.
        if given.count != 3, given.count != 4 || given[2] != .none {
          throw c.raise(.typeError, "setsockopt() takes exactly 3 arguments (\(given.count) given)")
        }
        let (level, option) = (try c.intArgument(given[0]), try c.intArgument(given[1]))
        try Socket(a[0]).setOption(c, level, option, given[2], size: given.count == 4 ? given[3] : .empty)
      }
    },
  ]

  private func option(_ context: Context, _ level: Int32, _ option: Int32, size: Int32) throws(Raised) -> Value {
    let descriptor = descriptor
    if size == 0, family == AF_VSOCK {
      var (value, length) = (UInt64(0), socklen_t(8))
      try context.system { Int(Glibc.getsockopt(descriptor, level, option, &value, &length)) }
      return try PythonInt.make(context, value)
    }
    if size == 0 {
      var (value, length) = (Int32(0), socklen_t(4))
      try context.system { Int(Glibc.getsockopt(descriptor, level, option, &value, &length)) }
      return Value(smallInt: Int64(value))
    }
    if size < 0 || size > 1024 { throw context.raise(.osError, "getsockopt buflen out of range") }
    let bytes = try Bytes.allocate(context, count: Int(size))
    var length = socklen_t(size)
    try context.system { Int(Glibc.getsockopt(descriptor, level, option, bytes.base, &length)) }
    return try Bytes.slice(context, bytes, 0, Int(length)).value
  }

  private func setOption(
    _ context: Context, _ level: Int32, _ option: Int32, _ value: Value, size: Value
  ) throws(Raised) {
    let descriptor = descriptor
    if !size.isEmpty {
      let size = socklen_t(bitPattern: try context.intArgument(size))
      try context.system { Int(Glibc.setsockopt(descriptor, level, option, nil, size)) }
    } else if family == AF_VSOCK, context.isInt(value) {
      // Its options are numbers of 64 bits.
      var number = try context.unsigned64(value, "unsigned long long")
      try context.system { Int(Glibc.setsockopt(descriptor, level, option, &number, 8)) }
    } else if let number = PythonInt.operand(value).flatMap({ PythonInt.int64($0) }).flatMap({ Int32(exactly: $0) }) {
      var number = number
      try context.system { Int(Glibc.setsockopt(descriptor, level, option, &number, 4)) }
    } else {
      let bytes = try context.bytesLike(value)
      try context.system { Int(Glibc.setsockopt(descriptor, level, option, bytes.base, socklen_t(bytes.count))) }
    }
  }
}
