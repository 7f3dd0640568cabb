import Bytecode
import CRuntime

// Calls, returns, generators, and what begins and ends a handler of exceptions.

extension Machine {
  // MARK: Calls

  /// The window holds the callee, then the arguments.
  @inline(__always)
  func call(_ word: InstructionWord) -> Value {
    let window = registers + Int(word.b)
    if let function = Function(ifExactlyOperand: window.pointee),
      let next = frame.pushFast(context, function, window + 1, count: Int(word.d), result: UInt32(word.a))
    {
      frame.pointee.pc = pc
      return Machine.entered(context, next)
    }
    return quickly(word, callQuickly)
  }

  /// The window holds the callee, the receiver or *empty*, then the arguments.
  @inline(__always)
  func callMethod(_ word: InstructionWord) -> Value {
    let window = registers + Int(word.b)
    let isBound = !window[1].isEmpty
    if let function = Function(ifExactlyOperand: window.pointee),
      let next = frame.pushFast(
        context, function, window + (isBound ? 1 : 2), count: Int(word.d) + (isBound ? 1 : 0), result: UInt32(word.a))
    {
      frame.pointee.pc = pc
      return Machine.entered(context, next)
    }
    return quickly(word, callMethodQuickly)
  }

  @inline(__always)
  func callClass(_ word: InstructionWord) -> Value { quickly(word, callClassQuickly) }

  @inline(__always)
  func `return`(_ word: InstructionWord) -> Value {
    let value = valueA(word)
    let flags = frame.pointee.flags
    guard flags == 0 || flags == UInt32(frameIsInitializer.rawValue) && value == .none else {
      return quickly(word, returnQuickly)
    }
    let result = Int(frame.pointee.result)
    let delivered = flags == 0 ? value : frame.pointee.owner
    let caller = frame - 1
    context.pointee.frame = caller
    caller.pointee.registers[result] = delivered
    return Machine.entered(context, caller)
  }

  // MARK: Generators

  @inline(__always)
  func startGenerator(_ word: InstructionWord) -> Value { quickly(word, startGeneratorQuickly) }

  /// A generator is what `yield from` drives.
  @inline(__always)
  func getYieldFromIterator(_ word: InstructionWord) -> Value {
    let object = valueB(word)
    guard let generator = Generator(ifExactlyOperand: object), generator.form == .generator else {
      return quickly(word, getIteratorQuickly)
    }
    return next(word, object)
  }

  /// A coroutine that nobody has begun to await is what `await` drives.
  @inline(__always)
  func getAwaitable(_ word: InstructionWord) -> Value {
    let object = valueB(word)
    guard let coroutine = Generator(ifExactlyOperand: object) else { return quickly(word, getAwaitableQuickly) }
    return coroutine.isCoroutine && coroutine.state == .created ? next(word, object) : generally(word)
  }

  @inline(__always)
  func getAsyncNext(_ word: InstructionWord) -> Value { quickly(word, getAsyncNextQuickly) }

  @inline(__always)
  func delegate(_ word: InstructionWord) -> Value {
    Generator(ifExactlyOperand: register(word.b)) == nil ? generally(word) : quickly(word, delegateQuickly)
  }

  @inline(__always)
  func yield(_ word: InstructionWord) -> Value { quickly(word, yieldQuickly) }

  // MARK: Handlers of exceptions

  @inline(__always)
  func enterHandler(_ word: InstructionWord) -> Value {
    let saved = registers + Int(word.a)
    let before = context.pointee.handledException
    saved[0] = before.isEmpty ? .none : before
    saved[1] = context.pointee.pendingException
    context.pointee.handledException = context.pointee.pendingException
    context.pointee.pendingException = .empty
    return next()
  }

  @inline(__always)
  func leaveHandler(_ word: InstructionWord) -> Value {
    let before = register(word.a)
    context.pointee.handledException = before == .none ? .empty : before
    return next()
  }

  @inline(__always)
  func jumpUnlessCaught(_ word: InstructionWord) -> Value { quickly(word, jumpUnlessCaughtQuickly) }
}

