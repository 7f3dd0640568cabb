import CRuntime
import CSystem
import Glibc
import Runtime

/// The module `_posixsubprocess`: starting another program.
enum ChildStarting {
  static let module = ModuleDeclaration(
    "_posixsubprocess", "A POSIX helper for the subprocess module.",
    functions: [
      .window(
        "fork_exec",
        """
        (args, executable_list, close_fds, pass_fds, cwd,
                  env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite,
                  errpipe_read, errpipe_write, restore_signals, call_setsid,
                  pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn,
                  /)
        """, .function
      ) { c, a in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try start(c, a))) }
      }
    ])

  /// Keeps what the description of a child points to.
  private struct Strings {
    var programs: StringVector
    var arguments: StringVector?
    var environment: StringVector?

    func free() {
      programs.free()
      arguments?.free()
      environment?.free()
    }
  }

  private static func start(_ context: Context, _ a: UnsafeMutablePointer<Value>) throws(Raised) -> Int32 {
    guard let kept = Tuple(ifHas: a[3]) else {
      throw context.raise(.typeError, "fork_exec() argument 4 must be tuple, not \(context.typeName(of: a[3]))")
    }
    var child = SystemChild()
    child.closesOthers = try context.isTrue(a[2])
    (child.input, child.parentInput) = (try context.intArgument(a[6]), try context.intArgument(a[7]))
    (child.parentOutput, child.output) = (try context.intArgument(a[8]), try context.intArgument(a[9]))
    (child.parentError, child.error) = (try context.intArgument(a[10]), try context.intArgument(a[11]))
    (child.parentReport, child.report) = (try context.intArgument(a[12]), try context.intArgument(a[13]))
    (child.restoresSignals, child.startsSession) = (try context.isTrue(a[14]), try context.isTrue(a[15]))
    (child.processGroup, child.mask) = (try context.intArgument(a[16]), try context.intArgument(a[20]))
    if child.report < 3 { throw context.raise(.valueError, "errpipe_write must be >= 3") }
    let descriptors = try descriptors(context, kept)
    defer { descriptors.deallocate() }
    (child.kept, child.keptCount) = (UnsafePointer(descriptors.baseAddress), Int32(kept.count))

    var strings = Strings(programs: try StringVector(context, bytes: a[1]))
    defer { strings.free() }
    child.programs = UnsafePointer(strings.programs.pointers)
    if a[0] == .none {
      child.arguments = UnsafePointer(strings.programs.pointers + strings.programs.count)
    } else {
      strings.arguments = try StringVector(context, words: a[0])
      child.arguments = UnsafePointer(strings.arguments.unsafelyUnwrapped.pointers)
    }
    if a[5] != .none {
      strings.environment = try StringVector(context, bytes: a[5])
      child.environment = UnsafePointer(strings.environment.unsafelyUnwrapped.pointers)
    }
    let folder = a[4] == .none ? nil : try context.terminatedString(context.fileSystemPath(a[4]))
    child.folder = folder.map { UnsafePointer($0.string) }

    let groups = try groups(context, a[18])
    defer { groups?.deallocate() }
    (child.groups, child.groupCount) = (UnsafePointer(groups?.baseAddress), groups.map { Int32($0.count) } ?? -1)
    if a[17] != .none { (child.setsGroup, child.group) = (true, try context.userIdentifier(a[17], "gid")) }
    if a[19] != .none { (child.setsUser, child.user) = (true, try context.userIdentifier(a[19], "uid")) }

    defer { keep_alive(folder?.value ?? .empty) }
    return try start(context, &child, prepare: a[21])
  }

  private static func start(
    _ context: Context, _ child: inout SystemChild, prepare: Value
  ) throws(Raised) -> Int32 {
    if prepare == .none {
      let process = withUnsafePointer(to: child) { child in context.attempt { Int(system_start_program(child)) } }
      if process < 0 { throw context.raiseSystemError(Int32(-process)) }
      return Int32(process)
    }
    child.prepare = { $0.unsafelyUnwrapped.assumingMemoryBound(to: Preparation.self).pointee.run() }
    let process = try Children.fork(context, "fork_exec")
    if process != 0 { return process }
    var preparation = Preparation(context: context, function: prepare)
    withUnsafeMutablePointer(to: &preparation) { preparation in
      child.argument = UnsafeMutableRawPointer(preparation)
      system_become_program(&child)
    }
    Glibc._exit(255)
  }

  /// What a program has the child do last.
  private struct Preparation {
    let context: Context
    let function: Value

    func run() -> Bool {
      do throws(Raised) {
        _ = try context.call(function)
        return true
      } catch {
        _ = context.takeException()
        return false
      }
    }
  }

  private static func descriptors(
    _ context: Context, _ kept: Tuple
  ) throws(Raised) -> UnsafeMutableBufferPointer<Int32> {
    let descriptors = UnsafeMutableBufferPointer<Int32>.allocate(capacity: kept.count)
    var last: Int64 = -1
    for index in 0..<kept.count {
      let number = PythonInt.operand(kept[index]).flatMap { PythonInt.int64($0) } ?? -1
      if number <= last || number > Int64(Int32.max) {
        descriptors.deallocate()
        throw context.raise(.valueError, "bad value(s) in fds_to_keep")
      }
      descriptors[index] = Int32(number)
      last = number
    }
    return descriptors
  }

  /// Nil for None.
  private static func groups(
    _ context: Context, _ value: Value
  ) throws(Raised) -> UnsafeMutableBufferPointer<UInt32>? {
    if value == .none { return nil }
    guard let list = List(ifHas: value) else {
      throw context.raise(.typeError, "setgroups argument must be a list")
    }
    let groups = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: list.count)
    do throws(Raised) {
      for index in 0..<groups.count {
        let group = list.element(index)
        if !context.isInt(group) { throw context.raise(.typeError, "extra_groups must be integers") }
        guard let number = PythonInt.int64(group), number == -1 || UInt32(exactly: number) != nil else {
          throw context.raise(.valueError, "invalid group id")
        }
        groups[index] = UInt32(truncatingIfNeeded: number)
      }
    } catch {
      groups.deallocate()
      throw error
    }
    return groups
  }
}

extension StringVector {
  /// From a sequence of bytes.
  fileprivate init(_ context: Context, bytes: Value) throws(Raised) {
    if !context.type(of: bytes).has(.length) {
      throw context.raise(.typeError, "object of type '\(context.typeName(of: bytes))' has no len()")
    }
    let strings = try List.make(context)
    try context.forEach(in: bytes) { (element) throws(Raised) in
      if Bytes(ifHas: element) == nil {
        throw context.raise(.typeError, "expected bytes, \(context.typeName(of: element)) found")
      }
      try strings.append(context, context.terminatedString(element).value)
      return true
    }
    self.init(strings)
  }

  /// From a sequence of paths.
  fileprivate init(_ context: Context, words: Value) throws(Raised) {
    guard Tuple(ifHas: words) != nil || List(ifHas: words) != nil else {
      throw context.raise(.typeError, "argv must be a tuple")
    }
    let strings = try List.make(context)
    try context.forEach(in: words) { (word) throws(Raised) in
      try strings.append(context, context.terminatedString(context.fileSystemPath(word)).value)
      return true
    }
    self.init(strings)
  }
}
