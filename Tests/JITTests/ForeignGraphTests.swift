import Testing

@testable import JIT

/// What calls of foreign functions and numbers in C's memory become.
@Suite struct ForeignGraphTests {
  private let types = """
    from _ctypes import Array, CFuncPtr, _SimpleCData, dlopen
    class c_long(_SimpleCData): _type_ = "l"
    class Longs(Array): _length_, _type_ = 8, c_long
    class Function(CFuncPtr): _flags_, _argtypes_, _restype_ = 1, [c_long], c_long
    class Library: _handle = dlopen(None, 2)
    labs, longs = Function(("labs", Library)), Longs()

    """

  /// What a loop consists of, from the next number of its range on.
  private func loop(_ graph: String) -> [Substring] {
    graph.split(separator: "\n").drop { !$0.contains("next of range") }.prefix { !$0.contains("return") }
  }

  @Test func aForeignCallIsOneOfTheFunctionItself() throws {
    let graph = try #require(
      graphs(
        of: types + """
          def f(n):
            total = 0
            for i in range(n): total += labs(-i)
            return total
          for i in range(40): f(30)
          """)["f"])
    let loop = loop(graph)
    #expect(loop.contains { $0.contains("call foreign") })
    #expect(loop.contains { $0.contains("integer add") })
    #expect(!loop.contains { $0.contains("perform") || $0.contains("continuation") })
  }

  @Test func elementsAreReadAndWrittenInPlace() throws {
    let graph = try #require(
      graphs(
        of: types + """
          def f(n):
            for i in range(n): longs[i] = longs[i - 1 & 7] + i
          for i in range(60): f(8)
          """)["f"])
    // In the first iteration and in the others.
    #expect(loop(graph).count { $0.contains("foreign int64") } == 4)
    #expect(!loop(graph).contains { $0.contains("perform") || $0.contains("quick") })
  }
}
