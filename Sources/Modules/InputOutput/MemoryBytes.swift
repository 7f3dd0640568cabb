import CRuntime
import Runtime

// `io.BytesIO`: a stream of the bytes of an array.
//
//     ┌────────┬──────────┬─────────┐
//     │ header │ position │ content │
//     └────────┴──────────┴─────────┘
//     0        8          16

struct MemoryBytesLayout: BitwiseCopyable {
  var header: ObjectHeader
  var position: Int64
  /// A `ByteArray`; *empty* once it is closed.
  var content: Value
}

struct MemoryBytes: NativeObject {
  let pointer: UnsafeMutablePointer<MemoryBytesLayout>
  static var nativeType: NativeType { .memoryBytes }

  private var isClosed: Bool { load(&pointer.pointee.content).isEmpty }
  private var position: Int {
    get { Int(pointer.pointee.position) }
    nonmutating set { pointer.pointee.position = Int64(newValue) }
  }

  private func content(_ context: Context) throws(Raised) -> ByteArray {
    let content = load(&pointer.pointee.content)
    if content.isEmpty { throw context.raise(.valueError, "I/O operation on closed file.") }
    return ByteArray(content)
  }

  /// The same where it is about to change: throws BufferError where somebody has a view of it.
  private func changing(_ context: Context) throws(Raised) -> ByteArray {
    let content = try content(context)
    try content.requireNoViews(context)
    return content
  }

  private func start(_ context: Context, _ initial: Value) throws(Raised) {
    if !isClosed { _ = try changing(context) }
    let source = initial == .none ? try Bytes.make(context, []).units : try context.bytesLike(initial)
    publish(try ByteArray.make(context, source).value, to: &pointer.pointee.content)
    position = 0
  }

  // MARK: Reading

  /// What is left, at most so many bytes of it unless that is negative.
  private func take(_ context: Context, _ limit: Int) throws(Raised) -> Value {
    let units = try content(context).units
    let start = min(position, units.count)
    let count = limit < 0 ? units.count - start : min(limit, units.count - start)
    position += count
    return try Bytes.make(context, UnsafeRawBufferPointer(start: units.base + start, count: count)).value
  }

  private func takeLine(_ context: Context, _ limit: Int) throws(Raised) -> Value {
    let units = try content(context).units
    let start = min(position, units.count)
    let end = bytes_find_byte(units.base + start, Int64(units.count - start), 10)
    let length = end < 0 ? units.count - start : Int(end) + 1
    return try take(context, limit < 0 ? length : min(limit, length))
  }

  private static func count(_ context: Context, _ size: Value) throws(Raised) -> Int {
    if size == .none { return -1 }
    guard context.type(of: size).has(.index) else {
      throw context.raise(.typeError, "argument should be integer or None, not '\(context.typeName(of: size))'")
    }
    return try context.sizeArgument(size)
  }

  // MARK: Writing

  private func write(_ context: Context, _ data: Value) throws(Raised) -> Int {
    _ = try changing(context)
    // The data may be a part of the content itself, and whoever gives it may close the stream.
    let data = ByteArray(ifHas: data) == nil && Bytes(ifHas: data) == nil ? try copy(context, data) : data
    let content = try changing(context)
    let units = try context.bytesLike(data)
    if units.count == 0 { return 0 }
    let (end, overflow) = position.addingReportingOverflow(units.count)
    if overflow { throw context.raise(.overflowError, "new buffer size too large") }
    if position > content.count {
      let gap = try Bytes.allocate(context, count: position - content.count)
      try content.replace(context, content.count, content.count, by: gap.units)
    }
    try content.replace(context, position, end, by: units)
    position = end
    return units.count
  }

