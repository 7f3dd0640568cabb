import CRuntime
import Runtime

// A phase between the builder and the lowering: loops over ranges and lists that nobody else looks at while they run.
//
// The builder leaves what a loop counts in the memory of its iterator. Where nothing in a loop enters the runtime, the
// words of the iterator become φs, and are written where the loop is left, at exits too:
//
//     header  r = φ(remaining, r'), n = φ(position, n')       left from here: remaining ← r, position ← n
//             branch r = 0 then after else body
//     body    item of n, r' = r − 1, n' = n + step             left from here on: remaining ← r', position ← n'
//
// Of an iterator over a list the position is such a φ, and the list is one of those whose bounds are asked for.
//
// What lists of the loop have does not change either, since only the runtime appends and removes: their bounds are asked
// for before the loop, so that in it an index is compared with one number. That holds of every loop that does not enter the
// runtime, whatever it counts. What else can be said before a loop says `CountedLoops+Entering.swift`.

extension Graph {
  /// Counts in registers wherever that is the same to everybody.
  ///
  /// - Parameter limitsIntegers: Whether ints are to be looked at before loops (`IntegerRanges`).
  mutating func countLoops(limitsIntegers: Bool) {
    for header in blocks.indices {
      guard let loop = SteadyLoop(header: BlockReference(header), in: self) else { continue }
      hoistRoom(of: loop)
      if let counted = CountedLoop(loop, in: self) { count(counted, limitsIntegers: limitsIntegers) }
      boundLists(of: loop)
    }
  }
}

/// A loop in which the runtime is not entered.
struct SteadyLoop {
  let header: BlockReference
  let members: Swift.Set<BlockReference>

  init?(header: BlockReference, in graph: Graph) {
    guard let members = Self.members(header, in: graph) else { return nil }
    (self.header, self.members) = (header, members)
    if !isSteady(in: graph) { return nil }
  }

  /// The blocks from which the header is reached again, and only through it; nil where there are none.
  private static func members(_ header: BlockReference, in graph: Graph) -> Swift.Set<BlockReference>? {
    if graph[header].predecessors.count < 2 { return nil }
    let outside = graph.reached(from: graph.entries.map(\.block).filter { $0 != header }, but: header) {
      graph[$0].terminator.successors
    }
    let latches = graph[header].predecessors.filter { !outside.contains($0) && $0 != header }
    if latches.isEmpty { return nil }
    return graph.reached(from: latches, but: header) { graph[$0].predecessors }.union([header])
  }

  private func isSteady(in graph: Graph) -> Bool {
    members.allSatisfy { block in
      switch graph[block].terminator {
      case .jump, .branch: graph[block].nodes.allSatisfy { !graph[$0].operation.entersRuntime }
      case .unreachable, .exit, .step, .enter, .interpret, .return: false
      }
    }
  }

  /// What a value that does not change in the loop is on a way into the loop; itself on a way back. Nil where it changes.
  func value(of reference: Reference, by way: Int, in graph: Graph) -> Reference? {
    let isBack = members.contains(graph[header].predecessors[way])
    if let phi = graph[header].phis.first(where: { $0.node == reference }) {
      let isSame = zip(graph[header].predecessors, phi.inputs).allSatisfy { !members.contains($0) || $1 == reference }
      return isSame ? (isBack ? reference : phi.inputs[way]) : nil
    }
    let isInside = members.contains { block in
      graph[block].nodes.contains(reference) || graph[block].phis.contains { $0.node == reference }
    }
    return isInside ? nil : reference
  }

  /// The same of a list; nil also where it is not known to be one.
  func list(_ reference: Reference, by way: Int, in graph: Graph) -> Reference? {
    value(of: reference, by: way, in: graph).flatMap { graph[$0].kinds == .list ? $0 : nil }
  }
}

/// A steady loop over a range or a list by an iterator in memory.
struct CountedLoop {
  let steady: SteadyLoop
  /// Where an iteration begins.
  let body: BlockReference
  let item: Reference
  /// Of a loop over a range.
  let remaining: Reference?
  let iterator: Reference
  /// The edges that leave it, each with a block of its own behind it.
  let ways: [(from: BlockReference, to: BlockReference)]

