import CRuntime
import Runtime

/// A loop in another, whose sums for the outer loop's next items can be had together with those for this one
/// (`ComputingAhead.swift`).
struct LaneLoop {
  let inner: SteadyLoop
  let outer: OuterLoop
  /// The way into the inner loop, and the block before it.
  let way: Int
  let before: BlockReference
  /// How the interpreter goes on where an iteration of the inner loop begins.
  let start: Int
  /// The outer loop's item, as the inner loop reads it.
  let item: Reference
  /// Where the interpreter may enter between the outer loop's header and the inner loop.
  let middle: BlockReference?
  /// What follows the inner loop, and where that meets other ways.
  let after: BlockReference
  let join: BlockReference
  /// The nodes and φs of the inner loop, and of what follows, that are others for each item.
  private(set) var varying: Swift.Set<Reference>
  /// The φs of the inner loop among them.
  private(set) var sums: [Block.Phi] = []
  /// Lists that must not be the same, by what the outer loop's header has.
  private(set) var apart: [(read: Reference, stored: Reference)] = []

  /// No more words are carried from one item to the next.
  private static let sumLimit = 2

  init?(_ header: BlockReference, in graph: Graph) {
    guard let inner = SteadyLoop(header: header, in: graph),
      let item = Self.item(of: inner, in: graph), let taken = Self.taken(item, in: graph),
      let outer = OuterLoop(item: taken, in: graph), outer.header != header, inner.members.isSubset(of: outer.members),
      let start = graph.startSnapshot(of: inner), case let ways = graph.ways(into: inner).compactMap({ $0 }), ways.count == 1
    else { return nil }
    (self.inner, self.outer, self.item, self.start) = (inner, outer, item, start)
    (way, before) = (ways[0], graph[header].predecessors[ways[0]])
    let ends = inner.members.flatMap { from in
      graph[from].terminator.successors.filter { !inner.members.contains($0) }.map { (from: from, to: $0) }
    }
    guard case .jump(header) = graph[before].terminator, ends.count == 1, let end = ends.first, end.from == header,
      graph[end.to].predecessors == [header], case .jump(let join) = graph[end.to].terminator
    else { return nil }
    (after, self.join) = (end.to, join)
    let entered = outer.members.filter { block in
      block != outer.header && graph[block].predecessors.contains { !outer.members.contains($0) }
    }
    if entered.count > 1 { return nil }
    middle = entered.first
    varying = []
    guard hasShape(in: graph), findVarying(in: graph), findSums(in: graph), keepsToItself(in: graph),
      findStores(in: graph)
    else { return nil }
  }

  // MARK: Shape

  /// What the loop has from outside as the index of an element, if that is an item of a range.
  private static func item(of loop: SteadyLoop, in graph: Graph) -> Reference? {
    let inside = Swift.Set(loop.members.flatMap { graph[$0].nodes + graph[$0].phis.map(\.node) })
    let items = loop.members.flatMap { graph[$0].nodes }.compactMap { node -> Reference? in
      guard case .listElement(_, let index, _, _) = graph[node].operation, !inside.contains(index),
        taken(index, in: graph) != nil
      else { return nil }
      return index
    }
    return items.min { $0.index < $1.index }
  }

  /// What takes the item that a value is.
  private static func taken(_ value: Reference, in graph: Graph) -> Reference? {
    switch graph[value].operation {
    case .advanceRange: return value
    case .phi:
      let phi = graph.blocks.lazy.flatMap(\.phis).first { $0.node == value }
      return phi?.inputs.first { if case .advanceRange = graph[$0].operation { true } else { false } }
    default: return nil
    }
  }

  /// Whether each iteration of the outer loop comes to the inner one once at most, and passes what follows it; the
  /// inner one has none in it.
  private func hasShape(in graph: Graph) -> Bool {
    !isAgain(before, but: outer.header, in: graph) && !inner.members.contains(outer.body)
      && join != outer.header && outer.members.contains(join) && !inner.members.contains(join)
      && outer.source(of: item, in: graph) == outer.item
      && outer.latches.allSatisfy { outer.passes(join, before: $0, in: graph) }
      && middle.map { outer.passes($0, before: before, in: graph) && !inner.members.contains($0) } ?? true
      && inner.members.allSatisfy { $0 == inner.header || !isAgain($0, but: inner.header, in: graph) }
  }

  /// Whether a block leads to itself without passing a header.
  private func isAgain(_ block: BlockReference, but header: BlockReference, in graph: Graph) -> Bool {
    let next = graph[block].terminator.successors.filter { $0 != header }
    return graph.reached(from: next, but: header) { graph[$0].terminator.successors }.contains(block)
  }

  // MARK: What varies

  /// What a value is for the next item.
  private enum Variation { case same, other, unknown }

  /// Of a value from outside the inner loop: the same where it depends on nothing that iterations change.
  private func variation(of value: Reference, in graph: Graph) -> Variation {
    var known: [Reference: Variation] = [:]
    return variation(of: value, in: graph, &known)
  }

