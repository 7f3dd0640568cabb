import Bytecode
import CRuntime

// Generators as native code meets them: resuming with a value or an exception, and closing.

/// What an iterator or awaitable that was resumed gave: an item, or, at its end, what it returned.
struct ResumedStep: BitwiseCopyable {
  var value: Value
  var isDone: Bool
}

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
    if generator.pushEntered(self, sending: value) == nil {
      try generator.push(self, sending: value, result: 0, flags: UInt32(frameIsEntry.rawValue))
    }
    pointee.nativeTop = nil
    defer { pointee.nativeTop = saved }
    return try runResumed()
  }

  private func runResumed() throws(Raised) -> Value {
    let result = evaluateResumed(self)
    if result.isEmpty, !pointee.pendingException.isEmpty { throw Raised() }
    return result
  }

  /// Raises the pending exception where a generator stands.
  private func resumeRaising(_ generator: Generator, isClosing: Bool = false) throws(Raised) -> Value {
    let exception = takeException()
    switch generator.state {
    case .running: throw raise(.valueError, "\(generator.kindName) already executing")
    case .closed:
      if generator.isCoroutine, !isClosing { throw raise(.runtimeError, "cannot reuse already awaited coroutine") }
      pointee.pendingException = exception.value
      throw Raised()
    default: break
    }
    try checkNativeStack()
    let saved = pointee.nativeTop
    _ = try generator.pushBehind(self, flags: UInt32(frameIsEntry.rawValue))
    pointee.nativeTop = nil
    defer { pointee.nativeTop = saved }
    if !pointee.handledException.isEmpty { exception.chain(to: pointee.handledException) }
    pointee.pendingException = exception.value
    if tracing != nil { reportThrow(in: pointee.frame.unsafelyUnwrapped) }
    guard unwind(self) else { throw Raised() }
    return try runResumed()
  }

  /// Resumes a generator that stands at a `delegate` as if the iterator there had returned a value.
  private func resumeBehindDelegate(_ generator: Generator, result: Value) throws(Raised) -> Value {
    try checkNativeStack()
    let saved = pointee.nativeTop
    let target = generator.resumedRegister
    let frame = try generator.pushBehind(self, flags: UInt32(frameIsEntry.rawValue))
    frame.register(target).pointee = result
    pointee.nativeTop = nil
    defer { pointee.nativeTop = saved }
    return try runResumed()
  }

  // MARK: Throwing

  /// `generator.throw(…)`: what it yields next, or *empty*, as with `resume`. While the generator waits for an iterator
  /// the exception goes there; GeneratorExit closes that one first, unless the iterator is to see it itself.
  func throwInto(
    _ generator: Generator, _ thrown: ThrownArguments, closesDelegatee: Bool = true
  ) throws(Raised) -> Value {
    let inner = generator.delegatee
    if inner.isEmpty {
      pointee.pendingException = try thrown.exception(self).value
      return try resumeRaising(generator)
    }
    let step: ResumedStep
    do throws(Raised) {
      if closesDelegatee, thrown.isGeneratorExit(self) {
        try whileRunning(generator) { () throws(Raised) in try closeIterator(inner) }
        pointee.pendingException = try thrown.exception(self).value
        throw Raised()
      }
      step = try whileRunning(generator) { () throws(Raised) in
        try throwInto(iterator: inner, thrown, closesDelegatee: closesDelegatee)
      }
    } catch {
      return try resumeRaising(generator)
    }
    if !step.isDone {
      generator.pointer.pointee.hasYieldedItem = false
      return step.value
    }
    return try resumeBehindDelegate(generator, result: step.value)
  }

  /// Has a generator run, at the `delegate` where it stands, while the iterator that it waits for does.
  private func whileRunning<Result>(
    _ generator: Generator, _ body: () throws(Raised) -> Result
  ) throws(Raised) -> Result {
    try checkNativeStack()
    let saved = pointee.nativeTop
    let place = generator.pointer.pointee.pc
    let frame = try generator.pushBehind(self, flags: UInt32(frameIsEntry.rawValue))
    pointee.nativeTop = nil
    defer {
      frame.pointee.pc = place
      generator.suspend(self, frame)
      pointee.nativeTop = saved
    }
    return try body()
  }

  /// Throws into any iterator; into one that has no `throw` nothing goes, and the exception is the caller's.
  func throwInto(
    iterator: Value, _ thrown: ThrownArguments, closesDelegatee: Bool = true
  ) throws(Raised) -> ResumedStep {
    if let generator = Generator(ifHas: iterator), !generator.isAsyncGenerator {
      let item = try throwInto(generator, thrown, closesDelegatee: closesDelegatee)
      return ResumedStep(value: item.isEmpty ? pointee.generatorResult : item, isDone: item.isEmpty)
    }
    if let awaitable = Awaitable(ifExactly: iterator) { return try awaitable.throwInto(self, thrown) }
    let method = try findAttribute(iterator, name(.throw))
    if method.isEmpty {
      pointee.pendingException = try thrown.exception(self).value
      throw Raised()
    }
    do throws(Raised) {
      return ResumedStep(value: try thrown.call(self, method), isDone: false)
    } catch {
      return ResumedStep(value: try stopValue(), isDone: true)
    }
  }

  // MARK: Closing

  /// `generator.close()`: what it returned on being closed.
  func close(_ generator: Generator) throws(Raised) -> Value {
    switch generator.state {
    case .created:
      generator.close()
      return .none
    case .closed: return .none
    default: break
    }
    var failed = false
    let inner = generator.delegatee
    if !inner.isEmpty {
      do throws(Raised) {
        try whileRunning(generator) { () throws(Raised) in try closeIterator(inner) }
      } catch {
        failed = true
      }
    }
    if !failed {
      if generator.state == .suspended, !generator.isProtected, tracing == nil {
        generator.close()
        return .none
      }
      pointee.pendingException = try Exception(self, .generatorExit, args: Tuple.empty(self)).value
    }
    do throws(Raised) {
      let item = try resumeRaising(generator, isClosing: true)
      if item.isEmpty { return generator.isAsyncGenerator ? .none : pointee.generatorResult }
    } catch {
      if !isPending(.generatorExit) { throw error }
      pointee.pendingException = .empty
      return .none
    }
    throw raise(.runtimeError, "\(generator.kindName) ignored GeneratorExit")
  }

  /// Closes an iterator if it can be closed.
  func closeIterator(_ iterator: Value) throws(Raised) {
    if let generator = Generator(ifHas: iterator), !generator.isAsyncGenerator {
      _ = try close(generator)
      return
    }
    var method = Value.empty
    do throws(Raised) { method = try findAttribute(iterator, name(.close)) } catch {
      reportUnraisable("while closing generator", iterator)
    }
    if !method.isEmpty { _ = try call(method) }
  }
}

