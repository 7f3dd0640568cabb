/// Which temporaries of a code object may still be read, by where a frame stands: what the collector asks, so that a
/// dead temporary keeps nothing alive. Variables and cells, which Python code can ask for at any time, always count.
///
/// A backward data-flow analysis over single instructions, repeated until nothing is added: loops settle in the second
/// round, loops in loops in the third.
public struct Liveness {
  private let code: CodeObject
  private let firstTemporary: Int
  /// 64-bit words in a row of the table.
  public let rowWords: Int

  /// - Parameter firstTemporary: how many registers are variables or cells.
  public init(_ code: CodeObject, firstTemporary: Int) {
    (self.code, self.firstTemporary) = (code, firstTemporary)
    rowWords = (max(0, code.registerCount - firstTemporary) + 63) >> 6
  }

  /// Words in the whole table: a row for each instruction word, and one for the end.
  public var tableWords: Int { (code.instructions.count + 1) * rowWords }

  /// Fills a zeroed table. Row `pc` tells of a frame whose next instruction is at the word `pc`, and which may still be
  /// amid the one before: bit `n` stands for the register `firstTemporary + n`.
  public func fill(_ table: UnsafeMutablePointer<UInt64>) {
    var before = [UInt64](repeating: 0, count: tableWords)
    before.withUnsafeMutableBufferPointer { buffer in
      guard let before = buffer.baseAddress else { return }
      while solve(before) {}
      combine(before, table)
    }
  }

  /// Fills a zeroed table for frames that are amid nothing: row `pc` tells what the instructions from the word `pc` on read.
  public func fillTargets(_ table: UnsafeMutablePointer<UInt64>) {
    while solve(table) {}
  }

  /// One round over all instructions from the last to the first; whether anything was added. Rows hold what is read at
  /// or after an instruction.
  private func solve(_ before: UnsafeMutablePointer<UInt64>) -> Bool {
    var isChanged = false
    var row = [UInt64](repeating: 0, count: rowWords)
    var start = code.instructions.count - 1
    while start >= 0 {
      if start > 0, code.instructions[start - 1].opcode == .extend { start -= 1 }
      guard let instruction = code.decode(at: start) else { return false }
      row.withUnsafeMutableBufferPointer { row in
        guard let row = row.baseAddress else { return }
        step(over: instruction, before, into: row)
        for word in 0..<rowWords where before[start * rowWords + word] != row[word] {
          before[start * rowWords + word] = row[word]
          isChanged = true
        }
      }
      start -= 1
    }
    return isChanged
  }

  private func step(
    over instruction: DecodedInstruction, _ before: UnsafeMutablePointer<UInt64>, into row: UnsafeMutablePointer<UInt64>
  ) {
    let description = instruction.opcode.instruction
    row.update(repeating: 0, count: rowWords)
    if description.jumps { add(before + instruction.target * rowWords, to: row) }
    // The item is written only where it jumps.
    if instruction.opcode == .forNext { define(instruction, description, in: row) }
    if !description.attributes.contains(.ends), instruction.next < code.instructions.count {
      add(before + instruction.next * rowWords, to: row)
    }
    if instruction.opcode != .forNext { define(instruction, description, in: row) }
    if let handler = code.handler(at: instruction.start) { add(before + handler * rowWords, to: row) }
    use(instruction, description, in: row)
  }

  private func add(_ other: UnsafeMutablePointer<UInt64>, to row: UnsafeMutablePointer<UInt64>) {
    for word in 0..<rowWords { row[word] |= other[word] }
  }

  /// Takes out what the instruction overwrites.
  private func define(
    _ instruction: DecodedInstruction, _ description: Instruction, in row: UnsafeMutablePointer<UInt64>
  ) {
    description.forEachOperand { operand in
      let register = instruction[operand.slot]
      switch operand.role {
      case .write, .clear, .maybeWrite, .cellWrite: set(register, 1, in: row, to: false)
      case .writes(let count): set(register, instruction.count(count), in: row, to: false)
      case .window: set(register + 1, code.registerCount, in: row, to: false)
      default: break
      }
    }
  }

  /// Puts in what the instruction reads.
  private func use(
    _ instruction: DecodedInstruction, _ description: Instruction, in row: UnsafeMutablePointer<UInt64>
  ) {
    description.forEachOperand { operand in
      let register = instruction[operand.slot]
      switch operand.role {
      case .read, .update, .check, .maybe, .cell, .cellUpdate: set(register, 1, in: row, to: true)
      case .value where !instruction.isConstant(operand.slot): set(register, 1, in: row, to: true)
      case .reads(let count), .window(let count): set(register, instruction.count(count), in: row, to: true)
      default: break
      }
    }
  }

  private func set(_ first: Int, _ count: Int, in row: UnsafeMutablePointer<UInt64>, to isLive: Bool) {
    let start = max(first - firstTemporary, 0)
    let end = min(first + count, code.registerCount) - firstTemporary
    var bit = start
    while bit < end {
      if isLive { row[bit >> 6] |= 1 << UInt64(bit & 63) } else { row[bit >> 6] &= ~(1 << UInt64(bit & 63)) }
      bit += 1
    }
  }

  /// A frame stands before an instruction, or amid the one that precedes it and may yet go on to where that leads.
  private func combine(_ before: UnsafeMutablePointer<UInt64>, _ table: UnsafeMutablePointer<UInt64>) {
    var start = 0
    while let instruction = code.decode(at: start) {
      add(before + start * rowWords, to: table + start * rowWords)
      for word in start + 1..<instruction.next + 1 {
        add(before + start * rowWords, to: table + word * rowWords)
        if instruction.opcode.instruction.jumps { add(before + instruction.target * rowWords, to: table + word * rowWords) }
      }
      start = instruction.next
    }
  }
}
