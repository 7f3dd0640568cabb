import CRuntime
import Glibc
import Runtime

/// Nanoseconds of the system's clocks, as ints and as floats of seconds.
enum Clock {
  static let functions: [NativeEntry] = [
    .none("time", "() self") { c in seconds(c, CLOCK_REALTIME) },
    .none("time_ns", "() self") { c in nanoseconds(c, CLOCK_REALTIME) },
    .none("monotonic", "() self") { c in seconds(c, CLOCK_MONOTONIC) },
    .none("monotonic_ns", "() self") { c in nanoseconds(c, CLOCK_MONOTONIC) },
    .none("perf_counter", "() self") { c in seconds(c, CLOCK_MONOTONIC) },
    .none("perf_counter_ns", "() self") { c in nanoseconds(c, CLOCK_MONOTONIC) },
    .none("process_time", "() self") { c in seconds(c, CLOCK_PROCESS_CPUTIME_ID) },
    .none("process_time_ns", "() self") { c in nanoseconds(c, CLOCK_PROCESS_CPUTIME_ID) },
    .none("thread_time", "() self") { c in seconds(c, CLOCK_THREAD_CPUTIME_ID) },
    .none("thread_time_ns", "() self") { c in nanoseconds(c, CLOCK_THREAD_CPUTIME_ID) },
    .one("clock_gettime", "(clk_id, /)", .function) { c, clock in
      bridge(c) { () throws(Raised) in seconds(c, try identifier(c, clock)) }
    },
    .one("clock_gettime_ns", "(clk_id, /)", .function) { c, clock in
      bridge(c) { () throws(Raised) in nanoseconds(c, try identifier(c, clock)) }
    },
    .one("clock_getres", "(clk_id, /) parsed", .function) { c, clock in
      bridge(c) { () throws(Raised) in
        var resolution = timespec()
        if clock_getres(try c.parsedIntArgument(clock), &resolution) != 0 { throw c.raiseSystemError(errno) }
        return try PythonFloat.make(c, Double(nanoseconds: nanoseconds(resolution)))
      }
    },
    .two("clock_settime", "(clk_id, time, /) parsed", .function) { c, clock, time in
      bridge(c) { () throws(Raised) -> Void in
        let clock = try c.parsedIntArgument(clock)
        try set(c, clock, Timestamp.nanoseconds(c, time, rounding: .down))
      }
    },
    .two("clock_settime_ns", "(clk_id, time, /) parsed", .function) { c, clock, time in
      bridge(c) { () throws(Raised) -> Void in
        let clock = try c.parsedIntArgument(clock)
        guard let number = PythonInt.operand(time) else {
          throw c.raise(.typeError, "expect int, got \(c.typeName(of: time))")
        }
        guard let time = PythonInt.int64(number) else { throw Timestamp.raiseOutOfRange(c) }
        try set(c, clock, time)
      }
    },
    .one("pthread_getcpuclockid", "(thread_id, /) parsed", .function) { c, thread in
      bridge(c) { () throws(Raised) in
        guard let number = PythonInt.operand(thread) else {
          throw c.raise(
            .typeError, "pthread_getcpuclockid() argument 1 must be int, not \(c.typeName(of: thread))")
        }
        // An identifier that is no thread's must not be followed: the C library reads memory where it points to.
        guard PythonInt.int64(number) == Int64(bitPattern: UInt64(pthread_self())) else {
          throw c.raiseSystemError(ESRCH)
        }
        var clock = clockid_t()
        let error = pthread_getcpuclockid(pthread_self(), &clock)
        if error != 0 { throw c.raiseSystemError(error) }
        return Value(smallInt: Int64(clock))
      }
    },
    .one("get_clock_info", "(name, /) parsed", .function) { c, name in
      bridge(c) { () throws(Raised) in try description(c, name) }
    },
  ]

  static let constants: [(StaticString, Int32)] = [
    ("CLOCK_BOOTTIME", CLOCK_BOOTTIME), ("CLOCK_MONOTONIC", CLOCK_MONOTONIC),
    ("CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW), ("CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID),
    ("CLOCK_REALTIME", CLOCK_REALTIME), ("CLOCK_TAI", CLOCK_TAI),
    ("CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID),
  ]

  // MARK: Reading

  private static func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) }

  private static func now(_ context: Context, _ clock: clockid_t) throws(Raised) -> Int64 {
    var time = timespec()
    if clock_gettime(clock, &time) != 0 { throw context.raiseSystemError(errno) }
    return nanoseconds(time)
  }

  private static func seconds(_ context: Context, _ clock: clockid_t) -> Value {
    bridge(context) { () throws(Raised) in
      try PythonFloat.make(context, Double(nanoseconds: now(context, clock)))
    }
  }

  private static func nanoseconds(_ context: Context, _ clock: clockid_t) -> Value {
    bridge(context) { () throws(Raised) in try PythonInt.make(context, now(context, clock)) }
  }

  private static func set(_ context: Context, _ clock: clockid_t, _ time: Int64) throws(Raised) {
    var time = timespec(nanoseconds: time)
    if clock_settime(clock, &time) != 0 { throw context.raiseSystemError(errno) }
  }

  private static func identifier(_ context: Context, _ value: Value) throws(Raised) -> clockid_t {
    if let number = PythonInt.operand(value), let word = PythonInt.int64(number), let clock = clockid_t(exactly: word) {
      return clock
    }
    throw context.raise(.typeError, "clk_id should be integer, not \(context.typeName(of: value))")
  }

  // MARK: Description

  private static let known: [(name: StaticString, clock: clockid_t, symbol: StaticString)] = [
    ("time", CLOCK_REALTIME, "CLOCK_REALTIME"), ("monotonic", CLOCK_MONOTONIC, "CLOCK_MONOTONIC"),
    ("perf_counter", CLOCK_MONOTONIC, "CLOCK_MONOTONIC"),
    ("process_time", CLOCK_PROCESS_CPUTIME_ID, "CLOCK_PROCESS_CPUTIME_ID"),
    ("thread_time", CLOCK_THREAD_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID"),
  ]

  private static func description(_ context: Context, _ name: Value) throws(Raised) -> Value {
    let name = try context.textArgument(name, "get_clock_info() argument 1")
    guard let row = known.first(where: { name == $0.name }) else {
      throw context.raise(.valueError, "unknown clock")
    }
    var resolution = timespec()
    if clock_getres(row.clock, &resolution) != 0 { throw context.raiseSystemError(errno) }
    let isWall = row.clock == CLOCK_REALTIME
    let fields = try Dict.make(context)
    func set(_ name: StaticString, _ value: Value) throws(Raised) {
      try fields.set(context, Text.make(context, name).value, to: value)
    }
    try set("implementation", Text.make(context, "clock_gettime(\(row.symbol))").value)
    try set("monotonic", Value(!isWall))
    try set("adjustable", Value(isWall))
    try set("resolution", PythonFloat.make(context, Double(nanoseconds: nanoseconds(resolution))))
    return try context.call(Interpreter(of: context).type(shape: BuiltinShape.simpleNamespace).value, fields.value)
  }
}

extension Double {
  /// Seconds.
  init(nanoseconds: Int64) { self = Double(nanoseconds) / 1e9 }
}

extension timespec {
  init(nanoseconds: Int64) {
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    self.init(tv_sec: Int(rest < 0 ? seconds - 1 : seconds), tv_nsec: Int(rest < 0 ? rest + 1_000_000_000 : rest))
  }
}
