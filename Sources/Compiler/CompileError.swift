import Syntax

extension SyntaxError {
  /// An error of the stages after parsing, which show no text and count bytes.
  init(compiling message: String, at range: SourceRange) {
    self.init(.syntax, message, at: range, excerpt: .absent)
  }

  /// A tree too deep for the native stack.
  static func recursion(at range: SourceRange) -> SyntaxError {
    SyntaxError(.recursion, "maximum recursion depth exceeded during compilation", at: range, excerpt: .absent)
  }
}
