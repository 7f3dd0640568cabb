/// What is wrong with a code object, which then must not be run.
public struct Complaint: Sendable, Hashable {
  /// The qualified name of the code object.
  public let code: String
  /// The instruction word, or −1 where the complaint is about the whole.
  public let word: Int
  public let message: String

  public var description: String { word < 0 ? "\(code): \(message)" : "\(code) at \(word): \(message)" }
}

extension CodeObject {
  /// Everything that is wrong with this code object and those within it: nothing, where the compiler made them.
  ///
  /// Code that passes may be interpreted without checks: its operands are in range, its registers defined before use
  /// on all paths, its jumps lead to instructions.
  public func verify() -> [Complaint] {
    var complaints: [Complaint] = []
    var pending = [self]
    while let code = pending.popLast() {
      var verifier = Verifier(code)
      verifier.verify()
      complaints += verifier.complaints
      code.constants.forEach { $0.collectCode(into: &pending) }
    }
    return complaints
  }
}

extension Constant {
  /// Code objects are constants of their own, never parts of others.
  func collectCode(into list: inout [CodeObject]) {
    if case .code(let code) = self { list.append(code) }
  }
}

/// Checks one code object: first each instruction by itself (here), then what flows between them
/// (`Verifier+Flow.swift`).
struct Verifier {
  let code: CodeObject
  private(set) var complaints: [Complaint] = []
  /// The instructions in order, and for each word the index of the one that begins there, or −1.
  private(set) var instructions: [DecodedInstruction] = []
  private(set) var indices: [Int32]

  init(_ code: CodeObject) {
    self.code = code
    indices = Array(repeating: -1, count: code.instructions.count)
    instructions.reserveCapacity(code.instructions.count)
  }

  /// The registers after those of variables and cells, whose lives are the compiler's to plan.
  var firstTemporary: Int {
    var first = code.header.variableNames.count
    for cell in code.header.cellRegisters { first = max(first, Int(cell.index) + 1) }
    return first
  }

  mutating func complain(_ message: String, at word: Int = -1) {
    // A few say that something is broken; the rest of a thousand would not be read.
    guard complaints.count < 50 else { return }
    complaints.append(Complaint(code: code.header.qualifiedName.string, word: word, message: message))
  }

  mutating func verify() {
    checkHeader()
    decode()
    // Operands out of range would make the flow meaningless.
    guard complaints.isEmpty else { return }
    for instruction in instructions { checkOperands(instruction) }
    checkExceptionRanges()
    checkPositions()
    guard complaints.isEmpty else { return }
    checkFlow()
  }

  private mutating func checkHeader() {
    let header = code.header
    if code.registerCount < 0 || header.positionalOnlyCount < 0 || header.positionalCount < 0
      || header.keywordOnlyCount < 0 || header.positionalOnlyCount > header.positionalCount
    {
      return complain("counts of the header that cannot be")
    }
    if header.parameterCount > header.variableNames.count { complain("fewer variable names than parameters") }
    if header.variableNames.count > code.registerCount { complain("fewer registers than variables") }
    if header.cellNames.count != header.cellRegisters.count { complain("cells without a register each") }
    for cell in header.cellRegisters where cell.index < 0 || cell.index >= code.registerCount {
      complain("a cell in register \(cell.index), which there is not")
    }
    if header.freeNames.count != header.captures.count { complain("free variables without a capture each") }
    if header.flags.contains(.hasDocstring) {
      if case .text? = code.constants.first { return }
      complain("flagged as having a docstring, which the first constant is not")
    }
  }

  private mutating func decode() {
    var word = 0
    while word < code.instructions.count {
      guard let instruction = code.decode(at: word) else {
        return complain("not an instruction: opcode \(code.instructions[word].opcodeByte)", at: word)
      }
      indices[word] = Int32(truncatingIfNeeded: instructions.count)
      instructions.append(instruction)
      word = instruction.next
    }
    guard let last = instructions.last else { return complain("no instructions") }
    if !last.opcode.instruction.attributes.contains(.ends) { complain("runs off its end", at: last.start) }
  }

  // MARK: Operands

  private mutating func checkOperands(_ instruction: DecodedInstruction) {
    let row = instruction.opcode.instruction
    if row.attributes.contains(.specialised) {
      return complain("\(row.name), which only the interpreter makes", at: instruction.start)
    }
    var valueSlots: UInt8 = 0
    for operand in row.operands {
      if case .value = operand.role { valueSlots |= 1 << operand.slot.rawValue }
      checkOperand(operand, of: instruction)
    }
    if instruction.flags & 7 & ~valueSlots != 0 {
      complain("a constant where a register must be", at: instruction.start)
    }
    switch instruction.opcode {
    case .makeFunction: checkMakeFunction(instruction)
    case .callKeywords, .callMethodKeywords: checkKeywordNames(instruction)
    case .importName, .matchClass: checkTuple(instruction)
    case .buildSlice where instruction.d != 2 && instruction.d != 3, .loadSlice where instruction.d != 2 && instruction.d != 3:
      complain("a slice of \(instruction.d) parts", at: instruction.start)
    case .yield, .delegate, .startGenerator:
      if code.header.flags.isDisjoint(with: .suspends) {
        complain("suspends in a plain function", at: instruction.start)
      }
    default: break
    }
  }

