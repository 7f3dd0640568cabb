import CRuntime

extension Encoding {
  /// `bytes.decode(encoding, errors)` of the bytes of an object.
  static func decode(
    _ context: Context, _ object: Value, _ bytes: TextUnits, _ name: Text, _ errors: Text
  ) throws(Raised) -> Value {
    try requireNames(context, name, errors)
    guard let (encoding, isDirect) = named(name) else {
      return try CodecRegistry(context).decode(object, name, errors).value
    }
    do throws(Raised) {
      return try encoding.decode(context, object, bytes, errors).text.value
    } catch {
      if !isDirect { context.addNote("decoding with '\(String(name))' codec failed") }
      throw error
    }
  }

  /// What decoding gives.
  public struct Decoded {
    public let text: Text
    /// How many bytes were used: not all, where the last sequence is incomplete and the input not at its end.
    public let used: Int
    /// The order of the bytes that a mark at the start has told.
    public let isBigEndian: Bool?
  }

  /// The bytes of an object as text. `isFinal` says that an incomplete sequence at their end is an error.
  public func decode(
    _ context: Context, _ object: Value, _ bytes: TextUnits, _ errors: Text, isFinal: Bool = true
  ) throws(Raised) -> Decoded {
    let buffer = bytes.bound(to: UInt8.self)
    switch form {
    case .latin1: return Decoded(text: try Text.make(context, bytes), used: bytes.count, isBigEndian: nil)
    case .ascii:
      if bytes.codePointBound < 0x80 {
        return Decoded(text: try Text.make(context, bytes), used: bytes.count, isBigEndian: nil)
      }
    case .utf8:
      let whole = isFinal ? bytes.count : Decoder.endOfWhole(buffer)
      if let text = try Text.make(context, strictUTF8: bytes.slice(0, whole)) {
        return Decoded(text: text, used: whole, isBigEndian: nil)
      }
    default: break
    }
    var decoder = Decoder(
      context, self, CodecErrors(context, self, errors, decoding: object, bytes),
      try TextBuilder(context, capacity: bytes.count))
    decoder.isFinal = isFinal
    try decoder.run()
    return Decoded(
      text: try decoder.builder.finish(context), used: decoder.place,
      isBigEndian: decoder.hasReadMark ? decoder.encoding.isBigEndian : nil)
  }
}

private struct Decoder {
  /// What is wrong with some bytes.
  struct Fault {
    let end: Int
    let reason: StaticString
    /// Whether more bytes might mend it.
    var isIncomplete = false
  }

  let context: Context
  var encoding: Encoding
  var errors: CodecErrors
  var bytes: UnsafeBufferPointer<UInt8>
  var builder: TextBuilder
  var place = 0
  var isFinal = true
  var hasReadMark = false

  init(_ context: Context, _ encoding: Encoding, _ errors: CodecErrors, _ builder: TextBuilder) {
    (self.context, self.encoding, self.errors, self.builder) = (context, encoding, errors, builder)
    bytes = errors.bytes
  }

  mutating func run() throws(Raised) {
    if encoding.unitSize > 1 { readMark() }
    while place < bytes.count {
      let fault: Fault?
      switch encoding.form {
      case .utf16: fault = try decode16()
      case .utf32: fault = try decode32()
      case .utf8: fault = try decode8()
      default:
        fault = bytes[place] < 0x80 ? nil : Fault(end: place + 1, reason: "ordinal not in range(128)")
        if fault == nil {
          try builder.append(context, codePoint: UInt32(bytes[place]))
          place += 1
        }
      }
      guard let fault else { continue }
      if fault.isIncomplete, !isFinal { return }
      try handle(fault)
    }
  }

  /// A mark at the start tells the order of the bytes, if the encoding's name does not.
  private mutating func readMark() {
    if !encoding.hasMark { return }
    encoding = encoding.form == .utf16 ? .littleEndian16 : .littleEndian32
    defer { errors.encoding = encoding }
    if bytes.count < encoding.unitSize { return }
    let mark = unit(0)
    let reversed: UInt32 = encoding.form == .utf16 ? 0xfffe : 0xfffe_0000
    if mark != 0xfeff, mark != reversed { return }
    if mark == reversed { encoding = encoding.form == .utf16 ? .bigEndian16 : .bigEndian32 }
    place = encoding.unitSize
    hasReadMark = true
  }

