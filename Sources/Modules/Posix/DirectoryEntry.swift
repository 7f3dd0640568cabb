import CRuntime
import Glibc
import Runtime

// `os.DirEntry`: a name that `os.scandir` found, with what the folder itself says of it. Its status is asked for once.
//
//     ┌────────┬────────┬──────┬────────┬──────┬──────┬────────┬─────────────┐
//     │ header │ serial │ kind │ folder │ name │ path │ status │ link status │
//     └────────┴────────┴──────┴────────┴──────┴──────┴────────┴─────────────┘
//     0        8        16     20       24     32     40       48

struct DirectoryEntryLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The number of the file.
  var serial: UInt64
  /// A `DT_…` of the folder's.
  var kind: Int32
  /// The descriptor that was scanned, or `AT_FDCWD`.
  var folder: Int32
  var name: Value
  var path: Value
  var status: Value
  var linkStatus: Value
}

struct DirectoryEntry: NativeObject {
  let pointer: UnsafeMutablePointer<DirectoryEntryLayout>
  static var nativeType: NativeType { .directoryEntry }

  static func make(
    _ context: Context, _ entry: DirectoryScan.Entry, in path: PathArgument
  ) throws(Raised) -> DirectoryEntry {
    let name = try context.fileSystemName(entry.name, isBytes: path.isBytes)
    let made = try allocate(context)
    made.pointer.pointee.serial = entry.serial
    made.pointer.pointee.kind = Int32(entry.kind)
    made.pointer.pointee.folder = path.isDescriptor ? path.descriptor : AT_FDCWD
    made.pointer.pointee.name = name
    made.pointer.pointee.path = name
    if path.isDescriptor { return made }
    // As `os.path.join` puts them together.
    let folder = UnsafeRawBufferPointer(start: path.string, count: path.count)
    let isOpen = path.count > 0 && folder[path.count - 1] != 0x2f
    let separator: StaticString = isOpen ? "/" : ""
    if path.isBytes {
      let (count, part) = (path.count + (isOpen ? 1 : 0), Bytes(name))
      let joined = try Bytes.allocate(context, count: count + part.count)
      if let base = folder.baseAddress { joined.base.copyMemory(from: base, byteCount: path.count) }
      if isOpen { joined.base.storeBytes(of: 0x2f, toByteOffset: path.count, as: UInt8.self) }
      (joined.base + count).copyMemory(from: part.base, byteCount: part.count)
      made.pointer.pointee.path = joined.value
    } else {
      var builder = try TextBuilder(context)
      try builder.append(context, Text(context.fileSystemText(folder)))
      try builder.append(context, separator)
      try builder.append(context, Text(name))
      made.pointer.pointee.path = try builder.finish(context).value
    }
    return made
  }

  static let declaration = TypeDeclaration(
    native: .directoryEntry, "posix.DirEntry", trace: .words(from: 24),
    slots: [
      .window(.new) { c, _, _, _, _ in
        bridge(c) { () throws(Raised) -> Value in
          throw c.raise(.typeError, "cannot create 'posix.DirEntry' instances")
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          try Text.make(c, "<DirEntry \(c.reprString(DirectoryEntry(s).pointer.pointee.name))>").value
        }
      },
    ],
    methods: [
      .member("name") { _, s in DirectoryEntry(s).pointer.pointee.name },
      .member("path") { _, s in DirectoryEntry(s).pointer.pointee.path },
      .one("__fspath__") { _, s in DirectoryEntry(s).pointer.pointee.path },
      .one("inode") { c, s in
        bridge(c) { () throws(Raised) in try PythonInt.make(c, DirectoryEntry(s).pointer.pointee.serial) }
      },
      .window("is_dir", "(self, /, *, follow_symlinks=True)") { c, a in
        bridge(c) { () throws(Raised) in
          Value(try DirectoryEntry(a[0]).isKind(c, DT_DIR, S_IFDIR, follows: c.isTrue(a[1])))
        }
      },
      .window("is_file", "(self, /, *, follow_symlinks=True)") { c, a in
        bridge(c) { () throws(Raised) in
          Value(try DirectoryEntry(a[0]).isKind(c, DT_REG, S_IFREG, follows: c.isTrue(a[1])))
        }
      },
      .one("is_symlink") { c, s in
        bridge(c) { () throws(Raised) in
          Value(try DirectoryEntry(s).isKind(c, DT_LNK, S_IFLNK, follows: false))
        }
      },
      .one("is_junction") { _, _ in .false },
      .window("stat", "(self, /, *, follow_symlinks=True)") { c, a in
        bridge(c) { () throws(Raised) in try DirectoryEntry(a[0]).status(c, follows: c.isTrue(a[1])) }
      },
      .classGetItem,
    ])

