import Bytecode
import CRuntime
import Runtime

// From bytecode to the graph: an abstract execution of the instructions, block by block, over a window whose registers
// hold nodes. What inline caches and profile say becomes guards; what they do not know is left to the runtime
// (`perform`). A block that was never executed becomes an exit.
//
// Registers need not be in memory: a value that only the graph has is *dirty*, and stored where something might look: at
// exits, and before what the runtime does. After a call of Python code all is in memory, and loaded again when needed.
// (Precedents: LuaJIT's snapshots; the frame states of Graal.)

/// What the builder knows of a register.
enum RegisterState {
  /// Only the window has it.
  case memory(ValueKinds)
  case value(Reference, inMemory: Bool)

  var isInMemory: Bool {
    switch self {
    case .memory: true
    case .value(_, let inMemory): inMemory
    }
  }
}

struct GraphBuilder {
  var graph: Graph
  /// The function that is compiled, then those whose calls are inlined, each in the one before.
  var scopes: [Scope]
  /// The block that is being filled, and the window as it is there; no block after its terminator.
  var block: BlockReference?
  var window: [RegisterState] = []
  /// The instruction that is being done, and the snapshot before it once something needs it.
  var instruction: BytecodeInstruction
  var snapshot: Int?

  /// Whether all that inline caches take for granted holds: it may change wherever Python code may have run.
  var cachesHold = false
  /// The register that receives the answer of a special method which is being inlined: no instruction writes it.
  var answer: Int?
  /// The code of functions that the graph makes.
  var codeOfMade: [Reference: Value] = [:]
  /// The block of the outermost bytecode that is being translated.
  private var outermostBlock = 0
  /// The headers of loops in which another frame comes on top: those that are taken for such, and those that are found to
  /// be. Calls which are inlined, or native, do not count.
  private let loopsWithFrames: Swift.Set<Int>
  private var foundLoopsWithFrames: Swift.Set<Int> = []
  /// Whether memory was too short for what the graph refers to.
  var isExhausted = false
  private let cacheEpoch: (address: UInt, value: UInt32)

  var scope: Scope { scopes[scopes.count - 1] }
  var code: CompilableCode { scope.code }
  var flow: FlowGraph { scope.flow }

  struct Edge {
    let block: BlockReference
    let window: [RegisterState]
    /// From outside the code: nothing is known of the window.
    let isEntry: Bool
  }

  struct Header {
    let block: BlockReference
    let targets: [Target]
  }

  /// What a header wants of a register.
  enum Target {
    case memory(ValueKinds)
    case phi(Int, Representation, ValueKinds, inMemory: Bool)
    /// What every edge has in it.
    case value(Reference, inMemory: Bool)
    /// The same constant on every edge.
    case constant(Value)
    /// Nobody will read it.
    case dead
  }

  /// The graph of a code object; nil where nothing in it is worth compiling.
  static func build(_ code: CompilableCode) -> Graph? {
    if code.wordCount > 20_000 || code.registerCount > 2_000 { return nil }
    var builder = GraphBuilder(code)
    builder.run()
    // What a call becomes is known once it is translated, and its loop's header is by then: so those are built anew.
    if !builder.foundLoopsWithFrames.isEmpty {
      builder = GraphBuilder(code, loopsWithFrames: builder.foundLoopsWithFrames)
      builder.run()
    }
    if builder.graph.entries.isEmpty || builder.isExhausted { return nil }
    builder.graph.replaceObjects()
    builder.graph.fillFreshObjects()
    builder.graph.countLoops(limitsIntegers: !code.hasLargeInts)
    builder.graph.refinePhis()
    builder.graph.dropChecks()
    if !code.isUneven { builder.graph.computeAhead() }
    return builder.graph
  }

  private init(_ code: CompilableCode, loopsWithFrames: Swift.Set<Int> = []) {
    self.loopsWithFrames = loopsWithFrames
    scopes = [Scope(code, call: nil)]
    graph = Graph(name: code.name)
    graph.compiledStart = code.compiledStart
    cacheEpoch = code.cacheEpoch
    instruction = FlowGraph.instruction(code, at: 0)
  }

  // MARK: Blocks

