import Runtime

// Reads the code of `re._compiler` into a tree. Whatever that would not write is refused, so that a program never leads
// astray.

struct PatternDecoder {
  private let context: Context
  private let code: [UInt32]
  private let groups: Int
  private var tree = PatternTree()
  private var position = 0

  private init(_ context: Context, _ code: [UInt32], groups: Int) {
    (self.context, self.code, self.groups) = (context, code, groups)
  }

  /// The tree of a pattern, and its root.
  static func decode(
    _ context: Context, _ code: [UInt32], groups: Int
  ) throws(Raised) -> (tree: PatternTree, root: PatternTree.Index) {
    var decoder = PatternDecoder(context, code, groups: groups)
    let end = code.count - 1
    if end < 0 || code[end] != SourceOperation.success.rawValue { throw decoder.invalid() }
    if code[0] == SourceOperation.info.rawValue {
      // What it says of the pattern is worked out anew.
      decoder.position = 1
      decoder.position = try decoder.target(atMost: end)
    }
    let root = try decoder.sequence(to: end)
    return (decoder.tree, root)
  }

  private func invalid() -> Raised { context.raise(.runtimeError, "invalid SRE code") }

  // MARK: Words

  private mutating func word() throws(Raised) -> UInt32 {
    if position >= code.count { throw invalid() }
    position += 1
    return code[position - 1]
  }

  /// Where the skip at the position leads; at most to `end`.
  private mutating func target(atMost end: Int) throws(Raised) -> Int {
    let start = position
    let skip = Int(try word())
    if skip < 1 || start + skip > end { throw invalid() }
    return start + skip
  }

  private mutating func group() throws(Raised) -> Int {
    let number = Int(try word())
    if number >= groups { throw invalid() }
    return number
  }

  private mutating func require(_ operation: SourceOperation) throws(Raised) {
    if try word() != operation.rawValue { throw invalid() }
  }

  // MARK: Operations

  /// The operations up to `end`, where the position stands then.
  private mutating func sequence(to end: Int) throws(Raised) -> PatternTree.Index {
    try context.checkNativeStack()
    var parts: [PatternTree.Index] = []
    while position < end { parts.append(try operation(end)) }
    if position != end { throw invalid() }
    return tree.add(.sequence, parts)
  }

  private mutating func operation(_ end: Int) throws(Raised) -> PatternTree.Index {
    guard let operation = SourceOperation(rawValue: try word()) else { throw invalid() }
    switch operation {
    case .failure: return tree.add(.failure)
    case .any: return tree.add(.test(.notNewline))
    case .anyAll: return tree.add(.test(.any))
    case .literal: return tree.add(.test(.literal(try word())))
    case .notLiteral: return tree.add(.test(.notLiteral(try word())))
    case .literalIgnore: return try caselessLiteral(.ascii, isNegated: false)
    case .notLiteralIgnore: return try caselessLiteral(.ascii, isNegated: true)
    case .literalUnicodeIgnore: return try caselessLiteral(.unicode, isNegated: false)
    case .notLiteralUnicodeIgnore: return try caselessLiteral(.unicode, isNegated: true)
    case .literalLocaleIgnore: return try caselessLiteral(.locale, isNegated: false)
    case .notLiteralLocaleIgnore: return try caselessLiteral(.locale, isNegated: true)
    case .in: return try set(.none, end)
    case .inIgnore: return try set(.ascii, end)
    case .inUnicodeIgnore: return try set(.unicode, end)
    case .inLocaleIgnore: return try set(.locale, end)
    case .category:
      var set = CharacterSet()
      set.insert(try category())
      return tree.add(.test(.set(tree.add(set))))
    case .mark:
      let mark = Int(try word())
      if mark >= 2 * groups { throw invalid() }
      return tree.add(.mark(mark))
    case .at:
      guard let position = SourceCondition(rawValue: try word()) else { throw invalid() }
      return tree.add(.position(position))
    case .groupReference: return tree.add(.reference(try group(), .none))
    case .groupReferenceIgnore: return tree.add(.reference(try group(), .ascii))
    case .groupReferenceUnicodeIgnore: return tree.add(.reference(try group(), .unicode))
    case .groupReferenceLocaleIgnore: return tree.add(.reference(try group(), .locale))
    case .groupExists: return try conditional(end)
    case .branch: return try branch(end)
    case .repeat: return try repeated(end)
    case .possessiveRepeat, .repeatOne, .minRepeatOne, .possessiveRepeatOne: return try enclosedRepeat(operation, end)
    case .assert, .assertNot:
      let stop = try target(atMost: end)
      let back = Int(try word())
      let body = try enclosed(stop)
      return tree.add(.look(isNegated: operation == .assertNot, back: back), [body])
    case .atomicGroup:
      let stop = try target(atMost: end)
      return tree.add(.atomic, [try enclosed(stop)])
    default: throw invalid()
    }
  }

  /// A part that ends with `success`, up to `stop`.
  private mutating func enclosed(_ stop: Int) throws(Raised) -> PatternTree.Index {
    let body = try sequence(to: stop - 1)
    try require(.success)
    return body
  }

