import CLLVM
import CRuntime
import Runtime

// Floats and ints: their words, arithmetic, and comparisons.

extension Lowering {
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

  func unboxInline(_ word: LLVMValueRef, mayBeUnbound: Bool) -> LLVMValueRef {
    let rotated = llvm.add(llvm.binary(LLVMBuildLShr, word, llvm.word(2)), llvm.word(CompiledFloats.bias))
    var bits = llvm.intrinsic("llvm.fshr", [llvm.word64], [rotated, rotated, llvm.word(1)])
    bits = llvm.select(llvm.isEqual(word, llvm.word(2)), llvm.word(0), bits)
    if mayBeUnbound {
      bits = llvm.select(llvm.isEqual(word, llvm.word(Value.unbound.bits)), llvm.word(CompiledFloats.unbound), bits)
    }
    return LLVMBuildBitCast(llvm.builder, bits, llvm.double, "")
  }

  /// The double of a word that should be a float: where it is to be looked at, it is taken as well.
  mutating func guardFloat(_ word: LLVMValueRef, known: ValueKinds, _ exit: Exit) -> LLVMValueRef {
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
  mutating func intToFloat(_ int: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    let number = llvm.shiftRight(int, 1)
    let inRange = llvm.compare(
      LLVMIntULE, llvm.add(number, llvm.word(1 << 53)), llvm.word(1 << 54))
    guarded(by: inRange, exit)
    return LLVMBuildSIToFP(llvm.builder, number, llvm.double, "")
  }

  mutating func floating(
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

  mutating func checked(
    _ name: StaticString, _ left: LLVMValueRef, _ right: LLVMValueRef, _ exit: Exit
  ) -> LLVMValueRef {
    let pair = llvm.intrinsic(name, [llvm.word64], [left, right])
    let overflow = LLVMBuildExtractValue(llvm.builder, pair, 1, "")
    guarded(by: llvm.isEqual(overflow, llvm.bit(false)), exit)
    return LLVMBuildExtractValue(llvm.builder, pair, 0, "")
  }

  mutating func integer(
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
  func dividedByPower(_ operation: IntegerOperation, _ left: LLVMValueRef, _ right: Reference) -> LLVMValueRef? {
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
  mutating func divided(
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

  /// What raises or is complex the exit leaves to the runtime.
  mutating func power(_ base: LLVMValueRef, _ exponent: LLVMValueRef, _ exit: Exit) -> LLVMValueRef {
    func isOrdered(_ predicate: LLVMRealPredicate, _ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef {
      LLVMBuildFCmp(llvm.builder, Int32(predicate.rawValue), x, y, "")
    }
    guarded(by: isOrdered(LLVMRealOGT, base, LLVMConstReal(llvm.double, 0)), exit)
    let result = llvm.call(CompiledSupport.power, llvm.double, [llvm.double, llvm.double], [base, exponent])
    guarded(by: isOrdered(LLVMRealOLT, result, LLVMConstReal(llvm.double, .infinity)), exit)
    return result
  }
}

extension Comparison {
  var integerPredicate: LLVMIntPredicate {
    switch self {
    case .equal: LLVMIntEQ
    case .notEqual: LLVMIntNE
    case .less: LLVMIntSLT
    case .lessEqual: LLVMIntSLE
    case .greater: LLVMIntSGT
    case .greaterEqual: LLVMIntSGE
    }
  }

  var floatPredicate: Int32 {
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
