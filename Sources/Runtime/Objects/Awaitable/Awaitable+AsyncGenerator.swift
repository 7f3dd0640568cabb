import CRuntime

// A step of an async generator. The generator's frame yields in two ways: what it awaits goes on to whoever drives the
// step; what a `yield` of its own gives is the step's result.

extension Awaitable {
  private var isClosing: Bool { form == .athrow && pointer.pointee.argument.isEmpty }

  private var name: StaticString { form == .asend ? "anext" : isClosing ? "aclose" : "athrow" }

  private func raiseReused(_ context: Context) -> Raised {
    context.raise(
      .runtimeError, "cannot reuse already awaited \(form == .asend ? "__anext__()/asend()" : "aclose()/athrow()")")
  }

  /// Begins the step unless another one is under way.
  private func begin(_ context: Context) throws(Raised) {
    if generator.pointer.pointee.isRunningStep {
      state = .closed
      throw context.raise(.runtimeError, "\(name)(): asynchronous generator is already running")
    }
    state = .begun
    generator.pointer.pointee.isRunningStep = true
  }

  // MARK: asend

  func sendToGenerator(_ context: Context, _ value: Value) throws(Raised) -> ResumedStep {
    var value = value
    if state == .closed { throw raiseReused(context) }
    if state == .created {
      try begin(context)
      if value == .none { value = pointer.pointee.argument }
    }
    return try unwrapping(context) { () throws(Raised) in try context.resume(generator, sending: value) }
  }

  /// Takes apart what the generator gave; whatever ends the step closes this object.
  private func unwrapping(
    _ context: Context, _ resume: () throws(Raised) -> Value
  ) throws(Raised) -> ResumedStep {
    do throws(Raised) {
      let item = try resume()
      if item.isEmpty { throw context.raise(.stopAsyncIteration, args: try Tuple.empty(context)) }
      if !generator.pointer.pointee.hasYieldedItem { return ResumedStep(value: item, isDone: false) }
      generator.pointer.pointee.isRunningStep = false
      state = .closed
      return ResumedStep(value: item, isDone: true)
    } catch {
      if isEnd(context) { generator.pointer.pointee.isClosing = true }
      generator.pointer.pointee.isRunningStep = false
      state = .closed
      throw error
    }
  }

  private func isEnd(_ context: Context) -> Bool {
    context.isPending(.stopAsyncIteration) || context.isPending(.generatorExit)
  }

  // MARK: athrow and aclose

  func throwFirst(_ context: Context, _ value: Value) throws(Raised) -> ResumedStep {
    if state == .closed { throw raiseReused(context) }
    if generator.state == .closed {
      state = .closed
      return ResumedStep(value: .none, isDone: true)
    }
    if state == .begun {
      return try unwrappingThrown(context) { () throws(Raised) in try context.resume(generator, sending: value) }
    }
    if generator.pointer.pointee.isRunningStep { try begin(context) }
    if generator.pointer.pointee.isClosing {
      state = .closed
      throw context.raise(.stopAsyncIteration, args: try Tuple.empty(context))
    }
    if value != .none {
      throw context.raise(.runtimeError, "can't send non-None value to a just-started coroutine")
    }
    try begin(context)
    if isClosing { generator.pointer.pointee.isClosing = true }
    let arguments =
      isClosing ? ThrownArguments(type: Interpreter(of: context).type(.generatorExit).value) : thrown
    return try unwrappingThrown(context) { () throws(Raised) in
      try context.throwInto(generator, arguments, closesDelegatee: false)
    }
  }

  private func unwrappingThrown(
    _ context: Context, _ resume: () throws(Raised) -> Value
  ) throws(Raised) -> ResumedStep {
    if !isClosing { return try unwrapping(context, resume) }
    do throws(Raised) {
      let item = try resume()
      if !item.isEmpty, !generator.pointer.pointee.hasYieldedItem { return ResumedStep(value: item, isDone: false) }
      generator.pointer.pointee.isRunningStep = false
      state = .closed
      if item.isEmpty { return ResumedStep(value: .none, isDone: true) }
    } catch {
      generator.pointer.pointee.isRunningStep = false
      state = .closed
      // That the generator ends is what `aclose` is for.
      if !isEnd(context) { throw error }
      context.pointee.pendingException = .empty
      return ResumedStep(value: .none, isDone: true)
    }
    throw context.raise(.runtimeError, "async generator ignored GeneratorExit")
  }

  // MARK: Both

  func throwIntoGenerator(_ context: Context, _ thrown: ThrownArguments) throws(Raised) -> ResumedStep {
    if state == .closed { throw raiseReused(context) }
    if state == .created { try begin(context) }
    return try unwrappingThrown(context) { () throws(Raised) in try context.throwInto(generator, thrown) }
  }

  func closeStep(_ context: Context) throws(Raised) {
    if state == .closed { return }
    let generatorExit = Interpreter(of: context).type(.generatorExit)
    do throws(Raised) {
      if try throwIntoGenerator(context, ThrownArguments(type: generatorExit.value)).isDone { return }
    } catch {
      if !isEnd(context), !context.isPending(.stopIteration) { throw error }
      context.pointee.pendingException = .empty
      return
    }
    throw context.raise(.runtimeError, "coroutine ignored GeneratorExit")
  }
}
