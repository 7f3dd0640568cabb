import CRuntime
import Glibc
import Runtime

/// The module `select`: waiting until one of several files may be read or written.
enum Selecting {
  static let module = ModuleDeclaration(
    "select", "Waiting until one of several files may be read or written.",
    functions: [
      .window("select", "(rlist, wlist, xlist, timeout=None, /)", .function) { c, a in
        bridge(c) { () throws(Raised) in try select(c, a).value }
      },
      .none("poll") { c in
        bridge(c) { () throws(Raised) in
          let poll = try Poll.allocate(c)
          publish(try Dict.make(c).value, to: &poll.pointer.pointee.files)
          return poll.value
        }
      },
    ],
    nativeTypes: [EventPoll.declaration], hiddenTypes: [Poll.declaration],
    fill: { (c, module) throws(Raised) in
      for row in constants { try module.set(c, row.name, PythonInt.make(c, row.number)) }
      try module.set(c, "error", Interpreter(of: c).type(.osError).value)
    })

  /// When a wait is over, in nanoseconds of the monotonic clock; nil for never.
  static func deadline(_ nanoseconds: Int64?) -> UInt64? {
    nanoseconds.map { host_monotonic_time() &+ UInt64($0) }
  }

  /// Milliseconds from now on, rounded up; −1 for no end.
  static func milliseconds(until deadline: UInt64?) -> Int32 {
    guard let deadline else { return -1 }
    let now = host_monotonic_time()
    return now >= deadline ? 0 : Int32(clamping: (deadline - now + 999_999) / 1_000_000)
  }

  /// Waits with `poll`; handlers of signals run meanwhile. The answer is how many files are ready.
  static func wait(_ context: Context, _ files: inout [pollfd], until deadline: UInt64?) throws(Raised) -> Int {
    while true {
      let result = context.attempt { Int(Glibc.poll(&files, nfds_t(files.count), milliseconds(until: deadline))) }
      if result >= 0 { return result }
      if result != -Int(EINTR) { throw context.raiseSystemError(Int32(-result)) }
      try context.handleEvents()
    }
  }

  /// `select`, which the system does by `poll`: so there is no bound on descriptors.
  private static func select(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>
  ) throws(Raised) -> Tuple {
    let timeout = try timeout(context, arguments[3])
    let kinds: [Int16] = [Int16(POLLIN), Int16(POLLOUT), Int16(POLLPRI)]
    // A hang-up and an error make a file ready, as the system's own `select` has it.
    let meanings: [Int16] = [
      Int16(POLLIN | POLLHUP | POLLERR), Int16(POLLOUT | POLLERR), Int16(POLLPRI),
    ]
    var files: [pollfd] = []
    let objects = try List.make(context)
    var bounds: [Int] = []
    for index in 0..<3 {
      if !context.type(of: arguments[index]).has(.iterate), !context.type(of: arguments[index]).has(.getItem) {
        throw context.raise(.typeError, "arguments 1-3 must be sequences")
      }
      let list = try context.list(of: arguments[index])
      for place in 0..<list.count {
        let object = list.element(place)
        files.append(pollfd(fd: try context.fileDescriptor(object), events: kinds[index], revents: 0))
        try objects.append(context, object)
      }
      bounds.append(files.count)
    }
    _ = try wait(context, &files, until: deadline(timeout))
    var start = 0
    let answers = try Tuple.allocate(context, count: 3)
    for index in 0..<3 {
      let ready = try List.make(context)
      for place in start..<bounds[index] {
        if files[place].revents & Int16(POLLNVAL) != 0 { throw context.raiseSystemError(EBADF) }
        if files[place].revents & meanings[index] != 0 { try ready.append(context, objects.element(place)) }
      }
      answers.elements[index] = ready.value
      start = bounds[index]
    }
    return answers
  }

  private static func timeout(_ context: Context, _ value: Value) throws(Raised) -> Int64? {
    if value == .none { return nil }
    if PythonFloat.number(value) == nil, !context.type(of: value).has(.index) {
      throw context.raise(.typeError, "timeout must be a float or None")
    }
    let timeout = try Timestamp.nanoseconds(context, value, rounding: .up)
    if timeout < 0 { throw context.raise(.valueError, "timeout must be non-negative") }
    return timeout
  }

