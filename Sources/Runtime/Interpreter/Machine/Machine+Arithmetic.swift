import Bytecode
import CRuntime

extension Machine {
  /// An operator on two operands whose fast way is inlined here; `fast` says *empty* where it does not apply.
  @inline(__always)
  func binary(_ word: InstructionWord, _ fast: (Value, Value) -> Value) -> Value {
    let result = fast(valueB(word), valueC(word))
    return result.isEmpty ? quickly(word, operateQuickly) : next(word, result)
  }

  @inline(__always)
  func power(_ word: InstructionWord) -> Value {
    quickly(word, operateQuickly)
  }

  @inline(__always)
  func negate(_ word: InstructionWord) -> Value {
    let result = FastArithmetic.negate(valueB(word))
    return result.isEmpty ? generally(word) : next(word, result)
  }

  @inline(__always)
  func not(_ word: InstructionWord) -> Value {
    let operand = valueB(word)
    switch FastArithmetic.truth(operand) {
    case .true: return next(word, .false)
    case .false: return next(word, .true)
    case .unknown: return quickly(word, negateTruthQuickly)
    }
  }
}

/// Arithmetic on what is no small int: floats that do not fit a word, text, complex numbers.
@inline(never)
private func operateQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  let operation = BinaryOperation(from: word.trustedOpcode)
  let result = context.quickArithmetic(operation, state.valueB(word), state.valueC(word))
  return result.isEmpty ? Machine.resumedWithoutResult(context, word) : Machine.resumed(context, word, result)
}

@inline(never)
private func negateTruthQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  guard let truth = context.quickTruth(state.valueB(word)) else { return Machine.resumedWithoutResult(context, word) }
  return Machine.resumed(context, word, Value(!truth))
}