  private static let (DT_DIR, DT_REG, DT_LNK, DT_UNKNOWN): (Int32, Int32, Int32, Int32) = (4, 8, 10, 0)

  private func isKind(
    _ context: Context, _ kind: Int32, _ mode: mode_t, follows: Bool
  ) throws(Raised) -> Bool {
    let known = pointer.pointee.kind
    if known != Self.DT_UNKNOWN, !(follows && known == Self.DT_LNK) { return known == kind }
    let status: Value
    do throws(Raised) {
      status = try self.status(context, follows: follows)
    } catch {
      // The file is gone, or the link leads nowhere.
      if !context.isPending(.fileNotFoundError) { throw error }
      _ = context.takeException()
      return false
    }
    return mode_t(truncatingIfNeeded: Tuple(status)[0].smallInt) & S_IFMT == mode
  }

  private func status(_ context: Context, follows: Bool) throws(Raised) -> Value {
    // What is no link is the same either way.
    let isLink = pointer.pointee.kind == Self.DT_LNK || pointer.pointee.kind == Self.DT_UNKNOWN
    let slot = withUnsafeMutablePointer(to: &pointer.pointee.status) { status in
      withUnsafeMutablePointer(to: &pointer.pointee.linkStatus) { follows && isLink ? status : $0 }
    }
    let known = load(slot)
    if !known.isEmpty { return known }
    let path = try PathArgument(context, pointer.pointee.path, "stat")
    let folder = pointer.pointee.folder == AT_FDCWD ? Value.none : Value(smallInt: Int64(pointer.pointee.folder))
    let status = try FileStatus.status(context, path, folder: folder, follows: follows, "stat")
    publish(status, to: slot)
    return status
  }
}

// What `os.scandir` answers: an iterator, and a context manager that closes it.

struct DirectoryIteratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The C library's stream, 0 once it is closed.
  var stream: UInt
  /// What is scanned.
  var path: Value
}

struct DirectoryIterator: NativeObject {
  let pointer: UnsafeMutablePointer<DirectoryIteratorLayout>
  static var nativeType: NativeType { .directoryIterator }

  static let scan: NativeEntry = .one("scandir", "(path=None)", .function) { c, path in
    bridge(c) { () throws(Raised) in
      let argument = try PathArgument(c, path, "scandir", "path", [.descriptor, .none])
      let iterator = try allocate(c)
      iterator.pointer.pointee.path = path
      iterator.pointer.pointee.stream = UInt(bitPattern: try DirectoryScan(c, argument).stream)
      return iterator.value
    }
  }

  static let declaration = TypeDeclaration(
    native: .directoryIterator, "posix.ScandirIterator", trace: .words(from: 16),
    slots: [
      .unary(.iterate) { _, s in s },
      .unary(.next) { c, s in
        bridge(c) { () throws(Raised) in
          let iterator = DirectoryIterator(s)
          guard let stream = OpaquePointer(bitPattern: iterator.pointer.pointee.stream) else { return .empty }
          let path = try PathArgument(
            c, iterator.pointer.pointee.path, "scandir", "path", [.descriptor, .none])
          if let entry = try DirectoryScan(stream: stream).next(c) {
            return try DirectoryEntry.make(c, entry, in: path).value
          }
          iterator.close()
          return .empty
        }
      },
      .unary(.delete) { _, s in
        DirectoryIterator(s).close()
        return .none
      },
    ],
    methods: [
      .one("__enter__") { _, s in s },
      .window("__exit__", "(self, /, *args)") { _, a in
        DirectoryIterator(a[0]).close()
        return .none
      },
      .one("close") { _, s in
        DirectoryIterator(s).close()
        return .none
      },
    ])

  private func close() {
    guard let stream = OpaquePointer(bitPattern: pointer.pointee.stream) else { return }
    pointer.pointee.stream = 0
    DirectoryScan(stream: stream).close()
  }
}
