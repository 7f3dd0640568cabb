import Bytecode
import Syntax

extension Block {
  var isLoop: Bool {
    switch kind {
    case .whileLoop, .forLoop: true
    default: false
    }
  }

  var isGroupHandler: Bool { if case .groupHandler = kind { true } else { false } }

  /// Whether leaving it runs code of the program, which may change variables.
  var runsCode: Bool {
    switch kind {
    case .finallyBody, .with, .namedHandler: true
    default: false
    }
  }
}

extension CodeGenerator {
  /// As many blocks may nest as in CPython.
  private static var blockLimit: Int { 21 }

  mutating func enter(_ kind: Block.Kind, at range: SourceRange) throws(SyntaxError) {
    if unit.blocks.count >= Self.blockLimit { throw SyntaxError(compiling: "too many statically nested blocks", at: range) }
    unit.blocks.append(Block(kind: kind, outerHandler: unit.handler))
  }

  mutating func leave() { unit.blocks.removeLast() }

  /// Writes what control runs through on its way out of all blocks above the first `count`: `finally` bodies,
  /// exits of `with`, ends of handlers. The blocks are still there afterwards, for what follows in the source;
  /// only `protect` must be called again when the jump is written. The position for that is the result: none where a
  /// `finally` or `with` was left, which should appear to run after the statement.
  mutating func unwind(downTo count: Int, at range: SourceRange) throws(SyntaxError) -> SourcePosition {
    if count == 0, unit.blocks.contains(where: { $0.isGroupHandler }) {
      throw SyntaxError(
        compiling: "'break', 'continue' and 'return' cannot appear in an except* block", at: range)
    }
    locate(range)
    var position = unit.code.position
    let blocks = unit.blocks
    while unit.blocks.count > count, let block = unit.blocks.popLast() {
      switch block.kind {
      case .whileLoop, .forLoop, .groupHandler, .counted: break
      case .tryBody: unit.protect(by: block.outerHandler)
      case .finallyBody(let cleanup):
        unit.protect(by: block.outerHandler)
        try statements(cleanup)
        position = .none
      case .with(let exit, let isAsync, let range):
        unit.protect(by: block.outerHandler)
        locate(range)
        leaveWith(exit, isAsync: isAsync)
        position = .none
      case .namedHandler(let name):
        unit.protect(by: block.outerHandler)
        unit.code.position = position
        if let name { clear(name) }
      case .handler(let state), .finallyHandler(let state):
        unit.protect(by: block.outerHandler)
        unit.code.position = position
        unit.code.leaveHandler(state: state)
      }
    }
    unit.blocks = blocks
    return position
  }

  /// A jump that ends a block of statements and belongs to none of them: tracing does not see it.
  mutating func jumpUnseen(to label: Label) {
    unit.code.position = .none
    unit.code.jump(target: unit.jumping(to: label))
  }

  /// In a handler: the exception handled before, whose state this is, is handled again, and an exception goes on.
  mutating func reraise(_ exception: Register, leaving state: Register) {
    unit.code.leaveHandler(state: state)
    unit.code.reraise(exception: exception)
  }

  /// A handler for what is raised in a handler: leaves that one, whose state this is, and lets the exception go on.
  mutating func writeCleanup(_ label: Label, leaving state: Register) {
    unit.bindHandler(label)
    unit.code.position = .none
    let mark = unit.top
    let raised = unit.push(2)
    unit.code.enterHandler(state: raised)
    reraise(raised + 1, leaving: state)
    unit.top = mark
  }
}
