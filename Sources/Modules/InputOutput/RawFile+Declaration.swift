import CRuntime
import Glibc
import Runtime

extension RawFile {
  static let declaration = TypeDeclaration(
    native: .rawFile, "_io.FileIO", nativeBase: .rawBase,
    flags: [.base, .hasDict, .hasWeakReferences, .derivedInstances], trace: .leaf,
    documentation: "A file without a buffer, by its name or by the descriptor of an open one.",
    signature: "(file, mode='r', closefd=True, opener=None)",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          let file = try allocate(c, Type(type))
          file.pointer.pointee.descriptor = -1
          file.pointer.pointee.seekable = -1
          let flags: Flags = Type(type).flags.contains(.heap) ? [.closesDescriptor, .derived] : .closesDescriptor
          file.pointer.pointee.flags = flags.rawValue
          return file.value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "FileIO", "(self, /, file, mode='r', closefd=True, opener=None)", { c, a in
            bridge(c) { () throws(Raised) -> Void in
              let mode = try c.textArgument(a[2], "FileIO() argument 'mode'")
              try RawFile(a[0]).open(c, a[1], mode: mode, closesDescriptor: c.isTrue(a[3]), opener: a[4])
            }
          }, s, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try RawFile(s).representation(c) } },
    ],
    methods: [
      .one("fileno") { c, s in
        bridge(c) { () throws(Raised) in
          try RawFile(s).requireOpen(c)
          return Value(smallInt: Int64(RawFile(s).descriptor))
        }
      },
      .two("read", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let file = RawFile(s)
          try file.requireReadable(c)
          let size = size == .none ? -1 : try c.sizeArgument(size)
          if size < 0 { return try file.readAll(c) }
          let bytes = try Bytes.allocate(c, count: min(size, 0x7fff_f000))
          guard let count = try file.read(c, into: bytes.base, bytes.count) else { return .none }
          return try Bytes.slice(c, bytes, 0, count).value
        }
      },
      .one("readall") { c, s in bridge(c) { () throws(Raised) in try RawFile(s).readAll(c) } },
      .two("readinto", "(self, buffer, /)") { c, s, buffer in
        bridge(c) { () throws(Raised) in
          try RawFile(s).requireReadable(c)
          guard let room = try c.writableBytes(of: buffer) else {
            throw c.raise(
              .typeError, "readinto() argument must be read-write bytes-like object, not \(c.typeName(of: buffer))")
          }
          guard let base = room.baseAddress, let count = try RawFile(s).read(c, into: base, room.count) else {
            return room.count == 0 ? Value(smallInt: 0) : .none
          }
          return Value(smallInt: Int64(count))
        }
      },
      .two("write", "(self, b, /)") { c, s, data in
        bridge(c) { () throws(Raised) in
          try RawFile(s).requireWritable(c)
          let bytes = try c.bytesLike(data)
          guard let count = try RawFile(s).write(c, bytes.base, bytes.count) else { return .none }
          return Value(smallInt: Int64(count))
        }
      },
      .three("seek", "(self, pos, whence=0, /)") { c, s, position, whence in
        bridge(c) { () throws(Raised) in
          try RawFile(s).requireOpen(c)
          return try PythonInt.make(c, RawFile(s).seek(c, c.machineIndex(of: position), c.intArgument(whence)))
        }
      },
      .one("tell") { c, s in
        bridge(c) { () throws(Raised) in try PythonInt.make(c, RawFile(s).seek(c, 0, SEEK_CUR)) }
      },
      .two("truncate", "(self, size=None, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let file = RawFile(s)
          try file.requireWritable(c)
          let size = try size == .none ? PythonInt.make(c, file.seek(c, 0, SEEK_CUR)) : size
          let (descriptor, length) = (file.descriptor, off_t(try c.machineIndex(of: size)))
          try c.system { Int(Glibc.ftruncate(descriptor, length)) }
          return size
        }
      },
      .one("close") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          let file = RawFile(s)
          let base = try c.type(.rawBase)
          let close = try c.attribute(base.value, "close")
          try c.run {
            () throws(Raised) in _ = try c.call(close, s)
          } finally: {
            () throws(Raised) in
            if file.flags.contains(.closesDescriptor) { try file.close(c) } else { file.pointer.pointee.descriptor = -1 }
          }
        }
      },
      .one("seekable") { c, s in bridge(c) { () throws(Raised) in Value(try RawFile(s).isSeekable(c)) } },
      .one("readable") { c, s in
        bridge(c) { () throws(Raised) in
          try RawFile(s).requireOpen(c)
          return Value(RawFile(s).flags.contains(.readable))
        }
      },
      .one("writable") { c, s in
        bridge(c) { () throws(Raised) in
          try RawFile(s).requireOpen(c)
          return Value(RawFile(s).flags.contains(.writable))
        }
      },
      .one("isatty") { c, s in bridge(c) { () throws(Raised) in Value(try RawFile(s).isTerminal(c)) } },
      .one("_isatty_open_only") { c, s in bridge(c) { () throws(Raised) in Value(try RawFile(s).isTerminal(c)) } },
      .getter("closed", { _, s in Value(RawFile(s).isClosed) }),
      .getter("closefd", { _, s in Value(RawFile(s).flags.contains(.closesDescriptor)) }),
      .getter("mode", { c, s in bridge(c) { () throws(Raised) in try Text.make(c, RawFile(s).mode).value } }),
      .member("_blksize") { _, s in Value(smallInt: Int64(RawFile(s).pointer.pointee.blockSize)) },
    ])

  private func representation(_ context: Context) throws(Raised) -> Value {
    let type = context.typeName(of: value)
    if isClosed { return try Text.make(context, "<\(type) [closed]>").value }
    let name = try context.attributeIfAny(value, "name")
    let closes = flags.contains(.closesDescriptor) ? "True" : "False"
    let subject = name.isEmpty ? "fd=\(descriptor)" : "name=\(try context.reprString(name))"
    return try Text.make(context, "<\(type) \(subject) mode='\(mode)' closefd=\(closes)>").value
  }
}
