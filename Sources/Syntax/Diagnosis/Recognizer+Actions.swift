// What the alternatives of the grammar do once they have matched.

extension Recognizer {
  /// Performs an action: raises its error, refuses the rule with false, or accepts.
  mutating func perform(_ action: GrammarProgram.Action) throws(SyntaxError) -> Bool {
    switch action.form {
    case .at:
      throw error(action.message, at: range(of: action.first))
    case .range:
      throw error(action.message, at: range(of: action.first).through(range(of: action.second)))
    case .from:
      throw errorFrom(range(of: action.first), action.message)
    case .last:
      throw errorAtLastToken(action.message)
    case .next:
      throw error(action.message, at: try token(at: position).range)
    case .block:
      let line = range(of: action.first).line
      throw errorAtLastToken(replacing(UInt8(ascii: "d"), in: action.message, by: String(line)), .indentation)
    case .named:
      throw named(action)
    case .comparisonInstead:
      throw named(action)
    case .keywordTarget:
      let (start, _) = tokens(of: action.first!)
      let name = text(tokens[Int(start)])
      throw error(
        replacing(UInt8(ascii: "s"), in: action.message, by: name),
        at: range(of: action.first).through(range(of: action.second)))
    case .forTarget: return try refuseTarget(action, .for)
    case .assignmentTarget: return try refuseTarget(action, .assignment)
    case .deletionTarget: return try refuseTarget(action, .deletion)
    case .missingComma: return try missingComma(action)
    case .legacyStatement: return try legacyStatement(action)
    case .generatorRange, .generatorTarget, .generatorArguments:
      return try bareGenerator(action)
    case .positionalAfterKeyword:
      let unpacks = read(action.first!).unpacksKeywords
      throw errorAtLastToken(
        unpacks
          ? "positional argument follows keyword argument unpacking" : "positional argument follows keyword argument")
    case .missingDictColon:
      var range = range(of: action.first)
      range = SourceRange(
        line: range.line, column: range.endColumn - 1, endLine: range.endLine, endColumn: -1)
      throw error(action.message, at: range)
    case .typeParameterBound:
      let noun = read(action.second!).kind == .tuple ? "constraints" : "bound"
      throw errorFrom(range(of: action.first), "cannot use \(noun) with \(action.message)")
    case .patternRange:
      throw error(action.message, at: range(of: action.first))
    case .lessGreater:
      let (less, greater) = (range(of: action.first), range(of: action.second))
      if less.endColumn != greater.column || less.line != greater.line { return false }
      throw error(action.message, at: less.through(greater))
    case .require:
      if options.featureVersion >= action.number { return true }
      throw errorAtLastToken("\(action.message) only supported in Python 3.\(action.number) and greater")
    case .strings, .number:
      let (start, end) = tokens(of: action.first!)
      if action.form == .number, options.featureVersion < 6, text(tokens[Int(start)]).utf8.contains(UInt8(ascii: "_")) {
        throw errorAtLastToken("Underscores in numeric literals are only supported in Python 3.6 and greater")
      }
      guard let error = reader.error(of: tokens[Int(start)..<Int(end)]) else { return true }
      // One at the token after the strings, which the reader does not have.
      // Or an escape that stands for nothing, of which CPython hears from its codec.
      let isAtLastToken = error.range.line == 0 || error.message.utf8.first == UInt8(ascii: "(")
      throw isAtLastToken ? errorAtLastToken(error.message) : error
    case .conversion: return try checkConversion(action)
    case .realNumber, .imaginaryNumber:
      let (start, _) = tokens(of: action.first!)
      let isImaginary = text(tokens[Int(start)]).utf8.last.map { $0 | 0x20 == UInt8(ascii: "j") } ?? false
      if isImaginary == (action.form == .imaginaryNumber) { return true }
      throw error(action.message, at: range(of: action.first))
    case .notEqual:
      let (start, _) = tokens(of: action.first!)
      let isBarry = text(tokens[Int(start)]) == "<>"
      if isBarry == lexer.barryAsBDFL { return true }
      if lexer.barryAsBDFL { throw errorAtLastToken(action.message) }
      return false
    case .futureImport:
      noteFutureImport(action)
      return true
    case .refuse:
      return false
    }
  }

  // MARK: Errors

  func error(_ message: String, at range: SourceRange) -> SyntaxError {
    lexer.error(.syntax, message, at: range)
  }

  /// From the start of a range to where the tokeniser is.
  private func errorFrom(_ range: SourceRange, _ message: String) -> SyntaxError {
    error(
      message,
      at: SourceRange(
        line: range.line, column: range.column, endLine: lexer.currentLine, endColumn: lexer.currentColumn - 1))
  }

