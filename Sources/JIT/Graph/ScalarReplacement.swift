import CRuntime
import Runtime

// A phase between the builder and the lowering: objects that do not escape are not made. What is stored into one is a
// value of the graph; where it is loaded, and ways meet that have stored different values, there is a φ. Exits say of what
// words the interpreter's object is to be made (`Snapshot.objects`):
//
//     v7 = new instance of shape 438              v9 = box v5
//     field v7 + 16 ← v9                     ⟶    snapshot 3: %2 ← v7, v7 = instance of shape 438 with 16: v5
//     guard … ⟶ snapshot 3: %2 ← v7
//     v12 = field v7 + 16                         v12 = v9
//
// (φs as by Braun et al., "Simple and Efficient Construction of Static Single Assignment Form", CC 2013.)

extension Graph {
  /// Graphs with more nodes are left as they are, for the sake of the time that it takes.
  private static var largestSearched: Int { 4000 }

  mutating func replaceObjects() {
    if nodes.count > Self.largestSearched { return }
    var uses: GraphUses?
    var isChanged = false
    // What refers to others is made after them; once it is not, they may not escape either.
    for node in madeObjects.reversed() {
      let known = uses ?? GraphUses(self)
      uses = known
      guard let object = CapturedObject(node, in: self, known), replace(object, known) else { continue }
      (uses, isChanged) = (nil, true)
    }
    if isChanged { simplify() }
  }

  private var madeObjects: [Reference] {
    blocks.flatMap(\.nodes).filter { node in
      switch self[node].operation {
      case .newInstance, .newObject: true
      default: false
      }
    }.sorted { $0.index < $1.index }
  }

  /// Does without an object. False where exits would leave too many words.
  private mutating func replace(_ object: CapturedObject, _ uses: GraphUses) -> Bool {
    guard var replacement = Replacement(object, uses, in: &self) else { return false }
    replacement.run(&self)
    return true
  }
}

/// The replacement of one object.
private struct Replacement {
  private let object: CapturedObject
  private let uses: GraphUses
  /// What it has before anything is stored, and another word, of which truths are made.
  private let empty, other: Reference
  /// The places of its words in what exits leave, by their offsets.
  private let places: [Int: Int]
  /// The items that are taken from an iterator over a list or tuple, and the numbers from one over a range.
  private var items: [Item] = []
  private var numbers: [Number] = []
  /// What is stored at a place of a block, in order.
  private var stores: [BlockReference: [(index: Int, offset: Int, value: Reference)]] = [:]
  private var starts: [Start: Reference] = [:]
  private var phis: [(node: Reference, block: BlockReference, inputs: [Reference])] = []
  /// The φs that are only another name.
  private var names: [Reference: Reference] = [:]

  private struct Start: Hashable {
    let block: BlockReference
    let offset: Int
  }

  private struct Item {
    let node: Reference
    let body: BlockReference
    let next: Reference
    let step: Reference
    var row, position: Reference
  }

  private struct Number {
    let node: Reference
    let next, left: Reference
    var position, remaining, step: Reference
  }

  /// The most words that a graph's exits leave for objects.
  private static var mostWords: Int { 96 }

  init?(_ object: CapturedObject, _ uses: GraphUses, in graph: inout Graph) {
    (self.object, self.uses) = (object, uses)
    var offsets: Swift.Set<Int> = []
    for case .store(let offset, _, _) in object.accesses.values { offsets.insert(offset) }
    if object.accesses.values.contains(where: { if case .close = $0 { true } else { false } }) {
      offsets.insert(CompiledGenerator.state)
    }
    let isIterated = object.accesses.values.contains { access in
      switch access {
      case .next, .advance: true
      default: false
      }
    }
    if isIterated {
      offsets.insert(CompiledLayout.iteratorPosition)
    }
    guard graph.objectWordCount + offsets.count <= Self.mostWords else { return nil }
    var places: [Int: Int] = [:]
    for offset in offsets.sorted() {
      places[offset] = graph.objectWordCount
      graph.objectWordCount += 1
    }
    self.places = places
    empty = graph.newNode(.constant(Value.empty.bits), .word, .anything)
    other = graph.newNode(.constant(Value.unbound.bits), .word, .unbound)
  }

  mutating func run(_ graph: inout Graph) {
    collectStores(&graph)
    findItems(&graph)
    var loads: [(node: Reference, value: Reference)] = []
    // In an order of their own: graphs that are the same have the same names for their φs, by which the cache knows them.
    for (node, access) in object.accesses.sorted(by: { $0.key.index < $1.key.index }) {
      guard case .load(let offset) = access, let place = uses.places[Int(node.index)] else { continue }
      loads.append((node, value(offset, at: place, &graph)))
    }
    var words: [[Reference]] = []
    for handover in object.handovers {
      var row: [Reference] = []
      for offset in places.keys.sorted() { row.append(value(offset, at: handover.place, &graph)) }
      words.append(row)
    }
    removeTrivialPhis()
    insertPhis(&graph)
    for (node, value) in loads { graph.makeCopy(node, of: name(value)) }
    for item in items { take(item, &graph) }
    for number in numbers { take(number, &graph) }
    hand(words, &graph)
    rewrite(&graph)
  }

