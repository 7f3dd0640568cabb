import Bytecode
import Syntax

/// A comprehension being compiled.
private struct ComprehensionParts {
  var kind: CollectionKind
  var element: Expression
  /// Of a dict.
  var value: Expression?
  var generators: NodeListView<Comprehension>
  /// Where the comprehension stands.
  var range: SourceRange
  /// The collection that is filled; nothing for a generator.
  var result: Register
}

extension CodeGenerator {
  mutating func comprehension(
    _ kind: CollectionKind, _ element: Expression, _ value: Expression?, _ generators: NodeList<Comprehension>,
    at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let scope = table.scope(of: whole)
    let view = tree[generators]
    if table[scope].flags.contains(.inlined) {
      return try inlinedComprehension(kind, element, value, view, scope, at: whole, into: destination)
    }
    let mark = unit.top
    let isAsync = table[scope].flags.contains(.coroutine)
    if kind != .generator { try checkAsynchronous(isAsync, at: whole) }
    let code = try comprehensionCode(kind, element, value, view, scope, at: whole)
    let window = unit.push()
    locate(whole)
    unit.code.makeFunction(result: window, code: index(of: code))
    try getIterator(of: tree[view[0]], into: unit.push())
    locate(whole)
    unit.top = mark
    let awaited = isAsync && kind != .generator
    let result = awaited ? unit.push() : destination ?? unit.push()
    unit.code.call(result: result, callee: window, count: 1)
    guard awaited else { return .register(result) }
    unit.top = mark
    return finish(awaitValue(.register(result), from: .expression), releasing: mark, into: destination)
  }

  /// The function of a comprehension, whose parameter is the iterator of its outermost `for`.
  private mutating func comprehensionCode(
    _ kind: CollectionKind, _ element: Expression, _ value: Expression?, _ generators: NodeListView<Comprehension>,
    _ scope: ScopeIndex, at whole: Expression
  ) throws(SyntaxError) -> PooledConstant {
    if let code = finishedCode(of: scope) { return code }
    let name: StaticString =
      switch kind {
      case .list: "<listcomp>"
      case .set: "<setcomp>"
      case .dict: "<dictcomp>"
      default: "<genexpr>"
      }
    let line = tree.range(of: whole).line
    let outer = begin(.comprehension, scope, name: Text(name), firstLine: line)
    unit.positionalCount = 1
    unit.code.position = .line(line)
    startGenerator()
    locate(whole)
    let iterator = Register(0)
    unit.bound.insert(iterator)
    var parts = ComprehensionParts(
      kind: kind, element: element, value: value, generators: generators, range: tree.range(of: whole),
      result: Register(0))
    if kind != .generator {
      parts.result = unit.push()
      buildEmpty(kind, into: parts.result)
    }
    // Without cells `.0` is a register of its own; the loop reads it where it stands.
    try loop(0, over: iterator, parts)
    locate(whole)
    unit.code.return(value: kind == .generator ? operand(pool.none) : .register(parts.result))
    return finish(restoring: outer)
  }

  private func checkAsynchronous(_ isAsync: Bool, at whole: Expression) throws(SyntaxError) {
    guard isAsync else { return }
    if unit.form == .function && unit.isAsync || unit.form == .comprehension { return }
    if unit.form == .module && options.allowsTopLevelAwait { return }
    throw error("asynchronous comprehension outside of an asynchronous function", at: whole)
  }

  /// The iterator of a comprehension's outermost `for`, made in the scope around it.
  private mutating func getIterator(of generator: ComprehensionNode, into register: Register) throws(SyntaxError) {
    let top = unit.top
    var iterable: Value
    if generator.isAsync == 0, let display = try searched(generator.iter) {
      iterable = display
    } else {
      iterable = try value(generator.iter)
    }
    locate(generator.iter)
    unit.top = top
    if generator.isAsync != 0 {
      unit.code.getAsyncIterator(result: register, iterable: operand(iterable))
    } else {
      unit.code.getIterator(result: register, iterable: operand(iterable))
    }
  }

  private mutating func buildEmpty(_ kind: CollectionKind, into result: Register) {
    switch kind {
    case .set: unit.code.buildSet(result: result, items: result, count: 0)
    case .dict: unit.code.buildMap(result: result, pairs: result, count: 0)
    default: unit.code.buildList(result: result, items: result, count: 0)
    }
  }

