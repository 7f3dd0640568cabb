import Runtime

// How to find where a match may begin, as far as the pattern tells.

extension ProgramEmitter {
  /// Fills in what the header says of searching.
  mutating func plan(_ root: PatternTree.Index) {
    var (prefix, isWhole) = ([UInt32](), true)
    collectPrefix(root, &prefix, &isWhole)
    let first = tree.first(root, followedBy: .anything)
    builder.header.least = UInt32(min(tree[root].least, Int(Int32.max)))
    if !prefix.isEmpty {
      let width = TextWidth(for: prefix.reduce(0) { $0 | $1 })
      builder.header.prefix = builder.add(units: prefix, width)
      builder.header.prefixWidth = UInt32(width.rawValue)
      builder.header.prefixCount = UInt32(prefix.count)
      builder.header.prefixCharacter = prefix[0]
      builder.header.strategy = prefix.count == 1 ? .character : .prefix
    } else if let start = leadingPosition(root) {
      builder.header.strategy = start
    } else if !first.isAnyCharacter {
      builder.header.first = builder.add(first)
      builder.header.strategy = .set
    }
    if !hasReferences, let test = leadingLoop(root) {
      builder.header.leadingLoop = builder.here
      emit(test)
    }
    // Groups are for the program to note.
    if isWhole, !prefix.isEmpty, markCount == 0 { builder.header.isLiteral = 1 }
  }

  /// The characters that every match begins with; `isWhole` says whether they are all of it.
  private func collectPrefix(_ index: PatternTree.Index, _ prefix: inout [UInt32], _ isWhole: inout Bool) {
    let node = tree[index]
    switch node.kind {
    case .empty: break
    case .test(.literal(let code)): prefix.append(code)
    case .sequence:
      for child in tree.children(of: index) where isWhole { collectPrefix(child, &prefix, &isWhole) }
    case .mark: break
    default: isWhole = false
    }
  }

  private func leadingPosition(_ index: PatternTree.Index) -> SearchStrategy? {
    switch tree[index].kind {
    case .position(.beginning), .position(.beginningOfString): return .textStart
    case .position(.beginningOfLine): return .lineStarts
    case .sequence:
      for child in tree.children(of: index) {
        if case .mark = tree[child].kind { continue }
        return leadingPosition(child)
      }
      return nil
    default: return nil
    }
  }

  /// What another position may change, besides the text that a group has matched, are only the characters of a loop that
  /// the pattern begins with.
  private var hasReferences: Bool {
    (0..<tree.nodes.count).contains { index in
      if case .reference = tree[index].kind { true } else { false }
    }
  }

  /// The test of a loop without a limit that begins each match.
  private func leadingLoop(_ index: PatternTree.Index) -> CharacterTest? {
    switch tree[index].kind {
    case .sequence:
      for child in tree.children(of: index) {
        if case .mark = tree[child].kind { continue }
        return leadingLoop(child)
      }
      return nil
    case .repeat(_, let least, let limit):
      let body = tree.child(of: index)
      if case .test(let test) = tree[body].kind { return limit == nil ? test : nil }
      return least > 0 ? leadingLoop(body) : nil
    default: return nil
    }
  }
}
