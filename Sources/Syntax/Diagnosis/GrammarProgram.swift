/// A grammar compiled for `Recognizer`: instructions of a parsing machine, in the manner of LPeg's.
///
/// `Grammar+….swift` state the rules in parsing-expression notation; `GrammarCompiler` makes this of them.
struct GrammarProgram: Sendable {
  enum Operation: UInt8, Sendable {
    /// Match a token of kind `a`, soft keyword `a`, or any soft keyword.
    case token, softKeyword, anySoftKeyword
    /// Match a token of kind `a`, or raise that it is missing.
    case forcedToken
    /// Match rule `a`; go back to where the rule was called.
    case call, `return`
    /// On failure, take the position back and go on at `a`.
    case choice
    /// Forget the last choice and go on at `a`; the same, but renew the choice at this position; the same
    /// as the first, but take the position back.
    case commit, renewChoice, backCommit
    /// Fail; forget the last choice, then fail; let the last choice fail, too.
    case fail, failTwice, cut
    /// Fail unless error alternatives are being tried.
    case diagnosingOnly
    /// Note in slot `a` where a capture begins or ends.
    case beginCapture, endCapture
    /// Do what action `a` says.
    case action
  }

  struct Instruction: BitwiseCopyable, Sendable {
    var operation: Operation
    var a: Int32
  }

  struct Rule: BitwiseCopyable, Sendable {
    var start: Int32 = -1
    /// The rule's column in the memo table, or -1.
    var memo: Int32 = -1
    /// What a call adds to the depth of CPython's parser stack: left recursion costs two levels.
    var levels: Int32 = 1
    /// What the rule can begin with; a superset where it looks ahead.
    var first = TokenKindSet()
    /// Error alternatives are not tried within.
    var suppressesDiagnosis = false
  }

  /// What happens once an alternative has matched up to here.
  struct Action: Sendable {
    var form: ActionForm
    var first: Capture?
    var second: Capture?
    /// The version of `require`.
    var number: Int32
    var message: String
  }

  /// A part of an alternative that its action looks at.
  struct Capture: BitwiseCopyable, Sendable {
    var slot: Int32
    /// How its nodes are read.
    var entry: CaptureEntry
  }

  var code: [Instruction] = []
  var rules: [Rule] = []
  var actions: [Action] = []
  var memoCount: Int32 = 0
  /// The rules that whole sources match, in the order of `ParseOptions.Mode`.
  var starts: [Int32] = []

  /// No alternative captures more.
  static let captureSlots = 3
}

/// What an action does with its captures `a` and `b`. The forms that raise are named after where the error
/// is shown.
enum ActionForm: UInt8, CaseIterable, Sendable {
  /// At a; from the start of a to the end of b; from the start of a to where the tokeniser is.
  case at, range, from
  /// At the last token read; at the token that would be next.
  case last, next
  /// At the last token, an IndentationError for the block of the statement that a begins.
  case block
  /// At a, whose kind of expression stands for "%s".
  case named
  /// At the part of a that is no target for a `for`, an assignment, a `del`; refuses if there is none.
  case forTarget, assignmentTarget, deletionTarget

  /// Forms for one alternative each.
  case missingComma, legacyStatement, generatorArguments, generatorRange, generatorTarget
  case positionalAfterKeyword, missingDictColon, typeParameterBound, keywordTarget, comparisonInstead, patternRange
  case lessGreater

  /// Checks that the first pass makes, too.
  case require, strings, number, conversion, realNumber, imaginaryNumber, notEqual, futureImport, refuse

  var name: StaticString {
    switch self {
    case .at: "at"
    case .range: "range"
    case .from: "from"
    case .last: "last"
    case .next: "next"
    case .block: "block"
    case .named: "named"
    case .forTarget: "forTarget"
    case .assignmentTarget: "assignmentTarget"
    case .deletionTarget: "deletionTarget"
    case .missingComma: "missingComma"
    case .legacyStatement: "legacyStatement"
    case .generatorArguments: "generatorArguments"
    case .generatorRange: "generatorRange"
    case .generatorTarget: "generatorTarget"
    case .positionalAfterKeyword: "positionalAfterKeyword"
    case .missingDictColon: "missingDictColon"
    case .typeParameterBound: "typeParameterBound"
    case .keywordTarget: "keywordTarget"
    case .comparisonInstead: "comparisonInstead"
    case .patternRange: "patternRange"
    case .lessGreater: "lessGreater"
    case .require: "require"
    case .strings: "strings"
    case .number: "number"
    case .conversion: "conversion"
    case .realNumber: "realNumber"
    case .imaginaryNumber: "imaginaryNumber"
    case .notEqual: "notEqual"
    case .futureImport: "futureImport"
    case .refuse: "refuse"
    }
  }
}

/// The parser's function that reads a captured rule's nodes anew.
enum CaptureEntry: UInt8, CaseIterable, Sendable {
  /// No nodes: tokens.
  case token
  case expression, operand, factor, inversion, named, starNamed, starNamedList, starList, starred, yield
  case expressionRun
  case forClauses, arguments, parameter, lambdaParameter, patterns

  init(rule: UnsafeBufferPointer<UInt8>) {
    self = .token
    for (name, entry) in Self.entries where isEqual(name, rule) { self = entry }
  }

  private static let entries: [(StaticString, CaptureEntry)] = [
    ("expression", .expression), ("expression_without_invalid", .expression),
    ("disjunction", .expression), ("bitwise_or", .operand), ("factor", .factor), ("inversion", .inversion),
    ("unquoted_expressions", .expressionRun), ("named_expression", .named), ("star_named_expression", .starNamed),
    ("star_named_expressions", .starNamedList), ("star_expressions", .starList), ("list", .expression),
    ("tuple", .expression), ("invalid_ann_assign_target", .expression),
    ("starred_expression", .starred), ("yield_expr", .yield), ("for_if_clauses", .forClauses), ("args", .arguments),
    ("param", .parameter), ("param_no_default", .parameter), ("lambda_param", .lambdaParameter),
    ("lambda_param_no_default", .lambdaParameter), ("positional_patterns", .patterns),
  ]
}

func isEqual(_ left: StaticString, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
  if left.utf8CodeUnitCount != right.count { return false }
  for i in 0..<right.count where left.utf8Start[i] != right[i] { return false }
  return true
}
