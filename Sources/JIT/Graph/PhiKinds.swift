import Runtime

// A phase after the builder: what φs are known to be. The builder makes a loop's φs before it knows what comes back to them,
// and takes them to be whatever the profile says, and perhaps without a value. What all ways bring is often less; a guard of
// that needs no instruction.

extension Graph {
  mutating func refinePhis() {
    let phis = blocks.flatMap(\.phis).filter { [.word, .float].contains(self[$0.node].representation) }
    let declared = phis.map { self[$0.node].kinds }
    let known = Swift.Set(phis.map(\.node))
    // Nothing comes until something is found to come.
    for phi in phis { self[phi.node].kinds = [] }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (phi, most) in zip(phis, declared) {
        let kinds = phi.inputs.reduce(ValueKinds()) { kinds, input in
          kinds.union(isUnknown(input) && !known.contains(input) ? most : self[input].kinds)
        }.intersection(most)
        if kinds == self[phi.node].kinds { continue }
        self[phi.node].kinds = kinds
        hasChanged = true
      }
    }
    for (phi, most) in zip(phis, declared) where isUnknown(phi.node) { self[phi.node].kinds = most }
  }

  /// Whether nothing is said of a word: it may be none of a Python value.
  private func isUnknown(_ node: Reference) -> Bool { self[node].representation == .word && self[node].kinds.isEmpty }
}
