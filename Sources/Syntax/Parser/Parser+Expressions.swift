// Expressions, from lists of them down to operators. Primaries and atoms: `Parser+Atoms.swift`.

extension Parser {
  // MARK: Lists

  /// expressions: ','.expression+ ','?
  mutating func parseExpressions() throws(SyntaxError) -> Expression {
    let start = token.range
    let first = try parseExpression()
    if kind != .comma { return first }
    let mark = children.mark
    children.push(first)
    while try take(.comma) && mayBeginExpression { children.push(try parseExpression()) }
    return tree.add(.tuple(elts: popList(from: mark), ctx: .load), at: range(from: start))
  }

  /// star_expressions: ','.star_expression+ ','?
  mutating func parseStarExpressions() throws(SyntaxError) -> Expression {
    let start = token.range
    let first = try parseStarExpression()
    if kind != .comma { return first }
    let mark = children.mark
    children.push(first)
    while try take(.comma) && mayBeginExpression { children.push(try parseStarExpression()) }
    return tree.add(.tuple(elts: popList(from: mark), ctx: .load), at: range(from: start))
  }

  /// Whether, after a comma, the current token goes on with the list; otherwise the comma was the last.
  var mayBeginExpression: Bool {
    switch kind {
    case .newline, .endOfFile, .semicolon, .rightParenthesis, .rightBracket, .rightBrace, .colon, .equal,
      .typeComment, .exclamation, .colonEqual, .in, .for, .async:
      false
    default: augmentedAssignment == nil
    }
  }

  private var augmentedAssignment: TokenKind? {
    kind.rawValue > TokenKind.equal.rawValue && kind.rawValue <= TokenKind.rightShiftEqual.rawValue ? kind : nil
  }

  /// star_expression: '*' bitwise_or | expression
  @inline(__always)
  mutating func parseStarExpression() throws(SyntaxError) -> Expression {
    kind == .star ? try parseStarred(.bitwiseOr) : try parseExpression()
  }

  /// star_named_expression: '*' bitwise_or | named_expression
  @inline(__always)
  mutating func parseStarNamedExpression() throws(SyntaxError) -> Expression {
    kind == .star ? try parseStarred(.bitwiseOr) : try parseNamedExpression()
  }

  /// '*' and an operand of that level; `none` for a whole expression, as arguments have it
  mutating func parseStarred(_ level: Precedence) throws(SyntaxError) -> Expression {
    let start = token.range
    try advance()
    let value = level == .none ? try parseExpression() : try parseOperand(level)
    return tree.add(.starred(value: value, ctx: .load), at: range(from: start))
  }

  /// named_expression: NAME ':=' expression | expression !':='
  mutating func parseNamedExpression() throws(SyntaxError) -> Expression {
    let start = token
    let expression = try parseExpression()
    if kind != .colonEqual { return expression }
    if start.kind != .name || tree.kind(of: expression) != .name { throw unexpectedToken }
    tree.setField(1, of: expression.offset, to: ExpressionContext.store)
    try advance()
    let value = try parseExpression()
    try require(8, "Assignment expressions are")
    return tree.add(.namedExpr(target: expression, value: value), at: range(from: start.range))
  }

  /// yield_expr: 'yield' 'from' expression | 'yield' star_expressions?
  mutating func parseYield() throws(SyntaxError) -> Expression {
    let start = token.range
    try advance()
    if try take(.from) {
      let value = try parseExpression()
      return tree.add(.yieldFrom(value: value), at: range(from: start))
    }
    let value = mayBeginExpression ? try parseStarExpressions() : nil
    return tree.add(.yield(value: value), at: range(from: start))
  }

  // MARK: Conditions and lambdas