  // MARK: Stores

  private mutating func collectStores(_ graph: inout Graph) {
    for (node, access) in object.accesses.sorted(by: { $0.key.index < $1.key.index }) {
      guard let place = uses.places[Int(node.index)] else { continue }
      switch access {
      case .store(let offset, let value, _): add(place, offset, value)
      case .close:
        add(place, CompiledGenerator.state, node)
        for offset in places.keys where offset >= CompiledGenerator.register(0) { add(place, offset, empty) }
      case .next(let body, _):
        let next = graph.newNode(.phi, .word, .anything)
        let step = graph.newNode(.constant(Value(smallInt: 1).bits), .word, .smallInt)
        items.append(Item(node: node, body: body, next: next, step: step, row: empty, position: empty))
        add(GraphUses.Place(block: body, index: -1), CompiledLayout.iteratorPosition, next)
      case .advance:
        let (next, left) = (graph.newNode(.phi, .word, .anything), graph.newNode(.phi, .word, .anything))
        numbers.append(Number(node: node, next: next, left: left, position: empty, remaining: empty, step: empty))
        add(place, RangeWord.position.offset, next)
        add(place, RangeWord.remaining.offset, left)
      default: break
      }
    }
    for block in stores.keys { stores[block]?.sort { $0.index < $1.index } }
  }

  private mutating func add(_ place: GraphUses.Place, _ offset: Int, _ value: Reference) {
    stores[place.block, default: []].append((place.index, offset, value))
  }

  // MARK: Iterators

  private mutating func findItems(_ graph: inout Graph) {
    for index in items.indices {
      guard let place = uses.places[Int(items[index].node.index)] else { continue }
      items[index].row = value(CompiledLayout.iteratorSource, at: place, &graph)
      items[index].position = value(CompiledLayout.iteratorPosition, at: place, &graph)
    }
    for index in numbers.indices {
      guard let place = uses.places[Int(numbers[index].node.index)] else { continue }
      numbers[index].position = value(RangeWord.position.offset, at: place, &graph)
      numbers[index].remaining = value(RangeWord.remaining.offset, at: place, &graph)
      numbers[index].step = value(RangeWord.step.offset, at: place, &graph)
    }
  }

  /// Has an item be taken by the position, which is one more where a loop goes on with it.
  private func take(_ item: Item, _ graph: inout Graph) {
    let position = name(item.position)
    graph[item.node].operation = .itemOfRow(name(item.row), position: position, nil)
    graph[item.next].operation = .nextPosition(position, step: item.step)
    graph[item.body].nodes.insert(contentsOf: [item.step, item.next], at: 0)
  }

  /// The same of a number: what is left, and where it goes on, is known from there.
  private func take(_ number: Number, _ graph: inout Graph) {
    let position = name(number.position)
    graph[number.node].operation = .itemOfPosition(position)
    graph[number.next].operation = .nextPosition(position, step: name(number.step))
    graph[number.left].operation = .countDown(name(number.remaining))
    guard let block = uses.places[Int(number.node.index)]?.block,
      let index = graph[block].nodes.firstIndex(of: number.node)
    else { return }
    graph[block].nodes.insert(contentsOf: [number.next, number.left], at: index + 1)
  }

  // MARK: Values

  /// What the object has at an offset before a place.
  private mutating func value(_ offset: Int, at place: GraphUses.Place, _ graph: inout Graph) -> Reference {
    var (block, index) = (place.block, place.index)
    var passed: [BlockReference] = []
    while true {
      if let store = stores[block]?.last(where: { $0.index < index && $0.offset == offset }) {
        return keep(store.value, offset, passed)
      }
      if block == object.place.block, object.place.index < index { return keep(empty, offset, passed) }
      if let known = starts[Start(block: block, offset: offset)] { return keep(known, offset, passed) }
      passed.append(block)
      let before = graph[block].predecessors
      if before.count != 1 { break }
      (block, index) = (before[0], .max)
    }
    // A way on which nothing comes here.
    if graph[block].predecessors.isEmpty { return keep(empty, offset, passed) }
    let phi = graph.newNode(.phi, .word)
    _ = keep(phi, offset, passed)
    var inputs: [Reference] = []
    for before in graph[block].predecessors {
      inputs.append(value(offset, at: GraphUses.Place(block: before, index: .max), &graph))
    }
    phis.append((phi, block, inputs))
    return phi
  }

  /// Notes what the object has at the beginning of blocks.
  private mutating func keep(_ value: Reference, _ offset: Int, _ blocks: [BlockReference]) -> Reference {
    for block in blocks { starts[Start(block: block, offset: offset)] = value }
    return value
  }

