import Testing

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("a + b * c", "BinOp(Name(a), Add, BinOp(Name(b), Mult, Name(c)))"),
    ("a - b - c", "BinOp(BinOp(Name(a), Sub, Name(b)), Sub, Name(c))"),
    ("-a ** -b", "UnaryOp(USub, BinOp(Name(a), Pow, UnaryOp(USub, Name(b))))"),
    ("a ** b ** c", "BinOp(Name(a), Pow, BinOp(Name(b), Pow, Name(c)))"),
    (
      "a | b ^ c & d << e",
      "BinOp(Name(a), BitOr, BinOp(Name(b), BitXor, BinOp(Name(c), BitAnd, BinOp(Name(d), LShift, Name(e)))))"
    ),
    ("a or b and not c", "BoolOp(Or, [Name(a), BoolOp(And, [Name(b), UnaryOp(Not, Name(c))])])"),
    ("a or b or c", "BoolOp(Or, [Name(a), Name(b), Name(c)])"),
    ("a < b is not c not in d", "Compare(Name(a), [Lt, IsNot, NotIn], [Name(b), Name(c), Name(d)])"),
    ("not a == b", "UnaryOp(Not, Compare(Name(a), [Eq], [Name(b)]))"),
    ("a if b else c if d else e", "IfExp(Name(b), Name(a), IfExp(Name(d), Name(c), Name(e)))"),
    ("await a ** b", "BinOp(Await(Name(a)), Pow, Name(b))"),
  ])
  func operatorsBindAsTheGrammarSays(text: String, tree: String) throws {
    #expect(try expression(text) == tree)
  }

  @Test(arguments: [
    ("a.b(c)[d]", "Subscript(Call(Attribute(Name(a), b), [Name(c)], []), Name(d))"),
    ("a[1:2, ::3]", "Subscript(Name(a), Tuple([Slice(Constant(1), Constant(2)), Slice(Constant(3))]))"),
    ("a[*b]", "Subscript(Name(a), Tuple([Starred(Name(b))]))"),
    (
      "f(a, *b, c=d, *e, **g)",
      "Call(Name(f), [Name(a), Starred(Name(b)), Starred(Name(e))], [keyword(c, Name(d)), keyword(Name(g))])"
    ),
    (
      "f(a for a in b)",
      "Call(Name(f), [GeneratorExp(Name(a), [comprehension(Name(a, Store), Name(b), [], 0)])], [])"
    ),
    ("f(a := b)", "Call(Name(f), [NamedExpr(Name(a, Store), Name(b))], [])"),
  ])
  func primariesChain(text: String, tree: String) throws {
    #expect(try expression(text) == tree)
  }

  @Test(arguments: [
    (
      "()",
      "Tuple([])"), ("(a)", "Name(a)"), ("(a,)", "Tuple([Name(a)])"), ("(*a, b)", "Tuple([Starred(Name(a)), Name(b)])"
    ),
    ("[a, b,]", "List([Name(a), Name(b)])"), ("{a, *b}", "Set([Name(a), Starred(Name(b))])"), ("{}", "Dict([], [])"),
    ("{a: b, **c}", "Dict([Name(a), None], [Name(b), Name(c)])"),
    ("{a: b for a in c}", "DictComp(Name(a), Name(b), [comprehension(Name(a, Store), Name(c), [], 0)])"),
    (
      "[a async for a in b if c if d]",
      "ListComp(Name(a), [comprehension(Name(a, Store), Name(b), [Name(c), Name(d)], 1)])"
    ),
    ("(yield)", "Yield"), ("...", "Constant(...)"),
  ])
  func displays(text: String, tree: String) throws {
    #expect(try expression(text) == tree)
  }

  @Test func lambdasTakeAllKindsOfParameters() throws {
    #expect(
      try expression("lambda a, /, b=1, *c, d, e=2, **f: a")
        == "Lambda(arguments([arg(a)], [arg(b)], arg(c), [arg(d), arg(e)], "
          + "[None, Constant(2)], arg(f), [Constant(1)]), Name(a))")
  }

  @Test func parenthesesBelongToWhatIsAroundThem() throws {
    #expect(try expression("(a) + b", showsRanges: true) == "BinOp(Name(a)@1:1-1:2, Add, Name(b)@1:6-1:7)@1:0-1:7")
    #expect(try expression("(a, b)", showsRanges: true) == "Tuple([Name(a)@1:1-1:2, Name(b)@1:4-1:5])@1:0-1:6")
  }

  @Test func columnsCountBytes() throws {
    #expect(try expression("ä + é", showsRanges: true) == "BinOp(Name(ä)@1:0-1:2, Add, Name(é)@1:5-1:7)@1:0-1:7")
  }

  @Test func namesAreNormalised() throws {
    #expect(try expression("ﬁ") == "Name(fi)")
  }
}
