import CRuntime
import Glibc
import Runtime

/// The module `_thread`: threads, locks, and data of a thread's own.
enum ThreadModule {
  static let module = ModuleDeclaration(
    "_thread", "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
    functions: starting + inquiries + ending,
    nativeTypes: [
      ThreadLock.declaration, RecursiveLock.declaration, ThreadLocal.declaration, ThreadHandle.declaration,
      hookArguments,
    ],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "LockType", c.type(.threadLock).value)
      try module.set(c, "error", Interpreter(of: c).type(.runtimeError).value)
      try module.set(c, "TIMEOUT_MAX", PythonFloat.make(c, Double(Int64.max / 1_000_000_000)))
      try module.set(c, "_NAME_MAXLEN", Value(smallInt: 15))
    })

  static let hookFields = SequenceFields(["exc_type", "exc_value", "exc_traceback", "thread"])
  private static let hookArguments = TypeDeclaration.sequence(
    native: .exceptHookArguments, "_thread._ExceptHookArgs", hookFields,
    documentation: "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.")

  // MARK: Starting

  private static let startThread: TernaryFunction = { c, function, arguments, keywords in
    bridge(c) { () throws(Raised) in
      if !c.type(of: function).has(.call) { throw c.raise(.typeError, "first arg must be callable") }
      guard let tuple = Tuple(ifHas: arguments) else { throw c.raise(.typeError, "2nd arg must be a tuple") }
      if !keywords.isEmpty, Dict(ifHas: keywords) == nil {
        throw c.raise(.typeError, "optional 3rd arg must be a dictionary")
      }
      let handle = try ThreadHandle.allocate(c)
      try handle.start(c, function, tuple, keywords, isDaemon: true)
      return try PythonInt.make(c, handle.ident)
    }
  }

  private static let starting: [NativeEntry] = [
    .three("start_new_thread", "(function, args, kwargs=<{}>, /)", .function, startThread),
    .three("start_new", "(function, args, kwargs=<{}>, /)", .function, startThread),
    .window("start_joinable_thread", "(function, handle=None, daemon=True)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        if !c.type(of: a[0]).has(.call) { throw c.raise(.typeError, "thread function must be callable") }
        guard let handle = a[1] == .none ? try ThreadHandle.allocate(c) : ThreadHandle(ifHas: a[1]) else {
          throw c.raise(.typeError, "'handle' must be a _ThreadHandle")
        }
        try handle.start(c, a[0], Tuple.empty(c), .empty, isDaemon: c.isTrue(a[2]))
        return handle.value
      }
    },
    .one("_make_thread_handle", "(ident, /)", .function) { c, ident in
      bridge(c) { () throws(Raised) in
        guard let number = PythonInt.operand(ident) else { throw c.raise(.typeError, "ident must be an integer") }
        let handle = try ThreadHandle.allocate(c)
        handle.adopt(UInt64(bitPattern: PythonInt.int64(number) ?? 0))
        return handle.value
      }
    },
    .none("allocate_lock") { c in bridge(c) { () throws(Raised) in try ThreadLock.allocate(c).value } },
    .none("allocate") { c in bridge(c) { () throws(Raised) in try ThreadLock.allocate(c).value } },
    .one("stack_size", "(size=0, /)", .function) { c, size in
      bridge(c) { () throws(Raised) in
        let before = c.threadStackSize
        guard let wanted = PythonInt.int64(try c.index(of: size)) else {
          throw c.raise(.overflowError, "Python int too large to convert to C ssize_t")
        }
        if wanted != 0, wanted < leastStackSize {
          throw c.raise(.valueError, "size must be at least \(leastStackSize) bytes")
        }
        c.threadStackSize = Int(wanted)
        return Value(smallInt: Int64(before))
      }
    },
  ]

  private static var leastStackSize: Int { 53248 }

  // MARK: Asking

  private static let inquiries: [NativeEntry] = [
    .none("get_ident") { c in bridge(c) { () throws(Raised) in try PythonInt.make(c, c.pointee.ident) } },
    .none("get_native_id") { c in
      bridge(c) { () throws(Raised) in try PythonInt.make(c, host_native_thread_ident()) }
    },
    .none("_get_main_thread_ident") { c in
      bridge(c) { () throws(Raised) in try PythonInt.make(c, c.mainThreadIdent) }
    },
    .none("_count") { c in Value(smallInt: Int64(c.threadCount)) },
    .none("daemon_threads_allowed") { _ in .true },
    .none("_is_main_interpreter") { _ in .true },
    .window("set_name", "(name)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let name = String(try c.textArgument(a[0], "set_name() argument 'name'"))
        var short = name
        // The system takes 15 bytes, and whole characters of them.
        while short.utf8.count > 15 { short.removeLast() }
        short.withCString { host_name_thread($0) }
      }
    },
    .none("_get_name") { c in
      bridge(c) { () throws(Raised) in
        let name = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
          host_thread_name(buffer.baseAddress.unsafelyUnwrapped, buffer.count)
          return String(cString: buffer.baseAddress.unsafelyUnwrapped)
        }
        return try Text.make(c, name).value
      }
    },
  ]

  // MARK: Ending

  private static let exit: NullaryFunction = { c in
    bridge(c) { () throws(Raised) -> Void in throw c.raise(.systemExit, args: try Tuple.empty(c)) }
  }

  private static let ending: [NativeEntry] = [
    .none("exit", "()", .function, exit),
    .none("exit_thread", "()", .function, exit),
    .one("interrupt_main", "(signum=2<signal.SIGINT>, /)", .function) { c, number in
      bridge(c) { () throws(Raised) -> Void in
        guard let signal = PythonInt.int64(try c.index(of: number)), signal > 0, signal < 65 else {
          throw c.raise(.valueError, "signal number out of range")
        }
        if Signals.isHandled(Int32(signal)) { c.interruptMainThread(Int32(signal)) }
        if c.isMainThread { try c.handleEvents() }
      }
    },
    .none("_shutdown") { c in bridge(c) { () throws(Raised) -> Void in try ThreadHandle.awaitAll(c) } },
    .one("_excepthook", "(args, /)", .function) { c, arguments in
      bridge(c) { () throws(Raised) -> Void in try showException(c, arguments) }
    },
  ]

  /// What becomes of an exception that ends a thread.
  private static func showException(_ context: Context, _ arguments: Value) throws(Raised) {
    guard context.type(of: arguments) == (try context.type(.exceptHookArguments)), let fields = Tuple(ifHas: arguments)
    else { throw context.raise(.typeError, "_thread.excepthook argument type must be ExceptHookArgs") }
    let (type, exception, thread) = (fields[0], fields[1], fields[3])
    if type == Interpreter(of: context).type(.systemExit).value { return }
    var stream = try context.standardErrorStream()
    if stream.isEmpty || stream == .none {
      if thread == .none { return }
      stream = try context.findAttribute(thread, Text.interned(context, Text.make(context, "_stderr")).value)
      if stream.isEmpty || stream == .none { return }
    }
    var name = ""
    if thread != .none {
      let found = try context.findAttribute(thread, Text.interned(context, Text.make(context, "name")).value)
      if !found.isEmpty { name = String(try context.str(found)) }
    }
    if name.isEmpty { name = "\(context.pointee.ident)" }
    try context.write("Exception in thread \(name):\n", to: stream)
    try context.show(exception, on: stream)
  }
}