  private func variation(of value: Reference, in graph: Graph, _ known: inout [Reference: Variation]) -> Variation {
    let source = outer.source(of: value, in: graph)
    if source == outer.item { return .other }
    if outer.isSteady(source, in: graph) { return .same }
    if let found = known[source] { return found }
    known[source] = .unknown
    let operation = graph[source].operation
    let operands: [Reference]
    switch operation {
    case .newObject:
      // An iterator is the same if it is made of the same.
      guard let parts = parts(of: source, in: graph) else { return .unknown }
      operands = parts
    case .advanceRange, .rangeRemaining, .rangeLength: operands = operation.operands
    default:
      if operation.copied({ $0 }, { $0 }) == nil { return .unknown }
      operands = operation.operands
    }
    var result = Variation.same
    for operand in operands {
      switch variation(of: operand, in: graph, &known) {
      case .same: break
      case .other: if result == .same { result = .other }
      case .unknown: result = .unknown
      }
    }
    known[source] = result
    return result
  }

  /// Whether a value from outside the inner loop is another for the next item.
  func varies(_ value: Reference, in graph: Graph) -> Bool { variation(of: value, in: graph) == .other }

  /// What is stored into an object that an iteration makes.
  private func parts(of object: Reference, in graph: Graph) -> [Reference]? {
    var parts: [Reference] = []
    for node in outer.members.subtracting(inner.members).subtracting([after]).flatMap({ graph[$0].nodes }) {
      guard case .setField(let base, _, let part) = graph[node].operation,
        outer.source(of: base, in: graph) == object
      else { continue }
      parts.append(part)
    }
    return parts
  }

  private mutating func findVarying(in graph: Graph) -> Bool {
    let blocks = (inner.members.union([after])).sorted { $0.index < $1.index }
    let inside = Swift.Set(blocks.flatMap { graph[$0].nodes + graph[$0].phis.map(\.node) })
    var outside: [Reference: Variation] = [:]
    func isOther(_ value: Reference) -> Bool? {
      if inside.contains(value) { return varying.contains(value) }
      let found = outside[value] ?? variation(of: value, in: graph)
      outside[value] = found
      return found == .unknown ? nil : found == .other
    }
    var count = -1
    while count != varying.count {
      count = varying.count
      for block in blocks {
        for (node, operands) in graph[block].phis.map({ ($0.node, $0.inputs) })
          + graph[block].nodes.map({ ($0, graph[$0].operation.operands) })
        where !varying.contains(node) {
          for operand in operands {
            guard let other = isOther(operand) else { return false }
            if other { varying.insert(node) }
          }
        }
      }
    }
    return blocks.allSatisfy { block in
      guard case .branch(let condition, _, _) = graph[block].terminator else { return true }
      return isOther(condition) == false
    }
  }

  // MARK: Sums

  private mutating func findSums(in graph: Graph) -> Bool {
    sums = graph[inner.header].phis.filter { varying.contains($0.node) }
    return 1...Self.sumLimit ~= sums.count
      && sums.allSatisfy { sum in
        let node = graph[sum.node]
        return (node.representation == .float || node.representation == .word && node.kinds == .smallInt)
          && canBeCopied(sum.inputs[way], in: graph)
      }
  }

  /// Whether the value with which a sum begins can be had for the next items: it depends on them by copies alone.
  private func canBeCopied(_ value: Reference, in graph: Graph) -> Bool {
    var (seen, work) = (Swift.Set([value]), [value])
    while let node = work.popLast() {
      let source = outer.source(of: node, in: graph)
      if source == outer.item || variation(of: source, in: graph) == .same { continue }
      guard seen.count < 40, graph[source].operation.copied({ $0 }, { $0 }) != nil else { return false }
      work += graph[source].operation.operands.filter { seen.insert($0).inserted }
    }
    return true
  }

  /// Whether what the inner loop computes is read elsewhere only where ways join, and what is read there is at hand when
  /// the loop is left out.
  private func keepsToItself(in graph: Graph) -> Bool {
    let blocks = inner.members.union([after])
    let inside = Swift.Set(blocks.flatMap { graph[$0].nodes + graph[$0].phis.map(\.node) })
    func isOutside(_ value: Reference) -> Bool { !inside.contains(value) }
    for index in graph.blocks.indices where !blocks.contains(BlockReference(index)) {
      let block = graph.blocks[index]
      let operands = block.nodes.flatMap { graph[$0].operation.operands } + block.terminator.operands
      guard operands.allSatisfy(isOutside) else { return false }
      for phi in block.phis {
        for (from, input) in zip(block.predecessors, phi.inputs) where from != after && !isOutside(input) { return false }
      }
      for snapshot in graph.snapshots(of: BlockReference(index)) where !graph.snapshots[snapshot].values.allSatisfy(isOutside) {
        return false
      }
    }
    let nodes = blocks.flatMap { graph[$0].nodes }
    return nodes.allSatisfy { node in
      if case .setField(let base, _, _) = graph[node].operation { return graph[after].nodes.contains(node) && isMade(base, in: graph) }
      return graph[node].operation.copied({ $0 }, { $0 }) != nil
    } && graph.snapshots(of: after).isEmpty && graph[join].phis.allSatisfy { result($0, in: graph) != nil }
  }

