import CRuntime
import Glibc
import Runtime

// Messages: bytes from several places, and what comes beside them, such as descriptors that are handed over.
//
//     ┌────────┬───────┬──────┬──────────┬─────┬────
//     │ length │ level │ type │ data     │ pad │ …       what comes beside a message, one after the other
//     └────────┴───────┴──────┴──────────┴─────┴────
//     0        8       12     16                          length: from the start to the data's end

/// The header of what comes beside a message.
struct MessageHeader: BitwiseCopyable {
  var length: Int
  var level: Int32
  var type: Int32

  static var size: Int { 16 }
  static func aligned(_ size: Int) -> Int { (size + 7) & ~7 }
}

extension Socket {
  static let messages: [NativeEntry] = [
    .window("sendmsg", "(self, buffers, ancdata=<unset>, flags=0, address=<unset>, /) parsed") { c, a in
      bridge(c) { () throws(Raised) in
        let (socket, flags) = (Socket(a[0]), try c.intArgument(a[3]))
        var pieces = try Pieces(c, a[1], "sendmsg", isWritten: false)
        defer { pieces.free() }
        let beside = a[2].isEmpty ? nil : try socket.beside(c, a[2])
        var address: SocketAddress?
        if !a[4].isEmpty, a[4] != .none {
          address = try SocketAddress(c, a[4], family: socket.family, "sendmsg")
        }
        return Value(smallInt: Int64(try socket.send(c, &pieces, beside, &address, flags)))
      }
    },
    .window("recvmsg", "(self, bufsize, ancbufsize=0, flags=0, /) parsed") { c, a in
      bridge(c) { () throws(Raised) in
        let size = try c.sizeArgument(a[1])
        if size < 0 { throw c.raise(.valueError, "negative buffer size in recvmsg()") }
        let bytes = try Bytes.allocate(c, count: size)
        var pieces = Pieces(UnsafeMutableRawBufferPointer(start: bytes.base, count: size))
        defer { pieces.free() }
        let tuple = try Socket(a[0]).receive(c, &pieces, a[2], c.intArgument(a[3]))
        tuple.elements[0] = try Bytes.slice(c, bytes, 0, Int(tuple.elements[0].smallInt)).value
        return tuple.value
      }
    },
    .window("recvmsg_into", "(self, buffers, ancbufsize=0, flags=0, /) parsed") { c, a in
      bridge(c) { () throws(Raised) in
        var pieces = try Pieces(c, a[1], "recvmsg_into", isWritten: true)
        defer { pieces.free() }
        return try Socket(a[0]).receive(c, &pieces, a[2], c.intArgument(a[3])).value
      }
    },
  ]

  /// The places of a message's bytes.
  private struct Pieces {
    var places: [iovec]
    /// Keeps the objects alive whose bytes these are.
    private var owners: List?

    init(_ place: UnsafeMutableRawBufferPointer) {
      places = [iovec(iov_base: place.baseAddress, iov_len: place.count)]
      owners = nil
    }

