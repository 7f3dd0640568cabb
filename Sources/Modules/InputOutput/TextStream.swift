import CRuntime
import Runtime

// `io.TextIOWrapper`: text over a stream of bytes.
//
//     writing   text ─ encode ─▶ │ pending bytes │ ─▶ buffer.write
//     reading   buffer.read1 ─▶ │ undecoded │ ─ decode, newlines ─▶ │ decoded … │
//                                                                         ▲ offset
//
// UTF-8, ASCII and Latin-1 are encoded and decoded here; other encodings by the incremental codecs of `codecs`. Where a
// chunk of the input began, and what it was, is remembered as long as positions can be told: `tell` finds the byte that
// a character came from.

struct TextStreamLayout: BitwiseCopyable {
  var header: ObjectHeader
  var chunkSize: Int64
  /// How many characters of `decoded` the program has read, and where the last chunk's begin.
  var offset: Int64
  var chunkStart: Int64
  /// Bytes in `pending`.
  var waiting: Int64
  /// The state of the decoder before the last chunk; −1 where no position can be told from it.
  var chunkState: Int64
  var flags: UInt64
  /// *Empty* before it is initialised, None once it is detached.
  var buffer: Value
  var encoding: Value
  var errors: Value
  /// The argument `newline`: None or text.
  var newline: Value
  /// For encodings that are not native; *empty* where the stream is not for that.
  var encoder: Value
  var decoder: Value
  var decoded: Value
  /// Bytes of a character that is not complete.
  var undecoded: Value
  var pending: Value
  /// The last chunk's bytes.
  var chunk: Value
  /// Bytes that the next chunk may be read into: nobody else has them.
  var room: Value
}

struct TextStream: NativeObject {
  let pointer: UnsafeMutablePointer<TextStreamLayout>
  static var nativeType: NativeType { .textStream }

  struct Flags: OptionSet {
    let rawValue: UInt64
    static let flushesLines = Flags(rawValue: 1)
    static let writesThrough = Flags(rawValue: 2)
    static let isUniversal = Flags(rawValue: 4)
    static let translates = Flags(rawValue: 8)
    static let hasPendingReturn = Flags(rawValue: 16)
    static let seekable = Flags(rawValue: 32)
    /// Positions can be told: not while the lines are iterated over.
    static let telling = Flags(rawValue: 64)
    static let readsSome = Flags(rawValue: 128)
    static let readable = Flags(rawValue: 256)
    static let writable = Flags(rawValue: 512)
    /// One of the process's standard files: it stays open as long as that lives.
    static let standard = Flags(rawValue: 1024)
    /// Of a class that Python code has derived, whose methods count.
    static let derived = Flags(rawValue: 2048)
    static let utf8 = Flags(rawValue: 1 << 16)
    static let latin1 = Flags(rawValue: 1 << 17)
    static let ascii = Flags(rawValue: 1 << 18)
  }

  var flags: Flags {
    get { Flags(rawValue: pointer.pointee.flags & 0xffff_ffff) }
    nonmutating set { pointer.pointee.flags = pointer.pointee.flags & ~0xffff_ffff | newValue.rawValue }
  }

  var newlines: Newlines {
    get {
      Newlines(
        isUniversal: flags.contains(.isUniversal), translates: flags.contains(.translates),
        seen: Newlines.Seen(rawValue: UInt8(truncatingIfNeeded: pointer.pointee.flags >> 32)),
        hasPending: flags.contains(.hasPendingReturn))
    }
    nonmutating set {
      if newValue.hasPending { flags.insert(.hasPendingReturn) } else { flags.remove(.hasPendingReturn) }
      pointer.pointee.flags = pointer.pointee.flags & 0xffff_ffff | UInt64(newValue.seen.rawValue) << 32
    }
  }

  var buffer: Value { load(&pointer.pointee.buffer) }
  var errors: Text { Text(load(&pointer.pointee.errors)) }
  var newline: Text? { Text(ifHas: load(&pointer.pointee.newline)) }
  var offset: Int {
    get { Int(pointer.pointee.offset) }
    nonmutating set { pointer.pointee.offset = Int64(newValue) }
  }
  /// What was decoded and not dropped yet.
  var decoded: Text? { Text(ifHas: load(&pointer.pointee.decoded)) }

  /// The encoding, if it is native.
  var nativeEncoding: Encoding? {
    let flags = flags
    if flags.contains(.utf8) { return .utf8 }
    if flags.contains(.latin1) { return .latin1 }
    return flags.contains(.ascii) ? .ascii : nil
  }

  // MARK: Checks

  func requireBuffer(_ context: Context) throws(Raised) {
    if buffer.isEmpty { throw context.raise(.valueError, "I/O operation on uninitialized object") }
    if buffer == .none { throw context.raise(.valueError, "underlying buffer has been detached") }
  }

  func isClosed(_ context: Context) throws(Raised) -> Bool {
    try requireBuffer(context)
    if let stream = nativeBuffer { return try stream.isClosed(context) }
    return try StreamBase.isClosed(context, buffer)
  }

  func requireOpen(_ context: Context) throws(Raised) {
    if try isClosed(context) { throw context.raise(.valueError, "I/O operation on closed file.") }
  }

  /// The stream beneath, if its methods are those of the native types.
  var nativeBuffer: BufferedStream? {
    guard let stream = BufferedStream(any: buffer), !stream.flags.contains(.derived) else { return nil }
    return stream
  }

