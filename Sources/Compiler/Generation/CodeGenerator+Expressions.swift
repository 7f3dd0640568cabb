import Bytecode
import Syntax

extension CodeGenerator {
  /// The value of an expression: in `destination` where one is given, else wherever it is cheapest: the
  /// variable that holds it, a constant, or the next temporary.
  ///
  /// The destination is written once and last, unless it is a temporary.
  mutating func value(_ expression: Expression, into destination: Register? = nil) throws(SyntaxError) -> Value {
    switch tree.kind(of: expression) {
    case .name:
      guard case .name(let name, _) = tree[expression] else { break }
      locate(expression)
      if destination == nil { unit.code.keepLine() }
      return load(name, into: destination)
    case .constant:
      guard case .constant(let literal, _) = tree[expression] else { break }
      locate(expression)
      if destination == nil { unit.code.keepLine() }
      return deliver(pool.literal(literal, of: tree), into: destination)
    default: break
    }
    try descend()
    defer { depth -= 1 }
    switch tree[expression] {
    case .name, .constant: return pool.none
    case .binOp: return try binary(expression, into: destination)
    case .unaryOp(let op, let operand): return try unary(op, operand, at: expression, into: destination)
    case .boolOp(let op, let values): return try boolean(op, values, at: expression, into: destination)
    case .compare: return try comparison(expression, into: destination)
    case .ifExp(let test, let body, let orelse):
      return try conditional(test, body, orelse, at: expression, into: destination)
    case .namedExpr(let target, let value): return try assignment(target, value, at: expression, into: destination)
    case .lambda(let parameters, let body): return try lambda(parameters, body, at: expression, into: destination)
    case .call, .attribute, .subscript: return try primary(expression, into: destination)
    case .slice(let lower, let upper, let step):
      return try slice(lower, upper, step, at: expression, into: destination)
    case .tuple(let elements, _): return try sequence(.tuple, elements, at: expression, into: destination)
    case .list(let elements, _): return try sequence(.list, elements, at: expression, into: destination)
    case .set(let elements): return try sequence(.set, elements, at: expression, into: destination)
    case .dict(let keys, let values): return try dictionary(keys, values, at: expression, into: destination)
    case .listComp(let element, let generators):
      return try comprehension(.list, element, nil, generators, at: expression, into: destination)
    case .setComp(let element, let generators):
      return try comprehension(.set, element, nil, generators, at: expression, into: destination)
    case .dictComp(let key, let value, let generators):
      return try comprehension(.dict, key, value, generators, at: expression, into: destination)
    case .generatorExp(let element, let generators):
      return try comprehension(.generator, element, nil, generators, at: expression, into: destination)
    case .await(let value): return try awaiting(value, at: expression, into: destination)
    case .yield(let value): return try yield(value, at: expression, into: destination)
    case .yieldFrom(let value): return try yieldFrom(value, at: expression, into: destination)
    case .joinedStr(let values): return try joinedString(values, at: expression, into: destination)
    case .formattedValue(let value, let conversion, let specification):
      return try formatted(value, conversion, specification, at: expression, into: destination)
    case .templateStr(let values): return try template(values, at: expression, into: destination)
    case .interpolation: return try interpolation(expression, into: destination)
    case .starred(_, let context):
      throw error(
        context == .load
          ? "can't use starred expression here" : "starred assignment target must be in a list or tuple",
        at: expression)
    }
  }

  // MARK: Operators

  /// A chain `a + b + c …` nests to the left, as deep as `chainLimit`: it is walked down and up, not recursed into.
  private mutating func binary(_ expression: Expression, into destination: Register?) throws(SyntaxError) -> Value {
    var chain: [Expression] = []
    var innermost = expression
    while case .binOp(let left, _, _) = tree[innermost], tree.kind(of: left) == .binOp {
      chain.append(innermost)
      innermost = left
    }
    try checkLength(of: chain)
    guard case .binOp(let left, let op, let right) = tree[innermost] else { return pool.none }
    if op == .mod, let result = try formatting(left, right, at: innermost, into: chain.isEmpty ? destination : nil) {
      return try climb(chain, from: result, since: unit.code.offset, into: destination)
    }
    let (mark, start) = (unit.top, unit.code.offset)
    let first = try value(left, before: right)
    let second = try value(right)
    let result = operation(
      op, first, second, at: innermost, releasing: mark, since: start, into: chain.isEmpty ? destination : nil)
    return try climb(chain, from: result, since: start, into: destination)
  }

