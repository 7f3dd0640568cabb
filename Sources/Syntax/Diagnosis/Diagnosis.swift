/// Finds the error that CPython gives for a source that does not parse.
///
/// As CPython does: a first pass with the valid alternatives, which may meet an error of the tokeniser or one
/// that a valid alternative raises; a second with the error alternatives; and if none of them applies, what
/// the last token of the first pass says.
struct Diagnosis: ~Copyable {
  private var recognizer: Recognizer
  private let start: Int32
  private let options: ParseOptions

  init(_ source: Source, options: ParseOptions) {
    recognizer = Recognizer(source, options: options)
    start = Grammar.start(options.mode)
    self.options = options
  }

  /// The error; nil if the source parses after all.
  mutating func run() -> SyntaxError? {
    do throws(SyntaxError) {
      if try recognizer.matches(start, isDiagnosing: false) { return errorAfterMatch }
    } catch {
      return incompleteInput ?? final(error)
    }
    if let incompleteInput { return incompleteInput }
    guard let last = recognizer.tokens.last else { return nil }
    do throws(SyntaxError) {
      _ = try recognizer.matches(start, isDiagnosing: true)
    } catch {
      return final(error)
    }
    if last.kind == .indent || last.kind == .dedent {
      return recognizer.errorAtLastToken(
        last.kind == .indent ? "unexpected indent" : "unexpected unindent", .indentation)
    }
    return final(recognizer.error("invalid syntax", at: last.range))
  }

  /// What a source that parses may still be refused for.
  private var errorAfterMatch: SyntaxError? {
    if options.mode != .interactive || recognizer.lexer.remainderIsBlank { return nil }
    return recognizer.errorAtLastToken("multiple statements found while compiling a single statement")
  }

  /// The tokeniser's errors in what follows, and brackets left open, go before an error of the parser.
  private mutating func final(_ error: SyntaxError) -> SyntaxError {
    switch error.kind {
    case .tooComplex, .recursion, .value: return error
    default: if recognizer.lexerHasFailed { return error }
    }
    let line = recognizer.tokens.last?.range.line ?? 0
    return recognizer.lexer.errorInRemainder(after: line) ?? error
  }

  /// For `codeop`: a source that ended too early is told apart.
  private var incompleteInput: SyntaxError? {
    if !options.allowsIncompleteInput || !recognizer.hasReachedEnd { return nil }
    return recognizer.errorAtLastToken("incomplete input", .incompleteInput)
  }
}
