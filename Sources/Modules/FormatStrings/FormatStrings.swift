import CRuntime
import Runtime

/// The module `_string`: what `string.Formatter` takes format strings apart with.
enum FormatStrings {
  static let module = ModuleDeclaration(
    "_string", "String helper module.",
    functions: [
      .one("formatter_parser", "(object, /) self", .function) { c, text in
        bridge(c) { () throws(Raised) in try FormatReader.make(c, .formatReader, of: text, from: 0) }
      },
      .one("formatter_field_name_split", "(object, /) self", .function) { c, text in
        bridge(c) { () throws(Raised) in try FormatReader.splitName(c, text) }
      },
    ],
    hiddenTypes: [FormatReader.declaration, FormatReader.nameDeclaration])
}

// The iterators over the parts of a format string, and over what follows the first part of a field's name: two classes
// that share a layout.

struct FormatReaderLayout: BitwiseCopyable {
  var header: ObjectHeader
  var position: Int64
  var text: Value
}

struct FormatReader: ObjectReference {
  let pointer: UnsafeMutablePointer<FormatReaderLayout>
  init(pointer: UnsafeMutablePointer<FormatReaderLayout>) { self.pointer = pointer }
  static var kind: Kind { .native }

  static func make(
    _ context: Context, _ type: NativeType, of text: Value, from position: Int
  ) throws(Raised) -> Value {
    if Text(ifHas: text) == nil { throw context.raise(.typeError, "expected str, got \(context.typeName(of: text))") }
    let object = try context.allocateObject(context.type(type), size: MemoryLayout<FormatReaderLayout>.size)
    let reader = FormatReader(Value(object))
    reader.pointer.pointee.position = Int64(position)
    reader.pointer.pointee.text = text
    return reader.value
  }

  private var text: Text { Text(pointer.pointee.text) }
  private var position: Int {
    get { Int(pointer.pointee.position) }
    nonmutating set { pointer.pointee.position = Int64(newValue) }
  }
  private var isAtEnd: Bool { position >= text.count }

  private func take() -> UInt32 {
    position += 1
    return text.codePoint(at: position - 1)
  }

  private func slice(_ context: Context, _ start: Int, _ end: Int) throws(Raised) -> Value {
    try Text.slice(context, text, start, end).value
  }

  private func error(_ context: Context, _ message: StaticString) -> Raised {
    context.raise(.valueError, "\(message)")
  }

  // MARK: Parts of a format string

  private static func code(_ character: Unicode.Scalar) -> UInt32 { character.value }

  /// Literal text, and the field that follows it: its name, its specification, its conversion.
  private func nextPart(_ context: Context) throws(Raised) -> Value {
    if isAtEnd { return .empty }
    let start = position
    var (brace, end) = (UInt32(0), text.count)
    while !isAtEnd {
      let character = take()
      if character == Self.code("{") || character == Self.code("}") {
        brace = character
        break
      }
    }
    if brace != 0 {
      end = position
      let isDoubled = !isAtEnd && text.codePoint(at: position) == brace
      if brace == Self.code("}"), !isDoubled {
        throw error(context, "Single '}' encountered in format string")
      }
      if isAtEnd { throw error(context, "Single '{' encountered in format string") }
      if !isDoubled { return try field(context, after: slice(context, start, end - 1)) }
      position += 1
    }
    return try part(context, slice(context, start, end), .none, .none, .none)
  }

  private func part(
    _ context: Context, _ literal: Value, _ name: Value, _ specification: Value, _ conversion: Value
  ) throws(Raised) -> Value {
    let part = try Tuple.allocate(context, count: 4)
    part.elements[0] = literal
    part.elements[1] = name
    part.elements[2] = specification
    part.elements[3] = conversion
    return part.value
  }

