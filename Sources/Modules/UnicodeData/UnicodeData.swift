import CRuntime
import Runtime
import UnicodeTables

/// The module `unicodedata`. Its functions are those of the current edition of the database; the object `ucd_3_2_0` has
/// methods of the same names for the old one.
enum UnicodeData {
  static let module = ModuleDeclaration(
    "unicodedata", "The Unicode character database.",
    functions: [
      .one("bidirectional", "(chr, /) self", .function) { c, x in direction(c, x, .current) },
      .one("category", "(chr, /) self", .function) { c, x in category(c, x, .current) },
      .one("combining", "(chr, /) self", .function) { c, x in combiningClass(c, x, .current) },
      .two("decimal", "(chr, default=<unset>, /) self", .function) { c, x, other in decimal(c, x, other, .current) },
      .one("decomposition", "(chr, /) self", .function) { c, x in decomposition(c, x, .current) },
      .two("digit", "(chr, default=<unset>, /) self", .function) { c, x, other in digit(c, x, other) },
      .one("east_asian_width", "(chr, /) self", .function) { c, x in width(c, x, .current) },
      .two("is_normalized", "(form, unistr, /) self", .function) { c, form, text in isNormalized(c, form, text, .current) },
      .one("lookup", "(name, /) self", .function) { c, name in lookup(c, name, .current) },
      .one("mirrored", "(chr, /) self", .function) { c, x in mirrored(c, x, .current) },
      .two("name", "(chr, default=<unset>, /) self", .function) { c, x, other in name(c, x, other, .current) },
      .two("normalize", "(form, unistr, /) self", .function) { c, form, text in normalize(c, form, text, .current) },
      .two("numeric", "(chr, default=<unset>, /) self", .function) { c, x, other in numeric(c, x, other, .current) },
    ],
    nativeTypes: [OldUnicodeDatabase.declaration],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "unidata_version", Text.make(c, "16.0.0" as StaticString).value)
      try module.set(c, "ucd_3_2_0", OldUnicodeDatabase.allocate(c).value)
    })

  // MARK: Arguments

  private static func character(_ context: Context, _ value: Value, _ function: StaticString) throws(Raised) -> UInt32 {
    guard let text = Text(ifHas: value) else {
      throw context.raise(
        .typeError, "\(function) must be a unicode character, not \(context.typeName(of: value))")
    }
    if text.count == 1 { return text.codePoint(at: 0) }
    // The name of the function, with a colon behind it.
    let shown = "\(function)".split(separator: ")", maxSplits: 1).joined(separator: "):")
    throw context.raise(.typeError, "\(shown) must be a unicode character, not a string of length \(text.count)")
  }

  private static func text(_ context: Context, _ letters: UnsafePointer<CChar>) throws(Raised) -> Value {
    var count = 0
    while letters[count] != 0 { count += 1 }
    let bytes = UnsafeRawPointer(letters).assumingMemoryBound(to: UInt8.self)
    return try Text.interned(context, Text.make(context, ascii: UnsafeBufferPointer(start: bytes, count: count))).value
  }

  // MARK: Properties

  static func category(_ context: Context, _ value: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      try text(context, Unicode16.category(of: character(context, value, "category() argument"), in: edition))
    }
  }

  static func direction(_ context: Context, _ value: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      try text(context, Unicode16.direction(of: character(context, value, "bidirectional() argument"), in: edition))
    }
  }

  static func width(_ context: Context, _ value: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      try text(context, Unicode16.width(of: character(context, value, "east_asian_width() argument"), in: edition))
    }
  }

  static func combiningClass(_ context: Context, _ value: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      let code = try character(context, value, "combining() argument")
      if edition == .old, !Unicode16.isAssigned(code, in: edition) { return Value(smallInt: 0) }
      return Value(smallInt: Int64(Unicode16.combiningClass(code)))
    }
  }

  static func mirrored(_ context: Context, _ value: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      let code = try character(context, value, "mirrored() argument")
      return Value(smallInt: Unicode16.isMirrored(code, in: edition) ? 1 : 0)
    }
  }

  static func decomposition(_ context: Context, _ value: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      let code = try character(context, value, "decomposition() argument")
      let (tag, codes) = Unicode16.decomposition(of: code, in: edition)
      var parts = tag == 0 ? "" : "\(Unicode16.decompositionTags[tag])"
      for code in codes {
        let digits = String(code, radix: 16, uppercase: true)
        if !parts.isEmpty { parts += " " }
        parts += String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
      }
      return try Text.make(context, parts).value
    }
  }

  // MARK: Numbers

  /// The default, or ValueError where there is none.
  private static func absent(_ context: Context, _ fallback: Value, _ message: StaticString) throws(Raised) -> Value {
    if fallback.isEmpty { throw context.raise(.valueError, "\(message)") }
    return fallback
  }

  static func decimal(_ context: Context, _ value: Value, _ fallback: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      let number = Unicode16.number(of: try character(context, value, "decimal() argument 1"), in: edition)
      if let number, number.kind == .decimal { return Value(smallInt: Int64(number.numerator)) }
      return try absent(context, fallback, "not a decimal")
    }
  }

  /// Digits are those of the current edition in both.
  static func digit(_ context: Context, _ value: Value, _ fallback: Value) -> Value {
    bridge(context) { () throws(Raised) in
      let number = Unicode16.number(of: try character(context, value, "digit() argument 1"), in: .current)
      if let number, number.kind >= .digit { return Value(smallInt: Int64(number.numerator)) }
      return try absent(context, fallback, "not a digit")
    }
  }

  static func numeric(_ context: Context, _ value: Value, _ fallback: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      let number = Unicode16.number(of: try character(context, value, "numeric() argument 1"), in: edition)
      guard let number else { return try absent(context, fallback, "not a numeric character") }
      return try PythonFloat.make(context, number.numerator / number.denominator)
    }
  }

  // MARK: Names

  static func name(_ context: Context, _ value: Value, _ fallback: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      let code = try character(context, value, "name() argument 1")
      let name = edition == .current || Unicode16.isAssigned(code, in: edition) ? Unicode16.name(of: code) : nil
      guard let name else { return try absent(context, fallback, "no such name") }
      return try Text.make(context, name).value
    }
  }

  static func lookup(_ context: Context, _ name: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      let bytes: TextUnits
      if let text = Text(ifHas: name) {
        bytes = try Bytes.make(context, utf8: text).units
      } else {
        bytes = try context.bytesLike(name)
      }
      if bytes.count > 256 { throw context.raise(.keyError, "name too long") }
      let letters = UnsafeBufferPointer(start: bytes.base.assumingMemoryBound(to: UInt8.self), count: bytes.count)
      guard let codes = Unicode16.codePoints(named: letters, in: edition) else {
        throw context.raise(.keyError, "undefined character name '\(String(decoding: letters, as: UTF8.self))'")
      }
      var builder = try TextBuilder(context)
      for code in codes { try builder.append(context, codePoint: code) }
      return try builder.finish(context).value
    }
  }

  // MARK: Normal forms

  private static func form(_ context: Context, _ value: Value, _ function: StaticString) throws(Raised) -> NormalizationForm {
    let name = try context.textArgument(value, function)
    if name == "NFC" { return .nfc }
    if name == "NFD" { return .nfd }
    if name == "NFKC" { return .nfkc }
    if name == "NFKD" { return .nfkd }
    throw context.raise(.valueError, "invalid normalization form")
  }

  private static func normalized(
    _ context: Context, _ text: Text, _ form: NormalizationForm, _ edition: UnicodeEdition
  ) throws(Raised) -> Text {
    if text.isASCII { return text }
    let source = try Bytes.make(context, utf8: text)
    let bytes = source.bytes.assumingMemoryBound(to: UInt8.self)
    return try Text.make(context, utf8: Unicode16.normalize(bytes, to: form, in: edition))
  }

  static func normalize(_ context: Context, _ form: Value, _ text: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      _ = try context.textArgument(form, "normalize() argument 1")
      let text = try context.textArgument(text, "normalize() argument 2")
      let result = try normalized(context, text, self.form(context, form, "normalize() argument 1"), edition)
      return try result == text ? Text.slice(context, text, 0, text.count).value : result.value
    }
  }

  static func isNormalized(_ context: Context, _ form: Value, _ text: Value, _ edition: UnicodeEdition) -> Value {
    bridge(context) { () throws(Raised) in
      _ = try context.textArgument(form, "is_normalized() argument 1")
      let text = try context.textArgument(text, "is_normalized() argument 2")
      let form = try self.form(context, form, "is_normalized() argument 1")
      return Value(try Text.areEqual(text, normalized(context, text, form, edition)))
    }
  }
}

