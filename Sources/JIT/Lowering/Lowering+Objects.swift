import CLLVM
import CRuntime
import Runtime

// Attributes and methods by shape, identity, lists, tuples and iterators.

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
    let kind = llvm.load(llvm.word8, at: llvm.object(left), offset: 4, in: .header)
    func isNot(_ wanted: Kind) -> LLVMValueRef {
      llvm.compare(LLVMIntNE, kind, LLVMConstInt(llvm.word8, UInt64(wanted.rawValue), 0))
    }
    guarded(by: llvm.and(llvm.and(isNot(.int), isNot(.float)), isNot(.complex)), exit)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.bitType, [(isSame, start), (llvm.bit(false), end)])
  }

  // MARK: Lists and tuples

  /// An index from the end. What was too large before is too large still.
  private mutating func fromEnd(_ number: LLVMValueRef, count: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let place = llvm.add(number, count)
    guarded(by: llvm.compare(LLVMIntULT, place, count), exit)
    return place
  }

  /// An int as the machine has it.
  func number(_ int: Reference) -> LLVMValueRef {
    if case .itemOfPosition(let position) = graph[int].operation { return value(position) }
    return llvm.shiftRight(value(int), 1)
  }

  /// An index within `count`.
  mutating func position(_ number: LLVMValueRef, count: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let (other, join) = (llvm.newBlock(), llvm.newBlock())
    let start = LLVMGetInsertBlock(llvm.builder)
    llvm.guarded(by: llvm.compare(LLVMIntULT, number, count), next: join, otherwise: other)
    llvm.position(at: other)
    let fromEnd = fromEnd(number, count: count, exit)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(number, start), (fromEnd, end)])
  }

  /// The address of a list's element. The storage is read before the count, as `List` says, and both are kept to.
  mutating func listPlace(_ list: LLVMValueRef, _ index: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let object = llvm.object(list)
    let storage = llvm.load(llvm.word64, at: object, offset: CompiledLayout.listStorage, in: .list)
    let place = position(index, count: llvm.load(llvm.word64, at: object, offset: CompiledLayout.sequenceCount, in: .list), exit)
    return element(place, within: storage, exit)
  }

  private mutating func element(_ place: LLVMValueRef, within storage: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let capacity = llvm.load(llvm.word64, at: llvm.object(storage), offset: CompiledLayout.listStorageCapacity, in: .list)
    guarded(by: llvm.compare(LLVMIntULT, place, capacity), exit)
    return element(place, ofStorage: storage)
  }

  func element(_ place: LLVMValueRef, ofStorage storage: LLVMValueRef) -> LLVMValueRef {
    llvm.pointer(
      llvm.pointer(llvm.object(storage), offset: CompiledLayout.listStorageElements), index: place, scale: llvm.word64)
  }

  /// A list's element, loaded where its place is found: one load for all ways would want the place in a register.
  mutating func listElement(_ list: LLVMValueRef, _ index: LLVMValueRef, _ bounds: ListBounds?, _ exit: Exit) -> LLVMValueRef {
    guard let bounds else { return listElement(list, index, exit) }
    let (other, join) = (llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: isWithin(bounds, index), otherwise: other)
    let near = way(nearElement(index, bounds), to: join)
    llvm.position(at: other)
    let far = way(farElement(of: list, index, exit), to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [near, far])
  }

  func nearElement(_ index: LLVMValueRef, _ bounds: ListBounds) -> LLVMValueRef {
    llvm.load(llvm.word64, at: element(index, ofStorage: value(bounds.storage)), in: .element)
  }

  mutating func farElement(of list: LLVMValueRef, _ index: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    farElement(at: listPlace(list, index, exit), exit)
  }

  private mutating func listElement(_ list: LLVMValueRef, _ index: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let (object, other, join) = (llvm.object(list), llvm.newBlock(), llvm.newBlock())
    let storage = llvm.load(llvm.word64, at: object, offset: CompiledLayout.listStorage, in: .list)
    let count = llvm.load(llvm.word64, at: object, offset: CompiledLayout.sequenceCount, in: .list)
    llvm.guarded(by: llvm.compare(LLVMIntULT, index, count), otherwise: other)
    let near = llvm.load(llvm.word64, at: element(index, within: storage, exit), in: .element)
    guardPresent(near, exit)
    let within = way(near, to: join)
    llvm.position(at: other)
    let far = way(farElement(at: element(fromEnd(index, count: count, exit), within: storage, exit), exit), to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [within, far])
  }

  /// An element that is seldom asked for. An atomic load, if of the weakest kind, stays apart from others.
  private mutating func farElement(at place: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let load = llvm.load(llvm.word64, at: place, in: .element)
    LLVMSetOrdering(load, Int32(LLVMAtomicOrderingUnordered))
    LLVMSetAlignment(load, 8)
    guardPresent(load, exit)
    return load
  }

  /// Another thread may have taken out an element since the count was read: then its place is *empty*.
  private mutating func guardPresent(_ element: LLVMValueRef, _ exit: Exit) {
    guarded(by: llvm.compare(LLVMIntNE, element, llvm.word(0)), exit)
  }

  func isWithin(_ bounds: ListBounds, _ index: LLVMValueRef) -> LLVMValueRef {
    llvm.compare(LLVMIntULT, index, value(bounds.limit))
  }

  /// Goes where ways meet with a value.
  func way(_ value: LLVMValueRef, to join: LLVMBasicBlockRef) -> ShortWay {
    let way = (value, LLVMGetInsertBlock(llvm.builder))
    llvm.jump(to: join)
    return way
  }

  /// How many elements of a list are in a storage of it and stay there, as long as the runtime is not entered: none where
  /// other threads may take them out. An empty list may have no storage.
  func listLimit(_ list: LLVMValueRef, storage: LLVMValueRef) -> LLVMValueRef {
    let count = llvm.load(llvm.word64, at: llvm.object(list), offset: CompiledLayout.sequenceCount, in: .list)
    let capacity = capacity(ofStorage: storage)
    let least = llvm.select(llvm.compare(LLVMIntULT, count, capacity), count, capacity)
    let isShared = llvm.load(llvm.word32, at: llvm.contextArgument, offset: CompiledLayout.contextIsShared)
    return llvm.select(llvm.isEqual(isShared, llvm.int32(0)), least, llvm.word(0))
  }

  /// For how many elements there is room.
  func capacity(ofStorage storage: LLVMValueRef) -> LLVMValueRef {
    let isMissing = llvm.isEqual(storage, llvm.word(0))
    let held = llvm.select(isMissing, llvm.address(CompiledSupport.noStorage), llvm.object(storage))
    return llvm.load(llvm.word64, at: held, offset: CompiledLayout.listStorageCapacity, in: .list)
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
    let (position, other, join) = (value(place.position), llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: isWithin(place.bounds, position), otherwise: other)
    let within = way(nearElement(position, place.bounds), to: join)
    llvm.position(at: other)
    setRangeWord(.position, of: iterator, to: position)
    let far = way(next(iterator, ofList: true), to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [within, far])
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

  /// The item at a position, where there is one; then the builder is in the block `next`.
  private func item(
    _ row: LLVMValueRef, _ position: LLVMValueRef, ofList: Bool, next: LLVMBasicBlockRef, orElse ended: LLVMBasicBlockRef
  ) -> LLVMValueRef {
    var held = llvm.object(row)
    if ofList {
      let storage = llvm.load(llvm.word64, at: held, offset: CompiledLayout.listStorage, in: .list)
      let count = llvm.load(llvm.word64, at: held, offset: CompiledLayout.sequenceCount, in: .list)
      let filled = llvm.newBlock()
      // An empty list may have no storage.
      llvm.branch(llvm.compare(LLVMIntULT, position, count), then: filled, otherwise: ended)
      llvm.position(at: filled)
      held = llvm.object(storage)
      let capacity = llvm.load(llvm.word64, at: held, offset: CompiledLayout.listStorageCapacity, in: .list)
      llvm.branch(llvm.compare(LLVMIntULT, position, capacity), then: next, otherwise: ended)
    } else {
      let count = llvm.load(llvm.word64, at: held, offset: CompiledLayout.sequenceCount, in: .tuple)
      llvm.branch(llvm.compare(LLVMIntULT, position, count), then: next, otherwise: ended)
    }
    llvm.position(at: next)
    let elements = ofList ? CompiledLayout.listStorageElements : CompiledLayout.tupleElements
    let place = llvm.pointer(llvm.pointer(held, offset: elements), index: position, scale: llvm.word64)
    return llvm.load(llvm.word64, at: place, in: ofList ? .element : .tuple)
  }

  /// The item at a position, *empty* at the end.
  func item(_ row: LLVMValueRef, _ position: LLVMValueRef, _ bounds: ListBounds?, ofList: Bool) -> LLVMValueRef {
    let (within, ended, join) = (llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    var ways: [ShortWay] = []
    if let bounds {
      let other = llvm.newBlock()
      llvm.guarded(by: isWithin(bounds, position), otherwise: other)
      ways.append(way(nearElement(position, bounds), to: join))
      llvm.position(at: other)
    }
    let element = item(row, position, ofList: ofList, next: within, orElse: ended)
    ways.append(way(element, to: join))
    llvm.position(at: ended)
    ways.append(way(llvm.word(0), to: join))
    llvm.position(at: join)
    return llvm.phi(llvm.word64, ways)
  }
}
