import CRuntime
import CZlib
import Runtime

/// `zlib._ZlibDecompressor`: decompresses in parts that the program says the size of, and keeps the input itself.
struct PartDecompressor: ZlibObject {
  let pointer: UnsafeMutablePointer<ZlibLayout>
  init(pointer: UnsafeMutablePointer<ZlibLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .zlibPartDecompressor }
  static func end(_ stream: UnsafeMutablePointer<z_stream>) -> Int32 { inflateEnd(stream) }

  private func decompress(_ context: Context, _ data: Value, limit: Int) throws(Raised) -> Value {
    let given = try context.bytesLike(data)
    let dictionary = try dictionaryBytes(context)
    if has(ZlibFlag.atEnd) { throw context.raise(.eofError, "End of stream already reached") }
    let result = try locked(context) { () throws(Raised) in
      let rest = Bytes(load(&pointer.pointee.rest))
      var input = given
      if rest.count > 0 {
        var joined = try TextBuilder(context, capacity: rest.count + given.count)
        try joined.append(context, bytes: rest.units)
        try joined.append(context, bytes: given)
        input = joined.units
      }
      let result = try stream.run(
        context, input, room: Zlib.bufferSize, limit: limit < 0 ? .max : limit, flush: Z_SYNC_FLUSH,
        lastFlush: Z_SYNC_FLUSH, dictionary: dictionary) { inflate($0, $1) }
      let left = input.slice(input.count - result.left, input.count)
      let kept = try Bytes.make(context, UnsafeRawBufferPointer(start: left.base, count: left.count)).value
      let none = try Bytes.make(context, []).value
      if result.hasFailed { return result }
      set(ZlibFlag.atEnd, result.isAtEnd)
      set(ZlibFlag.wantsInput, left.count == 0 && !result.isAtEnd)
      publish(result.isAtEnd ? none : kept, to: &pointer.pointee.rest)
      if result.isAtEnd { publish(kept, to: &pointer.pointee.unused) }
      return result
    }
    if result.hasFailed {
      throw Zlib.raise(context, stream, result.status, result.failure ?? "while decompressing data")
    }
    return result.output.value
  }

  static let declaration = TypeDeclaration(
    native: nativeType, "zlib._ZlibDecompressor", trace: .words(from: 128),
    documentation: "Decompresses data in parts.",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "_ZlibDecompressor", "(type, wbits=15, zdict=<unset>)",
          { c, a in
            bridge(c) { () throws(Raised) in
              let made = try allocate(c, Type(a[0]))
              try made.start(c, window: c.intArgument(a[1]), dictionary: a[2])
              made.set(ZlibFlag.wantsInput)
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
      .member("eof") { _, s in Value(PartDecompressor(s).has(ZlibFlag.atEnd)) },
      .member("unused_data") { _, s in load(&PartDecompressor(s).pointer.pointee.unused) },
      .member("needs_input") { _, s in Value(PartDecompressor(s).has(ZlibFlag.wantsInput)) },
    ])
}