  private mutating func run() {
    if !code.isGenerator, wasReached(0) { addEntry(0, flow.blocks[0].start, parameters: true) }
    translateBlocks()
  }

  /// Translates the blocks of the innermost scope that something leads to.
  mutating func translateBlocks() {
    for index in flow.order {
      let bytecode = flow.blocks[index]
      if scope.call == nil {
        if bytecode.loop != nil || bytecode.isResumption || bytecode.isHandler, wasReached(index) {
          translateApart(index)
          addEntry(index, bytecode.start, parameters: false)
        }
      }
      peel(index)
      translateBlock(index)
    }
    leaveOpenEdges()
  }

  /// Makes exits of the edges to blocks whose turn was over when they came.
  private mutating func leaveOpenEdges() {
    let open = scope.incoming
    scopes[scopes.count - 1].incoming = [:]
    for (index, edges) in open.sorted(by: { $0.key < $1.key }) {
      for edge in edges {
        (block, window, snapshot) = (edge.block, edge.window, nil)
        let exit = exit(.cold, at: flow.blocks[index].start)
        end(.exit(exit))
      }
    }
  }

  /// Translates a loop over a generator that was just made apart from what the interpreter enters: there nothing but the
  /// loop knows the generator, and it need not be made.
  private mutating func translateApart(_ header: Int) {
    guard let loop = flow.blocks[header].loop, let edges = scope.incoming[header], !loop.suspends,
      !loopsWithFrames.contains(header), graph.nodes.count < Self.largest,
      let first = flow.blocks[header].instructions.first, code.profile(first.start).iteratesGenerator,
      edges.allSatisfy({ makesGenerator($0.window[first.b]) }), length(of: loop) <= Self.longestPeeled
    else { return }
    for index in flow.order where loop.blocks.contains(index) { translateBlock(index) }
    for index in loop.blocks { scopes[scopes.count - 1].headers[index] = nil }
  }

  private func length(of loop: FlowGraph.Loop) -> Int { loop.blocks.reduce(0) { $0 + flow.blocks[$1].instructions.count } }

  private mutating func translateBlock(_ index: Int) {
    guard scope.incoming[index] != nil else { return }
    if scope.call == nil { outermostBlock = index }
    begin(index)
    for instruction in flow.blocks[index].instructions where block != nil {
      self.instruction = instruction
      snapshot = nil
      translate(instruction)
    }
    if block != nil, let last = flow.blocks[index].instructions.last { jump(toWord: last.next) }
  }

  // MARK: The first iteration

  /// Loops of more words are not peeled.
  private static var longestPeeled: Int { 64 }

  /// Translates the first iteration of a small loop apart, before the loop (known as peeling). Every way into the loop
  /// leads through it: so what it has guarded or loaded, and nothing changes, is known in the loop.
  private mutating func peel(_ header: Int) {
    guard let loop = flow.blocks[header].loop, isPeeled(loop, header) else { return }
    scopes[scopes.count - 1].peeledHeader = header
    for index in flow.order where loop.blocks.contains(index) { translateBlock(index) }
    scopes[scopes.count - 1].peeledHeader = nil
  }

  private func isPeeled(_ loop: FlowGraph.Loop, _ header: Int) -> Bool {
    if loop.suspends || graph.nodes.count > Self.largest || scope.call == nil && loopsWithFrames.contains(header) {
      return false
    }
    // An iteration that is apart already has no other in it.
    if scopes.contains(where: { $0.peeledHeader != nil }) || scope.incoming[header] == nil { return false }
    if loop.blocks.contains(where: { $0 != header && flow.blocks[$0].loop != nil }) { return false }
    // A handler leads into the loop itself, which there would not be if each iteration ended in an exception.
    if loop.blocks.contains(where: { flow.blocks[$0].isHandler && wasReached($0) }) { return false }
    // What is resumed there is long enough.
    if let first = flow.blocks[header].instructions.first, code.profile(first.start).iteratesGenerator { return false }
    return length(of: loop) <= Self.longestPeeled
  }

  /// Another frame comes on top here.
  mutating func noteFrameOnTop() {
    for (index, block) in scopes[0].flow.blocks.enumerated() where block.loop?.blocks.contains(outermostBlock) == true {
      foundLoopsWithFrames.insert(index)
    }
  }

