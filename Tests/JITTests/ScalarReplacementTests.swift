import Testing

/// Objects that do not escape, and what becomes of them at exits.
struct ScalarReplacementTests {
  @Test func whatNobodySeesIsOnlyMadeByExits() throws {
    let graph = try #require(
      graphs(
        of: """
          class P:
            def __init__(self, x): self.x = x
            def moved(self, by): return P(self.x + by)
          def f(i): return P(i).moved(2).x
          for i in range(500): f(i)
          """)["f"])
    #expect(!graph.contains("new instance"))
    #expect(graph.contains("integer add"))
    #expect(graph.contains("= instance of shape"))
  }

  @Test func whatIsReturnedOrStoredIsMade() throws {
    let found = graphs(
      of: """
        class P:
          def __init__(self, x): self.x = x
        def returned(i): return P(i)
        def stored(i, row): row[0] = P(i)
        def either(i):
          p = P(i) if i % 2 else None
          return p is None
        row = [None]
        for i in range(500):
          returned(i)
          stored(i, row)
          either(i)
        """)
    for name in ["returned", "stored", "either"] {
      #expect(try #require(found[name]).contains("new instance of shape"))
    }
  }

  @Test func waysThatMeetHaveTheWordsOfEach() throws {
    let graph = try #require(
      graphs(
        of: """
          class P:
            def __init__(self, x): self.x = x
          def f(i):
            p = P(i)
            if i % 2: p.x = -i
            return p.x
          for i in range(500): f(i)
          """)["f"])
    #expect(!graph.contains("new instance"))
    #expect(graph.contains("= phi"))
  }

  @Test func doublesStayDoubles() throws {
    let graph = try #require(
      graphs(
        of: """
          class V:
            def __init__(self, x): self.x = x
          def f(x): return V(x * 0.5).x + V(x * 2.0).x
          for i in range(500): f(1.5)
          """)["f"])
    #expect(!graph.contains("new instance"))
    #expect(graph.split(separator: "\n").count { $0.contains(" box ") } == 1)
  }

  @Test func aGeneratorExpressionThatAllConsumesIsNotMade() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(row, least): return all(x > least for x in row)
          for i in range(500): f([1, 2, 3], 0)
          """)["f"])
    #expect(!graph.contains("new object of kind 46"))
    #expect(graph.contains("= object of kind 46"))
  }

  @Test func smallFunctionsThatLoopAreInlined() throws {
    let graph = try #require(
      graphs(
        of: """
          def total(row):
            sum = 0
            for item in row: sum += item
            return sum
          def f(row): return total(row) + total(row)
          for i in range(500): f([1, 2, 3])
          """)["f"])
    #expect(!graph.contains("enter at"))
    #expect(graph.contains("frame at %"))
  }

  @Test func iteratorsOfInlinedLoopsAreNotMade() throws {
    let graph = try #require(
      graphs(
        of: """
          def total(row):
            found = 0
            for item in row: found += item
            return found
          def f(row): return total(row)
          row = [1, 2, 3]
          for i in range(500): f(row)
          """)["f"])
    #expect(!graph.contains("new object"))
    #expect(!graph.contains("next of list"))
    #expect(graph.contains("item of"))
    // It is there for whoever goes on in the midst of the loop.
    #expect(graph.contains("= object of kind"))
  }

  @Test func iteratorsThatAreAskedForAgainAreMade() throws {
    let graph = try #require(
      graphs(
        of: """
          def total(row):
            found = 0
            items = iter(row)
            for item in items: found += item
            for item in items: found -= item
            return found
          def f(row): return total(row)
          row = [1, 2, 3]
          for i in range(500): f(row)
          """)["f"])
    #expect(!graph.contains("item of"))
  }

  @Test func iteratorsOfRangesBetweenIntsAreMadeInLine() throws {
    let graph = try #require(
      graphs(
        of: """
          def total(rows):
            found = 0
            for i in range(len(rows)):
              for j in range(i): found += rows[j]
            return found
          for i in range(500): total([1, 2, 3])
          """)["total"])
    #expect(graph.contains("how many from"))
    #expect(!graph.contains("quick rangeIterator"))
  }

  @Test func soAreThoseByStepsThatAreVariables() throws {
    let graph = try #require(
      graphs(
        of: """
          def marked(flags, step):
            for i in range(step * step, 60, step): flags[i] = True
          for i in range(500): marked([False] * 60, i % 7 + 1)
          """)["marked"])
    #expect(graph.contains("how many from"))
    #expect(!graph.contains("quick rangeIterator"))
  }

  @Test func enumerationsAreIteratorsThemselves() throws {
    let graph = try #require(
      graphs(
        of: """
          def total(items):
            found = 0
            for place, item in enumerate(items): found += place * item
            return found
          for i in range(500): total([1, 2, 3])
          """)["total"])
    #expect(graph.contains("quick enumeration"))
    #expect(!graph.contains("quick iterator"))
  }
}
