import CRuntime
import Glibc
import Runtime

// What all streams have in common: the classes `_IOBase`, `_RawIOBase`, `_BufferedIOBase` and `_TextIOBase`. They have
// no layout of their own, and do everything by the methods of whatever derives from them.

enum StreamBase {
  static let base = TypeDeclaration(
    native: .streamBase, "_io._IOBase", kind: .instance, flags: [.base, .hasDict, .hasWeakReferences],
    documentation: "The base of all streams: of bytes, of text, of memory.",
    slots: [
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in
          try checkOpen(c, s)
          return s
        }
      },
      .unary(.next) { c, s in
        bridge(c) { () throws(Raised) in
          let line = try c.callMethod(s, "readline")
          return try c.length(line) == 0 ? .empty : line
        }
      },
      .unary(.delete) { c, s in bridge(c) { () throws(Raised) -> Void in finalize(c, s) } },
    ],
    methods: [
      .attributesDict,
      .getter("closed", { c, s in bridge(c) { () throws(Raised) in Value(try isMarkedClosed(c, s)) } }),
      .window("seek", "(self, offset, whence=0<os.SEEK_SET>, /)") { c, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "seek") }
      },
      .one("tell") { c, s in
        bridge(c) { () throws(Raised) in try c.callMethod(s, "seek", Value(smallInt: 0), Value(smallInt: 1)) }
      },
      .two("truncate", "(self, size=None, /)") { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "truncate") }
      },
      .one("flush") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          if try isMarkedClosed(c, s) { throw c.raise(.valueError, "I/O operation on closed file.") }
        }
      },
      .one("close") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          if try isMarkedClosed(c, s) { return }
          try c.run {
            () throws(Raised) in _ = try c.callMethod(s, "flush")
          } finally: { () throws(Raised) in
            try c.setAttribute(s, Text.make(c, "__IOBase_closed").value, .true)
          }
        }
      },
      .one("seekable") { c, s in bridge(c) { () throws(Raised) in try answerUnlessClosed(c, s) } },
      .one("readable") { c, s in bridge(c) { () throws(Raised) in try answerUnlessClosed(c, s) } },
      .one("writable") { c, s in bridge(c) { () throws(Raised) in try answerUnlessClosed(c, s) } },
      .one("isatty") { c, s in
        bridge(c) { () throws(Raised) in
          try checkOpen(c, s)
          return .false
        }
      },
      .one("fileno") { c, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "fileno") }
      },
      .one("_checkClosed") { c, s in bridge(c) { () throws(Raised) -> Void in try checkOpen(c, s) } },
      .one("_checkSeekable") { c, s in bridge(c) { () throws(Raised) -> Void in try checkSeekable(c, s) } },
      .one("_checkReadable") { c, s in bridge(c) { () throws(Raised) -> Void in try checkReadable(c, s) } },
      .one("_checkWritable") { c, s in bridge(c) { () throws(Raised) -> Void in try checkWritable(c, s) } },
      .one("__enter__") { c, s in
        bridge(c) { () throws(Raised) in
          try checkOpen(c, s)
          return s
        }
      },
      .window("__exit__", "(self, /, *args) silent") { c, a in
        bridge(c) { () throws(Raised) in try c.callMethod(a[0], "close") }
      },
      .two("readline", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in try readLine(c, s, limit: lineLimit(c, size)) }
      },
      .two("readlines", "(self, hint=-1, /)") { c, s, hint in
        bridge(c) { () throws(Raised) in
          let limit = hint == .none ? 0 : try c.sizeArgument(hint)
          let lines = try List.make(c)
          var total = 0
          try c.forEach(in: s) { (line) throws(Raised) in
            try lines.append(c, line)
            if limit <= 0 { return true }
            total += try c.length(line)
            return total < limit
          }
          return lines.value
        }
      },
      .two("writelines", "(self, lines, /)") { c, s, lines in
        bridge(c) { () throws(Raised) -> Void in
          try checkOpen(c, s)
          try c.forEach(in: lines) { (line) throws(Raised) in
            _ = try c.callMethod(s, "write", line)
            return true
          }
        }
      },
    ])

  static let raw = TypeDeclaration(
    native: .rawBase, "_io._RawIOBase", kind: .instance, nativeBase: .streamBase,
    flags: [.base, .hasDict, .hasWeakReferences], documentation: "The base of streams of bytes without a buffer.",
    methods: [
      .two("read", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let size = try c.sizeArgument(size)
          if size < 0 { return try c.callMethod(s, "readall") }
          let buffer = try c.call(Interpreter(of: c).type(.byteArray).value, Value(smallInt: Int64(size)))
          let count = try c.callMethod(s, "readinto", buffer)
          if count == .none { return .none }
          let used = Int(try c.machineIndex(of: count, .valueError))
          if used < 0 || used > size {
            throw c.raise(.valueError, "readinto returned \(used) outside buffer size \(size)")
          }
          let units = try c.bytesLike(buffer)
          return try Bytes.make(c, UnsafeRawBufferPointer(start: units.base, count: min(used, units.count))).value
        }
      },
      .one("readall") { c, s in
        bridge(c) { () throws(Raised) in
          var builder = try TextBuilder(c, capacity: 4096)
          while true {
            let part = try c.callMethod(s, "read", Value(smallInt: Int64(StreamBase.bufferSize)))
            if part == .none { return builder.count == 0 ? .none : try builder.finishBytes(c).value }
            guard let bytes = Bytes(ifHas: part) else { throw c.raise(.typeError, "read() should return bytes") }
            if bytes.count == 0 { return try builder.finishBytes(c).value }
            try builder.append(c, bytes: bytes.units)
          }
        }
      },
      .two("readinto", "(self, buffer, /) silent") { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in throw c.raise(.notImplementedError, args: try Tuple.empty(c)) }
      },
      .two("write", "(self, b, /) silent") { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in throw c.raise(.notImplementedError, args: try Tuple.empty(c)) }
      },
    ])

  static let buffered = TypeDeclaration(
    native: .bufferedBase, "_io._BufferedIOBase", kind: .instance, nativeBase: .streamBase,
    flags: [.base, .hasDict, .hasWeakReferences], documentation: "The base of streams of bytes with a buffer.",
    methods: [
      .one("detach") { c, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "detach") }
      },
      .two("read", "(self, size=-1, /)") { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "read") }
      },
      .two("read1", "(self, size=-1, /)") { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "read1") }
      },
      .two("write", "(self, b, /)") { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "write") }
      },
      .two("readinto", "(self, buffer, /)") { c, s, buffer in
        bridge(c) { () throws(Raised) in try readInto(c, s, buffer, isOnce: false) }
      },
      .two("readinto1", "(self, buffer, /)") { c, s, buffer in
        bridge(c) { () throws(Raised) in try readInto(c, s, buffer, isOnce: true) }
      },
    ])

  static let text = TypeDeclaration(
    native: .textBase, "_io._TextIOBase", kind: .instance, nativeBase: .streamBase,
    flags: [.base, .hasDict, .hasWeakReferences], documentation: "The base of streams of text.",
    methods: [
      .one("detach") { c, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "detach") }
      },
      .two("read", "(self, size=-1, /)") { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "read") }
      },
      .two("readline", "(self, size=-1, /)") { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "readline") }
      },
      .two("write", "(self, s, /)") { c, _, _ in
        bridge(c) { () throws(Raised) -> Value in throw Unsupported.raise(c, "write") }
      },
      .getter("encoding", { _, _ in .none }),
      .getter("newlines", { _, _ in .none }),
      .getter("errors", { _, _ in .none }),
    ])

  static var bufferSize: Int { 131072 }

  // MARK: Being closed

  private static func isMarkedClosed(_ context: Context, _ stream: Value) throws(Raised) -> Bool {
    try !context.attributeIfAny(stream, "__IOBase_closed").isEmpty
  }

  /// `stream.closed`.
  static func isClosed(_ context: Context, _ stream: Value) throws(Raised) -> Bool {
    try context.isTrue(context.attribute(stream, "closed"))
  }

  static func checkOpen(_ context: Context, _ stream: Value) throws(Raised) {
    let closed = try context.attributeIfAny(stream, "closed")
    if closed.isEmpty || closed == .false { return }
    if try context.isTrue(closed) { throw context.raise(.valueError, "I/O operation on closed file.") }
  }

  private static func answerUnlessClosed(_ context: Context, _ stream: Value) throws(Raised) -> Value {
    try checkOpen(context, stream)
    return .false
  }

  /// Closes a stream that nobody reaches any more.
  private static func finalize(_ context: Context, _ stream: Value) {
    do throws(Raised) {
      if let file = RawFile(ifHas: stream), file.flags.contains(.owned) { return }
      if let buffered = BufferedStream(any: stream), buffered.flags.contains(.owned) { return }
      if try isClosed(context, stream) { return }
      if let text = TextStream(ifHas: stream), text.flags.contains(.standard) { return try text.flush(context) }
    } catch {
      _ = context.takeException()
      return
    }
    warnOfUnclosed(context, stream)
    do throws(Raised) {
      _ = try context.callMethod(stream, "close")
    } catch {
      context.reportUnraisable("while finalizing file", stream)
    }
  }

  /// A file that nobody closed is warned of as what the program had of it.
  private static func warnOfUnclosed(_ context: Context, _ stream: Value) {
    let buffered = TextStream(ifHas: stream)?.nativeBuffer ?? BufferedStream(any: stream)
    let beneath = TextStream(ifHas: stream).flatMap { RawFile(ifHas: $0.buffer) }
    guard let file = buffered?.nativeRaw ?? beneath ?? RawFile(ifHas: stream), !file.isClosed,
      file.flags.contains(.closesDescriptor)
    else { return }
    do throws(Raised) {
      try context.warn(.resourceWarning, "unclosed file \(context.reprString(stream))")
    } catch {
      context.reportUnraisable("while finalizing file", stream)
    }
  }

  // MARK: Abilities

  static func checkReadable(_ context: Context, _ stream: Value) throws(Raised) {
    if try context.callMethod(stream, "readable") == .true { return }
    throw Unsupported.raise(context, "File or stream is not readable.")
  }

  static func checkWritable(_ context: Context, _ stream: Value) throws(Raised) {
    if try context.callMethod(stream, "writable") == .true { return }
    throw Unsupported.raise(context, "File or stream is not writable.")
  }

  static func checkSeekable(_ context: Context, _ stream: Value) throws(Raised) {
    if try context.callMethod(stream, "seekable") == .true { return }
    throw Unsupported.raise(context, "File or stream is not seekable.")
  }

  // MARK: Reading

  /// How much a `readline` may read at most, −1 for no limit.
  static func lineLimit(_ context: Context, _ size: Value) throws(Raised) -> Int {
    size == .none ? -1 : try context.sizeArgument(size)
  }

  /// A line by `peek` and `read` of any stream of bytes.
  private static func readLine(_ context: Context, _ stream: Value, limit: Int) throws(Raised) -> Value {
    let peek = try context.attributeIfAny(stream, "peek")
    var line = try TextBuilder(context)
    while limit < 0 || line.count < limit {
      var wanted = 1
      if !peek.isEmpty {
        let ahead = try context.call(peek, Value(smallInt: 1))
        guard let bytes = Bytes(ifHas: ahead) else {
          throw context.raise(
            .osError, "peek() should have returned a bytes object, not '\(context.typeName(of: ahead))'")
        }
        if bytes.count > 0 {
          let end = bytes_find_byte(bytes.base, Int64(bytes.count), 10)
          wanted = end < 0 ? bytes.count : Int(end) + 1
          if limit >= 0 { wanted = min(wanted, limit - line.count) }
        }
      }
      let part = try context.callMethod(stream, "read", Value(smallInt: Int64(wanted)))
      guard let bytes = Bytes(ifHas: part) else {
        throw context.raise(
          .osError, "read() should have returned a bytes object, not '\(context.typeName(of: part))'")
      }
      if bytes.count == 0 { break }
      try line.append(context, bytes: bytes.units)
      if bytes.bytes[bytes.count - 1] == 10 { break }
    }
    return try line.finishBytes(context).value
  }

  /// `readinto` by way of a method that answers bytes.
  private static func readInto(
    _ context: Context, _ stream: Value, _ buffer: Value, isOnce: Bool
  ) throws(Raised) -> Value {
    guard let room = try context.writableBytes(of: buffer) else {
      throw context.raise(
        .typeError,
        "\(isOnce ? "readinto1" : "readinto")() argument must be read-write bytes-like object, not \(context.typeName(of: buffer))")
    }
    let part = try context.callMethod(stream, isOnce ? "read1" : "read", Value(smallInt: Int64(room.count)))
    guard let bytes = Bytes(ifHas: part) else { throw context.raise(.typeError, "read() should return bytes") }
    guard let target = try context.writableBytes(of: buffer), bytes.count <= target.count else {
      throw context.raise(
        .valueError, "read() returned too much data: \(room.count) bytes requested, \(bytes.count) returned")
    }
    if let base = target.baseAddress { base.copyMemory(from: bytes.base, byteCount: bytes.count) }
    return Value(smallInt: Int64(bytes.count))
  }
}

/// `io.UnsupportedOperation`: an OSError and a ValueError.
enum Unsupported {
  static func type(_ context: Context) throws(Raised) -> Value {
    let state = try context.moduleState("_io")
    let name = try Text.make(context, "UnsupportedOperation" as StaticString).value
    let known = try state.value(context, for: name)
    if !known.isEmpty { return known }
    let interpreter = Interpreter(of: context)
    let namespace = try Dict.make(context)
    try namespace.set(context, context.name(.__module__), to: Text.make(context, "io" as StaticString).value)
    let bases = try Tuple.make(context, interpreter.type(.osError).value, interpreter.type(.valueError).value)
    let made = try context.call(interpreter.type(Kind.type).value, name, bases.value, namespace.value)
    return try state.setDefault(context, name, to: made)
  }

  static func raise(_ context: Context, _ message: StaticString) -> Raised {
    do throws(Raised) {
      return context.raise(Exception(try context.call(type(context), Text.make(context, message).value)))
    } catch {
      return error
    }
  }
}
