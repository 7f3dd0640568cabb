import Runtime

// Attributes of objects that were just made. As long as nobody else can know an object, it gets them without asking whether
// other threads run: from where it is made on, along every way, until something may hand it on. (An object that is never
// handed on is not made at all: `EscapeAnalysis`.)

extension Graph {
  /// Has objects that nobody else knows yet be given their attributes by plain stores.
  mutating func fillFreshObjects() {
    let uses = GraphUses(self)
    var fills = Swift.Set<Reference>()
    for block in blocks {
      for node in block.nodes {
        if let object = FreshObject(node, in: self, uses) { fills.formUnion(object.fills) }
      }
    }
    if fills.isEmpty { return }
    for index in blocks.indices { fill(in: index, fills) }
  }

  private mutating func fill(in block: Int, _ fills: Swift.Set<Reference>) {
    for node in blocks[block].nodes where fills.contains(node) {
      switch self[node].operation {
      case .confirmShape(let object, _, _): self[node].operation = .copy(object)
      case .setSlot(let object, let places, let item, _):
        self[node].operation = .setField(object, offset: Int(places[0].offset), item)
        if places[0].newShape == 0 { continue }
        let shape = newNode(.setShape(object, places[0].newShape), .nothing)
        let place = blocks[block].nodes.firstIndex(of: node).unsafelyUnwrapped
        blocks[block].nodes.insert(shape, at: place + 1)
      default: break
      }
    }
  }
}

/// An object that was made, for as long as nobody else can know it.
private struct FreshObject {
  /// Stores of its attributes, and looks at its shape before them.
  private(set) var fills: Swift.Set<Reference> = []
  /// The object, and what guards have made of it.
  private var names: Swift.Set<Reference>
  private let made: GraphUses.Place

  /// Nil for a node that makes none.
  init?(_ node: Reference, in graph: Graph, _ uses: GraphUses) {
    guard case .newInstance = graph[node].operation, let place = uses.places[Int(node.index)] else { return nil }
    (names, made) = ([node], place)
    findNames(from: node, in: graph, uses)
    follow(graph, uses)
  }

  private mutating func findNames(from node: Reference, in graph: Graph, _ uses: GraphUses) {
    for reader in uses.readers[Int(node.index)] {
      switch graph[reader].operation {
      case .copy, .guardKinds, .guardShape, .confirmShape, .guardNot:
        if names.insert(reader).inserted { findNames(from: reader, in: graph, uses) }
      default: break
      }
    }
  }

  /// Goes on into a block once nobody knows the object at the end of any that lead to it.
  private mutating func follow(_ graph: Graph, _ uses: GraphUses) {
    var kept: Swift.Set<BlockReference> = []
    var work = [(block: made.block, start: made.index + 1)]
    while let (block, start) = work.popLast() {
      guard keeps(in: block, from: start, graph) else { continue }
      kept.insert(block)
      for next in graph[block].terminator.successors where next != made.block && !kept.contains(next) {
        let isMet = graph[next].phis.contains { $0.inputs.contains(where: names.contains) }
        if !isMet, graph[next].predecessors.allSatisfy(kept.contains) { work.append((next, 0)) }
      }
    }
  }

  /// Whether nobody knows the object at the end of a block either.
  private mutating func keeps(in block: BlockReference, from start: Int, _ graph: Graph) -> Bool {
    for node in graph[block].nodes[start...] {
      let operation = graph[node].operation
      if let slow = operation.slowSnapshot, graph.snapshots[slow].stores.contains(where: { names.contains($0.value) }) {
        return false
      }
      if !operation.operands.contains(where: names.contains) { continue }
      switch operation {
      case .copy, .guardKinds, .guardShape, .guardNot, .field, .hasShape, .slot, .method, .same, .setShape: break
      case .confirmShape: fills.insert(node)
      case .setField(_, _, let item):
        if names.contains(item) { return false }
      case .setSlot(_, let places, let item, _):
        if names.contains(item) { return false }
        if places.count == 1 { fills.insert(node) }
      default: return false
      }
    }
    switch graph[block].terminator {
    case .jump, .branch: return true
    default: return false
    }
  }
}
