import CRuntime

// `format % arguments`, for text and for bytes: `%[(key)][flags][width][.precision][length]type`.

struct PercentFormatter {
  private let context: Context
  private let format: UnitString
  private let units: TextUnits
  private var place = 0
  private var builder: TextBuilder
  /// A tuple of arguments, or the only one.
  private var arguments: Value
  private var isTuple: Bool
  private var used = 0
  /// Where keys are looked up; *empty* where arguments are not a mapping.
  private let mapping: Value

  static func format(_ context: Context, _ format: UnitString, _ arguments: Value) throws(Raised) -> Value {
    var formatter = try PercentFormatter(context, format, arguments)
    try formatter.run()
    return try format.finish(context, formatter.builder)
  }

  private init(_ context: Context, _ format: UnitString, _ arguments: Value) throws(Raised) {
    (self.context, self.format, self.arguments) = (context, format, arguments)
    units = format.units
    builder = try TextBuilder(context, capacity: units.count + 32)
    isTuple = Tuple(ifHas: arguments) != nil
    let isScalar = isTuple || Text(ifHas: arguments) != nil
      || !format.isText && (Bytes(ifHas: arguments) != nil || ByteArray(ifHas: arguments) != nil)
    mapping = !isScalar && context.type(of: arguments).has(.getItem) ? arguments : .empty
  }

  private mutating func run() throws(Raised) {
    while place < units.count {
      let rest = units.slice(place, units.count)
      let next = rest.firstIndex(ofUnit: 0x25) ?? rest.count
      if next > 0 { try format.append(context, rest.slice(0, next), to: &builder) }
      place += next
      if place == units.count { break }
      place += 1
      try convert()
    }
    if mapping.isEmpty, isTuple ? used < Tuple(arguments).count : used == 0 {
      throw context.raise(
        .typeError, "not all arguments converted during \(format.isText ? "string" : "bytes") formatting")
    }
  }

  private mutating func argument() throws(Raised) -> Value {
    defer { used += 1 }
    if isTuple ? used < Tuple(arguments).count : used == 0 {
      return isTuple ? Tuple(arguments)[used] : arguments
    }
    throw context.raise(.typeError, "not enough arguments for format string")
  }

  // MARK: Reading a conversion

  private struct Conversion {
    var isLeft = false
    var hasSign = false
    var hasBlank = false
    var isAlternate = false
    var hasZero = false
    var width = 0
    var precision: Int?
    var type: UInt32 = 0
  }

  private func peek() throws(Raised) -> UInt32 {
    if place < units.count { return units[place] }
    throw context.raise(.valueError, "incomplete format")
  }

  private mutating func convert() throws(Raised) {
    if place == units.count { throw context.raise(.valueError, "incomplete format") }
    if units[place] == 0x25 {
      place += 1
      return try builder.append(context, codePoint: 0x25)
    }
    var conversion = Conversion()
    if units[place] == 0x28 { try readKey() }
    flags: while true {
      switch try peek() {
      case 0x2d: conversion.isLeft = true
      case 0x2b: conversion.hasSign = true
      case 0x20: conversion.hasBlank = true
      case 0x23: conversion.isAlternate = true
      case 0x30: conversion.hasZero = true
      default: break flags
      }
      place += 1
    }
    conversion.width = try readNumber("width too big") ?? 0
    if conversion.width < 0 {
      conversion.isLeft = true
      conversion.width = -conversion.width
    }
    if try peek() == 0x2e {
      place += 1
      conversion.precision = max(0, try readNumber("precision too big", most: Int(Int32.max), "int") ?? 0)
    }
    // C's length modifiers mean nothing here.
    let modifier = try peek()
    if modifier == 0x68 || modifier == 0x6c || modifier == 0x4c { place += 1 }
    conversion.type = try peek()
    place += 1
    try append(conversion)
  }

  private mutating func readKey() throws(Raised) {
    if mapping.isEmpty { throw context.raise(.typeError, "format requires a mapping") }
    place += 1
    let start = place
    var depth = 1
    while place < units.count {
      if units[place] == 0x29 { depth -= 1 }
      if units[place] == 0x28 { depth += 1 }
      place += 1
      if depth == 0 { break }
    }
    if depth > 0 { throw context.raise(.valueError, "incomplete format key") }
    let key = try format.isText ? format.part(context, of: units, start, place - 1)
      : Bytes.make(context, UnsafeRawBufferPointer(start: units.base + start, count: place - 1 - start)).value
    arguments = try context.item(of: mapping, key)
    (isTuple, used) = (false, 0)
  }

