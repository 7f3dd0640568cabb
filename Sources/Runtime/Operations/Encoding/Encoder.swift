import CRuntime
import UnicodeTables

extension Encoding {
  /// `text.encode(encoding, errors)`.
  static func encode(_ context: Context, _ text: Text, _ name: Text, _ errors: Text) throws(Raised) -> Bytes {
    let encoding = try named(context, name)
    let units = text.units
    switch encoding.form {
    case .ascii, .latin1, .utf8:
      if text.isASCII || encoding.form == .latin1 && units.width == .one {
        return try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count))
      }
      if encoding.form == .utf8, units.firstSurrogate == nil { return try Bytes.make(context, utf8: text) }
    default: break
    }
    var encoder = Encoder(context, encoding, text, errors, try TextBuilder(context, capacity: units.count + 4))
    try encoder.run()
    let result = encoder.builder.units
    return try Bytes.make(context, UnsafeRawBufferPointer(start: result.base, count: result.count))
  }
}

private struct Encoder {
  let context: Context
  let encoding: Encoding
  let text: Text
  let units: TextUnits
  let errors: Text
  var handling: ErrorHandling?
  var builder: TextBuilder

  init(_ context: Context, _ encoding: Encoding, _ text: Text, _ errors: Text, _ builder: TextBuilder) {
    (self.context, self.encoding, self.text, self.errors, self.builder) = (context, encoding, text, errors, builder)
    units = text.units
  }

  mutating func run() throws(Raised) {
    if encoding.hasMark { try put(0xfeff) }
    var place = 0
    while place < units.count {
      if canEncode(units[place]) {
        try put(units[place])
        place += 1
        continue
      }
      var end = place + 1
      // Wide encodings report each surrogate by itself.
      if encoding.unitSize == 1 { while end < units.count, !canEncode(units[end]) { end += 1 } }
      try handle(place, end)
      place = end
    }
  }

  private func canEncode(_ code: UInt32) -> Bool {
    switch encoding.form {
    case .ascii: code < 0x80
    case .latin1: code < 0x100
    default: code & 0xffff_f800 != 0xd800
    }
  }

  private mutating func put(_ code: UInt32) throws(Raised) {
    switch encoding.form {
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
      if code < 0x10000 { return try putUnit(code, size: 2) }
      try putUnit(0xd800 + (code - 0x10000) >> 10, size: 2)
      try putUnit(0xdc00 + code & 0x3ff, size: 2)
    case .utf32: try putUnit(code, size: 4)
    }
  }

  private mutating func putUnit(_ unit: UInt32, size: UInt32) throws(Raised) {
    for place in 0..<size {
      let shift = 8 * (encoding.isBigEndian ? size - 1 - place : place)
      try builder.append(context, codePoint: unit >> shift & 0xff)
    }
  }

  private mutating func put(_ string: String) throws(Raised) {
    for scalar in string.unicodeScalars { try put(scalar.value) }
  }

  // MARK: Errors

  private mutating func errorHandling() throws(Raised) -> ErrorHandling {
    if let handling { return handling }
    let named = try ErrorHandling.named(context, errors)
    handling = named
    return named
  }

  private mutating func handle(_ start: Int, _ end: Int) throws(Raised) {
    let handling = try errorHandling()
    for place in start..<end {
      let code = units[place]
      switch handling {
      case .ignore: break
      case .replace: try put(0x3f)
      case .characterReference: try put("&#\(code);")
      case .backslashReplace: try put(escaped(code))
      case .nameReplace:
        if let name = Unicode16.name(of: code) { try put("\\N{\(name)}") } else { try put(escaped(code)) }
      case .surrogateEscape where encoding.unitSize == 1 && code >= 0xdc80 && code <= 0xdcff:
        try builder.append(context, codePoint: code - 0xdc00)
      case .surrogatePass where code & 0xffff_f800 == 0xd800 && encoding.form != .ascii && encoding.form != .latin1:
        try put(code)
      default: throw raiseError(place, end)
      }
    }
  }

  private func raiseError(_ start: Int, _ end: Int) -> Raised {
    context.raiseUnicodeError(.unicodeEncodeError, encoding.name, text.value, start, end, encoding.obstacle)
  }
}
