import CRuntime
import Runtime

/// `_csv.Dialect`: how rows are written.
struct RowDialectLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Code points; −1 for none.
  var delimiter: Int64
  var quote: Int64
  var escape: Int64
  /// A `QuoteStyle`.
  var quoting: Int64
  var doublesQuotes: Int64
  var skipsSpace: Int64
  var isStrict: Int64
  /// A text.
  var lineEnd: Value
}

struct RowDialect: NativeObject {
  let pointer: UnsafeMutablePointer<RowDialectLayout>
  init(pointer: UnsafeMutablePointer<RowDialectLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .csvDialect }

  var quoting: SeparatedValues.QuoteStyle { .init(rawValue: pointer.pointee.quoting) ?? .minimal }

  private static var parameters: [StaticString] {
    [
      "delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict",
    ]
  }

  /// The dialect of a name, or of an object with attributes, with other parameters where keywords give them.
  static func make(
    _ context: Context, _ base: Value, _ keywords: Dict, as type: Type? = nil
  ) throws(Raised) -> RowDialect {
    var base = base
    let named = try keywords.remove(context, context.interned("dialect"))
    if !named.isEmpty {
      if !base.isEmpty {
        throw context.raise(.typeError, "argument for function given by name ('dialect') and position (1)")
      }
      base = named
    }
    if Text(ifHas: base) != nil { base = try SeparatedValues.dialect(context, named: base) }
    if type == nil, keywords.count == 0, let dialect = RowDialect(ifHas: base) { return dialect }
    var position = 0
    while let (key, _) = keywords.next(&position) {
      if let name = Text(ifHas: key), parameters.contains(where: { name == $0 }) { continue }
      let shown = try context.reprString(key)
      throw context.raise(.typeError, "this function got an unexpected keyword argument \(shown)")
    }
    func parameter(_ name: StaticString) throws(Raised) -> Value {
      let given = try keywords.value(context, for: context.interned(name))
      return given.isEmpty && !base.isEmpty ? try context.attributeIfAny(base, name) : given
    }
    let dialect = try allocate(context, type)
    try dialect.fill(context, parameter)
    try dialect.validate(context)
    return dialect
  }

  // MARK: Parameters

  private func fill(
    _ context: Context, _ parameter: (StaticString) throws(Raised) -> Value
  ) throws(Raised) {
    let layout = pointer
    layout.pointee.delimiter = try character(context, parameter("delimiter"), "delimiter", orElse: 0x2c, isOptional: false)
    layout.pointee.doublesQuotes = try truth(context, parameter("doublequote"), orElse: true)
    layout.pointee.escape = try character(context, parameter("escapechar"), "escapechar", orElse: -1)
    let lineEnd = try parameter("lineterminator")
    if !lineEnd.isEmpty, Text(ifHas: lineEnd) == nil {
      throw context.raise(
        .typeError, "\"lineterminator\" must be a string, not \(context.typeName(of: lineEnd))")
    }
    layout.pointee.lineEnd = lineEnd.isEmpty ? try Text.make(context, "\r\n" as StaticString).value : lineEnd
    let quote = try parameter("quotechar")
    layout.pointee.quote = try character(context, quote, "quotechar", orElse: 0x22)
    let quoting = try parameter("quoting")
    if quoting.isEmpty {
      layout.pointee.quoting = (quote == .none ? .none : SeparatedValues.QuoteStyle.minimal).rawValue
    } else {
      if !context.isInt(quoting) {
        throw context.raise(.typeError, "\"quoting\" must be an integer, not \(context.typeName(of: quoting))")
      }
      guard let style = SeparatedValues.QuoteStyle(rawValue: PythonInt.int64(quoting) ?? -1) else {
        throw context.raise(.typeError, "bad \"quoting\" value")
      }
      layout.pointee.quoting = style.rawValue
    }
    layout.pointee.skipsSpace = try truth(context, parameter("skipinitialspace"), orElse: false)
    layout.pointee.isStrict = try truth(context, parameter("strict"), orElse: false)
  }

