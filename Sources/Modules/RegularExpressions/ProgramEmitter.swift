import Runtime

// Turns a tree into a program. What may follow a node is known when the node is emitted, and decides much:
//
//   - A branch looks at the next character and forgets alternatives that cannot begin with it. Where only one is left,
//     there is nothing to come back to.
//   - Of `x*` followed by what no `x` can begin, only the longest text can do: it becomes possessive. Elsewhere it gives
//     back no character that could not be followed by the rest.
//
// A part that is left for good, such as a look, has to find its first match whatever comes after it. In it and at the
// pattern's end, anything may follow.

struct ProgramEmitter {
  /// What may follow a node.
  private struct Follow {
    var set: FirstSet
    /// Nothing has to match any more.
    var isEnd: Bool

    static let end = Follow(set: .anything, isEnd: true)
  }

  private let context: Context
  let tree: PatternTree
  var builder = ProgramBuilder()
  let markCount: UInt32
  private var nextRegister: UInt32
  /// What all parts that fail go on at.
  private var failure: UInt32 = 0

  /// The bytes of a pattern's program.
  static func emit(
    _ context: Context, _ tree: PatternTree, root: PatternTree.Index, groups: Int
  ) throws(Raised) -> [UInt8] {
    var emitter = ProgramEmitter(context, tree, groups: groups)
    try emitter.emit(root, .end)
    emitter.builder.add(.accept)
    emitter.plan(root)
    emitter.builder.header.groups = UInt32(groups)
    emitter.builder.header.registers = emitter.nextRegister
    return emitter.builder.finish()
  }

  private init(_ context: Context, _ tree: PatternTree, groups: Int) {
    (self.context, self.tree) = (context, tree)
    markCount = UInt32(groups) * 2
    nextRegister = markCount
    // A program begins at its second instruction.
    builder.add(.fail)
  }

  // MARK: Nodes

  private mutating func emit(_ index: PatternTree.Index, _ follow: Follow) throws(Raised) {
    let node = tree[index]
    switch node.kind {
    case .empty: break
    case .failure: builder.add(.fail)
    case .test(let test): emit(test)
    case .sequence: try emitSequence(index, follow)
    case .alternation: try emitAlternation(Array(tree.children(of: index)), follow)
    case .repeat(let mode, let least, let limit): try emitRepeat(index, mode, least, limit, follow)
    case .mark(let mark): builder.add(mark % 2 == 0 ? .mark : .endMark, UInt32(mark))
    case .position(let position): builder.add(.position, mode: UInt8(position.rawValue))
    case .reference(let group, let folding): builder.add(.reference, mode: folding.rawValue, UInt32(group))
    case .conditional(let group): try emitConditional(index, group, follow)
    case .look(let isNegated, let back): try emitLook(index, isNegated, back)
    case .atomic:
      builder.add(.barrier, failure)
      try emitDeeper(tree.child(of: index), .end)
      builder.add(.commit)
    }
  }

  private mutating func emitDeeper(_ index: PatternTree.Index, _ follow: Follow) throws(Raised) {
    try context.checkNativeStack()
    try emit(index, follow)
  }

  mutating func emit(_ test: CharacterTest) {
    switch test {
    case .any: builder.add(.any)
    case .notNewline: builder.add(.notNewline)
    case .literal(let code): builder.add(.literal, code)
    case .notLiteral(let code): builder.add(.notLiteral, code)
    case .set(let index):
      let set = tree.sets[index]
      if set.dependsOnLocale {
        let offset = builder.add(
          LocaleSet(
            members: set.members.narrow, isNegated: set.isNegated, hasWord: set.hasLocaleWord,
            hasNotWord: set.hasNotLocaleWord, ignoresCase: set.folding == .locale))
        return builder.add(.localeSet, offset)
      }
      let members = set.narrowMembers
      let wide = builder.addWideRules(of: set)
      let only = FirstSet(narrow: members)
      if wide == WideRules.nothing, only.narrowCount == 1, let code = (0..<256).first(where: { only[$0] }) {
        return builder.add(.literal, UInt32(code))
      }
      let (table, bit, ranges) = builder.table(members)
      builder.add(.set, mode: bit, table, wide, ranges)
    }
  }

