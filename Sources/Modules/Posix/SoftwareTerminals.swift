import CRuntime
import CSystem
import Glibc
import Runtime

/// Terminals of software.
enum SoftwareTerminals {
  static let functions: [NativeEntry] = [
    .one("posix_openpt", "(oflag, /)", .function) { c, flags in
      bridge(c) { () throws(Raised) in
        let flags = try c.intArgument(flags)
        return Value(smallInt: Int64(try c.system { Int(system_posix_openpt(flags | O_CLOEXEC)) }))
      }
    },
    .one("grantpt", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.fileDescriptor(descriptor)
        try c.system { Int(system_grantpt(descriptor)) }
      }
    },
    .one("unlockpt", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.fileDescriptor(descriptor)
        try c.system { Int(system_unlockpt(descriptor)) }
      }
    },
    .one("ptsname", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let (descriptor, name) = (try c.fileDescriptor(descriptor), try Bytes.allocate(c, count: 256))
        let error = system_ptsname(descriptor, name.string, 256)
        if error != 0 { throw c.raiseSystemError(error) }
        return try c.fileSystemText(name.string)
      }
    },
    .one("login_tty", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.fileDescriptor(descriptor)
        try c.system { Int(system_login_tty(descriptor)) }
      }
    },
    .none("forkpty") { c in
      bridge(c) { () throws(Raised) in
        let name = try Bytes.allocate(c, count: 128)
        let controller = Int32(try c.system { Int(system_open_terminal(name.string)) })
        let terminal = Int32(try c.system { Int(Glibc.open(name.string, O_RDWR | O_NOCTTY)) })
        let process = try Children.fork(c, "forkpty")
        if process == 0 {
          Glibc.close(controller)
          if system_login_tty(terminal) != 0 { Glibc._exit(1) }
        } else {
          Glibc.close(terminal)
        }
        return try Tuple.make(
          c, Value(smallInt: Int64(process)), Value(smallInt: process == 0 ? -1 : Int64(controller))).value
      }
    },
  ]
}
