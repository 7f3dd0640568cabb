import Bytecode
import CRuntime

// What `yield from` and `await` do with the iterator that they drive.

extension Context {
  /// Sends a value to an iterator: what it yields, or what it returned.
  func send(_ value: Value, to iterator: Value) throws(Raised) -> ResumedStep {
    if let generator = Generator(ifHas: iterator), !generator.isAsyncGenerator {
      let item = try resume(generator, sending: value)
      return ResumedStep(value: item.isEmpty ? pointee.generatorResult : item, isDone: item.isEmpty)
    }
    if let awaitable = Awaitable(ifExactly: iterator) { return try awaitable.send(self, value) }
    if value == .none {
      guard let next = type(of: iterator).unary(.next) else {
        throw raise(.typeError, "'\(typeName(of: iterator))' object is not an iterator")
      }
      // The slot says no more than that the iterator has ended; a StopIteration's value it leaves here.
      pointee.generatorResult = .none
      let item = next(self, iterator)
      if !item.isEmpty { return ResumedStep(value: item, isDone: false) }
      if !pointee.pendingException.isEmpty { throw Raised() }
      return ResumedStep(value: pointee.generatorResult, isDone: true)
    }
    do throws(Raised) {
      return ResumedStep(value: try call(getAttribute(iterator, name(.send)), value), isDone: false)
    } catch {
      return ResumedStep(value: try stopValue(), isDone: true)
    }
  }

  /// The value of the pending StopIteration, which is so no longer; any other exception goes on.
  func stopValue() throws(Raised) -> Value {
    if !isPending(.stopIteration) { throw Raised() }
    return takeException().stopValue
  }

  /// StopIteration for what an iterator returned.
  public func raiseStop(_ value: Value) -> Raised {
    do throws(Raised) {
      let args = value == .none ? try Tuple.empty(self) : try Tuple.make(self, value)
      let stop = try Exception(self, .stopIteration, args: args)
      stop.field(0).pointee = value
      return raise(stop)
    } catch {
      return error
    }
  }

  /// The item of a step as Python code gets it; its end is StopIteration.
  func itemOrStop(_ step: ResumedStep) throws(Raised) -> Value {
    if step.isDone { throw raiseStop(step.value) }
    return step.value
  }

  /// What `await` drives: a coroutine, or what `__await__` gives.
  func awaitIterator(of object: Value, _ source: AwaitSource) throws(Raised) -> Value {
    let generator = Generator(ifHas: object)
    if let generator, generator.isCoroutine {
      if !generator.delegatee.isEmpty { throw raise(.runtimeError, "coroutine is being awaited already") }
      return object
    }
    if let generator, generator.isIterableCoroutine { return object }
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
    if let generator = Generator(ifHas: iterator), generator.isCoroutine || generator.isIterableCoroutine {
      throw raise(.typeError, "__await__() returned a coroutine")
    }
    if !type(of: iterator).has(.next) {
      throw raise(.typeError, "__await__() returned non-iterator of type '\(typeName(of: iterator))'")
    }
    return iterator
  }
}

extension Generator {
  var isIterableCoroutine: Bool {
    CodeFlags(rawValue: function.code.pointer.pointee.flags).contains(.iterableCoroutine)
  }

  /// Whether a handler stands around the place where the frame was put aside.
  var isProtected: Bool {
    let code = function.code
    let next = pointer.pointee.pc - UnsafePointer(code.pointer.pointee.instructions)
    return code.handler(at: next - 1 + (delegation?.wordCount ?? 0)) != nil
  }
}

extension Exception {
  /// Of a StopIteration.
  var stopValue: Value { orNone(load(field(0))) }
}
