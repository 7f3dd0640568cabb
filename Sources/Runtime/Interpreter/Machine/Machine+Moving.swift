import Bytecode
import CRuntime

// Registers, cells and variables.

extension Machine {
  @inline(__always)
  func skip(_ word: InstructionWord) -> Value { next() }

  @inline(__always)
  func move(_ word: InstructionWord) -> Value {
    registers[Int(word.a)] = register(word.b)
    // Arguments are moved one after the other: a branch costs less than another jump.
    var pc = pc
    while case let following = InstructionWord(bits: pc.pointee), following.trustedOpcode == .move {
      registers[Int(following.a)] = register(following.b)
      pc += 1
    }
    return Machine(context, frame, pc, registers, constants).next()
  }

  @inline(__always)
  func loadConstant(_ word: InstructionWord) -> Value { next(word, constants[Int(word.b)]) }

  @inline(__always)
  func checkBound(_ word: InstructionWord) -> Value {
    register(word.a) == .unbound ? generally(word) : next()
  }

  @inline(__always)
  func unbind(_ word: InstructionWord) -> Value { next(word, .unbound) }

  @inline(__always)
  func loadCell(_ word: InstructionWord) -> Value {
    let content = Cell(register(word.b)).content
    return content == .unbound ? generally(word) : next(word, content)
  }

  @inline(__always)
  func storeCell(_ word: InstructionWord) -> Value {
    Cell(register(word.a)).content = valueB(word)
    return next()
  }

  @inline(__always)
  func loadFree(_ word: InstructionWord) -> Value {
    let content = frame.freeCell(Int(word.b)).content
    return content == .unbound ? generally(word) : next(word, content)
  }

  @inline(__always)
  func storeFree(_ word: InstructionWord) -> Value {
    frame.freeCell(Int(word.a)).content = valueB(word)
    return next()
  }

  // MARK: Names

  @inline(__always)
  func loadGlobalCell(_ word: InstructionWord) -> Value {
    let value = GlobalCell(constants.cache(word.c)).value
    return value.isEmpty ? generally(word) : next(word, value)
  }

  @inline(__always)
  func loadBuiltinCell(_ word: InstructionWord) -> Value {
    let cells = CacheRecord(constants.cache(word.c)).pointer
    let value = GlobalCell(cells.pointee.value).value
    if GlobalCell(cells.pointee.owner).value.isEmpty, !value.isEmpty { return next(word, value) }
    return generally(word)
  }

  @inline(__always)
  func loadNameCell(_ word: InstructionWord) -> Value {
    let value = GlobalCell(constants.cache(word.c)).value
    if !value.isEmpty, frame.localsAreGlobals { return next(word, value) }
    return generally(word)
  }

  @inline(__always)
  func storeNameCell(_ word: InstructionWord) -> Value {
    let cell = GlobalCell(constants.cache(word.c))
    if frame.storesGlobals, cell.assign(context, valueB(word)) { return next() }
    return generally(word)
  }
}
