import CRuntime
import Runtime

/// The module `_stat`: what the bits of a file's mode mean.
enum FileModes {
  static let module = ModuleDeclaration(
    "_stat", "What the bits of a file's mode mean.",
    functions: [
      .one("S_IFMT", "(object, /) self", .function) { c, mode in
        bridge(c) { () throws(Raised) in Value(smallInt: try bits(c, mode) & 0o170000) }
      },
      .one("S_IMODE", "(object, /) self", .function) { c, mode in
        bridge(c) { () throws(Raised) in Value(smallInt: try bits(c, mode) & 0o7777) }
      },
      .one("S_ISBLK", "(object, /) self", .function) { c, mode in isKind(c, mode, 0o060000) },
      .one("S_ISCHR", "(object, /) self", .function) { c, mode in isKind(c, mode, 0o020000) },
      .one("S_ISDIR", "(object, /) self", .function) { c, mode in isKind(c, mode, 0o040000) },
      .one("S_ISFIFO", "(object, /) self", .function) { c, mode in isKind(c, mode, 0o010000) },
      .one("S_ISLNK", "(object, /) self", .function) { c, mode in isKind(c, mode, 0o120000) },
      .one("S_ISREG", "(object, /) self", .function) { c, mode in isKind(c, mode, 0o100000) },
      .one("S_ISSOCK", "(object, /) self", .function) { c, mode in isKind(c, mode, 0o140000) },
      // Kinds that other systems have.
      .one("S_ISDOOR", "(object, /) self", .function) { c, mode in isKind(c, mode, nil) },
      .one("S_ISPORT", "(object, /) self", .function) { c, mode in isKind(c, mode, nil) },
      .one("S_ISWHT", "(object, /) self", .function) { c, mode in isKind(c, mode, nil) },
      .one("filemode", "(object, /) self", .function) { c, mode in
        bridge(c) { () throws(Raised) in try Text.make(c, description(bits(c, mode))).value }
      },
    ],
    fill: { (c, module) throws(Raised) in
      for row in constants { try module.set(c, row.name, Value(smallInt: row.number)) }
    })

  private static func bits(_ context: Context, _ mode: Value) throws(Raised) -> Int64 {
    let number = try context.index(of: mode)
    if PythonInt.sign(number) < 0 { throw context.raise(.overflowError, "can't convert negative value to unsigned int") }
    guard let mode = PythonInt.int64(number), mode <= Int64(UInt32.max) else {
      throw context.raise(.overflowError, "mode out of range")
    }
    return mode
  }

  private static func isKind(_ context: Context, _ mode: Value, _ kind: Int64?) -> Value {
    bridge(context) { () throws(Raised) in Value(try bits(context, mode) & 0o170000 == kind) }
  }

  /// As `ls -l` shows a mode.
  private static func description(_ mode: Int64) -> String {
    let kinds: [(Int64, Character)] = [
      (0o100000, "-"), (0o040000, "d"), (0o120000, "l"), (0o060000, "b"), (0o020000, "c"), (0o010000, "p"),
      (0o140000, "s"),
    ]
    let kind = kinds.first { $0.0 == mode & 0o170000 }?.1 ?? "?"
    var text = String(kind)
    for (shift, special, letter) in [(6, 0o4000, "s"), (3, 0o2000, "s"), (0, 0o1000, "t")] as [(Int64, Int64, String)] {
      let rights = mode >> shift
      text += rights & 4 != 0 ? "r" : "-"
      text += rights & 2 != 0 ? "w" : "-"
      if mode & special != 0 {
        text += rights & 1 != 0 ? letter : letter.uppercased()
      } else {
        text += rights & 1 != 0 ? "x" : "-"
      }
    }
    return text
  }

  private static let constants: [(name: StaticString, number: Int64)] = [
    ("SF_APPEND", 262144), ("SF_ARCHIVED", 65536), ("SF_DATALESS", 1073741824), ("SF_FIRMLINK", 8388608),
    ("SF_IMMUTABLE", 131072), ("SF_NOUNLINK", 1048576), ("SF_SETTABLE", 4294901760), ("SF_SNAPSHOT", 2097152),
    ("ST_ATIME", 7), ("ST_CTIME", 9), ("ST_DEV", 2), ("ST_GID", 5), ("ST_INO", 1), ("ST_MODE", 0), ("ST_MTIME", 8),
    ("ST_NLINK", 3), ("ST_SIZE", 6), ("ST_UID", 4), ("S_ENFMT", 1024), ("S_IEXEC", 64), ("S_IFBLK", 24576),
    ("S_IFCHR", 8192), ("S_IFDIR", 16384), ("S_IFDOOR", 0), ("S_IFIFO", 4096), ("S_IFLNK", 40960), ("S_IFPORT", 0),
    ("S_IFREG", 32768), ("S_IFSOCK", 49152), ("S_IFWHT", 0), ("S_IREAD", 256), ("S_IRGRP", 32), ("S_IROTH", 4),
    ("S_IRUSR", 256), ("S_IRWXG", 56), ("S_IRWXO", 7), ("S_IRWXU", 448), ("S_ISGID", 1024), ("S_ISUID", 2048),
    ("S_ISVTX", 512), ("S_IWGRP", 16), ("S_IWOTH", 2), ("S_IWRITE", 128), ("S_IWUSR", 128), ("S_IXGRP", 8),
    ("S_IXOTH", 1), ("S_IXUSR", 64), ("UF_APPEND", 4), ("UF_COMPRESSED", 32), ("UF_DATAVAULT", 128),
    ("UF_HIDDEN", 32768), ("UF_IMMUTABLE", 2), ("UF_NODUMP", 1), ("UF_NOUNLINK", 16), ("UF_OPAQUE", 8),
    ("UF_SETTABLE", 65535), ("UF_TRACKED", 64),
  ]
}