  // MARK: Inline

  /// Runs a comprehension as part of the code around it (PEP 709). Its variables take the registers of their
  /// names, as `locals()` shows them; what was there waits in temporaries and comes back whatever happens.
  private mutating func inlinedComprehension(
    _ kind: CollectionKind, _ element: Expression, _ value: Expression?, _ generators: NodeListView<Comprehension>,
    _ scope: ScopeIndex, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let mark = unit.top
    let result = unit.unseen(destination)
    let iterator = unit.push()
    try getIterator(of: tree[generators[0]], into: iterator)
    try checkAsynchronous(table[scope].flags.contains(.coroutine), at: whole)
    locate(whole)
    let before = unit.bound
    let outerHandler = unit.handler
    let shadowed = shadow(scope, firstTarget: tree[generators[0]].target)
    unit.inlined.append(scope)
    let cleanup = unit.newLabel()
    let restores = unit.isFunctionLike && !shadowed.isEmpty || shadowed.contains { $0.saved != nil }
    try enter(.counted, at: tree.range(of: whole))
    if restores { unit.protect(by: cleanup) }
    buildEmpty(kind, into: result)
    try loop(
      0, over: iterator,
      ComprehensionParts(kind: kind, element: element, value: value, generators: generators, range: tree.range(of: whole),
      result: result))
    unit.inlined.removeLast()
    leave()
    locate(whole)
    if restores {
      unit.protect(by: outerHandler)
      restore(shadowed)
      let end = unit.newLabel()
      unit.code.jump(target: unit.jumping(to: end))
      unit.bindHandler(cleanup)
      let state = unit.push(2)
      unit.code.enterHandler(state: state)
      restore(shadowed)
      reraise(state + 1, leaving: state)
      unit.bind(end)
    } else {
      restore(shadowed)
    }
    unit.bound = before
    return finish(result, releasing: mark, into: destination)
  }

  /// A variable that a comprehension hides, and where its value waits if it may have one.
  private struct Shadowed: BitwiseCopyable {
    var register: Register
    var saved: Register?
    var isCell: Bool
    /// Whether there is a value for certain.
    var isBound: Bool
  }

  private mutating func shadow(_ scope: ScopeIndex, firstTarget: Expression) -> [Shadowed] {
    var shadowed: [Shadowed] = []
    for symbol in table.symbols(of: scope) where symbol.binding == .local || symbol.binding == .cell {
      // `:=` assigns to the scope around.
      if symbol.flags.contains(.nonlocal) || symbol.flags.contains(.global) { continue }
      if symbol.flags.contains(.parameter) { continue }
      let isCell = symbol.binding == .cell
      let register = isCell ? cell(symbol.name) : register(of: symbol.name)
      let isBound = unit.bound.contains(register)
      var saved: Register?
      if isUsedOutside(symbol.name, as: symbol.binding) {
        let copy = unit.push()
        transfer(register, to: copy, isCell: isCell, isBound: isBound)
        saved = copy
      }
      if isCell {
        unit.code.newCell(cell: register)
      } else {
        if saved != nil, !isName(firstTarget, symbol.name) { unit.code.unbind(variable: register) }
        unit.bound.remove(register)
      }
      shadowed.append(Shadowed(register: register, saved: saved, isCell: isCell, isBound: isBound))
    }
    return shadowed
  }

  private mutating func transfer(_ source: Register, to destination: Register, isCell: Bool, isBound: Bool) {
    if isCell {
      unit.code.moveCell(result: destination, source: source)
    } else if isBound {
      unit.code.move(result: destination, source: source)
    } else {
      unit.code.moveUnbound(result: destination, source: source)
    }
  }

  private func isName(_ target: Expression, _ name: Name) -> Bool {
    if case .name(let id, _) = tree[target] { id == name } else { false }
  }

  /// Whether code around the comprehension has a variable of this name in the same register.
  private func isUsedOutside(_ name: Name, as binding: Binding) -> Bool {
    for scope in unit.inlined { if table.lookup(name, in: scope)?.binding == binding { return true } }
    guard unit.isFunctionLike, let symbol = table.lookup(name, in: unit.scope) else { return false }
    // What a generator expression goes through is its own; elsewhere only comprehensions that run inline go through anything.
    let isOwn = table[unit.scope].comprehension != .none || !symbol.flags.contains(.comprehensionIterator)
    return symbol.binding == binding && isOwn
  }

