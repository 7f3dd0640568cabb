import CRuntime
import CSystem
import Glibc
import Runtime

/// The module `_signal`. The system's handlers only note that a signal came; those of the program run at the main
/// thread's next event point.
enum Signals {
  static let module = ModuleDeclaration(
    "_signal", "Signals: what is done when one comes, and having one come.",
    functions: handling + timing + masks + waiting,
    nativeTypes: [
      TypeDeclaration.sequence(
        native: .signalInformation, "signal.struct_siginfo", informationFields,
        documentation: "What sigwaitinfo and sigtimedwait tell of a signal.")
    ],
    fill: { (c, module) throws(Raised) in
      for row in constants { try module.set(c, row.name, Value(smallInt: row.number)) }
      try module.set(c, "ItimerError", timerError(c))
    })

  private static func requireMainThread(_ context: Context, _ complaint: StaticString) throws(Raised) {
    if host_signal_word() != UnsafePointer(UnsafeRawPointer(context).assumingMemoryBound(to: UInt32.self)) {
      throw context.raise(.valueError, complaint.description)
    }
  }

  /// Whether a program's own function, or the one that stands for SIGINT to begin with, is called for a signal.
  static func isHandled(_ signal: Int32) -> Bool {
    host_signal_disposition(signal) == hostSignalCaught.rawValue
  }

  /// Runs the handlers of the signals that came: `ProgramSettings.handleSignals`.
  static func runHandlers(_ context: Context) throws(Raised) {
    let error = host_take_wakeup_error()
    if error != 0 {
      _ = context.raiseSystemError(error)
      let exception = context.takeException()
      let stream = try context.standardErrorStream()
      try context.write("Exception ignored when trying to send to the signal wakeup fd:\n", to: stream)
      try context.show(exception.value, on: stream)
    }
    for signal in 1..<Int32(hostSignalCount.rawValue) where host_take_signal(signal) {
      let handler = try handlers(context).value(context, for: Value(smallInt: Int64(signal)))
      if handler.isEmpty || handler == .none {
        if signal == SIGINT { throw context.raise(.keyboardInterrupt, args: try Tuple.empty(context)) }
        continue
      }
      // It may have become one that is none meanwhile.
      if handler.isSmallInt { continue }
      _ = try context.call(handler, Value(smallInt: Int64(signal)), currentFrame(context))
    }
  }

  private static func currentFrame(_ context: Context) throws(Raised) -> Value {
    do throws(Raised) {
      return try context.callMethod(context.importModule("sys"), "_getframe")
    } catch {
      if !context.isPending(.valueError) { throw error }
      _ = context.takeException()
      return .none
    }
  }

  /// By number, what programs have set.
  private static func handlers(_ context: Context) throws(Raised) -> Dict { try context.moduleState("_signal") }

  // MARK: Handlers

