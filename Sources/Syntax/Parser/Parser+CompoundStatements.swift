// Compound statements, without definitions (`Parser+Definitions.swift`) and `match` (`Parser+Patterns.swift`).

extension Parser {
  /// compound_stmt, pushed to `children`; false when the current token does not begin one.
  mutating func parseCompoundStatement() throws(SyntaxError) -> Bool {
    switch kind {
    case .if: children.push(try parseIf())
    case .for: children.push(try parseFor(start: token.range, isAsync: false))
    case .while: children.push(try parseWhile())
    case .try: children.push(try parseTry())
    case .with: children.push(try parseWith(start: token.range, isAsync: false))
    case .def: children.push(try parseFunction(start: token.range, isAsync: false, decorators: .empty))
    case .class: children.push(try parseClass(decorators: .empty))
    case .at: children.push(try parseDecorated())
    case .async: children.push(try parseAsync())
    case .name:
      guard isSoftKeyword("match"), try mayBeginSubject(peekKind()), let match = try parseMatch() else { return false }
      children.push(match)
    default: return false
    }
    return true
  }

  /// block: NEWLINE INDENT statements DEDENT | simple_stmts
  mutating func parseBlock() throws(SyntaxError) -> NodeList<Statement> {
    let mark = children.mark
    if kind == .newline {
      try skip()
      if kind != .indent { throw unexpectedToken }
      try skip()
      try descend(7)
      repeat { try parseStatement() } while kind != .dedent && kind != .endOfFile
      depth -= 7
      if kind != .dedent { throw unexpectedToken }
      try skip()
    } else {
      try parseSimpleStatements()
    }
    return popList(from: mark)
  }

  /// ':' block
  mutating func parseSuite() throws(SyntaxError) -> NodeList<Statement> {
    try expect(.colon)
    return try parseBlock()
  }

  /// else_block: 'else' ':' block, or nothing
  private mutating func parseElse() throws(SyntaxError) -> NodeList<Statement> {
    try take(.else) ? try parseSuite() : .empty
  }

  /// if_stmt: 'if' named_expression ':' block (elif_stmt | else_block?)
  /// elif_stmt: 'elif' named_expression ':' block (elif_stmt | else_block?)
  ///
  /// The branches wait on the stack until the last has been read, so that chains of them do not recurse.
  private mutating func parseIf() throws(SyntaxError) -> Statement {
    let mark = children.mark
    let depth = depth
    while true {
      children.push(start: token.range)
      try advance()
      children.push(try parseNamedExpression())
      children.push(try parseSuite())
      if kind != .elif { break }
      try descend(1)
    }
    self.depth = depth
    var otherwise = try parseElse()
    while true {
      let body = NodeList<Statement>(word: children.pop())
      let test = Expression(word: children.pop())
      let statement = tree.add(.if(test: test, body: body, orelse: otherwise), at: range(from: children.popStart()))
      if children.mark == mark { return statement }
      children.push(statement)
      otherwise = popList(from: children.mark - 1)
    }
  }

  /// while_stmt: 'while' named_expression ':' block else_block?
  private mutating func parseWhile() throws(SyntaxError) -> Statement {
    let start = token.range
    try advance()
    let test = try parseNamedExpression()
    let body = try parseSuite()
    let otherwise = try parseElse()
    return tree.add(.while(test: test, body: body, orelse: otherwise), at: range(from: start))
  }

  /// for_stmt: 'async'? 'for' star_targets 'in' star_expressions ':' TYPE_COMMENT? block else_block?
  private mutating func parseFor(start: SourceRange, isAsync: Bool) throws(SyntaxError) -> Statement {
    try advance()
    let target = try parseStarTargets()
    try expect(.in)
    let iterated = try parseStarExpressions()
    try expect(.colon)
    let comment = try takeTypeComment()
    let body = try parseBlock()
    let otherwise = try parseElse()
    if isAsync {
      try require(5, "Async for loops are")
      return tree.add(
        .asyncFor(target: target, iter: iterated, body: body, orelse: otherwise, typeComment: comment),
        at: range(from: start))
    }
    return tree.add(
      .for(target: target, iter: iterated, body: body, orelse: otherwise, typeComment: comment),
      at: range(from: start))
  }

  /// 'async' (function_def | with_stmt | for_stmt)
  private mutating func parseAsync() throws(SyntaxError) -> Statement {
    let start = token.range
    try advance()
    switch kind {
    case .def: return try parseFunction(start: start, isAsync: true, decorators: .empty)
    case .with: return try parseWith(start: start, isAsync: true)
    case .for: return try parseFor(start: start, isAsync: true)
    default: throw unexpectedToken
    }
  }