/// Functions written in Swift, bound methods, built-in classes.
@inline(never)
private func callQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let window = frame.pointee.registers + Int(word.b)
  if let native = NativeFunction(ifExactlyOperand: window.pointee), native.pointer.pointee.functionArity == word.d,
    native.pointer.pointee.receiver.isEmpty
  {
    let result = native.callDirectly(context, window + 1, count: Int(word.d))
    return result.isEmpty ? raise(context) : Machine.resumed(context, word, result)
  }
  if Function(ifExactlyOperand: window.pointee) != nil { return goGenerally(context, frame, word) }
  if let method = Method(ifExactlyOperand: window.pointee), let function = Function(ifExactly: method.function) {
    guard let next = frame.pushFast(context, function, window, count: Int(word.d) + 1, result: UInt32(word.a)) else {
      return goGenerally(context, frame, word)
    }
    // The receiver goes where the method object stood, just before the arguments.
    window.pointee = method.receiver
    return Machine.entered(context, next)
  }
  if let function = try? context.calledMethod(of: window.pointee) {
    guard let next = frame.pushFast(context, function, window, count: Int(word.d) + 1, result: UInt32(word.a)) else {
      return goGenerally(context, frame, word)
    }
    return Machine.entered(context, next)
  }
  let result = context.quickCall(window.pointee, window + 1, count: Int(word.d), isMethod: false)
  return result.isEmpty ? Machine.resumedWithoutResult(context, word) : Machine.resumed(context, word, result)
}

@inline(never)
private func callMethodQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let window = frame.pointee.registers + Int(word.b)
  let isBound = !window[1].isEmpty
  let arguments = window + (isBound ? 1 : 2)
  let count = Int(word.d) + (isBound ? 1 : 0)
  if let native = NativeFunction(ifExactlyOperand: window.pointee), native.pointer.pointee.receiver.isEmpty,
    Int(isBound ? native.pointer.pointee.methodArity : native.pointer.pointee.functionArity) == count
  {
    let result = native.callDirectly(context, arguments, count: count)
    return result.isEmpty ? raise(context) : Machine.resumed(context, word, result)
  }
  if Function(ifExactlyOperand: window.pointee) != nil { return goGenerally(context, frame, word) }
  let result = context.quickCall(window.pointee, arguments, count: count, isMethod: isBound)
  return result.isEmpty ? Machine.resumedWithoutResult(context, word) : Machine.resumed(context, word, result)
}

/// Instances of classes whose `__init__` an inline cache knows.
@inline(never)
private func callClassQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let cache = frame.pointee.constants.cache(word.c)
  let window = frame.pointee.registers + Int(word.b)
  if word.d == 0 {
    let instance = context.plainInstance(cache, of: window.pointee)
    if !instance.isEmpty { return Machine.resumed(context, word, instance) }
  }
  guard let next = frame.pushInitializer(context, cache, window, count: Int(word.d), result: UInt32(word.a)) else {
    return goGenerally(context, frame, word)
  }
  return Machine.entered(context, next)
}

@inline(never)
private func startGeneratorQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let (flags, result) = (frame.pointee.flags, Int(frame.pointee.result))
  guard let generator = try? Generator.make(context, from: frame) else { return raise(context) }
  context.leave(frame)
  if flags & UInt32(frameIsEntry.rawValue) != 0 { return generator.value }
  let caller = Machine(context)
  caller.registers[result] = generator.value
  return caller.next()
}

/// Instances whose `__await__` is a generator function.
@inline(never)
private func getAwaitableQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  delivered(context.makeGenerator(by: .__await__, of: Machine(context, frame).valueB(word), .generator), context, word)
}

/// Instances whose `__anext__` is a coroutine function.
@inline(never)
private func getAsyncNextQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  delivered(context.makeGenerator(by: .__anext__, of: Machine(context, frame).register(word.b), .coroutine), context, word)
}

/// Goes on with a result, or the general way where that is *empty*.
@inline(__always)
private func delivered(_ result: Value, _ context: Context, _ word: InstructionWord) -> Value {
  result.isEmpty ? Machine.resumedWithoutResult(context, word) : Machine.resumed(context, word, result)
}

