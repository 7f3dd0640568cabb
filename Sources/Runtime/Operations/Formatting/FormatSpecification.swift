import CRuntime

// The mini-language after the colon of a replacement field:
//
//     [[fill]align][sign][z][#][0][width][grouping][.[precision][grouping]][type]

struct FormatSpecification {
  var fill: UInt32 = 0x20
  /// One of `<>^=`; 0 for what the type prefers.
  var alignment: UInt32 = 0
  /// One of `+- `; 0 where it was not given.
  var sign: UInt32 = 0
  /// `z`: what rounds to zero is not negative.
  var dropsNegativeZero = false
  var isAlternate = false
  var width = 0
  /// `,` or `_`; 0 for none.
  var grouping: UInt32 = 0
  var precision: Int?
  /// The grouping of the digits after the point.
  var fractionGrouping: UInt32 = 0
  /// 0 where it was not given.
  var type: UInt32 = 0

  private static func isAlignment(_ code: UInt32) -> Bool { code == 0x3c || code == 0x3e || code == 0x5e || code == 0x3d }

  /// What a method `__format__` was given. Throws TypeError where that is no text.
  static func given(_ context: Context, _ value: Value) throws(Raised) -> TextUnits {
    if let text = Text(ifHas: value) { return text.units }
    throw context.raise(.typeError, "__format__() argument must be str, not \(context.typeName(of: value))")
  }

  /// Reads a specification. Numbers stand at the right, behind whose sign zeros go; text stands at the left.
  init(
    _ context: Context, _ given: TextUnits, for typeName: @autoclosure () -> String, isText: Bool = false
  ) throws(Raised) {
    switch given.width {
    case .one: try self.init(context, given.bound(to: UInt8.self), given, typeName, isText)
    case .two: try self.init(context, given.bound(to: UInt16.self), given, typeName, isText)
    case .four: try self.init(context, given.bound(to: UInt32.self), given, typeName, isText)
    }
  }

  private init<Unit: FixedWidthInteger & UnsignedInteger>(
    _ context: Context, _ units: UnsafeBufferPointer<Unit>, _ given: TextUnits, _ typeName: () -> String, _ isText: Bool
  ) throws(Raised) {
    var place = 0
    func peek(_ offset: Int = 0) -> UInt32? { place + offset < units.count ? UInt32(units[place + offset]) : nil }
    func take(_ code: UInt32) -> Bool {
      if peek() != code { return false }
      place += 1
      return true
    }
    var hasFill = false
    if let next = peek(1), Self.isAlignment(next) {
      (fill, alignment, hasFill) = (UInt32(units[0]), next, true)
      place = 2
    } else if let first = peek(), Self.isAlignment(first) {
      alignment = first
      place = 1
    }
    if let code = peek(), code == 0x2b || code == 0x2d || code == 0x20 {
      sign = code
      place += 1
    }
    dropsNegativeZero = take(0x7a)
    isAlternate = take(0x23)
    if !hasFill, take(0x30) {
      fill = 0x30
      if alignment == 0, !isText { alignment = 0x3d }
    }
    width = try Self.number(context, units, &place) ?? 0
    grouping = try Self.readGrouping(context, units, &place)
    if take(0x2e) {
      precision = try Self.number(context, units, &place)
      fractionGrouping = try Self.readGrouping(context, units, &place)
      if precision == nil, fractionGrouping == 0 {
        throw context.raise(.valueError, "Format specifier missing precision")
      }
    }
    if units.count - place > 1 {
      let shown = try String(Text.make(context, given))
      throw context.raise(.valueError, "Invalid format specifier '\(shown)' for object of type '\(typeName())'")
    }
    type = peek() ?? 0
    try checkGrouping(context, isText)
  }

  private static func readGrouping<Unit: FixedWidthInteger & UnsignedInteger>(
    _ context: Context, _ units: UnsafeBufferPointer<Unit>, _ place: inout Int
  ) throws(Raised) -> UInt32 {
    var grouping: UInt32 = 0
    while place < units.count, units[place] == 0x2c || units[place] == 0x5f, units[place] != grouping {
      if grouping != 0 { throw context.raise(.valueError, "Cannot specify both ',' and '_'.") }
      grouping = UInt32(units[place])
      place += 1
    }
    return grouping
  }

  private static func number<Unit: FixedWidthInteger & UnsignedInteger>(
    _ context: Context, _ units: UnsafeBufferPointer<Unit>, _ place: inout Int
  ) throws(Raised) -> Int? {
    var number: Int?
    while place < units.count, let digit = PythonInt.decimalDigit(UInt32(units[place])) {
      let (value, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, exceeds) = value.addingReportingOverflow(digit)
      if overflow || exceeds { throw context.raise(.valueError, "Too many decimal digits in format string") }
      number = sum
      place += 1
    }
    return number
  }

  private func checkGrouping(_ context: Context, _ isText: Bool) throws(Raised) {
    if fractionGrouping != 0, type == 0x6e { throw refuse(context, fractionGrouping) }
    if grouping == 0 { return }
    switch type == 0 && isText ? 0x73 : type {
    case 0, 0x64, 0x65, 0x66, 0x67, 0x45, 0x46, 0x47, 0x25: return
    case 0x62, 0x6f, 0x78, 0x58: if grouping == 0x5f { return }
    default: break
    }
    throw refuse(context, grouping)
  }

  private func refuse(_ context: Context, _ grouping: UInt32) -> Raised {
    let shown = type == 0 ? "s" : Self.shown(type)
    return context.raise(.valueError, "Cannot specify '\(characterString(grouping))' with '\(shown)'.")
  }

  private static func shown(_ code: UInt32) -> String {
    code > 0x20 && code < 0x80 ? characterString(code) : "\\x" + String(code, radix: 16)
  }

  func raiseUnknown(_ context: Context, _ typeName: String) -> Raised {
    context.raise(.valueError, "Unknown format code '\(Self.shown(type))' for object of type '\(typeName)'")
  }

  // MARK: Text

  static func format(_ context: Context, text: Text, _ given: TextUnits) throws(Raised) -> Text {
    if given.count == 0 { return try context.str(text.value) }
    let specification = try FormatSpecification(context, given, for: "str", isText: true)
    if specification.type != 0, specification.type != 0x73 { throw specification.raiseUnknown(context, "str") }
    let refused: StaticString? =
      switch specification {
      case let given where given.sign == 0x20: "Space not allowed"
      case let given where given.sign != 0: "Sign not allowed"
      case let given where given.dropsNegativeZero: "Negative zero coercion (z) not allowed"
      case let given where given.isAlternate: "Alternate form (#) not allowed"
      default: nil
      }
    if let refused { throw context.raise(.valueError, "\(refused) in string format specifier") }
    if specification.alignment == 0x3d {
      throw context.raise(.valueError, "'=' alignment not allowed in string format specifier")
    }
    let shown = try Text.slice(context, text, 0, min(text.count, specification.precision ?? text.count))
    return try specification.pad(context, shown, preferred: 0x3c)
  }

  /// Filled up to the width.
  func pad(_ context: Context, _ body: Text, preferred: UInt32) throws(Raised) -> Text {
    let missing = width - body.count
    if missing <= 0 { return body }
    let before =
      switch alignment == 0 ? preferred : alignment {
      case 0x3c: 0
      case 0x5e: missing / 2
      default: missing
      }
    var builder = try TextBuilder(context, capacity: width)
    try builder.append(context, codePoint: fill, times: before)
    try builder.append(context, body)
    try builder.append(context, codePoint: fill, times: missing - before)
    return try builder.finish(context)
  }
}
