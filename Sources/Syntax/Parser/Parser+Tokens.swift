// How the rules look at tokens and take them.

extension SyntaxError {
  /// Whether this is `Parser.unexpectedToken`, rather than an error with a message of its own.
  var isUnexpectedToken: Bool { message.isEmpty }
}

/// Tokens read ahead of the parser's current one, first in, first out.
struct TokenQueue: ~Copyable {
  private var tokens: [Token] = []
  private var head = 0

  var isEmpty: Bool { head == tokens.count }
  var count: Int { tokens.count - head }

  subscript(index: Int) -> Token { tokens[head + index] }

  mutating func append(_ token: Token) { tokens.append(token) }

  mutating func removeFirst() -> Token {
    let token = tokens[head]
    head += 1
    if head == tokens.count {
      tokens.removeAll(keepingCapacity: true)
      head = 0
    }
    return token
  }

  /// Puts tokens back in front of those that wait.
  mutating func prepend(_ earlier: [Token]) {
    tokens.replaceSubrange(0..<head, with: earlier)
    head = 0
  }
}

extension Parser {
  @inline(__always)
  var kind: TokenKind { token.kind }

  /// The error that only says that and where the parser gave up; `Diagnosis` finds the one to report.
  var unexpectedToken: SyntaxError { SyntaxError(.syntax, "", at: token.range) }

  /// From the start of a range to the end of the last token consumed.
  @inline(__always)
  func range(from start: SourceRange) -> SourceRange { start.through(previous) }

  /// Consumes the current token.
  @inline(__always)
  mutating func advance() throws(SyntaxError) {
    previous = token.range
    try fetch()
  }

  /// Consumes a token that no node ends with: a newline, an indent, a dedent.
  @inline(__always)
  mutating func skip() throws(SyntaxError) { try fetch() }

  @inline(__always)
  private mutating func fetch() throws(SyntaxError) {
    if isTrial || !lookahead.isEmpty {
      try fetchBuffered()
    } else {
      token = try nextToken()
    }
  }

  @inline(never)
  private mutating func fetchBuffered() throws(SyntaxError) {
    if isTrial { trialTokens.append(token) }
    token = lookahead.isEmpty ? try nextToken() : lookahead.removeFirst()
  }

  /// The lexer's next token.
  @inline(__always)
  mutating func nextToken() throws(SyntaxError) -> Token {
    let token = try lexer.next()
    return options.mode == .interactive ? interactiveEnd.translate(token, of: &lexer) : token
  }

  /// The kind of the token after the current one.
  mutating func peekKind() throws(SyntaxError) -> TokenKind { try peek(0).kind }

  /// The token `distance` places after the one that follows the current token.
  mutating func peek(_ distance: Int) throws(SyntaxError) -> Token {
    while lookahead.count <= distance { lookahead.append(try nextToken()) }
    return lookahead[distance]
  }

  /// Consumes the current token if it is of that kind.
  @inline(__always)
  mutating func take(_ kind: TokenKind) throws(SyntaxError) -> Bool {
    if token.kind != kind { return false }
    try advance()
    return true
  }

  @inline(__always)
  mutating func expect(_ kind: TokenKind) throws(SyntaxError) {
    if token.kind != kind { throw unexpectedToken }
    try advance()
  }

  @inline(__always)
  mutating func expectNewline() throws(SyntaxError) {
    if token.kind != .newline { throw unexpectedToken }
    try skip()
  }

  /// NAME
  @inline(__always)
  mutating func expectName() throws(SyntaxError) -> Name {
    if token.kind != .name { throw unexpectedToken }
    let name = try intern(token)
    try advance()
    return name
  }

  /// TYPE_COMMENT?
  @inline(__always)
  mutating func takeTypeComment() throws(SyntaxError) -> Name? {
    if token.kind != .typeComment { return nil }
    let comment = tree.intern(lexer.source[token.start, token.end])
    try advance()
    return comment
  }

  /// Whether the current token is that soft keyword.
  @inline(__always)
  func isSoftKeyword(_ keyword: StaticString) -> Bool {
    token.kind == .name && bytes(of: token, are: keyword)
  }

  @inline(__always)
  private func bytes(of token: Token, are text: StaticString) -> Bool {
    let bytes = lexer.source[token.start, token.end]
    if bytes.count != text.utf8CodeUnitCount { return false }
    for i in 0..<bytes.count where bytes[i] != text.utf8Start[i] { return false }
    return true
  }

  // MARK: Replaying

  /// Starts over with these tokens, whatever follows them in the source.
  mutating func replay(_ tokens: ArraySlice<Token>) {
    lookahead = TokenQueue()
    for token in tokens.dropFirst() { lookahead.append(token) }
    // Runs of arguments end before the parenthesis that their rule expects.
    lookahead.append(Token(kind: .rightParenthesis, start: 0, end: 0, range: .none))
    lookahead.append(Token(kind: .endOfFile, start: 0, end: 0, range: .none))
    if let first = tokens.first { token = first }
    (isTrial, depth) = (false, 0)
    children.drop(to: 0)
  }

  // MARK: Depth

  /// Enters a rule that nests, which costs CPython that many levels of its parser's stack. Every caller
  /// takes them off `depth` again.
  @inline(__always)
  mutating func descend(_ levels: Int32) throws(SyntaxError) {
    depth += levels
    if depth > depthLimit { throw tooDeep }
  }

  private var tooDeep: SyntaxError {
    SyntaxError(
      .tooComplex, "Parser stack overflowed - Python source too complex to parse", at: token.range, hasEnd: false)
  }

  // MARK: Trials

  /// What a trial takes back.
  struct Checkpoint {
    var token: Token
    var previous: SourceRange
    var depth: Int32
    var mark: Int
  }

  /// Starts keeping tokens, so that `rollBack` can give them back. Trials do not nest.
  mutating func beginTrial() -> Checkpoint {
    isTrial = true
    return Checkpoint(token: token, previous: previous, depth: depth, mark: children.mark)
  }

  /// Keeps what was read since the trial began.
  mutating func commitTrial() {
    isTrial = false
    trialTokens.removeAll(keepingCapacity: true)
  }

  /// Goes back to where the trial began. Nodes built since then stay behind in the arena, unreferenced.
  mutating func rollBack(to checkpoint: Checkpoint) {
    isTrial = false
    if !trialTokens.isEmpty {
      trialTokens.append(token)
      trialTokens.removeFirst()
      lookahead.prepend(trialTokens)
      trialTokens.removeAll(keepingCapacity: true)
    }
    (token, previous, depth) = (checkpoint.token, checkpoint.previous, checkpoint.depth)
    children.drop(to: checkpoint.mark)
  }
}
