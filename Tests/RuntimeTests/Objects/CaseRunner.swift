import CRuntime

@testable import Runtime

/// Runs cases that CPython computed (Fixtures/make_cases.py), a line each: an operation, its arguments and its result,
/// separated by tabs.
///
///     add     i:7fff   i:-1   i:7ffe
///     find    t:61 62  t:62   i:1
///     modulo  i:1      i:0    !division by zero
struct CaseRunner {
  let context: Context

  /// What differs from the expectation, or nil.
  func run(_ line: Substring) -> String? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    let arguments = fields[1..<fields.count - 1].map { $0 }
    let expected = String(fields[fields.count - 1])
    let found: String
    do throws(Raised) {
      guard let result = try perform(String(fields[0]), arguments) else { return "unknown operation: \(line)" }
      found = result
    } catch {
      found = "!" + raisedMessage(context)
    }
    return found == expected ? nil : "\(line.prefix(400)) but found \(found.prefix(300))"
  }

  // MARK: Notation

  private func int(_ field: Substring) throws(Raised) -> Value {
    let text = try Text.make(context, String(field.dropFirst(2)))
    return try PythonInt.parse(context, text.units, base: 16) ?? .empty
  }

  private func number(_ field: Substring) throws(Raised) -> Int {
    Int(PythonInt.int64(try int(field)) ?? 0)
  }

  private func double(_ field: Substring) -> Double {
    UInt64(field.dropFirst(2), radix: 16).map { Double(bitPattern: $0) } ?? .nan
  }

  private func text(_ field: Substring) throws(Raised) -> Text {
    let codes = field.dropFirst(2).split(separator: " ").map { UInt32($0, radix: 16) ?? 0 }
    var builder = try TextBuilder(context)
    for code in codes { try builder.append(context, codePoint: code) }
    return try builder.finish(context)
  }

  private func bytes(_ field: Substring) throws(Raised) -> Bytes {
    let bytes = field.dropFirst(2).split(separator: " ").map { UInt8($0, radix: 16) ?? 0 }
    var result: Result<Bytes, Raised> = .failure(Raised())
    bytes.withUnsafeBytes { source in
      do throws(Raised) { result = .success(try Bytes.make(context, source)) } catch { result = .failure(error) }
    }
    return try result.get()
  }

  private func show(int value: Value) throws(Raised) -> String {
    "i:" + String(try PythonInt.text(context, value, base: 16))
  }
  private func show(_ number: Int) -> String { "i:" + hex(number) }
  private func hex<Number: BinaryInteger>(_ number: Number) -> String { String(number, radix: 16) }
  private func show(_ number: Double) -> String {
    number.isNaN ? "f:nan" : "f:" + hex(number.bitPattern)
  }
  private func show(_ text: Text) -> String {
    "t:" + (0..<text.count).map { hex(text.codePoint(at: $0)) }.joined(separator: " ")
  }
  private func show(_ bytes: Bytes) -> String { "b:" + bytes.bytes.map { hex($0) }.joined(separator: " ") }

  // MARK: Operations

  private func perform(_ name: String, _ fields: [Substring]) throws(Raised) -> String? {
    if let result = try performOnInts(name, fields) { return result }
    if let result = try performOnFloats(name, fields) { return result }
    return try performOnText(name, fields)
  }

  private func performOnInts(_ name: String, _ fields: [Substring]) throws(Raised) -> String? {
    let binary: (Value) throws(Raised) -> String = show(int:)
    func left() throws(Raised) -> Value { try int(fields[0]) }
    func right() throws(Raised) -> Value { try int(fields[1]) }
    switch name {
    case "add": return try binary(PythonInt.add(context, left(), right()))
    case "subtract": return try binary(PythonInt.subtract(context, left(), right()))
    case "multiply": return try binary(PythonInt.multiply(context, left(), right()))
    case "floorDivide": return try binary(PythonInt.floorDivide(context, left(), right()))
    case "modulo": return try binary(PythonInt.modulo(context, left(), right()))
    case "divmod":
      let division = try PythonInt.divide(context, left(), right())
      return try binary(division.quotient) + " " + binary(division.remainder)
    case "trueDivide": return show(try PythonInt.trueDivide(context, left(), right()))
    case "power": return try binary(PythonInt.power(context, left(), right()))
    case "powerModulo": return try binary(PythonInt.power(context, left(), right(), modulo: int(fields[2])))
    case "and": return try binary(PythonInt.and(context, left(), right()))
    case "or": return try binary(PythonInt.or(context, left(), right()))
    case "xor": return try binary(PythonInt.exclusiveOr(context, left(), right()))
    case "invert": return try binary(PythonInt.invert(context, left()))
    case "shiftLeft": return try binary(PythonInt.shiftLeft(context, left(), right()))
    case "shiftRight": return try binary(PythonInt.shiftRight(context, left(), right()))
    case "negate": return try binary(PythonInt.negate(context, left()))
    case "absolute": return try binary(PythonInt.absolute(context, left()))
    case "compare": return show(PythonInt.compare(try left(), try right()).signum())
    case "hashInt": return show(Int(PythonInt.hash(try left())))
    case "gcd": return try binary(PythonInt.greatestCommonDivisor(context, left(), right()))
    case "isqrt": return try binary(PythonInt.squareRoot(context, left()))
    case "bitLength": return show(PythonInt.bitLength(try left()))
    case "bitCount": return show(PythonInt.bitCount(try left()))
    case "intToFloat": return show(try PythonInt.double(context, left()))
    case "str": return show(try PythonInt.decimalText(context, left()))
    case "intText": return show(try PythonInt.text(context, left(), base: Int32(number(fields[1]))))
    case "parseInt":
      let (shown, base) = (try text(fields[0]), Int32(try number(fields[1])))
      guard let value = try PythonInt.parse(context, shown.units, base: base) else {
        throw PythonInt.invalidLiteral(context, base: base, shown: try Text.representation(context, shown))
      }
      return try binary(value)
    case "toBytes":
      let result = try Bytes.allocate(context, count: try number(fields[1]))
      try PythonInt.write(
        context, left(), to: result.base.assumingMemoryBound(to: UInt8.self), count: result.count,
        isLittleEndian: fields[2] == "little", isSigned: fields[3] == "signed")
      return show(result)
    case "fromBytes":
      return try binary(
        PythonInt.make(
          context, bytes: bytes(fields[0]).bytes, isLittleEndian: fields[1] == "little",
          isSigned: fields[2] == "signed"))
    default: return nil
    }
  }

  private func performOnFloats(_ name: String, _ fields: [Substring]) throws(Raised) -> String? {
    func left() -> Double { double(fields[0]) }
    func right() -> Double { double(fields[1]) }
    switch name {
    case "floatValue": return show(PythonFloat.number(try PythonFloat.make(context, left())) ?? 0)
    case "floatFloorDivide": return show(try PythonFloat.floorDivide(context, left(), right()))
    case "floatModulo": return show(try PythonFloat.modulo(context, left(), right()))
    case "floatDivmod":
      let (quotient, remainder) = try PythonFloat.divideWithRemainder(context, left(), right())
      return show(quotient) + " " + show(remainder)
    case "floatDivide": return show(try PythonFloat.divide(context, left(), right()))
    case "floatPower":
      return try PythonFloat.power(context, left(), right()).map { show($0) } ?? "complex"
    case "floatCompareInt": return PythonFloat.compare(left(), try int(fields[1])).map { show($0) } ?? "nan"
    case "hashFloat": return show(Int(PythonFloat.hash(left())))
    case "repr": return show(try PythonFloat.representation(context, left()))
    case "format":
      let style: PythonFloat.Style = fields[1] == "f" ? .fixed : fields[1] == "e" ? .exponential : .general
      return show(
        try PythonFloat.text(
          context, left(), style, precision: number(fields[2]), isAlternate: fields[3] == "alternate"))
    case "parseFloat":
      let shown = try text(fields[0])
      guard let number = PythonFloat.parse(shown.units) else {
        throw PythonFloat.invalidText(context, shown: try Text.representation(context, shown))
      }
      return show(number)
    case "truncate": return try show(int: PythonInt.make(context, truncating: left()))
    case "round": return try show(int: PythonFloat.round(context, left()))
    case "roundTo": return show(try PythonFloat.round(context, left(), places: number(fields[1])))
    case "isInteger": return show(PythonFloat.isInteger(left()) ? 1 : 0)
    case "ratio":
      let (numerator, denominator) = try PythonFloat.integerRatio(context, left())
      return try show(int: numerator) + " " + show(int: denominator)
    case "hex": return show(try PythonFloat.hexadecimal(context, left()))
    case "fromHex": return show(try PythonFloat.parseHexadecimal(context, text(fields[0]).units))
    default: return nil
    }
  }

  private func performOnText(_ name: String, _ fields: [Substring]) throws(Raised) -> String? {
    func left() throws(Raised) -> Text { try text(fields[0]) }
    func right() throws(Raised) -> Text { try text(fields[1]) }
    switch name {
    case "concatenate": return show(try Text.concatenate(context, left(), right()))
    case "repeat": return show(try Text.repeated(context, left(), times: number(fields[1])))
    case "slice": return show(try Text.slice(context, left(), number(fields[1]), number(fields[2])))
    case "sliceStep":
      return show(
        try Text.slice(context, left(), start: number(fields[1]), step: number(fields[2]), count: number(fields[3])))
    case "equal": return show(Text.areEqual(try left(), try right()) ? 1 : 0)
    case "compareText": return show(Text.compare(try left(), try right()).signum())
    case "find": return show(try left().units.firstIndex(of: right().units) ?? -1)
    case "rfind": return show(try left().units.lastIndex(of: right().units) ?? -1)
    case "count": return show(try left().units.occurrences(of: right().units))
    case "startsWith": return show(try left().hasPrefix(right()) ? 1 : 0)
    case "endsWith": return show(try left().hasSuffix(right()) ? 1 : 0)
    case "hashText": return show(Int(Text.hash(context, try left())))
    case "hashBytes": return show(Int(Bytes.hash(context, try bytes(fields[0]))))
    case "reprText": return show(try Text.representation(context, left()))
    case "ascii": return show(try Text.representation(context, left(), isASCIIOnly: true))
    case "encode": return show(try Bytes.make(context, utf8: left()))
    case "decode":
      let source = try bytes(fields[0])
      return show(try Text.make(context, utf8: source.bytes.assumingMemoryBound(to: UInt8.self)))
    case "reprBytes": return show(try Bytes.representation(context, bytes(fields[0])))
    default: return nil
    }
  }
}