  private mutating func climb(
    _ chain: [Expression], from first: Value, since start: Int, into destination: Register?
  ) throws(SyntaxError) -> Value {
    var result = first
    if chain.isEmpty { return result }
    // The running result is the lowest temporary, if it is one.
    var mark = unit.top
    if case .register(let register) = result, !unit.isVariable(register) { mark = Int(register.index) }
    // Text that is added up is gathered and becomes a constant once.
    var gathered: [UInt8]?
    for index in chain.indices.reversed() {
      guard case .binOp(_, let op, let right) = tree[chain[index]] else { continue }
      let second = try value(right)
      if op == .add, let next = pool.text(of: second), gathered != nil || pool.text(of: result) != nil {
        if gathered == nil { gathered = pool.text(of: result)?.bytes }
        gathered?.append(contentsOf: next.bytes)
        continue
      }
      if let text = gathered {
        result = pool.value(.text(Text(text)))
        gathered = nil
      }
      result = operation(
        op, result, second, at: chain[index], releasing: mark, since: start, into: index == 0 ? destination : nil)
    }
    if let gathered {
      locate(chain[0])
      unit.code.dropLines(since: start)
      return deliver(pool.value(.text(Text(gathered))), into: destination)
    }
    return result
  }

  /// `first op second`, folded if both are constants.
  private mutating func operation(
    _ op: BinaryOperator, _ first: Value, _ second: Value, at expression: Expression, releasing mark: Int,
    since start: Int, into destination: Register?
  ) -> Value {
    locate(expression)
    if case .constant(let left) = first, case .constant(let right) = second,
      let folded = pool.folding(op, left, right)
    {
      unit.top = mark
      unit.code.dropLines(since: start)
      return deliver(.constant(folded), into: destination)
    }
    unit.top = mark
    let result = destination ?? unit.push()
    operate(op, first, second, into: result, inPlace: false)
    return .register(result)
  }

  /// Writes the instruction of an operator.
  mutating func operate(
    _ op: BinaryOperator, _ first: Value, _ second: Value, into result: Register, inPlace: Bool
  ) {
    let (left, right) = (operand(first), operand(second))
    switch op {
    case .add: unit.code.add(result: result, left: left, right: right, inPlace: inPlace)
    case .sub: unit.code.subtract(result: result, left: left, right: right, inPlace: inPlace)
    case .mult: unit.code.multiply(result: result, left: left, right: right, inPlace: inPlace)
    case .matMult: unit.code.matrixMultiply(result: result, left: left, right: right, inPlace: inPlace)
    case .div: unit.code.divide(result: result, left: left, right: right, inPlace: inPlace)
    case .mod: unit.code.modulo(result: result, left: left, right: right, inPlace: inPlace)
    case .pow: unit.code.power(result: result, left: left, right: right, inPlace: inPlace)
    case .lshift: unit.code.leftShift(result: result, left: left, right: right, inPlace: inPlace)
    case .rshift: unit.code.rightShift(result: result, left: left, right: right, inPlace: inPlace)
    case .bitOr: unit.code.bitOr(result: result, left: left, right: right, inPlace: inPlace)
    case .bitXor: unit.code.bitXor(result: result, left: left, right: right, inPlace: inPlace)
    case .bitAnd: unit.code.bitAnd(result: result, left: left, right: right, inPlace: inPlace)
    case .floorDiv: unit.code.floorDivide(result: result, left: left, right: right, inPlace: inPlace)
    }
  }

