import Bytecode
import Syntax

extension CodeGenerator {
  /// `with` of several items is one `with` inside the other.
  mutating func with(
    _ items: Slice<NodeListView<WithItem>>, _ body: NodeList<Statement>, isAsync: Bool, at statement: Statement
  ) throws(SyntaxError) {
    guard let first = items.first else { return try statements(body) }
    try descend()
    defer { depth -= 1 }
    let item = tree[first]
    let mark = unit.top
    let range = tree.range(of: item.contextExpr)
    unit.conditionalDepth += 1
    defer { unit.conditionalDepth -= 1 }
    let manager = try value(item.contextExpr)
    let exit = unit.push(2)
    let entered = unit.push(2)
    locate(range)
    unit.code.loadSpecial(result: exit, object: operand(manager), method: isAsync ? .asyncExit : .exit)
    unit.code.loadSpecial(result: entered, object: operand(manager), method: isAsync ? .asyncEnter : .enter)
    unit.code.callMethod(result: entered, callee: entered, count: 0)
    unit.top = Int(exit.index) + 2
    if isAsync {
      _ = unit.push()
      let result = awaitValue(.register(entered), from: .asyncEnter)
      move(.register(result), to: entered)
    } else {
      _ = unit.push()
    }

    let outer = unit.handler
    let (handler, cleanup, suppressed, end) = (unit.newLabel(), unit.newLabel(), unit.newLabel(), unit.newLabel())
    try enter(.with(exit: exit, isAsync: isAsync, range: range), at: range)
    unit.protect(by: handler)
    if let target = item.optionalVars { try store(.register(entered), to: target) }
    unit.top = Int(exit.index) + 2
    try with(items.dropFirst(), body, isAsync: isAsync, at: statement)
    leave()
    unit.protect(by: outer)
    locate(range)
    leaveWith(exit, isAsync: isAsync)
    unit.code.jump(target: unit.jumping(to: end))

    unit.bindHandler(handler)
    unit.code.position = .none
    let state = unit.push(2)
    unit.code.enterHandler(state: state)
    locate(range)
    unit.protect(by: cleanup)
    let result = callExit(exit, with: state + 1, isAsync: isAsync)
    unit.code.jumpIfTrue(condition: .register(result), target: unit.jumping(to: suppressed))
    unit.protect(by: outer)
    reraise(state + 1, leaving: state)
    unit.bind(suppressed)
    unit.code.leaveHandler(state: state)
    unit.code.jump(target: unit.jumping(to: end))
    unit.top = Int(state.index) + 2
    writeCleanup(cleanup, leaving: state)
    unit.bind(end)
    unit.top = mark
  }

  /// The normal way out of a `with`: a call like any other, with None for what is known of an exception.
  mutating func leaveWith(_ exit: Register, isAsync: Bool) {
    let mark = unit.top
    let window = pushExit(exit)
    let arguments = unit.push(3)
    for index in 0..<3 { move(pool.none, to: arguments + index) }
    unit.code.callMethod(result: window, callee: window, count: 3)
    _ = finishExit(window, isAsync: isAsync)
    unit.top = mark
  }

  /// Calls an exit method because of an exception.
  private mutating func callExit(_ exit: Register, with exception: Register, isAsync: Bool) -> Register {
    let window = pushExit(exit)
    unit.code.callExit(result: window, exit: window, exception: .register(exception))
    return finishExit(window, isAsync: isAsync)
  }

  /// A call takes all registers above its window, so the method moves up to the top.
  private mutating func pushExit(_ exit: Register) -> Register {
    let window = unit.push(2)
    unit.code.move(result: window, source: exit)
    unit.code.move(result: window + 1, source: exit + 1)
    return window
  }

  /// What an exit method has answered.
  private mutating func finishExit(_ window: Register, isAsync: Bool) -> Register {
    unit.top = Int(window.index) + 1
    guard isAsync else { return window }
    unit.top = Int(window.index)
    return awaitValue(.register(window), from: .asyncExit)
  }
}