  private mutating func emitSequence(_ index: PatternTree.Index, _ follow: Follow) throws(Raised) {
    let children = Array(tree.children(of: index))
    var follows = [Follow](repeating: follow, count: children.count)
    for place in stride(from: children.count - 2, through: 0, by: -1) {
      let next = children[place + 1]
      follows[place].set = tree.first(next, followedBy: follows[place + 1].set)
      follows[place].isEnd = follows[place + 1].isEnd && isMark(next)
    }
    var place = 0
    while place < children.count {
      var literals: [UInt32] = []
      while place + literals.count < children.count, let code = literal(children[place + literals.count]) {
        literals.append(code)
      }
      if literals.count > 1 {
        let isByte = literals.allSatisfy { $0 < 0x100 }
        let words = builder.add(words: literals)
        builder.add(.run, words, UInt32(literals.count), isByte ? builder.add(units: literals, .one) : 0)
        place += literals.count
      } else {
        try emitDeeper(children[place], follows[place])
        place += 1
      }
    }
  }

  private func isMark(_ index: PatternTree.Index) -> Bool {
    switch tree[index].kind {
    case .mark, .empty: true
    default: false
    }
  }

  private func literal(_ index: PatternTree.Index) -> UInt32? {
    if case .test(.literal(let code)) = tree[index].kind { return code }
    return nil
  }

  private mutating func emitConditional(
    _ index: PatternTree.Index, _ group: Int, _ follow: Follow
  ) throws(Raised) {
    let children = Array(tree.children(of: index))
    let start = Int(builder.here)
    builder.add(.conditional, UInt32(group))
    try emitDeeper(children[0], follow)
    let jump = Int(builder.here)
    builder.add(.jump)
    builder.instructions[start].b = builder.here
    try emitDeeper(children[1], follow)
    builder.instructions[jump].a = builder.here
  }

  private mutating func emitLook(_ index: PatternTree.Index, _ isNegated: Bool, _ back: Int) throws(Raised) {
    let start = Int(builder.here)
    builder.add(.barrier, failure)
    if back > 0 { builder.add(.back, UInt32(back)) }
    try emitDeeper(tree.child(of: index), .end)
    builder.add(isNegated ? .refuse : .commitLook)
    if isNegated { builder.instructions[start].a = builder.here }
  }

  // MARK: Alternatives

  private mutating func emitAlternation(
    _ alternatives: [PatternTree.Index], _ follow: Follow
  ) throws(Raised) {
    if alternatives.isEmpty { return builder.add(.fail) }
    var exits: [Int] = []
    var rest = alternatives[...]
    while !rest.isEmpty {
      // A branch has room for 64; what is left is the last one's business.
      let part = rest.count <= 64 ? rest : rest.prefix(63)
      rest = rest.dropFirst(part.count)
      var firsts = part.map { tree.first($0, followedBy: follow.set) }
      if !rest.isEmpty {
        firsts.append(rest.reduce(FirstSet.nothing) { $0.union(tree.first($1, followedBy: follow.set)) })
      }
      let targets = addBranch(firsts)
      for (place, alternative) in part.enumerated() {
        setTarget(targets, place)
        try emitDeeper(alternative, follow)
        exits.append(Int(builder.here))
        builder.add(.jump)
      }
      if !rest.isEmpty { setTarget(targets, part.count) }
    }
    for exit in exits { builder.instructions[exit].a = builder.here }
  }

  /// A branch whose targets are to be set.
  private mutating func addBranch(_ firsts: [FirstSet]) -> UInt32 {
    let table = builder.add(branch: firsts)
    let targets = builder.add(words: [UInt32](repeating: 0, count: firsts.count))
    builder.add(.branch, table, targets)
    return targets
  }

  /// The next instruction is a target.
  private mutating func setTarget(_ targets: UInt32, _ place: Int) {
    builder.replace(builder.here, at: targets + UInt32(place) * 4)
  }

  // MARK: Repeats

