import CRuntime
import Runtime

extension TextStream {
  static let declaration = TypeDeclaration(
    native: .textStream, "_io.TextIOWrapper", nativeBase: .textBase,
    flags: [.base, .hasDict, .hasWeakReferences, .derivedInstances], trace: .words(from: 56),
    documentation: "Text over a stream of bytes.",
    signature: """
      (buffer, encoding=None, errors=None, newline=None,
                    line_buffering=False, write_through=False)
      """,
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          let stream = try allocate(c, Type(type))
          if Type(type).flags.contains(.heap) { stream.flags.insert(.derived) }
          return stream.value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "TextIOWrapper",
          "(self, /, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
          { c, a in
            bridge(c) { () throws(Raised) -> Void in
              for (value, name) in [(a[2], "encoding"), (a[3], "errors")] where value != .none && Text(ifHas: value) == nil {
                throw c.raise(
                  .typeError, "TextIOWrapper() argument '\(name)' must be str or None, not \(c.typeName(of: value))")
              }
              try TextEncoding.warnOfDefault(c, a[2], stackLevel: Value(smallInt: 1))
              try TextStream(a[0]).start(
                c, a[1], encoding: TextEncoding.resolved(c, a[2]), errors: a[3], newline: a[4],
                flushesLines: c.isTrue(a[5]), writesThrough: c.isTrue(a[6]))
            }
          }, s, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try TextStream(s).representation(c) } },
      .unary(.next) { c, s in
        bridge(c) { () throws(Raised) in
          let stream = TextStream(s)
          let isDerived = stream.flags.contains(.derived)
          stream.flags.remove(.telling)
          if !isDerived, let line = try stream.nextLine(c) { return line.value }
          try stream.requireBuffer(c)
          let line: Text
          if isDerived {
            let answer = try c.callMethod(s, "readline")
            guard let text = Text(ifHas: answer) else {
              throw c.raise(
                .osError, "readline() should have returned a str object, not '\(c.typeName(of: answer))'")
            }
            line = text
          } else {
            line = try stream.readLine(c, limit: -1)
          }
          if line.count > 0 { return line.value }
          if stream.flags.contains(.seekable) { stream.flags.insert(.telling) }
          return .empty
        }
      },
    ],
    methods: [
      .two("write", "(self, text, /)") { c, s, text in
        bridge(c) { () throws(Raised) in try TextStream(s).write(c, text) }
      },
      .two("read", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in try TextStream(s).read(c, StreamBase.lineLimit(c, size)) }
      },
      .two("readline", "(self, size=-1, /)") { c, s, size in
        bridge(c) { () throws(Raised) in try TextStream(s).readLine(c, limit: c.sizeArgument(size)).value }
      },
      .one("flush") { c, s in bridge(c) { () throws(Raised) -> Void in try TextStream(s).flush(c) } },
      .one("close") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          let stream = TextStream(s)
          let buffer = stream.buffer
          // To be asked whether it is closed, the buffer may have been detached.
          if try stream.isClosed(c) || stream.buffer == .none { return }
          try c.run {
            () throws(Raised) in _ = try c.callMethod(s, "flush")
          } finally: {
            () throws(Raised) in _ = try c.callMethod(buffer, "close")
          }
        }
      },
      .one("detach") { c, s in
        bridge(c) { () throws(Raised) in
          let stream = TextStream(s)
          try stream.requireBuffer(c)
          _ = try c.callMethod(s, "flush")
          let buffer = stream.buffer
          stream.setOwnership(c, false)
          publish(.none, to: &stream.pointer.pointee.buffer)
          return buffer
        }
      },
      .three("seek", "(self, cookie, whence=0<os.SEEK_SET>, /)") { c, s, cookie, whence in
        bridge(c) { () throws(Raised) in try TextStream(s).seek(c, cookie, c.intArgument(whence)) }
      },
      .one("tell") { c, s in bridge(c) { () throws(Raised) in try TextStream(s).tell(c) } },
      .two("truncate", "(self, pos=None, /)") { c, s, size in
        bridge(c) { () throws(Raised) in
          try TextStream(s).requireBuffer(c)
          try TextStream(s).flush(c)
          return try c.callMethod(TextStream(s).buffer, "truncate", size)
        }
      },
      .window(
        "reconfigure",
        """
        (self, /, *, encoding=None, errors=None, newline=<None>,
                    line_buffering=None, write_through=None)
        """
      ) { c, a in
        bridge(c) { () throws(Raised) -> Void in
          try TextStream(a[0]).reconfigure(
            c, encoding: a[1], errors: a[2], newline: a[3], flushesLines: a[4], writesThrough: a[5])
        }
      },
      .one("fileno") { c, s in called(c, s, "fileno") },
      .one("isatty") { c, s in called(c, s, "isatty") },
      .one("readable") { c, s in called(c, s, "readable") },
      .one("writable") { c, s in called(c, s, "writable") },
      .one("seekable") { c, s in called(c, s, "seekable") },
      .one("__getstate__") { c, s in
        bridge(c) { () throws(Raised) -> Value in
          throw c.raise(.typeError, "cannot pickle '\(c.typeName(of: s))' object")
        }
      },
      .getter("closed", { c, s in bridge(c) { () throws(Raised) in Value(try TextStream(s).isClosed(c)) } }),
      .getter("name", { c, s in
        bridge(c) { () throws(Raised) in
          try TextStream(s).requireBuffer(c)
          return try c.attribute(TextStream(s).buffer, "name")
        }
      }),
      .member("buffer") { c, s in
        bridge(c) { () throws(Raised) in
          try TextStream(s).requireBuffer(c)
          return TextStream(s).buffer
        }
      },
      .member("encoding") { _, s in orNone(load(&TextStream(s).pointer.pointee.encoding)) },
      .getter("errors", { _, s in orNone(load(&TextStream(s).pointer.pointee.errors)) }),
      .getter("newlines", { c, s in bridge(c) { () throws(Raised) in try TextStream(s).newlines.seen.value(c) } }),
      .member("line_buffering") { _, s in Value(TextStream(s).flags.contains(.flushesLines)) },
      .member("write_through") { _, s in Value(TextStream(s).flags.contains(.writesThrough)) },
      .getter("_CHUNK_SIZE", { _, s in Value(smallInt: TextStream(s).pointer.pointee.chunkSize) }, set: { c, s, size, _ in
        bridge(c) { () throws(Raised) -> Void in
          if size.isEmpty { throw c.raise(.attributeError, "attribute '_CHUNK_SIZE' of '_io.TextIOWrapper' objects cannot be deleted") }
          let size = try c.machineIndex(of: size, .valueError)
          if size <= 0 { throw c.raise(.valueError, "a strictly positive integer is required") }
          TextStream(s).pointer.pointee.chunkSize = size
        }
      }),
    ])

  private static func called(_ context: Context, _ stream: Value, _ name: StaticString) -> Value {
    bridge(context) { () throws(Raised) in
      try TextStream(stream).requireBuffer(context)
      return try context.callMethod(TextStream(stream).buffer, name)
    }
  }

  private func representation(_ context: Context) throws(Raised) -> Value {
    if buffer.isEmpty { try requireBuffer(context) }
    var parts = "<\(context.typeName(of: value))"
    let name = try StreamName.of(context, value)
    if !name.isEmpty { parts += " name=\(try context.reprString(name))" }
    let mode = try context.attributeIfAny(value, "mode")
    if !mode.isEmpty { parts += " mode=\(try context.reprString(mode))" }
    return try Text.make(context, "\(parts) encoding=\(context.reprString(load(&pointer.pointee.encoding)))>").value
  }

  private func reconfigure(
    _ context: Context, encoding: Value, errors: Value, newline: Value, flushesLines: Value, writesThrough: Value
  ) throws(Raised) {
    try requireBuffer(context)
    for (value, name) in [(encoding, "encoding"), (errors, "errors")] where value != .none && Text(ifHas: value) == nil {
      throw context.raise(
        .typeError, "reconfigure() argument '\(name)' must be str or None, not \(context.typeName(of: value))")
    }
    let changes = encoding != .none || errors != .none || !newline.isEmpty
    if changes, decoded != nil {
      throw Unsupported.raise(
        context, "It is not possible to set the encoding or newline of stream after the first read")
    }
    try flush(context)
    if !newline.isEmpty { try setNewline(context, newline) }
    if encoding != .none || errors != .none {
      let known = load(&pointer.pointee.encoding)
      let strict = try Text.make(context, "strict" as StaticString).value
      let handling = errors != .none ? errors : encoding == .none ? load(&pointer.pointee.errors) : strict
      let wanted = Text(encoding == .none ? known : try TextEncoding.resolved(context, encoding))
      // Here a name ends where C's strings do.
      let end = wanted.units.firstIndex(ofUnit: 0) ?? wanted.count
      try setEncoding(context, Text.slice(context, wanted, 0, end), Text(handling))
      try makeCodecs(context)
      try adjustEncoder(context)
    }
    if flushesLines != .none {
      if try context.isTrue(flushesLines) { flags.insert(.flushesLines) } else { flags.remove(.flushesLines) }
    }
    if writesThrough != .none {
      if try context.isTrue(writesThrough) { flags.insert(.writesThrough) } else { flags.remove(.writesThrough) }
    }
  }
}

