import Compiler
import Syntax
import Testing

@Suite struct ComprehensionScopeTests {
  @Test func listComprehensionsAreInlined() throws {
    let table = try scopes("def f(): return [x for x in y]")
    let function = table.scope("f")
    #expect(table.names(in: function) == ["y", "x"])
    #expect(table.symbol("x", in: function)?.flags == [.local, .used, .comprehensionIterator])
    #expect(table.children(of: try #require(function)).isEmpty)
  }

  @Test func generatorExpressionsAreNot() throws {
    let table = try scopes("(x for x in y)")
    #expect(table.names(in: table.scope("genexpr")) == [".0", "x"])
  }

  @Test func scopesInInlinedComprehensionsMoveUp() throws {
    let table = try scopes("def f():\n  lambda: 1\n  [[lambda: x for x in y] for z in w]\n  lambda: 2")
    let lines = table.children(of: try #require(table.scope("f"))).map { table.line(of: $0) }
    #expect(lines == [2, 3, 4])
    #expect(table.symbol("x", in: table.scope("f"))?.binding == .cell)
    #expect(table.symbol("x", in: table.scope("f"))?.flags.contains(.comprehensionCell) == true)
  }

  @Test func theInlinedScopeIsStillFoundByItsNode() throws {
    let table = try scopes("[x for x in y]")
    guard case .module(let body, _) = table.tree[table.tree.root],
      case .expr(let value) = table.tree[table.tree[body][0]]
    else { return }
    let scope = table.scope(of: value)
    #expect(table[scope].flags.contains(.inlined))
    #expect(table[scope].comprehension == .list)
  }

  @Test func annotationScopesOfClassesInlineNothing() throws {
    let table = try scopes("class A:\n  type X = [y for y in z]")
    #expect(table.names(in: table.scope("A", "X", "listcomp")) == [".0", "y"])
  }

  @Test func assignmentExpressionsBindOutside() throws {
    let table = try scopes("def f():\n  ([(x := 1) for y in z] for w in v)")
    #expect(table.symbol("x", in: table.scope("f"))?.binding == .cell)
    #expect(table.symbol("x", in: table.scope("f", "genexpr"))?.binding == .free)
  }

  @Test func inlinedComprehensionsDoNotReachTheClassCell() throws {
    let table = try scopes("class A: [__class__ for x in y]")
    let scope = try #require(table.scope("A"))
    #expect(table.symbol("__class__", in: scope)?.binding == .globalImplicit)
    #expect(!table[scope].flags.contains(.needsClassCell))
  }

  @Test func manyInlinedNamesGrowTheTable() throws {
    let names = (0..<20).map { "n\($0)" }
    let element = names.joined(separator: ", ")
    let function = "def f(): return [(\(element)) for \(element) in y]\n"
    let table = try scopes(String(repeating: function, count: 500))
    for scope in table.children(of: .module) where table[scope].kind == .function {
      #expect(table.names(in: scope) == ["y"] + names)
      #expect(table.symbol("n19", in: scope)?.flags == [.local, .used, .comprehensionIterator])
    }
  }
}
