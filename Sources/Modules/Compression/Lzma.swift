import CLzma
import CRuntime
import Runtime

/// The module `_lzma`: compression by liblzma, which is opened when the module is imported.
enum Lzma {
  /// How compressed data are wrapped.
  enum Format {
    static var auto: Int32 { 0 }
    static var xz: Int32 { 1 }
    static var alone: Int32 { 2 }
    static var raw: Int32 { 3 }
  }

  static var presetDefault: UInt32 { 6 }
  /// Beyond the checks that there are: not known yet.
  static var unknownCheck: UInt32 { 16 }

  static let module = ModuleDeclaration(
    "_lzma", "Compression and decompression of data by liblzma.",
    functions: [
      .one("is_check_supported", "(check_id, /)", .function) { c, check in
        bridge(c) { () throws(Raised) in
          Value(lzma_check_is_supported(lzma_check(UInt32(bitPattern: try c.intArgument(check)))) != 0)
        }
      },
      .one("_encode_filter_properties", "(filter, /)", .function) { c, filter in
        bridge(c) { () throws(Raised) in try LzmaFilters.encodedProperties(c, filter) }
      },
      .two("_decode_filter_properties", "(filter_id, encoded_props, /)", .function) { c, filter, properties in
        bridge(c) { () throws(Raised) in
          try LzmaFilters.decodedProperties(c, c.unsigned(filter, .max, "lzma_vli"), c.bytesLike(properties))
        }
      },
    ],
    nativeTypes: [LzmaCompressor.declaration, LzmaDecompressor.declaration],
    fill: { (c, module) throws(Raised) in
      if let problem = lzma_load() { throw c.raise(.importError, String(cString: problem)) }
      try module.set(c, "LZMAError", error(c))
      for (name, number) in constants { try module.set(c, name, PythonInt.make(c, number)) }
    })

  private static let constants: [(StaticString, Int64)] = [
    ("FORMAT_AUTO", 0), ("FORMAT_XZ", 1), ("FORMAT_ALONE", 2), ("FORMAT_RAW", 3), ("CHECK_NONE", 0), ("CHECK_CRC32", 1),
    ("CHECK_CRC64", 4), ("CHECK_SHA256", 10), ("CHECK_ID_MAX", 15), ("CHECK_UNKNOWN", 16),
    ("FILTER_LZMA1", LzmaFilters.lzma1), ("FILTER_LZMA2", LzmaFilters.lzma2), ("FILTER_DELTA", LzmaFilters.delta),
    ("FILTER_X86", 4), ("FILTER_POWERPC", 5), ("FILTER_IA64", 6), ("FILTER_ARM", 7), ("FILTER_ARMTHUMB", 8),
    ("FILTER_SPARC", 9), ("MF_HC3", 0x03), ("MF_HC4", 0x04), ("MF_BT2", 0x12), ("MF_BT3", 0x13), ("MF_BT4", 0x14),
    ("MODE_FAST", 1), ("MODE_NORMAL", 2), ("PRESET_DEFAULT", Int64(presetDefault)), ("PRESET_EXTREME", 1 << 31),
  ]

  // MARK: Errors

  private static func error(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .lzmaError) { () throws(Raised) in
      try context.makeException("_lzma.LZMAError", base: .exception)
    }
  }

  static func raise(_ context: Context, _ message: String) -> Raised {
    do throws(Raised) {
      return context.raise(Exception(try context.call(error(context), Text.make(context, message).value)))
    } catch {
      return error
    }
  }

  static func hasFailed(_ status: lzma_ret) -> Bool {
    ![LZMA_OK, LZMA_STREAM_END, LZMA_NO_CHECK, LZMA_GET_CHECK].contains(status)
  }

  static func check(_ context: Context, _ status: lzma_ret) throws(Raised) {
    if hasFailed(status) { throw raise(context, status) }
  }

  /// The exception for what the library said.
  static func raise(_ context: Context, _ status: lzma_ret) -> Raised {
    switch status {
    case LZMA_UNSUPPORTED_CHECK: raise(context, "Unsupported integrity check")
    case LZMA_MEM_ERROR: context.raiseMemoryError()
    case LZMA_MEMLIMIT_ERROR: raise(context, "Memory usage limit exceeded")
    case LZMA_FORMAT_ERROR: raise(context, "Input format not supported by decoder")
    case LZMA_OPTIONS_ERROR: raise(context, "Invalid or unsupported options")
    case LZMA_DATA_ERROR: raise(context, "Corrupt input data")
    case LZMA_BUF_ERROR: raise(context, "Insufficient buffer space")
    case LZMA_PROG_ERROR: raise(context, "Internal error")
    default: raise(context, "Unrecognized error from liblzma: \(status.rawValue)")
    }
  }

  /// One call of the library's with a window.
  static func call(
    _ stream: UnsafeMutablePointer<lzma_stream>, _ window: inout CodingWindow, _ action: lzma_action
  ) -> lzma_ret {
    (stream.pointee.next_in, stream.pointee.avail_in) = (window.input, window.inputCount)
    (stream.pointee.next_out, stream.pointee.avail_out) = (window.output, window.room)
    let status = lzma_code(stream, action)
    window.advance(
      read: window.inputCount - stream.pointee.avail_in, written: window.room - stream.pointee.avail_out)
    (stream.pointee.next_in, stream.pointee.next_out) = (nil, nil)
    return status
  }
}

extension Context {
  /// An argument that C takes as an unsigned number of a type, at most `most`.
  func unsigned(_ value: Value, _ most: UInt64, _ type: StaticString) throws(Raised) -> UInt64 {
    let number = try index(of: value)
    if PythonInt.sign(number) < 0 { throw raise(.valueError, "Cannot convert negative int") }
    guard let fits = PythonInt.uint64(number), fits <= most else {
      throw raise(.overflowError, "Python int too large for C \(type)")
    }
    return fits
  }
}
