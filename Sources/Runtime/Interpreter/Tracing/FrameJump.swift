import Bytecode
import CRuntime

// `frame.f_lineno = line`: a trace function sends the frame that it was called for elsewhere. What the instructions there
// read of temporaries must be what is in them now: the iterator of a loop, the exit of a `with`, the state of a handler.
//
//     RegisterRoles    what is in each temporary before each instruction
//     FrameJump        where a line begins, and whether a frame may go there

/// What a trace function may do about where its frame goes on.
enum JumpPermission: UInt8 {
  /// No trace function runs.
  case none
  case granted
  /// The frame has not begun.
  case beforeBeginning
  /// It has called, returned or raised.
  case refused
}

/// What temporaries hold before each instruction.
private struct RegisterRoles {
  enum Role {
    static let nothing: Int32 = 0
    /// The exit of a `with`, as good as any other's.
    static let exit: Int32 = 1
    static let iterator: Int32 = 2
    /// And the word of the handler.
    static let handler: Int32 = 3
    /// Part of an expression, which the instruction at a word has made.
    static func part(_ word: Int) -> Int32 { -1 - Int32(truncatingIfNeeded: word) }
  }

  let count: Int
  private let first: Int
  private var roles: [Int32]
  private var isReached: [Bool]

  init(_ code: CodeObject) {
    first = code.variableCount
    count = max(0, code.registerCount - first)
    roles = [Int32](repeating: Role.nothing, count: count * (code.instructions.count + 1))
    isReached = [Bool](repeating: false, count: code.instructions.count + 1)
    guard !code.instructions.isEmpty else { return }
    isReached[0] = true
    var waiting = [0]
    while let word = waiting.popLast() {
      guard let instruction = code.decode(at: word) else { continue }
      var row = Array(roles[word * count..<(word + 1) * count])
      if let handler = code.handler(at: word) { merge(row, into: handler, &waiting) }
      let description = instruction.opcode.instruction
      if description.jumps, instruction.opcode != .forNext { merge(row, into: instruction.target, &waiting) }
      apply(instruction, description, to: &row)
      if instruction.opcode == .forNext { merge(row, into: instruction.target, &waiting) }
      if !description.attributes.contains(.ends) { merge(row, into: instruction.next, &waiting) }
    }
  }

  /// The roles before a word; nil where no way leads to it.
  func before(_ word: Int) -> ArraySlice<Int32>? {
    isReached[word] ? roles[word * count..<(word + 1) * count] : nil
  }

  private mutating func merge(_ row: [Int32], into word: Int, _ waiting: inout [Int]) {
    var isChanged = !isReached[word]
    for index in 0..<count {
      let place = word * count + index
      let merged = isReached[word] && roles[place] != row[index] ? Role.nothing : row[index]
      if roles[place] != merged { isChanged = true }
      roles[place] = merged
    }
    isReached[word] = true
    if isChanged { waiting.append(word) }
  }

  private func apply(_ instruction: DecodedInstruction, _ description: Instruction, to row: inout [Int32]) {
    var role = Role.part(instruction.start)
    switch instruction.opcode {
    case .getIterator, .getAsyncIterator: role = Role.iterator
    case .loadSpecial: role = Role.exit
    case .enterHandler: role = Role.handler + Int32(instruction.start)
    case .move where Int(instruction.b) >= first: role = row[Int(instruction.b) - first]
    default: break
    }
    description.forEachOperand { operand in
      let register = instruction[operand.slot]
      switch operand.role {
      case .write, .clear, .maybeWrite, .cellWrite: set(register, 1, role, in: &row)
      case .writes(let count): set(register, instruction.count(count), role, in: &row)
      case .window: set(register + 1, first + count, Role.nothing, in: &row)
      default: break
      }
    }
  }

  private func set(_ register: Int, _ number: Int, _ role: Int32, in row: inout [Int32]) {
    for index in max(0, register - first)..<max(0, register - first, min(register - first + number, count)) {
      row[index] = role
    }
  }
}

struct FrameJump {
  private let context: Context
  private let frame: FramePointer
  private let code: CodeObject
  private let roles: RegisterRoles
  private let live: [UInt64]
  private let rowWords: Int

