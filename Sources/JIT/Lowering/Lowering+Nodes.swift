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
    case .copy(let other):
      imaginaries[reference] = imaginaries[other]
      return value(other)
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
    case .poll(let isFence): return widened(isFence ? llvm.pollAsFence : llvm.poll)
    case .pc: return llvm.number(llvm.argument(2))

    case .box(let number): return word(of: number)
    case .unbox(let word): return unboxed[word] ?? unbox(value(word), graph[word].kinds)
    case .intToFloat(let int, let exit): return intToFloat(value(int), exit)
    case .exactFloat(let int): return LLVMBuildSIToFP(llvm.builder, number(int), llvm.double, "")
    case .bitToWord(let bit): return word(of: bit)
    case .complex(let real, let imaginary): return hold(value(real), value(imaginary), in: reference)
    case .unboxComplex(let word): return unboxComplex(word, in: reference)
    case .realPart(let number): return parts(number).real
    case .imaginaryPart(let number): return parts(number).imaginary

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
    case .confirmShape(let object, let shape, let exit):
      confirmShape(value(object), shape, exit)
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
      if !graph[number].kinds.contains(.unbound) { return value(number) }
      let bits = LLVMBuildBitCast(llvm.builder, value(number), llvm.word64, "")
      guarded(by: llvm.compare(LLVMIntNE, bits, llvm.word(CompiledFloats.unbound)), exit)
      return value(number)

    case .guardWithin(let word, let low, let high, let exit):
      let above = llvm.subtract(value(word), llvm.word(UInt64(bitPattern: low)))
      guarded(by: llvm.compare(LLVMIntULE, above, llvm.word(UInt64(bitPattern: high &- low))), exit)
      return nil

    case .exactInteger(let operation, let left, let right): return exactInteger(operation, left, right)
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
      return llvm.compare(comparison.floatPredicate, value(left), value(right))
    case .identical(let left, let right, let exit): return identical(value(left), value(right), exit)
    case .power(let base, let exponent, let exit): return power(value(base), exponent, exit)
    case .multiplyComplex(let left, let right): return multiplyComplex(left, right, in: reference)
    case .magnitude(let number, let exit): return magnitude(number, exit)
    case .compareMagnitude(let comparison, let number, let bound): return compareMagnitude(comparison, number, bound)
    case .slot(let object, let places, let exit):
      let shape = llvm.load(llvm.word32, at: llvm.object(value(object)), in: .header)
      let (place, _) = slot(value(object), ofShape: shape, places, exit)
      return llvm.load(llvm.word64, at: place, in: .fields)
    case .method(let object, let choices, let exit): return method(value(object), choices, exit)
    case .setSlot(let object, let places, let item, let exit):
      setSlot(value(object), places, item, exit)
      return nil
    case .same(let left, let right): return llvm.isEqual(value(left), value(right))
    case .integerOfBool(let bool): return integer(ofBool: value(bool))
    case .not(let bit): return llvm.binary(LLVMBuildXor, value(bit), llvm.bit(true))

    case .listElement(let list, let index, let bounds, let exit): return listElement(value(list), number(index), bounds, exit)
    case .setListElement(let list, let index, let item, let bounds, let exit):
      setListElement(value(list), number(index), item, bounds, exit)
      return nil
    case .listLimit(let list, let storage): return listLimit(value(list), storage: value(storage))
    case .byteLimit(let storage): return byteLimit(storage: value(storage))
    case .tupleElement(let tuple, let index, let exit):
      let object = llvm.object(value(tuple))
      let count = llvm.load(llvm.word64, at: object, offset: CompiledLayout.sequenceCount, in: .tuple)
      let place = position(number(index), count: count, exit)
      let elements = llvm.pointer(object, offset: CompiledLayout.tupleElements)
      return llvm.load(llvm.word64, at: llvm.pointer(elements, index: place, scale: llvm.word64), in: .tuple)
    case .appendToList(let list, let item, let isOwn, let exit):
      append(value(list), item, isOwn: isOwn, exit)
      return nil
    case .setStored(let object, let storage, let place, let item, let exit):
      setStored(value(object), value(storage), place, item, exit)
      return nil
    case .setField(let object, let offset, let item):
      return publish(item, at: llvm.pointer(llvm.object(value(object)), offset: offset), in: region(of: object, offset))
    case .setGlobal(let cell, let item, let exit):
      setGlobal(value(cell), item, exit)
      return nil
    case .setShape(let object, let shape): return llvm.store(llvm.shape(shape), at: llvm.object(value(object)), in: .header)
    case .storeRegister(let register, let item): return llvm.store(value(item), at: llvm.registers, offset: 8 * register)

    case .rangeRemaining(let iterator): return rangeWord(.remaining, of: value(iterator))
    case .advanceRange(let iterator): return advanceRange(value(iterator))
    case .rangeLength(let start, let stop, let step, let exit):
      return rangeLength(number(start), number(stop), step, exit)
    case .countDown(let remaining): return llvm.subtract(value(remaining), llvm.word(1))
    case .nextPosition, .itemOfPosition: return nil
    case .nextOfList(let iterator, nil): return next(value(iterator), ofList: true)
    case .nextOfList(let iterator, let place?): return next(value(iterator), place)
    case .iteratedList(let iterator): return iteratedList(value(iterator))
    case .nextOfTuple(let iterator): return next(value(iterator), ofList: false)
    case .itemOfRow(let row, let position, let bounds):
      return item(value(row), value(position), bounds, ofList: graph[row].kinds == .list)

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
    case .consume(let item): return consume(item)
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
    case .callNative(let callee, let first, let place, let binding): return callNative(callee, first, place, binding)
    case .call(let continuation, _, depth: 0):
      noteFrameEnd()
      return llvm.call(
        CompiledSupport.call, llvm.word64, [llvm.pointer, llvm.pointer, llvm.pointer],
        [llvm.contextArgument, llvm.frame, continuations[continuation].unsafelyUnwrapped])
    case .call(let continuation, _, let depth):
      noteFrameEnd()
      return llvm.call(
        CompiledSupport.callInlined, llvm.word64, [llvm.pointer, llvm.pointer, llvm.pointer, llvm.word64],
        [
          llvm.contextArgument, frame(depth), continuations[continuation].unsafelyUnwrapped, llvm.word(UInt64(depth)),
        ])
    }
  }

  /// What a word of an object is of.
  func region(of object: Reference, _ offset: Int) -> MemoryRegion {
    let kinds = graph[object].kinds
    if kinds == .list { return .list }
    if kinds == .tuple { return .tuple }
    if case .newObject(header: CompiledLayout.listStorageHeader, _, _) = graph[object].operation {
      return offset < CompiledLayout.listStorageElements ? .list : .element
    }
    return kinds.isSubset(of: [.rangeIterator, .listIterator, .tupleIterator]) ? .iterator(offset) : .field(offset)
  }

  /// A value as the interpreter has it.
  func word(of reference: Reference) -> LLVMValueRef {
    let value = value(reference)
    switch graph[reference].representation {
    case .word, .nothing: return value
    case .bit: return llvm.wordOfBit(value)
    case .float: return box(value, mayBeUnbound: graph[reference].kinds.contains(.unbound))
    case .complex: return boxComplex(reference)
    }
  }

  func widened(_ value: LLVMValueRef) -> LLVMValueRef { LLVMBuildZExt(llvm.builder, value, llvm.word64, "") }

  func floatConstant(_ bits: UInt64) -> LLVMValueRef {
    LLVMBuildBitCast(llvm.builder, llvm.word(bits), llvm.double, "")
  }

  // MARK: Kinds

  /// Whether a word is of some kinds, one of which it may be. Only what is not known is looked at.
  func test(_ word: LLVMValueRef, _ kinds: ValueKinds, known: ValueKinds) -> LLVMValueRef {
    let wanted = kinds.intersection(known)
    if wanted == known, !known.isEmpty { return llvm.bit(true) }
    if wanted == .smallInt { return llvm.compare(LLVMIntNE, llvm.and(word, llvm.word(1)), llvm.word(0)) }
    if wanted == .inlineFloat { return testInlineFloat(word) }
    var test: LLVMValueRef?
    func or(_ other: LLVMValueRef) { test = test.map { llvm.or($0, other) } ?? other }
    if wanted.contains(.smallInt) { or(llvm.compare(LLVMIntNE, llvm.and(word, llvm.word(1)), llvm.word(0))) }
    if wanted.contains(.inlineFloat) { or(testInlineFloat(word)) }
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

  /// Looks at the word that `unboxInline` has anyway.
  private func testInlineFloat(_ word: LLVMValueRef) -> LLVMValueRef {
    llvm.isEqual(llvm.and(llvm.subtract(word, llvm.word(2)), llvm.word(3)), llvm.word(0))
  }

  /// Whether a word refers to an object of some kinds. A word that does not may not be followed.
  func testObject(_ word: LLVMValueRef, _ kinds: ValueKinds, known: ValueKinds) -> LLVMValueRef {
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
    let kind = llvm.load(llvm.word8, at: object, offset: CompiledLayout.headerKind, in: .header)
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
}
