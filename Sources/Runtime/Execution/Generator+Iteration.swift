import Bytecode
import CRuntime

// A generator in a `for` loop, resumed and suspended by the interpreter's loop itself. The ways of `Generator.push` and
// `suspend`, for the case that nobody handles an exception and nobody has looked at the frame.
//
// A generator that delegates is resumed only for the one that it delegates to. Its frame has to be there, but *parked*:
// the registers stay in the generator until the other one returns or raises, which mostly it does not.
//
//     resumer │ parked │ parked │ runs        what is yielded goes from the top straight to the resumer
//             └────────┴────────┴──────
//               delegates, all of them, to the one on the right

extension Generator {
  /// Puts the frame on top for the `forNext` whose item goes to `result`, and those that it delegates to; nil where that
  /// takes more.
  @inline(__always)
  func pushForLoop(_ context: Context, result: UInt32, flags: UInt32 = 0) -> FramePointer? {
    if form != .generator { return nil }
    return pushQuickly(context, sending: .none, result: result, flags: UInt32(frameIsIterated.rawValue) | flags)
  }

  /// The same for compiled code.
  @inline(never)
  func pushIterated(_ context: Context, result: UInt32) -> FramePointer? {
    pushForLoop(context, result: result, flags: UInt32(frameIsCalledCompiled.rawValue))
  }

  /// Puts the frame on top for the `delegate` whose value goes to `result`, and those that it delegates to; nil where that
  /// takes more.
  @inline(never)
  func pushDelegated(_ context: Context, sending sent: Value, result: UInt32) -> FramePointer? {
    if isAsyncGenerator { return nil }
    return pushQuickly(context, sending: sent, result: result, flags: UInt32(frameIsDelegated.rawValue))
  }

  /// Puts the frame on top for native code, and those that it delegates to; nil where that takes more.
  func pushEntered(_ context: Context, sending sent: Value, flags: UInt32 = 0) -> FramePointer? {
    pushQuickly(context, sending: sent, result: 0, flags: UInt32(frameIsEntry.rawValue) | flags)
  }

  /// The frame that is then on top.
  @inline(__always)
  private func pushQuickly(_ context: Context, sending sent: Value, result: UInt32, flags: UInt32) -> FramePointer? {
    var generator = self
    var isSuspended = state == .suspended
    let window = context.pointee.nativeTop ?? context.pointee.frame.unsafelyUnwrapped.windowEnd
    guard var frame = pushParked(context, window, sending: sent, result: result, flags: flags) else { return nil }
    // What records or traces is to see each `delegate`.
    while isSuspended, context.pointee.recording == 0, !context.isTraced {
      let word = frame.instructionPointer.pointee
      guard word.trustedOpcode == .delegate,
        let next = Generator(ifExactlyOperand: generator.registers[Int(word.b)]), !next.isAsyncGenerator
      else { break }
      let isNextSuspended = next.state == .suspended
      guard
        let above = next.pushParked(
          context, frame.windowEnd, sending: sent, result: UInt32(word.a), flags: UInt32(frameIsDelegated.rawValue))
      else { break }
      frame.instructionPointer += 1
      (generator, frame, isSuspended) = (next, above, isNextSuspended)
    }
    frame.unpark()
    if isSuspended {
      let register = generator.pointer.pointee.sentRegister
      frame.register(register == Generator.unknownRegister ? generator.resumedRegister : Int32(register)).pointee = sent
    }
    return frame
  }

  /// Puts the frame on top without its registers; nil where that takes more.
  @inline(__always)
  private func pushParked(
    _ context: Context, _ window: UnsafeMutablePointer<Value>, sending sent: Value, result: UInt32, flags: UInt32
  ) -> FramePointer? {
    let layout = pointer
    let state = state
    guard state == .suspended || state == .created && sent == .none, layout.pointee.frame.isEmpty,
      layout.pointee.handledException.isEmpty, context.pointee.handledException.isEmpty,
      load_relaxed_u32(pollWord(context)) == 0
    else { return nil }
    let top = context.pointee.frame.unsafelyUnwrapped
    let code = function.code.pointer
    if top + 1 >= context.pointee.frameLimit.unsafelyUnwrapped
      || window + Int(code.pointee.registerCount) > context.pointee.registersLimit.unsafelyUnwrapped
    {
      return nil
    }
    let frame = top + 1
    frame.pointee = Frame(
      pc: layout.pointee.pc, registers: window, constants: UnsafePointer(code.pointee.constants),
      function: layout.pointee.function, locals: .empty, owner: value, object: .empty, result: result,
      flags: UInt32(frameIsGenerator.rawValue | frameIsParked.rawValue) | flags, resume: nil)
    context.pointee.frame = frame
    layout.pointee.outerException = context.pointee.outerException
    self.state = .running
    return frame
  }
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// Whether it was resumed by a `delegate`, and nothing else is to be said of it.
  @inline(__always)
  var isDelegated: Bool {
    pointee.flags & ~UInt32(frameIsParked.rawValue) == UInt32(frameIsGenerator.rawValue | frameIsDelegated.rawValue)
  }

  @inline(__always)
  var isParked: Bool { pointee.flags & UInt32(frameIsParked.rawValue) != 0 }

  /// Fills the window of a parked frame: it is to go on, or is looked at.
  @inline(__always)
  func unpark() {
    pointee.flags &= ~UInt32(frameIsParked.rawValue)
    let generator = Generator(pointee.owner)
    pointee.registers.fill(from: generator.registers, count: generator.registerCount)
  }

  /// Yields to the `forNext` that resumed this frame, whose loop goes on; nil where it was not one, or where that takes
  /// more, and then nothing is changed.
  @inline(__always)
  func yieldToLoop(_ context: Context, _ word: InstructionWord, _ item: Value) -> FramePointer? {
    guard pointee.flags == UInt32(frameIsGenerator.rawValue | frameIsIterated.rawValue), suspendsQuickly,
      context.pointee.handledException.isEmpty
    else { return nil }
    let result = Int32(bitPattern: pointee.result)
    suspendQuickly(context, sentRegister: word.a)
    Generator(pointee.owner).pointer.pointee.hasYieldedItem = true
    let loop = self - 1
    context.pointee.frame = loop
    loop.register(result).pointee = item
    loop.instructionPointer += loop.displacementBefore
    return loop
  }

  /// Yields to who resumed this frame, perhaps through generators that delegate to it: to native code, or to a `forNext`,
  /// whose loop goes on. Where that takes more, nothing is changed.
  @inline(never)
  func yieldQuickly(_ context: Context, _ word: InstructionWord, _ item: Value) -> QuickYield {
    var frame = self
    while frame.isDelegated, frame.suspendsQuickly { frame -= 1 }
    let flags =
      frame.pointee.flags & ~UInt32(frameIsCalledCompiled.rawValue | frameIsMounted.rawValue | frameIsParked.rawValue)
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
    if !isParked { generator.registers.fill(from: pointee.registers, count: generator.registerCount) }
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