  /// Whether the block was executed while the code was recorded.
  func wasReached(_ index: Int) -> Bool {
    code.wasReached(flow.blocks[index].start)
  }

  /// An entry from outside: nothing is known but what a call makes sure of.
  mutating func addEntry(_ index: Int, _ word: Int, parameters: Bool) {
    let entry = graph.newBlock()
    graph.entries.append(Entry(word: word, block: entry))
    var window = [RegisterState](repeating: .memory(.anything), count: code.registerCount)
    if parameters { for register in code.parameterCount..<code.variableCount { window[register] = .memory(.unbound) } }
    scopes[scopes.count - 1].incoming[index, default: []].append(
      Edge(block: entry, window: window, isEntry: !parameters))
  }

  /// Ends the block with a jump to where a word's block will be.
  mutating func jump(toWord word: Int) {
    guard let index = flow.blockAt[word] else { return interpret(at: word) }
    let edge = graph.newBlock()
    end(.jump(edge))
    connect(edge, to: index)
  }

  /// An edge to a block of bytecode, from an edge's own block with the window as it is now.
  mutating func connect(_ edge: BlockReference, to index: Int) {
    if let header = scope.headers[index] {
      return finish(Edge(block: edge, window: window, isEntry: false), to: header, at: flow.blocks[index].start)
    }
    guard wasReached(index) else {
      block = edge
      snapshot = nil
      let exit = exit(.cold, at: flow.blocks[index].start)
      return end(.exit(exit))
    }
    scopes[scopes.count - 1].incoming[index, default: []].append(Edge(block: edge, window: window, isEntry: false))
  }

  mutating func end(_ terminator: Terminator) {
    guard let block else { return }
    graph.blocks[Int(block.index)].terminator = terminator
    self.block = nil
    func add(_ target: BlockReference) { graph.blocks[Int(target.index)].predecessors.append(block) }
    switch terminator {
    case .jump(let target): add(target)
    case .branch(_, let then, let otherwise):
      add(then)
      add(otherwise)
    case .enter(_, _, let otherwise): add(otherwise)
    case .step(_, let next, let jump):
      add(next)
      if let jump { add(jump) }
    default: break
    }
  }

  /// Branches to two blocks of bytecode.
  mutating func branch(_ condition: Reference, then: Int, otherwise: Int) {
    let (first, second) = (graph.newBlock(), graph.newBlock())
    end(.branch(condition, then: first, otherwise: second))
    let window = window
    if let index = flow.blockAt[then] { connect(first, to: index) }
    self.window = window
    if let index = flow.blockAt[otherwise] { connect(second, to: index) }
  }

  /// Does the instruction in a branch of its own for each of several cases, which meet after it. The last is not asked for:
  /// its branch makes sure of it.
  mutating func branch<Case>(
    overEach cases: [Case], if isThis: (inout GraphBuilder, Case) -> Reference, _ body: (inout GraphBuilder, Case) -> Void
  ) {
    var edges: [Edge] = []
    for (index, which) in cases.enumerated() {
      let before = window
      var otherwise: BlockReference?
      snapshot = nil
      cachesHold = false
      if index < cases.count - 1 {
        let condition = isThis(&self, which)
        let (then, other) = (graph.newBlock(), graph.newBlock())
        end(.branch(condition, then: then, otherwise: other))
        (block, otherwise) = (then, other)
      }
      body(&self, which)
      if block != nil {
        let edge = graph.newBlock()
        end(.jump(edge))
        edges.append(Edge(block: edge, window: window, isEntry: false))
      }
      if let otherwise { (block, window) = (otherwise, before) }
    }
    snapshot = nil
    cachesHold = false
    if !edges.isEmpty { join(edges, at: instruction.next) }
  }

  /// Makes sure that what inline caches take for granted still holds.
  mutating func guardCaches() {
    if cachesHold { return }
    let epoch = add(.memory32(UInt64(cacheEpoch.address), offset: 0), .word, .anything)
    add(.guardVersion(epoch, cacheEpoch.value, exit(.shape)))
    cachesHold = true
  }

