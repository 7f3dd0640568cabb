import Bytecode
import CRuntime

// Frames; their layout and a drawing of overlapping windows are in CRuntime's context.h.

typealias FramePointer = UnsafeMutablePointer<Frame>

extension UnsafeMutablePointer where Pointee == Frame {
  /// The next instruction.
  @inline(__always)
  var instructionPointer: UnsafePointer<InstructionWord> {
    get { UnsafeRawPointer(pointee.pc.unsafelyUnwrapped).assumingMemoryBound(to: InstructionWord.self) }
    nonmutating set { pointee.pc = UnsafeRawPointer(newValue).assumingMemoryBound(to: UInt64.self) }
  }

  /// The instruction before the next one. Another thread may be giving it another form.
  @inline(__always)
  var lastInstruction: InstructionWord { InstructionWord(bits: load_relaxed_u64(pointee.pc.unsafelyUnwrapped - 1)) }

  @inline(__always) var function: Function { Function(pointee.function) }
  @inline(__always) var code: Code { function.code }

  /// The cell of a free variable.
  @inline(__always)
  func freeCell(_ index: Int) -> Cell { Cell(Tuple(function.pointer.pointee.closure)[index]) }

  /// The index of the instruction being executed, whose word comes before the next one. Of an extended instruction it
  /// is the prefix or the word itself; both have the same position and handler.
  var currentWord: Int {
    Int(pointee.pc.unsafelyUnwrapped - UnsafePointer(code.pointer.pointee.instructions)) - 1
  }

  /// Whether the instruction being executed has a prefix.
  var isExtended: Bool {
    let index = currentWord
    return index > 0 && code.instructionWords[index - 1].trustedOpcode == .extend
  }

  // MARK: Pushing

  /// Begins a call whose arguments stand in a window and need no binding. Nil where they do, or where there is no room:
  /// the slow way then binds, or raises.
  @inline(__always)
  func pushFast(
    _ context: Context, _ callee: Function, _ window: UnsafeMutablePointer<Value>, count: Int, result: UInt32
  ) -> FramePointer? {
    let code = callee.code.pointer
    let heat = load_relaxed_u32(&code.pointee.heat)
    guard count == Int(code.pointee.exactCount), heat != 0, self + 1 < context.pointee.frameLimit.unsafelyUnwrapped,
      window + Int(code.pointee.registerCount) <= context.pointee.registersLimit.unsafelyUnwrapped,
      load_relaxed_u32(pollWord(context)) == 0
    else { return nil }
    store_relaxed_u32(&code.pointee.heat, heat - 1)
    return push(context, callee, window, result: result, flags: 0)
  }

  /// Puts a frame above this one. The window holds the parameters; variables begin unbound.
  @inline(__always)
  func push(
    _ context: Context, _ callee: Function, _ window: UnsafeMutablePointer<Value>, result: UInt32, flags: UInt32
  ) -> FramePointer {
    let code = callee.code.pointer
    var variable = window + Int(code.pointee.parameterCount)
    let end = window + Int(code.pointee.variableCount)
    while variable < end {
      // Few, so that a loop over vectors would cost more than it saves: atomic stores are not made one.
      store(.unbound, to: variable)
      variable += 1
    }
    let frame = self + 1
    frame.pointee.pc = code.pointee.start
    frame.pointee.registers = window
    frame.pointee.constants = UnsafePointer(code.pointee.constants)
    frame.pointee.function = callee.value
    frame.pointee.locals = .empty
    frame.pointee.owner = .empty
    frame.pointee.object = .empty
    frame.pointee.result = result
    frame.pointee.flags = flags
    context.pointee.frame = frame
    return frame
  }

  /// The first register above the window.
  @inline(__always) var windowEnd: UnsafeMutablePointer<Value> {
    pointee.registers + Int(code.pointer.pointee.registerCount)
  }
}
