import CLLVM
import CRuntime
import Runtime

// Nodes that stand one after the other and ask the same: a processor takes two branches in a cycle, but six or eight other
// instructions, so one branch does for both.

extension Lowering {
  // MARK: Elements of lists

  /// Whether two nodes are elements of lists whose bounds are known, at the same index, or of one list whose bounds are not.
  func isElement(_ node: Reference, besides other: Reference) -> Bool {
    guard case .listElement(let list, let index, let bounds, _) = graph[node].operation,
      case .listElement(let otherList, let otherIndex, let otherBounds, _) = graph[other].operation,
      (bounds == nil) == (otherBounds == nil)
    else { return false }
    return bounds == nil ? list == otherList : index == otherIndex
  }

  /// Such elements, for which one comparison does nearly always. Where one cannot be had, the interpreter begins with the
  /// first.
  mutating func lowerElements(_ nodes: ArraySlice<Reference>) {
    var elements: [RowElement] = []
    for node in nodes {
      guard case .listElement(let list, let index, let bounds, let exit) = graph[node].operation else { continue }
      // A later exit hands over earlier elements, which are not at hand; but those of later iterations begin one anew.
      let isAhead = graph.exits[Int(exit.index)].reason == .ahead
      elements.append(
        RowElement(
          list: value(list), index: index, bounds: bounds, exit: isAhead ? exit : elements.first?.exit ?? exit))
    }
    let (other, join) = (llvm.newBlock(), llvm.newBlock())
    let near = elements[0].bounds == nil ? elementsOfOne(elements, nodes, orElse: other) : elementsAtOne(elements, orElse: other)
    let within = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: other)
    var far: [LLVMValueRef] = []
    for element in elements { far.append(listElement(element.list, number(element.index), element.exit)) }
    let without = LLVMGetInsertBlock(llvm.builder)
    llvm.jump(to: join)
    llvm.position(at: join)
    for (node, ways) in zip(nodes, zip(near, far)) {
      values[Int(node.index)] = llvm.phi(llvm.word64, [(ways.0, within), (ways.1, without)])
    }
  }

  private struct RowElement {
    let list: LLVMValueRef
    let index: Reference
    let bounds: ListBounds?
    let exit: Exit
  }

  /// Elements of several lists at one index.
  private func elementsAtOne(_ elements: [RowElement], orElse other: LLVMBasicBlockRef) -> [LLVMValueRef] {
    let bounds = elements.compactMap(\.bounds)
    let limits = bounds.map { value($0.limit) }
    let least = limits.dropFirst().reduce(limits[0]) { llvm.select(llvm.compare(LLVMIntULT, $0, $1), $0, $1) }
    let index = number(elements[0].index)
    llvm.guarded(by: llvm.compare(LLVMIntULT, index, least), otherwise: other)
    return bounds.map { nearElement(index, $0) }
  }

  /// Elements of one list at several indices.
  private mutating func elementsOfOne(
    _ elements: [RowElement], _ nodes: ArraySlice<Reference>, orElse other: LLVMBasicBlockRef
  ) -> [LLVMValueRef] {
    let object = llvm.object(elements[0].list)
    let storage = llvm.load(llvm.word64, at: object, offset: CompiledLayout.listStorage, in: .list)
    let count = llvm.load(llvm.word64, at: object, offset: CompiledLayout.sequenceCount, in: .list)
    let first = number(elements[0].index)
    // A list that has an element has a storage.
    llvm.guarded(by: llvm.compare(LLVMIntULT, first, count), otherwise: other)
    let capacity = llvm.load(llvm.word64, at: llvm.object(storage), offset: CompiledLayout.listStorageCapacity, in: .list)
    let least = llvm.select(llvm.compare(LLVMIntULT, count, capacity), count, capacity)
    let indices = elements.map { number($0.index) }
    let isWithin = ends(of: elements).map { llvm.compare(LLVMIntULT, indices[$0], least) }
    llvm.guarded(by: isWithin.dropFirst().reduce(isWithin[0]) { llvm.and($0, $1) }, otherwise: other)
    let found = indices.map { llvm.load(llvm.word64, at: element($0, ofStorage: storage), in: .element) }
    for (node, (element, word)) in zip(nodes, zip(elements, found)) where !isLookedAt(node, element.exit) {
      guardPresent(word, element.exit)
    }
    return found
  }

  /// Which of indices to compare: of those that are the first and so much more, the first and the last.
  private func ends(of elements: [RowElement]) -> [Int] {
    let distances = elements.map { element -> Int64? in
      if element.index == elements[0].index { return 0 }
      guard case .exactInteger(.add, elements[0].index, let distance) = graph[element.index].operation,
        case .constant(let bits) = graph[distance].operation
      else { return nil }
      return Value(bits: bits).smallInt
    }
    guard let last = distances.indices.max(by: { (distances[$0] ?? -1) < (distances[$1] ?? -1) }),
      distances.allSatisfy({ $0.map { $0 >= 0 } ?? false })
    else { return Array(elements.indices) }
    return last == 0 ? [0] : [0, last]
  }

  /// Whether an element that is not there makes a guard fail, and no exit hands it over: those of later iterations.
  private func isLookedAt(_ node: Reference, _ exit: Exit) -> Bool {
    graph.exits[Int(exit.index)].reason == .ahead
      && graph.blocks.contains { block in
        block.nodes.contains(node)
          && block.nodes.contains {
            if case .guardKinds(node, let kinds, _) = graph[$0].operation { kinds == .inlineFloat || kinds == .smallInt } else { false }
          }
      }
  }

  // MARK: Guards

  /// A guard of an operand's kind together with those of others that follow it; nil where there is none.
  mutating func guardRow(_ nodes: ArraySlice<Reference>) -> LLVMValueRef? {
    guard let first = nodes.first, case .guardKinds(let word, _, let exit) = graph[first].operation else { return nil }
    if guarded.contains(first) { return value(word) }
    guard let kind = wordKind(first) else { return nil }
    var words = [value(word)]
    for node in nodes.dropFirst() {
      if case .unbox = graph[node].operation { continue }
      guard kind == wordKind(node), case .guardKinds(let other, _, let otherExit) = graph[node].operation,
        graph.exits[Int(exit.index)].snapshot == graph.exits[Int(otherExit.index)].snapshot, other != first,
        values[Int(other.index)] != nil
      else { break }
      guarded.insert(node)
      words.append(value(other))
    }
    if words.count == 1 { return nil }
    guarded(by: areOf(kind, words), exit)
    return value(word)
  }

  /// The kind that a guard has its word be, if the word's lowest bits tell it.
  private func wordKind(_ node: Reference) -> ValueKinds? {
    guard case .guardKinds(let word, let kinds, _) = graph[node].operation else { return nil }
    let wanted = kinds.intersection(graph[word].kinds)
    return wanted != graph[word].kinds && (wanted == .smallInt || wanted == .inlineFloat) ? wanted : nil
  }

  private func areOf(_ kind: ValueKinds, _ words: [LLVMValueRef]) -> LLVMValueRef {
    if kind == .smallInt { return test(words.dropFirst().reduce(words[0], llvm.and), .smallInt, known: .anything) }
    let rests = words.map { llvm.subtract($0, llvm.word(2)) }
    return llvm.isEqual(llvm.and(rests.dropFirst().reduce(rests[0], llvm.or), llvm.word(3)), llvm.word(0))
  }
}
