import Compiler
import Syntax
import Testing

@Suite struct TypeParameterScopeTests {
  @Test func typeParametersSurroundTheFunction() throws {
    let table = try scopes("def f[T: B = D](x: T, *, y=1): return T")
    let outer = try #require(table.scope("f"))
    #expect(table[outer].kind == .typeParameters)
    #expect(table.names(in: outer) == [".defaults", ".kwdefaults", "T"])
    #expect(table.symbol("T", in: outer)?.binding == .cell)
    #expect(table.children(of: outer).map { table[$0].kind } == [.typeVariable, .typeVariable, .annotation, .function])
    #expect(table.symbol("T", in: table.scope("f", "f"))?.binding == .free)
  }

  @Test func genericClassesHaveHiddenNames() throws {
    let table = try scopes("class A[T](B): x = T")
    #expect(table.names(in: table.scope("A")) == [".type_params", ".generic_base", "T", "B"])
    #expect(table.names(in: table.scope("A", "A")) == ["__type_params__", ".type_params", "x", "T"])
  }

  @Test func aTypeAliasIsAScope() throws {
    let table = try scopes("type X[T] = list[T]")
    #expect(table[try #require(table.scope("X", "X"))].kind == .typeAlias)
    #expect(table.symbol("T", in: table.scope("X", "X"))?.binding == .free)
  }

  @Test func boundsAndDefaultsAreFoundByTheirParameter() throws {
    let table = try scopes("def f[T: B = D](): pass")
    let tree = table.tree
    guard case .module(let body, _) = tree[tree.root],
      case .functionDef(_, _, _, _, _, _, let parameters) = tree[tree[body][0]]
    else { return }
    let (bound, fallback) = (table.boundScope(of: tree[parameters][0]), table.defaultScope(of: tree[parameters][0]))
    #expect(table.names(in: bound) == [".format", "B"])
    #expect(table.names(in: fallback) == [".format", "D"])
  }
}
