import CRuntime
import Glibc
import Runtime

// Bytes sent and received.

extension Socket {
  static let transfer: [NativeEntry] = receiving + sending

  // MARK: Receiving

  private static let receiving: [NativeEntry] = [
    .three("recv", "(self, bufsize, flags=0, /) parsed") { c, s, size, flags in
      bridge(c) { () throws(Raised) in
        let (socket, flags) = (Socket(s), try c.intArgument(flags))
        let bytes = try socket.buffer(c, size, "recv")
        let count = try socket.receive(c, UnsafeMutableRawBufferPointer(start: bytes.base, count: bytes.count), flags)
        return try Bytes.slice(c, bytes, 0, count).value
      }
    },
    .window("recv_into", "(self, buffer, nbytes=0, flags=0) silent") { c, a in
      bridge(c) { () throws(Raised) in
        let (socket, flags) = (Socket(a[0]), try c.intArgument(a[3]))
        let part = try socket.part(
          c, a[1], a[2], "recv_into", tooSmall: "buffer too small for requested bytes")
        return Value(smallInt: Int64(try socket.receive(c, part, flags)))
      }
    },
    .three("recvfrom", "(self, bufsize, flags=0, /) parsed") { c, s, size, flags in
      bridge(c) { () throws(Raised) in
        let (socket, flags) = (Socket(s), try c.intArgument(flags))
        let bytes = try socket.buffer(c, size, "recvfrom")
        let target = UnsafeMutableRawBufferPointer(start: bytes.base, count: bytes.count)
        let (count, address) = try socket.receiveFrom(c, target, flags)
        return try Tuple.make(c, Bytes.slice(c, bytes, 0, count).value, address).value
      }
    },
    .window("recvfrom_into", "(self, buffer, nbytes=0, flags=0) silent") { c, a in
      bridge(c) { () throws(Raised) in
        let (socket, flags) = (Socket(a[0]), try c.intArgument(a[3]))
        let part = try socket.part(
          c, a[1], a[2], "recvfrom_into", tooSmall: "nbytes is greater than the length of the buffer")
        let (count, address) = try socket.receiveFrom(c, part, flags)
        return try Tuple.make(c, Value(smallInt: Int64(count)), address).value
      }
    },
  ]

  private func buffer(_ context: Context, _ size: Value, _ function: StaticString) throws(Raised) -> Bytes {
    let size = try context.sizeArgument(size)
    if size < 0 { throw context.raise(.valueError, "negative buffersize in \(function)") }
    return try Bytes.allocate(context, count: size)
  }

  /// The first bytes of something that can be written to, all of it for a size of 0.
  private func part(
    _ context: Context, _ buffer: Value, _ size: Value, _ function: StaticString, tooSmall: String
  ) throws(Raised) -> UnsafeMutableRawBufferPointer {
    guard let whole = try context.writableBytes(of: buffer) else {
      throw context.raise(
        .typeError,
        "\(function)() argument 1 must be read-write bytes-like object, not \(context.typeName(of: buffer))")
    }
    let size = try context.sizeArgument(size)
    if size < 0 { throw context.raise(.valueError, "negative buffersize in \(function)") }
    if size > whole.count { throw context.raise(.valueError, tooSmall) }
    return size == 0 ? whole : UnsafeMutableRawBufferPointer(rebasing: whole[..<size])
  }

  private func receive(
    _ context: Context, _ target: UnsafeMutableRawBufferPointer, _ flags: Int32
  ) throws(Raised) -> Int {
    if target.count == 0 { return 0 }
    let descriptor = descriptor
    return try perform(context, .input) { Glibc.recv(descriptor, target.baseAddress, target.count, flags) }
  }

  private func receiveFrom(
    _ context: Context, _ target: UnsafeMutableRawBufferPointer, _ flags: Int32
  ) throws(Raised) -> (Int, Value) {
    let descriptor = descriptor
    var address = SocketAddress()
    let count = try perform(context, .input) {
      address.fill { Glibc.recvfrom(descriptor, target.baseAddress, target.count, flags, $0, $1) }
    }
    return (count, try address.value(context))
  }

  // MARK: Sending

  private static let sending: [NativeEntry] = [
    .three("send", "(self, data, flags=0, /) parsed") { c, s, data, flags in
      bridge(c) { () throws(Raised) in
        let (socket, bytes, flags) = (Socket(s), try c.bytesLike(data), try c.intArgument(flags))
        let descriptor = socket.descriptor
        let count = try socket.perform(c, .output) { Glibc.send(descriptor, bytes.base, bytes.count, flags) }
        return Value(smallInt: Int64(count))
      }
    },
    .three("sendall", "(self, data, flags=0, /) parsed") { c, s, data, flags in
      bridge(c) { () throws(Raised) -> Void in
        let (socket, bytes, flags) = (Socket(s), try c.bytesLike(data), try c.intArgument(flags))
        let (descriptor, deadline) = (socket.descriptor, socket.deadline)
        var sent = 0
        repeat {
          sent += try socket.perform(c, .output, until: deadline) {
            Glibc.send(descriptor, bytes.base + sent, bytes.count - sent, flags)
          }
          try c.checkEvents()
        } while sent < bytes.count
      }
    },
    .window("sendto", "(self, *args) silent") { c, a in
      bridge(c) { () throws(Raised) in
        let (socket, given) = (Socket(a[0]), Tuple(a[1]))
        if given.count != 2, given.count != 3 {
          throw c.raise(.typeError, "sendto() takes 2 or 3 arguments (\(given.count) given)")
        }
        let bytes = try c.bytesLike(given[0])
        let flags = given.count == 3 ? try c.intArgument(given[1]) : 0
        let address = try SocketAddress(c, given[given.count - 1], family: socket.family, "sendto")
        let descriptor = socket.descriptor
        let count = try socket.perform(c, .output) {
          address.pass { Glibc.sendto(descriptor, bytes.base, bytes.count, flags, $0, $1) }
        }
        return Value(smallInt: Int64(count))
      }
    },
  ]
}
