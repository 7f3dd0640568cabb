import CRuntime

extension FormatSpecification {
  /// What a number is made of before it is put together: `−` `0x` `digits` `.5e+10`.
  struct NumberParts {
    var isNegative: Bool
    var prefix: StaticString = ""
    /// The digits before the point: ASCII, like what follows.
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
    let specification = try FormatSpecification(context, given, for: context.typeName(of: value))
    let number = PythonInt.number(value)
    switch specification.type {
    case 0, 0x64, 0x6e: return try specification.format(context, integer: number, base: 10, prefix: "")
    case 0x62: return try specification.format(context, integer: number, base: 2, prefix: "0b")
    case 0x6f: return try specification.format(context, integer: number, base: 8, prefix: "0o")
    case 0x78: return try specification.format(context, integer: number, base: 16, prefix: "0x")
    case 0x58: return try specification.format(context, integer: number, base: 16, prefix: "0X")
    case 0x63: return try specification.format(context, character: number)
    case 0x65, 0x45, 0x66, 0x46, 0x67, 0x47, 0x25:
      return try specification.format(context, number: PythonInt.double(context, number), context.typeName(of: value))
    default: throw specification.raiseUnknown(context, context.typeName(of: value))
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
    let isNegative = PythonInt.sign(integer) < 0
    return try PythonInt.withDigits(context, PythonInt.absolute(context, integer), base: base) {
      (digits) throws(Raised) in
      try put(
        context,
        NumberParts(
          isNegative: isNegative, prefix: isAlternate ? prefix : "", digits: digits,
          rest: digits.slice(digits.count, digits.count), groupSize: base == 10 ? 3 : 4, isUpper: type == 0x58))
    }
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
    let shape = NumberShape(
      parts: parts, sign: sign, fill: fill, alignment: alignment == 0 ? 0x3e : alignment, missing: missing,
      grouping: separators == 0 ? 0 : grouping, zeros: zeros)
    let count = fixed + digitCount + separators + missing
    if count == 1, parts.digits.count == 1 { return try Text.make(context, codePoint: parts.digits[0]) }
    let widest = missing == 0 ? 0x20 : fill
    let text = try Text.allocate(
      context, count: count, flags: TextWidth(for: widest).rawValue | (widest < 0x80 ? TextFlags.ascii : 0))
    switch text.units.width {
    case .one: shape.write(to: text.base.assumingMemoryBound(to: UInt8.self))
    case .two: shape.write(to: text.base.assumingMemoryBound(to: UInt16.self))
    case .four: shape.write(to: text.base.assumingMemoryBound(to: UInt32.self))
    }
    return text
  }

  /// How the parts of a number stand: fill, sign, prefix, zeros and digits in groups, the rest, fill.
  private struct NumberShape {
    var parts: NumberParts
    /// 0 for none.
    var sign: UInt32
    var fill: UInt32
    var alignment: UInt32
    /// How often the fill stands.
    var missing: Int
    /// 0 where the digits stand without separators.
    var grouping: UInt32
    /// Zeros before the digits.
    var zeros: Int

    func write<Unit: FixedWidthInteger & UnsignedInteger>(to target: UnsafeMutablePointer<Unit>) {
      var end = target
      func add(_ code: UInt32, times: Int = 1) {
        end.update(repeating: Unit(truncatingIfNeeded: code), count: times)
        end += times
      }
      func add(digits units: TextUnits) {
        for code in units.bound(to: UInt8.self) {
          end.pointee = Unit(parts.isUpper && code &- 0x61 < 26 ? code - 0x20 : code)
          end += 1
        }
      }
      let before = alignment == 0x3e ? missing : alignment == 0x5e ? missing / 2 : 0
      add(fill, times: before)
      if sign != 0 { add(sign) }
      for place in 0..<parts.prefix.utf8CodeUnitCount { add(UInt32(parts.prefix.utf8Start[place])) }
      if alignment == 0x3d { add(fill, times: missing) }
      if grouping == 0 {
        add(0x30, times: zeros)
        add(digits: parts.digits)
      } else {
        let count = zeros + parts.digits.count
        for place in 0..<count {
          if place > 0, (count - place) % parts.groupSize == 0 { add(grouping) }
          if place < zeros { add(0x30) } else { add(digits: parts.digits.slice(place - zeros, place - zeros + 1)) }
        }
      }
      add(digits: parts.rest)
      if alignment == 0x3c || alignment == 0x5e { add(fill, times: missing - before) }
    }
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
