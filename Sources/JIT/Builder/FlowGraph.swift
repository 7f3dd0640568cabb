import Bytecode
import CRuntime
import Runtime

/// An instruction as the builder reads it: in the form that the interpreter has given it, with operands in full width.
struct BytecodeInstruction {
  let opcode: Opcode
  let a, b, c: Int
  let flags: UInt8
  /// The words that it takes: `start ..< next`.
  let start, next: Int

  var d: Int { Int(flags >> 3) }
  var target: Int { next + (next - start == 1 ? Int(Int16(truncatingIfNeeded: c)) : Int(Int32(truncatingIfNeeded: c))) }

  func isConstant(_ slot: Operand.Slot) -> Bool { slot != .d && flags >> slot.rawValue & 1 != 0 }
  func operand(_ slot: Operand.Slot) -> Int { slot == .a ? a : slot == .b ? b : slot == .c ? c : d }

  /// The registers that it overwrites, but for those of a callee's window.
  var writtenRegisters: [Int] {
    var registers: [Int] = []
    opcode.instruction.forEachOperand { operand in
      let first = self.operand(operand.slot)
      switch operand.role {
      case .write, .update, .check, .clear, .maybeWrite, .cellWrite, .cellUpdate: registers.append(first)
      case .writes(let count): registers += first..<first + self.count(count)
      default: break
      }
    }
    return registers
  }

  /// The first register that belongs to a callee.
  var windowStart: Int? {
    var start: Int?
    opcode.instruction.forEachOperand { operand in
      if case .window = operand.role { start = self.operand(operand.slot) }
    }
    return start
  }

  private func count(_ count: OperandCount) -> Int {
    switch count {
    case .exactly(let number): Int(number)
    case .operand(let slot, let times, let plus): operand(slot) * Int(times) + Int(plus)
    case .starred: (c & 0xff) + 1 + (c >> 8)
    }
  }

  /// What control does after it.
  var flow: Flow {
    switch opcode {
    case .jump, .loop: .jump
    case .return: .end
    case .raise, .reraise, .yield, .startGenerator, .delegate, .endAsyncFor, .extend, .enterCompiled: .interpret
    case .call, .callMethod, .callClass, .callKeywords, .callMethodKeywords, .callExpanded, .callExit: .call
    case _ where opcode.instruction.jumps: .branch
    default: .next
    }
  }

  /// Whether it suspends the frame: after it only memory is as before.
  var suspends: Bool { opcode == .yield || opcode == .delegate }

  enum Flow { case next, jump, branch, call, end, interpret }
}

extension CompilableCode {
  /// Whether an instruction was executed while the code was recorded.
  func wasReached(_ word: Int) -> Bool { !isRecorded || profile(word).wasExecuted }
}

/// The basic blocks of a code object's bytecode, and its loops. What is raised is the runtime's, which goes on at the
/// handler: so a block leads to the handlers of its instructions as far as order and loops are concerned.
struct FlowGraph {
  struct Block {
    let start: Int
    var instructions: [BytecodeInstruction] = []
    var successors: [Int] = []
    /// The loop that it is the header of.
    var loop: Loop?
    /// Whether a generator goes on here when it is resumed.
    let isResumption: Bool
    /// Whether the runtime goes on here after an exception.
    let isHandler: Bool
  }

  struct Loop {
    var blocks: Swift.Set<Int> = []
    /// The instructions that jump back to the header, by word.
    var backEdges: [Int] = []
    var written: Swift.Set<Int> = []
    /// Whether the frame is suspended in it.
    var suspends = false
    /// Whether the interpreter, which has suspended it, may come back in the midst of it.
    var isResumed = false
    /// Whether it has calls, of whatever kind.
    var hasCalls = false
  }

  private(set) var blocks: [Block] = []
  private(set) var blockAt: [Int: Int] = [:]
  /// The blocks that can be reached, each after those that come before it but for back-edges.
  private(set) var order: [Int] = []
  let goesOnAfterYield: Bool

  /// - Parameter start: The word at which control enters. After another one only what leads there, and on, is of use.
  /// - Parameter handlers: Whether handlers of exceptions belong to it.
  /// - Parameter goesOn: Whether control goes on after a `yield`, whose item somebody may take at once.
  init(_ code: CompilableCode, from start: Int = 0, handlers: Bool = false, goesOn: Bool = false) {
    goesOnAfterYield = goesOn
    split(code, handlers: handlers)
    findOrder(from: blockAt[start] ?? 0)
    findLoops()
  }

  static func instruction(_ code: CompilableCode, at start: Int) -> BytecodeInstruction {
    let word = code.word(start)
    if word.trustedOpcode == .extend {
      let main = code.word(start + 1)
      func wide(_ high: UInt16, _ low: UInt16) -> Int { Int(high) << 16 | Int(low) }
      return BytecodeInstruction(
        opcode: main.trustedOpcode, a: wide(word.a, main.a), b: wide(word.b, main.b), c: wide(word.c, main.c),
        flags: main.flags, start: start, next: start + 2)
    }
    return BytecodeInstruction(
      opcode: word.trustedOpcode, a: Int(word.a), b: Int(word.b), c: Int(word.c), flags: word.flags, start: start,
      next: start + 1)
  }

