import CLLVM
import CRuntime
import Runtime

// An item of a generator goes to who consumes it (`ItemConsumer.swift`). What is done most is done in line: ints and floats
// are summed, and truths are looked at. All else is a function's.

extension Lowering {
  /// Whether the item was taken.
  func consume(_ item: Reference) -> LLVMValueRef {
    let (given, node, join) = (value(item), graph[item], llvm.newBlock())
    let consumed = llvm.load(llvm.word64, at: llvm.contextArgument, offset: CompiledLayout.contextConsumedFrame)
    let isConsumed = llvm.isEqual(consumed, llvm.number(llvm.frame))
    let refused: ShortWay = (llvm.bit(false), LLVMGetInsertBlock(llvm.builder))
    llvm.guarded(by: isConsumed, otherwise: join)
    let number = llvm.load(llvm.word64, at: llvm.contextArgument, offset: CompiledLayout.contextConsumerNumber)
    let consumer = llvm.load(llvm.pointer, at: llvm.contextArgument, offset: CompiledLayout.contextConsumer)
    func isOf(_ wanted: ConsumerNumber) -> LLVMValueRef { llvm.isEqual(number, llvm.word(wanted.rawValue)) }

    var ways: [ShortWay] = [refused]
    switch node.representation {
    case .float where !node.kinds.contains(.unbound):
      ways.append(way(if: isOf(.floats), to: join) {
        add(given, to: consumer)
        return llvm.bit(true)
      })
    case .bit:
      let isInverted = isOf(.falsehoods)
      ways.append(way(if: llvm.or(isOf(.truths), isInverted), to: join) { llvm.binary(LLVMBuildXor, given, isInverted) })
    case .word:
      ways += wordWays(given, node.kinds, consumer, isOf, to: join)
    default: break
    }
    let isTaken = llvm.call(
      CompiledSupport.consume, llvm.word64, [llvm.pointer, llvm.pointer, llvm.word64],
      [llvm.contextArgument, llvm.frame, word(of: item)])
    ways.append((llvm.compare(LLVMIntNE, isTaken, llvm.word(0)), LLVMGetInsertBlock(llvm.builder)))
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.bitType, ways.map { ($0.0, $0.1) })
  }

  /// The ways of a word, of ints and floats that it holds itself.
  private func wordWays(
    _ given: LLVMValueRef, _ kinds: ValueKinds, _ consumer: LLVMValueRef, _ isOf: (ConsumerNumber) -> LLVMValueRef,
    to join: LLVMBasicBlockRef
  ) -> [ShortWay] {
    var ways: [ShortWay] = []
    if kinds.contains(.smallInt) {
      let isInt = llvm.and(test(given, .smallInt, known: kinds), isOf(.ints))
      let total = llvm.load(llvm.word64, at: consumer, offset: CompiledLayout.intSumTotal, in: .consumer)
      let isSmall = llvm.compare(LLVMIntNE, llvm.and(total, llvm.word(1)), llvm.word(0))
      let sum = llvm.intrinsic(
        "llvm.sadd.with.overflow", [llvm.word64], [total, llvm.subtract(given, llvm.word(1))])
      let fits = llvm.isEqual(LLVMBuildExtractValue(llvm.builder, sum, 1, ""), llvm.bit(false))
      ways.append(way(if: llvm.and(llvm.and(isInt, isSmall), fits), to: join) {
        let total: LLVMValueRef = LLVMBuildExtractValue(llvm.builder, sum, 0, "")
        llvm.store(total, at: consumer, offset: CompiledLayout.intSumTotal, in: .consumer)
        return llvm.bit(true)
      })
    }
    if kinds.contains(.inlineFloat) {
      ways.append(way(if: llvm.and(test(given, .inlineFloat, known: kinds), isOf(.floats)), to: join) {
        add(unboxInline(given, mayBeUnbound: false), to: consumer)
        return llvm.bit(true)
      })
    }
    return ways
  }

  /// As `FloatSum.add`.
  private func add(_ number: LLVMValueRef, to consumer: LLVMValueRef) {
    let (highOffset, lowOffset) = (CompiledLayout.floatSumHigh, CompiledLayout.floatSumLow)
    let high = llvm.load(llvm.double, at: consumer, offset: highOffset, in: .consumer)
    let low = llvm.load(llvm.double, at: consumer, offset: lowOffset, in: .consumer)
    func magnitude(_ value: LLVMValueRef) -> LLVMValueRef { llvm.intrinsic("llvm.fabs", [llvm.double], [value]) }
    let sum = llvm.binary(LLVMBuildFAdd, high, number)
    let isHigher = llvm.compare(LLVMRealOGE, magnitude(high), magnitude(number))
    func lost(_ first: LLVMValueRef, _ second: LLVMValueRef) -> LLVMValueRef {
      llvm.binary(LLVMBuildFAdd, llvm.binary(LLVMBuildFSub, first, sum), second)
    }
    let rest = llvm.binary(LLVMBuildFAdd, low, llvm.select(isHigher, lost(high, number), lost(number, high)))
    llvm.store(sum, at: consumer, offset: highOffset, in: .consumer)
    llvm.store(rest, at: consumer, offset: lowOffset, in: .consumer)
  }
}
