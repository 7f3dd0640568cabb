import CRuntime
import CSystem
import Glibc
import Runtime

// `select.epoll`: descriptors that the system itself remembers.

struct EventPollLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// −1 once it is closed.
  var descriptor: Int32
  var unused: Int32
}

struct EventPoll: NativeObject {
  let pointer: UnsafeMutablePointer<EventPollLayout>
  static var nativeType: NativeType { .eventPoll }

  private func descriptor(_ context: Context) throws(Raised) -> Int32 {
    let descriptor = pointer.pointee.descriptor
    if descriptor < 0 { throw context.raise(.valueError, "I/O operation on closed epoll object") }
    return descriptor
  }

  private func close() {
    let descriptor = pointer.pointee.descriptor
    pointer.pointee.descriptor = -1
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  private static func make(_ context: Context, _ type: Type, _ descriptor: Int32) throws(Raised) -> EventPoll {
    let made = try allocate(context, type)
    made.pointer.pointee.descriptor = descriptor
    return made
  }

  private func control(
    _ context: Context, _ operation: Int32, _ file: Value, _ events: UInt32
  ) throws(Raised) {
    let descriptor = try descriptor(context)
    let target = try context.fileDescriptor(file)
    var event = epoll_event()
    event.events = events
    event.data.fd = target
    try context.system { Int(epoll_ctl(descriptor, operation, target, &event)) }
  }

  private static func mask(_ context: Context, _ value: Value) throws(Raised) -> UInt32 {
    UInt32(truncatingIfNeeded: try context.machineIndex(of: value))
  }

  static let declaration = TypeDeclaration(
    native: .eventPoll, "select.epoll", trace: .leaf,
    documentation: "Descriptors that the system remembers, and what is waited for on each.",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "epoll", "(type, /, sizehint=-1, flags=0)",
          { c, a in
            bridge(c) { () throws(Raised) in
              let (size, flags) = (try c.intArgument(a[1]), try c.intArgument(a[2]))
              if size != -1, size <= 0 { throw c.raise(.valueError, "negative sizehint") }
              if flags != 0, flags != O_CLOEXEC { throw c.raise(.osError, "invalid flags") }
              let descriptor = try c.system { Int(epoll_create1(O_CLOEXEC)) }
              return try make(c, Type(a[0]), Int32(descriptor)).value
            }
          }, type, arguments, Int(count), names)
      },
      .unary(.delete) { _, s in
        EventPoll(s).close()
        return .none
      },
    ],
    methods: [
      .two("fromfd", "(cls, fd, /)", .classMethod) { c, type, descriptor in
        bridge(c) { () throws(Raised) in try make(c, Type(type), c.intArgument(descriptor)).value }
      },
      .one("close") { _, s in
        EventPoll(s).close()
        return .none
      },
      .one("fileno") { c, s in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try EventPoll(s).descriptor(c))) }
      },
      .getter("closed", { _, s in Value(EventPoll(s).pointer.pointee.descriptor < 0) }),
      .window(
        "register",
        """
        (self, /, fd,
                 eventmask=7<select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT>)
        """
      ) { c, a in
        bridge(c) { () throws(Raised) -> Void in
          try EventPoll(a[0]).control(c, EPOLL_CTL_ADD, a[1], mask(c, a[2]))
        }
      },
      .window("modify", "(self, /, fd, eventmask)") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          try EventPoll(a[0]).control(c, EPOLL_CTL_MOD, a[1], mask(c, a[2]))
        }
      },
      .window("unregister", "(self, /, fd)") { c, a in
        bridge(c) { () throws(Raised) -> Void in try EventPoll(a[0]).control(c, EPOLL_CTL_DEL, a[1], 0) }
      },
      .window("poll", "(self, /, timeout=None, maxevents=-1)") { c, a in
        bridge(c) { () throws(Raised) in try EventPoll(a[0]).wait(c, timeout: a[1], most: a[2]).value }
      },
      .one("__enter__") { c, s in
        bridge(c) { () throws(Raised) in
          _ = try EventPoll(s).descriptor(c)
          return s
        }
      },
      .window("__exit__", "(self, exc_type=None, exc_value=None, exc_tb=None, /)") { _, a in
        EventPoll(a[0]).close()
        return .none
      },
    ])

  private func wait(_ context: Context, timeout: Value, most: Value) throws(Raised) -> List {
    let descriptor = try descriptor(context)
    var nanoseconds: Int64?
    if timeout != .none {
      if PythonFloat.number(timeout) == nil, !context.type(of: timeout).has(.index) {
        throw context.raise(.typeError, "timeout must be an integer or None")
      }
      let given = try Timestamp.nanoseconds(context, timeout, rounding: .up)
      if given >= 0 { nanoseconds = given }
    }
    var count = try context.intArgument(most)
    if count == -1 { count = 1023 }
    if count <= 0 { throw context.raise(.valueError, "maxevents must be greater than 0, got \(count)") }
    var events = [epoll_event](repeating: epoll_event(), count: Int(count))
    let deadline = Selecting.deadline(nanoseconds)
    var found = 0
    while true {
      found = context.attempt {
        Int(epoll_wait(descriptor, &events, count, Selecting.milliseconds(until: deadline)))
      }
      if found >= 0 { break }
      if found != -Int(EINTR) { throw context.raiseSystemError(Int32(-found)) }
      try context.handleEvents()
    }
    let ready = try List.make(context)
    for event in events.prefix(found) {
      try ready.append(
        context,
        Tuple.make(context, Value(smallInt: Int64(event.data.fd)), Value(smallInt: Int64(event.events))).value)
    }
    return ready
  }
}
