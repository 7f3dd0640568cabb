import Bytecode
import CRuntime

// Generators as native code and `yield from` meet them.

extension Context {
  /// Resumes a generator from native code. *Empty* without a pending exception: it returned, and with `generatorResult`.
  func resume(_ generator: Generator, sending value: Value) throws(Raised) -> Value {
    switch generator.state {
    case .running: throw raise(.valueError, "\(generator.kindName) already executing")
    case .closed:
      if generator.isCoroutine { throw raise(.runtimeError, "cannot reuse already awaited coroutine") }
      pointee.generatorResult = .none
      return .empty
    case .created where value != .none:
      throw raise(.typeError, "can't send non-None value to a just-started \(generator.kindName)")
    default: break
    }
    try checkNativeStack()
    let saved = pointee.nativeTop
    try generator.push(self, sending: value, result: 0, flags: UInt32(frameIsEntry.rawValue))
    pointee.nativeTop = nil
    defer { pointee.nativeTop = saved }
    let result = evaluate(self)
    if result.isEmpty, !pointee.pendingException.isEmpty { throw Raised() }
    return result
  }

  /// Sends a value to an iterator: what it yields, or what it returned.
  func send(_ value: Value, to iterator: Value) throws(Raised) -> (value: Value, isDone: Bool) {
    if let generator = Generator(ifHas: iterator) {
      let item = try resume(generator, sending: value)
      return item.isEmpty ? (pointee.generatorResult, true) : (item, false)
    }
    if value == .none {
      guard let next = type(of: iterator).unary(.next) else {
        throw raise(.typeError, "'\(typeName(of: iterator))' object is not an iterator")
      }
      // The slot keeps a StopIteration's value: `next` of a Python class leaves it pending only with one.
      let item = next(self, iterator)
      if !item.isEmpty { return (item, false) }
      if pointee.pendingException.isEmpty { return (.none, true) }
      return (try stopValue(), true)
    }
    do throws(Raised) {
      return (try call(getAttribute(iterator, name(.send)), value), false)
    } catch {
      return (try stopValue(), true)
    }
  }

  /// The value of the pending StopIteration, which is so no longer; any other exception goes on.
  private func stopValue() throws(Raised) -> Value {
    if !isPending(.stopIteration) { throw Raised() }
    let value = takeException().field(0).pointee
    return value.isEmpty ? .none : value
  }

  /// What `await` drives: a coroutine, or what `__await__` gives.
  func awaitIterator(of object: Value, _ source: AwaitSource) throws(Raised) -> Value {
    if let generator = Generator(ifHas: object), generator.isCoroutine || generator.isIterableCoroutine { return object }
    guard let function = type(of: object).unary(.await) else {
      let name = typeName(of: object)
      let message =
        switch source {
        case .expression: "'\(name)' object can't be awaited"
        case .asyncEnter: "'async with' received an object from __aenter__ that does not implement __await__: \(name)"
        case .asyncExit: "'async with' received an object from __aexit__ that does not implement __await__: \(name)"
        }
      throw raise(.typeError, message)
    }
    let iterator = try check(function(self, object))
    if Generator(ifHas: iterator)?.isCoroutine == true { throw raise(.typeError, "__await__() returned a coroutine") }
    if !type(of: iterator).has(.next) {
      throw raise(.typeError, "__await__() returned non-iterator of type '\(typeName(of: iterator))'")
    }
    return iterator
  }
}

extension Generator {
  var isIterableCoroutine: Bool { function.code.portable.header.flags.contains(.iterableCoroutine) }
}
