import CLzma
import CRuntime
import Runtime

protocol LzmaObject: CodecObject where Stream == lzma_stream {}

extension LzmaObject {
  static func end(_ stream: UnsafeMutablePointer<lzma_stream>) -> Int32 {
    lzma_end(stream)
    return 0
  }

  /// What the library said to the beginning of a stream.
  func begin(_ context: Context, _ status: lzma_ret) throws(Raised) {
    try Lzma.check(context, status)
    set(CodecFlag.started)
  }
}

/// `_lzma.LZMACompressor`.
struct LzmaCompressor: LzmaObject {
  let pointer: UnsafeMutablePointer<CodecLayout<lzma_stream>>
  init(pointer: UnsafeMutablePointer<CodecLayout<lzma_stream>>) { self.pointer = pointer }
  static var nativeType: NativeType { .lzmaCompressor }

  private static func make(
    _ context: Context, _ type: Type, format: Int32, check: Int32, preset: Value, filters: Value
  ) throws(Raised) -> LzmaCompressor {
    if preset != .none, filters != .none {
      throw context.raise(.valueError, "Cannot specify both preset and filter chain")
    }
    let level = try preset == .none
      ? Lzma.presetDefault : UInt32(context.unsigned(preset, UInt64(UInt32.max), "uint32_t"))
    if format != Lzma.Format.xz, check != -1, check != Int32(LZMA_CHECK_NONE.rawValue) {
      throw context.raise(.valueError, "Integrity checks are only supported by FORMAT_XZ")
    }
    let made = try allocate(context, type)
    switch format {
    case Lzma.Format.xz:
      let sum = check == -1 ? LZMA_CHECK_CRC64 : lzma_check(UInt32(bitPattern: check))
      if filters == .none {
        try made.begin(context, lzma_easy_encoder(made.stream, level, sum))
      } else {
        try LzmaFilters.with(context, filters) { (filters) throws(Raised) in
          try made.begin(context, lzma_stream_encoder(made.stream, filters.rows, sum))
        }
      }
    case Lzma.Format.alone: try made.startAlone(context, level, filters)
    case Lzma.Format.raw:
      if filters == .none { throw context.raise(.valueError, "Must specify filters for FORMAT_RAW") }
      try LzmaFilters.with(context, filters) { (filters) throws(Raised) in
        try made.begin(context, lzma_raw_encoder(made.stream, filters.rows))
      }
    default: throw context.raise(.valueError, "Invalid container format: \(format)")
    }
    return made
  }

  private func startAlone(_ context: Context, _ level: UInt32, _ filters: Value) throws(Raised) {
    if filters == .none {
      var options = lzma_options_lzma()
      if lzma_lzma_preset(&options, level) != 0 {
        throw Lzma.raise(context, "Invalid compression preset: \(level)")
      }
      return try begin(context, lzma_alone_encoder(stream, &options))
    }
    try LzmaFilters.with(context, filters) { (filters) throws(Raised) in
      guard filters.count == 1, filters.rows[0].id == UInt64(LzmaFilters.lzma1) else {
        throw context.raise(
          .valueError, "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter")
      }
      let options = filters.rows[0].options?.assumingMemoryBound(to: lzma_options_lzma.self)
      try begin(context, lzma_alone_encoder(stream, options))
    }
  }

  private func compress(
    _ context: Context, _ input: TextUnits, _ action: lzma_action, ifFlushed message: String
  ) throws(Raised) -> Value {
    var status = LZMA_OK
    let result = try locked(context) { () throws(Raised) in
      if has(CodecFlag.atEnd) { throw context.raise(.valueError, message) }
      if action == LZMA_FINISH { set(CodecFlag.atEnd) }
      return try Coding.run(context, input) { window in
        status = Lzma.call(stream, &window, action)
        if status == LZMA_BUF_ERROR, window.inputCount == 0, window.room > 0 { status = LZMA_OK }
        if Lzma.hasFailed(status) { return .failed }
        if status == LZMA_STREAM_END { return .atEnd }
        return action == LZMA_RUN && window.inputCount == 0 && window.room > 0 ? .starved : .more
      }
    }
    if result.last == .failed { throw Lzma.raise(context, status) }
    return result.output.value
  }

  static let declaration = TypeDeclaration(
    native: nativeType, "_lzma.LZMACompressor", trace: trace,
    documentation: "Compresses data in parts.",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "LZMACompressor", "(type, format=1, check=-1, preset=None, filters=None)",
          { c, a in
            bridge(c) { () throws(Raised) in
              try make(
                c, Type(a[0]), format: c.intArgument(a[1]), check: c.intArgument(a[2]), preset: a[3], filters: a[4]
              ).value
            }
          }, type, arguments, Int(count), names)
      },
      .unary(.delete) { _, s in LzmaCompressor(s).finalize() },
    ],
    methods: [
      .two("compress", "(self, data, /)") { c, s, data in
        bridge(c) { () throws(Raised) in
          try LzmaCompressor(s).compress(c, c.bytesLike(data), LZMA_RUN, ifFlushed: "Compressor has been flushed")
        }
      },
      .one("flush") { c, s in
        bridge(c) { () throws(Raised) in
          try LzmaCompressor(s).compress(
            c, Bytes.make(c, []).units, LZMA_FINISH, ifFlushed: "Repeated call to flush()")
        }
      },
    ])
}

