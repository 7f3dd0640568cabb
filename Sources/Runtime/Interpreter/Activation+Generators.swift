import Bytecode
import CRuntime

// Suspending and resuming. Whoever resumed a generator gets what it yields: native code, as the result of `evaluate`;
// the `forNext` below, which goes on with the loop's body; or the `delegate` below, which yields it in turn.

extension Activation {
  func startGenerator() throws(Raised) -> Outcome {
    let flags = frame.pointee.flags
    let target = frame.pointee.result
    let generator = try Generator.make(context, from: frame)
    context.leave(frame)
    if flags & UInt32(frameIsEntry.rawValue) != 0 { return .returned(generator.value) }
    context.pointee.frame.unsafelyUnwrapped.register(Int32(bitPattern: target)).pointee = generator.value
    return .frameChanged
  }

  func `yield`(_ value: Value, isItem: Bool = true) throws(Raised) -> Outcome {
    var frame = self.frame
    var isItem = isItem
    while true {
      let generator = Generator(frame.pointee.owner)
      generator.pointer.pointee.hasYieldedItem = isItem
      isItem = false
      let flags = frame.pointee.flags
      let target = frame.pointee.result
      generator.suspend(context, frame)
      if flags & UInt32(frameIsEntry.rawValue) != 0 { return .returned(value) }
      frame = context.pointee.frame.unsafelyUnwrapped
      if flags & UInt32(frameIsIterated.rawValue) != 0 {
        frame.register(Int32(bitPattern: target)).pointee = value
        frame.instructionPointer += frame.displacementBefore
        return .frameChanged
      }
      // A `delegate`: its own frame yields the value, and stands at the instruction to repeat it.
      frame.stepBack()
    }
  }

  /// A generator returned: its resumer goes on without an item.
  func finishGenerator(_ value: Value) throws(Raised) -> Outcome {
    let flags = frame.pointee.flags
    let target = frame.pointee.result
    Generator(frame.pointee.owner).close(context, frame)
    if flags & UInt32(frameIsEntry.rawValue) != 0 {
      context.pointee.generatorResult = value
      return .returned(.empty)
    }
    if flags & UInt32(frameIsDelegated.rawValue) != 0 {
      let resumer = context.pointee.frame.unsafelyUnwrapped
      if resumer.isParked { resumer.unpark() }
      resumer.register(Int32(bitPattern: target)).pointee = value
    }
    return .frameChanged
  }

  func delegate() throws(Raised) -> Outcome {
    let value = frame.register(operands.a).pointee
    let iterator = frame.register(operands.b).pointee
    if let generator = Generator(ifExactly: iterator), generator.canResume(sending: value) {
      try generator.push(
        context, sending: value, result: UInt32(bitPattern: operands.a), flags: UInt32(frameIsDelegated.rawValue))
      return .frameChanged
    }
    let step = try context.send(value, to: iterator)
    if step.isDone {
      if context.tracing != nil, Awaitable(ifExactly: iterator) != nil {
        try context.reportDelegateEnd(step.value, to: frame)
      }
      setA(step.value)
      return .next
    }
    if context.tracing != nil { try context.reportYield(step.value, of: frame) }
    frame.stepBack()
    return try yield(step.value, isItem: false)
  }

  func getYieldFromIterator() throws(Raised) {
    let iterable = frame.valueB(operands)
    if let generator = Generator(ifHas: iterable) {
      let flags = CodeFlags(rawValue: frame.code.pointer.pointee.flags)
      if generator.isCoroutine, flags.isDisjoint(with: [.coroutine, .iterableCoroutine]) {
        throw context.raise(
          .typeError, "cannot 'yield from' a coroutine object in a non-coroutine generator")
      }
      return setA(iterable)
    }
    setA(try context.iterator(over: iterable))
  }

  func getAwaitable() throws(Raised) {
    setA(try context.awaitIterator(of: frame.valueB(operands), AwaitSource(rawValue: UInt8(operands.d)).unsafelyUnwrapped))
  }

  func getAsyncIterator() throws(Raised) {
    let iterable = frame.valueB(operands)
    guard let function = context.type(of: iterable).unary(.asyncIterate) else {
      throw context.raise(
        .typeError,
        "'async for' requires an object with __aiter__ method, got \(context.typeName(of: iterable))")
    }
    let iterator = try check(function(context, iterable))
    if !context.type(of: iterator).has(.asyncNext) {
      throw context.raise(
        .typeError,
        "'async for' received an object from __aiter__ that does not implement __anext__: \(context.typeName(of: iterator))"
      )
    }
    setA(iterator)
  }

  func getAsyncNext() throws(Raised) {
    let iterator = frame.register(operands.b).pointee
    guard let function = context.type(of: iterator).unary(.asyncNext) else {
      throw context.raise(
        .typeError,
        "'async for' requires an iterator with __anext__ method, got \(context.typeName(of: iterator))")
    }
    let item = try check(function(context, iterator))
    do throws(Raised) {
      setA(try context.awaitIterator(of: item, .expression))
    } catch {
      throw context.raise(
        .typeError, "'async for' received an invalid object from __anext__: \(context.typeName(of: item))",
        from: context.takeException())
    }
  }

  func endAsyncFor() throws(Raised) -> Outcome {
    let exception = frame.register(operands.a)[1]
    leaveHandler()
    let stop = Interpreter(of: context).type(.stopAsyncIteration)
    if context.type(of: exception).isSubtype(of: stop) { return .jump }
    throw context.reraise(exception)
  }
}

extension Context {
  /// Turns the top frame into a generator that goes on at the next instruction.
  func startGenerator(_ frame: FramePointer) throws(Raised) -> Generator {
    defer { leave(frame) }
    return try Generator.make(self, from: frame)
  }
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// The displacement of the jump before the next instruction.
  @inline(__always)
  var displacementBefore: Int {
    let word = lastInstruction
    let prefix = (instructionPointer - 2).pointee
    let start = UnsafeRawPointer(code.pointer.pointee.instructions).assumingMemoryBound(to: InstructionWord.self)
    if instructionPointer - 2 >= start, prefix.trustedOpcode == .extend { return Int(Operands(prefix: prefix, word).c) }
    return Int(word.displacement)
  }

  /// Makes the instruction before the next one the next one, with its prefix.
  func stepBack() {
    let start = UnsafeRawPointer(code.pointer.pointee.instructions).assumingMemoryBound(to: InstructionWord.self)
    instructionPointer -= 1
    if instructionPointer > start, lastInstruction.trustedOpcode == .extend { instructionPointer -= 1 }
  }
}
