// The arguments of calls and of class definitions.

extension Parser {
  struct Arguments {
    var positional: NodeList<Expression>
    var keywords: NodeList<KeywordArgument>
  }

  /// primary '(' arguments? ')' | primary genexp
  mutating func parseCall(of function: Expression, start: SourceRange) throws(SyntaxError) -> Expression {
    let open = token.range
    try advance()
    try descend(26)
    let arguments = try parseArguments(mayBeGenerator: true, open: open)
    depth -= 26
    return tree.add(
      .call(func: function, args: arguments.positional, keywords: arguments.keywords), at: range(from: start))
  }

  /// arguments: args ','? and the parenthesis that ends them
  ///
  ///     args:  positional arguments, then keyword and starred ones, then from the first `**` keyword ones only
  mutating func parseArguments(
    mayBeGenerator: Bool = false, open: SourceRange = .none
  ) throws(SyntaxError) -> Arguments {
    if try take(.rightParenthesis) { return Arguments(positional: .empty, keywords: .empty) }
    // Keywords wait above the positional arguments; a starred argument after them is rotated below.
    let mark = children.mark
    var keywordMark: Int?
    var sawDoubleStar = false
    repeat {
      if kind == .rightParenthesis { break }
      let start = token
      switch start.kind {
      case .star:
        if sawDoubleStar { throw unexpectedToken }
        let starred = try parseStarred(.none)
        if let place = keywordMark {
          children.insert(starred, at: place)
          keywordMark = place + 1
        } else {
          children.push(starred)
        }
      case .doubleStar:
        try advance()
        let value = try parseExpression()
        sawDoubleStar = true
        if keywordMark == nil { keywordMark = children.mark }
        children.push(tree.add(KeywordArgumentNode(arg: nil, value: value), at: range(from: start.range)))
      default:
        let value = try parseNamedExpression()
        if kind == .equal {
          guard start.kind == .name, case .name(let name, .load) = tree[value] else { throw unexpectedToken }
          try advance()
          let value = try parseExpression()
          if keywordMark == nil { keywordMark = children.mark }
          children.push(tree.add(KeywordArgumentNode(arg: name, value: value), at: range(from: start.range)))
        } else if keywordMark != nil {
          throw unexpectedToken
        } else if kind == .for || kind == .async {
          if !mayBeGenerator || children.mark != mark { throw unexpectedToken }
          let clauses = try parseForClauses()
          try expect(.rightParenthesis)
          children.push(tree.add(.generatorExp(elt: value, generators: clauses), at: range(from: open)))
          return Arguments(positional: popList(from: mark), keywords: .empty)
        } else {
          children.push(value)
        }
      }
    } while try take(.comma)
    try expect(.rightParenthesis)
    let keywords: NodeList<KeywordArgument> = keywordMark.map { popList(from: $0) } ?? .empty
    return Arguments(positional: popList(from: mark), keywords: keywords)
  }
}
