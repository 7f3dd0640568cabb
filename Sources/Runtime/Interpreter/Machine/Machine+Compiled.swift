import Bytecode
import CRuntime

// Where the interpreter and compiled code hand a frame to each other. Compiled code runs in the interpreter's frames and
// windows and is entered and left by jumps, as handlers are; so a frame may go from one to the other at any instruction,
// and no native stack grows. Whenever compiled code calls out, its frame is as the interpreter would have it.

extension Machine {
  /// Stands before the first instruction of code that is compiled.
  @inline(__always)
  func enterCompiled(_ word: InstructionWord) -> Value {
    let code = frame.pointee.functionCode
    let start = UnsafePointer(code.pointer.pointee.instructions)
    frame.pointee.pc = start
    guard let entry = code.pointer.pointee.compilation?.pointee.entry else {
      return Machine(context, frame, start, registers, constants).next()
    }
    return enter_compiled(entry, context, frame, start, registers, constants, 0)
  }

  /// A back-edge after which the thread looks what it runs: goes on at `pc` in machine code, if there is any.
  @inline(__always)
  static func goOnHot(_ context: Context, _ frame: FramePointer, at pc: UnsafePointer<UInt64>) -> Value? {
    context.noteBackEdges(frame, to: pc)
    if context.pointee.recording != 0 || context.isTraced { return nil }
    let code = frame.code
    guard let (entry, number) = code.compiledEntry(at: pc - UnsafePointer(code.pointer.pointee.instructions)) else { return nil }
    return enter_compiled(
      entry, context, frame, pc, frame.pointee.registers, frame.pointee.constants, number)
  }

  /// Goes on in a generator's frame that has just come on top: in machine code, if there is any for the place.
  @inline(__always)
  static func goOn(_ context: Context, _ frame: FramePointer) -> Value {
    let code = frame.code.pointer
    let heat = load_relaxed_u32(&code.pointee.heat)
    if heat > 1 {
      store_relaxed_u32(&code.pointee.heat, heat - 1)
      if code.pointee.compilation?.pointee.entry == nil { return entered(context, frame) }
    }
    return goOnInCode(context, frame, isHot: heat <= 1)
  }

  /// Goes on in the frame on top where it stands: in machine code, if that can be entered there.
  @inline(__always)
  static func goOnAtEntry(_ context: Context, _ frame: FramePointer) -> Value {
    let (code, pc) = (frame.code, frame.pointee.pc.unsafelyUnwrapped)
    guard let (entry, number) = code.compiledEntry(at: pc - UnsafePointer(code.pointer.pointee.instructions)),
      context.pointee.recording == 0, !context.isTraced, mayNest(context)
    else { return entered(context, frame) }
    return enter_compiled(entry, context, frame, pc, frame.pointee.registers, frame.pointee.constants, number)
  }

  /// Whether a handler may go on in machine code. In builds whose handlers return, that is nested in the handler: now and
  /// then the interpreter's loop must have its turn, so that the native stack is let go of.
  @inline(__always)
  static func mayNest(_ context: Context) -> Bool {
    #if DEBUG || arch(wasm32)
      var here: UInt8 = 0
      let place = withUnsafePointer(to: &here) { UnsafeRawPointer($0) }
      return place > context.pointee.nativeStackLimit.unsafelyUnwrapped + (1 << 20)
    #else
      return true
    #endif
  }

  /// Whether the thread may go on without looking what it runs.
  @inline(__always)
  var isCool: Bool {
    // Not in place: that would count as a change of the whole context, whose first word others may set.
    let heat = context.pointee.heat &- 1
    context.pointee.heat = heat
    return heat != 0
  }
}

extension Frame {
  /// The code of the frame's function.
  @inline(__always) var functionCode: Code { Code(Function(function).pointer.pointee.code) }
}

/// What `Machine.goOn` does in code that is hot, or was once. Most is found here to have no entry: what delegates.
@inline(never)
private func goOnInCode(_ context: Context, _ frame: FramePointer, isHot: Bool) -> Value {
  if isHot { context.noteResumption(frame) }
  return Machine.goOnAtEntry(context, frame)
}

/// `loop` after so many back-edges: at its target, where the header is.
@inline(never)
func loopHotly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let target = frame.pointee.pc.unsafelyUnwrapped + Int(word.displacement)
  if let result = Machine.goOnHot(context, frame, at: target) { return result }
  return Machine(context).jump(word)
}

// MARK: What compiled code jumps to

extension CompiledExit {
  /// What an exit is for, as people are told.
  public enum Reason: UInt32, CaseIterable, Sendable {
    case kind, overflow, shape, bounds, cold, event, value, zero, range
    /// An instruction of an inlined function that only the interpreter does.
    case instruction
    /// An int that is not as small as is usual.
    case magnitude
    /// What was computed for a later iteration of a loop is not as this one's.
    case ahead

    /// Whether compiling anew may help.
    public var isRefutation: Bool { self != .event && self != .instruction }
  }

  /// Among the registers of `numbers`, one whose number is complex: the parts of it are there.
  public static var complexMark: Int { 1 << 31 }
}