  private mutating func begin(_ index: Int) {
    cachesHold = false
    let edges = scopes[scopes.count - 1].incoming.removeValue(forKey: index) ?? []
    let start = flow.blocks[index].start
    guard let loop = flow.blocks[index].loop else { return join(edges, at: start) }
    if index != scope.peeledHeader { return begin(loop, index, edges, at: start) }
    join(edges, to: Header(block: graph.newBlock(), targets: merge(edges, into: loop, at: start)), at: start)
  }

  /// Goes on where several edges meet, at a word.
  mutating func join(_ edges: [Edge], at word: Int) {
    if edges.count == 1 {
      (block, window) = (edges[0].block, edges[0].window)
      return
    }
    join(edges, to: Header(block: graph.newBlock(), targets: merge(edges, at: word)), at: word)
  }

  private mutating func begin(_ loop: FlowGraph.Loop, _ index: Int, _ edges: [Edge], at start: Int) {
    let header = Header(block: graph.newBlock(), targets: targets(of: loop, edges, at: start))
    scopes[scopes.count - 1].headers[index] = header
    join(edges, to: header, at: start)
  }

  private mutating func join(_ edges: [Edge], to header: Header, at word: Int) {
    makePhis(of: header)
    for edge in edges { finish(edge, to: header, at: word) }
    enter(header)
  }

  private mutating func makePhis(of header: Header) {
    for target in header.targets {
      guard case .phi(_, let representation, let kinds, _) = target else { continue }
      let node = graph.newNode(.phi, representation, kinds)
      graph.blocks[Int(header.block.index)].phis.append(Block.Phi(node: node, inputs: []))
    }
  }

  private mutating func enter(_ header: Header) {
    block = header.block
    let phis = graph[header.block].phis
    window = header.targets.map { target in
      switch target {
      case .memory(let kinds): .memory(kinds)
      case .phi(let number, _, _, let inMemory): .value(phis[number].node, inMemory: inMemory)
      case .value(let value, let inMemory): .value(value, inMemory: inMemory)
      case .constant(let value): .value(constant(value), inMemory: false)
      case .dead: .memory(.anything)
      }
    }
  }

  /// Brings an edge's window into the form that a header wants, and jumps there.
  private mutating func finish(_ edge: Edge, to header: Header, at word: Int) {
    block = edge.block
    window = edge.window
    snapshot = nil
    var inputs = [Reference?](repeating: nil, count: graph[header.block].phis.count)
    for (register, target) in header.targets.enumerated() {
      switch target {
      case .dead, .value, .constant: break
      case .memory(let kinds):
        if case .value(let value, inMemory: false) = window[register] { store(value, to: register) }
        if !kindsKnown(of: register).isSubset(of: kinds) { _ = guardKinds(readWindow(register), kinds, .kind, at: word) }
      case .phi(let number, let representation, let kinds, let inMemory):
        if inMemory, case .value(let value, inMemory: false) = window[register] { store(value, to: register) }
        inputs[number] = convert(readWindow(register), to: representation, kinds, at: word)
      }
    }
    guard block != nil else { return }
    for index in inputs.indices {
      if let input = inputs[index] { graph.blocks[Int(header.block.index)].phis[index].inputs.append(input) }
    }
    end(.jump(header.block))
  }

  private func kindsKnown(of register: Int) -> ValueKinds {
    switch window[register] {
    case .memory(let kinds): kinds
    case .value(let value, _): graph[value].representation == .word ? graph[value].kinds : .anything
    }
  }

  // MARK: What a header wants

  private func merge(_ edges: [Edge], at word: Int) -> [Target] {
    var targets: [Target] = []
    var phiCount = 0
    for register in edges[0].window.indices {
      if !isLive(register, at: word) {
        targets.append(.dead)
        continue
      }
      let states = edges.map { $0.window[register] }
      if let shared = shared(states) {
        targets.append(shared)
      } else if states.allSatisfy(\.isInMemory) && representation(of: states) == .word {
        targets.append(.memory(states.reduce(into: []) { $0.formUnion(kinds(of: $1)) }))
      } else {
        targets.append(
          .phi(
            phiCount, representation(of: states), states.reduce(into: []) { $0.formUnion(kinds(of: $1)) }, inMemory: false))
        phiCount += 1
      }
    }
    return targets
  }