  var header: BlockReference { steady.header }
  var members: Swift.Set<BlockReference> { steady.members }
  var isOverList: Bool { remaining == nil }

  init?(_ loop: SteadyLoop, in graph: Graph) {
    let (header, members) = (loop.header, loop.members)
    guard case .branch(let isDone, then: _, otherwise: let body) = graph[header].terminator,
      case .same(let found, _) = graph[isDone].operation, graph[header].nodes.contains(found),
      graph[body].predecessors == [header]
    else { return nil }
    switch graph[found].operation {
    case .rangeRemaining(let iterator):
      guard let item = graph[body].nodes.first, case .advanceRange(iterator) = graph[item].operation else { return nil }
      (self.iterator, self.item, remaining) = (iterator, item, found)
    case .nextOfList(let iterator, nil): (self.iterator, item, remaining) = (iterator, found, nil)
    default: return nil
    }
    (steady, self.body) = (loop, body)
    ways = members.flatMap { from in
      graph[from].terminator.successors.filter { !members.contains($0) }.map { (from: from, to: $0) }
    }.sorted { $0.to.index < $1.to.index }
    guard ways.allSatisfy({ graph[$0.to].predecessors == [$0.from] }), isAlone(in: graph), isEntered(in: graph),
      hasOwnSnapshots(in: graph)
    else { return nil }
  }

  /// Whether nothing in the loop moves another iterator of the same kind, which might be the same.
  private func isAlone(in graph: Graph) -> Bool {
    members.allSatisfy { block in
      graph[block].nodes.allSatisfy { node in
        switch graph[node].operation {
        case .rangeRemaining, .countDown: node == remaining || isOverList
        case .advanceRange: node == item || isOverList
        case .nextOfList: node == item || !isOverList
        default: true
        }
      }
    }
  }

  /// Whether the iterator is there before the loop, and the same in all of it.
  private func isEntered(in graph: Graph) -> Bool {
    let ways = graph[header].predecessors
    return ways.indices.allSatisfy { way in
      guard let before = steady.value(of: iterator, by: way, in: graph) else { return false }
      return graph[before].kinds == (isOverList ? .listIterator : .rangeIterator)
    }
  }

  /// Whether each snapshot that the loop's exits have is used either before the item is taken, or after it.
  private func hasOwnSnapshots(in graph: Graph) -> Bool {
    var places: [Int: BlockReference?] = [:]
    for index in graph.blocks.indices {
      let block = BlockReference(index)
      let place = members.contains(block) ? (block == header ? header : body) : nil
      for snapshot in graph.snapshots(of: block) {
        if let known = places[snapshot], known != place { return false }
        places[snapshot] = .some(place)
      }
    }
    return true
  }
}

extension Graph {
  private mutating func count(_ loop: CountedLoop, limitsIntegers: Bool) {
    if let remaining = loop.remaining {
      countRange(loop, remaining, limitsIntegers: limitsIntegers)
    } else {
      countList(loop)
    }
  }

  private mutating func countRange(_ loop: CountedLoop, _ remaining: Reference, limitsIntegers: Bool) {
    let entrances = limitsIntegers ? entrances(of: loop.steady) : []
    let before = entering(loop)
    let position = newNode(.phi, .word, .anything)
    let known = knownStep(of: loop)
    let step = newNode(known.map { .constant($0.bits) } ?? .phi, .word, .anything)
    let left = newNode(.countDown(remaining), .word, .anything)
    let next = newNode(.nextPosition(position, step: step), .word, .anything)
    self[loop.header].nodes.removeAll { $0 == remaining }
    self[remaining].operation = .phi
    add(remaining, to: loop.steady, before.map { $0?.remaining }, again: left)
    add(position, to: loop.steady, before.map { $0?.position }, again: next)
    if let known {
      self[loop.header].nodes.insert(step, at: 0)
      replaceLastItems(of: loop, position, step: known)
    } else {
      add(step, to: loop.steady, before.map { $0?.step }, again: step)
    }
    self[loop.item].operation = .itemOfPosition(position)
    self[loop.body].nodes.insert(contentsOf: [left, next], at: 1)
    writeBack(
      loop, atHeader: [(.remaining, remaining), (.position, position)], after: [(.remaining, left), (.position, next)])
    if let known, !entrances.isEmpty {
      limitIntegers(of: loop, remaining: remaining, position: position, step: known, entrances)
    }
  }

