// Measures the runtime's text and numbers without an interpreter around them. Prints lines of a name and the seconds
// of an operation, as objects.py does under CPython; compare.sh runs both and prints the ratios.
import CRuntime
import Runtime

/// Seconds of one call, the best of five rounds that take a twentieth of a second each.
func measure(_ name: String, operations: Int = 1, _ body: () throws(Raised) -> Void) {
  // With an argument, only the measurement of that name: for a profiler.
  if CommandLine.arguments.count > 1, CommandLine.arguments[1] != name { return }
  var best = Double.infinity
  for _ in 0..<5 {
    let start = host_monotonic_time()
    var rounds = 0
    repeat {
      do throws(Raised) { try body() } catch { fatalError("raised") }
      rounds += 1
    } while host_monotonic_time() - start < 50_000_000
    best = min(best, Double(host_monotonic_time() - start) / 1e9 / Double(rounds * operations))
  }
  print(name, best)
}

func run(_ context: Context) throws(Raised) {
  let a = try PythonInt.power(context, Value(smallInt: 7), Value(smallInt: 11833))
  let b = try PythonInt.power(context, Value(smallInt: 3), Value(smallInt: 20959))
  let product = try PythonInt.multiply(context, a, b)
  measure("multiply-10^4-digits") { () throws(Raised) in _ = try PythonInt.multiply(context, a, b) }
  measure("divide-2·10^4-by-10^4") { () throws(Raised) in _ = try PythonInt.floorDivide(context, product, b) }
  measure("add-10^4-digits") { () throws(Raised) in _ = try PythonInt.add(context, a, b) }
  let c = try PythonInt.power(context, Value(smallInt: 7), Value(smallInt: 30))
  let d = try PythonInt.power(context, Value(smallInt: 3), Value(smallInt: 50))
  measure("multiply-80-bits", operations: 1000) { () throws(Raised) in
    for _ in 0..<1000 { _ = try PythonInt.multiply(context, c, d) }
  }
  measure("add-80-bits", operations: 1000) { () throws(Raised) in
    for _ in 0..<1000 { _ = try PythonInt.add(context, c, d) }
  }
  let modulus = try PythonInt.subtract(
    context, try PythonInt.power(context, Value(smallInt: 2), Value(smallInt: 521)), Value(smallInt: 1))
  measure("power-modulo-521-bits") { () throws(Raised) in
    _ = try PythonInt.power(context, Value(smallInt: 3), a, modulo: modulus)
  }
  let thousandDigits = try PythonInt.power(context, Value(smallInt: 7), Value(smallInt: 4732))
  measure("str-4000-digits") { () throws(Raised) in _ = try PythonInt.decimalText(context, thousandDigits) }
  let digits = try PythonInt.decimalText(context, thousandDigits)
  measure("int-4000-digits") { () throws(Raised) in _ = try PythonInt.parse(context, digits.units, base: 10) }

  let hay = try Text.concatenate(
    context, try Text.repeated(context, try Text.make(context, "abcdefgh"), times: 100_000),
    try Text.make(context, "needle"))
  let needle = try Text.make(context, "needle")
  measure("find-needle-in-800-kB") { () throws(Raised) in
    if hay.units.firstIndex(of: needle.units) != 800_000 { fatalError("not found") }
  }
  let one = try Text.make(context, "n")
  measure("find-character-in-800-kB") { () throws(Raised) in
    if hay.units.firstIndex(of: one.units) != 800_000 { fatalError("not found") }
  }
  let wideHay = try Text.concatenate(
    context, try Text.repeated(context, try Text.make(context, "абвгдежз"), times: 100_000),
    try Text.make(context, "иголка"))
  let wideNeedle = try Text.make(context, "иголка")
  measure("find-needle-in-800-k-wide") { () throws(Raised) in
    if wideHay.units.firstIndex(of: wideNeedle.units) != 800_000 { fatalError("not found") }
  }
  measure("count-character") { () throws(Raised) in
    if hay.units.occurrences(of: try Text.make(context, "e").units) != 100_003 { fatalError("miscounted") }
  }
  let ten = try Text.make(context, "0123456789")
  measure("concatenate-in-a-loop", operations: 10_000) { () throws(Raised) in
    var text = Text.empty(context)
    for _ in 0..<10_000 { text = try Text.concatenate(context, text, ten) }
  }
  measure("repr-float", operations: 1000) { () throws(Raised) in
    for index in 0..<1000 { _ = try PythonFloat.representation(context, Double(index) * 1.1) }
  }
  let numeral = try Text.make(context, "3.141592653589793")
  measure("float-of-text", operations: 1000) { () throws(Raised) in
    for _ in 0..<1000 { if PythonFloat.parse(numeral.units) == nil { fatalError("not parsed") } }
  }
  measure("round-2-places", operations: 1000) { () throws(Raised) in
    for index in 0..<1000 { _ = try PythonFloat.round(context, Double(index) * 1.1, places: 2) }
  }
  measure("str-int", operations: 1000) { () throws(Raised) in
    for index in 0..<1000 { _ = try PythonInt.decimalText(context, Value(smallInt: Int64(index) * 12345)) }
  }
  measure("repr-text-40-characters", operations: 1000) { () throws(Raised) in
    let text = try Text.repeated(context, ten, times: 4)
    for _ in 0..<1000 { _ = try Text.representation(context, text) }
  }
}

guard let context = Interpreter.start() else { fatalError("not enough memory") }
do throws(Raised) {
  try run(context)
} catch {
  fatalError("raised")
}
