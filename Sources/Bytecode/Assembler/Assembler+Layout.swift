extension Assembler {
  /// The code object. `registerCount` is the size of the window.
  public consuming func finish(_ header: CodeHeader, registerCount: Int) -> CodeObject {
    var layout = Layout(drafts: drafts, positions: positions, labels: labels)
    layout.resolve()
    layout.removeUnreachable()
    layout.placeExits()
    layout.removeIdle()
    layout.place()
    return CodeObject(
      header: header, names: nameList, constants: constantList, instructions: layout.words(),
      positions: layout.positionTable(firstLine: header.firstLine), exceptionRanges: layout.exceptionRanges(),
      registerCount: registerCount)
  }
}

/// From drafts to instruction words.
private struct Layout {
  private var drafts: [Assembler.Draft]
  private var positions: [SourcePosition]
  /// The draft that each label is bound to.
  private let labels: [Int32]
  private var kept: [Bool]
  /// The word at which each draft's encoding begins (its prefix, where it has one), and the end of the last.
  private var starts: [Int32] = []

  init(drafts: [Assembler.Draft], positions: [SourcePosition], labels: [Int32]) {
    (self.drafts, self.positions, self.labels) = (drafts, positions, labels)
    kept = Array(repeating: false, count: drafts.count)
  }

  /// Replaces labels by the drafts that they are bound to.
  mutating func resolve() {
    for index in drafts.indices {
      if drafts[index].opcode.instruction.jumps {
        let target = labels[Int(drafts[index].c)]
        precondition(target >= 0, "a label is not bound")
        drafts[index].c = UInt32(bitPattern: target)
      }
      if drafts[index].handler >= 0 {
        let handler = labels[Int(drafts[index].handler)]
        precondition(handler >= 0, "a handler's label is not bound")
        drafts[index].handler = handler
      }
    }
    for index in drafts.indices where drafts[index].opcode.instruction.jumps { thread(index) }
  }

  /// Sends a jump that leads to another `jump` where that one goes, unless tracing would miss a line. Few steps
  /// suffice, and a bound keeps the whole linear.
  private mutating func thread(_ index: Int) {
    var steps = 0
    while steps < 8, Int(drafts[index].c) < drafts.count {
      let target = Int(drafts[index].c)
      let line = positions[target].line
      guard drafts[target].opcode == .jump, target > index, line < 0 || line == positions[index].line else { return }
      drafts[index].c = drafts[target].c
      steps += 1
    }
  }

  /// Keeps what control can reach: along the code, by jumps, and by exceptions of what may raise.
  mutating func removeUnreachable() {
    var pending: [Int] = [0]
    while let first = pending.popLast() {
      var index = first
      while index < drafts.count, !kept[index] {
        kept[index] = true
        let draft = drafts[index]
        let instruction = draft.opcode.instruction
        if instruction.jumps { pending.append(Int(draft.c)) }
        if draft.handler >= 0 {
          if instruction.attributes.contains(.raises) {
            if !(Int(draft.handler) < drafts.count && kept[Int(draft.handler)]) { pending.append(Int(draft.handler)) }
          } else {
            drafts[index].handler = -1
          }
        }
        if instruction.attributes.contains(.ends) { break }
        index += 1
      }
    }
  }

  // MARK: Exits

  /// The end of a body, which no line of the source stands for, belongs to the line that control comes from. So each way
  /// there gets an end of its own.
  mutating func placeExits() {
    let count = drafts.count
    for index in 0..<count where kept[index] && drafts[index].opcode == .jump {
      let target = Int(drafts[index].c)
      if target > index, exit(from: target) == target { drafts[index] = drafts[target] }
    }
    // Jumps of one line share an end.
    var (lastTarget, lastLine, lastEnd) = (-1, Int32(-1), 0)
    for index in 0..<count where kept[index] && drafts[index].opcode.instruction.jumps {
      let target = Int(drafts[index].c)
      guard target > index, let end = exit(from: target) else { continue }
      let position = positionBefore(index + 1)
      guard position.hasLine else { continue }
      if target != lastTarget || position.line != lastLine {
        (lastTarget, lastLine, lastEnd) = (target, position.line, drafts.count)
        for place in target...end where kept[place] {
          drafts.append(drafts[place])
          positions.append(position)
          kept.append(true)
        }
      }
      drafts[index].c = UInt32(truncatingIfNeeded: lastEnd)
    }
    dropExits(before: count)
  }

  /// What is left of an exit takes the line of what goes on there, or is reached no more.
  private mutating func dropExits(before count: Int) {
    var isTarget = Array(repeating: false, count: drafts.count + 1)
    for index in drafts.indices where kept[index] {
      if drafts[index].opcode.instruction.jumps { isTarget[Int(drafts[index].c)] = true }
      if drafts[index].handler >= 0 { isTarget[Int(drafts[index].handler)] = true }
    }
    // Whether control comes from the draft before.
    var falls = true
    for index in 0..<count where kept[index] {
      if !positions[index].hasLine, exit(from: index) != nil {
        if falls {
          positions[index] = positionBefore(index)
        } else if !isTarget[index] {
          kept[index] = false
          continue
        }
      }
      falls = !drafts[index].opcode.instruction.attributes.contains(.ends)
    }
  }

