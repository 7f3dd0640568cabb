import Bytecode
import Testing

@Suite struct ExpressionCode {
  @Test func operandsAreReadInPlaceAndResultsWrittenWhereTheyBelong() throws {
    #expect(try instructions("def f(a, b):\n  c = a + b\n  return c * 2") == [
      "add c ← a, b", "multiply %0 ← c, 2", "return %0",
    ])
  }

  @Test func valuesChangePlacesWithoutATuple() throws {
    #expect(try instructions("def f(a, b):\n  a, b = b, a\n  return a") == [
      "move %0 ← a", "move a ← b", "move b ← %0", "return a",
    ])
  }

  @Test func assignmentExpressionsDoNotChangeOperandsReadBefore() throws {
    #expect(try instructions("def f(a):\n  return a + (a := 5)") == [
      "move %0 ← a", "loadConstant a ← 5", "add %0 ← %0, a", "return %0",
    ])
  }

  @Test func conditionsMakeNoBool() throws {
    #expect(try instructions("def f(a, b):\n  if a < b and not a: return 1\n  return 2") == [
      "jumpIfLess a, b, negated → L1 ↓", "jumpIfTrue a → L1 ↓", "return 1", "return 2",
    ])
  }

  @Test func methodsAreCalledUnbound() throws {
    #expect(try instructions("def f(a, b):\n  return a.b(b)") == [
      "loadMethod %0, %1 ← a, b", "move %2 ← b", "callMethod %0 ← [%0, %1, %2]", "return %0",
    ])
  }

  @Test func superIsNeverMade() throws {
    #expect(try instructions("class A:\n  def f(self): return super().f()") == [
      "loadGlobal %0 ← super", "loadFree %1 ← __class__", "move %2 ← self",
      "loadSuperMethod %0, %1 ← %0, %1, %2, f", "callMethod %0 ← [%0, %1]", "return %0",
    ])
  }

  @Test func constantsFold() throws {
    #expect(try instructions("def f(): return (1 + 2) * 3, 'a' * 3, -7 // 2, 2 ** 3, not 1, (1, 2)[0]") == [
      "return (9, 'aaa', -4, 8, False, 1)"
    ])
  }

  @Test func foldingKeepsWithinItsBounds() throws {
    #expect(try instructions("def f(): return 'a' * 5000") == ["multiply %0 ← 'a', 5000", "return %0"])
    #expect(try instructions("def f(): return 1 << 200") == ["leftShift %0 ← 1, 200", "return %0"])
    #expect(try instructions("def f(): return 1 / 0") == ["divide %0 ← 1, 0", "return %0"])
  }

  @Test func displaysThatAreOnlySearchedAreConstants() throws {
    #expect(try instructions("def f(a): return a in [1, 2]") == ["contains %0 ← a, (1, 2)", "return %0"])
  }

  @Test func percentFormatsBecomeStrings() throws {
    #expect(try instructions("def f(a): return '<%5s>' % (a,)") == [
      "loadConstant %0 ← '<'", "formatValue %1 ← a, '>5', str", "loadConstant %2 ← '>'",
      "buildString %0 ← %0, %1, %2", "return %0",
    ])
  }
}

@Suite struct StatementCode {
  @Test func forLoopsTurnAtTheirBottom() throws {
    #expect(try instructions("def f(a):\n  for i in a: a(i)") == [
      "getIterator %0 ← a", "jump → L2 ↓", "move %1 ← a", "move %2 ← i", "call %1 ← [%1, %2]",
      "forNext i ← %0 → L1 ↑", "return None",
    ])
  }

  @Test func boundnessIsCheckedOnlyWhereItMayBeMissing() throws {
    let code = try instructions("def f(a):\n  if a: x = 1\n  x; x\n  return x")
    #expect(code.filter { $0.hasPrefix("checkBound") }.count == 1)
    #expect(try instructions("def f(a):\n  x = 1\n  while a: x\n  return x").allSatisfy { !$0.hasPrefix("check") })
  }

  @Test func deletedVariablesAreCheckedAroundLoops() throws {
    let code = try instructions("def f(a):\n  x = 1\n  while a:\n    x\n    del x")
    #expect(code.filter { $0.hasPrefix("checkBound") }.count == 1)
  }

  @Test func returnRunsFinallyWithItsValueSaved() throws {
    let code = try instructions("def f(a):\n  try: return a\n  finally: a = 1")
    #expect(Array(code.prefix(3)) == ["move %0 ← a", "loadConstant a ← 1", "return %0"])
  }

  @Test func handlersEndInUnbindingTheirName() throws {
    let code = try instructions("def f(a):\n  try: a()\n  except E as e: a(e)")
    #expect(code.contains("unbind e"))
    #expect(code.filter { $0 == "leaveHandler %0" }.count == 4)
  }

  @Test func comprehensionsRunInlineAndRestoreWhatTheyHide() throws {
    let code = try instructions("def f(x):\n  return [x for x in x]")
    #expect(code.filter { $0 == "move x ← %3" }.count == 2)
  }

  @Test func assertionsAndDocstringsGoWithOptimisation() throws {
    #expect(try instructions("def f(a):\n  'doc'\n  assert a", optimization: 1) == ["return None"])
    #expect(try function("f", of: "def f():\n  'doc'", optimization: 1).header.flags.contains(.hasDocstring))
    #expect(try !function("f", of: "def f():\n  'doc'", optimization: 2).header.flags.contains(.hasDocstring))
  }

  @Test func deadCodeLeavesNoConstants() throws {
    #expect(try function("f", of: "def f():\n  if 0: g('never')\n  return 1").constants == [.integer(1)])
  }
}

