import CBzip2
import CRuntime
import Runtime

/// The module `_bz2`: compression by libbz2, which is opened when the module is imported.
enum Bzip2 {
  static let module = ModuleDeclaration(
    "_bz2", "Compression and decompression of data by the bzip2 library.",
    nativeTypes: [Bzip2Compressor.declaration, Bzip2Decompressor.declaration],
    fill: { (c, _) throws(Raised) in
      if let problem = bzip2_load() { throw c.raise(.importError, String(cString: problem)) }
    })

  /// The exception for what the library said.
  static func raise(_ context: Context, _ status: Int32) -> Raised {
    switch status {
    case BZ_PARAM_ERROR:
      context.raise(.valueError, "Internal error - invalid parameters passed to libbzip2")
    case BZ_MEM_ERROR: context.raiseMemoryError()
    case BZ_DATA_ERROR, BZ_DATA_ERROR_MAGIC: context.raise(.osError, "Invalid data stream")
    case BZ_IO_ERROR: context.raise(.osError, "Unknown I/O error")
    case BZ_UNEXPECTED_EOF:
      context.raise(.eofError, "Compressed file ended before the logical end-of-stream was detected")
    case BZ_SEQUENCE_ERROR:
      context.raise(.runtimeError, "Internal error - Invalid sequence of commands sent to libbzip2")
    default: context.raise(.osError, "Unrecognized error from libbzip2: \(status)")
    }
  }

  /// One call of the library's with a window; it counts in 32 bits.
  static func call(
    _ stream: UnsafeMutablePointer<bz_stream>, _ window: inout CodingWindow,
    _ code: (UnsafeMutablePointer<bz_stream>) -> Int32
  ) -> Int32 {
    let (given, space) = (UInt32(clamping: window.inputCount), UInt32(clamping: window.room))
    let input = UnsafeMutableRawPointer(mutating: window.input).assumingMemoryBound(to: CChar.self)
    let output = UnsafeMutableRawPointer(window.output).assumingMemoryBound(to: CChar.self)
    (stream.pointee.next_in, stream.pointee.avail_in) = (input, given)
    (stream.pointee.next_out, stream.pointee.avail_out) = (output, space)
    let status = code(stream)
    window.advance(read: Int(given - stream.pointee.avail_in), written: Int(space - stream.pointee.avail_out))
    (stream.pointee.next_in, stream.pointee.next_out) = (nil, nil)
    return status
  }
}

/// `_bz2.BZ2Compressor`.
struct Bzip2Compressor: CodecObject {
  let pointer: UnsafeMutablePointer<CodecLayout<bz_stream>>
  init(pointer: UnsafeMutablePointer<CodecLayout<bz_stream>>) { self.pointer = pointer }
  static var nativeType: NativeType { .bzip2Compressor }
  static func end(_ stream: UnsafeMutablePointer<bz_stream>) -> Int32 { BZ2_bzCompressEnd(stream) }

  private static func make(_ context: Context, _ type: Type, level: Int32) throws(Raised) -> Bzip2Compressor {
    if !(1...9).contains(level) { throw context.raise(.valueError, "compresslevel must be between 1 and 9") }
    let made = try allocate(context, type)
    let status = BZ2_bzCompressInit(made.stream, level, 0, 0)
    if status != BZ_OK { throw Bzip2.raise(context, status) }
    made.set(CodecFlag.started)
    return made
  }

  private func compress(
    _ context: Context, _ input: TextUnits, _ action: Int32, ifFlushed message: String
  ) throws(Raised) -> Value {
    var status = BZ_OK
    let result = try locked(context) { () throws(Raised) in
      if has(CodecFlag.atEnd) { throw context.raise(.valueError, message) }
      if action == BZ_FINISH { set(CodecFlag.atEnd) }
      return try Coding.run(context, input) { window in
        if action == BZ_RUN, window.inputCount == 0 { return .starved }
        status = Bzip2.call(stream, &window) { BZ2_bzCompress($0, action) }
        if status < 0 { return .failed }
        return status == BZ_STREAM_END ? .atEnd : .more
      }
    }
    if result.last == .failed { throw Bzip2.raise(context, status) }
    return result.output.value
  }

