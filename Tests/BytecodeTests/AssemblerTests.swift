import Testing

@testable import Bytecode


/// The opcodes of a code object, prefixes included.
private func opcodes(_ code: CodeObject) -> [Opcode] { code.instructions.compactMap(\.opcode) }

@Suite struct AssemblerTests {
  @Test func constantsAreInternedByTypeAndSign() {
    var assembler = Assembler()
    let indices = Samples.constants.map { assembler.constant($0).index }
    #expect(indices == Array(0..<Samples.constants.count))
    #expect(Samples.constants.map { assembler.constant($0).index } == indices)
  }

  @Test func namesAreInterned() {
    var assembler = Assembler()
    let texts = (0..<100).map { Text("name\($0)") }
    let indices = texts.map { assembler.name($0).index }
    #expect(indices == Array(0..<100))
    #expect(texts.map { assembler.name($0).index } == indices)
  }

  @Test func operandsHaveTheirSlots() {
    let code = Samples.function(["x"], registerCount: 2) { code in
      code.add(
        result: Register(1), left: .register(Register(0)), right: .constant(code.constant(.integer(7))), inPlace: true)
      code.return(value: .register(Register(1)))
    }
    let word = code.instructions[0]
    #expect(word.opcode == .add)
    #expect((word.a, word.b, word.c, word.d) == (1, 0, 0, 1))
    #expect(word.cIsConstant && !word.aIsConstant && !word.bIsConstant)
  }

  @Test func wideOperandsTakeAPrefix() {
    let code = Samples.function(registerCount: 2) { code in
      for value in 0...0x10000 { _ = code.constant(.integer(Int64(value))) }
      code.loadConstant(result: Register(0), value: code.constant(.integer(0x10000)))
      code.return(value: .register(Register(0)))
    }
    #expect(opcodes(code) == [.extend, .loadConstant, .return])
    let instruction = code.decode(at: 0)!
    #expect(instruction.opcode == .loadConstant && instruction.b == 0x10000 && instruction.next == 2)
    #expect(code.verify() == [])
  }

  /// Each jump's reach is exactly 16 bits with a sign.
  @Test(arguments: [32766, 32767, 32768, 40000]) func farJumpsGrow(distance: Int) {
    let forwards = Samples.function(["x"], registerCount: 2) { code in
      let end = code.newLabel()
      code.jumpIfFalse(condition: .register(Register(0)), target: end)
      for _ in 0..<distance { code.move(result: Register(1), source: Register(0)) }
      code.bind(end)
      code.return(value: .register(Register(0)))
    }
    let jump = forwards.decode(at: 0)!
    #expect(jump.next == (distance <= 32767 ? 1 : 2))
    #expect(jump.target == jump.next + distance)
    #expect(forwards.verify() == [])

    let backwards = Samples.function(["x"], registerCount: 2) { code in
      let start = code.newLabel()
      code.bind(start)
      for _ in 0..<distance { code.move(result: Register(1), source: Register(0)) }
      code.loop(target: start)
    }
    let loop = backwards.decode(at: distance)!
    #expect(loop.next - loop.start == (distance < 32768 ? 1 : 2))
    #expect(loop.target == 0)
    #expect(backwards.verify() == [])
  }

  /// One jump that grows pushes the target of another out of reach.
  @Test func growthSpreads() {
    let code = Samples.function(["x"], registerCount: 2) { code in
      let (near, far) = (code.newLabel(), code.newLabel())
      code.jumpIfFalse(condition: .register(Register(0)), target: near)
      code.jumpIfFalse(condition: .register(Register(0)), target: far)
      for _ in 0..<32766 { code.move(result: Register(1), source: Register(0)) }
      code.bind(near)
      for _ in 0..<2 { code.move(result: Register(1), source: Register(0)) }
      code.bind(far)
      code.return(value: .register(Register(0)))
    }
    #expect(opcodes(code).prefix(4) == [.extend, .jumpIfFalse, .extend, .jumpIfFalse])
    #expect(code.verify() == [])
  }