  private mutating func countList(_ loop: CountedLoop) {
    let before = ways(into: loop.steady).map { way -> (position: Reference, bounds: ListBounds)? in
      guard let way, let iterator = loop.steady.value(of: loop.iterator, by: way, in: self) else { return nil }
      let position = add(.field(iterator, offset: RangeWord.position.offset), .anything, beforeWay: way, into: loop.steady)
      let list = add(.iteratedList(iterator), .list, beforeWay: way, into: loop.steady)
      return (position, bounds(of: list, beforeWay: way, into: loop.steady))
    }
    let position = newNode(.phi, .word, .anything)
    let step = newNode(.constant(Value(smallInt: 1).bits), .word, .smallInt)
    let next = newNode(.nextPosition(position, step: step), .word, .anything)
    add(position, to: loop.steady, before.map { $0?.position }, again: next)
    let place = ListPlace(position: position, bounds: bounds(before.map { $0?.bounds }, in: loop.steady))
    self[loop.item].operation = .nextOfList(loop.iterator, place)
    self[loop.body].nodes.insert(contentsOf: [step, next], at: 0)
    writeBack(loop, atHeader: [(.position, position)], after: [(.position, next)])
  }

  /// Has the iterator get its words wherever the loop is left: those before an item is taken, or those after it.
  private mutating func writeBack(
    _ loop: CountedLoop, atHeader before: [(RangeWord, Reference)], after: [(RangeWord, Reference)]
  ) {
    for block in loop.members {
      let words = (block == loop.header ? before : after).map {
        IteratorWord(iterator: loop.iterator, word: $0, value: $1)
      }
      for snapshot in Swift.Set(snapshots(of: block)) { snapshots[snapshot].iteratorWords += words }
    }
    for way in loop.ways {
      let stores = (way.from == loop.header ? before : after).map { word, value in
        newNode(.setField(loop.iterator, offset: word.offset, value), .nothing)
      }
      self[way.to].nodes.insert(contentsOf: stores, at: 0)
    }
  }

  /// The iterator's words on the ways into a loop; nil for a way back.
  private mutating func entering(_ loop: CountedLoop) -> [(remaining: Reference, position: Reference, step: Reference)?] {
    ways(into: loop.steady).map { way in
      guard let way, let iterator = loop.steady.value(of: loop.iterator, by: way, in: self) else { return nil }
      func load(_ word: RangeWord) -> Reference {
        add(.field(iterator, offset: word.offset), .anything, beforeWay: way, into: loop.steady)
      }
      return (load(.remaining), load(.position), load(.step))
    }
  }

  /// The ways into a loop's header by their numbers, nil for those back.
  func ways(into loop: SteadyLoop) -> [Int?] {
    self[loop.header].predecessors.enumerated().map { loop.members.contains($1) ? nil : $0 }
  }

  private mutating func add(
    _ operation: Operation, _ kinds: ValueKinds, beforeWay way: Int, into loop: SteadyLoop
  ) -> Reference {
    let node = newNode(operation, .word, kinds)
    self[self[loop.header].predecessors[way]].nodes.append(node)
    return node
  }

  private mutating func add(_ phi: Reference, to loop: SteadyLoop, _ inputs: [Reference?], again: Reference) {
    self[loop.header].phis.append(Block.Phi(node: phi, inputs: inputs.map { $0 ?? again }))
  }

  // MARK: Lists

