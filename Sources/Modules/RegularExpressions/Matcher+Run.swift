import CRuntime
import Runtime

extension Matcher {
  /// Tries the program at a position and, in a search, at each later one where a match may begin. Where it fails, all
  /// registers have the values that they had.
  @inline(never)
  mutating func run<Unit: CodeUnit>(
    _ text: UnsafePointer<Unit>, from first: Int, isSearch: Bool
  ) throws(Raised) -> Bool {
    let (code, data, registers, end) = (code, data, registers, end)
    let leadingLoop = Int(header.leadingLoop)
    // Few registers are reset at once where an attempt fails that has left no choice; what they held is not kept then.
    let resetsRegisters = header.registers <= 16
    var needsReset = false
    var start = first
    var stack = stack
    defer { self.stack = stack }
    stack.top = stack.base
    stack.push(.bottom, 0, 0)
    var fuel = fuel
    var position = start
    var pc = 1

    // An instruction that succeeds goes on with `continue program`; one that leaves the switch has failed.
    program: while true {
      let instruction = code[pc]
      if stack.top > stack.limit { try stack.grow(context) }
      switch instruction.operation {
      case .accept:
        if isFull && position != end || position == forbidden { break }
        (matchStart, matchEnd) = (start, position)
        self.fuel = fuel
        return true

      case .fail: break

      case .literal:
        if position < end, text[position].code == instruction.a {
          position &+= 1
          pc &+= 1
          continue program
        }

      case .any, .notNewline, .notLiteral, .set, .localeSet:
        if position < end, matches(instruction, text[position], data) {
          position &+= 1
          pc &+= 1
          continue program
        }

      case .run:
        let count = Int(instruction.b)
        if end - position >= count, hasRun(instruction, text + position, data) {
          position &+= count
          pc &+= 1
          continue program
        }

      case .mark:
        let register = Int(instruction.a)
        if resetsRegisters, stack.hasNoChoice {
          needsReset = true
        } else {
          stack.push(.register, instruction.a, registers[register])
        }
        registers[register] = position
        pc &+= 1
        continue program

      case .endMark:
        let register = Int(instruction.a)
        if resetsRegisters, stack.hasNoChoice {
          needsReset = true
        } else {
          stack.push(.endMark, instruction.a, registers[register], lastIndex)
        }
        registers[register] = position
        lastIndex = register / 2 &+ 1
        pc &+= 1
        continue program

      case .position:
        if holds(SourceCondition(rawValue: UInt32(instruction.mode)).unsafelyUnwrapped, text, position) {
          pc &+= 1
          continue program
        }

      case .reference:
        let (from, to) = (registers[Int(instruction.a) * 2], registers[Int(instruction.a) * 2 + 1])
        if from < 0 || to < from || end - position < to - from { break }
        let count = to &- from
        if instruction.mode == CaseFolding.none.rawValue {
          var offset = 0
          while offset < count, text[from &+ offset].code == text[position &+ offset].code { offset &+= 1 }
          if offset < count { break }
        } else if !repeats(text, from, count, at: position, CaseFolding(rawValue: instruction.mode).unsafelyUnwrapped) {
          break
        }
        position &+= count
        pc &+= 1
        continue program

      case .conditional:
        let (from, to) = (registers[Int(instruction.a) * 2], registers[Int(instruction.a) * 2 + 1])
        pc = from >= 0 && to >= from ? pc &+ 1 : Int(instruction.b)
        continue program

      case .jump:
        pc = Int(instruction.a)
        continue program

      case .branch:
        fuel &-= 1
        let mask = alternatives(data + Int(instruction.a), text, position)
        if mask == 0 { break }
        let rest = mask & (mask &- 1)
        if rest != 0 { stack.push(.branch, UInt32(pc), position, Int(bitPattern: UInt(rest))) }
        pc = target(mask, data + Int(instruction.b))
        continue program

      case .possessive:
        let test = code[pc &+ 1]
        let stop = scan(test, text, from: position, to: limit(instruction, position), data)
        if stop &- position < Int(instruction.a) { break }
        position = stop
        pc &+= 2
        continue program

      case .greedy:
        let test = code[pc &+ 1]
        var stop = scan(test, text, from: position, to: limit(instruction, position), data)
        let least = position &+ Int(instruction.a)
        let filter = data.load(fromByteOffset: Int(instruction.c), as: FollowFilter.self)
        while stop >= least, !admits(filter, text, stop, data) { stop &-= 1 }
        if stop < least { break }
        if stop > least { stack.push(.greedy, UInt32(pc), stop, least) }
        position = stop
        pc &+= 2
        continue program

      case .lazy:
        let test = code[pc &+ 1]
        let last = limit(instruction, position)
        let least = Int(instruction.a)
        if least > 0 {
          if last &- position < least { break }
          let stop = scan(test, text, from: position, to: position &+ least, data)
          if stop &- position < least { break }
          position = stop
        }
        let filter = data.load(fromByteOffset: Int(instruction.c), as: FollowFilter.self)
        let stop = scanLazily(test, filter, text, from: position, to: last, data)
        if stop < 0 { break }
        stack.push(.lazy, UInt32(pc), stop, last)
        position = stop
        pc &+= 2
        continue program

      case .loopStart:
        let register = loop(instruction, data).register
        stack.push(.register, register, registers[Int(register)])
        stack.push(.register, register &+ 1, registers[Int(register) &+ 1])
        registers[Int(register)] = -1
        registers[Int(register) &+ 1] = -1
        pc &+= 1
        continue program

      case .loopGreedy:
        fuel &-= 1
        let loop = loop(instruction, data)
        let register = Int(loop.register)
        let rounds = nextRound(register, &stack)
        if rounds < Int(loop.least) {
          pc = Int(loop.body)
          continue program
        }
        if !mayGoOn(loop, rounds, position) {
          pc = Int(loop.exit)
          continue program
        }
        let mask = alternatives(data + Int(loop.table), text, position)
        if mask == 0 { break }
        if mask & 1 == 0 {
          pc = Int(loop.exit)
          continue program
        }
        if mask & 2 != 0 { stack.push(.choice, loop.exit, position) }
        begin(register, position, &stack)
        pc = Int(loop.body)
        continue program

      case .loopLazy:
        fuel &-= 1
        let loop = loop(instruction, data)
        let rounds = nextRound(Int(loop.register), &stack)
        if rounds < Int(loop.least) {
          pc = Int(loop.body)
          continue program
        }
        if !mayGoOn(loop, rounds, position) {
          pc = Int(loop.exit)
          continue program
        }
        let mask = alternatives(data + Int(loop.table), text, position)
        if mask == 0 { break }
        if mask & 2 == 0 {
          pc &+= 1
          continue program
        }
        if mask & 1 != 0 { stack.push(.choice, UInt32(pc &+ 1), position) }
        pc = Int(loop.exit)
        continue program

      case .loopBody:
        let loop = loop(instruction, data)
        begin(Int(loop.register), position, &stack)
        pc = Int(loop.body)
        continue program

      case .loopPossessive:
        fuel &-= 1
        let loop = loop(instruction, data)
        let register = Int(loop.register)
        let rounds = nextRound(register, &stack)
        if rounds < Int(loop.least) {
          stack.push(.barrier, instruction.b, position)
        } else if mayGoOn(loop, rounds, position) {
          stack.push(.barrier, loop.exit, position)
          begin(register, position, &stack)
        } else {
          pc = Int(loop.exit)
          continue program
        }
        pc = Int(loop.body)
        continue program

      case .barrier:
        stack.push(.barrier, instruction.a, position)
        pc &+= 1
        continue program

      case .back:
        if position < Int(instruction.a) { break }
        position &-= Int(instruction.a)
        pc &+= 1
        continue program

      case .commit:
        stack.dropChoices(from: stack.barrier)
        pc &+= 1
        continue program

      case .commitLook:
        let barrier = stack.barrier
        position = barrier.pointee.position
        stack.dropChoices(from: barrier)
        pc &+= 1
        continue program

      case .refuse:
        let barrier = stack.barrier
        while stack.top - 1 > barrier {
          stack.top -= 1
          restore(stack.top.pointee)
        }
        stack.top = barrier
      }

      if fuel <= 0 {
        try lookAtEvents()
        fuel = self.fuel
      }

      // Back to the newest choice.
      while true {
        fuel &-= 1
        let frame = stack.top - 1
        switch frame.pointee.kind {
        case .bottom:
          if needsReset {
            reset()
            needsReset = false
          }
          if isSearch {
            // What a loop at the pattern's beginning has run through begins no match either: all places where the loop
            // may end have been tried.
            if leadingLoop != 0 { start = scan(code[leadingLoop], text, from: start, to: max(start, end), data) }
            start = candidate(text, from: start &+ 1)
            if start >= 0 {
              position = start
              pc = 1
              continue program
            }
          }
          self.fuel = fuel
          return false

        case .choice, .barrier:
          stack.top = frame
          position = frame.pointee.position
          pc = Int(frame.pointee.index)
          continue program

        case .branch:
          let mask = UInt64(UInt(bitPattern: frame.pointee.extra))
          let rest = mask & (mask &- 1)
          position = frame.pointee.position
          pc = target(mask, data + Int(code[Int(frame.pointee.index)].b))
          if rest == 0 { stack.top = frame } else { frame.pointee.extra = Int(bitPattern: UInt(rest)) }
          continue program

        case .greedy:
          let instruction = code[Int(frame.pointee.index)]
          let filter = data.load(fromByteOffset: Int(instruction.c), as: FollowFilter.self)
          let least = frame.pointee.extra
          var stop = frame.pointee.position &- 1
          while stop >= least, !admits(filter, text, stop, data) { stop &-= 1 }
          if stop <= least { stack.top = frame } else { frame.pointee.position = stop }
          if stop < least { continue }
          position = stop
          pc = Int(frame.pointee.index) &+ 2
          continue program

        case .lazy:
          let pause = frame.pointee.position
          let test = code[Int(frame.pointee.index) &+ 1]
          if pause < frame.pointee.extra, matches(test, text[pause], data) {
            let instruction = code[Int(frame.pointee.index)]
            let filter = data.load(fromByteOffset: Int(instruction.c), as: FollowFilter.self)
            let stop = scanLazily(test, filter, text, from: pause &+ 1, to: frame.pointee.extra, data)
            if stop >= 0 {
              frame.pointee.position = stop
              position = stop
              pc = Int(frame.pointee.index) &+ 2
              continue program
            }
          }
          stack.top = frame

        case .register:
          registers[Int(frame.pointee.index)] = frame.pointee.position
          stack.top = frame

        case .endMark:
          registers[Int(frame.pointee.index)] = frame.pointee.position
          lastIndex = frame.pointee.extra
          stack.top = frame
        }
      }
    }
  }

