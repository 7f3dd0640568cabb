import Compiler
import Syntax
import Testing

@Suite struct SymbolTableTests {
  @Test func moduleVariablesAreLocalToTheModule() throws {
    let table = try scopes("import a.b, c as d\nx = y\ndef f(): pass")
    #expect(table.names(in: .module) == ["a", "d", "x", "y", "f"])
    #expect(table.symbol("a", in: .module)?.flags == .imported)
    #expect(table.symbol("x", in: .module)?.binding == .local)
    #expect(table.symbol("y", in: .module)?.binding == .globalImplicit)
  }

  @Test func parametersComeFirstWithStarsLast() throws {
    let table = try scopes("def f(a, /, b, *c, d=1, **e): x = 1")
    let function = try #require(table.scope("f"))
    #expect(table.names(in: function) == ["a", "b", "d", "c", "e", "x"])
    #expect(table[function].flags.isSuperset(of: [.varArguments, .varKeywords]))
  }

  @Test func aNameOfAnInnerFunctionMakesACell() throws {
    let table = try scopes("def f():\n  x = y = 1\n  def g():\n    def h(): return x, y")
    #expect(table.symbol("x", in: table.scope("f"))?.binding == .cell)
    #expect(table.symbol("x", in: table.scope("f", "g"))?.binding == .free)
    #expect(table.symbol("x", in: table.scope("f", "g"))?.flags == [])
    let inner = try #require(table.scope("f", "g", "h"))
    #expect(table.freeNames(of: inner) == ["x", "y"])
    #expect(table.cells(of: try #require(table.scope("f"))) == ["x", "y"])
  }

  @Test func globalStatementsReachTheModule() throws {
    let table = try scopes("def f():\n  global x\n  x = 1\n  def g(): return x")
    #expect(table.symbol("x", in: table.scope("f"))?.binding == .globalExplicit)
    #expect(table.symbol("x", in: table.scope("f", "g"))?.binding == .globalImplicit)
    #expect(table.symbol("x", in: .module)?.flags == .global)
  }

  @Test func nonlocalNamesAreFree() throws {
    let table = try scopes("def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2")
    #expect(table.symbol("x", in: table.scope("f"))?.binding == .cell)
    #expect(table.symbol("x", in: table.scope("f", "g"))?.binding == .free)
  }

  @Test func scopesAreFoundByTheirNodes() throws {
    let table = try scopes("def f(): pass")
    guard case .module(let body, _) = table.tree[table.tree.root] else { return }
    let statement = table.tree[body][0]
    #expect(table.scope(of: statement) == table.scope("f"))
    #expect(table.typeParameterScope(of: statement).isAbsent)
  }

  @Test func functionsKnowWhatTheyAre() throws {
    let table = try scopes("async def f(): return 1\ndef g(): yield\nclass A:\n  def h(self): pass")
    #expect(table[try #require(table.scope("f"))].flags == [.coroutine, .returnsValue])
    #expect(table[try #require(table.scope("g"))].flags == [.generator])
    #expect(table[try #require(table.scope("A", "h"))].flags == [.method])
  }

  @Test func longChainsDoNotRecurse() throws {
    for link in ["+x", ".x", "(x)", "[x]"] {
      let table = try scopes("x" + String(repeating: link, count: 100_000))
      #expect(table.names(in: .module) == ["x"])
    }
  }

  @Test func theLastOfManyNamesIsFound() throws {
    let names = (0..<5000).map { "name\($0)" }
    let table = try scopes(names.map { $0 + " = 1" }.joined(separator: "\n"))
    #expect(table.names(in: .module) == names)
    #expect(table.symbol("name4999", in: .module)?.binding == .local)
  }
}
