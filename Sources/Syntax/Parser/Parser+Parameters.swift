// The parameters of functions and lambdas.

extension Parser {
  /// Whose parameters: lambdas have neither annotations nor type comments, and end with a colon.
  enum ParameterStyle {
    case function, lambda
    var end: TokenKind { self == .function ? .rightParenthesis : .colon }
  }

  /// What was read of a parameter list so far. Plain parameters are on the child stack.
  private struct ParameterState {
    var positionalOnly: NodeList<Parameter> = .empty
    var variadic: Parameter?
    var keywordOnly: NodeList<Parameter> = .empty
    var keywordDefaults: NodeList<Expression?> = .empty
    var keywords: Parameter?
  }

  /// params: slash_no_default … param_no_default* param_with_default* star_etc?
  ///
  ///     parameters before '/', a '/', plain ones, '*' or '*' name, keyword-only ones, '**' name
  mutating func parseParameters(_ style: ParameterStyle) throws(SyntaxError) -> Parameters {
    var state = ParameterState()
    // Parameters and their defaults, 0 for none, alternate on the stack.
    let mark = children.mark
    var plainMark = mark
    // Once one has a default, all that follow have.
    var firstDefault: Int?
    var sawSlash = false
    list: while kind != style.end {
      switch kind {
      case .slash:
        if sawSlash || children.mark == mark { throw unexpectedToken }
        sawSlash = true
        try advance()
        try require(8, "Positional-only parameters are")
        state.positionalOnly = alternateList(from: mark)
        plainMark = children.mark
      case .star:
        try parseStarEtc(style, &state)
        break list
      case .doubleStar:
        state.keywords = try parseDoubleStarred(style)
        break list
      default:
        let parameter = try parseParameter(style)
        let value = try parseDefault()
        if value == nil && firstDefault != nil { throw unexpectedToken }
        children.push(try finishParameter(parameter, style))
        if value != nil && firstDefault == nil { firstDefault = children.mark }
        children.push(value)
        continue
      }
      if kind != style.end { try expect(.comma) }
    }
    if kind != style.end { throw unexpectedToken }
    let plain: NodeList<Parameter> = alternateList(from: plainMark)
    let defaults: NodeList<Expression> =
      firstDefault.map { alternateList(from: $0) } ?? .empty
    children.drop(to: mark)
    return tree.add(
      ParametersNode(
        posonlyargs: state.positionalOnly, args: plain, vararg: state.variadic, kwonlyargs: state.keywordOnly,
        kwDefaults: state.keywordDefaults, kwarg: state.keywords, defaults: defaults))
  }

  /// star_etc: '*' param_no_default param_maybe_default* kwds? | '*' ',' param_maybe_default+ kwds? | kwds
  private mutating func parseStarEtc(_ style: ParameterStyle, _ state: inout ParameterState) throws(SyntaxError) {
    try advance()
    let isBare = kind == .comma
    if isBare {
      try advance()
      // A type comment here would belong to the star, which has none.
      if kind != .name { throw unexpectedToken }
    } else {
      let parameter = try parseParameter(style, mayBeStarred: true)
      state.variadic = try finishParameter(parameter, style)
    }
    let mark = children.mark
    while kind == .name {
      let parameter = try parseParameter(style)
      let value = try parseDefault()
      children.push(try finishParameter(parameter, style))
      children.push(value)
    }
    state.keywordOnly = alternateList(from: mark)
    state.keywordDefaults = alternateList(from: mark + 1)
    children.drop(to: mark)
    if kind == .doubleStar { state.keywords = try parseDoubleStarred(style) }
  }

  /// kwds: '**' param_no_default
  private mutating func parseDoubleStarred(_ style: ParameterStyle) throws(SyntaxError) -> Parameter {
    try advance()
    let parameter = try parseParameter(style)
    return try finishParameter(parameter, style)
  }

  /// default: '=' expression
  private mutating func parseDefault() throws(SyntaxError) -> Expression? {
    try take(.equal) ? try parseExpression() : nil
  }

  /// param: NAME [':' expression]
  /// param_star_annotation: NAME ':' star_expression
  mutating func parseParameter(
    _ style: ParameterStyle, mayBeStarred: Bool = false
  ) throws(SyntaxError) -> Parameter {
    let start = token.range
    let name = try expectName()
    var annotation: Expression?
    if style == .function, try take(.colon) {
      annotation = mayBeStarred ? try parseStarExpression() : try parseExpression()
    }
    return tree.add(ParameterNode(arg: name, annotation: annotation, typeComment: nil), at: range(from: start))
  }

  /// The comma after a parameter, or the end of the list, and the type comment that may follow either.
  private mutating func finishParameter(
    _ parameter: Parameter, _ style: ParameterStyle
  ) throws(SyntaxError) -> Parameter {
    if kind != .typeComment && kind != style.end { try expect(.comma) }
    if style == .function, let comment = try takeTypeComment() {
      tree.setField(2, of: parameter.offset, to: comment)
      if kind == .comma || kind == .typeComment { throw unexpectedToken }
    }
    return parameter
  }
}
