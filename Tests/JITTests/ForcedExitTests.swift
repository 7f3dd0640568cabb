import Testing

@testable import JIT

/// Wherever compiled code is left, the interpreter comes to the same end.
@Suite(.serialized, .enabled(if: (try? CodeGenerator()) != nil)) struct ForcedExitTests {
  @Test(arguments: [1, 2, 3, 5, 8, 13, 34, 89]) func everyGuardMayFail(interval: UInt64) {
    var options = CompilerOptions()
    options.exitInterval = interval
    check(
      """
      class Point:
        def __init__(self, x, y): self.x = x; self.y = y
        def __add__(self, other): return Point(self.x + other.x, self.y + other.y)
        @property
        def size(self): return self.x * self.x + self.y * self.y
      def add(a, b=1): return a + b
      def ints(n):
        total, items = 0, []
        for i in range(n):
          total = add(total * 3, i) % 1000
          items.append(total)
          items[i // 2] -= add(i)
        return total, sum(items), len(items)
      def floats(n):
        x = 1.0
        for i in range(n): x = x * 0.5 + i / 3 - -x
        return x
      def points(n):
        p, table = Point(0, 0.5), {}
        for i in range(n):
          p = p + Point(i, 1)
          table[i % 3] = table.get(i % 3, 0) + p.size
        return p.x, p.y, table
      expected = {
        ints: (180, 16060, 40), floats: 25800414.082193352,
        points: (780, 40.5, {0: 1929595.5, 1: 1502608.25, 2: 1705434.25}),
      }
      for function in expected:
        for i in range(6): assert function(40) == expected[function], (function, function(40))
      """, .threshold(1), options)
  }
}