  /// What a register holds that is the same on every edge.
  private func shared(_ states: [RegisterState]) -> Target? {
    guard case .value(let first, _) = states[0] else { return nil }
    let values = states.map { state in if case .value(let value, _) = state { value } else { nil as Reference? } }
    if values.allSatisfy({ $0 == first }) { return .value(first, inMemory: states.allSatisfy(\.isInMemory)) }
    guard case .constant(let bits) = graph[first].operation else { return nil }
    let isShared = values.allSatisfy { value in
      if let value, case .constant(bits) = graph[value].operation { true } else { false }
    }
    return isShared ? .constant(Value(bits: bits)) : nil
  }

  /// The same before a loop: an entry from outside, of whose window nothing is known, finds the values in it that the
  /// loop's back-edges were seen to have.
  private func merge(_ edges: [Edge], into loop: FlowGraph.Loop, at word: Int) -> [Target] {
    let inner = edges.filter { !$0.isEntry }
    if inner.isEmpty || inner.count == edges.count { return merge(edges, at: word) }
    let (known, all) = (merge(inner, at: word), merge(edges, at: word))
    var phiCount = 0
    return zip(known, all).enumerated().map { register, targets in
      let seen = seenKinds(of: register, in: loop, at: word)
      func covers(_ kinds: ValueKinds) -> Bool { !seen.isEmpty && seen.isSubset(of: kinds) }
      switch targets {
      case (.memory(let kinds), _) where covers(kinds): return targets.0
      case (.phi(_, .float, let kinds, let inMemory), _) where covers(kinds.union(.float)):
        phiCount += 1
        return .phi(phiCount - 1, .float, kinds, inMemory: inMemory)
      case (.phi(_, let representation, let kinds, let inMemory), _) where representation != .float && covers(kinds):
        phiCount += 1
        return .phi(phiCount - 1, representation, kinds, inMemory: inMemory)
      case (.value(let value, let inMemory), _) where covers(wordKinds(value)):
        phiCount += 1
        let (representation, kinds) = (graph[value].representation, graph[value].kinds)
        return .phi(phiCount - 1, representation.doubleCount > 0 ? representation : .word, kinds, inMemory: inMemory)
      case (.constant(let value), _) where covers(kinds(ofConstant: value)):
        phiCount += 1
        return .phi(phiCount - 1, .word, kinds(ofConstant: value), inMemory: false)
      case (_, .phi(_, let representation, let kinds, let inMemory)):
        phiCount += 1
        return .phi(phiCount - 1, representation, kinds, inMemory: inMemory)
      default: return targets.1
      }
    }
  }

  /// What a loop's register was seen to hold at its back-edges. A `for` loop's registers were recorded where it takes its
  /// next item, which is its header.
  private func seenKinds(of register: Int, in loop: FlowGraph.Loop, at word: Int) -> ValueKinds {
    (loop.backEdges + [word]).reduce(into: []) { $0.formUnion(code.kinds(of: register, atBackEdge: $1)) }
  }

  /// What a register that a loop does not change was seen to hold at the back-edges of it and of the loops in it, which may
  /// be all that was recorded.
  private func seenKinds(ofSteady register: Int, in loop: FlowGraph.Loop) -> ValueKinds {
    loop.blocks.reduce(into: []) { kinds, block in
      guard let inner = flow.blocks[block].loop else { return }
      kinds.formUnion(seenKinds(of: register, in: inner, at: flow.blocks[block].start))
    }
  }

  /// How to hold what is held so on every edge: numbers as such, all else as words.
  private func representation(of states: [RegisterState]) -> Representation {
    func isHeld(as representation: Representation) -> Bool {
      states.allSatisfy { if case .value(let value, _) = $0 { graph[value].representation == representation } else { false } }
    }
    return states.isEmpty ? .word : [.float, .complex].first(where: isHeld) ?? .word
  }

  private func isComplex(_ state: RegisterState) -> Bool {
    if case .value(let value, _) = state { isComplex(value) } else { false }
  }

  /// What the words of a register's value may be.
  private func kinds(of state: RegisterState) -> ValueKinds {
    switch state {
    case .memory(let kinds): kinds
    case .value(let value, _): wordKinds(value)
    }
  }

