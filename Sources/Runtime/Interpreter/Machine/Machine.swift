import Bytecode
import CRuntime

// The interpreter's loop is no loop: every instruction has a handler, and each handler ends by jumping to the next one's.
// Every handler has its own indirect jump, which processors predict far better than one that all share, and compilers
// allocate registers for each of them alone (precedents: LuaJIT's hand-written loop, wasm3, CPython's tail-calling build).
//
//     Machine.swift            the state, and how handlers end
//     Machine+Handlers.swift   the table: which handler an opcode has
//     Machine+….swift          the handlers, by theme
//
// Here stand only the fast ways: what small ints, floats, lists, cached attributes and plain functions do with few
// instructions. Whatever they do not cover falls to `perform`, which knows the whole semantics of every instruction;
// compiled code calls the same functions.
//
// A handler takes three ways, each of which ends it by a call in tail position:
//
//     fast      in the handler itself, without any call: nothing is saved
//     quick     in a function of its own that is not inlined, with calls to the runtime
//     general   `perform`
//
// All state is in the argument registers, which calls do not preserve. After a call a handler finds it again in memory
// (`resumed`): the context knows the frame, and the frame its registers, constants and `pc`. So before anything that may
// raise, collect or look at frames, the frame's `pc` is brought up to date. Only the general way calls what throws.
//
// Where the compiler does not turn calls in tail position into jumps (debug builds, WebAssembly), a handler returns
// instead (`Value.unbound` says so), and `evaluate` goes on with what the frame says.

/// What handlers pass on, in the argument registers of each.
struct Machine: BitwiseCopyable {
  let context: Context
  let frame: FramePointer
  /// The next instruction.
  let pc: UnsafePointer<UInt64>
  let registers: UnsafeMutablePointer<Value>
  /// Constants upwards, inline caches downwards.
  let constants: UnsafePointer<Value>

  @inline(__always)
  init(
    _ context: Context, _ frame: FramePointer, _ pc: UnsafePointer<UInt64>, _ registers: UnsafeMutablePointer<Value>,
    _ constants: UnsafePointer<Value>
  ) {
    (self.context, self.frame, self.pc, self.registers, self.constants) = (context, frame, pc, registers, constants)
  }

  /// The state at a frame's own `pc`.
  @inline(__always)
  init(_ context: Context, _ frame: FramePointer) {
    self.init(
      context, frame, frame.pointee.pc.unsafelyUnwrapped, frame.pointee.registers, frame.pointee.constants)
  }

  /// The state at the top frame's `pc`.
  @inline(__always)
  init(_ context: Context) { self.init(context, context.pointee.frame.unsafelyUnwrapped) }
}

/// Runs the top frame, which native code has entered, until it returns; *empty* means raised.
@inline(never)
func evaluate(_ context: Context) -> Value {
  #if DEBUG || arch(wasm32)
    var result = Value.unbound
    while result == .unbound {
      let state = Machine(context)
      result = dispatch(context, state.frame, state.pc, state.registers, state.constants)
    }
    return result
  #else
    return Machine(context).next()
  #endif
}

/// The same of the frame of a generator, which may go on in machine code.
@inline(never)
func evaluateResumed(_ context: Context) -> Value {
  let result = Machine.goOn(context, context.pointee.frame.unsafelyUnwrapped)
  #if DEBUG || arch(wasm32)
    return result == .unbound ? evaluate(context) : result
  #else
    return result
  #endif
}

// MARK: How handlers end

extension Machine {
  /// Goes on with the next instruction.
  @inline(__always)
  func next() -> Value { next(at: pc) }

  /// Goes on with the instruction that a word's displacement names.
  @inline(__always)
  func jump(_ word: InstructionWord) -> Value { next(at: pc + Int(word.displacement)) }

  @inline(__always)
  private func next(at pc: UnsafePointer<UInt64>) -> Value {
    #if DEBUG || arch(wasm32)
      frame.pointee.pc = pc
      return .unbound
    #else
      return dispatch(context, frame, pc, registers, constants)
    #endif
  }

  /// Puts a value into register a and goes on.
  @inline(__always)
  func next(_ word: InstructionWord, _ value: Value) -> Value {
    registers[Int(word.a)] = value
    return next()
  }

  @inline(__always)
  func jump(_ word: InstructionWord, if condition: Bool) -> Value {
    next(at: pc + (condition ? Int(word.displacement) : 0))
  }

  /// Goes on after a call, for which `pc` was saved, from what the context knows.
  @inline(__always)
  static func resumed(_ context: Context) -> Value { Machine(context).next() }

  /// The same with the result of the instruction, whose word says where it goes.
  @inline(__always)
  static func resumed(_ context: Context, _ word: InstructionWord, _ result: Value) -> Value {
    Machine(context).next(word, result)
  }

  /// After a call that gave no result: takes the exception to its handler if it raised one, and the general way if not.
  @inline(__always)
  static func resumedWithoutResult(_ context: Context, _ word: InstructionWord) -> Value {
    if !context.pointee.pendingException.isEmpty { return raise(context) }
    let state = Machine(context)
    return state.generally(word)
  }

  /// Goes on in a frame that has just come on top.
  @inline(__always)
  static func entered(_ context: Context, _ frame: FramePointer) -> Value { Machine(context, frame).next() }

  /// Leaves an instruction to a function that is not inlined. It finds the state in the frame.
  @inline(__always)
  func quickly(_ word: InstructionWord, _ way: (Context, FramePointer, InstructionWord) -> Value) -> Value {
    frame.pointee.pc = pc
    return way(context, frame, word)
  }

  /// Leaves an instruction to `perform`.
  @inline(__always)
  func generally(_ word: InstructionWord) -> Value {
    quickly(word, goGenerally)
  }
}

/// The handler of every instruction without a way of its own.
@inline(never)
func goGenerally(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let outcome: Outcome
  do throws(Raised) {
    outcome = try perform(context, frame, word.trustedOpcode, Operands(word))
  } catch {
    return raise(context)
  }
  switch outcome {
  case .next, .frameChanged: return Machine.resumed(context)
  case .jump: return Machine(context).jump(word)
  case .returned(let value): return value
  }
}

/// Takes the pending exception to the handler that catches it; *empty* where that is native code's.
@inline(never)
func raise(_ context: Context) -> Value {
  guard unwind(context) else { return .empty }
  return Machine.goOnAtEntry(context, context.pointee.frame.unsafelyUnwrapped)
}

// MARK: Operands

extension Machine {
  /// The operand a, b or c of the role `value`. The choice between the two tables compiles to a conditional move.
  @inline(__always)
  func valueA(_ word: InstructionWord) -> Value {
    (word.aIsConstant ? constants : UnsafePointer(registers))[Int(word.a)]
  }

  @inline(__always)
  func valueB(_ word: InstructionWord) -> Value {
    (word.bIsConstant ? constants : UnsafePointer(registers))[Int(word.b)]
  }

  @inline(__always)
  func valueC(_ word: InstructionWord) -> Value {
    (word.cIsConstant ? constants : UnsafePointer(registers))[Int(word.c)]
  }

  @inline(__always)
  func register(_ index: UInt16) -> Value { registers[Int(index)] }

  /// Whether nothing asks the thread to enter the runtime.
  @inline(__always)
  var isUndisturbed: Bool { load_relaxed_u32(pollWord(context)) == 0 }
}
