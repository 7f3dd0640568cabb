import CRuntime
import Runtime

// What is left to be done once more is known of values than when the graph was built: guards that cannot fail become
// copies, and nodes that nobody reads are taken away.

extension Graph {
  mutating func simplify() {
    for index in blocks.indices {
      for node in blocks[index].nodes { if let same = valueKnown(of: node) { makeCopy(node, of: same) } }
    }
    for index in snapshots.indices {
      for store in snapshots[index].stores.indices {
        let value = source(of: snapshots[index].stores[store].value)
        snapshots[index].stores[store].value = unboxed(value)
      }
    }
    removeDead()
  }

  /// The double of what is only a word of one, which exits make as well; else the value itself.
  func unboxed(_ value: Reference) -> Reference { double(of: value) ?? value }

  /// The double that a word was made of. Which kind of floats the word is matters to nobody who takes that.
  private func double(of word: Reference) -> Reference? {
    var source = source(of: word)
    while case .guardKinds(let guarded, let kinds, _) = self[source].operation, kinds.isSubset(of: .float) {
      source = self.source(of: guarded)
    }
    guard case .box(let number) = self[source].operation, self[number].representation == .float else { return nil }
    return number
  }

  /// The value that a node is sure to be.
  private func valueKnown(of node: Reference) -> Reference? {
    switch self[node].operation {
    case .guardKinds(let word, let kinds, _):
      let source = source(of: word)
      return self[source].kinds.isSubset(of: kinds) ? source : nil
    case .guardNot(let word, let bits, _):
      let source = source(of: word)
      return isPresent(source) && (bits == Value.empty.bits || bits == Value.unbound.bits) ? source : nil
    case .guardWord(let word, let bits, _):
      let source = source(of: word)
      if case .constant(bits) = self[source].operation { return source }
      return nil
    case .unbox(let word): return double(of: word)
    default: return nil
    }
  }

  private func source(of node: Reference) -> Reference {
    var node = node
    while case .copy(let other) = self[node].operation { node = other }
    return node
  }

  /// Whether a word is neither *empty*, which is taken for an object, nor *unbound*.
  private func isPresent(_ word: Reference) -> Bool {
    switch self[word].operation {
    case .constant(let bits): return bits != Value.empty.bits && bits != Value.unbound.bits
    case .newInstance, .newObject: return true
    default: return self[word].kinds.isSubset(of: [.smallInt, .float, .bool, .none])
    }
  }

  // MARK: Dead nodes

  private mutating func removeDead() {
    var isRead = [Bool](repeating: false, count: nodes.count)
    var work: [Reference] = []
    func read(_ node: Reference) {
      if isRead[Int(node.index)] { return }
      isRead[Int(node.index)] = true
      work.append(node)
    }
    for block in blocks {
      for phi in block.phis { phi.inputs.forEach(read) }
      for node in block.nodes where !isPure(node) { read(node) }
      block.terminator.operands.forEach(read)
    }
    for snapshot in snapshots {
      for store in snapshot.stores { read(store.value) }
      for object in snapshot.objects { for field in object.fields { read(field.value) } }
      for word in snapshot.iteratorWords {
        read(word.iterator)
        read(word.value)
      }
    }
    while let node = work.popLast() { self[node].operation.operands.forEach(read) }
    for index in blocks.indices { blocks[index].nodes.removeAll { !isRead[Int($0.index)] } }
  }

  /// Whether a node does nothing but compute a value, or make sure of what a value is that is there.
  private func isPure(_ node: Reference) -> Bool {
    switch self[node].operation {
    case .constant, .float, .copy, .register, .field, .box, .unbox, .bitToWord: true
    case .guardKinds(let word, _, _): isPresent(source(of: word))
    default: false
    }
  }
}
