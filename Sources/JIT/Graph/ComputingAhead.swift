import CRuntime
import Runtime

// A loop within a loop often makes a sum, each term of which waits for the one before: a processor that could do four
// additions at a time does one in four cycles. The sums for the outer loop's next items are independent, and read much of
// the same. So a copy of the inner loop makes several at once, in *lanes*, and the next iterations of the outer loop find
// theirs made (after unroll-and-jam: Callahan, Cocke and Kennedy, "Estimating Interlock and Improving Balance for Pipelined
// Architectures", 1988):
//
//     header   item of the outer loop
//     …        item is the one that a sum is there for? ──▶ take it, the rest moves up ────────────┐
//              enough items left, lists apart?          ──▶ inner loop in lanes ──▶ keep their sums ─┤
//              inner loop ──▶ keep none ─────────────────────────────────────────────────────────────┤
//     join     φ of the sums that are there ◀──────────────────────────────────────────────────────────┘
//              store, append …
//
// The outer loop stays as it is: what leaves it finds everything as the interpreter would have it. Nothing of lanes is seen
// but their sums, which is why the inner loop must do nothing but compute, and what the outer loop does besides must not
// change what it reads: lists that it stores into are others, or its items are their indices. Where a lane meets what the
// machine code was not made for, an iteration of the inner loop is begun anew by the interpreter, and code that is made
// after that computes nothing ahead.

extension Graph {
  /// - Parameter laneCount: How many sums are made at once; with more, their terms would not stay in registers.
  mutating func computeAhead(laneCount: Int = 4) {
    for header in blocks.indices {
      guard let loop = LaneLoop(BlockReference(header), in: self) else { continue }
      var builder = LaneBuilder(loop, self, laneCount)
      builder.build()
      self = builder.graph
    }
  }
}

private struct LaneBuilder {
  private(set) var graph: Graph
  /// As it was, which is what the loop was found in.
  private let original: Graph
  private let loop: LaneLoop
  private let lanes: Swift.Range<Int>
  /// What the loop's nodes are in each lane of the copy.
  private var copies: [[Reference: Reference]]
  /// What is made of the ways into the copy, and in it, of exits and of blocks.
  private var exits: [Exit: Exit] = [:]
  private var snapshots: [Int: Int] = [:]
  private var blocks: [BlockReference: BlockReference] = [:]
  /// What the sums begin with in each lane.
  private var beginnings: [[Reference: Reference]]
  private var atMiddle: [Reference: Reference] = [:]
  /// What is known of the later items where ways meet after the inner loop.
  private var joined: [Lane] = []

  /// What is known of a later item.
  private struct Lane {
    /// The item, *empty* where nothing is known; then the sums.
    var words: [Reference]
  }

  init(_ loop: LaneLoop, _ graph: Graph, _ laneCount: Int) {
    (self.loop, self.graph, original, lanes) = (loop, graph, graph, 0..<laneCount)
    copies = [[Reference: Reference]](repeating: [:], count: laneCount)
    beginnings = copies
  }

  mutating func build() {
    let kept = keepLanes()
    let (plain, start, found) = (graph.newBlock(), graph.newBlock(), graph.newBlock())
    choose(kept, plain: plain, start: start, found: found)
    copyLoop(from: start)
    take(kept, in: found)
  }

  // MARK: What is kept from one item to the next

  /// φs of the lanes wherever ways meet: at the outer loop's header, where the interpreter may come in, at the end.
  private mutating func keepLanes() -> [Lane] {
    func phis(_ graph: inout Graph) -> [Lane] {
      lanes.dropFirst().map { _ in
        Lane(
          words: [graph.newNode(.phi, .word, .anything)]
            + loop.sums.map { graph.newNode(.phi, graph[$0.node].representation, graph[$0.node].kinds) })
      }
    }
    joined = phis(&graph)
    let carried = phis(&graph)
    add(carried, to: loop.outer.header, around: joined)
    add(joined, to: loop.join, around: nil)
    guard let middle = loop.middle else { return carried }
    let entered = phis(&graph)
    add(entered, to: middle, around: carried)
    return entered
  }

  /// - Parameter known: What comes from blocks of the outer loop.
  private mutating func add(_ lanes: [Lane], to block: BlockReference, around known: [Lane]?) {
    let inputs = graph[block].predecessors.map { from in
      known.flatMap { loop.outer.members.contains(from) ? $0 : nil } ?? nothing(in: from)
    }
    for (place, lane) in lanes.enumerated() {
      for (word, phi) in lane.words.enumerated() {
        graph[block].phis.append(Block.Phi(node: phi, inputs: inputs.map { $0[place].words[word] }))
      }
    }
  }

