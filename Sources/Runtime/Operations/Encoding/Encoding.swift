import CRuntime

// The encodings that need no module: UTF-8, UTF-16, UTF-32, ASCII and Latin-1.

struct Encoding: BitwiseCopyable {
  enum Form: BitwiseCopyable {
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

  /// By their names, the usual ones first.
  private static let known: [(name: StaticString, encoding: Encoding)] = [
    ("utf-8", utf8), ("ascii", ascii), ("latin-1", latin1), ("utf8", utf8), ("latin1", latin1), ("u8", utf8),
    ("utf", utf8), ("us-ascii", ascii), ("646", ascii), ("ansi-x3.4-1968", ascii), ("iso646-us", ascii), ("us", ascii),
    ("iso-ir-6", ascii), ("cp367", ascii), ("iso-8859-1", latin1), ("iso8859-1", latin1), ("iso8859", latin1),
    ("8859", latin1), ("cp819", latin1), ("latin", latin1), ("l1", latin1), ("ibm819", latin1),
    ("utf-16", utf16), ("utf16", utf16), ("u16", utf16), ("utf-16-le", littleEndian16), ("utf-16le", littleEndian16),
    ("utf16-le", littleEndian16), ("utf16le", littleEndian16), ("utf-16-be", bigEndian16), ("utf-16be", bigEndian16),
    ("utf16-be", bigEndian16), ("utf16be", bigEndian16), ("utf-32", utf32), ("utf32", utf32), ("u32", utf32),
    ("utf-32-le", littleEndian32), ("utf-32le", littleEndian32), ("utf32-le", littleEndian32),
    ("utf32le", littleEndian32), ("utf-32-be", bigEndian32), ("utf-32be", bigEndian32), ("utf32-be", bigEndian32),
    ("utf32be", bigEndian32),
  ]

  private static let utf8 = Encoding(form: .utf8, name: "utf-8")
  private static let ascii = Encoding(form: .ascii, name: "ascii")
  private static let latin1 = Encoding(form: .latin1, name: "latin-1")
  private static let utf16 = Encoding(form: .utf16, name: "utf-16", hasMark: true)
  private static let utf32 = Encoding(form: .utf32, name: "utf-32", hasMark: true)
  static let littleEndian16 = Encoding(form: .utf16, name: "utf-16-le")
  static let bigEndian16 = Encoding(form: .utf16, name: "utf-16-be", isBigEndian: true)
  static let littleEndian32 = Encoding(form: .utf32, name: "utf-32-le")
  static let bigEndian32 = Encoding(form: .utf32, name: "utf-32-be", isBigEndian: true)

  /// The encoding of a name: in any case, with `_` or a blank for a hyphen.
  static func named(_ context: Context, _ name: Text) throws(Raised) -> Encoding {
    for row in known where name == row.name { return row.encoding }
    if name.units.firstIndex(ofUnit: 0) != nil { throw context.raise(.valueError, "embedded null character") }
    for row in known where matches(name.units, row.name) { return row.encoding }
    throw context.raise(.lookupError, "unknown encoding: \(String(name))")
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
}

/// What is done with what cannot be encoded or decoded.
enum ErrorHandling: BitwiseCopyable {
  case strict, ignore, replace, backslashReplace, surrogateEscape, surrogatePass, characterReference, nameReplace

  private static let names: [(StaticString, ErrorHandling)] = [
    ("strict", .strict), ("ignore", .ignore), ("replace", .replace), ("backslashreplace", .backslashReplace),
    ("surrogateescape", .surrogateEscape), ("surrogatepass", .surrogatePass),
    ("xmlcharrefreplace", .characterReference), ("namereplace", .nameReplace),
  ]

  /// Asked only once something is wrong: an unknown name does no harm before.
  static func named(_ context: Context, _ name: Text) throws(Raised) -> ErrorHandling {
    for row in names where name == row.0 { return row.1 }
    throw context.raise(.lookupError, "unknown error handler name '\(String(name))'")
  }
}