  /// Digits, or `*` for the next argument; nil for neither.
  private mutating func readNumber(
    _ tooLarge: StaticString, most: Int = .max, _ type: StaticString = "ssize_t"
  ) throws(Raised) -> Int? {
    if try peek() == 0x2a {
      place += 1
      guard let number = PythonInt.operand(try argument()) else { throw context.raise(.typeError, "* wants int") }
      guard let width = PythonInt.int64(number), -most...most ~= Int(width) else {
        throw context.raise(.overflowError, "Python int too large to convert to C \(type)")
      }
      return Int(width)
    }
    var number: Int?
    while true {
      let digit = try peek() &- 0x30
      if digit > 9 { return number }
      let (value, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, exceeds) = value.addingReportingOverflow(Int(digit))
      if overflow || exceeds || sum > most { throw context.raise(.valueError, "\(tooLarge)") }
      number = sum
      place += 1
    }
  }

  // MARK: Converting

  private mutating func append(_ conversion: Conversion) throws(Raised) {
    switch conversion.type {
    case 0x73 where format.isText: try append(conversion, text: context.str(try argument()))
    case 0x73 where !format.isText, 0x62 where !format.isText: try appendBytes(conversion, try argument())
    case 0x72 where format.isText: try append(conversion, text: context.repr(try argument()))
    case 0x61, 0x72: try append(conversion, text: context.repr(try argument()).escapedASCII(context))
    case 0x64, 0x69, 0x75: try appendInteger(conversion, base: 10, prefix: 0)
    case 0x6f: try appendInteger(conversion, base: 8, prefix: 0x6f)
    case 0x78, 0x58: try appendInteger(conversion, base: 16, prefix: conversion.type)
    case 0x65, 0x45, 0x66, 0x46, 0x67, 0x47: try appendFloat(conversion)
    case 0x63: try appendCharacter(conversion, try argument())
    default:
      _ = try argument()
      let code = conversion.type
      let shown = code > 31 && code < 127 ? characterString(code) : "?"
      throw context.raise(
        .valueError,
        "unsupported format character '\(shown)' (0x\(String(code, radix: 16))) at index \(place - 1)")
    }
  }

  private mutating func append(_ conversion: Conversion, text: Text) throws(Raised) {
    let units = text.units
    try pad(conversion, units.slice(0, min(units.count, conversion.precision ?? units.count)))
  }

  private mutating func appendBytes(_ conversion: Conversion, _ value: Value) throws(Raised) {
    var found = try context.bytes(of: value)
    if found == nil { found = try Bytes.converted(context, value)?.units }
    guard let bytes = found else {
      throw context.raise(
        .typeError,
        "%b requires a bytes-like object, or an object that implements __bytes__, not '\(context.typeName(of: value))'")
    }
    try pad(conversion, bytes.slice(0, min(bytes.count, conversion.precision ?? bytes.count)))
  }

  /// Appends units filled up with blanks.
  private mutating func pad(_ conversion: Conversion, _ units: TextUnits) throws(Raised) {
    let missing = conversion.width - units.count
    if !conversion.isLeft { try builder.append(context, codePoint: 0x20, times: missing) }
    try format.append(context, units, to: &builder)
    if conversion.isLeft { try builder.append(context, codePoint: 0x20, times: missing) }
  }

  private mutating func appendCharacter(_ conversion: Conversion, _ value: Value) throws(Raised) {
    if format.isText, let text = Text(ifHas: value) {
      if text.count == 1 { return try pad(conversion, text.units) }
      throw context.raise(
        .typeError, "%c requires an int or a unicode character, not a string of length \(text.count)")
    }
    if !format.isText, Bytes(ifHas: value) != nil || ByteArray(ifHas: value) != nil {
      let units = UnitString(value).units
      if units.count == 1 { return try pad(conversion, units) }
      let what = Bytes(ifHas: value) != nil ? "bytes" : "bytearray"
      throw context.raise(
        .typeError,
        "%c requires an integer in range(256) or a single byte, not a \(what) object of length \(units.count)")
    }
    if PythonInt.operand(value) == nil, !context.type(of: value).has(.index) {
      let wanted = format.isText ? "an int or a unicode character" : "an integer in range(256) or a single byte"
      let found = try context.type(of: value).nameInMessages(context)
      throw context.raise(.typeError, "%c requires \(wanted), not \(found)")
    }
    let number = try context.index(of: value)
    let limit: Int64 = format.isText ? 0x110000 : 256
    guard number.isSmallInt, number.smallInt >= 0, number.smallInt < limit else {
      throw context.raise(.overflowError, "%c arg not in range(\(format.isText ? "0x110000" : "256"))")
    }
    let character = try Text.make(context, codePoint: UInt32(number.smallInt))
    try pad(conversion, character.units)
  }

