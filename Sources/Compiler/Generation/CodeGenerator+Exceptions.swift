import Bytecode
import Syntax

extension CodeGenerator {
  mutating func tryStatement(
    _ body: NodeList<Statement>, _ handlers: NodeList<ExceptionHandler>, _ orelse: NodeList<Statement>,
    _ finalbody: NodeList<Statement>, isGroup: Bool, at statement: Statement
  ) throws(SyntaxError) {
    let mark = unit.top
    unit.conditionalDepth += 1
    defer { unit.conditionalDepth -= 1 }
    unit.code.nop()
    if tree[finalbody].isEmpty {
      try tryExcept(body, tree[handlers], orelse, isGroup: isGroup, at: statement)
    } else {
      try tryFinally(body, handlers, orelse, finalbody, isGroup: isGroup, at: statement)
    }
    unit.top = mark
  }

  // MARK: finally

  /// The `finally` body is written twice, and once more for each `return`, `break` and `continue` that leaves
  /// the `try`: exceptions pay for it, nothing else does.
  private mutating func tryFinally(
    _ body: NodeList<Statement>, _ handlers: NodeList<ExceptionHandler>, _ orelse: NodeList<Statement>,
    _ finalbody: NodeList<Statement>, isGroup: Bool, at statement: Statement
  ) throws(SyntaxError) {
    let outer = unit.handler
    let (handler, cleanup, end) = (unit.newLabel(), unit.newLabel(), unit.newLabel())
    try enter(.finallyBody(cleanup: finalbody), at: tree.range(of: statement))
    unit.protect(by: handler)
    if tree[handlers].isEmpty {
      try statements(body)
    } else {
      try tryExcept(body, tree[handlers], orelse, isGroup: isGroup, at: statement)
    }
    leave()
    unit.protect(by: outer)
    try statements(finalbody)
    jumpUnseen(to: end)

    unit.bindHandler(handler)
    unit.code.position = .none
    let state = unit.push(2)
    unit.code.enterHandler(state: state)
    try enter(.finallyHandler(state: state), at: tree.range(of: statement))
    unit.protect(by: cleanup)
    try statements(finalbody)
    leave()
    unit.protect(by: outer)
    unit.code.position = .none
    reraise(state + 1, leaving: state)
    writeCleanup(cleanup, leaving: state)
    unit.bind(end)
  }

  // MARK: except

  private mutating func tryExcept(
    _ body: NodeList<Statement>, _ handlers: NodeListView<ExceptionHandler>, _ orelse: NodeList<Statement>,
    isGroup: Bool, at statement: Statement
  ) throws(SyntaxError) {
    let mark = unit.top
    let outer = unit.handler
    let (handler, cleanup, end) = (unit.newLabel(), unit.newLabel(), unit.newLabel())
    try enter(.tryBody, at: tree.range(of: statement))
    unit.protect(by: handler)
    try statements(body)
    leave()
    unit.protect(by: outer)
    try statements(orelse)
    jumpUnseen(to: end)

    unit.bindHandler(handler)
    unit.code.position = .none
    let state = unit.push(2)
    unit.code.enterHandler(state: state)
    try enter(isGroup ? .groupHandler : .handler(state: state), at: tree.range(of: statement))
    unit.protect(by: cleanup)
    if isGroup {
      try groupHandlers(handlers, state, outer: outer, cleanup: cleanup, end: end)
    } else {
      for (index, handler) in handlers.enumerated() {
        try self.handler(
          handler, isLast: index == handlers.count - 1, state, outer: outer, cleanup: cleanup, end: end)
      }
      leave()
      unit.protect(by: outer)
      unit.code.position = .none
      reraise(state + 1, leaving: state)
    }
    writeCleanup(cleanup, leaving: state)
    unit.bind(end)
    unit.top = mark
  }

