import CLLVM
import Runtime

// Nodes that stand one after the other and ask the same: a processor takes two branches in a cycle, but six or eight other
// instructions, so one branch does for both.

extension Lowering {
  // MARK: Elements of lists

  /// Whether a node is an element of a list whose bounds are known, at the same index as another.
  func isElement(_ node: Reference, besides other: Reference) -> Bool {
    guard case .listElement(_, let index, _?, _) = graph[node].operation,
      case .listElement(_, index, _?, _) = graph[other].operation
    else { return false }
    return true
  }

  /// Such elements, for which one comparison does nearly always. Where one cannot be had, the interpreter begins with the
  /// first.
  mutating func lowerElements(_ nodes: ArraySlice<Reference>) {
    var rows: [(list: LLVMValueRef, bounds: ListBounds)] = []
    var first: (index: LLVMValueRef, exit: Exit)?
    for node in nodes {
      guard case .listElement(let list, let index, let bounds?, let exit) = graph[node].operation else { continue }
      rows.append((value(list), bounds))
      first = first ?? (number(index), exit)
    }
    guard let (index, exit) = first else { return }
    let limits = rows.map { value($0.bounds.limit) }
    let least = limits.dropFirst().reduce(limits[0]) { llvm.select(llvm.compare(LLVMIntULT, $0, $1), $0, $1) }
    let (other, join) = (llvm.newBlock(), llvm.newBlock())
    llvm.guarded(by: llvm.compare(LLVMIntULT, index, least), otherwise: other)
    let near = rows.map { nearElement(index, $0.bounds) }
    let within = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: other)
    var far: [LLVMValueRef] = []
    for row in rows { far.append(listElement(row.list, index, exit)) }
    let without = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    for (node, ways) in zip(nodes, zip(near, far)) {
      values[Int(node.index)] = llvm.phi(llvm.word64, [(ways.0, within), (ways.1, without)])
    }
  }

  // MARK: Guards

  /// A guard of an operand's kind together with that of the other operand, which follows it; nil where there is none.
  mutating func guardPair(_ nodes: ArraySlice<Reference>) -> LLVMValueRef? {
    guard let first = nodes.first, case .guardKinds(let word, _, let exit) = graph[first].operation else { return nil }
    if guarded.contains(first) { return value(word) }
    guard let kind = wordKind(first),
      let second = nodes.dropFirst().first(where: { if case .unbox = graph[$0].operation { false } else { true } }),
      kind == wordKind(second), case .guardKinds(let other, _, let otherExit) = graph[second].operation, other != first,
      graph.exits[Int(exit.index)].snapshot == graph.exits[Int(otherExit.index)].snapshot
    else { return nil }
    guarded.insert(second)
    guarded(by: areOf(kind, value(word), value(other)), exit)
    return value(word)
  }

  /// The kind that a guard has its word be, if the word's lowest bits tell it.
  private func wordKind(_ node: Reference) -> ValueKinds? {
    guard case .guardKinds(let word, let kinds, _) = graph[node].operation else { return nil }
    let wanted = kinds.intersection(graph[word].kinds)
    return wanted != graph[word].kinds && (wanted == .smallInt || wanted == .inlineFloat) ? wanted : nil
  }

  private func areOf(_ kind: ValueKinds, _ first: LLVMValueRef, _ second: LLVMValueRef) -> LLVMValueRef {
    if kind == .smallInt { return test(llvm.and(first, second), .smallInt, known: .anything) }
    let rests = [first, second].map { llvm.subtract($0, llvm.word(2)) }
    return llvm.isEqual(llvm.and(llvm.or(rests[0], rests[1]), llvm.word(3)), llvm.word(0))
  }
}
