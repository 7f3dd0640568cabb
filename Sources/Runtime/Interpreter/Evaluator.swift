import Bytecode
import CRuntime

// The interpreter's loop. Here stand only the fast ways: what small ints, floats, lists, cached attributes and plain
// functions do with few instructions. Whatever they do not cover falls to `perform`, which knows the whole semantics of
// every instruction; compiled code calls the same functions.
//
// The loop's state is in local variables, never passed by reference, so that it stays in registers: context, frame, `pc`,
// registers and constants are the five that survive calls. Nothing that throws is called from here, as the register for
// Swift errors would be a sixth. Before anything that may raise, collect or look at frames, the frame's `pc` is brought
// up to date.

/// Runs the top frame, which native code has entered, until it returns; *empty* means raised.
@inline(never)
func evaluate(_ context: Context) -> Value {
  var frame = context.pointee.frame.unsafelyUnwrapped
  var pc = frame.instructionPointer
  var registers = frame.pointee.registers
  var constants = frame.pointee.constants

  unwinding: while true {
    dispatch: while true {
      let word = pc.pointee
      pc += 1
      switch word.trustedOpcode {

      // MARK: Moving

      case .nop:
        continue dispatch

      case .move, .moveUnbound, .moveCell:
        registers[Int(word.a)] = registers[Int(word.b)]
        // Arguments are moved one after the other: a branch costs less than another round of the loop.
        while pc.pointee.trustedOpcode == .move {
          registers[Int(pc.pointee.a)] = registers[Int(pc.pointee.b)]
          pc += 1
        }
        continue dispatch

      case .loadConstant:
        registers[Int(word.a)] = constants[Int(word.b)]
        continue dispatch

      case .checkBound:
        if registers[Int(word.a)] != .unbound { continue dispatch }

      case .unbind:
        registers[Int(word.a)] = .unbound
        continue dispatch

      case .loadCell:
        let content = Cell(registers[Int(word.b)]).content
        if content != .unbound {
          registers[Int(word.a)] = content
          continue dispatch
        }

      case .storeCell:
        Cell(registers[Int(word.a)]).content = fastB(word, registers, constants)
        continue dispatch

      case .loadFree:
        let content = frame.freeCell(Int(word.b)).content
        if content != .unbound {
          registers[Int(word.a)] = content
          continue dispatch
        }

      case .storeFree:
        frame.freeCell(Int(word.a)).content = fastB(word, registers, constants)
        continue dispatch

      // MARK: Names

      case .loadGlobalCell:
        let value = GlobalCell(constants.cache(word.c)).value
        if !value.isEmpty {
          registers[Int(word.a)] = value
          continue dispatch
        }

      case .loadBuiltinCell:
        let cells = CacheRecord(constants.cache(word.c)).pointer
        let value = GlobalCell(cells.pointee.value).value
        if GlobalCell(cells.pointee.owner).value.isEmpty, !value.isEmpty {
          registers[Int(word.a)] = value
          continue dispatch
        }

      case .loadNameCell:
        let value = GlobalCell(constants.cache(word.c)).value
        if !value.isEmpty, frame.localsAreGlobals {
          registers[Int(word.a)] = value
          continue dispatch
        }

      case .storeNameCell:
        let cell = GlobalCell(constants.cache(word.c))
        if frame.storesGlobals, cell.assign(context, fastB(word, registers, constants)) { continue dispatch }

      // MARK: Attributes

      case .loadAttributeSlot:
        let object = fastB(word, registers, constants)
        if object.isPointer {
          let shape = object.object.pointee.shape
          var record = CacheRecord(constants.cache(word.c))
          while true {
            if record.pointer.pointee.shape == shape {
              let value = load(object.slot(at: record.pointer.pointee.offset))
              if value.isEmpty { break }
              registers[Int(word.a)] = value
              continue dispatch
            }
            if record.next.isEmpty { break }
            record = CacheRecord(record.next)
          }
        }

      case .storeAttributeCached:
        let object = fastA(word, registers, constants)
        if context.storeCached(constants.cache(word.c), object, fastB(word, registers, constants)) { continue dispatch }

      case .loadMethodCached:
        let object = fastB(word, registers, constants)
        let shape = object.shapeOfClass
        var record = CacheRecord(constants.cache(word.c))
        while true {
          if record.pointer.pointee.shape == shape, record.isCurrent {
            let target = registers + Int(word.a)
            target[0] = record.pointer.pointee.value
            target[1] = object
            continue dispatch
          }
          if record.next.isEmpty { break }
          record = CacheRecord(record.next)
        }

      case .loadMethodBound:
        let object = fastB(word, registers, constants)
        if context.loadCachedMethod(constants.cache(word.c), object, to: registers + Int(word.a)) { continue dispatch }

      // MARK: Arithmetic

      case .add:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        var result = FastArithmetic.add(left, right)
        if result.isEmpty {
          frame.instructionPointer = pc
          result = context.quickArithmetic(.add, left, right)
        }
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }
        if !context.pointee.pendingException.isEmpty { break dispatch }

      case .subtract:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        var result = FastArithmetic.subtract(left, right)
        if result.isEmpty {
          frame.instructionPointer = pc
          result = context.quickArithmetic(.subtract, left, right)
        }
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }

      case .multiply:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        var result = FastArithmetic.multiply(left, right)
        if result.isEmpty {
          frame.instructionPointer = pc
          result = context.quickArithmetic(.multiply, left, right)
        }
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }

      case .divide:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        var result = FastArithmetic.divide(left, right)
        if result.isEmpty {
          frame.instructionPointer = pc
          result = context.quickArithmetic(.divide, left, right)
        }
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }

      case .power:
        frame.instructionPointer = pc
        let result = context.quickArithmetic(
          .power, fastB(word, registers, constants), fastC(word, registers, constants))
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }

      case .floorDivide:
        let result = FastArithmetic.floorDivide(
          fastB(word, registers, constants), fastC(word, registers, constants))
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }

      case .modulo:
        let result = FastArithmetic.modulo(fastB(word, registers, constants), fastC(word, registers, constants))
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }

      case .bitAnd:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if Value.areSmallInts(left, right) {
          registers[Int(word.a)] = Value(bits: left.bits & right.bits)
          continue dispatch
        }

      case .bitOr:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if Value.areSmallInts(left, right) {
          registers[Int(word.a)] = Value(bits: left.bits | right.bits)
          continue dispatch
        }

      case .bitXor:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if Value.areSmallInts(left, right) {
          registers[Int(word.a)] = Value(bits: (left.bits ^ right.bits) | 1)
          continue dispatch
        }

      case .leftShift:
        let result = FastArithmetic.leftShift(fastB(word, registers, constants), fastC(word, registers, constants))
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }

      case .rightShift:
        let result = FastArithmetic.rightShift(fastB(word, registers, constants), fastC(word, registers, constants))
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }

      case .negative:
        let result = FastArithmetic.negate(fastB(word, registers, constants))
        if !result.isEmpty {
          registers[Int(word.a)] = result
          continue dispatch
        }

      case .not:
        if let truth = FastArithmetic.truth(context, fastB(word, registers, constants)) {
          registers[Int(word.a)] = Value(!truth)
          continue dispatch
        }

      // MARK: Comparison

      case .equal:
        if let truth = FastArithmetic.isEqual(
          context, fastB(word, registers, constants), fastC(word, registers, constants))
        {
          registers[Int(word.a)] = Value(truth)
          continue dispatch
        }

      case .notEqual:
        if let truth = FastArithmetic.isEqual(
          context, fastB(word, registers, constants), fastC(word, registers, constants))
        {
          registers[Int(word.a)] = Value(!truth)
          continue dispatch
        }

      case .less:
        if let truth = FastArithmetic.compare(
          context, .less, fastB(word, registers, constants), fastC(word, registers, constants))
        {
          registers[Int(word.a)] = Value(truth)
          continue dispatch
        }

      case .lessEqual:
        if let truth = FastArithmetic.compare(
          context, .lessEqual, fastB(word, registers, constants), fastC(word, registers, constants))
        {
          registers[Int(word.a)] = Value(truth)
          continue dispatch
        }

      case .greater:
        if let truth = FastArithmetic.compare(
          context, .greater, fastB(word, registers, constants), fastC(word, registers, constants))
        {
          registers[Int(word.a)] = Value(truth)
          continue dispatch
        }

      case .greaterEqual:
        if let truth = FastArithmetic.compare(
          context, .greaterEqual, fastB(word, registers, constants), fastC(word, registers, constants))
        {
          registers[Int(word.a)] = Value(truth)
          continue dispatch
        }

      case .contains:
        frame.instructionPointer = pc
        if let found = context.quickContains(fastC(word, registers, constants), fastB(word, registers, constants)) {
          registers[Int(word.a)] = Value(found != (word.d != 0))
          continue dispatch
        }
        if !context.pointee.pendingException.isEmpty { break dispatch }

      case .same:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        registers[Int(word.a)] = Value(context.isIdentical(left, right) != (word.d != 0))
        continue dispatch

      // MARK: Jumps

      case .jump:
        pc += Int(word.displacement)
        continue dispatch

      case .loop:
        if load_relaxed_u32(pollWord(context)) == 0 {
          pc += Int(word.displacement)
          continue dispatch
        }

      case .jumpIfTrue:
        if let truth = FastArithmetic.truth(context, fastA(word, registers, constants)) {
          if truth { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfFalse:
        if let truth = FastArithmetic.truth(context, fastA(word, registers, constants)) {
          if !truth { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfNone:
        if fastA(word, registers, constants) == .none { pc += Int(word.displacement) }
        continue dispatch

      case .jumpIfNotNone:
        if fastA(word, registers, constants) != .none { pc += Int(word.displacement) }
        continue dispatch

      case .jumpIfEqual:
        if let truth = FastArithmetic.isEqual(
          context, fastA(word, registers, constants), fastB(word, registers, constants))
        {
          if truth != (word.d != 0) { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfNotEqual:
        if let truth = FastArithmetic.isEqual(
          context, fastA(word, registers, constants), fastB(word, registers, constants))
        {
          if truth == (word.d != 0) { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfLess:
        if let truth = FastArithmetic.compare(
          context, .less, fastA(word, registers, constants), fastB(word, registers, constants))
        {
          if truth != (word.d != 0) { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfLessEqual:
        if let truth = FastArithmetic.compare(
          context, .lessEqual, fastA(word, registers, constants), fastB(word, registers, constants))
        {
          if truth != (word.d != 0) { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfGreater:
        if let truth = FastArithmetic.compare(
          context, .greater, fastA(word, registers, constants), fastB(word, registers, constants))
        {
          if truth != (word.d != 0) { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfGreaterEqual:
        if let truth = FastArithmetic.compare(
          context, .greaterEqual, fastA(word, registers, constants), fastB(word, registers, constants))
        {
          if truth != (word.d != 0) { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfSame:
        let left = fastA(word, registers, constants)
        let right = fastB(word, registers, constants)
        if context.isIdentical(left, right) != (word.d != 0) { pc += Int(word.displacement) }
        continue dispatch

      case .jumpIfContains:
        frame.instructionPointer = pc
        if let found = context.quickContains(fastB(word, registers, constants), fastA(word, registers, constants)) {
          if found != (word.d != 0) { pc += Int(word.displacement) }
          continue dispatch
        }
        if !context.pointee.pendingException.isEmpty { break dispatch }

      // MARK: Containers

      case .loadItem:
        let container = fastB(word, registers, constants)
        let key = fastC(word, registers, constants)
        var item = Value.empty
        if key.isSmallInt, let list = List(ifExactly: container) {
          item = list.element(list.position(key.smallInt))
        } else if key.isSmallInt, let tuple = Tuple(ifExactly: container) {
          item = tuple.element(at: key.smallInt)
        } else {
          frame.instructionPointer = pc
          item = context.quickItem(container, key)
        }
        if !item.isEmpty {
          registers[Int(word.a)] = item
          continue dispatch
        }
        if !context.pointee.pendingException.isEmpty { break dispatch }

      case .loadSlice:
        let bounds = registers + Int(word.c)
        frame.instructionPointer = pc
        let part = context.quickSlice(fastB(word, registers, constants), bounds[0], bounds[1])
        if !part.isEmpty {
          registers[Int(word.a)] = part
          continue dispatch
        }
        if !context.pointee.pendingException.isEmpty { break dispatch }

      case .storeItem:
        let container = fastA(word, registers, constants)
        let key = fastB(word, registers, constants)
        let item = fastC(word, registers, constants)
        if key.isSmallInt, let list = List(ifExactly: container) {
          if list.setElement(context, list.position(key.smallInt), item) { continue dispatch }
        } else {
          frame.instructionPointer = pc
          if context.quickSetItem(container, key, item) { continue dispatch }
          if !context.pointee.pendingException.isEmpty { break dispatch }
        }

      case .getIterator:
        frame.instructionPointer = pc
        let iterator = context.quickIterator(fastB(word, registers, constants))
        if !iterator.isEmpty {
          registers[Int(word.a)] = iterator
          continue dispatch
        }

      case .forNext:
        if let iterator = FastIterator(registers[Int(word.b)]), load_relaxed_u32(pollWord(context)) == 0 {
          let item = iterator.next()
          if !item.isEmpty {
            registers[Int(word.a)] = item
            pc += Int(word.displacement)
          }
          continue dispatch
        }
        if let generator = Generator(ifExactly: registers[Int(word.b)]) {
          frame.instructionPointer = pc
          if let next = generator.pushIterated(context, result: UInt32(word.a)) {
            frame = next
            pc = frame.instructionPointer
            registers = frame.pointee.registers
            constants = frame.pointee.constants
            continue dispatch
          }
        } else if load_relaxed_u32(pollWord(context)) == 0 {
          frame.instructionPointer = pc
          if let item = context.quickNext(registers[Int(word.b)]) {
            if !item.isEmpty {
              registers[Int(word.a)] = item
              pc += Int(word.displacement)
              continue dispatch
            }
            if !context.pointee.pendingException.isEmpty { break dispatch }
            continue dispatch
          }
        }

      case .delegate:
        if let generator = Generator(ifExactly: registers[Int(word.b)]) {
          frame.instructionPointer = pc
          if let next = generator.pushDelegated(context, sending: registers[Int(word.a)], result: UInt32(word.a)) {
            frame = next
            pc = frame.instructionPointer
            registers = frame.pointee.registers
            constants = frame.pointee.constants
            continue dispatch
          }
        }

      case .yield:
        frame.instructionPointer = pc
        let item = fastB(word, registers, constants)
        if frame.yieldToNative(context, word) { return item }
        if let loop = frame.yieldToLoop(context, word, item) {
          frame = loop
          pc = frame.instructionPointer
          registers = frame.pointee.registers
          constants = frame.pointee.constants
          continue dispatch
        }

      case .unpackSequence:
        let count = Int(word.c)
        let sequence = fastB(word, registers, constants)
        if let tuple = Tuple(ifExactly: sequence), tuple.count == count {
          let target = registers + Int(word.a)
          for index in 0..<count { target[index] = tuple[index] }
          continue dispatch
        }

      case .listAppend:
        let list = List(registers[Int(word.a)])
        if list.appendInPlace(context, fastB(word, registers, constants)) { continue dispatch }

      // MARK: Handlers

      case .enterHandler:
        let state = registers + Int(word.a)
        let before = context.pointee.handledException
        state[0] = before.isEmpty ? .none : before
        state[1] = context.pointee.pendingException
        context.pointee.handledException = context.pointee.pendingException
        context.pointee.pendingException = .empty
        continue dispatch

      case .leaveHandler:
        let before = registers[Int(word.a)]
        context.pointee.handledException = before == .none ? .empty : before
        continue dispatch

      case .jumpUnlessCaught:
        if let isCaught = context.quickMatch(registers[Int(word.a)], fastB(word, registers, constants)) {
          if !isCaught { pc += Int(word.displacement) }
          continue dispatch
        }

      // MARK: Calls

      case .call:
        let window = registers + Int(word.b)
        let callee = window.pointee
        if let function = Function(ifExactly: callee) {
          if let next = frame.pushFast(context, function, window + 1, count: Int(word.d), result: UInt32(word.a)) {
            frame.instructionPointer = pc
            frame = next
            pc = frame.instructionPointer
            registers = frame.pointee.registers
            constants = frame.pointee.constants
            continue dispatch
          }
        } else if let native = NativeFunction(ifExactly: callee),
          native.pointer.pointee.functionArity == word.d, native.pointer.pointee.receiver.isEmpty
        {
          frame.instructionPointer = pc
          let result = native.callDirectly(context, window + 1, count: Int(word.d))
          if result.isEmpty { break dispatch }
          registers[Int(word.a)] = result
          continue dispatch
        } else {
          frame.instructionPointer = pc
          let result = context.quickCall(callee, window + 1, count: Int(word.d), isMethod: false)
          if !result.isEmpty {
            registers[Int(word.a)] = result
            continue dispatch
          }
          if !context.pointee.pendingException.isEmpty { break dispatch }
        }

      case .callMethod:
        let window = registers + Int(word.b)
        let callee = window.pointee
        let isBound = !window[1].isEmpty
        let arguments = window + (isBound ? 1 : 2)
        let count = Int(word.d) + (isBound ? 1 : 0)
        if let function = Function(ifExactly: callee) {
          if let next = frame.pushFast(context, function, arguments, count: count, result: UInt32(word.a)) {
            frame.instructionPointer = pc
            frame = next
            pc = frame.instructionPointer
            registers = frame.pointee.registers
            constants = frame.pointee.constants
            continue dispatch
          }
        } else if let native = NativeFunction(ifExactly: callee), native.pointer.pointee.receiver.isEmpty,
          Int(isBound ? native.pointer.pointee.methodArity : native.pointer.pointee.functionArity) == count
        {
          frame.instructionPointer = pc
          let result = native.callDirectly(context, arguments, count: count)
          if result.isEmpty { break dispatch }
          registers[Int(word.a)] = result
          continue dispatch
        } else {
          frame.instructionPointer = pc
          let result = context.quickCall(callee, arguments, count: count, isMethod: isBound)
          if !result.isEmpty {
            registers[Int(word.a)] = result
            continue dispatch
          }
          if !context.pointee.pendingException.isEmpty { break dispatch }
        }

      case .callClass:
        let window = registers + Int(word.b)
        frame.instructionPointer = pc
        if word.d == 0 {
          let instance = context.plainInstance(constants.cache(word.c), of: window.pointee)
          if !instance.isEmpty {
            registers[Int(word.a)] = instance
            continue dispatch
          }
        }
        if let next = frame.pushInitializer(
          context, constants.cache(word.c), window, count: Int(word.d), result: UInt32(word.a))
        {
          frame = next
          pc = frame.instructionPointer
          registers = frame.pointee.registers
          constants = frame.pointee.constants
          continue dispatch
        }

      case .return:
        let value = fastA(word, registers, constants)
        let flags = frame.pointee.flags
        if flags == 0 || flags == UInt32(frameIsInitializer.rawValue) && value == .none {
          let result = Int(frame.pointee.result)
          let delivered = flags == 0 ? value : frame.pointee.owner
          frame -= 1
          context.pointee.frame = frame
          pc = frame.instructionPointer
          registers = frame.pointee.registers
          constants = frame.pointee.constants
          registers[result] = delivered
          continue dispatch
        }

      default:
        break
      }

      // The general way.
      frame.instructionPointer = pc
      switch performOrRaise(context, frame, word) {
      case .next:
        pc = frame.instructionPointer
      case .jump:
        pc = frame.instructionPointer + Int(word.displacement)
      case .frameChanged:
        frame = context.pointee.frame.unsafelyUnwrapped
        pc = frame.instructionPointer
        registers = frame.pointee.registers
        constants = frame.pointee.constants
      case .returned(let value):
        return value
      case .raised:
        break dispatch
      }
    }

    guard unwind(context) else { return .empty }
    frame = context.pointee.frame.unsafelyUnwrapped
    pc = frame.instructionPointer
    registers = frame.pointee.registers
    constants = frame.pointee.constants
  }
}

// MARK: Operands

/// The operand a, b or c of the role `value`. The choice between the two tables compiles to a conditional move.
@inline(__always)
private func fastA(_ word: InstructionWord, _ registers: UnsafeMutablePointer<Value>, _ constants: UnsafePointer<Value>) -> Value {
  (word.aIsConstant ? constants : UnsafePointer(registers))[Int(word.a)]
}

@inline(__always)
private func fastB(_ word: InstructionWord, _ registers: UnsafeMutablePointer<Value>, _ constants: UnsafePointer<Value>) -> Value {
  (word.bIsConstant ? constants : UnsafePointer(registers))[Int(word.b)]
}

@inline(__always)
private func fastC(_ word: InstructionWord, _ registers: UnsafeMutablePointer<Value>, _ constants: UnsafePointer<Value>) -> Value {
  (word.cIsConstant ? constants : UnsafePointer(registers))[Int(word.c)]
}