  private mutating func appendInteger(_ conversion: Conversion, base: Int32, prefix: UInt32) throws(Raised) {
    let value = try argument()
    let number = try integer(conversion, value)
    let isNegative = PythonInt.sign(number) < 0
    try PythonInt.withDigits(context, PythonInt.absolute(context, number), base: base) { (digits) throws(Raised) in
      try appendNumber(
        conversion, isNegative: isNegative, prefix: conversion.isAlternate ? prefix : 0,
        zeros: max(0, (conversion.precision ?? 0) - digits.count), digits, isUpper: conversion.type == 0x58)
    }
  }

  private func integer(_ conversion: Conversion, _ value: Value) throws(Raised) -> Value {
    if let number = PythonInt.operand(value) { return number }
    let type = context.type(of: value)
    let isDecimal = conversion.type == 0x64 || conversion.type == 0x69 || conversion.type == 0x75
    if isDecimal ? type.has(.int) || type.has(.index) : type.has(.index) {
      return isDecimal ? try PythonInt.convert(context, value, base: .empty) : try context.index(of: value)
    }
    let wanted = isDecimal ? "a real number" : "an integer"
    throw context.raise(
      .typeError, "%\(characterString(conversion.type)) format: \(wanted) is required, not \(type.shortName)")
  }

  private mutating func appendFloat(_ conversion: Conversion) throws(Raised) {
    let value = try argument()
    let number: Double
    if let float = PythonFloat.number(value) {
      number = float
    } else if let integer = PythonInt.operand(value) {
      number = try PythonInt.double(context, integer)
    } else if context.type(of: value).has(.float) || context.type(of: value).has(.index) {
      number = try PythonFloat.convert(context, value)
    } else {
      let what = format.isText ? "must be real number" : "float argument required"
      throw context.raise(.typeError, "\(what), not \(context.typeName(of: value))")
    }
    let style: PythonFloat.Style =
      switch conversion.type | 0x20 {
      case 0x65: .exponential
      case 0x66: .fixed
      default: .general
      }
    let digits = try PythonFloat.text(
      context, number, style, precision: conversion.precision ?? 6, isAlternate: conversion.isAlternate)
    try appendNumber(
      conversion, isNegative: number.sign == .minus && !number.isNaN, prefix: 0, zeros: 0, digits.units,
      isUpper: conversion.type < 0x60)
  }

  /// Appends a sign, `0x` and the like, zeros and digits; fills up with zeros behind the prefix, or with blanks.
  private mutating func appendNumber(
    _ conversion: Conversion, isNegative: Bool, prefix: UInt32, zeros: Int, _ digits: TextUnits, isUpper: Bool
  ) throws(Raised) {
    let sign: UInt32 = isNegative ? 0x2d : conversion.hasSign ? 0x2b : conversion.hasBlank ? 0x20 : 0
    let length = (sign == 0 ? 0 : 1) + (prefix == 0 ? 0 : 2) + zeros + digits.count
    let missing = conversion.width - length
    if !conversion.isLeft, !conversion.hasZero { try builder.append(context, codePoint: 0x20, times: missing) }
    if sign != 0 { try builder.append(context, codePoint: sign) }
    if prefix != 0 {
      try builder.append(context, codePoint: 0x30)
      try builder.append(context, codePoint: prefix)
    }
    try builder.append(context, codePoint: 0x30, times: zeros)
    if !conversion.isLeft, conversion.hasZero { try builder.append(context, codePoint: 0x30, times: missing) }
    try builder.append(context, digits: digits, isUpper: isUpper)
    if conversion.isLeft { try builder.append(context, codePoint: 0x20, times: missing) }
  }
}

/// A code point as a Swift string, for messages.
func characterString(_ code: UInt32) -> String { Unicode.Scalar(code).map { String(Character($0)) } ?? "\u{fffd}" }

extension TextBuilder {
  /// Appends ASCII digits and letters, as they are or as capitals.
  mutating func append(_ context: Context, digits: TextUnits, isUpper: Bool) throws(Raised) {
    if !isUpper { return try append(context, bytes: digits) }
    for place in 0..<digits.count {
      let code = digits[place]
      try append(context, codePoint: code &- 0x61 < 26 ? code - 0x20 : code)
    }
  }
}