  private mutating func checkOperand(_ operand: Operand, of instruction: DecodedInstruction) {
    let value = instruction[operand.slot]
    switch operand.role {
    case .write, .read, .update, .check, .clear, .maybe, .maybeWrite, .cell, .cellWrite, .cellUpdate:
      checkRegisters(value, 1, at: instruction)
    case .value:
      if instruction.isConstant(operand.slot) {
        checkIndex(value, code.constants.count, "constant", at: instruction)
      } else {
        checkRegisters(value, 1, at: instruction)
      }
    case .writes(let count), .reads(let count):
      checkRegisters(value, instruction.count(count), at: instruction)
    case .window(let count):
      checkRegisters(value, instruction.count(count), at: instruction)
      if value + 1 < firstTemporary { complain("a window over variables", at: instruction.start) }
    case .constant: checkIndex(value, code.constants.count, "constant", at: instruction)
    case .name: checkIndex(value, code.names.count, "name", at: instruction)
    case .free: checkIndex(value, code.header.freeNames.count, "free variable", at: instruction)
    case .target: checkTarget(instruction)
    case .flag: checkIndex(value, 2, "flag", at: instruction)
    case .choice(let choice): checkIndex(value, Int(choice.count), "choice", at: instruction)
    case .count, .site: break
    }
  }

  private mutating func checkRegisters(_ first: Int, _ count: Int, at instruction: DecodedInstruction) {
    if first > code.registerCount || count > code.registerCount - first {
      complain("register %\(first + max(count - 1, 0)) of \(code.registerCount)", at: instruction.start)
    }
  }

  private mutating func checkIndex(_ index: Int, _ count: Int, _ kind: String, at instruction: DecodedInstruction) {
    if index >= count { complain("\(kind) \(index) of \(count)", at: instruction.start) }
  }

  private mutating func checkTarget(_ instruction: DecodedInstruction) {
    let target = instruction.target
    guard indices.indices.contains(target), indices[target] >= 0 else {
      return complain("jumps to \(target), where no instruction begins", at: instruction.start)
    }
    switch instruction.opcode {
    case .jump where target < instruction.next: complain("jumps backwards", at: instruction.start)
    case .loop where target > instruction.start, .forNext where target > instruction.start:
      complain("loops forwards", at: instruction.start)
    default: break
    }
  }

  private mutating func checkMakeFunction(_ instruction: DecodedInstruction) {
    guard code.constants.indices.contains(Int(instruction.b)) else { return }
    guard case .code(let nested) = code.constants[Int(instruction.b)] else {
      return complain("a function of a constant that is not code", at: instruction.start)
    }
    for case .free(let free) in nested.header.captures where !code.header.freeNames.indices.contains(free.index) {
      complain("captures free variable \(free.index) of \(code.header.freeNames.count)", at: instruction.start)
    }
    for case .register(let cell) in nested.header.captures where cell.index < 0 || cell.index >= code.registerCount {
      complain("captures register %\(cell.index) of \(code.registerCount)", at: instruction.start)
    }
  }

  private mutating func checkKeywordNames(_ instruction: DecodedInstruction) {
    guard code.constants.indices.contains(Int(instruction.c)) else { return }
    guard case .tuple(let names) = code.constants[Int(instruction.c)], !names.isEmpty, names.count <= instruction.d
    else { return complain("keyword names that do not fit the arguments", at: instruction.start) }
    for name in names {
      if case .text = name { continue }
      complain("a keyword name that is not text", at: instruction.start)
    }
  }

  private mutating func checkTuple(_ instruction: DecodedInstruction) {
    for operand in instruction.opcode.instruction.operands {
      guard case .constant = operand.role, code.constants.indices.contains(instruction[operand.slot]) else { continue }
      if case .tuple = code.constants[instruction[operand.slot]] { continue }
      complain("a constant that must be a tuple", at: instruction.start)
    }
  }

  // MARK: Tables

  private mutating func checkExceptionRanges() {
    var end: Int32 = 0
    for range in code.exceptionRanges {
      if range.start < end || range.end <= range.start {
        complain("exception ranges out of order", at: Int(range.start))
      }
      end = range.end
      let handler = Int(range.handler)
      guard isBoundary(Int(range.start)), isBoundary(Int(range.end)) else {
        complain("an exception range cuts an instruction", at: Int(range.start))
        continue
      }
      guard indices.indices.contains(handler), indices[handler] >= 0 else {
        complain("a handler at \(handler), where no instruction begins", at: Int(range.start))
        continue
      }
      if instructions[Int(indices[handler])].opcode != .enterHandler {
        complain("a handler that does not begin with enterHandler", at: handler)
      }
    }
  }

  private func isBoundary(_ word: Int) -> Bool {
    word == indices.count || indices.indices.contains(word) && indices[word] >= 0
  }

  private mutating func checkPositions() {
    var covered = 0
    code.positions.forEachRun { covered = $0.end }
    if covered != code.instructions.count { complain("positions of \(covered) words") }
  }
}

extension Instruction {
  /// The operands as a list; `forEachOperand` does without one.
  var operands: [Operand] {
    var list: [Operand] = []
    forEachOperand { list.append($0) }
    return list
  }
}
