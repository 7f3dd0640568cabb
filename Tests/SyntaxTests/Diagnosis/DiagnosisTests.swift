import Syntax
import Testing

/// What CPython 3.14 says of these sources.
@Suite struct DiagnosisTests {
  @Test(arguments: [
    ("a b", "invalid syntax (1:3-1:4)"),
    ("[a b]", "invalid syntax. Perhaps you forgot a comma? (1:2-1:5)"),
    ("f() = 1", "cannot assign to function call here. Maybe you meant '==' instead of '='? (1:1-1:4)"),
    ("a, f() = 1", "cannot assign to function call here. Maybe you meant '==' instead of '='? (1:4-1:7)"),
    ("if a = 1: pass", "invalid syntax. Maybe you meant '==' or ':=' instead of '='? (1:4-1:9)"),
    ("a + 1 += 1", "'expression' is an illegal expression for augmented assignment (1:1-1:6)"),
    ("a, b: int", "only single target (not tuple) can be annotated (1:1-1:2)"),
    ("del f()", "cannot delete function call (1:5-1:8)"),
    ("for 1 in a: pass", "cannot assign to literal (1:5-1:6)"),
    ("print a", "Missing parentheses in call to 'print'. Did you mean print(...)? (1:1-1:8)"),
    ("a if b", "expected 'else' after 'if' expression (1:1-1:7)"),
    ("1<>2", "invalid syntax.  Maybe you meant '!=' instead of '<>'? (1:2-1:4)"),
    ("'a' b 'c'", "invalid syntax. Is this intended to be part of the string? (1:5-1:6)"),
    ("{a: 1, b}", "':' expected after dictionary key (1:8-1:0)"),
    ("{a: *b}", "cannot use a starred expression in a dictionary value (1:5-1:7)"),
    ("[a, b for a in c]", "did you forget parentheses around the comprehension target? (1:2-1:6)"),
    ("import a from b", "Did you mean to use 'from ... import ...' instead? (1:1-1:16)"),
  ])
  func expressionsAndSimpleStatements(text: String, error: String) throws {
    #expect(try syntaxError(text) == error)
  }

  @Test(arguments: [
    ("if a\n  b", "expected ':' (1:5-1:6)"),
    ("if a:\nb", "expected an indented block after 'if' statement on line 1 (2:1-2:2)"),
    ("class A:\n", "expected an indented block after class definition on line 1 (1:9-1:-1)"),
    ("  a", "unexpected indent (1:2-1:-1)"),
    ("try: a\nb", "expected 'except' or 'finally' block (2:1-2:2)"),
    ("try: a\nexcept B: c\nexcept* D: e", "cannot have both 'except' and 'except*' on the same 'try' (3:1-3:8)"),
    ("try: a\nexcept B, C as d: e", "multiple exception types must be parenthesized when using 'as' (2:8-2:17)"),
    ("if a: b\nelse: c\nelif d: e", "'elif' block follows an 'else' block (3:1-3:5)"),
    ("match a:\n case b as _: pass", "cannot use '_' as a target (2:12-2:13)"),
    ("match a:\n case A(b=c, d): pass", "positional patterns follow keyword patterns (2:14-2:15)"),
  ])
  func compoundStatements(text: String, error: String) throws {
    #expect(try syntaxError(text) == error)
  }

  @Test(arguments: [
    ("f(a=1, b)", "positional argument follows keyword argument (1:9-1:10)"),
    ("f(**a, b)", "positional argument follows keyword argument unpacking (1:9-1:10)"),
    ("f(a for a in b, c)", "Generator expression must be parenthesized (1:3-1:15)"),
    ("f(True=1)", "cannot assign to True (1:3-1:8)"),
    ("f(a.b=1)", "expression cannot contain assignment, perhaps you meant \"==\"? (1:3-1:7)"),
    ("def f(a=1, b): pass", "parameter without a default follows parameter with a default (1:12-1:13)"),
    ("def f(*): pass", "named arguments must follow bare * (1:7-1:8)"),
    ("def f(**a, b): pass", "arguments cannot follow var-keyword argument (1:12-1:13)"),
    ("lambda (a): a", "Lambda expression parameters cannot be parenthesized (1:8-1:11)"),
    ("def f[]: pass", "Type parameter list cannot be empty (1:7-1:7)"),
  ])
  func argumentsAndParameters(text: String, error: String) throws {
    #expect(try syntaxError(text) == error)
  }

  @Test func anErrorOfTheTokeniserFurtherOnGoesFirst() throws {
    #expect(try syntaxError("a b; 'c") == "unterminated string literal (detected at line 1) (1:6-1:6)")
  }

  @Test func aBracketLeftOpenGoesFirst() throws {
    #expect(try syntaxError("a = (b\nc d e") == "'(' was never closed (1:5-1:0)")
  }

  @Test func errorAlternativesOfDictionariesAreTriedInTheFirstPass() throws {
    #expect(try syntaxError("{'a': 1, b 'c': 2}") == "':' expected after dictionary key (1:10-1:0)")
  }

  @Test(arguments: ["Truᵉ", "a.Noneˢ; Nºne", "def Falſe(): pass"])
  func namesMayNotNormaliseToConstants(text: String) throws {
    #expect(try parseError(text).hasPrefix("identifier field can't represent"))
  }

  @Test func chainsAreDiagnosedInLinearTime() throws {
    #expect(
      try parseError("x = [" + String(repeating: "1, ", count: 100_000) + "a b]")
        == "invalid syntax. Perhaps you forgot a comma?")
  }

  @Test func anInteractiveSourceIsOneStatement() throws {
    var options = ParseOptions()
    options.mode = .interactive
    #expect(
      try syntaxError("a = 1\nb = 2", options: options)
        == "multiple statements found while compiling a single statement (1:6-1:7)")
  }

  @Test func incompleteInputIsToldApart() throws {
    var options = ParseOptions()
    options.allowsIncompleteInput = true
    #expect(try syntaxError("if a:\n", options: options).hasPrefix("incomplete input"))
  }

  @Test func newerSyntaxIsRefusedByOlderFeatureVersions() throws {
    var options = ParseOptions()
    options.featureVersion = 9
    let error = try syntaxError("match a:\n case b: pass\n", options: options)
    #expect(error.hasPrefix("Pattern matching is only supported in Python 3.10 and greater"))
  }
}
