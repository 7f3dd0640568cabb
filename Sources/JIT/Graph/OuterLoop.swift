import Runtime

/// A loop that takes an item of a range each time around, by an iterator in memory. The interpreter may enter it elsewhere
/// than at its header: where a loop in it begins.
struct OuterLoop {
  let header: BlockReference
  let members: Swift.Set<BlockReference>
  /// Where the item is taken.
  let body: BlockReference
  let item: Reference
  let iterator: Reference
  /// What goes back to the header.
  let latches: [BlockReference]
  /// Where the nodes of its blocks are.
  private let homes: [Reference: BlockReference]
  private let phis: [Reference: (block: BlockReference, phi: Block.Phi)]

  /// - Parameter item: What takes an item.
  init?(item: Reference, in graph: Graph) {
    guard case .advanceRange(let iterator) = graph[item].operation,
      let body = graph.blocks.firstIndex(where: { $0.nodes.contains(item) }).map({ BlockReference($0) }),
      graph[body].predecessors.count == 1, let header = graph[body].predecessors.first,
      case .branch(let isDone, then: _, otherwise: body) = graph[header].terminator,
      case .same(let remaining, _) = graph[isDone].operation,
      case .rangeRemaining(iterator) = graph[remaining].operation
    else { return nil }
    (self.header, self.body, self.item, self.iterator) = (header, body, item, iterator)
    let inside = graph.reached(from: [body], but: header) { graph[$0].terminator.successors }
    latches = graph[header].predecessors.filter { inside.contains($0) }
    if latches.isEmpty { return nil }
    members = graph.reached(from: latches, but: header) { graph[$0].predecessors }.intersection(inside).union([header])
    let blocks = members
    homes = Dictionary(
      uniqueKeysWithValues: blocks.flatMap { block in graph[block].nodes.map { ($0, block) } })
    phis = Dictionary(
      uniqueKeysWithValues: blocks.flatMap { block in graph[block].phis.map { ($0.node, (block, $0)) } })
    if !hasOneEnd(in: graph) { return nil }
  }

  /// Whether it ends only where its iterator does, but for exits.
  private func hasOneEnd(in graph: Graph) -> Bool {
    members.subtracting([header]).allSatisfy { block in
      graph[block].terminator.successors.allSatisfy { next in
        if case .exit = graph[next].terminator { true } else { members.contains(next) }
      }
    }
  }

  /// The block of a node or φ of the loop; nil of what is from outside.
  func home(of node: Reference) -> BlockReference? { homes[node] ?? phis[node]?.block }

  /// The blocks that an iteration can come to without passing one of them.
  func reached(in graph: Graph, but barrier: BlockReference) -> Swift.Set<BlockReference> {
    if barrier == body { return [] }
    return graph.reached(from: [body], but: barrier) { block in
      graph[block].terminator.successors.filter { $0 != header && members.contains($0) }
    }
  }

  /// Whether an iteration passes a block before it comes to another.
  func passes(_ block: BlockReference, before other: BlockReference, in graph: Graph) -> Bool {
    block == other || block == header || !reached(in: graph, but: block).contains(other)
  }

  /// Whether a value is the same in all iterations that follow one another.
  func isSteady(_ value: Reference, in graph: Graph) -> Bool {
    let origin = origin(of: value, in: graph)
    guard let (block, phi) = phis[origin] else { return homes[origin] == nil }
    return block == header
      && zip(graph[header].predecessors, phi.inputs).allSatisfy {
        !members.contains($0) || self.origin(of: $1, in: graph) == origin
      }
  }

  /// The same, whatever was asked of it.
  func origin(of value: Reference, in graph: Graph) -> Reference {
    let source = source(of: value, in: graph)
    if homes[source] == nil { return source }
    return switch graph[source].operation {
    case .guardKinds(let guarded, _, _), .guardShape(let guarded, _, _): origin(of: guarded, in: graph)
    default: source
    }
  }

  /// What a value is where the iteration came from the header: what the interpreter brings to other blocks does not count.
  func source(of value: Reference, in graph: Graph) -> Reference {
    var value = value
    var seen: Swift.Set<Reference> = []
    while let (block, phi) = phis[value], block != header, seen.insert(value).inserted {
      let inputs = Swift.Set(
        zip(graph[block].predecessors, phi.inputs).filter { members.contains($0.0) && $0.1 != value }.map(\.1))
      guard inputs.count == 1, let input = inputs.first else { return value }
      value = input
    }
    return value
  }
}
