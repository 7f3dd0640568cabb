import Bytecode
import CRuntime

// The interpreter's loop. Here stand only the fast ways: what small ints, floats, lists and plain functions do without
// calling out. Whatever they do not cover falls to `perform`, which knows the whole semantics of every instruction; the
// JIT calls the same functions.
//
// The loop's state is in local variables, never passed by reference, so that it stays in registers. Before anything
// that may raise, collect or look at frames, the frame's `pc` is brought up to date.

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
      switch word.opcode.unsafelyUnwrapped {

      // MARK: Moving

      case .nop:
        continue dispatch

      case .move:
        registers[Int(word.a)] = registers[Int(word.b)]
        continue dispatch

      case .moveUnbound, .moveCell:
        registers[Int(word.a)] = registers[Int(word.b)]
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

      // MARK: Arithmetic

      case .add:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if let sum = FastArithmetic.add(left, right) {
          registers[Int(word.a)] = sum
          continue dispatch
        }

      case .subtract:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if let difference = FastArithmetic.subtract(left, right) {
          registers[Int(word.a)] = difference
          continue dispatch
        }

      case .multiply:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if let product = FastArithmetic.multiply(left, right) {
          registers[Int(word.a)] = product
          continue dispatch
        }

      case .divide:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if let quotient = FastArithmetic.divide(left, right) {
          registers[Int(word.a)] = quotient
          continue dispatch
        }

      case .floorDivide:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if let quotient = FastArithmetic.floorDivide(left, right) {
          registers[Int(word.a)] = quotient
          continue dispatch
        }

      case .modulo:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if let remainder = FastArithmetic.modulo(left, right) {
          registers[Int(word.a)] = remainder
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
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if let shifted = FastArithmetic.leftShift(left, right) {
          registers[Int(word.a)] = shifted
          continue dispatch
        }

      case .rightShift:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        if let shifted = FastArithmetic.rightShift(left, right) {
          registers[Int(word.a)] = shifted
          continue dispatch
        }

      case .negative:
        let operand = fastB(word, registers, constants)
        if let negated = FastArithmetic.negate(operand) {
          registers[Int(word.a)] = negated
          continue dispatch
        }

      case .not:
        let operand = fastB(word, registers, constants)
        if let truth = FastArithmetic.truth(operand) {
          registers[Int(word.a)] = Value(!truth)
          continue dispatch
        }

      // MARK: Comparison

      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
        let left = fastB(word, registers, constants)
        let right = fastC(word, registers, constants)
        let comparison = Comparison(of: word.opcode.unsafelyUnwrapped, from: .equal)
        if let truth = FastArithmetic.compare(comparison, left, right) {
          registers[Int(word.a)] = Value(truth)
          continue dispatch
        }

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
        pc += Int(word.displacement)
        if load_relaxed_u32(pollWord(context)) == 0 { continue dispatch }
        pc -= Int(word.displacement)

      case .jumpIfTrue:
        if let truth = FastArithmetic.truth(fastA(word, registers, constants)) {
          if truth { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfFalse:
        if let truth = FastArithmetic.truth(fastA(word, registers, constants)) {
          if !truth { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfNone:
        if fastA(word, registers, constants) == .none { pc += Int(word.displacement) }
        continue dispatch

      case .jumpIfNotNone:
        if fastA(word, registers, constants) != .none { pc += Int(word.displacement) }
        continue dispatch

      case .jumpIfLess:
        let left = fastA(word, registers, constants)
        let right = fastB(word, registers, constants)
        if let truth = FastArithmetic.compare(.less, left, right) {
          if truth != (word.d != 0) { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfEqual, .jumpIfNotEqual, .jumpIfLessEqual, .jumpIfGreater, .jumpIfGreaterEqual:
        let left = fastA(word, registers, constants)
        let right = fastB(word, registers, constants)
        let comparison = Comparison(of: word.opcode.unsafelyUnwrapped, from: .jumpIfEqual)
        if let truth = FastArithmetic.compare(comparison, left, right) {
          if truth != (word.d != 0) { pc += Int(word.displacement) }
          continue dispatch
        }

      case .jumpIfSame:
        let left = fastA(word, registers, constants)
        let right = fastB(word, registers, constants)
        if context.isIdentical(left, right) != (word.d != 0) { pc += Int(word.displacement) }
        continue dispatch

      // MARK: Containers

      case .loadItem:
        let container = fastB(word, registers, constants)
        let key = fastC(word, registers, constants)
        if key.isSmallInt {
          var item = Value.empty
          if let list = List(ifExactly: container) {
            item = list.element(list.position(key.smallInt))
          } else if let tuple = Tuple(ifExactly: container) {
            item = tuple.element(at: key.smallInt)
          }
          if !item.isEmpty {
            registers[Int(word.a)] = item
            continue dispatch
          }
        }

      case .storeItem:
        let container = fastA(word, registers, constants)
        let key = fastB(word, registers, constants)
        if key.isSmallInt, let list = List(ifExactly: container),
          list.setElement(context, list.position(key.smallInt), fastC(word, registers, constants))
        {
          continue dispatch
        }

      case .forNext:
        if let iterator = FastIterator(registers[Int(word.b)]) {
          let item = iterator.next()
          if !item.isEmpty {
            registers[Int(word.a)] = item
            pc += Int(word.displacement)
            if load_relaxed_u32(pollWord(context)) == 0 { continue dispatch }
            frame.instructionPointer = pc
            do throws(Raised) { try context.handleEvents() } catch { break dispatch }
            continue dispatch
          }
        }

      // MARK: Calls

      case .call:
        let window = registers + Int(word.b)
        if let callee = Function(ifExactly: window.pointee),
          let next = frame.pushFast(context, callee, window + 1, count: Int(word.d), result: UInt32(word.a))
        {
          frame.instructionPointer = pc
          frame = next
          pc = frame.instructionPointer
          registers = frame.pointee.registers
          constants = frame.pointee.constants
          continue dispatch
        }

      case .callMethod:
        let window = registers + Int(word.b)
        let hasReceiver = !window[1].isEmpty
        if let callee = Function(ifExactly: window.pointee),
          let next = frame.pushFast(
            context, callee, window + (hasReceiver ? 1 : 2), count: Int(word.d) + (hasReceiver ? 1 : 0),
            result: UInt32(word.a))
        {
          frame.instructionPointer = pc
          frame = next
          pc = frame.instructionPointer
          registers = frame.pointee.registers
          constants = frame.pointee.constants
          continue dispatch
        }

      case .return:
        let value = fastA(word, registers, constants)
        if frame.pointee.flags == 0 {
          let result = Int(frame.pointee.result)
          frame -= 1
          context.pointee.frame = frame
          pc = frame.instructionPointer
          registers = frame.pointee.registers
          constants = frame.pointee.constants
          registers[result] = value
          continue dispatch
        }

      default:
        break
      }

      // The slow way.
      frame.instructionPointer = pc
      do throws(Raised) {
        switch try perform(context, frame, word) {
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
        }
      } catch {
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
