import CRuntime
import Runtime

/// `_csv.reader`: makes rows of lines, one of more lines where a field in quotes goes over their ends.
struct RowReaderLayout: BitwiseCopyable {
  var header: ObjectHeader
  var lineNumber: Int64
  var lines: Value
  var dialect: Value
}

struct RowReader: NativeObject {
  let pointer: UnsafeMutablePointer<RowReaderLayout>
  init(pointer: UnsafeMutablePointer<RowReaderLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .csvReader }

  static func make(_ context: Context, _ lines: Value, _ dialect: RowDialect) throws(Raised) -> Value {
    let reader = try allocate(context)
    reader.pointer.pointee.lines = lines
    reader.pointer.pointee.dialect = dialect.value
    return reader.value
  }

  private func next(_ context: Context) throws(Raised) -> Value {
    var parser = try RowParser(context, RowDialect(pointer.pointee.dialect))
    repeat {
      let line = try context.next(pointer.pointee.lines)
      if line.isEmpty { return try parser.endOfLines() }
      guard let text = Text(ifHas: line) else {
        throw SeparatedValues.raise(
          context,
          "iterator should return strings, not \(context.typeName(of: line)) (the file should be opened in text mode)")
      }
      pointer.pointee.lineNumber += 1
      try parser.take(text)
    } while !parser.isComplete
    return parser.row.value
  }

  static let declaration = TypeDeclaration(
    native: .csvReader, "_csv.reader", trace: .words(from: 16),
    slots: [
      .noConstructor, .iterateSelf,
      .unary(.next) { c, s in bridge(c) { () throws(Raised) in try RowReader(s).next(c) } },
    ],
    methods: [
      .member("dialect") { _, s in RowReader(s).pointer.pointee.dialect },
      .member("line_num") { _, s in Value(smallInt: RowReader(s).pointer.pointee.lineNumber) },
    ])
}

/// Takes a row apart, a character at a time. Lives on the native stack only.
struct RowParser {
  private enum State {
    case rowStart, fieldStart, escape, field, quoted, quotedEscape, quoteInQuoted, lineEnd, afterEscapedLineEnd
  }

  let row: List
  private let context: Context
  private let dialect: RowDialectLayout
  private let quoting: SeparatedValues.QuoteStyle
  private let limit: Int
  private var field: TextBuilder
  private var state = State.rowStart
  /// Whether the field began without a quote.
  private var isBare = true

  init(_ context: Context, _ dialect: RowDialect) throws(Raised) {
    self.context = context
    self.dialect = dialect.pointer.pointee
    quoting = dialect.quoting
    limit = SeparatedValues.fieldLimit(context)
    row = try List.make(context)
    field = try TextBuilder(context)
  }

  var isComplete: Bool { state == .rowStart }

  /// What stands for a line's end that the line does not have.
  private static var end: Int64 { -2 }

  mutating func take(_ line: Text) throws(Raised) {
    for index in 0..<line.count { try take(Int64(line.codePoint(at: index))) }
    try take(Self.end)
  }

  /// The row that is not finished, or *empty* where nothing has begun.
  mutating func endOfLines() throws(Raised) -> Value {
    if field.count == 0, state != .quoted { return .empty }
    if dialect.isStrict != 0 { throw SeparatedValues.raise(context, "unexpected end of data") }
    try endField()
    return row.value
  }

  private static func endsLine(_ code: Int64) -> Bool { code == 0x0a || code == 0x0d || code == end }

  private mutating func take(_ code: Int64) throws(Raised) {
    switch state {
    case .rowStart:
      if code == Self.end { return }
      if Self.endsLine(code) {
        state = .lineEnd
        return
      }
      try takeAtStart(code)
    case .fieldStart: try takeAtStart(code)
    case .escape:
      state = code == 0x0a || code == 0x0d ? .afterEscapedLineEnd : .field
      try append(code == Self.end ? 0x0a : code)
    case .afterEscapedLineEnd:
      // Until the field ends: its end of line, too, is taken for an escaped one.
      if code != Self.end { try takeInField(code) }
    case .field: try takeInField(code)
    case .quoted:
      if code == Self.end { return }
      if code == dialect.escape {
        state = .quotedEscape
      } else if code == dialect.quote, quoting != .none {
        state = dialect.doublesQuotes != 0 ? .quoteInQuoted : .field
      } else {
        try append(code)
      }
    case .quotedEscape:
      try append(code == Self.end ? 0x0a : code)
      state = .quoted
    case .quoteInQuoted: try takeAfterQuote(code)
    case .lineEnd:
      if code == Self.end {
        state = .rowStart
      } else if !Self.endsLine(code) {
        throw SeparatedValues.raise(
          context,
          "new-line character seen in unquoted field - do you need to open the file with newline=''?")
      }
    }
  }

  private mutating func takeAtStart(_ code: Int64) throws(Raised) {
    if Self.endsLine(code) || code == dialect.delimiter { return try endField(before: code) }
    state = .fieldStart
    if code == dialect.quote, quoting != .none {
      isBare = false
      state = .quoted
    } else if code == dialect.escape {
      state = .escape
    } else if code != 0x20 || dialect.skipsSpace == 0 {
      try append(code)
      state = .field
    }
  }

  private mutating func takeInField(_ code: Int64) throws(Raised) {
    if Self.endsLine(code) || code == dialect.delimiter { return try endField(before: code) }
    if code == dialect.escape {
      state = .escape
    } else {
      try append(code)
    }
  }

  private mutating func takeAfterQuote(_ code: Int64) throws(Raised) {
    if code == dialect.quote, quoting != .none {
      try append(code)
      state = .quoted
    } else if Self.endsLine(code) || code == dialect.delimiter {
      try endField(before: code)
    } else if dialect.isStrict == 0 {
      try append(code)
      state = .field
    } else {
      let (wanted, quote) = (characterString(dialect.delimiter), characterString(dialect.quote))
      throw SeparatedValues.raise(context, "'\(wanted)' expected after '\(quote)'")
    }
  }

  private func characterString(_ code: Int64) -> String {
    String(Character(Unicode.Scalar(UInt32(code)) ?? "\u{fffd}"))
  }

  // MARK: Fields

  private mutating func append(_ code: Int64) throws(Raised) {
    if field.count >= limit { throw SeparatedValues.raise(context, "field larger than field limit (\(limit))") }
    try field.append(context, codePoint: UInt32(code))
  }

  private mutating func endField(before code: Int64) throws(Raised) {
    try endField()
    state = code == Self.end ? .rowStart : code == dialect.delimiter ? .fieldStart : .lineEnd
  }

  private mutating func endField() throws(Raised) {
    let isNullable = quoting == .strings || quoting == .notNull
    if isBare, field.count == 0, isNullable {
      try row.append(context, .none)
    } else {
      let text = try field.finish(context).value
      let isNumber = isBare && !Text(text).isEmpty && (quoting == .nonNumeric || quoting == .strings)
      let float = Interpreter(of: context).type(.float).value
      try row.append(context, isNumber ? context.call(float, text) : text)
    }
    field = try TextBuilder(context)
    isBare = true
  }
}
