import CLLVM
import CRuntime
import Runtime

// How blocks end.

extension Lowering {
  mutating func lower(_ terminator: Terminator) {
    switch terminator {
    case .unreachable: LLVMBuildUnreachable(llvm.builder)
    case .jump(let target): llvm.jump(to: block(target))
    case .branch(let condition, let then, let otherwise):
      llvm.branch(value(condition), then: block(then), otherwise: block(otherwise))
    case .exit(let exit): llvm.jump(to: block(of: exit))
    case .interpret(let word): interpret(at: word)
    case .enter(let call, let continuation, let otherwise):
      enter(call, continuations[continuation].unsafelyUnwrapped, otherwise: block(otherwise))
    case .step(let step, let next, let jump): follow(value(step), next: next, jump: jump)
    case .return(let result, let word): `return`(value(result), word)
    }
  }

  private func block(_ reference: BlockReference) -> LLVMBasicBlockRef { blocks[Int(reference.index)] }

  /// Goes on with the handler of the instruction at a word, as the interpreter does.
  private func interpret(at word: Int) {
    let place = llvm.pointer(llvm.address(instructions), offset: 8 * word)
    // In builds whose handlers return, whoever runs them finds the place in the frame.
    llvm.store(place, at: llvm.frame, offset: CompiledLayout.framePC)
    let constants = llvm.load(llvm.pointer, at: llvm.frame, offset: CompiledLayout.frameConstants)
    dispatch(llvm.frame, place, llvm.registers, constants)
  }

  private func dispatch(_ frame: LLVMValueRef, _ pc: LLVMValueRef, _ registers: LLVMValueRef, _ constants: LLVMValueRef) {
    let word = llvm.load(llvm.word64, at: pc)
    let handlers = llvm.pointer(llvm.contextArgument, offset: CompiledLayout.contextHandlers)
    let handler = llvm.load(
      llvm.pointer, at: llvm.pointer(handlers, index: llvm.and(word, llvm.word(0xff)), scale: llvm.word64))
    llvm.leave(to: handler, [llvm.contextArgument, frame, llvm.pointer(pc, offset: 8), registers, constants, word])
  }

  /// Puts a frame on top and goes on in it, where the code is the one that is known, there is room, and nothing asks for the
  /// runtime: what `pushFast` does.
  private func enter(_ call: DirectCall, _ continuation: LLVMValueRef, otherwise: LLVMBasicBlockRef) {
    let (context, frame, callee) = (llvm.contextArgument, frame(call.depth), call.callee)
    let code = llvm.address(UInt(callee.code.bits))
    let function = call.function.map { llvm.object(value($0)) } ?? llvm.address(UInt(callee.function.bits))
    let window = llvm.pointer(llvm.registers, offset: 8 * call.window)

    let found = llvm.load(llvm.word64, at: function, offset: CompiledLayout.functionCode)
    let poll = llvm.poll
    let heat = llvm.load(llvm.word32, at: code, offset: CompiledLayout.codeHeat)
    let top = self.frame(call.depth + 1)
    let frameLimit = llvm.load(llvm.word64, at: context, offset: CompiledLayout.contextFrameLimit)
    let registersLimit = llvm.load(llvm.word64, at: context, offset: CompiledLayout.contextRegistersLimit)
    let windowEnd = llvm.pointer(window, offset: 8 * callee.registerCount)
    var isSimple = llvm.isEqual(found, llvm.value(callee.code.bits))
    isSimple = llvm.and(isSimple, llvm.isEqual(poll, llvm.int32(0)))
    isSimple = llvm.and(isSimple, llvm.compare(LLVMIntNE, heat, llvm.int32(0)))
    isSimple = llvm.and(isSimple, llvm.compare(LLVMIntULT, llvm.number(top), frameLimit))
    isSimple = llvm.and(isSimple, llvm.compare(LLVMIntULE, llvm.number(windowEnd), registersLimit))
    llvm.guarded(by: isSimple, otherwise: otherwise)

    llvm.store(llvm.subtract32(heat, 1), at: code, offset: CompiledLayout.codeHeat)
    llvm.store(llvm.address(call.returnAddress), at: frame, offset: CompiledLayout.framePC)
    llvm.store(continuation, at: frame, offset: CompiledLayout.frameResume)
    for (place, parameter) in call.parameters.enumerated() { llvm.store(value(parameter), at: window, offset: 8 * place) }
    for register in callee.parameterCount..<callee.variableCount {
      llvm.store(llvm.word(Value.unbound.bits), at: window, offset: 8 * register)
    }
    let constants = llvm.address(callee.constants)
    fill(
      top, window: window, constants: constants, function: function,
      owner: call.role == .initializer ? llvm.load(llvm.word64, at: window) : llvm.word(0), result: call.result,
      flags: UInt32(frameIsCalledCompiled.rawValue) | call.role.flags)
    llvm.store(top, at: context, offset: CompiledLayout.contextFrame)

    let (compiled, interpreted) = (llvm.newBlock(), llvm.newBlock())
    let start = llvm.load(llvm.word64, at: code, offset: CompiledLayout.codeStart)
    let isCompiled = llvm.isEqual(start, llvm.number(llvm.address(graph.compiledStart)))
    llvm.branch(isCompiled, then: compiled, otherwise: interpreted)
    llvm.position(at: compiled)
    let first = llvm.address(callee.instructions)
    llvm.store(first, at: top, offset: CompiledLayout.framePC)
    let compilation = llvm.load(llvm.pointer, at: code, offset: CompiledLayout.codeCompilation)
    let entry = llvm.load(llvm.pointer, at: compilation, offset: CompiledLayout.compilationEntry)
    llvm.leave(to: entry, [context, top, first, window, constants, llvm.word(0)])
    llvm.position(at: interpreted)
    llvm.store(start, at: top, offset: CompiledLayout.framePC)
    dispatch(top, llvm.object(start), window, constants)
  }