  private static let handling: [NativeEntry] = [
    .two("signal", "(signalnum, handler, /)", .function) { c, signal, handler in
      bridge(c) { () throws(Raised) in
        let number = try c.intArgument(signal)
        try requireMainThread(c, "signal only works in main thread of the main interpreter")
        let kept = try Signals.number(c, number)
        let isNumber = PythonInt.operand(handler) != nil
        let choice = isNumber ? PythonInt.int64(try c.index(of: handler)) : nil
        if isNumber ? choice != 0 && choice != 1 : !c.type(of: handler).has(.call) {
          throw c.raise(
            .typeError, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
        }
        let before = try current(c, kept)
        let isDone = isNumber ? host_dispose_signal(kept, choice == 1) : host_catch_signal(kept, false)
        if !isDone { throw c.raiseSystemError(errno) }
        try handlers(c).set(c, Value(smallInt: Int64(kept)), to: handler)
        return before
      }
    },
    .one("getsignal", "(signalnum, /)", .function) { c, signal in
      bridge(c) { () throws(Raised) in try current(c, number(c, c.intArgument(signal))) }
    },
    .two("default_int_handler", "(signalnum, frame, /)", .function) { c, _, _ in
      bridge(c) { () throws(Raised) -> Value in throw c.raise(.keyboardInterrupt, args: try Tuple.empty(c)) }
    },
    .one("raise_signal", "(signalnum, /)", .function) { c, signal in
      bridge(c) { () throws(Raised) -> Void in
        let number = try c.intArgument(signal)
        try c.system { Int(Glibc.raise(number)) }
        try c.handleEvents()
      }
    },
    .two("siginterrupt", "(signalnum, flag, /)", .function) { c, signal, interrupts in
      bridge(c) { () throws(Raised) -> Void in
        let number = try Signals.number(c, c.intArgument(signal))
        let interrupts = try c.intArgument(interrupts) != 0
        if host_signal_disposition(number) == hostSignalCaught.rawValue { _ = host_catch_signal(number, !interrupts) }
      }
    },
    .one("strsignal", "(signalnum, /)", .function) { c, signal in
      bridge(c) { () throws(Raised) in
        let number = try Signals.number(c, c.intArgument(signal))
        guard let text = Glibc.strsignal(number) else { return .none }
        let name = String(cString: text)
        return name.hasPrefix("Unknown signal") ? .none : try Text.make(c, name).value
      }
    },
    .window("set_wakeup_fd", "(fd, /, *, warn_on_full_buffer=True)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let (descriptor, warns) = (try c.intArgument(a[0]), try c.isTrue(a[1]))
        try requireMainThread(c, "set_wakeup_fd only works in main thread of the main interpreter")
        if descriptor >= 0 {
          try c.system(.none, .none, { Int(fcntl(descriptor, F_GETFD)) })
          if try c.system(.none, .none, { Int(fcntl(descriptor, F_GETFL)) }) & Int(O_NONBLOCK) == 0 {
            throw c.raise(.valueError, "the fd \(descriptor) must be in non-blocking mode")
          }
        }
        return Value(smallInt: Int64(host_set_wakeup(max(-1, descriptor), warns)))
      }
    },
    .two("pthread_kill", "(thread_id, signalnum, /)", .function) { c, thread, signal in
      bridge(c) { () throws(Raised) -> Void in
        let thread = pthread_t(bitPattern: Int(try c.machineIndex(of: thread)))
        let number = try c.intArgument(signal)
        let error = Glibc.pthread_kill(thread, number)
        if error != 0 { throw c.raiseSystemError(error) }
        try c.handleEvents()
      }
    },
  ]

  private static func number(_ context: Context, _ number: Int32) throws(Raised) -> Int32 {
    if number < 1 || number >= Int32(hostSignalCount.rawValue) {
      throw context.raise(.valueError, "signal number out of range")
    }
    return number
  }

  /// What is done when the signal comes: a function, 0 or 1 for the system's ways, None for what programs cannot know.
  private static func current(_ context: Context, _ signal: Int32) throws(Raised) -> Value {
    let known = try handlers(context).value(context, for: Value(smallInt: Int64(signal)))
    if !known.isEmpty { return known }
    switch UInt32(bitPattern: host_signal_disposition(signal)) {
    case hostSignalDefault.rawValue: return Value(smallInt: 0)
    case hostSignalIgnored.rawValue: return Value(smallInt: 1)
    case hostSignalCaught.rawValue where signal == SIGINT:
      return try context.attribute(context.importModule("_signal"), "default_int_handler")
    default: return .none
    }
  }

  // MARK: Time

  private static let timing: [NativeEntry] = [
    .one("alarm", "(seconds, /)", .function) { c, seconds in
      bridge(c) { () throws(Raised) in
        Value(smallInt: Int64(Glibc.alarm(UInt32(bitPattern: try c.intArgument(seconds)))))
      }
    },
    .none("pause") { c in
      bridge(c) { () throws(Raised) -> Void in
        _ = c.attempt { Int(Glibc.pause()) }
        try c.handleEvents()
      }
    },
    .three("setitimer", "(which, seconds, interval=0<0.0>, /)", .function) { c, which, seconds, interval in
      bridge(c) { () throws(Raised) in
        let which = try c.intArgument(which)
        var wanted = itimerval()
        wanted.it_value = timeval(nanoseconds: try Timestamp.nanoseconds(c, seconds, rounding: .up))
        wanted.it_interval = timeval(nanoseconds: try Timestamp.nanoseconds(c, interval, rounding: .up))
        var before = itimerval()
        if system_setitimer(which, &wanted, &before) != 0 { throw try raiseTimerError(c, errno) }
        return try pair(c, before)
      }
    },
    .one("getitimer", "(which, /)", .function) { c, which in
      bridge(c) { () throws(Raised) in
        var now = itimerval()
        if system_getitimer(try c.intArgument(which), &now) != 0 { throw try raiseTimerError(c, errno) }
        return try pair(c, now)
      }
    },
  ]