/// `_lzma.LZMADecompressor`. Its flags say from bit 8 on which check its data have.
struct LzmaDecompressor: LzmaObject {
  let pointer: UnsafeMutablePointer<CodecLayout<lzma_stream>>
  init(pointer: UnsafeMutablePointer<CodecLayout<lzma_stream>>) { self.pointer = pointer }
  static var nativeType: NativeType { .lzmaDecompressor }

  private var check: UInt32 {
    get { UInt32(truncatingIfNeeded: pointer.pointee.flags >> 8) }
    nonmutating set { pointer.pointee.flags = pointer.pointee.flags & 0xff | Int64(newValue) << 8 }
  }

  private static func make(
    _ context: Context, _ type: Type, format: Int32, limit: Value, filters: Value
  ) throws(Raised) -> LzmaDecompressor {
    if limit != .none, format == Lzma.Format.raw {
      throw context.raise(.valueError, "Cannot specify memory limit with FORMAT_RAW")
    }
    let memory = try limit == .none ? UInt64.max : context.unsigned(limit, .max, "uint64_t")
    if format == Lzma.Format.raw, filters == .none {
      throw context.raise(.valueError, "Must specify filters for FORMAT_RAW")
    }
    if format != Lzma.Format.raw, filters != .none {
      throw context.raise(.valueError, "Cannot specify filters except with FORMAT_RAW")
    }
    let made = try allocate(context, type)
    try made.startParts(context)
    made.check = Lzma.unknownCheck
    // LZMA_TELL_NO_CHECK and LZMA_TELL_ANY_CHECK, which are casts in C.
    let told: UInt32 = 0x01 | 0x04
    switch format {
    case Lzma.Format.auto: try made.begin(context, lzma_auto_decoder(made.stream, memory, told))
    case Lzma.Format.xz: try made.begin(context, lzma_stream_decoder(made.stream, memory, told))
    case Lzma.Format.alone:
      made.check = LZMA_CHECK_NONE.rawValue
      try made.begin(context, lzma_alone_decoder(made.stream, memory))
    case Lzma.Format.raw:
      made.check = LZMA_CHECK_NONE.rawValue
      try LzmaFilters.with(context, filters) { (filters) throws(Raised) in
        try made.begin(context, lzma_raw_decoder(made.stream, filters.rows))
      }
    default: throw context.raise(.valueError, "Invalid container format: \(format)")
    }
    return made
  }

  private func decompress(_ context: Context, _ data: Value, limit: Int) throws(Raised) -> Value {
    var status = LZMA_OK
    let atEnd: StaticString = "Already at end of stream"
    let output = try decodePart(context, data, limit: limit, keepsOutput: true, atEnd: atEnd) { window in
      status = Lzma.call(stream, &window, LZMA_RUN)
      if status == LZMA_BUF_ERROR, window.inputCount == 0, window.room > 0 { status = LZMA_OK }
      if Lzma.hasFailed(status) { return .failed }
      if status == LZMA_GET_CHECK || status == LZMA_NO_CHECK { check = lzma_get_check(stream).rawValue }
      if status == LZMA_STREAM_END { return .atEnd }
      return window.inputCount == 0 && window.room > 0 ? .starved : .more
    }
    if let output { return output }
    throw Lzma.raise(context, status)
  }

  static let declaration = TypeDeclaration(
    native: nativeType, "_lzma.LZMADecompressor", trace: trace,
    documentation: "Decompresses data in parts.",
    signature: "(format=FORMAT_AUTO, memlimit=None, filters=None)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "LZMADecompressor", "(type, format=0, memlimit=None, filters=None)",
          { c, a in
            bridge(c) { () throws(Raised) in
              try make(c, Type(a[0]), format: c.intArgument(a[1]), limit: a[2], filters: a[3]).value
            }
          }, type, arguments, Int(count), names)
      },
      .unary(.delete) { _, s in LzmaDecompressor(s).finalize() },
    ],
    methods: [
      .three("decompress", "(self, /, data, max_length=-1)") { c, s, data, limit in
        bridge(c) { () throws(Raised) in
          try LzmaDecompressor(s).decompress(c, data, limit: c.sizeArgument(limit))
        }
      },
      .member("check") { _, s in Value(smallInt: Int64(LzmaDecompressor(s).check)) },
      .member("eof") { _, s in LzmaDecompressor(s).isAtEnd },
      .member("unused_data") { _, s in LzmaDecompressor(s).unusedData },
      .member("needs_input") { _, s in LzmaDecompressor(s).needsInput },
    ])
}