  /// Where the exit ends that begins at a draft: few instructions without lines, the last of which returns.
  private func exit(from start: Int) -> Int? {
    var (index, length) = (start, 0)
    while index < drafts.count, length < 8 {
      let draft = drafts[index]
      if kept[index] {
        if positions[index].hasLine || draft.opcode.instruction.jumps { return nil }
        if draft.opcode == .return { return index }
        if draft.opcode.instruction.attributes.contains(.ends) { return nil }
        length += 1
      }
      index += 1
    }
    return nil
  }

  /// The position of what is executed before a draft.
  private func positionBefore(_ index: Int) -> SourcePosition {
    var index = index - 1
    while index >= 0 {
      if kept[index] {
        if positions[index].hasLine { return positions[index] }
        if drafts[index].opcode == .enterHandler { return .none }
      }
      index -= 1
    }
    return .none
  }

  // MARK: Idle instructions

  /// Drops jumps to the next instruction, and those `nop`s whose line the next instruction keeps.
  mutating func removeIdle() {
    var next = drafts.count
    for index in drafts.indices.reversed() where kept[index] {
      if drafts[index].opcode == .jump, keptIndex(from: Int(drafts[index].c), known: next, after: index) == next {
        drafts[index].opcode = .nop
        drafts[index].c = 0
      }
      let line = positions[index].line
      if drafts[index].opcode == .nop, line < 0 || (next < drafts.count && positions[next].line == line) {
        kept[index] = false
      } else {
        next = index
      }
    }
  }

  /// The first kept draft from a target on, where that lies before `known`, the first kept one after `index`.
  private func keptIndex(from target: Int, known: Int, after index: Int) -> Int {
    target > index && target <= known ? known : target
  }

  // MARK: Words

  /// Chooses each draft's size. Jumps start short and grow, which moves others' targets further away, never nearer: the
  /// loop ends.
  mutating func place() {
    var long = Array(repeating: false, count: drafts.count)
    for index in drafts.indices where kept[index] {
      let draft = drafts[index]
      let c = draft.opcode.instruction.jumps ? 0 : draft.c
      long[index] = (draft.a | draft.b | c) > 0xFFFF
    }
    starts = Array(repeating: 0, count: drafts.count + 1)
    var changed = true
    while changed {
      changed = false
      var word: Int32 = 0
      for index in drafts.indices {
        starts[index] = word
        if kept[index] { word += long[index] ? 2 : 1 }
      }
      starts[drafts.count] = word
      for index in drafts.indices where kept[index] && !long[index] && drafts[index].opcode.instruction.jumps {
        if Int16(exactly: displacement(index)) == nil {
          long[index] = true
          changed = true
        }
      }
    }
  }

  /// From the word after a jump to its target.
  private func displacement(_ index: Int) -> Int32 { starts[Int(drafts[index].c)] - starts[index + 1] }

  func words() -> [InstructionWord] {
    var words: [InstructionWord] = []
    words.reserveCapacity(Int(starts[drafts.count]))
    for index in drafts.indices where kept[index] {
      let draft = drafts[index]
      let c = draft.opcode.instruction.jumps ? UInt32(bitPattern: displacement(index)) : draft.c
      if starts[index + 1] - starts[index] == 2 {
        words.append(InstructionWord(.extend, a: upper(draft.a), b: upper(draft.b), c: upper(c)))
      }
      words.append(
        InstructionWord(
          draft.opcode, flags: draft.flags, a: UInt16(truncatingIfNeeded: draft.a),
          b: UInt16(truncatingIfNeeded: draft.b), c: UInt16(truncatingIfNeeded: c)))
    }
    return words
  }

  private func upper(_ bits: UInt32) -> UInt16 { UInt16(truncatingIfNeeded: bits >> 16) }

  // MARK: Tables

  func positionTable(firstLine: Int32) -> PositionTable {
    var builder = PositionTableBuilder(firstLine: firstLine, capacity: drafts.count * 2)
    var run = SourcePosition.none
    var start: Int32 = 0
    for index in drafts.indices where kept[index] && positions[index] != run {
      builder.append(run, count: Int(starts[index] - start))
      (run, start) = (positions[index], starts[index])
    }
    builder.append(run, count: Int(starts[drafts.count] - start))
    return builder.finish()
  }

  /// Neighbouring instructions of one handler share an entry. What cannot raise has none, and does not part its
  /// neighbours.
  func exceptionRanges() -> [ExceptionRange] {
    var ranges: [ExceptionRange] = []
    var joins = false
    for index in drafts.indices where kept[index] {
      let draft = drafts[index]
      if draft.handler >= 0 {
        let handler = starts[Int(draft.handler)]
        if joins, let last = ranges.last, last.handler == handler {
          ranges[ranges.count - 1].end = starts[index + 1]
        } else {
          ranges.append(ExceptionRange(start: starts[index], end: starts[index + 1], handler: handler))
        }
        joins = true
      } else if draft.opcode.instruction.attributes.contains(.raises) {
        joins = false
      }
    }
    return ranges
  }
}
