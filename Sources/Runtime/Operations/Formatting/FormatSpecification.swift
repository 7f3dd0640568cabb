import CRuntime

// The mini-language after the colon of a replacement field: `[[fill]align][sign][z][#][0][width][grouping][.precision]
// [type]`.

struct FormatSpecification {
  var fill: UInt32 = 0x20
  /// One of `<>^=`; 0 for what the type prefers.
  var alignment: UInt32 = 0
  /// One of `+- `; 0 where it was not given.
  var sign: UInt32 = 0
  var isAlternate = false
  var width = 0
  /// `,` or `_`; 0 for none.
  var grouping: UInt32 = 0
  var precision: Int?
  /// 0 where it was not given.
  var type: UInt32 = 0

  private static func isAlignment(_ code: UInt32) -> Bool { code == 0x3c || code == 0x3e || code == 0x5e || code == 0x3d }

  init(_ context: Context, _ value: Value, for typeName: String) throws(Raised) {
    guard let text = Text(ifHas: value) else {
      throw context.raise(.typeError, "__format__() argument must be str, not \(context.typeName(of: value))")
    }
    let units = text.units
    var place = 0
    func peek(_ offset: Int = 0) -> UInt32 { place + offset < units.count ? units[place + offset] : 0 }
    if units.count > 1, Self.isAlignment(peek(1)) {
      (fill, alignment) = (peek(), peek(1))
      place = 2
    } else if Self.isAlignment(peek()) {
      alignment = peek()
      place = 1
    }
    if peek() == 0x2b || peek() == 0x2d || peek() == 0x20 {
      sign = peek()
      place += 1
    }
    if peek() == 0x23 {
      isAlternate = true
      place += 1
    }
    if peek() == 0x30, alignment == 0 {
      (fill, alignment) = (0x30, 0x3d)
      place += 1
    }
    width = try Self.number(context, units, &place) ?? 0
    if peek() == 0x2c || peek() == 0x5f {
      grouping = peek()
      place += 1
    }
    if peek() == 0x2e {
      place += 1
      guard let digits = try Self.number(context, units, &place) else {
        throw context.raise(.valueError, "Format specifier missing precision")
      }
      precision = digits
    }
    if place < units.count {
      type = peek()
      place += 1
    }
    if place < units.count {
      throw context.raise(
        .valueError, "Invalid format specifier '\(String(text))' for object of type '\(typeName)'")
    }
  }

  private static func number(_ context: Context, _ units: TextUnits, _ place: inout Int) throws(Raised) -> Int? {
    var number: Int?
    while place < units.count, units[place] >= 0x30, units[place] <= 0x39 {
      let next = (number ?? 0) * 10 + Int(units[place] - 0x30)
      if next > Int(Int32.max) { throw context.raise(.valueError, "Too many decimal digits in format string") }
      number = next
      place += 1
    }
    return number
  }

  func raiseUnknown(_ context: Context, _ typeName: String) -> Raised {
    var shown = ""
    if let scalar = Unicode.Scalar(type) { shown = String(Character(scalar)) }
    return context.raise(.valueError, "Unknown format code '\(shown)' for object of type '\(typeName)'")
  }

  // MARK: By type

  static func format(_ context: Context, text: Text, _ value: Value) throws(Raised) -> Text {
    let specification = try FormatSpecification(context, value, for: "str")
    if specification.type != 0, specification.type != 0x73 { throw specification.raiseUnknown(context, "str") }
    if specification.sign != 0 {
      throw context.raise(.valueError, "Sign not allowed in string format specifier")
    }
    if specification.alignment == 0x3d, specification.fill != 0x30 {
      throw context.raise(.valueError, "'=' alignment not allowed in string format specifier")
    }
    let shown = try Text.slice(context, text, 0, min(text.count, specification.precision ?? text.count))
    return try specification.pad(context, sign: "", shown, preferred: 0x3c)
  }

  static func format(_ context: Context, int value: Value, _ given: Value) throws(Raised) -> Text {
    let typeName = context.typeName(of: value)
    let specification = try FormatSpecification(context, given, for: typeName)
    let number = PythonInt.number(value)
    if let text = Text(ifHas: given), text.isEmpty { return try context.str(value) }
    switch specification.type {
    case 0, 0x64, 0x6e: return try specification.format(context, integer: number, base: 10, prefix: "")
    case 0x62: return try specification.format(context, integer: number, base: 2, prefix: "0b")
    case 0x6f: return try specification.format(context, integer: number, base: 8, prefix: "0o")
    case 0x78: return try specification.format(context, integer: number, base: 16, prefix: "0x")
    case 0x58: return try specification.format(context, integer: number, base: 16, prefix: "0X")
    case 0x63:
      guard let code = PythonInt.int64(number), code >= 0, code < 0x110000 else {
        throw context.raise(.overflowError, "%c arg not in range(0x110000)")
      }
      let character = try Text.make(context, codePoint: UInt32(code))
      return try specification.pad(context, sign: "", character, preferred: 0x3c)
    case 0x65, 0x45, 0x66, 0x46, 0x67, 0x47, 0x25:
      return try specification.format(context, number: PythonInt.double(context, number), typeName)
    default: throw specification.raiseUnknown(context, typeName)
    }
  }

