import Testing

@testable import JIT

/// What loops over generators become.
@Suite struct GeneratorGraphTests {
  private let generators = """
    def chosen(row):
      for x in row:
        if x % 3: yield x
        elif x % 2: yield -x
    def delegating(row): yield from row

    """

  @Test func oneWhoseCodeIsKnownIsResumedInPlace() throws {
    let graph = try #require(
      graphs(
        of: generators + """
          def f(row):
            total = 0
            for x in chosen(row): total += x
            return total
          for i in range(100): f(list(range(20)))
          """)["f"])
    #expect(graph.contains("close generator"))
    #expect(graph.contains("frame at %"))
    // Nothing is left to the runtime but making the generator and its iterator.
    #expect(!graph.contains("continuation") && !graph.contains("perform") && !graph.contains("push frames"))
  }

  @Test func thoseThatAGeneratorGoesThroughAreInItsGraph() throws {
    let graph = try #require(
      graphs(
        of: generators + """
          def f(row):
            total = 0
            for x in chosen(y + 1 for y in row): total += x
            return total
          for i in range(100): f(list(range(20)))
          """)["f"])
    #expect(!graph.contains("continuation") && !graph.contains("perform"))
    // An exit from the inner one leaves both frames behind.
    #expect(graph.split(separator: "\n").contains { $0.split(separator: ",").count { $0.contains("frame at %") } == 2 })
  }

  @Test func whatDelegatesOrIsOneOfSeveralComesOnTop() throws {
    for (first, second) in [("delegating", "delegating"), ("chosen", "delegating")] {
      let graph = try #require(
        graphs(
          of: generators + """
            def f(items):
              total = 0
              for x in items: total += x
              return total
            for i in range(100): f(\(first)([1, 2, 4])), f(\(second)([1, 2, 4]))
            """)["f"])
      #expect(graph.contains("call forNext, continuation"))
      #expect(!graph.contains("close generator"))
    }
  }
}
