import CRuntime
import Runtime
import Testing

@testable import JIT

/// Runs a program, which has the module as `jit` and raises nothing.
func check(
  _ source: String, _ mode: CompilationMode = .on, memory: Int, at location: SourceLocation = #_sourceLocation
) {
  var options = CompilerOptions()
  options.memoryLimit = memory
  check(source, mode, options, at: location)
}

func check(
  _ source: String, _ mode: CompilationMode = .on, _ compilerOptions: CompilerOptions = CompilerOptions(),
  at location: SourceLocation = #_sourceLocation
) {
  var options = InterpreterOptions()
  options.settings.modules = CompilerModule.modules
  options.settings.compiler = JustInTimeCompiler.make(mode, compilerOptions)
  guard let context = Interpreter.start(options) else { preconditionFailure("no memory") }
  defer { Interpreter.stop(context) }
  let bytes = Array(("from taipan import jit\n" + source).utf8)
  do {
    let code = try bytes.withUnsafeBytes { try context.compile($0, filename: "test") }
    _ = try context.run(code, globals: Dict.make(context))
  } catch {
    let raised = context.pointee.pendingException
    context.pointee.pendingException = .empty
    Issue.record("raised \((try? context.reprString(raised)) ?? context.typeName(of: raised))", sourceLocation: location)
  }
}

/// Ints, floats, objects, inlined methods, containers and generators: functions that are called often, and whose results are
/// asserted.
func mixedProgram(calls: Int) -> String {
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
  def numbers(n):
    for i in range(n): yield i
  expected = {
    ints: (180, 16060, 40), floats: 25800414.082193352,
    points: (780, 40.5, {0: 1929595.5, 1: 1502608.25, 2: 1705434.25}),
  }
  for function in expected:
    for i in range(\(calls)): assert function(40) == expected[function], (function, function(40))
  for i in range(\(calls)): assert sum(numbers(10)) == 45

  """
}

/// Functions, each with machine code of its own, until 20 were freed for want of room; all still do what they should. For
/// `CompilationMode.eager` and 64 KB.
let moreCodeThanFits = """
  functions = []
  while jit.stats()["discarded"] < 20:
    number = len(functions)
    space = {}
    exec(f"def f(x): return [x * {number} + i for i in (1, 2)]", space)
    functions.append(space["f"])
    assert space["f"](1) == space["f"](1) == [number + 1, number + 2]
    assert jit.stats()["memory_bytes"] <= jit.stats()["memory_limit"] == 65536
  for number, f in enumerate(functions): assert f(2) == [number * 2 + 1, number * 2 + 2]
  """
