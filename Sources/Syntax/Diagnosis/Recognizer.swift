/// A parsing machine that runs `Grammar.program` over the tokens of a source, as CPython's parser does:
/// the same alternatives in the same order, so that it asks for the same tokens and meets the same error.
///
/// It builds no nodes. Its stack is its own, bounded by CPython's limit, so that no source overflows the
/// native one:
///
///     ┌───────────────────────────┐
///     │ call: rule, return, start │   a rule that is being matched
///     ├───────────────────────────┤
///     │ choice: alternative, pos. │   where to go on when it fails
///     └───────────────────────────┘
struct Recognizer: ~Copyable {
  /// Of the stack: a call of a rule, or, with rule -1, a choice.
  private struct Entry: BitwiseCopyable {
    var rule: Int32
    /// Where to go on: after the call, or with the next alternative.
    var next: Int32
    /// The position at which the rule or the alternatives begin.
    var start: Int32
    /// Of a call: whether error alternatives were being tried outside.
    var wasDiagnosing: Bool
  }

  let program: GrammarProgram
  let options: ParseOptions
  var lexer: Lexer
  /// The tokens read so far, and how many brackets were open after each.
  var tokens: [Token] = []
  var bracketDepths: [Int32] = []
  /// Reads nodes where a message depends on them.
  var reader: NodeReader

  /// An error met was the tokeniser's.
  private(set) var lexerHasFailed = false

  /// The index of the token to be matched next.
  var position: Int32 = 0
  /// Whether error alternatives are being tried.
  private(set) var isDiagnosing = false
  private var stack: [Entry] = []
  /// Slots of captures, `captureSlots` pairs of begin and end for each rule on the stack.
  private var captures: [Int32] = []
  private var depth: Int32 = 0
  /// Results by token and memo column: 0 unknown, -1 failed, or the end plus one.
  private var memo: [Int32] = []
  private var steps = 0

  private var interactiveEnd: InteractiveEnd

  /// CPython's `MAXSTACK`.
  private static let depthLimit: Int32 = 6000
  /// Instructions per token and pass, and beside, beyond which a source is pathological.
  private static let stepsPerToken = 1000
  private static let stepsBeside = 1_000_000

  init(_ source: Source, options: ParseOptions) {
    program = Grammar.program
    self.options = options
    lexer = Lexer(source, options: LexerOptions(typeComments: options.typeComments))
    reader = NodeReader(source)
    lexer.barryAsBDFL = options.barryAsBDFL
    interactiveEnd = InteractiveEnd(impliesDedents: options.impliesDedents)
  }

  // MARK: Tokens

  /// The token at an index, read if it has not been.
  mutating func token(at index: Int32) throws(SyntaxError) -> Token {
    while index >= tokens.count {
      var token = try readToken()
      if options.mode == .interactive { token = interactiveEnd.translate(token, of: &lexer) }
      tokens.append(token)
      bracketDepths.append(Int32(truncatingIfNeeded: lexer.bracketDepth))
    }
    return tokens[Int(index)]
  }

  private mutating func readToken() throws(SyntaxError) -> Token {
    do throws(SyntaxError) {
      return try lexer.next()
    } catch {
      lexerHasFailed = true
      throw error
    }
  }

  /// Whether the tokeniser has met the end of the source, if only to see where a token ends.
  var hasReachedEnd: Bool {
    if lexer.hasReachedEnd { return true }
    guard !lexerHasFailed, let last = tokens.last, last.kind != .string else { return false }
    return last.kind != .newline && Int(last.end) == lexer.source.count
  }

  private func isSoftKeyword(_ token: Token, _ keyword: Int32) -> Bool {
    token.kind == .name && isEqual(SoftKeyword.all[Int(keyword)], lexer.source[token.start, token.end])
  }

  private func isAnySoftKeyword(_ token: Token) -> Bool {
    for keyword in SoftKeyword.all.indices where isSoftKeyword(token, Int32(keyword)) { return true }
    return false
  }

  // MARK: Running

