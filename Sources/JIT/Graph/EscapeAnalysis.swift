import CRuntime
import Runtime

// Which objects nobody sees but the machine code that makes them, and exits: all reads and writes of such an object are
// nodes whose place in it is known. (Choi et al., "Escape Analysis for Java", OOPSLA 1999; an object either escapes in all
// of its life or not at all.)

/// An object that does not escape.
struct CapturedObject {
  let node: Reference
  let size: Int
  let place: GraphUses.Place
  /// The node, what guards have made of it, and φs of nothing else.
  private(set) var aliases: Swift.Set<Reference>
  /// The nodes that read or write it or ask for its shape, guards included, and what each does.
  private(set) var accesses: [Reference: Access] = [:]
  /// The exits that hand it to the interpreter, by their snapshots, and what shape it has there.
  private(set) var handovers: [Handover] = []

  struct Handover {
    let exit: Exit
    let snapshot: Int
    let place: GraphUses.Place
    let shape: UInt32
  }

  enum Access {
    /// A guard that holds, or a copy.
    case alias
    case load(offset: Int)
    case store(offset: Int, Reference, shape: UInt32?)
    case setShape(UInt32)
    /// An answer that is known: a truth, or a word.
    case truth(Bool)
    case word(UInt64)
    /// Of a generator.
    case close
    /// Of an iterator over a list or tuple: the next item, and where a loop goes on with one and without.
    case next(body: BlockReference, end: BlockReference)
    /// Of one over a range, which has a number left.
    case advance
  }

  /// Nil where the object escapes.
  init?(_ node: Reference, in graph: Graph, _ uses: GraphUses) {
    guard let place = uses.places[Int(node.index)] else { return nil }
    switch graph[node].operation {
    case .newInstance(_, let size, _), .newObject(_, let size, _): self.size = size
    default: return nil
    }
    (self.node, self.place, aliases) = (node, place, [node])
    guard findAccesses(in: graph, uses), let shapes = ObjectShapes(self, in: graph, uses) else { return nil }
    for access in accesses.keys {
      let shape = uses.places[Int(access.index)].flatMap { shapes.shape(at: $0) }
      guard let known = resolve(access, graph, uses, shape) else { return nil }
      accesses[access] = known
    }
    for snapshot in graph.snapshots.indices where isNamed(in: graph.snapshots[snapshot]) {
      for (exit, place) in uses.exits[snapshot] {
        guard let shape = shapes.shape(at: place) else { return nil }
        handovers.append(Handover(exit: exit, snapshot: snapshot, place: place, shape: shape))
      }
    }
    if !isIterated(in: graph, uses) { return nil }
  }

  private func isNamed(in snapshot: Snapshot) -> Bool {
    snapshot.stores.contains { aliases.contains($0.value) }
      || snapshot.objects.contains { $0.fields.contains { aliases.contains($0.value) } }
  }

  /// All that reads the object. False where something does by which others may see it.
  private mutating func findAccesses(in graph: Graph, _ uses: GraphUses) -> Bool {
    var work = [node]
    var phis: [Block.Phi] = []
    while let alias = work.popLast() ?? nextAlias(among: &phis) {
      phis += uses.phis[Int(alias.index)].filter { !aliases.contains($0.node) }
      if uses.leaks[Int(alias.index)] { return false }
      for reader in uses.readers[Int(alias.index)] {
        switch graph[reader].operation {
        case .copy, .guardKinds, .guardShape, .confirmShape, .guardNot:
          if aliases.insert(reader).inserted { work.append(reader) }
        case .field, .hasShape, .slot, .method, .setShape, .closeGenerator, .same, .nextOfList(_, nil), .nextOfTuple,
          .rangeRemaining, .advanceRange:
          break
        case .setField(_, _, let item), .setSlot(_, _, let item, _):
          if item == alias { return false }
        default: return false
        }
        accesses[reader] = .alias
      }
    }
    // What meets others is one of several, and an object may refer to itself.
    if phis.contains(where: { !aliases.contains($0.node) }) { return false }
    return accesses.keys.allSatisfy { access in
      switch graph[access].operation {
      case .setField(_, _, let item), .setSlot(_, _, let item, _): !aliases.contains(item)
      default: true
      }
    }
  }

  /// A φ that only the object comes to, which becomes a name of it.
  private mutating func nextAlias(among phis: inout [Block.Phi]) -> Reference? {
    phis.removeAll { aliases.contains($0.node) }
    guard let phi = phis.first(where: { phi in phi.inputs.allSatisfy { $0 == phi.node || aliases.contains($0) } }) else {
      return nil
    }
    aliases.insert(phi.node)
    return phi.node
  }