  @Test func whatCannotBeReachedIsDropped() {
    let code = Samples.function(["x"], registerCount: 2) { code in
      code.return(value: .register(Register(0)))
      #expect(code.isUnreachable)
      let unused = code.newLabel()
      code.bind(unused)
      #expect(!code.isUnreachable)
      code.move(result: Register(1), source: Register(0))
      code.return(value: .register(Register(1)))
    }
    #expect(opcodes(code) == [.return])
  }

  /// A handler that only instructions that cannot raise lead to goes too.
  @Test func idleHandlersAreDropped() {
    let code = Samples.function(["x"], registerCount: 3) { code in
      let handler = code.newLabel()
      code.enterTry(handler: handler)
      code.move(result: Register(1), source: Register(0))
      code.leaveTry()
      code.return(value: .register(Register(1)))
      code.bind(handler)
      code.enterHandler(state: Register(1))
      code.reraise(exception: Register(2))
    }
    #expect(opcodes(code) == [.move, .return])
    #expect(code.exceptionRanges.isEmpty)
  }

  @Test func jumpsToJumpsAreThreaded() {
    let code = Samples.function(["x"], registerCount: 2) { code in
      let (middle, end) = (code.newLabel(), code.newLabel())
      // An end without a line would be placed wherever control comes from.
      code.position = .line(1)
      code.jumpIfFalse(condition: .register(Register(0)), target: middle)
      code.positive(result: Register(1), operand: .register(Register(0)))
      code.bind(middle)
      code.jump(target: end)
      code.nop()
      code.bind(end)
      code.return(value: .register(Register(0)))
    }
    #expect(opcodes(code) == [.jumpIfFalse, .positive, .return])
    #expect(code.decode(at: 0)!.target == 2)
  }

  /// `pass` on a line of its own keeps that line for tracing.
  @Test func nopsKeepTheirLine() {
    let code = Samples.function(registerCount: 1) { code in
      let constant = code.constant(.none)
      code.position = .line(2)
      code.nop()
      code.position = .line(3)
      code.nop()
      code.return(value: .constant(constant))
    }
    #expect(opcodes(code) == [.nop, .return])
    #expect(code.positions.lines().map(\.line) == [2, 3])
  }

  @Test func theInnermostHandlerWins() {
    let code = Samples.function(["x"], registerCount: 4) { code in
      let (outer, inner) = (code.newLabel(), code.newLabel())
      code.enterTry(handler: outer)
      code.positive(result: Register(1), operand: .register(Register(0)))
      code.enterTry(handler: inner)
      code.negative(result: Register(1), operand: .register(Register(0)))
      code.leaveTry()
      code.invert(result: Register(1), operand: .register(Register(0)))
      code.leaveTry()
      code.return(value: .register(Register(1)))
      for label in [outer, inner] {
        code.bind(label)
        code.enterHandler(state: Register(1))
        code.reraise(exception: Register(2))
      }
    }
    #expect((0..<4).map { code.handler(at: $0) } == [4, 6, 4, nil])
    #expect(code.exceptionRanges.count == 3)
    #expect(code.verify() == [])
  }

  @Test func positionsComeBack() {
    let positions: [SourcePosition] = [
      .none, .line(7), SourcePosition(line: 3, endLine: 3, column: 0, endColumn: 200),
      SourcePosition(line: 3, endLine: 3, column: 4, endColumn: 5),
      SourcePosition(line: 1, endLine: 900, column: 70000, endColumn: 2), .none,
      SourcePosition(line: 3_000_000, endLine: 3_000_000, column: 9, endColumn: 9), .line(1),
    ]
    var builder = PositionTableBuilder(firstLine: 5, capacity: 0)
    for (index, position) in positions.enumerated() { builder.append(position, count: index * 20 + 1) }
    let table = builder.finish()
    let expected = positions.enumerated().flatMap { Array(repeating: $1, count: $0 * 20 + 1) }
    #expect(table.positions() == expected)
    #expect(expected.indices.allSatisfy { table[$0] == expected[$0] })
    #expect(table[expected.count] == .none)
    #expect(table.lines().map(\.line) == [-1, 7, 3, 1, -1, 3_000_000, 1])
  }
}
