import CRuntime
import Runtime

// `io.StringIO`: a stream of the characters of a text.
//
//     ┌────────┬──────────┬───────┬─────────┬─────────┐
//     │ header │ position │ flags │ content │ newline │
//     └────────┴──────────┴───────┴─────────┴─────────┘
//     0        8          16      24        32
//
// What is written at the end is appended, for which text has room: in place, as long as the program has not got the
// content itself. Anywhere else, the content is put together anew.

struct MemoryTextLayout: BitwiseCopyable {
  var header: ObjectHeader
  var position: Int64
  /// 1 where all ends of lines are ends, 2 where they are translated, 4 where line feeds that are written are replaced,
  /// 8 where nobody else has the content, 16 where Python code has derived the class; what was seen from the bit 8 on.
  var flags: UInt64
  /// A text; *empty* once it is closed, or before it is initialised.
  var content: Value
  /// The argument `newline`.
  var newline: Value
}

struct MemoryText: NativeObject {
  let pointer: UnsafeMutablePointer<MemoryTextLayout>
  static var nativeType: NativeType { .memoryText }

  private var position: Int {
    get { Int(pointer.pointee.position) }
    nonmutating set { pointer.pointee.position = Int64(newValue) }
  }

  private var isUniversal: Bool { pointer.pointee.flags & 1 != 0 }
  private var translates: Bool { pointer.pointee.flags & 2 != 0 }
  private var ownsContent: Bool {
    get { pointer.pointee.flags & 8 != 0 }
    nonmutating set { pointer.pointee.flags = pointer.pointee.flags & ~8 | (newValue ? 8 : 0) }
  }
  private var isDerived: Bool { pointer.pointee.flags & 16 != 0 }
  private var newline: Text? { Text(ifHas: load(&pointer.pointee.newline)) }
  private var seen: Newlines.Seen {
    get { Newlines.Seen(rawValue: UInt8(truncatingIfNeeded: pointer.pointee.flags >> 8)) }
    nonmutating set { pointer.pointee.flags = pointer.pointee.flags & 0xff | UInt64(newValue.rawValue) << 8 }
  }

  /// The content, which the caller may give away.
  private func content(_ context: Context) throws(Raised) -> Text {
    let content = try requireContent(context)
    if ownsContent { withLock(context) { ownsContent = false } }
    return content
  }

  private func requireContent(_ context: Context) throws(Raised) -> Text {
    let content = load(&pointer.pointee.content)
    if content.isEmpty {
      let isNew = load(&pointer.pointee.newline).isEmpty
      throw context.raise(
        .valueError, isNew ? "I/O operation on uninitialized object" : "I/O operation on closed file")
    }
    return Text(content)
  }

  private func start(_ context: Context, _ initial: Value, newline: Value) throws(Raised) {
    if newline != .none {
      guard let text = Text(ifHas: newline) else {
        throw context.raise(.typeError, "newline must be str or None, not \(context.typeName(of: newline))")
      }
      if !(text == "" || text == "\n" || text == "\r" || text == "\r\n") {
        let shown = try context.reprString(newline)
        throw context.raise(.valueError, "illegal newline value: \(shown)")
      }
    }
    if initial != .none, Text(ifHas: initial) == nil {
      throw context.raise(.typeError, "initial_value must be str or None, not \(context.typeName(of: initial))")
    }
    let handling: UInt64 = newline == .none ? 3 : Text(newline).isEmpty ? 1 : Text(newline) == "\n" ? 0 : 4
    pointer.pointee.flags = pointer.pointee.flags & 16 | handling
    publish(newline, to: &pointer.pointee.newline)
    publish(Text.empty(context).value, to: &pointer.pointee.content)
    position = 0
    if initial != .none { _ = try write(context, Text(initial)) }
    position = 0
  }

  // MARK: Reading and writing

  private func withLock<Answer>(_ context: Context, _ body: () -> Answer) -> Answer {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return body()
  }

  /// Appends to the content, whose end is where the stream stands.
  private func append(_ context: Context, _ content: Text, _ text: Text) throws(Raised) {
    if ownsContent {
      let isDone = withLock(context) {
        guard ownsContent, load(&pointer.pointee.content) == content.value, content.extend(by: text) else { return false }
        position = content.count
        return true
      }
      if isDone { return }
    }
    let longer = try Text.concatenate(context, content, text)
    withLock(context) {
      publish(longer.value, to: &pointer.pointee.content)
      ownsContent = longer.isExtension(of: content, by: text)
      position = longer.count
    }
  }

