import Runtime

/// Where a graph's nodes stand, and what reads them.
struct GraphUses {
  /// A place among a block's nodes; its terminator comes after the last of them.
  struct Place: Equatable {
    let block: BlockReference
    let index: Int
  }

  /// Of each node that is in a block.
  private(set) var places: [Place?]
  /// The nodes that read each node.
  private(set) var readers: [[Reference]]
  /// The φs that read each node, with all that they read.
  private(set) var phis: [[Block.Phi]]
  /// Whether a node is also read by terminators, or by what the runtime does in the midst of code.
  private(set) var leaks: [Bool]
  /// Where exits with each snapshot are.
  private(set) var exits: [[(exit: Exit, place: Place)]]

  init(_ graph: Graph) {
    places = [Place?](repeating: nil, count: graph.nodes.count)
    readers = [[Reference]](repeating: [], count: graph.nodes.count)
    phis = [[Block.Phi]](repeating: [], count: graph.nodes.count)
    leaks = [Bool](repeating: false, count: graph.nodes.count)
    exits = [[(exit: Exit, place: Place)]](repeating: [], count: graph.snapshots.count)
    for index in graph.blocks.indices { add(BlockReference(index), of: graph) }
  }

  private mutating func add(_ block: BlockReference, of graph: Graph) {
    for phi in graph[block].phis { for input in phi.inputs { phis[Int(input.index)].append(phi) } }
    for (index, node) in graph[block].nodes.enumerated() {
      let (place, operation) = (Place(block: block, index: index), graph[node].operation)
      places[Int(node.index)] = place
      for operand in operation.operands { readers[Int(operand.index)].append(node) }
      if let exit = operation.exit { add(exit, at: place, of: graph) }
      if let slow = operation.slowSnapshot { leak(graph.snapshots[slow], isSlow: true) }
    }
    let place = Place(block: block, index: graph[block].nodes.count)
    if case .exit(let exit) = graph[block].terminator { add(exit, at: place, of: graph) }
    for operand in graph[block].terminator.operands { leak(operand) }
  }

  private mutating func leak(_ node: Reference) { leaks[Int(node.index)] = true }

  private mutating func add(_ exit: Exit, at place: Place, of graph: Graph) {
    let snapshot = graph.exits[Int(exit.index)].snapshot
    exits[snapshot].append((exit, place))
    leak(graph.snapshots[snapshot], isSlow: false)
  }

  /// What an exit hands over nobody else sees; after a slow path, machine code goes on.
  private mutating func leak(_ snapshot: Snapshot, isSlow: Bool) {
    for word in snapshot.iteratorWords {
      leak(word.iterator)
      leak(word.value)
    }
    if !isSlow { return }
    for store in snapshot.stores { leak(store.value) }
    for object in snapshot.objects { for field in object.fields { leak(field.value) } }
  }
}
