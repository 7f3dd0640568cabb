import Bytecode
import Syntax

/// The largest number of arguments that a call's window holds; more go by `callExpanded`.
private let windowLimit = 31

extension CodeGenerator {
  /// A call of `callee`, or of the callee's attribute, which is evaluated already if it is a call itself.
  mutating func call(
    _ whole: Expression, on object: Value?, into destination: Register?
  ) throws(SyntaxError) -> Value {
    guard case .call(let callee, let arguments, let keywords) = tree[whole] else { return pool.none }
    let (positional, named) = (tree[arguments], tree[keywords])
    let mark = mark(below: object)
    try checkKeywords(named)
    if case .attribute(let owner, let name, .load) = tree[callee], fitsWindow(positional, named) {
      let result = try methodCall(
        callee, owner, name, on: object, positional, named, at: whole, releasing: mark, into: destination)
      return .register(result)
    }
    checkCallable(callee)
    let window: Register
    if let object {
      window = try settle(object, callee)
    } else {
      window = try push(callee)
    }
    unit.top = mark + 1
    if let function = consumer(callee, positional, named) {
      return .register(
        try consume(positional[0], by: function, at: window, range: tree.range(of: whole), releasing: mark, into: destination))
    }
    let result = try call(window, positional, named, at: tree.range(of: whole), releasing: mark, into: destination)
    return .register(result)
  }

  /// The callee in the first register of a window. `object` is the callee itself, or what it is an attribute of.
  private mutating func settle(_ object: Value, _ callee: Expression) throws(SyntaxError) -> Register {
    unit.top = mark(below: object)
    let window = unit.push()
    if case .attribute(_, let name, _) = tree[callee] {
      locate(attributePosition(callee))
      unit.code.loadAttribute(result: window, object: operand(object), key: attributeIndex(name))
    } else {
      move(object, to: window)
    }
    return window
  }

  /// Calls what stands at `window` with the arguments of the source; before them come those `given`, which stand
  /// above it already, behind the positional ones an `extra` one.
  mutating func call(
    _ window: Register, _ positional: NodeListView<Expression>, _ named: NodeListView<KeywordArgument>,
    given: Int = 0, extra: Value? = nil, at range: SourceRange, releasing mark: Int, into destination: Register?
  ) throws(SyntaxError) -> Register {
    let moreCount = given + (extra == nil ? 0 : 1)
    guard fitsWindow(positional, named, moreCount) else {
      return try expandedCall(
        window, positional, named, given: given, extra: extra, at: range, releasing: mark, into: destination)
    }
    try pushArguments(positional, extra, named)
    locate(range)
    unit.top = mark
    let result = destination ?? unit.push()
    let count = positional.count + moreCount + named.count
    if named.isEmpty {
      unit.code.call(result: result, callee: window, count: count)
    } else {
      unit.code.callKeywords(result: result, callee: window, names: keywordNames(named), count: count)
    }
    return result
  }

  /// `object.name(…)`: looks the method up without binding it.
  private mutating func methodCall(
    _ callee: Expression, _ object: Expression, _ name: Name, on owner: Value?, _ positional: NodeListView<Expression>,
    _ named: NodeListView<KeywordArgument>, at whole: Expression, releasing mark: Int, into destination: Register?
  ) throws(SyntaxError) -> Register {
    let window: Register
    if owner == nil, let arguments = try superArguments(of: object) {
      locate(attributePosition(callee))
      unit.top = mark
      window = unit.push(2)
      unit.code.loadSuperMethod(result: window, arguments: arguments, key: attributeIndex(name))
    } else {
      let source: Value
      if let owner { source = owner } else { source = try value(object) }
      locate(attributePosition(callee))
      unit.top = mark
      window = unit.push(2)
      unit.code.loadMethod(result: window, object: operand(source), key: attributeIndex(name))
    }
    try pushArguments(positional, nil, named)
    locate(attributePosition(callee, within: tree.range(of: whole)))
    unit.top = mark
    let result = destination ?? unit.push()
    let count = positional.count + named.count
    if named.isEmpty {
      unit.code.callMethod(result: result, callee: window, count: count)
    } else {
      unit.code.callMethodKeywords(result: result, callee: window, names: keywordNames(named), count: count)
    }
    return result
  }

  private func fitsWindow(
    _ positional: NodeListView<Expression>, _ named: NodeListView<KeywordArgument>, _ extra: Int = 0
  ) -> Bool {
    positional.count + extra + named.count <= windowLimit
      && !positional.contains { tree.kind(of: $0) == .starred }
      && !named.contains { tree[$0].arg == nil }
  }

  private mutating func pushArguments(
    _ positional: NodeListView<Expression>, _ extra: Value?, _ named: NodeListView<KeywordArgument>
  ) throws(SyntaxError) {
    for argument in positional {
      let register = try push(argument)
      unit.top = Int(register.index) + 1
    }
    if let extra { move(extra, to: unit.push()) }
    for argument in named {
      let register = try push(tree[argument].value)
      unit.top = Int(register.index) + 1
    }
  }

  /// The names by which arguments are passed. Classes do not mangle them: they are the callee's.
  private mutating func keywordNames(_ named: NodeListView<KeywordArgument>) -> ConstantIndex {
    var names: [Constant] = []
    for argument in named {
      if let name = tree[argument].arg { names.append(.text(text(name))) }
    }
    return index(of: pool.add(.tuple(names)))
  }

  // MARK: Calls with `*` and `**`

