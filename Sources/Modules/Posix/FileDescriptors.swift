import CRuntime
import CSystem
import Glibc
import Runtime

/// Functions on descriptors of open files.
enum FileDescriptors {
  static let functions: [NativeEntry] = opening + transfer + state

  // MARK: Opening and closing

  private static let opening: [NativeEntry] = [
    .window("open", "(path, flags, mode=511, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let path = try PathArgument(c, a[0], "open")
        let (flags, mode, folder) = (try c.intArgument(a[1]), try c.intArgument(a[2]), try c.folderDescriptor(a[3]))
        let descriptor = try c.system(path.value) {
          Int(openat(folder, path.string, flags | O_CLOEXEC, mode_t(bitPattern: mode)))
        }
        return Value(smallInt: Int64(descriptor))
      }
    },
    .one("close", "(fd)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.descriptor(descriptor)
        // Linux has closed it even where a signal came.
        let result = c.attempt { Int(Glibc.close(descriptor)) }
        if result < 0, result != -Int(EINTR) { throw c.raiseSystemError(Int32(-result)) }
      }
    },
    .two("closerange", "(fd_low, fd_high, /)", .function) { c, low, high in
      bridge(c) { () throws(Raised) -> Void in
        let (low, high) = (max(0, try c.descriptor(low)), try c.descriptor(high))
        _ = c.blocking {
          for descriptor in low..<max(low, high) { Glibc.close(descriptor) }
          return 0
        }
      }
    },
    .one("dup", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        return Value(smallInt: Int64(try c.system { Int(fcntl(descriptor, F_DUPFD_CLOEXEC, 0)) }))
      }
    },
    .three("dup2", "(fd, fd2, inheritable=True)", .function) { c, old, new, inheritable in
      bridge(c) { () throws(Raised) -> Value in
        let (old, new) = (try c.descriptor(old), try c.descriptor(new))
        let flags = try c.isTrue(inheritable) ? 0 : O_CLOEXEC
        if flags == 0 || old == new { return Value(smallInt: Int64(try c.system { Int(Glibc.dup2(old, new)) })) }
        return Value(smallInt: Int64(try c.system { Int(system_dup3(old, new, flags)) }))
      }
    },
    .none("pipe") { c in bridge(c) { () throws(Raised) in try makePipe(c, O_CLOEXEC) } },
    .one("pipe2", "(flags, /)", .function) { c, flags in
      bridge(c) { () throws(Raised) in try makePipe(c, c.intArgument(flags)) }
    },
    .none("openpty") { c in
      bridge(c) { () throws(Raised) in
        let name = try Bytes.allocate(c, count: 128)
        let controller = try c.system { Int(system_open_terminal(name.string)) }
        let terminal = try c.system { Int(Glibc.open(name.string, O_RDWR | O_NOCTTY | O_CLOEXEC)) }
        return try pair(c, Int32(controller), Int32(terminal))
      }
    },
  ]

  private static func makePipe(_ context: Context, _ flags: Int32) throws(Raised) -> Value {
    var ends: (Int32, Int32) = (0, 0)
    try context.system {
      withUnsafeMutablePointer(to: &ends) {
        $0.withMemoryRebound(to: Int32.self, capacity: 2) { Int(system_pipe2($0, flags)) }
      }
    }
    return try pair(context, ends.0, ends.1)
  }

  private static func pair(_ context: Context, _ first: Int32, _ second: Int32) throws(Raised) -> Value {
    try Tuple.make(context, Value(smallInt: Int64(first)), Value(smallInt: Int64(second))).value
  }

  // MARK: Reading and writing

  private static let transfer: [NativeEntry] = [
    .two("read", "(fd, length, /)", .function) { c, descriptor, length in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        return try read(c, length) { Glibc.read(descriptor, $0, $1) }
      }
    },
    .three("pread", "(fd, length, offset, /)", .function) { c, descriptor, length, offset in
      bridge(c) { () throws(Raised) in
        let (descriptor, offset) = (try c.descriptor(descriptor), try Int(c.machineIndex(of: offset)))
        return try read(c, length) { Glibc.pread(descriptor, $0, $1, offset) }
      }
    },
    .two("readinto", "(fd, buffer, /)", .function) { c, descriptor, buffer in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        guard let target = try c.writableBytes(of: buffer) else {
          throw c.raise(
            .typeError, "readinto() argument 2 must be read-write bytes-like object, not \(c.typeName(of: buffer))")
        }
        return Value(smallInt: Int64(try c.system { Glibc.read(descriptor, target.baseAddress, target.count) }))
      }
    },
    .two("write", "(fd, data, /)", .function) { c, descriptor, data in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        let bytes = try c.bytesLike(data)
        return Value(smallInt: Int64(try c.system { Glibc.write(descriptor, bytes.base, bytes.count) }))
      }
    },
    .three("pwrite", "(fd, buffer, offset, /)", .function) { c, descriptor, data, offset in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        let (bytes, offset) = (try c.bytesLike(data), try Int(c.machineIndex(of: offset)))
        return Value(smallInt: Int64(try c.system { Glibc.pwrite(descriptor, bytes.base, bytes.count, offset) }))
      }
    },
    .three("lseek", "(fd, position, whence, /)", .function) { c, descriptor, position, whence in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        let (position, whence) = (try Int(c.machineIndex(of: position)), try c.intArgument(whence))
        return try PythonInt.make(c, Int64(try c.system { Glibc.lseek(descriptor, position, whence) }))
      }
    },
    .window("sendfile", "(out_fd, in_fd, offset, count)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let (output, input, count) = (try c.descriptor(a[0]), try c.descriptor(a[1]), try c.sizeArgument(a[3]))
        if a[2] == .none {
          return Value(smallInt: Int64(try c.system { Glibc.sendfile(output, input, nil, count) }))
        }
        var offset = off_t(try c.machineIndex(of: a[2]))
        return Value(smallInt: Int64(try c.system { Glibc.sendfile(output, input, &offset, count) }))
      }
    },
  ]

  private static func read(
    _ context: Context, _ length: Value, _ read: (UnsafeMutableRawPointer, Int) -> Int
  ) throws(Raised) -> Value {
    let length = try context.sizeArgument(length)
    if length < 0 { throw context.raiseSystemError(EINVAL) }
    let bytes = try Bytes.allocate(context, count: min(length, 0x7fff_f000))
    let count = try context.system { read(bytes.base, bytes.count) }
    return try Bytes.slice(context, bytes, 0, count).value
  }

  // MARK: State

  private static let state: [NativeEntry] = [
    .one("fsync", "(fd)", .function) { c, file in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.fileDescriptor(file)
        try c.system { Int(Glibc.fsync(descriptor)) }
      }
    },
    .one("fdatasync", "(fd)", .function) { c, file in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.fileDescriptor(file)
        try c.system { Int(Glibc.fdatasync(descriptor)) }
      }
    },
    .none("sync") { c in
      _ = c.blocking {
        Glibc.sync()
        return 0
      }
      return .none
    },
    .two("ftruncate", "(fd, length, /)", .function) { c, descriptor, length in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, length) = (try c.descriptor(descriptor), try Int(c.machineIndex(of: length)))
        try c.system { Int(Glibc.ftruncate(descriptor, length)) }
      }
    },
    .two("truncate", "(path, length)", .function) { c, path, length in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, path, "truncate", "path", .descriptor)
        let length = try Int(c.machineIndex(of: length))
        try c.system(path.value) {
          Int(path.isDescriptor ? Glibc.ftruncate(path.descriptor, length) : Glibc.truncate(path.string, length))
        }
      }
    },
    .one("isatty", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in Value(Glibc.isatty(try c.descriptor(descriptor)) == 1) }
    },
    .one("ttyname", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let (descriptor, name) = (try c.descriptor(descriptor), try Bytes.allocate(c, count: 256))
        let error = ttyname_r(descriptor, name.string, 256)
        if error != 0 { throw c.raiseSystemError(error) }
        return try c.fileSystemText(name.string)
      }
    },
    .one("get_inheritable", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        return Value(try c.system { Int(fcntl(descriptor, F_GETFD)) } & Int(FD_CLOEXEC) == 0)
      }
    },
    .two("set_inheritable", "(fd, inheritable, /)", .function) { c, descriptor, inheritable in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, inheritable) = (try c.descriptor(descriptor), try c.intArgument(inheritable) != 0)
        let flags = Int32(try c.system { Int(fcntl(descriptor, F_GETFD)) })
        let wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC
        if wanted != flags { try c.system { Int(fcntl(descriptor, F_SETFD, wanted)) } }
      }
    },
    .one("get_blocking", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        return Value(try c.system { Int(fcntl(descriptor, F_GETFL)) } & Int(O_NONBLOCK) == 0)
      }
    },
    .two("set_blocking", "(fd, blocking, /)", .function) { c, descriptor, blocking in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, blocking) = (try c.descriptor(descriptor), try c.isTrue(blocking))
        let flags = Int32(try c.system { Int(fcntl(descriptor, F_GETFL)) })
        try c.system { Int(fcntl(descriptor, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK)) }
      }
    },
    .one("device_encoding", "(fd)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        if Glibc.isatty(try c.descriptor(descriptor)) != 1 { return .none }
        return try Text.make(c, "utf-8" as StaticString).value
      }
    },
    .three("lockf", "(fd, command, length, /)", .function) { c, descriptor, command, length in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, command) = (try c.descriptor(descriptor), try c.intArgument(command))
        let length = try Int(c.machineIndex(of: length))
        try c.system { Int(Glibc.lockf(descriptor, command, length)) }
      }
    },
    .window("posix_fallocate", "(fd, offset, length, /)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.descriptor(a[0])
        let (offset, length) = (try Int(c.machineIndex(of: a[1])), try Int(c.machineIndex(of: a[2])))
        try c.system { -Int(Glibc.posix_fallocate(descriptor, offset, length)) }
      }
    },
    .window("posix_fadvise", "(fd, offset, length, advice, /)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, advice) = (try c.descriptor(a[0]), try c.intArgument(a[3]))
        let (offset, length) = (try Int(c.machineIndex(of: a[1])), try Int(c.machineIndex(of: a[2])))
        try c.system { -Int(Glibc.posix_fadvise(descriptor, offset, length, advice)) }
      }
    },
    .two("memfd_create", "(name, flags=1<MFD_CLOEXEC>)", .function) { c, name, flags in
      bridge(c) { () throws(Raised) in
        let (name, flags) = (try c.terminatedString(name), UInt32(bitPattern: try c.intArgument(flags)))
        return Value(smallInt: Int64(try c.system { Int(system_memfd_create(name.string, flags)) }))
      }
    },
  ]
}

extension Context {
  /// The bytes of an object that may be written to; nil for any other.
  func writableBytes(of value: Value) throws(Raised) -> UnsafeMutableRawBufferPointer? {
    guard Bytes(ifHas: value) == nil, !isReadOnlyView(value), let bytes = try bytes(of: value) else { return nil }
    return UnsafeMutableRawBufferPointer(start: UnsafeMutableRawPointer(mutating: bytes.base), count: bytes.count)
  }
}
