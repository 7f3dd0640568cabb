import Bytecode
import CRuntime

// A generator in a `for` loop, resumed and suspended by the interpreter's loop itself. The ways of `Generator.push` and
// `suspend`, for the case that nobody handles an exception and nobody has looked at the frame.

extension Generator {
  /// Puts the frame on top for the `forNext` whose item goes to `result`; nil where that takes more.
  @inline(never)
  func pushIterated(_ context: Context, result: UInt32) -> FramePointer? {
    let layout = pointer
    let state = state
    guard form == .generator, state == .suspended || state == .created, layout.pointee.frame.isEmpty,
      layout.pointee.handledException.isEmpty, context.pointee.handledException.isEmpty,
      load_relaxed_u32(pollWord(context)) == 0
    else { return nil }
    let top = context.pointee.frame.unsafelyUnwrapped
    let code = function.code.pointer
    let count = Int(code.pointee.registerCount)
    let window = top.windowEnd
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
      flags: UInt32(frameIsGenerator.rawValue | frameIsIterated.rawValue))
    context.pointee.frame = frame
    layout.pointee.outerException = context.pointee.outerException
    if state == .suspended { frame.register(resumedRegister).pointee = .none }
    self.state = .running
    return frame
  }
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// Yields to the `forNext` that resumed this frame, whose loop goes on; nil where that takes more.
  @inline(never)
  func yieldToLoop(_ context: Context, _ item: Value) -> FramePointer? {
    let generator = Generator(pointee.owner)
    let layout = generator.pointer
    guard pointee.flags == UInt32(frameIsGenerator.rawValue | frameIsIterated.rawValue),
      context.pointee.handledException.isEmpty, layout.pointee.resumersException.isEmpty
    else { return nil }
    generator.registers.fill(from: pointee.registers, count: Int(code.pointer.pointee.registerCount))
    layout.pointee.pc = pointee.pc.unsafelyUnwrapped
    layout.pointee.hasYieldedItem = true
    generator.state = .suspended
    context.pointee.outerException = layout.pointee.outerException
    layout.pointee.outerException = .empty
    let loop = self - 1
    context.pointee.frame = loop
    loop.register(Int32(bitPattern: pointee.result)).pointee = item
    loop.instructionPointer += loop.displacementBefore
    return loop
  }
}
