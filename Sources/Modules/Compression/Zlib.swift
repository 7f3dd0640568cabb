import CRuntime
import CZlib
import Runtime

/// The module `zlib`: compression by the library of that name, which is opened when the module is imported.
enum Zlib {
  static let module = ModuleDeclaration(
    "zlib", "Compression and decompression of data, and checksums, by the zlib library.",
    functions: [
      .three("compress", "(data, /, level=-1, wbits=15)", .function) { c, data, level, window in
        bridge(c) { () throws(Raised) in try compress(c, data, level: c.intArgument(level), window: c.intArgument(window)) }
      },
      .three("decompress", "(data, /, wbits=15, bufsize=16384)", .function) { c, data, window, room in
        bridge(c) { () throws(Raised) in
          try decompress(c, data, window: c.intArgument(window), room: c.sizeArgument(room))
        }
      },
      .window(
        "compressobj", "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=<unset>)", .function
      ) { c, a in
        bridge(c) { () throws(Raised) in
          try Compressor.make(
            c, level: c.intArgument(a[0]), method: c.intArgument(a[1]), window: c.intArgument(a[2]),
            memory: c.intArgument(a[3]), strategy: c.intArgument(a[4]), dictionary: a[5]
          ).value
        }
      },
      .two("decompressobj", "(wbits=15, zdict=<unset>)", .function) { c, window, dictionary in
        bridge(c) { () throws(Raised) in
          try Decompressor.make(c, window: c.intArgument(window), dictionary: dictionary).value
        }
      },
      .two("crc32", "(data, value=0, /)", .function) { c, data, value in
        bridge(c) { () throws(Raised) in try checksum(c, data, value) { crc32($0, $1, $2) } }
      },
      .two("adler32", "(data, value=1, /)", .function) { c, data, value in
        bridge(c) { () throws(Raised) in try checksum(c, data, value) { adler32($0, $1, $2) } }
      },
    ],
    nativeTypes: [PartDecompressor.declaration], hiddenTypes: [Compressor.declaration, Decompressor.declaration],
    fill: { (c, module) throws(Raised) in
      if let problem = zlib_load() { throw c.raise(.importError, String(cString: problem)) }
      try module.set(c, "error", error(c))
      for (name, number) in constants { try module.set(c, name, Value(smallInt: Int64(number))) }
      try module.set(c, "ZLIB_VERSION", Text.make(c, ZLIB_VERSION).value)
      try module.set(c, "ZLIB_RUNTIME_VERSION", Text.make(c, String(cString: zlibVersion())).value)
      try module.set(c, "__version__", "1.0")
    })

  private static let constants: [(StaticString, Int32)] = [
    ("MAX_WBITS", MAX_WBITS), ("DEFLATED", Z_DEFLATED), ("DEF_MEM_LEVEL", 8), ("DEF_BUF_SIZE", Int32(Coding.bufferSize)),
    ("Z_NO_COMPRESSION", Z_NO_COMPRESSION), ("Z_BEST_SPEED", Z_BEST_SPEED), ("Z_BEST_COMPRESSION", Z_BEST_COMPRESSION),
    ("Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION), ("Z_FILTERED", Z_FILTERED), ("Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY),
    ("Z_RLE", Z_RLE), ("Z_FIXED", Z_FIXED), ("Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY), ("Z_NO_FLUSH", Z_NO_FLUSH),
    ("Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH), ("Z_SYNC_FLUSH", Z_SYNC_FLUSH), ("Z_FULL_FLUSH", Z_FULL_FLUSH),
    ("Z_FINISH", Z_FINISH), ("Z_BLOCK", Z_BLOCK), ("Z_TREES", Z_TREES),
  ]

  // MARK: At once

  private static func compress(_ context: Context, _ data: Value, level: Int32, window: Int32) throws(Raised) -> Value {
    let input = try context.bytesLike(data)
    var stream = z_stream()
    switch startDeflating(&stream, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) {
    case Z_OK: break
    case Z_MEM_ERROR: throw context.raise(.memoryError, "Out of memory while compressing data")
    case Z_STREAM_ERROR: throw raise(context, "Bad compression level")
    case let status: throw raise(context, &stream, status, "while compressing data")
    }
    defer { deflateEnd(&stream) }
    return try withUnsafeMutablePointer(to: &stream) { (stream) throws(Raised) in
      let result = try stream.run(context, input, room: Coding.bufferSize, flush: Z_NO_FLUSH, lastFlush: Z_FINISH) {
        deflate($0, $1)
      }
      if result.hasFailed { throw raise(context, stream, result.status, "while compressing data") }
      return result.output.value
    }
  }

  private static func decompress(_ context: Context, _ data: Value, window: Int32, room: Int) throws(Raised) -> Value {
    let input = try context.bytesLike(data)
    if room < 0 { throw context.raise(.valueError, "bufsize must be non-negative") }
    var stream = z_stream()
    switch startInflating(&stream, window) {
    case Z_OK: break
    case Z_MEM_ERROR: throw context.raise(.memoryError, "Out of memory while decompressing data")
    case let status: throw raise(context, &stream, status, "while preparing to decompress data")
    }
    defer { inflateEnd(&stream) }
    return try withUnsafeMutablePointer(to: &stream) { (stream) throws(Raised) in
      let result = try stream.run(context, input, room: room, flush: Z_SYNC_FLUSH, lastFlush: Z_FINISH) {
        inflate($0, $1)
      }
      if !result.isAtEnd { throw raise(context, stream, result.status, "while decompressing data") }
      return result.output.value
    }
  }

  private static func checksum(
    _ context: Context, _ data: Value, _ start: Value, _ step: (UInt, UnsafePointer<UInt8>, UInt32) -> UInt
  ) throws(Raised) -> Value {
    let units = try context.bytesLike(data)
    var sum = UInt(try context.word(of: start))
    var place = 0
    while place < units.count {
      let count = UInt32(clamping: units.count - place)
      sum = step(sum, (units.base + place).assumingMemoryBound(to: UInt8.self), count)
      place += Int(count)
    }
    return Value(smallInt: Int64(sum & 0xffff_ffff))
  }

  // MARK: Streams

  static func startDeflating(
    _ stream: UnsafeMutablePointer<z_stream>, _ level: Int32, _ method: Int32, _ window: Int32, _ memory: Int32,
    _ strategy: Int32
  ) -> Int32 {
    deflateInit2_(
      stream, level, method, window, memory, strategy, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  static func startInflating(_ stream: UnsafeMutablePointer<z_stream>, _ window: Int32) -> Int32 {
    inflateInit2_(stream, window, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  // MARK: Errors

  private static func error(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .zlibError) { () throws(Raised) in try context.makeException("zlib.error", base: .exception) }
  }

  static func raise(_ context: Context, _ message: String) -> Raised {
    do throws(Raised) {
      return context.raise(Exception(try context.call(error(context), Text.make(context, message).value)))
    } catch {
      return error
    }
  }

  static func raise(
    _ context: Context, _ stream: UnsafeMutablePointer<z_stream>, _ status: Int32, _ what: StaticString
  ) -> Raised {
    let reason: String? =
      if status == Z_VERSION_ERROR { "library version mismatch" }
      else if let message = stream.pointee.msg { String(cString: message) }
      else {
        switch status {
        case Z_BUF_ERROR: "incomplete or truncated stream"
        case Z_STREAM_ERROR: "inconsistent stream state"
        case Z_DATA_ERROR: "invalid input data"
        default: nil
        }
      }
    return raise(context, "Error \(status) \(what)" + (reason.map { ": \($0)" } ?? ""))
  }
}
