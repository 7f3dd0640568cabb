import Syntax

extension SyntaxError {
  /// An error of the stages after parsing, which show no text and count bytes.
  init(_ kind: Kind = .syntax, compiling message: String, at range: SourceRange) {
    self.init(kind, message, at: range, excerpt: .absent)
  }
}