  private func name(_ value: Reference) -> Reference {
    var value = value
    while let other = names[value] { value = other }
    return value
  }

  /// A φ whose ways all bring one value, or itself, is that value.
  private mutating func removeTrivialPhis() {
    var isChanged = true
    while isChanged {
      isChanged = false
      for phi in phis where names[phi.node] == nil {
        let inputs = Swift.Set(phi.inputs.map { name($0) }).subtracting([phi.node])
        guard inputs.count == 1, let only = inputs.first else { continue }
        names[phi.node] = only
        isChanged = true
      }
    }
  }

  private func insertPhis(_ graph: inout Graph) {
    let phis = phis.filter { names[$0.node] == nil }.map { (node: $0.node, block: $0.block, inputs: $0.inputs.map(name)) }
    for phi in phis { graph[phi.block].phis.append(Block.Phi(node: phi.node, inputs: phi.inputs)) }
    var isChanged = true
    while isChanged {
      isChanged = false
      for phi in phis {
        let kinds = phi.inputs.reduce(into: ValueKinds()) { $0.formUnion(graph[$1].kinds) }
        isChanged = isChanged || kinds != graph[phi.node].kinds
        graph[phi.node].kinds = kinds
      }
    }
  }

  // MARK: Exits

  /// What an exit hands over.
  private struct Form: Hashable {
    let snapshot: Int
    let shape: UInt32
    let words: [Reference]
  }

  /// Has snapshots say of what the object is to be made. Where exits of one come to different words, each gets its own.
  private func hand(_ words: [[Reference]], _ graph: inout Graph) {
    let originals = graph.snapshots
    var known: [Form: Int] = [:]
    var changed: Swift.Set<Int> = []
    for (handover, row) in zip(object.handovers, words) {
      let form = Form(snapshot: handover.snapshot, shape: handover.shape, words: row.map(name))
      if known[form] == nil {
        let snapshot = snapshot(originals[form.snapshot], form, graph)
        if changed.insert(form.snapshot).inserted {
          graph.snapshots[form.snapshot] = snapshot
          known[form] = form.snapshot
        } else {
          graph.snapshots.append(snapshot)
          known[form] = graph.snapshots.count - 1
        }
      }
      graph.use(known[form] ?? form.snapshot, for: handover.exit)
    }
  }

  private func snapshot(_ original: Snapshot, _ form: Form, _ graph: Graph) -> Snapshot {
    var snapshot = original
    for index in snapshot.stores.indices where object.aliases.contains(snapshot.stores[index].value) {
      snapshot.stores[index].value = object.node
    }
    snapshot.objects = snapshot.objects.map { $0.with { object.aliases.contains($0) ? object.node : $0 } }
    var made = VirtualObject(node: object.node, header: header(form.shape, graph), size: object.size)
    for (offset, value) in zip(places.keys.sorted(), form.words) where value != empty {
      made.fields.append(VirtualObject.Field(offset: offset, value: graph.unboxed(value), place: places[offset] ?? 0))
    }
    snapshot.objects.append(made)
    return snapshot
  }

  private func header(_ shape: UInt32, _ graph: Graph) -> VirtualObject.Header {
    if case .newObject(let header, _, _) = graph[object.node].operation { .word(header) } else { .instance(shape: shape) }
  }

  // MARK: Nodes

  /// Takes away what made the object and what was stored, and has answers be constants.
  private func rewrite(_ graph: inout Graph) {
    var dead: Swift.Set<Reference> = [object.node]
    for (node, access) in object.accesses {
      switch access {
      case .load, .next, .advance: break
      case .alias, .store, .setShape: dead.insert(node)
      case .truth(let isTrue): graph[node].operation = .same(empty, isTrue ? empty : other)
      case .word(let bits): graph[node].operation = .constant(bits)
      case .close:
        graph[node].operation = .constant(CompiledGenerator.closed)
        (graph[node].representation, graph[node].kinds) = (.word, .anything)
      }
    }
    for index in graph.blocks.indices { graph.blocks[index].phis.removeAll { object.aliases.contains($0.node) } }
    for block in Swift.Set(dead.compactMap { uses.places[Int($0.index)]?.block }) {
      var nodes: [Reference] = []
      for node in graph[block].nodes {
        if node == object.node { nodes += [empty, other] }
        if !dead.contains(node) { nodes.append(node) }
      }
      graph[block].nodes = nodes
    }
  }
}

extension Graph {
  /// Has an exit use another snapshot.
  fileprivate mutating func use(_ snapshot: Int, for exit: Exit) {
    exits[Int(exit.index)] = ExitPoint(snapshot: snapshot, reason: exits[Int(exit.index)].reason)
  }

  /// Has a node be what another one is.
  mutating func makeCopy(_ node: Reference, of other: Reference) {
    self[node].operation = .copy(other)
    self[node].representation = self[other].representation
    if self[node].representation == .word { self[node].kinds = self[other].kinds }
  }
}
