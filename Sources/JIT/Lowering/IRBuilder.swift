import CLLVM
import CRuntime
import Runtime

/// LLVM's builder with the types that compiled code has, and the few shapes of instructions that it consists of.
struct IRBuilder {
  let context: LLVMContextRef
  let module: LLVMModuleRef
  let builder: LLVMBuilderRef
  let word64, word32, word16, word8, bitType, double, pointer: LLVMTypeRef
  /// The type of the interpreter's handlers.
  let handler: LLVMTypeRef
  /// What relocatable code refers to by symbols; nil for code that only this process will run.
  let literals: Literals?
  let state: State

  final class State {
    /// The function that is being filled.
    var function: LLVMValueRef?
    var likely: LLVMValueRef?
    var regionTags: [MemoryRegion: LLVMValueRef] = [:]
    /// What stands for symbols.
    var globals: [Symbol: LLVMValueRef] = [:]
    /// Whether all that only this process knows was found among the literals.
    var isRelocatable = true
  }

  init(_ literals: Literals? = nil) {
    self.literals = literals
    context = LLVMContextCreate()
    module = LLVMModuleCreateWithNameInContext("taipan", context)
    builder = LLVMCreateBuilderInContext(context)
    word64 = LLVMInt64TypeInContext(context)
    word32 = LLVMInt32TypeInContext(context)
    word16 = LLVMIntTypeInContext(context, 16)
    word8 = LLVMInt8TypeInContext(context)
    bitType = LLVMInt1TypeInContext(context)
    double = LLVMDoubleTypeInContext(context)
    pointer = LLVMPointerTypeInContext(context, 0)
    var parameters = [pointer, pointer, pointer, pointer, pointer, word64]
    handler = LLVMFunctionType(word64, &parameters, 6, 0)
    state = State()
  }

  // MARK: Functions and blocks

  func addFunction(_ name: String, isInternal: Bool) -> LLVMValueRef {
    let function = LLVMAddFunction(module, name, handler)
    if isInternal { LLVMSetLinkage(function, Int32(LLVMInternalLinkage)) }
    addAttribute("nounwind", to: function)
    return function
  }

  func addAttribute(_ name: StaticString, to function: LLVMValueRef) {
    LLVMAddAttributeAtIndex(function, UInt32(bitPattern: -1), attribute(name))
  }

  /// Says of a call that it does nothing but compute its result.
  func setPure(_ call: LLVMValueRef) {
    // The attribute's number 0 is: no memory at all.
    for name in ["memory", "nounwind", "willreturn"] as [StaticString] {
      LLVMAddCallSiteAttribute(call, UInt32(bitPattern: -1), attribute(name))
    }
  }