  // MARK: with

  /// with_stmt: 'async'? 'with' (with_items | '(' with_items ','? ')') ':' TYPE_COMMENT? block
  private mutating func parseWith(start: SourceRange, isAsync: Bool) throws(SyntaxError) -> Statement {
    try advance()
    var items = try parseParenthesizedWithItems()
    if items == nil { items = try parseWithItems() }
    try expect(.colon)
    let comment = try takeTypeComment()
    let body = try parseBlock()
    if isAsync {
      try require(5, "Async with statements are")
      return tree.add(.asyncWith(items: items ?? .empty, body: body, typeComment: comment), at: range(from: start))
    }
    return tree.add(.with(items: items ?? .empty, body: body, typeComment: comment), at: range(from: start))
  }

  /// with_items: ','.with_item+
  private mutating func parseWithItems() throws(SyntaxError) -> NodeList<WithItem> {
    let mark = children.mark
    repeat { children.push(try parseWithItem()) } while try take(.comma)
    return popList(from: mark)
  }

  /// '(' ','.with_item+ ','? ')' before a colon; nil, and nothing read, where the parenthesis turns out to
  /// belong to the first item's expression.
  private mutating func parseParenthesizedWithItems() throws(SyntaxError) -> NodeList<WithItem>? {
    if kind != .leftParenthesis { return nil }
    let checkpoint = beginTrial()
    let mark = children.mark
    do throws(SyntaxError) {
      try advance()
      repeat { children.push(try parseWithItem()) } while try take(.comma) && kind != .rightParenthesis
      try expect(.rightParenthesis)
      if kind == .colon {
        commitTrial()
        return popList(from: mark)
      }
    } catch {
      if error.kind == .tooComplex { throw error }
    }
    rollBack(to: checkpoint)
    return nil
  }

  /// with_item: expression ['as' star_target]
  private mutating func parseWithItem() throws(SyntaxError) -> WithItem {
    let context = try parseExpression()
    let target = try take(.as) ? try parseStarTarget() : nil
    return tree.add(WithItemNode(contextExpr: context, optionalVars: target))
  }

  // MARK: try

  /// try_stmt: 'try' ':' block (finally_block | except_block+ else_block? finally_block?)
  private mutating func parseTry() throws(SyntaxError) -> Statement {
    let start = token.range
    try advance()
    let body = try parseSuite()
    let mark = children.mark
    var isGroup: Bool?
    while kind == .except { children.push(try parseHandler(&isGroup)) }
    let handlers: NodeList<ExceptionHandler> = popList(from: mark)
    let otherwise: NodeList<Statement> = isGroup == nil ? .empty : try parseElse()
    let hasFinally = kind == .finally
    if isGroup == nil && !hasFinally { throw unexpectedToken }
    if hasFinally { try advance() }
    let final: NodeList<Statement> = hasFinally ? try parseSuite() : .empty
    if isGroup == true {
      try require(11, "Exception groups are")
      return tree.add(
        .tryStar(body: body, handlers: handlers, orelse: otherwise, finalbody: final), at: range(from: start))
    }
    return tree.add(.try(body: body, handlers: handlers, orelse: otherwise, finalbody: final), at: range(from: start))
  }

  /// except_block: 'except' ['*'] [expression ['as' NAME] | ','.expression+ ','?] ':' block
  ///
  /// `isGroup` says whether the blocks before had the star, which all or none of them have.
  private mutating func parseHandler(_ isGroup: inout Bool?) throws(SyntaxError) -> ExceptionHandler {
    let start = token.range
    try advance()
    let hasStar = try take(.star)
    if let isGroup, isGroup != hasStar { throw unexpectedToken }
    isGroup = hasStar
    var type: Expression?
    var name: Name?
    if kind != .colon {
      let typeStart = token.range
      let first = try parseExpression()
      type = first
      if try take(.as) {
        name = try expectName()
      } else if kind == .comma {
        let mark = children.mark
        children.push(first)
        while try take(.comma) && kind != .colon { children.push(try parseExpression()) }
        try require(14, "except expressions without parentheses are")
        type = tree.add(.tuple(elts: popList(from: mark), ctx: .load), at: range(from: typeStart))
      }
    } else if hasStar {
      throw unexpectedToken
    }
    let body = try parseSuite()
    return tree.add(.exceptHandler(type: type, name: name, body: body), at: range(from: start))
  }
}
