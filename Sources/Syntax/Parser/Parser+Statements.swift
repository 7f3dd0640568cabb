// Modules and simple statements.

extension Parser {
  /// One of: file, interactive, eval, func_type
  mutating func parseModule() throws(SyntaxError) -> Module {
    switch options.mode {
    case .file: try parseFile()
    case .interactive: try parseInteractive()
    case .expression: try parseEval()
    case .functionType: try parseFunctionType()
    }
  }

  /// file: statements? ENDMARKER
  private mutating func parseFile() throws(SyntaxError) -> Module {
    while kind != .endOfFile { try parseStatement() }
    let body: NodeList<Statement> = popList(from: 0)
    for comment in lexer.typeIgnores {
      let tag = tree.intern(lexer.source[comment.start, comment.end])
      children.push(tree.add(.typeIgnore(lineno: comment.line, tag: tag)))
    }
    return tree.add(.module(body: body, typeIgnores: popList(from: 0)))
  }

  /// interactive: compound_stmt NEWLINE | simple_stmts | NEWLINE
  private mutating func parseInteractive() throws(SyntaxError) -> Module {
    if kind == .newline {
      let range = token.range
      children.push(tree.add(.pass, at: range))
    } else if try !parseCompoundStatement() {
      try parseSimpleStatementLine()
    }
    // The newline is not consumed: what follows it is not to be read as tokens.
    if kind != .newline || !lexer.remainderIsBlank { throw unexpectedToken }
    return tree.add(.interactive(body: popList(from: 0)))
  }

  /// eval: expressions NEWLINE* ENDMARKER
  private mutating func parseEval() throws(SyntaxError) -> Module {
    let body = try parseExpressions()
    while kind == .newline { try skip() }
    if kind != .endOfFile { throw unexpectedToken }
    return tree.add(.expression(body: body))
  }

  /// func_type: '(' type_expressions? ')' '->' expression NEWLINE* ENDMARKER
  ///
  /// type_expressions: ','.expression+ [',' '*' expression] [',' '**' expression], where stars may come alone
  private mutating func parseFunctionType() throws(SyntaxError) -> Module {
    try expect(.leftParenthesis)
    if kind != .rightParenthesis {
      while kind != .star && kind != .doubleStar {
        children.push(try parseExpression())
        if kind == .rightParenthesis { break }
        try expect(.comma)
      }
      if try take(.star) {
        children.push(try parseExpression())
        if kind == .comma {
          try advance()
          if kind != .doubleStar { throw unexpectedToken }
        }
      }
      if try take(.doubleStar) { children.push(try parseExpression()) }
    }
    try expect(.rightParenthesis)
    let arguments: NodeList<Expression> = popList(from: 0)
    try expect(.arrow)
    let returns = try parseExpression()
    while kind == .newline { try skip() }
    if kind != .endOfFile { throw unexpectedToken }
    return tree.add(.functionType(argtypes: arguments, returns: returns))
  }

  /// statement: compound_stmt | simple_stmts, pushed to `children`
  mutating func parseStatement() throws(SyntaxError) {
    let (opener, start) = (kind, token.range)
    if try !parseCompoundStatement() { return try parseSimpleStatements() }
    switch opener {
    case .def, .at, .async: break
    default: if start.line > statement.line { statement = start }
    }
  }

  /// simple_stmts: ';'.simple_stmt+ ';'? NEWLINE
  mutating func parseSimpleStatements() throws(SyntaxError) {
    try parseSimpleStatementLine()
    try expectNewline()
  }

  /// simple_stmts up to its NEWLINE
  private mutating func parseSimpleStatementLine() throws(SyntaxError) {
    children.push(try parseSimpleStatement())
    while try take(.semicolon) {
      if kind == .newline { break }
      children.push(try parseSimpleStatement())
    }
  }

  /// simple_stmt: assignment | star_expressions | return_stmt | import_stmt | raise_stmt | 'pass' | del_stmt
  ///   | yield_stmt | assert_stmt | 'break' | 'continue' | global_stmt | nonlocal_stmt | type_alias
  private mutating func parseSimpleStatement() throws(SyntaxError) -> Statement {
    let start = token.range
    switch kind {
    case .return:
      try advance()
      let value = startsExpression ? try parseStarExpressions() : nil
      return tree.add(.return(value: value), at: range(from: start))
    case .import: return try parseImport()
    case .from: return try parseImportFrom()
    case .raise: return try parseRaise()
    case .pass:
      try advance()
      return tree.add(.pass, at: start)
    case .break:
      try advance()
      return tree.add(.break, at: start)
    case .continue:
      try advance()
      return tree.add(.continue, at: start)
    case .del: return try parseDelete()
    case .assert: return try parseAssert()
    case .global:
      let names = try parseNameList()
      return tree.add(.global(names: names), at: range(from: start))
    case .nonlocal:
      let names = try parseNameList()
      return tree.add(.nonlocal(names: names), at: range(from: start))
    case .name:
      if isSoftKeyword("type"), try peekKind() == .name { return try parseTypeAlias() }
      return try parseAssignment()
    default: return try parseAssignment()
    }
  }