  /// What a node does with the object, whose shape is known, or not; nil where that cannot be told.
  private func resolve(_ access: Reference, _ graph: Graph, _ uses: GraphUses, _ shape: UInt32?) -> Access? {
    func place(_ places: [ShapeOffset]) -> ShapeOffset? { places.first { $0.shape == shape } }
    switch graph[access].operation {
    case .copy: return .alias
    case .guardKinds(_, let kinds, _): return graph[node].kinds.isSubset(of: kinds) ? .alias : nil
    case .guardShape(_, let wanted, _), .confirmShape(_, let wanted, _): return wanted == shape ? .alias : nil
    case .guardNot(_, let bits, _): return bits == Value.empty.bits || bits == Value.unbound.bits ? .alias : nil
    case .field(_, let offset): return offset >= 8 ? .load(offset: offset) : nil
    case .setField(_, let offset, let item): return offset >= 8 ? .store(offset: offset, item, shape: nil) : nil
    case .slot(_, let places, _): return place(places).map { .load(offset: Int($0.offset)) }
    case .setSlot(_, let places, let item, _):
      return place(places).map {
        .store(offset: Int($0.offset), item, shape: $0.newShape == 0 ? nil : $0.newShape)
      }
    case .setShape(_, let shape): return .setShape(shape)
    case .hasShape(_, let asked): return shape.map { .truth($0 == asked) }
    case .method(_, let choices, _): return choices.first { $0.shape == shape }.map { .word($0.function) }
    case .same(let left, let right): return .truth(aliases.contains(left) && aliases.contains(right))
    case .closeGenerator: return .close
    case .nextOfList, .nextOfTuple: return next(access, graph, uses)
    case .rangeRemaining: return .load(offset: RangeWord.remaining.offset)
    case .advanceRange: return .advance
    default: return nil
    }
  }

  // MARK: Iterators

  /// The next item, as a loop asks for it.
  private func next(_ item: Reference, _ graph: Graph, _ uses: GraphUses) -> Access? {
    guard let block = uses.places[Int(item.index)]?.block,
      case .branch(let isDone, then: let end, otherwise: let body) = graph[block].terminator,
      case .same(item, _) = graph[isDone].operation, uses.places[Int(isDone.index)]?.block == block,
      graph[body].predecessors == [block]
    else { return nil }
    return .next(body: body, end: end)
  }

  /// Whether nothing looks at an iterator that has come to its end, and what it goes over is known to be of a kind.
  private func isIterated(in graph: Graph, _ uses: GraphUses) -> Bool {
    var ends: [BlockReference] = []
    for case .next(_, let end) in accesses.values where end != place.block { ends.append(end) }
    if ends.isEmpty { return true }
    let after = graph.reached(from: ends, but: place.block) { graph[$0].terminator.successors }
    return !handovers.contains { after.contains($0.place.block) }
      && accesses.allSatisfy { node, access in
        if let block = uses.places[Int(node.index)]?.block, after.contains(block) { return false }
        guard case .store(CompiledLayout.iteratorSource, let row, _) = access else { return true }
        return graph[row].kinds == .list || graph[row].kinds == .tuple
      }
  }
}

/// The shapes that an object has, wherever it is looked at.
private struct ObjectShapes {
  private let made: GraphUses.Place
  private let first: UInt32
  /// What sets the shape, in order.
  private var events: [BlockReference: [(index: Int, node: Reference)]] = [:]
  /// The shape at the beginning of blocks, or nil where ways with different ones meet.
  private var starts: [BlockReference: UInt32?] = [:]
  private let graph: Graph

  /// Follows the shape from where the object is made, until no block begins with another (a forward analysis, in which no
  /// shape means two of them).
  init?(_ object: CapturedObject, in graph: Graph, _ uses: GraphUses) {
    switch graph[object.node].operation {
    case .newInstance(let shape, _, _): first = shape
    case .newObject(let header, _, _): first = UInt32(truncatingIfNeeded: header)
    default: return nil
    }
    (self.graph, made) = (graph, object.place)
    for access in object.accesses.keys {
      guard let place = uses.places[Int(access.index)] else { continue }
      switch graph[access].operation {
      case .setShape, .setSlot: events[place.block, default: []].append((place.index, access))
      default: break
      }
    }
    for block in events.keys { events[block]?.sort { $0.index < $1.index } }
    var work: [(block: BlockReference, shape: UInt32?)] = []
    func leave(_ block: BlockReference) {
      let shape = shape(at: GraphUses.Place(block: block, index: .max))
      for next in graph[block].terminator.successors where next != made.block { work.append((next, shape)) }
    }
    leave(made.block)
    while let (block, shape) = work.popLast() {
      let known = starts[block]
      if let known, known == nil || known == shape { continue }
      starts[block] = .some(known == nil ? shape : nil)
      leave(block)
    }
  }

  /// The shape before a place.
  func shape(at place: GraphUses.Place) -> UInt32? {
    var shape = place.block == made.block ? first : starts[place.block] ?? nil
    for event in events[place.block] ?? [] where event.index < place.index {
      switch graph[event.node].operation {
      case .setShape(_, let new): shape = new
      case .setSlot(_, let places, _, _):
        guard let stored = places.first(where: { $0.shape == shape }) else { return nil }
        if stored.newShape != 0 { shape = stored.newShape }
      default: break
      }
    }
    return shape
  }
}