  private func attribute(_ name: StaticString) -> LLVMAttributeRef {
    let kind = name.withUTF8Buffer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        LLVMGetEnumAttributeKindForName($0.baseAddress.unsafelyUnwrapped, buffer.count)
      }
    }
    return LLVMCreateEnumAttribute(context, kind, 0)
  }

  func begin(_ function: LLVMValueRef) { state.function = function }
  func newBlock() -> LLVMBasicBlockRef { LLVMAppendBasicBlockInContext(context, state.function.unsafelyUnwrapped, "") }
  func position(at block: LLVMBasicBlockRef) { LLVMPositionBuilderAtEnd(builder, block) }

  func argument(_ index: UInt32) -> LLVMValueRef { LLVMGetParam(state.function.unsafelyUnwrapped, index) }
  var contextArgument: LLVMValueRef { argument(0) }
  var frame: LLVMValueRef { argument(1) }
  var registers: LLVMValueRef { argument(3) }

  func type(_ representation: Representation) -> LLVMTypeRef {
    switch representation {
    case .word, .nothing: word64
    // Of a complex number, either part.
    case .float, .complex: double
    case .bit: bitType
    }
  }

  // MARK: Constants and arithmetic

  func word(_ bits: UInt64) -> LLVMValueRef { LLVMConstInt(word64, bits, 0) }
  func int32(_ bits: UInt32) -> LLVMValueRef { LLVMConstInt(word32, UInt64(bits), 0) }
  func byte(_ bits: UInt8) -> LLVMValueRef { LLVMConstInt(word8, UInt64(bits), 0) }
  func bit(_ truth: Bool) -> LLVMValueRef { LLVMConstInt(bitType, truth ? 1 : 0, 0) }

  typealias Operation = (LLVMBuilderRef, LLVMValueRef, LLVMValueRef, UnsafePointer<CChar>) -> LLVMValueRef

  func binary(_ operation: Operation, _ left: LLVMValueRef, _ right: LLVMValueRef) -> LLVMValueRef {
    operation(builder, left, right, "")
  }
  func add(_ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef { binary(LLVMBuildAdd, x, y) }
  func subtract(_ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef { binary(LLVMBuildSub, x, y) }
  func subtract32(_ x: LLVMValueRef, _ number: UInt32) -> LLVMValueRef { subtract(x, int32(number)) }
  func and(_ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef { binary(LLVMBuildAnd, x, y) }
  func or(_ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef { binary(LLVMBuildOr, x, y) }
  func shiftLeft(_ x: LLVMValueRef, _ bits: UInt64) -> LLVMValueRef { binary(LLVMBuildShl, x, word(bits)) }
  func shiftRight(_ x: LLVMValueRef, _ bits: UInt64) -> LLVMValueRef { binary(LLVMBuildAShr, x, word(bits)) }
  func compare(_ predicate: LLVMIntPredicate, _ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildICmp(builder, Int32(predicate.rawValue), x, y, "")
  }
  func compare(_ predicate: LLVMRealPredicate, _ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildFCmp(builder, Int32(predicate.rawValue), x, y, "")
  }
  func isEqual(_ x: LLVMValueRef, _ y: LLVMValueRef) -> LLVMValueRef { compare(LLVMIntEQ, x, y) }
  func select(_ condition: LLVMValueRef, _ then: LLVMValueRef, _ otherwise: LLVMValueRef) -> LLVMValueRef {
    LLVMBuildSelect(builder, condition, then, otherwise, "")
  }
  func wordOfBit(_ bit: LLVMValueRef) -> LLVMValueRef { select(bit, word(Value.true.bits), word(Value.false.bits)) }

  /// An intrinsic function of some types.
  func intrinsic(_ name: StaticString, _ types: [LLVMTypeRef], _ arguments: [LLVMValueRef]) -> LLVMValueRef {
    let identifier = name.withUTF8Buffer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { LLVMLookupIntrinsicID($0.baseAddress.unsafelyUnwrapped, buffer.count) }
    }
    var (types, arguments) = (types, arguments)
    let function = LLVMGetIntrinsicDeclaration(module, identifier, &types, types.count)
    return LLVMBuildCall2(builder, LLVMGlobalGetValueType(function), function, &arguments, UInt32(arguments.count), "")
  }

  // MARK: Memory

  func pointer(_ base: LLVMValueRef, offset: Int) -> LLVMValueRef {
    if offset == 0 { return base }
    var index = word(UInt64(bitPattern: Int64(offset)))
    return LLVMBuildGEP2(builder, word8, base, &index, 1, "")
  }
  func pointer(_ base: LLVMValueRef, index: LLVMValueRef, scale: LLVMTypeRef) -> LLVMValueRef {
    var index = index
    return LLVMBuildGEP2(builder, scale, base, &index, 1, "")
  }
  func number(_ pointer: LLVMValueRef) -> LLVMValueRef { LLVMBuildPtrToInt(builder, pointer, word64, "") }
  func object(_ word: LLVMValueRef) -> LLVMValueRef { LLVMBuildIntToPtr(builder, word, pointer, "") }

  /// - Parameter region: What is read, where the base does not tell.
  func load(
    _ type: LLVMTypeRef, at base: LLVMValueRef, offset: Int = 0, in region: MemoryRegion? = nil
  ) -> LLVMValueRef {
    let load = LLVMBuildLoad2(builder, type, pointer(base, offset: offset), "")
    setRegion(region ?? self.region(of: base), of: load)
    return load
  }

  /// The same of what other threads may change: an atomic load stays in a loop that writes no memory.
  func loadAnew(_ type: LLVMTypeRef, at base: LLVMValueRef, offset: Int = 0) -> LLVMValueRef {
    let load = load(type, at: base, offset: offset)
    LLVMSetOrdering(load, Int32(LLVMAtomicOrderingMonotonic))
    LLVMSetAlignment(load, type == word64 ? 8 : type == word32 ? 4 : type == word16 ? 2 : 1)
    return load
  }

  /// The word by which a thread is asked to enter the runtime.
  var poll: LLVMValueRef { loadAnew(word32, at: contextArgument, offset: CompiledLayout.contextPoll) }

  /// The same where loads may not be moved before it.
  var pollAsFence: LLVMValueRef {
    let load = poll
    LLVMSetOrdering(load, Int32(LLVMAtomicOrderingAcquire))
    return load
  }
  @discardableResult
  func store(
    _ value: LLVMValueRef, at base: LLVMValueRef, offset: Int = 0, in region: MemoryRegion? = nil
  ) -> LLVMValueRef {
    let store = LLVMBuildStore(builder, value, pointer(base, offset: offset))
    setRegion(region ?? self.region(of: base), of: store)
    return store
  }

  // MARK: Control

  func jump(to block: LLVMBasicBlockRef) { _ = LLVMBuildBr(builder, block) }

  func branch(_ condition: LLVMValueRef, then: LLVMBasicBlockRef, otherwise: LLVMBasicBlockRef) {
    _ = LLVMBuildCondBr(builder, condition, then, otherwise)
  }

  /// Goes on in a new block where a condition holds, which it nearly always does, and elsewhere where it does not.
  func guarded(by condition: LLVMValueRef, otherwise: LLVMBasicBlockRef) {
    let next = newBlock()
    guarded(by: condition, next: next, otherwise: otherwise)
    position(at: next)
  }

  func guarded(by condition: LLVMValueRef, next: LLVMBasicBlockRef, otherwise: LLVMBasicBlockRef) {
    let branch = LLVMBuildCondBr(builder, condition, next, otherwise)
    LLVMSetMetadata(branch, LLVMGetMDKindIDInContext(context, "prof", 4), likely)
  }

  private var likely: LLVMValueRef {
    if let known = state.likely { return known }
    var tag = [LLVMMDStringInContext(context, "branch_weights", 14), int32(10_000), int32(1)]
    let node = LLVMMDNodeInContext(context, &tag, 3)
    state.likely = node
    return node
  }

  /// A value that depends on the block from which control comes.
  func phi(_ type: LLVMTypeRef, _ ways: [(value: LLVMValueRef, from: LLVMBasicBlockRef)]) -> LLVMValueRef {
    let phi = LLVMBuildPhi(builder, type, "")
    var (values, blocks) = (ways.map(\.value), ways.map(\.from))
    LLVMAddIncoming(phi, &values, &blocks, UInt32(ways.count))
    return phi
  }

  /// Calls a function of the runtime.
  func call(_ address: UInt, _ result: LLVMTypeRef, _ parameters: [LLVMTypeRef], _ arguments: [LLVMValueRef]) -> LLVMValueRef {
    var (parameters, arguments) = (parameters, arguments)
    let type = LLVMFunctionType(result, &parameters, UInt32(parameters.count), 0)
    return LLVMBuildCall2(builder, type, function(address, type), &arguments, UInt32(arguments.count), "")
  }

  /// Calls a function of the runtime by one that preserves all registers, which is for calls that are rare.
  func callPreserving(
    by way: UInt, _ function: UInt, _ parameters: [LLVMTypeRef], _ arguments: [LLVMValueRef]
  ) -> LLVMValueRef {
    var parameters = parameters + [pointer]
    var arguments = arguments + [address(function)]
    let type = LLVMFunctionType(word64, &parameters, UInt32(parameters.count), 0)
    let callee = self.function(way, type)
    if symbol(of: UInt64(way)) != nil { LLVMSetFunctionCallConv(callee, UInt32(LLVMPreserveAllCallConv)) }
    let call = LLVMBuildCall2(builder, type, callee, &arguments, UInt32(arguments.count), "")
    LLVMSetInstructionCallConv(call, UInt32(LLVMPreserveAllCallConv))
    return call
  }

  /// Ends the function by a jump to one of the runtime's with the same signature, at the frame that it is in. These read
  /// neither `pc` nor the constants, which so need not be kept in registers.
  func leave(to address: UInt, argument last: LLVMValueRef) {
    let unread = LLVMGetPoison(pointer)
    leave(to: function(address, handler), [contextArgument, frame, unread, registers, unread, last])
  }

  func leave(to target: LLVMValueRef, argument last: LLVMValueRef) {
    leave(to: target, (0..<5).map { argument(UInt32($0)) } + [last])
  }

  func leave(to target: LLVMValueRef, _ arguments: [LLVMValueRef]) {
    var arguments = arguments
    let call = LLVMBuildCall2(builder, handler, target, &arguments, 6, "")
    LLVMSetTailCallKind(call, Int32(LLVMTailCallKindMustTail))
    _ = LLVMBuildRet(builder, call)
  }
}