  /// expression: disjunction ['if' disjunction 'else' expression] | lambdef
  /// lambdef: 'lambda' lambda_params? ':' expression
  ///
  /// Both end with an expression. Their beginnings wait on the stack until the last has been read, so that
  /// chains of them do not recurse.
  mutating func parseExpression() throws(SyntaxError) -> Expression {
    let mark = children.mark
    let depth = depth
    var start = token.range
    var last: Expression
    while true {
      if kind == .lambda {
        try pushLambda()
      } else {
        last = try parseOperand(.disjunction)
        if kind != .if { break }
        try pushConditional(last, start: start)
      }
      start = token.range
    }
    if children.mark == mark { return last }
    self.depth = depth
    while children.mark > mark {
      let start = children.popStart()
      let (first, second) = (children.pop(), children.pop())
      last =
        first == 0
        ? tree.add(.lambda(args: Parameters(word: second), body: last), at: range(from: start))
        : tree.add(
          .ifExp(test: Expression(word: second), body: Expression(word: first), orelse: last), at: range(from: start))
    }
    return last
  }

  /// 'lambda' lambda_params? ':'
  @inline(never)
  private mutating func pushLambda() throws(SyntaxError) {
    let start = token.range
    try advance()
    let parameters = try parseParameters(.lambda)
    try expect(.colon)
    children.push(parameters)
    children.push(Expression?.none)
    children.push(start: start)
    try descend(2)
  }

  /// 'if' disjunction 'else', after the value of the condition's being true
  @inline(never)
  private mutating func pushConditional(_ body: Expression, start: SourceRange) throws(SyntaxError) {
    try advance()
    let test = try parseOperand(.disjunction)
    try expect(.else)
    children.push(test)
    children.push(body)
    children.push(start: start)
    try descend(1)
  }

  // MARK: Operators

  /// disjunction, conjunction, inversion, comparison, bitwise_or … term: an operand and what operators of at
  /// least that level join to it
  ///
  ///     disjunction:  conjunction ('or' conjunction)*
  ///     conjunction:  inversion ('and' inversion)*
  ///     inversion:    'not' inversion | comparison
  ///     comparison:   bitwise_or (comparison_operator bitwise_or)*
  ///     bitwise_or … term: left-associative
  mutating func parseOperand(_ level: Precedence) throws(SyntaxError) -> Expression {
    let start = token.range
    var left = kind == .not && level <= .inversion ? try parseNots() : try parseFactor()
    while true {
      let next = kind.precedence
      if next < level || next == .none { return left }
      left = try parseOperation(left, next, start: start)
    }
  }

  /// An operator of that level and the rest of its operation.
  @inline(__always)
  private mutating func parseOperation(
    _ left: Expression, _ level: Precedence, start: SourceRange
  ) throws(SyntaxError) -> Expression {
    switch level {
    case .disjunction:
      return try parseBooleanChain(left, .or, operands: .conjunction, start: start)
    case .conjunction:
      return try parseBooleanChain(left, .and, operands: .inversion, start: start)
    case .comparison:
      return try parseComparison(left, start: start)
    default:
      let operation = kind.binaryOperator
      if operation == .matMult { try require(5, "The '@' operator is") }
      try advance()
      let right = level == .term ? try parseFactor() : try parseOperand(level.next)
      return tree.add(.binOp(left: left, op: operation, right: right), at: range(from: start))
    }
  }

  private mutating func parseBooleanChain(
    _ first: Expression, _ operation: BooleanOperator, operands: Precedence, start: SourceRange
  ) throws(SyntaxError) -> Expression {
    let mark = children.mark
    let joint = kind
    children.push(first)
    while try take(joint) { children.push(try parseOperand(operands)) }
    return tree.add(.boolOp(op: operation, values: popList(from: mark)), at: range(from: start))
  }

  /// ('not')+ comparison
  @inline(never)
  private mutating func parseNots() throws(SyntaxError) -> Expression {
    let mark = children.mark
    let depth = depth
    while kind == .not {
      children.push(start: token.range)
      try advance()
      try descend(1)
    }
    var operand = try parseOperand(.comparison)
    self.depth = depth
    while children.mark > mark {
      operand = tree.add(.unaryOp(op: .not, operand: operand), at: range(from: children.popStart()))
    }
    return operand
  }

