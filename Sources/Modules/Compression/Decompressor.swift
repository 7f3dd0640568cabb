import CRuntime
import CZlib
import Runtime

/// The objects of `zlib.decompressobj`.
struct Decompressor: ZlibObject {
  let pointer: UnsafeMutablePointer<CodecLayout<z_stream>>
  init(pointer: UnsafeMutablePointer<CodecLayout<z_stream>>) { self.pointer = pointer }
  static var nativeType: NativeType { .zlibDecompressor }
  static func end(_ stream: UnsafeMutablePointer<z_stream>) -> Int32 { inflateEnd(stream) }

  static func make(_ context: Context, window: Int32, dictionary: Value) throws(Raised) -> Decompressor {
    if !dictionary.isEmpty, try context.bytes(of: dictionary) == nil {
      throw context.raise(.typeError, "zdict argument must support the buffer protocol")
    }
    let made = try allocate(context)
    try made.start(context, window: window, dictionary: dictionary)
    return made
  }

  private func decompress(_ context: Context, _ data: Value, limit: Int) throws(Raised) -> Value {
    if limit < 0 { throw context.raise(.valueError, "max_length must be non-negative") }
    let input = try context.bytesLike(data)
    let dictionary = try dictionaryBytes(context)
    let result = try locked(context) { () throws(Raised) in
      let result = try stream.run(
        context, input, room: Coding.bufferSize, limit: limit == 0 ? .max : limit, flush: Z_SYNC_FLUSH,
        lastFlush: Z_SYNC_FLUSH, dictionary: dictionary) { inflate($0, $1) }
      if result.failure == nil { try keep(context, input, result) }
      return result
    }
    if result.hasFailed {
      throw Zlib.raise(context, stream, result.status, result.failure ?? "while decompressing data")
    }
    return result.output.value
  }

  /// Keeps what was not used of an input, as what it is: data of others behind the end, or data for later.
  private func keep(_ context: Context, _ input: TextUnits, _ result: ZlibResult) throws(Raised) {
    let left = input.slice(input.count - result.left, input.count)
    var rest = left
    if result.isAtEnd {
      set(CodecFlag.atEnd)
      if left.count > 0 {
        var unused = try TextBuilder(context, capacity: left.count)
        try unused.append(context, bytes: Bytes(load(&pointer.pointee.unused)).units)
        try unused.append(context, bytes: left)
        publish(try unused.finishBytes(context).value, to: &pointer.pointee.unused)
      }
      rest = left.slice(0, 0)
    }
    if rest.count > 0 || Bytes(load(&pointer.pointee.rest)).count > 0 {
      let kept = try Bytes.make(context, UnsafeRawBufferPointer(start: rest.base, count: rest.count))
      publish(kept.value, to: &pointer.pointee.rest)
    }
  }

  private func flush(_ context: Context, room: Int) throws(Raised) -> Value {
    if room <= 0 { throw context.raise(.valueError, "length must be greater than zero") }
    if !has(CodecFlag.started) { return try Bytes.make(context, []).value }
    let dictionary = try dictionaryBytes(context)
    var what: StaticString = "while decompressing data"
    let result = try locked(context) { () throws(Raised) in
      let input = Bytes(load(&pointer.pointee.rest)).units
      var result = try stream.run(
        context, input, room: room, flush: Z_NO_FLUSH, lastFlush: Z_FINISH, dictionary: dictionary) { inflate($0, $1) }
      if result.failure == nil { try keep(context, input, result) }
      if result.isAtEnd {
        result.status = finish()
        what = "while finishing decompression"
      }
      return result
    }
    if result.hasFailed { throw Zlib.raise(context, stream, result.status, result.failure ?? what) }
    return result.output.value
  }

  private func copy(_ context: Context) throws(Raised) -> Value {
    let copy = try Decompressor.allocate(context)
    let status = try locked(context) { () throws(Raised) in
      publish(load(&pointer.pointee.dictionary), to: &copy.pointer.pointee.dictionary)
      publish(load(&pointer.pointee.unused), to: &copy.pointer.pointee.unused)
      publish(load(&pointer.pointee.rest), to: &copy.pointer.pointee.rest)
      copy.set(CodecFlag.atEnd, has(CodecFlag.atEnd))
      return inflateCopy(copy.stream, stream)
    }
    switch status {
    case Z_OK: copy.set(CodecFlag.started)
    case Z_STREAM_ERROR: throw context.raise(.valueError, "Inconsistent stream state")
    case Z_MEM_ERROR: throw context.raise(.memoryError, "Can't allocate memory for decompression object")
    default: throw Zlib.raise(context, stream, status, "while copying decompression object")
    }
    return copy.value
  }

  static let declaration = TypeDeclaration(
    native: nativeType, "zlib.Decompress", trace: trace, slots: [.noConstructor, .unary(.delete) { _, s in Decompressor(s).finalize() }],
    methods: [
      .three("decompress", "(self, data, /, max_length=0)") { c, s, data, limit in
        bridge(c) { () throws(Raised) in try Decompressor(s).decompress(c, data, limit: c.sizeArgument(limit)) }
      },
      .two("flush", "(self, length=16384, /)") { c, s, room in
        bridge(c) { () throws(Raised) in try Decompressor(s).flush(c, room: c.sizeArgument(room)) }
      },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try Decompressor(s).copy(c) } },
      .one("__copy__") { c, s in bridge(c) { () throws(Raised) in try Decompressor(s).copy(c) } },
      .two("__deepcopy__", "(self, memo, /)") { c, s, _ in
        bridge(c) { () throws(Raised) in try Decompressor(s).copy(c) }
      },
      .member("eof") { _, s in Value(Decompressor(s).has(CodecFlag.atEnd)) },
      .member("unused_data") { _, s in load(&Decompressor(s).pointer.pointee.unused) },
      .member("unconsumed_tail") { _, s in load(&Decompressor(s).pointer.pointee.rest) },
    ])
}

extension ZlibObject {
  /// Begins decompression. Data without a header say nothing of a dictionary: it is set at once.
  func start(_ context: Context, window: Int32, dictionary: Value) throws(Raised) {
    let none = try Bytes.make(context, []).value
    publish(dictionary, to: &pointer.pointee.dictionary)
    publish(none, to: &pointer.pointee.unused)
    publish(none, to: &pointer.pointee.rest)
    let status = Zlib.startInflating(stream, window)
    switch status {
    case Z_OK: set(CodecFlag.started)
    case Z_STREAM_ERROR: throw context.raise(.valueError, "Invalid initialization option")
    case Z_MEM_ERROR: throw context.raise(.memoryError, "Can't allocate memory for decompression object")
    default: throw Zlib.raise(context, stream, status, "while creating decompression object")
    }
    if window < 0, let bytes = try dictionaryBytes(context) {
      let status = stream.setDictionary(bytes)
      if status != Z_OK { throw Zlib.raise(context, stream, status, "while setting zdict") }
    }
  }

  func dictionaryBytes(_ context: Context) throws(Raised) -> UnsafeRawBufferPointer? {
    let dictionary = load(&pointer.pointee.dictionary)
    if dictionary.isEmpty { return nil }
    let units = try context.bytesLike(dictionary)
    return UnsafeRawBufferPointer(start: units.base, count: units.count)
  }
}
