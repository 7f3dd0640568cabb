// Functions, classes, their decorators, and type aliases.

extension Parser {
  /// decorators: ('@' named_expression NEWLINE)+, before a class or function
  mutating func parseDecorated() throws(SyntaxError) -> Statement {
    let mark = children.mark
    while try take(.at) {
      children.push(try parseNamedExpression())
      try expectNewline()
    }
    let decorators: NodeList<Expression> = popList(from: mark)
    let start = token.range
    switch kind {
    case .class: return try parseClass(decorators: decorators)
    case .def: return try parseFunction(start: start, isAsync: false, decorators: decorators)
    case .async:
      try advance()
      if kind != .def { throw unexpectedToken }
      return try parseFunction(start: start, isAsync: true, decorators: decorators)
    default: throw unexpectedToken
    }
  }

  /// function_def: 'async'? 'def' NAME type_params? '(' params? ')' ['->' expression] ':' func_type_comment? block
  mutating func parseFunction(
    start: SourceRange, isAsync: Bool, decorators: NodeList<Expression>
  ) throws(SyntaxError) -> Statement {
    try expect(.def)
    let name = try expectName()
    let typeParameters = try parseTypeParameters()
    try expect(.leftParenthesis)
    let parameters = try parseParameters(.function)
    try expect(.rightParenthesis)
    let returns = try take(.arrow) ? try parseExpression() : nil
    try expect(.colon)
    let comment = try parseFunctionTypeComment()
    let body = try parseBlock()
    if isAsync {
      try require(5, "Async functions are")
      return tree.add(
        .asyncFunctionDef(
          name: name, args: parameters, body: body, decoratorList: decorators, returns: returns,
          typeComment: comment, typeParams: typeParameters),
        at: range(from: start))
    }
    return tree.add(
      .functionDef(
        name: name, args: parameters, body: body, decoratorList: decorators, returns: returns,
        typeComment: comment, typeParams: typeParameters),
      at: range(from: start))
  }

  /// func_type_comment: NEWLINE TYPE_COMMENT &(NEWLINE INDENT) | TYPE_COMMENT
  private mutating func parseFunctionTypeComment() throws(SyntaxError) -> Name? {
    if !options.typeComments { return nil }
    if kind == .newline, try peekKind() == .typeComment,
      try peek(1).kind == .newline, try peek(2).kind == .indent
    {
      try skip()
    }
    return try takeTypeComment()
  }

  /// class_def: 'class' NAME type_params? ['(' arguments? ')'] ':' block
  mutating func parseClass(decorators: NodeList<Expression>) throws(SyntaxError) -> Statement {
    let start = token.range
    try advance()
    let name = try expectName()
    let typeParameters = try parseTypeParameters()
    var arguments = Arguments(positional: .empty, keywords: .empty)
    if try take(.leftParenthesis) { arguments = try parseArguments() }
    let body = try parseSuite()
    return tree.add(
      .classDef(
        name: name, bases: arguments.positional, keywords: arguments.keywords, body: body,
        decoratorList: decorators, typeParams: typeParameters),
      at: range(from: start))
  }

  /// type_alias: "type" NAME type_params? '=' expression
  mutating func parseTypeAlias() throws(SyntaxError) -> Statement {
    let start = token.range
    try advance()
    let nameRange = token.range
    let name = tree.add(.name(id: try expectName(), ctx: .store), at: nameRange)
    let typeParameters = try parseTypeParameters()
    try expect(.equal)
    let value = try parseExpression()
    try require(12, "Type statement is")
    return tree.add(.typeAlias(name: name, typeParams: typeParameters, value: value), at: range(from: start))
  }

  /// type_params: '[' ','.type_param+ ','? ']', or nothing
  private mutating func parseTypeParameters() throws(SyntaxError) -> NodeList<TypeParameter> {
    if kind != .leftBracket { return .empty }
    try advance()
    let mark = children.mark
    repeat { children.push(try parseTypeParameter()) } while try take(.comma) && kind != .rightBracket
    try expect(.rightBracket)
    try require(12, "Type parameter lists are")
    return popList(from: mark)
  }

  /// type_param: NAME [':' expression] ['=' expression] | '*' NAME ['=' star_expression] | '**' NAME ['=' expression]
  private mutating func parseTypeParameter() throws(SyntaxError) -> TypeParameter {
    let start = token.range
    if try take(.star) {
      let name = try expectName()
      let value = try take(.equal) ? try parseStarExpression() : nil
      try requireDefaults(value)
      return tree.add(.typeVarTuple(name: name, defaultValue: value), at: range(from: start))
    }
    if try take(.doubleStar) {
      let name = try expectName()
      let value = try take(.equal) ? try parseExpression() : nil
      try requireDefaults(value)
      return tree.add(.paramSpec(name: name, defaultValue: value), at: range(from: start))
    }
    let name = try expectName()
    let bound = try take(.colon) ? try parseExpression() : nil
    let value = try take(.equal) ? try parseExpression() : nil
    try requireDefaults(value)
    return tree.add(.typeVar(name: name, bound: bound, defaultValue: value), at: range(from: start))
  }

  private mutating func requireDefaults(_ value: Expression?) throws(SyntaxError) {
    if value != nil { try require(13, "Type parameter defaults are") }
  }
}
