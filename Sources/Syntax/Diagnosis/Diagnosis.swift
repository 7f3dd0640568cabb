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
    return generic(at: last.range)
  }

  /// What a source that parses may still be refused for.
  private var errorAfterMatch: SyntaxError? {
    if options.mode != .interactive || recognizer.lexer.remainderIsBlank { return nil }
    return recognizer.errorAtLastToken("multiple statements found while compiling a single statement")
  }

  /// Without an error alternative that applies: where the first pass gave up.
  private mutating func generic(at range: SourceRange) -> SyntaxError {
    let error = recognizer.error("invalid syntax", at: range)
    return recognizer.lexerHasFailed ? error : errorInRemainder ?? error
  }

  private var errorInRemainder: SyntaxError? {
    mutating get { recognizer.lexer.errorInRemainder(after: recognizer.tokens.last?.range.line ?? 0) }
  }

  /// The tokeniser's errors in what follows, and brackets left open, go before an error of the parser; not so
  /// when the tokeniser has come to the end.
  private mutating func final(_ error: SyntaxError) -> SyntaxError {
    switch error.kind {
    case .tooComplex, .recursion, .value: return error
    default: return recognizer.lexerHasFailed || recognizer.hasReachedEnd ? error : errorInRemainder ?? error
    }
  }

  /// For `codeop`: a source that ended too early is told apart.
  private var incompleteInput: SyntaxError? {
    if !options.allowsIncompleteInput || !recognizer.hasReachedEnd { return nil }
    var error = recognizer.errorAtLastToken("incomplete input", .incompleteInput)
    if let open = recognizer.lexer.openString {
      // CPython shows all of a string that goes on beyond the end; columns then count its characters.
      error.excerpt = .text(open.text)
      error.range.column = open.column
    }
    return error
  }
}

extension Lexer {
  /// After a failure at a string that the source does not close: the text from the line that it begins on, and
  /// the column, in characters, of its quote.
  fileprivate var openString: (text: String, column: Int32)? {
    if !hasReachedEnd || cursor >= source.count { return nil }
    let text = source[Int32(truncatingIfNeeded: lineStart), Int32(truncatingIfNeeded: source.count)]
    let before = source[Int32(truncatingIfNeeded: lineStart), Int32(truncatingIfNeeded: cursor)]
    let characters = before.lazy.filter { $0 & 0xc0 != 0x80 }.count
    return (String(decoding: text, as: UTF8.self), Int32(truncatingIfNeeded: characters) - 1)
  }
}
