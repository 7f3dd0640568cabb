/// Reads anew, with the parser proper, a run of tokens that the recogniser has matched: for messages that
/// depend on what kind of node it is, or on the node's place, which leaves out parentheses.
struct NodeReader: ~Copyable {
  /// What messages want to know.
  struct Summary {
    var kind: NodeKind = .name
    /// What the message calls the expression.
    var name = ""
    var range: SourceRange = .none
    /// Of arguments: how many are positional, the last of them, whether there is a `**`.
    var count = 0
    var lastArgument: SourceRange = .none
    var unpacksKeywords = false
    /// Of comprehension clauses: the last target.
    var lastTarget: SourceRange = .none
  }

  enum TargetKind { case `for`, assignment, deletion }

  private var parser: Parser

  init(_ source: Source) {
    parser = Parser(replaying: source, options: ParseOptions())
  }

  /// The error of strings or of a number, if it is one that only their values show.
  mutating func error(of tokens: ArraySlice<Token>) -> SyntaxError? {
    parser.replay(tokens)
    do throws(SyntaxError) {
      _ = try parser.parsePrimary()
      return nil
    } catch {
      return error.isUnexpectedToken ? nil : error
    }
  }

  mutating func read(_ tokens: ArraySlice<Token>, as entry: CaptureEntry) -> Summary {
    var summary = Summary()
    guard let first = tokens.first, let last = tokens.last else { return summary }
    summary.range = first.range.through(last.range)
    if entry == .token { return summary }
    parser.replay(tokens)
    // What was matched once reads again; were it not to, the tokens' own range serves.
    do throws(SyntaxError) { try read(entry, &summary) } catch {}
    return summary
  }

  private mutating func read(_ entry: CaptureEntry, _ summary: inout Summary) throws(SyntaxError) {
    switch entry {
    case .token: break
    case .expression: describe(try parser.parseExpression(), &summary)
    case .operand: describe(try parser.parseOperand(.bitwiseOr), &summary)
    case .factor: describe(try parser.parseFactor(), &summary)
    case .inversion: describe(try parser.parseOperand(.inversion), &summary)
    case .named: describe(try parser.parseNamedExpression(), &summary)
    case .starNamed: describe(try parser.parseStarNamedExpression(), &summary)
    case .starList: describe(try parser.parseStarExpressions(), &summary)
    case .starred: describe(try parser.parseStarred(.none), &summary)
    case .yield: describe(try parser.parseYield(), &summary)
    case .starNamedList:
      var last = try parser.parseStarNamedExpression()
      while try parser.take(.comma) && parser.kind != .rightParenthesis { last = try parser.parseStarNamedExpression() }
      describe(last, &summary)
    case .expressionRun:
      let first = parser.tree.range(of: try parser.parseExpression())
      var last = first
      while parser.kind != .rightParenthesis { last = parser.tree.range(of: try parser.parseExpression()) }
      summary.range = first.through(last)
    case .forClauses:
      let clauses = parser.tree[try parser.parseForClauses()]
      let clause = parser.tree[clauses[clauses.count - 1]]
      let conditions = parser.tree[clause.ifs]
      summary.range = parser.tree.range(of: conditions.last ?? clause.iter)
      summary.lastTarget = parser.tree.range(of: clause.target)
    case .arguments:
      let arguments = try parser.parseArguments()
      let positional = parser.tree[arguments.positional]
      summary.count = positional.count
      if let last = positional.last { summary.lastArgument = parser.tree.range(of: last) }
      for keyword in parser.tree[arguments.keywords] where parser.tree[keyword].arg == nil {
        summary.unpacksKeywords = true
      }
    case .parameter:
      summary.range = parser.tree.range(of: try parser.parseParameter(.function))
    case .lambdaParameter:
      summary.range = parser.tree.range(of: try parser.parseParameter(.lambda))
    case .patterns:
      let first = parser.tree.range(of: try parser.parsePattern())
      var last = first
      while try parser.take(.comma) && parser.kind != .rightParenthesis {
        last = parser.tree.range(of: try parser.parsePattern())
      }
      summary.range = first.through(last)
    }
  }

  private func describe(_ expression: Expression, _ summary: inout Summary) {
    summary.kind = parser.tree.kind(of: expression)
    summary.range = parser.tree.range(of: expression)
    summary.name = parser.tree.messageName(of: expression)
  }

  // MARK: Targets

  /// The first part of an expression list that cannot be a target of that kind.
  mutating func invalidTarget(in tokens: ArraySlice<Token>, _ kind: TargetKind) -> Summary? {
    parser.replay(tokens)
    var summary = Summary()
    do throws(SyntaxError) {
      guard let target = invalidTarget(in: try parser.parseStarExpressions(), kind) else { return nil }
      describe(target, &summary)
    } catch {
      return nil
    }
    return summary
  }

  private func invalidTarget(in expression: Expression, _ kind: TargetKind) -> Expression? {
    switch parser.tree[expression] {
    case .name, .attribute, .subscript:
      return nil
    case .list(let elements, _), .tuple(let elements, _):
      for element in parser.tree[elements] {
        if let target = invalidTarget(in: element, kind) { return target }
      }
      return nil
    case .starred(let value, _):
      return kind == .deletion ? expression : invalidTarget(in: value, kind)
    case .compare(let left, let operations, _):
      // The `a in b` of `for a in b` was read as a comparison.
      if kind != .for { return expression }
      return parser.tree[operations].first == .in ? invalidTarget(in: left, kind) : nil
    default:
      return expression
    }
  }
}

extension SyntaxTreeBuilder {
  /// What messages call an expression.
  func messageName(of expression: Expression) -> String {
    switch self[expression] {
    case .attribute: "attribute"
    case .subscript: "subscript"
    case .starred: "starred"
    case .name: "name"
    case .list: "list"
    case .tuple: "tuple"
    case .lambda: "lambda"
    case .call: "function call"
    case .boolOp, .binOp, .unaryOp: "expression"
    case .generatorExp: "generator expression"
    case .yield, .yieldFrom: "yield expression"
    case .await: "await expression"
    case .listComp: "list comprehension"
    case .setComp: "set comprehension"
    case .dictComp: "dict comprehension"
    case .dict: "dict literal"
    case .set: "set display"
    case .joinedStr, .formattedValue: "f-string expression"
    case .templateStr, .interpolation: "t-string expression"
    case .compare: "comparison"
    case .ifExp: "conditional expression"
    case .namedExpr: "named expression"
    case .slice: "slice"
    case .constant(let value, _):
      switch self[value] {
      case .none: "None"
      case .true: "True"
      case .false: "False"
      case .ellipsis: "ellipsis"
      default: "literal"
      }
    }
  }
}
