import Glibc
import Testing

@testable import JIT

/// What programs see of the compiler, and that machine code keeps within its bound. They need LLVM's library.
@Suite(.serialized, .enabled(if: (try? CodeGenerator()) != nil)) struct CompilerModuleTests {
  @Test func functionsAreCompiledOnDemandAndCounted() {
    check(
      """
      def f(x): return x + 1
      assert jit.stats()["functions"] == 0
      assert jit.compile(f) and jit.compile(f) and jit.compile(f.__code__)
      stats = jit.stats()
      assert stats["mode"] == "on" and stats["compilations"] == stats["functions"] == 1
      assert 0 < stats["code_bytes"] < stats["memory_bytes"] < stats["memory_limit"]
      assert all(time > 0 for phase, time in stats["seconds"].items() if phase != "cache")
      assert f(2) == 3
      """)
  }

  @Test func everyStageIsText() {
    check(
      """
      def f(x):
        return x * 3
      assert "multiply" in jit.dump(f)
      assert "perform multiply" in jit.dump(f, "graph")
      assert "define i64 @f(" in jit.dump(f, stage="llvm") and "define i64 @f(" in jit.dump(f, "optimized")
      jit.compile(f)
      assert jit.dump(f, "assembly").startswith("taipan_1:") and len(jit.dump(f, "assembly").splitlines()) > 10
      """)
  }

  @Test func exitsAreToldWithTheirLines() {
    check(
      """
      def f(x):
        y = 0
        return x + 1
      for i in range(1000): f(i)
      for i in range(7): f(1.5)
      (exit,) = [exit for exit in jit.exits(f) if exit["reason"] == "kind"]
      line = f.__code__.co_firstlineno + 2
      assert exit == {"function": "f", "line": line, "instruction": "add", "reason": "kind", "count": 7}, exit
      """, .threshold(100))
  }

  @Test func whatFollowsExitsIsCompiledInTheEnd() {
    check(
      """
      def f(x, isRare):
        if isRare: return [x, x + 1.5][1]
        return x
      for i in range(1000): f(i, False)
      assert jit.exits(f) == []
      for i in range(2000): f(i, True)
      seen = jit.stats()["exits"]
      assert seen > 100, jit.stats()
      for i in range(2000): assert f(i, True) == i + 1.5 and f(i, False) == i
      assert jit.stats()["exits"] < seen + 500, (seen, jit.stats())
      """, .threshold(100))
  }

  /// The interpreter, which does a `yield` where nobody takes the item at once, comes back into the loop.
  @Test func loopsOfConsumedGeneratorsAreComeBackInto() {
    check(
      """
      def items(rows):
        i = 0
        try:
          while True:
            yield rows[i]
            i += 1
        except IndexError: return
      for k in range(200): assert list(items(range(5))) == [0, 1, 2, 3, 4] and set(items(b"aa")) == {97}
      assert "define i64" in jit.dump(items, "optimized")
      """, .threshold(2))
  }

  /// What is in the loop's registers is of no kind that has a test of its own.
  @Test func loopsAreEnteredAgainAfterAnExit() {
    check(
      """
      class Scale:
        def __init__(self): self.factor = 3
      def f(items):
        scale = Scale()
        total = 0
        for item in items:
          if item is None: total -= 1
          total += (item or 1) * scale.factor
        return total
      for i in range(1000): f([1, 2, 3])
      seen = jit.stats()["exits"]
      for i in range(5): assert f([None] + [1] * 5000) == 15002
      assert jit.stats()["exits"] - seen <= 10, jit.exits(f)
      """, .threshold(100))
  }

  @Test func mistakesAreTold() {
    check(
      """
      def error(function, *arguments):
        try: function(*arguments)
        except Exception as raised: return type(raised).__name__ + ": " + str(raised)
      def f(): pass
      assert error(jit.dump, 3) == "TypeError: f must be a Python function, method or code object, not int"
      assert error(jit.exits, len).startswith("TypeError")
      assert error(jit.dump, f, 3) == "TypeError: stage must be str, not int"
      assert error(jit.dump, f, "source").startswith("ValueError: stage must be one of 'bytecode', 'graph'")
      assert error(jit.dump, f, "assembly") == "RuntimeError: f has no machine code; taipan.jit.compile() makes it"
      """)
  }

  @Test func withoutACompilerNothingIsCounted() {
    check(
      """
      def f(): pass
      assert jit.stats()["mode"] == "off" and jit.stats()["compilations"] == 0 and jit.exits(f) == []
      assert not jit.compile(f) and "return" in jit.dump(f)
      try: jit.dump(f, "graph")
      except RuntimeError as error: assert "-X jit=on" in str(error)
      else: assert False
      """, .off)
  }

  @Test func machineCodeKeepsWithinItsBound() {
    check(
      """
      \(moreCodeThanFits)
      stats = jit.stats()
      assert stats["postponed"] > 0 and stats["compilations"] > 16, stats
      """, .eager, memory: 64 << 10)
  }

  @Test func codeThatThreadsAreInIsNotFreed() {
    check(
      """
      def heat():
        for number in range(60):
          space = {}
          exec(f"def f(x): return x + {number}", space)
          for i in range(3): assert space["f"](i) == i + number
          functions.append(space["f"])
      def down(n):
        if n == 0: heat()
        else: down(n - 1)
        return n
      def generate(n):
        yield n
        heat()
        yield n + 1
      functions = []
      for i in range(4):
        assert down(20) == 20
        assert [down(x) for x in generate(0)] == [0, 1]
      assert jit.stats()["discarded"] > 0
      """, .eager, memory: 64 << 10)
  }

  @Test func severalElementsOfOneListCompile() {
    check(
      """
      def total(rows):
        result = 0.0
        for k in range(len(rows)):
          row = rows[k]
          result += row[3] * row[k] + row[1]
        return result
      rows = [[0.5 * i for i in range(20)] for _ in range(20)]
      for _ in range(60): assert total(rows) == 152.5
      assert jit.stats()["failures"] == 0 and jit.stats()["functions"] > 0
      """, .threshold(15))
  }

  @Test func perfIsToldOfNames() throws {
    var options = CompilerOptions()
    options.writesPerfMap = true
    check(
      """
      class C:
        def method(self): return 1
      jit.compile(C.method)
      """, .on, options)
    let path = "/tmp/perf-\(getpid()).map"
    defer { unlink(path) }
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [CChar](repeating: 0, count: 1000)
    try #require(fgets(&bytes, 1000, file) != nil)
    let line = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let fields = line.split(separator: " ", maxSplits: 2)
    #expect(UInt(fields[0], radix: 16) != nil && UInt(fields[1], radix: 16) != nil)
    #expect(fields[2] == "py::C.method:test:3\n")
  }
}
