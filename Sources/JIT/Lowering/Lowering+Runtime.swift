import CLLVM
import CRuntime
import Runtime

// How the runtime has its turn: quick operations and their slow paths, native functions, frames of inlined calls, new objects.

extension Lowering {
  /// The function's result; where it is *empty*, what the usual way gives.
  mutating func quick(_ operation: QuickOperation, _ operands: [Reference], _ path: SlowPath, _ form: Representation) -> LLVMValueRef {
    let join = llvm.newBlock()
    let ways = shortWays(operation, operands, path, form, to: join)
    let found = call(operation, operands)
    let slow = llvm.newBlock()
    llvm.guarded(by: llvm.compare(LLVMIntNE, found, llvm.word(0)), otherwise: slow)
    let quick = form == .bit ? llvm.isEqual(found, llvm.word((path.isNegated ? Value.false : .true).bits)) : found
    let fast = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: slow)
    let usual = performSlowly(path, form, isNext: operation == .next)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.type(form), ways + [(quick, fast), (usual, end)])
  }

  mutating func nextPair(_ iterator: Reference, _ exit: Exit) -> LLVMValueRef {
    let join = llvm.newBlock()
    let ways = enumerationWays(value(iterator), to: join)
    let first = call(.nextPair, [iterator])
    // Not to be forced: the iterator has gone on.
    llvm.guarded(by: llvm.compare(LLVMIntNE, first, llvm.word(0)), otherwise: block(of: exit))
    let usual = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, ways + [(first, usual)])
  }

  /// The function's result, *empty* where it has none.
  func call(_ operation: QuickOperation, _ operands: [Reference]) -> LLVMValueRef {
    let arguments = (0..<QuickOperation.operandCount).map { $0 < operands.count ? value(operands[$0]) : llvm.word(0) }
    return llvm.call(
      operation.address, llvm.word64, [llvm.pointer] + arguments.map { _ in llvm.word64 }, [llvm.contextArgument] + arguments)
  }

  /// Makes the window and the frames that the instruction needs, and has the runtime do it.
  mutating func performSlowly(_ path: SlowPath, _ form: Representation, isNext: Bool) -> LLVMValueRef {
    let snapshot = graph.snapshots[path.snapshot]
    for (register, reference) in snapshot.stores {
      llvm.store(word(of: reference), at: llvm.registers, offset: 8 * register)
    }
    let depth = snapshot.frames.count
    if depth > 0 { _ = push(snapshot.frames) }
    llvm.store(
      llvm.pointer(llvm.address(path.instructions), offset: 8 * (snapshot.word + 1)), at: frame(depth),
      offset: CompiledLayout.framePC)
    let step = llvm.call(
      CompiledSupport.performSlowly, llvm.word64, [llvm.pointer, llvm.pointer, llvm.word64],
      [llvm.contextArgument, frame(depth), llvm.word(UInt64(depth))])
    llvm.guarded(by: llvm.compare(LLVMIntULT, step, llvm.word(2)), otherwise: leaving(step))
    if depth > 0 { llvm.store(llvm.frame, at: llvm.contextArgument, offset: CompiledLayout.contextFrame) }
    switch form {
    case .bit: return llvm.isEqual(step, llvm.word(1))
    case .nothing: return llvm.word(0)
    default:
      let result = llvm.load(llvm.word64, at: llvm.registers, offset: 8 * path.result)
      // At its end `forNext` gives no item, and does not jump.
      return isNext ? llvm.select(llvm.isEqual(step, llvm.word(1)), result, llvm.word(Value.unbound.bits)) : result
    }
  }

  /// Notes where the native frame ends, before a call of the runtime that may be one of `gc.collect`.
  func noteFrameEnd() {
    llvm.store(
      llvm.intrinsic("llvm.addressofreturnaddress", [llvm.pointer], []), at: llvm.contextArgument,
      offset: CompiledLayout.contextMachineFrameEnd)
  }

  mutating func callNative(
    _ callee: UInt64, _ first: Int, _ place: NativeCallPlace, _ binding: NativeBinding?
  ) -> LLVMValueRef {
    noteFrameEnd()
    let result = llvm.call(
      binding == nil ? CompiledSupport.callNative : CompiledSupport.callBoundNative, llvm.word64,
      [llvm.pointer, llvm.pointer, llvm.word64, llvm.pointer, llvm.word64] + (binding == nil ? [] : [llvm.word64]),
      [
        llvm.contextArgument, frame(place.depth), llvm.value(callee), llvm.pointer(llvm.registers, offset: 8 * first),
        llvm.word(place.bits),
      ] + (binding.map { [llvm.word($0.bits)] } ?? []))
    let leave = llvm.newBlock()
    llvm.guarded(by: llvm.compare(LLVMIntNE, result, llvm.word(0)), otherwise: leave)
    let next = LLVMGetInsertBlock(llvm.builder)
    llvm.position(at: leave)
    llvm.leave(to: CompiledSupport.leaveNative, argument: llvm.word(0))
    llvm.position(at: next)
    return result
  }

  /// The frame of an inlined call.
  func frame(_ depth: Int) -> LLVMValueRef { llvm.pointer(llvm.frame, offset: depth * CompiledLayout.frameSize) }

  // MARK: Inlined calls

  mutating func guardRoom(_ frames: Int, _ registers: Int, _ exit: Exit) -> LLVMValueRef? {
    let (context, end) = (llvm.contextArgument, llvm.pointer(llvm.registers, offset: 8 * registers))
    let frameLimit = llvm.load(llvm.word64, at: context, offset: CompiledLayout.contextFrameLimit)
    let registersLimit = llvm.load(llvm.word64, at: context, offset: CompiledLayout.contextRegistersLimit)
    let hasFrames = llvm.compare(LLVMIntULT, llvm.number(frame(frames)), frameLimit)
    let hasRegisters = llvm.compare(LLVMIntULE, llvm.number(end), registersLimit)
    guarded(by: llvm.and(hasFrames, hasRegisters), exit)
    return nil
  }

  func push(_ frames: [InlinedFrame]) -> LLVMValueRef? {
    for (level, inlined) in frames.enumerated() {
      let callee = inlined.callee
      llvm.store(llvm.address(inlined.returnAddress), at: frame(level), offset: CompiledLayout.framePC)
      let window = llvm.pointer(llvm.registers, offset: 8 * inlined.base)
      let holder = inlined.holder.map { llvm.load(llvm.word64, at: llvm.registers, offset: 8 * $0) }
      let function: LLVMValueRef
      let owner: LLVMValueRef
      switch (inlined.role, holder) {
      case (.iteration, let generator?):
        function = llvm.load(llvm.pointer, at: llvm.object(generator), offset: CompiledGenerator.function)
        owner = generator
      case (let role, _):
        function = holder.map { llvm.object($0) } ?? llvm.address(UInt(callee.function.bits))
        owner = role == .initializer ? llvm.load(llvm.word64, at: window) : llvm.word(0)
      }
      fill(
        frame(level + 1), window: window, constants: llvm.address(callee.constants), function: function, owner: owner,
        result: inlined.result, flags: inlined.role.flags)
    }
    return llvm.store(frame(frames.count), at: llvm.contextArgument, offset: CompiledLayout.contextFrame)
  }

  /// Writes all of a new frame but its `pc`.
  func fill(
    _ frame: LLVMValueRef, window: LLVMValueRef, constants: LLVMValueRef, function: LLVMValueRef, owner: LLVMValueRef,
    result: Int, flags: UInt32
  ) {
    llvm.store(window, at: frame, offset: CompiledLayout.frameRegisters)
    llvm.store(constants, at: frame, offset: CompiledLayout.frameConstants)
    llvm.store(function, at: frame, offset: CompiledLayout.frameFunction)
    llvm.store(llvm.word(0), at: frame, offset: CompiledLayout.frameLocals)
    llvm.store(owner, at: frame, offset: CompiledLayout.frameOwner)
    llvm.store(llvm.word(0), at: frame, offset: CompiledLayout.frameObject)
    llvm.store(llvm.int32(UInt32(result)), at: frame, offset: CompiledLayout.frameResult)
    llvm.store(llvm.int32(flags), at: frame, offset: CompiledLayout.frameFlags)
  }

  mutating func newInstance(_ shape: UInt32, _ size: Int, _ exit: Exit) -> LLVMValueRef {
    let instance = newCell(size, exit)
    let object = llvm.object(instance)
    llvm.store(llvm.shape(shape), at: object, in: .header)
    llvm.store(llvm.int32(UInt32(Kind.instance.rawValue)), at: object, offset: CompiledLayout.headerKind, in: .header)
    return instance
  }

  /// Takes a cell from the thread's run of free ones, or has the runtime find one.
  mutating func newCell(_ size: Int, _ exit: Exit) -> LLVMValueRef {
    let (context, run) = (llvm.contextArgument, CompiledLayout.allocationRun(ofCellSize: size))
    let cell = llvm.load(llvm.word64, at: context, offset: run.cursor)
    let limit = llvm.load(llvm.word64, at: context, offset: run.limit)
    let next = llvm.add(cell, llvm.word(UInt64(size)))
    let (quick, slow, join) = (llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: llvm.compare(LLVMIntULE, next, limit), next: quick, otherwise: slow)
    llvm.position(at: quick)
    llvm.store(next, at: context, offset: run.cursor)
    llvm.jump(to: join)
    llvm.position(at: slow)
    let found = llvm.callPreserving(
      by: CompiledSupport.callWithSize, CompiledSupport.allocate, [llvm.pointer, llvm.word64],
      [context, llvm.word(UInt64(size))])
    guarded(by: llvm.compare(LLVMIntNE, found, llvm.word(0)), exit)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(cell, quick), (found, end)])
  }
}