  /// Whether the source matches. The second pass also tries error alternatives, and raises what they say.
  mutating func matches(_ rule: Int32, isDiagnosing: Bool) throws(SyntaxError) -> Bool {
    self.isDiagnosing = isDiagnosing
    position = 0
    depth = 0
    steps = 0
    stack.removeAll(keepingCapacity: true)
    captures.removeAll(keepingCapacity: true)
    memo.removeAll(keepingCapacity: true)
    var next: Int32 = -1
    if let known = try call(rule, returningTo: -1, &next) { return known }
    while true {
      steps += 1
      if steps > Self.stepsBeside + tokens.count * Self.stepsPerToken { return false }
      let instruction = program.code[Int(next)]
      next += 1
      switch instruction.operation {
      case .token:
        let token = try token(at: position)
        if token.kind.rawValue == UInt8(truncatingIfNeeded: instruction.a) {
          if token.kind == .name, let error = SyntaxError(constantSpelledAs: lexer.source[token.start, token.end]) {
            throw error
          }
          position += 1
        } else if !fail(&next) {
          return false
        }
      case .softKeyword:
        if try isSoftKeyword(token(at: position), instruction.a) {
          position += 1
        } else if !fail(&next) {
          return false
        }
      case .anySoftKeyword:
        if try isAnySoftKeyword(token(at: position)) {
          position += 1
        } else if !fail(&next) {
          return false
        }
      case .forcedToken:
        let token = try token(at: position)
        if token.kind.rawValue == UInt8(truncatingIfNeeded: instruction.a) {
          position += 1
        } else if !self.isDiagnosing {
          // In the first pass its error would give way to the second's.
          if !fail(&next) { return false }
        } else {
          let kind = TokenKind.allCases[Int(instruction.a)]
          throw error("expected '\(kind.spelling.description)'", at: token.range)
        }
      case .call:
        if let known = try call(instruction.a, returningTo: next, &next), !known, !fail(&next) { return false }
      case .return:
        if succeed(&next) { return true }
      case .choice:
        stack.append(Entry(rule: -1, next: instruction.a, start: position, wasDiagnosing: false))
      case .commit:
        stack.removeLast()
        next = instruction.a
      case .renewChoice:
        stack[stack.count - 1].start = position
        next = instruction.a
      case .backCommit:
        position = stack.removeLast().start
        next = instruction.a
      case .fail:
        if !fail(&next) { return false }
      case .failTwice:
        stack.removeLast()
        if !fail(&next) { return false }
      case .cut:
        stack[stack.count - 1].next = 0
      case .diagnosingOnly:
        if !self.isDiagnosing && !fail(&next) { return false }
      case .beginCapture:
        captures[captureBase + Int(instruction.a) * 2] = position
      case .endCapture:
        captures[captureBase + Int(instruction.a) * 2 + 1] = position
      case .action:
        if try !perform(program.actions[Int(instruction.a)]) && !failRule(&next) { return false }
      }
    }
  }

  private var captureBase: Int { captures.count - GrammarProgram.captureSlots * 2 }

  /// The tokens that a capture took.
  func tokens(of capture: GrammarProgram.Capture) -> (start: Int32, end: Int32) {
    let base = captureBase + Int(capture.slot) * 2
    return (captures[base], captures[base + 1])
  }

  /// Begins to match a rule; answers at once if what comes of it is known.
  private mutating func call(
    _ number: Int32, returningTo back: Int32, _ next: inout Int32
  ) throws(SyntaxError) -> Bool? {
    let rule = program.rules[Int(number)]
    // Where the stack is about to overflow, it is to do so as CPython's does.
    if depth < Self.depthLimit - 100, try !rule.first.contains(token(at: position).kind) { return false }
    if rule.memo >= 0 {
      let known = memoized(rule.memo, at: position)
      if known > 0 { position = known - 1 }
      if known != 0 { return known > 0 }
    }
    depth += rule.levels
    if depth > Self.depthLimit {
      throw SyntaxError(
        .tooComplex, "Parser stack overflowed - Python source too complex to parse", at: .none, hasEnd: false,
        excerpt: .absent)
    }
    stack.append(Entry(rule: number, next: back, start: position, wasDiagnosing: isDiagnosing))
    for _ in 0..<(GrammarProgram.captureSlots * 2) { captures.append(0) }
    if rule.suppressesDiagnosis { isDiagnosing = false }
    next = rule.start
    return nil
  }

  /// Ends the rule on top of the stack; says whether that was the last.
  private mutating func succeed(_ next: inout Int32) -> Bool {
    let call = stack.removeLast()
    leave(call, position + 1)
    next = call.next
    return stack.isEmpty
  }

  /// Goes back to the last choice; says whether there is one.
  private mutating func fail(_ next: inout Int32) -> Bool {
    while let entry = stack.popLast() {
      if entry.rule < 0 {
        (position, next) = (entry.start, entry.next)
        return true
      }
      leave(entry, -1)
    }
    return false
  }

  /// Fails the rule on top, whatever alternatives it has left.
  private mutating func failRule(_ next: inout Int32) -> Bool {
    while let entry = stack.popLast() {
      if entry.rule >= 0 {
        leave(entry, -1)
        return fail(&next)
      }
    }
    return false
  }

  private mutating func leave(_ call: Entry, _ result: Int32) {
    let rule = program.rules[Int(call.rule)]
    depth -= rule.levels
    captures.removeLast(GrammarProgram.captureSlots * 2)
    isDiagnosing = call.wasDiagnosing
    if rule.memo >= 0 { memoize(rule.memo, at: call.start, result) }
  }

  // MARK: Memo

  private func memoized(_ column: Int32, at position: Int32) -> Int32 {
    let index = Int(position) * Int(program.memoCount) + Int(column)
    return index < memo.count ? memo[index] : 0
  }

  private mutating func memoize(_ column: Int32, at position: Int32, _ result: Int32) {
    let index = Int(position) * Int(program.memoCount) + Int(column)
    while index >= memo.count { memo.append(contentsOf: repeatElement(0, count: Int(program.memoCount) * 64)) }
    memo[index] = result
  }
}