  private func write(_ context: Context, _ text: Text) throws(Raised) -> Value {
    let content = try requireContent(context)
    var output = text
    if isUniversal {
      var newlines = Newlines(isUniversal: true, translates: translates, seen: seen)
      output = try newlines.decode(context, text, isFinal: true)
      seen = newlines.seen
    }
    if pointer.pointee.flags & 4 != 0, let newline {
      output = try Newlines.replacing(context, output, by: newline)
    }
    if output.count == 0 { return Value(smallInt: Int64(text.count)) }
    if position == content.count {
      try append(context, content, output)
    } else {
      try overwrite(context, content, output)
    }
    return Value(smallInt: Int64(text.count))
  }

  private func overwrite(_ context: Context, _ content: Text, _ text: Text) throws(Raised) {
    let start = position
    let (rest, overflow) = start.addingReportingOverflow(text.count)
    if overflow { throw context.raise(.overflowError, "new position too large") }
    var builder = try TextBuilder(context, capacity: content.count + text.count)
    try builder.append(context, sliceOf: content, 0, min(start, content.count))
    try builder.append(context, codePoint: 0, times: start - content.count)
    try builder.append(context, text)
    if rest < content.count { try builder.append(context, sliceOf: content, rest, content.count) }
    let written = try builder.finish(context)
    withLock(context) {
      publish(written.value, to: &pointer.pointee.content)
      ownsContent = false
      position = rest
    }
  }

  private func read(_ context: Context, _ limit: Int) throws(Raised) -> Text {
    let content = try content(context)
    let start = min(position, content.count)
    let end = limit < 0 ? content.count : min(content.count, start + min(limit, content.count))
    if end > start { position = end }
    return try Text.slice(context, content, start, end)
  }

  private func readLine(_ context: Context, _ limit: Int) throws(Raised) -> Text {
    let content = try content(context)
    let start = min(position, content.count)
    let found = Newlines.endOfLine(
      content, from: start, isUniversal: isUniversal, translates: translates, newline: newline)
    let length = (found ?? content.count) - start
    let end = start + (limit < 0 ? length : min(limit, length))
    if end > start { position = end }
    return try Text.slice(context, content, start, end)
  }

  private static func limit(_ context: Context, _ size: Value) throws(Raised) -> Int {
    if size == .none { return -1 }
    guard context.type(of: size).has(.index) else {
      throw context.raise(.typeError, "argument should be integer or None, not '\(context.typeName(of: size))'")
    }
    return try context.sizeArgument(size)
  }

  private func seek(_ context: Context, _ offset: Int, _ whence: Int32) throws(Raised) -> Int {
    let content = try content(context)
    if !(0...2).contains(whence) {
      throw context.raise(.valueError, "Invalid whence (\(whence), should be 0, 1 or 2)")
    }
    if whence == 0, offset < 0 { throw context.raise(.valueError, "Negative seek position \(offset)") }
    if whence != 0, offset != 0 { throw context.raise(.osError, "Can't do nonzero cur-relative seeks") }
    position = whence == 0 ? offset : whence == 1 ? position : content.count
    return position
  }

  // MARK: Declaration