  private mutating func restore(_ shadowed: [Shadowed]) {
    for variable in shadowed.reversed() {
      if let saved = variable.saved {
        transfer(saved, to: variable.register, isCell: variable.isCell, isBound: variable.isBound)
      } else {
        unit.code.unbind(variable: variable.register)
      }
    }
  }

  // MARK: Loops

  private mutating func loop(
    _ index: Int, over iterator: Register?, _ parts: ComprehensionParts
  ) throws(SyntaxError) {
    try descend()
    defer { depth -= 1 }
    let generator = tree[parts.generators[index]]
    let mark = unit.top
    if generator.isAsync != 0 {
      try asynchronousLoop(index, generator, over: iterator, parts)
      unit.top = mark
      return
    }
    if iterator == nil, let single = singleItem(generator.iter) {
      // `for x in [item]` names a value: no loop.
      let next = unit.newLabel()
      try assign(single, to: generator.target)
      unit.top = mark
      try body(index, generator, next: next, parts)
      unit.bind(next)
      return
    }
    let source: Register
    if let iterator {
      source = iterator
    } else {
      source = unit.push()
      try getIterator(of: generator, into: source)
    }
    locate(generator.iter)
    let (start, next) = (unit.newLabel(), unit.newLabel())
    let entered = unit.isReachable
    unit.code.jump(target: unit.jumping(to: next))
    unit.bindLoop(start, entered: entered)
    let item = try storeItem(to: generator.target)
    try body(index, generator, next: next, parts)
    unit.bind(next)
    locate(generator.iter)
    unit.code.forNext(item: item, iterator: source, target: start)
    unit.top = mark
  }

  private func singleItem(_ iterable: Expression) -> Expression? {
    let elements: NodeList<Expression>
    switch tree[iterable] {
    case .list(let list, _): elements = list
    case .tuple(let list, _): elements = list
    default: return nil
    }
    let view = tree[elements]
    return view.count == 1 && tree.kind(of: view[0]) != .starred ? view[0] : nil
  }

  private mutating func asynchronousLoop(
    _ index: Int, _ generator: ComprehensionNode, over iterator: Register?, _ parts: ComprehensionParts
  ) throws(SyntaxError) {
    let source: Register
    if let iterator {
      source = iterator
    } else {
      source = unit.push()
      try getIterator(of: generator, into: source)
    }
    let (start, end, handler) = (unit.newLabel(), unit.newLabel(), unit.newLabel())
    try enter(.counted, at: parts.range)
    unit.bindLoop(start, entered: unit.isReachable)
    try awaitNext(of: source, at: parts.range, target: generator.target, handler: handler)
    let next = unit.newLabel()
    try body(index, generator, next: next, parts)
    unit.bind(next)
    locate(generator.iter)
    unit.code.loop(target: start)
    leave()
    endAsynchronousLoop(handler, end: end)
  }

  /// The conditions of a `for`, then what is inside it.
  private mutating func body(
    _ index: Int, _ generator: ComprehensionNode, next: Label, _ parts: ComprehensionParts
  ) throws(SyntaxError) {
    for condition in tree[generator.ifs] { try branch(condition, to: next, when: false) }
    if index + 1 < parts.generators.count { return try loop(index + 1, over: nil, parts) }
    let mark = unit.top
    switch parts.kind {
    case .dict:
      guard let valueExpression = parts.value else { return }
      let key = try value(parts.element, before: valueExpression)
      let item = try value(valueExpression)
      locate(tree.range(of: parts.element).through(tree.range(of: valueExpression)))
      unit.code.mapStore(map: parts.result, key: operand(key), value: operand(item))
    case .generator:
      let item = try value(parts.element)
      locate(parts.element)
      unit.code.yield(received: unit.push(), value: operand(item))
    case .set:
      let item = try value(parts.element)
      locate(parts.element)
      unit.code.setAdd(set: parts.result, item: operand(item))
    case .list, .tuple:
      let item = try value(parts.element)
      locate(parts.element)
      unit.code.listAppend(list: parts.result, item: operand(item))
    }
    unit.top = mark
  }
}
