import Bytecode
import CRuntime

// The whole semantics of every instruction. The interpreter's loop comes here for what its fast ways do not cover, for
// instructions with an `extend` prefix, and compiled code for what it has no lowering for. The frame's `pc` is at the
// next instruction.

/// Does what the instruction in `word` says for the top frame.
@inline(never)
func perform(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) throws(Raised) -> Outcome {
  try perform(context, frame, word.trustedOpcode, Operands(word))
}

func perform(
  _ context: Context, _ frame: FramePointer, _ opcode: Opcode, _ operands: Operands
) throws(Raised) -> Outcome {
  let activation = Activation(context: context, frame: frame, operands: operands)
  switch opcode {
  case .extend: return try activation.extended()
  case .enterCompiled:
    frame.pointee.pc = UnsafePointer(frame.code.pointer.pointee.instructions)
    return .frameChanged

  case .nop: return .next
  case .move: activation.setA(frame.register(operands.b).pointee)
  case .loadConstant: activation.setA(frame.constant(operands.b))
  case .loadLocals: try activation.loadLocals()
  case .checkBound: try activation.checkBound()
  case .unbind: activation.setA(.unbound)
  case .newCell: activation.setA(try Cell.make(context, .unbound).value)
  case .moveUnbound, .moveCell: activation.setA(frame.register(operands.b).pointee)
  case .loadCellObject: activation.setA(frame.register(operands.b).pointee)
  case .makeCell: try activation.makeCell()
  case .loadCell: try activation.loadCell()
  case .storeCell: Cell(frame.register(operands.a).pointee).content = frame.valueB(operands)
  case .deleteCell: try activation.deleteCell()
  case .loadFree: try activation.loadFree()
  case .storeFree: frame.freeCell(Int(operands.a)).content = frame.valueB(operands)
  case .deleteFree: try activation.deleteFree()
  case .loadMappingOrCell: try activation.loadMappingOrCell()
  case .loadMappingOrFree: try activation.loadMappingOrFree()
  case .loadMappingOrGlobal: try activation.loadMappingOrGlobal()

  case .loadName: try activation.loadName()
  case .storeName: try activation.storeName()
  case .deleteName: try activation.deleteName()
  case .loadGlobal: try activation.loadGlobal()
  case .storeGlobal: try activation.storeGlobal()
  case .deleteGlobal: try activation.deleteGlobal()

  case .loadGlobalCell, .loadBuiltinCell, .loadNameCell, .storeNameCell: return try activation.withoutCache()

  case .loadAttribute, .loadAttributeSlot, .loadAttributeCached: return try activation.loadAttribute()
  case .loadAttributeAny: activation.setA(try context.getAttribute(frame.valueB(operands), frame.name(operands.c)))
  case .storeAttribute, .storeAttributeCached: try activation.storeAttribute()
  case .storeAttributeAny:
    try context.setAttribute(frame.valueA(operands), frame.name(operands.c), frame.valueB(operands))
  case .deleteAttribute: try context.setAttribute(frame.valueA(operands), frame.name(operands.b), .empty)
  case .loadMethod, .loadMethodCached, .loadMethodBound: try activation.loadMethod()
  case .loadMethodAny:
    let callee = try context.method(frame.valueB(operands), frame.name(operands.c))
    frame.register(operands.a)[0] = callee.function
    frame.register(operands.a)[1] = callee.receiver
  case .loadSuperAttribute: try activation.loadSuperAttribute()
  case .loadSuperMethod, .loadSuperMethodCached: try activation.loadSuperMethod()
  case .loadSuperMethodAny: try activation.loadSuperMethod(frame.name(operands.c))
  case .loadItem: return try activation.loadItem()
  case .storeItem: return try activation.storeItem()
  case .deleteItem: try context.setItem(of: frame.valueA(operands), frame.valueB(operands), to: .empty)
  case .loadSlice: try activation.loadSlice()
  case .storeSlice: try activation.storeSlice()
  case .buildSlice: try activation.buildSlice()

  case .add, .subtract, .multiply, .matrixMultiply, .divide, .floorDivide, .modulo, .power, .leftShift, .rightShift,
    .bitAnd, .bitOr, .bitXor:
    return try activation.binary(BinaryOperation(from: opcode))
  case .negative: activation.setA(try context.unary(.negative, frame.valueB(operands)))
  case .positive: activation.setA(try context.unary(.positive, frame.valueB(operands)))
  case .invert: activation.setA(try context.unary(.invert, frame.valueB(operands)))
  case .not: activation.setA(Value(try !context.isTrue(frame.valueB(operands))))

  case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
    let comparison = Comparison(of: opcode, from: .equal)
    activation.setA(try context.compare(comparison, frame.valueB(operands), frame.valueC(operands)))
  case .contains:
    let found = try context.contains(frame.valueC(operands), frame.valueB(operands))
    activation.setA(Value(found != (operands.d != 0)))
  case .same:
    let same = context.isIdentical(frame.valueB(operands), frame.valueC(operands))
    activation.setA(Value(same != (operands.d != 0)))

  case .jump: return .jump
  case .loop:
    try context.handleEvents()
    return .jump
  case .jumpIfTrue: return try context.isTrue(frame.valueA(operands)) ? .jump : .next
  case .jumpIfFalse: return try context.isTrue(frame.valueA(operands)) ? .next : .jump
  case .jumpIfNone: return frame.valueA(operands) == .none ? .jump : .next
  case .jumpIfNotNone: return frame.valueA(operands) == .none ? .next : .jump
  case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfLessEqual, .jumpIfGreater, .jumpIfGreaterEqual:
    let comparison = Comparison(of: opcode, from: .jumpIfEqual)
    let result = try context.compare(comparison, frame.valueA(operands), frame.valueB(operands))
    return try context.isTrue(result) != (operands.d != 0) ? .jump : .next
  case .jumpIfContains:
    return try context.contains(frame.valueB(operands), frame.valueA(operands)) != (operands.d != 0) ? .jump : .next
  case .jumpIfSame:
    let same = context.isIdentical(frame.valueA(operands), frame.valueB(operands))
    return same != (operands.d != 0) ? .jump : .next

  case .getIterator: activation.setA(try context.iterator(over: frame.valueB(operands)))
  case .forNext: return try activation.forNext()
  case .unpackSequence: try activation.unpackSequence()
  case .unpackStarred: try activation.unpackStarred()

  case .buildTuple: try activation.buildTuple()
  case .buildList: try activation.buildList()
  case .buildSet: try activation.buildSet()
  case .buildMap: try activation.buildMap()
  case .buildString: try activation.buildString()
  case .listAppend: try List(frame.register(operands.a).pointee).append(context, frame.valueB(operands))
  case .listExtend: try activation.listExtend()
  case .listToTuple: try activation.listToTuple()
  case .setAdd: try activation.setAdd()
  case .setUpdate: try activation.setUpdate()
  case .mapStore: try activation.mapStore()
  case .mapUpdate: try activation.mapUpdate()
  case .mapMerge: try activation.mapMerge()
  case .formatValue: try activation.formatValue()

  case .call, .callClass: return try activation.call()
  case .callMethod: return try activation.callMethod()
  case .callKeywords: return try activation.callKeywords()
  case .callMethodKeywords: return try activation.callMethodKeywords()
  case .callExpanded: return try activation.callExpanded()
  case .return: return try activation.return(frame.valueA(operands))

  case .makeFunction: try activation.makeFunction()
  case .setFunctionAttribute: activation.setFunctionAttribute()
  case .loadBuildClass: try activation.loadBuildClass()
  case .setupAnnotations: try activation.setupAnnotations()

  case .raise: try activation.raise()
  case .reraise: throw activation.reraise()
  case .enterHandler: activation.enterHandler()
  case .leaveHandler: activation.leaveHandler()
  case .jumpUnlessCaught: return try activation.jumpUnlessCaught()
  case .splitGroup: try activation.splitGroup()
  case .joinGroups: try activation.joinGroups()
  case .loadCommonBuiltin: activation.loadCommonBuiltin()

  case .loadSpecial: try activation.loadSpecial()
  case .callExit: try activation.callExit()

  case .startGenerator: return try activation.startGenerator()
  case .yield: return try activation.yield(frame.valueB(operands))
  case .getYieldFromIterator: try activation.getYieldFromIterator()
  case .getAwaitable: try activation.getAwaitable()
  case .delegate: return try activation.delegate()
  case .getAsyncIterator: try activation.getAsyncIterator()
  case .getAsyncNext: try activation.getAsyncNext()
  case .endAsyncFor: return try activation.endAsyncFor()

  case .importName: try activation.importName()
  case .importFrom: try activation.importFrom()
  case .importStar: try activation.importStar()

  case .jumpUnlessSequence:
    return context.type(of: frame.valueA(operands)).flags.contains(.sequence) ? .next : .jump
  case .jumpUnlessMapping:
    return context.type(of: frame.valueA(operands)).flags.contains(.mapping) ? .next : .jump
  case .length: activation.setA(try PythonInt.make(context, Int64(context.length(frame.valueB(operands)))))
  case .matchKeys: try activation.matchKeys()
  case .matchClass: try activation.matchClass()
  case .copyMappingRest: try activation.copyMappingRest()

  case .displayResult: try activation.displayResult()

  case .makeTypeParameter: try activation.makeTypeParameter()
  case .setTypeParameterDefault: activation.setTypeParameterDefault()
  case .makeTypeAlias: try activation.makeTypeAlias()
  case .subscriptGeneric: try activation.subscriptGeneric()
  case .buildInterpolation: try activation.buildInterpolation()
  case .buildTemplate: try activation.buildTemplate()
  }
  return .next
}

/// An instruction being done: where its operands are. The semantics are its methods, by theme in the files
/// `Activation+….swift`.
struct Activation {
  let context: Context
  let frame: FramePointer
  let operands: Operands

  @inline(__always)
  func setA(_ value: Value) { frame.register(operands.a).pointee = value }

  /// The first of the registers that b names.
  @inline(__always) var windowB: UnsafeMutablePointer<Value> { frame.register(operands.b) }

  /// The instruction after an `extend` prefix, with the operands that they have together.
  func extended() throws(Raised) -> Outcome {
    let prefix = frame.lastInstruction
    let word = frame.instructionPointer.pointee
    frame.instructionPointer += 1
    let wide = Operands(prefix: prefix, word)
    let outcome = try perform(context, frame, word.trustedOpcode, wide)
    guard case .jump = outcome else { return outcome }
    frame.instructionPointer += Int(wide.c)
    return .next
  }
}
