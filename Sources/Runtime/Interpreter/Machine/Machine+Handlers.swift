import Bytecode
import CRuntime

// Which handler an opcode has: a line for each that has a way of its own. All others go the general way.

extension Machine {
  /// Gives a thread the handlers of the interpreter.
  static func installHandlers(_ context: Context) {
    context.pointee.recording = 0
    context_handlers(context).update(from: Interpreter(of: context).state.pointee.standardHandlers, count: 256)
  }

  /// Fills the interpreter's table.
  static func fillHandlers(_ handlers: UnsafeMutablePointer<UnsafeRawPointer?>) {
    let table = HandlerTable(handlers)
    table.setAll { Machine($0, $1, $2, $3, $4).generally(Word(bits: $5)) }

    table.set(.enterCompiled) { Machine($0, $1, $2, $3, $4).enterCompiled(Word(bits: $5)) }
    table.set(.nop) { Machine($0, $1, $2, $3, $4).skip(Word(bits: $5)) }
    table.set(.move, .moveUnbound, .moveCell) { Machine($0, $1, $2, $3, $4).move(Word(bits: $5)) }
    table.set(.loadConstant) { Machine($0, $1, $2, $3, $4).loadConstant(Word(bits: $5)) }
    table.set(.checkBound) { Machine($0, $1, $2, $3, $4).checkBound(Word(bits: $5)) }
    table.set(.unbind) { Machine($0, $1, $2, $3, $4).unbind(Word(bits: $5)) }
    table.set(.loadCell) { Machine($0, $1, $2, $3, $4).loadCell(Word(bits: $5)) }
    table.set(.storeCell) { Machine($0, $1, $2, $3, $4).storeCell(Word(bits: $5)) }
    table.set(.loadFree) { Machine($0, $1, $2, $3, $4).loadFree(Word(bits: $5)) }
    table.set(.storeFree) { Machine($0, $1, $2, $3, $4).storeFree(Word(bits: $5)) }

    table.set(.loadGlobalCell) { Machine($0, $1, $2, $3, $4).loadGlobalCell(Word(bits: $5)) }
    table.set(.loadBuiltinCell) { Machine($0, $1, $2, $3, $4).loadBuiltinCell(Word(bits: $5)) }
    table.set(.loadNameCell) { Machine($0, $1, $2, $3, $4).loadNameCell(Word(bits: $5)) }
    table.set(.storeNameCell) { Machine($0, $1, $2, $3, $4).storeNameCell(Word(bits: $5)) }

    table.set(.loadAttributeSlot) { Machine($0, $1, $2, $3, $4).loadAttributeSlot(Word(bits: $5)) }
    table.set(.loadAttributeCached) { Machine($0, $1, $2, $3, $4).loadAttributeCached(Word(bits: $5)) }
    table.set(.storeAttributeCached) { Machine($0, $1, $2, $3, $4).storeAttributeCached(Word(bits: $5)) }
    table.set(.loadAttributeAny) { Machine($0, $1, $2, $3, $4).loadAttributeAny(Word(bits: $5)) }
    table.set(.storeAttributeAny) { Machine($0, $1, $2, $3, $4).storeAttributeAny(Word(bits: $5)) }
    table.set(.loadMethodCached) { Machine($0, $1, $2, $3, $4).loadMethodCached(Word(bits: $5)) }
    table.set(.loadSuperMethodCached) { Machine($0, $1, $2, $3, $4).loadSuperMethodCached(Word(bits: $5)) }
    table.set(.loadSuperMethodAny) { Machine($0, $1, $2, $3, $4).loadSuperMethodAny(Word(bits: $5)) }
    table.set(.loadMethodBound) { Machine($0, $1, $2, $3, $4).loadMethodBound(Word(bits: $5)) }

    table.set(.add) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.add) }
    table.set(.subtract) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.subtract) }
    table.set(.multiply) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.multiply) }
    table.set(.divide) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.divide) }
    table.set(.floorDivide) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.floorDivide) }
    table.set(.modulo) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.modulo) }
    table.set(.power) { Machine($0, $1, $2, $3, $4).power(Word(bits: $5)) }
    table.set(.leftShift) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.leftShift) }
    table.set(.rightShift) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.rightShift) }
    table.set(.bitAnd) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.and) }
    table.set(.bitOr) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.or) }
    table.set(.bitXor) { Machine($0, $1, $2, $3, $4).binary(Word(bits: $5), FastArithmetic.xor) }
    table.set(.negative) { Machine($0, $1, $2, $3, $4).negate(Word(bits: $5)) }
    table.set(.not) { Machine($0, $1, $2, $3, $4).not(Word(bits: $5)) }

    table.set(.equal) { Machine($0, $1, $2, $3, $4).compare(Word(bits: $5), .equal) }
    table.set(.notEqual) { Machine($0, $1, $2, $3, $4).compare(Word(bits: $5), .notEqual) }
    table.set(.less) { Machine($0, $1, $2, $3, $4).compare(Word(bits: $5), .less) }
    table.set(.lessEqual) { Machine($0, $1, $2, $3, $4).compare(Word(bits: $5), .lessEqual) }
    table.set(.greater) { Machine($0, $1, $2, $3, $4).compare(Word(bits: $5), .greater) }
    table.set(.greaterEqual) { Machine($0, $1, $2, $3, $4).compare(Word(bits: $5), .greaterEqual) }
    table.set(.same) { Machine($0, $1, $2, $3, $4).same(Word(bits: $5)) }
    table.set(.contains) { Machine($0, $1, $2, $3, $4).contains(Word(bits: $5)) }

    table.set(.jump) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5)) }
    table.set(.loop) { Machine($0, $1, $2, $3, $4).loop(Word(bits: $5)) }
    table.set(.jumpIfTrue) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifTruthIs: true) }
    table.set(.jumpIfFalse) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifTruthIs: false) }
    table.set(.jumpIfNone) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifNoneIs: true) }
    table.set(.jumpIfNotNone) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifNoneIs: false) }
    table.set(.jumpIfEqual) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifComparing: .equal) }
    table.set(.jumpIfNotEqual) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifComparing: .notEqual) }
    table.set(.jumpIfLess) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifComparing: .less) }
    table.set(.jumpIfLessEqual) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifComparing: .lessEqual) }
    table.set(.jumpIfGreater) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifComparing: .greater) }
    table.set(.jumpIfGreaterEqual) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), ifComparing: .greaterEqual) }
    table.set(.jumpIfSame) { Machine($0, $1, $2, $3, $4).jumpIfSame(Word(bits: $5)) }
    table.set(.jumpIfContains) { Machine($0, $1, $2, $3, $4).jumpIfContains(Word(bits: $5)) }

    table.set(.loadItem) { Machine($0, $1, $2, $3, $4).loadItem(Word(bits: $5)) }
    table.set(.loadSlice) { Machine($0, $1, $2, $3, $4).loadSlice(Word(bits: $5)) }
    table.set(.storeItem) { Machine($0, $1, $2, $3, $4).storeItem(Word(bits: $5)) }
    table.set(.unpackSequence) { Machine($0, $1, $2, $3, $4).unpackSequence(Word(bits: $5)) }
    table.set(.buildTuple) { Machine($0, $1, $2, $3, $4).buildTuple(Word(bits: $5)) }
    table.set(.buildList) { Machine($0, $1, $2, $3, $4).buildList(Word(bits: $5)) }
    table.set(.buildMap) { Machine($0, $1, $2, $3, $4).buildMap(Word(bits: $5)) }
    table.set(.buildString) { Machine($0, $1, $2, $3, $4).buildString(Word(bits: $5)) }
    table.set(.formatValue) { Machine($0, $1, $2, $3, $4).formatValue(Word(bits: $5)) }
    table.set(.listExtend) { Machine($0, $1, $2, $3, $4).listExtend(Word(bits: $5)) }
    table.set(.listToTuple) { Machine($0, $1, $2, $3, $4).listToTuple(Word(bits: $5)) }
    table.set(.setAdd) { Machine($0, $1, $2, $3, $4).setAdd(Word(bits: $5)) }
    table.set(.mapStore) { Machine($0, $1, $2, $3, $4).mapStore(Word(bits: $5)) }
    table.set(.makeCell) { Machine($0, $1, $2, $3, $4).makeCell(Word(bits: $5)) }
    table.set(.makeFunction) { Machine($0, $1, $2, $3, $4).makeFunction(Word(bits: $5)) }
    table.set(.listAppend) { Machine($0, $1, $2, $3, $4).listAppend(Word(bits: $5)) }
    table.set(.jumpUnlessSequence) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), unless: .sequence) }
    table.set(.jumpUnlessMapping) { Machine($0, $1, $2, $3, $4).jump(Word(bits: $5), unless: .mapping) }
    table.set(.length) { Machine($0, $1, $2, $3, $4).length(Word(bits: $5)) }
    table.set(.getIterator) { Machine($0, $1, $2, $3, $4).getIterator(Word(bits: $5)) }
    table.set(.forNext) { Machine($0, $1, $2, $3, $4).forNext(Word(bits: $5)) }

    table.set(.call) { Machine($0, $1, $2, $3, $4).call(Word(bits: $5)) }
    table.set(.callMethod) { Machine($0, $1, $2, $3, $4).callMethod(Word(bits: $5)) }
    table.set(.callClass) { Machine($0, $1, $2, $3, $4).callClass(Word(bits: $5)) }
    table.set(.return) { Machine($0, $1, $2, $3, $4).`return`(Word(bits: $5)) }
    table.set(.startGenerator) { Machine($0, $1, $2, $3, $4).startGenerator(Word(bits: $5)) }
    table.set(.getYieldFromIterator) { Machine($0, $1, $2, $3, $4).getYieldFromIterator(Word(bits: $5)) }
    table.set(.getAwaitable) { Machine($0, $1, $2, $3, $4).getAwaitable(Word(bits: $5)) }
    table.set(.getAsyncNext) { Machine($0, $1, $2, $3, $4).getAsyncNext(Word(bits: $5)) }
    table.set(.delegate) { Machine($0, $1, $2, $3, $4).delegate(Word(bits: $5)) }
    table.set(.yield) { Machine($0, $1, $2, $3, $4).yield(Word(bits: $5)) }
    table.set(.enterHandler) { Machine($0, $1, $2, $3, $4).enterHandler(Word(bits: $5)) }
    table.set(.leaveHandler) { Machine($0, $1, $2, $3, $4).leaveHandler(Word(bits: $5)) }
    table.set(.jumpUnlessCaught) { Machine($0, $1, $2, $3, $4).jumpUnlessCaught(Word(bits: $5)) }
  }
}

private typealias Word = InstructionWord