  private static func pair(_ context: Context, _ timer: itimerval) throws(Raised) -> Value {
    func seconds(_ time: timeval) throws(Raised) -> Value {
      try PythonFloat.make(context, Double(time.tv_sec) + Double(time.tv_usec) / 1e6)
    }
    return try Tuple.make(context, seconds(timer.it_value), seconds(timer.it_interval)).value
  }

  /// `signal.ItimerError`.
  private static func timerError(_ context: Context) throws(Raised) -> Value {
    let state = try context.moduleState("_signal.errors")
    let name = try Text.make(context, "ItimerError" as StaticString).value
    let known = try state.value(context, for: name)
    if !known.isEmpty { return known }
    let interpreter = Interpreter(of: context)
    let namespace = try Dict.make(context)
    try namespace.set(context, context.name(.__module__), to: Text.make(context, "signal" as StaticString).value)
    let bases = try Tuple.make(context, interpreter.type(.osError).value)
    let made = try context.call(interpreter.type(Kind.type).value, name, bases.value, namespace.value)
    return try state.setDefault(context, name, to: made)
  }

  private static func raiseTimerError(_ context: Context, _ error: Int32) throws(Raised) -> Raised {
    let text = try Text.make(context, String(cString: Glibc.strerror(error))).value
    return context.raise(Exception(try context.call(timerError(context), Value(smallInt: Int64(error)), text)))
  }

  // MARK: Sets of signals

  private static let masks: [NativeEntry] = [
    .two("pthread_sigmask", "(how, mask, /)", .function) { c, how, mask in
      bridge(c) { () throws(Raised) in
        let how = try c.intArgument(how)
        var (wanted, before) = (try set(c, mask), sigset_t())
        let error = Glibc.pthread_sigmask(how, &wanted, &before)
        if error != 0 { throw c.raiseSystemError(error) }
        try c.handleEvents()
        return try names(c, before)
      }
    },
    .none("sigpending") { c in
      bridge(c) { () throws(Raised) in
        var found = sigset_t()
        try c.system { Int(Glibc.sigpending(&found)) }
        return try names(c, found)
      }
    },
    .one("sigwait", "(sigset, /)", .function) { c, signals in
      bridge(c) { () throws(Raised) in
        var (wanted, found) = (try set(c, signals), Int32(0))
        let error = c.blocking { Int(Glibc.sigwait(&wanted, &found)) }
        if error != 0 { throw c.raiseSystemError(Int32(error)) }
        return Value(smallInt: Int64(found))
      }
    },
    .none("valid_signals") { c in
      bridge(c) { () throws(Raised) in
        var all = sigset_t()
        sigfillset(&all)
        return try names(c, all)
      }
    },
  ]

