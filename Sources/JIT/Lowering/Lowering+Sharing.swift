import CLLVM
import CRuntime
import Runtime

// What is stored where other threads may look or store themselves. A thread that is alone does it at once. While others
// run, the runtime does it with the object's lock, but for two stores that need none: into a slot that an object has, which
// stays its place until all threads are stopped, and into an object that was just made.

extension Lowering {
  /// Whether no other thread runs, which may change wherever this one may stop for others.
  private var isAlone: LLVMValueRef {
    llvm.isEqual(
      llvm.load(llvm.word32, at: llvm.contextArgument, offset: CompiledLayout.contextIsShared), llvm.int32(0))
  }

  /// Stores what others may read as soon as they see it. Over an atomic store LLVM moves no other; processors that keep
  /// stores in order need no more.
  func publish(_ item: Reference, at place: LLVMValueRef, in region: MemoryRegion?) -> LLVMValueRef {
    let store = llvm.store(value(item), at: place, in: region)
    if graph[item].kinds.isSubset(of: [.smallInt, .float, .bool, .none, .unbound]) { return store }
    #if arch(arm64)
      LLVMSetOrdering(store, Int32(LLVMAtomicOrderingRelease))
    #else
      LLVMSetOrdering(store, Int32(LLVMAtomicOrderingMonotonic))
    #endif
    LLVMSetAlignment(store, 8)
    return store
  }

  /// Has a body done where something holds, and a function of the runtime called where it does not.
  private mutating func when(
    _ isQuick: LLVMValueRef, _ body: (inout Lowering) -> Void, orCall function: UInt, _ arguments: [LLVMValueRef], _ exit: Exit
  ) {
    let (quick, slow, join) = (llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: isQuick, next: quick, otherwise: slow)
    llvm.position(at: quick)
    body(&self)
    llvm.jump(to: join)
    llvm.position(at: slow)
    call(function, arguments, join, exit)
  }

  /// Has a function of the runtime do something and goes on at a block, or leaves where it does not.
  private mutating func call(_ function: UInt, _ arguments: [LLVMValueRef], _ join: LLVMBasicBlockRef, _ exit: Exit) {
    let done = llvm.call(
      function, llvm.word64, [llvm.pointer] + arguments.map { _ in llvm.word64 }, [llvm.contextArgument] + arguments)
    llvm.guarded(by: llvm.compare(LLVMIntNE, done, llvm.word(0)), next: join, otherwise: block(of: exit))
    llvm.position(at: join)
  }

  // MARK: Attributes

  /// Between this look at the shape and the store that follows it the thread stops for nobody.
  mutating func confirmShape(_ object: LLVMValueRef, _ shape: UInt32, _ exit: Exit) {
    let (shared, join) = (llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: isAlone, next: join, otherwise: shared)
    llvm.position(at: shared)
    let found = llvm.loadAnew(llvm.word32, at: llvm.object(object))
    llvm.guarded(by: llvm.isEqual(found, llvm.shape(shape)), next: join, otherwise: block(of: exit))
    llvm.position(at: join)
  }

  /// An object that may have one shape has it.
  mutating func setSlot(_ object: LLVMValueRef, _ places: [ShapeOffset], _ item: Reference, _ exit: Exit) {
    let shape = places.count == 1 ? llvm.shape(places[0].shape) : llvm.loadAnew(llvm.word32, at: llvm.object(object))
    let (place, newShape) =
      places.count == 1
      ? (llvm.pointer(llvm.object(object), offset: Int(places[0].offset)), llvm.shape(places[0].newShape))
      : slot(object, ofShape: shape, places, exit)
    if places.allSatisfy({ $0.newShape == 0 }) {
      _ = publish(item, at: place, in: .fields)
      return
    }
    let shapes = llvm.or(llvm.shiftLeft(widened(shape), 32), widened(newShape))
    when(
      isAlone,
      { lowering in
        lowering.llvm.store(lowering.value(item), at: place, in: .fields)
        lowering.llvm.store(newShape, at: lowering.llvm.object(object), in: .header)
      }, orCall: CompiledSupport.setSlot, [object, value(item), llvm.number(place), shapes], exit)
  }

  mutating func setStored(
    _ object: LLVMValueRef, _ storage: LLVMValueRef, _ place: ShapeOffset, _ item: Reference, _ exit: Exit
  ) {
    let offset = CompiledLayout.storageSlots + 8 * Int(place.offset)
    when(
      isAlone, { $0.llvm.store($0.value(item), at: $0.llvm.object(storage), offset: offset, in: .field(offset)) },
      orCall: CompiledSupport.setStored,
      [object, value(item), llvm.word(UInt64(place.offset)), widened(llvm.shape(place.shape))], exit)
  }

  mutating func setGlobal(_ cell: LLVMValueRef, _ item: Reference, _ exit: Exit) {
    let place = llvm.pointer(llvm.object(cell), offset: CompiledLayout.globalValue)
    guarded(
      by: llvm.compare(LLVMIntNE, llvm.load(llvm.word64, at: place, in: .field(CompiledLayout.globalValue)), llvm.word(0)), exit)
    when(
      isAlone, { $0.llvm.store($0.value(item), at: place, in: .field(CompiledLayout.globalValue)) },
      orCall: CompiledSupport.setGlobal, [cell, value(item)], exit)
  }

  // MARK: Lists

  mutating func setListElement(
    _ list: LLVMValueRef, _ index: LLVMValueRef, _ item: Reference, _ bounds: ListBounds?, _ exit: Exit
  ) {
    let (slow, join) = (llvm.newBlock(), llvm.newBlock())
    if let bounds { storeElement(value(item), index, within: bounds, done: join, otherwise: slow) }
    llvm.guarded(by: isAlone, otherwise: slow)
    storeElement(value(item), index, of: list, exit, done: join, otherwise: slow)
    llvm.position(at: slow)
    call(CompiledSupport.setElement, [list, value(item), index], join, exit)
  }

  /// Appends where there is room for one more, or has the runtime do it.
  mutating func append(_ list: LLVMValueRef, _ item: Reference, isOwn: Bool, _ exit: Exit) {
    let object = llvm.object(list)
    let storage = llvm.load(llvm.word64, at: object, offset: CompiledLayout.listStorage, in: .list)
    let count = llvm.load(llvm.word64, at: object, offset: CompiledLayout.sequenceCount, in: .list)
    let hasRoom = llvm.compare(LLVMIntULT, count, capacity(ofStorage: storage))
    when(
      isOwn ? hasRoom : llvm.and(hasRoom, isAlone),
      { lowering in
        let llvm = lowering.llvm
        llvm.store(lowering.value(item), at: lowering.element(count, ofStorage: storage), in: .element)
        llvm.store(llvm.add(count, llvm.word(1)), at: object, offset: CompiledLayout.sequenceCount, in: .list)
      }, orCall: CompiledSupport.append, [list, value(item)], exit)
  }
}
