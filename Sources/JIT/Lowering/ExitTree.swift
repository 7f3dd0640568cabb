import CLLVM
import CRuntime
import Runtime

// The code of exits. Before an exit all dirty registers are stored. One after the other, snapshots differ in little: what
// was dirty long before is in all of them. So the stores form a tree, the oldest values at its root, where all exits of the
// function leave with the number of the one that was taken:
//
//     exit 0 ───────────────┐
//     exit 1 ── %4 ← v9 ──┐ │
//     exit 2 ── %5 ← v12 ─┴─┴─ %1 ← v2 ── leave(φ records)
//
// Without it, more than half of a function's code is exits.

/// What exits have in common that share their code.
struct ExitKey: Hashable {
  let snapshot: Int
  let isRefutation: Bool
}

/// Which stores the exits of a function share. The root, node 0, stores nothing.
struct ExitTree {
  struct Node {
    let parent: Int
    let place: Place
    let value: Reference
    /// How many ways lead here: children, and exits that begin here.
    var entries = 0
    /// The doubles stored by the time the root is reached, these counted.
    let numberCount: Int
    /// How many of them are this value's: none of a word, nor of a number for which the context has no room.
    let doubles: Int
  }

  /// What is stored into.
  enum Place: Hashable {
    case register(Int)
    case iterator(Reference, RangeWord)
    /// A word of an object that is to be made.
    case object(place: Int)

    /// The places of one value are in this order.
    fileprivate var rank: Int {
      switch self {
      case .register(let register): register
      case .iterator(_, let word): -word.offset
      case .object(let place): -1000 - place
      }
    }
  }

  private struct Edge: Hashable {
    let parent: Int
    let place: Place
    let value: Reference
  }

  private(set) var nodes = [Node(parent: 0, place: .register(0), value: Reference(0), numberCount: 0, doubles: 0)]
  private var children: [Edge: Int] = [:]

  /// Where an exit with a snapshot begins.
  mutating func insert(_ snapshot: Snapshot, in graph: Graph) -> Int {
    let unmade = snapshot.objects.map(\.node)
    let fields = snapshot.objects.flatMap(\.fields)
    let stores =
      snapshot.stores.map { (place: Place.register($0.register), value: $0.value) }.filter { !unmade.contains($0.value) }
      + fields.map { (place: Place.object(place: $0.place), value: $0.value) }.filter { !unmade.contains($0.value) }
      + snapshot.iteratorWords.map { (place: Place.iterator($0.iterator, $0.word), value: $0.value) }
    var node = 0
    for (place, value) in stores.sorted(by: { ($0.value.index, $0.place.rank) < ($1.value.index, $1.place.rank) }) {
      var count = graph[value].representation.doubleCount
      if case .object = place { count = 0 }
      let hasRoom = nodes[node].numberCount + count + graph.objectWordCount <= Int(compiledNumberLimit)
      node = child(of: node, place, value, doubles: hasRoom ? count : 0)
    }
    nodes[node].entries += 1
    return node
  }

  private mutating func child(of parent: Int, _ place: Place, _ value: Reference, doubles: Int) -> Int {
    let edge = Edge(parent: parent, place: place, value: value)
    if let known = children[edge] { return known }
    nodes[parent].entries += 1
    nodes.append(
      Node(
        parent: parent, place: place, value: value, numberCount: nodes[parent].numberCount + doubles,
        doubles: doubles))
    children[edge] = nodes.count - 1
    return nodes.count - 1
  }

  /// The registers whose numbers an exit leaves in the context, in their order there.
  func numbers(from start: Int, in graph: Graph) -> [Int] {
    var registers: [Int] = []
    var index = start
    while index != 0 {
      let node = nodes[index]
      index = node.parent
      guard case .register(let register) = node.place else { continue }
      let isComplex = graph[node.value].representation == .complex
      registers += [Int](repeating: isComplex ? register | CompiledExit.complexMark : register, count: node.doubles)
    }
    return registers.reversed()
  }
}

