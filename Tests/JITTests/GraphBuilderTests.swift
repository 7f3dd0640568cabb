import Testing

@testable import JIT

/// What the builder makes of bytecode, seen in the graph's text.
@Suite struct GraphBuilderTests {
  @Test func intsStayWordsAndAreGuardedOnce() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(a, b):
            return a * b + a
          for i in range(500): f(i, 3)
          """)["f"])
    #expect(graph.contains("guard v0 is smallInt"))
    #expect(graph.split(separator: "\n").count { $0.contains("is smallInt") } == 2)
    #expect(graph.contains("integer multiply"))
    #expect(graph.contains("integer add"))
    #expect(!graph.contains("perform"))
  }

  @Test func floatsOfALoopStayUnboxed() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(n):
            x = 0.5
            for i in range(n): x = x * 1.5 + 0.25
            return x
          for i in range(40): f(30)
          """)["f"])
    #expect(graph.contains(": float"))
    #expect(graph.contains("float multiply"))
    #expect(graph.contains("next of range"))
    // The iterator is made before the loop; in it nothing is left to the runtime.
    let loop = graph.split(separator: "\n").drop { !$0.contains("next of range") }.prefix { !$0.contains("return") }
    #expect(!loop.contains { $0.contains("perform") })
  }

  @Test func aLoopOverARangeCountsInRegistersAndAsksForListsBefore() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(items, n):
            total = 0
            for i in range(n): total = total + items[i]
            return total
          for i in range(40): f([1] * 30, 30)
          """)["f"])
    #expect(graph.contains("one less than"))
    #expect(graph.contains("limit of list"))
    #expect(graph.contains("limit of bytes"))
    let lines = graph.split(separator: "\n")
    #expect(lines.contains { $0.contains("element") && $0.contains("within") && $0.contains("or bytes") })
    // The first iteration is apart, and an exit of the loop writes what is left.
    #expect(lines.count { $0.contains("= next of range") } == 1)
    #expect(lines.contains { $0.hasPrefix("snapshot") && $0.contains("remaining of") && $0.contains("position of") })
  }

  @Test func whatALoopDoesNotChangeIsAskedForBeforeIt() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(made, n):
            items = made[:]
            found = 0
            for i in range(n):
              if items[i]: continue
              for j in range(i, n, 7): items[j] = True
              found += 1
            return found
          for i in range(40): f([False] * 60, 60)
          """)["f"])
    // The slice may be anything as far as the builder knows; it is a list in all of the outer loop.
    let lines = graph.split(separator: "\n")
    let header = lines.drop { !$0.contains("= phi") }.prefix { $0.contains("= phi") }
    #expect(header.contains { $0.hasSuffix(": word list") })
    #expect(lines.contains { $0.contains("element") && $0.contains("within") && !$0.contains("←") })
  }

  @Test func aLoopThatEntersTheRuntimeLeavesTheIteratorWhereOthersSeeIt() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(items, n):
            for i in range(n): items.extend((i,))
          for i in range(40): f([], 30)
          """)["f"])
    #expect(graph.contains("next of range"))
    #expect(!graph.contains("one less than"))
  }

  @Test func whatObjectsShareIsKnown() throws {
    let graphs = graphs(
      of: """
        import sys
        class A:
          kind = 5
          @staticmethod
          def plus(x): return x + 1
          @classmethod
          def made(cls, x): return x
          def both(self, x): return self.plus(x) + self.made(x) + A.plus(x) + A.made(x)
        def f(a): return a.kind + A.kind
        def g(x): return sys.intern(x)
        a = A()
        for i in range(500): a.both(i); f(a); g("x")
        """)
    for name in ["A.both", "f"] {
      let graph = try #require(graphs[name])
      #expect(!graph.contains("perform") && !graph.contains("= call"))
    }
    #expect(try #require(graphs["g"]).contains("call native"))
  }

  @Test func whatIsToBeCalledStaysKnownOverACall() throws {
    let graph = try #require(
      graphs(
        of: """
          def slow(x):
            for i in range(2): x += i
            return x
          def f(items, x):
            items.append(slow(x))
            return abs(slow(x))
          for i in range(500): f([], i)
          """)["f"])
    #expect(graph.contains("append to list"))
    #expect(graph.contains("quick absolute") || graph.contains("call native"))
    #expect(!graph.contains("= call callMethod"))
  }

  @Test func complexNumbersOfALoopAreHeldByTheirParts() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(c, n):
            z = 0j
            for i in range(n):
              z = z * z + c
              if abs(z) > 2.0: return i
            return z
          for i in range(40): f(0.1 + 0.2j, 30)
          """)["f"])
    #expect(graph.contains("phi") && graph.contains(": complex"))
    let loop = graph.split(separator: "\n").drop { !$0.contains("next of range") }.prefix { !$0.contains("return") }
    #expect(loop.contains { $0.contains("multiply complex") })
    #expect(loop.contains { $0.contains("compare magnitude greater") })
    #expect(!loop.contains { $0.contains("perform") || $0.contains("quick") })
    // The word is made behind the loop, for who called.
    #expect(graph.split(separator: "\n").count { $0.contains("= box") } == 1)
  }

  @Test func aSliceWithAStepIsOneOperation() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(row, first): return row[first::-1]
          for i in range(500): f([1, 2, 3], i & 3)
          """)["f"])
    #expect(graph.contains("quick slice"))
    #expect(!graph.contains("sliceObject"))
  }

  @Test func whatWasNeverExecutedIsAnExit() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(a):
            if a < 0: return [a, a, a]
            return a
          for i in range(500): f(i)
          """)["f"])
    #expect(graph.contains("(cold)"))
    #expect(!graph.contains("buildList"))
  }

  @Test func attributesAreReadByShape() throws {
    let graph = try #require(
      graphs(
        of: """
          class P:
            def __init__(self, x): self.x = x
          def f(p): return p.x + 1
          p = P(3)
          for i in range(500): f(p)
          """)["f"])
    #expect(graph.contains("has shape"))
    #expect(graph.contains("field"))
  }

  @Test func knownFunctionsAreEnteredDirectly() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(a): return f(a - 1) if a else 0
          for i in range(100): f(20)
          """)["f"])
    #expect(graph.contains("enter at"))
    #expect(graph.contains("continuation 1"))
  }

  @Test func whatHasNoWayOfItsOwnIsPerformed() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(a): return {a: 1}
          for i in range(500): f(i)
          """)["f"])
    #expect(graph.contains("perform buildMap"))
  }

  @Test func smallFunctionsAreInlined() throws {
    let graph = try #require(
      graphs(
        of: """
          def g(a, b): return a + b if a < b else a
          def f(a): return g(a, 3) * 2
          for i in range(1, 500): f(i)
          """)["f"])
    #expect(graph.contains("guard room for 1 frames"))
    #expect(graph.contains("frame at %"))
    #expect(!graph.contains("enter at"))
  }

  @Test func constructorsAreInlined() throws {
    let graph = try #require(
      graphs(
        of: """
          class P:
            def __init__(self, x): self.x = x
          def f(i): return P(i)
          for i in range(500): f(i)
          """)["f"])
    #expect(graph.contains("new instance of shape"))
    #expect(!graph.contains("call callClass"))
    #expect(!graph.contains("perform"))
  }

  @Test func operatorsAndPropertiesOfClassesAreInlined() throws {
    let graph = try #require(
      graphs(
        of: """
          class P:
            def __init__(self, x): self.x = x
            def __add__(self, other): return P(self.x + other.x)
            @property
            def twice(self): return self.x * 2
          def f(p): return (p + p).twice
          p = P(3)
          for i in range(500): f(p)
          """)["f"])
    #expect(graph.contains("integer add"))
    #expect(graph.contains("integer multiply"))
    #expect(!graph.contains("perform"))
  }

  @Test func whatTheRuntimeDoesInAnInlinedFunctionHasItsFrames() throws {
    let graph = try #require(
      graphs(
        of: """
          def g(a): return {a: 1}
          def f(a): return g(a)
          for i in range(500): f(i)
          """)["f"])
    let lines = graph.split(separator: "\n").map { $0.drop { $0 == " " } }
    let push = try #require(lines.firstIndex { $0.hasPrefix("push frames") })
    let perform = try #require(lines.firstIndex { $0.contains("perform buildMap") })
    let pop = try #require(lines.firstIndex { $0.hasPrefix("pop frames") })
    #expect(push < perform && perform < pop)
  }

  @Test func methodsOfSeveralClassesAreChosenByShape() throws {
    let graph = try #require(
      graphs(
        of: """
          class A:
            def m(self): return 1
          class B:
            def m(self): return 2
          def f(x): return x.m()
          for i in range(500): f(A() if i % 2 else B())
          """)["f"])
    #expect(graph.contains("method of") && graph.contains("2 shapes"))
  }

  @Test func theFirstIterationOfASmallLoopIsApart() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(items, n):
            total = 0
            for i in range(n): total += items[i & 1]
            return total
          for i in range(40): f([1, 2], 30)
          """)["f"])
    let iterations = graph.split(separator: "next of range")
    try #require(iterations.count == 2)
    // What the first has found out of the list is known in the others, which count in registers; the last item is no φ.
    let parts = iterations[1].split(separator: "item of position")
    try #require(parts.count == 3)
    #expect(parts[0].contains("is list"))
    #expect(!parts[1].contains("is list") && !parts[2].contains("is list"))
  }

  @Test func loopsOverListsHaveTheirPositionsInRegisters() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(items):
            total = 0
            for x in items: total += x
            return total
          for i in range(40): f([1, 2] * 15)
          """)["f"])
    let lines = graph.split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(lines.count { $0.contains("= next of list") && !$0.contains("within") } == 1)
    #expect(lines.count { $0.contains("= next of list") && $0.contains("within") } == 1)
    #expect(lines.contains { $0.hasPrefix("snapshot") && $0.contains("position of") && !$0.contains("remaining of") })
  }

  @Test func roomForCallsInALoopIsAskedForBeforeIt() throws {
    let graph = try #require(
      graphs(
        of: """
          def g(a): return a + 1
          def f(n):
            total = 0
            for i in range(n): total += g(i)
            return total
          for i in range(40): f(30)
          """)["f"])
    let rooms = graph.split(separator: "guard room")
    try #require(rooms.count == 3)
    #expect(!rooms[1].contains("one less than") && rooms[2].contains("one less than"))
  }

  @Test func specialMethodsOfContainersAndComparisonsAreInlined() throws {
    let graph = try #require(
      graphs(
        of: """
          class A:
            def __init__(self, x): self.x = x
            def __getitem__(self, i): return self.x + i
            def __contains__(self, i): return self.x > i
            def __eq__(self, other): return self.x == other.x
          def f(a, b):
            if 3 in a and a != b: return a[1]
          for i in range(500): f(A(i + 4), A(i))
          """)["f"])
    #expect(graph.contains("integer add"))
    #expect(graph.contains("integer greater"))
    #expect(!graph.contains("perform") && !graph.contains("continuation"))
  }

  @Test func whatRunsNoPythonCodeIsDoneWithoutAFrame() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(table, key):
            if key in table: return len(table[key])
            return 0
          for i in range(500): f({"a": "text"}, "a")
          """)["f"])
    #expect(graph.contains("quick contains"))
    #expect(graph.contains("quick item"))
    #expect(graph.contains("quick length"))
    #expect(!graph.contains("perform"))
    #expect(!graph.contains("call"))
  }

  @Test func nativeFunctionsAreCalledInPlace() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(text, number): return text.upper(), number * 2
          for i in range(500): f("text", i)
          """)["f"])
    #expect(graph.contains("call native with 1"))
    #expect(!graph.contains("continuation"))
  }

  @Test func argumentsOfNativeFunctionsAreBoundOnce() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(items, text): return min(items, key=abs, default=None), text.split(maxsplit=1, sep=",")
          for i in range(500): f([i, 2], "a,b")
          """)["f"])
    // The tuple of one, the argument after it, and the next; the text itself, what comes third, and second.
    #expect(graph.contains("call native with 1 from %") && graph.contains(", bound 20180"))
    #expect(graph.contains(", bound 10200"))
    #expect(!graph.contains("perform"))
  }

  @Test func whatIsNotToldByPlacesAndNamesTheRuntimeBinds() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(items):
            try: return sorted(items, order=None)
            except TypeError: return None
          for i in range(500): f([i, 2])
          """)["f"])
    #expect(!graph.contains("call native"))
  }

  @Test func methodsOfWithAreInlined() throws {
    let graph = try #require(
      graphs(
        of: """
          class Guard:
            def __enter__(self): return self
            def __exit__(self, *what): return None
          def f(guard, count):
            for i in range(count):
              with guard: pass
          for i in range(40): f(Guard(), 20)
          """)["f"])
    #expect(!graph.contains("perform") && !graph.contains("call "))
    // In the loop the objects have a shape, and the class its version.
    #expect(graph.contains("has shape") && graph.contains("is version"))
  }

  @Test func eachOfSeveralMethodsIsInlinedInItsBranch() throws {
    let graph = try #require(
      graphs(
        of: """
          class A:
            def m(self, x): return x + 1
          class B(A):
            def m(self, x): return x - 1
          def f(object, x): return object.m(x)
          for i in range(500): f((A(), B())[i & 1], i)
          """)["f"])
    #expect(graph.contains("method of"))
    #expect(graph.contains("integer add"))
    #expect(graph.contains("integer subtract"))
  }

  @Test func eachOfSeveralFunctionsIsInlinedInItsBranch() throws {
    let graph = try #require(
      graphs(
        of: """
          def up(x): return x + 1
          def down(x): return x - 1
          def f(function, x): return function(x)
          for i in range(500): f((up, down)[i & 1], i)
          """)["f"])
    #expect(graph.contains("integer add"))
    #expect(graph.contains("integer subtract"))
    // Any other function is called as well.
    #expect(graph.contains("continuation"))
  }

  @Test func loopsWithNativeCallsKeepTheirVariables() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(items):
            (x, i) = (0.5, 0)
            while i < 30:
              x = x * 1.5 + len(items)
              i += items.index(2)
            return x
          for i in range(40): f([1, 2, 3])
          """)["f"])
    #expect(graph.contains("call native with 2"))
    #expect(graph.contains(": float"))
    // The variable is a φ of floats: what is read of it in the loop is not in the window.
    #expect(graph.split(separator: "\n").contains { $0.contains("phi") && $0.contains(": float") })
  }

  @Test func itemsThatAreTakenApartAreNotMade() throws {
    for iterable in ["enumerate(row)", "zip(row, row)", "dict.items(table)"] {
      let graph = try #require(
        graphs(
          of: """
            def f(row, table):
              total = 0
              for i, x in \(iterable): total += i * x
              return total
            for i in range(60): f(list(range(20)), {i: i for i in range(20)})
            """)["f"])
      #expect(graph.contains("next pair of"))
      #expect(!graph.contains("unpackSequence") && !graph.contains("new object"))
    }
  }

  @Test func aLoopOverARangeMakesOnlyItsIterator() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(n):
            total = 0
            for i in range(n, 0, -1): total += i
            return total
          for i in range(60): f(30)
          """)["f"])
    #expect(graph.contains("quick rangeIterator"))
    #expect(!graph.contains("quick iterator") && !graph.contains("call native"))
  }

  @Test func generatorsAreMadeWithoutAFrame() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(row, least): return sum(x for x in row if x >= least)
          for i in range(500): f([1, 2, 3], 2)
          """)["f"])
    #expect(graph.contains(": word function"))
    #expect(graph.contains("call native"))
    #expect(!graph.contains("quick"))
    #expect(!graph.contains("continuation"))
  }

  @Test func closuresAreInlinedOrEnteredByTheirCode() throws {
    let found = graphs(
      of: """
        def adder(n): return lambda x: [n, x, n]
        def summer(n):
          def total(x):
            for i in range(n): x += i
            return x
          return total
        def short(function, x): return function(x)
        def long(function, x): return function(x)
        for i in range(500): short(adder(i), i), long(summer(3), i)
        """)
    let (short, long) = try (#require(found["short"]), #require(found["long"]))
    #expect(short.contains("frame at %") && !short.contains("enter v"))
    #expect(long.split(separator: "\n").contains { $0.contains("enter v") && $0.contains("at %") })
  }

  @Test func namesAndDefaultsAreBoundWhenCompiled() throws {
    let graph = try #require(
      graphs(
        of: """
          def g(a, b=2, *rest, c=3):
            return a, b, rest, c
          def f(x): return g(x, c=x), g(x, 5, 6, 7, c=1), g(b=x, a=1, c=2)
          for i in range(500): f(i)
          """)["f"])
    #expect(!graph.contains("perform") && !graph.contains("call"))
  }

  @Test func methodsOfSuperAreInlined() throws {
    let graph = try #require(
      graphs(
        of: """
          class A:
            def get(self): return 1
            @classmethod
            def make(cls): return cls
          class B(A):
            def get(self): return super().get() + 1
            @classmethod
            def make(cls): return super().make()
          def f(b): return b.get(), B.make()
          b = B()
          for i in range(500): f(b)
          """)["f"])
    #expect(!graph.contains("perform") && !graph.contains("call"))
  }

  @Test func attributesOfObjectsThatHaveThemOtherwiseAreReadInBranches() throws {
    let graph = try #require(
      graphs(
        of: """
          class A:
            def __init__(self): self.x = 1
          class B:
            x = 2
            def get(self): return 3
          class C:
            @property
            def x(self): return 4
          def f(o, b): return o.x, b.get
          objects = [A(), B(), C()]
          for i in range(900): f(objects[i % 3], objects[1])
          """)["f"])
    #expect(!graph.contains("perform") && !graph.contains("call"))
    #expect(graph.contains("new object of kind"))
  }

  @Test func anObjectIsGivenItsAttributesAtOnceWhileNobodyElseKnowsIt() throws {
    let graphs = graphs(
      of: """
        class Pair:
          def __init__(self, x):
            self.x = x
            self.y = 2 if x else 3
          def clear(self): self.z = None
        def make(x): return Pair(x)
        def keep(x, pairs):
          pair = Pair(x)
          pairs.append(pair)
          pair.z = 4
          pair.x = 5
        for i in range(900):
          make(i % 2)
          keep(i % 2, [])
        """)
    let made = try #require(graphs["make"])
    #expect(made.contains("new instance") && made.contains("shape of"))
    #expect(!made.contains("slot of") && !made.contains("confirm"))
    // Once it is in a list others may know it: adding an attribute takes its lock where they run, storing one a look at its
    // shape.
    let kept = try #require(graphs["keep"])
    #expect(kept.split(separator: "\n").count { $0.contains("slot of") } == 1)
    #expect(kept.split(separator: "\n").count { $0.contains("confirm that") } == 1)
  }
}