  private func truth(_ context: Context, _ value: Value, orElse fallback: Bool) throws(Raised) -> Int64 {
    (value.isEmpty ? fallback : try context.isTrue(value)) ? 1 : 0
  }

  private func character(
    _ context: Context, _ value: Value, _ name: StaticString, orElse fallback: Int64, isOptional: Bool = true
  ) throws(Raised) -> Int64 {
    if value.isEmpty { return fallback }
    if value == .none, isOptional { return -1 }
    if let text = Text(ifHas: value), text.count == 1 { return Int64(text.codePoint(at: 0)) }
    let found = Text(ifHas: value).map { "a string of length \($0.count)" } ?? context.typeName(of: value)
    let wanted = isOptional ? "a unicode character or None" : "a unicode character"
    throw context.raise(.typeError, "\"\(name)\" must be \(wanted), not \(found)")
  }

  /// ValueError for characters that would have two meanings.
  private func validate(_ context: Context) throws(Raised) {
    let layout = pointer.pointee
    if layout.quote < 0, quoting != .none {
      throw context.raise(.typeError, "quotechar must be set if quoting enabled")
    }
    let characters: [(name: StaticString, code: Int64)] = [
      ("delimiter", layout.delimiter), ("escapechar", layout.escape), ("quotechar", layout.quote),
    ]
    for (name, code) in characters {
      let isSpace = code == 0x20 && layout.skipsSpace != 0 && code != layout.delimiter
      if code == 0x0a || code == 0x0d || isSpace { throw context.raise(.valueError, "bad \(name) value") }
    }
    for (first, second) in [(0, 1), (0, 2), (1, 2)] where characters[first].code == characters[second].code {
      if characters[first].code < 0 { continue }
      throw context.raise(.valueError, "bad \(characters[first].name) or \(characters[second].name) value")
    }
    let lineEnd = Text(layout.lineEnd)
    for (name, code) in characters where code >= 0 {
      for index in 0..<lineEnd.count where Int64(lineEnd.codePoint(at: index)) == code {
        throw context.raise(.valueError, "bad \(name) or lineterminator value")
      }
    }
  }

  // MARK: Declaration

  private static func text(_ context: Context, _ code: Int64) -> Value {
    if code < 0 { return .none }
    return bridge(context) { () throws(Raised) in try Text.make(context, codePoint: UInt32(code)).value }
  }

  private static let construct: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in try make(c, a[1], Dict(a[2]), as: Type(a[0])).value }
  }

  static let declaration = TypeDeclaration(
    native: .csvDialect, "_csv.Dialect", flags: [.base], trace: .words(from: 64),
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "Dialect", "(type, dialect=<unset>, /, **fmtparams)", construct, type, arguments, Int(count), names)
      }
    ],
    methods: [
      .getter("delimiter", { c, s in text(c, RowDialect(s).pointer.pointee.delimiter) }),
      .getter("quotechar", { c, s in text(c, RowDialect(s).pointer.pointee.quote) }),
      .getter("escapechar", { c, s in text(c, RowDialect(s).pointer.pointee.escape) }),
      .getter("lineterminator", { _, s in RowDialect(s).pointer.pointee.lineEnd }),
      .getter("quoting", { _, s in Value(smallInt: RowDialect(s).pointer.pointee.quoting) }),
      .getter("doublequote", { _, s in Value(RowDialect(s).pointer.pointee.doublesQuotes != 0) }),
      .getter("skipinitialspace", { _, s in Value(RowDialect(s).pointer.pointee.skipsSpace != 0) }),
      .getter("strict", { _, s in Value(RowDialect(s).pointer.pointee.isStrict != 0) }),
      .two("__reduce_ex__", "(self, protocol, /) silent") { c, s, _ in
        bridge(c) { () throws(Raised) -> Void in throw unpicklable(c, s) }
      },
      .one("__reduce__") { c, s in bridge(c) { () throws(Raised) -> Void in throw unpicklable(c, s) } },
    ])

  private static func unpicklable(_ context: Context, _ value: Value) -> Raised {
    context.raise(.typeError, "cannot pickle '\(context.unqualifiedTypeName(of: value))' instances")
  }
}
