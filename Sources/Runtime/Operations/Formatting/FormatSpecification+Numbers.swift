import CRuntime

extension FormatSpecification {
  /// What a number is made of before it is put together: `−` `0x` `digits` `.5e+10`.
  struct NumberParts {
    var isNegative: Bool
    var prefix: StaticString = ""
    /// The digits before the point.
    var digits: TextUnits
    /// The point and what follows.
    var rest: TextUnits
    /// How many digits stand between separators.
    var groupSize = 3
    var isUpper = false
  }

  // MARK: Ints

  static func format(_ context: Context, int value: Value, _ given: TextUnits) throws(Raised) -> Text {
    if given.count == 0 { return try context.str(value) }
    let typeName = value.isSmallInt ? "int" : context.typeName(of: value)
    let specification = try FormatSpecification(context, given, for: typeName)
    let number = PythonInt.number(value)
    switch specification.type {
    case 0, 0x64, 0x6e: return try specification.format(context, integer: number, base: 10, prefix: "")
    case 0x62: return try specification.format(context, integer: number, base: 2, prefix: "0b")
    case 0x6f: return try specification.format(context, integer: number, base: 8, prefix: "0o")
    case 0x78: return try specification.format(context, integer: number, base: 16, prefix: "0x")
    case 0x58: return try specification.format(context, integer: number, base: 16, prefix: "0X")
    case 0x63: return try specification.format(context, character: number)
    case 0x65, 0x45, 0x66, 0x46, 0x67, 0x47, 0x25:
      return try specification.format(context, number: PythonInt.double(context, number), typeName)
    default: throw specification.raiseUnknown(context, typeName)
    }
  }

  private func checkInteger(_ context: Context) throws(Raised) {
    if precision != nil {
      throw context.raise(.valueError, "Precision not allowed in integer format specifier")
    }
    if dropsNegativeZero {
      throw context.raise(
        .valueError, "Negative zero coercion (z) not allowed in integer format specifier")
    }
  }

  private func format(_ context: Context, character number: Value) throws(Raised) -> Text {
    try checkInteger(context)
    if sign != 0 || isAlternate {
      let what = sign != 0 ? "Sign not allowed" : "Alternate form (#) not allowed"
      throw context.raise(.valueError, "\(what) with integer format specifier 'c'")
    }
    guard let code = PythonInt.int64(number) else {
      throw context.raise(.overflowError, "Python int too large to convert to C long")
    }
    if code < 0 || code >= 0x110000 { throw context.raise(.overflowError, "%c arg not in range(0x110000)") }
    return try pad(context, Text.make(context, codePoint: UInt32(code)), preferred: 0x3e)
  }

  private func format(
    _ context: Context, integer: Value, base: Int32, prefix: StaticString
  ) throws(Raised) -> Text {
    try checkInteger(context)
    let magnitude = try PythonInt.absolute(context, integer)
    let digits = base == 10 ? try PythonInt.decimalText(context, magnitude)
      : try PythonInt.text(context, magnitude, base: base)
    let units = digits.units
    return try put(
      context,
      NumberParts(
        isNegative: PythonInt.sign(integer) < 0, prefix: isAlternate ? prefix : "", digits: units,
        rest: units.slice(units.count, units.count), groupSize: base == 10 ? 3 : 4, isUpper: type == 0x58))
  }

  // MARK: Floats

  static func format(_ context: Context, float number: Double, _ given: TextUnits) throws(Raised) -> Text {
    if given.count == 0 { return try PythonFloat.representation(context, number) }
    return try FormatSpecification(context, given, for: "float").format(context, number: number, "float")
  }

  /// A float; without a type it keeps a digit after the point, but as a part of a complex number.
  func format(
    _ context: Context, number: Double, _ typeName: String, keepsFraction: Bool = true
  ) throws(Raised) -> Text {
    let body = try digits(context, number, typeName, keepsFraction)
    if isPlain, number.sign == .plus { return body }
    let units = body.units
    var whole = 0
    while whole < units.count, units[whole] &- 0x30 < 10 { whole += 1 }
    var rest = units.slice(whole, units.count)
    if fractionGrouping != 0 { rest = try grouped(context, fraction: rest).units }
    var isNegative = number.sign == .minus && !number.isNaN
    if isNegative, dropsNegativeZero { isNegative = !units.isZero }
    return try put(
      context,
      NumberParts(
        isNegative: isNegative, digits: units.slice(0, whole), rest: rest,
        isUpper: type == 0x45 || type == 0x46 || type == 0x47))
  }

  /// Whether digits stand as they are, but for a minus sign.
  private var isPlain: Bool {
    width == 0 && sign == 0 && grouping == 0 && fractionGrouping == 0 && (type == 0 || type & 0x20 != 0)
  }

