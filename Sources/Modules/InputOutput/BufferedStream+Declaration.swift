import CRuntime
import Glibc
import Runtime

extension BufferedStream {
  static let reader = declaration(
    .bufferedReader, "_io.BufferedReader", [.readable], "A stream of bytes that reads ahead.",
    shared + reading + [
      iterator, constructor({ c, s, arguments, count, names in
        initializing(c, "BufferedReader", signature, startReader, s, arguments, Int(count), names)
      }),
    ])
  static let writer = declaration(
    .bufferedWriter, "_io.BufferedWriter", [.writable], "A stream of bytes that writes many at a time.",
    shared + writing + [
      constructor({ c, s, arguments, count, names in
        initializing(c, "BufferedWriter", signature, startWriter, s, arguments, Int(count), names)
      })
    ])
  static let random = declaration(
    .bufferedRandom, "_io.BufferedRandom", [.readable, .writable], "A stream of bytes that is read and written.",
    shared + reading + writing + [
      iterator, constructor({ c, s, arguments, count, names in
        initializing(c, "BufferedRandom", signature, startRandom, s, arguments, Int(count), names)
      }),
    ])

  private enum Row {
    case slot(SlotEntry)
    case method(NativeEntry)
  }

  private static func declaration(
    _ native: NativeType, _ name: StaticString, _ flags: Flags, _ documentation: StaticString, _ rows: [Row]
  ) -> TypeDeclaration {
    var (slots, methods): ([SlotEntry], [NativeEntry]) = ([], [])
    for row in rows {
      switch row {
      case .slot(let slot): slots.append(slot)
      case .method(let method): methods.append(method)
      }
    }
    return TypeDeclaration(
      native: native, name, nativeBase: .bufferedBase,
      flags: [.base, .hasDict, .hasWeakReferences, .derivedInstances], trace: .words(from: 64),
      documentation: documentation, signature: "(raw, buffer_size=DEFAULT_BUFFER_SIZE)", slots: slots, methods: methods)
  }

  private static let signature: StaticString = "(self, /, raw, buffer_size=131072)"

  private static func constructor(_ body: WindowFunction) -> Row { .slot(.window(.initialize, body)) }

