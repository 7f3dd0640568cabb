import CLLVM
import CRuntime
import Runtime

// What quick operations do with texts and sequences most of the time is done in line: the count of one, a character of a
// text, whether two texts are equal, the larger of two numbers, the next of a list with its number. All else is left to the
// operation's function.

/// A value, and the block from which it comes to where an operation's ways meet.
typealias ShortWay = (LLVMValueRef, LLVMBasicBlockRef)

extension Lowering {
  /// The ways of a quick operation that do without its function. The builder is left where that is to be called.
  func shortWays(
    _ operation: QuickOperation, _ operands: [Reference], _ path: SlowPath, _ form: Representation,
    to join: LLVMBasicBlockRef
  ) -> [ShortWay] {
    switch operation {
    case .length: return countWays(operands[0], to: join)
    case .item where isOf(.text, operands[0]) && isOf(.smallInt, operands[1]):
      return characterWays(value(operands[0]), value(operands[1]), to: join)
    case .compare where isOf(.text, operands[0]) && isOf(.text, operands[1]):
      guard let isNegated = negation(ofEquality: operands[2]) else { return [] }
      return equalityWays(
        value(operands[0]), value(operands[1]), isNegated: isNegated != path.isNegated, isBit: form == .bit, to: join)
    case .contains where isOf(.smallInt, operands[1]), .lacks where isOf(.smallInt, operands[1]):
      return membershipWays(
        value(operands[0]), value(operands[1]), isNegated: (operation == .lacks) != path.isNegated, isBit: form == .bit,
        to: join)
    case .item where isOf(.smallInt, operands[1]) && graph[operands[0]].kinds.contains(.other):
      return entryWays(value(operands[0]), value(operands[1]), to: join)
    case .least: return extremeWays(operands, LLVMIntSLT, LLVMRealOLT, to: join)
    case .greatest: return extremeWays(operands, LLVMIntSGT, LLVMRealOGT, to: join)
    default: return []
    }
  }

  private func isOf(_ kinds: ValueKinds, _ operand: Reference) -> Bool { graph[operand].kinds == kinds }

  /// Of an operand that says which comparison is meant: whether it is that of inequality, if it is about equality.
  private func negation(ofEquality operand: Reference) -> Bool? {
    guard case .constant(let number) = graph[operand].operation else { return nil }
    switch Comparison(rawValue: UInt8(truncatingIfNeeded: number)) {
    case .equal: return false
    case .notEqual: return true
    default: return nil
    }
  }

  /// Goes on in a block of its own where a condition holds, which gives a value.
  func way(
    if condition: LLVMValueRef, to join: LLVMBasicBlockRef, _ value: () -> LLVMValueRef
  ) -> ShortWay {
    let (here, next) = (llvm.newBlock(), llvm.newBlock())
    llvm.branch(condition, then: here, otherwise: next)
    llvm.position(at: here)
    let way = (value(), LLVMGetInsertBlock(llvm.builder))
    llvm.jump(to: join)
    llvm.position(at: next)
    return way
  }

  private func countWays(_ operand: Reference, to join: LLVMBasicBlockRef) -> [ShortWay] {
    let (known, word) = (graph[operand].kinds, value(operand))
    let forms: [(ValueKinds, Int, MemoryRegion)] = [
      (.list, CompiledLayout.sequenceCount, .list), (.tuple, CompiledLayout.sequenceCount, .tuple),
      (.text, CompiledLayout.textCount, .field(CompiledLayout.textCount)),
    ]
    return forms.compactMap { kinds, offset, region in
      if known.isDisjoint(with: kinds) { return nil }
      let isThis = known.isSubset(of: kinds) ? llvm.bit(true) : test(word, kinds, known: known)
      return way(if: isThis, to: join) {
        let count = llvm.load(llvm.word64, at: llvm.object(word), offset: offset, in: region)
        return llvm.or(llvm.shiftLeft(count, 1), llvm.word(1))
      }
    }
  }

  /// Code points below 256 have texts that are there once and for all.
  private func characterWays(_ text: LLVMValueRef, _ index: LLVMValueRef, to join: LLVMBasicBlockRef) -> [ShortWay] {
    let (object, count) = (llvm.object(text), self.count(ofText: text))
    let given = llvm.shiftRight(index, 1)
    let isNegative = llvm.compare(LLVMIntSLT, given, llvm.word(0))
    let place = llvm.select(isNegative, llvm.add(given, count), given)
    let isInside = llvm.compare(LLVMIntULT, place, count)
    let fits = llvm.and(isInside, llvm.isEqual(flags(ofText: text, TextFlags.width | TextFlags.buffered), llvm.byte(0)))
    return [
      way(if: fits, to: join) {
        let units = llvm.pointer(object, offset: CompiledLayout.textUnits)
        let unit = llvm.load(llvm.word8, at: llvm.pointer(units, index: place, scale: llvm.word8))
        let characters = llvm.load(llvm.pointer, at: llvm.contextArgument, offset: CompiledLayout.contextCharacters)
        return llvm.load(llvm.word64, at: llvm.pointer(characters, index: widened(unit), scale: llvm.word64))
      }
    ]
  }