  /// At the last token read; one without a column stands for where the tokeniser is.
  func errorAtLastToken(_ message: String, _ kind: SyntaxError.Kind = .syntax) -> SyntaxError {
    var range = tokens.last?.range ?? .none
    if lexerHasFailed { (range.line, range.endLine, range.column) = (lexer.currentLine, lexer.currentLine, -1) }
    if range.column < 0 {
      range.column = lexer.currentColumn - 1
      range.endColumn = -2
    }
    return lexer.error(kind, message, at: range)
  }

  /// With the kind of the expression captured in the message.
  private mutating func named(_ action: GrammarProgram.Action) -> SyntaxError {
    let node = read(action.first!)
    return error(replacing(UInt8(ascii: "s"), in: action.message, by: node.name), at: node.range)
  }

  private mutating func refuseTarget(
    _ action: GrammarProgram.Action, _ kind: NodeReader.TargetKind
  ) throws(SyntaxError) -> Bool {
    let (start, end) = tokens(of: action.first!)
    guard let target = reader.invalidTarget(in: tokens[Int(start)..<Int(end)], kind) else { return false }
    throw error("cannot \(kind == .deletion ? "delete" : "assign to") \(target.name)", at: target.range)
  }

  private mutating func missingComma(_ action: GrammarProgram.Action) throws(SyntaxError) -> Bool {
    if isLegacyName(action.first!) || bracketDepths[Int(position) - 1] == 0 { return false }
    throw error(action.message, at: range(of: action.first).through(range(of: action.second)))
  }

  private mutating func legacyStatement(_ action: GrammarProgram.Action) throws(SyntaxError) -> Bool {
    if !isLegacyName(action.first!) { return false }
    let name = text(tokens[Int(tokens(of: action.first!).start)])
    throw error(
      replacing(UInt8(ascii: "s"), in: action.message, by: name),
      at: range(of: action.first).through(range(of: action.second)))
  }

  /// `print` or `exec`, which were statements.
  private mutating func isLegacyName(_ capture: GrammarProgram.Capture) -> Bool {
    let node = read(capture)
    if capture.entry != .token && node.kind != .name { return false }
    let (start, _) = tokens(of: capture)
    // A name in parentheses is one, too.
    var index = Int(start)
    while tokens[index].kind == .leftParenthesis { index += 1 }
    let name = text(tokens[index])
    return name == "print" || name == "exec"
  }

  private mutating func bareGenerator(_ action: GrammarProgram.Action) throws(SyntaxError) -> Bool {
    let clauses = read(action.second!)
    let start: SourceRange
    if action.form == .generatorArguments {
      let arguments = read(action.first!)
      if arguments.count <= 1 { return false }
      start = arguments.lastArgument
    } else {
      start = range(of: action.first)
    }
    throw error(
      action.message, at: start.through(action.form == .generatorTarget ? clauses.lastTarget : clauses.range))
  }

  private mutating func checkConversion(_ action: GrammarProgram.Action) throws(SyntaxError) -> Bool {
    let mark = range(of: action.first)
    let name = range(of: action.second)
    if mark.endLine != name.line || mark.endColumn != name.column {
      throw error(
        "\(action.message): conversion type must come right after the exclamation mark", at: mark.through(name))
    }
    let conversion = text(tokens[Int(tokens(of: action.second!).start)])
    if conversion == "s" || conversion == "r" || conversion == "a" { return true }
    throw error(
      "\(action.message): invalid conversion character '\(conversion)': expected 's', 'r', or 'a'", at: name)
  }

  private mutating func noteFutureImport(_ action: GrammarProgram.Action) {
    let (module, moduleEnd) = tokens(of: action.first!)
    let (start, end) = tokens(of: action.second!)
    let isAbsolute = moduleEnd == module + 1 && tokens[Int(module) - 1].kind == .from
    if !isAbsolute || text(tokens[Int(module)]) != "__future__" { return }
    for index in start..<end where text(tokens[Int(index)]) == "barry_as_FLUFL" { lexer.barryAsBDFL = true }
  }

  // MARK: Captures

  /// Where a capture stands: its node, or its tokens.
  private mutating func range(of capture: GrammarProgram.Capture?) -> SourceRange {
    capture.map { read($0).range } ?? .none
  }

  private mutating func read(_ capture: GrammarProgram.Capture) -> NodeReader.Summary {
    let (start, end) = tokens(of: capture)
    return reader.read(tokens[Int(start)..<Int(end)], as: capture.entry)
  }

  private func text(_ token: Token) -> String {
    String(decoding: lexer.source[token.start, token.end], as: UTF8.self)
  }

  /// A message with its placeholders, a percent sign and that letter, replaced.
  private func replacing(_ letter: UInt8, in message: String, by replacement: String) -> String {
    var bytes: [UInt8] = []
    var isPlaceholder = false
    for byte in message.utf8 {
      if isPlaceholder {
        if byte == letter { bytes.append(contentsOf: replacement.utf8) } else { bytes += [UInt8(ascii: "%"), byte] }
        isPlaceholder = false
      } else if byte == UInt8(ascii: "%") {
        isPlaceholder = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
