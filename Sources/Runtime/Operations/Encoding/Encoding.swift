import CRuntime

// The encodings that need no module: UTF-8, UTF-16, UTF-32, ASCII and Latin-1.

public struct Encoding: BitwiseCopyable, Sendable {
  enum Form: BitwiseCopyable, Sendable {
    case ascii, latin1, utf8, utf16, utf32
  }

  let form: Form
  /// As exceptions show it.
  let name: StaticString
  var isBigEndian = false
  /// Whether the bytes begin with a mark of their order.
  var hasMark = false

  /// Bytes of a unit.
  var unitSize: Int { form == .utf16 ? 2 : form == .utf32 ? 4 : 1 }

  /// Why a code point cannot be encoded.
  var obstacle: StaticString {
    switch form {
    case .ascii: "ordinal not in range(128)"
    case .latin1: "ordinal not in range(256)"
    default: "surrogates not allowed"
    }
  }

  // MARK: Names

  /// By the names under which `str.encode` and `bytes.decode` know them without the registry of codecs.
  private static let direct: [(name: StaticString, encoding: Encoding)] = [
    ("utf-8", utf8), ("ascii", ascii), ("latin-1", latin1), ("utf8", utf8), ("latin1", latin1), ("us-ascii", ascii),
    ("iso-8859-1", latin1), ("iso8859-1", latin1), ("utf-16", utf16), ("utf16", utf16), ("utf-32", utf32),
    ("utf32", utf32),
  ]

  /// By names that the registry leads from to these very encodings.
  private static let aliases: [(name: StaticString, encoding: Encoding)] = [
    ("u8", utf8), ("utf", utf8), ("646", ascii), ("ansi-x3.4-1968", ascii), ("iso646-us", ascii), ("us", ascii),
    ("iso-ir-6", ascii), ("cp367", ascii), ("iso8859", latin1), ("8859", latin1), ("cp819", latin1), ("latin", latin1),
    ("l1", latin1), ("ibm819", latin1), ("u16", utf16), ("utf-16-le", littleEndian16), ("utf-16le", littleEndian16),
    ("utf16-le", littleEndian16), ("utf16le", littleEndian16), ("utf-16-be", bigEndian16), ("utf-16be", bigEndian16),
    ("utf16-be", bigEndian16), ("utf16be", bigEndian16), ("u32", utf32), ("utf-32-le", littleEndian32),
    ("utf-32le", littleEndian32), ("utf32-le", littleEndian32), ("utf32le", littleEndian32),
    ("utf-32-be", bigEndian32), ("utf-32be", bigEndian32), ("utf32-be", bigEndian32), ("utf32be", bigEndian32),
  ]

  public static var utf8: Encoding { Encoding(form: .utf8, name: "utf-8") }
  public static var ascii: Encoding { Encoding(form: .ascii, name: "ascii") }
  public static var latin1: Encoding { Encoding(form: .latin1, name: "latin-1") }
  public static var utf16: Encoding { Encoding(form: .utf16, name: "utf-16", hasMark: true) }
  public static var utf32: Encoding { Encoding(form: .utf32, name: "utf-32", hasMark: true) }
  public static var littleEndian16: Encoding { Encoding(form: .utf16, name: "utf-16-le") }
  public static var bigEndian16: Encoding { Encoding(form: .utf16, name: "utf-16-be", isBigEndian: true) }
  public static var littleEndian32: Encoding { Encoding(form: .utf32, name: "utf-32-le") }
  public static var bigEndian32: Encoding { Encoding(form: .utf32, name: "utf-32-be", isBigEndian: true) }

  /// The encoding of a name, in any case, with `_` or a blank for a hyphen; nil where the registry has to be asked.
  public static func named(_ name: Text) -> (encoding: Encoding, isDirect: Bool)? {
    if name == "utf-8" { return (utf8, true) }
    for row in direct where name == row.name { return (row.encoding, true) }
    for row in direct where matches(name.units, row.name) { return (row.encoding, true) }
    for row in aliases where matches(name.units, row.name) { return (row.encoding, false) }
    return nil
  }

  private static func matches(_ name: TextUnits, _ candidate: StaticString) -> Bool {
    var (start, end) = (0, name.count)
    while start < end, name[start] == 0x20 { start += 1 }
    while start < end, name[end - 1] == 0x20 { end -= 1 }
    if end - start != candidate.utf8CodeUnitCount { return false }
    for place in 0..<(end - start) {
      var code = name[start + place]
      if code == 0x5f || code == 0x20 { code = 0x2d }
      if code &- 0x41 < 26 { code += 0x20 }
      if code != UInt32(candidate.utf8Start[place]) { return false }
    }
    return true
  }

  // MARK: Units

  /// The unit of bytes that begins at a place.
  func unit(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt32 {
    var unit: UInt32 = 0
    for index in 0..<unitSize {
      unit = unit << 8 | UInt32(bytes[place + (isBigEndian ? index : unitSize - 1 - index)])
    }
    return unit
  }

  /// Appends the bytes of a code point, which may be a surrogate.
  func put(_ context: Context, _ code: UInt32, to builder: inout TextBuilder) throws(Raised) {
    switch form {
    case .ascii, .latin1: try builder.append(context, codePoint: code)
    case .utf8:
      if code < 0x80 { return try builder.append(context, codePoint: code) }
      if code < 0x800 {
        try builder.append(context, codePoint: code >> 6 | 0xc0)
      } else {
        if code < 0x10000 {
          try builder.append(context, codePoint: code >> 12 | 0xe0)
        } else {
          try builder.append(context, codePoint: code >> 18 | 0xf0)
          try builder.append(context, codePoint: code >> 12 & 0x3f | 0x80)
        }
        try builder.append(context, codePoint: code >> 6 & 0x3f | 0x80)
      }
      try builder.append(context, codePoint: code & 0x3f | 0x80)
    case .utf16:
      if code < 0x10000 { return try putUnit(context, code, to: &builder) }
      try putUnit(context, 0xd800 + (code - 0x10000) >> 10, to: &builder)
      try putUnit(context, 0xdc00 + code & 0x3ff, to: &builder)
    case .utf32: try putUnit(context, code, to: &builder)
    }
  }

  private func putUnit(_ context: Context, _ unit: UInt32, to builder: inout TextBuilder) throws(Raised) {
    for place in 0..<unitSize {
      let shift = UInt32(8 * (isBigEndian ? unitSize - 1 - place : place))
      try builder.append(context, codePoint: unit >> shift & 0xff)
    }
  }
}