/// The arguments of `throw`: an exception, or a class with a value and a traceback, each of which may be *empty*.
struct ThrownArguments: BitwiseCopyable {
  var type: Value
  var value = Value.empty
  var traceback = Value.empty

  init(type: Value, value: Value = .empty, traceback: Value = .empty) {
    (self.type, self.value, self.traceback) = (type, value, traceback)
  }

  /// Those of a call of a method: more than one of them is the old way.
  init(_ context: Context, _ method: StaticString, _ arguments: UnsafeMutablePointer<Value>) throws(Raised) {
    self.init(type: arguments[0], value: arguments[1], traceback: arguments[2])
    if value.isEmpty, traceback.isEmpty { return }
    try context.warn(
      .deprecationWarning,
      "the (type, exc, tb) signature of \(method)() is deprecated, use the single-arg signature instead.")
  }

  func isGeneratorExit(_ context: Context) -> Bool {
    let generatorExit = Interpreter(of: context).type(.generatorExit)
    return (Type(ifHas: type) ?? context.type(of: type)).isSubtype(of: generatorExit)
  }

  /// The exception that the arguments stand for.
  func exception(_ context: Context) throws(Raised) -> Exception {
    let hasTraceback = !traceback.isEmpty && traceback != .none
    if hasTraceback, Traceback(ifExactly: traceback) == nil {
      throw context.raise(.typeError, "throw() third argument must be a traceback object")
    }
    let exception: Exception
    if let given = Exception(ifHas: type) {
      if !value.isEmpty, value != .none {
        throw context.raise(.typeError, "instance exception may not have a separate value")
      }
      exception = given
    } else if let type = Type(ifHas: type), type.flags.contains(.exception) {
      exception = try instance(context, of: type)
    } else {
      throw context.raise(
        .typeError,
        "exceptions must be classes or instances deriving from BaseException, not \(context.typeName(of: type))")
    }
    if hasTraceback { publish(traceback, to: &exception.pointer.pointee.traceback) }
    return exception
  }

  private func instance(_ context: Context, of type: Type) throws(Raised) -> Exception {
    let made: Value
    if value.isEmpty || value == .none {
      made = try context.call(type.value)
    } else if Exception(ifHas: value) != nil, context.type(of: value).isSubtype(of: type) {
      made = value
    } else if let arguments = Tuple(ifHas: value) {
      made = try context.call(type.value, arguments)
    } else {
      made = try context.call(type.value, value)
    }
    guard let exception = Exception(ifHas: made) else {
      let message =
        "calling \(try context.reprString(type.value)) should have returned an instance of BaseException, not \(context.typeName(of: made))"
      throw context.raise(.typeError, message)
    }
    return exception
  }

  /// Calls a method with as many arguments as there are.
  func call(_ context: Context, _ method: Value) throws(Raised) -> Value {
    if value.isEmpty { return try context.call(method, type) }
    if traceback.isEmpty { return try context.call(method, type, value) }
    return try context.call(method, type, value, traceback)
  }
}
