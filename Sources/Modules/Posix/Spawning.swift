import CRuntime
import CSystem
import Glibc
import Runtime

/// `posix_spawn`: starting a program without forking.
enum Spawning {
  static let functions: [NativeEntry] = [
    .window(
      "posix_spawn",
      """
      (path, argv, env, /, *, file_actions=<()>,
                  setpgroup=None, resetids=False, setsid=False,
                  setsigmask=<()>, setsigdef=<()>, scheduler=None)
      """, .function
    ) { c, a in bridge(c) { () throws(Raised) in Value(smallInt: Int64(try spawn(c, a, "posix_spawn"))) } },
    .window(
      "posix_spawnp",
      """
      (path, argv, env, /, *, file_actions=<()>,
                   setpgroup=None, resetids=False, setsid=False,
                   setsigmask=<()>, setsigdef=<()>, scheduler=None)
      """, .function
    ) { c, a in bridge(c) { () throws(Raised) in Value(smallInt: Int64(try spawn(c, a, "posix_spawnp"))) } },
  ]

  private static func spawn(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ function: StaticString
  ) throws(Raised) -> pid_t {
    let name = function.description
    let path = try PathArgument(context, a[0], function)
    let words = try StringVector(context, arguments: a[1], name)
    defer { words.free() }
    let variables = a[2] == .none ? nil : try StringVector(context, spawned: a[2], name)
    defer { variables?.free() }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let paths = try add(context, a[3], to: &actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    try set(context, a + 4, name, in: &attributes)
    let environment = variables?.pointers ?? environ
    var process: pid_t = 0
    let error = context.blocking {
      Int(
        name == "posix_spawn"
          ? Glibc.posix_spawn(&process, path.string, &actions, &attributes, words.pointers, environment)
          : Glibc.posix_spawnp(&process, path.string, &actions, &attributes, words.pointers, environment))
    }
    keep_alive(paths.value)
    if error != 0 { throw context.raiseSystemError(Int32(error), path: path.value) }
    return process
  }

  /// What is done with files. The result keeps the paths that are named.
  private static func add(
    _ context: Context, _ value: Value, to actions: inout posix_spawn_file_actions_t
  ) throws(Raised) -> List {
    let paths = try List.make(context)
    if value.isEmpty || value == .none { return paths }
    if !context.type(of: value).has(.getItem) {
      throw context.raise(.typeError, "file_actions must be a sequence or None")
    }
    let rows = try context.list(of: value)
    for index in 0..<rows.count {
      guard let row = Tuple(ifHas: rows.element(index)), row.count > 0 else {
        throw context.raise(.typeError, "Each file_actions element must be a non-empty tuple")
      }
      func require(_ count: Int, _ kind: StaticString) throws(Raised) {
        if row.count != count { throw context.raise(.typeError, "A \(kind) file_action tuple must have \(count) elements") }
      }
      let error: Int32
      switch PythonInt.int64(try context.index(of: row[0])) {
      case 0:
        try require(5, "open")
        let path = try context.terminatedString(context.fileSystemPath(row[2]))
        try paths.append(context, path.value)
        let (flags, mode) = (try context.intArgument(row[3]), UInt32(truncatingIfNeeded: try context.machineIndex(of: row[4])))
        error = posix_spawn_file_actions_addopen(&actions, try context.intArgument(row[1]), path.string, flags, mode)
      case 1:
        try require(2, "close")
        error = posix_spawn_file_actions_addclose(&actions, try context.intArgument(row[1]))
      case 2:
        try require(3, "dup2")
        error = posix_spawn_file_actions_adddup2(
          &actions, try context.intArgument(row[1]), try context.intArgument(row[2]))
      case 3:
        try require(2, "closefrom")
        error = system_spawn_close_from(&actions, try context.intArgument(row[1]))
      default: throw context.raise(.typeError, "Unknown file_actions identifier")
      }
      if error != 0 { throw context.raiseSystemError(error) }
    }
    return paths
  }

  /// `setpgroup`, `resetids`, `setsid`, `setsigmask`, `setsigdef` and `scheduler`.
  private static func set(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ function: String, in attributes: inout posix_spawnattr_t
  ) throws(Raised) {
    var flags: Int32 = 0
    if a[0] != .none {
      posix_spawnattr_setpgroup(&attributes, try context.intArgument(a[0]))
      flags |= 0x02
    }
    if try context.isTrue(a[1]) { flags |= 0x01 }
    if try context.isTrue(a[2]) { flags |= 0x80 }
    if !a[3].isEmpty {
      var signals = try Signals.set(context, a[3])
      posix_spawnattr_setsigmask(&attributes, &signals)
      flags |= 0x08
    }
    if !a[4].isEmpty {
      var signals = try Signals.set(context, a[4])
      posix_spawnattr_setsigdefault(&attributes, &signals)
      flags |= 0x04
    }
    if a[5] != .none {
      guard let tuple = Tuple(ifHas: a[5]) else {
        throw context.raise(.typeError, "\(function): scheduler must be a tuple or None")
      }
      if tuple.count != 2 { throw context.raise(.typeError, "A scheduler tuple must have two elements") }
      if tuple[0] != .none {
        posix_spawnattr_setschedpolicy(&attributes, try context.intArgument(tuple[0]))
        flags |= 0x20
      }
      var parameters = try Scheduling.parameters(context, tuple[1])
      posix_spawnattr_setschedparam(&attributes, &parameters)
      flags |= 0x10
    }
    let error = posix_spawnattr_setflags(&attributes, Int16(flags))
    if error != 0 { throw context.raiseSystemError(error) }
  }
}

extension StringVector {
  /// An environment that may be None elsewhere.
  fileprivate init(_ context: Context, spawned environment: Value, _ function: String) throws(Raised) {
    if !context.type(of: environment).has(.getItem) || Text(ifHas: environment) != nil {
      throw context.raise(.typeError, "\(function): environment must be a mapping object or None")
    }
    try self.init(context, environment: environment, function)
  }
}