  private func unit(_ place: Int) -> UInt32 { encoding.unit(bytes, place) }

  // MARK: Forms

  /// The malformed sequence at a place; nil where it is well-formed, and then how many bytes it has.
  @inline(__always)
  static func fault(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> (fault: Fault?, count: Int) {
    let lead = bytes[place]
    if lead < 0x80 { return (nil, 1) }
    if lead < 0xc2 || lead > 0xf4 { return (Fault(end: place + 1, reason: "invalid start byte"), 0) }
    let count = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    // The second byte's bounds keep out surrogates, what is too long a form, and what lies beyond Unicode.
    let least: UInt8 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80
    let most: UInt8 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf
    for index in 1..<count {
      if place + index == bytes.count { return (Fault(end: bytes.count, reason: "unexpected end of data", isIncomplete: true), 0) }
      let byte = bytes[place + index]
      if index == 1 ? byte < least || byte > most : byte & 0xc0 != 0x80 {
        // The start of a surrogate, which an error handler may let pass once it is whole.
        let isPart = lead == 0xed && index == 1 && bytes.count - place == 2 && byte & 0xe0 == 0xa0
        return (Fault(end: place + index, reason: "invalid continuation byte", isIncomplete: isPart), 0)
      }
    }
    return (nil, count)
  }

  /// Where a sequence begins that is the last of UTF-8 and not complete, or the end.
  static func endOfWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    for place in (max(0, bytes.count - 3)..<bytes.count).reversed() where bytes[place] >= 0xc0 {
      return fault(bytes, place).fault?.isIncomplete == true ? place : bytes.count
    }
    return bytes.count
  }

  private mutating func decode8() throws(Raised) -> Fault? {
    let (fault, count) = Decoder.fault(bytes, place)
    if let fault { return fault }
    try builder.append(context, codePoint: sequence(count))
    place += count
    return nil
  }

  /// The code point of so many bytes.
  private func sequence(_ count: Int) -> UInt32 {
    var code = count == 1 ? UInt32(bytes[place]) : UInt32(bytes[place]) & (0x7f >> UInt32(count))
    for index in 1..<max(1, count) { code = code << 6 | UInt32(bytes[place + index] & 0x3f) }
    return code
  }

  private mutating func decode16() throws(Raised) -> Fault? {
    if bytes.count - place < 2 { return Fault(end: bytes.count, reason: "truncated data", isIncomplete: true) }
    let first = unit(place)
    if first & 0xf800 != 0xd800 {
      try builder.append(context, codePoint: first)
      place += 2
      return nil
    }
    if first >= 0xdc00 { return Fault(end: place + 2, reason: "illegal encoding") }
    if bytes.count - place < 4 { return Fault(end: bytes.count, reason: "unexpected end of data", isIncomplete: true) }
    let second = unit(place + 2)
    if second & 0xfc00 != 0xdc00 { return Fault(end: place + 2, reason: "illegal UTF-16 surrogate") }
    try builder.append(context, codePoint: 0x10000 + (first & 0x3ff) << 10 + second & 0x3ff)
    place += 4
    return nil
  }

  private mutating func decode32() throws(Raised) -> Fault? {
    if bytes.count - place < 4 { return Fault(end: bytes.count, reason: "truncated data", isIncomplete: true) }
    let code = unit(place)
    if code & 0xffff_f800 == 0xd800 {
      return Fault(end: place + 4, reason: "code point in surrogate code point range(0xd800, 0xe000)")
    }
    if code >= 0x110000 { return Fault(end: place + 4, reason: "code point not in range(0x110000)") }
    try builder.append(context, codePoint: code)
    place += 4
    return nil
  }

  /// Appends what stands for bytes that cannot be decoded.
  private mutating func handle(_ fault: Fault) throws(Raised) {
    let (text, next) = try errors.decode(place, fault.end, fault.reason)
    try builder.append(context, text)
    bytes = errors.bytes
    place = next
  }
}