  private mutating func emitRepeat(
    _ index: PatternTree.Index, _ mode: PatternTree.RepeatMode, _ least: Int, _ limit: Int?, _ follow: Follow
  ) throws(Raised) {
    let body = tree.child(of: index)
    if limit == 0 { return }
    if least == 1, limit == 1 {
      if mode != .possessive { return try emitDeeper(body, follow) }
    } else if case .test(let test) = tree[body].kind {
      return emitRepeat(of: test, mode, least, limit, follow)
    }
    if mode == .possessive { return try emitCounted(body, mode, least, limit, follow) }
    if least == 0, limit == 1 { return try emitOptional(body, mode, follow) }
    if limit == nil, least < 2, !tree.isNullable(body) { return try emitLoop(body, mode, least, follow) }
    try emitCounted(body, mode, least, limit, follow)
  }

  private mutating func emitRepeat(
    of test: CharacterTest, _ mode: PatternTree.RepeatMode, _ least: Int, _ limit: Int?, _ follow: Follow
  ) {
    if limit == least, least <= 4 {
      for _ in 0..<least { emit(test) }
      return
    }
    var operation: PatternInstruction.Operation =
      switch mode {
      case .greedy: .greedy
      case .lazy: .lazy
      case .possessive: .possessive
      }
    if mode == .greedy, follow.isEnd || tree.first(of: test).sharesNoCharacter(with: follow.set) {
      operation = .possessive
    }
    if limit == least { operation = .possessive }
    let filter = operation == .possessive ? 0 : builder.add(follow.set)
    builder.add(operation, UInt32(least), limit.map { UInt32($0) } ?? .max, filter)
    emit(test)
  }

  private mutating func emitOptional(
    _ body: PatternTree.Index, _ mode: PatternTree.RepeatMode, _ follow: Follow
  ) throws(Raised) {
    let (bodyPlace, exitPlace) = mode == .lazy ? (1, 0) : (0, 1)
    let first = tree.first(body, followedBy: follow.set)
    let targets = addBranch(mode == .lazy ? [follow.set, first] : [first, follow.set])
    setTarget(targets, bodyPlace)
    try emitDeeper(body, follow)
    setTarget(targets, exitPlace)
  }

  /// Any number of rounds, none of which is empty.
  private mutating func emitLoop(
    _ body: PatternTree.Index, _ mode: PatternTree.RepeatMode, _ least: Int, _ follow: Follow
  ) throws(Raised) {
    let entry = Int(builder.here)
    if least == 0 { builder.add(.jump) }
    let start = builder.here
    let first = tree[body].first
    try emitDeeper(body, Follow(set: first.union(follow.set), isEnd: false))
    if least == 0 { builder.instructions[entry].a = builder.here }
    let targets = addBranch(mode == .lazy ? [follow.set, first] : [first, follow.set])
    builder.replace(start, at: targets + (mode == .lazy ? 4 : 0))
    setTarget(targets, mode == .lazy ? 0 : 1)
  }

  private mutating func emitCounted(
    _ body: PatternTree.Index, _ mode: PatternTree.RepeatMode, _ least: Int, _ limit: Int?, _ follow: Follow
  ) throws(Raised) {
    let register = nextRegister
    nextRegister += 2
    let isNullable = tree.isNullable(body)
    let round = Follow(set: tree.first(body, followedBy: follow.set).union(follow.set), isEnd: false)
    let first = tree.first(body, followedBy: round.set)
    let table = mode == .possessive ? 0 : builder.add(branch: [first, follow.set])
    var loop = CountedLoop(
      least: UInt32(least), limit: limit.map { UInt32($0) } ?? .max, register: register, body: 0, exit: 0,
      table: table, mayBeEmpty: isNullable ? 1 : 0)
    let offset = builder.add(loop)
    builder.add(.loopStart, offset)
    let head = builder.here
    switch mode {
    case .greedy: builder.add(.loopGreedy, offset)
    case .possessive: builder.add(.loopPossessive, offset, failure)
    case .lazy:
      builder.add(.loopLazy, offset)
      builder.add(.loopBody, offset)
    }
    loop.body = builder.here
    try emitDeeper(body, mode == .possessive ? .end : round)
    if mode == .possessive { builder.add(.commit) }
    builder.add(.jump, head)
    loop.exit = builder.here
    builder.replace(loop, at: offset)
  }
}
