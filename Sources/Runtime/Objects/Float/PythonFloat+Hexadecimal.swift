import CRuntime
import Numerals

extension PythonFloat {
  /// `number.hex()`.
  public static func hexadecimal(_ context: Context, _ number: Double) throws(Raised) -> Text {
    if !number.isFinite || number == 0 && number.sign == .plus {
      return number == 0 ? try Text.make(context, "0x0.0p+0") : try representation(context, number)
    }
    var builder = try TextBuilder(context, capacity: 32)
    try builder.append(context, number.sign == .minus ? "-0x" : "0x")
    if number == 0 {
      try builder.append(context, "0.0p+0")
      return try builder.finish(context)
    }
    let isSubnormal = number.magnitude < .leastNormalMagnitude
    try builder.append(context, isSubnormal ? "0." : "1.")
    for place in (0..<UInt64(13)).reversed() {
      let digit = UInt32(number.significandBitPattern >> (place * 4) & 0xf)
      try builder.append(context, codePoint: digit + (digit < 10 ? 0x30 : 0x57))
    }
    let exponent = isSubnormal ? -1022 : Int(number.exponent)
    try builder.append(context, exponent < 0 ? "p-" : "p+")
    try builder.append(context, try PythonInt.decimalText(context, Value(smallInt: Int64(exponent.magnitude))))
    return try builder.finish(context)
  }

  /// `float.fromhex(text)`.
  public static func parseHexadecimal(_ context: Context, _ units: TextUnits) throws(Raised) -> Double {
    var reader = HexadecimalReader(units.trimmed)
    let number = reader.read()
    // As in CPython, a number too large is noticed before what follows it.
    if let number, number.isInfinite, !reader.isNamed {
      throw context.raise(.overflowError, "hexadecimal value too large to represent as a float")
    }
    guard let number, reader.isAtEnd else {
      throw context.raise(.valueError, "invalid hexadecimal floating-point string")
    }
    return number
  }
}

/// Reads `[sign] ["0x"] digits ["." digits] ["p" exponent]`, or the name of a number.
private struct HexadecimalReader {
  private let units: TextUnits
  private var place = 0
  /// Whether it read "inf" or "nan".
  private(set) var isNamed = false

  init(_ units: TextUnits) { self.units = units }

  var isAtEnd: Bool { place == units.count }

  /// The lower-case ASCII character at a distance, 0 for others.
  private func character(_ distance: Int = 0) -> UInt8 {
    let index = place + distance
    if index >= units.count { return 0 }
    let code = units[index]
    if code >= 0x80 { return 0 }
    return code >= 0x41 && code <= 0x5a ? UInt8(code) | 0x20 : UInt8(code)
  }

  private mutating func skip(_ name: StaticString) -> Bool {
    for index in 0..<name.utf8CodeUnitCount where character(index) != name.utf8Start[index] { return false }
    place += name.utf8CodeUnitCount
    return true
  }

  /// The number that the units begin with.
  mutating func read() -> Double? {
    let isNegative = character() == UInt8(ascii: "-")
    if isNegative || character() == UInt8(ascii: "+") { place += 1 }
    guard let magnitude = readName() ?? readDigits() else { return nil }
    return isNegative ? -magnitude : magnitude
  }

  private mutating func readName() -> Double? {
    isNamed = true
    if skip("infinity") || skip("inf") { return .infinity }
    if skip("nan") { return .nan }
    isNamed = false
    return nil
  }

  private mutating func readDigits() -> Double? {
    _ = skip("0x")
    var bits: UInt64 = 0
    var isExact = true
    var exponent = 0
    var count = 0
    var isAfterPoint = false
    while true {
      if character() == UInt8(ascii: "."), !isAfterPoint {
        isAfterPoint = true
        place += 1
        continue
      }
      let digit = PythonInt.digitValue(UInt32(character()))
      if digit >= 16 { break }
      place += 1
      count += 1
      // What no longer fits only matters by not being zero.
      if bits >> 60 == 0 {
        bits = bits << 4 | UInt64(digit)
        if isAfterPoint { exponent -= 4 }
      } else {
        if digit != 0 { isExact = false }
        if !isAfterPoint { exponent += 4 }
      }
    }
    if count == 0 { return nil }
    if character() == UInt8(ascii: "p") {
      place += 1
      guard let written = readExponent() else { return nil }
      exponent += written
    }
    // Beyond any double's; sums must not overflow.
    return Double(rounding: bits, isExact: isExact, exponent: min(max(exponent, -5000), 5000))
  }

  private mutating func readExponent() -> Int? {
    let isNegative = character() == UInt8(ascii: "-")
    if isNegative || character() == UInt8(ascii: "+") { place += 1 }
    let start = place
    var exponent = 0
    while character() >= 0x30, character() <= 0x39 {
      exponent = min(exponent * 10 + Int(character() - 0x30), 1 << 40)
      place += 1
    }
    return place == start ? nil : isNegative ? -exponent : exponent
  }
}
