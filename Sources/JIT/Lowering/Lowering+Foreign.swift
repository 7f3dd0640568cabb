import CLLVM
import CRuntime
import Runtime

// Calls of foreign functions. What `Heap.blocking` does for the interpreter stands in the machine code itself: the thread
// is blocked while the function runs, others run and collect. All that a collection needs of the thread is in the window,
// or in registers of whoever called machine code, which the function saves on its stack (`llvm.eh.unwind.init`).

extension Lowering {
  /// The result of a call; where it is not so simple, what the usual way gives.
  mutating func callForeign(
    _ call: ForeignCall, _ operands: [Reference], _ path: SlowPath, _ node: Reference
  ) -> LLVMValueRef {
    let slow = llvm.newBlock()
    let arguments = zip(operands, call.function.parameters).enumerated().map { (place, argument) in
      foreignArgument(argument.0, argument.1, ArgumentPlace(call: call, index: place), orElse: slow)
    }
    let holder = llvm.load(llvm.pointer, at: llvm.address(UInt(call.callee)), offset: CompiledLayout.exporterAddress)
    let target = llvm.load(llvm.pointer, at: holder)
    orSlow(slow, llvm.compare(LLVMIntNE, llvm.number(target), llvm.word(0)))
    block()
    callAround(call)
    let bits = llvm.callVariadic(target, llvm.type(of: call.function.result), arguments)
    callAround(call)
    unblock(call, path, bits)
    let result = foreignResult(bits, call)
    return joined(result, slow, path, node)
  }

