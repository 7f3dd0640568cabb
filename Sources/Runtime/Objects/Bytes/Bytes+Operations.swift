import CRuntime

// Finding, counting, prefixes: see `units`.

extension Bytes {
  @inline(__always)
  public static func hash(_ context: Context, _ bytes: Bytes) -> Int64 {
    let word = UnsafeMutableRawPointer(bytes.pointer) + 8
    let known = Int64(bitPattern: load_relaxed_u64(word))
    if known != 0 { return known }
    let hash = context.interpreter.pointee.texts.hashKey.hash(bytes.bytes)
    store_relaxed_u64(word, UInt64(bitPattern: hash))
    return hash
  }

  public static func areEqual(_ left: Bytes, _ right: Bytes) -> Bool {
    left == right || TextUnits.areEqual(left.units, right.units)
  }

  /// Negative, zero or positive.
  public static func compare(_ left: Bytes, _ right: Bytes) -> Int { TextUnits.compare(left.units, right.units) }

  /// `left + right`, also for those of mutable bytes.
  public static func concatenate(
    _ context: Context, _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) throws(Raised) -> Bytes {
    let (count, overflow) = left.count.addingReportingOverflow(right.count)
    if overflow { throw context.raiseMemoryError() }
    let result = try allocate(context, count: count)
    if let base = left.baseAddress { result.base.copyMemory(from: base, byteCount: left.count) }
    if let base = right.baseAddress { (result.base + left.count).copyMemory(from: base, byteCount: right.count) }
    return result
  }

  /// `bytes * times`.
  public static func repeated(_ context: Context, _ bytes: Bytes, times: Int) throws(Raised) -> Bytes {
    if times == 1, bytes.pointer.pointee.header.kind == kind.rawValue { return bytes }
    if times <= 0 || bytes.count == 0 { return try allocate(context, count: 0) }
    let (count, overflow) = bytes.count.multipliedReportingOverflow(by: times)
    if overflow { throw context.raise(.overflowError, "repeated bytes are too long") }
    let result = try allocate(context, count: count)
    repeatBytes(of: UnsafeRawPointer(bytes.base), bytes.count, times: times, to: result.base)
    return result
  }

  /// `repr(bytes)`.
  public static func representation(_ context: Context, _ bytes: Bytes) throws(Raised) -> Text {
    var builder = try TextBuilder(context, capacity: bytes.count + 3)
    try builder.append(context, "b")
    try builder.appendQuoted(context, bytes.bytes)
    return try builder.finish(context)
  }
}

extension TextBuilder {
  /// Appends bytes in quotes as `repr` writes them, without its `b`. Of a bytearray, apostrophes are always escaped.
  public mutating func appendQuoted(
    _ context: Context, _ bytes: UnsafeRawBufferPointer, escapesApostrophe: Bool = false
  ) throws(Raised) {
    var quote: UInt32 = 0x27
    if let base = bytes.baseAddress {
      quote = TextUnits(base: base, count: bytes.count, width: .one).preferredQuote
    }
    try append(context, codePoint: quote)
    for byte in bytes {
      let code = UInt32(byte)
      if code == 0x27, escapesApostrophe {
        try append(context, "\\'")
      } else if code == quote || code == 0x5c || code < 0x20 || code >= 0x7f {
        try appendEscape(context, code, quote: quote)
      } else {
        try append(context, codePoint: code)
      }
    }
    try append(context, codePoint: quote)
  }
}
