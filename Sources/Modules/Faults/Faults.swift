import CRuntime
import CSystem
import Glibc
import Runtime

/// The module `faulthandler`: showing what a program was doing when it is ended by a signal, asked or late. Handlers of
/// signals know one interpreter, that of the main program.
enum Faults {
  static let module = ModuleDeclaration(
    "faulthandler", "Dump the Python traceback on fatal errors.",
    functions: watching + dumping + later + requests + deeds)

  /// The context of the thread that a program began with, for handlers.
  nonisolated(unsafe) private static var main: Context?

  private static func begin(_ context: Context) {
    if main != nil { return }
    main = context
    system_set_dump { descriptor, isOfAll in
      guard let main = Faults.main else { return }
      let dump = TracebackDump(descriptor: descriptor)
      if isOfAll {
        dump.writeThreads(of: main, current: host_thread_ident())
      } else {
        dump.writeThread(of: main, host_thread_ident())
      }
    }
  }

  /// What the option `-X faulthandler` does.
  static func enable(_ context: Context) {
    begin(context)
    _ = system_watch_faults(2, true)
  }

  // MARK: Files

  /// The descriptor of a file, which is flushed; `owner` keeps its object as long as it is written to.
  private static func descriptor(_ context: Context, _ file: Value, keptFor owner: String? = nil) throws(Raised) -> Int32 {
    begin(context)
    var file = file
    if file.isEmpty || file == .none {
      file = try context.standardErrorStream()
      if file.isEmpty { throw context.raise(.runtimeError, "unable to get sys.stderr") }
      if file == .none { throw context.raise(.runtimeError, "sys.stderr is None") }
    } else if context.isInt(file) {
      let descriptor = PythonInt.int64(PythonInt.operand(file) ?? file) ?? -1
      guard descriptor >= 0, let number = Int32(exactly: descriptor) else {
        throw context.raise(.valueError, "file is not a valid file descriptor")
      }
      if let owner { try keep(context, .none, owner) }
      return number
    }
    let number = try context.call(context.attribute(file, "fileno"))
    guard context.isInt(number) else { throw context.raise(.runtimeError, "file.fileno() is not a valid file descriptor") }
    let descriptor = try context.descriptor(number)
    if descriptor < 0 { throw context.raise(.runtimeError, "file.fileno() is not a valid file descriptor") }
    do throws(Raised) {
      _ = try context.callMethod(file, "flush")
    } catch {
      _ = context.takeException()
    }
    if let owner { try keep(context, file, owner) }
    return descriptor
  }

  private static func keep(_ context: Context, _ file: Value, _ owner: String) throws(Raised) {
    try context.moduleState("faulthandler").set(context, Text.make(context, owner).value, to: file)
  }

  // MARK: Signals that end the process

  private static let watching: [NativeEntry] = [
    .window("enable", "(file=<sys.stderr>, all_threads=True)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try descriptor(c, a[0], keptFor: "enable")
        if !system_watch_faults(descriptor, try c.isTrue(a[1])) { throw c.raiseSystemError(errno) }
      }
    },
    .none("disable") { c in
      let was = system_ignore_faults()
      return bridge(c) { () throws(Raised) in
        try keep(c, .none, "enable")
        return Value(was)
      }
    },
    .none("is_enabled") { _ in Value(system_watches_faults()) },
  ]

  // MARK: Now

  private static let dumping: [NativeEntry] = [
    .window("dump_traceback", "(file=<sys.stderr>, all_threads=True)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let dump = TracebackDump(descriptor: try descriptor(c, a[0]))
        if try c.isTrue(a[1]) {
          dump.writeThreads(of: c, current: c.pointee.ident)
        } else {
          dump.writeThread(of: c, c.pointee.ident)
        }
      }
    },
    .window("dump_c_stack", "(file=<sys.stderr>)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in system_dump_native_stack(try descriptor(c, a[0])) }
    },
  ]

  // MARK: Later

  private static let later: [NativeEntry] = [
    .window("dump_traceback_later", "(timeout, repeat=False, file=<sys.stderr>, exit=False)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let nanoseconds = try Timestamp.nanoseconds(c, a[0], rounding: .up)
        if nanoseconds <= 0 { throw c.raise(.valueError, "timeout must be greater than 0") }
        let (repeats, exits) = (try c.isTrue(a[1]), try c.isTrue(a[3]))
        let descriptor = try descriptor(c, a[2], keptFor: "later")
        let error = system_dump_later(nanoseconds, repeats, descriptor, header(nanoseconds), exits)
        if error != 0 { throw c.raise(.runtimeError, "unable to start watchdog thread") }
      }
    },
    .none("cancel_dump_traceback_later") { c in
      bridge(c) { () throws(Raised) -> Void in
        _ = c.blocking {
          system_cancel_dump()
          return 0
        }
        try keep(c, .none, "later")
      }
    },
  ]

  /// `Timeout (0:01:02.500000)!`
  private static func header(_ nanoseconds: Int64) -> String {
    func padded(_ number: Int64, _ count: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
    let (seconds, microseconds) = (nanoseconds / 1_000_000_000, nanoseconds / 1000 % 1_000_000)
    let clock = "\(seconds / 3600):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return "Timeout (\(clock)\(microseconds == 0 ? "" : "." + padded(microseconds, 6)))!\n"
  }

  // MARK: On a signal

  private static func signal(_ context: Context, _ value: Value) throws(Raised) -> Int32 {
    let signal = try context.intArgument(value)
    if system_is_fault(signal) {
      throw context.raise(.runtimeError, "signal \(signal) cannot be registered, use enable() instead")
    }
    if signal < 1 || signal >= Int32(hostSignalCount.rawValue) {
      throw context.raise(.valueError, "signal number out of range")
    }
    return signal
  }

  private static let requests: [NativeEntry] = [
    .window("register", "(signum, file=<sys.stderr>, all_threads=True, chain=False)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let signal = try signal(c, a[0])
        let descriptor = try descriptor(c, a[1], keptFor: "signal \(signal)")
        if !system_dump_on_signal(signal, descriptor, try c.isTrue(a[2]), try c.isTrue(a[3])) {
          throw c.raiseSystemError(errno)
        }
      }
    },
    .one("unregister", "(signum, /)", .function) { c, signal in
      bridge(c) { () throws(Raised) in
        let signal = try Faults.signal(c, signal)
        let was = system_stop_dump_on_signal(signal)
        try keep(c, .none, "signal \(signal)")
        return Value(was)
      }
    },
  ]

  // MARK: Bad deeds

  private static func deed(_ name: StaticString, _ body: NullaryFunction) -> NativeEntry {
    .none(name, "()", .function, body)
  }

  private static let deeds: [NativeEntry] = [
    .one("_sigsegv", "(release_gil=False, /)", .function) { c, isBlocked in
      bridge(c) { () throws(Raised) -> Void in
        if try c.isTrue(isBlocked) {
          _ = c.blocking {
            system_raise_fault(SIGSEGV)
            return 0
          }
        } else {
          system_raise_fault(SIGSEGV)
        }
      }
    },
    deed("_read_null") { _ in
      system_read_null()
      return .none
    },
    deed("_sigabrt") { _ in Glibc.abort() },
    deed("_sigfpe") { _ in
      system_divide_by_zero()
      return .none
    },
  ]
}
