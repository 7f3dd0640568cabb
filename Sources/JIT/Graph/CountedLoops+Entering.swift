import CRuntime
import Runtime

// What is known, or asked for, before a counted loop is entered.

/// A way into a loop's header, by its number, and where the interpreter goes on that leaves machine code there.
struct LoopEntrance {
  let way: Int
  let snapshot: Snapshot
}

extension Graph {
  // MARK: Steps

  /// What a loop counts by, where all iterators that its own may be were made to count by the same. Of those that the
  /// interpreter had when it entered the graph that is guarded.
  mutating func knownStep(of loop: CountedLoop) -> Value? {
    var inputs: [Reference: [Reference]] = [:]
    for block in blocks { for phi in block.phis { inputs[phi.node] = phi.inputs } }
    var (seen, work) = (Swift.Set([loop.iterator]), [loop.iterator])
    var (steps, found) = (Swift.Set<UInt64>(), [(guarded: Reference, exit: Exit)]())
    while let iterator = work.popLast() {
      let sources: [Reference]
      switch self[iterator].operation {
      case .phi: sources = inputs[iterator] ?? []
      case .guardKinds(let word, .rangeIterator, let exit):
        if case .register = self[word].operation {
          found.append((iterator, exit))
          sources = []
        } else {
          sources = [word]
        }
      case .quick(.rangeIterator, let operands, _):
        guard case .constant(let step) = self[operands[2]].operation else { return nil }
        steps.insert(step)
        sources = []
      case .newObject:
        guard let step = stepOfMade(iterator) else { return nil }
        steps.insert(step)
        sources = []
      default: return nil
      }
      work += sources.filter { seen.insert($0).inserted }
    }
    guard steps.count == 1, let bits = steps.first, Value(bits: bits).isSmallInt else { return nil }
    for iterator in found { guardStep(bits, of: iterator.guarded, iterator.exit) }
    return Value(bits: bits)
  }

  /// The step of an iterator that the graph makes.
  private func stepOfMade(_ iterator: Reference) -> UInt64? {
    for block in blocks where block.nodes.contains(iterator) {
      for node in block.nodes {
        guard case .setField(iterator, RangeWord.step.offset, let step) = self[node].operation,
          case .constant(let bits) = self[step].operation
        else { continue }
        return bits
      }
    }
    return nil
  }

  private mutating func guardStep(_ step: UInt64, of iterator: Reference, _ exit: Exit) {
    guard let block = blocks.firstIndex(where: { $0.nodes.contains(iterator) }),
      let place = blocks[block].nodes.firstIndex(of: iterator)
    else { return }
    let found = newNode(.field(iterator, offset: RangeWord.step.offset), .word, .anything)
    let check = newNode(.guardWord(found, step, exit), .nothing)
    blocks[block].nodes.insert(contentsOf: [found, check], at: place + 1)
  }

  // MARK: The item before

  /// A φ of the item that was counted last need not be kept: it is one step before the position.
  mutating func replaceLastItems(of loop: CountedLoop, _ position: Reference, step: Value) {
    let phis = self[loop.header].phis.filter { isLastItem($0, of: loop) }
    if phis.isEmpty || step.smallInt == .min >> 1 { return }
    let back = newNode(.constant(Value(smallInt: -step.smallInt).bits), .word, .smallInt)
    let before = newNode(.nextPosition(position, step: back), .word, .anything)
    for phi in phis {
      self[phi.node].operation = .itemOfPosition(before)
      self[phi.node].kinds = .smallInt
    }
    self[loop.header].phis.removeAll { phi in phis.contains { $0.node == phi.node } }
    self[loop.header].nodes.insert(contentsOf: [back, before] + phis.map(\.node), at: 0)
  }

  private func isLastItem(_ phi: Block.Phi, of loop: CountedLoop) -> Bool {
    phi.inputs.indices.allSatisfy { way in
      let input = phi.inputs[way]
      if loop.members.contains(self[loop.header].predecessors[way]) { return input == loop.item }
      guard case .advanceRange(let iterator) = self[input].operation,
        loop.steady.value(of: loop.iterator, by: way, in: self) == iterator
      else { return false }
      return isLast(input, before: self[loop.header].predecessors[way], but: loop.header)
    }
  }

  /// Whether no iterator goes on between an item and the end of a block.
  private func isLast(_ item: Reference, before end: BlockReference, but header: BlockReference) -> Bool {
    guard let start = blocks.firstIndex(where: { $0.nodes.contains(item) }).map({ BlockReference($0) }) else { return false }
    let after = reached(from: [start], but: header) { self[$0].terminator.successors }
    let before = reached(from: [end], but: start) { self[$0].predecessors }
    return after.intersection(before.union([start])).allSatisfy { block in
      switch self[block].terminator {
      case .jump, .branch: break
      default: return false
      }
      let nodes = block == start ? self[block].nodes.drop { $0 != item }.dropFirst() : self[block].nodes[...]
      return nodes.allSatisfy { node in
        if case .advanceRange = self[node].operation { return false }
        return !self[node].operation.entersRuntime
      }
    }
  }

  // MARK: Room

  /// Has the room for what is called in a loop asked for once: until the runtime is entered it stays.
  mutating func hoistRoom(of loop: SteadyLoop) {
    var (frames, registers) = (0, 0)
    var guards = Swift.Set<Reference>()
    for node in loop.members.flatMap({ self[$0].nodes }) {
      guard case .guardRoom(let count, let end, _) = self[node].operation else { continue }
      (frames, registers) = (max(frames, count), max(registers, end))
      guards.insert(node)
    }
    let entrances = frames > 0 ? entrances(of: loop) : []
    if entrances.isEmpty { return }
    for entrance in entrances {
      self[self[loop.header].predecessors[entrance.way]].nodes.append(
        newNode(.guardRoom(frames: frames, registers: registers, exit(by: entrance, .event)), .nothing))
    }
    for block in loop.members { self[block].nodes.removeAll(where: guards.contains) }
  }

  /// The ways into a loop; none where it is not known how to go on there.
  func entrances(of loop: SteadyLoop) -> [LoopEntrance] {
    guard let snapshot = startSnapshot(of: loop).map({ snapshots[$0] }) else { return [] }
    return ways(into: loop).compactMap { $0 }.map { way in
      func before(_ value: Reference) -> Reference {
        self[loop.header].phis.first { $0.node == value }?.inputs[way] ?? value
      }
      let stores = snapshot.stores.map { (register: $0.register, value: before($0.value)) }
      let words = snapshot.iteratorWords.map {
        IteratorWord(iterator: before($0.iterator), word: $0.word, value: before($0.value))
      }
      return LoopEntrance(
        way: way,
        snapshot: Snapshot(
          word: snapshot.word, stores: stores, objects: snapshot.objects.map { $0.with(before) }, iteratorWords: words,
          frames: snapshot.frames))
    }
  }

  /// How the interpreter goes on where an iteration begins: by what a loop begins with, a look at the poll.
  func startSnapshot(of loop: SteadyLoop) -> Int? {
    let first = self[loop.header].nodes.first {
      if case .poll = self[$0].operation { true } else { self[$0].operation.exit != nil }
    }
    guard let first, case .poll = self[first].operation else { return nil }
    return snapshots(of: loop.header).first
  }

  mutating func exit(by entrance: LoopEntrance, _ reason: CompiledExit.Reason) -> Exit {
    snapshots.append(entrance.snapshot)
    exits.append(ExitPoint(snapshot: snapshots.count - 1, reason: reason))
    return Exit(exits.count - 1)
  }
}