  private mutating func nothing(in block: BlockReference) -> [Lane] {
    let none = add(.constant(Value.empty.bits), .word, .anything, to: block)
    let sums = loop.sums.map { sum in
      graph[sum.node].representation == .float
        ? add(.float(0), .float, [], to: block) : add(.constant(Value(smallInt: 0).bits), .word, .smallInt, to: block)
    }
    return lanes.dropFirst().map { _ in Lane(words: [none] + sums) }
  }

  private mutating func add(
    _ operation: Operation, _ representation: Representation, _ kinds: ValueKinds, to block: BlockReference
  ) -> Reference {
    let node = graph.newNode(operation, representation, kinds)
    graph[block].nodes.append(node)
    return node
  }

  // MARK: Which way to go

  private mutating func choose(
    _ kept: [Lane], plain: BlockReference, start: BlockReference, found: BlockReference
  ) {
    let header = loop.inner.header
    graph[plain].terminator = .jump(header)
    graph[header].predecessors[loop.way] = plain
    let isFound = add(.same(loop.item, kept[0].words[0]), .bit, [], to: loop.before)
    var block = graph.newBlock()
    graph[loop.before].terminator = .branch(isFound, then: found, otherwise: block)
    graph[found].predecessors = [loop.before]
    graph[block].predecessors = [loop.before]
    let (remaining, step) = counter()
    let largest = IntegerRange.usual.high - Int64(lanes.count)
    let conditions: [(wanted: Bool, Operation)] =
      [
        (true, .compareIntegers(.greaterEqual, remaining, constant(UInt64(lanes.count - 1), .anything, in: block))),
        (true, .same(step, constant(Value(smallInt: 1).bits, .smallInt, in: block))),
        (true, .compareIntegers(.greaterEqual, loop.item, constant(Value(smallInt: 0).bits, .smallInt, in: block))),
        // What arithmetic does not check for items as large as is usual, it does not check for the later ones.
        (true, .compareIntegers(.lessEqual, loop.item, constant(Value(smallInt: largest).bits, .smallInt, in: block))),
      ] + loop.apart.map { (false, .same(brought($0.read), brought($0.stored))) }
    for (index, (wanted, condition)) in conditions.enumerated() {
      let bit = add(condition, .bit, [], to: block)
      let next = index + 1 == conditions.count ? start : graph.newBlock()
      graph[block].terminator = .branch(bit, then: wanted ? next : plain, otherwise: wanted ? plain : next)
      graph[plain].predecessors.append(block)
      graph[next].predecessors.append(block)
      block = next
    }
  }

  private mutating func constant(_ bits: UInt64, _ kinds: ValueKinds, in block: BlockReference) -> Reference {
    add(.constant(bits), .word, kinds, to: block)
  }

  /// What a value that is the same in all iterations is before the inner loop, wherever that was come to from.
  private mutating func brought(_ value: Reference) -> Reference {
    guard let middle = loop.middle, !isAfterMiddle(value) else { return value }
    if let known = atMiddle[value] { return known }
    let phi = graph.newNode(.phi, graph[value].representation, .anything)
    let inputs = graph[middle].predecessors.map { from in
      loop.outer.members.contains(from) ? value : constant(Value.empty.bits, .anything, in: from)
    }
    graph[middle].phis.append(Block.Phi(node: phi, inputs: inputs))
    atMiddle[value] = phi
    return phi
  }

  private func isAfterMiddle(_ value: Reference) -> Bool {
    guard let middle = loop.middle, let home = loop.outer.home(of: value), home != loop.outer.header else { return false }
    return loop.outer.passes(middle, before: home, in: original)
  }

  /// How many items the outer loop has left, none where the interpreter has just come in, and its step.
  private mutating func counter() -> (remaining: Reference, step: Reference) {
    let iterator = loop.outer.iterator
    func load(_ graph: inout Graph, in block: BlockReference) -> [Reference] {
      [Operation.rangeRemaining(iterator), .field(iterator, offset: RangeWord.step.offset)].map { operation in
        let node = graph.newNode(operation, .word, .anything)
        graph[block].nodes.append(node)
        return node
      }
    }
    guard let middle = loop.middle else {
      let words = load(&graph, in: loop.before)
      return (words[0], words[1])
    }
    let inputs = graph[middle].predecessors.map { from in
      loop.outer.members.contains(from)
        ? load(&graph, in: from) : [Reference](repeating: constant(0, .anything, in: from), count: 2)
    }
    let words = [0, 1].map { word in
      let phi = graph.newNode(.phi, .word, .anything)
      graph[middle].phis.append(Block.Phi(node: phi, inputs: inputs.map { $0[word] }))
      return phi
    }
    return (words[0], words[1])
  }