  private func format(
    _ context: Context, integer: Value, base: Int32, prefix: String
  ) throws(Raised) -> Text {
    if precision != nil { throw context.raise(.valueError, "Precision not allowed in integer format specifier") }
    let magnitude = try PythonInt.absolute(context, integer)
    var digits = String(base == 10 ? try PythonInt.decimalText(context, magnitude) : try PythonInt.text(context, magnitude, base: base))
    if type == 0x58 { digits = digits.uppercased() }
    let body = group(digits, every: base == 10 ? 3 : 4)
    let signText = signText(isNegative: PythonInt.sign(integer) < 0) + (isAlternate ? prefix : "")
    return try pad(context, sign: signText, Text.make(context, body), preferred: 0x3e)
  }

  static func format(_ context: Context, float number: Double, _ given: Value) throws(Raised) -> Text {
    if let text = Text(ifHas: given), text.isEmpty { return try PythonFloat.representation(context, number) }
    return try FormatSpecification(context, given, for: "float").format(context, number: number, "float")
  }

  func format(_ context: Context, number: Double, _ typeName: String) throws(Raised) -> Text {
    let digits = precision ?? 6
    var body: String
    switch type {
    case 0x66, 0x46: body = String(try PythonFloat.text(context, number, .fixed, precision: digits, isAlternate: isAlternate))
    case 0x65, 0x45:
      body = String(try PythonFloat.text(context, number, .exponential, precision: digits, isAlternate: isAlternate))
    case 0x67, 0x47, 0x6e:
      body = String(try PythonFloat.text(context, number, .general, precision: digits, isAlternate: isAlternate))
    case 0x25: body = String(try PythonFloat.text(context, number * 100, .fixed, precision: digits)) + "%"
    case 0:
      if let precision {
        body = String(try PythonFloat.text(context, number, .general, precision: precision, isAlternate: isAlternate))
        if !body.contains(where: { $0 == "." || $0 == "e" || $0 == "n" }) { body += ".0" }
      } else {
        body = String(try PythonFloat.representation(context, number.magnitude))
      }
    default: throw raiseUnknown(context, typeName)
    }
    if type == 0x45 || type == 0x46 || type == 0x47 { body = body.uppercased() }
    if grouping != 0 {
      let whole = body.prefix { $0 >= "0" && $0 <= "9" }
      body = group(String(whole), every: 3) + body.dropFirst(whole.count)
    }
    let isNegative = number.sign == .minus && !number.isNaN
    return try pad(context, sign: signText(isNegative: isNegative), Text.make(context, body), preferred: 0x3e)
  }

  // MARK: Putting together

  private func signText(isNegative: Bool) -> String {
    isNegative ? "-" : sign == 0x2b ? "+" : sign == 0x20 ? " " : ""
  }

  private func group(_ digits: String, every size: Int) -> String {
    if grouping == 0 { return digits }
    var result = ""
    let count = digits.utf8.count
    for (index, digit) in digits.enumerated() {
      if index > 0, (count - index) % size == 0 { result += grouping == 0x2c ? "," : "_" }
      result.append(digit)
    }
    return result
  }

  func pad(
    _ context: Context, sign: String, _ body: Text, preferred: UInt32
  ) throws(Raised) -> Text {
    let missing = max(0, width - sign.utf8.count - body.count)
    let alignment = alignment == 0 ? preferred : alignment
    let before =
      switch alignment {
      case 0x3c: 0
      case 0x5e: missing / 2
      default: missing
      }
    var builder = try TextBuilder(context, capacity: width + 16)
    if alignment == 0x3d { try builder.append(context, Text.make(context, sign)) }
    try builder.append(context, codePoint: fill, times: before)
    if alignment != 0x3d { try builder.append(context, Text.make(context, sign)) }
    try builder.append(context, body)
    try builder.append(context, codePoint: fill, times: missing - before)
    return try builder.finish(context)
  }
}
