import Bytecode
import CRuntime

// Comparisons, whose result goes to a register, and jumps that compare. The operands of the former are b and c, of the
// latter a and b; `d` of a jump turns its condition round.

extension Machine {
  // MARK: Into a register

  @inline(__always)
  func compare(_ word: InstructionWord, _ comparison: Comparison) -> Value {
    switch FastArithmetic.compare(comparison, valueB(word), valueC(word)) {
    case .true: next(word, .true)
    case .false: next(word, .false)
    case .unknown: quickly(word, compareQuickly)
    }
  }

  @inline(__always)
  func same(_ word: InstructionWord) -> Value {
    let (left, right) = (valueB(word), valueC(word))
    if left == right || !left.isPointer || !right.isPointer {
      return next(word, Value((left == right) != (word.d != 0)))
    }
    return next(word, Value(context.isIdentical(left, right) != (word.d != 0)))
  }

  @inline(__always)
  func contains(_ word: InstructionWord) -> Value {
    switch Set.containsAtOnce(valueC(word), valueB(word)) {
    case .true: next(word, Value(word.d == 0))
    case .false: next(word, Value(word.d != 0))
    case .unknown: quickly(word, containsQuickly)
    }
  }

  // MARK: Jumps

  @inline(__always)
  func loop(_ word: InstructionWord) -> Value {
    guard isUndisturbed else { return generally(word) }
    return isCool ? jump(word) : quickly(word, loopHotly)
  }

  @inline(__always)
  func jump(_ word: InstructionWord, ifTruthIs wanted: Bool) -> Value {
    switch FastArithmetic.truth(valueA(word)) {
    case .true: jump(word, if: wanted)
    case .false: jump(word, if: !wanted)
    case .unknown: quickly(word, jumpOnTruthQuickly)
    }
  }

  @inline(__always)
  func jump(_ word: InstructionWord, ifNoneIs wanted: Bool) -> Value {
    jump(word, if: (valueA(word) == .none) == wanted)
  }

  @inline(__always)
  func jump(_ word: InstructionWord, ifComparing comparison: Comparison) -> Value {
    switch FastArithmetic.compare(comparison, valueA(word), valueB(word)) {
    case .true: jump(word, if: word.d == 0)
    case .false: jump(word, if: word.d != 0)
    case .unknown: quickly(word, jumpOnComparisonQuickly)
    }
  }

  @inline(__always)
  func jumpIfSame(_ word: InstructionWord) -> Value {
    let (left, right) = (valueA(word), valueB(word))
    if left == right || !left.isPointer || !right.isPointer { return jump(word, if: (left == right) != (word.d != 0)) }
    return jump(word, if: context.isIdentical(left, right) != (word.d != 0))
  }

  @inline(__always)
  func jumpIfContains(_ word: InstructionWord) -> Value {
    switch Set.containsAtOnce(valueB(word), valueA(word)) {
    case .true: jump(word, if: word.d == 0)
    case .false: jump(word, if: word.d != 0)
    case .unknown: quickly(word, jumpOnContentQuickly)
    }
  }
}

/// Text, numbers of different kinds and large ones.
@inline(never)
private func compareQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  let comparison = Comparison(of: word.trustedOpcode, from: .equal)
  guard let truth = context.quickCompare(comparison, state.valueB(word), state.valueC(word)) else {
    return Machine.resumedWithoutResult(context, word)
  }
  return Machine.resumed(context, word, Value(truth))
}

@inline(never)
private func jumpOnComparisonQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  let comparison = Comparison(of: word.trustedOpcode, from: .jumpIfEqual)
  guard let truth = context.quickCompare(comparison, state.valueA(word), state.valueB(word)) else {
    return Machine.resumedWithoutResult(context, word)
  }
  return Machine(context).jump(word, if: truth != (word.d != 0))
}

@inline(never)
private func jumpOnTruthQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  guard let truth = context.quickTruth(state.valueA(word)) else { return Machine.resumedWithoutResult(context, word) }
  return Machine(context).jump(word, if: truth == (word.trustedOpcode == .jumpIfTrue))
}

@inline(never)
private func containsQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  guard let found = context.quickContains(state.valueC(word), state.valueB(word)) else {
    return Machine.resumedWithoutResult(context, word)
  }
  return Machine.resumed(context, word, Value(found != (word.d != 0)))
}

@inline(never)
private func jumpOnContentQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  guard let found = context.quickContains(state.valueB(word), state.valueA(word)) else {
    return Machine.resumedWithoutResult(context, word)
  }
  return Machine(context).jump(word, if: found != (word.d != 0))
}
