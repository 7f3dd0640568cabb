import CRuntime
import Runtime

/// `_csv.writer`: writes rows.
struct RowWriterLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The method that takes a row's text.
  var write: Value
  var dialect: Value
}

struct RowWriter: NativeObject {
  let pointer: UnsafeMutablePointer<RowWriterLayout>
  init(pointer: UnsafeMutablePointer<RowWriterLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .csvWriter }

  static func make(_ context: Context, _ write: Value, _ dialect: RowDialect) throws(Raised) -> Value {
    let writer = try allocate(context)
    writer.pointer.pointee.write = write
    writer.pointer.pointee.dialect = dialect.value
    return writer.value
  }

  /// What the file's `write` answers.
  private func write(_ context: Context, _ row: Value) throws(Raised) -> Value {
    let dialect = RowDialect(pointer.pointee.dialect)
    let fields: Value
    do throws(Raised) {
      fields = try context.iterator(over: row)
    } catch {
      if !context.isPending(.typeError) { throw error }
      _ = context.takeException()
      throw SeparatedValues.raise(context, "iterable expected, not \(context.typeName(of: row))")
    }
    var text = RowText(context: context, dialect: dialect, builder: try TextBuilder(context))
    while case let field = try context.next(fields), !field.isEmpty { try text.append(field) }
    return try context.call(pointer.pointee.write, text.finish().value)
  }

  static let declaration = TypeDeclaration(
    native: .csvWriter, "_csv.writer", trace: .words(from: 8),
    slots: [.noConstructor],
    methods: [
      .member("dialect") { _, s in RowWriter(s).pointer.pointee.dialect },
      .two("writerow", "(self, row, /)") { c, s, row in
        bridge(c) { () throws(Raised) in try RowWriter(s).write(c, row) }
      },
      .two("writerows", "(self, rows, /)") { c, s, rows in
        bridge(c) { () throws(Raised) -> Void in
          let iterator = try c.iterator(over: rows)
          while case let row = try c.next(iterator), !row.isEmpty { _ = try RowWriter(s).write(c, row) }
        }
      },
    ])
}

/// A row in the making. Lives on the native stack only.
private struct RowText {
  let context: Context
  let dialect: RowDialect
  var builder: TextBuilder
  private var fieldCount = 0
  private var endsWithNull = false

  init(context: Context, dialect: RowDialect, builder: TextBuilder) {
    (self.context, self.dialect, self.builder) = (context, dialect, builder)
  }

  private var layout: RowDialectLayout { dialect.pointer.pointee }

  /// Whether an empty field cannot stand in quotes.
  private func forbidsQuotes(_ isNull: Bool) -> Bool {
    dialect.quoting == .none || isNull && (dialect.quoting == .strings || dialect.quoting == .notNull)
  }

  mutating func append(_ field: Value) throws(Raised) {
    let isQuoted =
      switch dialect.quoting {
      case .nonNumeric: !context.isNumber(field)
      case .all: true
      case .strings: Text(ifHas: field) != nil
      case .notNull: field != .none
      case .minimal, .none: false
      }
    let text = field == .none ? Text.empty(context) : try context.str(field)
    try append(text, isQuoted: isQuoted, isNull: field == .none)
  }

  private mutating func append(_ text: Text, isQuoted: Bool, isNull: Bool) throws(Raised) {
    if fieldCount > 0 { try append(layout.delimiter) }
    var isQuoted = isQuoted
    for index in 0..<text.count where needsQuotes(Int64(text.codePoint(at: index))) { isQuoted = true }
    // Blanks between fields would be taken for one.
    if text.isEmpty, layout.delimiter == 0x20, layout.skipsSpace != 0 {
      if forbidsQuotes(isNull) {
        throw SeparatedValues.raise(
          context, "empty field must be quoted if delimiter is a space and skipinitialspace is true")
      }
      isQuoted = true
    }
    if isQuoted { try append(layout.quote) }
    for index in 0..<text.count {
      let code = Int64(text.codePoint(at: index))
      if isSpecial(code) { try appendMark(before: code) }
      try append(code)
    }
    if isQuoted { try append(layout.quote) }
    fieldCount += 1
    endsWithNull = isNull
  }

  private mutating func append(_ code: Int64) throws(Raised) {
    try builder.append(context, codePoint: UInt32(code))
  }

  /// Whether a character means something in a row.
  private func isSpecial(_ code: Int64) -> Bool {
    if code == layout.delimiter || code == layout.escape || code == layout.quote || code == 0x0a || code == 0x0d {
      return true
    }
    let lineEnd = Text(layout.lineEnd)
    for index in 0..<lineEnd.count where Int64(lineEnd.codePoint(at: index)) == code { return true }
    return false
  }

  /// Whether a special character is escaped, and not in quotes.
  private func isEscaped(_ code: Int64) -> Bool {
    if dialect.quoting == .none { return true }
    if code == layout.quote { return layout.doublesQuotes == 0 }
    return code == layout.escape
  }

  private func needsQuotes(_ code: Int64) -> Bool { isSpecial(code) && !isEscaped(code) }

  /// An escape, or the first of two quotes.
  private mutating func appendMark(before code: Int64) throws(Raised) {
    if !isEscaped(code) {
      if code == layout.quote { try append(layout.quote) }
      return
    }
    if layout.escape < 0 { throw SeparatedValues.raise(context, "need to escape, but no escapechar set") }
    try append(layout.escape)
  }

  mutating func finish() throws(Raised) -> Text {
    // A row of one empty field would look like none.
    if fieldCount > 0, builder.count == 0 {
      if forbidsQuotes(endsWithNull) {
        throw SeparatedValues.raise(context, "single empty field record must be quoted")
      }
      try append(layout.quote)
      try append(layout.quote)
    }
    try builder.append(context, Text(layout.lineEnd))
    return try builder.finish(context)
  }
}