  static func set(_ context: Context, _ signals: Value) throws(Raised) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    let list = try context.list(of: signals)
    for index in 0..<list.count {
      let number = try context.index(of: list.element(index))
      let signal = PythonInt.int64(number) ?? .max
      if signal < 1 || signal >= Int64(hostSignalCount.rawValue) {
        throw context.raise(.valueError, "signal number \(signal) out of range [1; \(hostSignalCount.rawValue - 1)]")
      }
      sigaddset(&set, Int32(signal))
    }
    return set
  }

  // MARK: Waiting

  private static let informationFields = SequenceFields([
    "si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band",
  ])

  private static let waiting: [NativeEntry] = [
    .one("sigwaitinfo", "(sigset, /)", .function) { c, signals in
      bridge(c) { () throws(Raised) in try wait(c, signals, until: nil) }
    },
    .two("sigtimedwait", "(sigset, timeout, /)", .function) { c, signals, timeout in
      bridge(c) { () throws(Raised) in
        let nanoseconds = try Timestamp.nanoseconds(c, timeout, rounding: .up)
        if nanoseconds < 0 { throw c.raise(.valueError, "timeout must be non-negative") }
        return try wait(c, signals, until: host_monotonic_time() &+ UInt64(nanoseconds))
      }
    },
    .window("pidfd_send_signal", "(pidfd, signalnum, siginfo=None, flags=0, /)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let (process, signal, flags) = (try c.intArgument(a[0]), try c.intArgument(a[1]), try c.intArgument(a[3]))
        if a[2] != .none { throw c.raise(.typeError, "siginfo must be None") }
        try c.system { Int(system_pidfd_send_signal(process, signal, flags)) }
        try c.handleEvents()
      }
    },
  ]

  /// The signal that came; None where none did in time.
  private static func wait(_ context: Context, _ signals: Value, until deadline: UInt64?) throws(Raised) -> Value {
    let wanted = try set(context, signals)
    var found = SystemSignal()
    while true {
      let result = context.attempt {
        let now = host_monotonic_time()
        let left: Int64 = deadline.map { now >= $0 ? 0 : Int64($0 - now) } ?? -1
        return withUnsafePointer(to: wanted) { Int(system_wait_signal($0, left, &found)) }
      }
      if result >= 0 { break }
      if result == -Int(EAGAIN) { return .none }
      if result != -Int(EINTR) { throw context.raiseSystemError(Int32(-result)) }
      try context.handleEvents()
    }
    return try StructSequence.make(context, context.type(.signalInformation), informationFields) {
      (elements) throws(Raised) in
      let numbers = [
        Int64(found.signal), Int64(found.code), Int64(found.error), Int64(found.process), Int64(found.user),
        Int64(found.status), found.band,
      ]
      for (index, number) in numbers.enumerated() { elements[index] = Value(smallInt: number) }
    }
  }

  private static func names(_ context: Context, _ signals: sigset_t) throws(Raised) -> Value {
    var signals = signals
    let names = try Set.make(context)
    for signal in 1..<Int32(hostSignalCount.rawValue) where sigismember(&signals, signal) == 1 {
      _ = try names.add(context, Value(smallInt: Int64(signal)))
    }
    return names.value
  }

  private static let constants: [(name: StaticString, number: Int64)] = [
    ("ITIMER_PROF", 2), ("ITIMER_REAL", 0), ("ITIMER_VIRTUAL", 1), ("NSIG", 65), ("SIGABRT", 6), ("SIGALRM", 14),
    ("SIGBUS", 7), ("SIGCHLD", 17), ("SIGCLD", 17), ("SIGCONT", 18), ("SIGFPE", 8), ("SIGHUP", 1), ("SIGILL", 4),
    ("SIGINT", 2), ("SIGIO", 29), ("SIGIOT", 6), ("SIGKILL", 9), ("SIGPIPE", 13), ("SIGPOLL", 29), ("SIGPROF", 27),
    ("SIGPWR", 30), ("SIGQUIT", 3), ("SIGRTMAX", 64), ("SIGRTMIN", 34), ("SIGSEGV", 11), ("SIGSTKFLT", 16),
    ("SIGSTOP", 19), ("SIGSYS", 31), ("SIGTERM", 15), ("SIGTRAP", 5), ("SIGTSTP", 20), ("SIGTTIN", 21),
    ("SIGTTOU", 22), ("SIGURG", 23), ("SIGUSR1", 10), ("SIGUSR2", 12), ("SIGVTALRM", 26), ("SIGWINCH", 28),
    ("SIGXCPU", 24), ("SIGXFSZ", 25), ("SIG_BLOCK", 0), ("SIG_DFL", 0), ("SIG_IGN", 1), ("SIG_SETMASK", 2),
    ("SIG_UNBLOCK", 1),
  ]
}

extension timeval {
  fileprivate init(nanoseconds: Int64) {
    let microseconds = nanoseconds / 1000 + (nanoseconds % 1000 > 0 ? 1 : 0)
    self.init(tv_sec: Int(microseconds / 1_000_000), tv_usec: Int(microseconds % 1_000_000))
  }
}
