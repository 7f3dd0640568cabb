// Primaries and atoms.

extension Parser {
  /// primary: atom ('.' NAME | '(' arguments? ')' | genexp | '[' slices ']')*
  mutating func parsePrimary() throws(SyntaxError) -> Expression {
    let start = token.range
    var primary = try parseAtom()
    while true {
      switch kind {
      case .dot:
        try advance()
        let name = try expectName()
        primary = tree.add(.attribute(value: primary, attr: name, ctx: .load), at: range(from: start))
      case .leftParenthesis:
        primary = try parseCall(of: primary, start: start)
      case .leftBracket:
        try advance()
        let slice = try parseSlices()
        try expect(.rightBracket)
        primary = tree.add(.subscript(value: primary, slice: slice, ctx: .load), at: range(from: start))
      default:
        return primary
      }
    }
  }

  /// atom: NAME | 'True' | 'False' | 'None' | strings | NUMBER | (tuple | group | genexp)
  ///   | (list | listcomp) | (dict | set | dictcomp | setcomp) | '...'
  private mutating func parseAtom() throws(SyntaxError) -> Expression {
    let token = token
    switch token.kind {
    case .name:
      let name = try intern(token)
      try advance()
      return tree.add(.name(id: name, ctx: .load), at: token.range)
    case .number:
      let value = try parseNumber(token)
      try advance()
      return tree.add(.constant(value: value, kind: nil), at: token.range)
    case .string, .fstringStart, .tstringStart:
      return try parseStrings()
    case .leftParenthesis:
      return try parseParenthesized()
    case .leftBracket:
      return try parseListDisplay()
    case .leftBrace:
      return try parseBraceDisplay()
    case .none: return try parseConstant(.none)
    case .true: return try parseConstant(.true)
    case .false: return try parseConstant(.false)
    case .ellipsis: return try parseConstant(.ellipsis)
    default: throw unexpectedToken
    }
  }

  private mutating func parseConstant(_ value: LiteralValue) throws(SyntaxError) -> Expression {
    try advance()
    return tree.add(.constant(value: tree.add(value), kind: nil), at: previous)
  }

  /// What CPython's parser stacks between a bracket and the atom within.
  private static let bracketLevels: Int32 = 26

  /// tuple: '(' [star_named_expression ',' star_named_expressions?] ')'
  /// group: '(' (yield_expr | named_expression) ')'
  /// genexp: '(' named_expression for_if_clauses ')'
  private mutating func parseParenthesized() throws(SyntaxError) -> Expression {
    let start = token.range
    try advance()
    try descend(Self.bracketLevels)
    defer { depth -= Self.bracketLevels }
    if try take(.rightParenthesis) { return tree.add(.tuple(elts: .empty, ctx: .load), at: range(from: start)) }
    if kind == .yield {
      let expression = try parseYield()
      try expect(.rightParenthesis)
      return expression
    }
    let first = try parseStarNamedExpression()
    switch kind {
    case .comma:
      let elements = try parseElements(after: first, closedBy: .rightParenthesis)
      return tree.add(.tuple(elts: elements, ctx: .load), at: range(from: start))
    case .for, .async:
      if tree.kind(of: first) == .starred { throw unexpectedToken }
      let clauses = try parseForClauses()
      try expect(.rightParenthesis)
      return tree.add(.generatorExp(elt: first, generators: clauses), at: range(from: start))
    default:
      if tree.kind(of: first) == .starred { throw unexpectedToken }
      try expect(.rightParenthesis)
      return first
    }
  }

  /// list: '[' star_named_expressions? ']'
  /// listcomp: '[' named_expression for_if_clauses ']'
  private mutating func parseListDisplay() throws(SyntaxError) -> Expression {
    let start = token.range
    try advance()
    try descend(Self.bracketLevels)
    defer { depth -= Self.bracketLevels }
    if try take(.rightBracket) { return tree.add(.list(elts: .empty, ctx: .load), at: range(from: start)) }
    let first = try parseStarNamedExpression()
    if kind == .for || kind == .async {
      if tree.kind(of: first) == .starred { throw unexpectedToken }
      let clauses = try parseForClauses()
      try expect(.rightBracket)
      return tree.add(.listComp(elt: first, generators: clauses), at: range(from: start))
    }
    let elements = try parseElements(after: first, closedBy: .rightBracket)
    return tree.add(.list(elts: elements, ctx: .load), at: range(from: start))
  }

