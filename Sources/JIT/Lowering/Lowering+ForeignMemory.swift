import CLLVM
import CRuntime
import Runtime

// Numbers in C's memory. Others may write it at any time, so each access is made, as C's `volatile` has it.

extension Lowering {
  mutating func loadForeign(_ place: ForeignPlace, _ path: SlowPath, _ node: Reference) -> LLVMValueRef {
    let (slow, kind) = (llvm.newBlock(), place.memory.kind)
    let load = LLVMBuildLoad2(llvm.builder, llvm.memoryType(of: kind), address(of: place, orElse: slow), "")
    llvm.setForeign(load)
    let bits = kind.isFloat || kind.size == 8 ? load : LLVMBuildZExt(llvm.builder, load, llvm.word64, "")
    return joined(boxedNumber(bits, kind, orElse: slow), slow, path, node)
  }

  mutating func storeForeign(_ place: ForeignPlace, _ item: Reference, _ path: SlowPath) -> LLVMValueRef? {
    let (slow, join, kind) = (llvm.newBlock(), llvm.newBlock(), place.memory.kind)
    let number = foreignNumber(item, kind, orElse: slow)
    let target = address(of: place, orElse: slow)
    let narrow =
      kind.isFloat || kind.size == 8
      ? number : LLVMBuildTrunc(llvm.builder, number, llvm.memoryType(of: kind), "")
    llvm.setForeign(LLVMBuildStore(llvm.builder, narrow, target))
    llvm.jump(to: join)
    llvm.position(at: slow)
    _ = performSlowly(path, .nothing, isNext: false)
    llvm.jump(to: join)
    llvm.position(at: join)
    return nil
  }

  /// Where a number lies. An index from the end, or beyond it, is left to the slow path, and so is NULL.
  private func address(of place: ForeignPlace, orElse slow: LLVMBasicBlockRef) -> LLVMValueRef {
    func notNull(_ address: LLVMValueRef) -> LLVMValueRef {
      orSlow(slow, llvm.compare(LLVMIntNE, address, llvm.word(0)))
      return llvm.object(address)
    }
    let object = llvm.object(value(place.object))
    let memory = notNull(llvm.load(llvm.word64, at: object, offset: CompiledLayout.exporterAddress))
    switch place.memory.form {
    case .member(let offset): return llvm.pointer(memory, offset: offset)
    case .array(let count): return element(memory, place, below: UInt64(count), orElse: slow)
    case .pointer:
      let target = llvm.load(llvm.word64, at: memory)
      llvm.setForeign(target)
      return element(notNull(target), place, below: 1 << 62, orElse: slow)
    }
  }

  private func element(
    _ base: LLVMValueRef, _ place: ForeignPlace, below count: UInt64, orElse slow: LLVMBasicBlockRef
  ) -> LLVMValueRef {
    guard let index = place.index else { return base }
    let number = llvm.shiftRight(value(index), 1)
    orSlow(slow, llvm.compare(LLVMIntULT, number, llvm.word(count)))
    return llvm.pointer(base, index: number, scale: llvm.memoryType(of: place.memory.kind))
  }
}

extension IRBuilder {
  fileprivate func memoryType(of kind: ForeignKind) -> LLVMTypeRef {
    kind.isFloat ? type(of: kind) : LLVMIntTypeInContext(context, UInt32(kind.size * 8))
  }

  /// Of an access to C's memory, where a packed structure may have anything at any address.
  fileprivate func setForeign(_ access: LLVMValueRef) {
    LLVMSetVolatile(access, 1)
    LLVMSetAlignment(access, 1)
  }
}
