// A forward data-flow analysis over basic blocks: which registers hold what on every path (`RegisterState`). Blocks are
// visited in order, again while something shrinks: reducible code as the compiler makes it settles in a few rounds.

extension Verifier {
  mutating func checkFlow() {
    let starts = blockStarts()
    var blockOf = [Int32](repeating: -1, count: instructions.count)
    for (block, start) in starts.enumerated() { blockOf[start] = Int32(truncatingIfNeeded: block) }

    var entry = [RegisterState?](repeating: nil, count: starts.count)
    var pending = [Bool](repeating: false, count: starts.count)
    entry[0] = entryState()
    pending[0] = true
    var settled = false
    while !settled {
      settled = true
      for block in starts.indices where pending[block] {
        pending[block] = false
        guard let state = entry[block] else { continue }
        walk(from: starts[block], state, blockOf) { index, known in
          let target = Int(blockOf[index])
          if let shrinks = entry[target]?.meet(known) {
            guard shrinks else { return }
          } else {
            entry[target] = known
          }
          pending[target] = true
          if target <= block { settled = false }
        }
      }
    }
    for block in starts.indices {
      guard let state = entry[block] else { continue }
      report(from: starts[block], state, blockOf)
    }
  }

  /// Parameters are bound and other variables unbound; cells and temporaries hold nothing.
  private func entryState() -> RegisterState {
    var state = RegisterState(registerCount: code.registerCount)
    for register in code.header.variableNames.indices {
      if register < code.header.parameterCount { state.makeBound(register) } else { state.makeUnbound(register) }
    }
    return state
  }

  /// The indices of instructions that begin a block.
  private func blockStarts() -> [Int] {
    var begins = [Bool](repeating: false, count: instructions.count)
    begins[0] = true
    for range in code.exceptionRanges { begins[Int(indices[Int(range.handler)])] = true }
    for (index, instruction) in instructions.enumerated() {
      let row = instruction.opcode.instruction
      if row.jumps { begins[Int(indices[instruction.target])] = true }
      if row.jumps || row.attributes.contains(.ends), index + 1 < begins.count { begins[index + 1] = true }
    }
    return begins.indices.filter { begins[$0] }
  }

  /// Follows a block, telling each instruction that control may go on to in another, and what is known then.
  private func walk(
    from start: Int, _ entry: RegisterState, _ blockOf: [Int32], _ follow: (Int, RegisterState) -> Void
  ) {
    var state = entry
    var index = start
    while true {
      let instruction = instructions[index]
      let row = instruction.opcode.instruction
      clobber(instruction, row, &state)
      if row.attributes.contains(.raises), let handler = code.handler(at: instruction.start) {
        follow(Int(indices[handler]), state)
      }
      if instruction.opcode == .forNext {
        // The item is written only where it jumps.
        var jumped = state
        write(instruction, row, &jumped)
        follow(Int(indices[instruction.target]), jumped)
      } else {
        write(instruction, row, &state)
        if row.jumps { follow(Int(indices[instruction.target]), state) }
      }
      index += 1
      if row.attributes.contains(.ends) || index == instructions.count { return }
      if blockOf[index] >= 0 { return follow(index, state) }
    }
  }

  private func clobber(_ instruction: DecodedInstruction, _ row: Instruction, _ state: inout RegisterState) {
    row.forEachOperand { operand in
      if case .window = operand.role { state.clobber(from: instruction[operand.slot] + 1) }
    }
  }

  private func write(_ instruction: DecodedInstruction, _ row: Instruction, _ state: inout RegisterState) {
    row.forEachOperand { operand in
      let register = instruction[operand.slot]
      switch operand.role {
      case .write, .update, .check: state.makeBound(register)
      case .writes(let count):
        for offset in 0..<instruction.count(count) { state.makeBound(register + offset) }
      case .clear, .maybeWrite: state.makeUnbound(register)
      case .cellWrite, .cellUpdate: state.makeCell(register)
      default: break
      }
    }
  }

  // MARK: Complaints

  /// Follows a block once more, now that what is known is settled, and complains. The fourth operand is never a register.
  private mutating func report(from start: Int, _ entry: RegisterState, _ blockOf: [Int32]) {
    var state = entry
    var index = start
    while true {
      let instruction = instructions[index]
      let row = instruction.opcode.instruction
      if let operand = row.first { checkRead(operand, of: instruction, state) }
      if let operand = row.second { checkRead(operand, of: instruction, state) }
      if let operand = row.third { checkRead(operand, of: instruction, state) }
      if instruction.opcode == .makeFunction { checkCaptures(instruction, state) }
      clobber(instruction, row, &state)
      write(instruction, row, &state)
      if row.jumps { checkEntry(of: Int(indices[instruction.target]), from: instruction) }
      index += 1
      if row.attributes.contains(.ends) || index == instructions.count { return }
      checkEntry(of: index, from: instruction)
      if blockOf[index] >= 0 { return }
    }
  }

  /// A handler is entered by exceptions only: `enterHandler` takes what they brought.
  private mutating func checkEntry(of index: Int, from instruction: DecodedInstruction) {
    if instructions[index].opcode == .enterHandler {
      complain("goes on into the handler at \(instructions[index].start)", at: instruction.start)
    }
  }

  private mutating func checkRead(_ operand: Operand, of instruction: DecodedInstruction, _ state: RegisterState) {
    let register = instruction[operand.slot]
    switch operand.role {
    case .read, .update, .cellUpdate: require(register, 1, .bound, instruction, state)
    case .value where !instruction.isConstant(operand.slot): require(register, 1, .bound, instruction, state)
    case .reads(let count), .window(let count):
      require(register, instruction.count(count), .bound, instruction, state)
    case .check, .maybe: require(register, 1, .initialised, instruction, state)
    case .cell: require(register, 1, .cell, instruction, state)
    default: break
    }
  }

  private mutating func checkCaptures(_ instruction: DecodedInstruction, _ state: RegisterState) {
    guard case .code(let nested) = code.constants[Int(instruction.b)] else { return }
    for case .register(let cell) in nested.header.captures { require(Int(cell.index), 1, .cell, instruction, state) }
  }

  private mutating func require(
    _ first: Int, _ count: Int, _ kind: RegisterState.Kind, _ instruction: DecodedInstruction, _ state: RegisterState
  ) {
    for register in first..<(first + count) where !state.contains(register, kind) {
      let name = code.registerName(register)
      let fault =
        switch kind {
        case .initialised: "checks \(name), which holds nothing"
        case .bound: "reads \(name), which may hold nothing"
        case .cell: "takes \(name) for a cell, which it may not be"
        }
      complain("\(instruction.opcode.name) \(fault)", at: instruction.start)
    }
  }
}