  private static let startReader: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      try StreamBase.checkReadable(c, a[1])
      try BufferedStream(a[0]).start(c, raw: a[1], size: c.sizeArgument(a[2]), [.readable])
    }
  }

  private static let startWriter: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      try StreamBase.checkWritable(c, a[1])
      try BufferedStream(a[0]).start(c, raw: a[1], size: c.sizeArgument(a[2]), [.writable])
    }
  }

  private static let startRandom: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      try StreamBase.checkSeekable(c, a[1])
      try StreamBase.checkReadable(c, a[1])
      try StreamBase.checkWritable(c, a[1])
      try BufferedStream(a[0]).start(c, raw: a[1], size: c.sizeArgument(a[2]), [.readable, .writable])
    }
  }

  // MARK: All of them

  private static let shared: [Row] = [
    .slot(
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          let stream = try allocate(c, Type(type))
          if Type(type).flags.contains(.heap) { stream.flags.insert(.derived) }
          return stream.value
        }
      }),
    .slot(
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let name = try StreamName.of(c, BufferedStream(s).raw)
          let shown = name.isEmpty ? "" : " name=\(try c.reprString(name))"
          return try Text.make(c, "<\(c.typeName(of: s))\(shown)>").value
        }
      }),
    .method(
      .getter("raw", { _, s in orNone(BufferedStream(s).raw) })),
    .method(
      .getter("closed", { c, s in bridge(c) { () throws(Raised) in Value(try BufferedStream(s).isClosed(c)) } })),
    .method(.getter("name", { c, s in delegated(c, s, "name") })),
    .method(.getter("mode", { c, s in delegated(c, s, "mode") })),
    .method(.one("fileno") { c, s in called(c, s, "fileno") }),
    .method(.one("isatty") { c, s in called(c, s, "isatty") }),
    .method(.one("seekable") { c, s in called(c, s, "seekable") }),
    .method(
      .one("flush") { c, s in bridge(c) { () throws(Raised) -> Void in try BufferedStream(s).flush(c) } }),
    .method(
      .one("close") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          let stream = BufferedStream(s)
          if try stream.isClosed(c) { return }
          try c.run {
            () throws(Raised) in _ = try c.callMethod(s, "flush")
          } finally: {
            () throws(Raised) in _ = try c.callMethod(stream.raw, "close")
          }
        }
      }),
    .method(
      .one("detach") { c, s in
        bridge(c) { () throws(Raised) in
          let stream = BufferedStream(s)
          try stream.requireRaw(c)
          _ = try c.callMethod(s, "flush")
          let raw = stream.raw
          stream.nativeRaw?.setOwned(false)
          publish(.none, to: &stream.pointer.pointee.raw)
          return raw
        }
      }),
    .method(
      .three("seek", "(self, target, whence=0, /)") { c, s, target, whence in
        bridge(c) { () throws(Raised) in
          try BufferedStream(s).requireRaw(c)
          return try PythonInt.make(
            c, BufferedStream(s).seek(c, c.machineIndex(of: target), c.intArgument(whence)))
        }
      }),
    .method(
      .one("tell") { c, s in
        bridge(c) { () throws(Raised) in
          try BufferedStream(s).requireRaw(c)
          return try PythonInt.make(c, BufferedStream(s).tell(c))
        }
      }),
    .method(
      .two("truncate", "(self, pos=None, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let stream = BufferedStream(s)
          try stream.requireOpen(c, "truncate of")
          if !stream.flags.contains(.writable) { throw Unsupported.raise(c, "truncate") }
          try stream.flushWaiting(c)
          let size = try size == .none ? PythonInt.make(c, stream.tell(c)) : size
          return try c.callMethod(stream.raw, "truncate", size)
        }
      }),
    .method(
      .one("__getstate__") { c, s in
        bridge(c) { () throws(Raised) -> Value in
          throw c.raise(.typeError, "cannot pickle '\(c.typeName(of: s))' object")
        }
      }),
    .method(.one("_dealloc_warn", "(self, source, /)") { _, _ in .none }),
  ]

  private static func delegated(_ context: Context, _ stream: Value, _ name: StaticString) -> Value {
    bridge(context) { () throws(Raised) in
      try BufferedStream(stream).requireRaw(context)
      return try context.attribute(BufferedStream(stream).raw, name)
    }
  }

  private static func called(_ context: Context, _ stream: Value, _ name: StaticString) -> Value {
    bridge(context) { () throws(Raised) in
      try BufferedStream(stream).requireRaw(context)
      return try context.callMethod(BufferedStream(stream).raw, name)
    }
  }

  // MARK: Reading

  private static let iterator: Row = .slot(
    .unary(.next) { c, s in
      bridge(c) { () throws(Raised) in
        let stream = BufferedStream(s)
        if stream.flags.contains(.derived) {
          let line = try c.callMethod(s, "readline")
          return try c.length(line) == 0 ? .empty : line
        }
        if let line = try stream.nextLine(c) { return line.value }
        try stream.requireOpen(c, "readline of")
        let line = try stream.readLine(c, limit: -1)
        return line.count == 0 ? .empty : line.value
      }
    })

  private static let reading: [Row] = [
    .method(.one("readable") { c, s in called(c, s, "readable") }),
    .method(
      .two("read", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let size = size == .none ? -1 : try c.sizeArgument(size)
          try BufferedStream(s).requireRaw(c)
          if size < -1 { throw c.raise(.valueError, "read length must be non-negative or -1") }
          try BufferedStream(s).requireOpen(c, "read of")
          return size < 0 ? try BufferedStream(s).readAll(c) : try BufferedStream(s).read(c, size)
        }
      }),
    .method(
      .two("read1", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          try BufferedStream(s).requireOpen(c, "read of")
          return try BufferedStream(s).readSome(c, c.sizeArgument(size))
        }
      }),
    .method(
      .two("readinto", "(self, buffer, /)") { c, s, buffer in
        bridge(c) { () throws(Raised) in
          let room = try writable(c, buffer, "readinto")
          try BufferedStream(s).requireOpen(c, "readinto of")
          guard let base = room.baseAddress else { return Value(smallInt: 0) }
          return try BufferedStream(s).read(c, into: base, room.count).map { Value(smallInt: Int64($0)) } ?? .none
        }
      }),
    .method(
      .two("readinto1", "(self, buffer, /)") { c, s, buffer in
        bridge(c) { () throws(Raised) in
          let room = try writable(c, buffer, "readinto1")
          try BufferedStream(s).requireOpen(c, "readinto of")
          guard let base = room.baseAddress else { return Value(smallInt: 0) }
          return try BufferedStream(s).readSome(c, into: base, room.count).map { Value(smallInt: Int64($0)) } ?? .none
        }
      }),
    .method(
      .two("readline", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let limit = try StreamBase.lineLimit(c, size)
          try BufferedStream(s).requireOpen(c, "readline of")
          return try BufferedStream(s).readLine(c, limit: limit).value
        }
      }),
    .method(
      .two("peek", "(self, size=0, /)") { c, s, _ in
        bridge(c) { () throws(Raised) in
          try BufferedStream(s).requireOpen(c, "peek of")
          return try BufferedStream(s).peek(c).value
        }
      }),
  ]

  private static func writable(
    _ context: Context, _ buffer: Value, _ function: StaticString
  ) throws(Raised) -> UnsafeMutableRawBufferPointer {
    if let room = try context.writableBytes(of: buffer) { return room }
    throw context.raise(
      .typeError, "\(function)() argument must be read-write bytes-like object, not \(context.typeName(of: buffer))")
  }

  // MARK: Writing

  private static let writing: [Row] = [
    .method(.one("writable") { c, s in called(c, s, "writable") }),
    .method(
      .two("write", "(self, buffer, /)") { c, s, data in
        bridge(c) { () throws(Raised) in
          let bytes = try c.bytesLike(data)
          try BufferedStream(s).requireOpen(c, "write to")
          return Value(smallInt: Int64(try BufferedStream(s).write(c, bytes)))
        }
      }),
  ]
}

/// The names that streams show of themselves: that of what is beneath them.
enum StreamName {
  /// *Empty* where there is none.
  static func of(_ context: Context, _ stream: Value) throws(Raised) -> Value {
    if stream.isEmpty || stream == .none { return .empty }
    do throws(Raised) {
      return try context.attributeIfAny(stream, "name")
    } catch {
      if !context.isPending(.valueError) { throw error }
      _ = context.takeException()
      return .empty
    }
  }
}
