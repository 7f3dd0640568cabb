// `match` statements and their patterns.

extension Parser {
  /// Whether after "match" a token may begin the subject, rather than go on with an expression in which
  /// `match` is a name.
  func mayBeginSubject(_ kind: TokenKind) -> Bool {
    switch kind {
    case .name, .number, .string, .fstringStart, .tstringStart, .leftParenthesis, .leftBracket, .leftBrace,
      .minus, .plus, .tilde, .star, .not, .await, .lambda, .none, .true, .false, .ellipsis, .yield:
      true
    default: false
    }
  }

  /// match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT
  ///
  /// nil, and nothing read, if what begins here is an expression.
  mutating func parseMatch() throws(SyntaxError) -> Statement? {
    let start = token.range
    guard let subject = try parseMatchHeader() else { return nil }
    try skip()
    if kind != .indent { throw unexpectedToken }
    try skip()
    let mark = children.mark
    while isSoftKeyword("case") { children.push(try parseCase()) }
    if children.mark == mark || kind != .dedent { throw unexpectedToken }
    try skip()
    try require(10, "Pattern matching is")
    return tree.add(.match(subject: subject, cases: popList(from: mark)), at: range(from: start))
  }

  /// "match" subject_expr ':', before NEWLINE
  ///
  /// subject_expr: star_named_expression ',' star_named_expressions? | named_expression
  private mutating func parseMatchHeader() throws(SyntaxError) -> Expression? {
    let checkpoint = beginTrial()
    do throws(SyntaxError) {
      try advance()
      let start = token.range
      var subject = try parseStarNamedExpression()
      if kind == .comma {
        let mark = children.mark
        children.push(subject)
        while try take(.comma) && kind != .colon { children.push(try parseStarNamedExpression()) }
        subject = tree.add(.tuple(elts: popList(from: mark), ctx: .load), at: range(from: start))
      } else if tree.kind(of: subject) == .starred {
        throw unexpectedToken
      }
      try expect(.colon)
      if kind == .newline {
        commitTrial()
        return subject
      }
    } catch {
      if error.kind == .tooComplex { throw error }
    }
    rollBack(to: checkpoint)
    return nil
  }

  /// case_block: "case" patterns guard? ':' block
  private mutating func parseCase() throws(SyntaxError) -> MatchCase {
    try advance()
    let pattern = try parsePatterns()
    let condition = try take(.if) ? try parseNamedExpression() : nil
    let body = try parseSuite()
    return tree.add(MatchCaseNode(pattern: pattern, guard: condition, body: body))
  }

  /// patterns: open_sequence_pattern | pattern
  /// open_sequence_pattern: maybe_star_pattern ',' maybe_sequence_pattern?
  private mutating func parsePatterns() throws(SyntaxError) -> Pattern {
    let start = token.range
    let first = try parseMaybeStarPattern()
    if kind != .comma {
      if tree.kind(of: first) == .matchStar { throw unexpectedToken }
      return first
    }
    let mark = children.mark
    children.push(first)
    while try take(.comma) && kind != .colon && kind != .if { children.push(try parseMaybeStarPattern()) }
    return tree.add(.matchSequence(patterns: popList(from: mark)), at: range(from: start))
  }

  /// maybe_star_pattern: '*' (NAME | "_") | pattern
  private mutating func parseMaybeStarPattern() throws(SyntaxError) -> Pattern {
    if kind != .star { return try parsePattern() }
    let start = token.range
    try advance()
    let isWildcard = isSoftKeyword("_")
    let name = try expectName()
    return tree.add(.matchStar(name: isWildcard ? nil : name), at: range(from: start))
  }

  /// pattern: or_pattern ['as' pattern_capture_target]
  mutating func parsePattern() throws(SyntaxError) -> Pattern {
    let start = token.range
    let pattern = try parseOrPattern()
    if try !take(.as) { return pattern }
    let name = try parseCaptureTarget()
    return tree.add(.matchAs(pattern: pattern, name: name), at: range(from: start))
  }