    init(_ context: Context, _ buffers: Value, _ function: StaticString, isWritten: Bool) throws(Raised) {
      if !context.type(of: buffers).has(.iterate), !context.type(of: buffers).has(.getItem) {
        throw context.raise(.typeError, "\(function)() argument 1 must be an iterable")
      }
      let list = try context.list(of: buffers)
      (places, owners) = ([], list)
      for index in 0..<list.count {
        if isWritten {
          guard let bytes = try context.writableBytes(of: list.element(index)) else {
            throw context.raise(
              .typeError, "\(function)() argument 1 must be an iterable of single-segment read-write buffers")
          }
          places.append(iovec(iov_base: bytes.baseAddress, iov_len: bytes.count))
        } else {
          let bytes = try context.bytesLike(list.element(index))
          places.append(iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.base), iov_len: bytes.count))
        }
      }
    }

    func free() { keep_alive(owners?.value ?? .empty) }
  }

  /// What a program sends beside a message: tuples of level, type and data.
  private func beside(_ context: Context, _ value: Value) throws(Raised) -> Bytes {
    if !context.type(of: value).has(.iterate), !context.type(of: value).has(.getItem) {
      throw context.raise(.typeError, "sendmsg() argument 2 must be an iterable")
    }
    let items = try context.list(of: value)
    var size = 0
    for index in 0..<items.count {
      let item = items.element(index)
      let what = "[sendmsg() ancillary data items]() argument must be"
      guard let tuple = Tuple(ifHas: item) else {
        throw context.raise(.typeError, "\(what) 3-item tuple, not \(context.typeName(of: item))")
      }
      if tuple.count != 3 { throw context.raise(.typeError, "\(what) tuple of length 3, not \(tuple.count)") }
      size += MessageHeader.size + MessageHeader.aligned(try context.bytesLike(tuple[2]).count)
    }
    let bytes = try Bytes.allocate(context, count: size)
    bytes.base.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    var place = 0
    for index in 0..<items.count {
      let tuple = Tuple(items.element(index))
      let (level, type) = (try context.intArgument(tuple[0]), try context.intArgument(tuple[1]))
      let data = try context.bytesLike(tuple[2])
      let header = MessageHeader(length: MessageHeader.size + data.count, level: level, type: type)
      let next = place + MessageHeader.size + MessageHeader.aligned(data.count)
      if next > size { throw context.raise(.runtimeError, "ancillary data does not fit in calculated space") }
      // What a `bytes` holds lies at a multiple of 8, but need not.
      bytes.base.storeBytes(of: header, toByteOffset: place, as: MessageHeader.self)
      (bytes.base + place + MessageHeader.size).copyMemory(from: data.base, byteCount: data.count)
      place = next
    }
    return bytes
  }

  private func send(
    _ context: Context, _ pieces: inout Pieces, _ beside: Bytes?, _ address: inout SocketAddress?, _ flags: Int32
  ) throws(Raised) -> Int {
    let (descriptor, count) = (descriptor, pieces.places.count)
    return try perform(context, .output) {
      pieces.places.withUnsafeMutableBufferPointer { places in
        var message = msghdr()
        (message.msg_iov, message.msg_iovlen) = (places.baseAddress, count)
        if let beside, beside.count > 0 {
          (message.msg_control, message.msg_controllen) = (UnsafeMutableRawPointer(beside.base), beside.count)
        }
        guard let address else { return Glibc.sendmsg(descriptor, &message, flags) }
        return address.pass { name, length in
          message.msg_name = UnsafeMutableRawPointer(mutating: name)
          message.msg_namelen = length
          return Glibc.sendmsg(descriptor, &message, flags)
        }
      }
    }
  }

  /// A tuple of the count of bytes, what came beside them, flags and the sender's address.
  private func receive(
    _ context: Context, _ pieces: inout Pieces, _ besideSize: Value, _ flags: Int32
  ) throws(Raised) -> Tuple {
    let besideSize = try context.sizeArgument(besideSize)
    if besideSize < 0 || besideSize > Int(Int32.max) {
      throw context.raise(.valueError, "invalid ancillary data buffer length")
    }
    let beside = try Bytes.allocate(context, count: besideSize)
    let (descriptor, count) = (descriptor, pieces.places.count)
    var (message, address) = (msghdr(), SocketAddress())
    let received = try perform(context, .input) {
      pieces.places.withUnsafeMutableBufferPointer { places in
        message = msghdr()
        (message.msg_iov, message.msg_iovlen) = (places.baseAddress, count)
        (message.msg_control, message.msg_controllen) = (
          besideSize == 0 ? nil : UnsafeMutableRawPointer(beside.base), besideSize
        )
        return address.fill { name, length in
          (message.msg_name, message.msg_namelen) = (UnsafeMutableRawPointer(name), length.pointee)
          let result = Glibc.recvmsg(descriptor, &message, flags)
          length.pointee = message.msg_namelen
          return result
        }
      }
    }
    let tuple = try Tuple.allocate(context, count: 4)
    tuple.elements[0] = Value(smallInt: Int64(received))
    tuple.elements[1] = try items(context, beside, Int(message.msg_controllen)).value
    tuple.elements[2] = Value(smallInt: Int64(message.msg_flags))
    tuple.elements[3] = try address.value(context)
    return tuple
  }

  private func items(_ context: Context, _ beside: Bytes, _ count: Int) throws(Raised) -> List {
    let items = try List.make(context)
    var place = 0
    while place + MessageHeader.size <= count {
      let header = beside.bytes.loadUnaligned(fromByteOffset: place, as: MessageHeader.self)
      if header.length < MessageHeader.size { break }
      let size = min(header.length, count - place) - MessageHeader.size
      let tuple = try Tuple.make(
        context, Value(smallInt: Int64(header.level)), Value(smallInt: Int64(header.type)),
        Bytes.slice(context, beside, place + MessageHeader.size, place + MessageHeader.size + size).value)
      try items.append(context, tuple.value)
      place += MessageHeader.aligned(header.length)
    }
    return items
  }
}