@inline(never)
private func delegateQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  let generator = Generator(state.register(word.b))
  guard let next = generator.pushDelegated(context, sending: state.register(word.a), result: UInt32(word.a)) else {
    return goGenerally(context, frame, word)
  }
  return Machine.goOn(context, next)
}

@inline(never)
private func yieldQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let item = Machine(context, frame).valueB(word)
  if let loop = frame.yieldToLoop(context, word, item) { return Machine.entered(context, loop) }
  if frame.yieldMounted(word) { return item }
  switch frame.yieldQuickly(context, word, item) {
  case .toNative: return item
  case .toLoop(let loop, isCompiled: true): return goOnCompiled(context, loop, item)
  case .toLoop(let loop, isCompiled: false): return Machine.entered(context, loop)
  case .notSoSimple: return goGenerally(context, frame, word)
  }
}

/// To native code, and from generators.
@inline(never)
private func returnQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let value = Machine(context, frame).valueA(word)
  let flags = frame.pointee.flags & ~UInt32(frameIsTraced.rawValue)
  if flags == UInt32(frameIsEntry.rawValue) {
    context.pointee.frame = frame - 1
    return value
  }
  let isDeclined = flags & UInt32(frameIsOperator.rawValue) != 0 && value == .notImplemented
  if isDeclined { return goGenerally(context, frame, word) }
  if flags & ~UInt32(frameIsOperator.rawValue) == 0 {
    let result = Int(frame.pointee.result)
    context.pointee.frame = frame - 1
    frame[-1].registers[result] = value
    return Machine.resumed(context)
  }
  let special = UInt32(frameIsInitializer.rawValue | frameIsOperator.rawValue)
  if flags & ~special == UInt32(frameIsCalledCompiled.rawValue) {
    return returnToCompiled(context, frame, word, value)
  }
  guard flags & UInt32(frameIsGenerator.rawValue) != 0 else { return goGenerally(context, frame, word) }
  let result = Int(frame.pointee.result)
  Generator(frame.pointee.owner).close(context, frame)
  if flags & UInt32(frameIsEntry.rawValue) != 0 {
    context.pointee.generatorResult = value
    return .empty
  }
  let resumer = context.pointee.frame.unsafelyUnwrapped
  if flags & UInt32(frameIsCalledCompiled.rawValue) != 0 { return goOnCompiled(context, resumer, .empty) }
  if flags & UInt32(frameIsDelegated.rawValue) == 0 { return Machine.entered(context, resumer) }
  if resumer.isParked { resumer.unpark() }
  resumer.pointee.registers[result] = value
  return Machine.goOn(context, resumer)
}

/// To compiled code, which goes on with the result unless somebody has looked at its frame.
@inline(__always)
private func returnToCompiled(
  _ context: Context, _ frame: FramePointer, _ word: InstructionWord, _ value: Value
) -> Value {
  let isInitializer = frame.pointee.flags & UInt32(frameIsInitializer.rawValue) != 0
  if isInitializer, value != .none { return goGenerally(context, frame, word) }
  let (delivered, result) = (isInitializer ? frame.pointee.owner : value, Int(frame.pointee.result))
  let caller = frame - 1
  context.pointee.frame = caller
  caller.pointee.registers[result] = delivered
  return goOnCompiled(context, caller, delivered)
}

/// Goes on in compiled code, which called or resumed what has just given a value.
@inline(__always)
private func goOnCompiled(_ context: Context, _ caller: FramePointer, _ value: Value) -> Value {
  guard caller.pointee.object.isEmpty, let resume = caller.pointee.resume, Machine.mayNest(context) else {
    return Machine.resumed(context)
  }
  return enter_compiled(
    resume, context, caller, caller.pointee.pc.unsafelyUnwrapped, caller.pointee.registers, caller.pointee.constants,
    value.bits)
}

@inline(never)
private func jumpUnlessCaughtQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  guard let isCaught = context.quickMatch(state.register(word.a), state.valueB(word)) else {
    return Machine.resumedWithoutResult(context, word)
  }
  return Machine(context).jump(word, if: !isCaught)
}