  private func field(_ context: Context, after literal: Value) throws(Raised) -> Value {
    let start = position
    var last = UInt32(0)
    name: while !isAtEnd {
      last = take()
      switch last {
      case Self.code("{"): throw error(context, "unexpected '{' in field name")
      case Self.code("["): while !isAtEnd, text.codePoint(at: position) != Self.code("]") { position += 1 }
      case Self.code("}"), Self.code(":"), Self.code("!"): break name
      default: break
      }
      last = 0
    }
    if last == 0 { throw error(context, "expected '}' before end of string") }
    let name = try slice(context, start, position - 1)
    let empty = Text.empty(context).value
    if last == Self.code("}") { return try part(context, literal, name, empty, .none) }
    var conversion = Value.none
    if last == Self.code("!") {
      if isAtEnd { throw error(context, "end of string while looking for conversion specifier") }
      conversion = try slice(context, position, position + 1)
      position += 1
      if !isAtEnd {
        let following = take()
        if following == Self.code("}") { return try part(context, literal, name, empty, conversion) }
        if following != Self.code(":") { throw error(context, "expected ':' after conversion specifier") }
      }
    }
    let specification = position
    var depth = 1
    while !isAtEnd {
      let character = take()
      if character == Self.code("{") { depth += 1 }
      if character == Self.code("}") { depth -= 1 }
      if depth == 0 {
        return try part(context, literal, name, slice(context, specification, position - 1), conversion)
      }
    }
    throw error(context, "unmatched '{' in format spec")
  }

  // MARK: Parts of a field's name

  /// The first part, and an iterator over the others.
  static func splitName(_ context: Context, _ value: Value) throws(Raised) -> Value {
    let reader = FormatReader(try make(context, .fieldNameReader, of: value, from: 0))
    while !reader.isAtEnd {
      let character = reader.text.codePoint(at: reader.position)
      if character == code(".") || character == code("[") { break }
      reader.position += 1
    }
    return try Tuple.make(context, reader.key(context, 0, reader.position), reader.value).value
  }

  /// A part of a name: a number if it has but digits.
  private func key(_ context: Context, _ start: Int, _ end: Int) throws(Raised) -> Value {
    var number: Int64 = 0
    for place in start..<end {
      let digit = text.codePoint(at: place) &- Self.code("0")
      if digit > 9 { return try slice(context, start, end) }
      let (tens, tooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = tens.addingReportingOverflow(Int64(digit))
      if tooLarge || overflow { throw error(context, "Too many decimal digits in format string") }
      number = sum
    }
    return try start == end ? slice(context, start, end) : PythonInt.make(context, number)
  }

  /// Whether a part is an attribute, and its name or key.
  private func nextName(_ context: Context) throws(Raised) -> Value {
    if isAtEnd { return .empty }
    let sign = take()
    let start = position
    let isAttribute = sign == Self.code(".")
    if !isAttribute, sign != Self.code("[") {
      throw error(context, "Only '.' or '[' may follow ']' in format field specifier")
    }
    while !isAtEnd {
      let character = text.codePoint(at: position)
      if isAttribute ? character == Self.code(".") || character == Self.code("[") : character == Self.code("]") { break }
      position += 1
    }
    if !isAttribute, isAtEnd { throw error(context, "Missing ']' in format string") }
    let end = position
    if !isAttribute { position += 1 }
    if start == end { throw error(context, "Empty attribute in format string") }
    let name = try isAttribute ? slice(context, start, end) : key(context, start, end)
    return try Tuple.make(context, Value(isAttribute), name).value
  }

  static let declaration = TypeDeclaration(
    native: .formatReader, "formatteriterator", trace: .words(from: 16),
    slots: [
      .noConstructor, .iterateSelf,
      .unary(.next) { c, s in bridge(c) { () throws(Raised) in try FormatReader(s).nextPart(c) } },
    ])

  static let nameDeclaration = TypeDeclaration(
    native: .fieldNameReader, "fieldnameiterator", trace: .words(from: 16),
    slots: [
      .noConstructor, .iterateSelf,
      .unary(.next) { c, s in bridge(c) { () throws(Raised) in try FormatReader(s).nextName(c) } },
    ])
}
