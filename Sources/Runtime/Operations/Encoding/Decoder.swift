import CRuntime

extension Encoding {
  /// `bytes.decode(encoding, errors)` of the bytes of an object.
  static func decode(
    _ context: Context, _ object: Value, _ bytes: TextUnits, _ name: Text, _ errors: Text
  ) throws(Raised) -> Value {
    let encoding = try named(context, name)
    let buffer = bytes.bound(to: UInt8.self)
    switch encoding.form {
    case .latin1: return try Text.make(context, bytes).value
    case .ascii, .utf8:
      if bytes.codePointBound < 0x80 { return try Text.make(context, bytes).value }
      if encoding.form == .utf8, Decoder.firstError(buffer) == nil {
        return try Text.make(context, utf8: buffer).value
      }
    default: break
    }
    var decoder = Decoder(context, encoding, object, buffer, errors, try TextBuilder(context, capacity: bytes.count))
    try decoder.run()
    return try decoder.builder.finish(context).value
  }
}

private struct Decoder {
  /// What is wrong with some bytes.
  struct Fault {
    let end: Int
    let reason: StaticString
  }

  let context: Context
  var encoding: Encoding
  let object: Value
  let bytes: UnsafeBufferPointer<UInt8>
  let errors: Text
  var handling: ErrorHandling?
  var builder: TextBuilder
  var place = 0

  init(
    _ context: Context, _ encoding: Encoding, _ object: Value, _ bytes: UnsafeBufferPointer<UInt8>, _ errors: Text,
    _ builder: TextBuilder
  ) {
    (self.context, self.encoding, self.object, self.bytes) = (context, encoding, object, bytes)
    (self.errors, self.builder) = (errors, builder)
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
      if let fault { try handle(fault) }
    }
  }

  /// A mark at the start tells the order of the bytes, if the encoding's name does not.
  private mutating func readMark() {
    if !encoding.hasMark { return }
    encoding = encoding.form == .utf16 ? .littleEndian16 : .littleEndian32
    if bytes.count < encoding.unitSize { return }
    let mark = unit(0)
    if mark == 0xfeff {
      place = encoding.unitSize
    } else if mark == (encoding.form == .utf16 ? 0xfffe : 0xfffe_0000) {
      encoding = encoding.form == .utf16 ? .bigEndian16 : .bigEndian32
      place = encoding.unitSize
    }
  }

  private func unit(_ place: Int) -> UInt32 {
    var unit: UInt32 = 0
    for index in 0..<encoding.unitSize {
      let byte = bytes[place + (encoding.isBigEndian ? index : encoding.unitSize - 1 - index)]
      unit = unit << 8 | UInt32(byte)
    }
    return unit
  }

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
      if place + index == bytes.count { return (Fault(end: bytes.count, reason: "unexpected end of data"), 0) }
      let byte = bytes[place + index]
      if index == 1 ? byte < least || byte > most : byte & 0xc0 != 0x80 {
        return (Fault(end: place + index, reason: "invalid continuation byte"), 0)
      }
    }
    return (nil, count)
  }

  /// The place of the first malformed sequence of UTF-8.
  static func firstError(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var place = 0
    while place < bytes.count {
      if hasASCIIWord(base, place, bytes.count) {
        place += 8
        continue
      }
      let (fault, count) = fault(bytes, place)
      if fault != nil { return place }
      place += count
    }
    return nil
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
    if bytes.count - place < 2 { return Fault(end: bytes.count, reason: "truncated data") }
    let first = unit(place)
    if first & 0xf800 != 0xd800 {
      try builder.append(context, codePoint: first)
      place += 2
      return nil
    }
    if first >= 0xdc00 { return Fault(end: place + 2, reason: "illegal encoding") }
    if bytes.count - place < 4 { return Fault(end: bytes.count, reason: "unexpected end of data") }
    let second = unit(place + 2)
    if second & 0xfc00 != 0xdc00 { return Fault(end: place + 2, reason: "illegal UTF-16 surrogate") }
    try builder.append(context, codePoint: 0x10000 + (first & 0x3ff) << 10 + second & 0x3ff)
    place += 4
    return nil
  }

  private mutating func decode32() throws(Raised) -> Fault? {
    if bytes.count - place < 4 { return Fault(end: bytes.count, reason: "truncated data") }
    let code = unit(place)
    if code & 0xffff_f800 == 0xd800 {
      return Fault(end: place + 4, reason: "code point in surrogate code point range(0xd800, 0xe000)")
    }
    if code >= 0x110000 { return Fault(end: place + 4, reason: "code point not in range(0x110000)") }
    try builder.append(context, codePoint: code)
    place += 4
    return nil
  }

  // MARK: Errors

  private mutating func errorHandling() throws(Raised) -> ErrorHandling {
    if let handling { return handling }
    let named = try ErrorHandling.named(context, errors)
    handling = named
    return named
  }

  private mutating func handle(_ fault: Fault) throws(Raised) {
    let handling = try errorHandling()
    let run = place..<fault.end
    switch handling {
    case .ignore: break
    case .replace: try builder.append(context, codePoint: 0xfffd)
    case .backslashReplace:
      for index in run { try builder.appendEscape(context, UInt32(bytes[index]), quote: 0) }
    case .surrogateEscape:
      for index in run {
        if bytes[index] < 0x80 { throw raiseError(fault) }
        try builder.append(context, codePoint: 0xdc00 + UInt32(bytes[index]))
      }
    case .surrogatePass:
      if let (surrogate, size) = surrogate() {
        try builder.append(context, codePoint: surrogate)
        place += size
        return
      }
      throw raiseError(fault)
    case .characterReference, .nameReplace:
      throw context.raise(.typeError, "don't know how to handle UnicodeDecodeError in error callback")
    case .strict: throw raiseError(fault)
    }
    place = fault.end
  }

  /// The surrogate at the place, coded like any other code point, and how many bytes it has.
  private func surrogate() -> (UInt32, Int)? {
    let size = encoding.form == .utf8 ? 3 : encoding.unitSize
    if size < 2 || bytes.count - place < size { return nil }
    if encoding.form == .utf8 {
      let isSurrogate = bytes[place] == 0xed && bytes[place + 1] & 0xe0 == 0xa0 && bytes[place + 2] & 0xc0 == 0x80
      return isSurrogate ? (sequence(3), 3) : nil
    }
    let code = unit(place)
    return code & 0xffff_f800 == 0xd800 ? (code, size) : nil
  }

  private func raiseError(_ fault: Fault) -> Raised {
    do throws(Raised) {
      var copy = object
      if Bytes(ifHas: object) == nil { copy = try Bytes.make(context, UnsafeRawBufferPointer(bytes)).value }
      return context.raiseUnicodeError(.unicodeDecodeError, encoding.name, copy, place, fault.end, fault.reason)
    } catch {
      return error
    }
  }
}
