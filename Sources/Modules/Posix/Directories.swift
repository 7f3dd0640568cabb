import CRuntime
import Glibc
import Runtime

/// Names in folders: making, changing and removing them.
enum Directories {
  static let functions: [NativeEntry] = [
    .window("mkdir", "(path, mode=511, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, a[0], "mkdir")
        let (mode, folder) = (mode_t(bitPattern: try c.intArgument(a[1])), try c.folderDescriptor(a[2]))
        try c.system(path.value) { Int(mkdirat(folder, path.string, mode)) }
      }
    },
    .window("mkfifo", "(path, mode=438, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, a[0], "mkfifo")
        let (mode, folder) = (mode_t(bitPattern: try c.intArgument(a[1])), try c.folderDescriptor(a[2]))
        try c.system(path.value) { Int(mkfifoat(folder, path.string, mode)) }
      }
    },
    .window("mknod", "(path, mode=384, device=0, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, a[0], "mknod")
        let (mode, folder) = (mode_t(bitPattern: try c.intArgument(a[1])), try c.folderDescriptor(a[3]))
        let device = dev_t(bitPattern: try Int(c.machineIndex(of: a[2])))
        try c.system(path.value) { Int(mknodat(folder, path.string, mode, device)) }
      }
    },
    .window("rmdir", "(path, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in try remove(c, a, "rmdir", AT_REMOVEDIR) }
    },
    .window("unlink", "(path, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in try remove(c, a, "unlink", 0) }
    },
    .window("remove", "(path, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in try remove(c, a, "remove", 0) }
    },
    .window("rename", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in try rename(c, a, "rename") }
    },
    .window("replace", "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in try rename(c, a, "replace") }
    },
    .window(
      "link",
      """
      (src, dst, *, src_dir_fd=None, dst_dir_fd=None,
           follow_symlinks=True<(os.name != 'nt')>)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let (from, to) = (try PathArgument(c, a[0], "link", "src"), try PathArgument(c, a[1], "link", "dst"))
        let (source, target) = (try c.folderDescriptor(a[2]), try c.folderDescriptor(a[3]))
        let flags = try c.isTrue(a[4]) ? AT_SYMLINK_FOLLOW : 0
        try c.system(from.value, to.value) { Int(linkat(source, from.string, target, to.string, flags)) }
      }
    },
    .window("symlink", "(src, dst, target_is_directory=False, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let (from, to) = (try PathArgument(c, a[0], "symlink", "src"), try PathArgument(c, a[1], "symlink", "dst"))
        let folder = try c.folderDescriptor(a[3])
        try c.system(from.value, to.value) { Int(symlinkat(from.string, folder, to.string)) }
      }
    },
    .window("readlink", "(path, *, dir_fd=None)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let (path, folder) = (try PathArgument(c, a[0], "readlink"), try c.folderDescriptor(a[1]))
        let target = try Bytes.allocate(c, count: Int(PATH_MAX) + 1)
        let count = try c.system(path.value) { readlinkat(folder, path.string, target.string, Int(PATH_MAX)) }
        let bytes = try Bytes.slice(c, target, 0, count)
        return path.isBytes ? bytes.value : try c.fileSystemText(bytes.bytes)
      }
    },
    .one("chdir", "(path)", .function) { c, path in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, path, "chdir", "path", .descriptor)
        try c.system(path.value) {
          Int(path.isDescriptor ? Glibc.fchdir(path.descriptor) : Glibc.chdir(path.string))
        }
      }
    },
    .one("fchdir", "(fd)", .function) { c, file in
      bridge(c) { () throws(Raised) -> Void in
        let descriptor = try c.fileDescriptor(file)
        try c.system { Int(Glibc.fchdir(descriptor)) }
      }
    },
    .one("chroot", "(path)", .function) { c, path in
      bridge(c) { () throws(Raised) -> Void in
        let path = try PathArgument(c, path, "chroot")
        try c.system(path.value) { Int(Glibc.chroot(path.string)) }
      }
    },
    .none("getcwd") { c in bridge(c) { () throws(Raised) in try currentFolder(c, isBytes: false) } },
    .none("getcwdb") { c in bridge(c) { () throws(Raised) in try currentFolder(c, isBytes: true) } },
    .one("umask", "(mask, /)", .function) { c, mask in
      bridge(c) { () throws(Raised) in
        Value(smallInt: Int64(Glibc.umask(mode_t(bitPattern: try c.intArgument(mask)))))
      }
    },
    .one("listdir", "(path=None)", .function) { c, path in
      bridge(c) { () throws(Raised) in
        let path = try PathArgument(c, path, "listdir", "path", [.descriptor, .none])
        let names = try List.make(c)
        let scan = try DirectoryScan(c, path)
        defer { scan.close() }
        while let entry = try scan.next(c) {
          try names.append(c, c.fileSystemName(entry.name, isBytes: path.isBytes))
        }
        return names.value
      }
    },
  ]

  private static func remove(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ function: StaticString, _ flags: Int32
  ) throws(Raised) {
    let path = try PathArgument(context, arguments[0], function)
    let folder = try context.folderDescriptor(arguments[1])
    try context.system(path.value) { Int(unlinkat(folder, path.string, flags)) }
  }

  private static func rename(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ function: StaticString
  ) throws(Raised) {
    let from = try PathArgument(context, arguments[0], function, "src")
    let to = try PathArgument(context, arguments[1], function, "dst")
    let source = try context.folderDescriptor(arguments[2])
    let target = try context.folderDescriptor(arguments[3])
    try context.system(from.value, to.value) { Int(renameat(source, from.string, target, to.string)) }
  }

  private static func currentFolder(_ context: Context, isBytes: Bool) throws(Raised) -> Value {
    var capacity = 1024
    while true {
      let room = try Bytes.allocate(context, count: capacity)
      let result = context.attempt { Glibc.getcwd(room.string, capacity) == nil ? -1 : 0 }
      if result == 0 { return try context.fileSystemName(room.string, isBytes: isBytes) }
      if result != -Int(ERANGE) { throw context.raiseSystemError(Int32(-result)) }
      capacity *= 2
    }
  }
}

/// The names in a folder, one after the other.
struct DirectoryScan {
  struct Entry {
    let name: UnsafePointer<CChar>
    let kind: UInt8
    let serial: UInt64
  }

  let stream: OpaquePointer

  init(stream: OpaquePointer) { self.stream = stream }

  init(_ context: Context, _ path: PathArgument) throws(Raised) {
    var opened: OpaquePointer?
    try context.system(path.value) {
      if path.isDescriptor {
        let copy = fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0)
        if copy < 0 { return -1 }
        opened = fdopendir(copy)
        if opened == nil {
          let error = errno
          Glibc.close(copy)
          errno = error
        } else {
          opened.map { rewinddir($0) }
        }
      } else {
        opened = opendir(path.string)
      }
      return opened == nil ? -1 : 0
    }
    stream = opened.unsafelyUnwrapped
  }

  /// The next name but `.` and `..`; it is there until the next call.
  func next(_ context: Context) throws(Raised) -> Entry? {
    while true {
      var found: UnsafeMutablePointer<dirent>?
      let result = context.blocking {
        errno = 0
        found = readdir(stream)
        return -Int(errno)
      }
      guard let found else {
        if result != 0 { throw context.raiseSystemError(Int32(-result)) }
        return nil
      }
      let name = withUnsafePointer(to: &found.pointee.d_name.0) { $0 }
      if name[0] == 0x2e, name[1] == 0 || name[1] == 0x2e && name[2] == 0 { continue }
      return Entry(name: name, kind: found.pointee.d_type, serial: UInt64(found.pointee.d_ino))
    }
  }

  func close() { closedir(stream) }
}