  /// The result that was found, or that of the usual way, which begins at a block. A result of another kind leaves machine
  /// code: what it is not for may have changed on the way.
  mutating func joined(
    _ result: LLVMValueRef, _ slow: LLVMBasicBlockRef, _ path: SlowPath, _ node: Reference
  ) -> LLVMValueRef {
    let (fast, join) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock())
    llvm.jump(to: join)
    llvm.position(at: slow)
    let word = performSlowly(path, .word, isNext: false)
    let isFloat = graph[node].representation == .float
    let kinds = isFloat ? .float : graph[node].kinds
    if !kinds.isSuperset(of: .objects) { llvm.guarded(by: test(word, kinds, known: .anything), otherwise: resuming()) }
    let usual = isFloat ? unbox(word, .float) : word
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.type(graph[node].representation), [(result, fast), (usual, end)])
  }

  /// A block that leaves for whatever is on top, all being in the window.
  private func resuming() -> LLVMBasicBlockRef { leaving(to: CompiledSupport.resume) }

  private func leaving(to target: UInt) -> LLVMBasicBlockRef {
    let here = LLVMGetInsertBlock(llvm.builder)
    let block = llvm.newBlock()
    llvm.position(at: block)
    llvm.leave(to: target, argument: llvm.word(0))
    llvm.position(at: here)
    return block
  }

  /// Goes on where a condition holds, and takes the slow path where it does not. The instruction has had no effect yet.
  func orSlow(_ slow: LLVMBasicBlockRef, _ condition: LLVMValueRef) {
    llvm.guarded(by: forced?.condition(condition, llvm) ?? condition, otherwise: slow)
  }

  // MARK: The thread's state

  private func block() {
    let context = llvm.contextArgument
    _ = llvm.intrinsic("llvm.eh.unwind.init", [], [])
    llvm.store(context, at: llvm.load(llvm.pointer, at: context, offset: CompiledLayout.contextForeignCaller))
    llvm.store(
      llvm.intrinsic("llvm.stacksave", [llvm.pointer], []), at: context, offset: CompiledLayout.contextStackTop)
    llvm.storeState(threadBlocked, LLVMAtomicOrderingRelease)
    let (asked, next) = (llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: mayRun, next: next, otherwise: asked)
    llvm.position(at: asked)
    _ = llvm.call(CompiledSupport.noteBlocked, LLVMVoidTypeInContext(llvm.context), [llvm.pointer], [context])
    llvm.jump(to: next)
    llvm.position(at: next)
  }

  /// Whether nobody stops the thread. Read after its state was written, for the collector's fence is that of both.
  private var mayRun: LLVMValueRef {
    llvm.keepOrder()
    let poll = llvm.poll
    LLVMSetOrdering(poll, Int32(LLVMAtomicOrderingAcquire))
    return llvm.isEqual(llvm.and(poll, llvm.int32(PollReason.stop)), llvm.int32(0))
  }

  /// Runs again. Where the function has called the runtime, or the thread is to stop, the runtime says whether machine code
  /// may go on; else the interpreter does, with the result.
  private mutating func unblock(_ call: ForeignCall, _ path: SlowPath, _ bits: LLVMValueRef) {
    let state = llvm.load(llvm.word32, at: llvm.contextArgument, offset: CompiledLayout.contextState)
    llvm.storeState(threadRunning, LLVMAtomicOrderingMonotonic)
    let isPlain = llvm.isEqual(state, llvm.int32(UInt32(threadBlocked.rawValue)))
    let (asked, seen, next) = (llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: llvm.and(isPlain, mayRun), next: next, otherwise: asked)
    llvm.position(at: asked)
    let mayGoOn = llvm.call(
      CompiledSupport.leaveBlocked, llvm.word64, [llvm.pointer, llvm.pointer, llvm.word64],
      [llvm.contextArgument, frame(call.depth), llvm.word(UInt64(call.depth))])
    llvm.branch(llvm.compare(LLVMIntNE, mayGoOn, llvm.word(0)), then: next, otherwise: seen)
    llvm.position(at: seen)
    let result = foreignResult(bits, call)
    let word = call.function.result.isFloat ? box(result, mayBeUnbound: false) : result
    llvm.store(word, at: llvm.registers, offset: 8 * path.result)
    llvm.leave(to: CompiledSupport.resume, argument: llvm.word(0))
    llvm.position(at: next)
  }

  /// What the function has called just before and after it.
  private func callAround(_ call: ForeignCall) {
    guard let around = call.function.around else { return }
    _ = llvm.call(unsafeBitCast(around, to: UInt.self), LLVMVoidTypeInContext(llvm.context), [], [])
  }

  // MARK: Arguments

  struct ArgumentPlace {
    let call: ForeignCall
    let index: Int
  }

  private func foreignArgument(
    _ operand: Reference, _ kind: ForeignKind, _ place: ArgumentPlace, orElse slow: LLVMBasicBlockRef
  ) -> LLVMValueRef {
    if kind.size > 0 { return foreignNumber(operand, kind, orElse: slow) }
    let word = value(operand)
    switch kind {
    case .string, .address: return stringAddress(word, takesInt: kind == .address, place, orElse: slow)
    default: return convertedAddress(word, place, orElse: slow)
    }
  }

  /// A number as wide as a register, or a float of its kind.
  func foreignNumber(_ operand: Reference, _ kind: ForeignKind, orElse slow: LLVMBasicBlockRef) -> LLVMValueRef {
    if kind.isFloat {
      let number = double(operand, orElse: slow)
      return kind == .double ? number : LLVMBuildFPTrunc(llvm.builder, number, llvm.type(of: kind), "")
    }
    let (word, known) = (value(operand), graph[operand].kinds)
    let wanted: ValueKinds = kind == .bool ? [.smallInt, .bool] : .smallInt
    if !known.isSubset(of: wanted) { orSlow(slow, test(word, wanted, known: known)) }
    if kind == .bool {
      func isNot(_ value: Value) -> LLVMValueRef { llvm.compare(LLVMIntNE, word, llvm.word(value.bits)) }
      return LLVMBuildZExt(llvm.builder, llvm.and(isNot(.false), isNot(Value(smallInt: 0))), llvm.word64, "")
    }
    return llvm.truncated(llvm.shiftRight(word, 1), kind)
  }

  private func double(_ operand: Reference, orElse slow: LLVMBasicBlockRef) -> LLVMValueRef {
    if graph[operand].representation == .float { return value(operand) }
    let (word, known) = (value(operand), graph[operand].kinds)
    let wanted = ValueKinds.float.union(.smallInt)
    if !known.isSubset(of: wanted) { orSlow(slow, test(word, wanted, known: known)) }
    if known.isDisjoint(with: .smallInt) { return unbox(word, .float) }
    let int = LLVMBuildSIToFP(llvm.builder, llvm.shiftRight(word, 1), llvm.double, "")
    if known.isDisjoint(with: .float) { return int }
    return llvm.select(llvm.compare(LLVMIntNE, llvm.and(word, llvm.word(1)), llvm.word(0)), int, unbox(word, .float))
  }

  /// The address of bytes, which a zero follows; None is 0. Other objects the module of the function knows.
  private func stringAddress(
    _ word: LLVMValueRef, takesInt: Bool, _ place: ArgumentPlace, orElse slow: LLVMBasicBlockRef
  ) -> LLVMValueRef {
    let (immediate, object, other, bytes, join) =
      (llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    llvm.branch(llvm.isEqual(llvm.and(word, llvm.word(7)), llvm.word(0)), then: object, otherwise: immediate)
    llvm.position(at: object)
    let kind = llvm.load(llvm.word8, at: llvm.object(word), offset: 4)
    llvm.branch(
      llvm.isEqual(kind, LLVMConstInt(llvm.word8, UInt64(Kind.bytes.rawValue), 0)), then: bytes, otherwise: other)
    llvm.position(at: bytes)
    let start = llvm.add(word, llvm.word(UInt64(CompiledLayout.bytesStart)))
    llvm.jump(to: join)
    llvm.position(at: other)
    let converted = convertedAddress(word, place, orElse: slow)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: immediate)
    orSlow(slow, test(word, takesInt ? [.smallInt, .none] : .none, known: .anything))
    let number = takesInt ? llvm.shiftRight(word, 1) : llvm.word(0)
    let plain = llvm.select(llvm.isEqual(word, llvm.word(Value.none.bits)), llvm.word(0), number)
    let plainEnd = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(start, bytes), (converted, end), (plain, plainEnd)])
  }

  private func convertedAddress(
    _ word: LLVMValueRef, _ place: ArgumentPlace, orElse slow: LLVMBasicBlockRef
  ) -> LLVMValueRef {
    let function = place.call.function
    let address = llvm.call(
      unsafeBitCast(function.address, to: UInt.self), llvm.word64,
      [llvm.pointer, llvm.word64, llvm.word64, llvm.word64],
      [llvm.contextArgument, word, llvm.value(function.plan.bits), llvm.word(UInt64(place.index))])
    orSlow(slow, llvm.compare(LLVMIntNE, address, llvm.word(ForeignFunction.notSimple)))
    return address
  }

  // MARK: Results

  private mutating func foreignResult(_ bits: LLVMValueRef, _ call: ForeignCall) -> LLVMValueRef {
    switch call.function.result {
    case .none: return llvm.word(Value.none.bits)
    case .address:
      let isNull = llvm.isEqual(bits, llvm.word(0))
      return llvm.select(isNull, llvm.word(Value.none.bits), boxedNumber(bits, .uint64, orElse: raising()))
    case let kind where kind.size > 0: return boxedNumber(bits, kind, orElse: raising())
    default:
      let value = llvm.call(
        unsafeBitCast(call.function.value, to: UInt.self), llvm.word64, [llvm.pointer, llvm.word64, llvm.word64],
        [llvm.contextArgument, bits, llvm.value(call.function.plan.bits)])
      llvm.guarded(by: llvm.compare(LLVMIntNE, value, llvm.word(0)), otherwise: raising())
      return value
    }
  }

  private func raising() -> LLVMBasicBlockRef { leaving(to: CompiledSupport.raise) }

  /// The value of a number of a kind, as compiled code holds such. Where there is no memory for it, it goes on at a block.
  func boxedNumber(_ bits: LLVMValueRef, _ kind: ForeignKind, orElse exhausted: LLVMBasicBlockRef) -> LLVMValueRef {
    switch kind {
    case .double: return bits
    case .float: return LLVMBuildFPExt(llvm.builder, bits, llvm.double, "")
    case .bool: return llvm.wordOfBit(llvm.compare(LLVMIntNE, llvm.truncated(bits, .uint8), llvm.word(0)))
    case .int64, .uint64: return boxedInt(bits, isSigned: kind.isSigned, orElse: exhausted)
    default: return llvm.or(llvm.shiftLeft(llvm.truncated(bits, kind), 1), llvm.word(1))
    }
  }

  private func boxedInt(
    _ bits: LLVMValueRef, isSigned: Bool, orElse exhausted: LLVMBasicBlockRef
  ) -> LLVMValueRef {
    let doubled = llvm.shiftLeft(bits, 1)
    let word = llvm.or(doubled, llvm.word(1))
    let fits =
      isSigned
      ? llvm.isEqual(llvm.shiftRight(doubled, 1), bits)
      : llvm.compare(LLVMIntULT, bits, llvm.word(1 << 62))
    let (start, long, join) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: fits, next: join, otherwise: long)
    llvm.position(at: long)
    let made = llvm.call(
      isSigned ? CompiledSupport.signedInt : CompiledSupport.unsignedInt, llvm.word64, [llvm.pointer, llvm.word64],
      [llvm.contextArgument, bits])
    llvm.guarded(by: llvm.compare(LLVMIntNE, made, llvm.word(0)), otherwise: exhausted)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(word, start), (made, end)])
  }
}

