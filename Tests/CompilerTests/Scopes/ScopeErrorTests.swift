import Compiler
import Syntax
import Testing

/// What CPython 3.14's symbol table refuses, with its words and places.
@Suite struct ScopeErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let source, message: String
    let range: SourceRange

    /// Columns count bytes from 0.
    init(_ source: String, _ message: String, _ line: Int32, _ column: Int32, _ endLine: Int32, _ endColumn: Int32) {
      (self.source, self.message) = (source, message)
      range = SourceRange(line: line, column: column, endLine: endLine, endColumn: endColumn)
    }

    var testDescription: String { source }
  }

  private static let cases = [
    Case("await x",
      "'await' outside function", 1, 0, 1, 7),
    Case("lambda: await x",
      "'await' outside async function", 1, 8, 1, 15),
    Case("{x: y async for x in y}",
      "asynchronous comprehension outside of an asynchronous function", 1, 0, 1, 23),
    Case("async for x in y: pass",
      "'async for' outside async function", 1, 0, 1, 22),
    Case("async with x: pass",
      "'async with' outside async function", 1, 0, 1, 18),
    Case("class A[T](await x): pass",
      "await expression cannot be used within the definition of a generic", 1, 11, 1, 18),
    Case("x: await y",
      "await expression cannot be used within an annotation", 1, 3, 1, 10),
    Case("x.__debug__ = 1",
      "cannot assign to __debug__", 1, 0, 1, 11),
    Case("def f(a, b, *, a): pass",
      "duplicate argument 'a' in function definition", 1, 15, 1, 16),
    Case("def f[T, U, T](): pass",
      "duplicate type parameter 'T'", 1, 12, 1, 13),
    Case("type A[__classdict__] = 1",
      "reserved name '__classdict__' cannot be used for type parameter", 1, 7, 1, 20),
    Case("def f(): nonlocal x, y",
      "no binding for nonlocal 'x' found", 1, 9, 1, 22),
    Case("x = 1\nglobal x",
      "name 'x' is assigned to before global declaration", 2, 0, 2, 8),
    Case("def f():\n  x: int\n  nonlocal x",
      "annotated name 'x' can't be nonlocal", 3, 2, 3, 12),
    Case("def f():\n  print(x)\n  nonlocal x",
      "name 'x' is used prior to nonlocal declaration", 3, 2, 3, 12),
    Case("def f(x):\n  nonlocal x",
      "name 'x' is parameter and nonlocal", 2, 2, 2, 12),
    Case("def f():\n  x: int\n  global x",
      "annotated name 'x' can't be global", 3, 2, 3, 10),
    Case("def f():\n  from x import *",
      "import * only allowed at module level", 2, 16, 2, 17),
    Case("[x := 1 for y in (z := 2)]",
      "assignment expression cannot be used in a comprehension iterable expression", 1, 18, 1, 24),
    Case("[[i := 0 for i in range(5)] for j in range(5)]",
      "assignment expression cannot rebind comprehension iteration variable 'i'", 1, 2, 1, 3),
    Case("[i for i in range(5) if (j := 0) for j in range(5)]",
      "comprehension inner loop cannot rebind assignment expression target 'j'", 1, 37, 1, 38),
    Case("class A: [(x:=1) for y in z]",
      "assignment expression within a comprehension cannot be used in a class body", 1, 11, 1, 12),
    Case("class A[T: [(x:=1) for y in z]]: pass",
      "assignment expression within a comprehension cannot be used in a TypeVar bound", 1, 13, 1, 14),
    Case("class A[T]([(x:=1) for y in z]): pass",
      "assignment expression within a comprehension cannot be used within the definition of a generic", 1, 13, 1, 14),
    Case("type X = [(x:=1) for y in z]",
      "assignment expression within a comprehension cannot be used in a type alias", 1, 11, 1, 12),
    Case("[(yield x) for x in y]",
      "'yield' inside list comprehension", 1, 2, 1, 9),
    Case("def f(): return {(yield x) for x in y}",
      "'yield' inside set comprehension", 1, 18, 1, 25),
    Case("def f(): return {(yield x):1 for x in y}",
      "'yield' inside dict comprehension", 1, 18, 1, 25),
    Case("def f(): return ((yield from x) for x in y)",
      "'yield' inside generator expression", 1, 18, 1, 30),
    Case("x; from __future__ import nope",
      "from __future__ imports must occur at the beginning of the file", 1, 3, 1, 30),
    Case("def g():\n  return\n  global x; x = 1; nonlocal x",
      "name 'x' is assigned to before nonlocal declaration", 3, 19, 3, 29),
    Case("def f(a):\n  nonlocal b\n  global a",
      "name 'a' is parameter and global", 3, 2, 3, 10),
    Case("def f[T]():\n  class A:\n     nonlocal T",
      "nonlocal binding not allowed for type parameter 'T'", 3, 5, 3, 15),
    Case("def f():\n  global x; nonlocal x",
      "name 'x' is nonlocal and global", 2, 2, 2, 10),
    Case("del (a, __debug__)",
      "cannot delete __debug__", 1, 8, 1, 17),
    Case("def f[T: (x:=1)](): pass",
      "named expression cannot be used within a TypeVar bound", 1, 10, 1, 14),
    Case("def f[T: (x:=1, 2)](): pass",
      "named expression cannot be used within a TypeVar constraint", 1, 10, 1, 14),
    Case("def f[T = (x:=1, 2)](): pass",
      "named expression cannot be used within a TypeVar default", 1, 11, 1, 15),
    Case("def f[T]() -> (x:=1): pass",
      "named expression cannot be used within an annotation", 1, 15, 1, 19),
    Case("class A[T](x:=1): pass",
      "named expression cannot be used within the definition of a generic", 1, 11, 1, 15),
    Case("type X = (yield from 1)",
      "yield expression cannot be used within a type alias", 1, 10, 1, 22),
    Case("type X = await 1",
      "await expression cannot be used within a type alias", 1, 9, 1, 16),
    Case("async def f[T: await x](): pass",
      "await expression cannot be used within a TypeVar bound", 1, 15, 1, 22),
    Case("x: (y for y in (yield))",
      "yield expression cannot be used within an annotation", 1, 16, 1, 21),
  ]

  @Test(arguments: cases)
  func isRefused(_ expected: Case) throws {
    let tree = try parse(expected.source)
    let error = #expect(throws: SyntaxError.self) {
      _ = try SymbolTable.build(for: tree, future: try FutureImports(of: tree)).future
    }
    #expect(error?.message == expected.message)
    #expect(error?.range == expected.range)
    #expect(error?.excerpt == .absent)
  }

  @Test(arguments: [
    "class A:\n  def f(self): nonlocal __class__", "global x\nx: int", "def f():\n  global x\n  (x): int",
    "(await x for y in z)", "def f(): return ([x async for x in y] for z in w)", "global __debug__",
    "def f():\n  class A((yield)): pass", "class A[T]:\n  T = 1\n  def g(): nonlocal T",
  ])
  func isAccepted(source: String) throws { _ = try scopes(source).future }

  @Test(arguments: ["await x", "[x async for x in y]", "async for x in y: pass", "async with x: pass"])
  func modulesMayAwaitWhenAsked(source: String) throws {
    let tree = try parse(source)
    _ = try SymbolTable.build(for: tree, future: FutureImports(), allowsTopLevelAwait: true).future
  }

  @Test func treesTooDeepAreRefused() {
    let error = onLargeStack {
      var builder = SyntaxTreeBuilder(sourceSize: 1)
      var value = builder.add(.constant(value: builder.add(.none), kind: nil), at: .none)
      for _ in 0..<100_000 { value = builder.add(.boolOp(op: .and, values: builder.list([value])), at: .none) }
      let tree = builder.finished(root: builder.add(.expression(body: value)))
      return #expect(throws: SyntaxError.self) { _ = try SymbolTable.build(for: tree, future: FutureImports()).future }
    }
    #expect(error?.message == "maximum recursion depth exceeded during compilation")
    #expect(error?.kind == .recursion)
  }
}