  func wordKinds(_ value: Reference) -> ValueKinds {
    switch graph[value].representation {
    case .word, .nothing: graph[value].kinds
    case .float: graph[value].kinds.union(.float)
    case .bit: .bool
    case .complex: .other
    }
  }

  private func targets(of loop: FlowGraph.Loop, _ edges: [Edge], at word: Int) -> [Target] {
    let inner = edges.filter { !$0.isEntry }
    var phiCount = 0
    let hasFrames =
      loop.suspends || scope.call == nil && flow.blockAt[word].map { loopsWithFrames.contains($0) } == true
    let base = scope.base
    return (0..<max(base + code.registerCount, scope.call?.extent ?? 0)).map { register in
      if !isLive(register, at: word) { return .dead }
      let states = inner.map { $0.window[register] }
      let known = states.reduce(into: ValueKinds()) { $0.formUnion(kinds(of: $1)) }
      let isWritten = loop.written.contains(register - base)
      if hasFrames { return .memory(isWritten || states.isEmpty ? .anything : known) }
      let isEnteredHere = !loop.isResumed && inner.count == edges.count
      if !isWritten, !loop.hasCalls, isEnteredHere, let same = shared(states) { return same }
      let wanted: (Representation, ValueKinds)
      if isWritten {
        wanted = speculated(seenKinds(of: register - base, in: loop, at: word), register - base, states)
      } else {
        wanted = steady(register - base, in: loop, known, states)
      }
      phiCount += 1
      // A native function needs all in memory: what does not change is stored once, before the loop.
      let inMemory = !isWritten && (loop.hasCalls || states.allSatisfy(\.isInMemory))
      return .phi(phiCount - 1, wanted.0, wanted.1, inMemory: inMemory)
    }
  }

  /// How to hold what a loop does not change: as it is held before, and where little is known of it, as it was seen.
  private func steady(
    _ register: Int, in loop: FlowGraph.Loop, _ known: ValueKinds, _ states: [RegisterState]
  ) -> (Representation, ValueKinds) {
    let representation = representation(of: states)
    if representation != .word { return (representation, known.intersection(.unbound)) }
    let known = states.isEmpty ? .anything : known
    // A caller's registers are not recorded.
    if register < 0 || known.union(.unbound) != .anything { return (.word, known) }
    let seen = seenKinds(ofSteady: register, in: loop)
    let wanted = speculated(seen, register, states)
    return (wanted.0, wanted.1 == .anything ? known : wanted.1.intersection(seen))
  }

  /// How to hold a variable that was seen to be of some kinds at a back-edge.
  private func speculated(_ seen: ValueKinds, _ register: Int, _ states: [RegisterState]) -> (Representation, ValueKinds) {
    let isVariable = register >= code.parameterCount && register < code.variableCount
    let unbound: ValueKinds = isVariable ? .unbound : []
    let bound = seen.subtracting(.unbound)
    if bound.isEmpty { return (.word, .anything) }
    if bound.isSubset(of: .float) { return (.float, unbound) }
    // A variable that is complex before the loop, and no number of another kind in it.
    if bound == .other, !states.isEmpty, states.allSatisfy(isComplex) { return (.complex, []) }
    for kinds in [.smallInt, .bool, .list, .tuple, .rangeIterator, .listIterator] as [ValueKinds] where bound == kinds {
      return (.word, kinds.union(unbound))
    }
    return (.word, .anything)
  }

  // MARK: Liveness

  /// Whether Python code, or an instruction from a word of the innermost scope on, may read a register.
  func isLive(_ register: Int, at word: Int) -> Bool {
    if register == answer { return true }
    var depth = scopes.count - 1
    if register >= scopes[depth].base { return scopes[depth].isLive(register - scopes[depth].base, at: word) }
    while let call = scopes[depth].call {
      depth -= 1
      let own = register - scopes[depth].base
      // From the callee's window on registers are the callee's: to the caller they are dead.
      if own < 0 { continue }
      // A call that raises does not come to what follows it.
      return scopes[depth].isLive(own, at: call.livePlace) || call.handler.map { scopes[depth].isLive(own, at: $0) } ?? false
    }
    return false
  }
}
