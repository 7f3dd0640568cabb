import Testing

@testable import Syntax

@Suite struct NumberLiteralTests {
  @Test(arguments: [
    ("0", 0), ("00_0", 0), ("1_000", 1000), ("0xFf", 255), ("0o1_7", 15), ("0b_101", 5),
    ("999999999999999999", 999_999_999_999_999_999), ("9223372036854775807", .max),
    ("0x7fff_ffff_ffff_ffff", .max),
  ] as [(String, Int64)])
  func integersOfAWord(_ text: String, _ expected: Int64) throws {
    guard case .integer(let value)? = try ParsedLiteral(text).value else {
      Issue.record("not an int of a word")
      return
    }
    #expect(value == expected)
  }

  @Test(arguments: ["9223372036854775808", "0x8000000000000000", "0o1000000000000000000000"])
  func integersBeyondAWordAreMagnitudes(_ text: String) throws {
    let bytes = try #require(try ParsedLiteral(text).bytes)
    #expect(bytes == [0, 0, 0, 0, 0, 0, 0, 0x80])
  }

  @Test func largeDecimalsConvert() throws {
    // 10⁴⁰ = 0x1D6329F1C35CA4BFABB9F5610000000000
    let bytes = try #require(try ParsedLiteral("1" + String(repeating: "0", count: 40)).bytes)
    #expect(bytes.prefix(6) == [0, 0, 0, 0, 0, 0x61])
    #expect(bytes[16] == 0x1D)
  }

  @Test(arguments: [
    ("0.5", 0.5), ("1e22", 1e22), ("1e23", 1e23), ("8.5e22", 8.5e22), ("09.5", 9.5), ("1_0.0_1e1_0", 1.001e11),
    (".1e-2", 0.001), ("1.e1", 10), ("123456789012345678901234567890.0", 123456789012345678901234567890.0),
  ] as [(String, Double)])
  func floats(_ text: String, _ expected: Double) throws {
    guard case .float(let value)? = try ParsedLiteral(text).value else {
      Issue.record("not a float")
      return
    }
    #expect(value.bitPattern == expected.bitPattern)
  }

  @Test(arguments: [
    ("4.9406564584124654e-324", 1), ("2.4703282292062327e-324", 0), ("2.4703282292062328e-324", 1),
    ("2.2250738585072011e-308", 0x000f_ffff_ffff_ffff), ("2.2250738585072014e-308", 0x0010_0000_0000_0000),
    ("1.7976931348623158e308", 0x7fef_ffff_ffff_ffff), ("1.7976931348623159e308", 0x7ff0_0000_0000_0000),
    ("1e999999999999999999999", 0x7ff0_0000_0000_0000), ("1e-999999999999999999999", 0),
    ("9007199254740993.0", 0x4340_0000_0000_0000), ("9007199254740993.00000000000000000001", 0x4340_0000_0000_0001),
  ] as [(String, UInt64)])
  func floatsAtTheEdges(_ text: String, _ bits: UInt64) throws {
    guard case .float(let value)? = try ParsedLiteral(text).value else {
      Issue.record("not a float")
      return
    }
    #expect(value.bitPattern == bits)
  }

  @Test func digitsFarBeyondADoublesStillBreakTies() throws {
    let half = "9007199254740993." + String(repeating: "0", count: 2000)
    #expect(try float(half) == 9007199254740992)
    #expect(try float(half + "1") == 9007199254740994)
  }

  private func float(_ text: String) throws -> Double? {
    if case .float(let value)? = try ParsedLiteral(text).value { return value }
    return nil
  }

  @Test func imaginaries() throws {
    guard case .imaginary(let value)? = try ParsedLiteral("012.5e1J").value else {
      Issue.record("not imaginary")
      return
    }
    #expect(value == 125)
  }

  @Test func decimalsAreLimited() throws {
    #expect(try parseError(String(repeating: "1", count: 4300)) == "")
    #expect(
      try parseError(String(repeating: "1", count: 4301))
        == "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; "
        + "use sys.set_int_max_str_digits() to increase the limit - "
        + "Consider hexadecimal for huge integer literals to avoid decimal conversion limits.")
    #expect(try parseError("0x" + String(repeating: "f", count: 9000)) == "")
  }
}