/// The type `unicodedata.UCD`, whose one object is `ucd_3_2_0`.
struct OldUnicodeDatabase: NativeObject {
  let pointer: UnsafeMutablePointer<ObjectHeader>
  init(pointer: UnsafeMutablePointer<ObjectHeader>) { self.pointer = pointer }
  static var nativeType: NativeType { .oldUnicodeDatabase }

  static let declaration = TypeDeclaration(
    native: .oldUnicodeDatabase, "unicodedata.UCD", trace: .leaf, slots: [.noConstructor],
    methods: [
      .two("bidirectional", "(self, chr, /)") { c, _, x in UnicodeData.direction(c, x, .old) },
      .two("category", "(self, chr, /)") { c, _, x in UnicodeData.category(c, x, .old) },
      .two("combining", "(self, chr, /)") { c, _, x in UnicodeData.combiningClass(c, x, .old) },
      .three("decimal", "(self, chr, default=<unset>, /)") { c, _, x, other in UnicodeData.decimal(c, x, other, .old) },
      .two("decomposition", "(self, chr, /)") { c, _, x in UnicodeData.decomposition(c, x, .old) },
      .three("digit", "(self, chr, default=<unset>, /)") { c, _, x, other in UnicodeData.digit(c, x, other) },
      .two("east_asian_width", "(self, chr, /)") { c, _, x in UnicodeData.width(c, x, .old) },
      .three("is_normalized", "(self, form, unistr, /)") { c, _, form, x in UnicodeData.isNormalized(c, form, x, .old) },
      .two("lookup", "(self, name, /)") { c, _, name in UnicodeData.lookup(c, name, .old) },
      .two("mirrored", "(self, chr, /)") { c, _, x in UnicodeData.mirrored(c, x, .old) },
      .three("name", "(self, chr, default=<unset>, /)") { c, _, x, other in UnicodeData.name(c, x, other, .old) },
      .three("normalize", "(self, form, unistr, /)") { c, _, form, x in UnicodeData.normalize(c, form, x, .old) },
      .three("numeric", "(self, chr, default=<unset>, /)") { c, _, x, other in UnicodeData.numeric(c, x, other, .old) },
      .member("unidata_version") { c, _ in
        bridge(c) { () throws(Raised) in try Text.make(c, "3.2.0" as StaticString).value }
      },
    ])
}
