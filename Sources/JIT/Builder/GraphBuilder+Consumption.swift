import Bytecode
import CRuntime
import Runtime

// A generator whose items native code takes one after the other (`sum`, `all`, `list` …; `ItemConsumer.swift`). Its `yield`
// gives the item to who consumes it, and control goes on in machine code as long as that takes them:
//
//     yield ─ taken? ─┬─ yes ──▶ what follows, with None sent ──▶ the loop's header
//                     └─ no ───▶ the interpreter's `yield` … resumed: an entry of its own
//
// Nothing is known at that entry. So what follows up to a jump is translated for either: the loop keeps what it knows.

extension GraphBuilder {
  /// What is translated twice has no more instructions.
  private static var longestContinuation: Int { 6 }

  mutating func yieldToConsumer() {
    let (received, next) = (instruction.a, instruction.next)
    let isTaken = add(.consume(value(.b)), .bit)
    let (taken, refused) = (graph.newBlock(), graph.newBlock())
    end(.branch(isTaken, then: taken, otherwise: refused))
    let known = window
    (block, snapshot) = (refused, nil)
    interpret()
    (block, window, snapshot) = (taken, known, nil)
    write(received, constant(.none))
    continueTaken(at: next)
  }

  private mutating func continueTaken(at word: Int) {
    guard let index = flow.blockAt[word] else { return interpret(at: word) }
    let instructions = flow.blocks[index].instructions
    guard flow.blocks[index].loop == nil, instructions.count <= Self.longestContinuation,
      instructions.last?.opcode != .yield
    else { return jump(toWord: word) }
    for instruction in instructions where block != nil {
      self.instruction = instruction
      snapshot = nil
      translate(instruction)
    }
    if block != nil, let last = instructions.last { jump(toWord: last.next) }
  }
}
