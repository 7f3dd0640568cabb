import Bytecode
import Syntax

extension CodeGenerator {
  mutating func statements(_ list: NodeList<Statement>) throws(SyntaxError) {
    for statement in tree[list] { try self.statement(statement) }
  }

  mutating func statement(_ statement: Statement) throws(SyntaxError) {
    try descend()
    defer { depth -= 1 }
    locate(statement)
    switch tree[statement] {
    case .expr(let value): try expressionStatement(value, at: statement)
    case .assign(let targets, let value, _): try assignment(tree[targets], value)
    case .augAssign(let target, let op, let value):
      try augmentedAssignment(target, op, value, at: statement)
    case .annAssign(let target, let annotation, let value, let simple):
      try annotatedAssignment(target, annotation, value, isSimple: simple != 0, at: statement)
    case .return(let value): try returnStatement(value, at: statement)
    case .if: try ifStatement(statement)
    case .for(let target, let iterable, let body, let orelse, _):
      try forStatement(target, iterable, body, orelse)
    case .asyncFor(let target, let iterable, let body, let orelse, _):
      try asynchronousFor(target, iterable, body, orelse, at: statement)
    case .while(let test, let body, let orelse): try whileStatement(test, body, orelse, at: statement)
    case .break: try breakStatement(at: statement)
    case .continue: try continueStatement(at: statement)
    case .functionDef(let name, let args, let body, let decorators, let returns, _, let typeParams),
      .asyncFunctionDef(let name, let args, let body, let decorators, let returns, _, let typeParams):
      try functionDefinition(
        FunctionDefinition(
          name: name, parameters: args, body: body, decorators: decorators, returns: returns,
          typeParameters: typeParams), at: statement)
    case .classDef(let name, let bases, let keywords, let body, let decorators, let typeParams):
      try classDefinition(
        ClassDefinition(
          name: name, bases: bases, keywords: keywords, body: body, decorators: decorators,
          typeParameters: typeParams), at: statement)
    case .typeAlias(let name, let parameters, let value): try typeAlias(name, parameters, value, at: statement)
    case .delete(let targets): for target in tree[targets] { try delete(target) }
    case .raise(let exception, let cause): try raise(exception, from: cause, at: statement)
    case .assert(let test, let message): try assertion(test, message, at: statement)
    case .try(let body, let handlers, let orelse, let finalbody):
      try tryStatement(body, handlers, orelse, finalbody, isGroup: false, at: statement)
    case .tryStar(let body, let handlers, let orelse, let finalbody):
      try tryStatement(body, handlers, orelse, finalbody, isGroup: true, at: statement)
    case .with(let items, let body, _):
      try with(tree[items][...], body, isAsync: false, at: statement)
    case .asyncWith(let items, let body, _):
      guard isAsyncFunction || options.allowsTopLevelAwait && unit.form == .module else {
        throw error("'async with' outside async function", at: statement)
      }
      try with(tree[items][...], body, isAsync: true, at: statement)
    case .match(let subject, let cases): try match(subject, tree[cases], at: statement)
    case .import(let names): importStatement(tree[names], at: statement)
    case .importFrom(let module, let names, let level):
      try importFrom(module, tree[names], level: level, at: statement)
    case .global, .nonlocal: break
    case .pass: unit.code.nop()
    }
  }

  private mutating func expressionStatement(_ expression: Expression, at statement: Statement) throws(SyntaxError) {
    if options.mode == .interactive, unit.form == .module {
      let mark = unit.top
      let value = try value(expression)
      locate(statement)
      unit.code.displayResult(value: operand(value))
      unit.top = mark
      return
    }
    if tree.kind(of: expression) == .constant {
      // Its line is there to be traced.
      unit.code.nop()
      return
    }
    try discard(expression)
  }

  private mutating func assignment(_ targets: NodeListView<Expression>, _ source: Expression) throws(SyntaxError) {
    let mark = unit.top
    if targets.count == 1 {
      try assign(source, to: targets[0])
    } else {
      // An earlier target may be the variable that holds the value.
      let value = copy(try value(source))
      for target in targets { try store(value, to: target) }
    }
    unit.top = mark
  }

  private mutating func ifStatement(_ statement: Statement) throws(SyntaxError) {
    let end = unit.newLabel()
    unit.conditionalDepth += 1
    defer { unit.conditionalDepth -= 1 }
    var next: Statement? = statement
    while let current = next {
      next = nil
      guard case .if(let test, let body, let orelse) = tree[current] else { break }
      let otherwise = unit.newLabel()
      locate(current)
      try branch(test, to: otherwise, when: false)
      try statements(body)
      let rest = tree[orelse]
      if !rest.isEmpty { jumpUnseen(to: end) }
      unit.bind(otherwise)
      // `elif` chains are walked, not recursed into.
      if rest.count == 1, tree.kind(of: rest[0]) == .if {
        next = rest[0]
      } else {
        try statements(orelse)
      }
    }
    unit.bind(end)
  }