/// Leaves compiled code: the frame's window is as it must be but for floats, which the context holds; frames of inlined
/// calls and objects that nobody could see are yet to be made; the last argument is the address of the exit.
@inline(never)
func leaveCompiled(
  _ context: Context, _ frame: FramePointer, _ pc: UnsafePointer<UInt64>, _ registers: UnsafeMutablePointer<Value>,
  _ constants: UnsafePointer<Value>, _ argument: UInt64
) -> Value {
  let exit = UnsafeMutablePointer<CompiledExit>(bitPattern: UInt(argument)).unsafelyUnwrapped
  if !context.makeObjects(of: exit.pointee, in: registers) {
    // Frames may need the objects: what is raised is the outermost one's.
    frame.pointee.pc =
      exit.pointee.frameCount > 0
      ? exit.pointee.frames.unsafelyUnwrapped[0].returnAddress
      : UnsafePointer(frame.code.pointer.pointee.instructions) + Int(exit.pointee.word) + 1
    return raise(context)
  }
  var top = frame
  for index in 0..<Int(exit.pointee.frameCount) {
    let inlined = exit.pointee.frames.unsafelyUnwrapped[index]
    top.pointee.pc = inlined.returnAddress
    top = top.push(context, inlined, registers)
  }
  top.pointee.pc = UnsafePointer(top.code.pointer.pointee.instructions) + Int(exit.pointee.word)
  exit.pointee.count &+= 1
  if CompiledExit.Reason(rawValue: exit.pointee.reason)?.isRefutation == true { context.noteRefutation(exit, of: frame.code) }
  var index = 0
  while index < Int(exit.pointee.numberCount) {
    let numbers = context_numbers(context) + index
    let register = Int(exit.pointee.numbers.unsafelyUnwrapped[index])
    if register & CompiledExit.complexMark != 0 {
      guard let value = try? Complex.make(context, ComplexNumber(numbers[0], numbers[1])) else { return raise(context) }
      registers[register & ~CompiledExit.complexMark] = value
      index += 2
      continue
    }
    if numbers[0].bitPattern == CompiledFloats.unbound {
      registers[register] = .unbound
    } else {
      guard let value = try? PythonFloat.make(context, numbers[0]) else { return raise(context) }
      registers[register] = value
    }
    index += 1
  }
  // Machine code may have been left where it was entered, for an event that is due. The back-edge that follows is the
  // interpreter's, which sees to events: a thread that looks at each of them (`-X jit=eager`) would enter it again for ever.
  context.pointee.heat = max(context.pointee.heat, 2)
  return Machine.resumed(context)
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// Puts the frame of an inlined call above this one; its window, variables and all, is filled already.
  fileprivate func push(
    _ context: Context, _ inlined: CompiledFrame, _ outermost: UnsafeMutablePointer<Value>
  ) -> FramePointer {
    let window = outermost + Int(inlined.base)
    let holder = outermost + Int(inlined.holder)
    let isGenerator = inlined.flags & UInt32(frameIsGenerator.rawValue) != 0
    let frame = self + 1
    frame.pointee.registers = window
    frame.pointee.constants = UnsafePointer(Code(inlined.code).pointer.pointee.constants)
    frame.pointee.function =
      isGenerator
      ? Generator(holder.pointee).pointer.pointee.function : inlined.function.isEmpty ? holder.pointee : inlined.function
    frame.pointee.locals = .empty
    frame.pointee.owner =
      isGenerator
      ? holder.pointee : inlined.flags & UInt32(frameIsInitializer.rawValue) != 0 ? window.pointee : .empty
    frame.pointee.object = .empty
    frame.pointee.result = inlined.result
    frame.pointee.flags = inlined.flags
    context.pointee.frame = frame
    return frame
  }
}

/// Goes on in the frame on top: one that compiled code has just begun or ended.
@inline(never)
func resumeFromCompiled(
  _ context: Context, _ frame: FramePointer, _ pc: UnsafePointer<UInt64>, _ registers: UnsafeMutablePointer<Value>,
  _ constants: UnsafePointer<Value>, _ argument: UInt64
) -> Value {
  let top = context.pointee.frame.unsafelyUnwrapped
  return top.pointee.flags & UInt32(frameIsGenerator.rawValue) != 0 ? Machine.goOn(context, top) : Machine.resumed(context)
}

/// An exception is pending, and the frame's `pc` after the instruction that raised it.
@inline(never)
func raiseFromCompiled(
  _ context: Context, _ frame: FramePointer, _ pc: UnsafePointer<UInt64>, _ registers: UnsafeMutablePointer<Value>,
  _ constants: UnsafePointer<Value>, _ argument: UInt64
) -> Value { raise(context) }

/// A native function has returned *empty*: it raised, or its result is in its register and somebody has looked at a frame.
@inline(never)
func leaveNativeFromCompiled(
  _ context: Context, _ frame: FramePointer, _ pc: UnsafePointer<UInt64>, _ registers: UnsafeMutablePointer<Value>,
  _ constants: UnsafePointer<Value>, _ argument: UInt64
) -> Value { context.pointee.pendingException.isEmpty ? Machine.resumed(context) : raise(context) }

/// Does the instruction before the frame's `pc` as the interpreter does and goes on there.
@inline(never)
func interpretFromCompiled(
  _ context: Context, _ frame: FramePointer, _ pc: UnsafePointer<UInt64>, _ registers: UnsafeMutablePointer<Value>,
  _ constants: UnsafePointer<Value>, _ argument: UInt64
) -> Value {
  goGenerally(context, frame, InstructionWord(bits: (frame.pointee.pc.unsafelyUnwrapped - 1).pointee))
}