  private func copy(_ context: Context, _ data: Value) throws(Raised) -> Value {
    let units = try context.bytesLike(data)
    return try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count)).value
  }

  private func seek(_ context: Context, _ offset: Int64, _ whence: Int32) throws(Raised) -> Int {
    let content = try content(context)
    if whence == 0, offset < 0 { throw context.raise(.valueError, "negative seek value \(offset)") }
    let base: Int
    switch whence {
    case 0: base = 0
    case 1: base = position
    case 2: base = content.count
    default: throw context.raise(.valueError, "invalid whence (\(whence), should be 0, 1 or 2)")
    }
    let (place, overflow) = base.addingReportingOverflow(Int(offset))
    if overflow { throw context.raise(.overflowError, "new position too large") }
    position = max(0, place)
    return position
  }

  // MARK: Declaration

  static let declaration = TypeDeclaration(
    native: .memoryBytes, "_io.BytesIO", nativeBase: .bufferedBase,
    flags: [.base, .hasDict, .hasWeakReferences, .derivedInstances], trace: .words(from: 16),
    documentation: "A stream of bytes in memory.",
    signature: "(initial_bytes=b'')",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          let stream = try allocate(c, Type(type))
          try stream.start(c, .none)
          return stream.value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "BytesIO", "(self, /, initial_bytes=<unset>)",
          { c, a in
            bridge(c) { () throws(Raised) -> Void in try MemoryBytes(a[0]).start(c, a[1].isEmpty ? .none : a[1]) }
          }, s, arguments, Int(count), names)
      },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in
          _ = try MemoryBytes(s).content(c)
          return s
        }
      },
      .unary(.next) { c, s in
        bridge(c) { () throws(Raised) in
          let line = try MemoryBytes(s).takeLine(c, -1)
          return Bytes(line).count == 0 ? .empty : line
        }
      },
    ],
    methods: [
      .getter("closed", { _, s in Value(MemoryBytes(s).isClosed) }),
      .one("close") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          let stream = MemoryBytes(s)
          if !stream.isClosed { _ = try stream.changing(c) }
          publish(.empty, to: &stream.pointer.pointee.content)
        }
      },
      .one("flush") { c, s in answer(c, s, .none) },
      .one("isatty") { c, s in answer(c, s, .false) },
      .one("readable") { c, s in answer(c, s, .true) },
      .one("writable") { c, s in answer(c, s, .true) },
      .one("seekable") { c, s in answer(c, s, .true) },
      .one("getvalue") { c, s in
        bridge(c) { () throws(Raised) in
          let units = try MemoryBytes(s).content(c).units
          return try Bytes.make(c, UnsafeRawBufferPointer(start: units.base, count: units.count)).value
        }
      },
      .one("getbuffer") { c, s in
        bridge(c) { () throws(Raised) in
          try c.call(Interpreter(of: c).type(.memoryView).value, MemoryBytes(s).content(c).value)
        }
      },
      .one("tell") { c, s in
        bridge(c) { () throws(Raised) in
          _ = try MemoryBytes(s).content(c)
          return try PythonInt.make(c, MemoryBytes(s).pointer.pointee.position)
        }
      },
      .three("seek", "(self, pos, whence=0, /)") { c, s, offset, whence in
        bridge(c) { () throws(Raised) in
          let (offset, whence) = (try c.sizeArgument(offset), try c.intArgument(whence))
          return try PythonInt.make(c, Int64(try MemoryBytes(s).seek(c, Int64(offset), whence)))
        }
      },
      .two("read", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in try MemoryBytes(s).take(c, count(c, size)) }
      },
      .two("read1", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in try MemoryBytes(s).take(c, count(c, size)) }
      },
      .two("readline", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in try MemoryBytes(s).takeLine(c, count(c, size)) }
      },
      .two("readinto", "(self, buffer, /)") { c, s, buffer in
        bridge(c) { () throws(Raised) in
          guard let room = try c.writableBytes(of: buffer) else {
            throw c.raise(
              .typeError, "readinto() argument must be read-write bytes-like object, not \(c.typeName(of: buffer))")
          }
          let bytes = Bytes(try MemoryBytes(s).take(c, room.count))
          if let base = room.baseAddress { base.copyMemory(from: bytes.base, byteCount: bytes.count) }
          return Value(smallInt: Int64(bytes.count))
        }
      },
      .two("write", "(self, b, /)") { c, s, data in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try MemoryBytes(s).write(c, data))) }
      },
      .two("writelines", "(self, lines, /)") { c, s, lines in
        bridge(c) { () throws(Raised) -> Void in
          _ = try MemoryBytes(s).content(c)
          try c.forEach(in: lines) { (line) throws(Raised) in
            _ = try MemoryBytes(s).write(c, line)
            return true
          }
        }
      },
      .two("truncate", "(self, size=None, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let stream = MemoryBytes(s)
          let content = try stream.changing(c)
          let length = size == .none ? stream.position : try count(c, size)
          if length < 0 { throw c.raise(.valueError, "negative size value \(length)") }
          if length < content.count { try content.replace(c, length, content.count, by: Bytes.make(c, []).units) }
          return try PythonInt.make(c, Int64(length))
        }
      },
      .one("__getstate__") { c, s in
        bridge(c) { () throws(Raised) in
          let content = try MemoryBytes(s).content(c).units
          let bytes = try Bytes.make(c, UnsafeRawBufferPointer(start: content.base, count: content.count))
          let attributes = try c.attribute(s, "__dict__")
          return try Tuple.make(
            c, bytes.value, PythonInt.make(c, MemoryBytes(s).pointer.pointee.position),
            c.length(attributes) == 0 ? .none : attributes
          ).value
        }
      },
      .two("__setstate__", "(self, object, /)") { c, s, state in
        bridge(c) { () throws(Raised) -> Void in
          guard let parts = Tuple(ifHas: state), parts.count >= 3 else {
            throw c.raise(
              .typeError, "\(c.typeName(of: s)).__setstate__ argument should be 3-tuple, got \(c.typeName(of: state))")
          }
          _ = try MemoryBytes(s).content(c)
          try MemoryBytes(s).start(c, parts[0])
          let position = try c.sizeArgument(parts[1])
          if position < 0 { throw c.raise(.valueError, "position value cannot be negative") }
          MemoryBytes(s).position = position
          if parts[2] != .none { _ = try c.callMethod(c.attribute(s, "__dict__"), "update", parts[2]) }
        }
      },
    ])

  private static func answer(_ context: Context, _ stream: Value, _ answer: Value) -> Value {
    bridge(context) { () throws(Raised) in
      _ = try MemoryBytes(stream).content(context)
      return answer
    }
  }
}
