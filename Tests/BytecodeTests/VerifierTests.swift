import Testing

@testable import Bytecode

private let (r0, r1, r2, r3) = (Register(0), Register(1), Register(2), Register(3))

private func messages(_ code: CodeObject) -> [String] { code.verify().map(\.message) }

/// A code object of raw words, as a damaged file might hold.
private func raw(_ words: [InstructionWord], registerCount: Int = 2) -> CodeObject {
  var positions = PositionTableBuilder(firstLine: 1, capacity: 0)
  positions.append(.line(1), count: words.count)
  return CodeObject(
    header: Samples.header(), names: [], constants: [.none], instructions: words, positions: positions.finish(),
    exceptionRanges: [], registerCount: registerCount)
}

@Suite struct VerifierTests {
  @Test func soundCodePasses() {
    #expect(messages(Samples.total) == [])
    #expect(messages(Samples.module) == [])
    #expect(messages(Samples.protected { $0.enterHandler(state: r2); $0.leaveHandler(state: r2) }) == [])
  }

  @Test func aTemporaryIsDefinedBeforeUse() {
    let code = Samples.function(["x"], registerCount: 2) { $0.return(value: .register(r1)) }
    #expect(messages(code) == ["return reads %0, which may hold nothing"])
  }

  @Test func aVariableIsCheckedWhereItMayBeUnbound() {
    func code(checks: Bool) -> CodeObject {
      Samples.function(["x"], variables: ["y"], registerCount: 2) { code in
        let end = code.newLabel()
        code.jumpIfFalse(condition: .register(r0), target: end)
        code.move(result: r1, source: r0)
        code.bind(end)
        if checks { code.checkBound(variable: r1) }
        code.return(value: .register(r1))
      }
    }
    #expect(messages(code(checks: false)) == ["return reads y, which may hold nothing"])
    #expect(messages(code(checks: true)) == [])
  }

  @Test func unbindingIsSeen() {
    let code = Samples.function(["x"], registerCount: 1) { code in
      code.unbind(variable: r0)
      code.return(value: .register(r0))
    }
    #expect(messages(code) == ["return reads x, which may hold nothing"])
  }

  @Test func aLoopsSecondRoundCounts() {
    let code = Samples.function(["x"], registerCount: 2) { code in
      let start = code.newLabel()
      code.positive(result: r1, operand: .register(r0))
      code.bind(start)
      code.negative(result: r0, operand: .register(r1))
      code.unbind(variable: r1)
      code.loop(target: start)
    }
    #expect(messages(code) == ["negative reads %0, which may hold nothing"])
  }

  @Test func aLoopsItemIsBoundInItsBodyOnly() {
    let code = Samples.function(["x"], registerCount: 3) { code in
      let (body, test) = (code.newLabel(), code.newLabel())
      code.getIterator(result: r1, iterable: .register(r0))
      code.jump(target: test)
      code.bind(body)
      code.positive(result: r0, operand: .register(r2))
      code.bind(test)
      code.forNext(item: r2, iterator: r1, target: body)
      code.return(value: .register(r2))
    }
    #expect(messages(code) == ["return reads %1, which may hold nothing"])
  }

  @Test func callsClobberTheirWindow() {
    let code = Samples.function(["x"], registerCount: 4) { code in
      for register in [r1, r2, r3] { code.move(result: register, source: r0) }
      code.call(result: r0, callee: r1, count: 1)
      code.return(value: .register(r3))
    }
    #expect(messages(code) == ["return reads %2, which may hold nothing"])
  }

  @Test func windowsLeaveVariablesAlone() {
    let code = Samples.function(["x", "y", "z"], registerCount: 3) { code in
      code.call(result: r0, callee: r1, count: 1)
      code.return(value: .register(r0))
    }
    #expect(messages(code) == ["a window over variables"])
  }

  @Test func handlersSeeWhatHeldBefore() {
    let code = Samples.protected { code in
      code.enterHandler(state: r2)
      code.positive(result: r0, operand: .register(r1))
    }
    #expect(messages(code) == [])
    let early = Samples.function(["x"], registerCount: 4) { code in
      let handler = code.newLabel()
      code.enterTry(handler: handler)
      code.positive(result: r1, operand: .register(r0))
      code.leaveTry()
      code.return(value: .register(r1))
      code.bind(handler)
      code.enterHandler(state: r2)
      code.return(value: .register(r1))
    }
    #expect(messages(early) == ["return reads %0, which may hold nothing"])
  }

  @Test func handlersBeginWithEnterHandler() {
    #expect(messages(Samples.protected { $0.nop(); $0.negative(result: r1, operand: .register(r0)) })
      == ["a handler that does not begin with enterHandler"])
  }

  @Test func handlersAreEnteredByExceptionsOnly() {
    let code = Samples.protected { code in
      let again = code.newLabel()
      code.bind(again)
      code.enterHandler(state: r2)
      code.loop(target: again)
    }
    #expect(messages(code) == ["goes on into the handler at 3"])
  }

  @Test func cellsAreCells() {
    let code = Samples.function(["x"], registerCount: 2) { code in
      code.loadCell(result: r1, cell: r0)
      code.return(value: .register(r1))
    }
    #expect(messages(code) == ["loadCell takes x for a cell, which it may not be"])
    let made = Samples.function(["x"], registerCount: 2) { code in
      code.makeCell(variable: r0)
      code.loadCell(result: r1, cell: r0)
      code.return(value: .register(r0))
    }
    #expect(messages(made) == ["return reads x, which may hold nothing"])
  }

  @Test func damagedWordsAreTold() {
    let end = InstructionWord(.return, flags: 1)
    #expect(messages(raw([end])) == [])
    #expect(messages(raw([])) == ["no instructions"])
    #expect(messages(raw([InstructionWord(bits: 0xFF)])) == ["not an instruction: opcode 255"])
    #expect(messages(raw([end, InstructionWord(.extend)])).first == "not an instruction: opcode 1")
    #expect(messages(raw([InstructionWord(.nop)])) == ["runs off its end"])
    #expect(messages(raw([InstructionWord(.newCell, a: 9), end])) == ["register %9 of 2"])
    #expect(messages(raw([InstructionWord(.return, flags: 1, a: 9)])) == ["constant 9 of 1"])
    #expect(messages(raw([InstructionWord(.loadGlobal), end])) == ["name 0 of 0"])
    #expect(messages(raw([InstructionWord(.newCell, flags: 1), end])) == ["a constant where a register must be"])
    #expect(messages(raw([InstructionWord(.jump, c: 9), end])) == ["jumps to 10, where no instruction begins"])
    #expect(messages(raw([InstructionWord(.jump, c: 0xFFFF), end])) == ["jumps backwards"])
    #expect(messages(raw([InstructionWord(.loop), end])) == ["loops forwards"])
    #expect(messages(raw([InstructionWord(.jump, c: 1), InstructionWord(.extend), end]))
      == ["jumps to 2, where no instruction begins"])
    #expect(messages(raw([InstructionWord(.startGenerator), end])) == ["suspends in a plain function"])
  }
}
