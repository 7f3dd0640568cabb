import Testing

@testable import Syntax

@Suite struct LexerNumberTests {
  @Test(arguments: [
    "0", "00", "0_0", "1_000", "0xFf", "0x_f", "0o17", "0b1_0", "1.", ".5", "1.5", "1_0.0_1", "1e5", "1E+5", "1.e-5",
    "09.5", "09e1", "1j", "0J", "1e5j", "09j",
  ])
  func oneToken(_ text: String) throws {
    #expect(try Tokens(text).texts.first == text)
  }

  @Test(arguments: [
    ("1_", "invalid decimal literal (1:2-1:2)"), ("1__0", "invalid decimal literal (1:2-1:2)"),
    ("1e", "invalid decimal literal (1:1-1:1)"), ("1e+", "invalid decimal literal (1:3-1:3)"),
    ("1._5", "invalid decimal literal (1:2-1:2)"), ("12abc", "invalid decimal literal (1:2-1:2)"),
    ("0_", "invalid decimal literal (1:2-1:2)"), ("0x", "invalid hexadecimal literal (1:2-1:2)"),
    ("0xfg", "invalid hexadecimal literal (1:3-1:3)"), ("0b1_", "invalid binary literal (1:4-1:4)"),
    ("0b12", "invalid digit '2' in binary literal (1:4-1:4)"), ("0o_", "invalid octal literal (1:3-1:3)"),
    ("0o18", "invalid digit '8' in octal literal (1:4-1:4)"), ("1jx", "invalid imaginary literal (1:2-1:2)"),
    (
      "é = 0777",
      "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers (1:5-1:6)"
    ),
  ])
  func faults(_ text: String, _ expected: String) throws {
    #expect(try lexicalError(text) == expected)
  }

  @Test(arguments: [
    ("1if x else y", "1: invalid decimal literal"), ("0x1for x in y", "1: invalid hexadecimal literal"),
    ("1_0not in x", "1: invalid decimal literal"), ("1jor x", "1: invalid imaginary literal"),
    ("1e5and x", "1: invalid decimal literal"),
  ])
  func keywordsMayTouchNumbers(_ text: String, _ warning: String) throws {
    #expect(try Tokens(text).warnings == [warning])
  }
}
