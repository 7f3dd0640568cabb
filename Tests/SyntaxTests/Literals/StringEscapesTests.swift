import Testing

@testable import Syntax

@Suite struct StringEscapesTests {
  @Test(arguments: [
    (#"'\n\t\a\\\'\"\x41\101\u00e9\U0001F600'"#, "\n\t\u{7}\\'\"AAé😀"), (#"'\N{BULLET}\N{digit one}'"#, "•1"),
    (#"r'\n'"#, #"\n"#), ("'a\\\nb'", "ab"), (#"'''a"b'''"#, "a\"b"), (#"'\d\é'"#, #"\d\é"#), (#"'\08'"#, "\u{0}8"),
    (#"'\777'"#, "ǿ"),
  ])
  func textMeansWhatItDoesInPython(_ literal: String, _ expected: String) throws {
    #expect(try ParsedLiteral(literal).text == expected)
  }

  @Test func surrogatesAreCodedLikeOtherCharacters() throws {
    #expect(try ParsedLiteral(#"'\ud83d\ude00'"#).bytes == [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80])
  }

  @Test func bytesKeepWhatTextInterprets() throws {
    #expect(try ParsedLiteral(#"b'\xff\u\N\777'"#).bytes == [0xff] + Array(#"\u\N"#.utf8) + [0xff])
  }

  @Test(arguments: [
    (#"'\x1'"#, "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape"),
    (#"'\u12'"#, "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-3: truncated \\uXXXX escape"),
    (
      #"'\U00110000'"#,
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character"
    ),
    (
      #"'\N{foo}'"#,
      "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-6: unknown Unicode character name"
    ),
    (#"'\N{}'"#, "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: malformed \\N character escape"),
    (#"'é\x'"#, "(unicode error) 'unicodeescape' codec can't decode bytes in position 10-11: truncated \\xXX escape"),
    (#"'\é\x'"#, "(unicode error) 'unicodeescape' codec can't decode bytes in position 16-17: truncated \\xXX escape"),
    (#"b'ab\xz'"#, "(value error) invalid \\x escape at position 2"),
    ("b'é'", "bytes can only contain ASCII literal characters"),
    ("b'' ''", "cannot mix bytes and nonbytes literals"),
  ])
  func faultsAreWordedLikePythons(_ literal: String, _ message: String) throws {
    #expect(try parseError(literal) == message)
  }

  @Test func theWarningIsPythons() {
    #expect(
      invalidEscapeMessage("\\d")
        == #""\d" is an invalid escape sequence. Such sequences will not work in the future. "#
        + #"Did you mean "\\d"? A raw string is also an option."#)
  }

  private func warnings(_ literal: String) throws -> [String] {
    try ParsedLiteral(literal).warnings.map { "\($0.range.line): \($0.message)" }
  }

  @Test func theFirstInvalidEscapeOfAStringIsWarnedOf() throws {
    #expect(try warnings("'''\n\n\\d\\e'''") == ["3: " + invalidEscapeMessage("\\d")])
  }

  @Test func octalEscapesBeyondAByteAreWarnedOf() throws {
    #expect(try warnings(#"'\400'"#) == ["1: " + invalidEscapeMessage("\\400", "octal ")])
  }

  @Test func bracesAreWarnedOfOnce() throws {
    #expect(try warnings(#"f'\{{'"#) == ["1: " + invalidEscapeMessage("\\{")])
  }

  @Test func trialsDoNotWarnTwice() throws {
    let parsed = try Parser.parse(try source("match ('\\d', 1):\n  case _: pass\n"))
    #expect(parsed.warnings.count == 1)
  }
}