  /// pattern_capture_target: !"_" NAME !('.' | '(' | '=')
  private mutating func parseCaptureTarget() throws(SyntaxError) -> Name {
    if isSoftKeyword("_") { throw unexpectedToken }
    let name = try expectName()
    if kind == .dot || kind == .leftParenthesis || kind == .equal { throw unexpectedToken }
    return name
  }

  /// or_pattern: '|'.closed_pattern+
  private mutating func parseOrPattern() throws(SyntaxError) -> Pattern {
    let start = token.range
    let first = try parseClosedPattern()
    if kind != .pipe { return first }
    let mark = children.mark
    children.push(first)
    while try take(.pipe) { children.push(try parseClosedPattern()) }
    return tree.add(.matchOr(patterns: popList(from: mark)), at: range(from: start))
  }

  /// closed_pattern: literal_pattern | capture_pattern | wildcard_pattern | value_pattern | group_pattern
  ///   | sequence_pattern | mapping_pattern | class_pattern
  private mutating func parseClosedPattern() throws(SyntaxError) -> Pattern {
    let start = token.range
    switch kind {
    case .name: return try parseNamePattern()
    case .leftParenthesis, .leftBracket: return try parseSequencePattern()
    case .leftBrace: return try parseMappingPattern()
    case .none: return try parseSingleton(.none)
    case .true: return try parseSingleton(.true)
    case .false: return try parseSingleton(.false)
    default:
      let value = try parseLiteralPatternValue()
      return tree.add(.matchValue(value: value), at: range(from: start))
    }
  }

  private mutating func parseSingleton(_ value: LiteralValue) throws(SyntaxError) -> Pattern {
    try advance()
    return tree.add(.matchSingleton(value: tree.add(value)), at: previous)
  }

  /// literal_expr: signed_number !('+' | '-') | complex_number | strings
  /// complex_number: signed_number ('+' | '-') NUMBER, the one real and the other imaginary
  private mutating func parseLiteralPatternValue() throws(SyntaxError) -> Expression {
    let start = token.range
    if kind == .string || kind == .fstringStart || kind == .tstringStart { return try parseStrings() }
    let isNegative = try take(.minus)
    let isReal = kind == .number && !isImaginary(token)
    var number = try parseNumberAtom()
    if isNegative { number = tree.add(.unaryOp(op: .usub, operand: number), at: range(from: start)) }
    if kind != .plus && kind != .minus { return number }
    let operation = kind.binaryOperator
    try advance()
    if !isReal || kind != .number || !isImaginary(token) { throw unexpectedToken }
    let imaginary = try parseNumberAtom()
    return tree.add(.binOp(left: number, op: operation, right: imaginary), at: range(from: start))
  }

  private mutating func parseNumberAtom() throws(SyntaxError) -> Expression {
    if kind != .number { throw unexpectedToken }
    let value = try parseNumber(token)
    try advance()
    return tree.add(.constant(value: value, kind: nil), at: previous)
  }

  private func isImaginary(_ token: Token) -> Bool {
    lexer.source.bytes[Int(token.end) - 1] | 0x20 == UInt8(ascii: "j")
  }

  /// capture_pattern: pattern_capture_target
  /// wildcard_pattern: "_"
  /// value_pattern: NAME ('.' NAME)+
  /// class_pattern: NAME ('.' NAME)* '(' … ')'
  private mutating func parseNamePattern() throws(SyntaxError) -> Pattern {
    let start = token.range
    let isWildcard = isSoftKeyword("_")
    let name = try expectName()
    if kind != .dot && kind != .leftParenthesis {
      return tree.add(.matchAs(pattern: nil, name: isWildcard ? nil : name), at: range(from: start))
    }
    let value = try parseNameOrAttribute(name, start: start)
    if kind == .leftParenthesis { return try parseClassPattern(value, start: start) }
    return tree.add(.matchValue(value: value), at: range(from: start))
  }