  private static let constants: [(name: StaticString, number: Int64)] = [
    ("EPOLLERR", 8), ("EPOLLET", 2147483648), ("EPOLLEXCLUSIVE", 268435456), ("EPOLLHUP", 16), ("EPOLLIN", 1),
    ("EPOLLMSG", 1024), ("EPOLLONESHOT", 1073741824), ("EPOLLOUT", 4), ("EPOLLPRI", 2), ("EPOLLRDBAND", 128),
    ("EPOLLRDHUP", 8192), ("EPOLLRDNORM", 64), ("EPOLLWAKEUP", 536870912), ("EPOLLWRBAND", 512), ("EPOLLWRNORM", 256),
    ("EPOLL_CLOEXEC", 524288), ("PIPE_BUF", 4096), ("POLLERR", 8), ("POLLHUP", 16), ("POLLIN", 1), ("POLLMSG", 1024),
    ("POLLNVAL", 32), ("POLLOUT", 4), ("POLLPRI", 2), ("POLLRDBAND", 128), ("POLLRDHUP", 8192), ("POLLRDNORM", 64),
    ("POLLWRBAND", 512), ("POLLWRNORM", 256),
  ]
}

// What `select.poll()` answers: descriptors, and what is waited for on each.

struct PollLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// A dict of ints: events by descriptor.
  var files: Value
}

struct Poll: NativeObject {
  let pointer: UnsafeMutablePointer<PollLayout>
  static var nativeType: NativeType { .poll }

  private var files: Dict { Dict(load(&pointer.pointee.files)) }

  private static func events(_ context: Context, _ value: Value) throws(Raised) -> Value {
    let number = try context.index(of: value)
    if PythonInt.sign(number) < 0 { throw context.raise(.valueError, "Cannot convert negative int") }
    guard let mask = PythonInt.int64(number), mask <= Int64(UInt16.max) else {
      throw context.raise(.overflowError, "Python int too large for C unsigned short")
    }
    return number
  }

  /// Nanoseconds of so many milliseconds, an int or float.
  private static func milliseconds(_ context: Context, _ value: Value) throws(Raised) -> Int64 {
    if let number = PythonFloat.number(value) {
      let scaled = (number * 1e6).rounded(.up)
      if scaled.isNaN { throw context.raise(.valueError, "Invalid value NaN (not a number)") }
      guard abs(scaled) < 0x1p62 else { throw Timestamp.raiseOutOfRange(context) }
      return Int64(scaled)
    }
    if !context.type(of: value).has(.index) {
      throw context.raise(.typeError, "timeout must be an integer or None")
    }
    guard let number = PythonInt.int64(try context.index(of: value)), abs(number) < 1 << 42 else {
      throw Timestamp.raiseOutOfRange(context)
    }
    return number * 1_000_000
  }

  static let declaration = TypeDeclaration(
    native: .poll, "select.poll", slots: [.noConstructor],
    methods: [
      // 7: what may be read, what is urgent, what may be written.
      .three("register", "(self, fd, eventmask=7, /)") { c, s, file, mask in
        bridge(c) { () throws(Raised) -> Void in
          let descriptor = Value(smallInt: Int64(try c.fileDescriptor(file)))
          try Poll(s).files.set(c, descriptor, to: events(c, mask))
        }
      },
      .three("modify", "(self, fd, eventmask, /)") { c, s, file, mask in
        bridge(c) { () throws(Raised) -> Void in
          let descriptor = Value(smallInt: Int64(try c.fileDescriptor(file)))
          let mask = try events(c, mask)
          if try !Poll(s).files.contains(c, descriptor) { throw c.raiseSystemError(ENOENT) }
          try Poll(s).files.set(c, descriptor, to: mask)
        }
      },
      .two("unregister", "(self, fd, /)") { c, s, file in
        bridge(c) { () throws(Raised) -> Void in
          let descriptor = Value(smallInt: Int64(try c.fileDescriptor(file)))
          if try Poll(s).files.remove(c, descriptor).isEmpty { throw c.raise(.keyError, argument: descriptor) }
        }
      },
      .two("poll", "(self, timeout=None, /)") { c, s, timeout in
        bridge(c) { () throws(Raised) in
          var nanoseconds: Int64?
          if timeout != .none {
            let given = try milliseconds(c, timeout)
            if given >= 0 { nanoseconds = given }
          }
          var files: [pollfd] = []
          var position = 0
          while let (descriptor, mask) = Poll(s).files.next(&position) {
            files.append(
              pollfd(
                fd: Int32(descriptor.smallInt), events: Int16(truncatingIfNeeded: mask.smallInt), revents: 0))
          }
          _ = try Selecting.wait(c, &files, until: Selecting.deadline(nanoseconds))
          let ready = try List.make(c)
          for file in files where file.revents != 0 {
            let events = Int64(UInt16(bitPattern: file.revents))
            try ready.append(c, Tuple.make(c, Value(smallInt: Int64(file.fd)), Value(smallInt: events)).value)
          }
          return ready.value
        }
      },
    ])
}