  private mutating func branch(_ end: Int) throws(Raised) -> PatternTree.Index {
    var alternatives: [PatternTree.Index] = []
    var exit: Int?
    while position < end, code[position] != 0 {
      let next = try target(atMost: end)
      alternatives.append(try sequence(to: next - 2))
      try require(.jump)
      let leadsTo = try target(atMost: end)
      if position != next || leadsTo != exit ?? leadsTo { throw invalid() }
      exit = leadsTo
    }
    try require(.failure)
    if position != exit ?? position { throw invalid() }
    return tree.add(.alternation, alternatives)
  }

  private mutating func conditional(_ end: Int) throws(Raised) -> PatternTree.Index {
    let start = position
    let group = try group()
    let skip = Int(try word())
    // The skip counts from the group's number.
    let otherwise = start + skip
    if skip < 2 || otherwise > end { throw invalid() }
    var parts: [PatternTree.Index] = []
    try context.checkNativeStack()
    while position < otherwise {
      if position == otherwise - 2, code[position] == SourceOperation.jump.rawValue {
        position += 1
        let stop = try target(atMost: end)
        let then = tree.add(.sequence, parts)
        return tree.add(.conditional(group), [then, try sequence(to: stop)])
      }
      parts.append(try operation(otherwise))
    }
    if position != otherwise { throw invalid() }
    let then = tree.add(.sequence, parts)
    return tree.add(.conditional(group), [then, tree.add(.empty)])
  }

  // MARK: Repeats

  private mutating func bounds() throws(Raised) -> (least: Int, limit: Int?) {
    let (least, limit) = (try word(), try word())
    if least > limit { throw invalid() }
    return (Int(least), limit == SourceFormat.unlimited ? nil : Int(limit))
  }

  private mutating func repeated(_ end: Int) throws(Raised) -> PatternTree.Index {
    let stop = try target(atMost: end)
    let (least, limit) = try bounds()
    let body = try sequence(to: stop)
    switch SourceOperation(rawValue: try word()) {
    case .maxUntil: return tree.add(.repeat(.greedy, least: least, limit: limit), [body])
    case .minUntil: return tree.add(.repeat(.lazy, least: least, limit: limit), [body])
    default: throw invalid()
    }
  }

  private mutating func enclosedRepeat(
    _ operation: SourceOperation, _ end: Int
  ) throws(Raised) -> PatternTree.Index {
    let stop = try target(atMost: end)
    let (least, limit) = try bounds()
    let mode: PatternTree.RepeatMode =
      switch operation {
      case .repeatOne: .greedy
      case .minRepeatOne: .lazy
      default: .possessive
      }
    if operation == .possessiveRepeat {
      // Its `success` stands after the part that the skip spans.
      let body = try sequence(to: stop)
      try require(.success)
      return tree.add(.repeat(mode, least: least, limit: limit), [body])
    }
    return tree.add(.repeat(mode, least: least, limit: limit), [try enclosed(stop)])
  }

  // MARK: Characters

  private mutating func caselessLiteral(_ folding: CaseFolding, isNegated: Bool) throws(Raised) -> PatternTree.Index {
    let set = CharacterSet(try word(), folding, isNegated: isNegated)
    return tree.add(.test(.set(tree.add(set))))
  }

  private mutating func category() throws(Raised) -> CharacterCategory {
    guard let category = CharacterCategory(rawValue: try word()) else { throw invalid() }
    return category
  }

  private mutating func set(_ folding: CaseFolding, _ end: Int) throws(Raised) -> PatternTree.Index {
    let stop = try target(atMost: end)
    var set = CharacterSet()
    set.folding = folding
    if position < stop, code[position] == SourceOperation.negate.rawValue {
      position += 1
      set.isNegated = true
    }
    while true {
      guard position < stop, let operation = SourceOperation(rawValue: try word()) else { throw invalid() }
      switch operation {
      case .failure:
        if position != stop { throw invalid() }
        return tree.add(.test(.set(tree.add(set))))
      case .literal:
        let code = try word()
        set.insert(code, code)
      case .range: set.insert(try word(), try word())
      case .rangeUnicodeIgnore: set.insertCaseless(try word(), try word())
      case .category: set.insert(try category())
      case .charset: try bitmap(256, from: 0, into: &set)
      case .bigCharset: try bigCharset(into: &set)
      default: throw invalid()
      }
    }
  }

  /// A bit for each of so many code points.
  private mutating func bitmap(_ count: Int, from base: UInt32, into set: inout CharacterSet) throws(Raised) {
    var start: UInt32?
    for offset in 0..<UInt32(count / 32) {
      let bits = try word()
      for bit in 0..<32 as Swift.Range<UInt32> {
        let code = base + offset * 32 + bit
        if bits >> bit & 1 != 0 {
          if start == nil { start = code }
        } else if let first = start {
          set.insert(first, code - 1)
          start = nil
        }
      }
    }
    if let first = start { set.insert(first, base + UInt32(count) - 1) }
  }

  /// The code points below 65,536 in chunks of 256: how many different ones there are, the number of each of the 256
  /// chunks in a byte, the chunks.
  private mutating func bigCharset(into set: inout CharacterSet) throws(Raised) {
    let count = Int(try word())
    let map = position
    let chunks = map + 64
    let stop = chunks + count * 8
    if count > 256 || stop > code.count { throw invalid() }
    for high in 0..<256 as Swift.Range<UInt32> {
      let chunk = Int(code[map + Int(high / 4)] >> (high % 4 * 8) & 0xff)
      if chunk >= count { throw invalid() }
      position = chunks + chunk * 8
      try bitmap(256, from: high << 8, into: &set)
    }
    position = stop
  }
}