  private mutating func unary(
    _ op: UnaryOperator, _ expression: Expression, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let mark = unit.top
    let value = try value(expression)
    locate(whole)
    unit.top = mark
    if case .constant(let constant) = value, let folded = pool.folding(op, constant) {
      return deliver(.constant(folded), into: destination)
    }
    let result = destination ?? unit.push()
    let source = operand(value)
    switch op {
    case .invert: unit.code.invert(result: result, operand: source)
    case .not: unit.code.not(result: result, operand: source)
    case .uadd: unit.code.positive(result: result, operand: source)
    case .usub: unit.code.negative(result: result, operand: source)
    }
    return .register(result)
  }

  private mutating func conditional(
    _ test: Expression, _ body: Expression, _ orelse: Expression, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let result = destination ?? unit.push()
    let mark = unit.top
    let otherwise = unit.newLabel()
    let end = unit.newLabel()
    try branch(test, to: otherwise, when: false)
    try evaluate(body, into: result)
    unit.top = mark
    unit.code.jump(target: unit.jumping(to: end))
    unit.bind(otherwise)
    try evaluate(orelse, into: result)
    unit.top = mark
    unit.bind(end)
    return .register(result)
  }

  /// `target := value`.
  private mutating func assignment(
    _ target: Expression, _ source: Expression, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    guard case .name(let name, _) = tree[target] else { return try value(source, into: destination) }
    if let register = settledRegister(of: name, assigned: source) {
      try evaluate(source, into: register)
      unit.bound.insert(register)
      return deliver(.register(register), into: destination)
    }
    let value = try value(source, into: destination)
    locate(target)
    store(value, to: name)
    return value
  }

  // MARK: Attributes, items, calls

  /// A chain `a.b(c)[d].e …` nests to the left, as deep as `chainLimit`: it is walked down and up, not recursed into.
  private mutating func primary(_ expression: Expression, into destination: Register?) throws(SyntaxError) -> Value {
    var chain: [Expression] = []
    var innermost = expression
    while let object = primaryObject(of: innermost) {
      chain.append(innermost)
      innermost = object
    }
    try checkLength(of: chain)
    var result = try link(innermost, on: nil, into: chain.isEmpty ? destination : nil)
    for index in chain.indices.reversed() {
      result = try link(chain[index], on: result, into: index == 0 ? destination : nil)
    }
    return result
  }

  /// What a link of a chain applies to, if that is a link itself.
  private func primaryObject(of link: Expression) -> Expression? {
    let object: Expression
    switch tree[link] {
    case .call(let callee, _, _):
      if case .attribute(let owner, _, _) = tree[callee] { object = owner } else { object = callee }
    case .attribute(let owner, _, _): object = owner
    case .subscript(let container, _, _): object = container
    default: return nil
    }
    switch tree[object] {
    case .call(let callee, _, _):
      // `super().name` is read as a whole.
      if case .name(let name, _) = tree[callee], name == .super { return nil }
      return object
    case .attribute, .subscript: return object
    default: return nil
    }
  }

  private mutating func link(
    _ link: Expression, on object: Value?, into destination: Register?
  ) throws(SyntaxError) -> Value {
    switch tree[link] {
    case .attribute(let owner, let name, _):
      return try attribute(owner, name, on: object, at: link, into: destination)
    case .subscript(let container, let key, _):
      return try item(container, key, on: object, at: link, into: destination)
    default: return try call(link, on: object, into: destination)
    }
  }

  /// The height of the stack below a value that is its uppermost temporary, or the height as it is.
  func mark(below value: Value?) -> Int {
    if case .register(let register)? = value, !unit.isVariable(register) { return Int(register.index) }
    return unit.top
  }

  private mutating func attribute(
    _ object: Expression, _ name: Name, on owner: Value?, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let mark = mark(below: owner)
    if owner == nil, let arguments = try superArguments(of: object) {
      locate(attributePosition(whole))
      unit.top = mark
      let result = destination ?? unit.push()
      unit.code.loadSuperAttribute(result: result, arguments: arguments, key: attributeIndex(name))
      return .register(result)
    }
    let source: Value
    if let owner { source = owner } else { source = try value(object) }
    locate(attributePosition(whole))
    unit.top = mark
    let result = destination ?? unit.push()
    unit.code.loadAttribute(result: result, object: operand(source), key: attributeIndex(name))
    return .register(result)
  }

