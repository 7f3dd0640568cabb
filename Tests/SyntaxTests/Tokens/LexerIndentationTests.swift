import Testing

@testable import Syntax

@Suite struct LexerIndentationTests {
  private func blocks(_ text: String) throws -> [TokenKind] {
    try Tokens(text).kinds.filter { $0 == .indent || $0 == .dedent }
  }

  @Test func blocksOpenAndClose() throws {
    #expect(try blocks("if a:\n  if b:\n    c\nd\n") == [.indent, .indent, .dedent, .dedent])
  }

  @Test func theEndClosesAllBlocks() throws {
    #expect(try blocks("if a:\n  if b:\n    c") == [.indent, .indent, .dedent, .dedent])
  }

  @Test(arguments: ["if a:\n  b\n\n # c\n\t\n  d\n", "if a:\n  b\n   \u{c}  d\n", "if a:\n  (b,\nc)\n"])
  func blankLinesCommentsAndBracketsDoNotCount(_ text: String) throws {
    #expect(try blocks(text) == [.indent, .dedent])
  }

  @Test func whatStandsBeforeABackslashIsTheIndentation() throws {
    #expect(try blocks("if a:\n  b\n  \\\n      c\n") == [.indent, .dedent])
  }

  @Test(arguments: [
    ("if 1:\n  a\n b", SyntaxError.Kind.indentation, "unindent does not match any outer indentation level (3:3-3:-1)"),
    ("if 1:\n\ta\n        b", .tab, "inconsistent use of tabs and spaces in indentation (3:1-3:0)"),
    ("if 1:\n        a\n\tb", .tab, "inconsistent use of tabs and spaces in indentation (3:1-3:0)"),
  ])
  func inconsistencies(_ text: String, _ kind: SyntaxError.Kind, _ expected: String) throws {
    #expect(try lexicalError(text) == expected)
    #expect(try Tokens(text).errorKind == kind)
  }

  @Test func aHundredLevelsAreTooMany() throws {
    func nested(_ depth: Int) -> String {
      (0..<depth).map { String(repeating: " ", count: $0) + "if 1:\n" }.joined()
        + String(repeating: " ", count: depth) + "x"
    }
    #expect(try lexicalError(nested(99)) == "")
    #expect(try lexicalError(nested(100)) == "too many levels of indentation (101:1-101:0)")
  }
}