  /// The instruction that takes a loop's items apart, at the beginning of its body.
  static func unpackingOfPair(_ code: CompilableCode, by loop: BytecodeInstruction) -> BytecodeInstruction? {
    guard loop.target < code.wordCount else { return nil }
    let first = instruction(code, at: loop.target)
    return first.opcode == .unpackSequence && first.b == loop.a && first.c == 2 ? first : nil
  }

  private mutating func split(_ code: CompilableCode, handlers: Bool) {
    var instructions: [BytecodeInstruction] = []
    let handled = handlers ? code.code.portable.exceptionRanges : []
    let handlers = Swift.Set(handled.map { Int($0.handler) })
    var leaders = handlers.union([0])
    var start = 0
    while start < code.wordCount {
      let instruction = FlowGraph.instruction(code, at: start)
      instructions.append(instruction)
      switch instruction.flow {
      case .next: break
      case .jump, .branch: leaders.formUnion([instruction.target, instruction.next])
      case .call, .end, .interpret: leaders.insert(instruction.next)
      }
      // A loop that begins amid a block must be enterable there.
      if instruction.opcode == .forNext {
        leaders.insert(instruction.start)
        // What gives its items in two parts goes on behind what would take them apart.
        if let unpacking = FlowGraph.unpackingOfPair(code, by: instruction) { leaders.insert(unpacking.next) }
      }
      start = instruction.next
    }
    var suspends = false
    for instruction in instructions {
      if leaders.contains(instruction.start) {
        blockAt[instruction.start] = blocks.count
        blocks.append(
          Block(start: instruction.start, isResumption: suspends, isHandler: handlers.contains(instruction.start)))
      }
      suspends = [.yield, .delegate, .startGenerator].contains(instruction.opcode)
      blocks[blocks.count - 1].instructions.append(instruction)
    }
    for index in blocks.indices {
      guard let last = blocks[index].instructions.last else { continue }
      var targets: [Int] = []
      switch last.flow {
      case .interpret where goesOnAfterYield && last.opcode == .yield: targets = [last.next]
      case .next, .call: targets = [last.next]
      case .jump: targets = [last.target]
      case .branch: targets = [last.next, last.target]
      case .end, .interpret: break
      }
      blocks[index].successors = targets.compactMap { blockAt[$0] }
    }
    for range in handled where range.start < range.end && code.wasReached(Int(range.handler)) {
      guard let handler = blockAt[Int(range.handler)] else { continue }
      for index in block(of: Int(range.start))...block(of: Int(range.end) - 1)
      where !blocks[index].successors.contains(handler) { blocks[index].successors.append(handler) }
    }
  }

  /// The block that a word lies in: they are in the order of their words.
  private func block(of word: Int) -> Int {
    var (low, high) = (0, blocks.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if blocks[middle].start <= word { low = middle } else { high = middle }
    }
    return low
  }

  /// Reverse postorder from a block, and from those that only something beyond the flow leads to.
  private mutating func findOrder(from start: Int) {
    var state = [UInt8](repeating: 0, count: blocks.count)
    var postorder: [Int] = []
    visit(start, &state, &postorder)
    for root in blocks.indices where state[root] == 0 { visit(root, &state, &postorder) }
    order = postorder.reversed()
  }

  private mutating func visit(_ root: Int, _ state: inout [UInt8], _ postorder: inout [Int]) {
    var stack = [(root, 0)]
    state[root] = 1
    while let (block, next) = stack.last {
      if next == blocks[block].successors.count {
        postorder.append(block)
        state[block] = 2
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].1 += 1
      let successor = blocks[block].successors[next]
      if state[successor] == 0 {
        state[successor] = 1
        stack.append((successor, 0))
      } else if state[successor] == 1 {
        var loop = blocks[successor].loop ?? Loop()
        loop.blocks.formUnion([successor, block])
        loop.backEdges.append(blocks[block].instructions.last?.start ?? 0)
        blocks[successor].loop = loop
      }
    }
  }

  /// Completes each loop: the blocks from which its back-edges are reached without passing the header.
  private mutating func findLoops() {
    var predecessors = [[Int]](repeating: [], count: blocks.count)
    for index in blocks.indices { for successor in blocks[index].successors { predecessors[successor].append(index) } }
    for header in blocks.indices {
      guard var loop = blocks[header].loop else { continue }
      var work = loop.blocks.filter { $0 != header }
      while let block = work.popFirst() {
        for predecessor in predecessors[block] where loop.blocks.insert(predecessor).inserted { work.insert(predecessor) }
      }
      for block in loop.blocks {
        if blocks[block].isResumption { loop.isResumed = true }
        for instruction in blocks[block].instructions {
          loop.written.formUnion(instruction.writtenRegisters)
          if instruction.suspends, !goesOnAfterYield || instruction.opcode != .yield { loop.suspends = true }
          if instruction.flow == .call { loop.hasCalls = true }
        }
      }
      blocks[header].loop = loop
    }
  }
}
