import Testing

@testable import Bytecode

@Suite struct ListingTests {
  @Test func aFunction() {
    let source = """
      def total(items):
        sum = 0
        for item in items:
          sum += item
        return sum
      """
    #expect(Samples.total.listing(source: Array(source.utf8)) == """
      function f  "sample.py", line 1
        parameters items · variables sum item · registers 4 · optimized newLocals

           2 │   sum = 0
                   0  loadConstant         sum ← 0
           3 │   for item in items:
                   1  getIterator          %0 ← items
                   2  jump                 → L2 ↓
           4 │     sum += item
        L1:        3  add                  sum ← sum, item, inPlace
           3 │   for item in items:
        L2:        4  forNext              item ← %0 → L1 ↑
           5 │   return sum
                   5  return               sum

      """)
  }

  @Test func exceptionRangesAndWindows() {
    let code = Samples.protected { code in
      code.enterHandler(state: Register(2))
      code.leaveHandler(state: Register(2))
    }
    #expect(code.listing() == """
      function f  "sample.py", line 1
        parameters x · registers 4 · optimized newLocals

                   0  move                 %0 ← x
                   1  call                 %0 ← [%0]
                   2  return               None
        L1:        3  enterHandler         %1, %2
                   4  leaveHandler         %1
                   5  return               None

        exceptions
                   1 ..< 2  → L1

      """)
  }

  @Test func nestedCodeFollows() {
    let listing = Samples.module.listing()
    #expect(listing.hasPrefix("body outer"))
    #expect(listing.contains("makeFunction         %0 ← <code inner>"))
    #expect(listing.contains("\nfunction inner"))
    #expect(listing.contains("captures x"))
  }

  @Test func signatures() {
    var header = Samples.header()
    header.positionalOnlyCount = 1
    header.positionalCount = 2
    header.keywordOnlyCount = 1
    header.flags = [.optimized, .variableKeywords]
    header.variableNames = ["a", "b", "c", "more"]
    var assembler = Assembler()
    assembler.return(value: .constant(assembler.constant(.none)))
    #expect(assembler.finish(header, registerCount: 4).listing().contains("parameters a, /, b, *, c, **more ·"))
  }

  @Test func constants() {
    let text = Samples.constants.map { $0.listing() }
    #expect(text == [
      "None", "True", "False", "...", "0", "1", "-9223372036854775808", "9223372036854775807",
      "10000000000000000000000000000000000000000", "-10000000000000000000000000000000000000000",
      "0.0", "-0.0", "1.0", "nan", "-0j", "'text'", "'\\ud800'", "b'\\x00\\xff'", "b'text'",
      "()", "(1, (1.0,))", "(True, (1.0,))", "frozenset({1, 'a'})", "slice(None, 2, None)",
    ])
    #expect(Constant.text(Text("it's \"so\"\n\u{e9}")).listing() == "'it\\'s \"so\"\\n\u{e9}'")
    #expect(Constant.text(Text(String(repeating: "x", count: 100))).listing(limit: 10) == "'xxxxxxxxx'…")
  }
}
