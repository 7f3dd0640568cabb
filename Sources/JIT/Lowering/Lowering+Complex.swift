import CLLVM
import CRuntime
import Runtime

// Complex numbers are two doubles: `values` has the real part of such a node, `imaginaries` the other.

extension Lowering {
  func parts(_ number: Reference) -> (real: LLVMValueRef, imaginary: LLVMValueRef) {
    (value(number), imaginaries[number].unsafelyUnwrapped)
  }

  /// Notes the parts of a node.
  mutating func hold(_ real: LLVMValueRef, _ imaginary: LLVMValueRef, in node: Reference) -> LLVMValueRef {
    imaginaries[node] = imaginary
    return real
  }

  // MARK: Words

  func boxComplex(_ number: Reference) -> LLVMValueRef {
    let (real, imaginary) = parts(number)
    return llvm.call(
      CompiledSupport.boxComplex, llvm.word64, [llvm.pointer, llvm.double, llvm.double],
      [llvm.contextArgument, real, imaginary])
  }

  mutating func unboxComplex(_ word: Reference, in node: Reference) -> LLVMValueRef {
    let object = llvm.object(value(word))
    let real = llvm.load(llvm.double, at: object, offset: CompiledLayout.complexReal, in: .number)
    return hold(real, llvm.load(llvm.double, at: object, offset: CompiledLayout.complexImaginary, in: .number), in: node)
  }

  // MARK: Products

  /// A part that is no number may stand for an infinity, which a function of the runtime finds out (C11, annex G).
  mutating func multiplyComplex(_ left: Reference, _ right: Reference, in node: Reference) -> LLVMValueRef {
    let (x, y) = (parts(left), parts(right))
    func product(_ first: LLVMValueRef, _ second: LLVMValueRef) -> LLVMValueRef { llvm.binary(LLVMBuildFMul, first, second) }
    let real = llvm.binary(LLVMBuildFSub, product(x.real, y.real), product(x.imaginary, y.imaginary))
    let imaginary = llvm.binary(LLVMBuildFAdd, product(x.real, y.imaginary), product(x.imaginary, y.real))
    let (recovery, join) = (llvm.newBlock(), llvm.newBlock())
    let start: LLVMBasicBlockRef = LLVMGetInsertBlock(llvm.builder)
    llvm.guarded(by: llvm.compare(LLVMRealORD, real, imaginary), next: join, otherwise: recovery)
    llvm.position(at: recovery)
    let context = llvm.contextArgument
    _ = llvm.call(
      CompiledSupport.multiplyComplex, llvm.word64, [llvm.pointer] + [LLVMTypeRef](repeating: llvm.double, count: 4),
      [context, x.real, x.imaginary, y.real, y.imaginary])
    let recovered = (0..<2).map { llvm.load(llvm.double, at: context, offset: CompiledLayout.contextNumbers + 8 * $0) }
    llvm.jump(to: join)
    llvm.position(at: join)
    return hold(
      llvm.phi(llvm.double, [(real, start), (recovered[0], recovery)]),
      llvm.phi(llvm.double, [(imaginary, start), (recovered[1], recovery)]), in: node)
  }

  // MARK: Magnitudes

  /// Only what may overflow is looked at afterwards. Elsewhere nobody need ask for the result: then it is not computed.
  mutating func magnitude(_ number: Reference, _ exit: Exit) -> LLVMValueRef {
    let (large, join) = (llvm.newBlock(), llvm.newBlock())
    let bound: LLVMValueRef = LLVMConstReal(llvm.double, 1e300)
    llvm.guarded(by: llvm.compare(LLVMRealOLT, square(of: number), bound), otherwise: large)
    let usual = (hypotenuse(number), LLVMGetInsertBlock(llvm.builder))
    llvm.jump(to: join)
    llvm.position(at: large)
    let found = hypotenuse(number)
    guarded(by: llvm.compare(LLVMRealOLT, found, LLVMConstReal(llvm.double, .infinity)), exit)
    let end = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    return llvm.phi(llvm.double, [usual, (found, end)])
  }

  /// Whether a magnitude is beyond a bound, in either direction: unless the squares are so near to each other that
  /// rounding may be what makes them differ, they tell.
  func compareMagnitude(_ comparison: Comparison, _ number: Reference, _ bound: UInt64) -> LLVMValueRef {
    let squaredBound = Double(bitPattern: bound) * Double(bitPattern: bound)
    let square = square(of: number)
    let isAbove = llvm.compare(LLVMRealOGT, square, LLVMConstReal(llvm.double, squaredBound * (1 + 0x1p-30)))
    let isBelow = llvm.compare(LLVMRealOLT, square, LLVMConstReal(llvm.double, squaredBound * (1 - 0x1p-30)))
    let (near, join) = (llvm.newBlock(), llvm.newBlock())
    let start: LLVMBasicBlockRef = LLVMGetInsertBlock(llvm.builder)
    llvm.guarded(by: llvm.or(isAbove, isBelow), next: join, otherwise: near)
    llvm.position(at: near)
    let exact = llvm.compare(comparison.floatPredicate, hypotenuse(number), floatConstant(bound))
    llvm.jump(to: join)
    llvm.position(at: join)
    let isLess = comparison == .less || comparison == .lessEqual
    return llvm.phi(llvm.bitType, [(isLess ? isBelow : isAbove, start), (exact, near)])
  }

  private func square(of number: Reference) -> LLVMValueRef {
    let (real, imaginary) = parts(number)
    return llvm.binary(
      LLVMBuildFAdd, llvm.binary(LLVMBuildFMul, real, real), llvm.binary(LLVMBuildFMul, imaginary, imaginary))
  }

  private func hypotenuse(_ number: Reference) -> LLVMValueRef {
    let (real, imaginary) = parts(number)
    let call = llvm.call(CompiledSupport.hypotenuse, llvm.double, [llvm.double, llvm.double], [real, imaginary])
    llvm.setPure(call)
    return call
  }
}
