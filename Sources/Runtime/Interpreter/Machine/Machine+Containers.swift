import Bytecode
import CRuntime

// Items of containers, and iteration.

extension Machine {
  @inline(__always)
  func loadItem(_ word: InstructionWord) -> Value {
    let (container, key) = (valueB(word), valueC(word))
    var item = Value.empty
    if key.isSmallInt, container.operandIsPointer {
      if let list = List(ifExactlyOperand: container) {
        item = list.element(list.position(key.smallInt))
      } else if let tuple = Tuple(ifExactlyOperand: container) {
        item = tuple.element(at: key.smallInt)
      } else if let text = Text(ifExactlyOperand: container), text.width == .one {
        item = context.character(of: text, at: key.smallInt)
      }
    }
    return item.isEmpty ? quickly(word, loadItemQuickly) : next(word, item)
  }

  @inline(__always)
  func loadSlice(_ word: InstructionWord) -> Value { quickly(word, loadSliceQuickly) }

  @inline(__always)
  func storeItem(_ word: InstructionWord) -> Value {
    let key = valueB(word)
    if key.isSmallInt, let list = List(ifExactlyOperand: valueA(word)) {
      return list.setElementInPlace(context, list.position(key.smallInt), valueC(word)) ? next() : generally(word)
    }
    return quickly(word, storeItemQuickly)
  }

  @inline(__always)
  func unpackSequence(_ word: InstructionWord) -> Value {
    let count = Int(word.c)
    let target = registers + Int(word.a)
    if let tuple = Tuple(ifExactlyOperand: valueB(word)) {
      if tuple.count != count { return generally(word) }
      for index in 0..<count { target[index] = tuple[index] }
      return next()
    }
    // As in `Activation.unpackSequence`.
    guard let list = List(ifExactlyOperand: valueB(word)), list.count == count, context.pointee.isShared == 0 else {
      return generally(word)
    }
    for index in 0..<count { target[index] = list.element(index) }
    return next()
  }

  @inline(__always)
  func listAppend(_ word: InstructionWord) -> Value {
    List(register(word.a)).appendInPlace(valueB(word)) ? next() : generally(word)
  }

  // MARK: Patterns

  /// Whether the class of a `match` statement's subject says that it is a sequence, or a mapping.
  @inline(__always)
  func jump(_ word: InstructionWord, unless flag: TypeFlags) -> Value {
    jump(word, if: !context.type(of: valueA(word)).flags.contains(flag))
  }

  @inline(__always)
  func length(_ word: InstructionWord) -> Value {
    let object = valueB(word)
    if let list = List(ifExactlyOperand: object) { return next(word, Value(smallInt: Int64(list.count))) }
    if let tuple = Tuple(ifExactlyOperand: object) { return next(word, Value(smallInt: Int64(tuple.count))) }
    return generally(word)
  }

  // MARK: Iteration

  @inline(__always)
  func getIterator(_ word: InstructionWord) -> Value { quickly(word, getIteratorQuickly) }

  /// A loop's back-edge: jumps to its body with the next item.
  @inline(__always)
  func forNext(_ word: InstructionWord) -> Value {
    guard let iterator = FastIterator(register(word.b)), isUndisturbed else { return quickly(word, forNextQuickly) }
    if !isCool { return quickly(word, forNextHotly) }
    let item = iterator.next()
    if item.isEmpty { return next() }
    registers[Int(word.a)] = item
    return jump(word)
  }
}

/// Dicts, text, bytes, slices.
@inline(never)
private func loadItemQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  let item = context.quickItem(state.valueB(word), state.valueC(word))
  return item.isEmpty ? Machine.resumedWithoutResult(context, word) : Machine.resumed(context, word, item)
}

@inline(never)
private func loadSliceQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  let parts = state.registers + Int(word.c)
  let part = context.quickSlice(state.valueB(word), parts[0], parts[1], word.d == 3 ? parts[2] : .none)
  return part.isEmpty ? Machine.resumedWithoutResult(context, word) : Machine.resumed(context, word, part)
}

@inline(never)
private func storeItemQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  if context.quickSetItem(state.valueA(word), state.valueB(word), state.valueC(word)) { return Machine.resumed(context) }
  return Machine.resumedWithoutResult(context, word)
}

/// Also what `yield from` drives, if that is no coroutine.
@inline(never)
func getIteratorQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let iterator = context.quickIterator(Machine(context, frame).valueB(word))
  return iterator.isEmpty ? Machine.resumedWithoutResult(context, word) : Machine.resumed(context, word, iterator)
}

/// `forNext` after so many back-edges: in machine code, if there is any.
@inline(never)
private func forNextHotly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  if let result = Machine.goOnHot(context, frame, at: frame.pointee.pc.unsafelyUnwrapped - 1) { return result }
  return takeNext(context, frame, word)
}

/// Generators, which are resumed in a frame of their own, and the runtime's other iterators.
@inline(never)
private func forNextQuickly(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  Machine(context, frame).isCool ? takeNext(context, frame, word) : forNextHotly(context, frame, word)
}

@inline(__always)
private func takeNext(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
  let state = Machine(context, frame)
  let iterator = state.register(word.b)
  if let generator = Generator(ifExactlyOperand: iterator) { return generator.goOn(context, frame, word) }
  guard state.isUndisturbed, let item = context.quickNext(iterator) else { return goGenerally(context, frame, word) }
  if item.isEmpty {
    return context.pointee.pendingException.isEmpty ? Machine.resumed(context) : raise(context)
  }
  let after = Machine(context)
  after.registers[Int(word.a)] = item
  return after.jump(word)
}

extension Generator {
  /// Its next item, for a `forNext`.
  @inline(never)
  fileprivate func goOn(_ context: Context, _ frame: FramePointer, _ word: InstructionWord) -> Value {
    guard let next = pushForLoop(context, result: UInt32(word.a)) else { return goGenerally(context, frame, word) }
    return Machine.goOn(context, next)
  }
}
