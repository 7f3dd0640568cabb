import CLLVM
import CRuntime
import Runtime

// Attributes and methods by shape, identity and iterators.

extension Lowering {
  /// Where an object of a shape has its attribute, and the shape that it gets when that is stored.
  mutating func slot(
    _ word: LLVMValueRef, ofShape shape: LLVMValueRef, _ places: [ShapeOffset], _ exit: Exit
  ) -> (place: LLVMValueRef, shape: LLVMValueRef) {
    let object = llvm.object(word)
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

  mutating func method(_ object: LLVMValueRef, _ choices: [MethodChoice], _ exit: Exit) -> LLVMValueRef {
    let shape = llvm.load(llvm.word32, at: llvm.object(object), in: .header)
    var function = llvm.word(0)
    for choice in choices {
      function = llvm.select(llvm.isEqual(shape, llvm.shape(choice.shape)), llvm.value(choice.function), function)
    }
    guarded(by: llvm.compare(LLVMIntNE, function, llvm.word(0)), exit)
    return function
  }

  mutating func identical(_ left: LLVMValueRef, _ right: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let isSame = llvm.isEqual(left, right)
    let arePointers = llvm.isEqual(llvm.and(llvm.or(left, right), llvm.word(7)), llvm.word(0))
    let mayDiffer = llvm.and(arePointers, llvm.binary(LLVMBuildXor, isSame, llvm.bit(true)))
    let (start, follow, join) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock())
    llvm.branch(mayDiffer, then: follow, otherwise: join)
    llvm.position(at: follow)
    let kind = llvm.load(llvm.word8, at: llvm.object(left), offset: CompiledLayout.headerKind, in: .header)
    func isNot(_ wanted: Kind) -> LLVMValueRef {
      llvm.compare(LLVMIntNE, kind, LLVMConstInt(llvm.word8, UInt64(wanted.rawValue), 0))
    }
    guarded(by: llvm.and(llvm.and(isNot(.int), isNot(.float)), isNot(.complex)), exit)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.bitType, [(isSame, start), (llvm.bit(false), end)])
  }

  // MARK: Iterators, whose layout `Iterator.swift` draws

  func advanceRange(_ iterator: LLVMValueRef) -> LLVMValueRef {
    setRangeWord(.remaining, of: iterator, to: llvm.subtract(rangeWord(.remaining, of: iterator), llvm.word(1)))
    let position = rangeWord(.position, of: iterator)
    setRangeWord(.position, of: iterator, to: nextPosition(position, step: rangeWord(.step, of: iterator)))
    return itemOfPosition(position)
  }

  /// As `Range.smallLength` has it. What has more numbers than a small int says is left to the runtime.
  mutating func rangeLength(_ start: LLVMValueRef, _ stop: LLVMValueRef, _ step: Reference, _ exit: Exit) -> LLVMValueRef {
    let step = number(step)
    let isUp = llvm.compare(LLVMIntSGT, step, llvm.word(0))
    let (low, high) = (llvm.select(isUp, start, stop), llvm.select(isUp, stop, start))
    let size = llvm.select(isUp, step, llvm.subtract(llvm.word(0), step))
    guarded(by: llvm.compare(LLVMIntNE, size, llvm.word(0)), exit)
    // Many ranges are empty, and a division takes long.
    let (before, some, join): (LLVMBasicBlockRef, _, _) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock())
    llvm.branch(llvm.compare(LLVMIntSLT, low, high), then: some, otherwise: join)
    llvm.position(at: some)
    let steps = llvm.binary(LLVMBuildSDiv, llvm.subtract(llvm.subtract(high, low), llvm.word(1)), size)
    let length = llvm.add(steps, llvm.word(1))
    guarded(by: llvm.compare(LLVMIntULT, length, llvm.word(1 << 62)), exit)
    let end: LLVMBasicBlockRef = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(llvm.word(0), before), (length, end)])
  }

  func nextPosition(_ position: LLVMValueRef, step: LLVMValueRef) -> LLVMValueRef {
    llvm.binary(LLVMBuildNSWAdd, position, llvm.shiftRight(step, 1))
  }

  /// A number as a value. LLVM is told that it fits, and finds that what an index of it comes to is the number itself.
  func itemOfPosition(_ position: LLVMValueRef) -> LLVMValueRef {
    llvm.or(llvm.binary(LLVMBuildNSWMul, position, llvm.word(2)), llvm.word(1))
  }

  func rangeWord(_ word: RangeWord, of iterator: LLVMValueRef) -> LLVMValueRef { iteratorWord(word.offset, of: iterator) }

  func setRangeWord(_ word: RangeWord, of iterator: LLVMValueRef, to value: LLVMValueRef) {
    setIteratorWord(word.offset, of: iterator, to: value)
  }

  private func iteratorWord(_ offset: Int, of iterator: LLVMValueRef) -> LLVMValueRef {
    llvm.load(llvm.word64, at: llvm.object(iterator), offset: offset, in: .iterator(offset))
  }

  private func setIteratorWord(_ offset: Int, of iterator: LLVMValueRef, to value: LLVMValueRef) {
    llvm.store(value, at: llvm.object(iterator), offset: offset, in: .iterator(offset))
  }

  /// The same of a loop that has the position in a register.
  func next(_ iterator: LLVMValueRef, _ place: ListPlace) -> LLVMValueRef {
    let (position, join) = (value(place.position), llvm.newBlock())
    let within = waysWithin(place.bounds, position, to: join)
    setRangeWord(.position, of: iterator, to: position)
    let far = way(next(iterator, ofList: true), to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, within + [far])
  }

  func iteratedList(_ iterator: LLVMValueRef) -> LLVMValueRef {
    let source = iteratorWord(CompiledLayout.iteratorSource, of: iterator)
    return llvm.select(llvm.isEqual(source, llvm.word(0)), llvm.number(llvm.address(CompiledSupport.noStorage)), source)
  }

  /// The next element, or *empty* at the end, where the iterator lets go of what it goes over.
  func next(_ iterator: LLVMValueRef, ofList: Bool) -> LLVMValueRef {
    let (open, within, ended, join) = (llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    let source = iteratorWord(CompiledLayout.iteratorSource, of: iterator)
    let start = LLVMGetInsertBlock(llvm.builder)
    llvm.branch(llvm.isEqual(source, llvm.word(0)), then: join, otherwise: open)
    llvm.position(at: open)
    let position = iteratorWord(CompiledLayout.iteratorPosition, of: iterator)
    let element = item(source, position, ofList: ofList, next: within, orElse: ended)
    setIteratorWord(CompiledLayout.iteratorPosition, of: iterator, to: llvm.add(position, llvm.word(1)))
    llvm.jump(to: join)
    llvm.position(at: ended)
    setIteratorWord(CompiledLayout.iteratorSource, of: iterator, to: llvm.word(0))
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(llvm.word(0), start), (element, within), (llvm.word(0), ended)])
  }
}