  private mutating func expandedCall(
    _ window: Register, _ positional: NodeListView<Expression>, _ named: NodeListView<KeywordArgument>,
    given: Int, extra: Value?, at range: SourceRange, releasing mark: Int, into destination: Register?
  ) throws(SyntaxError) -> Register {
    let isPlain = given == 0 && extra == nil
    let arguments = given == 0 ? unit.push() : window + 1
    if isPlain, positional.count == 1, case .starred(let iterable, _) = tree[positional[0]] {
      // `f(*iterable)`: the call itself makes a tuple of it.
      try evaluate(iterable, into: arguments)
    } else if isPlain, positional.isEmpty {
      move(pool.value(.tuple([])), to: arguments)
    } else {
      locate(range)
      unit.code.buildList(result: arguments, items: arguments, count: given)
      for argument in positional {
        unit.top = Int(arguments.index) + 1
        if case .starred(let iterable, _) = tree[argument] {
          let items = operand(try value(iterable))
          locate(range)
          unit.code.listExtend(list: arguments, items: items)
        } else {
          let item = operand(try value(argument))
          locate(range)
          unit.code.listAppend(list: arguments, item: item)
        }
      }
      if let extra { unit.code.listAppend(list: arguments, item: operand(extra)) }
      locate(range)
      unit.code.listToTuple(result: arguments, list: arguments)
    }
    unit.top = Int(arguments.index) + 1
    if !named.isEmpty { try keywordMapping(named, for: window, at: range) }
    locate(range)
    unit.top = mark
    let result = destination ?? unit.push()
    unit.code.callExpanded(result: result, callee: window, hasKeywords: !named.isEmpty)
    return result
  }

  /// The keyword arguments as a mapping, in the next temporary.
  private mutating func keywordMapping(
    _ named: NodeListView<KeywordArgument>, for callee: Register, at range: SourceRange
  ) throws(SyntaxError) {
    let mapping = unit.push()
    if named.count == 1, tree[named[0]].arg == nil { return try evaluate(tree[named[0]].value, into: mapping) }
    locate(range)
    unit.code.buildMap(result: mapping, pairs: mapping, count: 0)
    // Names of one source are known to differ; only what a `**` brings may repeat one.
    var hasExpanded = false
    for argument in named {
      unit.top = Int(mapping.index) + 1
      let node = tree[argument]
      guard let name = node.arg else {
        let other = operand(try value(node.value))
        locate(range)
        unit.code.mapMerge(map: mapping, other: other, callable: callee)
        hasExpanded = true
        continue
      }
      let key = operand(pool.value(.text(text(name))))
      let item = operand(try value(node.value))
      locate(range)
      if hasExpanded {
        let single = unit.push()
        unit.code.buildMap(result: single, pairs: single, count: 0)
        unit.code.mapStore(map: single, key: key, value: item)
        unit.code.mapMerge(map: mapping, other: .register(single), callable: callee)
      } else {
        unit.code.mapStore(map: mapping, key: key, value: item)
      }
    }
    unit.top = Int(mapping.index) + 1
  }

  func checkKeywords(_ named: NodeListView<KeywordArgument>) throws(SyntaxError) {
    var seen: Set<Name> = []
    if named.allSatisfy({ tree[$0].arg.map { seen.insert($0).inserted && $0 != .debug } ?? true }) { return }
    for (index, argument) in named.enumerated() {
      guard let name = tree[argument].arg else { continue }
      if name == .debug { throw error("cannot assign to __debug__", at: argument) }
      for other in named.dropFirst(index + 1) where tree[other].arg == name {
        throw error("keyword argument repeated: \(tree.string(name))", at: other)
      }
    }
  }

  // MARK: super

  /// For `super()` and `super(class, object)`, to take an attribute of: `super`, class and object in three
  /// registers, so that no `super` object need be made.
  mutating func superArguments(of expression: Expression) throws(SyntaxError) -> Register? {
    guard tree.kind(of: expression) == .call, case .call(let callee, let arguments, let keywords) = tree[expression],
      case .name(let name, _) = tree[callee], name == .super, tree[keywords].isEmpty,
      isBuiltin(name)
    else { return nil }
    let given = tree[arguments]
    if given.contains(where: { tree.kind(of: $0) == .starred }) { return nil }
    if given.count == 2 {
      let registers = unit.push(3)
      locate(callee)
      _ = load(name, into: registers)
      let end = unit.top
      try evaluate(given[0], into: registers + 1)
      unit.top = end
      try evaluate(given[1], into: registers + 2)
      unit.top = end
      return registers
    }
    guard given.isEmpty, unit.kind == .function, unit.positionalCount > 0, unit.inlined.isEmpty,
      table.lookup(Name(.class), in: unit.scope)?.binding == .free
    else { return nil }
    let registers = unit.push(3)
    locate(callee)
    _ = load(name, into: registers)
    locate(expression)
    _ = load(.free(freeIndex(of: Name(.class))), into: registers + 1)
    _ = load(firstParameter, into: registers + 2)
    return registers
  }

  /// Whether a name means the built-in unless somebody puts it into the module from outside.
  func isBuiltin(_ name: Name) -> Bool {
    let here = table.lookup(name, in: unit.scope)?.binding
    guard here == .globalImplicit || unit.kind == .module && here == nil else { return false }
    guard let global = table.lookup(name, in: .module) else { return true }
    return global.flags.isDisjoint(with: .bound)
  }
}

extension CodeGenerator {
  /// The variable of a function's first parameter, whose name is mangled already.
  private var firstParameter: Variable {
    unit.cellRegisters.contains(Register(0)) ? .cell(Register(0)) : .register(Register(0))
  }
}