extension Lowering {
  /// Goes on where a condition holds, and leaves through an exit where it does not. The instruction has had no effect yet.
  ///
  /// An event is never forced: without one the interpreter would come back here at once, for ever.
  mutating func guarded(by condition: LLVMValueRef, _ exit: Exit) {
    let isEvent = graph.exits[Int(exit.index)].reason == .event
    let forced = isEvent ? nil : forced?.condition(condition, llvm)
    llvm.guarded(by: forced ?? condition, otherwise: block(of: exit))
  }

  /// The block that leaves through an exit. All exits with one snapshot share it, but for those which tell that something
  /// is not as it was taken to be: only these are counted.
  mutating func block(of exit: Exit) -> LLVMBasicBlockRef {
    let point = graph.exits[Int(exit.index)]
    let key = ExitKey(snapshot: point.snapshot, isRefutation: point.reason.isRefutation)
    if let known = exitBlocks[key] { return known }
    let block = llvm.newBlock()
    exitBlocks[key] = block
    pendingExits.append((point.snapshot, point.reason, block))
    return block
  }

  mutating func lowerExits() {
    var tree = ExitTree()
    let starts = pendingExits.map { tree.insert(graph.snapshots[$0.snapshot], in: graph) }
    var joins = [Join?](repeating: nil, count: tree.nodes.count)
    for (number, (pending, start)) in zip(pendingExits, starts).enumerated() {
      exits.append(
        LoweredExit(
          snapshot: pending.snapshot, reason: pending.reason, numbers: tree.numbers(from: start, in: graph)))
      llvm.position(at: pending.block)
      let record = llvm.word(UInt64(number * MemoryLayout<CompiledExit>.stride))
      lowerExit(record, from: start, tree, &joins)
    }
  }

  /// Where several ways to a node meet, and the φ of the places of the records that they bring.
  private struct Join {
    let block: LLVMBasicBlockRef
    let record: LLVMValueRef
  }

  /// The stores from a node down to the root, as far as they are not there yet.
  private func lowerExit(_ record: LLVMValueRef, from start: Int, _ tree: ExitTree, _ joins: inout [Join?]) {
    var (record, place) = (record, start)
    while true {
      let node = tree.nodes[place]
      if node.entries > 1 {
        var (incoming, from) = (record, LLVMGetInsertBlock(llvm.builder))
        let known = joins[place]
        let block = known?.block ?? llvm.newBlock()
        llvm.jump(to: block)
        if known == nil { llvm.position(at: block) }
        record = known?.record ?? LLVMBuildPhi(llvm.builder, llvm.word64, "")
        LLVMAddIncoming(record, &incoming, &from, 1)
        if known != nil { return }
        joins[place] = Join(block: block, record: record)
      }
      if place == 0 {
        return llvm.leave(to: CompiledSupport.leave, argument: llvm.add(llvm.number(exitRecords), record))
      }
      store(node)
      place = node.parent
    }
  }

  private func store(_ node: ExitTree.Node) {
    if node.doubles == 0 {
      switch node.place {
      case .register(let register): llvm.store(word(of: node.value), at: llvm.registers, offset: 8 * register)
      case .iterator(let iterator, let word): setRangeWord(word, of: value(iterator), to: value(node.value))
      case .object(let place):
        let bits = graph[node.value].representation == .float ? value(node.value) : word(of: node.value)
        llvm.store(bits, at: llvm.contextArgument, offset: CompiledLayout.contextNumbers(fromEnd: place))
      }
      return
    }
    let numbers = node.doubles == 1 ? [value(node.value)] : [parts(node.value).real, parts(node.value).imaginary]
    for (place, number) in numbers.enumerated() {
      let index = node.numberCount - node.doubles + place
      llvm.store(number, at: llvm.contextArgument, offset: CompiledLayout.contextNumbers + 8 * index)
    }
  }
}
