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
      flags: UInt32(frameIsGenerator.rawValue) | flags)
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
  /// Yields to native code, which resumed this frame; false, with nothing changed, where that takes more.
  @inline(never)
  func yieldToNative(_ context: Context, _ word: InstructionWord) -> Bool {
    guard pointee.flags == UInt32(frameIsGenerator.rawValue | frameIsEntry.rawValue), suspendsQuickly,
      context.pointee.handledException.isEmpty
    else { return false }
    suspendQuickly(context, sentRegister: word.a)
    Generator(pointee.owner).pointer.pointee.hasYieldedItem = true
    context.pointee.frame = self - 1
    return true
  }

  /// Yields to the `forNext` that resumed this frame, perhaps through generators that delegate to it, and whose loop goes
  /// on; nil, with nothing changed, where that takes more.
  @inline(never)
  func yieldToLoop(_ context: Context, _ word: InstructionWord, _ item: Value) -> FramePointer? {
    var frame = self
    while frame.pointee.flags == UInt32(frameIsGenerator.rawValue | frameIsDelegated.rawValue), frame.suspendsQuickly {
      frame -= 1
    }
    guard frame.pointee.flags == UInt32(frameIsGenerator.rawValue | frameIsIterated.rawValue), frame.suspendsQuickly,
      context.pointee.handledException.isEmpty
    else { return nil }
    let loop = frame - 1
    let result = Int32(bitPattern: frame.pointee.result)
    frame = self
    frame.suspendQuickly(context, sentRegister: word.a)
    Generator(frame.pointee.owner).pointer.pointee.hasYieldedItem = true
    while frame - 1 > loop {
      frame -= 1
      // It stands at its `delegate`, to repeat it.
      frame.stepBack()
      let place = frame.instructionPointer.pointee
      frame.suspendQuickly(
        context, sentRegister: place.trustedOpcode == .delegate ? place.a : Generator.unknownRegister)
      Generator(frame.pointee.owner).pointer.pointee.hasYieldedItem = false
    }
    context.pointee.frame = loop
    loop.register(result).pointee = item
    loop.instructionPointer += loop.displacementBefore
    return loop
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
