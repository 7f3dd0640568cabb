/// A bracket that is open, and where.
public struct Bracket: BitwiseCopyable, Sendable {
  public var character: UInt8
  public var line: Int32
  public var column: Int32
}

/// The brackets that are open.
struct BracketStack: ~Copyable {
  private let brackets: UnsafeMutablePointer<Bracket>
  private(set) var count = 0

  /// CPython's limit.
  static let limit = 200

  init() { brackets = .allocate(capacity: Self.limit) }
  deinit { brackets.deallocate() }

  var isFull: Bool { count >= Self.limit }
  var last: Bracket? { count > 0 ? brackets[count - 1] : nil }

  mutating func push(_ bracket: Bracket) {
    (brackets + count).initialize(to: bracket)
    count += 1
  }

  mutating func pop() -> Bracket? {
    if count == 0 { return nil }
    count -= 1
    return brackets[count]
  }
}

extension Lexer {
  /// An error just before an offset of the current line, which it shows.
  func error(before offset: Int, _ message: String) -> SyntaxError {
    error(before: offset, line: line, lineStart: lineStart, message)
  }

  func error(before offset: Int, line: Int32, lineStart: Int, _ message: String) -> SyntaxError {
    let column = Int32(truncatingIfNeeded: offset - lineStart - 1)
    return SyntaxError(
      .syntax, message, at: SourceRange(line: line, column: column, endLine: line, endColumn: column))
  }

  /// An error as the parser raises it.
  public func error(_ kind: SyntaxError.Kind, _ message: String, at range: SourceRange) -> SyntaxError {
    SyntaxError(kind, message, at: range, excerpt: line <= range.line ? .endedLine : .line)
  }

  /// An error in the current line that is raised only if the parser asks for this token.
  mutating func localError(
    _ kind: SyntaxError.Kind, _ message: String, column: Int, endColumn: Int32 = -1
  ) -> SyntaxError {
    errorIsLocal = true
    return error(
      kind, message,
      at: SourceRange(
        line: line, column: Int32(truncatingIfNeeded: column), endLine: line, endColumn: endColumn))
  }

  /// "'(' was never closed", of the innermost open bracket.
  public mutating func unclosedBracket() -> SyntaxError {
    errorIsLocal = true
    guard let bracket = brackets.last else {
      return localError(.syntax, "unexpected EOF while parsing", column: cursor - lineStart - 1, endColumn: -2)
    }
    return error(
      .syntax, "'\(text(bracket.character))' was never closed",
      at: SourceRange(line: bracket.line, column: bracket.column, endLine: bracket.line, endColumn: -1))
  }

  /// What is wrong with the tokens that follow, for a parser that is about to report an error on a line:
  /// the lexer's own errors go before the parser's, and so does a bracket that a line before leaves open.
  public mutating func errorInRemainder(after line: Int32) -> SyntaxError? {
    errorIsLocal = false
    while true {
      do {
        if try next().kind == .endOfFile { return nil }
      } catch {
        // CPython overlooks what is wrong in an f-string.
        if modes.count > 0 { return nil }
        if !errorIsLocal { return error }
        if let bracket = brackets.last, line > bracket.line { return unclosedBracket() }
        return nil
      }
    }
  }

  /// Where CPython's tokeniser stops when the indentation is wrong.
  mutating func moveToLineEnd() {
    cursor = min(source.lineEnd(after: cursor) + 1, source.count)
  }

  /// An ASCII character as text.
  func text(_ character: UInt8) -> String { String(Unicode.Scalar(character)) }
}
