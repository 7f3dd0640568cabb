import Testing

@testable import Syntax

@Suite struct LexerStringTests {
  @Test(arguments: ["''", "'a'", "\"'\"", "'''a'b'''", "r'\\\\'", "Rb'a'", "u'a'", "'a\\\nb'", "'''a\n\n'''", "'\\''"])
  func oneToken(_ text: String) throws {
    let tokens = try Tokens(text + "\n")
    #expect(tokens.kinds == [.string, .newline, .endOfFile])
    #expect(tokens.texts.first == text)
  }

  @Test func stringsOfSeveralLinesEndOnTheLast() throws {
    #expect(try Tokens("x = '''a\n\nb''' + y").places[2...4] == ["1:4-3:4", "3:5-3:6", "3:7-3:8"])
  }

  @Test(arguments: [
    ("x = (\n\n'abc", "unterminated string literal (detected at line 3) (3:1-3:1)"),
    ("\"abc\\\"", "unterminated string literal (detected at line 1); perhaps you escaped the end quote? (1:1-1:1)"),
    ("'''abc\n\n", "unterminated triple-quoted string literal (detected at line 2) (1:1-1:1)"),
    ("'a\\\n", "unterminated string literal (detected at line 1) (1:1-1:1)"),
    ("f'abc", "unterminated f-string literal (detected at line 1) (1:1-1:1)"),
    ("t'''abc\n\n", "unterminated triple-quoted t-string literal (detected at line 2) (1:1-1:1)"),
    ("ub'a'", "'u' and 'b' prefixes are incompatible (1:1-1:3)"),
    ("ft'a'", "'f' and 't' prefixes are incompatible (1:1-1:3)"),
  ])
  func faults(_ text: String, _ expected: String) throws {
    #expect(try lexicalError(text) == expected)
  }

  @Test func formattedStringsAreSeveralTokens() throws {
    let tokens = try Tokens("f'a{x!r:>{w}}b'")
    #expect(
      tokens.kinds == [
        .fstringStart, .fstringMiddle, .leftBrace, .name, .exclamation, .name, .colon, .fstringMiddle, .leftBrace,
        .name, .rightBrace, .fstringMiddle, .rightBrace, .fstringMiddle, .fstringEnd, .newline, .endOfFile,
      ])
  }

  @Test func templatesHaveTheirOwnKinds() throws {
    #expect(try Tokens("t'a'").kinds.prefix(3) == [.tstringStart, .tstringMiddle, .tstringEnd])
  }

  @Test func doubledBracesEndATokenThatShowsOne() throws {
    let tokens = try Tokens("f'a{{b'")
    #expect(tokens.texts[1...2] == ["a{", "b"])
    #expect(tokens.places[1] == "1:2-1:5")
  }

  @Test(arguments: ["f'{f'{f'{1}'}'}'", "f'{'a' + \"b\"}'", "f'{a['b']}'", "f'{x:{y:{z}}}'", "f'''{\nx\n}'''", "f'{\nx\n}'"])
  func fieldsHoldAnyCode(_ text: String) throws {
    #expect(try lexicalError(text) == "")
  }

  @Test func bracketsHideColonsAndEqualSigns() throws {
    #expect(try Tokens("f'{(a:=5)}'").kinds.contains(.colonEqual))
    #expect(try Tokens("f'{a:=5}'").kinds.contains(.colonEqual) == false)
    #expect(try Tokens("f'{a!=b}'").kinds.contains(.notEqual))
  }

  @Test(arguments: [
    ("f'}'", "f-string: single '}' is not allowed (1:3-1:3)"), ("f'{'", "f-string: expecting '}' (1:4-1:4)"),
    ("f'{)}'", "f-string: unmatched ')' (1:4-1:4)"), ("t'{a]}'", "t-string: unmatched ']' (1:5-1:5)"),
    ("f'{(]}'", "closing parenthesis ']' does not match opening parenthesis '(' (1:5-1:5)"),
    ("f'{a:{b:{c:{d}}}}'", "f-string: expressions nested too deeply (1:11-1:11)"),
    (
      "f'{a:",
      "f-string: newlines are not allowed in format specifiers for single quoted f-strings (1:6-1:6)"
    ),
    ("f'{a", "'{' was never closed (1:3-1:0)"),
  ])
  func faultsOfFields(_ text: String, _ expected: String) throws {
    #expect(try lexicalError(text) == expected)
  }

  @Test func formattedStringsNestSoFar() throws {
    #expect(
      try lexicalError(String(repeating: "f'{", count: 160)) == "too many nested f-strings or t-strings (1:449-1:449)")
  }

  @Test func aBackslashBeforeABraceIsWarnedOf() throws {
    #expect(try Tokens("f'\\{x}'").warnings.count == 1)
    #expect(try Tokens("rf'\\{x}'").warnings.isEmpty)
  }
}
