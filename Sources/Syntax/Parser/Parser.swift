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
  var depth: Int32 = 32
  var depthLimit: Int32 = 6000

  /// The tree of a source, and the warnings that reading it gave rise to.
  public static func parse(
    _ source: Source, options: ParseOptions = ParseOptions()
  ) throws(SyntaxError) -> (tree: SyntaxTree, warnings: [SyntaxWarning]) {
    do throws(SyntaxError) {
      var parser = try Parser(source, options: options)
      let root = try parser.parseModule()
      let warnings = parser.lexer.warnings
      return (parser.finished(root: root), warnings)
    } catch {
      var diagnosis = Diagnosis(source, options: options)
      throw diagnosis.run() ?? SyntaxError(error.kind, "invalid syntax", at: error.range)
    }
  }

  private init(_ source: Source, options: ParseOptions) throws(SyntaxError) {
    self.init(replaying: source, options: options)
    lexer.barryAsBDFL = options.barryAsBDFL
    token = try nextToken()
  }

  /// A parser that reads what `replay` gives it.
  init(replaying source: Source, options: ParseOptions) {
    lexer = Lexer(source, options: LexerOptions(typeComments: options.typeComments))
    tree = SyntaxTreeBuilder(sourceSize: source.count)
    self.options = options
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
