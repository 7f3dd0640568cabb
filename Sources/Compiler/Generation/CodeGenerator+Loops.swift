import Bytecode
import Syntax

extension CodeGenerator {
  // A `for` loop is rotated: one instruction at its bottom takes an item and jumps to the body.
  //
  //     getIterator     iterator ← iterable
  //     jump            ─────────────┐
  //     body:           target ← item│ ◀──┐
  //                     …            │    │
  //     next:           forNext  ◀───┘ ───┘   also where `continue` goes
  //     orelse …
  //     end:                                  where `break` goes

  mutating func forStatement(
    _ target: Expression, _ iterable: Expression, _ body: NodeList<Statement>, _ orelse: NodeList<Statement>
  ) throws(SyntaxError) {
    let mark = unit.top
    let iterator = unit.push()
    let top = unit.top
    if let display = try searched(iterable) {
      locate(iterable)
      unit.code.getIterator(result: iterator, iterable: operand(display))
    } else {
      let source = try value(iterable)
      locate(iterable)
      unit.code.getIterator(result: iterator, iterable: operand(source))
    }
    unit.top = top
    let (start, next, end) = (unit.newLabel(), unit.newLabel(), unit.newLabel())
    try enter(.forLoop(next: next, end: end), at: tree.range(of: target))
    let entered = unit.isReachable
    unit.code.jump(target: unit.jumping(to: next))
    unit.bindLoop(start, entered: entered)
    let item = try storeItem(to: target)
    unit.conditionalDepth += 1
    try statements(body)
    unit.bind(next)
    locate(iterable)
    unit.code.forNext(item: item, iterator: iterator, target: start)
    leave()
    unit.top = mark
    try statements(orelse)
    unit.conditionalDepth -= 1
    unit.bind(end)
  }

  mutating func whileStatement(
    _ test: Expression, _ body: NodeList<Statement>, _ orelse: NodeList<Statement>, at statement: Statement
  ) throws(SyntaxError) {
    let (next, exhausted, end) = (unit.newLabel(), unit.newLabel(), unit.newLabel())
    try enter(.whileLoop(next: next, end: end), at: tree.range(of: statement))
    unit.bindLoop(next, entered: unit.isReachable)
    unit.conditionalDepth += 1
    try branch(test, to: exhausted, when: false)
    try statements(body)
    unit.code.position = .none
    unit.code.loop(target: next)
    leave()
    unit.bind(exhausted)
    try statements(orelse)
    unit.conditionalDepth -= 1
    unit.bind(end)
  }

  mutating func asynchronousFor(
    _ target: Expression, _ iterable: Expression, _ body: NodeList<Statement>, _ orelse: NodeList<Statement>,
    at statement: Statement
  ) throws(SyntaxError) {
    guard isAsyncFunction || options.allowsTopLevelAwait && unit.form == .module else {
      throw error("'async for' outside async function", at: statement)
    }
    let mark = unit.top
    let iterator = unit.push()
    let top = unit.top
    let source = try value(iterable)
    locate(iterable)
    unit.code.getAsyncIterator(result: iterator, iterable: operand(source))
    unit.top = top
    let (start, end, handler, exhausted) = (unit.newLabel(), unit.newLabel(), unit.newLabel(), unit.newLabel())
    try enter(.forLoop(next: start, end: end), at: tree.range(of: target))
    unit.bindLoop(start, entered: unit.isReachable)
    try awaitNext(of: iterator, at: tree.range(of: iterable), target: target, handler: handler)
    unit.conditionalDepth += 1
    try statements(body)
    unit.code.position = .none
    unit.code.loop(target: start)
    leave()
    locate(iterable)
    endAsynchronousLoop(handler, end: exhausted)
    unit.top = mark
    try statements(orelse)
    unit.conditionalDepth -= 1
    unit.bind(end)
  }

  /// The top of an `async for`: awaits the next item and stores it. Exceptions of that go to `handler`, which
  /// `endAsynchronousLoop` writes.
  mutating func awaitNext(
    of iterator: Register, at range: SourceRange, target: Expression, handler: Label
  ) throws(SyntaxError) {
    let outer = unit.handler
    let mark = unit.top
    unit.protect(by: handler)
    locate(range)
    let item = unit.push(2)
    unit.code.getAsyncNext(result: item + 1, iterator: iterator)
    delegate(item, isAwait: true)
    unit.protect(by: outer)
    try store(.register(item), to: target)
    unit.top = mark
  }

  /// StopAsyncIteration ends the loop, other exceptions go on.
  mutating func endAsynchronousLoop(_ handler: Label, end: Label) {
    unit.bindHandler(handler)
    let mark = unit.top
    let state = unit.push(2)
    let position = unit.code.position
    unit.code.position = .none
    unit.code.enterHandler(state: state)
    unit.code.position = position
    unit.code.endAsyncFor(state: state, target: unit.jumping(to: end))
    unit.bind(end)
    unit.top = mark
  }

  // MARK: break, continue

  mutating func breakStatement(at statement: Statement) throws(SyntaxError) {
    try jumpOut(at: statement, toEnd: true)
  }

  mutating func continueStatement(at statement: Statement) throws(SyntaxError) {
    try jumpOut(at: statement, toEnd: false)
  }

  private mutating func jumpOut(at statement: Statement, toEnd: Bool) throws(SyntaxError) {
    unit.code.nop()
    let index = unit.blocks.lastIndex { $0.isLoop }
    if let group = unit.blocks.lastIndex(where: { $0.isGroupHandler }), group >= index ?? 0 {
      throw error("'break', 'continue' and 'return' cannot appear in an except* block", at: statement)
    }
    guard let index else {
      throw error(toEnd ? "'break' outside loop" : "'continue' not properly in loop", at: statement)
    }
    let handler = unit.handler
    unit.code.position = try unwind(downTo: index + 1, at: tree.range(of: statement))
    switch unit.blocks[index].kind {
    case .whileLoop(_, let end) where toEnd, .forLoop(_, let end) where toEnd:
      unit.code.jump(target: unit.jumping(to: end))
    case .whileLoop(let next, _): unit.code.loop(target: next)
    case .forLoop(let next, _):
      // The bottom of a `for` loop lies ahead, the top of an `async for` behind.
      if unit.code.isBound(next) {
        unit.code.loop(target: next)
      } else {
        unit.code.jump(target: unit.jumping(to: next))
      }
    default: break
    }
    unit.protect(by: handler)
  }
}
