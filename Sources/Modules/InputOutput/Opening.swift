import CRuntime
import Glibc
import Runtime

/// `open`: from a name and a mode to a stream.
enum Opening {
  static let open: NativeEntry = .window(
    "open",
    """
    (file, mode='r', buffering=-1, encoding=None,
         errors=None, newline=None, closefd=True, opener=None)
    """, .function
  ) { c, a in
    bridge(c) { () throws(Raised) in
      let modeText = try c.textArgument(a[1], "open() argument 'mode'")
      for (value, name) in [(a[3], "encoding"), (a[4], "errors"), (a[5], "newline")]
      where value != .none && Text(ifHas: value) == nil {
        throw c.raise(.typeError, "open() argument '\(name)' must be str or None, not \(c.typeName(of: value))")
      }
      let buffering = try c.intArgument(a[2])
      let mode = try Mode(c, modeText)
      if !mode.isBinary, buffering == 0 { throw c.raise(.valueError, "can't have unbuffered text I/O") }
      if mode.isBinary {
        for (value, name) in [(a[3], "an encoding"), (a[4], "an errors"), (a[5], "a newline")] where value != .none {
          throw c.raise(.valueError, "binary mode doesn't take \(name) argument")
        }
      }
      if mode.isBinary, buffering == 1 {
        try c.warn(
          .runtimeWarning,
          "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used")
      }
      let file = c.isInt(a[0]) ? a[0] : try c.fileName(a[0])
      let raw = try RawFile.allocate(c)
      (raw.pointer.pointee.descriptor, raw.pointer.pointee.seekable) = (-1, -1)
      try raw.open(c, file, mode: mode.raw(c), closesDescriptor: c.isTrue(a[6]), opener: a[7])
      var outermost = raw.value
      do throws(Raised) {
        let isTerminal = buffering < 0 || buffering == 1 ? try raw.isTerminal(c) : false
        let flushesLines = buffering == 1 && !mode.isBinary || buffering < 0 && isTerminal
        if buffering == 0 { return raw.value }
        let size = buffering > 1 ? Int(buffering) : max(StreamBase.bufferSize, Int(raw.pointer.pointee.blockSize))
        let kind: NativeType =
          mode.updates ? .bufferedRandom : mode.isReading ? .bufferedReader : .bufferedWriter
        let buffered = try BufferedStream.allocate(c, c.type(kind))
        try buffered.start(c, raw: raw.value, size: size, mode.flags)
        if kind == .bufferedRandom { try StreamBase.checkSeekable(c, raw.value) }
        outermost = buffered.value
        if mode.isBinary { return buffered.value }
        try TextEncoding.warnOfDefault(c, a[3], stackLevel: Value(smallInt: 1))
        let text = try TextStream.allocate(c)
        try text.start(
          c, buffered.value, encoding: TextEncoding.resolved(c, a[3]), errors: a[4], newline: a[5],
          flushesLines: flushesLines, writesThrough: false)
        try c.setAttribute(text.value, Text.make(c, "mode" as StaticString).value, modeText.value)
        return text.value
      } catch {
        let failure = c.takeException()
        do throws(Raised) {
          _ = try c.callMethod(outermost, "close")
        } catch {
          _ = c.takeException()
        }
        throw c.raise(failure)
      }
    }
  }

  static let functions: [NativeEntry] = [
    .one("open_code", "(path)", .function) { c, path in
      bridge(c) { () throws(Raised) in
        if Text(ifHas: path) == nil {
          throw c.raise(.typeError, "open_code() argument 'path' must be str, not \(c.typeName(of: path))")
        }
        let open = try c.attribute(c.importModule("_io"), "open")
        return try c.call(open, path, Text.make(c, "rb" as StaticString).value)
      }
    },
    .two("text_encoding", "(encoding, stacklevel=2, /)", .function) { c, encoding, level in
      bridge(c) { () throws(Raised) in
        try TextEncoding.warnOfDefault(c, encoding, stackLevel: level)
        if encoding != .none { return encoding }
        return try Text.make(c, c.programSettings.flags.usesUTF8 ? "utf-8" as StaticString : "locale").value
      }
    },
  ]

  /// The letters of a mode.
  private struct Mode {
    private var kind: UInt32 = 0
    var updates = false
    var isBinary = false

    var isReading: Bool { kind == 0x72 }

    var flags: BufferedStream.Flags {
      updates ? [.readable, .writable] : isReading ? [.readable] : [.writable]
    }

    init(_ context: Context, _ mode: Text) throws(Raised) {
      var (kinds, isText) = (0, false)
      for place in 0..<mode.count {
        let code = mode.codePoint(at: place)
        for earlier in 0..<place where mode.codePoint(at: earlier) == code {
          throw try invalid(context, mode)
        }
        switch code {
        case 0x72, 0x77, 0x61, 0x78:
          kind = code
          kinds += 1
        case 0x2b: updates = true
        case 0x74: isText = true
        case 0x62: isBinary = true
        default: throw try invalid(context, mode)
        }
      }
      if isText, isBinary { throw context.raise(.valueError, "can't have text and binary mode at once") }
      if kinds > 1 { throw context.raise(.valueError, "must have exactly one of create/read/write/append mode") }
    }

    private func invalid(_ context: Context, _ mode: Text) throws(Raised) -> Raised {
      let shown = try context.reprString(mode.value)
      return context.raise(.valueError, "invalid mode: \(shown)")
    }

    func raw(_ context: Context) throws(Raised) -> Text {
      var builder = try TextBuilder(context)
      // Without one of them, the raw file says what is wrong.
      if kind != 0 { try builder.append(context, codePoint: kind) }
      if updates { try builder.append(context, codePoint: 0x2b) }
      return try builder.finish(context)
    }
  }
}

extension Context {
  /// What `open` takes as a file's name: text, bytes, what has `__fspath__`; anything else is left to fail as a name.
  fileprivate func fileName(_ value: Value) throws(Raised) -> Value {
    if type(of: value).has(.index), Text(ifHas: value) == nil, Bytes(ifHas: value) == nil { return value }
    return try fileSystemPath(value)
  }
}