  /// The magnitude.
  private func digits(
    _ context: Context, _ number: Double, _ typeName: String, _ keepsFraction: Bool
  ) throws(Raised) -> Text {
    let places = precision ?? 6
    if places > Int(Int32.max) { throw context.raise(.valueError, "precision too big") }
    func text(_ number: Double, _ style: PythonFloat.Style) throws(Raised) -> Text {
      try PythonFloat.text(context, number, style, precision: places, isAlternate: isAlternate)
    }
    switch type {
    case 0x66, 0x46: return try text(number, .fixed)
    case 0x65, 0x45: return try text(number, .exponential)
    case 0x67, 0x47, 0x6e: return try text(number, .general)
    case 0x25:
      var builder = try TextBuilder(context)
      try builder.append(context, text(number * 100, .fixed))
      try builder.append(context, "%")
      return try builder.finish(context)
    case 0:
      if precision != nil { return try text(number, keepsFraction ? .generalWithFraction : .general) }
      let shown = try PythonFloat.representation(context, number.magnitude)
      let end = shown.count - 2
      let isWhole = end > 0 && shown.codePoint(at: end) == 0x2e && shown.codePoint(at: end + 1) == 0x30
      return !keepsFraction && isWhole ? try Text.slice(context, shown, 0, end) : shown
    default: throw raiseUnknown(context, typeName)
    }
  }

  /// The digits after the point in groups of three, counted from the point.
  private func grouped(_ context: Context, fraction: TextUnits) throws(Raised) -> Text {
    var builder = try TextBuilder(context, capacity: fraction.count * 2)
    var digits = fraction.count > 0 && fraction[0] == 0x2e ? 0 : Int.min
    for place in 0..<fraction.count {
      let code = fraction[place]
      if code &- 0x30 >= 10 {
        if place > 0 { digits = .min }
      } else {
        if digits > 0, digits % 3 == 0 { try builder.append(context, codePoint: fractionGrouping) }
        digits += 1
      }
      try builder.append(context, codePoint: code)
    }
    return try builder.finish(context)
  }

  // MARK: Putting together

  private func put(_ context: Context, _ parts: NumberParts) throws(Raised) -> Text {
    let sign: UInt32 = parts.isNegative ? 0x2d : self.sign == 0x2d ? 0 : self.sign
    let fixed = (sign == 0 ? 0 : 1) + parts.prefix.utf8CodeUnitCount + parts.rest.count
    // Zeros behind the sign are digits, among which separators go.
    let leastDigits = fill == 0x30 && alignment == 0x3d ? width - fixed : 0
    var zeros = parts.digits.count == 0 ? max(0, leastDigits) : 0
    if grouping != 0, parts.digits.count > 0 {
      let (size, least) = (parts.groupSize, max(leastDigits, 0))
      // A separator stands before every `size` digits but the first ones, never at the start.
      let needed = least == 0 ? 0 : least - (least - 1) / (size + 1)
      zeros = max(0, needed - parts.digits.count)
    } else if grouping == 0 {
      zeros = max(0, leastDigits - parts.digits.count)
    }
    let digitCount = zeros + parts.digits.count
    let separators = grouping == 0 || parts.digits.count == 0 ? 0 : max(0, digitCount - 1) / parts.groupSize
    let missing = max(0, width - fixed - digitCount - separators)
    let alignment = alignment == 0 ? 0x3e : alignment
    let before = alignment == 0x3e ? missing : alignment == 0x5e ? missing / 2 : 0
    var builder = try TextBuilder(context, capacity: fixed + digitCount + separators + missing)
    try builder.append(context, codePoint: fill, times: before)
    if sign != 0 { try builder.append(context, codePoint: sign) }
    try builder.append(context, parts.prefix)
    if alignment == 0x3d { try builder.append(context, codePoint: fill, times: missing) }
    if separators == 0 {
      try builder.append(context, codePoint: 0x30, times: zeros)
      try builder.append(context, digits: parts.digits, isUpper: parts.isUpper)
    } else {
      for place in 0..<digitCount {
        if place > 0, (digitCount - place) % parts.groupSize == 0 { try builder.append(context, codePoint: grouping) }
        let digit = place < zeros ? 0x30 : parts.digits[place - zeros]
        try builder.append(context, codePoint: parts.isUpper && digit &- 0x61 < 26 ? digit - 0x20 : digit)
      }
    }
    try builder.append(context, digits: parts.rest, isUpper: parts.isUpper)
    if alignment == 0x3c || alignment == 0x5e { try builder.append(context, codePoint: fill, times: missing - before) }
    return try builder.finish(context)
  }
}

extension TextUnits {
  /// Whether a float's digits are all zeros.
  fileprivate var isZero: Bool {
    for place in 0..<count {
      let code = self[place]
      if code == 0x65 || code == 0x25 { return true }
      if code != 0x30, code != 0x2e { return false }
    }
    return true
  }
}