  /// Goes on as a `CompiledStep` says: next, jump, leave, raised.
  private func follow(_ step: LLVMValueRef, next: BlockReference, jump: BlockReference?) {
    let choice = LLVMBuildSwitch(llvm.builder, step, leaving(step), 2)
    LLVMAddCase(choice, llvm.word(0), block(next))
    if let jump { LLVMAddCase(choice, llvm.word(1), block(jump)) }
  }

  /// A block that leaves as a step says: leave, raised, or by entering other machine code.
  func leaving(_ step: LLVMValueRef) -> LLVMBasicBlockRef {
    let here = LLVMGetInsertBlock(llvm.builder)
    let (other, left, raised, resumed, entered) =
      (llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    llvm.position(at: other)
    llvm.branch(llvm.compare(LLVMIntULE, step, llvm.word(3)), then: left, otherwise: entered)
    llvm.position(at: entered)
    enterTop(at: step)
    llvm.position(at: left)
    llvm.branch(llvm.isEqual(step, llvm.word(3)), then: raised, otherwise: resumed)
    llvm.position(at: raised)
    llvm.leave(to: CompiledSupport.raise, argument: llvm.word(0))
    llvm.position(at: resumed)
    llvm.leave(to: CompiledSupport.resume, argument: llvm.word(0))
    llvm.position(at: here)
    return other
  }

  /// Enters machine code in the frame that the runtime has put on top.
  private func enterTop(at entry: LLVMValueRef) {
    let context = llvm.contextArgument
    let top = llvm.load(llvm.pointer, at: context, offset: CompiledLayout.contextFrame)
    func loaded(_ offset: Int) -> LLVMValueRef { llvm.load(llvm.pointer, at: top, offset: offset) }
    llvm.leave(
      to: llvm.object(entry),
      [
        context, top, loaded(CompiledLayout.framePC), loaded(CompiledLayout.frameRegisters),
        loaded(CompiledLayout.frameConstants),
        llvm.load(llvm.word64, at: context, offset: CompiledLayout.contextEntryNumber),
      ])
  }

  /// Returns to the interpreter or to compiled code; anything else is the handler's.
  private func `return`(_ result: LLVMValueRef, _ word: Int) {
    let frame = llvm.frame
    let flags = llvm.load(llvm.word32, at: frame, offset: CompiledLayout.frameFlags)
    let (simple, toInterpreter, compiled, goOn, other) =
      (llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    func has(_ role: CallRole) -> LLVMValueRef {
      llvm.compare(LLVMIntNE, llvm.and(flags, llvm.int32(role.flags)), llvm.int32(0))
    }
    let kind = llvm.and(
      flags, llvm.int32(~(CallRole.initializer.flags | CallRole.operator.flags | UInt32(frameIsTraced.rawValue))))
    let isInitializer = has(.initializer)
    let isCompiled = llvm.isEqual(kind, llvm.int32(UInt32(frameIsCalledCompiled.rawValue)))
    // What an `__init__` returns must be None, and an operator may decline.
    let isWrong = llvm.and(isInitializer, llvm.compare(LLVMIntNE, result, llvm.word(Value.none.bits)))
    let isDeclined = llvm.and(has(.operator), llvm.isEqual(result, llvm.word(Value.notImplemented.bits)))
    let isSimple = llvm.and(
      llvm.or(isCompiled, llvm.isEqual(kind, llvm.int32(0))), llvm.isEqual(llvm.or(isWrong, isDeclined), llvm.bit(false)))
    llvm.branch(isSimple, then: simple, otherwise: other)

    llvm.position(at: other)
    interpret(at: word)

    llvm.position(at: simple)
    let owner = llvm.load(llvm.word64, at: frame, offset: CompiledLayout.frameOwner)
    let delivered = llvm.select(isInitializer, owner, result)
    let caller = llvm.pointer(frame, offset: -CompiledLayout.frameSize)
    llvm.store(caller, at: llvm.contextArgument, offset: CompiledLayout.contextFrame)
    let registers = llvm.load(llvm.pointer, at: caller, offset: CompiledLayout.frameRegisters)
    let target = LLVMBuildZExt(
      llvm.builder, llvm.load(llvm.word32, at: frame, offset: CompiledLayout.frameResult), llvm.word64, "")
    llvm.store(delivered, at: llvm.pointer(registers, index: target, scale: llvm.word64))
    let pc = llvm.load(llvm.pointer, at: caller, offset: CompiledLayout.framePC)
    let constants = llvm.load(llvm.pointer, at: caller, offset: CompiledLayout.frameConstants)
    llvm.branch(isCompiled, then: compiled, otherwise: toInterpreter)

    llvm.position(at: compiled)
    // Somebody may have looked at the caller, and changed what is in its registers.
    let seen = llvm.load(llvm.word64, at: caller, offset: CompiledLayout.frameObject)
    llvm.branch(llvm.isEqual(seen, llvm.word(0)), then: goOn, otherwise: toInterpreter)
    llvm.position(at: goOn)
    let resume = llvm.load(llvm.pointer, at: caller, offset: CompiledLayout.frameResume)
    llvm.leave(to: resume, [llvm.contextArgument, caller, pc, registers, constants, delivered])

    llvm.position(at: toInterpreter)
    dispatch(caller, pc, registers, constants)
  }
}