  static let declaration = TypeDeclaration(
    native: .memoryText, "_io.StringIO", nativeBase: .textBase,
    flags: [.base, .hasDict, .hasWeakReferences, .derivedInstances], trace: .words(from: 24),
    documentation: "A stream of text in memory.",
    signature: "(initial_value='', newline='\\n')",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          let stream = try allocate(c, Type(type))
          if Type(type).flags.contains(.heap) { stream.pointer.pointee.flags = 16 }
          return stream.value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "StringIO", "(self, /, initial_value='', newline='\n')",
          { c, a in bridge(c) { () throws(Raised) -> Void in try MemoryText(a[0]).start(c, a[1], newline: a[2]) } },
          s, arguments, Int(count), names)
      },
      .unary(.next) { c, s in
        bridge(c) { () throws(Raised) in
          if MemoryText(s).isDerived {
            let line = try c.callMethod(s, "readline")
            return try c.length(line) == 0 ? .empty : line
          }
          let line = try MemoryText(s).readLine(c, -1)
          return line.count == 0 ? .empty : line.value
        }
      },
    ],
    methods: [
      .getter("closed", { c, s in
        bridge(c) { () throws(Raised) in
          if load(&MemoryText(s).pointer.pointee.newline).isEmpty { _ = try MemoryText(s).content(c) }
          return Value(load(&MemoryText(s).pointer.pointee.content).isEmpty)
        }
      }),
      .getter("newlines", { c, s in
        bridge(c) { () throws(Raised) in
          _ = try MemoryText(s).content(c)
          return try MemoryText(s).seen.value(c)
        }
      }),
      .getter("line_buffering", { c, s in answer(c, s, .false) }),
      .one("close") { _, s in
        publish(.empty, to: &MemoryText(s).pointer.pointee.content)
        return .none
      },
      .one("readable") { c, s in answer(c, s, .true) },
      .one("writable") { c, s in answer(c, s, .true) },
      .one("seekable") { c, s in answer(c, s, .true) },
      .one("getvalue") { c, s in bridge(c) { () throws(Raised) in try MemoryText(s).content(c).value } },
      .one("tell") { c, s in
        bridge(c) { () throws(Raised) in
          _ = try MemoryText(s).content(c)
          return try PythonInt.make(c, MemoryText(s).pointer.pointee.position)
        }
      },
      .three("seek", "(self, pos, whence=0, /)") { c, s, offset, whence in
        bridge(c) { () throws(Raised) in
          let (offset, whence) = (try c.sizeArgument(offset), try c.intArgument(whence))
          return try PythonInt.make(c, Int64(try MemoryText(s).seek(c, offset, whence)))
        }
      },
      .two("read", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in try MemoryText(s).read(c, limit(c, size)).value }
      },
      .two("readline", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in try MemoryText(s).readLine(c, limit(c, size)).value }
      },
      .two("write", "(self, s, /)") { c, s, text in
        bridge(c) { () throws(Raised) in
          guard let text = Text(ifHas: text) else {
            throw c.raise(.typeError, "string argument expected, got '\(c.typeName(of: text))'")
          }
          return try MemoryText(s).write(c, text)
        }
      },
      .two("truncate", "(self, pos=None, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          let stream = MemoryText(s)
          let content = try stream.content(c)
          let length = size == .none ? stream.position : try limit(c, size)
          if length < 0 { throw c.raise(.valueError, "Negative size value \(length)") }
          if length < content.count {
            publish(try Text.slice(c, content, 0, length).value, to: &stream.pointer.pointee.content)
          }
          return try PythonInt.make(c, Int64(length))
        }
      },
      .one("__getstate__") { c, s in
        bridge(c) { () throws(Raised) in
          let content = try MemoryText(s).content(c)
          let state = try Tuple.allocate(c, count: 4)
          state.elements[0] = content.value
          state.elements[1] = load(&MemoryText(s).pointer.pointee.newline)
          state.elements[2] = try PythonInt.make(c, MemoryText(s).pointer.pointee.position)
          let attributes = try c.attribute(s, "__dict__")
          state.elements[3] = try c.length(attributes) == 0 ? .none : attributes
          return state.value
        }
      },
      .two("__setstate__", "(self, state, /)") { c, s, state in
        bridge(c) { () throws(Raised) -> Void in
          guard let parts = Tuple(ifHas: state), parts.count >= 4 else {
            throw c.raise(
              .typeError, "\(c.typeName(of: s)).__setstate__ argument should be 4-tuple, got \(c.typeName(of: state))")
          }
          // What was only allocated is set up here.
          if !load(&MemoryText(s).pointer.pointee.newline).isEmpty { _ = try MemoryText(s).requireContent(c) }
          try MemoryText(s).start(c, .none, newline: parts[1])
          guard let content = Text(ifHas: parts[0]) else {
            throw c.raise(.typeError, "initial_value must be str or None, not \(c.typeName(of: parts[0]))")
          }
          publish(content.value, to: &MemoryText(s).pointer.pointee.content)
          let position = try c.sizeArgument(parts[2])
          if position < 0 { throw c.raise(.valueError, "position value cannot be negative") }
          MemoryText(s).position = position
          if parts[3] != .none { _ = try c.callMethod(c.attribute(s, "__dict__"), "update", parts[3]) }
        }
      },
    ])

  private static func answer(_ context: Context, _ stream: Value, _ answer: Value) -> Value {
    bridge(context) { () throws(Raised) in
      _ = try MemoryText(stream).content(context)
      return answer
    }
  }
}