extension IRBuilder {
  /// How values of a kind travel in a register.
  func type(of kind: ForeignKind) -> LLVMTypeRef {
    switch kind {
    case .double: double
    case .float: LLVMFloatTypeInContext(context)
    default: word64
    }
  }

  /// An int as C truncates it to its type, as wide as a register.
  func truncated(_ number: LLVMValueRef, _ kind: ForeignKind) -> LLVMValueRef {
    if kind.size == 8 { return number }
    let narrow = LLVMBuildTrunc(builder, number, LLVMIntTypeInContext(context, UInt32(kind.size * 8)), "")
    return kind.isSigned ? LLVMBuildSExt(builder, narrow, word64, "") : LLVMBuildZExt(builder, narrow, word64, "")
  }

  /// A call of C code. With an ellipsis it says how many registers of floats it fills, which a variadic function asks.
  fileprivate func callVariadic(
    _ target: LLVMValueRef, _ result: LLVMTypeRef, _ arguments: [LLVMValueRef]
  ) -> LLVMValueRef {
    var arguments = arguments
    return LLVMBuildCall2(
      builder, LLVMFunctionType(result, nil, 0, 1), target, &arguments, UInt32(arguments.count), "")
  }

  fileprivate func storeState(_ state: ThreadState, _ ordering: Int) {
    let store = store(int32(UInt32(state.rawValue)), at: contextArgument, offset: CompiledLayout.contextState)
    LLVMSetOrdering(store, Int32(ordering))
    LLVMSetAlignment(store, 4)
  }

  /// Keeps the machine code's loads and stores on either side of this in their order.
  fileprivate func keepOrder() {
    _ = LLVMBuildFence(builder, Int32(LLVMAtomicOrderingSequentiallyConsistent), 1, "")
  }
}
