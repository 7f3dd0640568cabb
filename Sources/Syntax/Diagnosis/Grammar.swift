/// Python's grammar as CPython 3.14 tries it, for telling which of its errors a source gives.
///
/// The parser proper is predictive and never tries. CPython's parser backtracks, and its messages come from
/// error alternatives that it tries beside the valid ones in a second pass: which error is raised depends on
/// the order of all alternatives up to there. So that order is written down once more, as data.
///
/// To add or change an error alternative, edit the rule in `Grammar+….swift`; a new form of message is a case
/// of `ActionForm` and its place in `Recognizer+Actions.swift`.
enum Grammar {
  /// Compiled when the first error asks for it.
  static let program: GrammarProgram = {
    var compiler = GrammarCompiler()
    for rules in [statements, compoundStatements, patterns, expressions, arguments, targets, strings] {
      compiler.compile(rules)
    }
    return compiler.finished(starts: ["file", "interactive", "eval", "func_type"])
  }()

  /// The rule that a whole source matches.
  static func start(_ mode: ParseOptions.Mode) -> Int32 {
    switch mode {
    case .file: program.starts[0]
    case .interactive: program.starts[1]
    case .expression: program.starts[2]
    case .functionType: program.starts[3]
    }
  }
}
