import CRuntime
import Glibc
import Runtime

/// The module `_socket`.
enum Sockets {
  static let module = ModuleDeclaration(
    "_socket", "Implementation module for socket operations.\n\nSee the socket module for documentation.",
    functions: descriptors + HostNames.functions + InternetAddresses.functions + NetworkInterfaces.functions,
    nativeTypes: [Socket.declaration],
    fill: { (c, module) throws(Raised) in
      for row in SocketConstants.rows { try module.set(c, row.name, PythonInt.make(c, row.number)) }
      try module.set(c, "SocketType", c.type(.socket).value)
      try module.set(c, "error", Interpreter(of: c).type(.osError).value)
      try module.set(c, "timeout", Interpreter(of: c).type(.timeoutError).value)
      try module.set(c, "gaierror", errorType(c, .addressError, "socket.gaierror"))
      try module.set(c, "herror", errorType(c, .hostError, "socket.herror"))
      try module.set(c, "has_ipv6", .true)
      try module.set(c, "BDADDR_ANY", "00:00:00:00:00:00")
      try module.set(c, "BDADDR_LOCAL", "00:00:00:FF:FF:FF")
    })

  /// `gaierror` and `herror`.
  static func errorType(_ context: Context, _ variable: NativeVariable, _ name: StaticString) throws(Raised) -> Value {
    try context.value(of: variable) { () throws(Raised) in try context.makeException(name, base: .osError) }
  }

  // MARK: Timeouts

  /// Nanoseconds that operations of new sockets may wait; negative for any time.
  static func defaultTimeout(_ context: Context) throws(Raised) -> Int64 {
    let known = context.value(of: .socketTimeout)
    return known.isEmpty ? -1 : PythonInt.int64(known) ?? -1
  }

  /// Nanoseconds of a timeout that a program gives; negative for None.
  static func timeout(_ context: Context, _ value: Value) throws(Raised) -> Int64 {
    if value == .none { return -1 }
    let nanoseconds = try Timestamp.nanoseconds(context, value, rounding: .up)
    if nanoseconds < 0 { throw context.raise(.valueError, "Timeout value out of range") }
    if nanoseconds / 1_000_000 > Int64(Int32.max) {
      throw context.raise(.overflowError, "timeout doesn't fit into C timeval")
    }
    return nanoseconds
  }

  static func timeoutValue(_ context: Context, _ nanoseconds: Int64) throws(Raised) -> Value {
    nanoseconds < 0 ? .none : try PythonFloat.make(context, Double(nanoseconds) / 1e9)
  }

  // MARK: Descriptors

  private static let descriptors: [NativeEntry] = [
    .none("getdefaulttimeout", "() self") { c in
      bridge(c) { () throws(Raised) in try timeoutValue(c, defaultTimeout(c)) }
    },
    .one("setdefaulttimeout", "(object, /) self", .function) { c, timeout in
      bridge(c) { () throws(Raised) -> Void in
        c.set(.socketTimeout, to: try PythonInt.make(c, Sockets.timeout(c, timeout)))
      }
    },
    .one("close", "(object, /) self", .function) { c, descriptor in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.intArgument(descriptor)
        let result = c.attempt { Int(Glibc.close(descriptor)) }
        if result < 0, result != -Int(ECONNRESET), result != -Int(EINTR) { throw c.raiseSystemError(Int32(-result)) }
      }
    },
    .one("dup", "(object, /) self", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.intArgument(descriptor)
        return Value(smallInt: Int64(try c.system { Int(fcntl(descriptor, F_DUPFD_CLOEXEC, 0)) }))
      }
    },
    .three("socketpair", "(family=1, type=1, proto=0, /) silent", .function) { c, family, type, number in
      bridge(c) { () throws(Raised) in
        let (family, type, number) = (try c.intArgument(family), try c.intArgument(type), try c.intArgument(number))
        var ends: (Int32, Int32) = (0, 0)
        try c.system {
          withUnsafeMutablePointer(to: &ends) {
            $0.withMemoryRebound(to: Int32.self, capacity: 2) {
              Int(Glibc.socketpair(family, type | Socket.closingOnExec, number, $0))
            }
          }
        }
        let first = try Socket.make(c, ends.0, family: family, type: type, number: number)
        let second = try Socket.make(c, ends.1, family: family, type: type, number: number)
        return try Tuple.make(c, first.value, second.value).value
      }
    },
  ]
}
