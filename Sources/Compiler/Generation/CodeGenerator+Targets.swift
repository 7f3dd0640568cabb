import Bytecode
import Syntax

extension CodeGenerator {
  // MARK: Assignment

  /// `target = expression`, where nothing else needs the value.
  mutating func assign(_ expression: Expression, to target: Expression) throws(SyntaxError) {
    switch tree[target] {
    case .name(let name, _):
      if let register = settledRegister(of: name, assigned: expression) {
        try evaluate(expression, into: register)
        unit.bound.insert(register)
        locate(target)
        unit.code.keepLine()
        return
      }
    case .tuple(let targets, _), .list(let targets, _):
      if try assignEach(expression, to: tree[targets]) { return }
    default: break
    }
    try store(try value(expression), to: target)
  }

  /// `a, b = b, a`: moves values side by side, without a tuple.
  private mutating func assignEach(
    _ expression: Expression, to targets: NodeListView<Expression>
  ) throws(SyntaxError) -> Bool {
    guard tree.kind(of: expression) == .tuple, case .tuple(let elements, _) = tree[expression] else { return false }
    let sources = tree[elements]
    guard sources.count == targets.count, sources.count <= 8,
      !sources.contains(where: { tree.kind(of: $0) == .starred }),
      !targets.contains(where: { tree.kind(of: $0) == .starred })
    else { return false }
    var values: [Value] = []
    for (index, source) in sources.enumerated() {
      var value = try value(source)
      // A variable stands still until an assignment before its turn, or in an expression after it, moves it.
      if case .register(let register) = value, unit.isVariable(register) {
        let isAssigned = targets.prefix(index).contains { isVariable($0, register) }
        if isAssigned || hasAssignmentExpressions { value = copy(value) }
      }
      values.append(value)
    }
    for (index, target) in targets.enumerated() { try store(values[index], to: target) }
    return true
  }

  private mutating func isVariable(_ target: Expression, _ register: Register) -> Bool {
    switch tree[target] {
    case .name(let name, _): return unit.variables[Int(register.index)] == mangled(name)
    case .tuple, .list: return true  // somewhere inside, perhaps
    default: return false
    }
  }

  /// Where a loop's or handler's item should land to be stored to `target` at no cost, and the code that
  /// stores it if that is elsewhere.
  mutating func storeItem(to target: Expression) throws(SyntaxError) -> Register {
    locate(target)
    if case .name(let name, _) = tree[target], case .register(let register) = variable(name) {
      unit.bound.insert(register)
      return register
    }
    let mark = unit.top
    let item = unit.push()
    try store(.register(item), to: target)
    // The item's register is written at the loop's bottom and read at its top: nothing in between needs it.
    unit.top = mark
    return item
  }

  mutating func store(_ value: Value, to target: Expression) throws(SyntaxError) {
    let mark = unit.top
    switch tree[target] {
    case .name(let name, _):
      locate(target)
      store(value, to: name)
    case .attribute(let object, let name, _):
      noteStaticAttribute(name, of: object)
      let object = try self.value(object)
      locate(attributePosition(target))
      unit.code.storeAttribute(object: operand(object), value: operand(value), key: attributeIndex(name))
    case .subscript(let container, let key, _):
      let container = try self.value(container, before: key)
      if let bounds = try sliceBounds(key) {
        locate(target)
        unit.code.storeSlice(container: operand(container), bounds: bounds, value: operand(value))
      } else {
        let key = try self.value(key)
        locate(target)
        unit.code.storeItem(container: operand(container), key: operand(key), value: operand(value))
      }
    case .tuple(let targets, _), .list(let targets, _):
      try descend()
      defer { depth -= 1 }
      try unpack(value, to: tree[targets], at: target)
    case .starred:
      throw error("starred assignment target must be in a list or tuple", at: target)
    default: break
    }
    unit.top = mark
  }

  private mutating func unpack(
    _ value: Value, to targets: NodeListView<Expression>, at whole: Expression
  ) throws(SyntaxError) {
    var starred: Int?
    for (index, target) in targets.enumerated() where tree.kind(of: target) == .starred {
      if starred != nil { throw error("multiple starred expressions in assignment", at: whole) }
      if index >= 1 << 8 || targets.count - index - 1 >= 1 << 23 {
        throw error("too many expressions in star-unpacking assignment", at: whole)
      }
      starred = index
    }
    locate(whole)
    if let starred {
      let items = unit.push(targets.count)
      unit.code.unpackStarred(
        items: items, iterable: operand(value), counts: starred | (targets.count - starred - 1) << 8)
      try storeEach(items, to: targets)
    } else if let variables = consecutiveVariables(targets) {
      unit.code.unpackSequence(items: variables, iterable: operand(value), count: targets.count)
      for index in 0..<targets.count { unit.bound.insert(variables + index) }
    } else {
      let items = unit.push(targets.count)
      unit.code.unpackSequence(items: items, iterable: operand(value), count: targets.count)
      try storeEach(items, to: targets)
    }
  }