  // MARK: The copy

  /// The inner loop in lanes, and what follows it.
  private mutating func copyLoop(from start: BlockReference) {
    begin(in: start)
    let members = loop.inner.members.sorted { $0.index < $1.index }
    for block in members + [loop.after] { blocks[block] = graph.newBlock() }
    for block in members { makeNodes(of: block, lanes) }
    // What follows the loop makes something of the sums of later items when their turn has come.
    makeNodes(of: loop.after, 0..<1)
    let ahead = newExit(copied(graph.snapshots[loop.start]), .ahead)
    for block in members { copy(block, from: start, ahead) }
    let (header, after) = (copy(of: loop.inner.header), copy(of: loop.after))
    graph[start].terminator = .jump(header)
    graph[after].predecessors = [header]
    for node in original[loop.after].nodes { copyNode(node, to: after, 0..<1, ahead) }
    let ready = lanes.dropFirst().map { lane in
      Lane(words: ([loop.item] + loop.sums.map(\.node)).map { copies[lane][$0] ?? $0 })
    }
    join(from: after, ready, results: copies[0])
  }

  private func copy(of block: BlockReference) -> BlockReference { blocks[block] ?? block }

  /// The later items, and what the sums begin with for them.
  private mutating func begin(in block: BlockReference) {
    copies[0][loop.item] = loop.item
    var beginning = copies
    for lane in lanes.dropFirst() {
      let distance = constant(Value(smallInt: Int64(lane)).bits, .smallInt, in: block)
      let item = add(.exactInteger(.add, loop.item, distance), .word, .smallInt, to: block)
      copies[lane][loop.item] = item
      beginning[lane] = [loop.outer.item: item]
    }
    // Its exits begin the loop, too, with what the loop begins with.
    var before: [Reference: Reference] = [:]
    for phi in graph[loop.inner.header].phis { before[phi.node] = phi.inputs[loop.way] }
    let snapshot = graph.snapshots[loop.start]
    for value in snapshot.values { _ = copy(value, in: block, &before, nil, where: isInside) }
    let exit = newExit(snapshot.with { before[$0] ?? $0 }, .ahead)
    for lane in lanes.dropFirst() {
      for sum in loop.sums {
        beginnings[lane][sum.node] = copy(
          sum.inputs[loop.way], in: block, &beginning[lane], exit, where: varies)
      }
    }
  }

  private func isInside(_ value: Reference) -> Bool {
    loop.outer.home(of: value).map { loop.inner.members.contains($0) } ?? false
  }

  private func varies(_ value: Reference) -> Bool { loop.varies(value, in: original) }

  /// A value computed anew of others, as far as it depends on them.
  private mutating func copy(
    _ value: Reference, in block: BlockReference, _ known: inout [Reference: Reference], _ exit: Exit?,
    where depends: (Reference) -> Bool
  ) -> Reference {
    let source = isInside(value) ? value : loop.outer.source(of: value, in: original)
    if let found = known[source] { return found }
    guard depends(source) else { return value }
    var operands: [Reference: Reference] = [:]
    for operand in graph[source].operation.operands {
      operands[operand] = copy(operand, in: block, &known, exit, where: depends)
    }
    guard let operation = graph[source].operation.copied({ operands[$0] ?? $0 }, { exit ?? $0 }) else { return value }
    let node = add(operation, graph[source].representation, graph[source].kinds, to: block)
    known[source] = node
    return node
  }

  private mutating func newExit(_ snapshot: Snapshot, _ reason: CompiledExit.Reason) -> Exit {
    graph.snapshots.append(snapshot)
    graph.exits.append(ExitPoint(snapshot: graph.snapshots.count - 1, reason: reason))
    return Exit(graph.exits.count - 1)
  }

  /// Those in which a node is not what it is in the first.
  private func lanes(of node: Reference) -> Swift.Range<Int> { loop.varying.contains(node) ? lanes : 0..<1 }

  private mutating func makeNodes(of block: BlockReference, _ lanes: Swift.Range<Int>) {
    for node in original[block].phis.map(\.node) + original[block].nodes {
      for lane in lanes {
        let isShared = lane > 0 && !loop.varying.contains(node)
        copies[lane][node] =
          isShared
          ? copies[0][node]
          : graph.newNode(original[node].operation, original[node].representation, original[node].kinds)
      }
    }
  }