  private mutating func returnStatement(_ expression: Expression?, at statement: Statement) throws(SyntaxError) {
    guard unit.form == .function || unit.form == .lambda else {
      throw error("'return' outside function", at: statement)
    }
    let flags = table[unit.scope].flags
    if expression != nil, flags.contains(.coroutine), flags.contains(.generator) {
      throw error("'return' with value in async generator", at: statement)
    }
    let mark = unit.top
    var value = pool.none
    if let expression {
      value = try self.value(expression)
      if unit.blocks.contains(where: { $0.runsCode }) { value = copy(value) }
    }
    // A constant that is returned is where the blocks are left.
    var range = tree.range(of: statement)
    if let expression, case .constant = value, tree.range(of: expression).line == range.line {
      range = tree.range(of: expression)
    }
    locate(range)
    // What the blocks run comes after the statement.
    if !unit.blocks.isEmpty {
      locate(range)
      unit.code.keepLine()
    }
    let handler = unit.handler
    unit.code.position = try unwind(downTo: 0, at: range)
    unit.code.return(value: operand(value))
    unit.protect(by: handler)
    unit.top = mark
  }

  private mutating func raise(
    _ exception: Expression?, from cause: Expression?, at statement: Statement
  ) throws(SyntaxError) {
    let mark = unit.top
    var values = [pool.none, pool.none]
    var count = 0
    if let exception {
      count = 1
      if let cause {
        values[0] = try value(exception, before: cause)
        values[1] = try value(cause)
        count = 2
      } else {
        values[0] = try value(exception)
      }
    }
    locate(statement)
    unit.code.raise(exception: operand(values[0]), cause: operand(values[1]), count: count)
    unit.top = mark
  }

  private mutating func assertion(
    _ test: Expression, _ message: Expression?, at statement: Statement
  ) throws(SyntaxError) {
    if case .tuple(let elements, _) = tree[test], !tree[elements].isEmpty {
      warn("assertion is always true, perhaps remove parentheses?", at: tree.range(of: statement))
    }
    if options.optimization > 0 { return }
    let mark = unit.top
    let end = unit.newLabel()
    try branch(test, to: end, when: true)
    locate(statement)
    let exception = unit.push()
    unit.code.loadCommonBuiltin(result: exception, builtin: .assertionError)
    if let message {
      try evaluate(message, into: unit.push())
      locate(statement)
      unit.code.call(result: exception, callee: exception, count: 1)
    }
    locate(test)
    unit.code.raise(exception: .register(exception), cause: operand(pool.none), count: 1)
    unit.bind(end)
    unit.top = mark
  }

  // MARK: Imports

  private mutating func importStatement(_ names: NodeListView<Alias>, at statement: Statement) {
    let mark = unit.top
    for alias in names {
      let node = tree[alias]
      locate(statement)
      let module = unit.push()
      unit.code.importName(
        result: module, request: importRequest(level: 0, names: .none), module: attributeIndex(node.name))
      let parts = table[node.name].split(separator: UInt8(ascii: "."))
      if let asname = node.asname {
        // `import a.b.c as name` takes the last part from the packages around it.
        for part in parts.dropFirst() {
          let member = table.intern(UnsafeBufferPointer(rebasing: part))
          unit.code.importFrom(result: module, module: module, member: nameIndex(member))
        }
        store(.register(module), to: asname)
      } else if parts.count > 1 {
        store(.register(module), to: table.intern(UnsafeBufferPointer(rebasing: parts[0])))
      } else {
        store(.register(module), to: node.name)
      }
      unit.top = mark
    }
  }

  private mutating func importRequest(level: Int32, names: Constant) -> ConstantIndex {
    index(of: pool.add(.tuple([.integer(Int64(level)), names])))
  }

  private mutating func importFrom(
    _ module: Name?, _ names: NodeListView<Alias>, level: Int32, at statement: Statement
  ) throws(SyntaxError) {
    let mark = unit.top
    if level == 0, let module, module == .future { try table.future.check(importAt: tree.range(of: statement)) }
    var requested: [Constant] = []
    for alias in names { requested.append(.text(text(tree[alias].name))) }
    let object = unit.push()
    let moduleIndex = attributeIndex(module ?? table.intern(StaticString("").bytes))
    unit.code.importName(
      result: object, request: importRequest(level: level, names: .tuple(requested)), module: moduleIndex)
    for alias in names {
      let node = tree[alias]
      if node.name == .star {
        guard unit.form == .module else { throw error("import * only allowed at module level", at: statement) }
        unit.code.importStar(module: object)
        break
      }
      let key = attributeIndex(node.name)
      let target = variable(node.asname ?? node.name)
      let top = unit.top
      if case .register(let register) = target {
        unit.code.importFrom(result: register, module: object, member: key)
        unit.bound.insert(register)
      } else {
        let member = unit.push()
        unit.code.importFrom(result: member, module: object, member: key)
        store(.register(member), to: target)
      }
      unit.top = top
    }
    unit.top = mark
  }
}
