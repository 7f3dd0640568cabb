import Testing

@testable import Syntax

@Suite struct LexerRemainderTests {
  /// What the lexer finds wrong after the first token, for an error on a line.
  private func remainder(_ text: String, after line: Int32) throws -> String? {
    var lexer = Lexer(try source(text))
    _ = try lexer.next()
    return lexer.errorInRemainder(after: line)?.message
  }

  @Test func lexicalErrorsGoBeforeTheParsers() throws {
    #expect(try remainder("a b\n'c", after: 1) == "unterminated string literal (detected at line 2)")
  }

  @Test func bracketsOpenedOnALineBeforeDoToo() throws {
    #expect(try remainder("x = (\nb c\n", after: 2) == "'(' was never closed")
    #expect(try remainder("x = (b c\n", after: 1) == nil)
  }

  @Test func formattedStringsAreNotLookedInto() throws {
    #expect(try remainder("a b\nf'{", after: 1) == nil)
    #expect(try remainder("a b\nf'{x} '; 'y", after: 1) == "unterminated string literal (detected at line 2)")
  }

  @Test func indentationIsNotLookedAt() throws {
    #expect(try remainder("a b\nif 1:\n  c\n d\n", after: 1) == nil)
  }
}
