import Bytecode
import Syntax

extension CodeGenerator {
  // MARK: Jumping code

  /// Jumps to `label` where the truth of `expression` is `condition`, and goes on where it is not. Conditions
  /// make no bool object: `not`, `and`, `or` become jumps, a comparison and its jump one instruction.
  mutating func branch(_ expression: Expression, to label: Label, when condition: Bool) throws(SyntaxError) {
    try descend()
    defer { depth -= 1 }
    let mark = unit.top
    switch tree[expression] {
    case .unaryOp(.not, let operand):
      try branch(operand, to: label, when: !condition)
    case .boolOp(let op, let values):
      let view = tree[values]
      // `and` is false as soon as one operand is: that jumps at once; `or` likewise when true.
      if (op == .and) != condition {
        for value in view { try branch(value, to: label, when: condition) }
      } else {
        let end = unit.newLabel()
        for value in view.dropLast() { try branch(value, to: end, when: !condition) }
        if let last = view.last { try branch(last, to: label, when: condition) }
        unit.bind(end)
      }
    case .ifExp(let test, let body, let orelse):
      let otherwise = unit.newLabel()
      let end = unit.newLabel()
      try branch(test, to: otherwise, when: false)
      try branch(body, to: label, when: condition)
      unit.code.jump(target: unit.jumping(to: end))
      unit.bind(otherwise)
      try branch(orelse, to: label, when: condition)
      unit.bind(end)
    case .compare(let left, let ops, let comparators):
      checkIdentity(expression)
      try branch(left, tree[ops], tree[comparators], at: expression, to: label, when: condition)
    default:
      let value = try value(expression)
      locate(expression)
      jump(to: label, if: value, is: condition)
    }
    unit.top = mark
  }

  /// Jumps where the truth of a value is `condition`.
  mutating func jump(to label: Label, if value: Value, is condition: Bool) {
    if case .constant(let constant) = value {
      // The line of a test that needs no code can still be traced.
      unit.code.nop()
      if pool.isTrue(constant) == condition { unit.code.jump(target: unit.jumping(to: label)) }
    } else if condition {
      unit.code.jumpIfTrue(condition: operand(value), target: unit.jumping(to: label))
    } else {
      unit.code.jumpIfFalse(condition: operand(value), target: unit.jumping(to: label))
    }
  }

  /// `a < b < c`: the first comparison that fails decides.
  private mutating func branch(
    _ first: Expression, _ ops: NodeListView<ComparisonOperator>, _ comparators: NodeListView<Expression>,
    at whole: Expression, to label: Label, when condition: Bool
  ) throws(SyntaxError) {
    var left = try value(first, before: comparators[0])
    let end = unit.newLabel()
    for index in ops.indices {
      let isLast = index == ops.count - 1
      let right =
        isLast
        ? try comparand(ops[index], comparators[index]) : try value(comparators[index], before: comparators[index + 1])
      locate(whole)
      if isLast {
        jump(to: label, if: left, ops[index], right, is: condition)
      } else {
        jump(to: condition ? end : label, if: left, ops[index], right, is: false)
      }
      left = right
    }
    unit.bind(end)
  }

  /// Jumps where the truth of `left op right` is `condition`.
  private mutating func jump(
    to label: Label, if left: Value, _ op: ComparisonOperator, _ right: Value, is condition: Bool
  ) {
    if op == .is || op == .isNot, case .constant(pool.noneConstant) = right {
      let value = operand(left)
      if (op == .is) == condition {
        unit.code.jumpIfNone(value: value, target: unit.jumping(to: label))
      } else {
        unit.code.jumpIfNotNone(value: value, target: unit.jumping(to: label))
      }
      return
    }
    let (l, r) = (operand(left), operand(right))
    let target = unit.jumping(to: label)
    switch op {
    case .eq: unit.code.jumpIfEqual(left: l, right: r, target: target, negated: !condition)
    case .notEq: unit.code.jumpIfNotEqual(left: l, right: r, target: target, negated: !condition)
    case .lt: unit.code.jumpIfLess(left: l, right: r, target: target, negated: !condition)
    case .ltE: unit.code.jumpIfLessEqual(left: l, right: r, target: target, negated: !condition)
    case .gt: unit.code.jumpIfGreater(left: l, right: r, target: target, negated: !condition)
    case .gtE: unit.code.jumpIfGreaterEqual(left: l, right: r, target: target, negated: !condition)
    case .is, .isNot: unit.code.jumpIfSame(left: l, right: r, target: target, negated: (op == .is) != condition)
    case .in, .notIn:
      unit.code.jumpIfContains(item: l, container: r, target: target, negated: (op == .in) != condition)
    }
  }

