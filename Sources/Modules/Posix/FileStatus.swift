import CRuntime
import Glibc
import Runtime

/// A structure and a function that share their name.
private typealias SystemStatus = statvfs
private let statusOfSystem: @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<SystemStatus>) -> Int32 = statvfs

/// What the system knows of a file, and what may be changed of that.
enum FileStatus {
  static let fields = SequenceFields(
    [
      "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime",
      "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev",
    ], visible: 10, unnamed: 3)

  static let declaration = TypeDeclaration.sequence(
    native: .statResult, "os.stat_result", fields,
    documentation: """
      stat_result: Result from stat, fstat, or lstat.

      This object may be accessed either as a tuple of
        (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime)
      or via the attributes st_mode, st_ino, st_dev, st_nlink, st_uid, and so on.

      Posix/windows: If your platform supports st_blksize, st_blocks, st_rdev,
      or st_flags, they are available as attributes only.

      See os.stat for more information.
      """,
    new: { c, type, arguments, count, names in
      initializing(
        c, "structseq", "(type, /, sequence, dict=<unset>)", { c, a in
          bridge(c) { () throws(Raised) in
            let made = try StructSequence.make(c, as: Type(a[0]), a[1], hidden: a[2])
            // Times that are not given as floats are those given as ints.
            let elements = Tuple(made).elements
            for place in 10..<13 where elements[place] == .none { elements[place] = elements[place - 3] }
            return made
          }
        }, type, arguments, Int(count), names)
    })

  static let systemFields = SequenceFields(
    [
      "f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree", "f_favail", "f_flag",
      "f_namemax", "f_fsid",
    ], visible: 10)

  static let systemDeclaration = TypeDeclaration.sequence(native: .statvfsResult, "os.statvfs_result", systemFields)

