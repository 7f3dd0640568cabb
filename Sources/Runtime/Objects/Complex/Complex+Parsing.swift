import CRuntime
import UnicodeTables

extension Complex {
  /// `complex(text)`: a real number, an imaginary one, or a sum of both, perhaps in parentheses.
  static func parse(_ context: Context, _ value: Value, _ units: TextUnits) throws(Raised) -> ComplexNumber {
    var numeral = units.trimmed
    if numeral.count > 1, numeral[0] == 0x28, numeral[numeral.count - 1] == 0x29 {
      numeral = numeral.slice(1, numeral.count - 1).trimmed
    }
    for place in 0..<numeral.count where numeral[place] == 0x5f {
      if !isDigit(numeral, place - 1) || !isDigit(numeral, place + 1) {
        let message = "could not convert string to complex: " + String(try context.repr(value))
        throw context.raise(.valueError, message)
      }
    }
    if let number = read(numeral) { return number }
    throw context.raise(.valueError, "complex() arg is a malformed string")
  }

  private static func read(_ numeral: TextUnits) -> ComplexNumber? {
    let first = termLength(numeral, from: 0)
    if first == 0 { return nil }
    if first == numeral.count {
      return isImaginary(numeral, first)
        ? imaginary(numeral.slice(0, first - 1)).map { ComplexNumber(0, $0) }
        : PythonFloat.parse(numeral).map { ComplexNumber($0) }
    }
    let second = termLength(numeral, from: first)
    let sign = numeral[first]
    if sign != 0x2b && sign != 0x2d || first + second != numeral.count || !isImaginary(numeral, numeral.count) {
      return nil
    }
    guard let real = PythonFloat.parse(numeral.slice(0, first)),
      let imaginary = imaginary(numeral.slice(first, numeral.count - 1))
    else { return nil }
    return ComplexNumber(real, imaginary)
  }

  private static func isDigit(_ numeral: TextUnits, _ place: Int) -> Bool {
    place >= 0 && place < numeral.count && PythonInt.digitValue(numeral[place]) < 10
  }

  private static func isImaginary(_ numeral: TextUnits, _ end: Int) -> Bool { numeral[end - 1] | 0x20 == 0x6a }

  /// The factor before `j`, which is 1 where there is none.
  private static func imaginary(_ factor: TextUnits) -> Double? {
    if factor.count == 0 { return 1 }
    if factor.count == 1, factor[0] == 0x2b || factor[0] == 0x2d { return factor[0] == 0x2d ? -1 : 1 }
    let last = factor[factor.count - 1]
    return Unicode16.isWhitespace(last) ? nil : PythonFloat.parse(factor)
  }

  /// How many units there are up to the sign of the next term: one that begins no exponent.
  private static func termLength(_ numeral: TextUnits, from start: Int) -> Int {
    var place = start + 1
    while place < numeral.count {
      let isSign = numeral[place] == 0x2b || numeral[place] == 0x2d
      let isExponent = numeral[place - 1] | 0x20 == 0x65 && (isDigit(numeral, place - 2) || isPoint(numeral, place - 2))
      if Unicode16.isWhitespace(numeral[place]) { return 0 }
      if isSign, !isExponent { break }
      place += 1
    }
    return min(place, numeral.count) - start
  }

  private static func isPoint(_ numeral: TextUnits, _ place: Int) -> Bool { place >= 0 && numeral[place] == 0x2e }
}