/// Encodings by name.
enum TextEncoding {
  private static let known: [(name: StaticString, flag: TextStream.Flags)] = [
    ("utf-8", .utf8), ("utf8", .utf8), ("ascii", .ascii), ("us-ascii", .ascii), ("latin-1", .latin1),
    ("latin1", .latin1), ("iso-8859-1", .latin1), ("iso8859-1", .latin1),
  ]

  /// The flag of an encoding that streams know themselves; none for any other.
  static func native(_ encoding: Text) -> TextStream.Flags {
    for (name, flag) in known where encoding.count == name.utf8CodeUnitCount {
      let isSame = (0..<encoding.count).allSatisfy { place in
        let code = encoding.codePoint(at: place)
        let folded = code == 0x5f ? 0x2d : code &- 0x41 < 26 ? code | 0x20 : code
        return folded == UInt32(name.utf8Start[place])
      }
      if isSame { return flag }
    }
    return []
  }

  /// `-X warn_default_encoding` tells of files whose encoding is not told.
  static func warnOfDefault(_ context: Context, _ encoding: Value, stackLevel: Value) throws(Raised) {
    if encoding != .none || !context.programSettings.flags.warnsOfDefaultEncoding { return }
    let warn = try context.attribute(context.importModule("_warnings"), "warn")
    let message = try Text.make(context, "'encoding' argument not specified" as StaticString)
    _ = try context.call(warn, message.value, Interpreter(of: context).type(.encodingWarning).value, stackLevel)
  }

  /// None and `locale` stand for UTF-8, by the locale's name for it unless the program is told to use that.
  static func resolved(_ context: Context, _ encoding: Value) throws(Raised) -> Value {
    if let text = Text(ifHas: encoding), !(text == "locale") { return encoding }
    let usesUTF8 = encoding == .none && context.programSettings.flags.usesUTF8
    return try Text.make(context, usesUTF8 ? "utf-8" as StaticString : "UTF-8").value
  }
}
