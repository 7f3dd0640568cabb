import Compiler
import Syntax
import Testing

@Suite struct AnnotationScopeTests {
  @Test func everyFunctionHasAnAnnotationScopeBeforeIt() throws {
    let table = try scopes("def f(a: A, *b: B, c: C, **d: D) -> R: pass")
    let kinds = table.children(of: .module).map { table[$0].kind }
    #expect(kinds == [.annotation, .function])
    #expect(table.names(in: table.scope("__annotate__")) == [".format", "A", "B", "D", "C", "R"])
  }

  @Test func aModuleHasOneScopeForItsVariables() throws {
    let table = try scopes("x: A\ny: B = 1\nif c: z: D")
    #expect(table.names(in: table.scope("__annotate__")) == [".format", "A", "B", "D"])
    #expect(table[.module].flags.contains(.conditionalAnnotations))
    #expect(table[.module].annotations == table.scope("__annotate__"))
  }

  @Test(arguments: [
    ("class A:\n  x: B", false), ("class A:\n  if c: x: B", true), ("class A:\n  for c in d: pass\n  x: B", false),
    ("class A:\n  with c: x: B", true), ("class A:\n  try: pass\n  finally: x: B", true),
    ("class A:\n  if c: pass\n  elif d: pass\n  x: B", false), ("class A:\n  match c:\n    case 1: x: B", true),
  ])
  func aClassRecordsConditionalAnnotations(source: String, isConditional: Bool) throws {
    let table = try scopes(source)
    #expect(table[try #require(table.scope("A"))].flags.contains(.conditionalAnnotations) == isConditional)
  }

  @Test func annotationsOfAFunctionsVariablesUseNothing() throws {
    let table = try scopes("def f():\n  x: A = 1")
    #expect(table.names(in: table.scope("f", "__annotate__")) == [".format"])
    #expect(table.names(in: table.scope("f", kind: .function)) == ["x"])
  }

  @Test func annotationsAsTextHaveNoScope() throws {
    let table = try scopes("from __future__ import annotations\nx: A\ndef f(a: B): pass")
    #expect(table.children(of: .module).map { table[$0].kind } == [.function])
    #expect(table.future.features == .annotations)
  }
}
