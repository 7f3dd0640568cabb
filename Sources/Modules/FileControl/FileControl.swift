import CRuntime
import Glibc
import Runtime

/// A structure and a function that share their name.
private typealias RangeLock = flock
private let lockFile: @convention(c) (Int32, Int32) -> Int32 = flock

/// The module `fcntl`: what can be asked of a descriptor.
enum FileControl {
  static let module = ModuleDeclaration(
    "fcntl", "What can be asked of the descriptor of an open file.",
    functions: [
      .three("fcntl", "(fd, cmd, arg=0, /)", .function) { c, file, command, argument in
        bridge(c) { () throws(Raised) in
          let (descriptor, command) = (try c.fileDescriptor(file), try c.intArgument(command))
          if PythonInt.operand(argument) == nil, let source = try copy(c, argument) {
            try c.system { Int(Glibc.fcntl(descriptor, command, source.base)) }
            return try Bytes.slice(c, source, 0, source.count).value
          }
          if !c.type(of: argument).has(.index) {
            throw c.raise(
              .typeError,
              "fcntl() argument 3 must be an integer, a bytes-like object, or a string, not \(c.typeName(of: argument))")
          }
          let number = Int32(truncatingIfNeeded: try c.machineIndex(of: argument))
          return Value(smallInt: Int64(try c.system { Int(Glibc.fcntl(descriptor, command, number)) }))
        }
      },
      .window("ioctl", "(fd, request, arg=0, mutate_flag=True, /)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          let descriptor = try c.fileDescriptor(a[0])
          let request = UInt(truncatingIfNeeded: try c.machineIndex(of: a[1]))
          let argument = a[2]
          if PythonInt.operand(argument) == nil, let source = try copy(c, argument) {
            let result = try c.system { Int(Glibc.ioctl(descriptor, request, source.base)) }
            guard try c.isTrue(a[3]), let target = try c.writableBytes(of: argument), let base = target.baseAddress else {
              return source.value
            }
            base.copyMemory(from: source.base, byteCount: min(target.count, source.count))
            return Value(smallInt: Int64(result))
          }
          if !c.type(of: argument).has(.index) {
            throw c.raise(
              .typeError,
              "ioctl() argument 3 must be an integer, a bytes-like object, or a string, not \(c.typeName(of: argument))")
          }
          let number = Int32(truncatingIfNeeded: try c.machineIndex(of: argument))
          return Value(smallInt: Int64(try c.system { Int(Glibc.ioctl(descriptor, request, number)) }))
        }
      },
      .two("flock", "(fd, operation, /)", .function) { c, file, operation in
        bridge(c) { () throws(Raised) -> Void in
          let (descriptor, operation) = (try c.fileDescriptor(file), try c.intArgument(operation))
          try c.system { Int(lockFile(descriptor, operation)) }
        }
      },
      .window("lockf", "(fd, cmd, len=0, start=0, whence=0, /)", .function) { c, a in
        bridge(c) { () throws(Raised) -> Void in
          let (descriptor, command) = (try c.fileDescriptor(a[0]), try c.intArgument(a[1]))
          var lock = RangeLock()
          switch command & ~LOCK_NB {
          case LOCK_UN: lock.l_type = Int16(F_UNLCK)
          case _ where command & LOCK_SH != 0: lock.l_type = Int16(F_RDLCK)
          case _ where command & LOCK_EX != 0: lock.l_type = Int16(F_WRLCK)
          default: throw c.raise(.valueError, "unrecognized lockf argument")
          }
          lock.l_len = off_t(try c.machineIndex(of: a[2]))
          lock.l_start = off_t(try c.machineIndex(of: a[3]))
          lock.l_whence = Int16(truncatingIfNeeded: try c.intArgument(a[4]))
          let waits = command & LOCK_NB == 0
          try c.system {
            withUnsafeMutablePointer(to: &lock) { Int(Glibc.fcntl(descriptor, waits ? F_SETLKW : F_SETLK, $0)) }
          }
        }
      },
    ],
    fill: { (c, module) throws(Raised) in
      for row in constants { try module.set(c, row.name, PythonInt.make(c, row.number)) }
    })

  /// The bytes of an argument that is text or bytes, which the system may change; nil for any other.
  private static func copy(_ context: Context, _ argument: Value) throws(Raised) -> Bytes? {
    if let text = Text(ifHas: argument) { return try Bytes.make(context, utf8: text) }
    guard let units = try context.bytes(of: argument) else { return nil }
    return try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count))
  }

  private static let constants: [(name: StaticString, number: Int64)] = [
    ("DN_ACCESS", 1), ("DN_ATTRIB", 32), ("DN_CREATE", 4), ("DN_DELETE", 8), ("DN_MODIFY", 2),
    ("DN_MULTISHOT", 2147483648), ("DN_RENAME", 16), ("FASYNC", 8192), ("FD_CLOEXEC", 1), ("FICLONE", 1074041865),
    ("FICLONERANGE", 1075876877), ("F_ADD_SEALS", 1033), ("F_DUPFD", 0), ("F_DUPFD_CLOEXEC", 1030),
    ("F_DUPFD_QUERY", 1027), ("F_EXLCK", 4), ("F_GETFD", 1), ("F_GETFL", 3), ("F_GETLEASE", 1025), ("F_GETLK", 5),
    ("F_GETLK64", 5), ("F_GETOWN", 9), ("F_GETOWN_EX", 16), ("F_GETPIPE_SZ", 1032), ("F_GETSIG", 11),
    ("F_GET_FILE_RW_HINT", 1037), ("F_GET_RW_HINT", 1035), ("F_GET_SEALS", 1034), ("F_NOTIFY", 1026),
    ("F_OFD_GETLK", 36), ("F_OFD_SETLK", 37), ("F_OFD_SETLKW", 38), ("F_OWNER_PGRP", 2), ("F_OWNER_PID", 1),
    ("F_OWNER_TID", 0), ("F_RDLCK", 0), ("F_SEAL_FUTURE_WRITE", 16), ("F_SEAL_GROW", 4), ("F_SEAL_SEAL", 1),
    ("F_SEAL_SHRINK", 2), ("F_SEAL_WRITE", 8), ("F_SETFD", 2), ("F_SETFL", 4), ("F_SETLEASE", 1024), ("F_SETLK", 6),
    ("F_SETLK64", 6), ("F_SETLKW", 7), ("F_SETLKW64", 7), ("F_SETOWN", 8), ("F_SETOWN_EX", 15),
    ("F_SETPIPE_SZ", 1031), ("F_SETSIG", 10), ("F_SET_FILE_RW_HINT", 1038), ("F_SET_RW_HINT", 1036), ("F_SHLCK", 8),
    ("F_UNLCK", 2), ("F_WRLCK", 1), ("LOCK_EX", 2), ("LOCK_MAND", 32), ("LOCK_NB", 4), ("LOCK_READ", 64),
    ("LOCK_RW", 192), ("LOCK_SH", 1), ("LOCK_UN", 8), ("LOCK_WRITE", 128), ("RWH_WRITE_LIFE_EXTREME", 5),
    ("RWH_WRITE_LIFE_LONG", 4), ("RWH_WRITE_LIFE_MEDIUM", 3), ("RWH_WRITE_LIFE_NONE", 1),
    ("RWH_WRITE_LIFE_NOT_SET", 0), ("RWH_WRITE_LIFE_SHORT", 2),
  ]
}