  /// Texts that are one or differ in their counts, that are interned, or of one character.
  private func equalityWays(
    _ left: LLVMValueRef, _ right: LLVMValueRef, isNegated: Bool, isBit: Bool, to join: LLVMBasicBlockRef
  ) -> [ShortWay] {
    func answer(_ isEqual: LLVMValueRef) -> LLVMValueRef {
      let answer = isNegated ? llvm.binary(LLVMBuildXor, isEqual, llvm.bit(true)) : isEqual
      return isBit ? answer : llvm.wordOfBit(answer)
    }
    let same = way(if: llvm.isEqual(left, right), to: join) { answer(llvm.bit(true)) }
    let count = count(ofText: left)
    let unlike = way(if: llvm.compare(LLVMIntNE, count, self.count(ofText: right)), to: join) { answer(llvm.bit(false)) }
    let isSimple = TextFlags.width | TextFlags.buffered
    let odd = llvm.or(flags(ofText: left, isSimple), flags(ofText: right, isSimple))
    let isCharacter = llvm.and(llvm.isEqual(count, llvm.word(1)), llvm.isEqual(odd, llvm.byte(0)))
    let characters = way(if: isCharacter, to: join) {
      let units = [left, right].map { llvm.load(llvm.word8, at: llvm.object($0), offset: CompiledLayout.textUnits) }
      return answer(llvm.isEqual(units[0], units[1]))
    }
    let areInterned = llvm.and(flags(ofText: left, TextFlags.interned), flags(ofText: right, TextFlags.interned))
    let interned = way(if: llvm.compare(LLVMIntNE, areInterned, llvm.byte(0)), to: join) { answer(llvm.bit(false)) }
    return [same, unlike, characters, interned]
  }

  /// The second of two numbers where a comparison with the first holds, else the first.
  private func extremeWays(
    _ operands: [Reference], _ ofInts: LLVMIntPredicate, _ ofFloats: LLVMRealPredicate, to join: LLVMBasicBlockRef
  ) -> [ShortWay] {
    let (first, second) = (value(operands[0]), value(operands[1]))
    func better(of kinds: ValueKinds, _ isBetter: () -> LLVMValueRef) -> ShortWay? {
      if operands.contains(where: { graph[$0].kinds.isDisjoint(with: kinds) }) { return nil }
      let tests = operands.map { test(value($0), kinds, known: graph[$0].kinds) }
      return way(if: llvm.and(tests[0], tests[1]), to: join) { llvm.select(isBetter(), second, first) }
    }
    let ints = better(of: .smallInt) { llvm.compare(ofInts, second, first) }
    let floats = better(of: .inlineFloat) {
      let numbers = [second, first].map { unboxInline($0, mayBeUnbound: false) }
      return llvm.compare(ofFloats, numbers[0], numbers[1])
    }
    return [ints, floats].compactMap { $0 }
  }

  /// The next pair of an `enumerate` that goes through a list, with a number that its word holds.
  func enumerationWays(_ iterator: LLVMValueRef, to join: LLVMBasicBlockRef) -> [ShortWay] {
    let (adaptor, otherwise) = (llvm.object(iterator), llvm.newBlock())
    llvm.guarded(by: isObject(iterator), otherwise: otherwise)
    let shape = llvm.load(llvm.word32, at: adaptor, in: .header)
    llvm.guarded(by: llvm.isEqual(shape, llvm.int32(CompiledLayout.enumerateShape)), otherwise: otherwise)
    let number = llvm.load(llvm.word64, at: adaptor, offset: CompiledLayout.adaptorPosition)
    let companion = llvm.load(llvm.word64, at: adaptor, offset: CompiledLayout.adaptorCompanion)
    let source = llvm.load(llvm.word64, at: adaptor, offset: CompiledLayout.adaptorSource)
    let isSmall = llvm.compare(LLVMIntULT, number, llvm.word(1 << 60))
    let isSimple = llvm.and(llvm.isEqual(companion, llvm.word(0)), llvm.and(isSmall, isObject(source)))
    llvm.guarded(by: isSimple, otherwise: otherwise)
    let header = llvm.load(llvm.word64, at: llvm.object(source), in: .header)
    llvm.guarded(by: llvm.isEqual(header, llvm.word(CompiledLayout.listIteratorHeader)), otherwise: otherwise)
    let element = next(source, ofList: true)
    let end = way(if: llvm.isEqual(element, llvm.word(0)), to: join) { llvm.word(Value.unbound.bits) }
    llvm.store(llvm.add(number, llvm.word(1)), at: adaptor, offset: CompiledLayout.adaptorPosition)
    llvm.store(element, at: llvm.contextArgument, offset: CompiledLayout.contextSecondResult)
    let pair = (llvm.or(llvm.shiftLeft(number, 1), llvm.word(1)), LLVMGetInsertBlock(llvm.builder))
    llvm.jump(to: join)
    llvm.position(at: otherwise)
    return [end, pair]
  }

  /// Whether a word is the address of an object.
  func isObject(_ word: LLVMValueRef) -> LLVMValueRef {
    let isAddress = llvm.isEqual(llvm.and(word, llvm.word(7)), llvm.word(0))
    return llvm.and(isAddress, llvm.compare(LLVMIntNE, word, llvm.word(0)))
  }

  private func count(ofText text: LLVMValueRef) -> LLVMValueRef {
    llvm.load(
      llvm.word64, at: llvm.object(text), offset: CompiledLayout.textCount, in: .field(CompiledLayout.textCount))
  }

  /// Some of a text's flags.
  private func flags(ofText text: LLVMValueRef, _ mask: UInt8) -> LLVMValueRef {
    llvm.and(llvm.load(llvm.word8, at: llvm.object(text), offset: CompiledLayout.objectFlags, in: .header), llvm.byte(mask))
  }
}
