import CRuntime
import CSystem
import Glibc
import Runtime

struct SocketLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// −1 once it is closed.
  var descriptor: Int32
  var family: Int32
  var type: Int32
  var number: Int32
  /// Nanoseconds that an operation may wait; negative for any time, 0 for none.
  var timeout: Int64
}

/// `_socket.socket`: one end of a connection. With a timeout the system's socket does not block: what waits is `poll`.
struct Socket: NativeObject {
  let pointer: UnsafeMutablePointer<SocketLayout>
  static var nativeType: NativeType { .socket }

  var descriptor: Int32 { pointer.pointee.descriptor }
  var family: Int32 { pointer.pointee.family }

  // MARK: Making one

  /// A socket of a descriptor that is open.
  func adopt(_ context: Context, _ descriptor: Int32, family: Int32, type: Int32, number: Int32) throws(Raised) {
    pointer.pointee.descriptor = descriptor
    (pointer.pointee.family, pointer.pointee.number) = (family, number)
    pointer.pointee.type = type & ~(Socket.nonBlocking | Socket.closingOnExec)
    pointer.pointee.timeout = type & Socket.nonBlocking != 0 ? 0 : try Sockets.defaultTimeout(context)
    if pointer.pointee.timeout >= 0 { try setBlocking(context, false) }
  }

  static var nonBlocking: Int32 { O_NONBLOCK }
  static var closingOnExec: Int32 { O_CLOEXEC }

  static func make(
    _ context: Context, _ descriptor: Int32, family: Int32, type: Int32, number: Int32
  ) throws(Raised) -> Socket {
    let socket = try allocate(context)
    try socket.adopt(context, descriptor, family: family, type: type, number: number)
    return socket
  }

  /// Opens a socket, or takes the one that a descriptor is for.
  func open(_ context: Context, family: Int32, type: Int32, number: Int32, descriptor given: Value) throws(Raised) {
    var (family, type, number) = (family, type, number)
    if given != .none {
      let descriptor = try context.intArgument(given)
      if descriptor < 0 { throw context.raise(.valueError, "negative file descriptor") }
      var address = SocketAddress()
      try context.system { Int(address.fill { getsockname(descriptor, $0, $1) }) }
      if family == -1 { family = Int32(address.storage.ss_family) }
      if type == -1 { type = try Socket.option(context, descriptor, SO_TYPE) }
      if number == -1 { number = try Socket.option(context, descriptor, SO_PROTOCOL) }
      return try adopt(context, descriptor, family: family, type: type, number: number)
    }
    if family == -1 { family = AF_INET }
    if type == -1 { type = 1 }
    if number == -1 { number = 0 }
    let opened = try context.system { Int(Glibc.socket(family, type | Socket.closingOnExec, number)) }
    try adopt(context, Int32(opened), family: family, type: type, number: number)
  }

  private static func option(_ context: Context, _ descriptor: Int32, _ name: Int32) throws(Raised) -> Int32 {
    var (value, size) = (Int32(0), socklen_t(4))
    try context.system { Int(getsockopt(descriptor, SOL_SOCKET, name, &value, &size)) }
    return value
  }

  // MARK: Closing

  func close(_ context: Context) throws(Raised) {
    let descriptor = detach()
    if descriptor < 0 { return }
    let result = context.attempt { Int(Glibc.close(descriptor)) }
    // The other end may have gone meanwhile; and Linux has closed it even where a signal came.
    if result < 0, result != -Int(ECONNRESET), result != -Int(EINTR) { throw context.raiseSystemError(Int32(-result)) }
  }

  func detach() -> Int32 {
    let descriptor = pointer.pointee.descriptor
    pointer.pointee.descriptor = -1
    return descriptor
  }

  // MARK: Waiting

  func setBlocking(_ context: Context, _ blocks: Bool) throws(Raised) {
    let descriptor = descriptor
    let flags = Int32(try context.system { Int(fcntl(descriptor, F_GETFL)) })
    let wanted = blocks ? flags & ~O_NONBLOCK : flags | O_NONBLOCK
    if wanted != flags { try context.system { Int(fcntl(descriptor, F_SETFL, wanted)) } }
  }

  func setTimeout(_ context: Context, _ nanoseconds: Int64) throws(Raised) {
    pointer.pointee.timeout = nanoseconds
    try setBlocking(context, nanoseconds < 0)
  }

  enum Direction {
    case input, output
    var events: Int16 { Int16(self == .input ? POLLIN : POLLOUT) }
  }

  /// When an operation that begins now has taken too long; nil where it may take any time, or none.
  var deadline: UInt64? {
    let timeout = pointer.pointee.timeout
    return timeout > 0 ? host_monotonic_time() &+ UInt64(timeout) : nil
  }

  func raiseTimeout(_ context: Context) -> Raised { context.raise(.timeoutError, "timed out") }

  /// Waits until the socket is ready. TimeoutError where that takes too long.
  func wait(_ context: Context, _ direction: Direction, until deadline: UInt64?) throws(Raised) {
    var files = [pollfd(fd: descriptor, events: direction.events, revents: 0)]
    if try Selecting.wait(context, &files, until: deadline) == 0 { throw raiseTimeout(context) }
  }

  /// What a call of the system's answers, which is made again until it need not wait.
  func perform(
    _ context: Context, _ direction: Direction, _ body: () -> Int
  ) throws(Raised) -> Int {
    try perform(context, direction, until: deadline, body)
  }

  func perform(
    _ context: Context, _ direction: Direction, until deadline: UInt64?, _ body: () -> Int
  ) throws(Raised) -> Int {
    while true {
      if deadline != nil { try wait(context, direction, until: deadline) }
      let result = context.attempt(body)
      if result >= 0 { return result }
      if result == -Int(EINTR) {
        try context.handleEvents()
      } else if deadline == nil || result != -Int(EAGAIN) {
        throw context.raiseSystemError(Int32(-result))
      }
    }
  }

  /// The error number of connecting, or 0.
  func connect(_ context: Context, _ address: SocketAddress) throws(Raised) -> Int32 {
    let descriptor = descriptor
    let result = context.attempt { Int(address.pass { Glibc.connect(descriptor, $0, $1) }) }
    if result >= 0 { return 0 }
    let isGoingOn: Bool
    if result == -Int(EINTR) {
      try context.handleEvents()
      isGoingOn = pointer.pointee.timeout != 0
    } else {
      isGoingOn = pointer.pointee.timeout > 0 && result == -Int(EINPROGRESS)
    }
    if !isGoingOn { return Int32(-result) }
    try wait(context, .output, until: deadline)
    return try Socket.option(context, descriptor, SO_ERROR)
  }
}