  /// The right-hand side of a comparison. A display of constants that is only searched is a constant; another
  /// list may as well be a tuple.
  private mutating func comparand(_ op: ComparisonOperator, _ expression: Expression) throws(SyntaxError) -> Value {
    if op == .in || op == .notIn, let constant = try searched(expression) { return constant }
    return try value(expression)
  }

  /// A display that is only searched or iterated over, in its cheapest form; nil for any other expression.
  mutating func searched(_ expression: Expression) throws(SyntaxError) -> Value? {
    switch tree[expression] {
    case .list(let elements, .load):
      if tree[elements].contains(where: { tree.kind(of: $0) == .starred }) { return nil }
      if let items = foldedItems(elements) { return pool.value(.tuple(items)) }
      return try sequence(.tuple, elements, at: expression, into: nil)
    case .set(let elements):
      guard let items = foldedItems(elements) else { return nil }
      return pool.value(pool.frozenSet(of: items))
    default: return nil
    }
  }

  // MARK: Values

  /// `a and b or …` as a value.
  mutating func boolean(
    _ op: BooleanOperator, _ values: NodeList<Expression>, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let view = tree[values]
    let mark = unit.top
    let result = unit.unseen(destination)
    let end = unit.newLabel()
    for value in view.dropLast() {
      let inner = unit.top
      // Only what is known to be constant is asked for its value here: anything else would be evaluated twice.
      if mayFold(value), folded(value) != nil, case .constant(let constant) = try self.value(value) {
        // A constant decides now: either it is the result and nothing follows, or it is passed over.
        if pool.isTrue(constant) == (op == .and) { continue }
        move(.constant(constant), to: result)
        locate(whole)
        unit.code.jump(target: unit.jumping(to: end))
      } else {
        try evaluate(value, into: result)
        unit.top = inner
        locate(whole)
        jump(to: end, if: .register(result), is: op == .or)
      }
    }
    if let last = view.last { try evaluate(last, into: result) }
    unit.bind(end)
    return finish(result, releasing: mark, into: destination)
  }

  /// Brings a result that was built in a temporary to where it is wanted.
  mutating func finish(_ result: Register, releasing mark: Int, into destination: Register?) -> Value {
    if let destination {
      unit.top = mark
      move(.register(result), to: destination)
      return .register(destination)
    }
    unit.top = Int(result.index) + 1
    return .register(result)
  }

  mutating func comparison(_ whole: Expression, into destination: Register?) throws(SyntaxError) -> Value {
    guard case .compare(let first, let opList, let comparatorList) = tree[whole] else { return pool.none }
    let (ops, comparators) = (tree[opList], tree[comparatorList])
    checkIdentity(whole)
    let mark = unit.top
    if ops.count == 1 {
      let left = try value(first, before: comparators[0])
      let right = try comparand(ops[0], comparators[0])
      locate(whole)
      unit.top = mark
      let result = destination ?? unit.push()
      compare(left, ops[0], right, into: result)
      return .register(result)
    }
    let result = unit.unseen(destination)
    let end = unit.newLabel()
    var left = try value(first, before: comparators[0])
    for index in ops.indices {
      let isLast = index == ops.count - 1
      let right =
        isLast
        ? try comparand(ops[index], comparators[index]) : try value(comparators[index], before: comparators[index + 1])
      locate(whole)
      compare(left, ops[index], right, into: result)
      if !isLast { jump(to: end, if: .register(result), is: false) }
      left = right
    }
    unit.bind(end)
    return finish(result, releasing: mark, into: destination)
  }

  private mutating func compare(_ left: Value, _ op: ComparisonOperator, _ right: Value, into result: Register) {
    let (l, r) = (operand(left), operand(right))
    switch op {
    case .eq: unit.code.equal(result: result, left: l, right: r)
    case .notEq: unit.code.notEqual(result: result, left: l, right: r)
    case .lt: unit.code.less(result: result, left: l, right: r)
    case .ltE: unit.code.lessEqual(result: result, left: l, right: r)
    case .gt: unit.code.greater(result: result, left: l, right: r)
    case .gtE: unit.code.greaterEqual(result: result, left: l, right: r)
    case .is: unit.code.same(result: result, left: l, right: r)
    case .isNot: unit.code.same(result: result, left: l, right: r, negated: true)
    case .in: unit.code.contains(result: result, item: l, container: r)
    case .notIn: unit.code.contains(result: result, item: l, container: r, negated: true)
    }
  }
}
