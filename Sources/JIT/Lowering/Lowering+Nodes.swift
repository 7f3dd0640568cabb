import CLLVM
import CRuntime
import Runtime

// What each node becomes.

extension Lowering {
  mutating func lower(_ reference: Reference) -> LLVMValueRef? {
    switch graph[reference].operation {
    case .constant(let bits): return llvm.value(bits)
    case .float(let bits): return floatConstant(bits)
    case .phi: return values[Int(reference.index)]
    case .register(let register): return llvm.load(llvm.word64, at: llvm.registers, offset: 8 * register)
    case .function: return llvm.load(llvm.word64, at: llvm.frame, offset: CompiledLayout.frameFunction)
    case .locals: return llvm.load(llvm.word64, at: llvm.frame, offset: CompiledLayout.frameLocals)
    case .field(let object, let offset):
      return llvm.load(llvm.word64, at: llvm.object(value(object)), offset: offset, in: region(of: object, offset))
    case .memory(let base, let offset):
      return llvm.load(llvm.word64, at: llvm.address(UInt(base)), offset: offset, in: .field(offset))
    case .memory32(let base, let offset):
      return widened(llvm.load(llvm.word32, at: llvm.address(UInt(base)), offset: offset, in: .version))
    case .context32(let offset): return widened(llvm.load(llvm.word32, at: llvm.contextArgument, offset: offset))
    case .context(let offset): return llvm.load(llvm.word64, at: llvm.contextArgument, offset: offset)
    case .poll: return widened(llvm.poll)
    case .pc: return llvm.number(llvm.argument(2))

    case .box(let number): return box(value(number), mayBeUnbound: graph[number].kinds.contains(.unbound))
    case .unbox(let word): return unboxed[word] ?? unbox(value(word), graph[word].kinds)
    case .intToFloat(let int, let exit): return intToFloat(value(int), exit)
    case .bitToWord(let bit): return llvm.wordOfBit(value(bit))

    case .guardKinds(let word, let kinds, let exit):
      if kinds.intersection(graph[word].kinds) == .float {
        unboxed[reference] = guardFloat(value(word), known: graph[word].kinds, exit)
        return value(word)
      }
      guarded(by: test(value(word), kinds, known: graph[word].kinds), exit)
      return value(word)
    case .guardShape(let object, let shape, let exit):
      let found = llvm.load(llvm.word32, at: llvm.object(value(object)), in: .header)
      guarded(by: llvm.isEqual(found, llvm.shape(shape)), exit)
      return value(object)
    case .hasShape(let object, let shape):
      return llvm.isEqual(llvm.load(llvm.word32, at: llvm.object(value(object)), in: .header), llvm.shape(shape))
    case .guardWord(let word, let bits, let exit):
      guarded(by: llvm.isEqual(value(word), llvm.value(bits)), exit)
      return value(word)
    case .guardVersion(let found, let version, let exit):
      let number = LLVMBuildTrunc(llvm.builder, value(found), llvm.word32, "")
      guarded(by: llvm.isEqual(number, llvm.version(version)), exit)
      return value(found)
    case .guardNot(let word, let bits, let exit):
      guarded(by: llvm.compare(LLVMIntNE, value(word), llvm.value(bits)), exit)
      return value(word)
    case .guardBit(let bit, let truth, let exit):
      guarded(by: llvm.isEqual(value(bit), llvm.bit(truth)), exit)
      return value(bit)
    case .guardBoundFloat(let number, let exit):
      let bits = LLVMBuildBitCast(llvm.builder, value(number), llvm.word64, "")
      guarded(by: llvm.compare(LLVMIntNE, bits, llvm.word(CompiledFloats.unbound)), exit)
      return value(number)

    case .integer(let operation, let left, let right, let exit):
      return dividedByPower(operation, value(left), right) ?? integer(operation, value(left), value(right), exit)
    case .negate(let int, let exit):
      // 2 − (2x + 1) is 2(−x) + 1.
      return checked("llvm.ssub.with.overflow", llvm.word(2), value(int), exit)
    case .floating(let operation, let left, let right, let exit): return floating(operation, value(left), value(right), exit)
    case .negateFloat(let number): return LLVMBuildFNeg(llvm.builder, value(number), "")
    case .compareIntegers(let comparison, let left, let right):
      return llvm.compare(comparison.integerPredicate, value(left), value(right))
    case .compareFloats(let comparison, let left, let right):
      return LLVMBuildFCmp(llvm.builder, comparison.floatPredicate, value(left), value(right), "")
    case .identical(let left, let right, let exit): return identical(value(left), value(right), exit)
    case .power(let base, let exponent, let exit): return power(value(base), value(exponent), exit)
    case .slot(let object, let places, let exit):
      let (place, _) = slot(value(object), places, exit)
      return llvm.load(llvm.word64, at: place, in: .fields)
    case .method(let object, let choices, let exit): return method(value(object), choices, exit)
    case .setSlot(let object, let places, let item, let exit):
      let (place, shape) = slot(value(object), places, exit)
      llvm.store(value(item), at: place, in: .fields)
      if places.allSatisfy({ $0.newShape == 0 }) { return nil }
      return llvm.store(shape, at: llvm.object(value(object)), in: .header)
    case .same(let left, let right): return llvm.isEqual(value(left), value(right))
    case .not(let bit): return llvm.binary(LLVMBuildXor, value(bit), llvm.bit(true))

    case .listElement(let list, let index, let exit):
      return llvm.load(llvm.word64, at: listPlace(value(list), value(index), exit), in: .element)
    case .setListElement(let list, let index, let item, let exit):
      return llvm.store(value(item), at: listPlace(value(list), value(index), exit), in: .element)
    case .tupleElement(let tuple, let index, let exit):
      let object = llvm.object(value(tuple))
      let place = position(value(index), count: llvm.load(llvm.word64, at: object, offset: 8, in: .tuple), exit)
      let elements = llvm.pointer(object, offset: 16)
      return llvm.load(llvm.word64, at: llvm.pointer(elements, index: place, scale: llvm.word64), in: .tuple)
    case .appendToList(let list, let item, let exit): return append(value(list), value(item), exit)
    case .setField(let object, let offset, let item):
      return llvm.store(value(item), at: llvm.object(value(object)), offset: offset, in: region(of: object, offset))
    case .setShape(let object, let shape): return llvm.store(llvm.shape(shape), at: llvm.object(value(object)), in: .header)
    case .storeRegister(let register, let item): return llvm.store(value(item), at: llvm.registers, offset: 8 * register)

    case .rangeRemaining(let iterator): return llvm.load(llvm.word64, at: llvm.object(value(iterator)), offset: 24, in: .iterator(24))
    case .advanceRange(let iterator): return advanceRange(value(iterator))
    case .nextOfList(let iterator): return next(value(iterator), ofList: true)
    case .nextOfTuple(let iterator): return next(value(iterator), ofList: false)

    case .guardRoom(let frames, let registers, let exit): return guardRoom(frames, registers, exit)
    case .newInstance(let shape, let size, let exit): return newInstance(shape, size, exit)
    case .newObject(let header, let size, let exit):
      let object = newCell(size, exit)
      llvm.store(llvm.word(header), at: llvm.object(object), in: .header)
      return object

    case .setPC(let word, let depth, let instructions):
      return llvm.store(
        llvm.pointer(llvm.address(instructions), offset: 8 * word), at: frame(depth), offset: CompiledLayout.framePC)
    case .pushFrames(let frames): return push(frames)
    case .popFrames: return llvm.store(llvm.frame, at: llvm.contextArgument, offset: CompiledLayout.contextFrame)
    case .closeGenerator(let generator):
      return llvm.call(
        CompiledSupport.closeGenerator, llvm.word64, [llvm.pointer, llvm.word64], [llvm.contextArgument, value(generator)])
    case .perform(_, depth: 0):
      return llvm.call(
        CompiledSupport.perform, llvm.word64, [llvm.pointer, llvm.pointer], [llvm.contextArgument, llvm.frame])
    case .perform(_, let depth):
      return llvm.call(
        CompiledSupport.performInlined, llvm.word64, [llvm.pointer, llvm.pointer, llvm.word64],
        [llvm.contextArgument, frame(depth), llvm.word(UInt64(depth))])
    case .quick(let operation, let operands, let path):
      return quick(operation, operands, path, graph[reference].representation)
    case .nextPair(let iterator, let exit): return nextPair(iterator, exit)
    case .callForeign(let call, let operands, let path): return callForeign(call, operands, path, reference)
    case .loadForeign(let place, let path): return loadForeign(place, path, reference)
    case .storeForeign(let place, let item, let path): return storeForeign(place, item, path)
    case .callNative(let callee, let first, let count, let result, let depth):
      return callNative(callee, first, NativeCallPlace(count: count, result: result, depth: depth))
    case .call(let continuation, _, depth: 0):
      return llvm.call(
        CompiledSupport.call, llvm.word64, [llvm.pointer, llvm.pointer, llvm.pointer],
        [llvm.contextArgument, llvm.frame, continuations[continuation].unsafelyUnwrapped])
    case .call(let continuation, _, let depth):
      return llvm.call(
        CompiledSupport.callInlined, llvm.word64, [llvm.pointer, llvm.pointer, llvm.pointer, llvm.word64],
        [
          llvm.contextArgument, frame(depth), continuations[continuation].unsafelyUnwrapped, llvm.word(UInt64(depth)),
        ])
    }
  }