  /// name_or_attr: NAME ('.' NAME)*, of which the first name has been read
  private mutating func parseNameOrAttribute(_ name: Name, start: SourceRange) throws(SyntaxError) -> Expression {
    var value = tree.add(.name(id: name, ctx: .load), at: range(from: start))
    while try take(.dot) {
      let attribute = try expectName()
      value = tree.add(.attribute(value: value, attr: attribute, ctx: .load), at: range(from: start))
    }
    return value
  }

  /// group_pattern: '(' pattern ')'
  /// sequence_pattern: '[' maybe_sequence_pattern? ']' | '(' open_sequence_pattern? ')'
  private mutating func parseSequencePattern() throws(SyntaxError) -> Pattern {
    let start = token.range
    let isList = kind == .leftBracket
    let end: TokenKind = isList ? .rightBracket : .rightParenthesis
    try advance()
    try descend(8)
    defer { depth -= 8 }
    let mark = children.mark
    var sawComma = false
    while kind != end {
      children.push(try parseMaybeStarPattern())
      if try !take(.comma) { break }
      sawComma = true
    }
    try expect(end)
    if !isList && !sawComma && children.mark == mark + 1 {
      let only = Pattern(word: children[mark])
      if tree.kind(of: only) == .matchStar { throw unexpectedToken }
      children.drop(to: mark)
      return only
    }
    return tree.add(.matchSequence(patterns: popList(from: mark)), at: range(from: start))
  }

  /// mapping_pattern: '{' [','.key_value_pattern+] ['**' pattern_capture_target] ','? '}'
  /// key_value_pattern: (literal_expr | attr) ':' pattern
  private mutating func parseMappingPattern() throws(SyntaxError) -> Pattern {
    let start = token.range
    try advance()
    try descend(8)
    defer { depth -= 8 }
    let mark = children.mark
    var rest: Name?
    while kind != .rightBrace {
      if try take(.doubleStar) {
        rest = try parseCaptureTarget()
        _ = try take(.comma)
        break
      }
      children.push(try parseMappingKey())
      try expect(.colon)
      children.push(try parsePattern())
      if try !take(.comma) { break }
    }
    try expect(.rightBrace)
    let keys: NodeList<Expression> = alternateList(from: mark)
    let patterns: NodeList<Pattern> = alternateList(from: mark + 1)
    children.drop(to: mark)
    return tree.add(.matchMapping(keys: keys, patterns: patterns, rest: rest), at: range(from: start))
  }

  private mutating func parseMappingKey() throws(SyntaxError) -> Expression {
    let start = token.range
    let constant: LiteralValue
    switch kind {
    case .name:
      let name = try expectName()
      if kind != .dot { throw unexpectedToken }
      return try parseNameOrAttribute(name, start: start)
    case .none: constant = .none
    case .true: constant = .true
    case .false: constant = .false
    default: return try parseLiteralPatternValue()
    }
    try advance()
    return tree.add(.constant(value: tree.add(constant), kind: nil), at: start)
  }

  /// class_pattern: name_or_attr '(' [','.pattern+] [','.(NAME '=' pattern)+] ','? ')'
  private mutating func parseClassPattern(_ type: Expression, start: SourceRange) throws(SyntaxError) -> Pattern {
    try advance()
    try descend(8)
    defer { depth -= 8 }
    let mark = children.mark
    while kind != .rightParenthesis {
      if kind == .name, try peekKind() == .equal { break }
      children.push(try parsePattern())
      if try !take(.comma) { break }
    }
    let positional: NodeList<Pattern> = popList(from: mark)
    while kind == .name {
      children.push(try expectName())
      try expect(.equal)
      children.push(try parsePattern())
      if try !take(.comma) { break }
    }
    try expect(.rightParenthesis)
    let names: NodeList<Name> = alternateList(from: mark)
    let patterns: NodeList<Pattern> = alternateList(from: mark + 1)
    children.drop(to: mark)
    return tree.add(
      .matchClass(cls: type, patterns: positional, kwdAttrs: names, kwdPatterns: patterns), at: range(from: start))
  }
}