  /// Whether an expression may begin with the current token (which then is one, or an error).
  private var startsExpression: Bool {
    switch kind {
    case .newline, .semicolon, .endOfFile: false
    default: true
    }
  }

  /// ('global' | 'nonlocal') ','.NAME+
  private mutating func parseNameList() throws(SyntaxError) -> NodeList<Name> {
    let mark = children.mark
    repeat {
      try advance()
      children.push(try expectName())
    } while kind == .comma
    return popList(from: mark)
  }

  /// raise_stmt: 'raise' [expression ['from' expression]]
  private mutating func parseRaise() throws(SyntaxError) -> Statement {
    let start = token.range
    try advance()
    if !startsExpression { return tree.add(.raise(exc: nil, cause: nil), at: start) }
    let exception = try parseExpression()
    let cause = try take(.from) ? try parseExpression() : nil
    return tree.add(.raise(exc: exception, cause: cause), at: range(from: start))
  }

  /// assert_stmt: 'assert' expression [',' expression]
  private mutating func parseAssert() throws(SyntaxError) -> Statement {
    let start = token.range
    try advance()
    let test = try parseExpression()
    let message = try take(.comma) ? try parseExpression() : nil
    return tree.add(.assert(test: test, msg: message), at: range(from: start))
  }

  /// del_stmt: 'del' ','.del_target+ ','? &(';' | NEWLINE)
  private mutating func parseDelete() throws(SyntaxError) -> Statement {
    let start = token.range
    try advance()
    let mark = children.mark
    repeat {
      let target = try parseOperand(.bitwiseOr)
      try makeTarget(target, .del)
      children.push(target)
    } while try take(.comma) && startsExpression
    if startsExpression { throw unexpectedToken }
    return tree.add(.delete(targets: popList(from: mark)), at: range(from: start))
  }

  /// assignment:
  ///   | single_target ':' expression ['=' annotated_rhs]
  ///   | (star_targets '=')+ annotated_rhs !'=' TYPE_COMMENT?
  ///   | single_target augassign annotated_rhs
  ///
  /// or star_expressions or yield_stmt, when no operator follows.
  private mutating func parseAssignment() throws(SyntaxError) -> Statement {
    let start = token
    let first = try parseAnnotatedRightSide()
    switch kind {
    case .newline, .semicolon:
      return tree.add(.expr(value: first), at: range(from: start.range))
    case .equal:
      return try parseAssignment(to: first, start: start.range)
    case .colon:
      return try parseAnnotation(of: first, start: start)
    default:
      guard let op = augmentedOperator else { throw unexpectedToken }
      try makeSingleTarget(first)
      if op == .matMult { try require(5, "The '@' operator is") }
      try advance()
      let value = try parseAnnotatedRightSide()
      return tree.add(.augAssign(target: first, op: op, value: value), at: range(from: start.range))
    }
  }

  /// annotated_rhs: yield_expr | star_expressions
  mutating func parseAnnotatedRightSide() throws(SyntaxError) -> Expression {
    kind == .yield ? try parseYield() : try parseStarExpressions()
  }

  private mutating func parseAssignment(to first: Expression, start: SourceRange) throws(SyntaxError) -> Statement {
    let mark = children.mark
    var value = first
    while kind == .equal {
      try makeTarget(value, .store)
      children.push(value)
      try advance()
      value = try parseAnnotatedRightSide()
    }
    let comment = try takeTypeComment()
    let targets: NodeList<Expression> = popList(from: mark)
    return tree.add(.assign(targets: targets, value: value, typeComment: comment), at: range(from: start))
  }

  private mutating func parseAnnotation(of target: Expression, start: Token) throws(SyntaxError) -> Statement {
    try makeSingleTarget(target)
    let isSimple = start.kind == .name && tree.kind(of: target) == .name
    try advance()
    let annotation = try parseExpression()
    let value = try take(.equal) ? try parseAnnotatedRightSide() : nil
    try require(6, "Variable annotation syntax is")
    return tree.add(
      .annAssign(target: target, annotation: annotation, value: value, simple: isSimple ? 1 : 0),
      at: range(from: start.range))
  }

  /// augassign: '+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
  private var augmentedOperator: BinaryOperator? {
    switch kind {
    case .plusEqual: .add
    case .minusEqual: .sub
    case .starEqual: .mult
    case .atEqual: .matMult
    case .slashEqual: .div
    case .percentEqual: .mod
    case .ampersandEqual: .bitAnd
    case .pipeEqual: .bitOr
    case .caretEqual: .bitXor
    case .leftShiftEqual: .lshift
    case .rightShiftEqual: .rshift
    case .doubleStarEqual: .pow
    case .doubleSlashEqual: .floorDiv
    default: nil
    }
  }
}