  private func isMade(_ object: Reference, in graph: Graph) -> Bool {
    if case .newObject = graph[outer.source(of: object, in: graph)].operation { true } else { false }
  }

  /// What a φ after the inner loop has where the loop was left out.
  enum Result {
    /// What the nodes that follow the loop make of sums.
    case ofSums(Reference)
    /// A value from before it.
    case value(Reference)
    /// What the outer loop's header has.
    case carried(Reference)
  }

  func result(_ phi: Block.Phi, in graph: Graph) -> Result? {
    guard let place = graph[join].predecessors.firstIndex(of: after) else { return nil }
    let value = phi.inputs[place]
    if varying.contains(value) { return isMadeOfSums(value, in: graph) ? .ofSums(value) : nil }
    let blocks = inner.members.union([after])
    if let home = outer.home(of: value), blocks.contains(home) {
      // What it was at the end of the last iteration, it would be again.
      let last = graph[outer.header].phis.first { carried in
        graph[carried.node].representation == .word && zip(graph[outer.header].predecessors, carried.inputs).allSatisfy {
          !outer.members.contains($0) || outer.origin(of: $1, in: graph) == phi.node
        }
      }
      return last.map { .carried($0.node) }
    }
    return .value(value)
  }

  private func isMadeOfSums(_ value: Reference, in graph: Graph) -> Bool {
    if sums.contains(where: { $0.node == value }) { return true }
    let home = outer.home(of: value)
    if home == after { return graph[value].operation.operands.allSatisfy { isMadeOfSums($0, in: graph) } }
    return home.map { !inner.members.contains($0) } ?? true
  }

  // MARK: Stores

  /// Whether nothing else in the outer loop could change what the inner loop reads, provided that some lists differ.
  private mutating func findStores(in graph: Graph) -> Bool {
    let early = outer.reached(in: graph, but: join).union([outer.body, outer.header])
    for block in outer.members.subtracting(inner.members).subtracting([after]) {
      switch graph[block].terminator {
      case .jump, .branch: break
      default: return false
      }
      for node in graph[block].nodes {
        switch graph[node].operation {
        case .setListElement(let list, let index, _, _, _):
          if early.contains(block) || !separate(list, index, in: graph) { return false }
        case .appendToList(let list, _, _, _):
          if early.contains(block) || !separate(list, nil, in: graph) { return false }
        case .setField(let base, _, _): if !isMade(base, in: graph) { return false }
        case .advanceRange(let iterator): if node != outer.item, !isMade(iterator, in: graph) { return false }
        case .rangeRemaining, .rangeLength, .newObject, .guardRoom, .storeRegister: break
        case let operation: if operation.copied({ $0 }, { $0 }) == nil { return false }
        }
      }
    }
    return true
  }

  /// Whether a list that is stored into, at an index or at its end, is not read, as far as that can be looked at before the
  /// inner loop.
  private mutating func separate(_ stored: Reference, _ index: Reference?, in graph: Graph) -> Bool {
    guard isAtHand(stored, in: graph) else { return false }
    let isAtItem = index.map { outer.source(of: $0, in: graph) == outer.item } ?? true
    let early = outer.reached(in: graph, but: join).union([outer.body, outer.header]).union(inner.members)
    for node in early.sorted(by: { $0.index < $1.index }).flatMap({ graph[$0].nodes }) {
      switch graph[node].operation {
      case .listElement(let read, let place, _, _):
        // What is read for a later item is not what was stored at an earlier one.
        if isAtItem, outer.source(of: place, in: graph) == outer.item { continue }
        if !keepApart(read, stored, in: graph) { return false }
      // How long a list is that is appended to.
      case .field(let read, _) where index == nil && !graph[read].kinds.isDisjoint(with: .list):
        if !keepApart(read, stored, in: graph) { return false }
      default: break
      }
    }
    return true
  }

  private mutating func keepApart(_ read: Reference, _ stored: Reference, in graph: Graph) -> Bool {
    guard isAtHand(read, in: graph) else { return false }
    let pair = (read: outer.origin(of: read, in: graph), stored: outer.origin(of: stored, in: graph))
    if !apart.contains(where: { $0 == pair }) { apart.append(pair) }
    return true
  }

  /// Whether a value is there before the inner loop, and the same in each iteration.
  private func isAtHand(_ value: Reference, in graph: Graph) -> Bool { outer.isSteady(value, in: graph) }
}

extension Snapshot {
  /// What an exit with it hands over.
  var values: [Reference] {
    stores.map(\.value) + iteratorWords.flatMap { [$0.iterator, $0.value] }
      + objects.flatMap { $0.fields.map(\.value) }
  }

  /// The same with other values.
  func with(_ other: (Reference) -> Reference) -> Snapshot {
    Snapshot(
      word: word, stores: stores.map { ($0.register, other($0.value)) }, objects: objects.map { $0.with(other) },
      iteratorWords: iteratorWords.map { IteratorWord(iterator: other($0.iterator), word: $0.word, value: other($0.value)) },
      frames: frames)
  }
}