  static let declaration = TypeDeclaration(
    native: nativeType, "_bz2.BZ2Compressor", trace: trace,
    documentation: "Compresses data in parts.",
    signature: "(compresslevel=9, /)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "BZ2Compressor", "(type, compresslevel=9, /)",
          { c, a in bridge(c) { () throws(Raised) in try make(c, Type(a[0]), level: c.intArgument(a[1])).value } },
          type, arguments, Int(count), names)
      },
      .unary(.delete) { _, s in Bzip2Compressor(s).finalize() },
    ],
    methods: [
      .two("compress", "(self, data, /)") { c, s, data in
        bridge(c) { () throws(Raised) in
          try Bzip2Compressor(s).compress(
            c, c.bytesLike(data), BZ_RUN, ifFlushed: "Compressor has been flushed")
        }
      },
      .one("flush") { c, s in
        bridge(c) { () throws(Raised) in
          try Bzip2Compressor(s).compress(
            c, Bytes.make(c, []).units, BZ_FINISH, ifFlushed: "Repeated call to flush()")
        }
      },
    ])
}

/// `_bz2.BZ2Decompressor`.
struct Bzip2Decompressor: CodecObject {
  let pointer: UnsafeMutablePointer<CodecLayout<bz_stream>>
  init(pointer: UnsafeMutablePointer<CodecLayout<bz_stream>>) { self.pointer = pointer }
  static var nativeType: NativeType { .bzip2Decompressor }
  static func end(_ stream: UnsafeMutablePointer<bz_stream>) -> Int32 { BZ2_bzDecompressEnd(stream) }

  private static func make(_ context: Context, _ type: Type) throws(Raised) -> Bzip2Decompressor {
    let made = try allocate(context, type)
    try made.startParts(context)
    let status = BZ2_bzDecompressInit(made.stream, 0, 0)
    if status != BZ_OK { throw Bzip2.raise(context, status) }
    made.set(CodecFlag.started)
    return made
  }

  private func decompress(_ context: Context, _ data: Value, limit: Int) throws(Raised) -> Value {
    var status = BZ_OK
    if has(CodecFlag.hasFailed) {
      throw context.raise(.valueError, "Decompressor is unusable after a previous error")
    }
    let output = try decodePart(context, data, limit: limit) { window in
      status = Bzip2.call(stream, &window) { BZ2_bzDecompress($0) }
      if status < 0 { return .failed }
      if status == BZ_STREAM_END { return .atEnd }
      return window.inputCount == 0 && window.room > 0 ? .starved : .more
    }
    if let output { return output }
    throw Bzip2.raise(context, status)
  }

  static let declaration = TypeDeclaration(
    native: nativeType, "_bz2.BZ2Decompressor", trace: trace,
    documentation: "Decompresses data in parts.",
    signature: "()",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "BZ2Decompressor", "(type)",
          { c, a in bridge(c) { () throws(Raised) in try make(c, Type(a[0])).value } },
          type, arguments, Int(count), names)
      },
      .unary(.delete) { _, s in Bzip2Decompressor(s).finalize() },
    ],
    methods: [
      .three("decompress", "(self, /, data, max_length=-1)") { c, s, data, limit in
        bridge(c) { () throws(Raised) in try Bzip2Decompressor(s).decompress(c, data, limit: c.sizeArgument(limit)) }
      },
      .member("eof") { _, s in Bzip2Decompressor(s).isAtEnd },
      .member("unused_data") { _, s in Bzip2Decompressor(s).unusedData },
      .member("needs_input") { _, s in Bzip2Decompressor(s).needsInput },
    ])
}