  // MARK: The runtime

  /// The function's result; where it is *empty*, what the usual way gives.
  private mutating func quick(_ operation: QuickOperation, _ operands: [Reference], _ path: SlowPath, _ form: Representation) -> LLVMValueRef {
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

  private mutating func nextPair(_ iterator: Reference, _ exit: Exit) -> LLVMValueRef {
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
  private func call(_ operation: QuickOperation, _ operands: [Reference]) -> LLVMValueRef {
    let arguments = (0..<QuickOperation.operandCount).map { $0 < operands.count ? value(operands[$0]) : llvm.word(0) }
    return llvm.call(
      operation.address, llvm.word64, [llvm.pointer] + arguments.map { _ in llvm.word64 }, [llvm.contextArgument] + arguments)
  }

  /// Makes the window and the frames that the instruction needs, and has the runtime do it.
  mutating func performSlowly(_ path: SlowPath, _ form: Representation, isNext: Bool) -> LLVMValueRef {
    let snapshot = graph.snapshots[path.snapshot]
    for (register, reference) in snapshot.stores {
      let word: LLVMValueRef
      switch graph[reference].representation {
      case .word, .nothing: word = value(reference)
      case .bit: word = llvm.wordOfBit(value(reference))
      case .float: word = box(value(reference), mayBeUnbound: graph[reference].kinds.contains(.unbound))
      }
      llvm.store(word, at: llvm.registers, offset: 8 * register)
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

  private mutating func callNative(_ callee: UInt64, _ first: Int, _ place: NativeCallPlace) -> LLVMValueRef {
    let result = llvm.call(
      CompiledSupport.callNative, llvm.word64, [llvm.pointer, llvm.pointer, llvm.word64, llvm.pointer, llvm.word64],
      [
        llvm.contextArgument, frame(place.depth), llvm.value(callee), llvm.pointer(llvm.registers, offset: 8 * first),
        llvm.word(place.bits),
      ])
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

  private mutating func guardRoom(_ frames: Int, _ registers: Int, _ exit: Exit) -> LLVMValueRef? {
    let (context, end) = (llvm.contextArgument, llvm.pointer(llvm.registers, offset: 8 * registers))
    let frameLimit = llvm.load(llvm.word64, at: context, offset: CompiledLayout.contextFrameLimit)
    let registersLimit = llvm.load(llvm.word64, at: context, offset: CompiledLayout.contextRegistersLimit)
    let hasFrames = llvm.compare(LLVMIntULT, llvm.number(frame(frames)), frameLimit)
    let hasRegisters = llvm.compare(LLVMIntULE, llvm.number(end), registersLimit)
    guarded(by: llvm.and(hasFrames, hasRegisters), exit)
    return nil
  }

  private func push(_ frames: [InlinedFrame]) -> LLVMValueRef? {
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

  private mutating func newInstance(_ shape: UInt32, _ size: Int, _ exit: Exit) -> LLVMValueRef {
    let instance = newCell(size, exit)
    let object = llvm.object(instance)
    llvm.store(llvm.shape(shape), at: object, in: .header)
    llvm.store(llvm.int32(UInt32(Kind.instance.rawValue)), at: object, offset: 4, in: .header)
    return instance
  }

  /// Takes a cell from the thread's run of free ones, or has the runtime find one.
  private mutating func newCell(_ size: Int, _ exit: Exit) -> LLVMValueRef {
    let (context, run) = (llvm.contextArgument, CompiledLayout.allocationRun(ofCellSize: size))
    let cell = llvm.load(llvm.word64, at: context, offset: run.cursor)
    let limit = llvm.load(llvm.word64, at: context, offset: run.limit)
    let next = llvm.add(cell, llvm.word(UInt64(size)))
    let (quick, slow, join) = (llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    llvm.branch(llvm.compare(LLVMIntULE, next, limit), then: quick, otherwise: slow)
    llvm.position(at: quick)
    llvm.store(next, at: context, offset: run.cursor)
    llvm.jump(to: join)
    llvm.position(at: slow)
    let found = llvm.call(
      CompiledSupport.allocate, llvm.word64, [llvm.pointer, llvm.word64], [context, llvm.word(UInt64(size))])
    guarded(by: llvm.compare(LLVMIntNE, found, llvm.word(0)), exit)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(cell, quick), (found, end)])
  }

  /// Where an object has its attribute, and the shape that it gets when that is stored.
  private mutating func slot(
    _ word: LLVMValueRef, _ places: [ShapeOffset], _ exit: Exit
  ) -> (place: LLVMValueRef, shape: LLVMValueRef) {
    let object = llvm.object(word)
    let shape = llvm.load(llvm.word32, at: object, in: .header)
    var (isKnown, offset, after) = (llvm.bit(false), llvm.word(UInt64(places[0].offset)), shape)
    for place in places {
      let isThis = llvm.isEqual(shape, llvm.shape(place.shape))
      isKnown = llvm.or(isKnown, isThis)
      offset = llvm.select(isThis, llvm.word(UInt64(place.offset)), offset)
      if place.newShape != 0 { after = llvm.select(isThis, llvm.shape(place.newShape), after) }
    }
    guarded(by: isKnown, exit)
    return (llvm.pointer(object, index: offset, scale: llvm.word8), after)
  }

  private mutating func method(_ object: LLVMValueRef, _ choices: [MethodChoice], _ exit: Exit) -> LLVMValueRef {
    let shape = llvm.load(llvm.word32, at: llvm.object(object), in: .header)
    var function = llvm.word(0)
    for choice in choices {
      function = llvm.select(llvm.isEqual(shape, llvm.shape(choice.shape)), llvm.value(choice.function), function)
    }
    guarded(by: llvm.compare(LLVMIntNE, function, llvm.word(0)), exit)
    return function
  }

  private mutating func identical(_ left: LLVMValueRef, _ right: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let isSame = llvm.isEqual(left, right)
    let arePointers = llvm.isEqual(llvm.and(llvm.or(left, right), llvm.word(7)), llvm.word(0))
    let mayDiffer = llvm.and(arePointers, llvm.binary(LLVMBuildXor, isSame, llvm.bit(true)))
    let (start, follow, join) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock())
    llvm.branch(mayDiffer, then: follow, otherwise: join)
    llvm.position(at: follow)
    let kind = llvm.load(llvm.word8, at: llvm.object(left), offset: 4, in: .header)
    func isNot(_ wanted: Kind) -> LLVMValueRef {
      llvm.compare(LLVMIntNE, kind, LLVMConstInt(llvm.word8, UInt64(wanted.rawValue), 0))
    }
    guarded(by: llvm.and(isNot(.int), isNot(.float)), exit)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.bitType, [(isSame, start), (llvm.bit(false), end)])
  }

  /// What raises or is complex the exit leaves to the runtime.
  private mutating func power(_ base: LLVMValueRef, _ exponent: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    func isOrdered(_ predicate: LLVMRealPredicate, _ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef {
      LLVMBuildFCmp(llvm.builder, Int32(predicate.rawValue), x, y, "")
    }
    guarded(by: isOrdered(LLVMRealOGT, base, LLVMConstReal(llvm.double, 0)), exit)
    let result = llvm.call(CompiledSupport.power, llvm.double, [llvm.double, llvm.double], [base, exponent])
    guarded(by: isOrdered(LLVMRealOLT, result, LLVMConstReal(llvm.double, .infinity)), exit)
    return result
  }

  /// What a word of an object is of.
  private func region(of object: Reference, _ offset: Int) -> MemoryRegion {
    let kinds = graph[object].kinds
    if kinds == .list { return .list }
    if kinds == .tuple { return .tuple }
    return kinds.isSubset(of: [.rangeIterator, .listIterator, .tupleIterator]) ? .iterator(offset) : .field(offset)
  }

  func widened(_ value: LLVMValueRef) -> LLVMValueRef { LLVMBuildZExt(llvm.builder, value, llvm.word64, "") }

  private func floatConstant(_ bits: UInt64) -> LLVMValueRef {
    LLVMBuildBitCast(llvm.builder, llvm.word(bits), llvm.double, "")
  }

  // MARK: Kinds

  /// Whether a word is of some kinds, one of which it may be. Only what is not known is looked at.
  func test(_ word: LLVMValueRef, _ kinds: ValueKinds, known: ValueKinds) -> LLVMValueRef {
    let wanted = kinds.intersection(known)
    if wanted == .smallInt { return llvm.compare(LLVMIntNE, llvm.and(word, llvm.word(1)), llvm.word(0)) }
    if wanted == .inlineFloat { return llvm.isEqual(llvm.and(word, llvm.word(3)), llvm.word(2)) }
    var test: LLVMValueRef?
    func or(_ other: LLVMValueRef) { test = test.map { llvm.or($0, other) } ?? other }
    if wanted.contains(.smallInt) { or(llvm.compare(LLVMIntNE, llvm.and(word, llvm.word(1)), llvm.word(0))) }
    if wanted.contains(.inlineFloat) { or(llvm.isEqual(llvm.and(word, llvm.word(3)), llvm.word(2))) }
    if wanted.contains(.bool) {
      or(llvm.isEqual(word, llvm.word(Value.true.bits)))
      or(llvm.isEqual(word, llvm.word(Value.false.bits)))
    }
    if wanted.contains(.none) { or(llvm.isEqual(word, llvm.word(Value.none.bits))) }
    if wanted.contains(.unbound) { or(llvm.isEqual(word, llvm.word(Value.unbound.bits))) }
    let objects = wanted.intersection(.objects)
    if !objects.isEmpty { or(testObject(word, objects, known: known)) }
    return test ?? llvm.bit(false)
  }

  /// Whether a word refers to an object of some kinds. A word that does not may not be followed.
  private func testObject(_ word: LLVMValueRef, _ kinds: ValueKinds, known: ValueKinds) -> LLVMValueRef {
    let isPointer = llvm.isEqual(llvm.and(word, llvm.word(7)), llvm.word(0))
    if kinds.isSuperset(of: known.intersection(.objects)) { return isPointer }
    let (start, follow, join) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock())
    llvm.branch(isPointer, then: follow, otherwise: join)
    llvm.position(at: follow)
    let object = llvm.object(word)
    // What is `other` is none of those that a layout tells.
    let isOther = kinds.contains(.other)
    let told = isOther ? known.intersection(.objects).subtracting(kinds) : kinds
    var test: LLVMValueRef?
    func or(_ other: LLVMValueRef) { test = test.map { llvm.or($0, other) } ?? other }
    let kind = llvm.load(llvm.word8, at: object, offset: 4, in: .header)
    func isKind(_ wanted: Kind) -> LLVMValueRef {
      llvm.isEqual(kind, LLVMConstInt(llvm.word8, UInt64(wanted.rawValue), 0))
    }
    for (kinds, layout) in Lowering.layouts where told.contains(kinds) { or(isKind(layout)) }
    let iterators: [(ValueKinds, IteratorForm)] = [(.rangeIterator, .smallRange), (.listIterator, .list), (.tupleIterator, .tuple)]
    for (kinds, form) in iterators where told.contains(kinds) {
      let flags = llvm.load(llvm.word8, at: object, offset: 5, in: .header)
      or(llvm.and(isKind(.iterator), llvm.isEqual(flags, LLVMConstInt(llvm.word8, UInt64(form.rawValue), 0))))
    }
    let isTold = test ?? llvm.bit(false)
    let result = isOther ? llvm.binary(LLVMBuildXor, isTold, llvm.bit(true)) : isTold
    llvm.jump(to: join)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.position(at: join)
    return llvm.phi(llvm.bitType, [(llvm.bit(false), start), (result, end)])
  }

  private static var layouts: [(ValueKinds, Kind)] {
    [
      (.heapFloat, .float), (.text, .text), (.list, .list), (.tuple, .tuple), (.dict, .dict), (.bigInt, .int),
      (.function, .function),
    ]
  }

  // MARK: Floats

  /// The word of a double; the encoding is drawn in `Value.swift`.
  func box(_ number: LLVMValueRef, mayBeUnbound: Bool) -> LLVMValueRef {
    let bits = LLVMBuildBitCast(llvm.builder, number, llvm.word64, "")
    let rotated = llvm.intrinsic("llvm.fshl", [llvm.word64], [bits, bits, llvm.word(1)])
    let shifted = llvm.subtract(rotated, llvm.word(CompiledFloats.bias))
    let fits = llvm.compare(LLVMIntULT, llvm.subtract(shifted, llvm.word(1)), llvm.word((1 << 62) - 1))
    let inline = llvm.or(llvm.shiftLeft(shifted, 2), llvm.word(2))
    let (start, call, join) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock())
    llvm.branch(fits, then: join, otherwise: call)
    llvm.position(at: call)
    var made = llvm.call(
      CompiledSupport.boxFloat, llvm.word64, [llvm.pointer, llvm.double], [llvm.contextArgument, number])
    if mayBeUnbound {
      made = llvm.select(llvm.isEqual(bits, llvm.word(CompiledFloats.unbound)), llvm.word(Value.unbound.bits), made)
    }
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(inline, start), (made, call)])
  }