  static let functions: [NativeEntry] = [
    .window("stat", "(path, *, dir_fd=None, follow_symlinks=True)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let path = try PathArgument(c, a[0], "stat", "path", .descriptor)
        return try status(c, path, folder: a[1], follows: c.isTrue(a[2]), "stat")
      }
    },
    .window("lstat", "(path, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        try status(c, PathArgument(c, a[0], "lstat"), folder: a[1], follows: false, "lstat")
      }
    },
    .one("fstat", "(fd)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        var status = Glibc.stat()
        try c.system { Int(Glibc.fstat(descriptor, &status)) }
        return try make(c, status)
      }
    },
    .one("statvfs", "(path)", .function) { c, path in
      bridge(c) { () throws(Raised) in
        let path = try PathArgument(c, path, "statvfs", "path", .descriptor)
        var status = SystemStatus()
        try c.system(path.value) {
          Int(path.isDescriptor ? Glibc.fstatvfs(path.descriptor, &status) : statusOfSystem(path.string, &status))
        }
        return try make(c, status)
      }
    },
    .one("fstatvfs", "(fd, /)", .function) { c, descriptor in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        var status = SystemStatus()
        try c.system { Int(Glibc.fstatvfs(descriptor, &status)) }
        return try make(c, status)
      }
    },
    .window(
      "access",
      """
      (path, mode, *, dir_fd=None, effective_ids=False,
             follow_symlinks=True)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) in
        let (path, mode) = (try PathArgument(c, a[0], "access"), try c.intArgument(a[1]))
        let folder = try c.folderDescriptor(a[2])
        let flags = (try c.isTrue(a[3]) ? AT_EACCESS : 0) | (try c.isTrue(a[4]) ? 0 : AT_SYMLINK_NOFOLLOW)
        return Value(c.attempt { Int(faccessat(folder, path.string, mode, flags)) } >= 0)
      }
    },
    .window(
      "chmod",
      """
      (path, mode, *, dir_fd=None,
            follow_symlinks=True<(os.name != 'nt')>)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, a[0], "chmod", "path", .descriptor)
        let (mode, folder) = (mode_t(bitPattern: try c.intArgument(a[1])), try c.folderDescriptor(a[2]))
        let flags = try c.isTrue(a[3]) ? 0 : AT_SYMLINK_NOFOLLOW
        try c.system(path.value) {
          Int(path.isDescriptor ? Glibc.fchmod(path.descriptor, mode) : fchmodat(folder, path.string, mode, flags))
        }
      }
    },
    .two("fchmod", "(fd, mode)", .function) { c, descriptor, mode in
      bridge(c) { () throws(Raised) -> Void in
        let (descriptor, mode) = (try c.descriptor(descriptor), mode_t(bitPattern: try c.intArgument(mode)))
        try c.system { Int(Glibc.fchmod(descriptor, mode)) }
      }
    },
    .window("chown", "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, a[0], "chown", "path", .descriptor)
        let (user, group) = (try c.userIdentifier(a[1], "uid"), try c.userIdentifier(a[2], "gid"))
        let folder = try c.folderDescriptor(a[3])
        let flags = try c.isTrue(a[4]) ? 0 : AT_SYMLINK_NOFOLLOW
        try c.system(path.value) {
          Int(
            path.isDescriptor
              ? Glibc.fchown(path.descriptor, user, group) : fchownat(folder, path.string, user, group, flags))
        }
      }
    },
    .three("lchown", "(path, uid, gid)", .function) { c, path, user, group in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, path, "lchown")
        let (user, group) = (try c.userIdentifier(user, "uid"), try c.userIdentifier(group, "gid"))
        try c.system(path.value) { Int(Glibc.lchown(path.string, user, group)) }
      }
    },
    .three("fchown", "(fd, uid, gid)", .function) { c, descriptor, user, group in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.descriptor(descriptor)
        let (user, group) = (try c.userIdentifier(user, "uid"), try c.userIdentifier(group, "gid"))
        try c.system { Int(Glibc.fchown(descriptor, user, group)) }
      }
    },
    .window(
      "utime",
      """
      (path, times=None, *, ns=<unset>,
            dir_fd=None, follow_symlinks=True)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, a[0], "utime", "path", .descriptor)
        let moments = try times(c, a[1], nanoseconds: a[2])
        let folder = try c.folderDescriptor(a[3])
        let flags = try c.isTrue(a[4]) ? 0 : AT_SYMLINK_NOFOLLOW
        try c.system(path.value) {
          moments.withUnsafeBufferPointer { moments in
            Int(
              path.isDescriptor
                ? futimens(path.descriptor, moments.baseAddress)
                : utimensat(folder, path.string, moments.baseAddress.unsafelyUnwrapped, flags))
          }
        }
      }
    },
    .one("major", "(device, /)", .function) { c, device in
      bridge(c) { () throws(Raised) in
        let device = try c.deviceNumber(device)
        return Value(smallInt: Int64(device >> 8 & 0xfff | device >> 32 & 0xffff_f000))
      }
    },
    .one("minor", "(device, /)", .function) { c, device in
      bridge(c) { () throws(Raised) in
        let device = try c.deviceNumber(device)
        return Value(smallInt: Int64(device & 0xff | device >> 12 & 0xffff_ff00))
      }
    },
    .two("makedev", "(major, minor, /)", .function) { c, major, minor in
      bridge(c) { () throws(Raised) in
        let major = try c.deviceNumber(major)
        let minor = try c.deviceNumber(minor)
        let low = minor & 0xff | (major & 0xfff) << 8
        return try PythonInt.make(c, low | (minor & 0xffff_ff00) << 12 | (major & 0xffff_f000) << 32)
      }
    },
  ]

  // MARK: Status

  static func status(
    _ context: Context, _ path: PathArgument, folder: Value, follows: Bool, _ function: StaticString
  ) throws(Raised) -> Value {
    var status = Glibc.stat()
    if path.isDescriptor {
      if folder != .none {
        throw context.raise(.valueError, "\(function): can't specify dir_fd without matching path")
      }
      if !follows { throw context.raise(.valueError, "\(function): cannot use fd and follow_symlinks together") }
      try context.system(path.value) { Int(Glibc.fstat(path.descriptor, &status)) }
      return try make(context, status)
    }
    let folder = try context.folderDescriptor(folder)
    let flags = follows ? 0 : AT_SYMLINK_NOFOLLOW
    try context.system(path.value) { Int(fstatat(folder, path.string, &status, flags)) }
    return try make(context, status)
  }

  static func make(_ context: Context, _ status: Glibc.stat) throws(Raised) -> Value {
    try StructSequence.make(context, context.type(.statResult), fields) { (elements) throws(Raised) in
      let numbers = [
        UInt64(status.st_mode), UInt64(status.st_ino), UInt64(status.st_dev), UInt64(status.st_nlink),
        UInt64(status.st_uid), UInt64(status.st_gid),
      ]
      for (index, number) in numbers.enumerated() { elements[index] = try PythonInt.make(context, number) }
      elements[6] = try PythonInt.make(context, Int64(status.st_size))
      for (index, time) in [status.st_atim, status.st_mtim, status.st_ctim].enumerated() {
        elements[7 + index] = try PythonInt.make(context, Int64(time.tv_sec))
        elements[10 + index] = try PythonFloat.make(context, Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec))
        let billions = try context.binary(
          .multiply, PythonInt.make(context, Int64(time.tv_sec)), Value(smallInt: 1_000_000_000))
        elements[13 + index] = try context.binary(.add, billions, Value(smallInt: Int64(time.tv_nsec)))
      }
      elements[16] = Value(smallInt: Int64(status.st_blksize))
      elements[17] = Value(smallInt: Int64(status.st_blocks))
      elements[18] = try PythonInt.make(context, UInt64(status.st_rdev))
    }
  }

  private static func make(_ context: Context, _ status: SystemStatus) throws(Raised) -> Value {
    try StructSequence.make(context, context.type(.statvfsResult), systemFields) { (elements) throws(Raised) in
      let numbers = [
        UInt64(status.f_bsize), UInt64(status.f_frsize), UInt64(status.f_blocks), UInt64(status.f_bfree),
        UInt64(status.f_bavail), UInt64(status.f_files), UInt64(status.f_ffree), UInt64(status.f_favail),
        UInt64(status.f_flag), UInt64(status.f_namemax), UInt64(status.f_fsid),
      ]
      for (index, number) in numbers.enumerated() { elements[index] = try PythonInt.make(context, number) }
    }
  }

  // MARK: Times

  private static func times(
    _ context: Context, _ times: Value, nanoseconds: Value
  ) throws(Raised) -> [timespec] {
    if times != .none, !nanoseconds.isEmpty {
      throw context.raise(.valueError, "utime: you may specify either 'times' or 'ns' but not both")
    }
    if times != .none {
      guard let pair = Tuple(ifHas: times), pair.count == 2 else {
        throw context.raise(.typeError, "utime: 'times' must be either a tuple of two ints or None")
      }
      return [
        timespec(nanoseconds: try Timestamp.nanoseconds(context, pair[0], rounding: .down)),
        timespec(nanoseconds: try Timestamp.nanoseconds(context, pair[1], rounding: .down)),
      ]
    }
    if !nanoseconds.isEmpty {
      guard let pair = Tuple(ifHas: nanoseconds), pair.count == 2 else {
        throw context.raise(.typeError, "utime: 'ns' must be a tuple of two ints")
      }
      return [
        timespec(nanoseconds: try context.machineIndex(of: pair[0])),
        timespec(nanoseconds: try context.machineIndex(of: pair[1])),
      ]
    }
    // What `UTIME_NOW` is on Linux.
    let now = timespec(tv_sec: 0, tv_nsec: 1 << 30 - 1)
    return [now, now]
  }
}

extension Context {
  /// A user's or a group's number; −1 leaves it alone.
  func userIdentifier(_ value: Value, _ what: StaticString) throws(Raised) -> UInt32 {
    guard type(of: value).has(.index) else {
      throw raise(.typeError, "\(what) should be integer, not \(typeName(of: value))")
    }
    let whole = try index(of: value)
    let number = PythonInt.int64(whole) ?? (PythonInt.sign(whole) < 0 ? .min : .max)
    if number == -1 { return .max }
    if number < 0 { throw raise(.overflowError, "\(what) is less than minimum") }
    guard let fits = UInt32(exactly: number), fits != .max else {
      throw raise(.overflowError, "\(what) is greater than maximum")
    }
    return fits
  }
}

extension Context {
  /// A device's number, or a part of it. −1 stands for none.
  func deviceNumber(_ value: Value) throws(Raised) -> UInt64 {
    let number = try index(of: value)
    return number == Value(smallInt: -1) ? .max : try unsigned64(number, "unsigned long long")
  }

  /// An int that C code takes as an unsigned type of 64 bits.
  func unsigned64(_ value: Value, _ type: StaticString) throws(Raised) -> UInt64 {
    let number = try index(of: value)
    if PythonInt.sign(number) < 0 { throw raise(.valueError, "Cannot convert negative int") }
    if let small = PythonInt.int64(number) { return UInt64(small) }
    let high = try binary(.rightShift, number, Value(smallInt: 32))
    guard let top = PythonInt.int64(high).flatMap({ UInt32(exactly: $0) }) else {
      throw raise(.overflowError, "Python int too large for C \(type)")
    }
    let low = try binary(.bitAnd, number, Value(smallInt: 0xffff_ffff))
    return UInt64(top) << 32 | UInt64(low.smallInt)
  }
}