  /// The position of an access to an attribute: the whole expression, or, where that spans lines, its name,
  /// so that each line of a chain of calls is told apart.
  func attributePosition(_ attribute: Expression) -> SourceRange {
    attributePosition(attribute, within: tree.range(of: attribute))
  }

  /// The position of what happens to an attribute within a larger expression, such as its call.
  func attributePosition(_ attribute: Expression, within whole: SourceRange) -> SourceRange {
    let range = tree.range(of: attribute)
    guard case .attribute(_, let name, _) = tree[attribute], whole.line != range.endLine else { return whole }
    let length = codePointCount(tree[name])
    return SourceRange(
      line: range.endLine, column: range.endColumn - length,
      endLine: max(range.endLine, whole.endLine),
      endColumn: max(range.endLine, whole.endLine) == range.endLine
        ? max(range.endColumn, whole.endLine == range.endLine ? whole.endColumn : 0) : whole.endColumn)
  }

  private func codePointCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    var count: Int32 = 0
    for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private mutating func item(
    _ container: Expression, _ key: Expression, on owner: Value?, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    checkSubscripted(container, at: whole)
    checkIndex(of: container, key, at: whole)
    let mark = mark(below: owner)
    let object: Value
    if let owner { object = owner } else { object = try value(container, before: key) }
    if let (parts, count) = try sliceParts(key) {
      locate(whole)
      unit.top = mark
      let result = destination ?? unit.push()
      unit.code.loadSlice(result: result, container: operand(object), parts: parts, count: count)
      return .register(result)
    }
    let index = try value(key)
    locate(whole)
    unit.top = mark
    if case .constant(let left) = object, case .constant(let right) = index,
      let folded = pool.folding(item: right, of: left)
    {
      return deliver(.constant(folded), into: destination)
    }
    let result = destination ?? unit.push()
    unit.code.loadItem(result: result, container: operand(object), key: operand(index))
    return .register(result)
  }

  /// The two bounds of a slice without a step, in consecutive registers; nil for any other key.
  mutating func sliceBounds(_ key: Expression) throws(SyntaxError) -> Register? {
    guard case .slice(_, _, nil) = tree[key] else { return nil }
    return try sliceParts(key)?.first
  }

  /// The two or three parts of a slice, in consecutive registers; nil for one of literals, and for any other key.
  private mutating func sliceParts(_ key: Expression) throws(SyntaxError) -> (first: Register, count: Int)? {
    guard case .slice(let lower, let upper, let step) = tree[key], constantSlice(key) == nil else { return nil }
    let parts = step == nil ? [lower, upper] : [lower, upper, step]
    let first = unit.push(parts.count)
    for (place, part) in parts.enumerated() { try evaluate(bound: part, into: first + place) }
    return (first, parts.count)
  }

  private mutating func evaluate(bound: Expression?, into register: Register) throws(SyntaxError) {
    if let bound { try evaluate(bound, into: register) } else { move(pool.none, to: register) }
  }

  /// A slice of literals is a constant.
  private mutating func constantSlice(_ key: Expression) -> PooledConstant? {
    guard case .slice(let lower, let upper, let step) = tree[key],
      let first = sliceConstant(lower), let second = sliceConstant(upper), let third = sliceConstant(step)
    else { return nil }
    return pool.slice(first, second, third)
  }

  private mutating func sliceConstant(_ part: Expression?) -> PooledConstant? {
    guard let part else { return pool.noneConstant }
    guard case .constant(let literal, _) = tree[part] else { return nil }
    return pool.literalConstant(literal, of: tree)
  }

  private mutating func slice(
    _ lower: Expression?, _ upper: Expression?, _ step: Expression?, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    if let constant = constantSlice(whole) { return deliver(.constant(constant), into: destination) }
    let mark = unit.top
    let count = step == nil ? 2 : 3
    let parts = unit.push(count)
    try evaluate(bound: lower, into: parts)
    try evaluate(bound: upper, into: parts + 1)
    if let step { try evaluate(step, into: parts + 2) }
    locate(whole)
    unit.top = mark
    let result = destination ?? unit.push()
    unit.code.buildSlice(result: result, parts: parts, count: count)
    return .register(result)
  }
}