@Suite struct CodeObjectHeaders {
  @Test func namesSayWhereAFunctionIs() throws {
    let source = "class A:\n  def m(self):\n    return lambda: [x for x in (lambda: 0, 1)]"
    #expect(try function("m", of: source).header.qualifiedName.string == "A.m")
    #expect(try function("<lambda>", of: source).header.qualifiedName.string == "A.m.<locals>.<lambda>")
  }

  @Test func flags() throws {
    #expect(try function("f", of: "async def f(): yield").header.flags == [.optimized, .newLocals, .asyncGenerator])
    #expect(try function("f", of: "def f(*a, **k): yield").header.flags == [
      .optimized, .newLocals, .generator, .variableArguments, .variableKeywords,
    ])
    #expect(try function("f", of: "class A:\n  def f(self): 'doc'").header.flags == [
      .optimized, .newLocals, .method, .hasDocstring,
    ])
  }

  @Test func docstringsLoseTheirIndentation() throws {
    let code = try function("f", of: "def f():\n  '''  a\n    b\n      c\n    '''")
    #expect(code.constants.first == .text(Text("a\nb\n  c\n")))
  }

  @Test func cellsOfParametersStandInTheirRegisters() throws {
    let header = try function("f", of: "def f(a, b):\n  c = 1\n  return lambda: (b, c)").header
    #expect(header.cellNames.map(\.string) == ["b", "c"])
    #expect(header.cellRegisters == [Register(1), Register(2)])
  }

  @Test func namesOfTheCalleeAreNotMangled() throws {
    let source = "class A:\n  def f(self, x):\n    x(__a=1)\n    match x:\n      case B(__b=y): self.__c"
    let code = try function("f", of: source)
    #expect(code.constants.contains(.tuple([.text(Text("__a"))])))
    #expect(code.constants.contains(.tuple([.integer(0), .text(Text("__b"))])))
    #expect(code.names.contains(Text("_A__c")))
  }

  @Test func annotationsAreTextUnderTheFutureImport() throws {
    let source = "from __future__ import annotations\ndef f(x: (a|b)[c,]): pass"
    #expect(try function("__annotate__", of: source).constants.contains(.text(Text("(a | b)[c,]"))))
  }
}

@Suite struct CompileErrors {
  @Test(arguments: [
    ("return", "'return' outside function", 0), ("def f():\n  break", "'break' outside loop", 2),
    ("x = *a", "can't use starred expression here", 4), ("f(a=1, a=2)", "keyword argument repeated: a", 7),
    ("match x:\n  case a | b: pass", "name capture 'a' makes remaining patterns unreachable", 7),
    ("try: pass\nexcept: pass\nexcept A: pass", "default 'except:' must be last", 0),
    ("a, *b, *c = d", "multiple starred expressions in assignment", 0),
  ])
  func message(source: String, message: String, column: Int32) throws {
    let found = try #require(error(source))
    #expect(found.message == message)
    #expect(found.column == column)
  }

  @Test func warningsOfMistakes() throws {
    #expect(try compile("x is 1").warnings.map(\.message) == ["\"is\" with 'int' literal. Did you mean \"==\"?"])
    #expect(try compile("assert (x, 'm')").warnings.map(\.message) == [
      "assertion is always true, perhaps remove parentheses?"
    ])
  }

  @Test func codeOfAFinallyBodyWarnsOnce() throws {
    #expect(try compile("def f():\n  try: return\n  finally: x is 1").warnings.count == 1)
  }

  @Test func chainsMayBeLongerThanTheStack() throws {
    #expect(onLargeStack { error("a" + String(repeating: "()", count: 3000)) == nil })
    #expect(onLargeStack { error("x = 'a'" + String(repeating: " + 'b'", count: 50_000)) == nil })
  }

  @Test func everythingVerifies() throws {
    let source = """
      async def f(a, *b, c=1, **d):
        async with a as x, b as y:
          async for i in x:
            try:
              yield [j async for j in i if await j]
            except* E as e:
              pass
            finally:
              del i
        match a:
          case {"k": v, **rest} if v: return
          case [1, *_, A(x=2) | B()]: pass
      """
    #expect(try compile(source).code.verify().isEmpty)
  }
}
