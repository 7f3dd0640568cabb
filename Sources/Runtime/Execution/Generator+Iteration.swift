import Bytecode
import CRuntime

// A generator in a `for` loop, resumed and suspended by the interpreter's loop itself. The ways of `Generator.push` and
// `suspend`, for the case that nobody handles an exception and nobody has looked at the frame.

extension Generator {
  /// Puts the frame on top for the `forNext` whose item goes to `result`; nil where that takes more.
  @inline(never)
  func pushIterated(_ context: Context, result: UInt32) -> FramePointer? {
    if form != .generator { return nil }
    return pushQuickly(context, sending: .none, result: result, flags: UInt32(frameIsIterated.rawValue))
  }

  /// Puts the frame on top for the `delegate` whose value goes to `result`; nil where that takes more.
  @inline(never)
  func pushDelegated(_ context: Context, sending sent: Value, result: UInt32) -> FramePointer? {
    if isAsyncGenerator { return nil }
    return pushQuickly(context, sending: sent, result: result, flags: UInt32(frameIsDelegated.rawValue))
  }

  /// Puts the frame on top for native code; nil where that takes more.
  func pushEntered(_ context: Context, sending sent: Value) -> FramePointer? {
    pushQuickly(context, sending: sent, result: 0, flags: UInt32(frameIsEntry.rawValue))
  }

  @inline(__always)
  private func pushQuickly(_ context: Context, sending sent: Value, result: UInt32, flags: UInt32) -> FramePointer? {
    let layout = pointer
    let state = state
    guard state == .suspended || state == .created && sent == .none, layout.pointee.frame.isEmpty,
      layout.pointee.handledException.isEmpty, context.pointee.handledException.isEmpty,
      load_relaxed_u32(pollWord(context)) == 0
    else { return nil }
    let top = context.pointee.frame.unsafelyUnwrapped
    let code = function.code.pointer
    let count = Int(code.pointee.registerCount)
    let window = context.pointee.nativeTop ?? top.windowEnd
    if top + 1 >= context.pointee.frameLimit.unsafelyUnwrapped
      || window + count > context.pointee.registersLimit.unsafelyUnwrapped
    {
      return nil
    }
    window.fill(from: registers, count: count)
    let frame = top + 1
    frame.pointee = Frame(
      pc: layout.pointee.pc, registers: window, constants: UnsafePointer(code.pointee.constants),
      function: layout.pointee.function, locals: .empty, owner: value, object: .empty, result: result,
      flags: UInt32(frameIsGenerator.rawValue) | flags, resume: nil)
    context.pointee.frame = frame
    layout.pointee.outerException = context.pointee.outerException
    if state == .suspended {
      let register = layout.pointee.sentRegister
      frame.register(register == Generator.unknownRegister ? resumedRegister : Int32(register)).pointee = sent
    }
    self.state = .running
    return frame
  }
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// Has a generator's frame that has just come on top delegate, if it stands where it does: the next one's frame, or nil
  /// where there is none, or where that takes more.
  func pushDelegatee(_ context: Context) -> FramePointer? {
    let word = instructionPointer.pointee
    guard word.trustedOpcode == .delegate,
      let generator = Generator(ifExactlyOperand: register(Int32(word.b)).pointee),
      let next = generator.pushDelegated(context, sending: register(Int32(word.a)).pointee, result: UInt32(word.a))
    else { return nil }
    instructionPointer += 1
    return next
  }

  /// Yields to who resumed this frame, perhaps through generators that delegate to it: to native code, or to a `forNext`,
  /// whose loop goes on. Where that takes more, nothing is changed.
  @inline(never)
  func yieldQuickly(_ context: Context, _ word: InstructionWord, _ item: Value) -> QuickYield {
    var frame = self
    while frame.pointee.flags == UInt32(frameIsGenerator.rawValue | frameIsDelegated.rawValue), frame.suspendsQuickly {
      frame -= 1
    }
    let flags = frame.pointee.flags & ~UInt32(frameIsCalledCompiled.rawValue | frameIsMounted.rawValue)
    let isIterated = flags == UInt32(frameIsGenerator.rawValue | frameIsIterated.rawValue)
    guard isIterated || flags == UInt32(frameIsGenerator.rawValue | frameIsEntry.rawValue),
      frame.suspendsQuickly, context.pointee.handledException.isEmpty
    else { return .notSoSimple }
    let resumer = frame - 1
    let result = Int32(bitPattern: frame.pointee.result)
    let isCompiled = frame.pointee.flags & UInt32(frameIsCalledCompiled.rawValue) != 0
    frame = self
    frame.suspendQuickly(context, sentRegister: word.a)
    Generator(frame.pointee.owner).pointer.pointee.hasYieldedItem = true
    while frame - 1 > resumer {
      frame -= 1
      // It stands at its `delegate`, to repeat it.
      frame.stepBack()
      let place = frame.instructionPointer.pointee
      frame.suspendQuickly(
        context, sentRegister: place.trustedOpcode == .delegate ? place.a : Generator.unknownRegister)
      Generator(frame.pointee.owner).pointer.pointee.hasYieldedItem = false
    }
    context.pointee.frame = resumer
    if !isIterated { return .toNative }
    resumer.register(result).pointee = item
    resumer.instructionPointer += resumer.displacementBefore
    return .toLoop(resumer, isCompiled: isCompiled)
  }

  /// Whether nobody was handling an exception when the generator was resumed, or has looked at its frame.
  @inline(__always)
  private var suspendsQuickly: Bool {
    pointee.object.isEmpty && Generator(pointee.owner).pointer.pointee.resumersException.isEmpty
  }

  @inline(__always)
  private func suspendQuickly(_ context: Context, sentRegister: UInt16) {
    let generator = Generator(pointee.owner)
    let layout = generator.pointer
    generator.registers.fill(from: pointee.registers, count: Int(code.pointer.pointee.registerCount))
    layout.pointee.pc = pointee.pc.unsafelyUnwrapped
    layout.pointee.sentRegister = sentRegister
    generator.state = .suspended
    context.pointee.outerException = layout.pointee.outerException
    layout.pointee.outerException = .empty
  }
}

/// Where a yield has gone.
enum QuickYield {
  case toNative
  case toLoop(FramePointer, isCompiled: Bool)
  case notSoSimple
}
