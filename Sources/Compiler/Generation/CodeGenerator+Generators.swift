import Bytecode
import Syntax

extension CodeGenerator {
  mutating func yield(
    _ expression: Expression?, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    guard unit.isFunctionLike else { throw error("'yield' outside function", at: whole) }
    let mark = unit.top
    var source = pool.none
    if let expression { source = try value(expression) }
    locate(whole)
    unit.top = mark
    let result = destination ?? unit.push()
    unit.code.yield(received: result, value: operand(source))
    return .register(result)
  }

  mutating func yieldFrom(
    _ expression: Expression, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    guard unit.isFunctionLike else { throw error("'yield from' outside function", at: whole) }
    if isAsyncFunction { throw error("'yield from' inside async function", at: whole) }
    let mark = unit.top
    let iterable = try value(expression)
    locate(whole)
    unit.top = mark
    let registers = unit.push(2)
    unit.code.getYieldFromIterator(result: registers + 1, iterable: operand(iterable))
    delegate(registers, isAwait: false)
    return finish(registers, releasing: mark, into: destination)
  }

  mutating func awaiting(
    _ expression: Expression, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let mark = unit.top
    let object = try value(expression)
    locate(whole)
    unit.top = mark
    let result = awaitValue(object, from: .expression)
    return finish(result, releasing: mark, into: destination)
  }

  /// Awaits an object; the result is in the next temporary.
  mutating func awaitValue(_ object: Value, from source: AwaitSource) -> Register {
    let registers = unit.push(2)
    unit.code.getAwaitable(result: registers + 1, object: operand(object), source: source)
    delegate(registers, isAwait: true)
    unit.top = Int(registers.index) + 1
    return registers
  }

  /// Runs the iterator in the second register to its end; the first then holds its result.
  mutating func delegate(_ registers: Register, isAwait: Bool) {
    move(pool.none, to: registers)
    unit.code.delegate(value: registers, iterator: registers + 1, isAwait: isAwait)
  }

  var isAsyncFunction: Bool { table[unit.scope].flags.contains(.coroutine) && unit.kind == .function }
}