  /// Whether closing the stream beneath is this one's business.
  func setOwnership(_ context: Context, _ isOwner: Bool) {
    if let stream = nativeBuffer {
      isOwner ? stream.flags.formUnion(.owned) : stream.flags.subtract(.owned)
    } else if let file = RawFile(ifHas: buffer), !file.flags.contains(.derived) {
      file.setOwned(isOwner)
    }
  }

  // MARK: Starting

  func start(
    _ context: Context, _ buffer: Value, encoding: Value, errors: Value, newline: Value, flushesLines: Bool,
    writesThrough: Bool
  ) throws(Raised) {
    publish(.empty, to: &pointer.pointee.buffer)
    flags.formIntersection(.derived)
    try setNewline(context, newline)
    let errors = errors == .none ? try Text.make(context, "strict" as StaticString).value : errors
    let encoding = encoding == .none ? try Text.make(context, "utf-8" as StaticString).value : encoding
    try setEncoding(context, Text(encoding), Text(errors))
    pointer.pointee.chunkSize = 8192
    pointer.pointee.waiting = 0
    if flushesLines { flags.insert(.flushesLines) }
    if writesThrough { flags.insert(.writesThrough) }
    publish(buffer, to: &pointer.pointee.buffer)
    if try context.isTrue(context.callMethod(buffer, "readable")) { flags.insert(.readable) }
    if try context.isTrue(context.callMethod(buffer, "writable")) { flags.insert(.writable) }
    try makeCodecs(context)
    if try context.isTrue(context.callMethod(buffer, "seekable")) { flags.formUnion([.seekable, .telling]) }
    if try !context.attributeIfAny(buffer, "read1").isEmpty { flags.insert(.readsSome) }
    forgetDecoded()
    setOwnership(context, true)
    try adjustEncoder(context)
  }

  /// No mark of the bytes' order is written in the middle of a file.
  func adjustEncoder(_ context: Context) throws(Raised) {
    let encoder = load(&pointer.pointee.encoder)
    if encoder.isEmpty || !flags.isSuperset(of: [.seekable, .writable]) { return }
    if try context.machineIndex(of: context.callMethod(buffer, "tell")) == 0 { return }
    _ = try context.callMethod(encoder, "setstate", Value(smallInt: 0))
  }

  func setNewline(_ context: Context, _ newline: Value) throws(Raised) {
    if let text = Text(ifHas: newline) {
      if !(text == "" || text == "\n" || text == "\r" || text == "\r\n") {
        try Encoding.requireName(context, text)
        throw context.raise(.valueError, "illegal newline value: \(String(text))")
      }
    } else if newline != .none {
      throw context.raise(
        .typeError, "TextIOWrapper() argument 'newline' must be str or None, not \(context.typeName(of: newline))")
    }
    publish(newline, to: &pointer.pointee.newline)
    flags.subtract([.isUniversal, .translates])
    if newline == .none { flags.formUnion([.isUniversal, .translates]) }
    if Text(ifHas: newline)?.isEmpty == true { flags.insert(.isUniversal) }
  }

  func setEncoding(_ context: Context, _ encoding: Text, _ errors: Text) throws(Raised) {
    try Encoding.requireName(context, encoding)
    try Encoding.requireName(context, errors)
    flags.subtract([.utf8, .latin1, .ascii])
    flags.formUnion(TextEncoding.native(encoding))
    if nativeEncoding == nil {
      let codec = try CodecRegistry(context).codec(named: encoding)
      let isText = try context.attributeIfAny(codec.value, "_is_text_encoding")
      if !isText.isEmpty, try !context.isTrue(isText) {
        throw context.raise(
          .lookupError,
          "'\(String(encoding))' is not a text encoding; use codecs.open() to handle arbitrary codecs")
      }
    }
    if context.programSettings.flags.isDevelopment { _ = try CodecRegistry(context).errorHandler(named: errors) }
    publish(encoding.value, to: &pointer.pointee.encoding)
    publish(errors.value, to: &pointer.pointee.errors)
  }

  func makeCodecs(_ context: Context) throws(Raised) {
    publish(.empty, to: &pointer.pointee.encoder)
    publish(.empty, to: &pointer.pointee.decoder)
    if nativeEncoding != nil { return }
    let codec = try CodecRegistry(context).codec(named: Text(load(&pointer.pointee.encoding))).value
    if flags.contains(.readable) {
      let decoder = try context.callMethod(codec, "incrementaldecoder", errors.value)
      publish(decoder, to: &pointer.pointee.decoder)
    }
    if flags.contains(.writable) {
      let encoder = try context.callMethod(codec, "incrementalencoder", errors.value)
      publish(encoder, to: &pointer.pointee.encoder)
    }
  }

  /// Drops what was read ahead.
  func forgetDecoded() {
    publish(.empty, to: &pointer.pointee.decoded)
    publish(.empty, to: &pointer.pointee.undecoded)
    publish(.empty, to: &pointer.pointee.chunk)
    (pointer.pointee.offset, pointer.pointee.chunkStart, pointer.pointee.chunkState) = (0, 0, -1)
    flags.remove(.hasPendingReturn)
  }

  func resetDecoder(_ context: Context) throws(Raised) {
    forgetDecoded()
    try forgetChunk(context)
  }

  /// What follows is decoded as at a beginning; what is decoded already is still to be read.
  func forgetChunk(_ context: Context) throws(Raised) {
    publish(.empty, to: &pointer.pointee.undecoded)
    publish(.empty, to: &pointer.pointee.chunk)
    (pointer.pointee.chunkStart, pointer.pointee.chunkState) = (0, -1)
    flags.remove(.hasPendingReturn)
    let decoder = load(&pointer.pointee.decoder)
    if !decoder.isEmpty { _ = try context.callMethod(decoder, "reset") }
  }
}
