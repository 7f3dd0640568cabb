import Syntax
import Testing

@Suite struct StatementTests {
  @Test(arguments: [
    ("a = b = c", "Assign([Name(a, Store), Name(b, Store)], Name(c))"),
    ("a, *b = c", "Assign([Tuple([Name(a, Store), Starred(Name(b, Store), Store)], Store)], Name(c))"),
    ("a: b = c", "AnnAssign(Name(a, Store), Name(b), Name(c), 1)"),
    ("(a): b", "AnnAssign(Name(a, Store), Name(b), 0)"),
    ("a.b += yield", "AugAssign(Attribute(Name(a), b, Store), Add, Yield)"),
    ("del a, (b, c)", "Delete([Name(a, Del), Tuple([Name(b, Del), Name(c, Del)], Del)])"),
    ("raise a from b", "Raise(Name(a), Name(b))"),
    ("global a, b", "Global([a, b])"),
    ("import a.b as c, d", "Import([alias(a.b, c), alias(d)])"),
    ("from ...a import (b as c,)", "ImportFrom(a, [alias(b, c)], 3)"),
    ("from . import *", "ImportFrom([alias(*)], 1)"),
    (
      "type A[T: int = str, *U, **V] = T",
      "TypeAlias(Name(A, Store), [TypeVar(T, Name(int), Name(str)), TypeVarTuple(U), ParamSpec(V)], Name(T))"
    ),
  ])
  func simpleStatements(text: String, tree: String) throws {
    #expect(try statements(text) == tree)
  }

  @Test(arguments: [
    ("if a: b\nelif c: d\nelse: e", "If(Name(a), [Expr(Name(b))], [If(Name(c), [Expr(Name(d))], [Expr(Name(e))])])"),
    ("while a: break\nelse: pass", "While(Name(a), [Break], [Pass])"),
    ("for a, in b: continue", "For(Tuple([Name(a, Store)], Store), Name(b), [Continue], [])"),
    ("async for a in b: pass", "AsyncFor(Name(a, Store), Name(b), [Pass], [])"),
    ("with (a as b, c): pass", "With([withitem(Name(a), Name(b, Store)), withitem(Name(c))], [Pass])"),
    ("with (a, b) as c: pass", "With([withitem(Tuple([Name(a), Name(b)]), Name(c, Store))], [Pass])"),
    ("with (a).b: pass", "With([withitem(Attribute(Name(a), b))], [Pass])"),
    ("try: a\nexcept B, C: d\nelse: e\nfinally: f",
      "Try([Expr(Name(a))], [ExceptHandler(Tuple([Name(B), Name(C)]), [Expr(Name(d))])], "
        + "[Expr(Name(e))], [Expr(Name(f))])"),
    ("try: a\nexcept* B as c: d", "TryStar([Expr(Name(a))], [ExceptHandler(Name(B), c, [Expr(Name(d))])], [], [])"),
    ("@a\nasync def f[T](b: c, *d: *e) -> g: pass",
      "AsyncFunctionDef(f, arguments([], [arg(b, Name(c))], arg(d, Starred(Name(e))), [], [], []), "
        + "[Pass], [Name(a)], Name(g), [TypeVar(T)])"),
    ("class A(B, c=d): pass", "ClassDef(A, [Name(B)], [keyword(c, Name(d))], [Pass], [], [])"),
  ])
  func compoundStatements(text: String, tree: String) throws {
    #expect(try statements(text) == tree)
  }

  @Test(arguments: [
    ("match(a)", "Expr(Call(Name(match), [Name(a)], []))"),
    ("match[a]: b", "AnnAssign(Subscript(Name(match), Name(a), Store), Name(b), 0)"),
    ("match = case = type = 1", "Assign([Name(match, Store), Name(case, Store), Name(type, Store)], Constant(1))"),
    ("match -a:\n case _: pass", "Match(UnaryOp(USub, Name(a)), [match_case(MatchAs, [Pass])])"),
    ("type(a)", "Expr(Call(Name(type), [Name(a)], []))"),
  ])
  func softKeywordsAreNamesElsewhere(text: String, tree: String) throws {
    #expect(try statements(text) == tree)
  }

  @Test(arguments: [
    ("[a, *_]", "MatchSequence([MatchAs(a), MatchStar])"), ("a, b", "MatchSequence([MatchAs(a), MatchAs(b)])"),
    ("(a)", "MatchAs(a)"), ("{'k': v, **r}", "MatchMapping([Constant('k')], [MatchAs(v)], r)"),
    ("A.B(c, d=e)", "MatchClass(Attribute(Name(A), B), [MatchAs(c)], [d], [MatchAs(e)])"),
    (
      "1 | -2.5 | None",
      "MatchOr([MatchValue(Constant(1)), MatchValue(UnaryOp(USub, Constant(2.5))), MatchSingleton(None)])"
    ),
    (
      "a.b as c",
      "MatchAs(MatchValue(Attribute(Name(a), b)), c)"), ("1+2j", "MatchValue(BinOp(Constant(1), Add, Constant(2.0j)))"
    ),
  ])
  func patterns(text: String, tree: String) throws {
    #expect(try statements("match x:\n case \(text): pass") == "Match(Name(x), [match_case(\(tree), [Pass])])")
  }

  @Test func blocksEndWithTheirLastStatement() throws {
    #expect(
      try statements("if a:\n  b\n\n", showsRanges: true)
        == "If(Name(a)@1:3-1:4, [Expr(Name(b)@2:2-2:3)@2:2-2:3], [])@1:0-2:3")
  }

  @Test func typeCommentsAreKeptWhenAskedFor() throws {
    var options = ParseOptions()
    options.typeComments = true
    #expect(try statements("a = b  # type: int", options: options) == "Assign([Name(a, Store)], Name(b), int)")
  }

  @Test func signatureCommentsHaveAModeOfTheirOwn() throws {
    var options = ParseOptions()
    options.mode = .functionType
    #expect(
      try statements("(int, *str) -> bool", options: options)
        == "FunctionType([Name(int), Name(str)], Name(bool))")
  }
}
