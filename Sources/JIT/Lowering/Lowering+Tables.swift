import CLLVM
import CRuntime
import Runtime

// Small ints are looked up in sets and dicts in line; SetStorage.swift and DictStorage.swift draw the tables. In a dict they
// are mostly found at the first slot of their probing or the next, or it is free; what is further away, and keys of which
// only `__eq__` may say that they differ, are left to the operation's function.

extension Lowering {
  /// Whether a small int is in a set or a dict.
  func membershipWays(
    _ container: LLVMValueRef, _ key: LLVMValueRef, isNegated: Bool, isBit: Bool, to join: LLVMBasicBlockRef
  ) -> [ShortWay] {
    func answer(_ isThere: Bool) -> LLVMValueRef {
      let truth = isThere != isNegated
      return isBit ? llvm.bit(truth) : llvm.word(Value(truth).bits)
    }
    let otherwise = llvm.newBlock()
    let shape = self.shape(of: container, otherwise: otherwise)
    let hash = self.hash(ofInt: key, otherwise: otherwise)
    let (inSet, notInSet) = (llvm.newBlock(), llvm.newBlock())
    llvm.branch(llvm.isEqual(shape, llvm.int32(CompiledLayout.setShape)), then: inSet, otherwise: notInSet)

    llvm.position(at: inSet)
    let slot = slotWays(container, key, hash, to: join, otherwise: otherwise, answer)

    llvm.position(at: notInSet)
    let entry = entryWays(
      container, shape, key, hash, to: join, otherwise: otherwise, missing: { answer(false) }, { _ in answer(true) })
    llvm.position(at: otherwise)
    return slot + entry
  }

  /// Goes from slot to slot of a set, as `SetProbe` does, while other ints or deleted ones are in the way. The builder is left
  /// nowhere.
  private func slotWays(
    _ set: LLVMValueRef, _ key: LLVMValueRef, _ hash: LLVMValueRef, to join: LLVMBasicBlockRef,
    otherwise: LLVMBasicBlockRef, _ answer: (Bool) -> LLVMValueRef
  ) -> [ShortWay] {
    let storage = self.storage(of: set, at: CompiledLayout.setStorage, otherwise: otherwise)
    let mask = llvm.load(llvm.word64, at: storage, offset: CompiledLayout.setMask)
    let slots = llvm.pointer(storage, offset: CompiledLayout.setSlots)
    let start = llvm.and(hash, mask)
    let (before, loop, following, jump) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    llvm.jump(to: loop)
    llvm.position(at: loop)
    let slot = llvm.phi(llvm.word64, [(value: start, from: before)])
    let first = llvm.phi(llvm.word64, [(value: start, from: before)])
    let perturbation = llvm.phi(llvm.word64, [(value: hash, from: before)])
    let place = llvm.shiftLeft(slot, CompiledLayout.setSlotShift)
    let found = llvm.loadAnew(llvm.word64, at: llvm.pointer(slots, index: place, scale: llvm.word8))
    let inside = way(if: llvm.isEqual(found, key), to: join) { answer(true) }
    let outside = way(if: llvm.isEqual(found, llvm.word(0)), to: join) { answer(false) }
    let isDeleted = llvm.isEqual(found, llvm.word(Value.unbound.bits))
    llvm.guarded(by: llvm.or(isInt(found), isDeleted), otherwise: otherwise)
    let end = llvm.add(first, llvm.word(CompiledLayout.setStretch))
    let isInStretch = llvm.and(llvm.compare(LLVMIntULT, slot, end), llvm.compare(LLVMIntULE, end, mask))
    llvm.branch(isInStretch, then: following, otherwise: jump)

    func goOn(_ next: LLVMValueRef, _ start: LLVMValueRef, _ rest: LLVMValueRef) {
      for (phi, value) in [(slot, next), (first, start), (perturbation, rest)] {
        var (values, blocks) = ([value], [LLVMGetInsertBlock(llvm.builder)])
        LLVMAddIncoming(phi, &values, &blocks, 1)
      }
      llvm.jump(to: loop)
    }
    llvm.position(at: following)
    goOn(llvm.add(slot, llvm.word(1)), first, perturbation)
    llvm.position(at: jump)
    let rest = llvm.binary(LLVMBuildLShr, perturbation, llvm.word(5))
    let multiplied = llvm.binary(LLVMBuildMul, first, llvm.word(5))
    let next = llvm.and(llvm.add(llvm.add(multiplied, llvm.word(1)), rest), mask)
    goOn(next, next, rest)
    return [inside, outside]
  }

  /// The value of a small int in a dict that has it.
  func entryWays(_ container: LLVMValueRef, _ key: LLVMValueRef, to join: LLVMBasicBlockRef) -> [ShortWay] {
    let otherwise = llvm.newBlock()
    let shape = self.shape(of: container, otherwise: otherwise)
    let hash = self.hash(ofInt: key, otherwise: otherwise)
    let ways = entryWays(container, shape, key, hash, to: join, otherwise: otherwise, missing: nil) { entry in
      llvm.loadAnew(llvm.word64, at: entry, offset: CompiledLayout.dictEntryValue)
    }
    llvm.position(at: otherwise)
    return ways
  }