  private mutating func handler(
    _ handler: ExceptionHandler, isLast: Bool, _ state: Register, outer: Label?, cleanup: Label, end: Label
  ) throws(SyntaxError) {
    guard case .exceptHandler(let type, let name, let body) = tree[handler] else { return }
    if type == nil, !isLast { throw error("default 'except:' must be last", at: handler) }
    let mark = unit.top
    let next = unit.newLabel()
    locate(handler)
    if let type {
      let expected = operand(try value(type))
      locate(handler)
      unit.code.jumpUnlessCaught(exception: state + 1, type: expected, target: unit.jumping(to: next))
      unit.top = mark
    } else {
      unit.code.nop()
    }
    guard let name else {
      try enter(.namedHandler(name: nil), at: tree.range(of: handler))
      try statements(body)
      leave()
      unit.protect(by: outer)
      unit.code.position = .none
      unit.code.leaveHandler(state: state)
      unit.code.jump(target: unit.jumping(to: end))
      unit.protect(by: cleanup)
      unit.bind(next)
      return
    }
    store(.register(state + 1), to: name)
    let clearing = unit.newLabel()
    try enter(.namedHandler(name: name), at: tree.range(of: handler))
    unit.protect(by: clearing)
    try statements(body)
    leave()
    unit.protect(by: outer)
    unit.code.position = .none
    unit.code.leaveHandler(state: state)
    clear(name)
    unit.code.jump(target: unit.jumping(to: end))

    unit.bindHandler(clearing)
    unit.protect(by: cleanup)
    let raised = unit.push(2)
    unit.code.enterHandler(state: raised)
    clear(name)
    unit.protect(by: outer)
    reraise(raised + 1, leaving: state)
    unit.top = mark
    unit.protect(by: cleanup)
    unit.bind(next)
  }

  // MARK: except*

  /// Each clause takes its part of the group; what clauses raise, and what no clause took, is raised together
  /// in the end.
  private mutating func groupHandlers(
    _ handlers: NodeListView<ExceptionHandler>, _ state: Register, outer: Label?, cleanup: Label, end: Label
  ) throws(SyntaxError) {
    let raised = unit.push()
    let parts = unit.push(2)
    let (match, rest) = (parts, parts + 1)
    if let first = handlers.first { locate(first) }
    unit.code.buildList(result: raised, items: raised, count: 0)
    unit.code.move(result: rest, source: state + 1)
    for handler in handlers {
      guard case .exceptHandler(let type?, let name, let body) = tree[handler] else { continue }
      let mark = unit.top
      let (next, failed) = (unit.newLabel(), unit.newLabel())
      locate(handler)
      let expected = operand(try value(type))
      locate(handler)
      unit.code.splitGroup(parts: parts, exception: rest, type: expected)
      unit.top = mark
      unit.code.jumpIfNone(value: .register(match), target: unit.jumping(to: next))
      if let name { store(.register(match), to: name) }
      try enter(.namedHandler(name: name), at: tree.range(of: handler))
      unit.protect(by: failed)
      try statements(body)
      leave()
      unit.protect(by: cleanup)
      unit.code.position = .none
      if let name { clear(name) }
      unit.code.jump(target: unit.jumping(to: next))

      unit.bindHandler(failed)
      unit.protect(by: cleanup)
      let inner = unit.push(2)
      unit.code.enterHandler(state: inner)
      if let name { clear(name) }
      unit.code.listAppend(list: raised, item: .register(inner + 1))
      unit.code.leaveHandler(state: inner)
      unit.top = mark
      unit.bind(next)
    }
    leave()
    unit.code.position = .none
    unit.code.listAppend(list: raised, item: .register(rest))
    unit.code.joinGroups(result: match, exception: state + 1, raised: raised)
    let failed = unit.newLabel()
    unit.code.jumpIfNotNone(value: .register(match), target: unit.jumping(to: failed))
    unit.protect(by: outer)
    unit.code.leaveHandler(state: state)
    unit.code.jump(target: unit.jumping(to: end))
    unit.bind(failed)
    reraise(match, leaving: state)
  }
}
