import Compiler
import Syntax
import Testing

@Suite struct ClassScopeTests {
  @Test func methodsDoNotSeeTheNamesOfTheClass() throws {
    let table = try scopes("def f():\n  x = 1\n  class A:\n    x = 2\n    def m(self): return x")
    #expect(table.symbol("x", in: table.scope("f"))?.binding == .cell)
    #expect(table.symbol("x", in: table.scope("f", "A"))?.flags == [.local, .freeInClass])
    #expect(table.symbol("x", in: table.scope("f", "A", "m"))?.binding == .free)
  }

  @Test func superUsesTheClassCell() throws {
    let table = try scopes("class A:\n  def m(self): super()")
    #expect(table.symbol("__class__", in: table.scope("A", "m"))?.binding == .free)
    let scope = try #require(table.scope("A"))
    #expect(table[scope].flags.contains(.needsClassCell))
    #expect(table.cells(of: scope) == ["__class__", "__classdict__"])
  }

  @Test func aClassBodyHasNoClassCellOfItsOwn() throws {
    let table = try scopes("class A: __class__")
    #expect(table.symbol("__class__", in: table.scope("A"))?.binding == .globalImplicit)
  }

  @Test func annotationsOfMethodsSeeTheClass() throws {
    let table = try scopes("def f():\n  T = 1\n  class A:\n    T = 2\n    def m(self) -> T: pass")
    let annotations = table.scope("f", "A", "__annotate__")
    #expect(table.symbol("T", in: annotations)?.binding == .globalImplicit)
    #expect(table.symbol("__classdict__", in: annotations)?.binding == .free)
    #expect(table[try #require(table.scope("f", "A"))].flags.contains(.needsClassDictCell))
  }

  @Test(arguments: [
    ("class A:\n  __x", "_A__x"), ("class __A_:\n  __x", "_A___x"), ("class _:\n  __x", "__x"),
    ("class A:\n  __x__", "__x__"), ("class A:\n  _x", "_x"), ("class A:\n  __", "__"),
    ("class A:\n  import __x.y", "_A__x"),
  ])
  func privateNamesAreMangled(source: String, name: String) throws {
    let table = try scopes(source)
    let scope = try #require(table.children(of: .module).last)
    #expect(table.names(in: scope) == [name])
  }

  @Test func aMangledNameIsTheSameAsItsSpelling() throws {
    let table = try scopes("class A:\n  __x = 1\n  _A__x")
    #expect(table.symbol("_A__x", in: table.scope("A"))?.flags == [.local, .used])
  }

  @Test func headersMangleOnlyTheirTypeParameters() throws {
    let table = try scopes("class A[__T](__T, __x): pass")
    #expect(
      table.names(in: table.scope("A"))
        == [".type_params", ".generic_base", "_A__T", "__x"])
  }
}
