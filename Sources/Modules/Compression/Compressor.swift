import CRuntime
import CZlib
import Runtime

/// The objects of `zlib.compressobj`.
struct Compressor: ZlibObject {
  let pointer: UnsafeMutablePointer<CodecLayout<z_stream>>
  init(pointer: UnsafeMutablePointer<CodecLayout<z_stream>>) { self.pointer = pointer }
  static var nativeType: NativeType { .zlibCompressor }
  static func end(_ stream: UnsafeMutablePointer<z_stream>) -> Int32 { deflateEnd(stream) }

  static func make(
    _ context: Context, level: Int32, method: Int32, window: Int32, memory: Int32, strategy: Int32, dictionary: Value
  ) throws(Raised) -> Compressor {
    let dictionary = dictionary.isEmpty ? nil : try context.bytesLike(dictionary)
    let made = try allocate(context)
    let status = Zlib.startDeflating(made.stream, level, method, window, memory, strategy)
    switch status {
    case Z_OK: made.set(CodecFlag.started)
    case Z_MEM_ERROR: throw context.raise(.memoryError, "Can't allocate memory for compression object")
    case Z_STREAM_ERROR: throw context.raise(.valueError, "Invalid initialization option")
    default: throw Zlib.raise(context, made.stream, status, "while creating compression object")
    }
    guard let dictionary else { return made }
    if UInt32(exactly: dictionary.count) == nil {
      throw context.raise(.overflowError, "zdict length does not fit in an unsigned int")
    }
    let bytes = dictionary.base.assumingMemoryBound(to: UInt8.self)
    switch deflateSetDictionary(made.stream, bytes, UInt32(dictionary.count)) {
    case Z_OK: return made
    case Z_STREAM_ERROR: throw context.raise(.valueError, "Invalid dictionary")
    default: throw context.raise(.valueError, "deflateSetDictionary()")
    }
  }

  private func compress(_ context: Context, _ data: Value) throws(Raised) -> Value {
    let input = try context.bytesLike(data)
    let result = try locked(context) { () throws(Raised) in
      try stream.run(context, input, room: Coding.bufferSize, flush: Z_NO_FLUSH, lastFlush: Z_NO_FLUSH) { deflate($0, $1) }
    }
    if result.hasFailed { throw Zlib.raise(context, stream, result.status, "while compressing data") }
    return result.output.value
  }

  private func flush(_ context: Context, _ mode: Int32) throws(Raised) -> Value {
    if mode == Z_NO_FLUSH { return try Bytes.make(context, []).value }
    let nothing = try Bytes.make(context, [])
    var what: StaticString = "while flushing"
    var result = try locked(context) { () throws(Raised) in
      try stream.run(context, nothing.units, room: Coding.bufferSize, flush: mode, lastFlush: mode) { deflate($0, $1) }
    }
    if result.isAtEnd, mode == Z_FINISH {
      result.status = finish()
      what = "while finishing compression"
    }
    if result.hasFailed { throw Zlib.raise(context, stream, result.status, what) }
    return result.output.value
  }

  private func copy(_ context: Context) throws(Raised) -> Value {
    let copy = try Compressor.allocate(context)
    let status = try locked(context) { () throws(Raised) in deflateCopy(copy.stream, stream) }
    switch status {
    case Z_OK: copy.set(CodecFlag.started)
    case Z_STREAM_ERROR: throw context.raise(.valueError, "Inconsistent stream state")
    case Z_MEM_ERROR: throw context.raise(.memoryError, "Can't allocate memory for compression object")
    default: throw Zlib.raise(context, stream, status, "while copying compression object")
    }
    return copy.value
  }

  static let declaration = TypeDeclaration(
    native: nativeType, "zlib.Compress", trace: trace, slots: [.noConstructor, .unary(.delete) { _, s in Compressor(s).finalize() }],
    methods: [
      .two("compress", "(self, data, /)") { c, s, data in
        bridge(c) { () throws(Raised) in try Compressor(s).compress(c, data) }
      },
      .two("flush", "(self, mode=4, /)") { c, s, mode in
        bridge(c) { () throws(Raised) in try Compressor(s).flush(c, c.intArgument(mode)) }
      },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try Compressor(s).copy(c) } },
      .one("__copy__") { c, s in bridge(c) { () throws(Raised) in try Compressor(s).copy(c) } },
      .two("__deepcopy__", "(self, memo, /)") { c, s, _ in
        bridge(c) { () throws(Raised) in try Compressor(s).copy(c) }
      },
    ])
}
