import Testing

@testable import Syntax

@Suite struct SyntaxErrorDetailsTests {
  private func details(_ column: Int32, _ excerpt: SyntaxError.Excerpt, in text: String) throws -> SyntaxErrorDetails {
    let range = SourceRange(line: 1, column: column, endLine: 1, endColumn: column + 1)
    return SyntaxError(.syntax, "", at: range, excerpt: excerpt).details(in: try source(text))
  }

  @Test func offsetsCountCharactersFromOne() throws {
    #expect(try details(3, .line, in: "éa€b").offset == 3)
  }

  @Test func offsetsEndWithTheText() throws {
    #expect(try details(50, .line, in: "abc").offset == 4)
  }

  @Test func withoutTextOffsetsCountBytes() throws {
    #expect(try details(3, .absent, in: "éa€b").offset == 4)
    #expect(try details(3, .absent, in: "éa€b").text == nil)
  }

  @Test func anEndedLineShowsItsEnd() throws {
    #expect(try details(0, .line, in: "a\nb").text == "a")
    #expect(try details(0, .endedLine, in: "a\nb").text == "a\n")
  }

  @Test func columnsThatAreNotThereStayBelowOne() throws {
    let range = SourceRange(line: 1, column: -1, endLine: 1, endColumn: -2)
    let found = SyntaxError(.syntax, "", at: range).details(in: try source("a"))
    #expect(found.offset == 0)
    #expect(found.endOffset == -1)
  }
}
