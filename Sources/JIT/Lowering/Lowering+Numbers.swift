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
    let (bias, fitting) = (CompiledFloats.bias, CompiledFloats.inline)
    let above = llvm.subtract(rotated, llvm.word(bias + fitting.lowerBound))
    let fits = llvm.compare(LLVMIntULT, above, llvm.word(fitting.upperBound - fitting.lowerBound))
    let inline = llvm.add(llvm.shiftLeft(rotated, 2), llvm.word(2 &- bias &* 4))
    let (start, other, call, join) =
      (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: fits, next: join, otherwise: other)
    llvm.position(at: other)
    llvm.branch(llvm.isEqual(bits, llvm.word(0)), then: join, otherwise: call)
    llvm.position(at: call)
    var made = llvm.callPreserving(
      by: CompiledSupport.callWithNumber, CompiledSupport.boxFloat, [llvm.pointer, llvm.double],
      [llvm.contextArgument, number])
    // It takes a cell, whose run is the context's.
    llvm.setRegion(.context, of: made)
    if mayBeUnbound {
      made = llvm.select(llvm.isEqual(bits, llvm.word(CompiledFloats.unbound)), llvm.word(Value.unbound.bits), made)
    }
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.word64, [(inline, start), (llvm.word(2), other), (made, call)])
  }

  func unbox(_ word: LLVMValueRef, _ kinds: ValueKinds) -> LLVMValueRef {
    let number = unboxInline(word, mayBeUnbound: kinds.contains(.unbound))
    guard kinds.contains(.heapFloat) else { return number }
    let (start, heap, join) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock())
    let isPointer = llvm.isEqual(llvm.and(word, llvm.word(7)), llvm.word(0))
    llvm.branch(isPointer, then: heap, otherwise: join)
    llvm.position(at: heap)
    let loaded = llvm.load(llvm.double, at: llvm.object(word), offset: CompiledLayout.floatNumber, in: .number)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.double, [(number, start), (loaded, heap)])
  }

  func unboxInline(_ word: LLVMValueRef, mayBeUnbound: Bool) -> LLVMValueRef {
    let rotated = llvm.subtract(word, llvm.word(2))
    let bits = llvm.intrinsic("llvm.fshr", [llvm.word64], [rotated, rotated, llvm.word(3)])
    let scaled: LLVMValueRef = LLVMBuildBitCast(llvm.builder, bits, llvm.double, "")
    let number = llvm.binary(LLVMBuildFMul, scaled, LLVMConstReal(llvm.double, CompiledFloats.scale))
    if !mayBeUnbound { return number }
    return llvm.select(
      llvm.isEqual(word, llvm.word(Value.unbound.bits)), floatConstant(CompiledFloats.unbound), number)
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
    let loaded = llvm.load(llvm.double, at: llvm.object(word), offset: CompiledLayout.floatNumber, in: .number)
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
      guarded(by: llvm.compare(LLVMRealUNE, right, LLVMConstReal(llvm.double, 0)), exit)
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

  /// Of the words of False and True, which are eight apart, those of 0 and 1, which are two apart.
  func integer(ofBool word: LLVMValueRef) -> LLVMValueRef {
    llvm.or(llvm.shiftRight(llvm.subtract(word, llvm.word(Value.false.bits)), 2), llvm.word(1))
  }

  /// What is sure to fit: LLVM is told so.
  func exactInteger(_ operation: IntegerOperation, _ left: Reference, _ right: Reference) -> LLVMValueRef {
    switch operation {
    case .multiply:
      let product = llvm.binary(LLVMBuildNSWMul, llvm.subtract(value(left), llvm.word(1)), number(right))
      return llvm.binary(LLVMBuildNSWAdd, product, llvm.word(1))
    case .subtract: return llvm.binary(LLVMBuildNSWSub, value(left), llvm.subtract(value(right), llvm.word(1)))
    default: return llvm.binary(LLVMBuildNSWAdd, value(left), llvm.subtract(value(right), llvm.word(1)))
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

  // MARK: Powers

  /// A positive float to the power of another, finite: C's `pow`, which Python asks for. Where roots and squares are sure to
  /// be the same, the processor computes them.
  ///
  /// Before `pow` rounds, it errs by less than a seventieth of the distance between two floats: glibc names 0.511 ULP for its
  /// exponential with rounding, and 1.5 × 2⁻⁶⁸ for its logarithm, which times the exponent is less than 35 for the numbers
  /// here. So both are the same unless the result lies as near as that to the middle between two.
  mutating func power(_ base: LLVMValueRef, _ exponent: Reference, _ exit: Exit) -> LLVMValueRef {
    guard case .float(let bits) = graph[exponent].operation else { return powerOfLibrary(base, exponent, exit) }
    switch Double(bitPattern: bits) {
    case 0.5: return squareRoot(base, exponent, exit)
    case 2: return square(base, exponent, exit)
    default: return powerOfLibrary(base, exponent, exit)
    }
  }

  private mutating func powerOfLibrary(_ base: LLVMValueRef, _ exponent: Reference, _ exit: Exit) -> LLVMValueRef {
    guarded(by: llvm.compare(LLVMRealOGT, base, LLVMConstReal(llvm.double, 0)), exit)
    let bits = llvm.callPreserving(
      by: CompiledSupport.callWithNumbers, CompiledSupport.power, [llvm.double, llvm.double], [base, value(exponent)])
    llvm.setPure(bits)
    let result: LLVMValueRef = LLVMBuildBitCast(llvm.builder, bits, llvm.double, "")
    guarded(by: llvm.compare(LLVMRealOLT, result, LLVMConstReal(llvm.double, .infinity)), exit)
    return result
  }

  /// How far a root s is from what it was rounded from tells x − s².
  private mutating func squareRoot(_ base: LLVMValueRef, _ exponent: Reference, _ exit: Exit) -> LLVMValueRef {
    let root = llvm.intrinsic("llvm.sqrt", [llvm.double], [base])
    // x − s² is 2s times the distance; half the distance between floats is the binade by 2⁵³.
    let bound = llvm.binary(LLVMBuildFMul, root, product(binade(below: root), 0.97 * 0x1p-52))
    let isSure = isWithin(bound, difference(base, toSquareOf: root))
    return orOfLibrary(root, llvm.and(isSure, isBetween(0x1p-100, base, 0x1p100)), base, exponent, exit)
  }

  private mutating func square(_ base: LLVMValueRef, _ exponent: Reference, _ exit: Exit) -> LLVMValueRef {
    let square = llvm.binary(LLVMBuildFMul, base, base)
    let isSure = isWithin(product(binade(below: square), 0.97 * 0x1p-53), difference(square, toSquareOf: base))
    let isZero = llvm.compare(LLVMRealOEQ, base, LLVMConstReal(llvm.double, 0))
    return orOfLibrary(
      square, llvm.or(llvm.and(isSure, isBetween(0x1p-50, square, 0x1p50)), isZero), magnitude(of: base), exponent, exit)
  }

  /// A power where it is sure to be right, else what the library computes.
  private mutating func orOfLibrary(
    _ result: LLVMValueRef, _ isSure: LLVMValueRef, _ base: LLVMValueRef, _ exponent: Reference, _ exit: Exit
  ) -> LLVMValueRef {
    let (start, rare, join): (LLVMBasicBlockRef, _, _) = (LLVMGetInsertBlock(llvm.builder), llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: isSure, next: join, otherwise: rare)
    llvm.position(at: rare)
    let exact = powerOfLibrary(base, exponent, exit)
    let end: LLVMBasicBlockRef = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.double, [(result, start), (exact, end)])
  }

  /// The power of two at or below a number; at one, where the next float below is half as near, the one before.
  private func binade(below number: LLVMValueRef) -> LLVMValueRef {
    let below: LLVMValueRef = LLVMBuildBitCast(llvm.builder, product(number, 1 - 0x1p-53), llvm.word64, "")
    return LLVMBuildBitCast(llvm.builder, llvm.and(below, llvm.word(0x7ff << 52)), llvm.double, "")
  }

  private func product(_ x: LLVMValueRef, _ y: Double) -> LLVMValueRef {
    llvm.binary(LLVMBuildFMul, x, LLVMConstReal(llvm.double, y))
  }

  private func magnitude(of number: LLVMValueRef) -> LLVMValueRef { llvm.intrinsic("llvm.fabs", [llvm.double], [number]) }

  private func isWithin(_ bound: LLVMValueRef, _ rest: LLVMValueRef) -> LLVMValueRef {
    llvm.compare(LLVMRealOLT, magnitude(of: rest), bound)
  }

  private func isBetween(_ low: Double, _ number: LLVMValueRef, _ high: Double) -> LLVMValueRef {
    let isAbove = llvm.compare(LLVMRealOGT, number, LLVMConstReal(llvm.double, low))
    return llvm.and(isAbove, llvm.compare(LLVMRealOLT, number, LLVMConstReal(llvm.double, high)))
  }

  /// x − s², without an error that counts: by a fused instruction or, where the processor has none, by Dekker's product
  /// (1971), for which s is split into halves of 26 and 27 bits.
  private func difference(_ x: LLVMValueRef, toSquareOf s: LLVMValueRef) -> LLVMValueRef {
    if Self.hasFusedMultiply {
      return llvm.intrinsic("llvm.fma", [llvm.double], [LLVMBuildFNeg(llvm.builder, s, ""), s, x])
    }
    func product(_ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef { llvm.binary(LLVMBuildFMul, x, y) }
    func difference(_ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef { llvm.binary(LLVMBuildFSub, x, y) }
    let bits: LLVMValueRef = LLVMBuildBitCast(llvm.builder, s, llvm.word64, "")
    let high: LLVMValueRef = LLVMBuildBitCast(llvm.builder, llvm.and(bits, llvm.word(~0 << 27)), llvm.double, "")
    let low = difference(s, high)
    let twice = product(LLVMConstReal(llvm.double, 2), product(high, low))
    return difference(difference(difference(x, product(high, high)), twice), product(low, low))
  }

  /// Whether the processor multiplies and adds with one rounding.
  private static let hasFusedMultiply: Bool = {
    #if arch(arm64)
      return true
    #else
      let features = LLVMGetHostCPUFeatures()
      defer { LLVMDisposeMessage(features) }
      return String(cString: features).split(separator: ",").contains("+fma")
    #endif
  }()
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

  var floatPredicate: LLVMRealPredicate {
    switch self {
    case .equal: LLVMRealOEQ
    case .notEqual: LLVMRealUNE
    case .less: LLVMRealOLT
    case .lessEqual: LLVMRealOLE
    case .greater: LLVMRealOGT
    case .greaterEqual: LLVMRealOGE
    }
  }
}