  // MARK: Registers

  /// Puts back what registers held before a part that is given up as a whole.
  private mutating func restore(_ frame: BacktrackFrame) {
    if frame.kind != .register && frame.kind != .endMark { return }
    registers[Int(frame.index)] = frame.position
    if frame.kind == .endMark { lastIndex = frame.extra }
  }

  @inline(__always)
  private func loop(_ instruction: PatternInstruction, _ data: UnsafeRawPointer) -> CountedLoop {
    data.load(fromByteOffset: Int(instruction.a), as: CountedLoop.self)
  }

  /// Counts one more round.
  @inline(__always)
  private func nextRound(_ register: Int, _ stack: inout BacktrackStack) -> Int {
    let rounds = registers[register] &+ 1
    stack.push(.register, UInt32(register), registers[register])
    registers[register] = rounds
    return rounds
  }

  @inline(__always)
  private func mayGoOn(_ loop: CountedLoop, _ rounds: Int, _ position: Int) -> Bool {
    (loop.limit == .max || rounds < Int(loop.limit))
      && (loop.mayBeEmpty == 0 || registers[Int(loop.register) &+ 1] != position)
  }

  /// Notes where a round begins.
  @inline(__always)
  private func begin(_ register: Int, _ position: Int, _ stack: inout BacktrackStack) {
    stack.push(.register, UInt32(register &+ 1), registers[register &+ 1])
    registers[register &+ 1] = position
  }

  /// How far a character loop may go.
  @inline(__always)
  private func limit(_ instruction: PatternInstruction, _ position: Int) -> Int {
    // A position that was asked for may be beyond the end.
    instruction.b == .max || end &- position < Int(instruction.b) ? max(end, position) : position &+ Int(instruction.b)
  }
}
