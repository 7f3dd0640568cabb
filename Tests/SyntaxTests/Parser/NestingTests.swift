import Syntax
import Testing

/// CPython's limits, to the level, and long chains that are none.
@Suite struct NestingTests {
  private static let tooDeep = "Parser stack overflowed - Python source too complex to parse"

  @Test(arguments: [("-", 5968), ("not ", 5968), ("lambda: ", 2984), ("1 ** ", 2984), ("1 if 1 else ", 5968)])
  func prefixesNestAsDeepAsInCPython(prefix: String, limit: Int) throws {
    #expect(try parseError(String(repeating: prefix, count: limit) + "1") == "")
    #expect(try parseError(String(repeating: prefix, count: limit + 1) + "1") == Self.tooDeep)
  }

  @Test(arguments: ["-", "not ", "lambda: ", "1 ** ", "1 if 1 else ", "await "])
  func endlessPrefixesAreAnError(prefix: String) throws {
    #expect(try parseError(String(repeating: prefix, count: 100_000) + "1") != "")
  }

  @Test(arguments: ["(", "[", "{1:", "f(", "a["])
  func bracketsNestTwoHundredTimes(bracket: String) throws {
    #expect(try parseError(String(repeating: bracket, count: 100_000)) == "too many nested parentheses")
  }

  @Test(arguments: [".a", "()", "[0]", " + a", " < a", " and a", ", a", " = a"])
  func chainsAreOfAnyLength(link: String) throws {
    #expect(try parseError("a" + String(repeating: link, count: 100_000)) == "")
  }
}
