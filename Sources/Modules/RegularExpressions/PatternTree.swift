// A pattern as a tree, between the code that `re` made and our program. Nodes are rows of one array, children before
// their parents, so that a pattern of any depth is released at once.
//
//     (?:a|bc)*d      sequence ─┬─ repeat 0…∞ ── alternation ─┬─ test a
//                               └─ test d                     └─ sequence ─┬─ test b
//                                                                          └─ test c

struct PatternTree {
  typealias Index = Int

  enum RepeatMode { case greedy, lazy, possessive }

  enum Kind {
    /// Matches the empty text.
    case empty
    /// Matches nothing.
    case failure
    /// One character.
    case test(CharacterTest)
    case sequence
    case alternation
    /// `limit` is nil where there is none.
    case `repeat`(RepeatMode, least: Int, limit: Int?)
    /// Notes the position: of a group's start (even) or end (odd).
    case mark(Int)
    case position(SourceCondition)
    /// What a group, counted from 0, has matched.
    case reference(Int, CaseFolding)
    /// Its first child if the group has matched, or else its second.
    case conditional(Int)
    /// Looks at the text from so many characters back on.
    case look(isNegated: Bool, back: Int)
    case atomic
  }

  /// A node with what can be said of all texts that it matches.
  struct Node {
    var kind: Kind
    /// Where its children's indices are.
    var children: Swift.Range<Int> = 0..<0
    /// What a text begins with that is not empty.
    var first = FirstSet.nothing
    /// What may follow an empty one; nil where there is none.
    var passes: FirstSet?
    /// Characters at least.
    var least = 0
    /// Whether it may note a position.
    var hasMarks = false
  }

  private(set) var nodes: [Node] = []
  private var childList: [Index] = []
  private(set) var sets: [CharacterSet] = []

  subscript(index: Index) -> Node { nodes[index] }

  func children(of index: Index) -> ArraySlice<Index> { childList[nodes[index].children] }
  func child(of index: Index) -> Index { childList[nodes[index].children.lowerBound] }

  // MARK: What follows

  /// What the text may go on with where a node stands and `follow` after it.
  func first(_ index: Index, followedBy follow: FirstSet) -> FirstSet {
    let node = nodes[index]
    guard let passes = node.passes else { return node.first }
    return node.first.union(passes.intersection(follow))
  }

  func isNullable(_ index: Index) -> Bool { nodes[index].passes != nil }

  func first(of test: CharacterTest) -> FirstSet {
    switch test {
    case .any: return FirstSet(narrow: SIMD4(repeating: .max), wide: .all)
    case .notNewline: return first(ofAllBut: 0x0a)
    case .literal(let code):
      var set = FirstSet()
      if code < 0x100 { set[Int(code)] = true } else { set.wide = WideClasses(of: code) }
      return set
    case .notLiteral(let code): return first(ofAllBut: code)
    case .set(let index): return sets[index].first
    }
  }

  private func first(ofAllBut code: UInt32) -> FirstSet {
    var set = FirstSet(narrow: SIMD4(repeating: .max), wide: .all)
    if code < 0x100 { set[Int(code)] = false }
    return set
  }

  // MARK: Building

  mutating func add(_ set: CharacterSet) -> Int {
    if let known = sets.firstIndex(of: set) { return known }
    sets.append(set)
    return sets.count - 1
  }

  mutating func add(_ kind: Kind, _ children: [Index] = []) -> Index {
    if case .sequence = kind, children.count < 2 { return children.first ?? add(.empty) }
    var node = Node(kind: kind, children: childList.count..<childList.count + children.count)
    childList += children
    node.hasMarks = children.contains { nodes[$0].hasMarks }
    analyse(&node, children)
    nodes.append(node)
    return nodes.count - 1
  }

  private func analyse(_ node: inout Node, _ children: [Index]) {
    switch node.kind {
    case .empty: node.passes = .anything
    case .failure: node.least = Self.endless
    case .test(let test):
      node.first = first(of: test)
      node.least = 1
    case .mark:
      node.passes = .anything
      node.hasMarks = true
    case .position(let position): node.passes = passes(position)
    case .reference:
      node.first = FirstSet(narrow: SIMD4(repeating: .max), wide: .all)
      node.passes = .anything
    case .sequence: analyseSequence(&node, children)
    case .alternation, .conditional: analyseChoice(&node, children)
    case .repeat(_, let least, let limit): analyseRepeat(&node, nodes[children[0]], least, limit)
    case .look(let isNegated, let back):
      node.passes = .anything
      if !isNegated, back == 0 { node.passes = first(children[0], followedBy: .anything) }
    case .atomic:
      let child = nodes[children[0]]
      (node.first, node.passes, node.least) = (child.first, child.passes, child.least)
    }
  }

  /// More characters than any text has.
  private static var endless: Int { 1 << 40 }

  private func analyseSequence(_ node: inout Node, _ children: [Index]) {
    var passes: FirstSet? = .anything
    for index in children {
      let child = nodes[index]
      node.least = min(node.least + child.least, Self.endless)
      guard let before = passes else { continue }
      node.first = node.first.union(child.first.intersection(before))
      passes = child.passes.map { before.intersection($0) }
    }
    node.passes = passes
  }

  private func analyseChoice(_ node: inout Node, _ children: [Index]) {
    node.least = Self.endless
    for index in children {
      let child = nodes[index]
      node.first = node.first.union(child.first)
      node.least = min(node.least, child.least)
      if let passes = child.passes { node.passes = node.passes.map { $0.union(passes) } ?? passes }
    }
  }

  private func analyseRepeat(_ node: inout Node, _ body: Node, _ least: Int, _ limit: Int?) {
    if limit != 0 { node.first = body.first }
    node.passes = least == 0 || limit == 0 ? .anything : body.passes
    node.least = min(body.least.multipliedReportingOverflow(by: least).partialValue, Self.endless)
    if least > 0, body.least > Self.endless / least { node.least = Self.endless }
  }

  private func passes(_ position: SourceCondition) -> FirstSet {
    switch position {
    case .end, .endOfLine:
      var set = FirstSet.end
      set[0x0a] = true
      return set
    case .endOfString: return .end
    default: return .anything
    }
  }
}