  /// compare_op_bitwise_or_pair+:
  ///   ('==' | '!=' | '<=' | '<' | '>=' | '>' | 'not' 'in' | 'in' | 'is' 'not' | 'is') bitwise_or
  private mutating func parseComparison(_ left: Expression, start: SourceRange) throws(SyntaxError) -> Expression {
    // Operators and operands alternate on the stack until the chain ends.
    let mark = children.mark
    repeat {
      children.push(try parseComparisonOperator())
      children.push(try parseOperand(.bitwiseOr))
    } while kind.precedence == .comparison
    let operators: NodeList<ComparisonOperator> = alternateList(from: mark)
    let operands: NodeList<Expression> = alternateList(from: mark + 1)
    children.drop(to: mark)
    return tree.add(.compare(left: left, ops: operators, comparators: operands), at: range(from: start))
  }

  private mutating func parseComparisonOperator() throws(SyntaxError) -> ComparisonOperator {
    let token = token
    try advance()
    switch token.kind {
    case .is: return try take(.not) ? .isNot : .is
    case .not:
      try expect(.in)
      return .notIn
    case .notEqual:
      // `<>` is the spelling under `from __future__ import barry_as_FLUFL`, and then the only one.
      if (lexer.source[token.start, token.end].first == UInt8(ascii: "<")) != lexer.barryAsBDFL {
        throw unexpectedToken
      }
      return .notEq
    default:
      guard let operation = token.kind.comparisonOperator else { throw unexpectedToken }
      return operation
    }
  }

  /// Every other child from `mark` on, as a list.
  mutating func alternateList<Member: TreeWord>(from mark: Int) -> NodeList<Member> {
    children.alternateList(from: mark, into: &tree)
  }

  /// factor: ('+' | '-' | '~') factor | power
  /// power: await_primary ['**' factor]
  mutating func parseFactor() throws(SyntaxError) -> Expression {
    let start = token.range
    switch kind {
    case .minus, .plus, .tilde: return try parseFactorChain(after: nil, start: start)
    default:
      let base = kind == .await ? try parseAwait() : try parsePrimary()
      return kind == .doubleStar ? try parseFactorChain(after: base, start: start) : base
    }
  }

  /// A factor that ends with another: signs and bases of powers wait on the stack for the last.
  @inline(never)
  private mutating func parseFactorChain(
    after base: Expression?, start: SourceRange
  ) throws(SyntaxError) -> Expression {
    let mark = children.mark
    let depth = depth
    var start = start
    var last = base
    while true {
      if let base = last {
        if kind != .doubleStar { break }
        children.push(base)
        children.push(UnaryOperator.invert)
        children.push(start: start)
        try advance()
        try descend(2)
        last = nil
      } else if let operation = unaryOperator {
        children.push(Expression?.none)
        children.push(operation)
        children.push(start: start)
        try advance()
        try descend(1)
      } else {
        last = kind == .await ? try parseAwait() : try parsePrimary()
        continue
      }
      start = token.range
    }
    self.depth = depth
    var factor = last ?? Expression(offset: 0)
    while children.mark > mark {
      let range = range(from: children.popStart())
      let operation = UnaryOperator(word: children.pop())
      let base = Expression?(word: children.pop())
      factor =
        base.map { tree.add(.binOp(left: $0, op: .pow, right: factor), at: range) }
        ?? tree.add(.unaryOp(op: operation, operand: factor), at: range)
    }
    return factor
  }

  private var unaryOperator: UnaryOperator? {
    switch kind {
    case .minus: .usub
    case .plus: .uadd
    case .tilde: .invert
    default: nil
    }
  }

  /// await_primary: 'await' primary | primary
  private mutating func parseAwait() throws(SyntaxError) -> Expression {
    let start = token.range
    try advance()
    let value = try parsePrimary()
    try require(5, "Await expressions are")
    return tree.add(.await(value: value), at: range(from: start))
  }
}

extension Precedence {
  /// The level that binds tighter by one.
  @inline(__always)
  var next: Precedence { unsafeBitCast(rawValue &+ 1, to: Precedence.self) }
}
