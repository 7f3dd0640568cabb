import Bytecode
import CRuntime

// Displays, f-strings and functions, which always allocate, and methods of `super()`. What the instructions do is
// `Activation`'s; here they are only spared the way through `perform`.

extension Machine {
  @inline(__always)
  func buildTuple(_ word: InstructionWord) -> Value { quickly(word, buildTupleQuickly) }

  @inline(__always)
  func buildList(_ word: InstructionWord) -> Value { quickly(word, buildListQuickly) }

  @inline(__always)
  func buildMap(_ word: InstructionWord) -> Value { quickly(word, buildMapQuickly) }

  @inline(__always)
  func buildString(_ word: InstructionWord) -> Value { quickly(word, buildStringQuickly) }

  @inline(__always)
  func formatValue(_ word: InstructionWord) -> Value { quickly(word, formatValueQuickly) }

  @inline(__always)
  func listExtend(_ word: InstructionWord) -> Value { quickly(word, listExtendQuickly) }

  @inline(__always)
  func listToTuple(_ word: InstructionWord) -> Value { quickly(word, listToTupleQuickly) }

  @inline(__always)
  func setAdd(_ word: InstructionWord) -> Value { quickly(word, setAddQuickly) }

  @inline(__always)
  func mapStore(_ word: InstructionWord) -> Value { quickly(word, mapStoreQuickly) }

  @inline(__always)
  func makeCell(_ word: InstructionWord) -> Value { quickly(word, makeCellQuickly) }

  @inline(__always)
  func makeFunction(_ word: InstructionWord) -> Value { quickly(word, makeFunctionQuickly) }

  @inline(__always)
  func loadSuperMethodAny(_ word: InstructionWord) -> Value { quickly(word, loadSuperMethodQuickly) }
}

/// Does an instruction after which the next one always follows, unless it raises.
@inline(__always)
private func perform(
  _ context: Context, _ frame: FramePointer, _ word: InstructionWord, _ body: (Activation) throws(Raised) -> Void
) -> Value {
  do throws(Raised) {
    try body(Activation(context: context, frame: frame, operands: Operands(word)))
  } catch {
    return raise(context)
  }
  return Machine.resumed(context)
}

@inline(never)
private func buildTupleQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.buildTuple() }
}

@inline(never)
private func buildListQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.buildList() }
}

@inline(never)
private func buildMapQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.buildMap() }
}

@inline(never)
private func buildStringQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.buildString() }
}

@inline(never)
private func formatValueQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.formatValue() }
}

@inline(never)
private func listExtendQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.listExtend() }
}

@inline(never)
private func listToTupleQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.listToTuple() }
}

@inline(never)
private func setAddQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.setAdd() }
}

@inline(never)
private func mapStoreQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.mapStore() }
}

@inline(never)
private func makeCellQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.makeCell() }
}

@inline(never)
private func makeFunctionQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in try activation.makeFunction() }
}

@inline(never)
private func loadSuperMethodQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  perform(context, frame, word) { (activation) throws(Raised) in
    try activation.loadSuperMethod(frame.name(activation.operands.c))
  }
}
