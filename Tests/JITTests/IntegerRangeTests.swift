import Testing

@testable import JIT

@Suite struct IntegerRangeTests {
  private static let operations: [(IntegerOperation, @Sendable (Int64, Int64) -> Int64?)] = [
    (.add, { $0 + $1 }), (.subtract, { $0 - $1 }), (.multiply, { $0 * $1 }),
    (.floorDivide, { $1 == 0 ? nil : ($0 - modulo($0, $1)) / $1 }), (.modulo, { $1 == 0 ? nil : modulo($0, $1) }),
    (.and, { $0 & $1 }), (.or, { $0 | $1 }), (.xor, { $0 ^ $1 }), (.leftShift, { $1 < 0 ? nil : $0 << $1 }),
    (.rightShift, { $1 < 0 ? nil : $0 >> $1 }),
  ]

  private static func modulo(_ x: Int64, _ y: Int64) -> Int64 {
    let rest = x % y
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
  }

  private static let intervals = (-5...5).flatMap { low in (low...5).map { IntegerRange(low: Int64(low), high: Int64($0)) } }

  @Test(arguments: operations.indices)
  func everyResultIsInTheIntervalOfItsOperands(_ index: Int) {
    let (operation, result) = Self.operations[index]
    for x in Self.intervals {
      for y in Self.intervals {
        guard let range = IntegerRange.of(operation, x, y) else { continue }
        for a in x.low...x.high {
          for b in y.low...y.high { #expect(result(a, b).map { range.low <= $0 && $0 <= range.high } ?? true) }
        }
      }
    }
  }

  @Test func sumsAndProductsHaveTheLeastIntervals() {
    let (x, y) = (IntegerRange(low: -3, high: 4), IntegerRange(low: 2, high: 5))
    #expect(IntegerRange.of(.add, x, y) == IntegerRange(low: -1, high: 9))
    #expect(IntegerRange.of(.subtract, x, y) == IntegerRange(low: -8, high: 2))
    #expect(IntegerRange.of(.multiply, x, y) == IntegerRange(low: -15, high: 20))
    #expect(IntegerRange.of(.modulo, x, y) == IntegerRange(low: 0, high: 4))
    #expect(IntegerRange.of(.multiply, IntegerRange(low: 0, high: 1 << 40), IntegerRange(low: 0, high: 1 << 40)) == nil)
  }

  @Test func arithmeticOfWhatALoopCountsIsNotChecked() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(n, a):
            total = 0
            for i in range(n): total ^= (i + a) * (i + a + 1)
            return total
          for i in range(40): f(30, i)
          """)["f"])
    #expect(graph.contains("exact integer multiply"))
    #expect(graph.split(separator: "\n").count { $0.contains("(magnitude)") } == 3)
  }

  @Test func whatOperationsSayNeedsNoLook() throws {
    let graph = try #require(
      graphs(
        of: """
          def f(a, b):
            return (a & 0xFFFF) * 31 + b % 1009
          for i in range(500): f(i, i + 4)
          """)["f"])
    #expect(graph.contains("exact integer multiply") && graph.contains("exact integer add"))
    #expect(!graph.contains("(magnitude)"))
  }
}