  init(_ context: Context, _ frame: FramePointer) {
    (self.context, self.frame) = (context, frame)
    code = frame.code.portable
    roles = RegisterRoles(code)
    let liveness = Liveness(code, firstTemporary: code.variableCount)
    rowWords = liveness.rowWords
    var table = [UInt64](repeating: 0, count: max(1, liveness.tableWords))
    table.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { liveness.fillTargets(base) } }
    live = table
  }

  /// Has the frame go on where a line begins, or the next one that has code.
  func go(to line: Int64) throws(Raised) {
    let positions = code.positions.positions()
    if line < Int64(code.header.firstLine) {
      throw context.raise(.valueError, "line \(line) comes before the current code block")
    }
    var starts: [(word: Int, line: Int32)] = []
    for word in positions.indices where positions[word].line >= 0 {
      let before = positions[..<word].last { $0.line >= 0 }
      if before?.line == positions[word].line { continue }
      // The bottom of a loop over items is no place to begin.
      if code.decode(at: word)?.opcode != .forNext { starts.append((word, positions[word].line)) }
    }
    guard let wanted = starts.lazy.filter({ Int64($0.line) >= line }).map({ $0.line }).min() else {
      throw context.raise(.valueError, "line \(line) comes after the current code block")
    }
    var best: (word: Int, depth: Int)?
    var obstacle: StaticString = "can't jump into an exception handler, or code may be unreachable"
    for start in starts where start.line == wanted {
      if let reason = obstacleOnWay(to: start.word) {
        obstacle = reason
      } else if depth(at: start.word) > best?.depth ?? -1 {
        best = (start.word, depth(at: start.word))
      }
    }
    guard let best else { throw context.raise(.valueError, "\(obstacle)") }
    try bindVariables()
    leaveHandlers(for: best.word)
    frame.pointee.pc = UnsafePointer(frame.code.pointer.pointee.instructions + best.word)
    guard let object = FrameObject(ifExactly: frame.pointee.object) else { return }
    object.pointer.pointee.tracedLine = -1
    object.pointer.pointee.tracedWord = Int64(best.word) - 1
  }

  private func isLive(_ register: Int, at word: Int) -> Bool {
    live[word * rowWords + register >> 6] >> UInt64(register & 63) & 1 != 0
  }

  private func depth(at word: Int) -> Int { (0..<roles.count).count { isLive($0, at: word) } }

  /// Where the frame stands: the roles before the instruction that is about to run.
  private var current: ArraySlice<Int32>? { roles.before(frame.currentWord) }

  /// Why the frame may not go on at a word; nil where it may.
  private func obstacleOnWay(to word: Int) -> StaticString? {
    guard let there = roles.before(word), let here = current else {
      return "can't jump into an exception handler, or code may be unreachable"
    }
    for index in (0..<roles.count).reversed() where isLive(index, at: word) {
      let wanted = there[there.startIndex + index]
      let isThere = isLive(index, at: frame.currentWord) && here[here.startIndex + index] == wanted
      if wanted != RegisterRoles.Role.nothing, isThere { continue }
      switch wanted {
      case RegisterRoles.Role.iterator: return "can't jump into the body of a for loop"
      case RegisterRoles.Role.handler...: return "can't jump into an 'except' block as there's no exception"
      default: return "incompatible stacks"
      }
    }
    return nil
  }

  /// Variables that are unbound become None: the code there may rely on their having a value.
  private func bindVariables() throws(Raised) {
    let cells = code.header.cellRegisters
    let unbound = (0..<code.header.variableNames.count).filter { index in
      frame.pointee.registers[index] == .unbound && !cells.contains { Int($0.index) == index }
    }
    if unbound.isEmpty { return }
    let count = unbound.count
    try context.warn(.runtimeWarning, "assigning None to \(count) unbound local\(count == 1 ? "" : "s")")
    for index in unbound { store(.none, to: frame.pointee.registers + index) }
  }

  /// What the outermost of the handlers that the frame leaves has found is what is being handled again.
  private func leaveHandlers(for word: Int) {
    guard let here = current else { return }
    let first = code.variableCount
    for index in 0..<roles.count where here[here.startIndex + index] >= RegisterRoles.Role.handler {
      if !isLive(index, at: frame.currentWord) || isLive(index, at: word) { continue }
      let before = frame.pointee.registers[first + index]
      context.pointee.handledException = before == .none ? .empty : before
      return
    }
  }
}

extension FrameObject {
  /// `f_lineno = line`.
  func jump(_ context: Context, to line: Value) throws(Raised) {
    guard context.isInt(line) else { throw context.raise(.valueError, "lineno must be an integer") }
    guard let live = pointer.pointee.live, let tracing = context.tracing else {
      throw context.raise(.valueError, "f_lineno can only be set in a trace function")
    }
    switch tracing.pointee.jumping {
    case .none: throw context.raise(.valueError, "f_lineno can only be set in a trace function")
    case .beforeBeginning:
      throw context.raise(.valueError, "can't jump from the 'call' trace event of a new frame")
    case .refused: throw context.raise(.valueError, "can only jump from a 'line' trace event")
    case .granted: try FrameJump(context, live).go(to: context.machineIndex(of: line))
    }
  }
}
