import CRuntime
import Runtime

/// The module `_json`, which makes `json` fast.
enum JsonModule {
  static let module = ModuleDeclaration(
    "_json", "Reading and writing JSON.",
    functions: [
      .one("encode_basestring", "(object, /) self", .function) { c, text in quoted(c, text, isASCII: false) },
      .one("encode_basestring_ascii", "(object, /) self", .function) { c, text in quoted(c, text, isASCII: true) },
      .three("scanstring", "(string, end, strict=True, /) parsed", .function) { c, text, end, isStrict in
        bridge(c) { () throws(Raised) in
          let start = try c.sizeArgument(end)
          let isStrict = try c.isTrue(isStrict)
          let text = try JsonModule.text(c, text)
          if start < 0 || start > text.count { throw c.raise(.valueError, "end is out of bounds") }
          return try JsonScanner.scan(c, text, start, isStrict: isStrict)
        }
      },
    ],
    hiddenTypes: [JsonScanner.declaration, JsonEncoder.declaration],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "make_scanner", c.type(.jsonScanner).value)
      try module.set(c, "make_encoder", c.type(.jsonEncoder).value)
    })

  /// As deep as values may be nested. What reads and writes them calls itself for each level.
  static var depthLimit: Int { 20_000 }

  static func text(_ context: Context, _ value: Value) throws(Raised) -> Text {
    if let text = Text(ifHas: value) { return text }
    throw context.raise(.typeError, "first argument must be a string, not \(context.typeName(of: value))")
  }

  private static func quoted(_ context: Context, _ value: Value, isASCII: Bool) -> Value {
    bridge(context) { () throws(Raised) in
      let text = try text(context, value)
      var builder = try TextBuilder(context, capacity: text.count + 2)
      try builder.append(context, json: text, isASCII: isASCII)
      return try builder.finish(context).value
    }
  }
}

extension TextBuilder {
  /// Appends a text in quotes, with escapes for what JSON does not take as it is; where `isASCII`, for all else too.
  mutating func append(_ context: Context, json text: Text, isASCII: Bool) throws(Raised) {
    try append(context, "\"")
    let units = text.units
    var start = 0
    for place in 0..<units.count {
      let code = units[place]
      if code >= 0x20, code != 0x22, code != 0x5c, code < 0x7f || !isASCII { continue }
      if place > start { try append(context, sliceOf: text, start, place) }
      start = place + 1
      try append(context, jsonEscape: code)
    }
    if start == 0 {
      try append(context, text)
    } else if start < units.count {
      try append(context, sliceOf: text, start, units.count)
    }
    try append(context, "\"")
  }

  private mutating func append(_ context: Context, jsonEscape code: UInt32) throws(Raised) {
    switch code {
    case 0x22: try append(context, "\\\"")
    case 0x5c: try append(context, "\\\\")
    case 0x0a: try append(context, "\\n")
    case 0x0d: try append(context, "\\r")
    case 0x09: try append(context, "\\t")
    case 0x0c: try append(context, "\\f")
    case 0x08: try append(context, "\\b")
    case 0x10000...:
      try append(context, jsonUnit: 0xd800 | (code - 0x10000) >> 10)
      try append(context, jsonUnit: 0xdc00 | code & 0x3ff)
    default: try append(context, jsonUnit: code)
    }
  }

  /// Appends a UTF-16 unit by its number.
  private mutating func append(_ context: Context, jsonUnit unit: UInt32) throws(Raised) {
    try append(context, "\\u")
    for place in 0..<4 as Swift.Range<UInt32> {
      let digit = BinaryText.hexadecimalDigit(UInt8(truncatingIfNeeded: unit >> (12 - 4 * place) & 15), isUpper: false)
      try append(context, codePoint: UInt32(digit))
    }
  }
}
