import CRuntime
import CSystem
import Glibc
import Runtime

/// The module `resource`: what processes have used, and what they may use.
enum Resources {
  static let usageFields = SequenceFields([
    "ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt", "ru_majflt", "ru_nswap",
    "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv", "ru_nsignals", "ru_nvcsw", "ru_nivcsw",
  ])

  static let module = ModuleDeclaration(
    "resource", "What processes have used of the machine, and what they may use.",
    functions: [
      .one("getrusage", "(who, /)", .function) { c, who in
        bridge(c) { () throws(Raised) in
          let who = try c.intArgument(who)
          var used = rusage()
          if system_getrusage(who, &used) != 0 {
            if errno == EINVAL { throw c.raise(.valueError, "invalid who parameter") }
            throw c.raiseSystemError(errno)
          }
          return try usage(c, used)
        }
      },
      .one("getrlimit", "(resource, /)", .function) { c, resource in
        bridge(c) { () throws(Raised) in
          let resource = try kind(c, resource)
          var limits = rlimit()
          if system_prlimit(0, resource, nil, &limits) != 0 { throw c.raiseSystemError(errno) }
          return try pair(c, limits)
        }
      },
      .two("setrlimit", "(resource, limits, /)", .function) { c, resource, limits in
        bridge(c) { () throws(Raised) -> Void in
          let resource = try kind(c, resource)
          try set(c, 0, resource, limits, before: nil)
        }
      },
      .three("prlimit", "(pid, resource, limits=None, /)", .function) { c, process, resource, limits in
        bridge(c) { () throws(Raised) in
          let (process, resource) = (try c.intArgument(process), try kind(c, resource))
          var before = rlimit()
          if limits == .none {
            try c.system { Int(system_prlimit(process, resource, nil, &before)) }
          } else {
            try set(c, process, resource, limits, before: &before)
          }
          return try pair(c, before)
        }
      },
      .none("getpagesize") { _ in Value(smallInt: Int64(sysconf(Int32(_SC_PAGESIZE)))) },
    ],
    nativeTypes: [TypeDeclaration.sequence(native: .resourceUsage, "resource.struct_rusage", usageFields)],
    fill: { (c, module) throws(Raised) in
      for row in constants { try module.set(c, row.name, Value(smallInt: row.number)) }
      try module.set(c, "error", Interpreter(of: c).type(.osError).value)
    })

  /// What a process has used, as Python shows it.
  static func usage(_ context: Context, _ used: rusage) throws(Raised) -> Value {
    try StructSequence.make(context, context.type(.resourceUsage), usageFields) { (elements) throws(Raised) in
      func seconds(_ time: timeval) throws(Raised) -> Value {
        try PythonFloat.make(context, Double(time.tv_sec) + Double(time.tv_usec) * 1e-6)
      }
      elements[0] = try seconds(used.ru_utime)
      elements[1] = try seconds(used.ru_stime)
      let counts = [
        used.ru_maxrss, used.ru_ixrss, used.ru_idrss, used.ru_isrss, used.ru_minflt, used.ru_majflt, used.ru_nswap,
        used.ru_inblock, used.ru_oublock, used.ru_msgsnd, used.ru_msgrcv, used.ru_nsignals, used.ru_nvcsw, used.ru_nivcsw,
      ]
      for (index, count) in counts.enumerated() { elements[index + 2] = Value(smallInt: Int64(count)) }
    }
  }

  // MARK: Limits

  private static func kind(_ context: Context, _ value: Value) throws(Raised) -> Int32 {
    let number = try context.intArgument(value)
    if !(0..<16).contains(number) { throw context.raise(.valueError, "invalid resource specified") }
    return number
  }

  private static func set(
    _ context: Context, _ process: Int32, _ resource: Int32, _ value: Value, before: UnsafeMutablePointer<rlimit>?
  ) throws(Raised) {
    let tuple = try context.tuple(of: value)
    if tuple.count != 2 { throw context.raise(.valueError, "expected a tuple of 2 integers") }
    let (soft, hard) = (try context.machineIndex(of: tuple[0]), try context.machineIndex(of: tuple[1]))
    var limits = rlimit(rlim_cur: rlim_t(bitPattern: Int(soft)), rlim_max: rlim_t(bitPattern: Int(hard)))
    if system_prlimit(process, resource, &limits, before) == 0 { return }
    if errno == EINVAL { throw context.raise(.valueError, "current limit exceeds maximum limit") }
    if errno == EPERM { throw context.raise(.valueError, "not allowed to raise maximum limit") }
    throw context.raiseSystemError(errno)
  }

  /// No limit shows as −1.
  private static func pair(_ context: Context, _ limits: rlimit) throws(Raised) -> Value {
    try Tuple.make(
      context, PythonInt.make(context, Int64(bitPattern: UInt64(limits.rlim_cur))),
      PythonInt.make(context, Int64(bitPattern: UInt64(limits.rlim_max)))
    ).value
  }

  private static let constants: [(name: StaticString, number: Int64)] = [
    ("RLIMIT_AS", 9), ("RLIMIT_CORE", 4), ("RLIMIT_CPU", 0), ("RLIMIT_DATA", 2), ("RLIMIT_FSIZE", 1),
    ("RLIMIT_MEMLOCK", 8), ("RLIMIT_MSGQUEUE", 12), ("RLIMIT_NICE", 13), ("RLIMIT_NOFILE", 7), ("RLIMIT_NPROC", 6),
    ("RLIMIT_OFILE", 7), ("RLIMIT_RSS", 5), ("RLIMIT_RTPRIO", 14), ("RLIMIT_RTTIME", 15), ("RLIMIT_SIGPENDING", 11),
    ("RLIMIT_STACK", 3), ("RLIM_INFINITY", -1), ("RUSAGE_CHILDREN", -1), ("RUSAGE_SELF", 0), ("RUSAGE_THREAD", 1),
  ]
}