  /// Has the bounds of lists that do not change asked for before the loop.
  private mutating func boundLists(of loop: SteadyLoop) {
    let nodes = loop.members.sorted { $0.index < $1.index }.flatMap { self[$0].nodes }
    if nodes.contains(where: { if case .appendToList = self[$0].operation { true } else { false } }) { return }
    var known: [Reference: ListBounds] = [:]
    for node in nodes {
      switch self[node].operation {
      case .listElement(let list, let index, nil, let exit):
        guard var bounds = bounds(of: list, before: loop, &known) else { continue }
        bounds.expectsBytes = elementsSeenAsBytes.contains(node)
        self[node].operation = .listElement(list, index, bounds, exit)
      case .setListElement(let list, let index, let item, nil, let exit):
        guard var bounds = bounds(of: list, before: loop, &known) else { continue }
        bounds.expectsBytes = elementsSeenAsBytes.contains(node)
        self[node].operation = .setListElement(list, index, item, bounds, exit)
      case .itemOfRow(let list, let position, nil):
        guard let bounds = bounds(of: list, before: loop, &known) else { continue }
        self[node].operation = .itemOfRow(list, position: position, bounds)
      default: break
      }
    }
  }

  private mutating func bounds(
    of list: Reference, before loop: SteadyLoop, _ known: inout [Reference: ListBounds]
  ) -> ListBounds? {
    if let bounds = known[list] { return bounds }
    let ways = ways(into: loop)
    guard ways.compactMap({ $0 }).allSatisfy({ loop.list(list, by: $0, in: self) != nil }) else { return nil }
    let found = ways.map { way -> ListBounds? in
      guard let way, let list = loop.list(list, by: way, in: self) else { return nil }
      return self.bounds(of: list, beforeWay: way, into: loop)
    }
    let bounds = bounds(found, in: loop)
    known[list] = bounds
    return bounds
  }

  private mutating func bounds(of list: Reference, beforeWay way: Int, into loop: SteadyLoop) -> ListBounds {
    let storage = add(.field(list, offset: ListBounds.storageOffset), .anything, beforeWay: way, into: loop)
    return ListBounds(
      storage: storage, limit: add(.listLimit(list, storage: storage), .anything, beforeWay: way, into: loop),
      byteLimit: add(.byteLimit(storage: storage), .anything, beforeWay: way, into: loop))
  }

  /// The bounds of a list in a loop, by those that it has on the ways into it.
  private mutating func bounds(_ before: [ListBounds?], in loop: SteadyLoop) -> ListBounds {
    let words = [\ListBounds.storage, \.limit, \.byteLimit].map { part in
      let phi = newNode(.phi, .word, .anything)
      add(phi, to: loop, before.map { $0?[keyPath: part] }, again: phi)
      return phi
    }
    let bounds = ListBounds(storage: words[0], limit: words[1], byteLimit: words[2])
    return bounds
  }

  // MARK: What phases ask

  /// The blocks that some lead to without passing another one.
  func reached(
    from starts: [BlockReference], but barrier: BlockReference, by next: (BlockReference) -> [BlockReference]
  ) -> Swift.Set<BlockReference> {
    var reached = Swift.Set(starts)
    var work = starts
    while let block = work.popLast() {
      for other in next(block) where other != barrier && reached.insert(other).inserted { work.append(other) }
    }
    return reached
  }

  /// The snapshots of a block's exits.
  func snapshots(of block: BlockReference) -> [Int] {
    var exits = self[block].nodes.compactMap { self[$0].operation.exit }
    if case .exit(let exit) = self[block].terminator { exits.append(exit) }
    return exits.map { self.exits[Int($0.index)].snapshot } + self[block].nodes.compactMap { self[$0].operation.slowSnapshot }
  }
}

extension Operation {
  /// Whether it may do more than machine code alone, or leave the window as the interpreter has it.
  var entersRuntime: Bool {
    switch self {
    case .setPC, .pushFrames, .popFrames, .consume, .closeGenerator, .perform, .call, .quick, .nextPair, .callNative,
      .callForeign, .loadForeign, .storeForeign:
      true
    default: false
    }
  }
}
