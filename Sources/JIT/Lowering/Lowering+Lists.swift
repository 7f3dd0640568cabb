import CLLVM
import CRuntime
import Runtime

// Elements of lists and tuples. A list's are words in a storage (`List.swift`), or bytes in a row (`ByteRow.swift`), whose
// capacity is 0: an access looks for a word first, and for a byte where there is none. A loop that does not enter the runtime
// asks for the bounds of both before it (`ListBounds`), and looks first for what was seen.

extension Lowering {
  // MARK: Indices

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

  /// Goes where ways meet with a value.
  func way(_ value: LLVMValueRef, to join: LLVMBasicBlockRef) -> ShortWay {
    let way = (value, LLVMGetInsertBlock(llvm.builder))
    llvm.jump(to: join)
    return way
  }

  // MARK: Words

  /// For how many words there is room.
  func capacity(ofStorage storage: LLVMValueRef) -> LLVMValueRef {
    llvm.load(llvm.word64, at: held(storage), offset: CompiledLayout.listStorageCapacity, in: .list)
  }

  /// An empty list may have no storage.
  private func held(_ storage: LLVMValueRef) -> LLVMValueRef {
    let isMissing = llvm.isEqual(storage, llvm.word(0))
    return llvm.select(isMissing, llvm.address(CompiledSupport.noStorage), llvm.object(storage))
  }

  /// The address of a word.
  func element(_ place: LLVMValueRef, ofStorage storage: LLVMValueRef) -> LLVMValueRef {
    llvm.pointer(
      llvm.pointer(llvm.object(storage), offset: CompiledLayout.listStorageElements), index: place, scale: llvm.word64)
  }

  /// Whether the storage of a list that is not empty has a word at a place.
  private func hasWord(_ place: LLVMValueRef, _ storage: LLVMValueRef) -> LLVMValueRef {
    let capacity = llvm.load(llvm.word64, at: llvm.object(storage), offset: CompiledLayout.listStorageCapacity, in: .list)
    return llvm.compare(LLVMIntULT, place, capacity)
  }

  /// Another thread may have taken out an element since the count was read: then its place is *empty*.
  mutating func guardPresent(_ element: LLVMValueRef, _ exit: Exit) {
    guarded(by: llvm.compare(LLVMIntNE, element, llvm.word(0)), exit)
  }

  // MARK: Bytes

  private func hasBytes(_ storage: LLVMValueRef) -> LLVMValueRef {
    let kind = llvm.load(llvm.word8, at: storage, offset: CompiledLayout.headerKind, in: .header)
    return llvm.isEqual(kind, llvm.byte(Kind.byteRow.rawValue))
  }

  private func byteCount(_ storage: LLVMValueRef) -> LLVMValueRef {
    llvm.load(llvm.word64, at: storage, offset: CompiledLayout.byteRowCount, in: .list)
  }

  private func byte(_ place: LLVMValueRef, ofStorage storage: LLVMValueRef) -> LLVMValueRef {
    llvm.pointer(llvm.pointer(llvm.object(storage), offset: CompiledLayout.byteRowBytes), index: place, scale: llvm.word8)
  }

  private func byteElement(_ place: LLVMValueRef, ofStorage storage: LLVMValueRef) -> LLVMValueRef {
    let byte = llvm.load(llvm.word8, at: byte(place, ofStorage: storage), in: .byteElement)
    return LLVMBuildSExt(llvm.builder, byte, llvm.word64, "")
  }

  /// Stores a value that a byte says; the builder is in the block `otherwise` then for one that takes more.
  private func storeByte(
    _ item: LLVMValueRef, _ place: LLVMValueRef, ofStorage storage: LLVMValueRef, otherwise: LLVMBasicBlockRef
  ) {
    let byte = LLVMBuildTrunc(llvm.builder, item, llvm.word8, "")
    llvm.guarded(by: llvm.isEqual(LLVMBuildSExt(llvm.builder, byte, llvm.word64, ""), item), otherwise: otherwise)
    llvm.store(byte, at: self.byte(place, ofStorage: storage), in: .byteElement)
  }

  // MARK: Bounds

  /// How many elements of a list are words of a storage of it and stay there, as long as the runtime is not entered: none
  /// where other threads may take them out.
  func listLimit(_ list: LLVMValueRef, storage: LLVMValueRef) -> LLVMValueRef {
    let count = llvm.load(llvm.word64, at: llvm.object(list), offset: CompiledLayout.sequenceCount, in: .list)
    let capacity = llvm.load(
      llvm.word64, at: ifAlone(held(storage)), offset: CompiledLayout.listStorageCapacity, in: .list)
    return llvm.select(llvm.compare(LLVMIntULT, count, capacity), count, capacity)
  }

