// Targets: what can be assigned to or deleted. They are read as expressions, then turned.

extension Parser {
  /// star_targets, del_targets: turns an expression into a target, or refuses it.
  ///
  ///     star_target:  '*' star_target | NAME | attribute | subscript | '(' … ')' | '[' … ']'
  ///     del_target:   NAME | attribute | subscript | '(' … ')' | '[' … ']'
  mutating func makeTarget(_ expression: Expression, _ context: ExpressionContext) throws(SyntaxError) {
    switch tree[expression] {
    case .name:
      tree.setField(1, of: expression.offset, to: context)
    case .attribute, .subscript:
      tree.setField(2, of: expression.offset, to: context)
    case .starred(let value, _):
      if context == .del { throw unexpectedToken }
      tree.setField(1, of: expression.offset, to: context)
      try makeTarget(value, context)
    case .tuple(let elements, _), .list(let elements, _):
      tree.setField(1, of: expression.offset, to: context)
      for i in 0..<tree[elements].count { try makeTarget(tree[elements][i], context) }
    default:
      throw unexpectedToken
    }
  }

  /// single_target: NAME | attribute | subscript | '(' single_target ')'
  mutating func makeSingleTarget(_ expression: Expression) throws(SyntaxError) {
    switch tree.kind(of: expression) {
    case .name, .attribute, .subscript: try makeTarget(expression, .store)
    default: throw unexpectedToken
    }
  }

  /// star_targets: ','.star_target+ ','?, as `for` has it
  mutating func parseStarTargets() throws(SyntaxError) -> Expression {
    let start = token.range
    let first = try parseStarTarget()
    if kind != .comma { return first }
    let mark = children.mark
    children.push(first)
    while try take(.comma) && kind != .in { children.push(try parseStarTarget()) }
    let elements: NodeList<Expression> = popList(from: mark)
    return tree.add(.tuple(elts: elements, ctx: .store), at: range(from: start))
  }

  /// star_target
  mutating func parseStarTarget() throws(SyntaxError) -> Expression {
    let target = kind == .star ? try parseStarred(.bitwiseOr) : try parseOperand(.bitwiseOr)
    try makeTarget(target, .store)
    return target
  }
}
