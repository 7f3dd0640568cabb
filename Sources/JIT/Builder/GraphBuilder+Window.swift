import Bytecode
import CRuntime
import Runtime

// Nodes, registers, conversions, guards and exits.

extension GraphBuilder {
  // MARK: Nodes

  @discardableResult
  mutating func add(_ operation: Operation, _ representation: Representation = .nothing, _ kinds: ValueKinds = []) -> Reference {
    let node = graph.newNode(operation, representation, kinds)
    if let block { graph.blocks[Int(block.index)].nodes.append(node) }
    return node
  }

  mutating func constant(_ value: Value) -> Reference {
    keep(value)
    return add(.constant(value.bits), .word, kinds(ofConstant: value))
  }

  /// To the graph what is `other` is an object, which may be followed: not so `...`.
  func kinds(ofConstant value: Value) -> ValueKinds {
    let kinds = ValueKinds(of: value)
    return kinds == .other && !value.isPointer ? .anything : kinds
  }

  /// Has a value stay as long as the machine code that refers to it.
  mutating func keep(_ value: Value) {
    if value.isPointer, !code.keep(value) { isExhausted = true }
  }

  mutating func word(_ bits: UInt64) -> Reference { add(.constant(bits), .word, .anything) }

  // MARK: Registers

  /// What a register of the innermost scope holds.
  mutating func read(_ register: Int) -> Reference { readWindow(register + scope.base) }

  mutating func write(_ register: Int, _ value: Reference) {
    window[register + scope.base] = .value(value, inMemory: false)
  }

  /// The same, counted from the outermost window.
  mutating func readWindow(_ register: Int) -> Reference {
    switch window[register] {
    case .value(let value, _): return value
    case .memory(let kinds):
      let value = kinds == .unbound ? constant(.unbound) : add(.register(register), .word, kinds)
      window[register] = .value(value, inMemory: true)
      return value
    }
  }

  /// The value of an operand of the role `value` or `read`.
  mutating func value(_ slot: Operand.Slot) -> Reference {
    let index = instruction.operand(slot)
    return instruction.isConstant(slot) ? constant(code.constant(index)) : read(index)
  }

  /// What the operand was seen to be.
  func seen(_ slot: Operand.Slot) -> ValueKinds {
    let profile = code.profile(instruction.start)
    return slot == .a ? profile.a : slot == .b ? profile.b : profile.c
  }

  /// Has all registers know a node by what a guard made of it.
  mutating func refine(_ old: Reference, to new: Reference) {
    for register in window.indices {
      if case .value(old, let inMemory) = window[register] { window[register] = .value(new, inMemory: inMemory) }
    }
  }

  mutating func store(_ value: Reference, to register: Int) {
    let word = asWord(value)
    add(.storeRegister(register, word))
    window[register] = .value(graph[value].representation == .complex ? word : value, inMemory: true)
  }

  /// Stores all that is only in the graph and that may be read at or after an instruction, but for some registers.
  mutating func spill(at word: Int, except spared: Swift.Set<Int> = []) {
    for register in window.indices where !spared.contains(register) {
      if case .value(let value, inMemory: false) = window[register], isLive(register, at: word) { store(value, to: register) }
    }
  }

  // MARK: Conversions

  mutating func asWord(_ value: Reference) -> Reference {
    switch graph[value].representation {
    case .word, .nothing: value
    case .float: add(.box(value), .word, .float.union(graph[value].kinds))
    case .bit: add(.bitToWord(value), .word, .bool)
    case .complex: boxed(value)
    }
  }

  /// The word of a complex number, which all registers have from here on: it is made once.
  private mutating func boxed(_ number: Reference) -> Reference {
    let word = add(.box(number), .word, .other)
    refine(number, to: word)
    return word
  }

  /// A value as a header wants it.
  mutating func convert(
    _ value: Reference, to representation: Representation, _ kinds: ValueKinds, at word: Int
  ) -> Reference {
    if representation == .complex { return complex(value, at: word) }
    if representation == .float {
      if graph[value].representation == .float {
        if graph[value].kinds.isSubset(of: kinds) { return value }
        return add(.guardBoundFloat(value, exit(.kind, at: word)), .float)
      }
      let number = guardKinds(asWord(value), kinds.union(.float), .kind, at: word)
      return add(.unbox(number), .float, graph[number].kinds.intersection(.unbound))
    }
    return guardKinds(asWord(value), kinds, .kind, at: word)
  }

  // MARK: Guards

  /// A word that is of some kinds from here on.
  mutating func guardKinds(
    _ value: Reference, _ kinds: ValueKinds, _ reason: CompiledExit.Reason, at word: Int
  ) -> Reference {
    let known = graph[value].kinds
    if known.isSubset(of: kinds) || strengthen(value, to: kinds, reason) { return value }
    let guarded = add(.guardKinds(value, kinds, exit(reason, at: word)), .word, known.intersection(kinds))
    refine(value, to: guarded)
    return guarded
  }

  /// Asks at once for the kinds of a word that was just asked whether it is there, as that of an attribute is.
  private mutating func strengthen(_ value: Reference, to kinds: ValueKinds, _ reason: CompiledExit.Reason) -> Bool {
    // An *empty* word would look like an object.
    guard kinds.isDisjoint(with: .objects), !kinds.contains(.unbound),
      case .guardNot(let word, let absent, let exit) = graph[value].operation,
      absent == Value.empty.bits || absent == Value.unbound.bits,
      let block, graph[block].nodes.contains(value)
    else { return false }
    graph.exits.append(ExitPoint(snapshot: graph.exits[Int(exit.index)].snapshot, reason: reason))
    graph[value].operation = .guardKinds(word, kinds, Exit(graph.exits.count - 1))
    graph[value].kinds.formIntersection(kinds)
    return true
  }

  /// A word whose kinds were seen, guarded to be of these; nil where something else was seen.
  mutating func expect(_ value: Reference, _ kinds: ValueKinds, seen: ValueKinds) -> Reference? {
    guard graph[value].representation == .word else { return nil }
    let known = graph[value].kinds
    if known.isSubset(of: kinds) { return value }
    guard !seen.isEmpty, seen.isSubset(of: kinds), !known.isDisjoint(with: kinds) else { return nil }
    return guardKinds(value, kinds, .kind, at: instruction.start)
  }

  // MARK: Exits

  /// The way out to the instruction that is being done. Comes before all its effects.
  mutating func exit(_ reason: CompiledExit.Reason) -> Exit { exit(reason, at: instruction.start) }

  mutating func exit(_ reason: CompiledExit.Reason, at word: Int) -> Exit {
    let index = snapshotHere(at: word)
    graph.exits.append(ExitPoint(snapshot: index, reason: reason))
    return Exit(graph.exits.count - 1)
  }

  /// The snapshot of the window before the instruction that is being done, or before the one at a word.
  mutating func snapshotHere(at word: Int? = nil) -> Int {
    let index = snapshot ?? takeSnapshot(at: word ?? instruction.start)
    snapshot = index
    return index
  }

  private mutating func takeSnapshot(at word: Int) -> Int {
    var stores: [(register: Int, value: Reference)] = []
    for register in window.indices {
      if case .value(let value, inMemory: false) = window[register], isLive(register, at: word) {
        stores.append((register, value))
      }
    }
    graph.snapshots.append(Snapshot(word: word, stores: stores, frames: inlinedFrames))
    return graph.snapshots.count - 1
  }
}