  func unbox(_ word: LLVMValueRef, _ kinds: ValueKinds) -> LLVMValueRef {
    let number = unboxInline(word, mayBeUnbound: kinds.contains(.unbound))
    guard kinds.contains(.heapFloat) else { return number }
    let (start, heap, join) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock())
    let isPointer = llvm.isEqual(llvm.and(word, llvm.word(7)), llvm.word(0))
    llvm.branch(isPointer, then: heap, otherwise: join)
    llvm.position(at: heap)
    let loaded = llvm.load(llvm.double, at: llvm.object(word), offset: 8, in: .number)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.double, [(number, start), (loaded, heap)])
  }

  private func unboxInline(_ word: LLVMValueRef, mayBeUnbound: Bool) -> LLVMValueRef {
    let rotated = llvm.add(llvm.binary(LLVMBuildLShr, word, llvm.word(2)), llvm.word(CompiledFloats.bias))
    var bits = llvm.intrinsic("llvm.fshr", [llvm.word64], [rotated, rotated, llvm.word(1)])
    bits = llvm.select(llvm.isEqual(word, llvm.word(2)), llvm.word(0), bits)
    if mayBeUnbound {
      bits = llvm.select(llvm.isEqual(word, llvm.word(Value.unbound.bits)), llvm.word(CompiledFloats.unbound), bits)
    }
    return LLVMBuildBitCast(llvm.builder, bits, llvm.double, "")
  }

  /// The double of a word that should be a float: where it is to be looked at, it is taken as well.
  private mutating func guardFloat(_ word: LLVMValueRef, known: ValueKinds, _ exit: Exit) -> LLVMValueRef {
    let (other, join) = (llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: test(word, .inlineFloat, known: known), otherwise: other)
    let number = unboxInline(word, mayBeUnbound: false)
    let inline = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: other)
    guarded(by: test(word, .heapFloat, known: known.subtracting(.inlineFloat)), exit)
    let loaded = llvm.load(llvm.double, at: llvm.object(word), offset: 8, in: .number)
    let heap = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.double, [(number, inline), (loaded, heap)])
  }

  /// An int of at most 53 bits as a float; others would be rounded, which comparisons and divisions must not be.
  private mutating func intToFloat(_ int: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let number = llvm.shiftRight(int, 1)
    let inRange = llvm.compare(
      LLVMIntULE, llvm.add(number, llvm.word(1 << 53)), llvm.word(1 << 54))
    guarded(by: inRange, exit)
    return LLVMBuildSIToFP(llvm.builder, number, llvm.double, "")
  }

  private mutating func floating(
    _ operation: FloatOperation, _ left: LLVMValueRef, _ right: LLVMValueRef, _ exit: Exit
  ) -> LLVMValueRef {
    switch operation {
    case .add: return llvm.binary(LLVMBuildFAdd, left, right)
    case .subtract: return llvm.binary(LLVMBuildFSub, left, right)
    case .multiply: return llvm.binary(LLVMBuildFMul, left, right)
    case .divide:
      let isNonzero = LLVMBuildFCmp(llvm.builder, Int32(LLVMRealUNE.rawValue), right, LLVMConstReal(llvm.double, 0), "")
      guarded(by: isNonzero, exit)
      return llvm.binary(LLVMBuildFDiv, left, right)
    }
  }

  // MARK: Ints

  private mutating func checked(
    _ name: StaticString, _ left: LLVMValueRef, _ right: LLVMValueRef, _ exit: Exit
  ) -> LLVMValueRef {
    let pair = llvm.intrinsic(name, [llvm.word64], [left, right])
    let overflow = LLVMBuildExtractValue(llvm.builder, pair, 1, "")
    guarded(by: llvm.isEqual(overflow, llvm.bit(false)), exit)
    return LLVMBuildExtractValue(llvm.builder, pair, 0, "")
  }

  private mutating func integer(
    _ operation: IntegerOperation, _ left: LLVMValueRef, _ right: LLVMValueRef, _ exit: Exit
  ) -> LLVMValueRef {
    switch operation {
    // (2x + 1) + 2y is the sum's word, and so on.
    case .add: return checked("llvm.sadd.with.overflow", left, llvm.subtract(right, llvm.word(1)), exit)
    case .subtract: return checked("llvm.ssub.with.overflow", left, llvm.subtract(right, llvm.word(1)), exit)
    case .multiply:
      let product = checked("llvm.smul.with.overflow", llvm.subtract(left, llvm.word(1)), llvm.shiftRight(right, 1), exit)
      return llvm.or(product, llvm.word(1))
    case .and: return llvm.and(left, right)
    case .or: return llvm.or(left, right)
    case .xor: return llvm.or(llvm.binary(LLVMBuildXor, left, right), llvm.word(1))
    case .floorDivide, .modulo: return divided(operation, left, right, exit)
    case .leftShift:
      let distance = llvm.shiftRight(right, 1)
      guarded(by: llvm.compare(LLVMIntULT, distance, llvm.word(62)), exit)
      let number = llvm.subtract(left, llvm.word(1))
      let shifted = llvm.binary(LLVMBuildShl, number, distance)
      let back = llvm.binary(LLVMBuildAShr, shifted, distance)
      guarded(by: llvm.isEqual(back, number), exit)
      return llvm.or(shifted, llvm.word(1))
    case .rightShift:
      let distance = llvm.shiftRight(right, 1)
      guarded(by: llvm.compare(LLVMIntSGE, distance, llvm.word(0)), exit)
      let most = llvm.select(llvm.compare(LLVMIntULT, distance, llvm.word(63)), distance, llvm.word(63))
      return llvm.or(llvm.binary(LLVMBuildAShr, left, most), llvm.word(1))
    }
  }

  /// Division by a constant that is a power of two, which a shift or a mask does, and rounds down.
  private func dividedByPower(_ operation: IntegerOperation, _ left: LLVMValueRef, _ right: Reference) -> LLVMValueRef? {
    guard case .constant(let bits) = graph[right].operation, Value(bits: bits).isSmallInt else { return nil }
    let divisor = Value(bits: bits).smallInt
    guard divisor > 0, divisor & (divisor - 1) == 0 else { return nil }
    switch operation {
    // Of a word 2x + 1 the bits below the quotient go, and the lowest is set again.
    case .floorDivide: return llvm.or(llvm.shiftRight(left, UInt64(divisor.trailingZeroBitCount)), llvm.word(1))
    case .modulo: return llvm.and(left, llvm.word(UInt64(2 * divisor - 1)))
    default: return nil
    }
  }

  /// Division that rounds down: the machine's rounds towards zero.
  private mutating func divided(
    _ operation: IntegerOperation, _ left: LLVMValueRef, _ right: LLVMValueRef, _ exit: Exit
  ) -> LLVMValueRef {
    let (x, y) = (llvm.shiftRight(left, 1), llvm.shiftRight(right, 1))
    guarded(by: llvm.compare(LLVMIntNE, y, llvm.word(0)), exit)
    let remainder = llvm.binary(LLVMBuildSRem, x, y)
    let signsDiffer = llvm.compare(LLVMIntSLT, llvm.binary(LLVMBuildXor, remainder, y), llvm.word(0))
    let isRounded = llvm.and(llvm.compare(LLVMIntNE, remainder, llvm.word(0)), signsDiffer)
    let result: LLVMValueRef
    if operation == .modulo {
      result = llvm.select(isRounded, llvm.add(remainder, y), remainder)
    } else {
      let quotient = llvm.binary(LLVMBuildSDiv, x, y)
      result = llvm.subtract(quotient, widened(isRounded))
      // −2⁶² by −1 is the one quotient that does not fit.
      guarded(by: llvm.compare(LLVMIntNE, result, llvm.word(1 << 62)), exit)
    }
    return llvm.or(llvm.shiftLeft(result, 1), llvm.word(1))
  }

  // MARK: Lists and tuples

  /// An index as the machine counts, within `count`.
  private mutating func position(_ index: LLVMValueRef, count: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let number = llvm.shiftRight(index, 1)
    let (other, join) = (llvm.newBlock(), llvm.newBlock())
    let start = LLVMGetInsertBlock(llvm.builder)
    llvm.guarded(by: llvm.compare(LLVMIntULT, number, count), next: join, otherwise: other)
    llvm.position(at: other)
    // From the end, perhaps. What was too large before is too large still.
    let fromEnd = llvm.add(number, count)
    guarded(by: llvm.compare(LLVMIntULT, fromEnd, count), exit)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(number, start), (fromEnd, end)])
  }

  /// The address of a list's element. The storage is read before the count, as `List` says, and both are kept to.
  private mutating func listPlace(_ list: LLVMValueRef, _ index: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let object = llvm.object(list)
    let storage = llvm.load(llvm.word64, at: object, offset: 16, in: .list)
    let place = position(index, count: llvm.load(llvm.word64, at: object, offset: 8, in: .list), exit)
    let elements = llvm.object(storage)
    let capacity = llvm.load(llvm.word64, at: elements, offset: 8, in: .list)
    guarded(by: llvm.compare(LLVMIntULT, place, capacity), exit)
    return llvm.pointer(llvm.pointer(elements, offset: 16), index: place, scale: llvm.word64)
  }

  private mutating func append(_ list: LLVMValueRef, _ item: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let done = llvm.call(
      CompiledSupport.append, llvm.word64, [llvm.pointer, llvm.word64, llvm.word64], [llvm.contextArgument, list, item])
    llvm.guarded(by: llvm.compare(LLVMIntNE, done, llvm.word(0)), otherwise: block(of: exit))
    return done
  }

  // MARK: Iterators, whose layout `Iterator.swift` draws

  private func advanceRange(_ iterator: LLVMValueRef) -> LLVMValueRef {
    let object = llvm.object(iterator)
    let remaining = llvm.load(llvm.word64, at: object, offset: 24, in: .iterator(24))
    llvm.store(llvm.subtract(remaining, llvm.word(1)), at: object, offset: 24, in: .iterator(24))
    let position = llvm.load(llvm.word64, at: object, offset: 8, in: .iterator(8))
    let step = llvm.shiftRight(llvm.load(llvm.word64, at: object, offset: 32, in: .iterator(32)), 1)
    llvm.store(llvm.add(position, step), at: object, offset: 8, in: .iterator(8))
    return llvm.or(llvm.shiftLeft(position, 1), llvm.word(1))
  }

  /// The next element, or *empty* at the end, where the iterator lets go of what it goes over.
  func next(_ iterator: LLVMValueRef, ofList: Bool) -> LLVMValueRef {
    let object = llvm.object(iterator)
    let (open, within, ended, join) = (llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    let source = llvm.load(llvm.word64, at: object, offset: 32, in: .iterator(32))
    let start = LLVMGetInsertBlock(llvm.builder)
    llvm.branch(llvm.isEqual(source, llvm.word(0)), then: join, otherwise: open)
    llvm.position(at: open)
    let row = llvm.object(source)
    let position = llvm.load(llvm.word64, at: object, offset: 8, in: .iterator(8))
    var elements = llvm.pointer(row, offset: 16)
    if ofList {
      let storage = llvm.load(llvm.word64, at: row, offset: 16, in: .list)
      let (count, filled) = (llvm.load(llvm.word64, at: row, offset: 8, in: .list), llvm.newBlock())
      // An empty list may have no storage.
      llvm.branch(llvm.compare(LLVMIntULT, position, count), then: filled, otherwise: ended)
      llvm.position(at: filled)
      let held = llvm.object(storage)
      let capacity = llvm.load(llvm.word64, at: held, offset: 8, in: .list)
      llvm.branch(llvm.compare(LLVMIntULT, position, capacity), then: within, otherwise: ended)
      elements = held
    } else {
      let count = llvm.load(llvm.word64, at: row, offset: 8, in: .tuple)
      llvm.branch(llvm.compare(LLVMIntSLT, position, count), then: within, otherwise: ended)
    }
    llvm.position(at: within)
    let base = ofList ? llvm.pointer(elements, offset: 16) : elements
    let element = llvm.load(
      llvm.word64, at: llvm.pointer(base, index: position, scale: llvm.word64), in: ofList ? .element : .tuple)
    llvm.store(llvm.add(position, llvm.word(1)), at: object, offset: 8, in: .iterator(8))
    llvm.jump(to: join)
    llvm.position(at: ended)
    llvm.store(llvm.word(0), at: object, offset: 32, in: .iterator(32))
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(llvm.word(0), start), (element, within), (llvm.word(0), ended)])
  }
}

extension Comparison {
  fileprivate var integerPredicate: LLVMIntPredicate {
    switch self {
    case .equal: LLVMIntEQ
    case .notEqual: LLVMIntNE
    case .less: LLVMIntSLT
    case .lessEqual: LLVMIntSLE
    case .greater: LLVMIntSGT
    case .greaterEqual: LLVMIntSGE
    }
  }

  fileprivate var floatPredicate: Int32 {
    let predicate: LLVMRealPredicate =
      switch self {
      case .equal: LLVMRealOEQ
      case .notEqual: LLVMRealUNE
      case .less: LLVMRealOLT
      case .lessEqual: LLVMRealOLE
      case .greater: LLVMRealOGT
      case .greaterEqual: LLVMRealOGE
      }
    return Int32(predicate.rawValue)
  }
}
