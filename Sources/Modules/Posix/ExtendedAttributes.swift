import CRuntime
import CSystem
import Glibc
import Runtime

/// Attributes of files beyond those that every file has.
enum ExtendedAttributes {
  static let functions: [NativeEntry] = [
    .window("getxattr", "(path, attribute, *, follow_symlinks=True)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let target = try Target(c, a[0], follows: a[2], "getxattr")
        let name = try PathArgument(c, a[1], "getxattr", "attribute")
        return try target.read(c) { system_getxattr(target.file, name.string, $0, $1) }.value
      }
    },
    .window(
      "setxattr",
      """
      (path, attribute, value, flags=0, *,
               follow_symlinks=True)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let target = try Target(c, a[0], follows: a[4], "setxattr")
        let name = try PathArgument(c, a[1], "setxattr", "attribute")
        let (value, flags) = (try c.bytesLike(a[2]), try c.intArgument(a[3]))
        try c.system(target.shown) {
          Int(system_setxattr(target.file, name.string, value.base, value.count, flags))
        }
      }
    },
    .window("removexattr", "(path, attribute, *, follow_symlinks=True)", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in
        let target = try Target(c, a[0], follows: a[2], "removexattr")
        let name = try PathArgument(c, a[1], "removexattr", "attribute")
        try c.system(target.shown) { Int(system_removexattr(target.file, name.string)) }
      }
    },
    .window("listxattr", "(path=None, *, follow_symlinks=True)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let target = try Target(c, a[0], follows: a[1], "listxattr", .none)
        let names = try target.read(c) { system_listxattr(target.file, $0, $1) }
        let list = try List.make(c)
        for name in names.bytes.split(separator: 0) {
          try list.append(c, c.fileSystemText(UnsafeRawBufferPointer(rebasing: name)))
        }
        return list.value
      }
    },
  ]

  /// The file whose attributes these are.
  private struct Target {
    private let path: PathArgument
    private let follows: Bool

    var file: SystemFile {
      SystemFile(path: path.isDescriptor ? nil : path.string, descriptor: path.descriptor, followsLinks: follows)
    }

    /// What an OSError names.
    var shown: Value { path.isDescriptor ? .none : path.value }

    init(
      _ context: Context, _ path: Value, follows: Value, _ function: StaticString, _ forms: PathArgument.Forms = []
    ) throws(Raised) {
      self.path = try PathArgument(context, path, function, "path", forms.union(.descriptor))
      self.follows = try context.isTrue(follows)
      if self.path.isDescriptor, !self.follows {
        throw context.raise(.valueError, "\(function): cannot use fd and follow_symlinks together")
      }
    }

    /// What a call of the system's fills in, whose size it tells when it is given no room.
    func read(
      _ context: Context, _ body: (UnsafeMutableRawPointer?, Int) -> Int64
    ) throws(Raised) -> Bytes {
      while true {
        let size = try context.system(shown) { Int(body(nil, 0)) }
        let bytes = try Bytes.allocate(context, count: size)
        if size == 0 { return bytes }
        let found = context.attempt { Int(body(bytes.base, size)) }
        if found >= 0 { return try Bytes.slice(context, bytes, 0, found) }
        // It may have grown meanwhile.
        if found != -Int(ERANGE) { throw context.raiseSystemError(Int32(-found), path: shown) }
      }
    }
  }
}