  /// Looks at the first two slots of a key's probing. The builder is left nowhere.
  private func entryWays(
    _ container: LLVMValueRef, _ shape: LLVMValueRef, _ key: LLVMValueRef, _ hash: LLVMValueRef,
    to join: LLVMBasicBlockRef, otherwise: LLVMBasicBlockRef, missing: (() -> LLVMValueRef)?,
    _ found: (LLVMValueRef) -> LLVMValueRef
  ) -> [ShortWay] {
    llvm.guarded(by: llvm.isEqual(shape, llvm.int32(CompiledLayout.dictShape)), otherwise: otherwise)
    let storage = self.storage(of: container, at: CompiledLayout.dictStorage, otherwise: otherwise)
    // Neither keys without hashes, nor values in cells.
    let forms = llvm.load(llvm.word16, at: storage, offset: CompiledLayout.dictForms)
    let isPlain = llvm.isEqual(widened(forms), llvm.word(0))
    // No bits of such a hash are in the slots.
    let hasNoTag = llvm.compare(LLVMIntULT, hash, llvm.word(1 << 32))
    llvm.guarded(by: llvm.and(isPlain, hasNoTag), otherwise: otherwise)
    let bits = llvm.load(llvm.word8, at: storage, offset: CompiledLayout.dictSlotBits)
    let shift = llvm.load(llvm.word8, at: storage, offset: CompiledLayout.dictWidthShift)
    let capacity = llvm.load(llvm.word32, at: storage, offset: CompiledLayout.dictCapacity)
    let entries = llvm.pointer(storage, offset: CompiledLayout.dictEntries)
    let stride = llvm.word(UInt64(CompiledLayout.dictEntrySize))
    let table = llvm.pointer(
      entries, index: llvm.binary(LLVMBuildMul, widened(capacity), stride), scale: llvm.word8)
    let mask = llvm.subtract(llvm.binary(LLVMBuildShl, llvm.word(1), widened(bits)), llvm.word(1))
    var ways: [ShortWay] = []
    for step in 0..<UInt64(2) {
      let slot = llvm.and(llvm.add(hash, llvm.word(step)), mask)
      let word = self.slotWord(table, slot, shift)
      if let missing {
        ways.append(way(if: llvm.isEqual(word, llvm.word(0)), to: join, missing))
      } else {
        llvm.guarded(by: llvm.compare(LLVMIntNE, word, llvm.word(0)), otherwise: otherwise)
      }
      // The slots of hashes with tags are passed over: their numbers are larger than any entry's.
      let (here, next) = (llvm.newBlock(), llvm.newBlock())
      llvm.branch(llvm.compare(LLVMIntULE, word, mask), then: here, otherwise: next)
      llvm.position(at: here)
      let index = llvm.binary(LLVMBuildMul, llvm.subtract(word, llvm.word(1)), stride)
      let entry = llvm.pointer(entries, index: index, scale: llvm.word8)
      let other = llvm.loadAnew(llvm.word64, at: entry)
      ways.append(way(if: llvm.isEqual(other, key), to: join) { found(entry) })
      let isDeleted = llvm.isEqual(other, llvm.word(0))
      llvm.guarded(by: llvm.or(isInt(other), isDeleted), next: next, otherwise: otherwise)
      llvm.position(at: next)
    }
    llvm.jump(to: otherwise)
    return ways
  }

  /// A slot of an index table, which has 1, 2 or 4 bytes.
  private func slotWord(_ table: LLVMValueRef, _ slot: LLVMValueRef, _ shift: LLVMValueRef) -> LLVMValueRef {
    let join = llvm.newBlock()
    func ways(_ width: LLVMTypeRef) -> LLVMValueRef {
      widened(llvm.loadAnew(width, at: llvm.pointer(table, index: slot, scale: width)))
    }
    let one = way(if: llvm.isEqual(shift, llvm.byte(0)), to: join) { ways(llvm.word8) }
    let two = way(if: llvm.isEqual(shift, llvm.byte(1)), to: join) { ways(llvm.word16) }
    let four = (ways(llvm.word32), LLVMGetInsertBlock(llvm.builder))
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [one, two, four].map { (value: $0.0, from: $0.1) })
  }

  private func isInt(_ word: LLVMValueRef) -> LLVMValueRef { test(word, .smallInt, known: .anything) }

  private func shape(of word: LLVMValueRef, otherwise: LLVMBasicBlockRef) -> LLVMValueRef {
    llvm.guarded(by: isObject(word), otherwise: otherwise)
    return llvm.load(llvm.word32, at: llvm.object(word), in: .header)
  }

  /// A container's storage, if it has one.
  private func storage(of container: LLVMValueRef, at offset: Int, otherwise: LLVMBasicBlockRef) -> LLVMValueRef {
    let storage = llvm.loadAnew(llvm.word64, at: llvm.object(container), offset: offset)
    llvm.guarded(by: llvm.compare(LLVMIntNE, storage, llvm.word(0)), otherwise: otherwise)
    return llvm.object(storage)
  }

  /// The hash of a small int that is its own, but for −1, whose hash is −2.
  private func hash(ofInt key: LLVMValueRef, otherwise: LLVMBasicBlockRef) -> LLVMValueRef {
    let number = llvm.shiftRight(key, 1)
    let largest: UInt64 = 1 << 61 - 2
    let isOwn = llvm.compare(LLVMIntULE, llvm.add(number, llvm.word(largest)), llvm.word(2 * largest))
    llvm.guarded(by: isOwn, otherwise: otherwise)
    let minusOne = llvm.word(UInt64(bitPattern: -1))
    return llvm.select(llvm.isEqual(number, minusOne), llvm.word(UInt64(bitPattern: -2)), number)
  }
}