  /// The same of bytes. A row is as long as its list.
  func byteLimit(storage: LLVMValueRef) -> LLVMValueRef {
    let held = held(storage)
    return byteCount(ifAlone(llvm.select(hasBytes(held), held, llvm.address(CompiledSupport.noStorage))))
  }

  /// A storage, or one with room for nothing. A limit of 0 that LLVM knew of would be a condition, asked for in the loop.
  private func ifAlone(_ storage: LLVMValueRef) -> LLVMValueRef {
    let isShared = llvm.load(llvm.word32, at: llvm.contextArgument, offset: CompiledLayout.contextIsShared)
    return llvm.select(llvm.isEqual(isShared, llvm.int32(0)), storage, llvm.address(CompiledSupport.noStorage))
  }

  func nearElement(_ index: LLVMValueRef, _ bounds: ListBounds) -> LLVMValueRef {
    llvm.load(llvm.word64, at: element(index, ofStorage: value(bounds.storage)), in: .element)
  }

  /// Has a body done for words or for bytes where an index is within their bounds, what was seen first; the builder is
  /// where it is within neither then.
  private func within<Way>(_ bounds: ListBounds, _ index: LLVMValueRef, _ body: (_ isByte: Bool) -> Way) -> [Way] {
    [bounds.expectsBytes, !bounds.expectsBytes].map { isByte in
      let other = llvm.newBlock()
      let limit = value(isByte ? bounds.byteLimit : bounds.limit)
      llvm.guarded(by: llvm.compare(LLVMIntULT, index, limit), otherwise: other)
      defer { llvm.position(at: other) }
      return body(isByte)
    }
  }

  /// The ways of an index within bounds, to a word or to a byte; the builder is where it is within neither then.
  func waysWithin(_ bounds: ListBounds, _ index: LLVMValueRef, to join: LLVMBasicBlockRef) -> [ShortWay] {
    within(bounds, index) { isByte in
      way(isByte ? byteElement(index, ofStorage: value(bounds.storage)) : nearElement(index, bounds), to: join)
    }
  }

  // MARK: Reading

  /// A list's element, loaded where its place is found: one load for all ways would want the place in a register.
  mutating func listElement(_ list: LLVMValueRef, _ index: LLVMValueRef, _ bounds: ListBounds?, _ exit: Exit) -> LLVMValueRef {
    guard let bounds else { return listElement(list, index, exit) }
    let join = llvm.newBlock()
    let near = waysWithin(bounds, index, to: join)
    let far = way(listElement(list, index, exit), to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, near + [far])
  }

