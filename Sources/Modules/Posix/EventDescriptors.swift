import CRuntime
import CSystem
import Glibc
import Runtime

/// Descriptors that stand for events: counters, timers, processes.
enum EventDescriptors {
  static let functions: [NativeEntry] = counters + timers + [
    .two("pidfd_open", "(pid, flags=0)", .function) { c, process, flags in
      bridge(c) { () throws(Raised) in
        let (process, flags): (Int32, UInt32) = (try c.intArgument(process), try c.unsigned(flags, "unsigned int"))
        return Value(smallInt: Int64(try c.system { Int(system_pidfd_open(process, flags)) }))
      }
    },
    .two("setns", "(fd, nstype=0)", .function) { c, descriptor, kind in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, kind) = (try c.fileDescriptor(descriptor), try c.intArgument(kind))
        try c.system { Int(system_setns(descriptor, kind)) }
      }
    },
    .one("unshare", "(flags)", .function) { c, flags in
      bridge(c) { () throws(Raised) -> Void in
        let flags = try c.intArgument(flags)
        try c.system { Int(system_unshare(flags)) }
      }
    },
  ]

  // MARK: Counters

  private static let counters: [NativeEntry] = [
    .two("eventfd", "(initval, flags=524288<EFD_CLOEXEC>)", .function) { c, count, flags in
      bridge(c) { () throws(Raised) in
        let (count, flags): (UInt32, Int32) = (try c.unsigned(count, "unsigned int"), try c.intArgument(flags))
        return Value(smallInt: Int64(try c.system { Int(system_eventfd(count, flags)) }))
      }
    },
    .one("eventfd_read", "(fd)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.fileDescriptor(descriptor)
        var count: UInt64 = 0
        try c.system { Glibc.read(descriptor, &count, 8) }
        return try PythonInt.make(c, count)
      }
    },
    .two("eventfd_write", "(fd, value)", .function) { c, descriptor, value in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.fileDescriptor(descriptor)
        var count = try c.unsigned64(value, "unsigned long long")
        try c.system { Glibc.write(descriptor, &count, 8) }
      }
    },
  ]

  // MARK: Timers

  private static let timers: [NativeEntry] = [
    .window("timerfd_create", "(clockid, /, *, flags=0)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let (clock, flags) = (try c.intArgument(a[0]), try c.intArgument(a[1]))
        return Value(smallInt: Int64(try c.system { Int(system_timerfd_create(clock, flags | O_CLOEXEC)) }))
      }
    },
    .window("timerfd_settime", "(fd, /, *, flags=0, initial=0<0.0>, interval=0<0.0>)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let wanted = itimerspec(it_interval: try time(c, a[3]), it_value: try time(c, a[2]))
        return try pair(c, set(c, a, wanted), inSeconds: true)
      }
    },
    .window("timerfd_settime_ns", "(fd, /, *, flags=0, initial=0, interval=0)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let (first, interval) = (try c.machineIndex(of: a[2]), try c.machineIndex(of: a[3]))
        let wanted = itimerspec(it_interval: timespec(nanoseconds: interval), it_value: timespec(nanoseconds: first))
        return try pair(c, set(c, a, wanted), inSeconds: false)
      }
    },
    .one("timerfd_gettime", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in try pair(c, get(c, descriptor), inSeconds: true) }
    },
    .one("timerfd_gettime_ns", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in try pair(c, get(c, descriptor), inSeconds: false) }
    },
  ]

  private static func time(_ context: Context, _ value: Value) throws(Raised) -> timespec {
    if PythonFloat.number(value) == nil, !context.isNumber(value) {
      throw context.raise(.typeError, "must be real number, not \(context.typeName(of: value))")
    }
    return timespec(nanoseconds: try Timestamp.nanoseconds(context, value, rounding: .up))
  }

  private static func set(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ wanted: itimerspec
  ) throws(Raised) -> itimerspec {
    let (descriptor, flags) = (try context.fileDescriptor(a[0]), try context.intArgument(a[1]))
    var (wanted, before) = (wanted, itimerspec())
    try context.system { Int(system_timerfd_settime(descriptor, flags, &wanted, &before)) }
    return before
  }

  private static func get(_ context: Context, _ descriptor: Value) throws(Raised) -> itimerspec {
    let descriptor = try context.fileDescriptor(descriptor)
    var now = itimerspec()
    try context.system { Int(system_timerfd_gettime(descriptor, &now)) }
    return now
  }

  private static func pair(_ context: Context, _ timer: itimerspec, inSeconds: Bool) throws(Raised) -> Value {
    func value(_ time: timespec) throws(Raised) -> Value {
      if inSeconds { return try PythonFloat.make(context, Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9) }
      return try PythonInt.make(context, Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
    return try Tuple.make(context, value(timer.it_value), value(timer.it_interval)).value
  }
}