  private func copied(_ snapshot: Snapshot) -> Snapshot { snapshot.with { copies[0][$0] ?? $0 } }

  private mutating func exit(like exit: Exit) -> Exit {
    if let known = exits[exit] { return known }
    let point = graph.exits[Int(exit.index)]
    let snapshot = snapshots[point.snapshot] ?? graph.snapshots.count
    if snapshots[point.snapshot] == nil {
      snapshots[point.snapshot] = snapshot
      graph.snapshots.append(copied(graph.snapshots[point.snapshot]))
    }
    graph.exits.append(ExitPoint(snapshot: snapshot, reason: point.reason))
    exits[exit] = Exit(graph.exits.count - 1)
    return Exit(graph.exits.count - 1)
  }

  private mutating func copy(_ block: BlockReference, from start: BlockReference, _ ahead: Exit) {
    let copy = copy(of: block)
    let isHeader = block == loop.inner.header
    graph[copy].predecessors = original[block].predecessors.enumerated().map { way, from in
      isHeader && way == loop.way ? start : self.copy(of: from)
    }
    for phi in original[block].phis {
      for lane in lanes(of: phi.node) {
        let inputs = phi.inputs.enumerated().map { way, input in
          isHeader && way == loop.way ? beginnings[lane][phi.node] ?? input : copies[lane][input] ?? input
        }
        graph[copy].phis.append(Block.Phi(node: copies[lane][phi.node] ?? phi.node, inputs: inputs))
      }
    }
    for node in original[block].nodes { copyNode(node, to: copy, lanes(of: node), ahead) }
    switch original[block].terminator {
    case .jump(let next): graph[copy].terminator = .jump(self.copy(of: next))
    case .branch(let condition, let then, let otherwise):
      graph[copy].terminator = .branch(
        copies[0][condition] ?? condition, then: self.copy(of: then), otherwise: self.copy(of: otherwise))
    default: break
    }
  }

  private mutating func copyNode(_ node: Reference, to block: BlockReference, _ lanes: Swift.Range<Int>, _ ahead: Exit) {
    let operation = original[node].operation
    let own = operation.exit.map { exit(like: $0) }
    for lane in lanes {
      guard let copy = copies[lane][node] else { continue }
      let map = copies[lane]
      if case .setField(let base, let offset, let value) = operation {
        graph[copy].operation = .setField(map[base] ?? base, offset: offset, map[value] ?? value)
      } else if let copied = operation.copied({ map[$0] ?? $0 }, { lane == 0 ? own ?? $0 : ahead }) {
        graph[copy].operation = copied
      }
      graph[block].nodes.append(copy)
    }
  }

  // MARK: Where ways meet

  /// The usual way to where ways meet.
  private var place: Int { original[loop.join].predecessors.firstIndex(of: loop.after).unsafelyUnwrapped }

  /// - Parameter results: What the nodes that φs read are on this way.
  private mutating func join(from block: BlockReference, _ lanes: [Lane], results: [Reference: Reference]) {
    let words = Dictionary(uniqueKeysWithValues: zip(joined, lanes).flatMap { zip($0.words, $1.words) })
    graph[block].terminator = .jump(loop.join)
    graph[loop.join].predecessors.append(block)
    for index in graph[loop.join].phis.indices {
      let phi = graph[loop.join].phis[index]
      let usual = phi.inputs[place]
      graph[loop.join].phis[index].inputs.append(words[phi.node] ?? results[usual] ?? usual)
    }
  }

  /// The sums of the item are there: the loop is left out, and the next item's are the first then.
  private mutating func take(_ kept: [Lane], in block: BlockReference) {
    var known = Dictionary(uniqueKeysWithValues: zip(loop.sums.map(\.node), kept[0].words.dropFirst()))
    var results: [Reference: Reference] = [:]
    let varying = loop.varying
    for phi in original[loop.join].phis {
      switch loop.result(phi, in: original) {
      case .ofSums(let value):
        results[phi.inputs[place]] = copy(value, in: block, &known, nil, where: varying.contains)
      case .value(let value): results[phi.inputs[place]] = value
      case .carried(let value): results[phi.inputs[place]] = brought(value)
      case nil: break
      }
    }
    let none = constant(Value.empty.bits, .anything, in: block)
    let last = Lane(words: [none] + kept[kept.count - 1].words.dropFirst())
    join(from: block, kept.dropFirst() + [last], results: results)
  }
}