  /// The rest of star_named_expressions, with the bracket that ends them.
  private mutating func parseElements(
    after first: Expression, closedBy bracket: TokenKind
  ) throws(SyntaxError) -> NodeList<Expression> {
    let mark = children.mark
    children.push(first)
    while try take(.comma) && kind != bracket { children.push(try parseStarNamedExpression()) }
    try expect(bracket)
    return popList(from: mark)
  }

  /// dict: '{' double_starred_kvpairs? '}'
  /// set: '{' star_named_expressions '}'
  /// dictcomp: '{' kvpair for_if_clauses '}'
  /// setcomp: '{' named_expression for_if_clauses '}'
  private mutating func parseBraceDisplay() throws(SyntaxError) -> Expression {
    let start = token.range
    try advance()
    try descend(Self.bracketLevels)
    defer { depth -= Self.bracketLevels }
    if try take(.rightBrace) { return tree.add(.dict(keys: .empty, values: .empty), at: range(from: start)) }
    if kind == .doubleStar { return try parseDictItems(start: start, mark: children.mark) }
    let isKey = kind != .star
    let firstToken = token.kind
    let first = try parseStarNamedExpression()
    switch kind {
    case .colon where isKey:
      if tree.kind(of: first) == .namedExpr && firstToken == .name { throw unexpectedToken }
      try advance()
      let value = try parseExpression()
      if kind == .for || kind == .async {
        let clauses = try parseForClauses()
        try expect(.rightBrace)
        return tree.add(.dictComp(key: first, value: value, generators: clauses), at: range(from: start))
      }
      let mark = children.mark
      children.push(first)
      children.push(value)
      if try take(.rightBrace) { return finishDict(start: start, mark: mark) }
      try expect(.comma)
      return try parseDictItems(start: start, mark: mark)
    case .for, .async:
      if !isKey { throw unexpectedToken }
      let clauses = try parseForClauses()
      try expect(.rightBrace)
      return tree.add(.setComp(elt: first, generators: clauses), at: range(from: start))
    default:
      let elements = try parseElements(after: first, closedBy: .rightBrace)
      return tree.add(.set(elts: elements), at: range(from: start))
    }
  }

  /// The rest of double_starred_kvpairs: ','.('**' bitwise_or | expression ':' expression)+ ','?
  ///
  /// Keys, 0 for `**`, and values alternate on the stack.
  private mutating func parseDictItems(start: SourceRange, mark: Int) throws(SyntaxError) -> Expression {
    while kind != .rightBrace {
      if try take(.doubleStar) {
        children.push(Expression?.none)
        children.push(try parseOperand(.bitwiseOr))
      } else {
        children.push(try parseExpression())
        try expect(.colon)
        children.push(try parseExpression())
      }
      if kind != .rightBrace { try expect(.comma) }
    }
    try advance()
    return finishDict(start: start, mark: mark)
  }

  private mutating func finishDict(start: SourceRange, mark: Int) -> Expression {
    let keys: NodeList<Expression?> = alternateList(from: mark)
    let values: NodeList<Expression> = alternateList(from: mark + 1)
    children.drop(to: mark)
    return tree.add(.dict(keys: keys, values: values), at: range(from: start))
  }

  /// slices: slice !',' | ','.(slice | starred_expression)+ ','?
  private mutating func parseSlices() throws(SyntaxError) -> Expression {
    let start = token.range
    try descend(Self.bracketLevels)
    defer { depth -= Self.bracketLevels }
    let first = try parseSlice()
    if kind != .comma && tree.kind(of: first) != .starred { return first }
    let mark = children.mark
    children.push(first)
    while try take(.comma) && kind != .rightBracket { children.push(try parseSlice()) }
    return tree.add(.tuple(elts: popList(from: mark), ctx: .load), at: range(from: start))
  }

  /// slice: expression? ':' expression? [':' expression?] | named_expression | starred_expression
  private mutating func parseSlice() throws(SyntaxError) -> Expression {
    let start = token
    if kind == .star { return try parseStarred(.none) }
    var lower: Expression?
    if kind != .colon {
      let first = try parseNamedExpression()
      if kind != .colon { return first }
      if start.kind == .name && tree.kind(of: first) == .namedExpr { throw unexpectedToken }
      lower = first
    }
    try advance()
    let upper = try parseSlicePart()
    let step = try take(.colon) ? try parseSlicePart() : nil
    return tree.add(.slice(lower: lower, upper: upper, step: step), at: range(from: start.range))
  }

  private mutating func parseSlicePart() throws(SyntaxError) -> Expression? {
    switch kind {
    case .colon, .comma, .rightBracket: nil
    default: try parseExpression()
    }
  }
}