  /// The storage is read before the count, as `List` says, and both are kept to.
  mutating func listElement(_ list: LLVMValueRef, _ index: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let (object, other, bytes, join) = (llvm.object(list), llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    let storage = llvm.load(llvm.word64, at: object, offset: CompiledLayout.listStorage, in: .list)
    let count = llvm.load(llvm.word64, at: object, offset: CompiledLayout.sequenceCount, in: .list)
    llvm.guarded(by: llvm.compare(LLVMIntULT, index, count), otherwise: other)
    var rows = [(index, LLVMGetInsertBlock(llvm.builder))]
    llvm.guarded(by: hasWord(index, storage), otherwise: bytes)
    let near = llvm.load(llvm.word64, at: element(index, ofStorage: storage), in: .element)
    guardPresent(near, exit)
    let within = way(near, to: join)

    llvm.position(at: other)
    let place = fromEnd(index, count: count, exit)
    rows.append((place, LLVMGetInsertBlock(llvm.builder)))
    llvm.guarded(by: hasWord(place, storage), otherwise: bytes)
    let far = way(farElement(at: element(place, ofStorage: storage), exit), to: join)

    llvm.position(at: bytes)
    let inRow = llvm.phi(llvm.word64, rows)
    guarded(by: hasBytes(llvm.object(storage)), exit)
    guarded(by: llvm.compare(LLVMIntULT, inRow, byteCount(llvm.object(storage))), exit)
    let byte = way(byteElement(inRow, ofStorage: storage), to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [within, far, byte])
  }

  /// An element that is seldom asked for. An atomic load, if of the weakest kind, stays apart from others.
  private mutating func farElement(at place: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let load = llvm.load(llvm.word64, at: place, in: .element)
    LLVMSetOrdering(load, Int32(LLVMAtomicOrderingUnordered))
    LLVMSetAlignment(load, 8)
    guardPresent(load, exit)
    return load
  }

  // MARK: Storing

  /// Stores an element within bounds, which a loop has only where its thread is alone; the builder is where it is within
  /// neither then. What a byte does not say is left to the block `otherwise`.
  func storeElement(
    _ item: LLVMValueRef, _ index: LLVMValueRef, within bounds: ListBounds, done: LLVMBasicBlockRef,
    otherwise: LLVMBasicBlockRef
  ) {
    _ = within(bounds, index) { isByte in
      let storage = value(bounds.storage)
      if isByte {
        storeByte(item, index, ofStorage: storage, otherwise: otherwise)
      } else {
        llvm.store(item, at: element(index, ofStorage: storage), in: .element)
      }
      llvm.jump(to: done)
    }
  }

  /// Stores an element as a word, by a thread that is alone. What has no place for a word is left to the block `otherwise`.
  mutating func storeElement(
    _ item: LLVMValueRef, _ index: LLVMValueRef, of list: LLVMValueRef, _ exit: Exit, done: LLVMBasicBlockRef,
    otherwise: LLVMBasicBlockRef
  ) {
    let object = llvm.object(list)
    let storage = llvm.load(llvm.word64, at: object, offset: CompiledLayout.listStorage, in: .list)
    let count = llvm.load(llvm.word64, at: object, offset: CompiledLayout.sequenceCount, in: .list)
    let place = position(index, count: count, exit)
    llvm.guarded(by: hasWord(place, storage), otherwise: otherwise)
    llvm.store(item, at: element(place, ofStorage: storage), in: .element)
    llvm.jump(to: done)
  }

  // MARK: Iterating

  /// The item at a position, where there is one; then the builder is in the block `next`.
  func item(
    _ row: LLVMValueRef, _ position: LLVMValueRef, ofList: Bool, next: LLVMBasicBlockRef, orElse ended: LLVMBasicBlockRef
  ) -> LLVMValueRef {
    let held = llvm.object(row)
    let counts: MemoryRegion = ofList ? .list : .tuple
    let storage = ofList ? llvm.load(llvm.word64, at: held, offset: CompiledLayout.listStorage, in: .list) : row
    let count = llvm.load(llvm.word64, at: held, offset: CompiledLayout.sequenceCount, in: counts)
    let isWithin = llvm.compare(LLVMIntULT, position, count)
    if !ofList {
      llvm.branch(isWithin, then: next, otherwise: ended)
      llvm.position(at: next)
      let place = llvm.pointer(
        llvm.pointer(held, offset: CompiledLayout.tupleElements), index: position, scale: llvm.word64)
      return llvm.load(llvm.word64, at: place, in: .tuple)
    }
    let (filled, words, rest, row, bytes) = (llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    llvm.branch(isWithin, then: filled, otherwise: ended)
    llvm.position(at: filled)
    llvm.guarded(by: hasWord(position, storage), next: words, otherwise: rest)
    llvm.position(at: words)
    let word = way(llvm.load(llvm.word64, at: element(position, ofStorage: storage), in: .element), to: next)
    llvm.position(at: rest)
    llvm.branch(hasBytes(llvm.object(storage)), then: row, otherwise: ended)
    llvm.position(at: row)
    llvm.branch(llvm.compare(LLVMIntULT, position, byteCount(llvm.object(storage))), then: bytes, otherwise: ended)
    llvm.position(at: bytes)
    let byte = way(byteElement(position, ofStorage: storage), to: next)
    llvm.position(at: next)
    return llvm.phi(llvm.word64, [word, byte])
  }

  /// The item at a position, *empty* at the end.
  func item(_ row: LLVMValueRef, _ position: LLVMValueRef, _ bounds: ListBounds?, ofList: Bool) -> LLVMValueRef {
    let (within, ended, join) = (llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    var ways = bounds.map { waysWithin($0, position, to: join) } ?? []
    ways.append(way(item(row, position, ofList: ofList, next: within, orElse: ended), to: join))
    llvm.position(at: ended)
    ways.append(way(llvm.word(0), to: join))
    llvm.position(at: join)
    return llvm.phi(llvm.word64, ways)
  }
}
