import CRuntime
import CSystem
import Glibc
import Runtime

/// Processes that this one starts, or becomes.
enum Children {
  static let waitidFields = SequenceFields(["si_pid", "si_uid", "si_signo", "si_status", "si_code"])
  static let declaration = TypeDeclaration.sequence(native: .waitidResult, "posix.waitid_result", waitidFields)

  static let functions: [NativeEntry] = starting + waiting + status

  // MARK: Starting

  private static let starting: [NativeEntry] = [
    .none("fork") { c in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try fork(c, "fork"))) }
    },
    .window(
      "register_at_fork",
      """
      (*, before=<unset>,
                       after_in_child=<unset>,
                       after_in_parent=<unset>)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        if a[0].isEmpty, a[1].isEmpty, a[2].isEmpty {
          throw c.raise(.typeError, "At least one argument is required.")
        }
        for (index, name) in hookNames.enumerated() where !a[index].isEmpty {
          if !c.type(of: a[index]).has(.call) {
            throw c.raise(.typeError, "'\(name)' must be callable, not \(c.typeName(of: a[index]))")
          }
        }
        for (index, name) in hookNames.enumerated() where !a[index].isEmpty {
          try hooks(c, name).append(c, a[index])
        }
      }
    },
    .two("execv", "(path, argv, /)", .function) { c, path, arguments in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, path, "execv")
        let words = try StringVector(c, arguments: arguments, "execv")
        defer { words.free() }
        _ = Glibc.execv(path.string, words.pointers)
        throw c.raiseSystemError(errno)
      }
    },
    .three("execve", "(path, argv, env)", .function) { c, path, arguments, environment in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, path, "execve", "path", .descriptor)
        let words = try StringVector(c, arguments: arguments, "execve")
        defer { words.free() }
        let variables = try StringVector(c, environment: environment, "execve")
        defer { variables.free() }
        _ =
          path.isDescriptor
          ? Glibc.fexecve(path.descriptor, words.pointers, variables.pointers)
          : Glibc.execve(path.string, words.pointers, variables.pointers)
        throw c.raiseSystemError(errno, path: path.value)
      }
    },
  ]

  private static let hookNames: [StaticString] = ["before", "after_in_child", "after_in_parent"]

  /// Forks, and calls what is to be called around that; 0 in the child.
  static func fork(_ context: Context, _ function: String) throws(Raised) -> Int32 {
    if context.isEnding {
      let complaint = function == "fork_exec" ? "preexec_fn not supported" : "can't fork"
      throw context.raise(.pythonFinalizationError, "\(complaint) at interpreter shutdown")
    }
    runHooks(context, "before", reversed: true)
    let hasThreads = context.threadCount > 0
    let process = context.fork()
    if process == 0 {
      if hasThreads { ThreadHandle.forgetOthers(context) }
      runHooks(context, "after_in_child", reversed: false)
      return 0
    }
    runHooks(context, "after_in_parent", reversed: false)
    if process < 0 { throw context.raiseSystemError(-process) }
    if hasThreads { try warnOfThreads(context, function) }
    return process
  }

  private static func warnOfThreads(_ context: Context, _ function: String) throws(Raised) {
    try context.warn(
      .deprecationWarning,
      "This process (pid=\(getpid())) is multi-threaded, use of \(function)() may lead to deadlocks in the child.")
  }

  /// The functions to be called around a fork.
  private static func hooks(_ context: Context, _ name: StaticString) throws(Raised) -> List {
    let state = try context.moduleState("posix")
    let name = try Text.make(context, name).value
    let known = try state.value(context, for: name)
    if !known.isEmpty { return List(known) }
    return List(try state.setDefault(context, name, to: List.make(context).value))
  }

  /// What one raises is reported, and does not keep the others from being called.
  private static func runHooks(_ context: Context, _ name: StaticString, reversed: Bool) {
    guard let hooks = try? self.hooks(context, name) else {
      return context.reportUnraisable("in fork", .none)
    }
    for index in 0..<hooks.count {
      let hook = hooks.element(reversed ? hooks.count - 1 - index : index)
      do throws(Raised) {
        _ = try context.call(hook)
      } catch {
        context.reportUnraisable("in", hook)
      }
    }
  }

  // MARK: Waiting

  private static let waiting: [NativeEntry] = [
    .two("waitpid", "(pid, options, /)", .function) { c, process, options in
      bridge(c) { () throws(Raised) in
        let (process, options) = (try c.intArgument(process), try c.intArgument(options))
        var status: Int32 = 0
        let found = try c.system { Int(Glibc.waitpid(process, &status, options)) }
        return try Tuple.make(c, Value(smallInt: Int64(found)), Value(smallInt: Int64(status))).value
      }
    },
    .two("wait4", "(pid, options)", .function) { c, process, options in
      bridge(c) { () throws(Raised) in try waitWithUsage(c, c.intArgument(process), options) }
    },
    .one("wait3", "(options)", .function) { c, options in
      bridge(c) { () throws(Raised) in try waitWithUsage(c, -1, options) }
    },
    .none("wait") { c in
      bridge(c) { () throws(Raised) in
        var status: Int32 = 0
        let found = try c.system { Int(Glibc.waitpid(-1, &status, 0)) }
        return try Tuple.make(c, Value(smallInt: Int64(found)), Value(smallInt: Int64(status))).value
      }
    },
    .three("waitid", "(idtype, id, options, /)", .function) { c, kind, identifier, options in
      bridge(c) { () throws(Raised) in
        let kind = idtype_t(rawValue: UInt32(bitPattern: try c.intArgument(kind)))
        let (identifier, options) = (id_t(bitPattern: try c.intArgument(identifier)), try c.intArgument(options))
        var found = siginfo_t()
        try c.system { Int(Glibc.waitid(kind, identifier, &found, options)) }
        let child = host_child_info(&found)
        if child.process == 0 { return .none }
        return try StructSequence.make(c, c.type(.waitidResult), waitidFields) { (elements) throws(Raised) in
          let numbers = [
            Int64(child.process), Int64(child.user), Int64(found.si_signo), Int64(child.status), Int64(found.si_code),
          ]
          for (index, number) in numbers.enumerated() { elements[index] = Value(smallInt: number) }
        }
      }
    },
  ]

  private static func waitWithUsage(_ context: Context, _ process: Int32, _ options: Value) throws(Raised) -> Value {
    let options = try context.intArgument(options)
    var (status, used): (Int32, rusage) = (0, rusage())
    let found = try context.system { Int(system_wait4(process, &status, options, &used)) }
    return try Tuple.make(
      context, Value(smallInt: Int64(found)), Value(smallInt: Int64(status)), Resources.usage(context, used)).value
  }

  // MARK: Status

  private static func entry(_ name: StaticString, _ body: UnaryFunction) -> NativeEntry {
    .one(name, "(status)", .function, body)
  }

  /// As the system puts them together: a signal in the low seven bits, an exit status above.
  private static let status: [NativeEntry] = [
    entry("WIFEXITED") { c, s in bridge(c) { () throws(Raised) in Value(try c.intArgument(s) & 0x7f == 0) } },
    entry("WEXITSTATUS") { c, s in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try c.intArgument(s) >> 8 & 0xff)) }
    },
    entry("WIFSIGNALED") { c, s in
      bridge(c) { () throws(Raised) in
        let signal = try c.intArgument(s) & 0x7f
        return Value(signal != 0 && signal != 0x7f)
      }
    },
    entry("WTERMSIG") { c, s in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try c.intArgument(s) & 0x7f)) }
    },
    entry("WIFSTOPPED") { c, s in bridge(c) { () throws(Raised) in Value(try c.intArgument(s) & 0xff == 0x7f) } },
    entry("WSTOPSIG") { c, s in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try c.intArgument(s) >> 8 & 0xff)) }
    },
    entry("WIFCONTINUED") { c, s in bridge(c) { () throws(Raised) in Value(try c.intArgument(s) == 0xffff) } },
    .one("WCOREDUMP", "(status, /)", .function) { c, s in
      bridge(c) { () throws(Raised) in Value(try c.intArgument(s) & 0x80 != 0) }
    },
    entry("waitstatus_to_exitcode") { c, s in
      bridge(c) { () throws(Raised) in
        let status = try c.intArgument(s)
        let signal = status & 0x7f
        if signal == 0 { return Value(smallInt: Int64(status >> 8 & 0xff)) }
        if signal != 0x7f { return Value(smallInt: -Int64(signal)) }
        if status & 0xff == 0x7f {
          throw c.raise(.valueError, "process stopped by delivery of signal \(status >> 8 & 0xff)")
        }
        throw c.raise(.valueError, "invalid wait status: \(status)")
      }
    },
  ]
}

/// Strings as `execv` takes them: pointers, with a null at the end.
struct StringVector {
  /// Keeps the bytes alive that the pointers point to.
  private let strings: List
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  var count: Int { strings.count }

  init(_ strings: List) {
    self.strings = strings
    pointers = .allocate(capacity: strings.count + 1)
    for index in 0..<strings.count { pointers[index] = Bytes(strings.element(index)).string }
    pointers[strings.count] = nil
  }

  init(_ context: Context, arguments: Value, _ function: String) throws(Raised) {
    let name = function == "execv" ? "execv() arg 2" : "\(function): argv"
    guard Tuple(ifHas: arguments) != nil || List(ifHas: arguments) != nil else {
      throw context.raise(.typeError, "\(name) must be a tuple or list")
    }
    let strings = try List.make(context)
    try context.forEach(in: arguments) { (argument) throws(Raised) in
      try strings.append(context, context.terminatedString(argument).value)
      return true
    }
    if strings.count == 0 { throw context.raise(.valueError, "\(name) must not be empty") }
    if Bytes(strings.element(0)).count == 1 {
      throw context.raise(.valueError, "\(name) first element cannot be empty")
    }
    self.init(strings)
  }

  init(_ context: Context, environment: Value, _ function: String) throws(Raised) {
    guard context.type(of: environment).has(.getItem), Text(ifHas: environment) == nil else {
      throw context.raise(.typeError, "\(function): environment must be a mapping object")
    }
    let strings = try List.make(context)
    let keys = try context.list(of: context.callMethod(environment, "keys"))
    for index in 0..<keys.count {
      let key = keys.element(index)
      let name = try context.fileSystemBytes(key)
      let value = try context.fileSystemBytes(context.item(of: environment, key))
      if name.count == 0 || bytes_find_byte(name.base + 1, Int64(name.count - 1), 0x3d) >= 0 {
        throw context.raise(.valueError, "illegal environment variable name")
      }
      let entry = try Bytes.allocate(context, count: name.count + value.count + 2)
      entry.base.copyMemory(from: name.base, byteCount: name.count)
      entry.base.storeBytes(of: 0x3d, toByteOffset: name.count, as: UInt8.self)
      (entry.base + name.count + 1).copyMemory(from: value.base, byteCount: value.count)
      if bytes_find_byte(entry.base, Int64(entry.count - 1), 0) >= 0 {
        throw context.raise(.valueError, "embedded null byte")
      }
      try strings.append(context, entry.value)
    }
    self.init(strings)
  }

  func free() {
    pointers.deallocate()
    keep_alive(strings.value)
  }
}
