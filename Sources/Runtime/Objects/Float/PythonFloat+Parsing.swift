import CRuntime
import Numerals

extension PythonFloat {
  /// `float(text)`: nil where it is no number. Underscores stand between digits, white space around.
  public static func parse(_ units: TextUnits) -> Double? {
    let numeral = units.trimmed
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: numeral.count + 1) { characters in
      var count = 0
      var isNegative = false
      for index in 0..<numeral.count {
        let code = numeral[index]
        if index == 0, code == 0x2b || code == 0x2d {
          isNegative = code == 0x2d
          continue
        }
        if code == 0x5f {
          let isBetweenDigits =
            index > 0 && index + 1 < numeral.count && isDigit(numeral[index - 1]) && isDigit(numeral[index + 1])
          if !isBetweenDigits { return nil }
          continue
        }
        guard let character = asciiCharacter(code) else { return nil }
        characters[count] = character
        count += 1
      }
      let text = UnsafeBufferPointer(rebasing: characters[..<count])
      guard let magnitude = namedNumber(text) ?? decimal(text) else { return nil }
      return isNegative ? -magnitude : magnitude
    }
  }

  /// The ValueError of `float` for what is no number; `shown` is the argument's `repr`.
  public static func invalidText(_ context: Context, shown: Text) -> Raised {
    context.raise(.valueError, "could not convert string to float: " + String(shown))
  }

  private static func isDigit(_ code: UInt32) -> Bool { PythonInt.digitValue(code) < 10 }

  /// Digits of all scripts as ASCII's, and what else is ASCII.
  private static func asciiCharacter(_ code: UInt32) -> UInt8? {
    let digit = PythonInt.digitValue(code)
    return digit < 10 ? digit + 0x30 : code < 0x80 ? UInt8(code) : nil
  }

  private static func namedNumber(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    func isSpelled(_ name: StaticString) -> Bool {
      if text.count != name.utf8CodeUnitCount { return false }
      for index in 0..<text.count where text[index] | 0x20 != name.utf8Start[index] { return false }
      return true
    }
    if isSpelled("inf") || isSpelled("infinity") { return .infinity }
    return isSpelled("nan") ? .nan : nil
  }

  /// Digits, a point among them, an exponent.
  private static func decimal(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var place = 0
    var hasDigits = false
    func skipDigits() -> Bool {
      let start = place
      while place < text.count, text[place] &- 0x30 < 10 { place += 1 }
      return place > start
    }
    hasDigits = skipDigits()
    if place < text.count, text[place] == 0x2e {
      place += 1
      if skipDigits() { hasDigits = true }
    }
    if !hasDigits { return nil }
    if place < text.count, text[place] | 0x20 == 0x65 {
      place += 1
      if place < text.count, text[place] == 0x2b || text[place] == 0x2d { place += 1 }
      if !skipDigits() { return nil }
    }
    return place == text.count ? Double(decimal: text) : nil
  }
}
