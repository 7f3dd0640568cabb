/// Reads Python source into a `SyntaxTree`: a hand-written recursive-descent parser for the grammar of
/// Python 3.14.
///
/// It is predictive: one token decides, save in two places (`match` statements and parenthesised `with`
/// items) that are tried and taken back. Functions are named after the grammar's rules, whose form stands
/// above each; `Parser+Theme.swift` holds the rules of one theme. Operators are read by precedence
/// climbing and chains by loops, so that only real nesting recurses, which `depth` bounds.
///
/// What it knows about an error is that there is one. Which message CPython gives for it depends on the
/// order in which its grammar tries alternatives; `Diagnosis` follows that order, on the same tokens,
/// once this parser has given up.
public struct Parser: ~Copyable {
  var lexer: Lexer
  var tree: SyntaxTreeBuilder
  let options: ParseOptions

  /// The token to be read next.
  var token: Token
  /// The range of the last token consumed, not counting newlines, indents and dedents: where a node ends.
  var previous: SourceRange
  /// Where the last compound statement begins that was read whole: of those that CPython's parser notes, which are not
  /// functions.
  var statement = SourceRange.none
  /// Tokens that were read ahead, or that a trial gave back.
  var lookahead = TokenQueue()
  /// Whether tokens are being kept, and those kept: see `beginTrial`.
  var isTrial = false
  var trialTokens: [Token] = []
  var interactiveEnd: InteractiveEnd
  /// Children of lists that are still being read.
  var children = ChildStack()
  /// Where the last string ends whose escapes were warned of.
  var warnedEnd: Int32 = 0
  /// How deep the rules are nested, in the units of CPython's parser stack, and where that ends.
  var depth: Int32 = 0
  var depthLimit: Int32

  /// The tree of a source, and the warnings that reading it gave rise to.
  public static func parse(
    _ source: Source, options: ParseOptions = ParseOptions()
  ) throws(SyntaxError) -> (tree: SyntaxTree, warnings: [SyntaxWarning]) {
    do throws(SyntaxError) {
      return try parse(source, options: options, depthLimit: ordinaryDepth)
    } catch {
      var diagnosis = Diagnosis(source, options: options)
      if var diagnosed = diagnosis.run() {
        diagnosed.statement = error.statement
        throw diagnosed
      }
      if error.kind == .tooComplex { return try parse(source, options: options, depthLimit: greatestDepth) }
      throw SyntaxError(error.kind, "invalid syntax", at: error.range)
    }
  }

  /// Beyond this depth, which programs do not reach, `Diagnosis` counts exactly whether CPython's parser would
  /// still follow.
  private static let ordinaryDepth: Int32 = 3000
  /// What it follows is never deeper, as this parser counts.
  private static let greatestDepth: Int32 = 7000

  private static func parse(
    _ source: Source, options: ParseOptions, depthLimit: Int32
  ) throws(SyntaxError) -> (tree: SyntaxTree, warnings: [SyntaxWarning]) {
    var parser = try Parser(source, options: options, depthLimit: depthLimit)
    let root: Module
    do throws(SyntaxError) {
      root = try parser.parseModule()
    } catch {
      var error = error
      error.statement = parser.statement
      throw error
    }
    let warnings = parser.lexer.warnings
    return (parser.finished(root: root), warnings)
  }

  private init(_ source: Source, options: ParseOptions, depthLimit: Int32) throws(SyntaxError) {
    self.init(replaying: source, options: options)
    self.depthLimit = depthLimit
    lexer.barryAsBDFL = options.barryAsBDFL
    token = try nextToken()
  }

  /// A parser that reads what `replay` gives it.
  init(replaying source: Source, options: ParseOptions) {
    lexer = Lexer(source, options: LexerOptions(typeComments: options.typeComments))
    tree = SyntaxTreeBuilder(sourceSize: source.count)
    self.options = options
    depthLimit = Self.greatestDepth
    interactiveEnd = InteractiveEnd(impliesDedents: options.impliesDedents)
    previous = .none
    token = Token(kind: .endOfFile, start: 0, end: 0, range: .none)
  }

  private consuming func finished(root: Module) -> SyntaxTree { tree.finished(root: root) }

  /// The list of the children pushed since `mark`.
  @inline(__always)
  mutating func popList<Member: TreeWord>(from mark: Int) -> NodeList<Member> {
    children.popList(from: mark, into: &tree)
  }
}
