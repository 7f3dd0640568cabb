import CRuntime
import CSystem
import Glibc
import Runtime

/// What the machine and the system are, and how much the process has used of them.
enum SystemInformation {
  static let unameFields = SequenceFields(["sysname", "nodename", "release", "version", "machine"])
  static let timesFields = SequenceFields(["user", "system", "children_user", "children_system", "elapsed"])
  static let terminalFields = SequenceFields(["columns", "lines"])

  static let declarations = [
    TypeDeclaration.sequence(native: .unameResult, "posix.uname_result", unameFields),
    TypeDeclaration.sequence(native: .timesResult, "posix.times_result", timesFields),
    TypeDeclaration.sequence(native: .terminalSize, "os.terminal_size", terminalFields),
  ]

  static let functions: [NativeEntry] = [
    .none("uname") { c in
      bridge(c) { () throws(Raised) in
        var names = utsname()
        try c.system { Int(Glibc.uname(&names)) }
        let parts = try List.make(c)
        func add(_ part: UnsafeRawPointer) throws(Raised) {
          try parts.append(c, c.fileSystemText(part.assumingMemoryBound(to: CChar.self)))
        }
        try add(&names.sysname)
        try add(&names.nodename)
        try add(&names.release)
        try add(&names.version)
        try add(&names.machine)
        return try StructSequence.make(c, c.type(.unameResult), unameFields) { (elements) throws(Raised) in
          for index in 0..<parts.count { elements[index] = parts.element(index) }
        }
      }
    },
    .none("times") { c in
      bridge(c) { () throws(Raised) in
        var used = tms()
        let elapsed = Glibc.times(&used)
        let unit = Double(Glibc.sysconf(Int32(_SC_CLK_TCK)))
        return try StructSequence.make(c, c.type(.timesResult), timesFields) { (elements) throws(Raised) in
          for (index, ticks) in [used.tms_utime, used.tms_stime, used.tms_cutime, used.tms_cstime, elapsed].enumerated() {
            elements[index] = try PythonFloat.make(c, Double(ticks) / unit)
          }
        }
      }
    },
    .one("get_terminal_size", "(fd=1<unset>, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        var size = winsize()
        try c.system { Int(ioctl(descriptor, UInt(TIOCGWINSZ), &size)) }
        return try StructSequence.make(c, c.type(.terminalSize), terminalFields) { (elements) throws(Raised) in
          elements[0] = Value(smallInt: Int64(size.ws_col))
          elements[1] = Value(smallInt: Int64(size.ws_row))
        }
      }
    },
    .none("cpu_count") { c in
      let given = c.programSettings.processorCount
      if given > 0 { return Value(smallInt: Int64(given)) }
      let count = Glibc.sysconf(Int32(_SC_NPROCESSORS_ONLN))
      return count < 1 ? .none : Value(smallInt: Int64(count))
    },
    .none("getloadavg") { c in
      bridge(c) { () throws(Raised) in
        var loads = [0.0, 0.0, 0.0]
        if Glibc.getloadavg(&loads, 3) != 3 { throw c.raise(.osError, "Load averages are unobtainable") }
        return try Tuple.make(
          c, PythonFloat.make(c, loads[0]), PythonFloat.make(c, loads[1]), PythonFloat.make(c, loads[2])
        ).value
      }
    },
    .one("strerror", "(code, /)", .function) { c, code in
      bridge(c) { () throws(Raised) in try Text.make(c, String(cString: Glibc.strerror(c.intArgument(code)))).value }
    },
    .none("ctermid") { c in bridge(c) { () throws(Raised) in try Text.make(c, "/dev/tty" as StaticString).value } },
    .one("urandom", "(size, /)", .function) { c, size in
      bridge(c) { () throws(Raised) in
        let size = try c.sizeArgument(size)
        if size < 0 { throw c.raise(.valueError, "negative argument not allowed") }
        let bytes = try Bytes.allocate(c, count: size)
        _ = c.blocking {
          host_random(bytes.base, size)
          return 0
        }
        return bytes.value
      }
    },
    .two("getrandom", "(size, flags=0)", .function) { c, size, flags in
      bridge(c) { () throws(Raised) in
        let (size, flags) = (try c.sizeArgument(size), UInt32(bitPattern: try c.intArgument(flags)))
        if size < 0 { throw c.raiseSystemError(EINVAL) }
        let bytes = try Bytes.allocate(c, count: size)
        let count = try c.system { Int(system_getrandom(bytes.base, size, flags)) }
        return try Bytes.slice(c, bytes, 0, count).value
      }
    },
    .one("sysconf", "(name, /)", .function) { c, name in
      bridge(c) { () throws(Raised) in
        let name = try configurationName(c, name, Configuration.sysconf)
        errno = 0
        let value = Glibc.sysconf(name)
        if value == -1, errno != 0 { throw c.raiseSystemError(errno) }
        return try PythonInt.make(c, Int64(value))
      }
    },
    .one("confstr", "(name, /)", .function) { c, name in
      bridge(c) { () throws(Raised) in
        let name = try configurationName(c, name, Configuration.confstr)
        errno = 0
        let count = Glibc.confstr(name, nil, 0)
        if count == 0 {
          if errno != 0 { throw c.raiseSystemError(errno) }
          return .none
        }
        let bytes = try Bytes.allocate(c, count: count)
        _ = Glibc.confstr(name, bytes.string, count)
        return try c.fileSystemText(bytes.string)
      }
    },
    .two("pathconf", "(path, name)", .function) { c, path, name in
      bridge(c) { () throws(Raised) in
        let path = try PathArgument(c, path, "pathconf", "path", .descriptor)
        let name = try configurationName(c, name, Configuration.pathconf)
        errno = 0
        let value = path.isDescriptor ? Glibc.fpathconf(path.descriptor, name) : Glibc.pathconf(path.string, name)
        if value == -1, errno != 0 { throw c.raiseSystemError(errno, path: path.value) }
        return try PythonInt.make(c, Int64(value))
      }
    },
    .two("fpathconf", "(fd, name, /)", .function) { c, descriptor, name in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        let name = try configurationName(c, name, Configuration.pathconf)
        errno = 0
        let value = Glibc.fpathconf(descriptor, name)
        if value == -1, errno != 0 { throw c.raiseSystemError(errno) }
        return try PythonInt.make(c, Int64(value))
      }
    },
  ]

  private static func configurationName(
    _ context: Context, _ value: Value, _ table: [(StaticString, Int32)]
  ) throws(Raised) -> Int32 {
    if context.isInt(value) { return try context.intArgument(value) }
    guard let text = Text(ifHas: value) else {
      throw context.raise(.typeError, "configuration names must be strings or integers")
    }
    for (name, number) in table where text == name { return number }
    throw context.raise(.valueError, "unrecognized configuration name")
  }
}
