import Testing

@testable import Syntax

@Suite struct LexerTests {
  @Test func aLineOfCode() throws {
    let tokens = try Tokens("x = foo(1) # why\n")
    #expect(
      tokens.kinds == [
        .name, .equal, .name, .leftParenthesis, .number, .rightParenthesis, .newline, .endOfFile,
      ])
    #expect(tokens.places.prefix(3) == ["1:0-1:1", "1:2-1:3", "1:4-1:7"])
  }

  @Test func aNewlineAfterACommentBeginsWithIt() throws {
    #expect(try Tokens("x # c\n").places[1] == "1:2-1:6")
  }

  @Test func keywordsAreKindsOfTheirOwn() throws {
    let all = """
      False None True and as assert async await break class continue def del elif else except finally for from \
      global if import in is lambda nonlocal not or pass raise return try while with yield
      """
    let kinds = try Tokens(all).kinds.dropLast(2)
    #expect(kinds.count == 35)
    #expect(Set(kinds).count == 35 && !kinds.contains(.name))
  }

  @Test(arguments: ["match", "nonlocale", "iff", "i", "print", "Class", "continued", "_"])
  func otherWordsAreNames(_ word: String) throws {
    #expect(try Tokens(word).kinds.first == .name)
  }

  @Test func operatorsAreAsLongAsPossible() throws {
    let all = "+ - * / // % ** @ << >> & | ^ ~ < > <= >= == != -> += -= *= /= //= %= **= @= <<= >>= &= |= ^= := . ... , : ; ="
    let expected = all.split(separator: " ").map(String.init)
    let tokens = try Tokens(all)
    #expect(Array(tokens.texts.dropLast(2)) == expected)
    #expect(Set(tokens.kinds.dropLast(2)).count == expected.count)
  }

  @Test func theOldInequalityIsAJoke() throws {
    #expect(try Tokens("a<>b").kinds[1...2] == [.less, .greater])
    var lexer = Lexer(try source("<>"))
    lexer.barryAsBDFL = true
    #expect(try lexer.next().kind == .notEqual)
  }

  @Test func linesJoinInBrackets() throws {
    #expect(try Tokens("(a,\n  # c\n\n b)\n").kinds.filter { $0 == .newline }.count == 1)
  }

  @Test func linesJoinAfterABackslash() throws {
    let tokens = try Tokens("a + \\\n  b\n")
    #expect(tokens.kinds == [.name, .plus, .name, .newline, .endOfFile])
    #expect(tokens.places[2] == "2:2-2:3")
  }

  @Test func identifiersMayBeOfAnyScript() throws {
    #expect(try Tokens("été = 名前\n").places.prefix(3) == ["1:0-1:5", "1:6-1:7", "1:8-1:14"])
  }

  @Test(arguments: [
    ("€", "invalid character '€' (U+20AC) (1:1-1:1)"), ("a€b", "invalid character '€' (U+20AC) (1:2-1:2)"),
    ("x = \u{a0}1", "invalid non-printable character U+00A0 (1:5-1:5)"),
    ("é = \u{1}", "invalid non-printable character U+0001 (1:5-1:5)"),
    ("\u{feff}a", "invalid non-printable character U+FEFF (1:1-1:1)"),
  ])
  func charactersOutsidePython(_ text: String, _ expected: String) throws {
    #expect(try lexicalError(text) == expected)
  }

  @Test func typeCommentsAreKeptWhenAskedFor() throws {
    #expect(try Tokens("x = 1 # type: int\n").kinds[3] == .newline)
    let tokens = try Tokens("x = 1 #  type:  int # y\n", typeComments: true)
    #expect(tokens.kinds[3] == .typeComment)
    #expect(tokens.texts[3] == "int # y")
  }

  @Test func ignoresAreCollectedApart() throws {
    let tokens = try Tokens("x = 1 # type: ignore[a]\n# type: ignore\n# type: ignored\n", typeComments: true)
    #expect(tokens.typeIgnores == ["1: [a]", "2: "])
    #expect(tokens.kinds.filter { $0 == .typeComment }.count == 1)
  }

  @Test func theEndRepeats() throws {
    var lexer = Lexer(try source("a"))
    var last: TokenKind = .name
    for _ in 0..<9 { last = try lexer.next().kind }
    #expect(last == .endOfFile)
  }

  @Test(arguments: [
    ("(", "'(' was never closed (1:1-1:0)"), ("(\n[", "'[' was never closed (2:1-2:0)"),
    (")", "unmatched ')' (1:1-1:1)"),
    ("(]", "closing parenthesis ']' does not match opening parenthesis '(' (1:2-1:2)"),
    ("(\n]", "closing parenthesis ']' does not match opening parenthesis '(' on line 1 (2:1-2:1)"),
    ("a \\ b", "unexpected character after line continuation character (1:4-1:0)"),
    ("a\n\\", "unexpected EOF while parsing (2:2-2:-1)"), ("(\\", "'(' was never closed (1:1-1:0)"),
  ])
  func bracketsAndBackslashes(_ text: String, _ expected: String) throws {
    #expect(try lexicalError(text) == expected)
  }

  @Test func bracketsNestTwoHundredDeep() throws {
    #expect(try lexicalError(String(repeating: "(", count: 200) + String(repeating: ")", count: 200)) == "")
    #expect(try lexicalError(String(repeating: "(", count: 201)) == "too many nested parentheses (1:201-1:201)")
  }
}
