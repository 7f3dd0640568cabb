import CRuntime

// `str.format`: literal text and replacement fields, `{[name][!conversion][:specification]}`, whose name goes on with
// `.attribute` and `[item]`, and whose specification may hold fields itself, once.

struct ReplacementFields {
  private let context: Context
  /// A tuple; *empty* for `format_map`, which has no positions.
  private let arguments: Value
  /// A dict, or what `format_map` was given.
  private let keywords: Value
  private var numbering = Numbering.unknown
  private var nextIndex = 0

  private enum Numbering { case unknown, automatic, manual }

  /// `format.format(*arguments, **keywords)`.
  static func format(
    _ context: Context, _ format: Text, _ arguments: Value, _ keywords: Value
  ) throws(Raised) -> Text {
    var fields = ReplacementFields(context, arguments, keywords)
    return try fields.expand(format.units, depth: 2)
  }

  private init(_ context: Context, _ arguments: Value, _ keywords: Value) {
    (self.context, self.arguments, self.keywords) = (context, arguments, keywords)
  }

  private func raise(_ message: StaticString) -> Raised { context.raise(.valueError, "\(message)") }

  private mutating func expand(_ units: TextUnits, depth: Int) throws(Raised) -> Text {
    if depth == 0 { throw raise("Max string recursion exceeded") }
    var builder = try TextBuilder(context, capacity: units.count + 32)
    var place = 0
    while place < units.count {
      let start = place
      while place < units.count, units[place] != 0x7b, units[place] != 0x7d { place += 1 }
      if place > start { try builder.append(context, measuring: units.slice(start, place)) }
      if place == units.count { break }
      let brace = units[place]
      place += 1
      if place < units.count, units[place] == brace {
        try builder.append(context, codePoint: brace)
        place += 1
      } else if brace == 0x7d {
        throw raise("Single '}' encountered in format string")
      } else if place == units.count {
        throw raise("Single '{' encountered in format string")
      } else {
        try appendField(units, &place, depth, to: &builder)
      }
    }
    return try builder.finish(context)
  }

  // MARK: Fields

  /// A field as it is written, without its braces.
  private struct Field {
    var name: TextUnits
    var conversion: UInt32 = 0
    var specification: TextUnits
    var isNested = false
  }

  private func readField(_ units: TextUnits, _ place: inout Int) throws(Raised) -> Field {
    let start = place
    var end: UInt32 = 0
    while end == 0, place < units.count {
      let code = units[place]
      place += 1
      switch code {
      case 0x7b: throw raise("unexpected '{' in field name")
      case 0x5b: while place < units.count, units[place] != 0x5d { place += 1 }
      case 0x7d, 0x3a, 0x21: end = code
      default: break
      }
    }
    if end == 0 { throw raise("expected '}' before end of string") }
    var field = Field(name: units.slice(start, place - 1), specification: units.slice(place, place))
    if end == 0x7d { return field }
    if end == 0x21 {
      if place == units.count { throw raise("end of string while looking for conversion specifier") }
      field.conversion = units[place]
      place += 1
      if place < units.count {
        let next = units[place]
        place += 1
        if next == 0x7d { return field }
        if next != 0x3a { throw raise("expected ':' after conversion specifier") }
      }
    }
    let first = place
    var depth = 1
    while place < units.count {
      let code = units[place]
      place += 1
      if code == 0x7b {
        field.isNested = true
        depth += 1
      } else if code == 0x7d {
        depth -= 1
        if depth == 0 {
          field.specification = units.slice(first, place - 1)
          return field
        }
      }
    }
    throw raise("unmatched '{' in format spec")
  }

  private mutating func appendField(
    _ units: TextUnits, _ place: inout Int, _ depth: Int, to builder: inout TextBuilder
  ) throws(Raised) {
    let field = try readField(units, &place)
    var value = try find(field.name)
    if field.conversion != 0 { value = try convert(value, field.conversion) }
    if field.isNested {
      return try builder.append(context, context.format(value, expand(field.specification, depth: depth - 1)))
    }
    try builder.append(context, context.format(value, field.specification))
  }

  private func convert(_ value: Value, _ conversion: UInt32) throws(Raised) -> Value {
    switch conversion {
    case 0x72: return try context.repr(value).value
    case 0x73: return try context.str(value).value
    case 0x61: return try context.repr(value).escapedASCII(context).value
    default:
      let shown = conversion > 0x20 && conversion < 0x7f
        ? characterString(conversion) : "\\x" + String(conversion, radix: 16)
      throw context.raise(.valueError, "Unknown conversion specifier \(shown)")
    }
  }

  // MARK: Names

  /// What `name.attribute[item]` stands for.
  private mutating func find(_ name: TextUnits) throws(Raised) -> Value {
    if name.count == 0 { return try findFirst(name) }
    var end = 0
    while end < name.count, name[end] != 0x2e, name[end] != 0x5b { end += 1 }
    var value = try findFirst(name.slice(0, end))
    var place = end
    while place < name.count {
      let isAttribute = name[place] == 0x2e
      if !isAttribute, name[place] != 0x5b {
        throw raise("Only '.' or '[' may follow ']' in format field specifier")
      }
      place += 1
      let start = place
      while place < name.count, isAttribute ? name[place] != 0x2e && name[place] != 0x5b : name[place] != 0x5d {
        place += 1
      }
      if !isAttribute, place == name.count { throw raise("Missing ']' in format string") }
      let part = name.slice(start, place)
      if part.count == 0 { throw raise("Empty attribute in format string") }
      if isAttribute {
        value = try context.getAttribute(value, Text.interned(context, Text.make(context, part)).value)
      } else {
        place += 1
        var key = Value.empty
        if let index = try number(part) { key = Value(smallInt: Int64(index)) } else {
          key = try Text.make(context, part).value
        }
        value = try context.item(of: value, key)
      }
    }
    return value
  }

  private mutating func findFirst(_ name: TextUnits) throws(Raised) -> Value {
    var index = try number(name)
    if name.count == 0 || index != nil {
      if name.count == 0, numbering == .manual {
        throw raise("cannot switch from manual field specification to automatic field numbering")
      }
      if name.count > 0, numbering == .automatic {
        throw raise("cannot switch from automatic field numbering to manual field specification")
      }
      numbering = name.count == 0 ? .automatic : .manual
    }
    if name.count == 0 {
      index = nextIndex
      nextIndex += 1
    }
    guard let index else { return try context.item(of: keywords, Text.make(context, name).value) }
    if arguments.isEmpty { throw raise("Format string contains positional fields") }
    if index < Tuple(arguments).count { return Tuple(arguments)[index] }
    throw context.raise(.indexError, "Replacement index \(index) out of range for positional args tuple")
  }

  /// The number that the name is, if it is digits.
  private func number(_ name: TextUnits) throws(Raised) -> Int? {
    if name.count == 0 { return nil }
    var number = 0
    for place in 0..<name.count {
      guard let digit = PythonInt.decimalDigit(name[place]) else { return nil }
      let (value, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, exceeds) = value.addingReportingOverflow(digit)
      if overflow || exceeds { throw raise("Too many decimal digits in format string") }
      number = sum
    }
    return number
  }
}
