import CRuntime
import CZlib
import Runtime

/// `zlib._ZlibDecompressor`: decompresses in parts that the program says the size of, and keeps the input itself.
struct PartDecompressor: ZlibObject {
  let pointer: UnsafeMutablePointer<CodecLayout<z_stream>>
  init(pointer: UnsafeMutablePointer<CodecLayout<z_stream>>) { self.pointer = pointer }
  static var nativeType: NativeType { .zlibPartDecompressor }
  static func end(_ stream: UnsafeMutablePointer<z_stream>) -> Int32 { inflateEnd(stream) }

  private func decompress(_ context: Context, _ data: Value, limit: Int) throws(Raised) -> Value {
    var step = ZlibStep(
      stream: stream, flush: Z_SYNC_FLUSH, lastFlush: Z_SYNC_FLUSH, dictionary: try dictionaryBytes(context),
      code: { inflate($0, $1) })
    if let output = try decodePart(context, data, limit: limit, { step(&$0) }) { return output }
    throw Zlib.raise(context, stream, step.status, step.failure ?? "while decompressing data")
  }

  static let declaration = TypeDeclaration(
    native: nativeType, "zlib._ZlibDecompressor", trace: trace,
    documentation: "Decompresses data in parts.",
    signature: "(wbits=15, zdict=b'')",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "_ZlibDecompressor", "(type, wbits=15, zdict=<unset>)",
          { c, a in
            bridge(c) { () throws(Raised) in
              let made = try allocate(c, Type(a[0]))
              try made.startParts(c)
              try made.start(c, window: c.intArgument(a[1]), dictionary: a[2])
              return made.value
            }
          }, type, arguments, Int(count), names)
      },
      .unary(.delete) { _, s in PartDecompressor(s).finalize() },
    ],
    methods: [
      .three("decompress", "(self, /, data, max_length=-1)") { c, s, data, limit in
        bridge(c) { () throws(Raised) in try PartDecompressor(s).decompress(c, data, limit: c.sizeArgument(limit)) }
      },
      .member("eof") { _, s in PartDecompressor(s).isAtEnd },
      .member("unused_data") { _, s in PartDecompressor(s).unusedData },
      .member("needs_input") { _, s in PartDecompressor(s).needsInput },
    ])
}