  private mutating func storeEach(_ items: Register, to targets: NodeListView<Expression>) throws(SyntaxError) {
    for (index, target) in targets.enumerated() {
      if case .starred(let inner, _) = tree[target] {
        try store(.register(items + index), to: inner)
      } else {
        try store(.register(items + index), to: target)
      }
    }
  }

  /// The first of the registers of the targets, where these are variables in registers that follow each other:
  /// then unpacking is all. Variables that are assigned together first, as in most loops, do.
  private mutating func consecutiveVariables(_ targets: NodeListView<Expression>) -> Register? {
    var first: Register?
    // Names on lines of their own are traced on them.
    guard let last = targets.last, tree.range(of: last).line == tree.range(of: targets[0]).line else { return nil }
    for (index, target) in targets.enumerated() {
      guard tree.kind(of: target) == .name, case .name(let name, _) = tree[target],
        case .register(let register) = variable(name)
      else { return nil }
      if let first {
        if register != first + index { return nil }
      } else {
        first = register
      }
    }
    return first
  }

  // MARK: Augmented assignment

  mutating func augmentedAssignment(
    _ target: Expression, _ op: BinaryOperator, _ expression: Expression, at statement: Statement
  ) throws(SyntaxError) {
    let mark = unit.top
    switch tree[target] {
    case .name(let name, _):
      locate(target)
      let variable = variable(name)
      var left = load(variable, into: nil)
      if hasAssignmentExpressions { left = copy(left) }
      let right = try value(expression)
      locate(statement)
      if case .register(let register) = variable {
        operate(op, left, right, into: register, inPlace: true)
        unit.bound.insert(register)
      } else {
        unit.top = mark
        let result = unit.push()
        operate(op, left, right, into: result, inPlace: true)
        locate(target)
        store(.register(result), to: variable)
      }
    case .attribute(let object, let name, _):
      let object = try value(object, before: expression)
      locate(attributePosition(target))
      let key = attributeIndex(name)
      let result = unit.push()
      unit.code.loadAttribute(result: result, object: operand(object), key: key)
      let right = try value(expression)
      locate(statement)
      operate(op, .register(result), right, into: result, inPlace: true)
      locate(attributePosition(target))
      unit.code.storeAttribute(object: operand(object), value: .register(result), key: key)
    case .subscript(let container, let key, _):
      try augmentedItem(container, key, op, expression, target: target, at: statement)
    default: break
    }
    unit.top = mark
  }

  private mutating func augmentedItem(
    _ container: Expression, _ key: Expression, _ op: BinaryOperator, _ expression: Expression, target: Expression,
    at statement: Statement
  ) throws(SyntaxError) {
    var container = try value(container, before: key)
    if hasAssignmentExpressions { container = copy(container) }
    if let bounds = try sliceBounds(key) {
      locate(target)
      let result = unit.push()
      unit.code.loadSlice(result: result, container: operand(container), parts: bounds, count: 2)
      let right = try value(expression)
      locate(statement)
      operate(op, .register(result), right, into: result, inPlace: true)
      locate(target)
      unit.code.storeSlice(container: operand(container), bounds: bounds, value: .register(result))
      return
    }
    let index = try value(key, before: expression)
    locate(target)
    let result = unit.push()
    unit.code.loadItem(result: result, container: operand(container), key: operand(index))
    let right = try value(expression)
    locate(statement)
    operate(op, .register(result), right, into: result, inPlace: true)
    locate(target)
    unit.code.storeItem(container: operand(container), key: operand(index), value: .register(result))
  }

  // MARK: Deletion

  mutating func delete(_ target: Expression) throws(SyntaxError) {
    let mark = unit.top
    switch tree[target] {
    case .name(let name, _):
      locate(target)
      delete(name)
    case .attribute(let object, let name, _):
      let object = try value(object)
      locate(attributePosition(target))
      unit.code.deleteAttribute(object: operand(object), key: attributeIndex(name))
    case .subscript(let container, let key, _):
      let container = try value(container, before: key)
      let key = try value(key)
      locate(target)
      unit.code.deleteItem(container: operand(container), key: operand(key))
    case .tuple(let targets, _), .list(let targets, _):
      try descend()
      defer { depth -= 1 }
      for target in tree[targets] { try delete(target) }
    default: break
    }
    unit.top = mark
  }
}
